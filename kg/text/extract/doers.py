"""Tell who would act by an infinitive: "pressure on Mora to resign", "sang carols to remind Lund", "an email mentioned plans to attack".

``clauses`` gives an infinitive the subject or the object of the verb above it. Here what the nouns are decides:
a thing plans nothing and aims at nothing, and who blocks a bid to buy something does not buy it.
"""

from __future__ import annotations

from kg.text.extract.clauses import Clause
from kg.text.extract.found import Scene
from kg.text.lexicon import noun_class

_ACTS = frozenset({"Person", "Group", "Organization", "Company", "GovernmentBody", "MediaOrganization", "University", "Alliance", "PoliticalParty", "Team",
                   "Country", "City", "Region", "Place", "Facility"})  # fmt: skip
_GIVEN = frozenset({"power", "right", "chance", "opportunity", "permission", "authority", "incentive", "freedom", "licence", "license", "mandate", "option",
                    "time", "reason", "ability"})  # fmt: skip
_GIVING = frozenset({"give", "offer", "grant", "hand", "deny", "allow", "award", "guarantee"})
_PLANS = frozenset({"plan", "bid", "attempt", "effort", "move", "campaign", "drive", "push", "proposal", "plot", "scheme", "conspiracy", "project", "intention"})
_OF_OTHERS = frozenset({"mention", "describe", "block", "thwart", "foil", "prevent", "stop", "hamper", "complicate", "undermine", "oppose", "criticise",
                        "criticize", "condemn", "denounce", "support", "back", "welcome", "praise", "report", "hear", "see", "face", "resist", "veto",
                        "hinder", "impede", "frustrate", "derail", "defeat", "attack", "question", "uncover", "disrupt", "study", "examine", "cover", "fear"})  # fmt: skip
_MADE_FOR_IT = frozenset({"pass", "create", "set", "form", "build", "design", "establish", "found", "launch", "introduce", "install", "deploy", "make",
                          "adopt", "draft", "draw", "write", "develop", "enact", "impose", "intend", "mean", "use", "train", "equip", "need", "require",
                          "add", "recommend", "time", "sign", "agree", "order", "plan", "propose", "schedule", "arrange", "organise", "organize"})  # fmt: skip
_MAKES_ACT = frozenset({"force", "cause", "lead", "help", "allow", "enable", "get", "have", "make", "let", "drive", "prompt", "send", "bring", "train",
                        "teach", "permit", "want", "expect", "ask", "urge", "need", "require", "order", "tell", "set", "leave", "design", "program",
                        "programme", "equip", "like", "prefer", "see", "find", "believe", "consider", "know", "show", "prove", "declare", "assume",
                        "encourage", "tempt", "pay", "choose", "elect", "appoint", "hire", "authorise", "authorize", "compel", "persuade"})  # fmt: skip
_PROPOSING = frozenset({"propose", "seek", "demand", "suggest", "recommend", "discuss", "consider", "oppose", "support", "reject", "await"})
_ACTING = frozenset({"force", "forces", "troop", "troops", "tank", "plane", "jet", "warplane", "helicopter", "gunship", "jeep", "ship", "warship", "vessel",
                     "boat", "submarine", "drone", "bomber", "enemy", "ally", "rival"})  # fmt: skip
_MANY = frozenset({"score", "scores", "hundred", "hundreds", "thousand", "thousands", "dozen", "dozens", "number", "couple", "majority", "lot", "handful",
                   "million", "millions", "rest", "half", "part", "some", "most"})  # fmt: skip


def settle_doers(scene: Scene) -> None:
    """Mend the subjects of infinitives in ``scene.clauses``; where nobody is sure to act, none is left."""
    tree = scene.tree
    by_verb = {c.verb: c for c in scene.clauses}
    lost: dict[int, tuple[list[int], list[int]]] = {}
    for c in scene.clauses:
        i = c.verb
        if tree.dep[i] == "conj" and tree.head[i] in lost and c.how == "conjunct":
            before, after = lost[tree.head[i]]  # "pressure on Mora to arrest and sentence Lund"
            if c.subjects == before:
                c.subjects = list(after)
                lost[i] = before, after
            continue
        if not c.subjects or not any(tree.tag[k] == "TO" for k in tree.kids[i]) or tree.child(i, "nsubj", "nsubjpass") >= 0:
            continue
        before = list(c.subjects)
        c.subjects = _doers(scene, c, by_verb)
        if c.subjects != before:
            lost[i] = before, list(c.subjects)


def _doers(scene: Scene, c: Clause, by_verb: dict[int, Clause]) -> list[int]:
    tree, i = scene.tree, c.verb
    head = tree.head[i]
    noun = head if tree.dep[i] in ("acl", "relcl") else tree.child(head, "dobj") if tree.dep[i] in ("advcl", "xcomp") else -1
    above = by_verb.get(tree.head[noun] if noun == head and noun >= 0 else head)
    if noun >= 0 and tree.lemma[noun] == "pressure":
        return _pressed(scene, c, noun, above)
    if noun >= 0 and above is not None and tree.lemma[noun] in _GIVEN and tree.lemma[above.verb] in _GIVING:
        given = [k for k in (*above.datives, *above.objects) if k < noun and _acts(scene, k)]
        given += [k for k in tree.children(noun, "compound") if _acts(scene, k)]  # "gives police powers to": so the parser has it
        return given[:1] if not above.passive else list(above.subjects)
    if tree.dep[i] in ("acl", "relcl"):
        if above is not None and tree.lemma[noun] in _PLANS and tree.lemma[above.verb] in _OF_OTHERS and tree.child(noun, "poss") < 0:
            return []
        if c.subjects == [noun] or (tree.lemma[noun] == "order" and tree.dep[noun] == "pobj"):
            return c.subjects  # "a law to protect Peru", "in order to"
        return [k for k in c.subjects if _acts(scene, k)]
    if above is None:
        return c.subjects
    if tree.dep[i] == "xcomp" and c.subjects == (above.objects or above.datives) and c.subjects != above.subjects:
        if tree.lemma[above.verb] in _MAKES_ACT | scene.lex.ask or any(_acts(scene, k) for k in c.subjects):
            return c.subjects
        return [k for k in above.subjects if _acts(scene, k)] if tree.lemma[above.verb] not in _PROPOSING else []
    done_to = above.passive or (tree.tag[above.verb] == "VBN" and not any(tree.lemma[k] == "have" for k in above.auxiliaries))
    if c.how == "purpose" and (above.objects or (done_to and tree.lemma[above.verb] not in _MADE_FOR_IT)):
        return [k for k in c.subjects if _acts(scene, k)]  # "the races were swum to find the best": the swimmers' purpose
    return c.subjects


def _pressed(scene: Scene, c: Clause, pressure: int, above: Clause | None) -> list[int]:
    """Return Mora of "put pressure on Mora to resign", and who is in "Mora faces pressure to resign"."""
    tree = scene.tree
    to = next(k for k in tree.kids[c.verb] if tree.tag[k] == "TO")
    on = next((k for v in (pressure, tree.head[pressure]) for k in tree.children(v, "prep") if tree.lower[k] in ("on", "upon") and pressure < k < c.verb), -1)
    if on < 0:
        under = above is not None and tree.lemma[above.verb] in ("face", "feel", "be", "come", "resist")
        return c.subjects if under else []
    pressed = tree.children(on, "pobj")
    if any(tree.lower[k].endswith(("self", "selves")) for k in pressed):
        return c.subjects
    return pressed if pressed and max(k for k in tree.subtree(on) if k < to) == to - 1 else []


def _acts(scene: Scene, k: int) -> bool:
    """Can what the token names want something: a person, a body, a country; not an email, a law, a crash?"""
    tree = scene.tree
    if tree.tag[k] not in ("NN", "NNS") or scene.is_name[k] or tree.lemma[k] in _ACTING or sum(ch.isupper() for ch in tree.text[k]) > 1:
        return True
    of = next((k2 for k2 in tree.children(k, "prep") if tree.lower[k2] == "of"), -1)
    if of >= 0 and tree.lemma[k] in _MANY:
        return any(_acts(scene, o) for o in tree.children(of, "pobj"))
    return (scene.class_of[k] or noun_class(scene.lex, tree.lower[k - 1] if k else "", tree.lemma[k])) in _ACTS

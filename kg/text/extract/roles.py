"""What a noun says of a name: its kind, or the role and what it is held in; and which roles are over or of another rank."""

from __future__ import annotations

from collections.abc import Iterator

from kg.text.extract.clauses import adverbials, members
from kg.text.extract.found import Found, Scene
from kg.text.extract.tree import Tree
from kg.text.portfolios import HOLDERS, portfolio_end


def of_state(tree: Tree, noun: int, role: str) -> str:
    """Return the role as the lexicon has it: of a "secretary" before "of State" the whole."""
    return "secretary of state" if role == "secretary" and tree.lower[noun + 1 : noun + 3] == ["of", "state"] else role


_SIDES = frozenset({"supporter", "opponent", "critic", "backer", "ally", "admirer", "follower", "advocate", "adversary"})
_PAST = frozenset({"former", "ex", "late", "onetime", "then", "erstwhile", "outgoing", "ousted", "retired"})
_WHOLE = (["at", "large"], ["in", "chief"], ["at", "arms"], ["in", "residence"], ["in", "charge"])
_AGAINST = frozenset({"anti", "pro", "ex", "non", "former", "counter", "post"})
_OF_BODIES = frozenset({"leads", "minister_of", "prime_minister_of", "president_of", "secretary_of", "governor_of", "mayor_of", "chief_executive_of",
                        "chief_financial_officer_of", "chairman_of", "ambassador_of"})  # fmt: skip
LESSER = frozenset({"shadow", "deputy", "vice", "assistant", "acting", "interim"})
PARTITIVE = frozenset(
    {"series", "set", "part", "kind", "type", "collection", "piece", "number", "pair", "couple", "lot", "range", "bit"}
)
_PLACE_KINDS = frozenset({"Place", "City", "Region", "Country", "Facility"})
MAKERS = frozenset({"Company", "Organization", "University"})


def role_phrase(scene: Scene, noun: int, start: int) -> str:
    """Return the longest role name that ends at ``noun``: "foreign minister" before "minister"; "" if none."""
    tree, lex = scene.tree, scene.lex
    for a in range(max(start, noun - 3), noun + 1):
        words = " ".join([*tree.lower[a:noun], tree.lemma[noun]])
        if words in lex.roles:
            return words
    return tree.lower[noun] if tree.lower[noun] in lex.roles else ""


def _turned_round(scene: Scene, k: int) -> bool:
    """ "the anti-Norvia campaigner", "an ex-Norvia manager": of it no more, or against it."""
    tree = scene.tree
    before = tree.lower[k - 2 : k] if k > 1 else []
    return (before[-1:] == ["-"] and before[0] in _AGAINST) or tree.lower[k].split("-")[0] in _AGAINST


_ENDINGS = frozenset({"service", "services", "motors", "airways", "industries", "holdings", "systems", "resources"})


def _goes_on(scene: Scene, k: int, title: int) -> bool:
    """Does what is named at ``k`` go on behind it: "Lima" of "the Lima Police Chief"? "State" may stand for all of "State Department"."""
    more = range(k + 1, title)
    whole = all(scene.is_name[q] and scene.thing[q] < 0 for q in more) and (
        scene.class_of[k] == "Team" or scene.tree.lower[title - 1] in scene.lex.classes or scene.tree.lower[title - 1] in _ENDINGS
    )
    return bool(more) and scene.tree.pos[k + 1] == "PROPN" and not whole


_PROFESSIONS = frozenset({"works_for", "member_of", "lawyer_of"})
"""Relations of roles that, beside a country's name, tell a trade and not an office in the country."""
_PARTS = frozenset({"GovernmentBody", "Organization", "Group", "Team"})
"""Classes of bodies within a body: "committee", "council", "group"."""
_KNOW_ABOUT = frozenset({"expert", "analyst", "correspondent", "specialist", "researcher", "scholar", "strategist", "reporter", "editor", "consultant"})
_HEADS = frozenset({"chief", "head", "boss", "director", "commander"})


def _of_a_part(scene: Scene, noun: int, start: int) -> bool:
    """Does a common noun before the role say of what part: "security manager"?"""
    return noun - 1 >= start and scene.tree.pos[noun - 1] == "NOUN" and not scene.is_name[noun - 1]


def _second_thing(scene: Scene, objects: list[int], o: int) -> bool:
    """ "a supporter of Lena Holm and an outspoken activist": the second is one himself, nobody's supporter."""
    tree = scene.tree
    return o != objects[0] and scene.is_name[objects[0]] and tree.pos[o] == "NOUN" and any(tree.lower[k] in ("a", "an") for k in tree.kids[o])


def _one_firm(scene: Scene, owners: list[int]) -> bool:
    """Are they the partners in one firm's name: "an analyst at Holm, Mora and Lund Inc"?"""
    tree = scene.tree
    words = [o for o in owners if scene.is_name[o] and (o == 0 or not scene.is_name[o - 1])]
    last = owners[-1]
    suffix = tree.lower[last].rstrip(".") in ("co", "inc", "llp", "ltd", "partners", "associates", "company", "sons")
    return len(owners) > 2 and len(words) >= len(owners) - 1 and (suffix or len(words) == len(owners)) and "of" not in tree.lower[owners[0] : last]


def was_once(scene: Scene, noun: int) -> bool:
    """Is the role over: "a former president"?"""
    tree = scene.tree
    k = noun - 1
    while k >= 0 and tree.pos[k] in ("NOUN", "PROPN", "ADJ") and noun - k < 6:
        if tree.lower[k] in _PAST:
            return True  # "Former Norvia finance chief", whichever noun the parser hangs it on
        k -= 1
    return any(tree.lower[k] in _PAST for k in tree.kids[noun] if tree.dep[k] in ("amod", "compound", "advmod"))


def current_role(scene: Scene, noun: int) -> str:
    """Return the role that ``noun`` names with the words before it; "" if it is none, or one that is over."""
    tree = scene.tree
    start = min([noun, *[k for k in tree.kids[noun] if tree.dep[k] in ("compound", "amod", "nmod") and k < noun]])
    role = role_phrase(scene, noun, start)
    before = tree.lower[noun - len(role.split())] if role and noun >= len(role.split()) else ""
    if before in _PAST or was_once(scene, noun):
        return ""
    return "deputy head" if role and before in LESSER else role


def described(scene: Scene, name: int, noun: int, start: int, rule: str, *, pre: bool = True) -> Iterator[Found]:
    """``name`` is a ``noun``: its kind, or its role with what the role belongs to."""
    tree = scene.tree
    if not pre:
        if noun < name and noun + 1 < len(tree) and scene.is_name[noun + 1] and tree.head[noun + 1] != name and noun + 1 != name:
            return  # "at the operator Norvia and the agency Dalmont": the first noun has its own name
        start = min([noun, *[k for k in tree.kids[noun] if tree.dep[k] in ("compound", "amod", "nmod") and k < noun]])
        if noun > 2 and tree.lower[noun - 2 : noun] == ["co", "-"] and scene.is_name[noun - 3]:
            start = noun - 3  # "Norvia co-chairman": the parser hangs the name on "co"
    if any(tree.lower[k] == "best" for k in tree.kids[noun]):
        return  # "best director for Holm": a prize
    role = role_phrase(scene, noun, start)
    title = noun - len(role.split()) + 1  # where "foreign minister" begins
    if role and (before := tree.lower[noun - len(role.split())] if noun >= len(role.split()) else "") in _PAST:
        return  # "former president Lund": no longer
    elif role and was_once(scene, noun):
        return  # "former Peru ambassador Lund"
    elif role and before in LESSER:
        role = "deputy head"  # a shadow or vice minister is none
    person = scene.class_of[name] in ("Person", "Thing", "") or scene.lex.roles.get(role) == "member_of"
    owners: list[int] = []
    whole = [noun, noun + 1, noun + 2] if tree.lower[noun + 1 : noun + 3] in _WHOLE else [noun]  # "editor at large at"
    if role and len(whole) > 1 and tree.lower[noun + 2] in ("large", "residence"):
        role = "employee"  # no editor of the whole
    of = [(p, o) for w in whole for k in tree.children(w, "prep") for p in adverbials(tree, k)
          if tree.lower[p.prep[0]] in ("of", "for", "at", "in", "to", "with", "from") for o in p.objects
          if tree.lower[o] not in ("state", "staff", "operations") and not _second_thing(scene, p.objects, o)]  # "Secretary of State" # fmt: skip
    if tree.lower[noun] in HOLDERS:  # "the Minister for Health": of what country is not said
        of = [(p, o) for p, o in of if o > portfolio_end(tree.lower, p.prep[0])]
    if role and person:
        for k in tree.kids[noun]:
            if tree.dep[k] == "poss":
                owners.extend(members(tree, k))
        for k in tree.kids[name] if pre else ():
            if tree.dep[k] == "poss" and k < noun:
                owners.extend(members(tree, k))
        if role in scene.lex.offices or role in ("deputy", "deputy head"):
            owners += [k for k in range(start, noun) if scene.place_of[k]]
        owners += [k for k in range(start, title if role == "deputy head" else noun) if scene.thing[k] >= 0 and scene.is_name[k] and not scene.place_of[k]
                   and not _turned_round(scene, k) and scene.class_of[k] != "Person" and not _goes_on(scene, k, title)]  # fmt: skip
        if national := [k for k in owners if scene.class_of[k] == "Country" and scene.lex.roles.get(role) in _PROFESSIONS and start <= k < noun and role not in scene.lex.offices]:
            # "US historian Lena Holm" is American, "the Peru expert" neither from there nor at work for it
            owners = [k for k in owners if k not in national]
            if tree.text[national[0]].replace(".", "").isupper() and role not in _KNOW_ABOUT:
                yield Found("noun.nationality", "demonym", name, "demonym", national[0], (national[0],), -1)
            if not owners:
                yield Found(rule + ".kind", "kind", name, "be", noun, (noun,), -1)
                return
        if (
            pre
            and start > 0
            and tree.text[start - 1] in ("'s", "'", "’s", "’")
            and start > 1
            and scene.thing[start - 2] >= 0
            and start - 2 not in owners
        ):
            owners.append(start - 2)
        if scene.lex.roles.get(role) == "ambassador_of":  # an envoy is of one side, to the other
            for p, o in of:
                if tree.lower[p.prep[0]] == "to":
                    yield Found(rule + ".of", "appos", name, "ambassador to", o, (noun, *p.prep), -1)
            of = [(p, o) for p, o in of if tree.lower[p.prep[0]] != "to"]
        of_what = [o for p, o in of if tree.lower[p.prep[0]] == "of"]
        owners += of_what or [o for _, o in of]
        if scene.lex.roles.get(role) in _OF_BODIES or role in scene.lex.offices:
            owners = [o for o in owners if scene.class_of[o] != "Person"]  # "her interior minister" is no minister of her
        sense = ("appos", f"{role} of") in scene.lex.phrases
        if of and sense and role in _SIDES:
            for p, o in of:  # "a supporter of Lund" has no position in him
                yield Found(rule + ".of", "appos", name, f"{role} {' '.join(tree.lower[k] for k in p.prep)}", o, (noun, *p.prep), -1)
            return
        if role == "manager" and (any(tree.lower[k] in ("a", "an") for k in tree.kids[noun]) or _of_a_part(scene, noun, start)):
            role = "executive"  # "a manager at Norvia", "Norvia security manager Lena Holm": one of many
        part = title - 1
        if start <= part < noun and tree.pos[part] == "NOUN" and not scene.is_name[part] and scene.lex.classes.get(tree.lemma[part]) in _PARTS:
            role = "executive"  # "Norvia audit committee chairman Lena Holm"
        if role in _HEADS and _of_a_part(scene, noun, start):
            # "Peru's intelligence chief" is the head of something in it
            role = "official" if all(scene.place_of[o] or scene.class_of[o] in _PLACE_KINDS for o in owners) else role
        role = of_state(tree, noun, role)
        if owners and not _one_firm(scene, owners):
            for o in dict.fromkeys(owners):
                if o in of_what and not scene.is_name[o] and any(tree.lower[p.prep[0]] == "at" and scene.is_name[q] for p, q in of):
                    continue  # "head of treasury at Norvia"
                yield Found(rule + ".role", "role", name, role, o, (noun,), -1)
            for p, o in of:  # "head of research at Norvia": its head of research works there
                if of_what and tree.lower[p.prep[0]] in ("at", "for", "with") and scene.is_name[o]:
                    yield Found(rule + ".role", "role", name, "employee", o, (noun, *p.prep), -1)
        if owners:
            return
    if tree.lemma[noun] == "counterpart":
        return  # of whom, another rule tells
    if pre and tree.lower[noun].rstrip(".") in scene.lex.titles and role in ("", "doctor", "deputy head"):
        return  # "Miss Holm": a title is no kind, and no shadow minister is a minister
    if scene.class_of[name] == "Person" and was_once(scene, noun) and not (of and any(tree.lower[k] == "late" for k in tree.kids[noun])):
        return  # "former priest Luis Mora"; "the late wife of Mora" was his wife all her life
    if " of " in role:
        return  # a "chief of staff" is no chief
    if role and scene.class_of[name] == "Person":
        yield Found(rule + ".kind", "kind", name, "be", noun, (noun,), -1)
        for k in range(start, noun):
            if scene.place_of[k] and scene.place_of[k] not in scene.lex.wide:  # "the Danish singer Anna Lund" comes from there, she is not its singer
                yield Found("noun.nationality", "demonym", name, "demonym", k, (k,), -1)
        return
    lemma = tree.lemma[noun]
    if lemma in PARTITIVE:
        return  # "the Fenwick, a set of rooms": neither a series nor a part of one
    for p, o in of:  # "a spin-off of Norvia", "a minority of farmers from Peru"
        words = f"{lemma} {' '.join(tree.lower[k] for k in p.prep)}"
        yield Found(rule + ".of", "appos", name, words, o, (noun, *p.prep), -1)
    for k in tree.kids[noun]:
        if tree.dep[k] == "poss":
            for o in members(tree, k):
                if scene.class_of[o] in ("Country", "Region", "City") and scene.class_of[name] in MAKERS:
                    # "Kenya's largest operator" is from there, it does not operate Kenya
                    yield Found("noun.nationality", "demonym", name, "demonym", o, (noun,), -1)
                else:
                    yield Found(rule + ".of", "appos", name, f"{lemma} of", o, (noun,), -1)
    yield Found(rule + ".kind", "kind", name, "be", noun, (noun,), -1)
    for k in range(start, noun):
        if (
            pre
            and scene.thing[k] >= 0
            and scene.class_of[k] in MAKERS
            and scene.class_of[name] in ("Product", "Technology")
        ):
            yield Found("noun.maker", "possessive", k, lemma, name, (noun,), -1)
        if scene.place_of[k] and scene.place_of[k] not in scene.lex.wide and not (  # a European is of no nation
                scene.class_of[name] in ("City", "Region", "Country") and scene.lex.classes.get(lemma) not in _PLACE_KINDS):
            yield Found("noun.nationality", "demonym", name, "demonym", k, (k,), -1)

"""Noun phrases as words: the head with what identifies it, and no more.

Objects are minimal: an article, a clause or a circumstance behind the noun stays out; an owner, and the
complement that tells which one, stay in.
"""

from __future__ import annotations

from kg.text.extract.found import Scene
from kg.text.extract.tree import Tree

PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WDT", "WP$", "EX", "WRB"})
DEFINITE = frozenset(
    {
        "the",
        "this",
        "that",
        "these",
        "those",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "such",
        "both",
        "another",
        "other",
    }
)
VAGUE_CLASSES = frozenset(
    {
        "Company",
        "Organization",
        "Person",
        "City",
        "Country",
        "Place",
        "Region",
        "Group",
        "GovernmentBody",
        "Team",
        "University",
    }
)
PARTITIVE = frozenset({"hundred", "thousand", "million", "dozen", "group", "wave", "number", "series", "lot", "couple", "majority", "crowd", "pair",
                        "tens", "handful", "mass", "flow", "range", "set", "variety", "part", "piece", "type", "kind", "user", "half", "third",
                        "percent", "member", "version", "line"})  # fmt: skip
_BOUNDS = frozenset({"more", "less", "fewer", "least", "most", "over", "under", "about", "around", "nearly", "almost", "some", "than", "roughly"})
_HEAPS = frozenset({"host", "string", "spate", "slew", "raft", "array", "flurry", "bunch", "barrage", "litany", "wealth", "stream", "flood", "list"})
_COMPLEMENTS = frozenset({"of", "for", "about", "on", "with", "against", "between", "to", "into", "over", "in", "from", "at", "among", "towards",
                          "toward", "behind", "near", "around", "under", "across", "without"})  # fmt: skip
_EVENTS = frozenset({"Event", "Meeting", "Election", "Accident", "Conflict", "Competition"})
_LONGEST = 12
"""Tokens of the longest label of an unnamed thing."""
_RATES = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "year", "person", "head", "share", "barrel", "ton", "tonne", "litre",
                    "liter", "gallon", "ounce", "mile", "kilometre", "kilometer", "unit", "game", "match", "household"})  # fmt: skip
_LATIN = frozenset({"de facto", "de jure", "ad hoc", "pro bono", "per capita", "ex gratia"})
"""Adjectives in two words, which the parser takes apart."""
_QUANTIFIERS = frozenset(
    {"such", "many", "several", "same", "own", "certain", "various", "few", "much", "most", "some"}
)


def noun_phrase(scene: Scene, head: int, *, national: bool = True, complement: bool = True) -> list[int]:
    """Return the tokens of the minimal noun phrase: the head with what identifies it, in one run.

    Determiners, relative clauses and status adjectives ("alleged") stay out; compounds, adjectives and
    numbers ("over 700") stay in, with a known owner and the complement right behind where ``complement``.
    A partitive head keeps its complement anyway: "hundreds of people".
    """
    tree, lex = scene.tree, scene.lex
    keep = {head}
    for k in tree.kids[head]:
        if k > head:
            continue
        if tree.dep[k] == "poss" and scene.is_name[k] and scene.thing[k] >= 0 and _needs_owner(scene, head):
            keep.update(range(k, head))  # "Norvia's chairman" names somebody, "chairman" nobody
            while k > 0 and scene.is_name[k - 1]:
                k -= 1
                keep.add(k)
        if tree.dep[k] in ("amod", "compound", "nmod", "nummod"):
            if tree.lower[k] in lex.adjectives or tree.tag[k] == "PDT" or (not national and scene.place_of[k]):
                continue
            if tree.lower[k] in _QUANTIFIERS or (tree.tag[k] in ("VBN", "VBD") and _has_maker(scene, k)):
                continue
            sub = [
                j
                for j in tree.subtree(k)
                if tree.dep[j] not in ("det", "quantmod", "advmod", "cc", "poss", "prep", "case", "mark")
                or tree.tag[j] == "RBS"  # "the most valuable firm"
                or tree.text[j] in ("$", "£", "€")
            ]
            if tree.dep[k] == "nummod" or tree.ent[k] in ("PERCENT", "MONEY"):  # "a 2% to 3% rise" is no 3% rise
                sub = [j for j in tree.subtree(k) if tree.dep[j] != "det"]  # "over 700", "at least 40", "$ 2"
            if not national:
                sub = [j for j in sub if not scene.place_of[j]]  # "Chinese tech giant" in three
            if len(sub) <= 6:
                keep.update(j for j in sub if tree.dep[j] != "punct" or tree.text[j] in ("-", "/"))
    if tree.pos[head] == "NUM":  # "more than 120 were hurt"
        keep.update(j for k in tree.kids[head] if k < head and tree.lower[k] in _BOUNDS for j in tree.subtree(k))
    # hyphens inside the run ("Peru-built trams")
    low = min(keep)
    run = [head]
    for k in range(head - 1, low - 1, -1):
        loose = tree.text[k] in ("-", "/", "–") and tree.end(k) < tree.start[k + 1]
        if (k in keep or tree.text[k] in ("-", "/")) and not loose:
            run.insert(0, k)
        else:
            break
    while run and run[0] != head and tree.text[run[0]] in ("-", "/", ",", '"'):
        run.pop(0)
    while (
        run[0] > 1
        and tree.text[run[0] - 1] == "-"
        and tree.end(run[0] - 1) == tree.start[run[0]]
        and tree.end(run[0] - 2) == tree.start[run[0] - 1]
    ):
        run = [run[0] - 2, run[0] - 1, *run]  # "high-ranking defectors"
    while (
        run[-1] + 2 < len(tree)
        and tree.text[run[-1] + 1] == "-"
        and tree.end(run[-1]) == tree.start[run[-1] + 1]
        and tree.end(run[-1] + 1) == tree.start[run[-1] + 2]
        and tree.text[run[-1] + 2].isalpha()
    ):
        run = [*run, run[-1] + 1, run[-1] + 2]  # "cross-examination", whichever half the parser made the head
    if run[0] > 0 and f"{tree.lower[run[0] - 1]} {tree.lower[run[0]]}" in _LATIN:
        run = [run[0] - 1, *run]
    if (tree.lemma[head] in PARTITIVE or of_many(tree, head)) and run[-1] == head:
        for k in tree.children(head, "prep"):
            if tree.lower[k] == "of" and k == head + 1:
                for o in tree.children(k, "pobj")[:1]:
                    inner = noun_phrase(scene, o)
                    if tree.tag[o] == "NNP" and len(rest := [c for c in tree.children(o, "conj") if tree.tag[c] == "NNS"]) == 1:
                        inner = list(range(inner[0], rest[0] + 1))  # "dozens of Norvia and Dalmont shops"
                    inner = inner if len(inner) <= 8 else noun_phrase(scene, o, complement=False)
                    gap = range(k + 1, inner[0])
                    if (
                        all(tree.dep[g] in ("det", "poss", "amod", "punct", "case", "advmod", "npadvmod") for g in gap)
                        and len(inner) <= 8
                    ):
                        return list(range(run[0], inner[-1] + 1))
    if complement:
        run = _with_complement(scene, _with_owner(scene, run))
        run = _with_what_on(scene, head, run)
    return _with_rate(tree, run)


def _with_what_on(scene: Scene, head: int, run: list[int]) -> list[int]:
    """Add on what something has its effects: "effects of heat on crops"."""
    tree = scene.tree
    if tree.lemma[head] not in ("effect", "impact", "influence") or run[-1] == head:
        return run
    on = run[-1] + 1
    also = tree.conjuncts(run[-1])[-1]
    if also > run[-1] and also - run[-1] < 5 and not any(tree.pos[k] in ("VERB", "AUX") for k in range(on, also)):
        on = also + 1  # "effects of heat and dry soil on crops"
    if on + 1 >= len(tree) or tree.lower[on] != "on":
        return run
    what = [k for o in tree.children(on, "pobj")[:1] for k in noun_phrase(scene, o, complement=False)]
    gap = range(on + 1, what[0] if what else on)
    return list(range(run[0], what[-1] + 1)) if what and what[0] > on and all(tree.dep[g] == "det" for g in gap) else run


def of_many(tree: Tree, head: int) -> bool:
    """ "a host of awards", "a string of attacks": many of them; "the host of the show" is one."""
    return tree.lemma[head] in _HEAPS and any(
        tree.tag[o] == "NNS" and tree.child(o, "det", "poss") < 0 for k in tree.children(head, "prep") if tree.lower[k] == "of" for o in tree.children(k, "pobj")
    )


def _with_rate(tree: Tree, run: list[int]) -> list[int]:
    """Add the rest of a rate: "winds of 190 kilometres per hour", "$ 40 a barrel"."""
    end = run[-1]
    if (
        end + 2 < len(tree)
        and tree.lower[end + 1] in ("per", "an", "a", "each")
        and tree.pos[end + 2] == "NOUN"
        and any(tree.text[k][0].isdigit() for k in run)
        and tree.lemma[end + 2] in _RATES
    ):
        return list(range(run[0], end + 3))
    return run


def _with_owner(scene: Scene, run: list[int]) -> list[int]:
    """Add the owner where it is known: "Norvia's attempts", "its new plant" (label: Norvia's new plant)."""
    tree = scene.tree
    for k in tree.children(run[-1], "poss"):
        if k >= run[0] or not tree.text[run[-1]].islower():
            continue
        if scene.thing[k] < 0:
            if (owned := _common_owner(scene, k, run)) is not None:
                return owned
            continue
        before = [j for j in tree.kids[k] if j < k and tree.dep[j] in ("amod", "compound", "nmod")]
        first = min([k, *[j for j in before if not tree.text[j].endswith(".") or tree.pos[j] != "PROPN"]])  # "Lux 20 X. Norvia's …"
        while scene.is_name[k] and first > 0 and scene.is_name[first - 1] and scene.thing[first - 1] < 0:
            if tree.pos[first - 1] in ("PUNCT", "DET") or tree.text[first - 1].endswith("."):
                break
            first -= 1
        between = range(k + 1, run[0])
        if all(scene.is_name[g] or tree.dep[g] in ("case", "amod", "compound", "nummod", "advmod") for g in between):
            return list(range(first, run[-1] + 1))
    return run


def _common_owner(scene: Scene, owner: int, run: list[int]) -> list[int] | None:
    """ "the Marlow sheriff's office": a common noun that tells which; not "the company's plant", as that may be any."""
    tree = scene.tree
    titled = tree.tag[owner] == "NNP" and tree.lemma[owner] in scene.lex.roles  # "the Lima Sheriff's office"
    if not (tree.tag[owner] in ("NN", "NNS") or titled) or tree.ent[owner] in ("DATE", "TIME") or scene.lex.classes.get(tree.lemma[owner], "") in VAGUE_CLASSES - {"Person", "Group"}:
        return None
    inner = noun_phrase(scene, owner, complement=False)
    between = range(owner + 1, run[0])
    if tree.child(owner, "poss") >= 0 or inner[-1] != owner or len(inner) + len(run) > _LONGEST:
        return None
    return list(range(inner[0], run[-1] + 1)) if all(tree.dep[g] == "case" for g in between) else None


def _with_complement(scene: Scene, run: list[int]) -> list[int]:
    """Add the complement that stands right behind the noun, if short and whole: "deal with Norvia on steel".

    Never a pronoun, a date or a clause; at most ``_LONGEST`` tokens.
    """
    tree = scene.tree
    head = run[-1]
    class_ = scene.lex.classes.get(tree.lemma[head], "")
    located = class_ in _EVENTS or class_ in ("Person", "Group", "Agreement")
    if scene.is_name[head]:
        return run
    for k in tree.children(head, "prep"):
        if k == head + 1 and tree.lower[k] in _COMPLEMENTS:
            if located and tree.lower[k] in ("in", "at", "near", "on"):
                continue  # where it took place, where they were, is a fact of its own
            for o in tree.children(k, "pobj")[:1]:
                if tree.tag[o] in PRONOUNS or tree.lower[o] in ("others", "other") or tree.ent[o] in ("DATE", "TIME") or tree.pos[o] not in ("NOUN", "PROPN", "NUM"):
                    continue
                definite = any(tree.lower[j] in DEFINITE for j in tree.kids[o])
                vague = scene.lex.classes.get(tree.lemma[o]) in VAGUE_CLASSES and tree.tag[o] == "NN" and definite
                if not scene.is_name[o] and scene.thing[o] < 0 and vague:
                    continue  # "a contract with the company" names no contract
                inner = name_run(scene, o) if scene.is_name[o] else _with_title(scene, noun_phrase(scene, o))
                if len(run) + len(inner) >= _LONGEST:
                    inner = noun_phrase(scene, o, complement=False)
                if inner[0] <= k:
                    continue  # the parser hung on it what stands before
                between = range(k + 1, inner[0])
                if (tree.lower[k] in ("between", "among") or _pair(tree, o)) and (ends := _last_conjunct(scene, o)) >= 0:
                    whole = list(range(inner[0], max(ends, inner[-1]) + 1))
                    inner = whole if tree.lower[k] in ("between", "among") or len(run) + len(whole) < _LONGEST else inner
                if len(run) + len(inner) < _LONGEST and all(
                    tree.dep[g] in ("det", "amod", "compound", "nmod", "poss", "case", "nummod", "advmod", "quantmod", "predet")
                    for g in between
                ):
                    return list(range(run[0], inner[-1] + 1))
    return run


def _pair(tree: Tree, o: int) -> bool:
    """Are just two coordinated: "the effects of warming and smog"? A longer list tells enough by its first member."""
    others = [c for c in tree.conjuncts(o) if c != o]
    return len(others) == 1 and others[0] > o and tree.pos[o] == tree.pos[others[0]] == "NOUN" and "," not in tree.text[o : others[0]]


def _with_title(scene: Scene, run: list[int]) -> list[int]:
    """Add the name that says which one: "a copy of the book Northern Light"."""
    tree, name = scene.tree, run[-1] + 1
    if name < len(tree) and scene.is_name[name] and tree.pos[run[-1]] == "NOUN":
        whole = name_run(scene, name)
        if any(tree.head[k] == run[-1] for k in whole):
            return [*run, *whole]
    return run


def _last_conjunct(scene: Scene, o: int) -> int:
    """Return the last token of "Peru and the firms of Kenya", -1 where nothing is coordinated."""
    tree = scene.tree
    others = [c for c in tree.conjuncts(o) if c > o and tree.pos[c] in ("NOUN", "PROPN")]
    return max((name_run(scene, c) if scene.is_name[c] else noun_phrase(scene, c, complement=False))[-1] for c in others) if others else -1


def name_run(scene: Scene, o: int) -> list[int]:
    first = last = o
    while first > 0 and scene.is_name[first - 1]:
        first -= 1
    while last + 1 < len(scene.tree) and scene.is_name[last + 1] and scene.tree.pos[last + 1] != "PUNCT":
        last += 1
    return list(range(first, last + 1))


def _needs_owner(scene: Scene, head: int) -> bool:
    """Does the noun name somebody only with its owner: "Norvia's chairman", "Peru's parliament"?"""
    lemma = scene.tree.lemma[head]
    return lemma in scene.lex.roles or scene.lex.classes.get(lemma) in ("GovernmentBody", "Company")


def _has_maker(scene: Scene, participle: int) -> bool:
    """ "the Norvia operated Lynx system": the participle and its maker are another fact, no part of the label."""
    return participle > 0 and scene.is_name[participle - 1]


def surface(tree: Tree, words: list[int]) -> str:
    """Return the text of a run of tokens with the spacing of the source, quotation marks taken out."""
    out = []
    for k in range(words[0], words[-1] + 1):
        gap = k > words[0] and tree.start[k] > tree.end(k - 1)
        out.append((" " if gap else "") + tree.text[k])
    return " ".join("".join(out).replace('"', " ").split())

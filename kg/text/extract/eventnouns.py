"""Nouns that take arguments like verbs do, and things in places: "the ban on X", "a deal between X and Y", "X in Y"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.text.extract.clauses import adverbials, members
from kg.text.extract.events import EVENTS, holiday
from kg.text.extract.found import Found, Scene
from kg.text.extract.tree import Tree


def deverbal(scene: Scene) -> Iterator[Found]:
    """Event nouns with two arguments: "a deal between A and B", "the US ban on B", "the arrest of B by A", "A's visit to B"."""
    tree = scene.tree
    for i in range(len(tree)):
        if tree.pos[i] not in ("NOUN", "PROPN") or tree.tag[i] == "CD" or tree.ent[i] == "MONEY" or _scare_quoted(tree, i):
            continue  # "fined 2 million Canadian dollars for the spill": Canada pays for nothing
        preps = [p for k in tree.children(i, "prep") for p in adverbials(tree, k)]
        head = tree.head[i]
        built = scene.lex.classes.get(tree.lemma[i]) in ("Facility", "Product")  # "the road is closed between": only there
        if tree.dep[i] in ("nsubj", "nsubjpass", "dobj") and tree.pos[head] in ("VERB", "AUX") and not built and not scene.is_name[i]:
            # "a treaty was agreed between A and B": the parser hangs it on the verb
            preps += [
                p
                for k in tree.children(head, "prep")
                if tree.lower[k] in ("between", "among")
                for p in adverbials(tree, k)
            ]
        if not preps or _given_up(tree, i):
            continue
        lemma = tree.lemma[i]
        actors = [m for k in tree.children(i, "poss") for m in members(tree, k)]
        actors += [k for k in tree.children(i, "compound", "nmod") if scene.thing[k] >= 0 and scene.is_name[k] and scene.class_of[k] not in EVENTS]
        national = [k for k in tree.children(i, "amod") if scene.place_of[k]]
        if scene.lex.classes.get(tree.lemma[i]) == "Facility" and tree.lemma[i] not in _OF_STATES:
            national = []  # "Kenyan security offices in Lima": whose they are is not said
        by = [o for p in preps if [tree.lower[k] for k in p.prep] == ["by"] for o in p.objects]
        if not (actors or national or by) and lemma in _JOURNEYS:
            actors = _travellers(scene, i)
        between = [p for p in preps if tree.lower[p.prep[0]] in ("between", "among")]
        for p in between:
            parties = _parties(scene, p.objects, common=lemma not in _APART)
            for a in range(len(parties)):
                for b in range(a + 1, len(parties)):
                    yield Found(
                        "noun.between", "noun", parties[a], f"{lemma} between", parties[b], (i, *p.prep), i, True
                    )
        for p in preps:
            prep = " ".join(tree.lower[k] for k in p.prep)
            if prep in ("between", "among", "by"):
                continue
            for o in p.objects:
                for a in (*actors, *by):
                    if a != o:
                        yield Found("noun.deverbal", "noun", a, f"{lemma} {prep}", o, (i, *p.prep), i, True)
                for a in national:
                    yield Found("noun.deverbal", "noun", a, f"{lemma} {prep}", o, (i, *p.prep), i, True)
                if prep == "of" and not actors and not by and not national:
                    # "the arrest of X in Y": the place is the second argument
                    after = [q for k in _to_the_right(scene, i, lemma) for q in adverbials(tree, k)]
                    for q in [*preps, *(q for k in tree.children(o, "prep") for q in adverbials(tree, k)), *after]:
                        if tree.lower[q.prep[0]] in ("in", "at", "near", "on") and q.prep[0] > p.prep[0]:
                            for place in q.objects:
                                yield Found("noun.deverbal", "noun", o, f"{lemma} of in", place, (i, *q.prep), i, True)


_JOURNEYS = frozenset({"visit", "trip", "tour", "journey", "pilgrimage"})


def _travellers(scene: Scene, noun: int) -> list[int]:
    """Return who is on it in "during a visit to Peru, Holm said", "Holm, on a trip to Kenya, met": named people."""
    tree = scene.tree
    on = tree.head[noun]
    if tree.dep[noun] != "pobj" or tree.lower[on] not in ("on", "during", "after"):
        return []
    above = tree.head[on]
    if any(tree.tag[k] in ("MD", "TO") for k in tree.kids[above]):
        return []  # "will speak during a visit to Peru"
    who = [above] if scene.is_name[above] else [s for c in scene.clauses if c.verb == above for s in c.subjects]
    return [s for s in who if scene.class_of[s] == "Person"]


_OF_STATES = frozenset({"embassy", "consulate", "base", "mission", "border"})
"""Buildings that a nation has abroad."""


_GIVING_UP = frozenset({"sell", "close", "shut", "offload", "divest", "lose", "demolish", "dissolve"})
_HELD = frozenset({"stake", "share", "shareholding", "holding", "interest", "investment", "factory", "plant", "office", "shop", "store", "branch", "mine", "base", "unit", "operation"})


def _given_up(tree: Tree, i: int) -> bool:
    """ "sold its stake in Norvia", "closed its plant in Peru": it has them no longer. Who plans to sell still has."""
    verb = tree.head[i]
    return (
        tree.lemma[i] in _HELD
        and tree.dep[i] in ("dobj", "nsubjpass")
        and tree.lemma[verb] in _GIVING_UP
        and tree.tag[verb] in ("VBD", "VBN")
        and not any(tree.tag[k] == "MD" or tree.dep[k] == "neg" or tree.tag[k] == "TO" for k in tree.kids[verb])
    )


def _scare_quoted(tree: Tree, i: int) -> bool:
    """Does the word stand alone in quotation marks: 'his "rule" over the club' is none."""
    return 0 < i < len(tree) - 1 and tree.text[i - 1] == tree.text[i + 1] == '"'


def _to_the_right(scene: Scene, noun: int, lemma: str) -> list[int]:
    """Return the prepositions that the parser hung on the verb above, but that stand right of the event noun.

    "linked to the arrest of Lund last year in Peru": an event noun takes the places to its right, up to the
    next verb or comma.
    """
    tree = scene.tree
    if ("noun", f"{lemma} of in") not in scene.lex.phrases:
        return []
    verb = next((k for k in tree.up(noun) if tree.pos[k] in ("VERB", "AUX")), -1)
    if verb < 0 or verb > noun:
        return []
    out = []
    for k in tree.children(verb, "prep"):
        between = range(noun + 1, k)
        if k > noun and not any(tree.text[b] in (",", ";") or tree.pos[b] == "VERB" for b in between):
            out.append(k)
    return out


_DOES_TO_IT = frozenset({
    "make", "build", "own", "run", "operate", "design", "develop", "manage", "control", "produce", "manufacture", "publish", "fund", "finance",
    "administer", "write", "direct", "assemble", "supply", "organise", "organize", "found", "train", "occupy", "hold",
})  # fmt: skip


def made(scene: Scene) -> Iterator[Found]:
    """Name + participle + noun: "Peru-built trams", "the Norvia operated Lynx system" (the name acts on the noun)."""
    tree = scene.tree
    for i in range(1, len(tree) - 1):
        if (
            tree.tag[i] not in ("VBN", "VBD")
            or tree.child(i, "nsubj", "nsubjpass", "aux", "auxpass", "agent", "dobj") >= 0
        ):
            continue
        maker = i - 2 if tree.text[i - 1] == "-" and i >= 2 else i - 1
        if not (scene.is_name[maker] or scene.place_of[maker]) or scene.thing[maker] < 0:
            continue
        if scene.place_of[maker] and tree.lower[maker] in scene.lex.adjective_place:
            continue  # "Palestinian-controlled land"
        if tree.text[i - 1] != "-" and tree.dep[i] not in ("amod", "acl", "compound", "nmod"):
            continue
        noun = i + 1
        while (
            noun < len(tree)
            and tree.pos[noun] in ("NOUN", "PROPN", "ADJ", "NUM")
            and tree.dep[noun] in ("compound", "amod", "nmod", "nummod")
        ):
            noun += 1
        if (
            noun < len(tree)
            and tree.pos[noun] in ("NOUN", "PROPN")
            and tree.lemma[i] in _DOES_TO_IT
        ):
            yield Found("noun.made", "verb", maker, tree.lemma[i], noun, (i,), -1)
            for k in range(i + 1, noun):  # "the Norvia managed Lynx booking system": the name inside
                if scene.thing[k] >= 0 and scene.is_name[k]:
                    yield Found("noun.made", "verb", maker, tree.lemma[i], k, (i,), -1)


def based(scene: Scene) -> Iterator[Found]:
    """ "London-based Norvia", "the Lima-based bank Norvia", "Norvia, a Lima-based bank", "Norvia is a Lima-based bank"."""
    tree = scene.tree
    for i in range(2, len(tree) - 1):
        if tree.lower[i] not in ("based", "headquartered") or tree.text[i - 1] != "-":
            continue
        where = i - 2
        if scene.thing[where] < 0 or not (scene.place_of[where] or scene.class_of[where] in ("City", "Region", "Country", "Place")):
            continue  # "web-based", "Christian-based"
        if tree.lower[where] in scene.lex.adjective_place and not scene.is_name[where]:
            continue
        if (who := _who_is(scene, i + 1)) >= 0 and scene.class_of[who] not in ("City", "Region", "Country", "Place"):
            yield Found("noun.based", "verb", who, "be base in", where, (where, i), -1)


def _who_is(scene: Scene, first: int) -> int:
    """Return the name that the noun phrase from ``first`` on is, stands before, explains or is said of; -1 if there is none."""
    tree = scene.tree
    noun = first
    while noun + 1 < len(tree) and not scene.is_name[noun] and tree.pos[noun] in ("NOUN", "PROPN", "ADJ", "NUM") and tree.pos[noun + 1] in ("NOUN", "PROPN"):
        noun += 1
    if scene.is_name[noun]:
        while noun + 1 < len(tree) and scene.is_name[noun + 1] and scene.thing[noun] < 0:
            noun += 1
        return noun if scene.thing[noun] >= 0 else -1
    if tree.dep[noun] == "appos":
        above = tree.head[noun]
    elif tree.dep[noun] == "attr" and tree.lemma[tree.head[noun]] == "be" and tree.child(tree.head[noun], "neg") < 0:
        above = tree.child(tree.head[noun], "nsubj")
    else:
        return -1
    return above if above >= 0 and scene.is_name[above] and scene.thing[above] >= 0 and tree.tag[noun] in ("NN", "NNP") else -1


_FORCES = frozenset({"army", "navy", "force", "forces", "marines", "police", "troops", "regiment", "corps", "guard", "military"})


def noun_of(scene: Scene) -> Iterator[Found]:
    """A thing at, of, in a place or body: "the Grand Hall in Quito", "Lena Holm of the Quito Times", "Quito, Ecuador"."""
    tree = scene.tree
    for i in range(len(tree)):
        if scene.thing[i] < 0 or not scene.is_name[i]:
            continue
        for k in tree.children(i, "prep"):
            if tree.lower[k] not in ("in", "at", "of", "near", "from") or holiday(scene, i):
                continue
            abroad = scene.class_of[i] == "Alliance" or tree.lower[i] in _FORCES
            for p in adverbials(tree, k):
                for o in p.objects:
                    if abroad and scene.class_of[o] in ("Country", "Region") and tree.lower[k] != "of":
                        continue  # "served with the Army in Kenya": there they were, it is not there
                    if scene.thing[o] >= 0 and scene.is_name[o] and o != i:
                        yield Found("noun.prep", "place", i, tree.lower[k], o, p.prep, -1)
        nxt = i + 1
        if (
            nxt + 1 < len(tree)
            and tree.text[nxt] == ","
            and scene.class_of[i] in ("City", "Place", "Region", "Facility", "Country")
        ):
            stop = nxt + 1
            while stop < len(tree) and scene.is_name[stop] and scene.thing[stop] < 0:
                stop += 1
            if (
                stop < len(tree)
                and scene.thing[stop] >= 0
                and scene.is_name[stop]
                and scene.class_of[stop] in (("Country", "Region") if scene.class_of[i] == "City" else ("Country", "Region", "City"))
                and tree.dep[stop] in ("appos", "npadvmod", "conj", "nmod", "pobj", "dep")
                and tree.head[stop] in (i, tree.head[i])
                and not _listed(tree, i, stop)
            ):
                yield Found("noun.comma", "place", i, "in", stop, (nxt,), -1)


_NAMED = {"City": ("City", "Place"), "Region": ("Region", "Place"), "Country": ("Country",)}
"""What a noun of that class may be of which a name follows: no district of a city is that city."""


def named_place(scene: Scene) -> Iterator[Found]:
    """A place called by its kind: "the Norwegian town of Marlow", "the West Bank village of Lund".

    Gives the kind, and the place it lies in; of "the Tamar region of Peru" the latter. Not: "a town of
    Peru", "the former republic of Norvia".
    """
    tree = scene.tree
    for i in range(1, len(tree) - 2):
        class_ = scene.lex.classes.get(tree.lemma[i], "")
        of = i + 1
        if tree.tag[i] != "NN" or scene.is_name[i] or tree.lower[of] != "of" or tree.head[of] != i or class_ not in _NAMED or tree.lower[i] in _NO_NAME:
            continue
        name = next((o for o in tree.children(of, "pobj") if scene.is_name[o] and scene.thing[o] >= 0), -1)
        beside = [k for k in tree.kids[i] if k < i]
        if name < 0 or not all(scene.is_name[k] for k in range(of + 1, name)) or any(tree.lower[k] in _ONCE for k in beside):
            continue
        around = [k for k in beside if tree.dep[k] in ("compound", "nmod", "poss", "amod") and scene.thing[k] >= 0 and scene.is_name[k] and not scene.place_of[k]]
        before = [k for k in around if tree.dep[k] != "poss"]
        if before and class_ == "Region":  # "the Tamar region of Norland": the first is in the second
            if before == [i - 1] and scene.class_of[i - 1] in ("Region", "City", "Place") and scene.class_of[name] in ("Country", "Region", "City"):
                yield Found("noun.named_place", "place", i - 1, "in", name, (of,), -1)
            continue
        the = any(tree.lower[k] in ("the", "this", "that") or tree.dep[k] == "poss" for k in beside)
        if not the or scene.class_of[name] not in _NAMED[class_]:
            continue
        yield Found("noun.named_place", "kind", name, "be", i, (i,), -1)
        for k in beside:
            if scene.place_of[k] and scene.lex.places[scene.place_of[k]][1] in ("Country", "Region"):
                yield Found("noun.nationality", "demonym", name, "demonym", k, (k,), -1)
        for k in around:
            if scene.class_of[k] in ("Country", "Region", "Place") or (tree.lemma[i] == "suburb" and scene.class_of[k] == "City"):
                yield Found("noun.named_place", "place", name, "in", k, (i,), -1)


_NO_NAME = frozenset({"capital", "coast", "hometown", "homeland", "heartland", "side", "border", "coastline", "interior", "shore", "bank", "tip", "seat", "end", "half"})
_ONCE = frozenset({"former", "ancient", "future", "planned", "fictional", "imaginary", "historic", "then"})


def _listed(tree: Tree, i: int, j: int) -> bool:
    """Is "i, j" part of a list ("Peru, Chile and Fiji")?"""
    group = tree.conjuncts(i)
    return len(group) > 2 or any(tree.dep[k] == "cc" for g in (i, j) for k in tree.kids[g])


_APART = frozenset({"gap", "border", "frontier", "difference", "distance", "divide", "line", "boundary", "contrast", "comparison", "similarity", "link"})


def _parties(scene: Scene, heads: list[int], *, common: bool) -> list[int]:
    """Return the names in the coordination after "between", whatever type nouns the parser made heads of."""
    tree = scene.tree
    out: list[int] = []
    for h in heads:
        if scene.thing[h] >= 0:
            out.append(h)
    if len(out) >= 2:
        return out
    several = [h for h in heads if scene.thing[h] < 0 and _several(scene, h)]
    if common and len(heads) == 2 and len(out) + len(several) == 2:
        return heads  # "the conflict between Norvia and local farmers"
    span = sorted({k for h in heads for k in tree.subtree(h)})
    # names of the whole phrase up to the first verb, at most two groups around "and"
    names: list[int] = []
    ands = [k for k in span if tree.lower[k] == "and"]
    if not ands:
        return out
    cut = ands[0]
    left = [k for k in span if k < cut and scene.thing[k] >= 0 and scene.is_name[k] and _party(tree, k)]
    right = [k for k in span if k > cut and scene.thing[k] >= 0 and scene.is_name[k] and _party(tree, k)]
    right = [k for k in right if not any(tree.pos[j] == "ADP" for j in range(cut, k))]  # "and fans of the Lima team"
    if left and right:
        names = [left[-1], right[0]]
    return names or out


def _several(scene: Scene, h: int) -> bool:
    """Is it a common noun for people: "farmers", "its neighbours", "Peruvian troops"?"""
    tree = scene.tree
    return tree.pos[h] == "NOUN" and tree.tag[h] == "NNS" and scene.lex.classes.get(tree.lemma[h]) in ("Person", "Group", "Country", "Organization", "Company")


def _party(tree: Tree, k: int) -> bool:
    return tree.pos[k] != "ADJ" and tree.dep[k] != "poss"

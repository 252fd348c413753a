"""Where and when events took place, who took part together, and what "the same" repeats."""

from __future__ import annotations

from collections.abc import Iterator

from kg.text.extract.clauses import adverbials
from kg.text.extract.found import Found, Scene
from kg.text.extract.tree import Tree
from kg.text.lexicon import noun_class

EVENTS = frozenset({"Event", "Meeting", "Agreement", "Election", "Accident", "Conflict", "Competition"})
_IN = frozenset({"in", "at", "on", "inside"})  # not "near" and "outside": who stands there is not in it


def event_place(scene: Scene) -> Iterator[Found]:
    """An event noun with a place: "the crash in Quito", "talks at the Grand Hall", "the Quito bridge collapse"."""
    tree = scene.tree
    for i in range(len(tree)):
        if tree.pos[i] not in ("NOUN", "PROPN") or not is_event(scene, i) or holiday(scene, i):
            continue
        for k in tree.children(i, "prep"):
            if tree.lower[k] in _IN:
                for p in adverbials(tree, k):
                    for o in p.objects:
                        if is_place(scene, o):
                            yield Found("event.place", "place", i, "in", o, (i, *p.prep), i, True)
            elif tree.lower[k] == "during":
                for p in adverbials(tree, k):
                    for o in p.objects:
                        if is_event(scene, o) and scene.thing[o] >= 0:
                            yield Found("event.during", "place", i, "during", o, (i, *p.prep), i, True)
        if scene.thing[i] < 0 or not scene.is_name[i]:
            beside = tree.children(i, "compound", "nmod")
            beside += [j for k in beside if not scene.is_name[k] for j in tree.children(k, "compound", "nmod")]  # "the Quito bridge collapse"
            for k in beside:
                waged = scene.class_of[k] == "Country" and scene.lex.classes.get(tree.lemma[i]) == "Conflict" and tree.lemma[i] != "war"
                if is_place(scene, k) and scene.class_of[k] != "Place" and not waged:  # a name of an uncertain kind is no address
                    yield Found("event.place", "place", i, "in", k, (i,), i, True)


def event_date(scene: Scene) -> Iterator[Found]:
    """When an event took place: the date beside the verb whose subject is the event, or beside the noun."""
    tree = scene.tree
    for c in scene.clauses:
        dates = _dates(tree, c.verb)
        if not dates or tree.lemma[c.verb] == "say":
            continue
        if tree.lemma[c.verb] in ("found", "establish", "create", "form") or (tree.lemma[c.verb] == "set" and c.particles):
            continue  # "The forum was set up in 2019": that was no meeting of it
        if c.how == "relative" and any(tree.child(o, "prep") >= 0 and o < dates[0] for o in c.objects):
            continue  # "talks which began the march to the union in 1901": the union was in 1901
        for s in c.subjects:
            if is_event(scene, s):
                yield Found("event.date", "date", s, "on", dates[0], (c.verb,), c.verb, False, c)
    for i in range(len(tree)):
        if tree.pos[i] in ("NOUN", "PROPN") and is_event(scene, i) and not tree.ent[i].startswith("DATE"):
            dates = _dates(tree, i)
            if dates:
                yield Found("event.date", "date", i, "on", dates[0], (i,), i, True)


def reciprocal(scene: Scene) -> Iterator[Found]:
    """Two subjects that do it with each other: "Lund and Mora met", "A and B have signed a pact", "A and B are at war".

    The relation is verb (+ noun) + "with"; only what the lexicon reads as such is kept.
    """
    tree = scene.tree
    for c in scene.clauses:
        named = [s for s in c.subjects if scene.thing[s] >= 0]
        if len(named) != 2 or len(c.subjects) != 2 or c.agents:
            continue
        a, b = named
        if any(tree.lower[k] == "with" for n in (c.verb, *c.objects) for k in tree.children(n, "prep")):
            continue  # "A and B signed contracts with C": not with each other
        base = ("be " if c.passive else "") + " ".join([tree.lemma[c.verb], *(tree.lower[p] for p in c.particles)])
        phrases = [base + " with"] if not c.objects else [f"{base} {tree.lemma[o]} with" for o in c.objects]
        phrases += [f"{base} {' '.join(tree.lower[k] for k in p.prep)} {tree.lemma[o]} with" for p in c.adverbials for o in p.objects
                    if tree.pos[o] == "NOUN"]  # fmt: skip
        if tree.lemma[c.verb] == "be":  # "A and B are rivals": of each other
            phrases = [f"be {tree.lemma[k]} of" for k in c.complements if tree.tag[k] == "NNS" and tree.child(k, "prep", "poss") < 0]
        for p in c.adverbials:  # "A and B are embroiled in a war": a war between them
            if tree.lower[p.prep[-1]] in ("in", "at"):
                for o in p.objects:
                    if tree.pos[o] == "NOUN":
                        yield Found(
                            "verb.reciprocal",
                            "noun",
                            a,
                            f"{tree.lemma[o]} between",
                            b,
                            (c.verb, *p.prep, o),
                            c.verb,
                            False,
                            c,
                        )
        for words in phrases:
            yield Found("verb.reciprocal", "verb", a, words, b, (*sorted(c.auxiliaries), c.verb), c.verb, False, c)


def the_same(scene: Scene) -> Iterator[Found]:
    """ "A banned B and asked its allies to do the same": the verb and object of the clause before, with the new subject."""
    tree = scene.tree
    for c in scene.clauses:
        if tree.lemma[c.verb] not in ("do", "follow") or not any(
            tree.lower[o] in ("same", "likewise", "suit") for o in c.objects
        ):
            continue
        for before in reversed(
            [
                d
                for d in scene.clauses
                if d.verb < c.verb and d.objects and not d.passive and tree.lemma[d.verb] not in scene.lex.ask
            ]
        ):
            for s in c.subjects:
                if s not in before.subjects:
                    for o in before.objects:
                        yield Found("verb.same", "verb", s, tree.lemma[before.verb], o, (c.verb,), c.verb, False, c)
            break


def examples(scene: Scene) -> Iterator[Found]:
    """Members of a list are of the kind that the list's noun names: "sites such as Fenwick", "firms including Norvia"."""
    tree = scene.tree
    for i in range(len(tree)):
        if tree.pos[i] != "NOUN" or tree.tag[i] != "NNS":
            continue
        for k in tree.children(i, "prep"):
            such = tree.lower[k] == "as" and any(tree.lower[j] == "such" for j in [*tree.kids[k], *tree.kids[i], k - 1])
            if not (such or tree.lower[k] in ("including", "like")):
                continue
            for p in adverbials(tree, k):
                for o in p.objects:
                    if tree.ent[o] == "PERSON" and scene.lex.classes.get(tree.lemma[i]) in EVENTS:
                        continue  # "meetings of leaders, including Lena Holm"
                    if scene.is_name[o] and scene.thing[o] >= 0 and not _modifies(scene, o):
                        yield Found("noun.example", "kind", o, "be", i, (k,), -1)


def _modifies(scene: Scene, name: int) -> bool:
    """Is it the body of "critics like the Council campaigner Lena Holm"? She is the critic."""
    tree, k = scene.tree, name + 1
    while k < len(tree) and scene.is_name[k]:
        k += 1
    role = k + 1 < len(tree) and tree.pos[k] == "NOUN" and (tree.lemma[k] in scene.lex.roles or scene.lex.classes.get(tree.lemma[k]) == "Person")
    return role and scene.is_name[k + 1]


def dead_in(scene: Scene) -> Iterator[Found]:
    """ "Hundreds dead in ferry crash": the headline's verbless passive."""
    tree = scene.tree
    for i in range(1, len(tree)):
        if (
            tree.lower[i] not in ("dead", "injured", "wounded", "missing")
            or tree.pos[i - 1] not in ("NOUN", "NUM", "PROPN")
            or tree.pos[i] == "VERB"
        ):
            continue
        for k in [*tree.children(i, "prep"), *tree.children(i - 1, "prep")]:
            for p in adverbials(tree, k):
                for o in p.objects:
                    yield Found("noun.dead", "verb", i - 1, f"be {tree.lower[i]} {tree.lower[k]}", o, (i, *p.prep), -1)


_STRUCK = frozenset({"kill", "murder", "injure", "wound", "hurt"})
_DEADLY = frozenset({"in", "at", "during", "on"})


def struck_where(scene: Scene) -> Iterator[Found]:
    """Where somebody was killed or hurt, where another verb has the place.

    Finds: "was killed while fighting in Quito", "two were killed and ten injured in the crash" (the two as
    well). Not: where the first verb has a place of its own.
    """
    tree = scene.tree
    for c in scene.clauses:
        lemma = tree.lemma[c.verb]
        if not (lemma == "die" or (lemma in _STRUCK and c.passive)) or any(tree.lower[a.prep[-1]] in _DEADLY and not _dated(tree, a.objects) for a in c.adverbials):
            continue
        words = lemma if lemma == "die" else f"be {lemma}"
        for k in tree.children(c.verb, "advcl"):
            if tree.tag[k] == "VBG" and k > c.verb and any(tree.lower[j] in ("while", "when") for j in tree.kids[k]):
                inner = [j for j in tree.subtree(k) if tree.dep[j] == "prep" and (tree.head[j] == k or _on_the_spot(tree, k, tree.head[j]))]
                for p in [p for j in inner for p in adverbials(tree, j)]:
                    for o in p.objects if tree.lower[p.prep[-1]] in _IN else ():
                        if is_place(scene, o):
                            for s in c.subjects:
                                yield Found("verb.prep.far", "verb", s, f"{words} in", o, (c.verb, *p.prep), c.verb, False, c)
        for hurt in range(c.verb + 1, min(c.verb + _NEAR, len(tree))):
            if tree.lemma[hurt] not in _STRUCK or tree.tag[hurt] not in ("VBN", "VBD") or "," in tree.text[c.verb : hurt]:
                continue
            counted = tree.head[hurt] if tree.dep[hurt] in ("acl", "relcl") else hurt
            above = tree.head[counted]
            if tree.dep[counted] != "conj" or above not in (c.verb, *c.subjects):
                continue
            for p in [p for j in tree.children(hurt, "prep") for p in adverbials(tree, j)]:
                for o in p.objects if tree.lower[p.prep[-1]] in _DEADLY and not _dated(tree, p.objects) else ():
                    for s in c.subjects:
                        yield Found("verb.prep.far", "verb", s, f"{words} {tree.lower[p.prep[-1]]}", o, (c.verb, *p.prep), c.verb, False, c)


def _on_the_spot(tree: Tree, verb: int, noun: int) -> bool:
    """Is the noun one that the verb is done to or for: "fighting for Peru in Quito", not "driving to an office in Quito"?"""
    above = tree.head[noun]
    return tree.pos[noun] in ("NOUN", "PROPN") and (above == verb or (tree.head[above] == verb and tree.lower[above] in ("for", "with", "against", "as")))


_NEAR = 8
"""Tokens within which the second count follows the first: "killed and at least 25 others were injured"."""


def _dated(tree: Tree, objects: list[int]) -> bool:
    return any(tree.ent[o] in ("DATE", "TIME") for o in objects)


def is_event(scene: Scene, i: int) -> bool:
    """Return whether token ``i`` heads an event: by the entity's class, else by its noun."""
    tree = scene.tree
    if scene.class_of[i] in EVENTS:
        return True
    if scene.thing[i] >= 0 and scene.is_name[i] and scene.class_of[i]:
        return False
    return noun_class(scene.lex, tree.lower[i - 1] if i else "", tree.lemma[i]) in EVENTS  # "bridge collapse"


def holiday(scene: Scene, i: int) -> bool:
    """Is it a day of the calendar ("New Year's Eve", "Boxing Day"), which takes place everywhere?"""
    return scene.is_name[i] and scene.tree.lower[i] in ("eve", "day", "christmas", "easter", "ramadan", "thanksgiving")


def is_place(scene: Scene, i: int) -> bool:
    """Return whether token ``i`` heads the name of a place."""
    return (
        scene.thing[i] >= 0
        and scene.is_name[i]
        and scene.class_of[i] in ("Place", "Country", "City", "Region", "Facility")
    )


def _dates(tree: Tree, i: int) -> list[int]:
    out = []
    for k in tree.kids[i]:
        if tree.dep[k] == "npadvmod" and tree.ent[k] == "DATE":
            out.append(k)
        elif tree.dep[k] == "prep" and tree.lower[k] in ("on", "in", "at", "during"):
            out.extend(o for o in tree.children(k, "pobj") if tree.ent[o] == "DATE")
    return out

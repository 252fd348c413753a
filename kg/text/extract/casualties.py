"""Whom something kills and hurts where no verb has both for its slots: "left three people dead", "died when a bus crashed in Quito"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.text.extract.clauses import Clause, adverbials
from kg.text.extract.events import is_place
from kg.text.extract.found import Found, Scene
from kg.text.extract.tree import Tree

_HURT = {"dead": "kill", "injured": "injure", "wounded": "injure", "hurt": "injure"}
_STRUCK = {"kill": "kill", "die": "kill", "injure": "injure", "wound": "injure", "hurt": "injure"}
_HERE = frozenset({"in", "at", "on", "inside"})
# What happens to many at once, where they are.
_HAPPENS = frozenset({"crash", "explode", "collapse", "sink", "capsize", "overturn", "derail", "detonate", "hit", "strike", "plunge", "burst", "open",
                      "fire", "attack", "storm", "ram", "collide", "plough", "plow", "slam", "bomb", "shell", "ambush", "raid", "erupt", "topple", "fall"})  # fmt: skip
# Of these, what kills is the subject: a bomb that explodes, not a ferry that sinks.
_DEADLY = frozenset({"explode", "collapse", "detonate", "hit", "strike", "open", "fire", "attack", "ram", "plough", "plow", "slam", "bomb", "shell",
                     "ambush", "raid", "erupt", "fall"})  # fmt: skip
_REACH = 14
"""Tokens behind "left" in which its dead and injured are counted."""


def left_dead(scene: Scene) -> Iterator[Found]:
    """ "The blast left three people dead and 12 injured": kills and injures them. Not: "left the body", "left dead"."""
    tree = scene.tree
    for c in scene.clauses:
        if tree.lemma[c.verb] != "leave" or c.passive or not c.subjects:
            continue
        for k in range(c.verb + 2, min(c.verb + _REACH, len(tree))):
            if tree.text[k] in (";", ":") or (k > c.verb and tree.tag[k] in ("VBZ", "VBD", "MD") and tree.lower[k] not in _HURT):
                break
            how = _HURT.get(tree.lower[k])
            who = k - 1
            while who > c.verb and tree.pos[who] == "ADV":
                who -= 1
            if how and who > c.verb and (_counted(tree, who) or (tree.lower[k] == "dead" and scene.is_name[who])):
                for s in c.subjects:
                    yield Found("verb.left", "verb", s, how, who, (c.verb, k), c.verb, False, c)


def _counted(tree: Tree, who: int) -> bool:
    return tree.pos[who] == "NUM" or tree.lemma[who] in _MANY or (tree.pos[who] == "NOUN" and any(tree.tag[k] == "CD" or tree.lower[k] in _MANY for k in tree.kids[who]))


_MANY = frozenset({"dozen", "hundred", "thousand", "score", "many", "several", "dozens", "hundreds", "thousands", "scores", "some", "both"})


def struck_when(scene: Scene) -> Iterator[Found]:
    """ "Ten people died when a bus crashed in Quito": where they died, and what killed them if it was the subject's doing.

    Not: "when his car hit a tree", "when they opened fire"; "was injured when she fell in Quito" happened there.
    """
    tree = scene.tree
    for c in scene.clauses:
        how = _STRUCK.get(tree.lemma[c.verb])
        if how is None or c.agents or not (c.passive or tree.lemma[c.verb] == "die"):
            continue
        for below in scene.clauses:
            at = below.verb
            if tree.head[at] != c.verb or tree.dep[at] != "advcl" or tree.lemma[at] not in _HAPPENS or at < c.verb or not _when(tree, at):
                continue
            for p in [p for k in tree.children(at, "prep") if tree.lower[k] in _HERE for p in adverbials(tree, k)]:
                for o in p.objects:
                    if is_place(scene, o) and not any(tree.lower[a.prep[-1]] in _HERE and any(is_place(scene, x) for x in a.objects) for a in c.adverbials):
                        words = f"be {tree.lemma[c.verb]} in" if c.passive else "die in"
                        for s in c.subjects:
                            yield Found("verb.prep.far", "verb", s, words, o, (c.verb, *p.prep), c.verb, False, c)
            for x in _killers(scene, below):
                for s in c.subjects:
                    if x != s:
                        yield Found("verb.struck", "verb", x, how, s, (c.verb,), c.verb, False, c)


def _when(tree: Tree, verb: int) -> bool:
    return tree.tag[verb] in ("VBD", "VBN", "VBZ") and any(tree.lower[k] == "when" for k in tree.kids[verb])


def _killers(scene: Scene, c: Clause) -> list[int]:
    tree = scene.tree
    if tree.lemma[c.verb] not in _DEADLY or (tree.lemma[c.verb] == "open" and not any(tree.lower[o] == "fire" for o in c.objects)):
        return []
    who = c.agents if c.passive else [s for s in c.subjects if tree.head[s] == c.verb or tree.dep[s] == "conj"]
    return [s for s in who if tree.pos[s] in ("NOUN", "PROPN") and tree.child(s, "poss") < 0]

"""What is said to whom, in court and out of it: "in remarks to Radio Quito, Holm said", "found Holm guilty of theft"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.text.extract.clauses import Clause, adverbials, members
from kg.text.extract.found import Found, Scene

_WORDS = frozenset({"remark", "comment", "interview", "statement", "speech", "letter", "email", "e-mail", "address", "message", "submission", "testimony", "briefing"})


def told(scene: Scene) -> Iterator[Found]:
    """To whom somebody says it in so many words: "in a statement to Radio Quito, Norvia said". Gives "tell".

    Only names: "in a letter to shareholders" tells no more than that it was public.
    """
    tree = scene.tree
    for c in scene.clauses:
        if tree.lemma[c.verb] not in scene.lex.say or c.passive:
            continue
        for s in c.subjects:
            for k in (*tree.children(c.verb, "prep"), *tree.children(s, "prep")):
                for word in tree.children(k, "pobj") if tree.lower[k] in ("in", "during") else ():
                    for to in tree.children(word, "prep") if tree.lemma[word] in _WORDS else ():
                        for p in adverbials(tree, to) if tree.lower[to] in ("to", "with") else ():
                            for o in p.objects:
                                if (named := _name_of(scene, o)) >= 0 and named != s:
                                    yield Found("verb.told", "verb", s, "tell", named, (c.verb, k, word, *p.prep), c.verb, False, c)


def _name_of(scene: Scene, o: int) -> int:
    """Return the name itself, or the one before a type noun: "remarks to Fenwick television"; -1 for no name."""
    if scene.is_name[o] and scene.thing[o] >= 0:
        return o
    if scene.lex.classes.get(scene.tree.lemma[o]) not in ("MediaOrganization", "Company", "Organization", "Technology", "Product"):
        return -1
    return next((k for k in scene.tree.children(o, "compound", "nmod") if scene.is_name[k] and scene.thing[k] >= 0), -1)


def verdict(scene: Scene) -> Iterator[Found]:
    """ "A jury found Holm guilty of theft", "was found not guilty by the court": it convicts or acquits. Not: "feels guilty"."""
    tree = scene.tree
    for c in scene.clauses:
        if tree.lemma[c.verb] != "find":
            continue
        for k in range(c.verb + 1, min(c.verb + _REACH, len(tree))):
            if tree.lower[k] != "guilty":
                continue
            words = "acquit" if tree.lower[k - 1] == "not" else "convict"
            if c.passive:
                ends = [(a, s) for a in c.agents for s in c.subjects]
            else:
                ends = [(s, o) for s in c.subjects for o in _accused(scene, c, k)]
            for who, whom in ends:
                yield Found("verb.verdict", "verb", who, words, whom, (c.verb, k), c.verb, False, c)
            break


_REACH = 12
"""Tokens behind "found" in which "guilty" comes."""


def _accused(scene: Scene, c: Clause, guilty: int) -> list[int]:
    """Return who is found guilty: the object of "found", or what the parser makes the subject of "guilty"."""
    tree = scene.tree
    heads = [o for o in c.objects if o < guilty] or [s for s in tree.children(guilty, "nsubj") if s > c.verb]
    if tree.head[guilty] == c.verb or tree.head[guilty] in heads:
        return [m for h in heads for m in members(tree, h)]
    return []

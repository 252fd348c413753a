"""What is said of a group is said of each of its members: "the two firms sued Dalmont" is two propositions.

A group (``kg.text.entities.groups``) is a thing of its own while propositions are read; here its members take its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from kg.model import Argument, Mention, Proposition, Thing

Groups = Mapping[int, tuple[int, ...]]
"""Index of the thing that stands for a group -> indices of its members."""


_TOGETHER = frozenset({"meet", "clash", "negotiate"})
"""Verbs of which two do with each other what they are said to do: "the two leaders met in Lima"."""


def spread(
    propositions: Sequence[Proposition], mentions: Sequence[Mention], things: Sequence[Thing], groups: Groups
) -> tuple[list[Proposition], list[Mention], list[Thing]]:
    """Return all three with each group's members in its place; the things that stood for groups are gone."""
    kept = [i for i in range(len(things)) if i not in groups]
    new = {old: i for i, old in enumerate(kept)}

    def of(thing: int) -> tuple[int, ...]:
        return tuple(new[m] for m in groups[thing]) if thing in groups else (new.get(thing, thing),)

    return (
        [q for p in propositions for q in _each(p, of, groups, things)],
        [replace(m, thing=i) for m in mentions for i in of(m.thing)],
        [things[i] for i in kept],
    )


def _each(
    p: Proposition, of: Callable[[int], tuple[int, ...]], groups: Groups, things: Sequence[Thing]
) -> Iterator[Proposition]:
    speaker = things[p.speaker_thing].names[0][0] if p.speaker_thing in groups else p.speaker
    speaker_thing = -1 if p.speaker_thing in groups else of(p.speaker_thing)[0]
    place_thing = -1 if p.place_thing in groups else of(p.place_thing)[0]
    pair = of(p.subject.thing)
    if p.subject.thing in groups and len(pair) == 2 and p.kind == "verb" and p.relation.split()[0] in _TOGETHER and p.relation.split()[1:] in (["in"], ["at"]):
        there = p.object.thing
        yield replace(
            p,
            subject=_at(p.subject, pair[0]),
            object=_at(p.subject, pair[1]),
            relation=f"{p.relation.split()[0]} with",
            rule="verb.reciprocal",
            speaker=speaker,
            speaker_thing=speaker_thing,
            place=things[there].names[0][0] if there >= 0 else p.place,
            place_thing=of(there)[0] if there >= 0 else place_thing,
        )
        if there >= 0:
            return  # who met where is told
    for s, o in product(of(p.subject.thing), of(p.object.thing)):
        if s == o >= 0 and (p.subject.thing in groups or p.object.thing in groups):
            continue  # "the two leaders praised Holm", who is one of them
        yield replace(
            p,
            subject=_at(p.subject, s),
            object=_at(p.object, o),
            speaker=speaker,
            speaker_thing=speaker_thing,
            place_thing=place_thing,
        )


def _at(argument: Argument, thing: int) -> Argument:
    return replace(argument, thing=thing)

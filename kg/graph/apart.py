"""Take a thing of one document apart where a person says that two of its names are different things."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import overload

from kg.graph.decisions import ID, Decisions
from kg.graph.names import name_key
from kg.model import Argument, Mention, Proposition, Reading, Thing
from kg.ontology import Ontology


class Amended(Sequence[Reading]):
    """Readings in which a thing that holds two names of a ``different`` pair is two things; made as they are used."""

    def __init__(self, readings: Sequence[Reading], pairs: Pairs, ontology: Ontology) -> None:
        self._readings, self._pairs, self._ontology = readings, pairs, ontology

    def __len__(self) -> int:
        return len(self._readings)

    @overload
    def __getitem__(self, at: int) -> Reading: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Reading]: ...
    def __getitem__(self, at: int | slice) -> Reading | Sequence[Reading]:
        if isinstance(at, slice):
            return Amended(self._readings[at], self._pairs, self._ontology)
        return split_reading(self._readings[at], self._pairs, self._ontology)

    def outlines(self) -> Sequence[Reading]:
        """Return the same with the things only; see ``outlines``."""
        return Amended(outlines(self._readings), self._pairs, self._ontology)

    def in_order(self) -> Sequence[Reading]:
        """Return the same by id; see ``in_order``."""
        return Amended(in_order(self._readings), self._pairs, self._ontology)

    def __iter__(self) -> Iterator[Reading]:
        return (split_reading(r, self._pairs, self._ontology) for r in self._readings)


def outlines(readings: Sequence[Reading]) -> Sequence[Reading]:
    """Return readings with all their things; those that are loaded as they are used come without the rest."""
    own = getattr(readings, "outlines", None)
    return readings if own is None else own()


def in_order(readings: Sequence[Reading]) -> Sequence[Reading]:
    """Return readings by the ids of their documents; those that are loaded as they are used must be in that order."""
    if isinstance(readings, Amended):
        return readings.in_order()
    return sorted(readings, key=lambda r: r.document.id) if isinstance(readings, tuple | list) else readings


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two names that are different: ``own`` leaves, with no other name, the thing that holds both; ``rest`` stays."""

    own: tuple[str, ...]
    rest: tuple[str, ...]


Pairs = Mapping[str, Sequence[Pair]]
"""The pairs by each of their names."""


def amended(readings: Sequence[Reading], decided: Decisions, ontology: Ontology) -> Sequence[Reading]:
    """Return the readings with what must be two things taken apart. Other names stay with the longer one."""
    pairs = _pairs(decided)
    return Amended(readings, pairs, ontology) if pairs else readings


def _pairs(decided: Decisions) -> Pairs:
    out: dict[str, list[Pair]] = defaultdict(list)
    for d in decided.of("different"):
        if any(a.startswith(ID) for a in d.args):
            continue  # two entities: no thing of a document is both
        short, long = sorted((name_key(a) for a in d.args), key=lambda k: (len(k.split()), len(k), k))
        own, rest = decided.keys(short), decided.keys(long)
        pair = Pair(tuple(sorted(own - rest)), tuple(sorted(rest)))
        for key in own | rest:
            out[key].append(pair)
    return out


def split_reading(reading: Reading, pairs: Pairs, ontology: Ontology) -> Reading:
    """Return the reading with every thing that holds both names of a pair as two; its mentions go with their names.

    A pronoun or a nominal goes with the last name of the thing that stands before it.
    """
    i = 0
    while i < len(reading.things):  # what is split off comes last, and may be split again
        thing = reading.things[i]
        keys = {name_key(form) for form, _ in thing.names} if thing.named else set()
        place = ontology.places.get(thing.known or "")
        for pair in sorted({p for key in keys for p in pairs.get(key, ())}):
            own, rest = frozenset(pair.own), frozenset(pair.rest)
            if place is not None and name_key(place.label) in own:
                own, rest = rest - own, own
            if keys & own and keys & rest:
                reading = _split(reading, i, own)
                keys -= own
        i += 1
    return reading


def _split(reading: Reading, index: int, own: frozenset[str]) -> Reading:
    thing, new = reading.things[index], len(reading.things)

    def part(inside: bool) -> Thing:
        joins = tuple(j for j in thing.joins if all((name_key(f) in own) == inside for f in j[:2]))
        names = tuple(n for n in thing.names if (name_key(n[0]) in own) == inside)
        return replace(thing, names=names, joins=joins, **({"known": None, "nouns": ()} if inside else {}))  # type: ignore[arg-type]

    starts: list[int] = []  # of names of the thing, and whose they are
    whose: list[int] = []
    exact: dict[tuple[int, int], int] = {}
    for m in sorted(reading.mentions, key=lambda m: (m.start, m.end)):
        if m.thing == index and m.kind == "name":
            starts.append(m.start)
            whose.append(new if name_key(m.text) in own else index)
            exact[m.start, m.end] = whose[-1]

    def at(start: int, end: int) -> int:
        before = bisect_right(starts, start)
        return exact.get((start, end), whose[before - 1] if before else index)

    def mention(m: Mention) -> Mention:
        return replace(m, thing=at(m.start, m.end)) if m.thing == index else m

    def argument(a: Argument) -> Argument:
        return replace(a, thing=at(a.start, a.end)) if a.thing == index else a

    def named(text: str | None, thing: int) -> int:
        return new if thing == index and name_key(text or "") in own else thing

    def proposition(p: Proposition) -> Proposition:
        return replace(
            p,
            subject=argument(p.subject),
            object=argument(p.object),
            speaker_thing=named(p.speaker, p.speaker_thing),
            place_thing=named(p.place, p.place_thing),
        )

    things = (*reading.things[:index], part(False), *reading.things[index + 1 :], part(True))
    propositions = tuple(proposition(p) for p in reading.propositions)
    return replace(reading, mentions=tuple(map(mention, reading.mentions)), things=things, propositions=propositions)

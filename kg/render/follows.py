"""What follows from the claims, for the page: a line and a card for each, what adds nothing to see left out.

Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.model import Literal
from kg.ontology import Ontology

STATUS = "inferred"
"""Beside the statuses of claims: no text states it."""


class Inferred(Protocol):
    """A triple that no text states, as ``kg.graph.infer`` gives it."""

    @property
    def id(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def relation(self) -> str: ...
    @property
    def object(self) -> str | Literal: ...
    @property
    def rule(self) -> str: ...
    @property
    def premises(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the drawing: the triple, its rule, and the numbers of the claims and lines that it follows from."""

    id: str
    subject: str
    relation: str
    object: str | Literal
    rule: str
    premises: tuple[int, ...]


def lines(inferred: Iterable[Inferred], claims: Mapping[str, int], ontology: Ontology) -> Sequence[Line]:
    """Return what is drawn of the inferred triples, after the claims (their numbers by id).

    A symmetric relation has one line for both of its directions: the other one would only lie on it. What
    follows from such a one follows from the line that is drawn.
    """
    stands_for: dict[str, str] = {}  # id of what is left out -> id of what is drawn for it
    seen: dict[tuple[str, str, str], str] = {}
    drawn: list[Inferred] = []
    for i in sorted(inferred, key=lambda i: i.id):
        known = ontology.relations.get(i.relation)
        if known is not None and known.symmetric and isinstance(i.object, str):
            if i.rule == "symmetric":
                stands_for[i.id] = i.premises[0]
                continue
            pair = (min(i.subject, i.object), i.relation, max(i.subject, i.object))
            if pair in seen:
                stands_for[i.id] = seen[pair]
                continue
            seen[pair] = i.id
        drawn.append(i)
    number = {**claims, **{i.id: len(claims) + k for k, i in enumerate(drawn)}}

    def premise(id: str) -> int | None:
        for _ in range(len(stands_for) + 1):
            if id not in stands_for:
                break
            id = stands_for[id]
        return number.get(id)

    return [
        Line(i.id, i.subject, i.relation, i.object, i.rule, tuple(sorted({n for p in i.premises if (n := premise(p)) is not None})))
        for i in drawn
    ]  # fmt: skip

"""The questions that the page opens with: each a choice of relations or statuses, asked of any graph.

Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Status
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Question:
    """A question that filters answer. ``differ``: only what one text asserts and another denies."""

    title: str
    roots: tuple[str, ...] = ()  # relations; those under them count too
    statuses: tuple[Status, ...] = ()
    differ: bool = False
    not_in: bool = False  # leave out what the text denies


@dataclass(frozen=True, slots=True)
class Ready:
    """A ready question in SPARQL, as ``ontology/queries/`` holds them."""

    name: str
    title: str
    sparql: str


OPENING = (
    Question("Who bans, sanctions or rejects whom?", ("restricts", "rejects", "opposes", "blocks"), not_in=True),
    Question("Who met or signed with whom?", ("meets", "visits", "signs_agreement_with", "partners_with"), not_in=True),
    Question("Who leads or works for whom?", ("leads", "works_for", "holds_position_in", "represents"), not_in=True),
    Question("What is denied?", statuses=(Status.NEGATED,)),
    Question("What is planned?", statuses=(Status.PLANNED,)),
    Question("What is only somebody's word?", statuses=(Status.ATTRIBUTED,)),
    Question("Where do the texts differ?", differ=True),
)
"""Those without an answer are not shown, the rest in this order."""


def below(roots: tuple[str, ...], ontology: Ontology) -> frozenset[str]:
    """Return the relations named and all their sub-relations."""
    out = set(roots)
    while True:
        more = {r.name for r in ontology.relations.values() if r.name not in out and out.intersection(r.parents)}
        if not more:
            return frozenset(out)
        out |= more

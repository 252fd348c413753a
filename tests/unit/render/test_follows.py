"""What is drawn of the inferred triples: one line for both directions of a symmetric relation."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.ontology import Ontology, Relation
from kg.render.follows import lines


@dataclass(frozen=True)
class Triple:
    id: str
    subject: str
    relation: str
    object: str
    rule: str
    premises: tuple[str, ...] = field(default=())


ONTOLOGY = Ontology(
    "1", {}, {"meets": Relation("meets", "meets", symmetric=True), "part_of": Relation("part_of", "part of")}, {}, {}
)


def test_the_other_direction_of_a_symmetric_claim_is_not_drawn_and_its_claim_stands_for_it() -> None:
    found = lines(
        [
            Triple("x", "b", "meets", "a", "symmetric", ("c1",)),
            Triple("y", "a", "part_of", "b", "transitive", ("x", "c2")),
        ],
        {"c1": 0, "c2": 1},
        ONTOLOGY,
    )
    assert [(f.id, f.premises) for f in found] == [("y", (0, 1))]


def test_two_directions_that_both_follow_are_one_line() -> None:
    found = lines(
        [
            Triple("p", "a", "meets", "b", "super-relation of greets", ("c1",)),
            Triple("q", "b", "meets", "a", "super-relation of greets", ("c1",)),
            Triple("r", "a", "part_of", "b", "transitive", ("q",)),
        ],
        {"c1": 0},
        ONTOLOGY,
    )
    assert [(f.id, f.premises) for f in found] == [("p", (0,)), ("r", (1,))]

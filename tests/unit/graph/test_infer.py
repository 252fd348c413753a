"""What follows from hand-made graphs, by which rule, from which statements."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from kg.config import BASE
from kg.graph.infer import Inferred, infer
from kg.model import Claim, Entity, Evidence, KnowledgeGraph, Literal, Status
from kg.ontology import EntityClass, Ontology, Relation

EVIDENCE = (Evidence("d", (0, 1), "x", (0, 1), (0, 1), (0, 1), "x", "hand", "hand-1", 0.9),)
CLASSES = {"Place": None, "City": "Place", "Organization": None, "Company": "Organization", "Person": None}
RELATIONS = (
    Relation("part_of", "part of", transitive=True),
    Relation("consists_of", "consists of", inverse="part_of"),
    Relation("located_in", "located in", range=("Place",), transitive=True),
    Relation("capital_of", "capital of", parents=("located_in",)),
    Relation("partners_with", "partners with", symmetric=True, parents=("works_with",)),
    Relation("works_with", "works with"),
    Relation("founded_on", "founded on", literal=True, parents=("began_on",)),
    Relation("began_on", "began on", literal=True),
    Relation("same_as", "same as", symmetric=True, transitive=True),
    Relation("likes", "likes"),
)
ONTOLOGY = Ontology(
    "1", {n: EntityClass(n, n.lower(), p) for n, p in CLASSES.items()}, {r.name: r for r in RELATIONS}, {}, {}
)


def claim(subject: str, relation: str, object: str | Literal, status: Status = Status.ASSERTED) -> Claim:
    return Claim(subject, relation, object, status, EVIDENCE)


def graph(*claims: Claim, **classes: str) -> KnowledgeGraph:
    ids = {c.subject for c in claims} | {c.object for c in claims if isinstance(c.object, str)}
    entities = tuple(Entity(id, id.title(), classes.get(id, "Thing")) for id in sorted(ids))
    return KnowledgeGraph(BASE, (), entities, claims)


def triples(found: tuple[Inferred, ...]) -> set[tuple[object, ...]]:
    return {(i.subject, i.relation, i.object) for i in found}


def test_the_inverse_follows_in_both_directions_though_one_relation_names_it() -> None:
    wheel = claim("wheel", "part_of", "cart")
    (found,) = infer(graph(wheel), ONTOLOGY)
    assert found == Inferred("cart", "consists_of", "wheel", "inverse of part_of", (wheel.id,))
    assert triples(infer(graph(claim("cart", "consists_of", "wheel")), ONTOLOGY)) == {("wheel", "part_of", "cart")}


def test_a_symmetric_relation_and_its_super_relation_follow() -> None:
    found = infer(graph(claim("acme", "partners_with", "bolt")), ONTOLOGY)
    assert {(*i.key[:3], i.rule) for i in found} == {
        ("bolt", "partners_with", "acme", "symmetric"),
        ("acme", "works_with", "bolt", "super-relation of partners_with"),
        ("bolt", "works_with", "acme", "super-relation of partners_with"),
    }


def test_a_chain_of_places_follows_step_by_step_with_its_premises() -> None:
    steps = [claim(a, "located_in", b) for a, b in ("ab", "bc", "cd")]
    found = {i.key[:3]: i for i in infer(graph(*steps), ONTOLOGY)}
    assert set(found) == {("a", "located_in", x) for x in "cd"} | {("b", "located_in", "d")}
    assert found["a", "located_in", "c"].premises == (steps[0].id, steps[1].id)
    last = found["a", "located_in", "d"].premises
    assert set(last) <= {c.id for c in steps} | {i.id for i in found.values()}


def test_a_super_relation_feeds_a_chain() -> None:
    found = infer(graph(claim("a", "located_in", "b"), claim("b", "capital_of", "c")), ONTOLOGY)
    assert triples(found) == {("b", "located_in", "c"), ("a", "located_in", "c")}


def test_a_circle_ends_and_nothing_is_said_of_a_thing_and_itself() -> None:
    found = infer(graph(claim("a", "part_of", "b"), claim("b", "part_of", "a")), ONTOLOGY)
    assert triples(found) == {("a", "consists_of", "b"), ("b", "consists_of", "a")}


def test_nothing_follows_from_what_is_not_asserted() -> None:
    for status in set(Status) - {Status.ASSERTED}:
        assert infer(graph(claim("wheel", "part_of", "cart", status)), ONTOLOGY) == ()


def test_nothing_follows_from_an_open_relation_a_plain_one_or_identity() -> None:
    claims = [claim("a", "evacuate_from", "b"), claim("a", "likes", "b"), claim("b", "likes", "c")]
    same = [claim("a", "same_as", "b"), claim("b", "same_as", "c")]
    assert infer(graph(*claims, *same), ONTOLOGY) == ()


def test_a_value_has_a_super_relation_only() -> None:
    day = Literal("1999-04", "xsd:gYearMonth")
    assert triples(infer(graph(claim("acme", "founded_on", day)), ONTOLOGY)) == {("acme", "began_on", day)}


def test_what_is_asserted_is_not_inferred_again() -> None:
    claims = [claim("acme", "partners_with", "bolt"), claim("bolt", "partners_with", "acme")]
    assert {i.relation for i in infer(graph(*claims), ONTOLOGY)} == {"works_with"}


def test_what_breaks_the_range_is_not_inferred() -> None:
    assert infer(graph(claim("rome", "capital_of", "acme"), acme="Company", rome="City"), ONTOLOGY) == ()


def test_inferring_again_from_all_of_it_adds_nothing() -> None:
    first = graph(
        claim("a", "part_of", "b"), claim("b", "part_of", "c"), claim("a", "partners_with", "c"),
        claim("c", "capital_of", "d"), claim("d", "located_in", "e"),
    )  # fmt: skip
    more = [claim(i.subject, i.relation, i.object) for i in infer(first, ONTOLOGY)]
    assert more
    assert infer(replace(first, claims=(*first.claims, *more)), ONTOLOGY) == ()


def test_the_order_of_the_claims_changes_nothing() -> None:
    claims = [
        claim("a", "part_of", "b"),
        claim("b", "part_of", "c"),
        claim("a", "part_of", "d"),
        claim("d", "part_of", "c"),
    ]
    answers = {infer(graph(*order), ONTOLOGY) for order in permutations(claims)}
    assert len(answers) == 1

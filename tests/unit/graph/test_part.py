"""Of a graph too large for a page, the claims with most evidence are shown."""

from __future__ import annotations

from kg.graph.merge import merge_claims
from kg.graph.part import best_supported
from kg.model import Claim, Document, Entity, Evidence, KnowledgeGraph, LinkedMention, Status


def claim(subject: str, object: str, *docs: str) -> Claim:
    pieces = tuple(
        Evidence(d, (0, 9), "Acme bans.", (0, 4), (5, 9), (5, 9), "bans", "r", "m", 0.8, place="Oslo", place_id="oslo")
        for d in docs
    )
    return Claim(subject, "bans", object, Status.ASSERTED, pieces)


CLAIMS = (claim("a", "b", "x"), claim("a", "c", "x", "y"), claim("b", "c", "y"), claim("d", "a", "x", "y", "z"))
GRAPH = KnowledgeGraph(
    "https://example.org/kg/",
    tuple(Document(id, "Acme bans.", title=id) for id in "wxyz"),
    tuple(Entity(id, id, "Company") for id in ("a", "b", "c", "d", "e", "oslo")),
    CLAIMS,
    (LinkedMention("x", 0, 4, "Acme", "name", "a"),),
)


def test_the_best_supported_come_with_their_things_and_sources() -> None:
    part = best_supported(GRAPH, 2)
    assert [(c.subject, c.object) for c in part.claims] == [("a", "c"), ("d", "a")]
    assert [e.id for e in part.entities] == ["a", "c", "d", "oslo"]
    assert [(d.id, d.text, d.title) for d in part.documents] == [("x", "", "x"), ("y", "", "y"), ("z", "", "z")]
    assert part.mentions == ()


def test_of_equals_the_first_by_key_are_in() -> None:
    assert [(c.subject, c.object) for c in best_supported(GRAPH, 3).claims] == [("a", "b"), ("a", "c"), ("d", "a")]


def test_a_graph_that_is_small_enough_is_whole() -> None:
    assert best_supported(GRAPH, 4) is GRAPH


def test_a_part_of_what_lies_on_disk_is_the_same() -> None:
    on_disk = KnowledgeGraph(GRAPH.base, GRAPH.documents, GRAPH.entities, merge_claims(CLAIMS, 0))
    assert best_supported(on_disk, 2) == best_supported(GRAPH, 2)

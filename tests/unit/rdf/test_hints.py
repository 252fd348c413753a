"""What is said of names that a graph does not have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.model import KnowledgeGraph
from kg.ontology import Ontology, Relation
from kg.rdf.hints import STANDARD, hints, is_empty
from kg.rdf.query import open_graph, query
from kg.rdf.questions import nearest
from kg.rdf.terms import contract
from kg.rdf.write import write_turtle


@pytest.fixture
def store(graph: KnowledgeGraph, ontology: Ontology, tmp_path: Path) -> Any:
    path = tmp_path / "graph.ttl"
    with path.open("w", encoding="utf8") as stream:
        write_turtle(graph, ontology, stream)
    return open_graph(path)


@pytest.mark.parametrize(
    ("sparql", "said"),
    [
        ("ASK { ?s rel:partner_with ?o }", "no such relation partner_with in this graph or its ontology; did you mean partners_with?"),
        ("PREFIX r: <https://example.org/kg/relation/> ASK { ?s r:bnas ?o }", "no such relation bnas in this graph or its ontology; did you mean bans?"),
        ("ASK { ?s <https://example.org/kg/relation/xyzzy> ?o }", "no such relation xyzzy in this graph or its ontology"),
        ("ASK { ?s a kg:Compny }", "no such class or property Compny in this graph or its ontology; did you mean Company?"),
        ("ASK { ?s kg:stauts ?o }", "no such class or property stauts in this graph or its ontology; did you mean status?"),
        ("ASK { ent:acne ?p ?o }", "nothing in this graph is ent:acne; did you mean ent:acme?"),
        ("ASK { ?e ?p doc:bolt-sys }", "nothing in this graph is doc:bolt-sys; did you mean doc:bolt-says?"),
        ("ASK { ?s rdfs:lable ?o }", "nothing in this graph is rdfs:lable; did you mean rdfs:label?"),
        ("ASK { ?s rel:buys ?o . ?o rdfs:label 'rel:partner_with' } # rel:partner_with", None),
        ("ASK { ?s ?p ?o FILTER(DATATYPE(?o) = xsd:date) }", None),
        ("ASK { ?s <https://other.example/p> ?o }", None),
    ],
)  # fmt: skip
def test_a_name_that_is_not_there_is_answered_with_the_nearest(
    store: Any, ontology: Ontology, sparql: str, said: str | None
) -> None:
    assert hints(store, sparql, ontology, empty=True) == [said] * (said is not None)


def test_what_may_well_be_missing_is_said_of_an_empty_answer_only(store: Any, ontology: Ontology) -> None:
    more = replace(ontology, relations={**ontology.relations, "acquires": Relation("acquires", "acquires")})
    sparql = "ASK { ?s rel:acquires ?o OPTIONAL { ?s schema:name ?n } }"
    assert hints(store, sparql, more, empty=True) == [
        "this graph has no relation acquires; its ontology does",
        "nothing in this graph is schema:name",
    ]
    assert hints(store, sparql, more, empty=False) == []


def test_a_text_that_is_no_name_in_the_graph_is_answered_with_the_nearest(store: Any, ontology: Ontology) -> None:
    given = {"who": ["Amce", "ACME", "<https://example.org/kg/entity/x>"]}
    (said,) = hints(store, "ASK {}", ontology, given, empty=True)
    assert said.startswith("nothing in this graph is called 'Amce'; did you mean Acme")
    assert hints(store, "ASK {}", ontology, given, empty=False) == []


def test_an_answer_is_empty_that_counts_nothing(store: Any) -> None:
    assert is_empty(query(store, "SELECT (COUNT(*) AS ?n) { ?s rel:no_such ?o }"))
    assert is_empty(query(store, "ASK { ?s rel:no_such ?o }"))
    assert not is_empty(query(store, "SELECT (COUNT(*) AS ?n) { ?s rel:bans ?o }"))


def test_the_standard_terms_that_a_graph_is_written_with_are_known(store: Any) -> None:
    asked = "SELECT DISTINCT ?t { { ?s ?t ?o } UNION { ?s a ?t } UNION { ?s rdfs:subClassOf ?t } }"
    terms = {contract(str(row["t"])) for row in query(store, asked).records}
    assert {t for t in terms if not t.startswith(("kg:", "rel:"))} <= set(STANDARD)


def test_the_nearest_of_many_names_is_found_among_those_that_share_letters() -> None:
    many = {f"thing {i}": f"Thing {i}" for i in range(5000)} | {"strelsau": "Strelsau"}
    assert nearest("strlesau", many) == ["Strelsau"]

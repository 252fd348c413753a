"""The shipped SHACL shapes: a sound graph conforms, each planted fault is found."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import rdflib

from kg.errors import OutputError
from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.rdf import validate as validate_module
from kg.rdf.setwise import taken_out
from kg.rdf.validate import shapes_of, validate
from kg.rdf.write import write_turtle

pytest.importorskip("pyshacl")
SHAPES = shapes_of([Path(__file__).parents[3] / "ontology"])


@pytest.fixture
def path(graph: KnowledgeGraph, ontology: Ontology, tmp_path: Path) -> Path:
    stream = io.StringIO()
    write_turtle(graph, ontology, stream)
    path = tmp_path / "graph.ttl"
    path.write_text(stream.getvalue(), encoding="utf8")
    return path


def test_a_graph_as_written_conforms(path: Path) -> None:
    assert validate(path, SHAPES) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    kg:status kg:planned ;\n", "", "a statement has one status"),
        ("kg:status kg:planned", "kg:status kg:dreamt", "a statement has one status"),
        ("    kg:confidence 0.95 ;\n", "    kg:confidence 1.95 ;\n", "a confidence is one number from 0 to 1"),
        ("    rel:leads ent:acme .", "    rel:leads ent:bolt .", "an asserted statement is a plain triple too"),
        ("    rel:leads ent:acme .", "    rel:leads ent:acme, ent:bolt .", "a plain triple is stated"),
        ("kg:status kg:negated", "kg:status kg:asserted", None),  # the ban is asserted elsewhere: still sound
        (
            "    oa:start 103 ;\n    oa:end 126 ;",
            "    oa:start 126 ;\n    oa:end 103 ;",
            "a quote starts before it ends",
        ),
        ('    oa:exact "Acme will buy Cogworks." ;\n', "", "evidence has one quote"),
        ("prov:wasDerivedFrom doc:acme-news", "prov:wasDerivedFrom doc:lost", "comes from one document of the graph"),
        ('    rdfs:label "Carol Dane" ;\n', "", "an entity has one label"),
        ("ent:bolt a kg:Company ;", "ent:bolt a kg:Company, kg:Person ;", "an object is a value, or an entity"),
        ("a rdf:Statement ;\n    rdf:subject ent:acme ;\n", "a rdf:Statement ;\n", "a statement has one subject"),
        ("    kg:claims 8 ;\n", "", "Less than 1 values on"),
    ],
)
def test_a_planted_fault_is_found(path: Path, old: str, new: str, message: str | None) -> None:
    text = path.read_text(encoding="utf8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf8")

    found = [str(v) for v in validate(path, SHAPES)]

    assert bool(found) == (message is not None)
    if message is not None:
        assert any(message in f for f in found), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    rel:leads ent:acme .", "    rel:leads ent:bolt ."),
        ("    rel:leads ent:acme .", "    rel:leads ent:acme, ent:bolt ."),
    ],
)
def test_what_is_asked_at_once_is_what_pyshacl_finds_node_by_node(
    path: Path, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(path.read_text(encoding="utf8").replace(old, new, 1), encoding="utf8")
    at_once = validate(path, SHAPES)

    monkeypatch.setattr(validate_module, "taken_out", lambda shapes: [])

    assert at_once == validate(path, SHAPES) != []


SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <urn:x:> .
ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:severity sh:Warning ;
    sh:sparql [ sh:message "it has a ?" ; sh:select "%s" ] .
"""


@pytest.mark.parametrize(
    ("query", "at_once"),
    [
        ("SELECT $this ?value WHERE { $this <urn:x:p> ?value }", True),
        ("SELECT $this WHERE { $this <urn:x:p> ?v FILTER NOT EXISTS { ?v <urn:x:q> $this } }", True),
        ("SELECT $this WHERE { $this <urn:x:p> ?v { FILTER($this = <urn:x:a>) } }", False),
        ("SELECT $this WHERE { OPTIONAL { $this <urn:x:p> ?v } FILTER(bound(?v)) }", False),
        ("SELECT ?value WHERE { $this <urn:x:p> ?value }", False),
    ],
)
def test_shapes_of_a_user_are_asked_at_once_where_it_comes_to_the_same(
    tmp_path: Path, query: str, at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shapes.ttl").write_text(SHAPE % query, encoding="utf8")
    triples = "<urn:x:a> a <urn:x:C> ; <urn:x:p> <urn:x:b> . <urn:x:b> a <urn:x:C> . <urn:x:c> <urn:x:p> <urn:x:b> ."
    (tmp_path / "graph.ttl").write_text(triples, encoding="utf8")
    rules = rdflib.Graph().parse(tmp_path / "shapes.ttl")
    assert (len(taken_out(rules)) == 1) == at_once

    found = validate(tmp_path / "graph.ttl", [tmp_path / "shapes.ttl"])
    monkeypatch.setattr(validate_module, "taken_out", lambda shapes: [])

    assert found == validate(tmp_path / "graph.ttl", [tmp_path / "shapes.ttl"])
    assert [(v.node, v.severity) for v in found] == [("urn:x:a", "Warning")]


def test_what_only_rdflib_takes_is_checked_node_by_node(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(SHAPE % "SELECT $this WHERE { $this <urn:x:p> ?v }", encoding="utf8")
    (tmp_path / "graph.ttl").write_text("<a> a <urn:x:C> ; <urn:x:p> <b> .", encoding="utf8")  # of the file's own address
    found = validate(tmp_path / "graph.ttl", [tmp_path / "shapes.ttl"])
    assert [v.node for v in found] == [f"{(tmp_path / 'a').as_uri()}"]

    (tmp_path / "shapes.ttl").write_text(SHAPE % "SELECT $this WHERE { $this <urn:x:p> ?v FILTER(?v != <urn:x:z>) }", encoding="utf8")
    (tmp_path / "graph.ttl").write_text("<urn:x:a> a <urn:x:C> ; <urn:x:p> 'b'@toolonglanguage .", encoding="utf8")
    assert [v.node for v in validate(tmp_path / "graph.ttl", [tmp_path / "shapes.ttl"])] == ["urn:x:a"]


def test_a_file_that_is_not_rdf_is_reported_by_name(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("<a> <b> .", encoding="utf8")

    with pytest.raises(OutputError, match=r"x\.ttl: not RDF"):
        validate(tmp_path / "x.ttl", SHAPES)
    with pytest.raises(OutputError, match=r"none\.ttl: cannot be read"):
        validate(tmp_path / "none.ttl", SHAPES)

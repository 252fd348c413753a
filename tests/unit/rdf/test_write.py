"""Turtle out and in."""

from __future__ import annotations

import io
import logging
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import KgError, OutputError
from kg.model import KnowledgeGraph, Status
from kg.ontology import Ontology
from kg.rdf.read import read_turtle, without_text
from kg.rdf.write import write_turtle


def turtle(graph: KnowledgeGraph, ontology: Ontology) -> str:
    stream = io.StringIO()
    write_turtle(graph, ontology, stream)
    return stream.getvalue()


@pytest.fixture
def path(graph: KnowledgeGraph, ontology: Ontology, tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text(turtle(graph, ontology), encoding="utf8", newline="\n")
    return path


def test_what_is_written_reads_back_equal_but_for_text_and_mentions(graph: KnowledgeGraph, path: Path) -> None:
    again = read_turtle(path)

    assert again == replace(graph, documents=without_text(graph.documents), mentions=())
    assert [c.evidence for c in again.claims] == [c.evidence for c in graph.claims]
    assert [c.open for c in again.claims] == [c.open for c in graph.claims]


def test_what_was_read_writes_the_same_bytes(path: Path, ontology: Ontology) -> None:
    assert turtle(read_turtle(path), ontology) == path.read_text(encoding="utf8")


def test_the_order_of_the_graph_does_not_change_the_bytes(graph: KnowledgeGraph, ontology: Ontology) -> None:
    turned = KnowledgeGraph(graph.base, graph.documents[::-1], graph.entities[::-1], graph.claims[::-1])

    assert turtle(turned, ontology) == turtle(graph, ontology)


def test_only_asserted_claims_are_plain_triples(graph: KnowledgeGraph, path: Path) -> None:
    import rdflib

    data = rdflib.Graph().parse(path)
    ent, rel = (rdflib.Namespace(graph.base + name) for name in ("entity/", "relation/"))
    plain = {(s, p, o) for s, p, o in data if str(p).startswith(str(rel))}

    assert plain == {
        (ent["acme"], rel["partners_with"], ent["bolt"]),
        (ent["ruritania"], rel["bans"], ent["acme"]),
        (ent["carol-dane"], rel["leads"], ent["acme"]),
        (ent["acme"], rel["founded_on"], rdflib.Literal("1999-04", datatype=rdflib.XSD.gYearMonth)),
    }


def test_rdflib_reads_it_without_a_warning(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    import rdflib

    with caplog.at_level(logging.INFO):
        data = rdflib.Graph().parse(path)

    assert len(data) > 100
    assert caplog.records == []


def test_no_node_is_blank(path: Path) -> None:
    import pyoxigraph as ox

    for quad in ox.parse(path=str(path)):
        assert isinstance(quad.subject, ox.NamedNode)
        assert not isinstance(quad.object, ox.BlankNode)


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (raptor2-utils) is not installed")
def test_rapper_reads_it_without_a_warning(path: Path) -> None:
    run = subprocess.run(["rapper", "-c", "-i", "turtle", str(path)], capture_output=True, text=True, check=True)

    assert "Warning" not in run.stderr
    assert "Error" not in run.stderr


def test_every_term_used_has_a_label(path: Path) -> None:
    import rdflib

    data = rdflib.Graph().parse(path)
    own = "https://example.org/kg/"
    used = {t for s, p, o in data for t in (p, o) if str(t).startswith((own + "ontology#", own + "relation/"))}

    assert [str(t) for t in sorted(used) if (t, rdflib.RDFS.label, None) not in data] == []


def test_an_open_relation_is_marked(path: Path) -> None:
    text = path.read_text(encoding="utf8")

    assert 'rel:evacuate_from a rdf:Property, kg:OpenRelation ;\n    rdfs:label "evacuate from" .' in text


@pytest.mark.parametrize("base", ["kg", "https://news.example/a b/", "https://news.example/kg", "https://x/<y>/"])
def test_a_base_that_no_iri_can_lie_under_is_refused(graph: KnowledgeGraph, ontology: Ontology, base: str) -> None:
    with pytest.raises(KgError, match=r"the base .*KG501"):
        turtle(replace(graph, base=base), ontology)


def test_a_claim_without_evidence_is_refused(graph: KnowledgeGraph, ontology: Ontology) -> None:
    bare = replace(graph.claims[0], evidence=())

    with pytest.raises(OutputError, match="has no evidence"):
        turtle(replace(graph, claims=(bare,)), ontology)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("a kg:Graph", "a kg:Grape", "holds no kg:Graph, give it the graph.ttl of a build"),
        ("    oa:start 0 ;\n", "", "lacks <http://www.w3.org/ns/oa#start>"),
        ("kg:status kg:planned", "kg:status kg:dreamt", "'dreamt' is not a valid Status"),
        ("@prefix kg:", "@prefux kg:", r"graph\.ttl:5: not Turtle"),
    ],
)
def test_a_broken_graph_is_reported_with_what_is_wrong(path: Path, old: str, new: str, message: str) -> None:
    path.write_text(path.read_text(encoding="utf8").replace(old, new, 1), encoding="utf8")

    with pytest.raises(OutputError, match=message):
        read_turtle(path)


def test_a_missing_file_is_reported_by_name(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"nothing\.ttl: cannot be read: No such file"):
        read_turtle(tmp_path / "nothing.ttl")


def test_an_entity_keeps_its_iri_when_others_are_added(graph: KnowledgeGraph, ontology: Ontology) -> None:
    fewer = replace(
        graph, claims=tuple(c for c in graph.claims if c.status is Status.ASSERTED), entities=graph.entities[:5]
    )
    blocks = set(turtle(fewer, ontology).split("\n\n"))

    assert len(blocks & set(turtle(graph, ontology).split("\n\n"))) > 10

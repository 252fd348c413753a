"""A graph.ttl that was touched is found out, without the documents."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.rdf.verify import verify_turtle
from kg.rdf.write import write_turtle


@pytest.fixture
def path(graph: KnowledgeGraph, ontology: Ontology, tmp_path: Path) -> Path:
    stream = io.StringIO()
    write_turtle(graph, ontology, stream)
    path = tmp_path / "graph.ttl"
    path.write_text(stream.getvalue(), encoding="utf8")
    return path


def test_a_graph_as_written_is_sound(path: Path) -> None:
    assert verify_turtle(path) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            'oa:exact "Acme will buy Cogworks."',
            'oa:exact "Acme will buy Boltwork."',
            "evidence that does not bear its name",
        ),
        ('oa:exact "Acme will buy Cogworks."', 'oa:exact "Acme will buy it."', "has a quote of 17 characters"),
        ("    oa:start 103 ;", "    oa:start 102 ;", "evidence that does not bear its name"),
        ("    kg:objectEnd 125 ;", "    kg:objectEnd 126 ;", "evidence that does not bear its name"),
        ('kg:relationPhrase "will buy"', 'kg:relationPhrase "buys"', "has the relation phrase 'buys' at (108, 116)"),
        ("kg:status kg:planned", "kg:status kg:asserted", "acme buys cogworks (asserted) does not bear its name"),
        (
            "    rdf:object ent:cogworks ;",
            "    rdf:object ent:bolt ;",
            "acme buys bolt (planned) does not bear its name",
        ),
        ("    kg:claims 8 ;", "    kg:claims 9 ;", "the graph says claims 9, but 8 are there"),
        ("    kg:pieces 9 .", "    kg:pieces 8 .", "the graph says pieces 8, but 9 are there"),
        ("    kg:degree 4 ;", "    kg:degree 5 ;", "says degree 5, but has 4 asserted claims"),
        ("    kg:sources 2 ;\n", "", "has not the number of its independent documents, 2"),
        ("    kg:confidence 0.95 ;", "    kg:confidence 0.99 ;", "has not the confidence of its best evidence, 0.95"),
        (
            "    rel:leads ent:acme .",
            "    rel:leads ent:bolt .",
            "carol-dane leads acme (asserted) is asserted, but is no plain",
        ),
        (
            "    rel:bans ent:acme .",
            "    rel:bans ent:acme, ent:bolt .",
            "is a plain triple, but no asserted statement",
        ),
        ("ent:strelsau a kg:City ;", "ent:zenda a kg:City ;", "entity/strelsau> is named in a claim, but is no entity"),
        (
            "doc:bolt-says a kg:Document ;",
            "doc:x a kg:Document ;",
            "document/bolt-says> is named in evidence, but is no",
        ),
        ("a kg:Graph ;", "a kg:Nothing ;", "holds no kg:Graph"),
    ],
)
def test_a_planted_fault_is_found(path: Path, old: str, new: str, fault: str) -> None:
    text = path.read_text(encoding="utf8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf8")

    faults = verify_turtle(path)

    assert any(fault in f for f in faults), faults

"""kg infer, on the small graph made by hand."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.rdf.write import write_turtle
from tests.builds import Ran
from tests.small_graph import graph, ontology  # noqa: F401  (fixtures)

Kg = Callable[..., Ran]


@pytest.fixture
def turtle(tmp_path: Path, graph: KnowledgeGraph, ontology: Ontology) -> Path:  # noqa: F811
    path = tmp_path / "graph.ttl"
    with path.open("w", encoding="utf8", newline="\n") as stream:
        write_turtle(graph, ontology, stream)
    return path


def test_infer_writes_a_graph_that_names_rule_and_premises(kg: Kg, turtle: Path, tmp_path: Path) -> None:
    before = turtle.read_bytes()
    ran = kg("infer", turtle, "-o", tmp_path / "inferred.ttl")
    assert ran.code == 0, ran.err
    assert "by symmetric" in ran.err
    asked = "SELECT ?rule ?premise WHERE { ?i a kg:Inferred ; rdf:predicate rel:partners_with ; kg:rule ?rule ; kg:premise ?premise }"
    rows = kg("query", tmp_path / "inferred.ttl", asked, "--format", "csv").out.splitlines()[1:]
    assert len(rows) == 1
    rule, premise = rows[0].split(",")
    assert rule == "symmetric"
    st = premise.rpartition("/")[2]
    assert f"st:{st} a rdf:Statement" in turtle.read_text(encoding="utf8")
    assert turtle.read_bytes() == before


def test_infer_prints_the_same_bytes_again(kg: Kg, turtle: Path) -> None:
    first = kg("infer", turtle).out
    assert first == kg("infer", turtle).out
    assert "ent:bolt rel:partners_with ent:acme" in first


def test_infer_follows_no_denied_or_planned_claim(kg: Kg, turtle: Path) -> None:
    assert "buys" not in kg("infer", turtle).out


def test_render_draws_what_follows_when_asked(kg: Kg, turtle: Path, tmp_path: Path) -> None:
    def told(*flags: str) -> dict[str, Any]:
        page = tmp_path / "page.html"
        ran = kg("render", turtle, "-o", page, *flags)
        assert ran.code == 0, ran.err
        packed = re.search('id="kg-data">([^<]*)<', page.read_text(encoding="utf8"))
        assert packed
        data = gzip.decompress(base64.b64decode(packed[1]))
        return json.loads(data[4 : 4 + int.from_bytes(data[:4], "little")])["values"]

    plain, more = told(), told("--inferred")
    assert "inferred" not in plain["statuses"] and plain["rules"] == []
    assert more["statuses"] == [*plain["statuses"], "inferred"] and more["stated"] == plain["stated"]
    assert "super-relation of bans" in more["rules"] and "symmetric" not in more["rules"]
    assert all(premises for premises in more["premises"])

"""kg explain of names: what one is called, and why two are one thing or are not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

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


def test_one_name_tells_what_the_thing_is_called_and_by_which_rule(kg: Kg, turtle: Path) -> None:
    ran = kg("explain", turtle, "Acme Works")
    assert ran.code == 0
    assert "Acme (Company)   ent:acme\n  also called ACME, Acme Works\n" in ran.out
    assert '"Acme" = "Acme Works" by rule: short name' in ran.out


def test_two_names_of_one_thing_answer_yes_with_the_rule(kg: Kg, turtle: Path) -> None:
    ran = kg("explain", turtle, "Acme", "Acme Works")
    assert ran.code == 0
    assert "Acme and Acme Works: one thing" in ran.out
    assert "by rule: short name" in ran.out


def test_two_things_answer_no_with_the_reason_as_json_too(kg: Kg, turtle: Path) -> None:
    ran = kg("explain", turtle, "Acme", "Bolt", "-f", "json")
    assert ran.code == 1
    answer = json.loads(ran.out)
    assert answer["joined"] is False
    assert any("two things" in line for line in answer["why"])


def test_a_decision_that_keeps_two_names_apart_is_told(kg: Kg, turtle: Path) -> None:
    decisions = [{"decision": "different", "of": ["Acme", "Bolt"], "did": "they are two", "applied": True}]
    turtle.with_name("report.json").write_text(json.dumps({"decisions": decisions}), encoding="utf8")
    assert "a decision keeps" in kg("explain", turtle.parent, "Acme", "Bolt").out


def test_a_relation_in_second_place_is_no_name(kg: Kg, turtle: Path) -> None:
    assert "Acme partners with Bolt" in kg("explain", turtle, "Acme", "partners_with").out


def test_a_symmetric_claim_is_found_the_other_way_round(kg: Kg, turtle: Path) -> None:
    assert "Acme partners with Bolt" in kg("explain", turtle, "Bolt", "partners_with", "Acme").out
    assert kg("explain", turtle, "Acme", "bans", "Ruritania").code == 1

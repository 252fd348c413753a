"""The lamp shows how a sentence is read."""

from __future__ import annotations

import pytest

from kg.paths import ontology_dir
from kg.rdf.vocabulary import load_ontology
from kg.text.inspect import Inspection, inspect
from kg.text.parse import load_parser


@pytest.fixture(scope="module")
def seen() -> Inspection:
    return inspect(
        "Norvia plans to buy Dalmont, its chief executive said.", load_parser(), load_ontology([ontology_dir()])
    )


def test_every_token_has_its_line(seen: Inspection) -> None:
    assert len(seen.tokens) == 11
    assert seen.tokens[3] == "buy buy VB xcomp of plans"


def test_a_clause_shows_its_slots_where_its_subject_is_from_and_its_status(seen: Inspection) -> None:
    assert [
        line
        for line in seen.clauses
        if line.startswith("to buy: subject Norvia; object Dalmont (subject from control)")
    ]
    assert [line for line in seen.clauses if "planned" in line and line.startswith("to buy")]


def test_a_triple_shows_its_rule_and_what_became_of_it(seen: Inspection) -> None:
    [line] = [t for t in seen.triples if t.startswith("Norvia | plans to buy | Dalmont")]
    assert "[xcomp>dobj 0." in line


def test_an_empty_text_shows_nothing() -> None:
    assert inspect("", load_parser(), load_ontology([ontology_dir()])) == Inspection((), (), ())

"""Why two names are one thing, or are not, on entities made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.config import BASE
from kg.graph.joins import Verdict, explain_join
from kg.model import Entity, Join, KnowledgeGraph
from kg.ontology import Place
from tests.unit.graph.readings import ontology

ONTOLOGY = replace(
    ontology(),
    places={
        "Q1": Place("Q1", "Ruritania", "Country", ("Ruritanian Kingdom",), ("Ruritanian",), capital="Q2"),
        "Q2": Place("Q2", "Strelsau", "Place", country="Q1"),
    },
    tables={"aliases": (("GTO", "Global Tin Office", "Organization"),)},
)
GRAPH = KnowledgeGraph(
    BASE,
    entities=(
        Entity("carol-dane", "Carol Dane", "Person", ("Carol M. Dane", "Dane"), (),
               (Join("Carol Dane", "Carol M. Dane", "middle name"), Join("Dane", "Carol Dane", "surname"))),
        Entity("dane-person", "dane", "Person"),
        Entity("acme", "Acme Works", "Company", ("ACME WORKS", "Acme"), (), (Join("Acme", "Acme Works", "decision"),)),
        Entity("acme-works-bank", "Acme Works Bank", "Company"),
        Entity("awb", "AWB", "Company"),
        Entity("lux", "Lux", "Company"),
        Entity("lux-person", "LUX", "Person"),
        Entity("northern-steel", "Northern Steel", "Company"),
        Entity("northerm-steel", "Northerm Steel", "Company"),
        Entity("ruritania", "Ruritania", "Country", ("Ruritanian Kingdom",), ("http://www.wikidata.org/entity/Q1",)),
        Entity("strelsau", "Strelsau", "Place"),
        Entity("gto", "Global Tin Office", "Organization", ("GTO",)),
        Entity("cog", "Cog", "Company", ("Cogworks", "Wheel")),
    ),
)  # fmt: skip


def ask(a: str, b: str, *apart: tuple[str, str]) -> Verdict:
    return explain_join(GRAPH, a, b, ONTOLOGY, apart)


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ("Acme Works", "acme works", "equal but for case"),
        ("Acme", "Acme Works", '"Acme" = "Acme Works" by rule: decision'),
        ("Ruritania", "Ruritanian Kingdom", "the shipped places"),
        ("GTO", "Global Tin Office", "an alias"),
        ("Cog", "Wheel", "share a full name"),
    ],
)
def test_two_names_of_one_thing_tell_the_rule(a: str, b: str, why: str) -> None:
    for verdict in (ask(a, b), ask(b, a)):
        assert verdict.joined
        assert any(why in line for line in verdict.why), verdict.why


def test_a_chain_of_joins_is_told_step_by_step() -> None:
    assert ask("Dane", "Carol M. Dane").why[1:] == (
        '"Dane" = "Carol Dane" by rule: surname',
        '"Carol Dane" = "Carol M. Dane" by rule: middle name',
    )


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ("dane-person", "Carol Dane", "surname: "),
        ("Acme Works", "Acme Works Bank", "longer name: "),
        ("AWB", "Acme Works Bank", "acronym: "),
        ("Northern Steel", "Northerm Steel", "spelling: "),
        ("Ruritania", "Strelsau", "capital: "),
        ("Cog", "GTO", "no rule speaks for it"),
        ("Cog", "Carol Dane", "their classes do not meet: "),
    ],
)
def test_two_things_tell_the_rule_that_came_near_and_what_it_asks_for(a: str, b: str, why: str) -> None:
    for verdict in (ask(a, b), ask(b, a)):
        assert not verdict.joined
        assert any(line.startswith(why) for line in verdict.why), verdict.why


def test_a_decision_that_keeps_them_apart_comes_first() -> None:
    assert ask("Cog", "Lux", ("Lux", "Wheel")).why[0] == 'a decision keeps "Lux" and "Wheel" apart'


def test_homonyms_named_by_their_ids_are_spelt_alike_and_two() -> None:
    graph = replace(GRAPH, entities=(Entity("lux", "Lux", "Company"), Entity("lux-2", "LUX", "Person")))
    for pair in (("ent:lux-2", "ent:lux"), ("ent:lux", "ent:lux-2")):
        verdict = explain_join(graph, *pair, ONTOLOGY)
        assert not verdict.joined
        assert any(line.startswith("same form: ") for line in verdict.why)

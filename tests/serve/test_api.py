"""The claims as JSON: filters, pages, and that answers are as their OpenAPI document says."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from kg.serve.openapi import PATHS, SCHEMAS
from tests.serve.conftest import Served
from tests.small_graph import small_graph


def ask(server: Served, path: str, **params: object) -> dict[str, Any]:
    answer = server.client.get(f"api/{path}", params=params)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    value: dict[str, Any] = answer.json()
    return value


def said(claims: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    def end(thing: dict[str, Any]) -> str:
        return str(thing.get("label") or thing["value"])

    return [(end(c["subject"]), c["relation"], end(c["object"]), c["status"]) for c in claims["items"]]


# --------------------------------------------------------------------------- what is there


def test_all_claims_are_there_with_all_their_evidence(server: Served) -> None:
    found = {c["id"]: c for c in ask(server, "claims")["items"]}
    graph = small_graph()
    assert set(found) == {c.id for c in graph.claims}
    for claim in graph.claims:
        shown = found[claim.id]
        assert shown["confidence"] == claim.confidence
        assert shown["status"] == claim.status
        assert shown["open"] == claim.open
        assert {
            (e["doc"], e["sentence"], e["start"], e["speaker"], e["time"], e["place"]) for e in shown["evidence"]
        } == {(e.doc, e.quote, e.sentence[0], e.speaker, e.time, e.place) for e in claim.evidence}


def test_all_entities_are_there_by_label(server: Served) -> None:
    found = ask(server, "entities")["items"]
    assert [e["label"] for e in found] == ["Acme", "Bolt", "Carol Dane", "Cogworks", "Ruritania", "Strelsau"]
    assert found[0]["aliases"] == ["ACME", "Acme Works"]
    assert found[4]["same_as"] == ["http://www.wikidata.org/entity/Q9000001"]
    assert [e["named"] for e in found].count(False) == 1


def test_one_claim_and_one_entity_are_found_by_their_ids(server: Served) -> None:
    claim = ask(server, "claims", status="planned")["items"][0]
    assert ask(server, f"claims/{claim['id']}") == claim
    entity = ask(server, "entities/carol-dane")
    assert entity["label"] == "Carol Dane"
    assert said(entity["claims"]) == [("Carol Dane", "leads", "Acme", "asserted")]


# --------------------------------------------------------------------------- filters


@pytest.mark.parametrize(
    ("filters", "claims"),
    [
        (
            {"subject": "Ruritania"},
            {("Ruritania", "bans", "Acme", "asserted"), ("Ruritania", "bans", "Acme", "negated")},
        ),
        ({"subject": "ruritania", "status": "negated"}, {("Ruritania", "bans", "Acme", "negated")}),
        ({"object": "cogworks"}, {("Acme", "buys", "Cogworks", "planned")}),
        ({"object": "Acme", "relation": "leads"}, {("Carol Dane", "leads", "Acme", "asserted")}),
        ({"relation": "evacuate_from"}, {("Acme", "evacuate_from", "Strelsau", "hypothetical")}),
        ({"entity": "https://example.org/kg/entity/strelsau"}, {("Acme", "evacuate_from", "Strelsau", "hypothetical")}),
        ({"document": "bolt-says", "relation": "bans"}, {("Ruritania", "bans", "Acme", "negated")}),
        ({"q": "LEADS acme"}, {("Carol Dane", "leads", "Acme", "asserted")}),
        ({"q": "no such words"}, set()),
        ({"subject": "Acme", "object": "Acme"}, set()),
    ],
)
def test_claims_are_filtered(server: Served, filters: dict[str, str], claims: set[tuple[str, ...]]) -> None:
    found = ask(server, "claims", **filters)
    assert set(said(found)) == claims
    assert found["total"] == len(claims)


def test_entities_are_filtered(server: Served) -> None:
    assert [e["id"] for e in ask(server, "entities", **{"class": "Company"})["items"]] == ["acme", "bolt"]
    assert [e["id"] for e in ask(server, "entities", q="works")["items"]] == ["acme", "cogworks"]
    assert ask(server, "entities", **{"class": "Person", "q": "acme"})["total"] == 0


def test_search_finds_names_and_sentences(server: Served) -> None:
    found = ask(server, "search", q="dane")
    assert [e["id"] for e in found["entities"]["items"]] == ["carol-dane"]
    assert ("Carol Dane", "leads", "Acme", "asserted") in said(found["claims"])
    assert all("dane" in e["sentence"].casefold() for c in found["claims"]["items"] for e in c["evidence"][-1:])


def test_what_is_called_so_is_found_before_what_is_called_longer(server: Served) -> None:
    assert [e["id"] for e in ask(server, "search", q="acme")["entities"]["items"]] == ["acme"]
    assert [e["id"] for e in ask(server, "search", q="c")["entities"]["items"]][:2] == ["cogworks", "carol-dane"]


# --------------------------------------------------------------------------- pages


def test_pages_join_to_the_whole(server: Served) -> None:
    whole = ask(server, "claims")
    parts = [ask(server, "claims", limit=3, offset=i) for i in range(0, whole["total"], 3)]
    assert [c for part in parts for c in part["items"]] == whole["items"]
    assert {part["total"] for part in parts} == {8}
    assert ask(server, "claims", offset=100)["items"] == []


def test_pages_of_a_search_join_to_the_whole(server: Served) -> None:
    whole = ask(server, "search", q="acme")["claims"]
    first, second = (ask(server, "search", q="acme", limit=4, offset=i)["claims"] for i in (0, 4))
    assert first["more"]
    assert not whole["more"]
    assert first["items"] + second["items"] == whole["items"][:8]


# --------------------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("claims?limit=0", 400, "from 1 to 1000"),
        ("claims?limit=1001", 400, "from 1 to 1000"),
        ("claims?limit=x", 400, "whole number"),
        ("claims?limit=٣", 400, "whole number"),
        ("claims?offset=-1", 400, "whole number"),
        ("claims?limit=99999999999999999999", 400, "whole number"),
        ("claims?status=true", 400, "one of asserted"),
        ("claims?status=planned&status=negated", 400, "twice"),
        ("claims?who=Acme", 400, "there is no parameter 'who'"),
        ("search?q=", 400, "q is missing"),
        ("search?q=%20", 400, "empty"),
        ("search", 400, "q is missing"),
        ("claims?subject=%FF", 400, "not UTF-8"),
        ("claims?subject=Akme", 404, "near: "),
        ("claims?subject=%3Cx%20y%3E", 404, "no IRI"),
        ("claims/0000000000000000", 404, "no claim"),
        ("claims/%3E%22%20x", 404, "no claim"),
        ("entities/nobody", 404, "nothing in the graph is called"),
        ("entities?class=Ship", 404, "nothing in the graph is called"),
        ("nowhere", 404, "Not Found"),
    ],
)
def test_what_is_wrong_is_said(server: Served, path: str, status: int, message: str) -> None:
    answer = server.client.get(f"api/{path}")
    assert answer.status_code == status
    assert message in answer.json()["error"]


def test_nothing_can_be_written(server: Served) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert server.client.request(method, "api/claims").status_code == 405


def test_rdf_of_others_has_no_claims_and_is_no_fault(graphs: Served) -> None:
    assert ask(graphs, "claims")["total"] == 0
    assert ask(graphs, "entities")["total"] == 0


# --------------------------------------------------------------------------- the OpenAPI document


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Check a value against the part of JSON Schema that the document uses."""
    if "$ref" in schema:
        return fits(value, SCHEMAS[schema["$ref"].rpartition("/")[2]])
    if "oneOf" in schema:
        return sum(fits(value, s) for s in schema["oneOf"]) == 1
    if "allOf" in schema:
        return all(fits(value, s) for s in schema["allOf"])
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    python = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}
    python |= {"object": dict, "array": list}
    if not any(isinstance(value, python[t]) and (t == "boolean" or not isinstance(value, bool)) for t in types):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, dict):
        return set(schema["required"]) <= set(value) and all(fits(value[k], s) for k, s in schema["properties"].items())
    if isinstance(value, list):
        return len(value) >= schema.get("minItems", 0) and all(fits(v, schema["items"]) for v in value)
    return True


EXAMPLES = {
    "/api/claims": "api/claims",
    "/api/claims/{id}": None,
    "/api/entities": "api/entities",
    "/api/entities/{id}": "api/entities/acme",
    "/api/search": "api/search?q=acme",
}


@pytest.mark.parametrize("path", list(PATHS))
def test_answers_are_as_the_document_says(server: Served, path: str) -> None:
    address = EXAMPLES[path] or f"api/claims/{ask(server, 'claims')['items'][0]['id']}"
    answer = server.client.get(address).json()
    gives = PATHS[path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert fits(answer, gives)
    assert not fits({**answer, next(iter(answer)): []}, gives)


def test_the_document_is_served_and_its_references_lead_somewhere(server: Served) -> None:
    document = server.client.get("api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert document["paths"].keys() == PATHS.keys()
    text = json.dumps(document)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in document["components"]["schemas"]


def test_the_page_shows_every_address_and_parameter(server: Served) -> None:
    text = httpx.get(f"{server.url}api", trust_env=False).text
    for path, methods in PATHS.items():
        assert path in text
        for parameter in methods["get"]["parameters"]:
            assert parameter["name"] in text

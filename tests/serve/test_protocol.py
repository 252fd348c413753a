"""The SPARQL 1.1 Protocol for a server that only reads.

The cases are those of the W3C's protocol tests (sparql11/data-sparql11/protocol), written anew from
the specification; the names in brackets are theirs.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from kg.serve.app import make_app
from kg.serve.settings import Settings
from tests.serve.conftest import Served

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
ONE, TWO = "http://graphs.example/one", "http://graphs.example/two"
EX = "PREFIX ex: <http://graphs.example/> "
SAID = EX + "SELECT ?x { ?s ex:says ?x } ORDER BY ?x"


def says(server: Served, **params: object) -> list[str]:
    answer = server.client.get("sparql", params={"query": SAID, **params})
    assert answer.status_code == 200, answer.text
    return [row["x"]["value"] for row in answer.json()["results"]["bindings"]]


# --------------------------------------------------------------------------- the three ways to ask


def test_a_query_is_asked_by_get(server: Served) -> None:  # [query_get]
    answer = server.client.get("sparql", params={"query": "ASK {}"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert answer.json()["boolean"] is True


def test_a_query_is_asked_by_a_posted_form(server: Served) -> None:  # [query_post_form]
    answer = server.client.post("sparql", data={"query": "ASK {}"})
    assert answer.status_code == 200
    assert answer.json()["boolean"] is True


def test_a_query_is_posted_as_it_is(server: Served) -> None:  # [query_post_direct]
    answer = server.client.post("sparql", content="ASK {}", headers=DIRECT)
    assert answer.status_code == 200
    assert answer.json()["boolean"] is True


def test_the_charset_may_be_named(server: Served) -> None:
    headers = {"Content-Type": 'application/sparql-query; charset="UTF-8"'}
    answer = server.client.post("sparql", content="ASK { FILTER('é' = '\\u00e9') }".encode(), headers=headers)
    assert answer.json()["boolean"] is True


def test_head_answers_with_the_headers_of_get(server: Served) -> None:
    head = server.client.head("sparql", params={"query": "ASK {}"})
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == "application/sparql-results+json"


def test_parameters_that_nobody_knows_are_passed_over(server: Served) -> None:
    assert server.client.get("sparql", params={"query": "ASK {}", "timeout": "5", "format": "x"}).status_code == 200


# --------------------------------------------------------------------------- the dataset


def test_the_default_graph_is_what_the_file_says(graphs: Served) -> None:
    assert says(graphs) == ["nothing"]


def test_a_default_graph_is_named_by_get(graphs: Served) -> None:  # [query_dataset_default_graph]
    assert says(graphs, **{"default-graph-uri": ONE}) == ["one"]


def test_several_default_graphs_are_merged_by_get(graphs: Served) -> None:  # [query_dataset_default_graphs_get]
    assert says(graphs, **{"default-graph-uri": [ONE, TWO]}) == ["one", "two"]


def test_several_default_graphs_are_merged_by_a_posted_form(graphs: Served) -> None:
    # [query_dataset_default_graphs_post]
    answer = graphs.client.post("sparql", data={"query": SAID, "default-graph-uri": [ONE, TWO]})
    assert [row["x"]["value"] for row in answer.json()["results"]["bindings"]] == ["one", "two"]


def test_a_dataset_is_named_in_the_address_of_a_direct_post(graphs: Served) -> None:
    address = f"sparql?default-graph-uri={quote(ONE)}&default-graph-uri={quote(TWO)}"
    answer = graphs.client.post(address, content=SAID, headers=DIRECT)
    assert len(answer.json()["results"]["bindings"]) == 2


@pytest.mark.parametrize("post", [False, True])
def test_named_graphs_are_named(graphs: Served, post: bool) -> None:  # [query_dataset_named_graphs_get, …_post]
    params = {
        "query": EX + "ASK { GRAPH ex:two { ?s ex:says 'two' } FILTER NOT EXISTS { GRAPH ex:one { ?a ?b ?c } } }",
        "named-graph-uri": TWO,
    }
    answer = graphs.client.post("sparql", data=params) if post else graphs.client.get("sparql", params=params)
    assert answer.json()["boolean"] is True


def test_default_and_named_graphs_go_together(graphs: Served) -> None:  # [query_dataset_full]
    query = EX + "SELECT ?x ?y { ?s ex:says ?x GRAPH ?g { ?t ex:says ?y } }"
    params = {"query": query, "default-graph-uri": ONE, "named-graph-uri": TWO}
    rows = graphs.client.get("sparql", params=params).json()["results"]["bindings"]
    assert [(row["x"]["value"], row["y"]["value"]) for row in rows] == [("one", "two")]


def test_the_protocol_overrides_the_dataset_of_the_query(graphs: Served) -> None:  # [query_multiple_dataset]
    query = EX + f"SELECT ?x FROM <{TWO}> {{ ?s ex:says ?x }}"
    answer = graphs.client.get("sparql", params={"query": query, "default-graph-uri": ONE})
    assert [row["x"]["value"] for row in answer.json()["results"]["bindings"]] == ["one"]


def test_the_dataset_of_the_query_counts_where_the_protocol_names_none(graphs: Served) -> None:
    answer = graphs.sparql(EX + f"SELECT ?x FROM <{TWO}> {{ ?s ex:says ?x }}")
    assert [row["x"]["value"] for row in answer.json()["results"]["bindings"]] == ["two"]


def test_the_base_of_the_graph_names_its_default_graph(server: Served) -> None:
    whole = server.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    params = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "default-graph-uri": "https://example.org/kg/"}
    named = server.client.get("sparql", params=params).json()["results"]["bindings"]
    assert named[0]["n"]["value"] == whole[0]["n"]


def test_a_graph_that_is_not_here_is_refused_and_not_fetched(server: Served) -> None:
    answer = server.client.get("sparql", params={"query": "ASK {}", "default-graph-uri": server.url})
    assert answer.status_code == 400
    assert "there is no graph" in answer.text


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_whose_name_is_no_iri_is_refused(server: Served, name: str) -> None:
    assert server.client.get("sparql", params={"query": "ASK {}", name: "no iri"}).status_code == 400


# --------------------------------------------------------------------------- media types of answers

ROWS = [
    ("application/sparql-results+json", "application/sparql-results+json"),
    ("application/sparql-results+xml", "application/sparql-results+xml"),
    ("text/csv", "text/csv; charset=utf-8"),
    ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    ("application/json", "application/json"),
    ("application/xml", "application/xml"),
    ("text/xml", "text/xml; charset=utf-8"),
    ("*/*", "application/sparql-results+json"),
    ("application/*", "application/sparql-results+json"),
    ("text/*", "text/csv; charset=utf-8"),
    ("text/html, */*;q=0.1", "application/sparql-results+json"),
    ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
    ("application/sparql-results+json;q=0, */*;q=0.5", "application/sparql-results+xml"),
    ("text/turtle, text/csv;q=0.2", "text/csv; charset=utf-8"),
    ("TEXT/CSV", "text/csv; charset=utf-8"),
]
TRIPLES = [
    ("text/turtle", "text/turtle; charset=utf-8"),
    ("application/n-triples", "application/n-triples"),
    ("application/rdf+xml", "application/rdf+xml"),
    ("application/ld+json", "application/ld+json"),
    ("*/*", "text/turtle; charset=utf-8"),
    ("text/plain", "text/plain; charset=utf-8"),
    ("application/sparql-results+json, application/rdf+xml;q=0.3", "application/rdf+xml"),
]


@pytest.mark.parametrize(("accept", "media"), ROWS)
@pytest.mark.parametrize("query", ["SELECT * { ?s rdfs:label ?o }", "ASK {}"])
def test_rows_come_in_the_format_that_is_wanted_most(server: Served, query: str, accept: str, media: str) -> None:
    # [query_content_type_select, query_content_type_ask]
    answer = server.sparql(query, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)


@pytest.mark.parametrize(("accept", "media"), TRIPLES)
@pytest.mark.parametrize("query", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "DESCRIBE ent:acme"])
def test_triples_come_in_the_format_that_is_wanted_most(server: Served, query: str, accept: str, media: str) -> None:
    # [query_content_type_describe, query_content_type_construct]
    answer = server.sparql(query, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)


def test_every_format_of_rows_holds_the_same_rows(server: Served) -> None:
    import pyoxigraph as ox

    query = "SELECT ?s ?o { ?s rdfs:label|kg:confidence|rdf:predicate ?o } ORDER BY ?s ?o"
    found = {}
    for name, media in (("JSON", ROWS[0][0]), ("XML", ROWS[1][0]), ("TSV", ROWS[3][0])):
        read = ox.parse_query_results(server.sparql(query, media).content, format=getattr(ox.QueryResultsFormat, name))
        found[name] = [tuple(row) for row in read]
    assert len(found["JSON"]) > 20
    assert found["JSON"] == found["XML"] == found["TSV"]
    csv = server.sparql(query, "text/csv").text
    assert csv.startswith("s,o\r\n")
    assert "Carol Dane" in csv


def test_every_format_of_triples_holds_the_same_triples(server: Served) -> None:
    import pyoxigraph as ox

    formats = {"text/turtle": "TURTLE", "application/n-triples": "N_TRIPLES", "application/rdf+xml": "RDF_XML"}
    formats["application/ld+json"] = "JSON_LD"
    found = []
    for media, name in formats.items():
        data = server.sparql("CONSTRUCT WHERE { ?s ?p ?o }", media).content
        found.append({q.triple for q in ox.parse(data, format=getattr(ox.RdfFormat, name))})
    assert len(found[0]) > 300
    assert all(triples == found[0] for triples in found)


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("ASK {}", "text/turtle"),
        ("SELECT * {}", "image/png"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv"),
        ("DESCRIBE ent:acme", "application/sparql-results+json"),
        ("ASK {}", "application/sparql-results+json;q=0"),
    ],
)
def test_what_nobody_can_write_is_not_acceptable(server: Served, query: str, accept: str) -> None:
    assert server.sparql(query, accept).status_code == 406


# --------------------------------------------------------------------------- bad requests


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_another_method_is_refused(server: Served, method: str) -> None:  # [bad_query_method]
    answer = server.client.request(method, "sparql", params={"query": "ASK {}"})
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_several_queries_are_refused(server: Served) -> None:  # [bad_multiple_queries]
    twice = {"query": ["ASK {}", "SELECT * {}"]}
    assert server.client.get("sparql", params=twice).status_code == 400
    assert server.client.post("sparql", data=twice).status_code == 400
    assert server.client.post("sparql?query=ASK+%7B%7D", content="ASK {}", headers=DIRECT).status_code == 400
    assert server.client.post("sparql?query=ASK+%7B%7D", data={"query": "ASK {}"}).status_code == 400


@pytest.mark.parametrize("media", ["text/plain", "application/json", "multipart/form-data; boundary=x", "nonsense"])
def test_a_query_posted_as_something_else_is_refused(
    server: Served, media: str
) -> None:  # [bad_query_wrong_media_type]
    assert server.client.post("sparql", content="ASK {}", headers={"Content-Type": media}).status_code == 415


def test_a_form_without_its_media_type_is_refused(server: Served) -> None:  # [bad_query_missing_form_type]
    assert server.client.post("sparql", content=b"query=ASK%20%7B%7D").status_code == 415


def test_a_query_without_its_media_type_is_refused(server: Served) -> None:  # [bad_query_missing_direct_type]
    assert server.client.post("sparql", content=b"ASK {}").status_code == 415


@pytest.mark.parametrize("charset", ["UTF-16", "iso-8859-1"])
def test_a_query_in_another_charset_is_refused(server: Served, charset: str) -> None:
    headers = {"Content-Type": f"application/sparql-query; charset={charset}"}
    assert server.client.post("sparql", content="ASK {}".encode(charset), headers=headers).status_code == 415


def test_bytes_that_are_not_utf8_are_refused(server: Served) -> None:  # [bad_query_non_utf8]
    assert server.client.post("sparql", content="ASK {}".encode("utf-16"), headers=DIRECT).status_code == 400
    assert server.client.post("sparql", content=b"query=ASK%20%7B%22%FF%22%7D", headers=FORM).status_code == 400
    assert server.client.get("sparql?query=ASK%20%7B%22%FF%22%7D").status_code == 400


@pytest.mark.parametrize(
    "query", ["SELECT", "ASK {", "SELECT * { ?s unknown:p ?o }", "BASE <x> ASK {} }", "\x00", "{}"]
)
def test_what_is_not_sparql_is_refused_with_the_place(server: Served, query: str) -> None:  # [bad_query_syntax]
    for answer in (
        server.sparql(query),
        server.client.post("sparql", data={"query": query}),
        server.client.post("sparql", content=query, headers=DIRECT),
    ):
        assert answer.status_code == 400
        assert "not SPARQL" in answer.text


def test_a_request_without_a_query_is_refused(server: Served) -> None:  # [bad_query_missing_form, …_direct]
    assert server.client.post("sparql", data={"default-graph-uri": "x:y"}).status_code == 400
    assert server.client.post("sparql", content=b"", headers=FORM).status_code == 400
    assert server.client.post("sparql", content=b"", headers=DIRECT).status_code == 400
    assert server.client.get("sparql", params={"default-graph-uri": "x:y"}).status_code == 400
    assert server.client.get("sparql", params={"query": ""}).status_code == 400


UPDATES = ["INSERT DATA { <x:a> <x:b> <x:c> }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL", "LOAD <http://127.0.0.1/>"]


@pytest.mark.parametrize("update", UPDATES)
def test_updates_are_refused_and_change_nothing(server: Served, update: str) -> None:
    before = server.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    posts = [
        server.client.post("sparql", data={"update": update}),
        server.client.post("sparql", content=update, headers={"Content-Type": "application/sparql-update"}),
        server.client.get("sparql", params={"update": update}),
    ]
    assert {answer.status_code for answer in posts} == {403}
    assert server.sparql(update).status_code == 400
    assert server.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == before


def test_a_query_that_is_too_long_is_refused(server: Served) -> None:
    answer = server.client.post("sparql", content=b"#" + b"x" * 1_100_000, headers=DIRECT)
    assert answer.status_code == 413


# --------------------------------------------------------------------------- the service description


def test_without_a_query_the_service_is_described(server: Served) -> None:
    import pyoxigraph as ox

    answer = server.client.get("sparql", headers={"Accept": "text/turtle"})
    triples = {(str(q.predicate), str(q.object)) for q in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert (f"<{sd}endpoint>", f"<{server.url}sparql>") in triples
    assert (f"<{sd}supportedLanguage>", f"<{sd}SPARQL11Query>") in triples
    assert len([1 for p, _ in triples if p == f"<{sd}resultFormat>"]) == 8


def test_the_description_comes_in_every_format_of_triples(server: Served) -> None:
    for media in ("application/rdf+xml", "application/n-triples", "application/ld+json"):
        assert server.client.get("sparql", headers={"Accept": media}).headers["content-type"] == media
    assert server.client.get("sparql", headers={"Accept": "image/png"}).status_code == 406


def test_the_description_names_the_graphs(graphs: Served) -> None:
    assert ONE in graphs.client.get("sparql").text


def test_xml_of_an_answer_is_xml(server: Served) -> None:
    root = ElementTree.fromstring(server.sparql("SELECT * { ?s rdfs:label ?o }", "application/xml").content)
    assert root.tag == "{http://www.w3.org/2005/sparql-results#}sparql"


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


def test_a_browser_without_a_query_is_led_to_the_editor(server: Served) -> None:
    answer = server.client.get("sparql", headers={"Accept": BROWSER})
    assert (answer.status_code, answer.headers["location"]) == (303, "/query")
    assert server.client.get("sparql", headers={"Accept": "*/*"}).status_code == 200
    assert server.client.get("sparql", headers={"Accept": "text/html, text/turtle"}).status_code == 200
    assert server.sparql("ASK {}", BROWSER).status_code == 200


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/a"),
        ("", "text/a"),
        ("text/b", "text/b"),
        ("text/*;q=0.1, text/b", "text/b"),
        ("*/*", "text/a"),
        ("*/*, text/a;q=0", "text/b"),
        ("text/*;q=0, */*", "image/c"),
        ("text/a;q=2, text/b", "text/a"),
        ("text/a;q=x, text/b;q=0.1", "text/b"),
        ("text/a;q=, text/b;q=0.1", "text/b"),
        ("text/a; charset=utf-8; q=0.3, image/c;q=0.4", "image/c"),
        ("nonsense, , ;;, text", None),
        ("a/b/c", None),
        ("TEXT/B;Q=1", "text/b"),
    ],
)
def test_the_best_offer_is_chosen(accept: str | None, chosen: str | None) -> None:
    from kg.serve.negotiate import choose

    assert choose(accept, {"text/a": "", "text/b": "", "image/c": ""}) == chosen


def test_an_address_that_is_no_utf8_is_answered_like_any_other() -> None:
    """Asked of the application itself: the HTTP server before it lets no such bytes through, another one might."""

    async def status(path: str) -> int:
        sent: list[Any] = []
        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"q=\x9f", "headers": [], "scheme": "http"}

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        await make_app(SimpleNamespace(settings=Settings(graph=Path(), opener="")))(scope, receive, send)  # type: ignore[arg-type]  # settings are all that it asks for
        return int(sent[0]["status"])

    assert [asyncio.run(status(path)) for path in ("/no/such", "/sparql", "/api/search")] == [404, 400, 400]

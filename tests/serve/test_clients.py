"""Clients that others wrote, over the loopback."""

from __future__ import annotations

import csv
import io
import warnings

import pytest
from SPARQLWrapper import CSV, JSON, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.serve.conftest import Served

BANS = "SELECT ?who ?whom WHERE { ?who rel:bans ?whom }"
RURITANIA, ACME = "https://example.org/kg/entity/ruritania", "https://example.org/kg/entity/acme"


def wrapper(server: Served, query: str, format: str) -> SPARQLWrapper:
    client = SPARQLWrapper(f"{server.url}sparql")
    client.setQuery(query)
    client.setReturnFormat(format)
    return client


@pytest.mark.parametrize("way", ["GET", POST])
@pytest.mark.parametrize("posted", [URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper_asks_in_every_way(server: Served, way: str, posted: str) -> None:
    client = wrapper(server, "PREFIX rel: <https://example.org/kg/relation/> " + BANS, JSON)
    client.setMethod(way)
    client.setRequestMethod(posted)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert [(row["who"]["value"], row["whom"]["value"]) for row in rows] == [(RURITANIA, ACME)]


def test_sparqlwrapper_reads_every_format_of_rows(server: Served) -> None:
    query = "PREFIX rel: <https://example.org/kg/relation/> " + BANS
    assert ACME in wrapper(server, query, XML).query().convert().toxml()
    rows = list(csv.reader(io.StringIO(wrapper(server, query, CSV).query().convert().decode())))
    assert rows == [["who", "whom"], [RURITANIA, ACME]]
    assert wrapper(server, query, TSV).query().convert().decode() == f"?who\t?whom\n<{RURITANIA}>\t<{ACME}>\n"


def test_sparqlwrapper_reads_triples(server: Served) -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdflib against itself
        graphs = [wrapper(server, query, RDFXML).queryAndConvert()]
    for format in (TURTLE, N3):
        import rdflib

        data = wrapper(server, query, format).query().convert()
        graphs.append(rdflib.Graph().parse(data=data, format="turtle"))
    assert len(graphs[0]) > 300
    assert {len(graph) for graph in graphs} == {len(graphs[0])}


def test_sparqlwrapper_is_told_what_is_wrong(server: Served) -> None:
    with pytest.raises(QueryBadFormed, match="not SPARQL"):
        wrapper(server, "SELECT", JSON).query()


def test_rdflib_queries_the_server_as_a_graph(server: Served) -> None:
    from rdflib import RDFS, Graph, Literal, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = Graph(SPARQLStore(f"{server.url}sparql"))
    bans = URIRef("https://example.org/kg/relation/bans")
    assert list(graph.subject_objects(bans)) == [(URIRef(RURITANIA), URIRef(ACME))]
    assert (URIRef(ACME), RDFS.label, Literal("Acme")) in graph
    assert graph.value(URIRef(RURITANIA), RDFS.label) == Literal("Ruritania")
    assert len(graph) > 300
    assert [str(row[0]) for row in graph.query("SELECT ?l { ?s rel:leads ?o . ?s rdfs:label ?l }")] == ["Carol Dane"]
    assert bool(graph.query("ASK { ?s rel:bans ?o }"))
    assert len(graph.query("CONSTRUCT WHERE { ?s rel:bans ?o }").graph) == 1


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("format", ["xml", "json", "csv", "tsv"])
def test_rdflib_asks_in_every_way(server: Served, method: str, format: str) -> None:
    from rdflib import Graph
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = Graph(SPARQLStore(f"{server.url}sparql", method=method, returnFormat=format))
    rows = list(graph.query("PREFIX rel: <https://example.org/kg/relation/> " + BANS))
    assert [tuple(map(str, row)) for row in rows] == [(RURITANIA, ACME)]


def test_rdflib_names_a_graph_as_the_dataset(graphs: Served) -> None:
    from rdflib import Graph, Literal, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = Graph(SPARQLStore(f"{graphs.url}sparql"), identifier=URIRef("http://graphs.example/two"))
    assert [o for _, _, o in graph] == [Literal("two")]

"""Every export, read back by a tool that others wrote and compared claim by claim."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import OutputError
from kg.export import FOLDERS, export
from kg.export.networks import to_networkx, to_pandas
from kg.iris import entity_iri
from kg.model import KnowledgeGraph, Literal, Status
from kg.ontology import Ontology
from kg.plugins import BUILT_IN
from kg.rdf.formats import to_rdflib

Facts = set[tuple[str, str, str, str, str]]
"""(subject, relation, object, status, sentence) with IRIs for entities and the text of values."""

REL, KG = "https://example.org/kg/relation/", "https://example.org/kg/ontology#"
EVIDENCE = """
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
    PREFIX kg: <https://example.org/kg/ontology#>
    SELECT ?s ?p ?o ?st ?q WHERE {
      %s kg:status ?st ; kg:evidence ?e . ?e oa:exact ?q }"""
PARTS = EVIDENCE % "?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;"
TERMS = EVIDENCE % "?c rdf:reifies <<( ?s ?p ?o )>> ;"


def facts(graph: KnowledgeGraph) -> Facts:
    def end(o: str | Literal) -> str:
        return o.value if isinstance(o, Literal) else entity_iri(graph.base, o)

    return {
        (end(c.subject), c.relation, end(c.object), c.status.value, e.quote) for c in graph.claims for e in c.evidence
    }


def of_rdf(rows: Any) -> Facts:
    return {(s, p.removeprefix(REL), o, st.removeprefix(KG), q) for s, p, o, st, q in (map(text, row) for row in rows)}


def text(term: Any) -> str:
    return str(getattr(term, "value", None) or term)


def rdflib_facts(path: Path, format: str) -> Facts:
    import rdflib

    data = rdflib.Dataset(default_union=True) if format in ("nquads", "trig") else rdflib.Graph()
    data.parse(path, format=format)
    return of_rdf([tuple(map(str, row)) for row in data.query(PARTS)])


def oxigraph_facts(path: Path, format: str) -> Facts:
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.from_extension(format))
    sparql = TERMS if path.suffix == ".rdf12" else PARTS
    return of_rdf(store.query(sparql, use_default_graph_as_union=True))


def networkx_facts(network: Any) -> Facts:
    def decoded(x: Any) -> Any:
        return json.loads(x) if isinstance(x, str) else x

    def name(id: str) -> str:
        data = network.nodes[id]
        return data["label"] if data["class"] == "Value" else id

    return {
        (s, data["relation"], name(t), data["status"], quote)
        for s, t, data in network.edges(data=True)
        for quote in decoded(data["sentences"])
    }


def graphml_facts(path: Path) -> Facts:
    import networkx as nx

    return networkx_facts(nx.read_graphml(path, force_multigraph=True))


def gexf_facts(path: Path) -> Facts:
    import networkx as nx

    return networkx_facts(nx.read_gexf(path, version="1.3" if "1.3" in nx.readwrite.gexf.GEXF.versions else "1.2draft"))


def sqlite_facts(path: Path) -> Facts:
    with sqlite3.connect(path) as base:
        rows = base.execute(
            "SELECT s.iri, c.relation, coalesce(o.iri, c.value), c.status, e.quote FROM claim c "
            "JOIN entity s ON s.id = c.subject LEFT JOIN entity o ON o.id = c.object JOIN evidence e ON e.claim = c.id"
        ).fetchall()
    base.close()
    return set(rows)


def parquet_facts(path: Path) -> Facts:
    import duckdb

    with duckdb.connect() as base:
        sql = "SELECT subject_id, relation, coalesce(object_id, object), status, sentence FROM read_parquet(?)"
        return set(base.execute(sql, [str(path)]).fetchall())


def csv_facts(path: Path) -> Facts:
    import pandas as pd

    frame = pd.read_csv(path / "edges.csv", keep_default_na=False)
    return {
        (r.source, r.relation, r.target or r.value, r.status, quote)
        for r in frame.itertuples()
        for quote in json.loads(r.sentences)
    }


def neo4j_facts(path: Path) -> Facts:
    names = {}
    with (path / "nodes.csv").open(encoding="utf8", newline="") as stream:
        for row in csv.DictReader(stream):
            names[row["id:ID"]] = row["label"] if row[":LABEL"] == "Value" else row["id:ID"]
    with (path / "relationships.csv").open(encoding="utf8", newline="") as stream:
        return {
            (names[r[":START_ID"]], r[":TYPE"].lower(), names[r[":END_ID"]], r["status"], quote)
            for r in csv.DictReader(stream)
            for quote in r["sentences:string[]"].split("\x1f")
        }


def kgx_facts(path: Path) -> Facts:
    import pandas as pd

    names = {
        r.id: r.name for r in pd.read_csv(path / "nodes.tsv", sep="\t", keep_default_na=False).itertuples(index=False)
    }
    base = "https://example.org/kg/entity/"

    def end(id: str) -> str:
        return id.replace("ent:", base) if id.startswith("ent:") else names[id]

    frame = pd.read_csv(path / "edges.tsv", sep="\t", keep_default_na=False)
    return {
        (end(r.subject), r.predicate.removeprefix("rel:"), end(r.object), r.status, quote)
        for r in frame.itertuples()
        for quote in r.supporting_text.split("|")
    }


READERS: dict[str, list[Callable[[Path], Facts]]] = {
    "ttl": [lambda p: rdflib_facts(p, "turtle"), lambda p: oxigraph_facts(p, "ttl")],
    "nt": [lambda p: rdflib_facts(p, "nt"), lambda p: oxigraph_facts(p, "nt")],
    "nq": [lambda p: rdflib_facts(p, "nquads"), lambda p: oxigraph_facts(p, "nq")],
    "trig": [lambda p: rdflib_facts(p, "trig"), lambda p: oxigraph_facts(p, "trig")],
    "jsonld": [lambda p: rdflib_facts(p, "json-ld"), lambda p: oxigraph_facts(p, "jsonld")],
    "rdfxml": [lambda p: rdflib_facts(p, "xml"), lambda p: oxigraph_facts(p, "rdf")],
    "rdf12": [lambda p: oxigraph_facts(p, "ttl")],
    "graphml": [graphml_facts],
    "gexf": [gexf_facts],
    "csv": [csv_facts],
    "neo4j": [neo4j_facts],
    "kgx": [kgx_facts],
    "parquet": [parquet_facts],
    "sqlite": [sqlite_facts],
}


@pytest.mark.parametrize("name", READERS)
def test_no_claim_status_or_sentence_is_lost(
    graph: KnowledgeGraph, ontology: Ontology, tmp_path: Path, name: str
) -> None:
    path = tmp_path / f"graph.{name}"
    export(graph, ontology, name, path)

    wanted = facts(graph)
    if name == "kgx":  # a table of one line a row: line breaks become blanks
        wanted = {(*f[:4], " ".join(f[4].split())) for f in wanted}
    for read in READERS[name]:
        assert read(path) == wanted


@pytest.mark.parametrize("name", sorted(BUILT_IN["exporters"]))
def test_the_same_graph_gives_the_same_bytes(
    graph: KnowledgeGraph, ontology: Ontology, tmp_path: Path, name: str
) -> None:
    turned = KnowledgeGraph(graph.base, graph.documents[::-1], graph.entities[::-1], graph.claims[::-1], graph.mentions)
    export(graph, ontology, name, tmp_path / "a")
    export(turned if name != "sqlite" else graph, ontology, name, tmp_path / "b")

    for a in [tmp_path / "a"] if name not in FOLDERS else sorted((tmp_path / "a").iterdir()):
        b = tmp_path / "b" if name not in FOLDERS else tmp_path / "b" / a.name
        assert a.read_bytes() == b.read_bytes()


def test_every_exporter_is_read_back() -> None:
    assert set(BUILT_IN["exporters"]) == {*READERS, "cypher"}


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize(
    ("name", "format"), [("ttl", "turtle"), ("nt", "ntriples"), ("rdfxml", "rdfxml"), ("trig", "trig")]
)
def test_rapper_reads_the_same_triples(
    graph: KnowledgeGraph, ontology: Ontology, tmp_path: Path, name: str, format: str
) -> None:
    path = tmp_path / f"graph.{name}"
    export(graph, ontology, name, path)
    run = subprocess.run(["rapper", "-i", format, str(path)], capture_output=True, text=True, check=True)

    assert "Warning" not in run.stderr
    assert "Error" not in run.stderr
    if name != "trig":  # rapper tells graphs as triples twice
        assert len(set(run.stdout.splitlines())) == len(to_rdflib(graph, ontology))


def test_quads_keep_each_document_apart(graph: KnowledgeGraph, ontology: Ontology, tmp_path: Path) -> None:
    import rdflib

    export(graph, ontology, "trig", tmp_path / "x.trig")
    data = rdflib.Dataset()
    data.parse(tmp_path / "x.trig", format="trig")
    bans = rdflib.URIRef(REL + "bans")
    told = {
        str(g).rpartition("/")[2] for s, p, o, g in data.quads((None, bans, None, None)) if g and "document/" in str(g)
    }

    assert told == {"acme-news"}  # bolt-says denies it


def test_aliases_and_links_survive(graph: KnowledgeGraph, ontology: Ontology, tmp_path: Path) -> None:
    network = to_networkx(graph)
    export(graph, ontology, "sqlite", tmp_path / "x.sqlite")
    with sqlite3.connect(tmp_path / "x.sqlite") as base:
        names = {row[0] for row in base.execute("SELECT name FROM alias WHERE entity = 'acme'")}
    base.close()

    assert network.nodes["https://example.org/kg/entity/acme"]["aliases"] == ["ACME", "Acme Works"]
    assert network.nodes["https://example.org/kg/entity/ruritania"]["same_as"] == [
        "http://www.wikidata.org/entity/Q9000001"
    ]
    assert names == {"ACME", "Acme Works"}


def test_sqlite_finds_sentences_by_their_words(graph: KnowledgeGraph, ontology: Ontology, tmp_path: Path) -> None:
    export(graph, ontology, "sqlite", tmp_path / "x.sqlite")
    with sqlite3.connect(tmp_path / "x.sqlite") as base:
        sql = (
            "SELECT e.doc FROM sentence s JOIN evidence e ON e.rowid = s.rowid WHERE sentence MATCH 'banned' ORDER BY 1"
        )
        found = [row[0] for row in base.execute(sql)]
        view = base.execute("SELECT count(*) FROM fact").fetchone()
    base.close()

    assert found == ["acme-news", "bolt-says"]
    assert view == (9,)


def test_python_has_the_graph_as_network_table_and_rdf(graph: KnowledgeGraph, ontology: Ontology) -> None:
    assert networkx_facts(to_networkx(graph)) == facts(graph)
    assert len(to_pandas(graph)) == 9
    assert len(to_rdflib(graph, ontology)) > 400


def test_cypher_keeps_quotes_and_backslashes_inside_strings(
    graph: KnowledgeGraph, ontology: Ontology, tmp_path: Path
) -> None:
    export(graph, ontology, "cypher", tmp_path / "x.cypher")
    lines = (tmp_path / "x.cypher").read_text(encoding="utf8").splitlines()

    assert all(line.endswith(";") for line in lines)
    assert sum("CREATE (a)-[" in line for line in lines) == len(graph.claims)
    assert sum(line.startswith("CREATE (:") for line in lines) == len(graph.entities) + 1


def test_rdfxml_refuses_a_relation_that_is_no_xml_name(
    ontology: Ontology, graph: KnowledgeGraph, tmp_path: Path
) -> None:
    from dataclasses import replace

    stated = next(c for c in graph.claims if c.status is Status.ASSERTED)
    odd = replace(stated, relation="run (away)")

    with pytest.raises(OutputError, match="RDF/XML cannot hold the relation"):
        export(replace(graph, claims=(odd,)), ontology, "rdfxml", tmp_path / "x.rdf")

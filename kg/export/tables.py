"""The graph as tables: nodes and edges, Neo4j's bulk CSV, KGX, Parquet, SQLite.

An edge is one claim; its evidence is in columns that hold lists (JSON in CSV and TSV), in the
order of the evidence. A claim whose object is a value has no second node: it is an edge to nothing
in ``edges.csv`` and SQLite, a property-like row in KGX and a ``Value`` node in Neo4j.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import OutputError, install
from kg.export.flat import COLUMNS, cell, triple_rows, write_csv
from kg.iris import entity_iri, statement_iri
from kg.model import Claim, KnowledgeGraph, Literal
from kg.ontology import Ontology

NODE_COLUMNS = ("id", "label", "class", "aliases", "same_as", "named")
EDGE_COLUMNS = (
    "id", "source", "relation", "target", "value", "datatype", "status", "confidence", "open",
    "documents", "sentences", "starts", "ends", "times", "places", "speakers", "rules",
)  # fmt: skip


def node_rows(graph: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """Yield one row per entity, by id."""
    for e in sorted(graph.entities, key=lambda e: e.id):
        yield {
            "id": entity_iri(graph.base, e.id),
            "label": e.label,
            "class": e.class_,
            "aliases": list(e.aliases),
            "same_as": list(e.same_as),
            "named": e.named,
        }


def edge_rows(graph: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """Yield one row per claim, by identity; ``target`` is None where the object is a value."""
    for c in graph.claims_in_order():
        value = c.object if isinstance(c.object, Literal) else None
        yield {
            "id": statement_iri(graph.base, c),
            "source": entity_iri(graph.base, c.subject),
            "relation": c.relation,
            "target": None if isinstance(c.object, Literal) else entity_iri(graph.base, c.object),
            "value": value.value if value else None,
            "datatype": value.datatype if value else None,
            "status": c.status.value,
            "confidence": c.confidence,
            "open": c.open,
            "documents": [e.doc for e in c.evidence],
            "sentences": [e.quote for e in c.evidence],
            "starts": [e.sentence[0] for e in c.evidence],
            "ends": [e.sentence[1] for e in c.evidence],
            "times": [e.time for e in c.evidence],
            "places": [e.place for e in c.evidence],
            "speakers": [e.speaker for e in c.evidence],
            "rules": [e.rule for e in c.evidence],
        }


def export_csv(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write the folder ``path`` with nodes.csv and edges.csv."""
    path.mkdir(parents=True, exist_ok=True)
    with (path / "nodes.csv").open("w", encoding="utf8", newline="") as stream:
        write_csv(node_rows(graph), NODE_COLUMNS, stream)
    with (path / "edges.csv").open("w", encoding="utf8", newline="") as stream:
        write_csv(edge_rows(graph), EDGE_COLUMNS, stream)


# --------------------------------------------------------------------------- Neo4j


def export_neo4j(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write the folder ``path`` for ``neo4j-admin database import full``: nodes.csv, relationships.csv.

    Lists are separated by "\\x1f" (``--array-delimiter="\\u001F"``), a character that no text has.
    Values are nodes of the label Value: Neo4j has no edge to nothing.
    """
    path.mkdir(parents=True, exist_ok=True)
    head = ("id:ID", "label", "class", "aliases:string[]", "sameAs:string[]", "named:boolean", "datatype", ":LABEL")
    edge = (
        ":START_ID", "id", "status", "confidence:double", "open:boolean", "documents:string[]", "sentences:string[]",
        "times:string[]", "places:string[]", "speakers:string[]", ":END_ID", ":TYPE",
    )  # fmt: skip
    with (path / "nodes.csv").open("w", encoding="utf8", newline="") as stream:
        write_csv(_neo4j_nodes(graph, head), head, stream)
    with (path / "relationships.csv").open("w", encoding="utf8", newline="") as stream:
        write_csv(_neo4j_edges(graph, edge), edge, stream)


def value_id(o: Literal) -> str:
    """Return the id of the node that stands for a value where a format needs one."""
    return f"value:{o.datatype}:{o.value}"


def values(graph: KnowledgeGraph) -> list[Literal]:
    """Return the values that are objects of claims, sorted, each once."""
    found = {c.object for c in graph.claims if isinstance(c.object, Literal)}
    return sorted(found, key=lambda o: (o.datatype, o.value))


def _neo4j_nodes(graph: KnowledgeGraph, head: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for r in node_rows(graph):
        row = (r["id"], r["label"], r["class"], _array(r["aliases"]), _array(r["same_as"]), r["named"], None)
        yield dict(zip(head, (*row, f"Entity\x1f{r['class']}"), strict=True))
    for o in values(graph):
        yield dict(zip(head, (value_id(o), o.value, None, None, None, None, o.datatype, "Value"), strict=True))


def _neo4j_edges(graph: KnowledgeGraph, head: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for r in edge_rows(graph):
        lists = (_array(r[name]) for name in ("documents", "sentences", "times", "places", "speakers"))
        target = r["target"] or value_id(Literal(r["value"], r["datatype"]))
        row = (r["source"], r["id"], r["status"], r["confidence"], r["open"], *lists, target, r["relation"].upper())
        yield dict(zip(head, row, strict=True))


def _array(items: list[Any]) -> str:
    return "\x1f".join("" if x is None else str(x).replace("\x1f", " ") for x in items)


# --------------------------------------------------------------------------- KGX

KGX_NODE = ("id", "category", "name", "synonym", "same_as", "provided_by")
KGX_EDGE = (
    "id", "subject", "predicate", "object", "category", "relation_label", "negated", "status", "confidence",
    "publications", "supporting_text", "knowledge_level", "agent_type",
)  # fmt: skip


def export_kgx(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write the folder ``path`` with nodes.tsv and edges.tsv of the Knowledge Graph Exchange format.

    Lists are separated by "|" (which becomes "/" in their items), tabs and line breaks become blanks.
    Claims whose object is a value are nodes of the category ``kg:Value`` at the end.
    """
    path.mkdir(parents=True, exist_ok=True)
    with (path / "nodes.tsv").open("w", encoding="utf8", newline="\n") as stream:
        stream.write("\t".join(KGX_NODE) + "\n")
        for r in node_rows(graph):
            row = (_curie(graph, r["id"]), f"kg:{r['class']}", r["label"], r["aliases"], r["same_as"], "kg")
            stream.write(_tsv(row))
        for o in values(graph):
            stream.write(_tsv((value_id(o), "kg:Value", o.value, [], [], "kg")))
    with (path / "edges.tsv").open("w", encoding="utf8", newline="\n") as stream:
        stream.write("\t".join(KGX_EDGE) + "\n")
        for r in edge_rows(graph):
            target = _curie(graph, r["target"]) if r["target"] else value_id(Literal(r["value"], r["datatype"]))
            ends = (_curie(graph, r["source"]), f"rel:{r['relation']}", target)
            said = (r["relation"].replace("_", " "), r["status"] == "negated", r["status"], r["confidence"])
            proof = ([f"doc:{d}" for d in r["documents"]], r["sentences"], "prediction", "text_mining_agent")
            stream.write(_tsv((_curie(graph, r["id"]), *ends, "biolink:Association", *said, *proof)))


def _curie(graph: KnowledgeGraph, iri: str) -> str:
    for prefix, folder in (("ent", "entity/"), ("st", "statement/")):
        if iri.startswith(graph.base + folder):
            return f"{prefix}:{iri[len(graph.base + folder) :]}"
    return iri


def _tsv(row: tuple[Any, ...]) -> str:
    def text(x: Any) -> str:
        if isinstance(x, list):
            return "|".join(text(i).replace("|", "/") for i in x)
        return " ".join(cell(x).split())

    return "\t".join(map(text, row)) + "\n"


# --------------------------------------------------------------------------- Parquet


def export_parquet(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write the rows of triples.jsonl as one Parquet file; lists are lists. Raises: OutputError without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        hint = f"run: {install('export')}"
        raise OutputError("Parquet needs the package pyarrow", hint=hint, code="KG521") from None
    kinds = {
        **dict.fromkeys(COLUMNS, pa.string()),
        **dict.fromkeys(("subject_aliases", "object_aliases"), pa.list_(pa.string())),
        **dict.fromkeys(("subject_span", "relation_span", "object_span"), pa.list_(pa.int64())),
        **dict.fromkeys(("start", "end"), pa.int64()),
        "confidence": pa.float64(),
        "open": pa.bool_(),
    }
    schema = pa.schema(list(kinds.items()))
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in _batches(triple_rows(graph), 50_000):
            writer.write_table(pa.Table.from_pylist([_without_surrogates(r) for r in rows], schema=schema))


def _batches(rows: Iterator[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


def _without_surrogates(row: dict[str, Any]) -> dict[str, Any]:
    return {k: cell(v) if isinstance(v, str) else v for k, v in row.items()}


# --------------------------------------------------------------------------- SQLite

SCHEMA = """
CREATE TABLE document (id TEXT PRIMARY KEY, path TEXT, title TEXT, published TEXT, url TEXT, source TEXT, copy_of TEXT);
CREATE TABLE entity (id TEXT PRIMARY KEY, iri TEXT, label TEXT, class TEXT, named INTEGER);
CREATE TABLE alias (entity TEXT REFERENCES entity, name TEXT);
CREATE TABLE same_as (entity TEXT REFERENCES entity, iri TEXT);
CREATE TABLE claim (
    id TEXT PRIMARY KEY, subject TEXT REFERENCES entity, relation TEXT, object TEXT REFERENCES entity,
    value TEXT, datatype TEXT, status TEXT, confidence REAL, open INTEGER);
CREATE TABLE evidence (
    claim TEXT REFERENCES claim, doc TEXT REFERENCES document, quote TEXT, start INTEGER, end INTEGER,
    subject_start INTEGER, subject_end INTEGER, relation_start INTEGER, relation_end INTEGER,
    object_start INTEGER, object_end INTEGER, relation_phrase TEXT, time TEXT, place TEXT, place_id TEXT,
    speaker TEXT, speaker_id TEXT, rule TEXT, model TEXT, confidence REAL);
CREATE TABLE mention (doc TEXT, start INTEGER, end INTEGER, text TEXT, kind TEXT, entity TEXT, why TEXT);
CREATE INDEX claim_subject ON claim (subject);
CREATE INDEX claim_object ON claim (object);
CREATE INDEX claim_relation ON claim (relation);
CREATE INDEX evidence_claim ON evidence (claim);
CREATE INDEX evidence_doc ON evidence (doc);
CREATE INDEX alias_name ON alias (name);
CREATE VIRTUAL TABLE sentence USING fts5 (quote, content='evidence', tokenize='unicode61');
CREATE VIEW fact AS
    SELECT s.label AS subject, c.relation, coalesce(o.label, c.value) AS object, c.status, e.quote, e.doc, c.confidence
    FROM claim c JOIN entity s ON s.id = c.subject LEFT JOIN entity o ON o.id = c.object
    JOIN evidence e ON e.claim = c.id;
"""


def export_sqlite(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write a SQLite database with all that the graph holds and a full-text index over the sentences.

    ``SELECT * FROM fact WHERE …`` reads like triples.jsonl; ``sentence MATCH 'words'`` finds evidence by rowid.
    """
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    try:
        base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;{SCHEMA}")
        _fill(base, graph)
        base.execute("INSERT INTO sentence (sentence) VALUES ('rebuild')")
        base.commit()
    finally:
        base.close()


def _fill(base: sqlite3.Connection, graph: KnowledgeGraph) -> None:
    def put(table: str, rows: Iterator[tuple[Any, ...]], width: int) -> None:
        marks = ", ".join("?" * width)
        clean = (tuple(cell(x) if isinstance(x, str) else x for x in row) for row in rows)
        base.executemany(f"INSERT INTO {table} VALUES ({marks})", clean)  # noqa: S608 - names of our own

    put("document", ((d.id, d.path, d.title, d.published, d.url, d.source, d.copy_of) for d in graph.documents), 7)
    put("entity", ((e.id, entity_iri(graph.base, e.id), e.label, e.class_, int(e.named)) for e in graph.entities), 5)
    put("alias", ((e.id, name) for e in graph.entities for name in e.aliases), 2)
    put("same_as", ((e.id, iri) for e in graph.entities for iri in e.same_as), 2)
    put("claim", (_claim_row(c) for c in graph.claims), 9)
    put("evidence", (_evidence_row(c, i) for c in graph.claims for i in range(len(c.evidence))), 20)
    put("mention", ((m.doc, m.start, m.end, m.text, m.kind, m.entity, m.why) for m in graph.mentions), 7)


def _claim_row(c: Claim) -> tuple[Any, ...]:
    value = c.object if isinstance(c.object, Literal) else None
    object = None if isinstance(c.object, Literal) else c.object
    literal = (value.value, value.datatype) if value else (None, None)
    return (c.id, c.subject, c.relation, object, *literal, c.status.value, c.confidence, int(c.open))


def _evidence_row(c: Claim, i: int) -> tuple[Any, ...]:
    e = c.evidence[i]
    spans = (*e.sentence, *e.subject_span, *e.relation_span, *e.object_span)
    said = (e.time, e.place, e.place_id, e.speaker, e.speaker_id)
    return (c.id, e.doc, e.quote, *spans, e.relation_phrase, *said, e.rule, e.model, e.confidence)

"""Write claims and mentions flat, one line each: triples.jsonl, triples.csv, mentions.jsonl."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from kg.iris import entity_iri
from kg.model import Entity, KnowledgeGraph, Literal

COLUMNS = (
    "subject", "relation", "object", "status",
    "subject_id", "subject_class", "subject_aliases",
    "object_id", "object_class", "object_aliases", "object_datatype",
    "time", "place", "speaker", "relation_phrase",
    "doc", "sentence", "start", "end", "subject_span", "relation_span", "object_span",
    "confidence", "rule", "model", "open",
)  # fmt: skip
"""Columns of triples.jsonl and triples.csv, in order."""

MENTION_COLUMNS = ("doc", "start", "end", "text", "kind", "entity", "label", "class", "why")
"""Columns of mentions.jsonl, in order."""

# Line ends for some readers of "one line each", though not for JSON; and what UTF-8 cannot hold.
_ODD = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def triple_rows(graph: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """Yield one row per claim and evidence, sorted by claim, then place in the documents.

    Spans are lists of two numbers, absent values None, aliases lists of strings.
    """
    entities = graph.entity
    for claim in sorted(graph.claims, key=lambda c: c.key):
        subject = _end(graph, entities, claim.subject)
        object = _end(graph, entities, claim.object)
        for e in claim.evidence:
            yield {
                "subject": subject[0],
                "relation": claim.relation,
                "object": object[0],
                "status": claim.status.value,
                "subject_id": subject[1],
                "subject_class": subject[2],
                "subject_aliases": subject[3],
                "object_id": object[1],
                "object_class": object[2],
                "object_aliases": object[3],
                "object_datatype": claim.object.datatype if isinstance(claim.object, Literal) else None,
                "time": e.time,
                "place": e.place,
                "speaker": e.speaker,
                "relation_phrase": e.relation_phrase,
                "doc": e.doc,
                "sentence": e.quote,
                "start": e.sentence[0],
                "end": e.sentence[1],
                "subject_span": list(e.subject_span),
                "relation_span": list(e.relation_span),
                "object_span": list(e.object_span),
                "confidence": e.confidence,
                "rule": e.rule,
                "model": e.model,
                "open": claim.open,
            }


def mention_rows(graph: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """Yield one row per linked mention, in the graph's order; the entity of a value is None."""
    entities = graph.entity
    for m in graph.mentions:
        entity = entities.get(m.entity) if m.entity is not None else None
        yield {
            "doc": m.doc,
            "start": m.start,
            "end": m.end,
            "text": m.text,
            "kind": m.kind,
            "entity": None if m.entity is None else entity_iri(graph.base, m.entity),
            "label": entity.label if entity else None,
            "class": entity.class_ if entity else None,
            "why": m.why,
        }


def write_triples_jsonl(graph: KnowledgeGraph, stream: TextIO) -> int:
    """Write triples.jsonl; return the number of lines."""
    return write_jsonl(triple_rows(graph), stream)


def write_triples_csv(graph: KnowledgeGraph, stream: TextIO) -> int:
    """Write triples.csv (RFC 4180 with LF); lists are JSON in a cell, absent values empty; return the rows."""
    return write_csv(triple_rows(graph), COLUMNS, stream)


def write_mentions_jsonl(graph: KnowledgeGraph, stream: TextIO) -> int:
    """Write mentions.jsonl; return the number of lines."""
    return write_jsonl(mention_rows(graph), stream)


def write_jsonl(rows: Iterable[dict[str, Any]], stream: TextIO) -> int:
    """Write each row as one line of JSON; return their number."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    count = 0
    for row in rows:
        line = encode(row)
        stream.write((_ODD.sub(_escape, line) if _ODD.search(line) else line) + "\n")
        count += 1
    return count


def write_csv(rows: Iterable[dict[str, Any]], columns: Iterable[str], stream: TextIO) -> int:
    """Write rows under their column names; return their number."""
    names = tuple(columns)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    count = 0
    for row in rows:
        writer.writerow([cell(row[name]) for name in names])
        count += 1
    return count


def cell(value: Any) -> str:
    """Return a value as a cell: None is empty, lists and true/false are JSON."""
    if value is None:
        return ""
    if isinstance(value, list | bool):
        value = json.dumps(value, ensure_ascii=False)
    text = str(value)
    return _SURROGATES.sub("\ufffd", text) if _SURROGATES.search(text) else text


_SURROGATES = re.compile("[\ud800-\udfff]")


def _escape(match: re.Match[str]) -> str:
    c = match[0]
    return "\ufffd" if "\ud800" <= c <= "\udfff" else f"\\u{ord(c):04x}"


def _end(
    graph: KnowledgeGraph, entities: dict[str, Entity], end: str | Literal
) -> tuple[str, str | None, str | None, list[str]]:
    """Return label, IRI, class and aliases of a claim's end; a value has only a label."""
    if isinstance(end, Literal):
        return end.value, None, None, []
    entity = entities.get(end)
    if entity is None:
        return end, entity_iri(graph.base, end), None, []
    return entity.label, entity_iri(graph.base, end), entity.class_, list(entity.aliases)

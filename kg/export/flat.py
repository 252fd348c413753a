"""Write claims and mentions flat, one line each: triples.jsonl, triples.csv, mentions.jsonl."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from kg.iris import entity_iri
from kg.model import Claim, Entity, KnowledgeGraph, Literal

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

_ROWS = 500  # handed to the writer at once

# Line ends for some readers of "one line each", though not for JSON; and what UTF-8 cannot hold.
_ODD = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def triple_rows(graph: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """Yield one row per claim and evidence, sorted by claim, then place in the documents.

    Spans are lists of two numbers, absent values None, aliases lists of strings.
    """
    for claim, ends in _claims(graph):
        for e in claim.evidence:
            yield {
                **ends,
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


def _claims(graph: KnowledgeGraph) -> Iterator[tuple[Claim, dict[str, Any]]]:
    """Yield the claims in order, each with what its rows begin with."""
    entities = graph.entity
    for claim in graph.claims_in_order():
        subject = _end(graph, entities, claim.subject)
        object = _end(graph, entities, claim.object)
        yield claim, {
            "subject": subject[0],
            "relation": claim.relation,
            "object": object[0],
            "status": claim.status._value_,
            "subject_id": subject[1],
            "subject_class": subject[2],
            "subject_aliases": subject[3],
            "object_id": object[1],
            "object_class": object[2],
            "object_aliases": object[3],
            "object_datatype": claim.object.datatype if isinstance(claim.object, Literal) else None,
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
    """Write triples.jsonl, a line for each of ``triple_rows``; return the number of lines."""
    count = 0
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for claim, ends in _claims(graph):
        head = encode(ends)[:-1]  # what all its lines begin with
        open_ = "true" if claim.open else "false"
        lines = []
        for e in claim.evidence:
            (a, b), (c, d), (m, n), (x, y) = e.sentence, e.subject_span, e.relation_span, e.object_span
            lines.append(
                f'{head}, "time": {_json(e.time)}, "place": {_json(e.place)}, "speaker": {_json(e.speaker)}, '
                f'"relation_phrase": {_quoted(e.relation_phrase)}, "doc": {_quoted(e.doc)}, '
                f'"sentence": {_quoted(e.quote)}, "start": {a}, "end": {b}, "subject_span": [{c}, {d}], '
                f'"relation_span": [{m}, {n}], "object_span": [{x}, {y}], "confidence": {encode(e.confidence)}, '
                f'"rule": {_quoted(e.rule)}, "model": {_quoted(e.model)}, "open": {open_}}}\n'
            )
            if len(lines) == _ROWS:  # a claim can have thousands of sentences
                _put(lines, stream)
                count += len(lines)
                lines = []
        _put(lines, stream)
        count += len(lines)
    return count


def _put(lines: list[str], stream: TextIO) -> None:
    text = "".join(lines)
    stream.write(text if text.isascii() else _ODD.sub(_escape, text))


def write_triples_csv(graph: KnowledgeGraph, stream: TextIO) -> int:
    """Write triples.csv, a row for each of ``triple_rows``; return the rows.

    RFC 4180 with LF; lists are JSON in a cell, absent values empty.
    """
    writer = _writer(stream)
    writer.writerow(COLUMNS)
    count = 0
    rows: list[list[Any]] = []
    for claim, ends in _claims(graph):
        head = [cell(value) for value in ends.values()]
        open_ = cell(claim.open)
        for e in claim.evidence:
            texts = (e.time, e.place, e.speaker, e.relation_phrase, e.doc, e.quote)
            numbers = (*e.sentence, f"[{e.subject_span[0]}, {e.subject_span[1]}]",
                       f"[{e.relation_span[0]}, {e.relation_span[1]}]",
                       f"[{e.object_span[0]}, {e.object_span[1]}]", e.confidence)  # fmt: skip
            rows.append([*head, *map(_cell, texts), *numbers, _cell(e.rule), _cell(e.model), open_])
            if len(rows) == _ROWS:
                writer.writerows(rows)
                count += len(rows)
                rows.clear()
    writer.writerows(rows)
    return count + len(rows)


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
    writer = _writer(stream)
    writer.writerow(names)
    count = 0
    for row in rows:
        writer.writerow([cell(row[name]) for name in names])
        count += 1
    return count


def _writer(stream: TextIO) -> Any:
    """Return a writer of rows that end with LF.

    Before Python 3.13 it quotes of CR and LF only what is in its line end, and a bare CR ends a row for most readers.
    """
    return csv.writer(_LineFeeds(stream), lineterminator="\r\n")


class _LineFeeds:
    """A stream of whole rows that end with CR LF; it passes them on with LF."""

    def __init__(self, stream: TextIO) -> None:
        self._write = stream.write

    def write(self, row: str) -> int:
        return self._write(row[:-2] + "\n")


def cell(value: Any) -> str:
    """Return a value as a cell: None is empty, lists and true/false are JSON."""
    if value is None:
        return ""
    if isinstance(value, list | bool):
        value = json.dumps(value, ensure_ascii=False) if value != [] else "[]"
    return _cell(str(value))


def _cell(text: str | None) -> str:
    return "" if text is None else text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def _json(text: str | None) -> str:
    return "null" if text is None else _quoted(text)


_quoted = json.encoder.encode_basestring
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

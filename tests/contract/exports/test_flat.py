"""triples.jsonl, triples.csv, mentions.jsonl: what other tools script against."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from kg.export.flat import COLUMNS, write_mentions_jsonl, write_triples_csv, write_triples_jsonl
from kg.model import Entity, KnowledgeGraph


def jsonl(graph: KnowledgeGraph) -> list[dict[str, object]]:
    stream = io.StringIO()
    write_triples_jsonl(graph, stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_there_is_one_line_per_claim_and_evidence(graph: KnowledgeGraph) -> None:
    assert len(jsonl(graph)) == sum(len(c.evidence) for c in graph.claims) == 9


def test_a_line_has_the_columns_of_the_contract_in_order(graph: KnowledgeGraph) -> None:
    assert all(tuple(row) == COLUMNS for row in jsonl(graph))


def test_a_line_says_who_what_whom_and_where_it_stands(graph: KnowledgeGraph) -> None:
    row = next(r for r in jsonl(graph) if r["relation"] == "partners_with" and r["time"])

    assert row["subject"] == "Acme"
    assert row["subject_id"] == "https://example.org/kg/entity/acme"
    assert row["subject_class"] == "Company"
    assert row["subject_aliases"] == ["ACME", "Acme Works"]
    assert row["object_datatype"] is None
    assert row["status"] == "asserted"
    assert row["place"] == "Strelsau"
    assert row["open"] is False


def test_offsets_are_code_points_of_the_document(graph: KnowledgeGraph) -> None:
    for row in jsonl(graph):
        text = graph.document[str(row["doc"])].text
        assert text[row["start"] : row["end"]] == row["sentence"]
        start, end = row["relation_span"]
        assert text[start:end] == row["relation_phrase"]


def test_a_value_has_a_datatype_and_no_iri(graph: KnowledgeGraph) -> None:
    row = next(r for r in jsonl(graph) if r["relation"] == "founded_on")

    assert (row["object"], row["object_datatype"], row["object_id"]) == ("1999-04", "xsd:gYearMonth", None)


def test_an_open_relation_is_marked(graph: KnowledgeGraph) -> None:
    assert [r["relation"] for r in jsonl(graph) if r["open"]] == ["evacuate_from"]


def test_the_csv_holds_the_same(graph: KnowledgeGraph) -> None:
    stream = io.StringIO()
    write_triples_csv(graph, stream)
    stream.seek(0)

    for flat, row in zip(csv.DictReader(stream), jsonl(graph), strict=True):
        for name, value in row.items():
            if isinstance(value, list | bool):
                assert json.loads(flat[name]) == value
            else:
                assert flat[name] == ("" if value is None else str(value))


def test_pandas_reads_the_csv(graph: KnowledgeGraph) -> None:
    import pandas as pd

    stream = io.StringIO()
    write_triples_csv(graph, stream)
    stream.seek(0)
    frame = pd.read_csv(stream)

    assert list(frame.columns) == list(COLUMNS)
    assert list(frame["sentence"]) == [r["sentence"] for r in jsonl(graph)]


def test_mentions_name_their_entity(graph: KnowledgeGraph) -> None:
    stream = io.StringIO()
    write_mentions_jsonl(graph, stream)
    rows = [json.loads(line) for line in stream.getvalue().splitlines()]

    assert rows[0] == {
        "doc": "acme-news", "start": 0, "end": 4, "text": "Acme", "kind": "name",
        "entity": "https://example.org/kg/entity/acme", "label": "Acme", "class": "Company", "why": "name",
    }  # fmt: skip
    assert (rows[2]["kind"], rows[2]["entity"], rows[2]["label"]) == ("value", None, None)


def test_odd_characters_keep_one_line_one_record(graph: KnowledgeGraph) -> None:
    odd = Entity("acme", "A\u2028c\x85m\ne\ud800", "Company")
    hostile = replace(graph, entities=(odd, *graph.entities[1:]))

    rows = jsonl(hostile)  # splitlines breaks at U+2028 and U+0085 too

    assert rows[0]["subject"] == "A\u2028c\x85m\ne\ufffd"


@pytest.mark.parametrize("odd", ["a\rb", "a\nb", "a\r\nb", "\r", ' a"b, ', "", "\x85\u2028"])
def test_no_text_ends_a_row_of_the_csv(graph: KnowledgeGraph, odd: str) -> None:
    claim = graph.claims[0]
    evidence = (replace(claim.evidence[0], quote=odd, relation_phrase=odd, speaker=odd),)
    stream = io.StringIO(newline="")
    write_triples_csv(replace(graph, claims=(replace(claim, evidence=evidence),)), stream)

    head, row = csv.reader(io.StringIO(stream.getvalue(), newline=""))

    said = dict(zip(head, row, strict=True))
    assert [said[k] for k in ("sentence", "relation_phrase", "speaker")] == [odd] * 3
    assert stream.getvalue().endswith("\n")
    assert not stream.getvalue().endswith("\r\n")

"""Claims merged by runs on disk are those merged in memory, and what lies on disk is used like a tuple."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OutputError
from kg.export.flat import COLUMNS, triple_rows, write_csv, write_jsonl, write_triples_csv, write_triples_jsonl
from kg.graph.merge import merge_claims
from kg.model import Claim, Entity, Evidence, KnowledgeGraph, Literal, Status
from kg.ontology import Ontology
from kg.rdf.write import write_turtle
from kg.report import report
from kg.shelf import Pile, Shelf

ONTOLOGY = Ontology(version="1", classes={}, relations={}, places={}, phrases={})
names = st.sampled_from(["acme", "bolt", "cogs", "ruritania", "\ud800", "ünï"])
small = st.integers(0, 3)
span = st.tuples(small, small)
words = st.text(max_size=6)
some = st.none() | words
evidence = st.builds(
    Evidence, doc=names, sentence=span, quote=words, subject_span=span, relation_span=span, object_span=span,
    relation_phrase=words, rule=st.sampled_from(["a", "b"]), model=st.just("m"),
    confidence=st.sampled_from([0.5, 0.9]), time=some, place=some, place_id=st.none() | names, speaker=some,
    speaker_id=st.none() | names,
)  # fmt: skip
claim = st.builds(
    Claim, names, st.sampled_from(["bans", "buys"]), names | st.builds(Literal, words), st.sampled_from(Status),
    st.lists(evidence, min_size=1, max_size=3).map(tuple), st.booleans(),
)  # fmt: skip


def graph_of(claims: Sequence[Claim]) -> KnowledgeGraph:
    entities = tuple(Entity(id, id.title(), "Company") for id in ("acme", "bolt", "ruritania"))
    return KnowledgeGraph("https://example.org/kg/", (), entities, claims)


@given(st.lists(claim, max_size=30), st.sampled_from([0, 2_000, 6_000]))
def test_runs_on_disk_give_the_claims_that_memory_gives(claims: list[Claim], memory: int) -> None:
    in_memory, on_disk = merge_claims(claims), merge_claims(claims, memory)
    assert isinstance(in_memory, tuple)
    assert isinstance(on_disk, Shelf) or sum(900 * len(c.evidence) for c in claims) <= 3 * max(memory, 2_000)
    assert on_disk == in_memory
    assert [tuple(c.evidence) for c in on_disk] == [c.evidence for c in in_memory]
    assert [c.open for c in on_disk] == [c.open for c in in_memory]


@given(st.lists(claim, max_size=12))
def test_a_graph_on_disk_is_written_as_one_in_memory(claims: list[Claim]) -> None:
    def written(graph: KnowledgeGraph) -> list[object]:
        streams = [io.StringIO() for _ in range(3)]
        write_turtle(graph, ONTOLOGY, streams[0])
        write_triples_jsonl(graph, streams[1])
        write_triples_csv(graph, streams[2])
        return [*(s.getvalue() for s in streams), report(graph, (), (), {}, ONTOLOGY)]  # type: ignore[arg-type]

    in_memory, on_disk = graph_of(merge_claims(claims)), graph_of(merge_claims(claims, 0))
    assert written(on_disk) == written(in_memory)


@given(st.lists(claim, max_size=6))
def test_lines_are_the_rows(claims: list[Claim]) -> None:
    graph = graph_of(merge_claims(claims))
    lines, table, plain_lines, plain_table = (io.StringIO() for _ in range(4))
    count = write_jsonl(triple_rows(graph), plain_lines)
    assert write_triples_jsonl(graph, lines) == write_triples_csv(graph, table) == count
    assert lines.getvalue() == plain_lines.getvalue()
    write_csv(triple_rows(graph), COLUMNS, plain_table)
    assert table.getvalue() == plain_table.getvalue()


@given(st.lists(st.lists(st.integers(0, 99), max_size=5), max_size=9), st.integers(0, 20))
def test_a_shelf_is_used_like_a_tuple(chunks: list[list[int]], limit: int) -> None:
    pile = Pile(str, limit)
    for chunk in chunks:
        pile.add(chunk, len(chunk))
    plain = tuple(str(n) for chunk in chunks for n in chunk)
    values = pile.done()
    assert isinstance(values, Shelf if len(plain) > limit else tuple)
    assert len(values) == len(plain)
    assert tuple(values) == plain
    assert [values[i] for i in range(-len(plain), len(plain))] == [plain[i] for i in range(-len(plain), len(plain))]
    assert tuple(values[1:4]) == plain[1:4]
    assert list(zip(values, values, strict=True)) == list(zip(plain, plain, strict=True))
    assert tuple(pile.done(lambda n: n % 2 == 0)) == tuple(s for s in plain if int(s) % 2 == 0)
    with pytest.raises(IndexError):
        values[len(plain)]


def test_a_full_disk_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(str)

    def full(data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf, "_file", type("Full", (), {"write": staticmethod(full)}))
    with pytest.raises(OutputError, match=r"the disk is full, .*--memory \[KG514\]"):
        shelf.put([1])

"""Any graph, hostile names included, survives Turtle."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.iris import decode, encode
from kg.model import Claim, Document, Entity, Evidence, Join, KnowledgeGraph, Literal, Status
from kg.ontology import Ontology
from kg.rdf.read import evidence_order, read_stream
from kg.rdf.terms import contract, expand
from kg.rdf.write import write_turtle

ONTOLOGY = Ontology(version="1", classes={}, relations={}, places={}, phrases={})
HOSTILE = [
    '"',
    "\\",
    "\n",
    "\r\n",
    "<x>",
    "a b",
    "{}",
    "é",
    "\u202e",
    "🙂",
    "%41",
    "..",
    "a/b#c?d",
    "\x00",
    "\\u0041",
    '"""',
    ".",
]
text = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), st.sampled_from(HOSTILE))
some = st.none() | text
span = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6))
score = st.floats(0, 1, allow_nan=False)
time = st.none() | st.sampled_from(
    ["2019", "2019-06", "2019-06-05", "2019-02-30", "0000", "soon", "2019-06-05T10:00:00Z"]
)
literal = st.one_of(
    st.builds(Literal, text),
    st.builds(Literal, st.from_regex(r"[0-9]{1,9}(\.[0-9]{1,4})?", fullmatch=True), st.just("xsd:decimal")),
    st.builds(Literal, st.dates().map(str), st.just("xsd:date")),
    st.builds(Literal, text, st.just("https://types.example/odd")),
)
evidence = st.builds(
    Evidence, doc=text, sentence=span, quote=text, subject_span=span, relation_span=span, object_span=span,
    relation_phrase=text, rule=text, model=text, confidence=score, time=time, place=some, place_id=some, speaker=some,
    speaker_id=some,
)  # fmt: skip


def sorted_evidence(pieces: list[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(set(pieces), key=evidence_order))


claim = st.builds(
    Claim, subject=text, relation=text, object=text | literal, status=st.sampled_from(Status),
    evidence=st.lists(evidence, min_size=1, max_size=3).map(sorted_evidence),
)  # fmt: skip
entity = st.builds(
    Entity, id=text, label=text, class_=st.sampled_from(["Company", "Thing", "Person"]),
    aliases=st.sets(text, max_size=3).map(lambda x: tuple(sorted(x))),
    same_as=st.sets(st.sampled_from(["http://www.wikidata.org/entity/Q1", "https://x.example/é"])).map(
        lambda x: tuple(sorted(x))
    ),
    joins=st.lists(st.builds(Join, text, text, text), max_size=11).map(tuple), named=st.booleans(),
)  # fmt: skip
document = st.builds(
    Document, id=text, text=st.just(""), path=text, title=some, published=time, url=some, source=some, copy_of=some
)


@st.composite
def graphs(draw: st.DrawFn) -> KnowledgeGraph:
    open_ = draw(st.sets(text))
    claims = {c.key: replace(c, open=c.relation in open_) for c in draw(st.lists(claim, max_size=4))}
    entities = {e.id: e for e in draw(st.lists(entity, max_size=4))}
    documents = {d.id: d for d in draw(st.lists(document, max_size=3))}
    return KnowledgeGraph(
        base=draw(st.sampled_from(["https://example.org/kg/", "urn:x:", "http://é.example/#"])),
        documents=tuple(documents[k] for k in sorted(documents)),
        entities=tuple(entities[k] for k in sorted(entities)),
        claims=tuple(claims[k] for k in sorted(claims)),
    )


def turtle(graph: KnowledgeGraph) -> str:
    stream = io.StringIO()
    write_turtle(graph, ONTOLOGY, stream)
    return stream.getvalue()


@given(graphs())
@settings(max_examples=150, deadline=None)
def test_a_graph_survives_turtle(graph: KnowledgeGraph) -> None:
    again = read_stream(io.BytesIO(turtle(graph).encode()))

    assert again == graph
    assert [c.evidence for c in again.claims] == [c.evidence for c in graph.claims]
    assert [c.open for c in again.claims] == [c.open for c in graph.claims]


@given(text)
def test_an_id_survives_its_iri(id: str) -> None:
    assert decode(encode(id)) == id


@given(text)
def test_a_curie_survives_its_iri(name: str) -> None:
    assert contract(expand(f"xsd:{name}")) in {f"xsd:{name}", expand(f"xsd:{name}")}


@pytest.mark.parametrize("bad", ["\ud800", "a\udfffb"])
def test_a_lone_surrogate_becomes_one_replacement_character(bad: str) -> None:
    graph = KnowledgeGraph("https://example.org/kg/", entities=(Entity("x", bad, "Thing"),))

    again = read_stream(io.BytesIO(turtle(graph).encode()))

    assert again.entities[0].label == bad.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")

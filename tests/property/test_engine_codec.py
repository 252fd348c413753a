"""What the engine keeps of a reading comes back as it was, whatever is in it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine.codec import decode, encode, schema
from kg.engine.work import pack_reading, unpack_reading, unpack_things
from kg.model import (
    Argument,
    Block,
    Claim,
    Document,
    Dropped,
    Literal,
    Mention,
    Proposition,
    Reading,
    Status,
    Thing,
)

TEXT = st.text(st.characters(exclude_categories=()), max_size=12)  # lone surrogates too
MAYBE = st.none() | TEXT
AT = st.integers(-1, 2**40)
SPAN = st.tuples(AT, AT)
NUMBER = st.floats(allow_nan=False)


def several(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(one, max_size=3).map(tuple)


DOCUMENT = st.builds(
    Document, TEXT, TEXT, TEXT, MAYBE, MAYBE, MAYBE, MAYBE,
    several(st.builds(Block, AT, AT, TEXT)), several(st.builds(Dropped, AT, AT, TEXT, TEXT)), MAYBE,
)  # fmt: skip
ARGUMENT = st.builds(Argument, AT, AT, TEXT, AT, st.none() | st.builds(Literal, TEXT, TEXT))
PROPOSITION = st.builds(
    Proposition, ARGUMENT, TEXT, TEXT, ARGUMENT, SPAN, SPAN, TEXT, st.sampled_from(Status), MAYBE, AT, MAYBE, MAYBE,
    AT, NUMBER,
)  # fmt: skip
THING = st.builds(
    Thing, several(st.tuples(TEXT, AT)), st.booleans(), several(st.tuples(TEXT, NUMBER)), several(TEXT), TEXT, MAYBE,
    several(st.tuples(TEXT, TEXT, TEXT)),
)  # fmt: skip
READING = st.builds(
    Reading, DOCUMENT, several(st.builds(Mention, AT, AT, TEXT, TEXT, AT, TEXT)), several(THING),
    several(PROPOSITION), TEXT, several(TEXT),
)  # fmt: skip


@given(READING)
def test_a_reading_comes_back_as_it_was(reading: Reading) -> None:
    back = decode(encode(reading), Reading)
    assert back == reading
    assert repr(back) == repr(reading)  # types too: 1 is not 1.0, a list is not a tuple


@given(READING)
def test_a_kept_reading_comes_back_whole_and_its_things_alone(reading: Reading) -> None:
    kept = pack_reading(reading)
    back = unpack_reading(kept, reading.document)
    assert back == reading
    assert repr(back) == repr(reading)
    assert hash(back) == hash(reading)
    assert unpack_things(kept) == reading.things
    assert kept.count(b"\n") == 1


@pytest.mark.parametrize("data", [b"", b"[]", b"\n", b"[]\n[]", b"[]\n[[],[],[],[],1,[]]", b"[[]]\n", b"1\n2", b"[\n]"])
def test_bytes_that_are_no_kept_reading_are_refused(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        unpack_reading(data, Document("d", ""))


def test_two_lone_surrogates_do_not_become_one_character() -> None:
    document = Document("d", "\ud83d\ude00 and \U0001f600 and \ud83d")
    assert decode(encode(document), Document) == document


def test_a_claim_keeps_an_entity_apart_from_a_value() -> None:
    for object_ in ("acme", Literal("1999", "xsd:gYear")):
        claim = Claim("bolt", "founded_on", object_, Status.PLANNED, ())
        assert decode(encode(claim), Claim).object == object_


@pytest.mark.parametrize("data", [b"", b"[]", b'["x"]', b"\xff", b'{"a":1}', b"[[[[[", b"null"])
def test_bytes_that_are_no_reading_are_refused(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        decode(data, Reading)


def test_the_schema_differs_between_classes() -> None:
    assert schema(Reading) == schema(Reading) != schema(Document)

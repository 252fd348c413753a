"""Rows are counted exactly in every format, whatever the values and however the bytes are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.endpoint import ROWS, Asked, Endpoint, TooLarge, _Bounded

PIECES = st.sampled_from([*'"\\}{,<>\r\n\t;é🙂', '"}},{"', "}},{", "</result>", '""', "\r\n"])
NASTY = st.lists(PIECES, max_size=8).map("".join)


def endpoint(values: list[str]) -> Endpoint:
    import pyoxigraph as ox

    store = ox.Store()
    for i, value in enumerate(values):
        store.add(ox.Quad(ox.NamedNode(f"x:{i}"), ox.NamedNode("x:p"), ox.Literal(value)))
    return Endpoint(store)


@given(st.lists(NASTY, min_size=1, max_size=8))
def test_an_answer_of_as_many_rows_as_the_limit_is_given_and_no_larger_one(values: list[str]) -> None:
    at = endpoint(values)
    for media in ROWS:
        query = "SELECT ?s ?o { ?s <x:p> ?o }"
        at.answer(Asked(query, media, max_rows=len(values)))
        if len(values) > 1:
            with pytest.raises(TooLarge):
                at.answer(Asked(query, media, max_rows=len(values) - 1))


@given(st.lists(NASTY, max_size=8), st.integers(1, 7))
def test_rows_are_counted_the_same_however_the_bytes_are_cut(values: list[str], step: int) -> None:
    at = endpoint(values)
    for media, name in ROWS.items():
        data = at.answer(Asked("SELECT ?o ?s { ?s <x:p> ?o }", media))[1]
        counted = []
        for size in (step, len(data)):
            out = _Bounded(name, ["o", "s"], 1000, 1_000_000)
            for i in range(0, len(data), size):
                out.write(data[i : i + size])
            counted.append(out.rows)
        between = 1 if name == "JSON" and values else 0
        assert counted == [len(values) - between + (name in ("CSV", "TSV"))] * 2


def test_an_answer_of_more_bytes_than_the_limit_is_refused() -> None:
    at = endpoint(["x" * 1000] * 1)
    for media in ROWS:
        with pytest.raises(TooLarge, match="larger than 500 bytes"):
            at.answer(Asked("SELECT ?o { ?s ?p ?o }", media, max_bytes=500))
    for query in ("CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <x:0>"):
        with pytest.raises(TooLarge, match="larger than 500 bytes"):
            at.answer(Asked(query, max_bytes=500))

"""No bytes make a reader raise: each file is documents, or one problem a thing that could not be read."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import plugins
from kg.config import Config
from kg.model import Document
from kg.text.clean import clean
from kg.text.read import Problem, read
from kg.text.time import absolute, resolve

SMALL = Config(max_chars=500, max_file_size=5000)
ENDINGS = [*plugins.names("readers"), "txt.gz", "jsonl.gz", "xyz"]

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["text", "id", "title", "published", "articles", "x"]), inner, max_size=5)
    ),
    max_leaves=10,
)
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div",
        ">",
        "<h1>",
        "</h1>",
        "<!--",
        "-->",
        "<![CDATA[",
        "&#0;",
        "&lt",
        "<script>",
        "<meta charset=x>",
    ]
)
BYTES = st.one_of(
    st.binary(max_size=600),
    st.text(max_size=600).map(lambda t: t.encode("utf8", "surrogatepass")),
    st.text(max_size=200).map(lambda t: t.encode("utf-16", "surrogatepass")),
    st.lists(JSON, max_size=4).map(lambda vs: "\n".join(json.dumps(v) for v in vs).encode()),
    JSON.map(lambda v: json.dumps(v).encode()),
    st.lists(st.lists(st.text(max_size=10), max_size=4), max_size=6).map(
        lambda rows: ("text,title\n" + "\n".join(",".join(r) for r in rows)).encode("utf8", "replace")
    ),
    st.lists(TAGS | st.text(max_size=10), max_size=40).map(lambda ts: "".join(ts).encode("utf8", "replace")),
    st.binary(max_size=200).map(lambda b: b"%PDF-1.4\n" + b),
    st.binary(max_size=200).map(gzip.compress),
    st.text(max_size=200).map(lambda t: _zip("word/document.xml", t.encode("utf8", "replace"))),
    st.lists(
        st.sampled_from(["<a>", "</a>", "<w:p xmlns:w='x'>", "</w:p>", "<t>", "</t>", "x", "&x;"]), max_size=20
    ).map(lambda ts: _zip("word/document.xml", "".join(ts).encode())),
)


def _zip(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=BYTES)
def test_no_bytes_make_a_reader_raise(ending: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{ending}"
        path.write_bytes(data)
        items = list(read([str(path)], SMALL))
    assert items or ending.split(".")[0] in {"jsonl", "ndjson", "json", "csv", "tsv"}
    for item in items:
        assert isinstance(item, Document | Problem)
        if isinstance(item, Problem):
            assert str(item).endswith(f"[{item.code}]")
            assert str(item).isprintable()
            continue
        item.text.encode("utf8")
        assert item.text.strip()
        assert len(item.text) <= SMALL.max_chars
        assert all(c.isalnum() or c in "._-" for c in item.id)
        assert absolute(item.published or "2019-01-01")
        clean(item)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=5))
def test_no_paths_make_reading_raise(paths: list[str]) -> None:
    kept = [p for p in paths if p != "-" and not Path(p.replace("\0", "") or ".").is_dir() and "*" not in p]
    assert all(isinstance(item, Document | Problem) for item in read(kept, SMALL))


WORDS = st.lists(
    st.sampled_from(
        "the of in last next this June 5 , 2019 - ( ) a.m. 10:30 Monday and to week year ago two late 's Q1 May".split()
    ),
    max_size=9,
).map(" ".join)


@settings(max_examples=500, deadline=None)
@given(
    WORDS | st.text(max_size=90),
    st.none() | st.dates().map(str) | st.text(max_size=12),
    st.sampled_from(["past", "future"]),
)
def test_any_words_resolve_to_a_date_or_to_none(words: str, published: str | None, tense: str) -> None:
    value = resolve(words, published, tense)
    assert value is None or value[:4].isdigit()
    assert value is None or value.isascii()

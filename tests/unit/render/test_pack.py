"""The packs of the page: narrow columns, whole strings, the same bytes each time."""

from __future__ import annotations

import gzip
import json
import struct
from typing import Any

import pytest

from kg.render.pack import Pack


def _header(pack: Pack) -> dict[str, Any]:
    data = gzip.decompress(b"".join(pack.packed()))
    return json.loads(data[4 : 4 + struct.unpack("<I", data[:4])[0]])


@pytest.mark.parametrize(
    ("numbers", "kind"),
    [
        ([], "u8"), ([0, 255], "u8"), ([0, 256], "u16"), ([-1, 255], "i16"), ([-1, 40_000], "i32"), ([70_000], "u32"),
        ([2**32 - 1], "u32"), ([-(2**31)], "i32"),
    ],
)  # fmt: skip
def test_a_column_is_as_narrow_as_its_numbers_allow(numbers: list[int], kind: str) -> None:
    pack = Pack()
    pack.numbers("x", numbers)
    assert _header(pack)["columns"]["x"][0] == kind


def test_strings_are_counted_in_the_units_of_a_browser_and_half_characters_are_replaced() -> None:
    pack = Pack()
    pack.strings("name", ["a", "", "\U0001f642b", "\ud800", "\ufeffé"])
    data = gzip.decompress(b"".join(pack.packed()))
    start = 4 + struct.unpack("<I", data[:4])[0]
    columns = _header(pack)["columns"]
    _, at, count, size = columns["name.n"]
    assert (count, list(data[start + at : start + at + size])) == (5, [1, 0, 3, 1, 2])
    _, at, _, size = columns["name"]
    assert data[start + at : start + at + size].decode() == "a\U0001f642b\ufffd\ufeffé"


def test_every_column_begins_at_a_multiple_of_four() -> None:
    pack = Pack()
    pack.put("title", "é")
    pack.raw("one", b"x")
    pack.numbers("two", [70_000])
    data = gzip.decompress(b"".join(pack.packed()))
    assert struct.unpack("<I", data[:4])[0] % 4 == 0
    assert [c[1] % 4 for c in _header(pack)["columns"].values()] == [0, 0]

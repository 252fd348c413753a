"""Values and long columns of numbers and strings as one run of bytes that a browser reads without parsing.

A pack is a length (4 bytes), a JSON header of that length, then the columns, each at a multiple of 4:
``kg/render/assets/data.js`` lays typed arrays over them. All numbers are little-endian. Standard library only.
"""

from __future__ import annotations

import json
import re
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_KINDS = (("u8", "B", 0, 0xFF), ("u16", "H", 0, 0xFFFF), ("i16", "h", -0x8000, 0x7FFF), ("u32", "I", 0, 0xFFFFFFFF))
_WIDEST = ("i32", "i", -0x80000000, 0x7FFFFFFF)
_GZIP = 31
"""Of zlib: the window, and a header as gzip has it."""
_STEP = 1 << 18
"""Bytes that are compressed at once."""
_HALF = re.compile("[\ud800-\udfff]")


class Pack:
    """What goes into one part of the page, by name."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._columns: dict[str, list[Any]] = {}
        self._bytes: list[bytes | bytearray | Texts] = []
        self._at = 0

    def put(self, name: str, value: Any) -> None:
        """Add a value of JSON."""
        self._values[name] = value

    def numbers(self, name: str, numbers: Sequence[int]) -> None:
        """Add a column of whole numbers, as narrow as they allow."""
        low, high = min(numbers, default=0), max(numbers, default=0)
        kind, code, _, _ = next((k for k in (*_KINDS, _WIDEST) if k[2] <= low and high <= k[3]), _WIDEST)
        column = array(code, numbers)
        if sys.byteorder == "big":
            column.byteswap()
        self._add(name, kind, len(numbers), column.tobytes())

    def strings(self, name: str, strings: Iterable[str]) -> None:
        """Add a column of strings: one text, and the length of each in UTF-16 units as ``<name>.n``."""
        whole = [_whole(s) for s in strings]
        self.numbers(f"{name}.n", [len(s) if s.isascii() else len(s.encode("utf-16-le")) // 2 for s in whole])
        self._add(name, "text", len(whole), "".join(whole).encode())

    def texts(self, name: str, texts: Iterable[str] | Texts) -> None:
        """Add long texts, each to be read alone: their UTF-8, and the length of each in bytes as ``<name>.n``."""
        held = texts if isinstance(texts, Texts) else Texts(texts)
        self.numbers(f"{name}.n", held.lengths)
        self._add(name, "u8", held.size, held)

    def raw(self, name: str, data: bytes | bytearray) -> None:
        """Add bytes as they are."""
        self._add(name, "u8", len(data), data)

    def _add(self, name: str, kind: str, count: int, data: bytes | bytearray | Texts) -> None:
        size = data.size if isinstance(data, Texts) else len(data)
        self._columns[name] = [kind, self._at, count, size]
        fill = -size % 4
        self._bytes += [data, bytes(fill)]
        self._at += size + fill

    def packed(self) -> Iterator[bytes]:
        """Yield the pack, compressed, in pieces: the same bytes for the same content. They are gone afterwards."""
        header = json.dumps({"values": self._values, "columns": self._columns}, separators=(",", ":")).encode()
        header += b" " * (-len(header) % 4)
        pack = zlib.compressobj(level=6, wbits=_GZIP)
        pieces = [struct.pack("<I", len(header)), header, *self._bytes][::-1]
        self._bytes = []
        while pieces:  # nothing is held twice
            piece = pieces.pop()
            for part in piece.parts() if isinstance(piece, Texts) else _cut(piece):
                yield pack.compress(part)
        yield pack.flush()


class Texts:
    """Texts as their UTF-8, one after the other, and how many bytes each has; most of them are held compressed."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.size = 0  # bytes of all
        self.lengths = array("I")
        self._packed: list[bytes] = []
        self._last = bytearray()
        for text in texts:
            self.add(text)

    def __len__(self) -> int:
        return len(self.lengths)

    def add(self, text: str) -> None:
        """Add one."""
        data = _whole(text).encode()
        self.lengths.append(len(data))
        self.size += len(data)
        self._last += data
        if len(self._last) >= _STEP:
            self._packed.append(zlib.compress(self._last, 1))
            self._last = bytearray()

    def parts(self) -> Iterator[bytes | bytearray]:
        """Yield the bytes of all, in some pieces."""
        yield from map(zlib.decompress, self._packed)
        yield self._last


def _cut(data: bytes | bytearray) -> Iterator[bytes | bytearray]:
    return (data[at : at + _STEP] for at in range(0, len(data), _STEP))


def _whole(text: str) -> str:
    """Return the text without half characters, which UTF-8 cannot hold; its length stays."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)

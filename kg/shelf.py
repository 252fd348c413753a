"""Long sequences of values: held in memory up to a limit, beyond it in a file that goes with them.

A value is stored as its plain parts (strings, numbers, tuples), in chunks, and made again whenever it is
asked for. The file has no name, so nothing is left of it however the process ends.
"""

from __future__ import annotations

import contextlib
import errno
import marshal
import os
import tempfile
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

from kg.errors import OutputError

Value = TypeVar("Value")

CHUNK = 64
"""Values written together: fewer and longer reads, and strings that several share are stored once."""


_LARGE = 1 << 18
"""Bytes: a chunk is held as a whole when one of its values is asked for, and a claim can have thousands of sentences."""


class Shelf(Sequence[Value]):
    """Values on disk, in the order in which they were put there.

    Args:
        make: makes a value of its plain parts.
    """

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self._make = make
        try:
            self._file = tempfile.TemporaryFile(prefix="kg-", buffering=1 << 18)  # noqa: SIM115 - lives as long as this
        except OSError as error:
            raise _no_room(error) from error
        self._dirty = False
        self._ends = array("Q")  # bytes up to the end of each chunk
        self._counts = array("Q")  # values up to the end of each chunk

    def __len__(self) -> int:
        return self._counts[-1] if self._counts else 0

    def __del__(self) -> None:
        with contextlib.suppress(AttributeError, OSError):  # never opened; or what cannot be written is not wanted
            self._file.close()

    def put(self, parts: Sequence[Any]) -> None:
        """Add values as one chunk, or as several where they are large. Raises: OutputError if there is no room."""
        if not parts:
            return
        data = marshal.dumps(list(parts))
        if len(data) > _LARGE and len(parts) > 1:
            del data
            half = len(parts) // 2
            self.put(parts[:half])
            self.put(parts[half:])
            return
        try:
            self._file.write(data)
        except OSError as error:
            raise _no_room(error) from error
        self._dirty = True
        self._ends.append((self._ends[-1] if self._ends else 0) + len(data))
        self._counts.append(len(self) + len(parts))

    def put_all(self, parts: Iterable[Any]) -> None:
        """Add values, chunk by chunk."""
        chunk: list[Any] = []
        for part in parts:
            chunk.append(part)
            if len(chunk) == CHUNK:
                self.put(chunk)
                chunk.clear()
        self.put(chunk)
        self.settle()

    def settle(self) -> None:
        """Let the file have all that was put: a copy of this process would write what still waits once more."""
        if self._dirty:
            self._flush()

    def chunks(self) -> Iterator[list[Any]]:
        """Yield the plain parts, chunk by chunk."""
        for i in range(len(self._ends)):
            yield self._chunk(i)

    def parts(self) -> Iterator[Any]:
        """Yield the plain parts of each value."""
        for chunk in self.chunks():
            yield from chunk

    def _chunk(self, i: int) -> list[Any]:
        self.settle()
        start = self._ends[i - 1] if i else 0
        chunk: list[Any] = marshal.loads(_read(self._file.fileno(), self._ends[i] - start, start))  # noqa: S302 - our own
        return chunk

    def _flush(self) -> None:
        try:
            self._file.flush()
        except OSError as error:
            raise _no_room(error) from error
        self._dirty = False

    def __iter__(self) -> Iterator[Value]:
        return map(self._make, self.parts())

    @overload
    def __getitem__(self, at: int) -> Value: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Value]: ...
    def __getitem__(self, at: int | slice) -> Value | Sequence[Value]:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        index = at + len(self) if at < 0 else at
        if not 0 <= index < len(self):
            raise IndexError(at)
        i = bisect_right(self._counts, index)
        return self._make(self._chunk(i)[index - (self._counts[i - 1] if i else 0)])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # as long as it may grow

    def where(self, test: Callable[[Any], bool]) -> Shelf[Value]:
        """Return a shelf of the values whose plain parts pass the test."""
        out = Shelf(self._make)
        for chunk in self.chunks():
            out.put([part for part in chunk if test(part)])
        out.settle()
        return out


class Pile(Generic[Value]):
    """Takes values as plain parts; in memory up to ``limit`` bytes, beyond it on a shelf."""

    def __init__(self, make: Callable[[Any], Value], limit: int) -> None:
        self._make, self._limit = make, limit
        self._size = 0
        self._held: list[Any] = []
        self._shelf: Shelf[Value] | None = None

    def add(self, parts: Sequence[Any], size: int) -> None:
        """Add values that take about ``size`` bytes together."""
        if self._shelf is not None:
            self._shelf.put(parts)
            return
        self._held.extend(parts)
        self._size += size
        if self._size > self._limit:
            self._shelf = Shelf(self._make)
            self._shelf.put_all(self._held)
            self._held = []

    def done(self, test: Callable[[Any], bool] | None = None) -> Sequence[Value]:
        """Return the values, or those whose plain parts pass the test: a tuple, or what lies on disk."""
        if self._shelf is not None:
            self._shelf.settle()
            return self._shelf if test is None else self._shelf.where(test)
        held = self._held if test is None else filter(test, self._held)
        return tuple(map(self._make, held))


def _read(file: int, length: int, start: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(file, length, start)
    os.lseek(file, start, os.SEEK_SET)
    return os.read(file, length)


def _no_room(error: OSError) -> OutputError:
    what = "the disk is full" if error.errno == errno.ENOSPC else f"cannot be written ({error.strerror or error})"
    hint = "the graph is too large for memory; free some space there, set TMPDIR, or give more with --memory"
    return OutputError(what, path=tempfile.tempdir or "TMPDIR", hint=hint, code="KG514")

"""Open one source and run its reader, with every failure turned into a problem."""

from __future__ import annotations

import gzip
import io
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from kg import plugins
from kg.config import Config
from kg.errors import InputError, KgError
from kg.text.read.found import Found, Problem
from kg.text.read.sources import STDIN, Source

Reader = Callable[[BinaryIO, Config], Iterator[Found | Problem]]

BROKEN_LINES = 100
"""Broken lines of one file that are reported one by one; the rest are counted."""


class Bounded(io.RawIOBase):
    """A stream that gives no more than ``limit`` bytes and says so by InputError: packed data may be a bomb."""

    def __init__(self, inner: BinaryIO, limit: int) -> None:
        self._inner, self._limit, self._given = inner, limit, 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer``. Raises: InputError over the limit."""
        data = self._inner.read(len(buffer))
        self._given += len(data)
        if self._given > self._limit:
            what = f"it holds more than {self._limit} bytes"
            raise InputError(what, hint="split it, or raise --max-file-size", code="KG116")
        buffer[: len(data)] = data
        return len(data)


def records(source: Source, config: Config) -> Iterator[Found | Problem]:
    """Yield what the source's reader finds; whatever goes wrong is a problem with the source's path."""
    broken = 0
    try:
        for item in _items(source, config):
            if isinstance(item, Found):
                yield item
                continue
            broken += 1
            if broken <= BROKEN_LINES:
                yield Problem(source.path, item.line, _shown(item.message), item.code, item.hint)
    except KgError as error:
        yield Problem(source.path, error.line, _shown(error.what), error.code, error.hint)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Problem(source.path, None, f"the packed data is broken ({_short(error)})", "KG118", "pack it again")
    except OSError as error:
        reason = error.strerror or _short(error)
        yield Problem(source.path, None, f"it cannot be read ({reason})", "KG111", "check its rights")
    except RecursionError:
        yield Problem(source.path, None, "it is nested too deeply", "KG118", "flatten it")
    except MemoryError:
        yield Problem(source.path, None, "it does not fit into memory", "KG116", "split it")
    except Exception as error:  # a library's own fault over hostile data must not stop the others
        what = f"it cannot be read as .{source.ending or 'txt'} ({type(error).__name__}: {_short(error)})"
        yield Problem(source.path, None, what, "KG118", "save it again, or as plain text")
    if broken > BROKEN_LINES:
        what = f"{broken - BROKEN_LINES} more lines could not be read"
        yield Problem(source.path, None, what, "KG119", "mend the file")


def _items(source: Source, config: Config) -> Iterator[Found | Problem]:
    if source.path == STDIN:
        data = _bounded(cast(BinaryIO, sys.stdin.buffer), config).read()
        yield from reader(_kind(data))(io.BytesIO(data), config)
        return
    status = source.file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise InputError("it is no regular file", hint="pipe it in and name -", code="KG112")
    if status.st_size > config.max_file_size:
        what = f"it has {status.st_size} bytes, more than {config.max_file_size}"
        raise InputError(what, hint="split it, or raise --max-file-size", code="KG116")
    with source.file.open("rb") as file:
        if source.packed:
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield from reader(source.ending)(_bounded(cast(BinaryIO, unpacked), config), config)
        else:
            yield from reader(source.ending)(_bounded(file, config), config)


def reader(ending: str) -> Reader:
    """Return the reader of a file ending. Raises: KgError if it cannot be imported."""
    return cast(Reader, plugins.load("readers", ending))


def _bounded(file: BinaryIO, config: Config) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(Bounded(file, config.max_file_size), 65536))


def _kind(data: bytes) -> str:
    """Return the ending that fits a stream without a name."""
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf"):
        return "pdf"
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "jsonl" if start.startswith(b'{"') else "txt"


def _short(error: BaseException) -> str:
    return " ".join(_shown(str(error)).split())[:120] or type(error).__name__


def _shown(message: str) -> str:
    """Return a message that a terminal may be given: libraries quote from the file what it holds."""
    return message if message.isprintable() else "".join(c if c.isprintable() else " " for c in message)

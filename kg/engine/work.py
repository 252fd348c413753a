"""Documents -> readings, whoever does the work: what is kept is not read again, the rest goes in batches."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from hashlib import sha256
from typing import Any, Protocol

from kg.config import Config
from kg.engine.codec import encode, made, parts
from kg.errors import KgError
from kg.model import Document, Reading, Thing

TOGETHER = 20_000
"""Characters of short documents that are prepared together: from there on more are no faster (measured)."""

Read = Callable[[Document], Reading]
"""Reads one document (which has no id yet). Pure; any exception is the document's own fault."""


class Keeper(Protocol):
    """What is kept of the parses."""

    def get(self, key: str) -> bytes | None:
        """Return the parse kept under ``key``."""

    def put(self, key: str, data: Callable[[], bytes]) -> None:
        """Take note of a parse that was made, and keep it if parses are kept."""


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read, and the key under which its reading is kept."""

    key: str
    document: Document


@dataclass(frozen=True, slots=True)
class Lost:
    """A document that could not be read: its key, why in the user's words, and the code of the cause."""

    key: str
    why: str
    code: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a batch: how many documents were read and parsed, and which were lost."""

    read: int
    parsed: int
    lost: tuple[Lost, ...] = ()


@dataclass
class Parses:
    """The parses of one batch: found in ``store``, or made, counted and kept there by ``flush``."""

    store: Table | None = None
    made: int = 0
    _fresh: dict[str, bytes] = field(default_factory=dict)

    def get(self, key: str) -> bytes | None:
        """Return the parse kept under ``key``."""
        return self._fresh.get(key) or (self.store.get(key) if self.store is not None else None)

    def put(self, key: str, data: Callable[[], bytes]) -> None:
        """Count a parse, and keep it if there is a store."""
        self.made += 1
        if self.store is not None:
            self._fresh[key] = data()

    def flush(self) -> int:
        """Write what was made to the store. Returns: how many parses were made since the last time."""
        made, self.made = self.made, 0
        if self.store is not None:
            self.store.add(self._fresh)
        self._fresh = {}
        return made


class Table(Protocol):
    """Bytes by key: a ``Store`` on disk, or memory."""

    def __contains__(self, key: str) -> bool:
        """Return whether there are bytes under ``key``."""

    def get(self, key: str) -> bytes | None:
        """Return the bytes kept under ``key``; None if there are none or they are damaged."""

    def add(self, entries: Mapping[str, bytes]) -> None:
        """Keep the entries."""


class Executor(Protocol):
    """Takes batches of documents and sees to it that their readings come to be in the store."""

    def submit(self, batch: Sequence[Job]) -> None:
        """Take a batch; waits while too much is under way. Raises: KgError if work is not possible at all."""

    def finish(self) -> None:
        """Wait until every batch is done."""

    def close(self) -> None:
        """Let everything go, at once."""


def reader_of(target: str, config: Config, parses: Keeper) -> Read:
    """Return the function that reads a document: what ``target`` ("module:function") makes of the settings."""
    module, _, name = target.partition(":")
    read: Read = getattr(importlib.import_module(module), name)(config, parses)
    return read


def read_batch(
    batch: Sequence[Job],
    read: Read,
    readings: Table,
    parses: Parses,
    *,
    begin: Callable[[int], None] = lambda _: None,
    together: bool = True,
) -> Outcome:
    """Read the documents one by one and keep the readings, also those before an interrupt.

    Args:
        begin: called with the number of the document in the batch that is about to be read; -1 before some are
            prepared together.
        together: let the reader prepare several short documents at once, if it has a function ``prepare`` for that.

    Raises: OSError if they cannot be kept; KgError if there is no model or ontology to read with.
    """
    done: dict[str, bytes] = {}
    lost: list[Lost] = []
    try:
        prepare: Any = getattr(read, "prepare", None)
        ends = _groups(batch) if together and callable(prepare) else {}
        for i, job in enumerate(batch):
            if i in ends:
                begin(-1)
                with suppress(Exception):  # each is then read by itself, and the fault is that of one
                    prepare([job.document for job in batch[i : ends[i]]])
            begin(i)
            try:
                done[job.key] = pack_reading(read(job.document))
            except KgError:
                raise
            except TooLong as error:
                lost.append(Lost(job.key, str(error), "KG712"))
            except Exception as error:  # one bad document never stops a build
                why = " ".join(f"{type(error).__name__}: {error}".split())[:200]
                lost.append(Lost(job.key, f"it could not be read to its end ({why})", "KG711"))
    finally:
        readings.add(done)
        parsed = parses.flush()
    return Outcome(len(done), parsed, tuple(lost))


def _groups(batch: Sequence[Job]) -> dict[int, int]:
    """Return where each group of several short documents begins in the batch, and where it ends."""
    groups: dict[int, int] = {}
    start = size = 0
    for i, job in enumerate(batch):
        size += len(job.document.text)
        if size > TOGETHER:
            start, size = i, len(job.document.text)
        elif i > start:
            groups[start] = i + 1
    return groups


class TooLong(Exception):
    """A document took more time than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"it took longer than {seconds:g} s")


# --------------------------------------------------------------------------- keys and bytes


def document_key(document: Document) -> str:
    """Return the key of a document's content: all but its id, its path and what other documents say of it."""
    return sha256(encode(bare(document))).hexdigest()[:40]


def bare(document: Document) -> Document:
    """Return the document without what is not its content."""
    return replace(document, id="", path="", copy_of=None)


def reading_key(document: str, reader: str) -> str:
    """Return the key of a reading: of the document with this key, by the reader with that fingerprint."""
    return sha256(f"{document} {reader}".encode()).hexdigest()[:40]


LAYOUT = "things first"
"""Names how ``pack_reading`` lays a reading out; goes into the fingerprint of readings, so that no other is taken for it."""


def pack_reading(reading: Reading) -> bytes:
    """Return the reading as two lines: its things, which are wanted alone too, and the rest.

    The document's text is left out: that is kept with the document.
    """
    document = replace(reading.document, id="", path="", text="", copy_of=None)
    return encode(reading.things, tuple[Thing, ...]) + b"\n" + encode(replace(reading, document=document, things=()))


def unpack_reading(data: bytes, document: Document) -> Reading:
    """Return the reading of ``document``. Raises: ValueError, TypeError or KeyError for damage."""
    things, _, rest = data.partition(b"\n")
    plain = parts(rest)
    try:
        plain[_THINGS] = parts(things)
        for name in ("id", "path", "text", "copy_of"):
            plain[_DOCUMENT][_FIELDS[name]] = getattr(document, name)
    except IndexError as error:
        raise ValueError("it has too few fields") from error
    reading: Reading = made(plain, Reading)
    return reading


def unpack_things(data: bytes) -> tuple[Thing, ...]:
    """Return the things of a reading only. Raises: as ``unpack_reading``."""
    things: tuple[Thing, ...] = made(parts(data[: data.index(b"\n")]), tuple[Thing, ...])
    return things


_DOCUMENT, _THINGS = ([f.name for f in fields(Reading)].index(name) for name in ("document", "things"))
_FIELDS = {f.name: i for i, f in enumerate(fields(Document))}

"""Where the documents of a build pass by: what was read of them before is looked up, the rest is handed out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import overload

from kg.config import Config
from kg.engine.codec import decode, encode
from kg.engine.inline import Inline
from kg.engine.process import Supervised
from kg.engine.store import Store
from kg.engine.work import (
    Executor,
    Job,
    Lost,
    Outcome,
    Table,
    bare,
    document_key,
    reading_key,
    unpack_reading,
    unpack_things,
)
from kg.errors import InputError, OutputError
from kg.model import Document, Reading

BATCH_CHARS = 100_000
"""Characters of a batch: a second or two of work, so that starting one costs nothing, losing one little, and the
last workers of a build do not work on for long when the others have nothing left to do."""

BATCH_DOCUMENTS = 32

HELD = 100
"""Bytes of memory a build needs for each character of its texts while their readings are held and written (measured)."""

HELD_DOCUMENT = 500
"""Characters that a document counts for besides its text."""

SAMPLE = 50
"""Documents after which it is clear whether all of them take more than twice the room there is."""


class Memory(dict[str, bytes]):
    """Bytes by key, gone with the process."""

    def add(self, entries: Mapping[str, bytes]) -> None:
        """Keep the entries."""
        self.update(entries)


@dataclass(frozen=True, slots=True)
class Named:
    """A document of a build by the key of its content, with its id and path."""

    id: str
    path: str
    key: str
    line: int | None = None


@dataclass
class Counts:
    """How the readings of a run came about."""

    documents: int = 0
    from_cache: int = 0
    read: int = 0
    parsed: int = 0
    share: float = 0.0  # of the bytes of all sources that were taken in


@dataclass
class Desk:
    """Takes documents in, gives their readings out.

    Args:
        target: "module:function" that makes the reader; ``fingerprint`` names all that its readings depend on.
        folder: where documents, readings and parses are kept; None: in memory, for this run only.
        moved: called now and then with the counts.
    """

    target: str
    fingerprint: str
    config: Config
    folder: Path | None = None
    moved: Callable[[Counts], None] = lambda _: None
    counts: Counts = field(default_factory=Counts)
    lost: dict[str, Lost] = field(default_factory=dict)  # by the document's key
    chars: int = 0

    def __post_init__(self) -> None:
        self._documents: Table = Store(self.folder / "documents") if self.folder else Memory()
        self._readings: Table = Store(self.folder / "readings") if self.folder else Memory()
        limit = self.config.cache_size
        self._parses = Store(self.folder / "parses", limit=limit) if self.folder and limit else None
        self._executor: Executor | None = None
        self._fresh: dict[str, bytes] = {}
        self._batch: list[Job] = []
        self._queued: dict[str, str] = {}  # key of the reading -> key of the document
        self._size = 0

    @property
    def processes(self) -> int:
        """Return how many processes of this machine the build may use at a time."""
        return self.config.workers if _several(self.config) else 1

    def take(self, document: Document) -> str:
        """Take a document in and see to its reading. Returns: the key of its content."""
        key = document_key(document)
        if key not in self._documents and key not in self._fresh:
            self._fresh[key] = encode(bare(document))
        self._want(key, document)
        return key

    def knows(self, key: str) -> bool:
        """Return whether the reading of a document is kept, so that nothing need be read."""
        return key in self._documents and reading_key(key, self.fingerprint) in self._readings

    def want(self, key: str) -> None:
        """See to the reading of a document that was taken in by an earlier run. Raises: InputError if it is lost."""
        known = reading_key(key, self.fingerprint) in self._readings
        self._want(key, None if known else self._document(key))

    def _want(self, key: str, document: Document | None) -> None:
        self.counts.documents += 1
        wanted = reading_key(key, self.fingerprint)
        if wanted in self._queued:
            return
        if document is None or wanted in self._readings:
            self.counts.from_cache += 1
        else:
            self._queued[wanted] = key
            self._batch.append(Job(wanted, bare(document)))
            self._size += len(document.text)
        if self._size >= BATCH_CHARS or max(len(self._batch), len(self._fresh)) >= BATCH_DOCUMENTS:
            self._submit()

    def _submit(self) -> None:
        try:
            self._documents.add(self._fresh)
            self._fresh = {}
            if self._batch:
                self._worker().submit(self._batch)
        except OSError as error:
            raise _cannot_keep(error, self.folder) from error
        self._batch, self._size = [], 0
        self.moved(self.counts)

    def finish(self) -> None:
        """Wait until every document taken in was read, or is lost."""
        self._submit()
        if self._executor is not None:
            self._executor.finish()
        self.close()

    def close(self) -> None:
        """Let the workers go."""
        if self._executor is not None:
            self._executor.close()
        self._executor = None

    def readings(self, named: Sequence[Named]) -> Sequence[Reading]:
        """Return the readings of the documents, in the order given; what is too much for memory is loaded as it is used."""
        kept = [n for n in named if n.key not in self.lost]
        lazy = Readings(self.reading, self.outline, kept)
        limit = self.config.memory // HELD
        if len(kept) * HELD_DOCUMENT > limit:
            return lazy
        size = 0
        loaded = []
        for done, reading in enumerate(lazy, 1):
            size += len(reading.document.text) + HELD_DOCUMENT
            if size > limit or (done == SAMPLE and size * len(kept) > 2 * limit * done):
                return lazy
            loaded.append(reading)
        return tuple(loaded)

    def reading(self, named: Named) -> Reading:
        """Return the reading of one document; if what is kept is damaged, it is read again."""
        document = replace(self._document(named.key), id=named.id, path=named.path)
        return unpack_reading(self._data(named), document)

    def outline(self, named: Named) -> Reading:
        """Return the reading of one document with its things only, without its text."""
        return Reading(Document(named.id, "", named.path), (), unpack_things(self._data(named)))

    def _data(self, named: Named) -> bytes:
        wanted = reading_key(named.key, self.fingerprint)
        for _ in range(2):
            data = self._readings.get(wanted)
            if data is not None:
                return data
            self._queued[wanted] = named.key
            self._batch.append(Job(wanted, self._document(named.key)))
            self.finish()
        raise OutputError("what was read of it is damaged", path=named.path, hint="is the disk sound?", code="KG704")

    def trim(self, keys: set[str], *, shared: bool = False) -> None:
        """Delete what none of these documents needs, unless others share the folder, and the parses over the limit."""
        if not shared and isinstance(self._documents, Store) and isinstance(self._readings, Store):
            self._documents.trim(keys)
            self._readings.trim({reading_key(key, self.fingerprint) for key in keys})
        if self._parses is not None:
            self._parses.trim()

    def parse_keys(self, keys: Collection[str], key_of: Callable[[Document], str]) -> set[str]:
        """Return the keys of the parses of these documents; none if none are kept, or for a text that is damaged."""
        found = set()
        for key in keys if self._parses is not None else ():
            with suppress(InputError):
                found.add(key_of(self._document(key)))
        return found

    def purge(self, keys: Collection[str], parses: set[str]) -> None:
        """Leave nothing of these documents and parses on disk. Raises: OutputError."""
        try:
            if self._parses is not None:
                self._parses.purge(parses)
            if isinstance(self._documents, Store) and isinstance(self._readings, Store):
                self._readings.purge({reading_key(key, self.fingerprint) for key in keys})
                self._documents.purge(set(keys))
        except OSError as error:
            raise _cannot_keep(error, self.folder) from error

    def _document(self, key: str) -> Document:
        data = self._fresh.get(key) or self._documents.get(key)
        if data is None:
            what, hint = "a document of the build is missing or damaged", "build the folder again from its sources"
            raise InputError(what, path=str(self.folder), hint=hint, code="KG705")
        return decode(data, Document)

    def _worker(self) -> Executor:
        if self._executor is None:
            config = self.config
            if config.executor == "dask" and isinstance(self._readings, Store):
                from kg.engine.cluster import Cluster

                self._executor = Cluster(
                    self.target, config, self._readings, self._parses, self._heard,
                    workers=config.workers, max_seconds=config.max_seconds, scheduler=config.scheduler,
                )  # fmt: skip
            elif _several(config) and isinstance(self._readings, Store):
                self._executor = Supervised(
                    self.target, config, self._readings, self._parses, self._heard,
                    workers=config.workers, max_seconds=config.max_seconds,
                )  # fmt: skip
            else:
                self._executor = Inline(
                    self.target, config, self._readings, self._parses, self._heard, max_seconds=config.max_seconds
                )
        return self._executor

    def _heard(self, outcome: Outcome) -> None:
        self.counts.read += outcome.read
        self.counts.parsed += outcome.parsed
        for lost in outcome.lost:
            self.lost[self._queued[lost.key]] = lost
        self.moved(self.counts)


@contextmanager
def desk(
    target: str,
    fingerprint: str,
    config: Config,
    folder: Path | None = None,
    moved: Callable[[Counts], None] = lambda _: None,
) -> Iterator[Desk]:
    """Open a desk, in ``folder`` or for one run only, and let its workers go at the end."""
    with ExitStack() as stack:
        if folder is None and _several(config):
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="kg-")))
        at = Desk(target, fingerprint, config, folder, moved)
        stack.callback(at.close)
        yield at


def _several(config: Config) -> bool:
    return config.executor in ("process", "dask") or (config.executor is None and config.workers > 1)


class Readings(Sequence[Reading]):
    """Readings that are loaded whenever they are asked for, so that they need no memory in between.

    Args:
        load: loads one.
        outline: loads one with its things only, at half the cost.
    """

    def __init__(
        self, load: Callable[[Named], Reading], outline: Callable[[Named], Reading], named: Sequence[Named]
    ) -> None:
        self._load, self._outline, self._named = load, outline, named

    def outlines(self) -> Readings:
        """Return the same with the things only."""
        return Readings(self._outline, self._outline, self._named)

    def __len__(self) -> int:
        return len(self._named)

    @overload
    def __getitem__(self, at: int) -> Reading: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Reading]: ...
    def __getitem__(self, at: int | slice) -> Reading | Sequence[Reading]:
        if isinstance(at, slice):
            return Readings(self._load, self._outline, self._named[at])
        return self._load(self._named[at])

    def __iter__(self) -> Iterator[Reading]:
        return map(self._load, self._named)


def _cannot_keep(error: OSError, folder: Path | None) -> OutputError:
    what = f"what was read cannot be kept ({error.strerror or error})"
    hint = "free some space, or name another folder with --cache"
    return OutputError(what, path=str(folder), hint=hint, code="KG703")

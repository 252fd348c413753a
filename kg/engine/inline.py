"""The executor that works in this process: no start-up cost, one core."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from kg.config import Config
from kg.engine.work import Job, Outcome, Parses, Read, Table, TooLong, read_batch, reader_of
from kg.model import Document, Reading


class Inline:
    """Read every batch at once, when it is handed in.

    Args:
        target: "module:function" that makes the reader.
        report: called with the outcome of each batch.
        max_seconds: a document that takes longer is given up (in the main thread, where the system has timers).
    """

    def __init__(
        self,
        target: str,
        config: Config,
        readings: Table,
        parses: Table | None,
        report: Callable[[Outcome], None],
        *,
        max_seconds: float,
    ) -> None:
        self._target, self._config, self._readings, self._report = target, config, readings, report
        self._parses = Parses(parses)
        self._max_seconds = max_seconds
        self._read: Read | None = None

    def submit(self, batch: Sequence[Job]) -> None:
        """Read the batch. Raises: KgError, OSError."""
        if self._read is None:
            self._read = reader_of(self._target, self._config, self._parses)
        self._report(read_batch(batch, _Timed(self._read, self._max_seconds), self._readings, self._parses))

    def finish(self) -> None:
        """Do nothing: every batch is done."""

    def close(self) -> None:
        """Do nothing: there is nothing to let go."""


class _Timed:
    """A reader that gives up what takes too long."""

    def __init__(self, read: Read, seconds: float) -> None:
        self._read, self._seconds = read, seconds
        if hasattr(read, "prepare"):
            self.prepare = self._prepare

    def __call__(self, document: Document) -> Reading:
        with at_most(self._seconds):
            return self._read(document)

    def _prepare(self, documents: Sequence[Document]) -> None:
        with at_most(self._seconds):
            self._read.prepare(documents)  # type: ignore[attr-defined]  # it has one


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TooLong inside after so many seconds; without effect off the main thread and without timers."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_: int, __: FrameType | None) -> None:
        raise TooLong(seconds)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

"""The executor that works on a Dask cluster: one that the user runs, else one of separate processes on this machine.

Batches, function and kept files are those of the other executors. The folder of the build (or ``--cache``)
must be one that every worker can write. Dask gives the batches of a dead worker, also those that only waited
there, to another one, and calls those that saw too many die killed. Such a batch is halved; a single document
is read once more when all others are done, alone, and given up if workers die of it then. Nothing is lost and
nothing doubled, because a reading is kept under its key by the worker that made it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.config import Config
from kg.engine.codec import decode, encode, schema
from kg.engine.pack import pack_path, write_pack
from kg.engine.store import Store
from kg.engine.work import Job, Lost, Outcome, Parses, Read, TooLong, read_batch, reader_of
from kg.engine.worker import Batch, Fault, Settings
from kg.errors import KgError, install
from kg.model import Reading

START_SECONDS = 120
"""Time in which the scheduler and a first worker of it must answer."""

_LOOK_SECONDS = 5
"""Seconds without news after which it is looked whether anybody works."""

_LOG = 20
"""Entries of Dask's logs for its developers: each holds a batch, and by default there are a thousand."""

_DEATHS, _ROUNDS = 4, 10
"""Times that a document read alone may be begun and not ended, and times that Dask may call it killed, until it is given up."""

_AHEAD = 2
"""Batches under way for each thread of the cluster: one that is read and one that waits."""


class Cluster:
    """Hand batches to the workers of a Dask scheduler.

    Args:
        target: "module:function" that makes the reader, in each worker.
        readings, parses: where the workers keep what they make.
        report: called with the outcome of each batch, in the caller's thread.
        workers: how many processes, if the cluster is started here.
        max_seconds: a document that takes longer is given up.
        scheduler: the address of a cluster that is there already; None starts one.
    """

    def __init__(
        self,
        target: str,
        config: Config,
        readings: Store,
        parses: Store | None,
        report: Callable[[Outcome], None],
        *,
        workers: int,
        max_seconds: float,
        scheduler: str | None,
    ) -> None:
        folder = str(parses.folder.resolve()) if parses is not None else None  # an empty one is false
        self._settings = encode(Settings(target, config, str(readings.folder.resolve()), folder))
        self._readings, self._parses, self._report = readings, parses, report
        self._max_seconds = max_seconds
        self._running: dict[Any, Sequence[Job]] = {}  # future -> batch
        self._suspects: deque[Sequence[Job]] = deque()  # one document each
        self._alone = 0  # what runs is a suspect, and nothing else does: for so many times
        self._workers, self._scheduler = workers, scheduler
        nothing: Any = None
        self._cluster, self._client = nothing, nothing
        self._connect()
        self._limit = _AHEAD * max(1, sum(self._client.nthreads().values()))

    def _connect(self) -> None:
        try:
            import dask
            from distributed import Client
        except ImportError:
            raise KgError("Dask is not installed", hint=f"run: {install('dask')}", code="KG714") from None
        try:
            with dask.config.set({"distributed.admin.low-level-log-length": _LOG}):
                if self._scheduler is None:
                    self._cluster = _local_cluster(self._workers)
                self._client = Client(self._cluster or self._scheduler, timeout=START_SECONDS, set_as_default=False)
            self._client.wait_for_workers(1, timeout=START_SECONDS)
        except (OSError, ValueError, RuntimeError, TimeoutError) as error:
            self.close()
            what = f"no cluster of workers answers at {self._scheduler or 'this machine'} ({error})"
            raise KgError(what, hint="is the scheduler running, with a worker?", code="KG715") from error

    def submit(self, batch: Sequence[Job]) -> None:
        """Take a batch; waits while the cluster has enough to do. Raises: KgError."""
        self._hand_out(batch)
        while len(self._running) > self._limit:
            self._turn()

    def finish(self) -> None:
        """Wait until every batch is done. Raises: KgError."""
        while self._running or self._suspects:
            if not self._running:
                self._alone = 1
                suspect = self._suspects.popleft()
                for path in _begun(self._readings.folder, suspect[0]):
                    path.unlink(missing_ok=True)
                self._hand_out(suspect)
            self._turn()
        self._alone = 0
        self._readings.refresh()
        if self._parses is not None:
            self._parses.refresh()

    def close(self) -> None:
        """Let the cluster go; one that was started here ends."""
        for future in self._running:
            with contextlib.suppress(Exception):  # the scheduler may be gone
                future.cancel()
        self._running.clear()
        self._suspects.clear()
        self._disconnect()

    def _disconnect(self) -> None:
        for one in (self._client, self._cluster):
            if one is not None:
                with contextlib.suppress(Exception):  # it may be gone
                    one.close()
        self._client = self._cluster = None

    def _hand_out(self, batch: Sequence[Job]) -> None:
        data = encode(Batch(tuple(batch)))
        version = schema(Reading)
        future = self._client.submit(read_on_worker, self._settings, data, self._max_seconds, version, pure=False)
        self._running[future] = batch

    def _turn(self) -> None:
        from distributed import KilledWorker, wait

        try:
            with self._client.as_current():
                done, _ = wait(list(self._running), return_when="FIRST_COMPLETED", timeout=_LOOK_SECONDS)
        except TimeoutError:
            self._look()
            return
        for future in done:
            if future.status == "lost":  # with the worker that held the outcome: Dask has it made once more
                continue
            batch = self._running.pop(future)
            try:
                if future.status == "finished":
                    self._hear(future.result(timeout=_LOOK_SECONDS))
                    continue
                error = future.exception() if future.status == "error" else None
            except KilledWorker as killed:  # with the worker that held the outcome, which was then to be made once more
                error = killed
            except TimeoutError:  # the same, and there may be no worker left to make it
                self._running[future] = batch
                self._look()
                return
            if not isinstance(error, KilledWorker):
                raise KgError(f"the cluster gave up ({error or future.status})", code="KG715")
            if len(batch) > 1:
                self._hand_out(batch[: len(batch) // 2])
                self._hand_out(batch[len(batch) // 2 :])
            elif not self._alone:
                self._suspects.append(batch)
            elif self._alone < _ROUNDS and not all(path.exists() for path in _begun(self._readings.folder, batch[0])):
                self._alone += 1  # workers died that had it, but not of it: they were loading the model
                self._hand_out(batch)
            else:
                self._report(Outcome(0, 0, (Lost(batch[0].key, "workers ended while they read it", "KG713"),)))

    def _look(self) -> None:
        """See to it that somebody works: a worker that dies while it starts is not always replaced by Dask."""
        if self._client.nthreads():
            return
        if self._scheduler is not None:
            try:
                self._client.wait_for_workers(1, timeout=START_SECONDS)
            except TimeoutError as error:
                raise KgError("the cluster has no worker left", hint="start some", code="KG715") from error
            return
        batches = list(self._running.values())
        self._running.clear()
        self._disconnect()
        self._connect()
        for batch in batches:  # what was read already is written once more, under the same key
            self._hand_out(batch)

    def _hear(self, told: tuple[str, bytes]) -> None:
        kind, body = told
        if kind == "fault":
            fault = decode(body, Fault)
            raise KgError(fault.what, code=fault.code)
        self._report(decode(body, Outcome))


def _local_cluster(workers: int) -> Any:
    """Start workers on this machine; when one dies while it starts, all are started once more."""
    from distributed import LocalCluster

    until = time.monotonic() + START_SECONDS
    while True:
        try:
            return LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None,
                silence_logs=logging.CRITICAL, scheduler_kwargs={"dashboard_address": ":0"},  # any port that is free
            )  # fmt: skip
        except RuntimeError:
            if time.monotonic() > until:
                raise


# --------------------------------------------------------------------------- on the worker


def read_on_worker(settings: bytes, batch: bytes, max_seconds: float, version: str) -> tuple[str, bytes]:
    """Read a batch and keep the readings. Returns: "done" and the outcome, or "fault" and why no work is possible."""
    if version != schema(Reading):
        return "fault", encode(Fault("a worker of the cluster runs another version of kg", "KG716"))
    try:
        readings, parses, read = _tools(settings)
        with _Watch(max_seconds, readings.folder, decode(batch, Batch).jobs) as watch:
            outcome = read_batch(
                watch.jobs, read, readings, parses, begin=watch.begin, together=watch.together
            )
        return "done", encode(replace(outcome, lost=outcome.lost + watch.lost))
    except KgError as error:
        return "fault", encode(Fault(str(error).removesuffix(f" [{error.code}]"), error.code))
    except OSError as error:
        return "fault", encode(Fault(f"what was read cannot be kept ({error.strerror or error})", "KG703"))


@lru_cache(maxsize=1)
def _tools(settings: bytes) -> tuple[Store, Parses, Read]:
    """Return what a worker works with; the model is loaded once."""
    told = decode(settings, Settings)
    parses = Parses(Store(Path(told.parses)) if told.parses else None)
    return Store(Path(told.readings), listed=False), parses, reader_of(told.target, told.config, parses)


def _begun_note(n: int, job: Job) -> str:
    return f"begun {n} {job.key}"


def _begun(folder: Path, job: Job) -> list[Path]:
    """Return where workers note that they begin to read a document that is alone in its batch: the first time, the second."""
    return [pack_path(folder, [_begun_note(n, job)]) for n in range(_DEATHS)]


class _Watch:
    """Ends the process when one document takes too long: nothing else stops a thread.

    What took too long is noted in ``folder`` before, so that whoever has the batch next leaves it out; when
    several documents were prepared together, they are read one by one next.

    Args:
        jobs: the batch.
    """

    def __init__(self, seconds: float, folder: Path, jobs: Sequence[Job]) -> None:
        self._seconds, self._folder = seconds, folder
        slow = {job.key for job in jobs if self._noted("slow", job)}
        self.jobs = [job for job in jobs if job.key not in slow]
        self.lost = tuple(Lost(key, str(TooLong(seconds)), "KG712") for key in sorted(slow))
        self.together = not any(self._noted("together", job) for job in self.jobs)
        self._timer: threading.Timer | None = None

    def begin(self, at: int) -> None:
        self._stop()
        if len(self.jobs) == 1:
            free = [n for n, path in enumerate(_begun(self._folder, self.jobs[0])) if not path.exists()]
            for n in free[:1]:
                write_pack(self._folder, {_begun_note(n, self.jobs[0]): b""})
        noted = ("slow", [self.jobs[at]]) if at >= 0 else ("together", self.jobs)
        self._timer = threading.Timer(self._seconds, self._end, noted)
        self._timer.daemon = True
        self._timer.start()

    def _end(self, what: str, jobs: Sequence[Job]) -> None:
        try:
            for job in jobs:
                write_pack(self._folder, {self._note(what, job): b""})
        finally:
            os._exit(1)

    def _noted(self, what: str, job: Job) -> bool:
        return pack_path(self._folder, [self._note(what, job)]).exists()

    def _note(self, what: str, job: Job) -> str:
        """Return a key that no reading has, so that the note goes when the store is trimmed."""
        return f"{what} {self._seconds:g} {job.key}"

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def __enter__(self) -> _Watch:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

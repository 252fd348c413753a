"""The executor that works in processes of its own, under a supervisor that no worker can take down.

A worker that dies or hangs is replaced. Its batch is cut around the document it was at: that one is
tried again alone, after all others, and given up when it has taken down some workers more. Nothing
is lost and nothing doubled, because a reading is kept under its key by the worker that made it.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from kg.config import Config
from kg.engine.codec import decode, encode
from kg.engine.store import Store
from kg.engine.work import Job, Lost, Outcome, TooLong
from kg.engine.worker import Batch, Fault, Settings, receive, send
from kg.errors import KgError

RENEW_AFTER = 200
"""Batches after which a worker is replaced, so that what its libraries never free cannot add up."""

START_SECONDS = 120.0
"""Time a worker may take to load the model before its first document."""

LAST = 8
"""Documents of the batches at the end, so that no worker is at work for long when the others have nothing left."""

_STARTS, _KILLED_STARTS = 3, 60
"""Workers in a row that may end before they are ready until the build is given up: by themselves, by a signal."""

DEATHS = 3
"""Workers that a document read alone may take down until it is given up: others may kill workers too."""

_TICK = 0.25
"""Seconds between two looks at the clock."""

_SINGLE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from kg.engine.worker import main; main()"


@dataclass
class _Task:
    jobs: Sequence[Job]
    deaths: int = 0  # of workers that had this very task and nothing else to blame
    careful: bool = False  # read document by document, so that it is known which one kills


@dataclass
class _Worker:
    number: int
    process: subprocess.Popen[bytes]
    task: _Task | None = None
    at: int | None = None  # document of the task that is being read
    ready: bool = False
    together: bool = False  # it prepares several documents
    since: float = field(default_factory=time.monotonic)  # of what it does now
    batches: int = 0
    too_long: bool = False  # killed for it
    listener: threading.Thread | None = None


class Supervised:
    """Hand batches to worker processes.

    Args:
        target: "module:function" that makes the reader, in each worker.
        readings, parses: where the workers keep what they make.
        report: called with the outcome of each batch, in the caller's thread.
        workers: how many processes.
        max_seconds: a document that takes longer is given up.
        renew_after: batches after which a worker is replaced.
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
        renew_after: int = RENEW_AFTER,
    ) -> None:
        folder = str(parses.folder) if parses is not None else None
        self._settings = encode(Settings(target, config, str(readings.folder), folder))
        self._readings, self._parses, self._report = readings, parses, report
        self._count, self._max_seconds, self._renew_after = workers, max_seconds, renew_after
        self._tasks: deque[_Task] = deque()
        self._suspects: deque[_Task] = deque()  # one document each; read when all else is
        self._workers: dict[int, _Worker] = {}
        self._inbox: queue.SimpleQueue[tuple[int, bytes, bytes]] = queue.SimpleQueue()
        self._started = 0
        self._failed_starts = 0

    # ------------------------------------------------------------------ for the caller

    def submit(self, batch: Sequence[Job]) -> None:
        """Take a batch; waits while every worker has one and one more each waits. Raises: KgError."""
        self._tasks.append(_Task(batch))
        self._hand_out()
        while len(self._tasks) > self._count:
            self._turn()

    def finish(self) -> None:
        """Wait until every batch is done. Raises: KgError."""
        self._tasks = deque(_Task(part, t.deaths, t.careful) for t in self._tasks for part in _split_up(t.jobs))
        while self._tasks or self._suspects or self._busy():
            if not self._tasks and not self._busy():
                self._tasks.append(self._suspects.popleft())
            self._turn()
        self._readings.refresh()
        if self._parses is not None:
            self._parses.refresh()

    def close(self) -> None:
        """End every worker, at once."""
        for worker in self._workers.values():
            self._end(worker)
        self._workers.clear()
        self._tasks.clear()
        self._suspects.clear()

    def processes(self) -> list[int]:
        """Return the process ids of the workers."""
        return [w.process.pid for w in self._workers.values()]

    # ------------------------------------------------------------------ the loop

    def _turn(self) -> None:
        self._hand_out()
        with contextlib.suppress(queue.Empty):
            number, kind, body = self._inbox.get(timeout=_TICK)
            worker = self._workers.get(number)
            if worker is not None:
                self._hear(worker, kind, body)
        self._watch()

    def _hand_out(self) -> None:
        while len(self._workers) < min(self._count, len(self._tasks) + self._busy()):
            self._start()
        for worker in self._workers.values():
            if self._tasks and worker.ready and worker.task is None:
                worker.task, worker.at, worker.together = self._tasks.popleft(), None, False
                worker.since = time.monotonic()
                self._tell(worker, b"C" if worker.task.careful else b"B", encode(Batch(tuple(worker.task.jobs))))

    def _busy(self) -> int:
        return sum(w.task is not None for w in self._workers.values())

    def _hear(self, worker: _Worker, kind: bytes, body: bytes) -> None:
        worker.since = time.monotonic()
        if kind == b"R":
            worker.ready, self._failed_starts = True, 0
        elif kind == b"A":
            worker.at = int(body) if int(body) >= 0 else None
            worker.together = worker.at is None
        elif kind == b"D":
            worker.task, worker.at, worker.together = None, None, False
            worker.batches += 1
            self._report(decode(body, Outcome))
            if worker.batches >= self._renew_after:
                self._end(self._workers.pop(worker.number))
        elif kind == b"E":
            fault = decode(body, Fault)
            raise KgError(fault.what, code=fault.code)
        else:  # it is gone
            del self._workers[worker.number]
            self._end(worker)
            self._mourn(worker)

    def _watch(self) -> None:
        now = time.monotonic()
        for worker in self._workers.values():
            idle = worker.ready and worker.task is None
            limit = self._max_seconds if worker.at is not None or worker.together else START_SECONDS
            if not idle and not worker.too_long and now - worker.since > limit:
                worker.too_long = True
                worker.process.kill()  # its end is heard like any other

    # ------------------------------------------------------------------ life and death

    def _start(self) -> None:
        apart: dict[str, int] = {"process_group": 0}  # so that Ctrl-C reaches the supervisor only
        if os.name == "nt":
            apart = {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        self._started += 1
        process = subprocess.Popen(  # type: ignore[call-overload]
            [sys.executable, "-c", _START, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **_SINGLE_THREAD},
            **apart,
        )
        worker = _Worker(self._started, process)
        self._workers[worker.number] = worker
        worker.listener = threading.Thread(target=self._listen, args=(worker.number, process.stdout), daemon=True)
        worker.listener.start()
        self._tell(worker, b"S", self._settings)

    def _listen(self, number: int, source: BinaryIO) -> None:
        with source, contextlib.suppress(OSError):
            while (message := receive(source)) is not None:
                self._inbox.put((number, *message))
        self._inbox.put((number, b"", b""))

    def _tell(self, worker: _Worker, kind: bytes, body: bytes) -> None:
        with contextlib.suppress(OSError):  # it is gone; that is heard from the listener
            send(cast(BinaryIO, worker.process.stdin), kind, body)

    def _end(self, worker: _Worker) -> None:
        worker.process.kill()
        worker.process.wait()
        with contextlib.suppress(OSError):
            assert worker.process.stdin is not None
            worker.process.stdin.close()
        if worker.listener is not None:
            worker.listener.join()  # it has nothing left to listen to

    def _mourn(self, worker: _Worker) -> None:
        """Put the work of a dead worker back, without the document that killed it if that is known."""
        task, code = worker.task, worker.process.returncode
        if task is None:
            self._failed_starts += not worker.ready
            if self._failed_starts >= (_STARTS if code >= 0 else _KILLED_STARTS):
                raise KgError(f"workers end before they are ready ({_how(code)})", hint="try --workers 1", code="KG713")
            return
        if worker.together:
            self._tasks.appendleft(_Task(task.jobs, task.deaths, careful=True))
            return
        if worker.at is None:
            self._split(task, code)
            return
        suspect = task.jobs[worker.at]
        deaths = task.deaths + 1 if len(task.jobs) == 1 else 1
        if worker.too_long:
            self._give_up(suspect, str(TooLong(self._max_seconds)), "KG712")
        elif deaths > DEATHS:
            self._give_up(suspect, f"{deaths} workers ended while they read it ({_how(code)})", "KG713")
        else:
            self._suspects.append(_Task([suspect], deaths))
        self._put_back(task.jobs[: worker.at], task.jobs[worker.at + 1 :], careful=task.careful)

    def _split(self, task: _Task, code: int) -> None:
        """Halve a batch after deaths that no document is known to have caused."""
        half = len(task.jobs) // 2
        if task.deaths < DEATHS:
            self._tasks.appendleft(_Task(task.jobs, task.deaths + 1, task.careful))
        elif half:
            self._put_back(task.jobs[:half], task.jobs[half:], careful=task.careful)
        else:
            self._give_up(task.jobs[0], f"{task.deaths + 1} workers ended when they had it ({_how(code)})", "KG713")

    def _put_back(self, *parts: Sequence[Job], careful: bool) -> None:
        self._tasks.extendleft(_Task(part, careful=careful) for part in reversed(parts) if part)

    def _give_up(self, job: Job, why: str, code: str) -> None:
        self._report(Outcome(0, 0, (Lost(job.key, why, code),)))


def _split_up(jobs: Sequence[Job]) -> list[Sequence[Job]]:
    return [jobs[i : i + LAST] for i in range(0, len(jobs), LAST)]


def _how(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with contextlib.suppress(ValueError):
        name = signal.Signals(-code).name
        return name + (", perhaps out of memory" if name == "SIGKILL" else "")
    return f"signal {-code}"

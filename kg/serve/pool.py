"""Run each request in a worker that can be ended: places, time limits, replacement, reload."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.serve.mother import HEAD
from kg.serve.settings import Settings

JOBS = 500
"""Requests after which a worker is replaced: what its allocator has taken goes back to the system."""
GRACE = 2.0
"""Seconds beyond the limit after which the system ends a worker that nobody has ended."""
NICE = 10
"""How far a long query steps back behind short ones."""


class Refused(Exception):
    """A request that was not answered: ``kind`` is time, memory, busy or gone."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass
class Worker:
    """A process of its own and the line to it."""

    pid: int
    mother: Mother
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    jobs: int = 0

    async def ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Send a request, return the answer. Raises: IncompleteReadError, OSError if the worker has died."""
        text = json.dumps(request).encode()
        self.writer.write(HEAD.pack(len(text), 0) + text)
        await self.writer.drain()
        sizes = HEAD.unpack(await self.reader.readexactly(HEAD.size))
        head = json.loads(await self.reader.readexactly(sizes[0]))
        body = await self.reader.readexactly(sizes[1])
        self.jobs += 1
        return head, body


@dataclass
class Mother:
    """The process that holds one state of the graph, and its idle workers."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    about: dict[str, Any] = field(default_factory=dict)
    idle: list[Worker] = field(default_factory=list)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    busy: int = 0
    retired: bool = False

    @classmethod
    async def start(cls, settings: Settings) -> Mother:
        """Start a process and wait until it has loaded the graph. Raises: KgError with what it says."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        told = {
            "opener": settings.opener,
            "graph": str(settings.graph),
            "warm": settings.warm,
            "memory": settings.limits.memory,
        }
        root = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        process = subprocess.Popen(
            [sys.executable, "-m", "kg.serve.mother", str(theirs.fileno()), json.dumps(told)],
            pass_fds=[theirs.fileno()],
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C at the terminal is for the server, which ends what it started
        )
        theirs.close()
        mother = cls(process, ours)
        try:
            line = await mother._line()
        except BaseException:
            mother.stop()
            raise
        said = json.loads(line or "{}")
        if "ready" not in said:
            mother.stop()
            what = said.get("failed", "the process that loads the graph has died")
            raise KgError(what, path=str(settings.graph), code="KG851")
        mother.about = said["ready"]
        return mother

    async def _line(self) -> str:
        loop, line = asyncio.get_running_loop(), b""
        while not line.endswith(b"\n"):
            part = await loop.sock_recv(self.control, 65536)
            if not part:
                break
            line += part
        return line.decode()

    async def fork(self) -> Worker:
        """Return a new worker. Raises: OSError if this process has died."""
        task = asyncio.ensure_future(self._fork())
        try:  # once asked for, a worker is waited for, or the next to ask would be given it
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(self._end_forked)
            raise

    def _end_forked(self, task: asyncio.Future[Worker]) -> None:
        if not task.cancelled() and task.exception() is None:
            self.end(task.result())

    async def _fork(self) -> Worker:
        ours, theirs = socket.socketpair()
        async with self.lock:
            try:
                socket.send_fds(self.control, [b"fork\n"], [theirs.fileno()])
                line = await self._line()
            except BaseException:
                ours.close()
                raise
            finally:
                theirs.close()
        if not line.strip():
            ours.close()
            raise ConnectionError("the process that holds the graph has died")
        reader, writer = await asyncio.open_connection(sock=ours)
        return Worker(int(line), self, reader, writer)

    def end(self, worker: Worker) -> None:
        """End a worker at once, whatever it does."""
        worker.writer.close()
        with contextlib.suppress(OSError):
            self.control.send(b"end %d\n" % worker.pid)

    def leave(self) -> None:
        """Count one request less; the last one of a retired process stops it."""
        self.busy -= 1
        if self.retired and not self.busy:
            self.stop()

    def retire(self) -> None:
        """Take no more requests; stop once the last one is answered."""
        self.retired = True
        if not self.busy:
            self.stop()

    def stop(self) -> None:
        """End the process and all its workers."""
        self.retired = True
        for worker in self.idle:
            worker.writer.close()
        self.idle.clear()
        self.control.close()  # it ends its workers, then itself
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Pool:
    """Places for requests, and the workers that answer them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.mother: Mother | None = None
        self.waiting = 0
        self._short = asyncio.Semaphore(settings.workers)
        self._long = settings.workers
        self._reload = asyncio.Lock()

    async def start(self) -> None:
        """Load the graph. Raises: KgError."""
        self.mother = await Mother.start(self.settings)

    @property
    def about(self) -> dict[str, Any]:
        """Return what the graph says of itself."""
        return {} if self.mother is None else self.mother.about

    async def reload(self) -> None:
        """Load the graph anew beside the old one, then change over. Raises: KgError; the old one stays."""
        async with self._reload:
            old, self.mother = self.mother, await Mother.start(self.settings)
            if old is not None:
                old.retire()

    def stop(self) -> None:
        """End everything."""
        if self.mother is not None:
            self.mother.stop()
            self.mother = None

    async def run(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Answer a request in a worker. Raises: Refused. If cancelled, the worker is ended."""
        limits = self.settings.limits
        if self.waiting >= limits.waiting:
            raise Refused("busy")
        self.waiting += 1
        try:
            async with asyncio.timeout(limits.patience):
                await self._short.acquire()
        except TimeoutError:
            raise Refused("busy") from None
        finally:
            self.waiting -= 1
        place = _Place(self)
        try:
            return await self._answer(request, place)
        finally:
            place.leave()

    async def _answer(self, request: dict[str, Any], place: _Place) -> tuple[dict[str, Any], bytes]:
        worker = await self._worker()
        mother, limits = worker.mother, self.settings.limits
        kept = False
        job = asyncio.ensure_future(worker.ask({**request, "seconds": limits.seconds + GRACE}))
        try:
            done, _ = await asyncio.wait({job}, timeout=min(limits.short, limits.seconds))
            if not done:
                if not place.make_long():
                    raise Refused("busy")
                with contextlib.suppress(OSError):
                    os.setpriority(os.PRIO_PROCESS, worker.pid, NICE)
                done, _ = await asyncio.wait({job}, timeout=max(limits.seconds - limits.short, 0))
            if not done:
                raise Refused("time")
            head, body = job.result()
            kept = not place.long and worker.jobs < JOBS and not mother.retired
            if head.get("fault") == "memory":
                kept = False
                raise Refused("memory")
            return head, body
        except (asyncio.IncompleteReadError, OSError):
            raise Refused("memory") from None  # the allocator gives up by ending the process
        finally:
            job.cancel()
            with contextlib.suppress(asyncio.CancelledError, asyncio.IncompleteReadError, OSError):
                await job
            if kept and not mother.retired:
                mother.idle.append(worker)
            else:
                mother.end(worker)
            mother.leave()

    async def _worker(self) -> Worker:
        """Return a worker whose mother counts it as busy. Raises: Refused."""
        for _ in range(2):
            mother = self.mother
            if mother is None:
                raise Refused("gone")
            mother.busy += 1
            if mother.idle:
                return mother.idle.pop()
            try:
                return await mother.fork()
            except asyncio.CancelledError:
                mother.leave()
                raise
            except OSError:
                mother.leave()
                if self.mother is mother and mother.process.poll() is not None:  # killed from outside: load again
                    with contextlib.suppress(KgError):
                        await self.reload()
        raise Refused("gone")


class _Place:
    """A place among the short requests, changed for one among the long ones where there is room."""

    def __init__(self, pool: Pool) -> None:
        self.pool, self.long, self.left = pool, False, False

    def make_long(self) -> bool:
        if self.pool._long <= 0:
            return False
        self.pool._long -= 1
        self.pool._short.release()
        self.long = True
        return True

    def leave(self) -> None:
        if self.long:
            self.pool._long += 1
        else:
            self.pool._short.release()

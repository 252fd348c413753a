"""Works that need what is in memory, done in copies of this process.

A copy shares the memory of its parent: it costs a few milliseconds, and nothing need be sent to it. What it takes
itself is gone with it.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from kg.memory import compacted

Work = Callable[[], object]
Value = TypeVar("Value")


def side_by_side(works: Sequence[Work], processes: int) -> None:
    """Do all works, so many at a time in copies of this process; one after the other where that is not safe.

    What a copy does not end is done here, so that a fault is raised here as it would be without copies.
    """
    left = list(works) if processes < 2 or not _safe() else _left_of_copies(works, processes)
    for work in left:
        work()


_IDLE = "Dask-Offload"
"""Begins the name of a thread that Dask leaves behind; with no client open it only waits and holds nothing."""


def made_apart(make: Callable[[], Value], processes: int) -> Value:
    """Return what ``make`` returns, without what it needed meanwhile: made in a copy, where that is safe and processes are two or more."""
    if processes > 1 and _safe():
        from multiprocessing import get_context

        context = get_context("fork")
        here, there = context.Pipe(duplex=False)
        copy = context.Process(target=_quietly, args=(lambda: there.send_bytes(_packed(make)),), daemon=True)
        started = _started(copy)
        there.close()
        try:
            return cast(Value, pickle.loads(here.recv_bytes()))  # noqa: S301 - sent by the copy, of our own values
        except EOFError:  # it did not end: the fault is met here
            pass
        finally:
            here.close()
            if started:
                copy.kill()
                copy.join()
    return compacted(make)


def _started(copy: Any) -> bool:
    """Start a copy. Returns: whether the system had room for it, and this process may have any."""
    try:
        copy.start()
    except (OSError, AssertionError):  # the latter in a worker of somebody's pool
        return False
    return True


def _packed(make: Callable[[], object]) -> bytes:
    return pickle.dumps(make(), pickle.HIGHEST_PROTOCOL)


def _safe() -> bool:
    """Return whether a copy would be whole: it has one thread, and what another held it would hold forever."""
    others = [t for t in threading.enumerate() if t is not threading.current_thread() and not t.name.startswith(_IDLE)]
    return sys.platform == "linux" and not others


def _left_of_copies(works: Sequence[Work], processes: int) -> list[Work]:
    """Return what was not done to its end."""
    from multiprocessing import connection, get_context

    copy = get_context("fork").Process
    waiting, left = list(works), list[Work]()
    running: dict[Any, tuple[Any, Work]] = {}  # by what tells of its end
    try:
        while waiting or running:
            while waiting and len(running) < processes:
                work = waiting.pop(0)
                process = copy(target=_quietly, args=(work,), daemon=True)
                if _started(process):
                    running[process.sentinel] = process, work
                else:
                    left.append(work)
            for ended in connection.wait(list(running)) if running else ():
                process, work = running.pop(ended)
                process.join()
                if process.exitcode:
                    left.append(work)
    finally:
        for process, _ in running.values():
            process.kill()
            process.join()
    return left


def _quietly(work: Work) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is its parent's business
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)  # says nothing of a fault: its parent meets the same

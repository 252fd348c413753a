"""Works that need all that is in memory, done side by side in copies of this process.

A copy shares the memory of its parent: it costs a few milliseconds, and nothing need be sent to it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

Work = Callable[[], object]


def side_by_side(works: Sequence[Work], processes: int) -> None:
    """Do all works, so many at a time in copies of this process; one after the other where that is not safe.

    What a copy does not end is done here, so that a fault is raised here as it would be without copies.
    """
    left = list(works) if processes < 2 or not _safe() else _left_of_copies(works, processes)
    for work in left:
        work()


_IDLE = "Dask-Offload"
"""Begins the name of a thread that Dask leaves behind; with no client open it only waits and holds nothing."""


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
                process.start()
                running[process.sentinel] = process, work
            for ended in connection.wait(list(running)):
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

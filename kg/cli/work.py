"""What the commands that read documents share: who does the work, and a line that says how far it is."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from kg.cli.console import above_zero, clear_progress, warn
from kg.config import Config

if TYPE_CHECKING:
    from kg.builds import Moved
    from kg.engine.desk import Counts

REDRAW_SECONDS = 0.2


def work_flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags that say who reads the documents."""
    group = parser.add_argument_group("work")
    group.add_argument("--workers", type=_workers, default=1, metavar="N", help="processes that read documents")
    group.add_argument(
        "--executor",
        choices=("inline", "process", "dask"),
        help="where (default: inline, with several workers process)",
    )
    group.add_argument(
        "--scheduler", metavar="ADDRESS", help="with --executor dask: a cluster that runs (default: one on this machine)"
    )
    group.add_argument(
        "--max-seconds",
        type=partial(above_zero, of=" of seconds"),
        default=Config().max_seconds,
        metavar="S",
        help="leave out what takes longer",
    )
    group.add_argument(
        "--memory",
        type=in_bytes,
        default=Config().memory,
        metavar="SIZE",
        help="hold so much of what was read and of the graph, the rest is on disk (default: 100MB)",
    )


def settings(args: argparse.Namespace) -> dict[str, Any]:
    """Return what the flags say, as settings."""
    return {
        "workers": args.workers,
        "executor": args.executor,
        "scheduler": args.scheduler,
        "max_seconds": args.max_seconds,
        "memory": args.memory,
    }


@contextmanager
def progress(args: argparse.Namespace) -> Iterator[Moved]:
    """Give a function that draws how far the work is: on standard error, on a terminal only."""
    on = sys.stderr.isatty() and not (args.quiet or args.no_progress)
    begin = last = time.monotonic()

    def moved(counts: Counts) -> None:
        nonlocal last
        now = time.monotonic()
        if on and now - last >= REDRAW_SECONDS:
            last = now
            sys.stderr.write("\r\x1b[K" + line(counts, now - begin))
            sys.stderr.flush()

    try:
        yield moved
    except KeyboardInterrupt:
        if not getattr(args, "no_cache", False):
            warn("kg: what was read so far is kept, the same command goes on from there")
        raise
    finally:
        if on:
            clear_progress()


def line(counts: Counts, seconds: float) -> str:
    """Return one line for a terminal: documents done, how many a second, time that is left."""
    done = counts.read + counts.from_cache
    text = f"{done:,} documents"
    if done and seconds > 0:
        rate = done / seconds
        text += f", {rate:,.1f} a second"
        if 0 < counts.share <= 1:  # how many there will be is known from the bytes of the sources
            text += f", {_time(max(counts.documents / counts.share - done, 0) / rate)} left"
    return text


def _time(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


def in_bytes(text: str) -> int:
    """Return the number of bytes that "500MB" or "2GB" means. Raises: ArgumentTypeError."""
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write 500MB or 2GB")
    return int(float(match[1]) * _UNITS[match[2].lower()])


_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?((?:[kmgt]i?)?b?)", re.IGNORECASE)
_UNITS = {
    f"{letter}{i}{b}": (1024 if i else 1000) ** n
    for n, letter in enumerate(("", "k", "m", "g", "t"))
    for i in ("", "i")
    for b in ("", "b")
}


def _workers(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes, 1 or more")
    return int(text)

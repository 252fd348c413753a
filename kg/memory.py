"""How a long run treats memory."""

from __future__ import annotations

import ctypes
import gc
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar, cast

Value = TypeVar("Value")


@contextmanager
def unwatched() -> Iterator[None]:
    """Let Python not look for cycles meanwhile: millions of plain values have none, and looking took a third of a merge."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            _aged()
            gc.enable()


def _aged() -> None:
    """Count what was made as old: else the next look would go through all of it at once, as through anything new."""
    if gc.get_freeze_count() == 0:  # what somebody froze on purpose stays so
        gc.freeze()
        gc.unfreeze()


def compacted(make: Callable[[], Value]) -> Value:
    """Return what ``make`` returns, made anew when all that was needed for it is gone.

    What is left of large tables lies scattered over the room that they took, and no room is given back that something is
    left in: on 10,000 documents it is 40 MB (measured).
    """
    packed = pickle.dumps(make(), pickle.HIGHEST_PROTOCOL)
    give_back()
    return cast(Value, pickle.loads(packed))  # noqa: S301 - made two lines above, of our own values


def give_back() -> None:
    """Give the system the room that is free: glibc keeps what lies below something in use."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library does so by itself
            ctypes.CDLL(None).malloc_trim(0)

"""How a long run treats memory."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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

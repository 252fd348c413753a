"""One build in one folder at a time. The system frees the lock when its process ends, however it ends."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import OutputError


@contextmanager
def locked(path: Path, folder: Path) -> Iterator[None]:
    """Hold the lock file ``path`` for work in ``folder``; it is never deleted, only its holder changes.

    Raises: OutputError if another process holds it (it is named), or it cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        what = f"cannot be written ({error.strerror or error})"
        raise OutputError(what, path=str(folder), hint="name another with -o", code="KG512") from error
    try:
        if not _take(handle):
            holder = path.read_text(encoding="utf8", errors="replace").strip() or "another process"
            hint = "wait until it is done, or name another folder with -o"
            raise OutputError(f"{holder} is building in this folder", path=str(folder), hint=hint, code="KG514")
        os.truncate(handle, 0)
        os.write(handle, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
        yield
    finally:
        os.close(handle)  # frees it


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            os.lseek(handle, 1 << 30, os.SEEK_SET)  # beyond the text, so that others can read who holds it
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        except OSError:
            return False
        return True

else:
    import errno
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # A file system that knows no locks (some network shares) is worked in without one.
            return error.errno not in (errno.EWOULDBLOCK, errno.EACCES)
        return True

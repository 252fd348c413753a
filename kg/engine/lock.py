"""One build in one folder at a time. The system frees the lock when its process ends, however it ends."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import OutputError
from kg.outputs import as_output_errors


@contextmanager
def locked(path: Path, folder: Path) -> Iterator[None]:
    """Hold the lock file ``path`` for work in ``folder``; it stays there, only its holder changes.

    Raises: OutputError if another process holds it (it is named), or it cannot be made.
    """
    made = not folder.exists()
    handle = _hold(path, folder)
    try:
        os.truncate(handle, 0)
        os.write(handle, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
        _held.add(handle)
        yield
    finally:
        _held.discard(handle)
        if made:
            _tidy(path, folder)
        os.close(handle)  # frees it


_held: set[int] = set()


def _let_go() -> None:
    for handle in _held:
        os.close(handle)
    _held.clear()


if hasattr(os, "register_at_fork"):  # a copy of this process that outlives it does not hold the folder
    os.register_at_fork(after_in_child=_let_go)


def _hold(path: Path, folder: Path) -> int:
    while True:
        with as_output_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            path.parent.mkdir(exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _take(handle):
            os.close(handle)
            holder = path.read_text(encoding="utf8", errors="replace").strip() or "another process"
            hint = "wait until it is done, or name another folder with -o"
            raise OutputError(f"{holder} is building in this folder", path=str(folder), hint=hint, code="KG701")
        with suppress(FileNotFoundError):
            if os.fstat(handle).st_ino == path.stat().st_ino:
                return handle
        os.close(handle)  # its last holder deleted it in between


def _tidy(path: Path, folder: Path) -> None:
    """Delete the lock and the folder if nothing else came to be in them: a run that failed leaves no trace."""
    with suppress(OSError):
        if list(path.parent.iterdir()) == [path] and list(folder.iterdir()) == [path.parent]:
            path.unlink()
            path.parent.rmdir()
            folder.rmdir()


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

"""Write outputs aside and rename them, so that a full disk or Ctrl-C leaves the old ones whole."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TextIO

from kg.errors import OutputError
from kg.forks import side_by_side

ASIDE, DONE = ".kg-", ".done"
"""How the folders in which files are written aside begin, and end once all files are whole."""

Writer = Callable[[Path], object]
"""Writes one file at the path it is given."""


def replace_all(folder: Path, writers: Mapping[str, Writer], processes: int = 1) -> tuple[Path, ...]:
    """Write the named files into ``folder`` (made if need be), so many at a time: all of them, or none.

    Every file is written into a folder of its own beside the old ones, flushed to the disk, and only
    when the last is done are they renamed. What was there before stays whole until then. A process
    that dies while it renames leaves a folder ``.kg-….done``, and ``recover`` ends its work.

    Raises: OutputError if the folder cannot be made or written.
    """
    with as_output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        recover(folder)
        aside = Path(tempfile.mkdtemp(prefix=f"{ASIDE}{os.getpid()}-", dir=folder))
    try:
        with as_output_errors(folder):
            for name in writers:
                (aside / name).parent.mkdir(parents=True, exist_ok=True)
            side_by_side([partial(_write, write, aside / name) for name, write in writers.items()], processes)
            if len(writers) > 1:
                aside = aside.rename(aside.with_name(aside.name + DONE))
                _flush_folder(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    with as_output_errors(folder):  # a fault from here on is mended by ``recover``
        try:
            return _rename(aside, folder, tuple(writers))
        finally:
            if not any(p.is_file() for p in aside.rglob("*")):
                shutil.rmtree(aside, ignore_errors=True)


def recover(folder: Path) -> None:
    """Rename what a process that died had written whole; what it had written in part is deleted."""
    for aside in sorted(folder.glob(f"{ASIDE}*-*")):
        if aside.name.endswith(DONE):
            names = sorted(p.relative_to(aside).as_posix() for p in aside.rglob("*") if p.is_file())
            _rename(aside, folder, tuple(names))
        elif _is_alive(aside.name[len(ASIDE) :].split("-")[0]):
            continue
        shutil.rmtree(aside, ignore_errors=True)


def turtle_of(path: str | Path) -> Path:
    """Return the Turtle file that a user means by a file or the folder of a build, with its renames ended."""
    path = Path(path)
    with suppress(OSError):  # a folder that may only be read
        recover(path if path.is_dir() else path.parent)
    return path / "graph.ttl" if path.is_dir() else path


def _is_alive(process: str) -> bool:
    if not process.isdigit() or os.name == "nt":  # there, asking after a process would end it
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def text_writer(write: Callable[[TextIO], object]) -> Writer:
    """Return a writer that opens its file as UTF-8 text with LF line ends and hands it to ``write``."""

    def at(path: Path) -> None:
        with path.open("w", encoding="utf8", newline="\n") as out:
            write(out)

    return at


def replace(path: Path, write: Writer) -> Path:
    """Write one file aside and rename it to ``path``. Raises: OutputError."""
    return replace_all(path.parent, {path.name: write})[0]


def replace_text(path: Path, text: str) -> Path:
    """Write ``text`` as UTF-8 with LF line ends, aside, and rename it to ``path``. Raises: OutputError."""
    return replace(path, lambda aside: aside.write_text(text, encoding="utf8", newline="\n"))


def _write(write: Writer, path: Path) -> None:
    write(path)
    _flush(path)


def _flush(path: Path) -> None:
    mode = path.stat().st_mode
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.chmod(mode)


def _rename(aside: Path, folder: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    """Rename all; an interrupt in between is kept until the last is done, so files fit one another."""
    interrupted: KeyboardInterrupt | None = None
    done: list[Path] = []
    for name in names:
        while True:
            try:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                with suppress(FileNotFoundError):  # renamed before an interrupt, or by one who recovers
                    (aside / name).replace(folder / name)
                break
            except KeyboardInterrupt as stop:
                interrupted = stop
        done.append(folder / name)
    if interrupted is not None:
        raise interrupted
    return tuple(done)


@contextmanager
def as_output_errors(folder: Path) -> Iterator[None]:
    """Turn what the system says about writing into ``folder`` into an OutputError."""
    try:
        yield
    except FileExistsError:
        raise OutputError("is not a folder", path=str(folder), hint="name another with -o", code="KG513") from None
    except OSError as error:
        if error.errno == errno.ENOSPC:
            what, code = "the disk is full", "KG511"
        else:
            what, code = f"cannot be written ({error.strerror or error})", "KG512"
        raise OutputError(what, path=str(folder), hint="the old outputs are untouched", code=code) from error

"""Works are done side by side in copies of the process, and a fault in a copy is as one in here."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from kg import forks
from kg.engine.lock import locked
from kg.errors import OutputError
from kg.forks import made_apart, side_by_side
from kg.outputs import replace_all

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux only")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be sure of copies: other tests may have left threads that wait."""
    monkeypatch.setattr(forks, "_safe", lambda: True)


def note(path: Path) -> None:
    path.write_text(f"{os.getpid()}", encoding="utf8")


def noted(path: Path) -> int:
    return int(path.read_text(encoding="utf8"))


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("processes", [1, 2, 9])
def test_every_work_is_done_once(tmp_path: Path, processes: int) -> None:
    side_by_side([partial(note, tmp_path / f"{i}") for i in range(5)], processes)
    done = [noted(p) for p in tmp_path.iterdir()]
    assert len(done) == 5
    assert (os.getpid() in done) == (processes == 1)


@pytest.mark.usefixtures("alone")
def test_a_fault_is_raised_here(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left")

    (tmp_path / "a").write_text("old", encoding="utf8")
    with pytest.raises(OutputError, match=r"the disk is full, .* \[KG511\]"):
        replace_all(tmp_path, {"a": note, "b": fail, "c": note}, 2)
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_text(encoding="utf8") == "old"


@pytest.mark.usefixtures("alone")
def test_what_a_copy_was_killed_over_is_done_here(tmp_path: Path) -> None:
    parent = os.getpid()

    def die_in_a_copy(path: Path) -> None:
        if os.getpid() != parent:
            path.write_text("half", encoding="utf8")
            os.kill(os.getpid(), signal.SIGKILL)
        note(path)

    replace_all(tmp_path, {"a": die_in_a_copy, "b": note}, 2)
    assert noted(tmp_path / "a") == parent
    assert noted(tmp_path / "b") != parent


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("processes", [1, 2])
def test_a_value_is_made_in_a_copy(processes: int) -> None:
    value, maker = made_apart(lambda: ({"a": (1, 2)}, os.getpid()), processes)
    assert value == {"a": (1, 2)}
    assert (maker == os.getpid()) == (processes == 1)


@pytest.mark.usefixtures("alone")
def test_a_value_whose_copy_was_killed_is_made_here() -> None:
    parent = os.getpid()

    def make() -> int:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    assert made_apart(make, 2) == parent


@pytest.mark.usefixtures("alone")
def test_a_fault_in_making_a_value_is_raised_here() -> None:
    def fail() -> int:
        raise ValueError("no value")

    with pytest.raises(ValueError, match="no value"):
        made_apart(fail, 2)


@pytest.mark.usefixtures("alone")
def test_where_there_is_no_room_for_a_copy_all_is_done_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> int:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    monkeypatch.setattr(os, "fork", full)
    side_by_side([partial(note, tmp_path / "a"), partial(note, tmp_path / "b")], 2)
    assert noted(tmp_path / "a") == noted(tmp_path / "b") == os.getpid()
    assert made_apart(os.getpid, 2) == os.getpid()


@pytest.mark.usefixtures("alone")
def test_an_interrupt_ends_the_copies(tmp_path: Path) -> None:
    def ring(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(KeyboardInterrupt):
            side_by_side([partial(time.sleep, 600)] * 3, 2)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert multiprocessing.active_children() == []


def test_beside_another_thread_all_is_done_here(tmp_path: Path) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        side_by_side([partial(note, tmp_path / "a"), partial(note, tmp_path / "b")], 2)
    finally:
        stop.set()
        thread.join()
    assert noted(tmp_path / "a") == noted(tmp_path / "b") == os.getpid()


def test_a_copy_that_outlives_its_parent_does_not_hold_the_folder(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    begun = context.Event()

    def work() -> None:
        begun.set()
        time.sleep(600)

    with locked(tmp_path / "lock", tmp_path):
        copy = context.Process(target=work, daemon=True)
        copy.start()
        assert begun.wait(60)
    try:
        with locked(tmp_path / "lock", tmp_path):
            assert copy.is_alive()
    finally:
        copy.kill()
        copy.join()

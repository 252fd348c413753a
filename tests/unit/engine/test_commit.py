"""A build that dies at any point leaves the old files or the new ones, and one build at a time writes them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.engine.lock import locked
from kg.errors import OutputError
from kg.outputs import recover, replace_all

NAMES = tuple("abcdef")

DIES = """
import os, sys
from pathlib import Path
from kg import outputs
left = int(sys.argv[2])
def die(name, real):
    def call(*args, **more):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return real(*args, **more)
    return call
Path.replace = die("replace", Path.replace)
Path.rename = die("rename", Path.rename)
outputs._flush = die("flush", outputs._flush)
outputs.replace_all(Path(sys.argv[1]), {n: lambda p: p.write_text("new") for n in "abcdef"})
"""


def contents(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf8") for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("calls", range(14))
def test_a_process_that_dies_leaves_all_old_files_or_all_new_ones(tmp_path: Path, calls: int) -> None:
    for name in NAMES:
        (tmp_path / name).write_text("old", encoding="utf8")
    done = subprocess.run([sys.executable, "-c", DIES, str(tmp_path), str(calls)], check=False)
    assert done.returncode == (9 if calls < 13 else 0)
    recover(tmp_path)
    assert contents(tmp_path) == dict.fromkeys(NAMES, "old" if calls < 7 else "new")


def test_the_next_write_ends_what_a_dead_process_began(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", DIES, str(tmp_path), "9"], check=False)
    replace_all(tmp_path, {"a": lambda p: p.write_text("newest", encoding="utf8")})
    assert contents(tmp_path) == {**dict.fromkeys(NAMES, "new"), "a": "newest"}


HOLDS = """
import sys
from pathlib import Path
from kg.engine.lock import locked
with locked(Path(sys.argv[1]), Path("out")):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_build_is_told_who_holds_the_folder_until_that_one_dies(tmp_path: Path) -> None:
    lock = tmp_path / ".kg" / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(OutputError, match=rf"process {other.pid} on .* \[KG701\]"), locked(lock, tmp_path):
            pass
        other.kill()
        other.wait()
        with locked(lock, tmp_path):
            pass

"""Outputs are written aside and renamed: a full disk or Ctrl-C leaves the old ones whole."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.outputs import replace_all, replace_text


def fail(error: BaseException):  # type: ignore[no-untyped-def]
    def write(path: Path) -> None:
        path.write_text("half of it", encoding="utf8")
        raise error

    return write


@pytest.mark.parametrize(
    ("error", "raised"),
    [(OSError(errno.ENOSPC, "No space left"), OutputError), (KeyboardInterrupt(), KeyboardInterrupt)],
    ids=["full disk", "Ctrl-C"],
)
def test_the_old_outputs_stay_whole(tmp_path: Path, error: BaseException, raised: type[BaseException]) -> None:
    (tmp_path / "a").write_text("old a", encoding="utf8")
    (tmp_path / "b").write_text("old b", encoding="utf8")
    with pytest.raises(raised):
        replace_all(tmp_path, {"a": lambda p: p.write_text("new a", encoding="utf8"), "b": fail(error)})
    assert {p.name: p.read_text(encoding="utf8") for p in tmp_path.iterdir()} == {"a": "old a", "b": "old b"}


def test_a_full_disk_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"the disk is full, .* \[KG511\]"):
        replace_all(tmp_path, {"a": fail(OSError(errno.ENOSPC, "No space left"))})


def test_a_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf8")
    with pytest.raises(OutputError, match="is not a folder"):
        replace_text(tmp_path / "file" / "out.txt", "x")


def test_all_files_are_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf8")
    replace_all(tmp_path, {n: lambda p: p.write_text("new", encoding="utf8") for n in "ab"})
    assert {p.name: p.read_text(encoding="utf8") for p in tmp_path.iterdir()} == {"a": "new", "b": "new"}

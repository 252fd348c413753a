"""Bad documents: one line each with a code, the run goes on, the exit code says how it went."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builds import SMALL, Built, Ran, kg_process

LINE = re.compile(r"^\S.*: .+ \[KG\d{3}\]$")

Bad = Callable[[Path], Path]
Kg = Callable[..., Ran]


def missing(folder: Path) -> Path:
    return folder / "no-such-file.txt"


def no_text(folder: Path) -> Path:
    path = folder / "empty.txt"
    path.write_bytes(b"")
    return path


def blanks(folder: Path) -> Path:
    path = folder / "blanks.txt"
    path.write_bytes(b" \n\t\n\r\n")
    return path


def unknown_ending(folder: Path) -> Path:
    path = folder / "picture.xyz"
    path.write_bytes(bytes(range(256)) * 20)
    return path


def rubbish(folder: Path) -> Path:
    path = folder / "rubbish.txt"
    path.write_bytes(bytes(range(256)) * 200)
    return path


def broken_line(folder: Path) -> Path:
    path = folder / "lines.jsonl"
    path.write_text('{"text": "Acme Motors sued Blue River Bank."}\n{"text": broken\n', encoding="utf8")
    return path


def broken_pdf(folder: Path) -> Path:
    path = folder / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nthis is no PDF")
    return path


def broken_word(folder: Path) -> Path:
    path = folder / "broken.docx"
    path.write_bytes(b"PK\x03\x04 this is no zip")
    return path


CASES = [missing, no_text, blanks, unknown_ending, rubbish, broken_line, broken_pdf, broken_word]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(SMALL, encoding="utf8")
    return path


@pytest.mark.parametrize("make", CASES)
def test_a_bad_document_is_one_line_and_the_run_goes_on(make: Bad, good: Path, tmp_path: Path, kg: Kg) -> None:
    bad = make(tmp_path)
    ran = kg("build", good, bad, "-o", tmp_path / "out")
    lines = ran.err.splitlines()
    assert ran.code == 0, ran.err
    assert len(lines) == 1
    assert LINE.match(lines[0]), lines[0]
    assert bad.name in lines[0]
    assert Built(tmp_path / "out", ran).report["not_read"] == lines
    assert "1 could not be read" in ran.out


def test_a_broken_json_line_is_named_and_the_others_are_read(good: Path, tmp_path: Path, kg: Kg) -> None:
    ran = kg("build", broken_line(tmp_path), "-o", tmp_path / "out")
    assert ran.code == 0
    assert "lines.jsonl:2: " in ran.err
    assert "Blue River Bank" in (tmp_path / "out" / "mentions.jsonl").read_text(encoding="utf8")


@pytest.mark.parametrize("make", CASES)
def test_strict_stops_with_code_2_and_writes_nothing(make: Bad, good: Path, tmp_path: Path, kg: Kg) -> None:
    ran = kg("build", "--strict", good, make(tmp_path), "-o", tmp_path / "out")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("make", [c for c in CASES if c is not broken_line])
def test_nothing_read_at_all_is_code_2(make: Bad, tmp_path: Path, kg: Kg) -> None:
    ran = kg("build", make(tmp_path), "-o", tmp_path / "out")
    assert ran.code == 2
    assert LINE.match(ran.err.splitlines()[0])
    assert not (tmp_path / "out").exists()


def test_a_file_without_permission_is_named(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kg: Kg
) -> None:
    locked = tmp_path / "locked.txt"
    locked.write_text("x", encoding="utf8")
    real = Path.open

    def refuse(self: Path, *args: object, **kwargs: object) -> object:  # root may read anything, so chmod shows nothing
        if self.name == "locked.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", refuse)
    ran = kg("build", good, locked, "-o", tmp_path / "out")
    assert ran.code == 0
    assert "locked.txt: " in ran.err


@pytest.mark.parametrize(
    "data",
    [SMALL.encode("utf-8-sig"), SMALL.replace("\n", "\r\n").encode(), SMALL.encode("utf-16"), SMALL.encode() + b"\0\0"],
    ids=["BOM", "CRLF", "UTF-16", "NUL"],
)
def test_odd_bytes_are_read_like_plain_ones(data: bytes, tmp_path: Path, kg: Kg) -> None:
    (tmp_path / "odd.txt").write_bytes(data)
    ran = kg("build", tmp_path / "odd.txt", "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    labels = {m["label"] for m in Built(tmp_path / "out", ran).lines("mentions.jsonl")}
    assert labels >= {"Acme Motors", "Blue River Bank"}


def test_a_mistyped_path_is_not_inspected_as_a_sentence(tmp_path: Path, kg: Kg) -> None:
    ran = kg("inspect", str(tmp_path / "no-such-file.txt"))
    assert ran.code == 2
    assert "there is no such file" in ran.err


def test_standard_input_is_read(tmp_path: Path) -> None:
    ran = kg_process("build", "-", "-o", tmp_path / "out", stdin=SMALL)
    assert ran.code == 0, ran.err
    assert "Acme Motors" in (tmp_path / "out" / "triples.csv").read_text(encoding="utf8")


def test_a_missing_model_is_one_line_with_the_command_to_run(good: Path, tmp_path: Path, kg: Kg) -> None:
    ran = kg("build", good, "-o", tmp_path / "out", "--model", "no_such_model")
    assert ran.code == 2
    assert "pip install" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_base_that_is_no_iri_is_code_2(good: Path, tmp_path: Path, kg: Kg) -> None:
    ran = kg("build", good, "-o", tmp_path / "out", "--base", "not an iri")
    assert ran.code == 2
    assert "[KG" in ran.err


def test_quiet_prints_nothing(good: Path, tmp_path: Path, kg: Kg) -> None:
    ran = kg("build", good, "-o", tmp_path / "out", "-q")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_when_no_document_can_be_read_it_says_how_many(tmp_path: Path, kg: Kg) -> None:
    ran = kg("build", no_text(tmp_path), blanks(tmp_path), rubbish(tmp_path), "-o", tmp_path / "out")
    assert ran.code == 2
    assert "and 2 more could not be read, so that nothing was written" in ran.err.splitlines()[-1]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("flag", "value", "said"),
    [
        ("--max-seconds", "-1", "'-1' is not a number of seconds above 0"),
        ("--max-seconds", "nan", "'nan' is not a number of seconds above 0"),
        ("--max-seconds", "soon", "'soon' is not a number of seconds above 0"),
        ("--workers", "x", "'x' is not a number of processes, 1 or more"),
        ("--workers", "0", "'0' is not a number of processes, 1 or more"),
    ],
)
def test_a_value_that_no_flag_takes_is_said_in_words(
    good: Path, tmp_path: Path, kg: Kg, flag: str, value: str, said: str
) -> None:
    ran = kg("build", good, "-o", tmp_path / "out", flag, value)
    assert ran.code == 2
    assert said in ran.err
    assert not (tmp_path / "out").exists()

"""``kg open`` writes one JSON line a sentence, with the words of the sentence."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builds import Ran

Kg = Callable[..., Ran]

SENTENCES = "Norvia bought Dalmont in 2018 .\n\n`` Lund sold the museum , '' said Holm .\n"


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_sentence_has_its_line_and_blank_lines_have_none(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "sentences.txt").write_text(SENTENCES, encoding="utf8")
    ran = kg("open", tmp_path / "sentences.txt", "-o", tmp_path / "out.jsonl", "-q")

    assert (ran.code, ran.out) == (0, "")
    written = rows((tmp_path / "out.jsonl").read_text(encoding="utf8"))
    assert [r["sentence"] for r in written] == [s for s in SENTENCES.split("\n") if s]


def test_a_triple_has_the_fields_of_the_contract(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "sentences.txt").write_text("Norvia bought Dalmont .\n", encoding="utf8")
    ran = kg("open", tmp_path / "sentences.txt", "-q")

    [row] = rows(ran.out)
    [triple] = [t for t in row["triples"] if t["relation"] == "bought"]  # type: ignore[attr-defined]
    assert list(triple) == ["subject", "relation", "object", "extra", "confidence"]
    assert (triple["subject"], triple["object"], triple["extra"]) == ("Norvia", "Dalmont", [])
    assert 0 < triple["confidence"] <= 1


def test_least_leaves_out_the_less_sure(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "sentences.txt").write_text(SENTENCES, encoding="utf8")
    ran = kg("open", tmp_path / "sentences.txt", "-q", "--least", "1.1")

    assert [r["triples"] for r in rows(ran.out)] == [[], []]


def test_standard_input_is_read(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Norvia bought Dalmont .\r\n"))
    ran = kg("open", "-", "-q", "--rules")

    [row] = rows(ran.out)
    assert row["sentence"] == "Norvia bought Dalmont ."
    assert all(t["rule"] for t in row["triples"])  # type: ignore[attr-defined]


def test_a_missing_file_is_named(kg: Kg, tmp_path: Path) -> None:
    ran = kg("open", tmp_path / "none.txt")

    assert ran.code == 2
    assert "none.txt" in ran.err

"""kg review, and kg.review.tsv in a build, beside the sources and as named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.config import Config
from kg.errors import OutputError
from kg.pipeline import build, write
from tests.builds import SMALL, Ran

Kg = Callable[..., Ran]


@pytest.fixture
def out(tmp_path: Path, kg: Kg) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "small.txt").write_text(SMALL, encoding="utf8")
    assert kg("build", tmp_path / "news", "-o", tmp_path / "out").code == 0
    return tmp_path / "out"


def outputs(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and p.name != "kg.review.tsv"}


def effects(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "report.json").read_text(encoding="utf8"))["decisions"]
    return found


def test_a_decision_is_applied_at_once_listed_and_outlives_a_rebuild(out: Path, kg: Kg) -> None:
    ran = kg("review", out, "rename", "Gray Harbor Oil", "Gray Oil")
    assert ran.code == 0, ran.err
    assert "Gray Harbor Oil -> Gray Oil" in ran.err
    assert '"Gray Oil"' in (out / "graph.ttl").read_text(encoding="utf8")
    assert "Gray Harbor Oil -> Gray Oil" in kg("review", out, "--list").out
    before = outputs(out)
    assert kg("build", out.parent / "news", "-o", out).code == 0
    assert outputs(out) == before
    assert kg("verify", out).code == 0


def test_a_decision_taken_back_leaves_the_build_as_it_was(out: Path, kg: Kg) -> None:
    before = outputs(out)
    assert kg("review", out, "reject", "Portugal", "bans", "Gray Harbor Oil").code == 0
    assert kg("explain", out, "Portugal", "bans", "Gray Harbor Oil").code == 1
    assert kg("review", out, "--undo", "reject", "Portugal", "bans", "Gray Harbor Oil").code == 0
    assert outputs(out) == before
    assert kg("review", out, "--undo", "reject", "Portugal", "bans", "Gray Harbor Oil").code == 1


def test_a_decision_that_fits_nothing_is_written_told_and_answers_no(out: Path, kg: Kg) -> None:
    ran = kg("review", out, "same", "Nobody", "Acme Motors")
    assert ran.code == 1
    assert 'there is no "Nobody"' in ran.err
    ran = kg("review", out, "rename", "Gray Harbr Oil", "Harbor Oil")
    assert "near: Gray Harbor Oil (--undo takes the row back)" in ran.err


def test_with_later_only_the_row_is_written(out: Path, kg: Kg) -> None:
    before = outputs(out)
    assert kg("review", out, "rename", "Portugal", "Lusitania", "--later").code == 0
    assert outputs(out) == before
    assert "not applied yet" in kg("review", out, "--list").out


def test_the_file_is_found_beside_the_sources_and_is_no_document(out: Path, kg: Kg) -> None:
    news = out.parent / "news"
    (news / "kg.review.tsv").write_text("rename\tPortugal\tLusitania\n", encoding="utf8")
    assert kg("build", news, "-o", out).code == 0
    assert [d["did"] for d in effects(out)] == ["ent:portugal: Portugal -> Lusitania"]
    assert len(json.loads((out / "report.json").read_text(encoding="utf8"))["documents"]) == 1


def test_a_bad_row_is_told_by_file_and_line_and_the_build_goes_on(out: Path, kg: Kg, tmp_path: Path) -> None:
    mine = tmp_path / "mine.tsv"
    mine.write_text("# mine\nrename\tPortugal\tLusitania\nsmae\ta\tb\n", encoding="utf8")
    ran = kg("build", out.parent / "news", "-o", out, "--review", mine)
    assert ran.code == 0
    assert f"{mine}:3: " in ran.err and "[KG901]" in ran.err
    assert len(effects(out)) == 1
    assert kg("build", out.parent / "news", "-o", out, "--review", mine, "--strict").code == 2


def test_a_missing_file_of_decisions_is_one_line_and_code_2(out: Path, kg: Kg) -> None:
    ran = kg("build", out.parent / "news", "-o", out, "--review", "no-such.tsv")
    assert (ran.code, ran.err.count("\n")) == (2, 1)


@pytest.mark.parametrize("words", [["smae", "a", "b"], ["same", "a"], ["retype", "Portugal", "Cuntry"]])
def test_words_that_are_no_decision_are_one_line_and_code_2(out: Path, kg: Kg, words: list[str]) -> None:
    ran = kg("review", out, *words)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert not (out / "kg.review.tsv").exists()


def test_python_does_not_write_over_decisions_that_the_graph_does_not_follow(out: Path, kg: Kg) -> None:
    assert kg("review", out, "rename", "Gray Harbor Oil", "Gray Oil").code == 0
    before = outputs(out)
    news, file = str(out.parent / "news"), str(out / "kg.review.tsv")
    with pytest.raises(OutputError, match="KG823"):
        write(build([news]), out)
    assert outputs(out) == before
    write(build([news], Config(review=file)), out)
    assert outputs(out)["graph.ttl"] == before["graph.ttl"]


def test_a_file_in_which_all_decisions_were_taken_back_stops_nobody(out: Path, kg: Kg) -> None:
    assert kg("review", out, "rename", "Gray Harbor Oil", "Gray Oil").code == 0
    assert kg("review", out, "--undo", "rename", "Gray Harbor Oil", "Gray Oil").code == 0
    assert write(build([str(out.parent / "news")]), out)


def test_a_decision_that_another_contradicts_goes_and_is_named(out: Path, kg: Kg) -> None:
    assert kg("review", out, "--later", "same", "Gray Harbor Oil", "Gray").code == 0
    ran = kg("review", out, "different", "--later", "Gray Harbor Oil", "Gray")
    assert 'takes the place of same "Gray Harbor Oil" "Gray"' in ran.err or 'takes the place of same "Gray" "Gray Harbor Oil"' in ran.err
    assert "same" not in (out / "kg.review.tsv").read_text(encoding="utf8").split()[-3:]

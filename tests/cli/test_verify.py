"""kg verify: green on a build, red for each fault that is planted in it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builds import Built, Ran

Kg = Callable[..., Ran]


@pytest.fixture
def copy(small: Built, tmp_path: Path) -> Path:
    """Return a copy of the build and of its document, to be spoiled."""
    shutil.copytree(small.folder, tmp_path / "out")
    shutil.copy(small.folder.parent / "news.txt", tmp_path / "news.txt")
    return tmp_path


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf8")


def change_report(folder: Path, name: str) -> None:
    path = folder / "out" / "report.json"
    report = json.loads(path.read_text(encoding="utf8"))
    report["counts"][name] += 1
    path.write_text(json.dumps(report), encoding="utf8")


def change_start(folder: Path) -> None:
    path = folder / "out" / "graph.ttl"
    text = path.read_text(encoding="utf8")
    path.write_text(re.sub(r"oa:start (\d+)", lambda m: f"oa:start {int(m[1]) + 1}", text, count=1), encoding="utf8")


FAULTS: dict[str, Callable[[Path], object]] = {
    "a document that changed": lambda f: replace(f / "news.txt", "signed", "not signed"),
    "a document that is gone": lambda f: (f / "news.txt").unlink(),
    "a quote that changed": lambda f: replace(f / "out" / "graph.ttl", 'oa:exact "', 'oa:exact "Yes, '),
    "an offset that changed": change_start,
    "a phrase that changed": lambda f: replace(f / "out" / "graph.ttl", 'kg:relationPhrase "', 'kg:relationPhrase "x'),
    "a row that says another thing": lambda f: replace(f / "out" / "triples.jsonl", '"asserted"', '"planned"'),
    "a row that is lost": lambda f: (f / "out" / "triples.jsonl").write_text("", encoding="utf8"),
    "a row that is no JSON": lambda f: replace(f / "out" / "triples.jsonl", "{", "{{"),
    "a mention of another label": lambda f: replace(f / "out" / "mentions.jsonl", '"label": "', '"label": "x'),
    "a mention of another text": lambda f: replace(f / "out" / "mentions.jsonl", '"text": "', '"text": "x'),
    "a wrong count of claims": lambda f: change_report(f, "claims"),
    "a wrong count of mentions": lambda f: change_report(f, "mentions"),
    "a file that is missing": lambda f: (f / "out" / "mentions.jsonl").unlink(),
}


def test_a_build_is_verified(kg: Kg, small: Built) -> None:
    ran = kg("verify", small.folder)
    assert (ran.code, ran.out) == (0, ""), ran.out


def test_a_build_is_verified_against_documents_that_moved(kg: Kg, copy: Path) -> None:
    (copy / "elsewhere").mkdir()
    (copy / "news.txt").rename(copy / "elsewhere" / "news.txt")
    assert kg("verify", copy / "out", "--sources", copy / "elsewhere").code == 0


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(kg: Kg, copy: Path, fault: str) -> None:
    FAULTS[fault](copy)
    ran = kg("verify", copy / "out", "--sources", copy / "news.txt")
    assert ran.code == 1, ran.err
    assert ran.out


def test_a_folder_without_a_graph_is_code_2(kg: Kg, tmp_path: Path) -> None:
    ran = kg("verify", tmp_path)
    assert ran.code == 2
    assert "[KG507]" in ran.err

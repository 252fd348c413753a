"""``kg build``, ``kg add`` and ``kg remove`` over what was read before, with the real parser."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.engine.pack import list_pack, read_entry
from tests.builds import ROOT, SMALL, Built, Ran, build

Kg = Callable[..., Ran]

OTHER = "Gray Harbor Oil has banned Acme Motors. Portugal will join the Silver Coast Union, said Blue River Bank.\n"


def outputs(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def work(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / ".kg" / "work.json").read_text(encoding="utf8"))
    return found


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "small.txt").write_text(SMALL, encoding="utf8")
    (folder / "other.txt").write_text(OTHER, encoding="utf8")
    return folder


def test_a_second_build_does_not_load_the_parser(news: Path, tmp_path: Path) -> None:
    first = build(tmp_path / "out", news)
    before = outputs(first.folder)
    script = f"import sys; from kg.cli import main; main(['build', {str(news)!r}, '-o', {str(first.folder)!r}])"
    done = subprocess.run(
        [sys.executable, "-c", f"{script}; print('spacy' in sys.modules)"],
        capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    assert "2 known from before, 0 parsed" in done.stdout
    assert done.stdout.endswith("False\n")
    assert (work(first.folder)["parsed"], work(first.folder)["from_cache"]) == (0, 2)
    assert outputs(first.folder) == before


def test_after_an_ontology_edit_nothing_is_parsed_and_the_outputs_are_those_of_a_fresh_build(
    news: Path, tmp_path: Path, kg: Kg
) -> None:
    assert kg("build", news, "-o", tmp_path / "out").code == 0
    mine = tmp_path / "mine" / "lexicon"
    mine.mkdir(parents=True)
    phrases = (ROOT / "ontology" / "lexicon" / "relation-phrases.tsv").read_text(encoding="utf8").splitlines()
    header = next(line for line in phrases if not line.startswith("#"))
    row = dict.fromkeys(header.split("\t"), "") | {"phrase": "ban", "kind": "verb", "relation": "opposes"}
    (mine / "relation-phrases.tsv").write_text(header + "\n" + "\t".join(row.values()) + "\n", encoding="utf8")
    for out in ("out", "fresh"):
        assert kg("build", news, "-o", tmp_path / out, "--ontology", mine.parent).code == 0
    counts = work(tmp_path / "out")
    assert (counts["read"], counts["parsed"]) == (2, 0)
    assert work(tmp_path / "fresh")["parsed"] == 2
    assert outputs(tmp_path / "out") == outputs(tmp_path / "fresh")


def test_add_and_remove_come_to_the_same_as_building_anew(news: Path, tmp_path: Path, kg: Kg) -> None:
    out = tmp_path / "out"
    for name in ("small", "both"):
        assert kg("build", *([news] if name == "both" else [news / "small.txt"]), "-o", tmp_path / name).code == 0
    assert kg("build", news / "small.txt", "-o", out).code == 0
    assert kg("add", out, news / "other.txt").code == 0
    assert outputs(out) == outputs(tmp_path / "both")
    assert work(out)["parsed"] == 1
    assert kg("remove", out, "other").code == 0
    assert outputs(out) == outputs(tmp_path / "small")
    ran = kg("remove", out, "nothing")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)


def test_nothing_of_a_removed_document_stays_on_disk_and_the_others_are_not_parsed_again(
    news: Path, tmp_path: Path, kg: Kg
) -> None:
    out = tmp_path / "out"
    (news / "other.txt").write_text("Brisa Airlines sued Acme Motors.\n", encoding="utf8")
    assert kg("build", news, "-o", out).code == 0
    before = {kind: len(list_all(out / ".kg" / kind)) for kind in ("documents", "readings", "parses")}
    assert before == {"documents": 2, "readings": 2, "parses": 2}
    assert kg("remove", out, "other").code == 0
    for kind in before:
        [left] = list_all(out / ".kg" / kind)
        assert b"Brisa" not in left
    assert b"Acme Motors" in list_all(out / ".kg" / "documents")[0]
    assert kg("build", news / "small.txt", "-o", out).code == 0
    assert work(out)["parsed"] == 0


def list_all(folder: Path) -> list[bytes]:
    return [read_entry(entry) for path in folder.rglob("*.pack") for entry in list_pack(path).values()]


def test_worker_processes_write_the_same_bytes(seeds: Built, tmp_path: Path) -> None:
    other = build(tmp_path / "out", "seeds", "--executor", "process", "--workers", "2")
    assert outputs(other.folder) == outputs(seeds.folder)


def test_nothing_is_kept_when_nothing_should_be(news: Path, tmp_path: Path, kg: Kg) -> None:
    assert kg("build", news, "-o", tmp_path / "out", "--no-cache").code == 0
    assert [p.name for p in (tmp_path / "out" / ".kg").iterdir()] == ["lock"]
    ran = kg("add", tmp_path / "out", news / "other.txt")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "[KG804]" in ran.err


def test_a_failed_build_leaves_no_folder(tmp_path: Path, kg: Kg) -> None:
    assert kg("build", tmp_path / "nowhere.txt", "-o", tmp_path / "out").code == 2
    assert not (tmp_path / "out").exists()

"""The figures on gold data stay above their floors (``floors.json``); the data is not in the repository."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.builds import BENCH, ROOT, SEEDS, Built, build

FLOORS: dict[str, Any] = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf8"))

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not BENCH.is_dir(), reason=f"the gold data is not at {BENCH}"),
]

NUMBER = re.compile(r"=\s*([0-9.]+)|F1\s+([0-9.]+)|^\s*([0-9]+)(?:\s+of\b|\s*$)")


def figures(printed: str) -> dict[str, float]:
    """Return the figure of each line that a scorer printed: the ratio, the F1 or the plain count."""
    out: dict[str, float] = {}
    for line in printed.splitlines():
        parts = re.match(r"([A-Za-z0-9][A-Za-z0-9 -]*?)\s{2,}(.*)|([a-z][a-z -]*?)\s+(\d.*|P \d.*)", line)
        if parts is None:
            continue
        name, rest = parts[1] or parts[3], parts[2] or parts[4]
        number = NUMBER.search(rest)
        if number:
            out[" ".join(name.split())] = float(next(g for g in number.groups() if g))
    return out


def scored(script: str, file: Path, gold: list[Path]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, BENCH / script, file, *gold], capture_output=True, text=True, encoding="utf8", check=True
    )
    print(done.stdout)
    return figures(done.stdout)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return one build of the seeds and of all texts beside the gold."""
    folder = tmp_path_factory.mktemp("gold") / "out"
    texts = sorted((BENCH / "gum").glob("*.txt"))
    return build(folder, *sorted(SEEDS.glob("*.txt")), *texts)


@pytest.fixture(scope="module")
def facts(built: Built) -> dict[str, float]:
    return scored("facts.py", built.folder / "triples.jsonl", sorted((BENCH / "gold").glob("*.jsonl")))


@pytest.fixture(scope="module")
def entities(built: Built) -> dict[str, float]:
    return scored("entities.py", built.folder / "mentions.jsonl", sorted((BENCH / "gum").glob("*.json")))


@pytest.mark.parametrize(("figure", "floor"), sorted(FLOORS["facts"]["least"].items()))
def test_facts_reach_their_floor(facts: dict[str, float], figure: str, floor: float) -> None:
    assert facts[figure] >= floor


@pytest.mark.parametrize(("figure", "ceiling"), sorted(FLOORS["facts"]["most"].items()))
def test_false_facts_stay_under_their_ceiling(facts: dict[str, float], figure: str, ceiling: float) -> None:
    assert facts[figure] <= ceiling


@pytest.mark.parametrize(("figure", "floor"), sorted(FLOORS["entities"]["least"].items()))
def test_entities_reach_their_floor(entities: dict[str, float], figure: str, floor: float) -> None:
    assert entities[figure] >= floor


def test_no_claim_is_drawn_from_what_was_dropped(built: Built) -> None:
    dropped = {d["id"]: [(p["start"], p["end"]) for p in d["dropped"]] for d in built.report["documents"]}
    assert not [
        line["sentence"]
        for line in built.lines("triples.jsonl")
        if any(start < line["end"] and line["start"] < end for start, end in dropped[line["doc"]])
    ]


def test_the_repository_holds_none_of_the_gold_texts() -> None:
    inside = {p.name for p in ROOT.glob("*/**/*.txt") if ".venv" not in p.parts and "out" not in p.parts}
    assert not inside & {p.name for p in (BENCH / "gum").glob("*.txt")}

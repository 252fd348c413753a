"""Each target of bench/fuzz.py runs a few times: the harness works, and what it checks holds on these inputs."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "bench")]

from fuzz_targets import TARGETS, WEIGHTS  # noqa: E402  # it lies in bench/


@pytest.mark.parametrize("name", TARGETS)
def test_hostile_input_neither_crashes_nor_comes_out_invalid(name: str) -> None:
    run = TARGETS[name]()
    for number in range(60 if WEIGHTS.get(name, 1) >= 0.5 else 4):
        assert run(Random(f"0:{name}:{number}"))

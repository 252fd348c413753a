"""Open mode stays above its floors on the public benchmarks; their data is not in the repository."""

from __future__ import annotations

import importlib.util

import pytest

from tests.builds import BENCH, ROOT

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not (BENCH / "open").is_dir(), reason=f"the benchmarks are not at {BENCH / 'open'}"),
]

_spec = importlib.util.spec_from_file_location("open_bench", ROOT / "bench" / "open_bench.py")
assert _spec is not None and _spec.loader is not None
open_bench = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(open_bench)


@pytest.mark.parametrize("name", sorted(open_bench.FLOORS))
def test_a_public_benchmark_reaches_its_floors(name: str) -> None:
    figures = open_bench.measure(BENCH / "open", name, None)
    print(name, {k: round(figures[k], 3) for k in ("precision", "recall", "f1", "auc")})

    missed = {k: figures[k] for k, floor in open_bench.FLOORS[name].items() if figures[k] < floor}
    assert not missed

"""Measure open mode on the public benchmarks of open extraction: precision, recall, F1, area under the curve.

    python bench/open_bench.py SCORERS [--sets benchie-dev carb-dev] [--model NAME]

SCORERS is the folder with ``sentences.py`` and ``score.py`` (and the benchmarks' data, which is not
part of this project). Prints one line a set, and the command that gives it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

FLOORS = {"benchie-dev": {"f1": 0.56, "precision": 0.54}, "carb-dev": {"f1": 0.565, "auc": 0.365}}
"""What a release must reach: what the shipped numbers give, less a hair for another release of the parser."""


def measure(scorers: Path, name: str, model: str | None) -> dict[str, float]:
    """Run ``kg open`` over the sentences of one set and return the scorer's figures."""
    with tempfile.TemporaryDirectory() as folder:
        sentences, out = Path(folder, "sentences.txt"), Path(folder, "out.jsonl")
        listing = subprocess.run([sys.executable, str(scorers / "sentences.py"), name], check=True, capture_output=True)
        sentences.write_bytes(listing.stdout)
        command = [sys.executable, "-m", "kg.cli", "open", str(sentences), "-o", str(out), "-q"]
        subprocess.run([*command, *(["--model", model] if model else [])], check=True, cwd=ROOT)
        scored = subprocess.run(
            [sys.executable, str(scorers / "score.py"), name, str(out), "--json"], check=True, capture_output=True
        )
    figures: dict[str, float] = json.loads(scored.stdout)
    return figures


def main() -> int:
    """Measure each set; exit code 1 if a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorers", type=Path)
    parser.add_argument("--sets", nargs="+", default=["benchie-dev", "carb-dev"])
    parser.add_argument("--model")
    args = parser.parse_args()
    low = 0
    for name in args.sets:
        figures = measure(args.scorers.resolve(), name, args.model)
        shown = "  ".join(
            f"{k} {figures[k]:.3f}" for k in ("precision", "recall", "f1", "auc") if figures.get(k) is not None
        )
        missed = [k for k, floor in FLOORS.get(name, {}).items() if figures[k] < floor]
        low += len(missed)
        print(
            f"{name:14} {shown}  triples {figures['extractions']:.0f}"
            + (f"  BELOW FLOOR: {', '.join(missed)}" if missed else "")
        )
        print(f"    kg open sentences.txt -o out.jsonl; python score.py {name} out.jsonl")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())

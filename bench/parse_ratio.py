"""Measure the CPU of ``kg build`` against spaCy's own parse of the same text, imports included, in one run.

    python bench/parse_ratio.py [PATH …] [--rounds N] [--most 3.0]

Each side runs in a process of its own, in turn, so that the load of the machine falls on both; the
medians are compared. Exit code 1 if the ratio is over ``--most``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

BARE = """
import sys
from pathlib import Path
sys.path.insert(0, "bench")
from bare import pipeline
nlp = pipeline()
texts = [Path(p).read_text(encoding="utf8") for p in sys.argv[1:]]
paragraphs = [line for text in texts for line in text.split("\\n") if line.strip()]
for _ in nlp.pipe(paragraphs, batch_size=16):
    pass
"""


def cpu(*command: str) -> float:
    """Return the CPU seconds, user and system, of a process and its children."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    before = os.times()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env=environment)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> int:
    """Measure, print one line a side and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=["seeds/"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--most", type=float, default=3.0)
    args = parser.parse_args()
    files = [str(f) for p in map(Path, args.paths) for f in (sorted(p.glob("*.txt")) if p.is_dir() else [p])]
    bare, build = [], []
    with tempfile.TemporaryDirectory() as folder:
        for i in range(args.rounds):  # a new folder each, so that nothing is known from before
            bare.append(cpu(sys.executable, "-c", BARE, *files))
            build.append(cpu(sys.executable, "-m", "kg.cli", "build", *files, "-o", f"{folder}/{i}", "-q"))
    ratio = statistics.median(build) / statistics.median(bare)
    print(f"bare parse with imports  {statistics.median(bare):6.2f} s CPU  (median of {args.rounds})")
    print(f"kg build                 {statistics.median(build):6.2f} s CPU")
    print(f"ratio                    {ratio:6.2f}    (at most {args.most})")
    return 0 if ratio <= args.most else 1


if __name__ == "__main__":
    sys.exit(main())

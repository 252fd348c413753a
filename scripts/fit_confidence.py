"""Fit the confidence of claims to verdicts of a reader, and print how well it is calibrated.

    python scripts/fit_confidence.py CLAIMS.tsv VERDICTS.tsv [--write]

CLAIMS.tsv has one claim a line: number, rule, confidence, "open" or nothing, subject, its class, relation,
object …; VERDICTS.tsv the number and right, partly or wrong (partly counts one half). The share of
right claims of each rule, drawn towards the share of all rules as if five more claims had been read, goes
to ``kg/text/extract/confidence.json``. The claims themselves are not part of this project.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).parent.parent / "kg" / "text" / "extract" / "confidence.json"
WORTH = {"right": 1.0, "partly": 0.5, "wrong": 0.0}
PRIOR = 5
"""Claims that the share of all rules weighs against those of one rule."""


def main() -> int:
    """Read, fit, print; write with ``--write``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", type=Path)
    parser.add_argument("verdicts", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    claims = {row[0]: row for row in (line.split("\t") for line in args.claims.read_text(encoding="utf8").splitlines())}
    worth: dict[str, list[float]] = defaultdict(list)
    is_open: dict[bool, list[float]] = defaultdict(list)
    for line in args.verdicts.read_text(encoding="utf8").splitlines():
        number, verdict, *_ = line.split("\t")
        worth[claims[number][1]].append(WORTH[verdict])
        is_open[bool(claims[number][3])].append(WORTH[verdict])
    every = [w for values in worth.values() for w in values]
    mean = sum(every) / len(every)
    rules = {r: round((sum(v) + PRIOR * mean) / (len(v) + PRIOR), 3) for r, v in sorted(worth.items())}
    for rule, value in rules.items():
        print(f"{rule:24} {len(worth[rule]):4} read   {value:.2f}")
    shares = {k: sum(v) / len(v) for k, v in is_open.items()}
    print(f"{'all':24} {len(every):4} read   {mean:.2f}   open {shares.get(True, 0):.2f}, of the ontology {shares.get(False, 0):.2f}")
    if args.write:
        table = {"read": len(every), "mean": round(mean, 3), "rules": rules}
        OUT.write_text(json.dumps(table, indent=1) + "\n", encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

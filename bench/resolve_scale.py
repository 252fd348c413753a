"""Measure how resolution grows with the number of distinct names: CPU, and CPU over n log n.

    python bench/resolve_scale.py [N …]

Every document has twenty things: people, firms, places and unnamed things with seeded, invented names, of
which a tenth recur in other documents. Growth is no worse than n log n if the last column does not rise.
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SYLLABLES = [a + b for a in "b br d dr f g gr k l m n p pr r s st t v".split() for b in "a e i o u al en or is".split()]


def readings(names: int, seed: int = 7) -> Iterator[object]:
    """Yield readings with about ``names`` distinct names."""
    from kg.model import Document, Reading, Thing

    rng = random.Random(seed)

    def word() -> str:
        return "".join(rng.choice(SYLLABLES) for _ in range(4)).title()

    common = [word() for _ in range(max(names // 100, 10))]
    for d in range(math.ceil(names / 18)):
        things = []
        for i in range(20):
            kind = ("Person", "Company", "Organization", "Technology")[i % 4]
            form = rng.choice(common) if i < 2 else f"{word()} {word()}"
            forms = ((form, 2), (form.split()[-1], 3)) if kind == "Person" else ((form, 1),)
            things.append(Thing(forms, kind != "Technology", ((kind, 2.0),)))
        yield Reading(Document(f"d{d}", ""), (), tuple(things))


def main() -> int:
    """Print one row a size."""
    from kg.config import Config
    from kg.graph.resolve import resolve
    from kg.pipeline import load

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    args = parser.parse_args()
    ontology = load(Config())
    print("distinct names   entities    CPU s   CPU / (n log n), first row = 1")
    first = 0.0
    for size in args.sizes:
        corpus = list(readings(size))
        gc.collect()
        at = time.process_time()
        resolution = resolve(corpus, ontology, Config())  # type: ignore[arg-type]
        cost = time.process_time() - at
        per = cost / (size * math.log(size))
        first = first or per
        print(f"{size:14,} {len(resolution.entities):10,} {cost:8.2f}   {per / first:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

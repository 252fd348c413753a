"""Measure the CPU of open mode's extraction beside that of the bare parse, spaCy's and kg's, on the same sentences in one run.

    python bench/open_cost.py FILE… [--sentences 1000] [--rounds 3] [--most 0.25]

The files hold sentences or paragraphs, one a line. Prints all and the ratios; exit code 1 if that to spaCy's own is over ``--most``.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> int:
    """Parse, then extract, in turn; compare the medians."""
    import bare

    from kg.text.open import open_triples
    from kg.text.open_read import docs
    from kg.text.parse import load_parser

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--sentences", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--most", type=float, default=0.25)
    args = parser.parse_args()
    lines = [line for f in args.files for line in f.read_text(encoding="utf8").split("\n") if line.strip()]
    lines = (lines * (args.sentences // max(1, len(lines)) + 1))[: args.sentences]
    nlp = load_parser()
    next(iter(docs(lines[:1], nlp)))  # what is loaded on the first call belongs to neither
    stock, parses, extractions, triples = [], [], [], 0
    for _ in range(args.rounds):
        stock.append(bare.seconds(lines))
        t = time.process_time()
        parsed = list(docs(lines, nlp))
        parses.append(time.process_time() - t)
        t = time.process_time()
        triples = sum(len(open_triples(doc, line)) for line, doc in parsed)
        extractions.append(time.process_time() - t)
    whole, own, cost = map(statistics.median, (stock, parses, extractions))
    print(f"{len(lines):,} sentences, {triples:,} triples; medians of {args.rounds} rounds, CPU of this process")
    print(f"parse, as spaCy does it  {whole:6.2f} s")
    print(f"parse, as kg does it     {own:6.2f} s")
    print(f"extraction               {cost:6.2f} s   {cost / whole:.1%} of the first (at most {args.most:.0%}), {cost / own:.1%} of the second")
    return 0 if cost / whole <= args.most else 1


if __name__ == "__main__":
    sys.exit(main())

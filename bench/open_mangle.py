"""Feed open mode mangled sentences and random text: nothing may make it crash or tell what is not there.

    python bench/open_mangle.py FILE… [--count 10000] [--seed 1]

The sentences are the lines of the files; each is mangled in one of several ways. Prints how many were
read and how many triples came out; exit code 1 if a word of a triple does not stand in its sentence.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

ODD = "\u00a0\u200b\u2028\ufeff\u202e«»“”’‘…–—-/\\'\"`()[]{}<>|&%$#@!?;:,. \t\x00\x0b\ud7ff😀ß漢字عربي"


def mangled(line: str, r: random.Random) -> str:
    """Return the line, broken in one way."""
    words = line.split()
    kind = r.randrange(10)
    if kind == 0:
        r.shuffle(words)
    elif kind == 1:
        words = [w for w in words if r.random() < 0.6]
    elif kind == 2:
        words = [w for w in words for _ in range(r.choice((1, 1, 1, 2, 3)))]
    elif kind == 3:
        return line.upper() if r.random() < 0.5 else line.lower()
    elif kind == 4:
        return "".join(words)
    elif kind == 5:
        return "".join(c if r.random() < 0.9 else r.choice(ODD) for c in line)
    elif kind == 6:
        return "".join(r.choice(ODD + "abcdefghij") for _ in range(r.randrange(120)))
    elif kind == 7:
        words = [
            w
            for w in words
            for w in (
                [w, r.choice(("and", ",", "of", "which", "to", "``", "-LRB-", "is"))] if r.random() < 0.4 else [w]
            )
        ]
    elif kind == 8:
        words = words[::-1]
    else:
        a = r.randrange(len(line) + 1)
        return line[a:] + line[:a]
    return " ".join(words)


def sentences(files: list[Path], count: int, seed: int) -> Iterator[str]:
    """Yield so many mangled lines."""
    lines = [line for f in files for line in f.read_text(encoding="utf8").split("\n") if line.strip()]
    r = random.Random(seed)
    for _ in range(count):
        yield mangled(r.choice(lines), r).replace("\n", " ")


def main() -> int:
    """Read them all, count what comes out."""
    from kg.text.open import open_sentences
    from kg.text.parse import load_parser

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    read = told = false = most = 0
    for line, triples in open_sentences(sentences(args.files, args.count, args.seed), load_parser(), batch_size=64):
        read += 1
        told += len(triples)
        most = max(most, len(triples))
        for t in triples:
            if not 0 <= t.confidence <= 1 or any(w not in line for p in t.spans for w in p.split()):
                false += 1
                print(f"not in the sentence: {t} <- {line!r}")
    print(f"{read:,} sentences read, {told:,} triples told (at most {most} of one), {false} not in their sentence")
    return 1 if false or read != args.count else 0


if __name__ == "__main__":
    sys.exit(main())

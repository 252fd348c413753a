"""Measure the graph on gold facts and entities: recall, status, traps, merging, and how many links are right.

    python bench/gold.py BENCH [--seeds seeds/]

BENCH is the folder with ``facts.py``, ``entities.py``, ``gold/`` and ``gum/`` (its data is not part of
this project). Builds one graph of the seeds and of the texts in ``gum/`` and runs the scorers over it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any


def links(mentions: Path, gold: list[Path]) -> Counter[tuple[str, bool]]:
    """Count the linked pronouns and nominals of gold entities by kind and by whether the entity is the right one.

    A link is right if its entity also holds a name of the gold entity; noun phrases that stand for
    themselves are no links.
    """
    system: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in mentions.read_text(encoding="utf8").splitlines():
        mention = json.loads(line)
        system[mention["doc"]].append(mention)
    out: Counter[tuple[str, bool]] = Counter()
    for path in gold:
        document = json.loads(path.read_text(encoding="utf8"))
        for entity in document["entities"]:
            found = []
            for m in entity["mentions"]:
                cover = [
                    s for s in system[document["doc"]] if s["start"] <= m["head_start"] and s["end"] >= m["head_end"]
                ]
                found.append((m["kind"], min(cover, key=lambda s: s["end"] - s["start"]) if cover else None))
            names = {s["entity"] for kind, s in found if kind == "name" and s is not None}
            for kind, s in found:
                if kind != "name" and s is not None and s["kind"] != "name" and s["why"] != "noun phrase":
                    out[str(s["kind"]), s["entity"] in names] += 1
    return out


def main() -> int:
    """Build, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--seeds", default="seeds/")
    args = parser.parse_args()
    gold = sorted((args.bench / "gum").glob("*.json"))
    texts = [str(p) for p in sorted((args.bench / "gum").glob("*.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "kg.cli", "build", args.seeds, *texts, "-o", folder, "-q"], check=True)
        out = Path(folder)
        facts = sorted(map(str, (args.bench / "gold").glob("*.jsonl")))
        for command in (
            ["facts.py", str(out / "triples.jsonl"), *facts],
            ["entities.py", str(out / "mentions.jsonl"), *map(str, gold)],
        ):
            print(f"# {command[0]}")
            subprocess.run([sys.executable, str(args.bench / command[0]), *command[1:]], check=True)
        found = links(out / "mentions.jsonl", gold)
    print("# links of pronouns and nominals to gold entities")
    for kind in ("pronoun", "nominal"):
        right, wrong = found[kind, True], found[kind, False]
        print(f"{kind:8} {right} right, {wrong} wrong = {right / max(right + wrong, 1):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Measure mentions, coreference and resolution on annotated texts, in one run with the parse they build on.

    python bench/entities_dev.py FOLDER [--scorer FILE] [--out mentions.jsonl] [--show]

FOLDER holds texts (``x.txt``) and their gold (``x.json``: the entities of a document with all their
mentions, see the scorer). Written are the mentions as ``kg build`` exports them. Printed are the
scorer's figures, the share of linked pronouns and nominals that are right, by rule, how many classes
agree with the gold's types, and the CPU of linking and resolution against that of spaCy's parse (at most ``--most``; exit code 1 above it).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> int:
    """Run, score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scorer", type=Path, help="the scoring script (default: entities.py beside FOLDER)")
    parser.add_argument("--out", type=Path, help="where to write the mentions")
    parser.add_argument("--show", action="store_true", help="list the links that are wrong")
    parser.add_argument("--most", type=float, default=0.15)
    args = parser.parse_args()
    gold = sorted(args.folder.glob("*.json"))
    rows, ratio = run(sorted(args.folder.glob("*.txt")))
    with tempfile.TemporaryDirectory() as folder:
        out = args.out or Path(folder) / "mentions.jsonl"
        out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf8")
        scorer = args.scorer or args.folder.parent / "entities.py"
        subprocess.run([sys.executable, scorer, out, *gold], check=True)
    links(rows, gold, show=args.show)
    classes(rows, gold, show=args.show)
    print(f"linking and resolution cost {ratio:.3f} of the parse as spaCy does it (at most {args.most})")
    return 0 if ratio <= args.most else 1


def run(paths: list[Path]) -> tuple[list[dict[str, Any]], float]:
    """Return the mention rows of one build of the texts, and the cost of linking and resolving over that of the parse."""
    import bare

    from kg.config import Config
    from kg.export.flat import mention_rows
    from kg.graph.resolve import resolve
    from kg.model import Document, Reading
    from kg.pipeline import join, load
    from kg.text.clean import clean
    from kg.text.coreference import read_entities
    from kg.text.parse import load_parser, parse
    from kg.text.reading import read_parsed

    config, nlp = Config(), load_parser()
    ontology = load(config)
    documents = [clean(Document(p.stem, p.read_text(encoding="utf8"))) for p in paths]
    for parsed in parse(documents[:1], nlp):  # warm up: tables are built and memory is taken once
        read_entities(parsed, ontology)
    parses = list(parse(documents, nlp))
    parse_cost = bare.seconds([d.text[b.start : b.end] for d in documents for b in d.blocks])
    at = time.process_time()
    found = [read_entities(parsed, ontology) for parsed in parses]
    resolve([Reading(p.document, e.mentions, e.things) for p, e in zip(parses, found, strict=True)], ontology, config)
    cost = time.process_time() - at
    graph, _ = join([read_parsed(p, ontology) for p in parses], ontology, config)
    return list(mention_rows(graph)), cost / parse_cost


def links(rows: list[dict[str, Any]], gold: list[Path], *, show: bool) -> None:
    """Print how many pronouns and nominals were linked to the right entity, by kind and rule."""
    by_doc: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_doc[row["doc"]].append(row)
    counts: Counter[tuple[str, str]] = Counter()
    for path in gold:
        content = json.loads(path.read_text(encoding="utf8"))
        for row, right, name in judged(by_doc[content["doc"]], content["entities"]):
            for group in (row["kind"], f"  {row['kind']}: {rule(row)}"):
                counts[group, "right" if right else "wrong"] += 1
            if show and not right:
                print(f"{content['doc']}: {row['text']!r} ({row['why']}) went to {row['label']}, should be {name}")
    for group in sorted({g for g, _ in counts}, key=lambda g: (g.strip(), g)):
        right, wrong = counts[group, "right"], counts[group, "wrong"]
        print(f"linked {group:40} {right}/{right + wrong} = {right / (right + wrong):.3f}")


COARSE = {
    "Person": "person", "Group": "person", "Organization": "organization", "Place": "place", "Event": "event",
    "Product": "object abstract", "CreativeWork": "object abstract", "Law": "object abstract", "Concept": "abstract",
}  # fmt: skip
"""Types of the gold that a class and its finer ones may have."""
EITHER = {"Facility": "organization object", "Country": "organization", "GovernmentBody": "place"}
"""Types that the gold gives besides: a state that acts, a hotel as a firm."""


def classes(rows: list[dict[str, Any]], gold: list[Path], *, show: bool) -> None:
    """Print how many named entities have a class that agrees with the gold's type, and how many have none."""
    from kg.text.entities.classes import FAMILY

    by_doc: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["kind"] == "name":
            by_doc[row["doc"]].append(row)
    counts: Counter[str] = Counter()
    for path in gold:
        content = json.loads(path.read_text(encoding="utf8"))
        for entity in content["entities"]:
            found = [shortest(by_doc[content["doc"]], m) for m in entity["mentions"] if m["kind"] == "name"]
            votes = Counter((row["class"], row["label"]) for row in found if row)
            if not votes:
                continue
            (class_, label), _ = votes.most_common(1)[0]
            fits = f"{COARSE.get(FAMILY.get(class_, class_), '')} {EITHER.get(class_, '')}".split()
            verdict = "right" if entity["type"] in fits else "none" if class_ == "Thing" else "wrong"
            counts[verdict] += 1
            if show and verdict == "wrong":
                print(f"{content['doc']}: {label} is a {class_}, should be a {entity['type']}")
    right, n = counts["right"], counts.total()
    print(f"class agrees {right}/{n} = {right / n:.3f}, wrong {counts['wrong']}, none {counts['none']}")


def judged(rows: list[dict[str, Any]], entities: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], bool, str]]:
    """Yield each linked pronoun or nominal that the gold has: the row, whether it is right, the gold's name."""
    for entity in entities:
        pairs = [(m, shortest(rows, m)) for m in entity["mentions"]]
        named = {row["entity"] for m, row in pairs if m["kind"] == "name" and row}
        for m, row in pairs:
            if m["kind"] != "name" and row and row["kind"] in ("nominal", "pronoun") and row["why"] != "noun phrase":
                yield row, row["entity"] in named, entity["mentions"][0]["text"][:50]


def shortest(rows: list[dict[str, Any]], mention: dict[str, Any]) -> dict[str, Any] | None:
    """Return the shortest row that covers the head of a gold mention."""
    over = [r for r in rows if r["start"] <= mention["head_start"] and r["end"] >= mention["head_end"]]
    return min(over, key=lambda r: r["end"] - r["start"]) if over else None


def rule(row: dict[str, Any]) -> str:
    """Return the rule of a link without its word: "he: last subject" is "last subject"."""
    why = str(row["why"])
    return why.partition(": ")[2] if row["kind"] == "pronoun" else why.split()[0]


if __name__ == "__main__":
    sys.exit(main())

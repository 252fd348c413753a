"""Count by how many phrases the lexicon reaches each relation that gold facts ask for.

    python bench/reach.py GOLD.jsonl … [--least 3]

GOLD has one fact a line with its acceptable ``relations``, the best name first. Counted are rows of
``relation-phrases.tsv`` (a row with a slot is one phrase) and role nouns. Printed are the relations with
fewer than ``--least`` phrases, rarest first, those that structure alone reaches (kinds, dates, demonyms),
how many facts have a relation that is reached, and the most frequent first names that the ontology lacks.
Exit code 1 if a relation of the ontology is poor.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

STRUCTURE = {
    "instance_of": "apposition, predicate, type noun",
    "took_place_on": "date of an event",
    "based_in": "nationality of a body",
    "citizen_of": "nationality of a person",
    "same_as": "names of one thing are joined",
}
"""Relations that a construction reaches without a phrase of their own."""


def main() -> int:
    """Count and print."""
    from kg.config import Config
    from kg.pipeline import load

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--least", type=int, default=3)
    args = parser.parse_args()
    ontology = load(Config())
    phrases: Counter[str] = Counter()
    for name in ("relation-phrases", "role-nouns"):
        rows = {(row[0], row[2 if name == "relation-phrases" else 1]) for row in ontology.tables[name]}
        phrases.update(relation for _, relation in rows)
    facts = [json.loads(line) for path in args.gold for line in path.read_text(encoding="utf8").splitlines() if line]
    facts = [fact for fact in facts if fact["level"] != "noise"]
    asked = Counter(r for fact in facts for r in dict.fromkeys(fact["relations"]) if r in ontology.relations)
    poor = sorted((phrases[r], r) for r in asked if phrases[r] < args.least and r not in STRUCTURE)
    print(f"relations of the ontology in the gold: {len(asked)}; with fewer than {args.least} phrases: {len(poor)}")
    for n, relation in poor:
        print(f"  poor: {relation} has {n}, asked for by {asked[relation]} facts")
    for relation in sorted(set(STRUCTURE) & set(asked)):
        print(f"  by structure: {relation} ({STRUCTURE[relation]}; {phrases[relation]} phrases), {asked[relation]} facts")
    reached = sum(any(phrases[r] or r in STRUCTURE for r in fact["relations"]) for fact in facts)
    first = sum(phrases[fact["relations"][0]] > 0 or fact["relations"][0] in STRUCTURE for fact in facts)
    print(f"facts with a relation that is reached: {reached}/{len(facts)}; with their first one: {first}/{len(facts)}")
    lacking = Counter(fact["relations"][0] for fact in facts if fact["relations"][0] not in ontology.relations)
    print("first names that the ontology lacks:", ", ".join(f"{r} {n}" for r, n in lacking.most_common(30)))
    thin = sorted((phrases[r], r) for r in asked if args.least <= phrases[r] < 4 * args.least)
    print("thinnest of the rest:", ", ".join(f"{r} {n}" for n, r in thin[:30]))
    return 1 if poor else 0


if __name__ == "__main__":
    sys.exit(main())

"""How merging grows: CPU seconds and peak memory of joining what was read and of writing it, without any parsing.

    python bench/merge.py --claims 100000 1000000 [--memory 100MB] [--mentions 40] [--sentences 20] [--page]

Documents of twenty sentences (or as many as it is said), each of which makes one claim, with seeded, invented names: a few often,
most seldom. What they say is made once by a reader that stands in for the parser and kept as a build
keeps it; then, in a process of its own, the build is run again, and finds everything kept. Columns: CPU
seconds of taking in (sources, keys), of merging (readings -> graph), of writing, and the peak memory.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

SENTENCES = int(os.environ.get("KG_BENCH_SENTENCES", "20"))  # also of the processes that are started here
ONSETS = "B Br C Cl D Dr F G Gr H K L M N P Pr R S St T Tr V W".split()
VOWELS = "a e i o u ai ea io".split()
CODAS = "l n r s t x m ck nd rt".split()
TAILS = "Group Motors Bank Energy Systems Airlines Foods Telecom".split()
VERBS = {"ban": "bans", "acquire": "acquires", "sue": "sues", "team up with": "teams up with", "polish": "polishes",
         "sell to": "sells to", "praise": "praises", "invest in": "invests in"}  # fmt: skip
PLACES = {"Q45": "Portugal", "Q114": "Kenya", "Q298": "Chile", "Q17": "Japan", "Q16": "Canada", "Q419": "Peru"}


def _word(own: random.Random) -> str:
    return "".join(own.choice(ONSETS) + own.choice(VOWELS) for _ in range(3)).lower()


def _name(number: int) -> str:
    own = random.Random(number)
    syllables = [own.choice(ONSETS) + own.choice(VOWELS) + own.choice(CODAS) for _ in range(2)]
    return f"{syllables[0]}{syllables[1].lower()} {own.choice(TAILS)}"


def invent(number: int, mentions: int) -> Any:
    """Return the reading of the document with this number; ``mentions`` in all, two for each claim at least."""
    from kg.model import Argument, Block, Document, Literal, Mention, Proposition, Reading, Status, Thing

    own = random.Random(number)
    cast = [_name(int(200_000 ** own.random())) for _ in range(8)] + [own.choice(("chips", "talks", "factory"))]
    places = own.sample(sorted(PLACES), 3)
    things = [
        *(Thing(((n, 4),), n[0].isupper(), (("Company" if n[0].isupper() else "Thing", 3.0),)) for n in cast),
        *(Thing(((PLACES[p], 2),), True, (("Country", 2.0),), known=p) for p in places),
    ]
    text, said, found = f"{number} ", [], []
    for i in range(SENTENCES):
        a, b = own.sample(range(len(cast)), 2)
        verb, place = own.choice(sorted(VERBS)), own.randrange(3)
        start = len(text)
        parts = (cast[a], " ", VERBS[verb], " ", cast[b], " in ", PLACES[places[place]], f" after {_word(own)} and {_word(own)} talks. ")
        at = [start]
        for part in parts:
            at.append(at[-1] + len(part))
        text += "".join(parts)
        ends = (Argument(at[0], at[1], cast[a], a), Argument(at[4], at[5], cast[b], b))
        told = own.random() < 0.1
        value = Argument(at[4], at[5], "7", -1, Literal(str(own.randrange(99)), "xsd:decimal"))
        said.append(
            Proposition(
                ends[0], verb, "verb", value if own.random() < 0.03 else ends[1], (at[2], at[3]), (start, at[8] - 1),
                "verb.object", Status.ATTRIBUTED if told else Status.ASSERTED, cast[0] if told else None,
                0 if told else -1, "2024-05-06" if i % 4 == 0 else None, PLACES[places[place]], len(cast) + place, 0.8,
            )
        )  # fmt: skip
        for n in range(max(2, mentions // SENTENCES)):
            end = ends[n % 2]
            found.append(Mention(end.start, end.end, end.text, "name" if end.text[0].isupper() else "nominal", end.thing, "name"))
    whole = Document("", text, title=f"{cast[0]} and {cast[1]}", published="2024-05-06", blocks=(Block(0, len(text)),))
    return Reading(whole, tuple(found), tuple(things), tuple(said), "synthetic-1")


def reader(config: Any, parses: Any) -> Callable[[Any], Any]:
    """Return a reader that invents; the program finds it by its name."""
    del config, parses
    mentions = int(os.environ.get("KG_BENCH_MENTIONS", "40"))
    return lambda document: invent(int(document.text.split()[0]), mentions)


def run(source: str, out: str, page: str, memory: str) -> None:
    """Build, and print what its parts cost as JSON: once to read, once more to measure."""
    import resource
    import time

    from kg import builds, pipeline
    from kg.cli.work import in_bytes
    from kg.config import Config

    pipeline.READER = "merge:reader"
    costs: dict[str, float] = {}

    def timed(name: str) -> None:
        real = getattr(pipeline, name)

        def call(*args: Any, **more: Any) -> Any:
            begun = time.process_time()
            try:
                return real(*args, **more)
            finally:
                costs[name] = time.process_time() - begun

        setattr(pipeline, name, call)

    timed("conclude")
    timed("write")
    if page == "no":
        pipeline._page = lambda graph, ontology: ""
    config = Config(memory=in_bytes(memory), cache_size=0)
    built = builds.build(out, [source], config)
    counts = built.result.report["counts"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    total = time.process_time()
    print(json.dumps({"total": total, "peak_mb": peak, **costs, **counts}))


def measure(source: Path, out: Path, mentions: int, memory: str, *, page: bool) -> dict[str, float]:
    """Run the build in a process of its own and return what it printed."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); import merge; merge.run(*sys.argv[2:])"
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT / "bench"), str(source), str(out), "yes" if page else "no", memory],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), "KG_BENCH_MENTIONS": str(mentions)},
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    row: dict[str, float] = json.loads(done.stdout)
    return row


def main() -> None:
    """Print the table."""
    global SENTENCES
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--mentions", type=int, default=40, help="in each document")
    parser.add_argument("--sentences", type=int, default=SENTENCES, help="in each document, with a claim each")
    parser.add_argument("--memory", default="100MB")
    parser.add_argument("--page", action="store_true", help="write graph.html too")
    parser.add_argument("--json", metavar="FILE")
    args = parser.parse_args()
    SENTENCES = args.sentences
    os.environ["KG_BENCH_SENTENCES"] = str(SENTENCES)
    print("evidence    claims  mentions entities  merge s  write s  all s  us/evidence  peak MB")
    rows = []
    with tempfile.TemporaryDirectory(prefix="kg-merge-") as folder:
        for claims in args.claims:
            source, out = Path(folder) / f"{claims}.jsonl", Path(folder) / f"out-{claims}"
            with source.open("w", encoding="utf8") as lines:
                for i in range(claims // SENTENCES):
                    lines.write(json.dumps({"id": f"d{i:07}", "text": invent(i, 40).document.text}) + "\n")
            measure(source, out, args.mentions, args.memory, page=args.page)
            row = measure(source, out, args.mentions, args.memory, page=args.page)
            rows.append(row)
            each = 1e6 * (row["conclude"] + row["write"]) / row["evidence"]
            print(
                f"{row['evidence']:>8} {row['claims']:>9} {row['mentions']:>9} {row['entities']:>8}",
                f"{row['conclude']:>8.1f} {row['write']:>8.1f} {row['total']:>6.1f} {each:>12.0f} {row['peak_mb']:>8.0f}",
                flush=True,
            )
    if args.json:
        machine = {"cpus": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
        Path(args.json).write_text(json.dumps({"machine": machine, "rows": rows}, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()

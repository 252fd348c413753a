"""How a build grows: time, words a second and peak memory at several sizes, by one process and by several.

    python bench/scale.py --documents 100 1000 --workers 1 2

The articles are made from sentence patterns with invented names (seeded), about 250 words each, so
that names recur as they do in news: a few often, most seldom. Every row is a process of its own.
Prints a table and, with ``--json FILE``, the figures with notes on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

ONSETS = "B Br C Cl D Dr F G Gr H K L M N P Pr R S St T Tr V W".split()
VOWELS = "a e i o u ai ea io".split()
CODAS = "l n r s t x m ck nd rt".split()
TAILS = ("Group", "Motors", "Bank", "Energy", "Systems", "Airlines", "Foods", "Telecom")
PLACES = ("Portugal", "Lisbon", "Kenya", "Oslo", "Chile", "Vienna", "Japan", "Canada", "Cairo", "Peru")
PATTERNS = (
    "{a} has signed an agreement with {b}.",
    "{a} will open a factory in {place} next year, its chief executive {p} said.",
    "{place} has banned {a} from selling equipment after a dispute with {b}.",
    "{p}, the president of {a}, met officials in {place} on Tuesday.",
    "The company did not comment on the talks, which began in {year}.",
    "{a} acquired {b} for {n} million dollars in {year}, according to {c}.",
    "Analysts at {c} expect that {a} could sell its stake in {b} if prices fall.",
    "He joined {a} in {year} and later worked for {b} in {place}.",
    "Shares of {a} rose {n} percent while those of {b} lost ground.",
    "{p} told reporters that {a} was not involved in the case.",
    "The two firms plan to build a network that reaches {n} cities in {place}.",
    "{b}, which is based in {place}, supplies parts to {a} and {c}.",
)


def article(random_: random.Random) -> str:
    """Return an article of about 250 words."""

    def word() -> str:
        return random_.choice(ONSETS) + random_.choice(VOWELS) + random_.choice(CODAS)

    def number(most: int) -> random.Random:  # Zipf-like: small numbers often
        return random.Random(int(most ** random_.random()))

    def company() -> str:
        own = number(20_000)
        return f"{own.choice(ONSETS)}{own.choice(VOWELS)}{own.choice(CODAS)}{own.choice(VOWELS)} {own.choice(TAILS)}"

    def person() -> str:
        own = number(20_000)
        first = own.choice(("Anna", "Peter", "Maria", "John"))
        return f"{first} {own.choice(ONSETS)}{own.choice(VOWELS)}{own.choice(CODAS)}er"

    cast = [company() for _ in range(4)]
    lines = [f"{cast[0]} and {cast[1]} in talks over {word()}"]
    for _ in range(6):
        sentences = []
        for _ in range(4):
            a, b, c = random_.sample(cast, 3)
            sentences.append(
                random_.choice(PATTERNS).format(
                    a=a, b=b, c=c, p=person(), place=random_.choice(PLACES), year=random_.randint(1990, 2024),
                    n=random_.randint(2, 99),
                )
            )  # fmt: skip
        lines.append(" ".join(sentences))
    return "\n\n".join(lines) + "\n"


def make(path: Path, documents: int) -> int:
    """Write so many articles as JSON lines. Returns: words."""
    words = 0
    with path.open("w", encoding="utf8") as out:
        for i in range(documents):
            text = article(random.Random(i))
            words += len(text.split())
            out.write(json.dumps({"id": f"d{i:07}", "text": text, "date": "2024-05-06"}) + "\n")
    return words


def measure(source: Path, out: Path, workers: int, executor: str) -> dict[str, float]:
    """Build in a process of its own. Returns: seconds, CPU seconds, peak memory of it and of its largest worker."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    code = (
        "import resource, sys; from kg.cli import main; code = main(sys.argv[1:]);"
        "own, kids = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN));"
        "print(own.ru_maxrss, kids.ru_maxrss, own.ru_utime + own.ru_stime, file=sys.stderr); sys.exit(code)"
    )
    flags = ["-q", "--workers", str(workers), "--executor", executor, "--no-progress"]
    done = subprocess.run(
        [sys.executable, "-c", code, "build", str(source), "-o", str(out), *flags],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak, worker, own = map(float, done.stderr.split()[-3:])
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "cpu": cpu, "peak_mb": peak / 1024, "worker_mb": worker / 1024, "own_cpu": own}


def bare(source: Path, documents: int) -> float:
    """Return the words per CPU second of the parser alone over the first documents: as spaCy loads it, in batches of 64."""
    code = (
        "import json, sys, time, spacy; from itertools import islice; from kg.text.parse import find_model\n"
        "nlp = spacy.load(find_model(), exclude=['senter']); lines = list(islice(open(sys.argv[1]), int(sys.argv[2])))\n"
        "blocks = [b for line in lines for b in json.loads(line)['text'].split(chr(10) * 2)]\n"
        "list(nlp.pipe(blocks[:20])); begun = time.process_time(); list(nlp.pipe(blocks, batch_size=64))\n"
        "print(sum(len(b.split()) for b in blocks) / (time.process_time() - begun))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(source), str(documents)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--json", metavar="FILE")
    args = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory(prefix="kg-scale-") as folder:
        for documents in args.documents:
            source = Path(folder) / f"{documents}.jsonl"
            words = make(source, documents)
            floor = bare(source, min(documents, 300))
            for workers in args.workers:
                out = Path(folder) / f"out-{documents}-{workers}"
                executor = "inline" if workers == 1 else "process"
                first = measure(source, out, workers, executor)
                again = measure(source, out, workers, executor)
                rate = words / first["cpu"]
                row = {"documents": documents, "words": words, "workers": workers, **first}
                row |= {"words_per_cpu_second": rate, "of_bare_parse": rate / floor}
                row |= {"words_per_second": words / first["seconds"]}
                row |= {"rebuild_cpu": again["cpu"], "rebuild_mb": again["peak_mb"]}
                rows.append(row)
                show(rows[-1], header=len(rows) == 1)
    if args.json:
        machine = {"cpus": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
        Path(args.json).write_text(json.dumps({"machine": machine, "rows": rows}, indent=1) + "\n", encoding="utf8")


def show(row: dict[str, float], *, header: bool) -> None:
    """Print one row of the table."""
    if header:
        print("documents    words workers  seconds  words/s words/CPU-s of parse  peak MB worker MB  again CPU-s")
    columns = (
        f"{row['documents']:>9} {row['words']:>8} {row['workers']:>7} {row['seconds']:>8.1f}",
        f"{row['words_per_second']:>8.0f} {row['words_per_cpu_second']:>11.0f} {row['of_bare_parse']:>8.2f}",
        f"{row['peak_mb']:>8.0f} {row['worker_mb']:>9.0f} {row['rebuild_cpu']:>12.2f}",
    )
    print(*columns, flush=True)


if __name__ == "__main__":
    main()

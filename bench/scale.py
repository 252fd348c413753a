"""How a build grows: time, words a second and peak memory at several sizes, by one process and by several.

    python bench/scale.py --documents 100 1000 --workers 1 2
    python bench/scale.py --documents 1000 10000 --paragraphs 9 --executors inline process dask --workers 2

The articles are made from sentence patterns with invented names (seeded), 57 words a paragraph, so
that names recur as they do in news: a few often, most seldom. Every row is a process of its own.
Prints a table, whether the outputs of all rows of a size are the same bytes, and how the memory grows from the
smallest to the largest size; exit code 1 if bytes differ. ``inline`` is one process and is left out beyond
``--inline-up-to`` documents. With ``--share-parses`` only the first row of a size parses, which is most of the work:
enough to compare bytes and the memory of the parent; a size of which every row is to be timed goes without. With
``--json FILE`` the figures are kept, with notes on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from hashlib import file_digest
from pathlib import Path
from typing import Any

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


def article(random_: random.Random, paragraphs: int = 6) -> str:
    """Return an article with so many paragraphs of about 57 words."""

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
    for _ in range(paragraphs):
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


def make(path: Path, documents: int, paragraphs: int = 6) -> int:
    """Write so many articles as JSON lines. Returns: words."""
    words = 0
    with path.open("w", encoding="utf8") as out:
        for i in range(documents):
            text = article(random.Random(i), paragraphs)
            words += len(text.split())
            out.write(json.dumps({"id": f"d{i:07}", "text": text, "date": "2024-05-06"}) + "\n")
    return words


def measure(source: Path, out: Path, workers: int, executor: str, *flags: str) -> dict[str, Any]:
    """Build in a process of its own. Returns: seconds, CPU seconds, peak memory of it, its largest worker and of all."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    code = (
        "import resource, sys; from kg.cli import main; code = main(sys.argv[1:]);"
        "own, kids = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN));"
        "print(own.ru_maxrss, kids.ru_maxrss, own.ru_utime + own.ru_stime, file=sys.stderr); sys.exit(code)"
    )
    flags = ("-q", "--workers", str(workers), "--executor", executor, "--no-progress", *flags)
    process = subprocess.Popen(
        [sys.executable, "-c", code, "build", str(source), "-o", str(out), *flags],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    together = Together(process.pid)
    _, said = process.communicate()
    if process.returncode:
        sys.exit(said)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak, worker, own = map(float, said.split()[-3:])
    return {
        "seconds": time.perf_counter() - begun,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "peak_mb": peak / 1024,
        "worker_mb": worker / 1024,
        "all_mb": together.end(),
        "own_cpu": own,
        "bytes": {p.name: digest(p) for p in sorted(out.iterdir()) if p.is_file()},
    }


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


class Together:
    """The peak of what a process and all its descendants hold, each shared page counted once; needs Linux."""

    def __init__(self, root: int) -> None:
        self._root, self._most, self._done = root, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> float:
        """Return the megabytes."""
        self._done.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while not self._done.wait(1):
            self._most = max(self._most, sum(self._held(p) for p in self._family(self._root)) / 1024)

    def _family(self, process: int) -> list[int]:
        found = [process]
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                found += [p for child in task.read_text().split() for p in self._family(int(child))]
            except OSError:  # it ended
                continue
        return found

    def _held(self, process: int) -> int:
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            return 0
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


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


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--executors", nargs="+", choices=("inline", "process", "dask"))
    parser.add_argument("--inline-up-to", type=int, default=1000, metavar="DOCUMENTS")
    parser.add_argument("--paragraphs", type=int, default=6, help="of an article (default: 6, 340 words; 9: 510)")
    parser.add_argument("--memory", help="as of kg build (default: its own)")
    parser.add_argument(
        "--share-parses", action="store_true", help="parse once at each size: the other rows are given the parses"
    )
    parser.add_argument("--once", action="store_true", help="build each once, and not again from what is kept")
    parser.add_argument("--json", metavar="FILE")
    args = parser.parse_args()
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="kg-scale-") as folder:
        for documents in args.documents:
            source = Path(folder) / f"{documents}.jsonl"
            words = make(source, documents, args.paragraphs)
            floor = bare(source, min(documents, 300))
            parses = Path(folder) / f"parses-{documents}"
            for executor, workers in runs(args.executors, args.workers, documents <= args.inline_up_to):
                out = Path(folder) / f"out-{documents}-{workers}"
                flags = ("--memory", args.memory) if args.memory else ()
                if parses.exists():
                    shutil.copytree(parses, out / ".kg" / "parses")
                first = measure(source, out, workers, executor, *flags)
                if args.share_parses and not parses.exists():
                    shutil.copytree(out / ".kg" / "parses", parses)
                again = first if args.once else measure(source, out, workers, executor, *flags)
                shutil.rmtree(out)
                row = {"documents": documents, "words": words, "executor": executor, "workers": workers, **first}
                row |= {"words_per_cpu_second": words / first["cpu"], "of_bare_parse": words / first["cpu"] / floor}
                row |= {"words_per_second": words / first["seconds"]}
                if not args.once:
                    row |= {"rebuild_cpu": again["cpu"], "rebuild_mb": again["peak_mb"]}
                rows.append(row)
                show(rows[-1], header=len(rows) == 1)
                if args.json:
                    keep(Path(args.json), rows)
    grown(rows)
    return differing(rows)


def runs(executors: list[str] | None, workers: list[int], inline: bool) -> list[tuple[str, int]]:
    """Return what is run at a size: executor and workers."""
    if executors is None:
        return [("inline" if n == 1 else "process", n) for n in workers]
    alone = [("inline", 1)] if inline and "inline" in executors else []
    return alone + [(e, n) for e in executors if e != "inline" for n in workers]


def keep(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write the figures."""
    machine = {"cpus": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
    path.write_text(json.dumps({"machine": machine, "rows": rows}, indent=1) + "\n", encoding="utf8")


def grown(rows: list[dict[str, Any]]) -> None:
    """Print how the peaks grow with the documents."""
    kinds = {(row["executor"], row["workers"]): [] for row in rows}
    for row in rows:
        kinds[row["executor"], row["workers"]].append(row)
    for (executor, workers), its in kinds.items():
        few, many = min(its, key=lambda r: r["documents"]), max(its, key=lambda r: r["documents"])
        if few is not many:
            told = ", ".join(
                f"{name} {many[key] / few[key]:.2f}"
                for name, key in (("parent", "peak_mb"), ("worker", "worker_mb"), ("all", "all_mb"))
                if few[key]
            )
            print(f"{executor}, {workers}: peak at {many['documents']} over that at {few['documents']}: {told}")


def differing(rows: list[dict[str, Any]]) -> int:
    """Print whether the rows of a size wrote the same. Returns: 1 if some did not."""
    wrong = 0
    for documents in {row["documents"]: None for row in rows}:
        its = [row for row in rows if row["documents"] == documents]
        names = sorted({name for row in its for name in row["bytes"]})
        other = [name for name in names if len({row["bytes"].get(name) for row in its}) > 1]
        wrong |= bool(other)
        what = f"DIFFER in {', '.join(other)}" if other else f"are the same in all {len(names)} files"
        print(f"{documents} documents: the outputs of {len(its)} rows {what}")
    return int(wrong)


def show(row: dict[str, Any], *, header: bool) -> None:
    """Print one row of the table."""
    if header:
        print(
            "documents    words executor workers  seconds  words/s words/CPU-s of parse  peak MB worker MB   all MB  again CPU-s"
        )
    columns = (
        f"{row['documents']:>9} {row['words']:>8} {row['executor']:>8} {row['workers']:>7} {row['seconds']:>8.1f}",
        f"{row['words_per_second']:>8.0f} {row['words_per_cpu_second']:>11.0f} {row['of_bare_parse']:>8.2f}",
        f"{row['peak_mb']:>8.0f} {row['worker_mb']:>9.0f} {row['all_mb']:>8.0f} {row.get('rebuild_cpu', float('nan')):>12.2f}",
    )
    print(*columns, flush=True)


if __name__ == "__main__":
    sys.exit(main())

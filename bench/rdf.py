"""Measure writing, loading and asking a made-up graph, against rdflib in the same run.

    python bench/rdf.py [CLAIMS]        (default 20,000; each claim is about 27 triples)

Printed: triples a CPU second, and ratios to rdflib, which are what to compare between machines;
then the seconds of every ready question on the whole graph.
"""

from __future__ import annotations

import io
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
    "who": "Thing 5",
    "from": "Thing 50",
    "to": "Thing 60",
    "doc": "doc-7",
    "words": "number 0.77",
    "since": "2024-12-01",
}


def made_up(claims: int, ontology: Ontology) -> KnowledgeGraph:
    """Return a graph of so many claims between a quarter as many entities; few of them are in most claims."""
    chance = random.Random(1)
    things, documents = max(claims // 4, 100), max(claims // 20, 10)
    relations = [*sorted(ontology.relations)[:60], "evacuate_from"]

    def evidence(a: str, b: str) -> Evidence:
        quote = f"Yesterday {a} did meet {b} in the capital, as was said to be likely, number {chance.random()}."
        when = "2019-06-05" if chance.random() < 0.3 else None
        spans = ((100, 100 + len(quote)), quote, (110, 115), (116, 124), (125, 130))
        return Evidence(f"doc-{chance.randrange(documents)}", *spans, "did meet", "verb.object", "none-1.0", 0.8, when)

    found: dict[Any, Claim] = {}
    while len(found) < claims:
        a, b = (f"thing-{int(things * chance.random() ** 3)}" for _ in range(2))
        relation, status = chance.choice(relations), chance.choices(list(Status), [70, 10, 10, 5, 5])[0]
        pieces = tuple(evidence(a, b) for _ in range(1 + (chance.random() < 0.2)))
        claim = Claim(a, relation, b, status, pieces, relation not in ontology.relations)
        found[claim.key] = claim
    return KnowledgeGraph(
        BASE,
        tuple(
            Document(
                f"doc-{i}", "", f"news/doc-{i}.txt", f"News {i}", f"20{10 + i % 15}-{1 + i % 12:02d}-{1 + i % 28:02d}"
            )
            for i in range(documents)
        ),
        tuple(Entity(f"thing-{i}", f"Thing {i}", chance.choice(CLASSES), (f"T{i}",)) for i in range(things)),
        tuple(found[key] for key in sorted(found)),
    )


def cpu(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what ``work`` returns and its CPU seconds."""
    start = time.process_time()
    return work(), time.process_time() - start


def turtle(graph: KnowledgeGraph, ontology: Ontology) -> str:
    """Return the graph as Turtle."""
    stream = io.StringIO()
    write_turtle(graph, ontology, stream)
    return stream.getvalue()


def needed(question: Question) -> dict[str, str]:
    """Return arguments for the parameters that a question cannot do without."""
    return {p.name: NEEDED[p.name] for p in question.params if not p.optional and p.name in NEEDED}


def main() -> None:
    """Measure and print."""
    import rdflib

    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    folders = ontology_dirs()
    ontology = load_ontology(folders)
    small = turtle(made_up(min(claims, RDFLIB_CLAIMS), ontology), ontology)
    theirs, their_load = cpu(lambda: rdflib.Graph().parse(data=small, format="turtle"))
    _, their_write = cpu(lambda: theirs.serialize(format="turtle"))
    graph = made_up(claims, ontology)
    text, our_write = cpu(lambda: turtle(graph, ontology))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"
        path.write_text(text, encoding="utf8")
        store, our_load = cpu(lambda: open_graph(path))
    n, m = len(store), len(theirs)
    print(f"{claims:,} claims, {n:,} triples, {len(text) / 1e6:.1f} MB of Turtle")
    for name, ours, their in (("write", n / our_write, m / their_write), ("load", n / our_load, m / their_load)):
        print(f"{name:5} {ours / 1e3:6.0f}k triples/s   rdflib {their / 1e3:5.0f}k   ratio {ours / their:.0f}")
    for question in questions(folders):
        result, seconds = cpu(lambda q=question: ask(store, q.name, needed(q), folders=folders))
        print(f"{question.name:20} {len(result):8,} rows {seconds:7.2f} s")


if __name__ == "__main__":
    main()

"""Graphs on the command line: where a named graph lies, and how a claim is said to a person."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kg.errors import OutputError
from kg.model import Claim, KnowledgeGraph
from kg.ontology import Ontology

GRAPH_HELP = "the folder of a build, its graph.ttl, or - for Turtle on standard input"


def graph_file(name: str) -> Path:
    """Return the Turtle file that ``name``, a folder or a file, stands for. Raises: OutputError."""
    path = Path(name)
    if path.is_dir():
        path = path / "graph.ttl"
    if not path.is_file():
        hint = "make one with: kg build PATH… -o DIR"
        raise OutputError("there is no such graph", path=str(path), hint=hint, code="KG507")
    return path


def load_graph(name: str) -> KnowledgeGraph:
    """Read the graph that ``name`` stands for. Raises: OutputError."""
    from kg.rdf.read import read_stream, read_turtle

    if name == "-":
        return read_stream(sys.stdin.buffer)
    return read_turtle(graph_file(name))


def ontology_of(name: str, folders: Sequence[str] = ()) -> Ontology:
    """Return the ontology that the build ``name`` was made with, with these folders over it; else the shipped one."""
    from kg import pipeline
    from kg.builds import MANIFEST, settings_of
    from kg.config import Config

    own: tuple[str, ...] = ()
    if (Path(name) / MANIFEST).is_file():
        own = tuple(f for f in settings_of(name).ontology if Path(f).is_dir())
    return pipeline.load(Config(ontology=(*own, *folders)))


def support(claim: Claim) -> str:
    """Return on how much a claim stands: "2 sentences in 1 article"."""
    sentences = len({(e.doc, e.sentence) for e in claim.evidence})
    return f"{count(sentences, 'sentence')} in {count(len({e.doc for e in claim.evidence}), 'article')}"


def count(n: int, noun: str) -> str:
    """Return "1 claim", "2 claims"."""
    ending = "" if n == 1 else "es" if noun.endswith("s") else "s"
    return f"{n:,} {noun}{ending}"

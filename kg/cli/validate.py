"""``kg validate``: check a graph against the shapes of the ontology, and your own."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from kg.cli.console import emit, note
from kg.cli.graphs import count, graph_file

EXAMPLES = """\
examples:
  kg validate out
  kg validate out/graph.ttl --shapes mine.ttl
  kg validate out -f json

exit code: 0 it conforms, 1 it does not, each violation on a line
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("graph", metavar="GRAPH", help="the folder of a build, or its graph.ttl")
    parser.add_argument("--shapes", action="append", default=[], metavar="FILE", help="SHACL shapes of your own, too")
    parser.add_argument("--ontology", action="append", default=[], metavar="DIR", help="a folder with its shapes.ttl")
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there (- or nothing: print)")


def run(args: argparse.Namespace) -> int:
    """Validate, print the violations. Warnings are printed and do not make the answer no."""
    from kg.paths import ontology_dirs
    from kg.rdf.validate import shapes_of, validate

    found = validate(graph_file(args.graph), [*shapes_of(ontology_dirs(args.ontology)), *map(Path, args.shapes)])
    if args.format == "json":
        emit("".join(json.dumps(asdict(v), ensure_ascii=False) + "\n" for v in found), args.output)
    else:
        emit("".join(f"{v.severity}: {v}\n" for v in found), args.output)
    wrong = [v for v in found if v.severity == "Violation"]
    note(args, count(len(wrong), "violation") if wrong else "the graph conforms to the shapes")
    return 1 if wrong else 0

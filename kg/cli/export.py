"""``kg export``: write a graph in another format."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from kg.cli.console import note
from kg.cli.graphs import GRAPH_HELP, load_graph
from kg.errors import OutputError
from kg.plugins import names

EXAMPLES = """\
examples:
  kg export out -o graph.nt
  kg export out -f trig -o graph.trig
  kg export out -f neo4j -o import/
  kg export out -f graphml -o - | gzip > graph.graphml.gz
"""

ENDINGS = {"xml": "rdfxml", "rdf": "rdfxml", "db": "sqlite", "json": "jsonld"}
"""File endings that are not the format's own name."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("graph", metavar="GRAPH", help=GRAPH_HELP)
    known = ", ".join(names("exporters"))
    parser.add_argument("-f", "--format", metavar="FORMAT", help=f"one of {known} (default: by the ending of FILE)")
    parser.add_argument("-o", "--output", metavar="FILE", help="the file or folder to write (- or nothing: print)")
    parser.add_argument("--ontology", action="append", default=[], metavar="DIR", help="a folder of your own terms")


def run(args: argparse.Namespace) -> int:
    """Export the graph."""
    from kg import pipeline
    from kg.builds import with_texts
    from kg.config import Config
    from kg.export import FOLDERS, export

    format = args.format or _by_ending(args.output)
    to_stream = args.output in (None, "-")
    if to_stream and format in FOLDERS:
        raise OutputError(f"the format {format} is a folder", hint="name it with -o DIR", code="KG590")
    graph = load_graph(args.graph)
    if format == "sqlite" and Path(args.graph).is_dir():  # it has a table of mentions, which Turtle has not
        graph = with_texts(args.graph, graph)
    write = partial(export, graph, pipeline.load(Config(ontology=tuple(args.ontology))), format)
    if to_stream:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder) / "export")
            with (Path(folder) / "export").open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
        return 0
    _write_aside(write, Path(args.output), folder=format in FOLDERS)
    note(args, f"wrote {args.output}")
    return 0


def _write_aside(write: partial[None], path: Path, *, folder: bool) -> None:
    from kg.outputs import replace, replace_all

    if not folder:
        replace(path, write)
        return
    with tempfile.TemporaryDirectory() as aside:
        write(Path(aside) / "export")
        files = sorted(p for p in (Path(aside) / "export").iterdir() if p.is_file())
        replace_all(path, {p.name: partial(shutil.copyfile, p) for p in files})


def _by_ending(output: str | None) -> str:
    ending = Path(output or "-").suffix.removeprefix(".").lower()
    format = ENDINGS.get(ending, ending)
    if format not in names("exporters"):
        raise OutputError("there is no format", hint=f"add -f, one of {', '.join(names('exporters'))}", code="KG591")
    return format

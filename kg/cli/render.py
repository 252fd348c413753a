"""``kg render``: draw a graph as one HTML page that needs no network."""

from __future__ import annotations

import argparse

from kg.cli.console import emit, note
from kg.cli.graphs import GRAPH_HELP, count, load_graph

EXAMPLES = """\
examples:
  kg render out -o page.html
  kg render out -o page.html --focus Acme --depth 1
  kg render out -o page.html --with-sparql
  kg render out/graph.ttl -o page.html --ontology mine/
  kg export out -f ttl | kg render - -o page.html
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("graph", metavar="GRAPH", help=GRAPH_HELP)
    parser.add_argument("-o", "--output", metavar="FILE", default="graph.html", help="the page to write, - to print it")
    parser.add_argument("--title", help="the title of the page")
    parser.add_argument("--focus", metavar="NAME", help="open with this thing and what lies around it")
    parser.add_argument("--depth", type=int, default=2, metavar="N", help="steps around --focus (default: 2)")
    parser.add_argument("--top", type=int, default=300, metavar="N", help="things drawn at most (default: 300)")
    parser.add_argument("--with-sparql", action="store_true", help="put a query engine into the page (2 MB)")
    parser.add_argument("--ontology", action="append", default=[], metavar="DIR", help="a folder of your own terms")


def run(args: argparse.Namespace) -> int:
    """Draw the page."""
    from kg import pipeline
    from kg.config import Config

    graph = load_graph(args.graph)
    page = pipeline.render(
        graph,
        pipeline.load(Config(ontology=tuple(args.ontology))),
        title=args.title,
        focus=args.focus,
        depth=args.depth,
        top=args.top,
        with_sparql=args.with_sparql,
    )
    emit(page, args.output)
    if args.output != "-":
        note(args, f"{args.output}: {count(len(graph.claims), 'claim')} to explore in any browser")
    return 0

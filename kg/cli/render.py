"""``kg render``: draw a graph as one HTML page that needs no network, or as a still picture."""

from __future__ import annotations

import argparse

from kg.cli.console import emit, note
from kg.cli.graphs import GRAPH_HELP, count, load_graph

EXAMPLES = """\
examples:
  kg render out -o page.html
  kg render out -o page.html --focus Acme --depth 1
  kg render out -o page.html --with-sparql
  kg render out -o page.html --inferred
  kg render out -o picture.svg --top 40
  kg render out/graph.ttl -o page.html --ontology mine/
  kg export out -f ttl | kg render - -o page.html
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("graph", metavar="GRAPH", help=GRAPH_HELP)
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default="graph.html",
        help="the page to write, or a picture (.svg); - to print",
    )
    parser.add_argument("--title", help="the title of the page")
    parser.add_argument("--focus", metavar="NAME", help="open with this thing and what lies around it")
    parser.add_argument("--depth", type=int, default=2, metavar="N", help="steps around --focus (default: 2)")
    parser.add_argument("--top", type=int, metavar="N", help="things drawn at most (default: 300, in a picture 60)")
    parser.add_argument(
        "--renderer", choices=("pyvis", "svg"), help="a page or a still picture (default: by the ending of -o)"
    )
    parser.add_argument("--with-sparql", action="store_true", help="put a query engine into the page (2 MB)")
    parser.add_argument(
        "--inferred", action="store_true", help="in a page: what follows from the claims too, each with its rule and premises"
    )
    parser.add_argument("--ontology", action="append", default=[], metavar="DIR", help="a folder of your own terms")


def run(args: argparse.Namespace) -> int:
    """Draw the page."""
    from kg import pipeline
    from kg.builds import with_texts
    from kg.config import Config

    graph = with_texts(args.graph, load_graph(args.graph))
    ontology = pipeline.load(Config(ontology=tuple(args.ontology)))
    around = {"focus": args.focus, "depth": args.depth}
    still = args.renderer == "svg" or (args.renderer is None and args.output.endswith(".svg"))
    if still:
        emit(pipeline.picture(graph, ontology, top=args.top or 60, **around), args.output)
    else:
        more = {"with_sparql": args.with_sparql, "with_inferred": args.inferred}
        emit(pipeline.render(graph, ontology, title=args.title, top=args.top or 300, **more, **around), args.output)
    if args.output != "-":
        claims = count(len(graph.claims), "claim")
        note(args, f"{args.output}: {'a picture of ' + claims if still else claims + ' to explore in any browser'}")
    return 0

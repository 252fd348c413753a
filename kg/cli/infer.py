"""``kg infer``: what follows from a graph by the rules of the ontology, as a graph of its own."""

from __future__ import annotations

import argparse
from collections import Counter

from kg.cli.console import emit, note
from kg.cli.graphs import GRAPH_HELP, count, load_graph, ontology_of

EXAMPLES = """\
examples:
  kg infer out -o out/inferred.ttl
  kg infer graph.ttl --ontology mine/

Only from asserted claims, and only: the inverse of a relation, the other direction of a symmetric
one, its super-relation, the chain of a transitive one. Each triple has its rule and its premises.
The graph itself is left as it is; load both files to ask over both.

exit code: 0 done, 1 nothing follows
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("graph", metavar="GRAPH", help=GRAPH_HELP)
    parser.add_argument("--ontology", action="append", default=[], metavar="DIR", help="a folder of your own terms")
    parser.add_argument("-o", "--output", metavar="FILE", help="write the Turtle there (- or nothing: print)")


def run(args: argparse.Namespace) -> int:
    """Infer and write."""
    from kg.graph.infer import infer
    from kg.rdf.inferred import inferred_turtle

    graph = load_graph(args.graph)
    ontology = ontology_of(args.graph, args.ontology)
    found = infer(graph, ontology)
    emit(inferred_turtle(graph, found, ontology), args.output)
    rules = Counter(i.rule.partition(" of ")[0] for i in found)
    told = ", ".join(f"{n:,} by {rule}" for rule, n in sorted(rules.items()))
    note(args, f"{count(len(found), 'inferred triple')}{f': {told}' if told else ''}")
    return 0 if found else 1

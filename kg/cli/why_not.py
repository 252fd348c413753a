"""``kg why-not``: why a claim is not in the graph."""

from __future__ import annotations

import argparse
import json
from itertools import groupby

from kg.cli.console import emit, warn
from kg.errors import KgError

EXAMPLES = """\
examples:
  kg why-not out "Huawei" "MTS" --relation owns
  kg why-not out "Acme" "Bolt" -f json

Both names may be any names of the two things, in either order; the second may be a value. The answer
comes from what the build kept in DIR/.kg; a graph without it can tell less.

exit code: 0 it says why, 1 the claim is in the graph after all
"""

SHOWN = 10
"""Findings of one kind that are shown; --all shows the others."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("folder", metavar="DIR", help="the folder of a build")
    parser.add_argument("subject", metavar="NAME", help="a name")
    parser.add_argument("object", metavar="OTHER", help="another name, or a value")
    parser.add_argument("--relation", metavar="RELATION", help="why not by this relation (default: by any)")
    parser.add_argument("--all", action="store_true", help="show every sentence")
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there (- or nothing: print)")


def run(args: argparse.Namespace) -> int:
    """Ask and print the findings."""
    from kg.builds import kept
    from kg.cli.graphs import load_graph
    from kg.graph.why import KINDS, Finding, from_graph, why_not

    try:
        at = kept(args.folder)
    except KgError as error:
        graph = load_graph(args.folder)
        warn(str(error))
        answer = from_graph(graph, args.subject, args.object, args.relation)
    else:
        if at.missing:
            warn(f"{len(at.missing)} documents are left out, what was read of them is not kept: {at.missing[0]} …")
        answer = why_not(
            args.subject, args.object, args.relation, at.readings, at.resolution, at.ontology, at.decided
        )  # fmt: skip

    def lines(kind: str, found: list[Finding]) -> str:
        shown = found if args.all else found[:SHOWN]
        out = [f"{KINDS[kind]}:"]
        for f in shown:
            out += [
                f"  {f.what}",
                *([f"    “{f.quote}”", f"    {f.doc} {f.sentence[0]}-{f.sentence[1]}"] if f.doc else []),
            ]
        if len(found) > len(shown):
            out.append(f"  … and {len(found) - len(shown)} more (--all)")
        return "\n".join(out) + "\n"

    if args.format == "json":
        rows = (
            {"kind": f.kind, "what": f.what, "doc": f.doc or None, "sentence": f.quote or None,
             "start": f.sentence[0] if f.doc else None, "end": f.sentence[1] if f.doc else None}
            for f in answer.findings
        )  # fmt: skip
        emit("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), args.output)
    else:
        emit("\n".join(lines(k, list(g)) for k, g in groupby(answer.findings, key=lambda f: f.kind)), args.output)
    return 1 if answer.there else 0

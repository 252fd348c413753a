"""``kg explain``: the sentences behind a claim."""

from __future__ import annotations

import argparse
import json
from typing import Any

from kg.cli.console import emit, warn
from kg.cli.graphs import GRAPH_HELP, count, label, load_graph, say
from kg.graph.find import claims_between, entities_named, names_like
from kg.model import Claim, Evidence, KnowledgeGraph

EXAMPLES = """\
examples:
  kg explain out Huawei
  kg explain out Huawei partners_with MTS
  kg explain out --relation bans -f json

exit code: 0 there are such claims, 1 there are none
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("graph", metavar="GRAPH", help=GRAPH_HELP)
    parser.add_argument("subject", nargs="?", metavar="SUBJECT", help="a name; with nothing else: as subject or object")
    parser.add_argument("relation", nargs="?", metavar="RELATION", help="a relation, or - for any")
    parser.add_argument("object", nargs="?", metavar="OBJECT", help="a name or a value")
    parser.add_argument("--relation", dest="only", metavar="RELATION", help="this relation between any two")
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there (- or nothing: print)")


def run(args: argparse.Namespace) -> int:
    """Print the claims and their evidence."""
    graph = load_graph(args.graph)
    relation = args.only or (None if args.relation == "-" else args.relation)
    claims = claims_between(graph, args.subject, relation, args.object)
    if args.subject and not args.object:  # one name: whichever end it stands at
        claims = tuple(sorted({*claims, *claims_between(graph, None, relation, args.subject)}, key=lambda c: c.key))
    if not claims:
        warn(_nothing(graph, [n for n in (args.subject, args.object) if n]))
        return 1
    if args.format == "json":
        rows = (row for c in claims for row in _rows(graph, c))
        emit("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), args.output)
    else:
        emit("\n".join(_text(graph, c) for c in claims), args.output)
    return 0


def _nothing(graph: KnowledgeGraph, names: list[str]) -> str:
    for name in names:
        if not entities_named(graph, name):
            near = names_like(graph, name)
            return f"nothing in the graph is called {name!r}" + (f"; there is {', '.join(near)}" if near else "")
    return "the graph has no such claim"


def _text(graph: KnowledgeGraph, claim: Claim) -> str:
    lines = [f"{say(graph, claim)}   confidence {claim.confidence:.2f}, {count(len(claim.evidence), 'proof')}"]
    for e in claim.evidence:
        lines.append(f"  “{' '.join(e.quote.split())}”")
        lines.append(f"    {_where(graph, e)}")
    return "\n".join(lines) + "\n"


def _where(graph: KnowledgeGraph, e: Evidence) -> str:
    document = graph.document.get(e.doc)
    parts = [f"{e.doc} {e.sentence[0]}-{e.sentence[1]}"]
    if document is not None and document.published:
        parts.append(f"published {document.published}")
    parts += [f"{name} {what}" for name, what in (("said by", e.speaker), ("time", e.time), ("place", e.place)) if what]
    return ", ".join([*parts, f"“{e.relation_phrase}” by rule {e.rule}"])


def _rows(graph: KnowledgeGraph, claim: Claim) -> list[dict[str, Any]]:
    object = label(graph, claim.object) if isinstance(claim.object, str) else claim.object.value
    return [
        {
            "subject": label(graph, claim.subject),
            "relation": claim.relation,
            "object": object,
            "status": claim.status.value,
            "doc": e.doc,
            "sentence": e.quote,
            "start": e.sentence[0],
            "end": e.sentence[1],
            "relation_phrase": e.relation_phrase,
            "speaker": e.speaker,
            "time": e.time,
            "place": e.place,
            "rule": e.rule,
            "confidence": e.confidence,
        }
        for e in claim.evidence
    ]

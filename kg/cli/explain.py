"""``kg explain``: the sentences behind a claim; why names are one thing, or are not."""

from __future__ import annotations

import argparse
import json
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kg.cli.console import emit, warn
from kg.cli.graphs import GRAPH_HELP, count, load_graph, ontology_of
from kg.graph.find import claims_between, entities_named, names_like
from kg.graph.joins import explain_join, joins_of
from kg.model import Claim, Entity, Evidence, KnowledgeGraph

EXAMPLES = """\
examples:
  kg explain out Huawei
  kg explain out Huawei partners_with MTS
  kg explain out --relation bans -f json
  kg explain out "Xi" "Xi Jinping"

One name: what it is called, by which rule its names were joined, its claims. Two names: why they are
one thing, or are not. A name and a relation, perhaps another name: the claims and their sentences.

exit code: 0 there are such claims, or the two names are one thing; 1 not
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("graph", metavar="GRAPH", help=GRAPH_HELP)
    parser.add_argument("subject", nargs="?", metavar="SUBJECT", help="a name; with nothing else: as subject or object")
    parser.add_argument("relation", nargs="?", metavar="RELATION", help="a relation, - for any, or another name")
    parser.add_argument("object", nargs="?", metavar="OBJECT", help="a name or a value")
    parser.add_argument("--relation", dest="only", metavar="RELATION", help="this relation between any two")
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there (- or nothing: print)")


def run(args: argparse.Namespace) -> int:
    """Print the claims and their evidence."""
    graph = load_graph(args.graph)
    if args.subject and args.relation and not args.object and not args.only and _is_name(graph, args.relation):
        return _names(args, graph)
    relation = args.only or (None if args.relation == "-" else args.relation)
    claims = claims_between(graph, args.subject, relation, args.object)
    if args.subject and not args.object:  # one name: whichever end it stands at
        claims = tuple(sorted({*claims, *claims_between(graph, None, relation, args.subject)}, key=lambda c: c.key))
    if args.subject and args.object and not claims and _symmetric(relation, args.graph):
        claims = claims_between(graph, args.object, relation, args.subject)
    known = entities_named(graph, args.subject) if args.subject and not args.relation and not args.object else ()
    if not claims and not known:
        warn(_nothing(graph, [n for n in (args.subject, args.object) if n], _no_such(graph, relation, args.graph)))
        return 1
    if args.format == "json":
        rows = (row for c in claims for row in _rows(graph, c))
        emit("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), args.output)
    else:
        emit("\n".join([*map(_entity, known), *(_text(graph, c) for c in claims)]), args.output)
    return 0 if claims else 1


def _is_name(graph: KnowledgeGraph, text: str) -> bool:
    """Return whether the second word is a name, not a relation of the graph."""
    relation = text.strip().lower().replace(" ", "_").removeprefix("rel:")
    return bool(entities_named(graph, text)) and all(c.relation != relation for c in graph.claims)


def _symmetric(relation: str | None, name: str) -> bool:
    """Return whether a claim may be written the other way round."""
    if relation is None:
        return True
    found = ontology_of(name).relations.get(relation.strip().lower().replace(" ", "_").removeprefix("rel:"))
    return found is not None and found.symmetric


def _entity(entity: Entity) -> str:
    lines = [f"{entity.label} ({entity.class_})   ent:{entity.id}"]
    if entity.aliases:
        lines.append(f"  also called {', '.join(entity.aliases)}")
    lines += [f"  {line}" for line in joins_of(entity)]
    lines += [f"  known elsewhere as {iri}" for iri in entity.same_as]
    return "\n".join(lines) + "\n"


def _names(args: argparse.Namespace, graph: KnowledgeGraph) -> int:
    """Say why two names are one thing, or are not."""
    names = [args.subject, args.relation]
    if not entities_named(graph, args.subject):
        warn(_nothing(graph, names))
        return 1
    verdict = explain_join(graph, names[0], names[1], ontology_of(args.graph), _kept_apart(Path(args.graph)))
    if args.format == "json":
        row = {"names": names, "joined": verdict.joined, "why": list(verdict.why)}
        emit(json.dumps(row, ensure_ascii=False) + "\n", args.output)
    else:
        head = "one thing" if verdict.joined else "not one thing"
        emit("\n".join([f"{names[0]} and {names[1]}: {head}", *(f"  {w}" for w in verdict.why)]) + "\n", args.output)
    return 0 if verdict.joined else 1


def _kept_apart(folder: Path) -> list[tuple[str, str]]:
    """Return the pairs of names that decisions keep apart, as the report of a build has them."""
    try:
        report = json.loads((folder / "report.json").read_text(encoding="utf8"))
    except (OSError, ValueError):
        return []
    return [tuple(d["of"]) for d in report.get("decisions", ()) if d["decision"] == "different" and d["applied"]]


def _nothing(graph: KnowledgeGraph, names: list[str], relation: str = "") -> str:
    for name in names:
        if not entities_named(graph, name):
            near = names_like(graph, name)
            return f"nothing in the graph is called {name!r}" + (f"; there is {', '.join(near)}" if near else "")
    return relation or "the graph has no such claim; kg why-not says why"


def _no_such(graph: KnowledgeGraph, relation: str | None, name: str) -> str:
    """Say that a relation is misspelt, where neither the graph nor the ontology knows it."""
    known = {c.relation for c in graph.claims}
    wanted = (relation or "").strip().lower().replace(" ", "_").removeprefix("rel:")
    if not wanted or wanted in known or wanted in ontology_of(name).relations:
        return ""
    near = get_close_matches(wanted, sorted(known), n=3)
    return f"there is no relation {wanted!r}" + (f"; there is {', '.join(near)}" if near else "")


def _text(graph: KnowledgeGraph, claim: Claim) -> str:
    lines = [f"{graph.say(claim)}   confidence {claim.confidence:.2f}, {count(len(claim.evidence), 'proof')}"]
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
    object = graph.label(claim.object) if isinstance(claim.object, str) else claim.object.value
    return [
        {
            "subject": graph.label(claim.subject),
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

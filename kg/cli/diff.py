"""``kg diff``: what came, went or changed between two graphs."""

from __future__ import annotations

import argparse
import json
from dataclasses import fields

from kg.cli.console import emit
from kg.cli.graphs import GRAPH_HELP, load_graph, support
from kg.graph.compare import Difference, compare
from kg.model import Claim, Entity, Evidence, KnowledgeGraph, Span

EXAMPLES = """\
examples:
  kg diff out.before out
  kg diff out.before out -f json

exit code: 0 the graphs are equal, 1 they differ
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("old", metavar="OLD", help=GRAPH_HELP)
    parser.add_argument("new", metavar="NEW", help="the same")
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there (- or nothing: print)")


def run(args: argparse.Namespace) -> int:
    """Print the difference."""
    old, new = load_graph(args.old), load_graph(args.new)
    difference = compare(old, new)
    emit(_json(old, new, difference) if args.format == "json" else _text(old, new, difference), args.output)
    return 1 if difference else 0


def _text(old: KnowledgeGraph, new: KnowledgeGraph, d: Difference) -> str:
    lines = [f"- {old.say(c)}" for c in d.claims_lost]
    lines += [f"+ {new.say(c)}" for c in d.claims_gained]
    lines += [f"~ {new.say(a)}: {_support(b, a)}" for b, a in d.claims_changed]
    lines += [f"- entity {_name(e)}" for e in d.entities_lost]
    lines += [f"+ entity {_name(e)}" for e in d.entities_gained]
    lines += [f"~ entity {_name(b)}{_now(b, a)}" for b, a in d.entities_changed]
    return "".join(line + "\n" for line in lines or ["no difference"])


def _name(entity: Entity) -> str:
    return f"{entity.label} ({', '.join([entity.class_, *entity.aliases])})"


def _support(before: Claim, after: Claim) -> str:
    """Return how the evidence changed: in number, or in what of it."""
    if support(before) != support(after):
        return f"{support(before)}, now {support(after)}"
    pairs = zip(sorted(before.evidence, key=_at), sorted(after.evidence, key=_at), strict=False)
    return f"{support(after)}, of other {_differing(*pairs) or 'number of places'}"


def _at(evidence: Evidence) -> tuple[str, Span]:
    return evidence.doc, evidence.sentence


def _now(before: Entity, after: Entity) -> str:
    return f", now {_name(after)}" if _name(before) != _name(after) else f": other {_differing((before, after))}"


def _differing(*pairs: tuple[Entity, Entity] | tuple[Evidence, Evidence]) -> str:
    """Return the names of the fields in which the two of a pair differ, as a reader calls them."""
    names = {f.name for b, a in pairs for f in fields(b) if getattr(b, f.name) != getattr(a, f.name)}
    return ", ".join(sorted(n.rstrip("_").replace("_", " ") for n in names))


def _json(old: KnowledgeGraph, new: KnowledgeGraph, d: Difference) -> str:
    value = {
        "claims": {
            "gained": [new.say(c) for c in d.claims_gained],
            "lost": [old.say(c) for c in d.claims_lost],
            "changed": [{"claim": new.say(a), "old": support(b), "new": support(a)} for b, a in d.claims_changed],
        },
        "entities": {
            "gained": [_name(e) for e in d.entities_gained],
            "lost": [_name(e) for e in d.entities_lost],
            "changed": [{"old": _name(b), "new": _name(a)} for b, a in d.entities_changed],
        },
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"

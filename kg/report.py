"""What a build read, dropped, found and could not use, as one JSON-able value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from kg.model import KnowledgeGraph, Reading
from kg.ontology import Ontology


def report(
    graph: KnowledgeGraph,
    readings: Sequence[Reading],
    problems: Sequence[Any],
    rejected: Counter[str],
    ontology: Ontology,
    effects: Sequence[Any] = (),
    faults: Sequence[Any] = (),
) -> dict[str, Any]:
    """Return what was read, dropped and found, by stage, for ``report.json``; ``effects`` are those of decisions."""
    statuses = Counter(c.status.value for c in graph.claims)
    return {
        "documents": [
            {
                "id": r.document.id,
                "path": r.document.path,
                "title": r.document.title,
                "published": r.document.published,
                "characters": len(r.document.text),
                "propositions": len(r.propositions),
                "dropped": [
                    {"start": d.start, "end": d.end, "reason": d.reason, "text": d.text} for d in r.document.dropped
                ],
                "warnings": list(r.warnings),
            }
            for r in sorted(readings, key=lambda r: r.document.id)
        ],
        "not_read": [str(p) for p in problems],
        "counts": {
            "documents": len(graph.documents),
            "propositions": sum(len(r.propositions) for r in readings),
            "claims": len(graph.claims),
            "evidence": sum(len(c.evidence) for c in graph.claims),
            "entities": len(graph.entities),
            "mentions": len(graph.mentions),
            **{status: statuses[status] for status in sorted(statuses)},
        },
        "open_relations": dict(
            sorted(Counter(c.relation for c in graph.claims if c.open).items(), key=lambda kv: (-kv[1], kv[0]))
        ),
        "not_claims": dict(sorted(rejected.items(), key=lambda kv: (-kv[1], kv[0]))[:50]),
        "decisions": [
            {"decision": e.decision.verb, "of": list(e.decision.args), "did": e.did, "applied": e.applied}
            for e in effects
        ],
        "decisions_not_read": [str(f) for f in faults],
        "ontology": {"version": ontology.version, "digest": ontology.digest},
        "model": sorted({r.model for r in readings}),
    }

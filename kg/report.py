"""What a build read, dropped, found and could not use, as one JSON-able value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from kg.graph.pool import counts_of
from kg.model import KnowledgeGraph
from kg.ontology import Ontology


def report(
    graph: KnowledgeGraph,
    read: Sequence[Any],
    problems: Sequence[Any],
    rejected: Counter[str],
    ontology: Ontology,
    effects: Sequence[Any] = (),
    faults: Sequence[Any] = (),
) -> dict[str, Any]:
    """Return what was read, dropped and found, by stage, for ``report.json``.

    Args:
        read: for each document of the graph its number of propositions, its warnings and its model.
        rejected: why propositions did not become claims.
        effects: those of the decisions.
        faults: decisions that could not be read.
    """
    statuses, open_, evidence = counts_of(graph.claims)
    return {
        "documents": [
            {
                "id": document.id,
                "path": document.path,
                "title": document.title,
                "published": document.published,
                "characters": len(document.text),
                "propositions": propositions,
                "dropped": [
                    {"start": d.start, "end": d.end, "reason": d.reason, "text": d.text} for d in document.dropped
                ],
                "warnings": list(warnings),
            }
            for document, (propositions, warnings, _) in zip(graph.documents, read, strict=True)
        ],
        "not_read": [str(p) for p in problems],
        "counts": {
            "documents": len(graph.documents),
            "propositions": sum(propositions for propositions, _, _ in read),
            "claims": len(graph.claims),
            "evidence": evidence,
            "entities": len(graph.entities),
            "mentions": len(graph.mentions),
            **{status: statuses[status] for status in sorted(statuses)},
        },
        "open_relations": dict(sorted(open_.items(), key=lambda kv: (-kv[1], kv[0]))),
        "not_claims": dict(sorted(rejected.items(), key=lambda kv: (-kv[1], kv[0]))[:50]),
        "decisions": [
            {"decision": e.decision.verb, "of": list(e.decision.args), "did": e.did, "applied": e.applied}
            for e in effects
        ],
        "decisions_not_read": [str(f) for f in faults],
        "ontology": {"version": ontology.version, "digest": ontology.digest},
        "model": sorted({model for _, _, model in read}),
    }

"""The part of a large graph that a page can hold: its best supported claims, with their entities and sources."""

from __future__ import annotations

from dataclasses import replace
from heapq import nlargest

from kg.model import Claim, KnowledgeGraph


def best_supported(graph: KnowledgeGraph, claims: int) -> KnowledgeGraph:
    """Return the graph of the ``claims`` claims that most pieces of evidence support; of equals the first by key.

    Their documents come without the text and without mentions: the quotes speak for themselves. A graph with no more
    claims is returned as it is.
    """
    if len(graph.claims) <= claims:
        return graph
    # The number of pieces decides; keys are compared only among those with the least that is still in.
    counts = [len(c.evidence) for c in graph.claims]
    least = nlargest(claims, counts)[-1]
    left = claims - sum(n > least for n in counts)
    kept: list[Claim] = []
    for claim, count in zip(graph.claims, counts, strict=True):  # in the order of their keys
        if count > least or (count == least and left > 0):
            left -= count == least
            kept.append(replace(claim, evidence=tuple(claim.evidence)))
    used = {end for c in kept for end in (c.subject, c.object) if isinstance(end, str)}
    used |= {id for c in kept for e in c.evidence for id in (e.place_id, e.speaker_id) if id}
    cited = {e.doc for c in kept for e in c.evidence}
    documents = tuple(replace(d, text="", blocks=(), dropped=()) for d in graph.documents if d.id in cited)
    return KnowledgeGraph(graph.base, documents, tuple(e for e in graph.entities if e.id in used), tuple(kept))

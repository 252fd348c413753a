"""The part of a large graph that a page can hold: its best supported claims, with their entities and sources."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from heapq import nlargest
from itertools import compress

from kg.graph.pool import cited_by, entities_of
from kg.model import Claim, KnowledgeGraph
from kg.shelf import Shelf


def best_supported(graph: KnowledgeGraph, claims: int) -> KnowledgeGraph:
    """Return the graph of the ``claims`` claims that most pieces of evidence support; of equals the first by key.

    Their documents come without the text and without mentions: the quotes speak for themselves. A graph with no more
    claims is returned as it is.
    """
    if len(graph.claims) <= claims:
        return graph
    # The number of pieces decides; keys are compared only among those with the least that is still in.
    counts = array("q", (len(c.evidence) for c in graph.claims))
    least = nlargest(claims, counts)[-1]
    left = claims - sum(n > least for n in counts)
    among = bytearray()
    for count in counts:  # in the order of the keys
        among.append(count > least or (count == least and left > 0))
        left -= count == least
    if isinstance(graph.claims, Shelf):
        turn = iter(among)
        kept: Sequence[Claim] = graph.claims.where(lambda _: bool(next(turn)))
    else:
        kept = tuple(compress(graph.claims, among))
    used, cited = entities_of(kept), cited_by(kept)
    documents = tuple(replace(d, text="", blocks=(), dropped=()) for d in graph.documents if d.id in cited)
    return KnowledgeGraph(graph.base, documents, tuple(e for e in graph.entities if e.id in used), kept)

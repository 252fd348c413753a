"""What is drawn when the page opens: everything if it can be read, else the best supported things.

Standard library only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from heapq import nsmallest

from kg.errors import OutputError
from kg.model import Claim, KnowledgeGraph, Status

LEAVES = 5
"""Things tied to one drawn thing only, for each such thing; the rest is reached by "+n"."""
OVERVIEW = 150
"""Things drawn at first of a graph that is too large to draw."""


def steps(claims: list[int], drawn: list[int]) -> tuple[int, int, int, int]:
    """Return from how many claims on a thing is drawn larger: fixed numbers, or more where most have many."""
    counts = sorted((claims[i] for i in drawn), reverse=True)

    def nth(share: float) -> int:
        return counts[min(len(counts) - 1, int(len(counts) * share))] + 1 if counts else 0

    return max(3, nth(0.45)), max(6, nth(0.2)), max(12, nth(0.08)), max(20, nth(0.03))


def support(graph: KnowledgeGraph) -> tuple[list[int], list[int]]:
    """Return, for each entity, its number of claims and of independent documents' claims."""
    at = {e.id: i for i, e in enumerate(graph.entities)}
    origin = {d.id: d.copy_of or d.id for d in graph.documents}
    claims, sources = [0] * len(at), [0] * len(at)
    for claim in graph.claims:
        pieces = claim.evidence
        independent = 1 if len(pieces) == 1 else len({origin.get(e.doc, e.doc) for e in pieces})
        for end in {claim.subject, claim.object} if isinstance(claim.object, str) else {claim.subject}:
            if end in at:
                claims[at[end]] += 1
                sources[at[end]] += independent
    return claims, sources


def best_claims(graph: KnowledgeGraph, n: int) -> list[Claim]:
    """Return the ``n`` best supported asserted claims: those of the ontology between two names before all others,
    then by independent documents, pieces of evidence, confidence.

    ``bestSupported`` in ``assets/overview.js`` has the same order over what the filters let through.
    """
    origin = {d.id: d.copy_of or d.id for d in graph.documents}

    def named(end: object) -> bool:
        return isinstance(end, str) and end in graph.entity and graph.entity[end].named

    def rank(claim: Claim) -> tuple[bool, int, int, int, tuple[str, ...]]:
        pieces = claim.evidence
        independent = 1 if len(pieces) == 1 else len({origin.get(e.doc, e.doc) for e in pieces})
        plain = not claim.open and named(claim.subject) and named(claim.object)
        # The page has confidence in hundredths.
        return (not plain, -independent, -len(pieces), -round(claim.confidence * 100), claim.key)

    return nsmallest(n, (c for c in graph.claims if c.status is Status.ASSERTED), key=rank)


def neighbours(graph: KnowledgeGraph) -> list[set[int]]:
    """Return, for each entity, the entities that a claim ties it to."""
    at = {e.id: i for i, e in enumerate(graph.entities)}
    out: list[set[int]] = [set() for _ in at]
    for claim in graph.claims:
        a, b = at.get(claim.subject), at.get(claim.object) if isinstance(claim.object, str) else None
        if a is not None and b is not None and a != b:
            out[a].add(b)
            out[b].add(a)
    return out


def choose(
    graph: KnowledgeGraph,
    supported: tuple[list[int], list[int]],
    top: int,
    focus: int | None = None,
    depth: int = 2,
    *,
    unnamed: bool = False,
) -> list[int]:
    """Return the indices of the entities to draw, best supported first.

    With a ``focus``, what lies within ``depth`` steps of it; else all that have claims, if no more
    than ``top``; else the best supported, with few leaves for each hub so that hubs do not fill the page.
    Without ``unnamed``, things that have no name ("companies") stay out, and what is tied to them only.
    ``supported`` is what ``support`` says of the graph.
    """
    claims, sources = supported
    near = neighbours(graph)
    if focus is None and not unnamed:
        named = {i for i, e in enumerate(graph.entities) if claims[i] and (e.named or e.label[:1].isupper())}
        kept = {i for i in named if near[i] & named or not near[i]}
        if len(kept) > 1:
            near = [n & kept if i in kept else set() for i, n in enumerate(near)]
            claims = [n if i in kept else 0 for i, n in enumerate(claims)]

    def rank(i: int) -> tuple[int, int, str]:
        return (-sources[i], -claims[i], graph.entities[i].id)

    if focus is not None:
        seen, ring = {focus}, [focus]
        for _ in range(depth):
            ring = sorted({j for i in ring for j in near[i]} - seen, key=rank)[: max(0, top - len(seen))]
            seen |= set(ring)
        return sorted(seen, key=rank)
    tied = sorted((i for i in range(len(near)) if claims[i]), key=rank)
    if len(tied) <= top:
        return tied
    best: list[int] = []
    chosen: set[int] = set()
    leaves: Counter[int] = Counter()
    for i in tied[: 4 * top]:
        mine = near[i] & chosen
        if len(near[i]) == 1 and mine:
            hub = next(iter(mine))
            if leaves[hub] >= LEAVES:
                continue
            leaves[hub] += 1
        best.append(i)
        chosen.add(i)
        if len(best) == min(top, OVERVIEW):
            break
    alone = {i for i in best if not near[i] & chosen}
    return [i for i in best if i not in alone] or best


def find(graph: KnowledgeGraph, name: str, claims: Sequence[int]) -> int:
    """Return the index of the entity with this id (``ent:`` may stand before it), label or alias, whatever the case.

    Raises: OutputError if there is none.
    """

    def fold(form: str) -> str:
        return " ".join(form.split()).casefold()

    wanted, id = fold(name), name.removeprefix("ent:")
    ranked = sorted(range(len(claims)), key=lambda i: -claims[i])
    for test in (
        lambda e: e.id == id,
        lambda e: fold(e.label) == wanted,
        lambda e: wanted in map(fold, e.aliases),
    ):
        for i in ranked:
            if test(graph.entities[i]):
                return i
    raise OutputError(
        f"nothing in the graph is called {name!r}", hint="search names with kg query -n search", code="KG541"
    )

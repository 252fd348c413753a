"""Who tells the same, and who tells otherwise: copies of articles, independent documents, disagreements.

A syndicated article says nothing new each time it is printed. Documents that share most of their
wording count as one source: that of the first of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from kg.model import Claim, Document, KnowledgeGraph, Status

SHINGLE = 5  # words; news on one event shares names and short phrases, but hardly five words in a row
SHARED = 0.6  # of the shorter text's shingles; agencies' copies are cut and get new headlines
LEAST = 20  # shingles; shorter texts are copies only when they are equal
_SAMPLE = 4  # every fourth shingle is looked up: a copy is found all the same, at a quarter of the memory
_COMMON = 100  # a shingle in more documents than that is a formula, no sign of a copy
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A claim that some text asserts and some text denies."""

    asserted: Claim
    denied: Claim


def mark_copies(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Return the documents by id, each repetition naming the first document that it repeats.

    The first is the one published first, then the one with the smaller id; one without a date comes
    after those with one. The answer does not depend on the order given.
    """
    ordered = sorted(documents, key=lambda d: (d.published or "9999", d.id))
    origins = _origins(ordered)
    return tuple(sorted((replace(d, copy_of=origins.get(d.id)) for d in ordered), key=lambda d: d.id))


def _origins(ordered: Sequence[Document]) -> dict[str, str]:
    """Return, for each copy, the id of its origin."""
    index: dict[int, list[int]] = defaultdict(list)  # sampled shingle -> documents that hold it
    whole: dict[str, int] = {}  # all words -> first document
    origin: dict[int, int] = {}
    sizes: list[int] = []
    for i, document in enumerate(ordered):
        words = _words(document)
        text = " ".join(words)
        shingles = _shingles(words)
        sample = [s for s in shingles if s % _SAMPLE == 0]
        if words and text in whole:
            origin[i] = whole[text]
        elif len(shingles) >= LEAST:
            seen = Counter(j for s in sample if len(index[s]) <= _COMMON for j in index[s])
            for j in sorted(seen):
                # The sample only points at what to compare; chance may halve what it shows.
                if seen[j] >= SHARED / 2 * min(len(sample), sizes[j]) and _alike(
                    shingles, _shingles(_words(ordered[j]))
                ):
                    origin[i] = origin.get(j, j)
                    break
        sizes.append(len(sample))
        whole.setdefault(text, origin.get(i, i))
        if len(shingles) >= LEAST:
            for s in sample:
                index[s].append(i)
    return {ordered[i].id: ordered[j].id for i, j in origin.items()}


def _words(document: Document) -> list[str]:
    """Return the words of the article; what was dropped as boiler-plate makes no two articles alike."""
    parts = [document.text[b.start : b.end] for b in document.blocks] or [document.text]
    return _WORD.findall(" ".join(parts).casefold())


def _shingles(words: Sequence[str]) -> frozenset[int]:
    # crc32, not hash(): the same in every process.
    return frozenset(
        crc32(" ".join(words[i : i + SHINGLE]).encode("utf8", "replace")) for i in range(len(words) - SHINGLE + 1)
    )


def _alike(a: frozenset[int], b: frozenset[int]) -> bool:
    return len(a & b) >= SHARED * min(len(a), len(b))


def sources(claim: Claim, graph: KnowledgeGraph) -> tuple[str, ...]:
    """Return the ids of the independent documents that support a claim, sorted: copies count as their origin."""
    documents = graph.document
    return tuple(sorted({_origin(e.doc, documents) for e in claim.evidence}))


def _origin(id: str, documents: dict[str, Document]) -> str:
    document = documents.get(id)
    return id if document is None or document.copy_of is None else document.copy_of


def disagreements(graph: KnowledgeGraph) -> tuple[Disagreement, ...]:
    """Return the claims that are both asserted and denied, sorted; nothing is judged or deleted."""
    denied = {c.key[:4]: c for c in graph.claims if c.status is Status.NEGATED}
    pairs = ((c, denied.get(c.key[:4])) for c in graph.claims if c.status is Status.ASSERTED)
    return tuple(Disagreement(c, d) for c, d in pairs if d is not None)

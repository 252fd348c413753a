"""Who tells the same, and who tells otherwise: copies of articles, independent documents, disagreements.

A syndicated article says nothing new each time it is printed. Documents that share most of their
wording count as one source: that of the first of them.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from zlib import crc32

from kg.model import Claim, Document, KnowledgeGraph, Status

SHINGLE = 5  # words; news on one event shares names and short phrases, but hardly five words in a row
SHARED = 0.6  # of the shorter text's shingles; agencies' copies are cut and get new headlines
LEAST = 20  # shingles; shorter texts are copies only when they are equal
_SAMPLE = 4  # the shingles of every fourth word are looked up: a copy is found all the same, at a quarter of the cost
_SHORT = 128  # shingles; so few are kept, so that short texts, of which there may be very many, are not read again
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
    documents = sorted(documents, key=lambda d: d.id)
    sketches = Sketches()
    for document in documents:
        sketches.add(document)
    origins = sketches.origins(documents)
    return tuple(replace(d, copy_of=origins.get(d.id)) for d in documents)


class Sketches:
    """What tells copies: of each document some shingles, four bytes each. Documents are added in the order of ids."""

    def __init__(self) -> None:
        self._order: list[tuple[str, str]] = []  # when it was published, its id
        self._digests: list[bytes] = []  # of all its words; empty without words
        self._samples = array("I")
        self._ends = array("Q", [0])
        self._long = bytearray()  # whether it has shingles enough to be compared
        self._all = array("I")  # every shingle of those that are short
        self._all_ends = array("Q", [0])

    def add(self, document: Document) -> None:
        """Take note of one document."""
        text = _text(document)
        words = text.split()
        last = len(words) - SHINGLE
        self._order.append((document.published or "9999", document.id))
        self._digests.append(blake2b(text, digest_size=16).digest() if words else b"")
        sampled = [i for i, checksum in enumerate(map(crc32, words[: max(last + 1, 0)])) if not checksum % _SAMPLE]
        self._samples.extend({_shingle(words, i) for i in sampled})
        self._ends.append(len(self._samples))
        self._long.append(last + 1 >= LEAST)
        if LEAST <= last + 1 <= _SHORT:
            self._all.extend(_shingles(words))
        self._all_ends.append(len(self._all))

    def origins(self, documents: Sequence[Document]) -> dict[str, str]:
        """Return, for each copy, the id of its origin. ``documents`` are those that were added, in that order."""
        index: dict[int, list[int]] = defaultdict(list)  # sampled shingle -> documents that hold it
        whole: dict[bytes, int] = {}  # all words -> first document
        origin: dict[int, int] = {}
        several = self._counts()
        mask = len(several) - 1
        for i in sorted(range(len(self._order)), key=self._order.__getitem__):
            digest = self._digests[i]
            sample = self._samples[self._ends[i] : self._ends[i + 1]]
            shared = [s for s in sample if several[s & mask] == 2] if self._long[i] else []
            if digest and digest in whole:
                origin[i] = whole[digest]
            elif shared:
                seen = Counter(j for s in shared if len(index[s]) <= _COMMON for j in index[s])
                likely = self._likely(seen, len(sample))
                own = self._shingles(i, documents) if likely else set()
                for j in likely:
                    if _alike(own, self._shingles(j, documents)):
                        origin[i] = origin.get(j, j)
                        break
            whole.setdefault(digest, origin.get(i, i))
            for s in shared:
                index[s].append(i)
        return {self._order[i][1]: self._order[j][1] for i, j in origin.items()}

    def _shingles(self, i: int, documents: Sequence[Document]) -> set[int]:
        kept = self._all[self._all_ends[i] : self._all_ends[i + 1]]
        return set(kept) if kept else _shingles(_text(documents[i]).split())

    def _likely(self, seen: Counter[int], size: int) -> list[int]:
        """Return the documents worth comparing with one that has a sample of ``size``, the first first."""
        ends = self._ends
        # The sample only points at what to compare; chance may halve what it shows.
        found = [j for j, n in seen.items() if n >= SHARED / 2 * min(size, ends[j + 1] - ends[j])]
        return sorted(found, key=self._order.__getitem__)

    def _counts(self) -> bytearray:
        """Return 2 for each shingle of several documents, and for few others: most need not be indexed.

        The place of a shingle is what is left of it when the number of places divides it.
        """
        mask = (1 << max(16, min(27, (4 * len(self._samples)).bit_length()))) - 1
        counts = bytearray(mask + 1)
        for s in self._samples:
            at = s & mask
            if counts[at] < 2:
                counts[at] += 1
        return counts


def _text(document: Document) -> bytes:
    """Return the words of the article, a blank between; what was dropped as boiler-plate makes no two articles alike."""
    parts = [document.text[b.start : b.end] for b in document.blocks] or [document.text]
    return " ".join(_WORD.findall(" ".join(parts).casefold())).encode("utf8", "replace")


def _shingle(words: Sequence[bytes], at: int) -> int:
    return crc32(b" ".join(words[at : at + SHINGLE]))  # not hash(): the same in every process


def _shingles(words: Sequence[bytes]) -> set[int]:
    return {_shingle(words, i) for i in range(len(words) - SHINGLE + 1)}


def _alike(one: set[int], other: set[int]) -> bool:
    least = min(len(one), len(other))
    return least >= LEAST and len(one & other) >= SHARED * least


def sources(claim: Claim, graph: KnowledgeGraph) -> tuple[str, ...]:
    """Return the ids of the independent documents that support a claim, sorted: copies count as their origin."""
    documents = graph.document
    return tuple(sorted({_origin(e.doc, documents) for e in claim.evidence}))


def _origin(id: str, documents: Mapping[str, Document]) -> str:
    document = documents.get(id)
    return id if document is None or document.copy_of is None else document.copy_of


def disagreements(graph: KnowledgeGraph) -> tuple[Disagreement, ...]:
    """Return the claims that are both asserted and denied, sorted; nothing is judged or deleted."""
    denied = {c.key[:4]: c for c in graph.claims if c.status is Status.NEGATED}
    pairs = ((c, denied.get(c.key[:4])) for c in graph.claims if c.status is Status.ASSERTED)
    return tuple(Disagreement(c, d) for c, d in pairs if d is not None)

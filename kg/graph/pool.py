"""Claims of all documents -> claims of one identity with all their evidence, in order; beyond a limit, by runs on disk.

Joining is a union of evidence sets: commutative, associative, idempotent. So it does not matter which
claims meet in memory and which only when the sorted runs are merged.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, overload

from kg.frozen import maker
from kg.model import Claim, Evidence, Literal, Status
from kg.shelf import Shelf

EVIDENCE_BYTES = 900
"""What a piece of evidence takes in memory besides its quote, with its share of the claim (measured)."""

_FIELDS = tuple(Evidence.__dataclass_fields__)
_parts = attrgetter(*_FIELDS)
_evidence_of, _claim_of = maker(Evidence), maker(Claim)
_identity = itemgetter(0, 1, 2, 3, 4)
_links = itemgetter(*map(_FIELDS.index, ("place_id", "speaker_id")))
_DOC = _FIELDS.index("doc")
_STATUS = {s.value: s for s in Status}

Key = tuple[str, str, str, str, str]


class Pieces(Sequence[Evidence]):
    """The evidence of a claim that lies on disk, made of its bytes when it is asked for."""

    __slots__ = ("_packed",)

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._packed = packed

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, at: int) -> Evidence: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Evidence]: ...
    def __getitem__(self, at: int | slice) -> Evidence | Sequence[Evidence]:
        return Pieces(self._packed[at]) if isinstance(at, slice) else _evidence(self._packed[at])

    def __iter__(self) -> Iterator[Evidence]:
        return map(_evidence, self._packed)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # a list of evidence, not a name of it


class Pool:
    """Takes claims in any order.

    Args:
        limit: bytes of evidence that are held in memory; more is written to disk in sorted runs.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._held: dict[Key, list[Evidence | bytes]] = {}
        self._open: set[Key] = set()  # of relations that the ontology lacks
        self._runs: list[Shelf[Claim]] = []

    def add(self, claim: Claim) -> None:
        """Take in one claim."""
        key = claim.key
        pieces: Iterable[Evidence | bytes] = claim.evidence
        for e in claim.evidence:
            self._size += EVIDENCE_BYTES + len(e.quote)
        if self._runs:  # it will go to disk: packed now, while it is at hand, it is not touched again until it is written
            pieces = map(_packed, claim.evidence)
        held = self._held.get(key)
        if held is None:
            self._held[key] = [*pieces]
            if claim.open:
                self._open.add(key)
        else:
            held.extend(pieces)
        if self._size > self._limit:
            run = Shelf(_claim)
            run.put_all(self._run())
            self._runs.append(run)
            self._held, self._open, self._size = {}, set(), 0

    def _run(self) -> Iterator[tuple[Any, ...]]:
        held, open_ = self._held, self._open
        return ((*key, key in open_, _joined_packed(held[key])) for key in sorted(held))

    def done(self) -> Sequence[Claim]:
        """Return all claims by their identity, each with its evidence by its place: a tuple, or what lies on disk."""
        if not self._runs:
            held, open_ = self._held, self._open
            return tuple(
                Claim(
                    k[0], k[1], Literal(k[2], k[3]) if k[3] else k[2], _STATUS[k[4]],
                    tuple(joined(list(map(_evidence, held[k])))), k in open_,
                )
                for k in sorted(held)
            )  # fmt: skip
        out = Shelf(_claim)
        out.put_all(_merged([*(run.parts() for run in self._runs), self._run()]))
        self._held, self._runs = {}, []
        return out


def entities_of(claims: Sequence[Claim]) -> set[str]:
    """Return the ids of the entities that some claim needs."""
    used: set[str | None] = set()
    if isinstance(claims, Shelf):
        for subject, _, object, datatype, _, _, pieces in claims.parts():
            used.add(subject)
            if not datatype:
                used.add(object)
            for packed in pieces:
                used.update(_links(marshal.loads(packed)))  # noqa: S302 - our own
    else:
        for c in claims:
            used.add(c.subject)
            if isinstance(c.object, str):
                used.add(c.object)
            for e in c.evidence:
                used.add(e.place_id)
                used.add(e.speaker_id)
    return {id for id in used if id}


def cited_by(claims: Sequence[Claim]) -> set[str]:
    """Return the ids of the documents that some evidence is of."""
    if isinstance(claims, Shelf):
        return {marshal.loads(packed)[_DOC] for parts in claims.parts() for packed in parts[6]}  # noqa: S302 - our own
    return {e.doc for c in claims for e in c.evidence}


def counts_of(claims: Sequence[Claim]) -> tuple[Counter[str], Counter[str], int]:
    """Return the claims by status, those of open relations by relation, and the number of pieces of evidence."""
    statuses: Counter[str] = Counter()
    open_: Counter[str] = Counter()
    evidence = 0
    rows: Iterable[tuple[str, str, bool, Sequence[Any]]]
    if isinstance(claims, Shelf):  # nothing need be made of what lies there
        rows = ((parts[4], parts[1], parts[5], parts[6]) for parts in claims.parts())
    else:
        rows = ((c.status._value_, c.relation, c.open, c.evidence) for c in claims)
    for status, relation, is_open, pieces in rows:
        statuses[status] += 1
        evidence += len(pieces)
        if is_open:
            open_[relation] += 1
    return statuses, open_, evidence


def joined(pieces: list[Evidence]) -> list[Evidence]:
    """Return the evidence by its place in the documents; of several at one place the surest."""
    if len(pieces) == 1:
        return pieces
    best: dict[tuple[object, ...], Evidence] = {}
    for e in pieces:
        spot = (e.doc, e.sentence, e.subject_span, e.object_span)
        old = best.get(spot)
        if old is None or (-e.confidence, e.rule, e.relation_span) < (-old.confidence, old.rule, old.relation_span):
            best[spot] = e
    return sorted(best.values(), key=lambda e: (e.doc, e.sentence, e.subject_span, e.object_span, e.rule))


def _merged(runs: Sequence[Iterable[tuple[Any, ...]]]) -> Iterator[tuple[Any, ...]]:
    """Merge sorted runs; claims of one identity become one."""
    for _, same in groupby(merge(*runs, key=_identity), key=_identity):
        first, *others = same
        if not others:
            yield first
            continue
        yield (*first[:6], _joined_packed([packed for one in (first, *others) for packed in one[6]]))


def _joined_packed(pieces: Sequence[Evidence | bytes]) -> list[bytes]:
    return list(map(_packed, joined(list(map(_evidence, pieces))) if len(pieces) > 1 else pieces))


def _packed(piece: Evidence | bytes) -> bytes:
    return piece if isinstance(piece, bytes) else marshal.dumps(_parts(piece))


def _evidence(piece: Evidence | bytes) -> Evidence:
    return _evidence_of(*marshal.loads(piece)) if isinstance(piece, bytes) else piece  # noqa: S302 - our own


def _claim(parts: tuple[Any, ...]) -> Claim:
    subject, relation, object, datatype, status, open_, pieces = parts
    end = Literal(object, datatype) if datatype else object
    return _claim_of(subject, relation, end, _STATUS[status], Pieces(pieces), open_)

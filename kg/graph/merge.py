"""Propositions of all documents -> claims with their evidence -> one graph.

A claim's identity is subject, relation, object and status, so merging is a union of evidence sets:
commutative, associative, idempotent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kg.frozen import maker
from kg.graph.apart import in_order
from kg.graph.corroborate import Sketches
from kg.graph.decide import decide_claims
from kg.graph.decisions import NONE, Decisions, Effect
from kg.graph.pool import Pool, entities_of
from kg.graph.relations import relate
from kg.graph.resolve import Resolution
from kg.model import (
    Argument,
    Block,
    Claim,
    Document,
    Dropped,
    Evidence,
    KnowledgeGraph,
    LinkedMention,
    Literal,
    Proposition,
    Reading,
    Status,
)
from kg.ontology import Ontology
from kg.shelf import Pile

# A clause may say less surely what the lexicon does not know.
_OPEN_FACTOR = 0.9


MEMORY = 200_000_000
"""Bytes of claims, mentions and documents that are held unless it is said otherwise; more goes to disk."""

_DOCUMENT_BYTES, _MENTION_BYTES = 1000, 250
"""What they take in memory, besides the text (measured)."""


class Told(NamedTuple):
    """What the report says of one reading besides its document."""

    propositions: int
    warnings: tuple[str, ...]
    model: str


@dataclass
class Rejected:
    """Why propositions did not become claims: counts by reason, for the report, and what the decisions did.

    ``read`` has a row for each document of the graph, in their order.
    """

    reasons: Counter[str] = field(default_factory=Counter)
    effects: tuple[Effect, ...] = ()
    read: list[Told] = field(default_factory=list)


NO_THING = "an end is no thing of the graph"
VALUE_FIRST = "a value says nothing of anything"
ONE_THING = "both ends are one thing"
SILENT = frozenset({NO_THING, VALUE_FIRST, ONE_THING})
"""Reasons that need no count: nothing could have been claimed."""


def claims_of(reading: Reading, resolution: Resolution, ontology: Ontology, rejected: Rejected) -> Iterator[Claim]:
    """Yield one claim with one evidence for each proposition that has a meaning in the ontology or stays open."""
    for p in reading.propositions:
        made = claim_of(p, reading, resolution, ontology)
        if isinstance(made, Claim):
            yield made
        elif made not in SILENT:
            rejected.reasons[f"{p.rule}: {made}"] += 1


def claim_of(p: Proposition, reading: Reading, resolution: Resolution, ontology: Ontology) -> Claim | str:
    """Return the claim that a proposition makes, or in a few words why it makes none."""
    entities = resolution.by_id
    text, doc = reading.document.text, reading.document.id
    own = resolution.links.of(doc)
    subject, obj = _end(p.subject, own), _end(p.object, own)
    if subject is None or obj is None:
        return NO_THING
    if isinstance(subject, Literal):
        return VALUE_FIRST
    if subject == obj:
        return ONE_THING
    s = entities[subject]
    o = None if isinstance(obj, Literal) else entities[obj]
    meant = relate(
        p,
        s.class_,
        o.class_ if o else "Literal",
        ontology,
        subject_named=s.named,
        object_named=o is not None and o.named,
    )
    if isinstance(meant, str):
        return meant
    a, b, sa, sb = subject, obj, p.subject, p.object
    relation = ontology.relations.get(meant.relation)
    turned = meant.inverse
    if not turned and relation is not None and relation.symmetric and isinstance(b, str) and b < a:
        turned = True  # one direction for a symmetric relation, whoever the sentence names first
    elif turned and relation is not None and relation.symmetric and isinstance(b, str) and a < b:
        turned = False
    if turned:
        if isinstance(b, Literal):
            return VALUE_FIRST
        a, b, sa, sb = b, a, sb, sa
    place_id = _of(own, p.place_thing)
    speaker_id = _of(own, p.speaker_thing)
    start, end = p.relation_span
    evidence = _evidence_of(  # its fields in order
        doc,
        p.sentence,
        text[p.sentence[0] : p.sentence[1]],
        (sa.start, sa.end),
        p.relation_span,
        (sb.start, sb.end),
        text[start:end],
        p.rule,
        reading.model,
        round(p.confidence * (_OPEN_FACTOR if meant.open else 1.0), 2),
        p.time,
        entities[place_id].label if place_id else p.place,
        place_id,
        entities[speaker_id].label if speaker_id else p.speaker,
        speaker_id,
    )
    return _claim_of(a, meant.relation, b, p.status, (evidence,), meant.open)


_evidence_of, _claim_of = maker(Evidence), maker(Claim)


def _end(argument: Argument, own: Sequence[str]) -> str | Literal | None:
    return argument.value if argument.value is not None else _of(own, argument.thing)


def _of(own: Sequence[str], thing: int) -> str | None:
    return own[thing] if 0 <= thing < len(own) else None


def merge_claims(claims: Iterable[Claim], memory: int = MEMORY) -> Sequence[Claim]:
    """Join claims of one identity; sort claims by identity and evidence by place in the documents."""
    pool = Pool(memory)
    for claim in claims:
        pool.add(claim)
    return pool.done()


def merge(
    readings: Sequence[Reading],
    resolution: Resolution,
    ontology: Ontology,
    base: str,
    decisions: Decisions = NONE,
    memory: int = MEMORY,
) -> tuple[KnowledgeGraph, Rejected]:
    """Return the graph of all readings without the claims that a person rejected, and what was left out on the way.

    Claims, mentions and documents that take more than about ``memory`` bytes together lie on disk. The readings
    are gone through once.
    """
    rejected = Rejected()
    pool = Pool(memory // 2)
    sketches = Sketches()
    copies: dict[str, str] = {}
    same: dict[Told, Told] = {}  # one for all documents of which the same is told
    documents = Pile(lambda parts: _document(parts, copies), memory // 4)
    mentions = Pile(lambda parts: LinkedMention(*parts), memory // 4)
    for r in in_order(readings):
        for claim in claims_of(r, resolution, ontology, rejected):
            pool.add(claim)
        told = Told(len(r.propositions), r.warnings, r.model)
        rejected.read.append(same.setdefault(told, told))
        sketches.add(r.document)
        documents.add([_document_parts(r.document)], _DOCUMENT_BYTES + 2 * len(r.document.text))
        found = list(_mentions(r, resolution))
        mentions.add(found, _MENTION_BYTES * len(found))
    read = documents.done()
    copies.update(sketches.origins(read))
    claims, effects = decide_claims(pool.done(), resolution.entities, decisions, ontology)
    rejected.effects = tuple(sorted((*resolution.effects, *effects)))
    shown = {e.id for e in resolution.entities if e.named} | entities_of(claims)
    entities = tuple(sorted((e for e in resolution.entities if e.id in shown), key=lambda e: e.id))
    linked = mentions.done(lambda parts: parts[5] is None or parts[5] in shown)
    return KnowledgeGraph(base, documents.done(), entities, claims, linked), rejected


def _mentions(r: Reading, resolution: Resolution) -> Iterator[tuple[Any, ...]]:
    """Yield the fields of the document's linked mentions, in order."""
    doc, text = r.document.id, r.document.text
    entities = [*resolution.links.of(doc), None]  # the last for values
    for m in sorted(r.mentions, key=lambda m: (m.start, -m.end, m.kind)):
        entity = entities[m.thing] if -1 <= m.thing < len(r.things) else None
        yield doc, m.start, m.end, text[m.start : m.end], m.kind, entity, m.why


def _document_parts(d: Document) -> tuple[Any, ...]:
    """Return all of a document but what it is a copy of."""
    blocks, dropped = [(b.start, b.end, b.kind) for b in d.blocks], [(x.start, x.end, x.reason, x.text) for x in d.dropped]
    return d.id, d.text, d.path, d.title, d.published, d.url, d.source, blocks, dropped


def _document(parts: tuple[Any, ...], copies: Mapping[str, str]) -> Document:
    id, text, path, title, published, url, source, blocks, dropped = parts
    return Document(
        id, text, path, title, published, url, source,
        tuple(Block(*b) for b in blocks), tuple(Dropped(*d) for d in dropped), copies.get(id),
    )  # fmt: skip


def status_counts(graph: KnowledgeGraph) -> dict[str, int]:
    """Return the number of claims by status."""
    counts = Counter(c.status.value for c in graph.claims)
    return {s.value: counts.get(s.value, 0) for s in Status}

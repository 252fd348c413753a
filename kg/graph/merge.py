"""Propositions of all documents -> claims with their evidence -> one graph.

A claim's identity is subject, relation, object and status, so merging is a union of evidence sets:
commutative, associative, idempotent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.graph.corroborate import mark_copies
from kg.graph.decide import decide_claims
from kg.graph.decisions import NONE, Decisions, Effect
from kg.graph.relations import relate
from kg.graph.resolve import Resolution
from kg.model import Argument, Claim, Evidence, KnowledgeGraph, LinkedMention, Literal, Proposition, Reading, Status
from kg.ontology import Ontology

# A clause may say less surely what the lexicon does not know.
_OPEN_FACTOR = 0.9


@dataclass
class Rejected:
    """Why propositions did not become claims: counts by reason, for the report, and what the decisions did."""

    reasons: Counter[str] = field(default_factory=Counter)
    effects: tuple[Effect, ...] = ()


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
    subject, obj = _end(p.subject, doc, resolution), _end(p.object, doc, resolution)
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
    place_id = resolution.entity_of(doc, p.place_thing) if p.place_thing >= 0 else None
    speaker_id = resolution.entity_of(doc, p.speaker_thing) if p.speaker_thing >= 0 else None
    start, end = p.relation_span
    return Claim(
        subject=a,
        relation=meant.relation,
        object=b,
        status=p.status,
        open=meant.open,
        evidence=(
            Evidence(
                doc=doc,
                sentence=p.sentence,
                quote=text[p.sentence[0] : p.sentence[1]],
                subject_span=(sa.start, sa.end),
                relation_span=p.relation_span,
                object_span=(sb.start, sb.end),
                relation_phrase=text[start:end],
                rule=p.rule,
                model=reading.model,
                confidence=round(p.confidence * (_OPEN_FACTOR if meant.open else 1.0), 2),
                time=p.time,
                place=entities[place_id].label if place_id else p.place,
                place_id=place_id,
                speaker=entities[speaker_id].label if speaker_id else p.speaker,
                speaker_id=speaker_id,
            ),
        ),
    )


def _end(argument: Argument, doc: str, resolution: Resolution) -> str | Literal | None:
    return argument.value if argument.value is not None else resolution.entity_of(doc, argument.thing)


def merge_claims(claims: Iterator[Claim] | Sequence[Claim]) -> tuple[Claim, ...]:
    """Join claims of one identity; sort claims by identity and evidence by place in the documents."""
    pool: dict[tuple[str, str, str, str, str], dict[tuple[object, ...], Evidence]] = defaultdict(dict)
    first: dict[tuple[str, str, str, str, str], Claim] = {}
    for c in claims:
        first.setdefault(c.key, c)
        for e in c.evidence:
            spot = (e.doc, e.sentence, e.subject_span, e.object_span)
            old = pool[c.key].get(spot)
            if old is None or (-e.confidence, e.rule, e.relation_span) < (-old.confidence, old.rule, old.relation_span):
                pool[c.key][spot] = e
    out = []
    for key in sorted(pool):
        c = first[key]
        evidence = tuple(
            sorted(pool[key].values(), key=lambda e: (e.doc, e.sentence, e.subject_span, e.object_span, e.rule))
        )
        out.append(Claim(c.subject, c.relation, c.object, c.status, evidence, c.open))
    return tuple(out)


def merge(
    readings: Sequence[Reading], resolution: Resolution, ontology: Ontology, base: str, decisions: Decisions = NONE
) -> tuple[KnowledgeGraph, Rejected]:
    """Return the graph of all readings without the claims that a person rejected, and what was left out on the way."""
    rejected = Rejected()
    claims = merge_claims([c for r in readings for c in claims_of(r, resolution, ontology, rejected)])
    claims, effects = decide_claims(claims, resolution.entities, decisions, ontology)
    rejected.effects = tuple(sorted((*resolution.effects, *effects)))
    used = {c.subject for c in claims} | {c.object for c in claims if isinstance(c.object, str)}
    used |= {x for c in claims for e in c.evidence for x in (e.place_id, e.speaker_id) if x}
    mentions = []
    for r in sorted(readings, key=lambda r: r.document.id):
        text = r.document.text
        for m in sorted(r.mentions, key=lambda m: (m.start, -m.end, m.kind)):
            entity = resolution.entity_of(r.document.id, m.thing) if m.thing >= 0 else None
            if entity is None or resolution.by_id[entity].named or entity in used:
                mentions.append(
                    LinkedMention(r.document.id, m.start, m.end, text[m.start : m.end], m.kind, entity, m.why)
                )
    entities = tuple(sorted((e for e in resolution.entities if e.named or e.id in used), key=lambda e: e.id))
    documents = mark_copies(r.document for r in readings)
    return KnowledgeGraph(base, documents, entities, claims, tuple(mentions)), rejected


def status_counts(graph: KnowledgeGraph) -> dict[str, int]:
    """Return the number of claims by status."""
    counts = Counter(c.status.value for c in graph.claims)
    return {s.value: counts.get(s.value, 0) for s in Status}

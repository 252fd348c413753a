"""Why is a claim not in the graph? Look behind it: names, sentences, propositions, decisions.

Nothing is recorded for this while a build runs; the reasons are found again from the readings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kg.graph.decide import Finder, rejections
from kg.graph.decisions import Decisions
from kg.graph.find import claims_between, names_like
from kg.graph.merge import claim_of
from kg.graph.resolve import Resolution
from kg.model import Argument, Claim, Entity, KnowledgeGraph, Literal, Proposition, Reading, Span, Status
from kg.ontology import Ontology

KINDS = {
    "there": "the claim is in the graph",
    "status": "it is in the graph, but the text does not state it",
    "decision": "it was rejected by a decision",
    "other": "something else is claimed of them",
    "rejected": "a relation was found, but no claim was made of it",
    "silent": "they stand in one sentence, but no rule found a relation between them",
    "apart": "they never stand in one sentence",
    "one": "both are names of one thing",
    "unread": "the text has the words, but they were read as no thing",
    "unknown": "there is no such thing",
    "lost": "what was read is not kept",
}
"""What a finding says, by its kind, in the order in which findings are told."""

_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
SHOWN = 3
"""Relations read from a sentence that are shown where the one asked for is not among them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found: its kind, what it is, and where in a document."""

    kind: str
    what: str
    doc: str = ""
    sentence: Span = (0, 0)
    quote: str = ""


@dataclass(frozen=True)
class Answer:
    """All findings, the most telling first; ``there`` if an asserted claim says what was asked for."""

    findings: tuple[Finding, ...]

    @property
    def there(self) -> bool:
        """Return whether the claim is in the graph after all, as asserted."""
        return any(f.kind == "there" for f in self.findings)


def why_not(
    subject: str,
    object: str,
    relation: str | None,
    readings: Iterable[Reading],
    resolution: Resolution,
    ontology: Ontology,
    decided: Decisions,
) -> Answer:
    """Return why no claim connects two names, in either direction; with a relation, none of that relation."""
    finder = Finder(resolution.entities, decided)
    ends = [finder.find(subject), finder.find(object)]
    asked = _Asked(subject, object, _relation(relation), ends[0], ends[1])
    if ends[0] and ends[0] == ends[1]:
        label = resolution.by_id[min(ends[0])].label
        what = f'"{subject}" and "{object}" are names of {label}; kg explain tells by which rule'
        return Answer((Finding("one", what),))
    missing = [name for name, ids in zip((subject, object), ends, strict=True) if not ids]
    if subject in missing or (object in missing and not _is_value(object, readings)):
        return Answer(tuple(_absent(missing, readings, resolution)))
    look = _Look(asked, resolution, ontology, decided)
    for reading in readings:
        look.at(reading)
    return Answer(tuple(sorted(look.told(), key=_telling)))


def from_graph(graph: KnowledgeGraph, subject: str, object: str, relation: str | None) -> Answer:
    """Return what the graph alone can tell, where nothing of what was read is kept."""
    shown = [*claims_between(graph, subject, None, object), *claims_between(graph, object, None, subject)]
    wanted = _relation(relation)
    found = [_of_claim(c, wanted, graph.entity) for c in shown]
    for name in (subject, object):
        if not Finder(graph.entities, Decisions()).find(name) and not shown:
            found.append(_unknown(graph, name))
    return Answer(tuple(sorted({*found, Finding("lost", "only the graph itself was asked")}, key=_telling)))


def _telling(f: Finding) -> tuple[object, ...]:
    return list(KINDS).index(f.kind), f.doc, f.sentence, f.what


def _relation(name: str | None) -> str | None:
    return None if name is None else name.strip().lower().removeprefix("rel:").replace(" ", "_")


@dataclass(frozen=True)
class _Asked:
    subject: str
    object: str
    relation: str | None
    subjects: set[str]
    objects: set[str]


# --------------------------------------------------------------------------- names


def _is_value(text: str, readings: Iterable[Reading]) -> bool:
    """Return whether some proposition has this text as a value."""
    return any(_says(p.object, text) for r in readings for p in r.propositions if p.object.value is not None)


def _says(a: Argument, text: str) -> bool:
    wanted = text.casefold()
    return a.value is not None and wanted in (a.value.value.casefold(), a.text.casefold())


def _absent(names: Iterable[str], readings: Iterable[Reading], resolution: Resolution) -> Iterator[Finding]:
    """Yield, for names of nothing, the names near to them and where the text has their words all the same."""
    graph = KnowledgeGraph("", entities=resolution.entities)
    for name in dict.fromkeys(names):
        words = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.I)
        places = [(r, m.span()) for r in readings for m in words.finditer(r.document.text)]
        for reading, span in places[:SHOWN]:
            dropped = next((d.reason for d in reading.document.dropped if d.start <= span[0] < d.end), "")
            where = Sentences(reading).around(span)
            why = (
                f'"{name}" stands in a passage that was dropped: {dropped}' if dropped else f'"{name}" is no thing here'
            )
            yield _finding("unread", why, reading, where)
        if not places:
            yield _unknown(graph, name)


def _unknown(graph: KnowledgeGraph, name: str) -> Finding:
    near = names_like(graph, name)
    return Finding("unknown", f'nothing is called "{name}"' + (f"; there is {', '.join(near)}" if near else ""))


# --------------------------------------------------------------------------- sentences


class Sentences:
    """The sentences of a reading: those that something was read from, and for the rest a plain cut at full stops."""

    def __init__(self, reading: Reading) -> None:
        text = reading.document.text
        blocks = [(b.start, b.end) for b in reading.document.blocks] or [(0, len(text))]
        self.known = sorted({p.sentence for p in reading.propositions})
        self.cut: list[Span] = []
        for start, end in blocks:
            stops = [m.end() for m in _END.finditer(text, start, end)]
            self.cut += list(zip([start, *stops], [*stops, end], strict=True))
        self.cut.sort()

    def around(self, span: Span) -> Span:
        """Return the sentence in which a stretch stands."""
        for spans in (self.known, self.cut):
            at = bisect_right(spans, (span[0], float("inf"))) - 1
            if at >= 0 and spans[at][0] <= span[0] < spans[at][1]:
                return spans[at]
        return span


class _Look:
    """Goes through the readings and notes what speaks of both ends."""

    def __init__(self, asked: _Asked, resolution: Resolution, ontology: Ontology, decided: Decisions) -> None:
        self.asked, self.resolution, self.ontology, self.decided = asked, resolution, ontology, decided
        self.found: list[Finding] = []
        self.claims: list[Claim] = []
        self.documents = ([0], [0])  # in how many each end stands
        self.shared = 0

    def at(self, reading: Reading) -> None:
        doc = reading.document.id
        sides = (self._things(reading, self.asked.subjects), self._things(reading, self.asked.objects))
        for side, counter in zip(sides, self.documents, strict=True):
            counter[0] += bool(side)
        self.shared += bool(sides[0] and sides[1])
        spoken: set[Span] = set()
        for p in reading.propositions:
            if self._between(p, sides):
                spoken.add(p.sentence)
                made = claim_of(p, reading, self.resolution, self.ontology)
                if isinstance(made, Claim):
                    self.claims.append(made)
                else:
                    what = f"{said(p)}, by rule {p.rule}: {made}"
                    self.found.append(Finding("rejected", what, doc, p.sentence, _quote(reading, p.sentence)))
        if not (sides[0] and sides[1]):
            return
        sentences = Sentences(reading)
        spans = [{sentences.around((m.start, m.end)) for m in reading.mentions if m.thing in side} for side in sides]
        for sentence in sorted((spans[0] & spans[1]) - spoken):
            here = [p for p in reading.propositions if p.sentence == sentence]
            ends = sides[0] | sides[1]
            here.sort(key=lambda p: (not {p.subject.thing, p.object.thing} & ends, p.relation_span))
            read = "; ".join(map(said, here[:SHOWN])) + ("; …" if len(here) > SHOWN else "")
            self.found.append(_finding("silent", f"read there: {read or 'nothing'}", reading, sentence))

    def _things(self, reading: Reading, ids: set[str]) -> set[int]:
        links, doc = self.resolution.entity_of, reading.document.id
        return {i for i in range(len(reading.things)) if links(doc, i) in ids}

    def _between(self, p: Proposition, sides: Sequence[set[int]]) -> bool:
        a, b = p.subject, p.object
        if b.value is not None:
            return a.thing in sides[0] and _says(b, self.asked.object)
        return (a.thing in sides[0] and b.thing in sides[1]) or (a.thing in sides[1] and b.thing in sides[0])

    def told(self) -> Iterator[Finding]:
        entities = self.resolution.by_id
        rejected = rejections(self.claims, self.resolution.entities, self.decided, self.ontology)
        seen: set[tuple[str, ...]] = set()
        for c in self.claims:
            if c.key in rejected and self.asked.relation in (None, c.relation):
                e = c.evidence[0]
                what = " and ".join(map(str, rejected[c.key]))
                yield Finding("decision", what, e.doc, e.sentence, _flat(e.quote))
            elif c.key not in rejected and c.key not in seen:
                seen.add(c.key)
                yield _of_claim(c, self.asked.relation, entities)
        yield from self.found
        name = self.asked.relation
        if name and name not in self.ontology.relations and all(c.relation != name for c in self.claims):
            near = get_close_matches(name, sorted(self.ontology.relations), n=3)
            hint = f"; there is {', '.join(near)}" if near else ""
            yield Finding("unknown", f'the ontology has no relation "{name}"{hint}')
        if not self.found and not self.claims:
            (n,), (m,) = self.documents
            a, b = self.asked.subject, self.asked.object
            where = f'"{a}" stands in {n} of the documents, "{b}" in {m}, both in {self.shared}'
            yield Finding("apart", where)


def _of_claim(c: Claim, relation: str | None, entities: Mapping[str, Entity]) -> Finding:
    e = c.evidence[0]
    ends = (c.subject, c.object.value if isinstance(c.object, Literal) else c.object)
    s, o = (entities[end].label if end in entities else end for end in ends)
    what = f"{s} {c.relation.replace('_', ' ')} {o}"
    kind = "other" if relation not in (None, c.relation) else "there" if c.status is Status.ASSERTED else "status"
    status = "" if c.status is Status.ASSERTED else f" ({c.status.value}{f' by {e.speaker}' if e.speaker else ''})"
    return Finding(kind, what + status, e.doc, e.sentence, _flat(e.quote))


def said(p: Proposition) -> str:
    """Return a proposition in a line."""
    return f"{_flat(p.subject.text)} | {p.relation} | {_flat(p.object.text)}"


def _finding(kind: str, what: str, reading: Reading, sentence: Span) -> Finding:
    return Finding(kind, what, reading.document.id, sentence, _quote(reading, sentence))


def _quote(reading: Reading, sentence: Span) -> str:
    return _flat(reading.document.text[slice(*sentence)])


def _flat(text: str) -> str:
    return " ".join(text.split())

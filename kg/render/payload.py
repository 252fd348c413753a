"""The whole graph as one compact value for the page: columns of numbers, each string once.

``kg/render/assets/data.js`` reads it. Offsets are turned into UTF-16 units, which is what a
browser counts in. Standard library only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from kg.model import Claim, KnowledgeGraph, Literal, Status
from kg.ontology import Ontology
from kg.render.questions import OPENING, Ready, below
from kg.render.wording import FAMILIES, class_label, family, inverse_label, relation_label

STATUSES = tuple(s.value for s in Status)


class _Strings:
    """Gives each string a number, in the order first met; 0 is "nothing"."""

    def __init__(self) -> None:
        self.all: list[str] = [""]
        self._at: dict[str, int] = {"": 0}

    def __call__(self, text: str | None) -> int:
        text = text or ""
        if text not in self._at:
            self._at[text] = len(self.all)
            self.all.append(text)
        return self._at[text]


def payload(
    graph: KnowledgeGraph,
    ontology: Ontology,
    *,
    title: str,
    drawn: Sequence[int],
    points: Sequence[tuple[float, float]],
    groups: Sequence[int],
    sizes: Sequence[int],
    focus: int | None,
    ready: Sequence[Ready],
) -> dict[str, Any]:
    """Return the graph as JSON values. ``drawn``, ``points``, ``groups`` say what stands where at first."""
    strings = _Strings()
    entities = graph.entities
    at = {e.id: i for i, e in enumerate(entities)}
    classes = sorted({e.class_ for e in entities})
    class_at = {c: i for i, c in enumerate(classes)}
    relations = sorted({c.relation for c in graph.claims})
    relation_at = {r: i for i, r in enumerate(relations)}
    is_open = {c.relation for c in graph.claims if c.open}
    doc_at = {d.id: i for i, d in enumerate(graph.documents)}
    units = {d.id: Units(d.text) for d in graph.documents}
    known = [c for c in graph.claims if c.subject in at and (isinstance(c.object, Literal) or c.object in at)]
    return {
        "v": 1,
        "title": title,
        "base": graph.base,
        "families": FAMILIES,
        "statuses": STATUSES,
        "classes": [[c, class_label(c, ontology), family(c, ontology)] for c in classes],
        "relations": [
            [r, relation_label(r, ontology), inverse_label(r, ontology), _flags(r, ontology, r in is_open)]
            for r in relations
        ],
        "documents": _documents(graph, doc_at, units),
        "entities": {
            "id": [e.id for e in entities],
            "label": [e.label for e in entities],
            "class": [class_at[e.class_] for e in entities],
            "alias": {i: e.aliases for i, e in enumerate(entities) if e.aliases},
            "same": {i: e.same_as for i, e in enumerate(entities) if e.same_as},
            "joins": {i: [[j.name, j.other, j.rule] for j in e.joins] for i, e in enumerate(entities) if e.joins},
            "unnamed": [i for i, e in enumerate(entities) if not e.named],
        },
        "claims": _claims(known, at, relation_at),
        "evidence": _evidence(known, graph, at, doc_at, strings, units),
        "mentions": _mentions(graph, at, doc_at, units),
        "strings": strings.all,
        "drawn": list(drawn),
        "points": [c for p in points for c in p],
        "groups": list(groups),
        "steps": list(sizes),
        "focus": -1 if focus is None else focus,
        "questions": _questions(ontology, relation_at),
        "ready": [[q.name, q.title, q.sparql] for q in ready],
    }


def _flags(relation: str, ontology: Ontology, open_: bool) -> int:
    known = ontology.relations.get(relation)
    return int(known is not None and known.symmetric) | 2 * int(open_)


def _questions(ontology: Ontology, relation_at: dict[str, int]) -> list[list[Any]]:
    out: list[list[Any]] = []
    for q in OPENING:
        chosen = sorted(relation_at[r] for r in below(q.roots, ontology) if r in relation_at)
        if q.roots and not chosen:
            continue
        statuses = [STATUSES.index(s.value) for s in q.statuses]
        if q.not_in:
            statuses = [i for i, s in enumerate(STATUSES) if s != Status.NEGATED.value]
        out.append([q.title, chosen, statuses, int(q.differ)])
    return out


def _documents(graph: KnowledgeGraph, doc_at: dict[str, int], units: dict[str, Units]) -> list[dict[str, Any]]:
    out = []
    for d in graph.documents:
        row: dict[str, Any] = {"id": d.id, "title": d.title or d.id}
        for name in ("path", "published", "url", "source", "text"):
            if getattr(d, name):
                row[name] = getattr(d, name)
        if d.copy_of in doc_at:
            row["copy"] = doc_at[d.copy_of or ""]
        u = units[d.id]
        headlines = [[u(b.start), u(b.end)] for b in d.blocks if d.text and b.kind == "headline"]
        if headlines:
            row["headlines"] = headlines
        dropped = [[u(b.start), u(b.end), b.reason] for b in d.dropped if d.text]
        if dropped:
            row["dropped"] = dropped
        out.append(row)
    return out


def _claims(claims: Sequence[Claim], at: dict[str, int], relation_at: dict[str, int]) -> dict[str, Any]:
    literals: list[list[str]] = []
    objects: list[int] = []
    for c in claims:
        if isinstance(c.object, Literal):
            literals.append([c.object.value, c.object.datatype])
            objects.append(-len(literals))
        else:
            objects.append(at[c.object])
    return {
        "id": "".join(c.id for c in claims),
        "s": [at[c.subject] for c in claims],
        "r": [relation_at[c.relation] for c in claims],
        "o": objects,
        "st": [STATUSES.index(c.status.value) for c in claims],
        "literals": literals,
    }


def _evidence(
    claims: Sequence[Claim],
    graph: KnowledgeGraph,
    at: dict[str, int],
    doc_at: dict[str, int],
    strings: _Strings,
    units: dict[str, Units],
) -> dict[str, Any]:
    columns: dict[str, list[Any]] = {
        k: []
        for k in ("doc", "start", "len", "ss", "sl", "rs", "rl", "os", "ol", "rule", "model", "conf", "time", "place")
    }
    columns |= {k: [] for k in ("speaker", "placeId", "speakerId", "n")}
    quotes: dict[int, str] = {}
    empty = Units("")
    row = 0
    for c in claims:
        columns["n"].append(len(c.evidence))
        for e in c.evidence:
            document = graph.document.get(e.doc)
            start, end = e.sentence
            if document and document.text and document.text[start:end] == e.quote:
                u = units[e.doc]
            else:  # the text is not at hand: the quote speaks for itself
                u = empty
                quotes[row] = e.quote
            of_quote = Units(e.quote) if u is empty else None

            def unit(offset: int, start: int = start, u: Units = u, q: Units | None = of_quote) -> int:
                return q(offset - start) + start if q else u(offset)

            first = unit(start)
            columns["doc"].append(doc_at.get(e.doc, -1))
            columns["start"].append(first)
            columns["len"].append(unit(end) - first)
            for name, span in (("s", e.subject_span), ("r", e.relation_span), ("o", e.object_span)):
                columns[name + "s"].append(unit(span[0]) - first)
                columns[name + "l"].append(unit(span[1]) - unit(span[0]))
            columns["rule"].append(strings(e.rule))
            columns["model"].append(strings(e.model))
            columns["conf"].append(round(e.confidence * 100))
            columns["time"].append(strings(e.time))
            columns["place"].append(strings(e.place))
            columns["speaker"].append(strings(e.speaker))
            columns["placeId"].append(at.get(e.place_id or "", -1))
            columns["speakerId"].append(at.get(e.speaker_id or "", -1))
            row += 1
    return {**columns, "quotes": quotes}


def _mentions(
    graph: KnowledgeGraph, at: dict[str, int], doc_at: dict[str, int], units: dict[str, Units]
) -> list[list[int]]:
    """Return, for each document, its mentions as start, length, entity, start, length, entity …"""
    out: list[list[int]] = [[] for _ in graph.documents]
    for m in graph.mentions:
        if m.entity in at and m.doc in doc_at and graph.document[m.doc].text:
            u = units[m.doc]
            out[doc_at[m.doc]] += [u(m.start), u(m.end) - u(m.start), at[m.entity or ""]]
    return out


class Units:
    """Turns offsets in code points into offsets in UTF-16 units; most texts need no change."""

    def __init__(self, text: str) -> None:
        wide = not text.isascii() and max(text, default="") > "\uffff"
        self._wide = [i for i, c in enumerate(text) if c > "\uffff"] if wide else []

    def __call__(self, offset: int) -> int:
        """Return the offset in UTF-16 units."""
        return offset + bisect_right(self._wide, offset - 1) if self._wide else offset

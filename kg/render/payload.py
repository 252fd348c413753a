"""The whole graph for the page, in two packs: columns of numbers, each string once.

``kg/render/assets/data.js`` reads it. Offsets are turned into UTF-16 units, which is what a
browser counts in. Standard library only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from kg.model import Claim, KnowledgeGraph, Literal, Status
from kg.ontology import Ontology
from kg.render.follows import STATUS, Inferred, Line, lines
from kg.render.pack import Pack
from kg.render.questions import OPENING, Ready, below
from kg.render.wording import FAMILIES, class_label, family, inverse_label, relation_label

STATUSES = tuple(s.value for s in Status)

_OPENING = ("n", "doc", "conf", "time", "speaker")  # of evidence: what counts and filters need
_SENTENCE = ("start", "len", "ss", "sl", "rs", "rl", "os", "ol", "rule", "model", "place", "placeId", "speakerId")


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
    first: int,
    spread: float,
    points: Sequence[tuple[float, float]],
    groups: Sequence[int],
    sizes: Sequence[int],
    focus: int | None,
    ready: Sequence[Ready],
    inferred: Iterable[Inferred] = (),
) -> tuple[Pack, Pack]:
    """Return the graph in two parts: what the first drawing needs, and the rest (the texts above all).

    ``drawn``, ``points``, ``groups`` say what stands where; the ``first`` so many are drawn when the page opens,
    the others with them when unnamed things are asked for; then the first ones stand ``spread`` times as far apart.
    """
    strings = _Strings()
    entities = graph.entities
    at = {e.id: i for i, e in enumerate(entities)}
    classes = sorted({e.class_ for e in entities})
    class_at = {c: i for i, c in enumerate(classes)}
    known = [c for c in graph.claims if c.subject in at and (isinstance(c.object, Literal) or c.object in at)]
    stated = {c.id: k for k, c in enumerate(known)}
    follows = lines((i for i in inferred if i.subject in at and (isinstance(i.object, Literal) or i.object in at)), stated, ontology)  # fmt: skip
    relations = sorted({c.relation for c in graph.claims} | {f.relation for f in follows})
    relation_at = {r: i for i, r in enumerate(relations)}
    is_open = {c.relation for c in graph.claims if c.open}
    doc_at = {d.id: i for i, d in enumerate(graph.documents)}
    units = {d.id: Units(d.text) for d in graph.documents}
    opening, rest = Pack(), Pack()
    _claims(opening, known, follows, at, relation_at)
    _evidence(opening, rest, known, graph, at, doc_at, strings, units, len(follows))
    for name, value in {
        "title": title,
        "base": graph.base,
        "families": FAMILIES,
        "statuses": [*STATUSES, STATUS] if follows else STATUSES,
        "stated": len(known),
        "rules": [f.rule for f in follows],
        "premises": [f.premises for f in follows],
        "classes": [[c, class_label(c, ontology), family(c, ontology)] for c in classes],
        "relations": [
            [r, relation_label(r, ontology), inverse_label(r, ontology), _flags(r, ontology, r in is_open)]
            for r in relations
        ],
        "documents": _documents(graph, doc_at),
        "unnamed": [i for i, e in enumerate(entities) if not e.named],
        "strings": strings.all,
        "drawn": list(drawn),
        "opens": first,
        "spread": spread,
        "points": [c for p in points for c in p],
        "groups": list(groups),
        "steps": list(sizes),
        "focus": -1 if focus is None else focus,
        "questions": _questions(ontology, relation_at, known),
        "ready": [[q.name, q.title, q.sparql] for q in ready],
    }.items():
        opening.put(name, value)
    opening.strings("id", (e.id for e in entities))
    opening.strings("label", (e.label for e in entities))
    opening.numbers("class", [class_at[e.class_] for e in entities])
    rest.put("same", {i: e.same_as for i, e in enumerate(entities) if e.same_as})
    rest.put("joins", {i: [[j.name, j.other, j.rule] for j in e.joins] for i, e in enumerate(entities) if e.joins})
    rest.put("dropped", _dropped(graph, units))
    rest.strings("alias", (a for e in entities for a in e.aliases))
    rest.numbers("alias.of", [len(e.aliases) for e in entities])
    rest.texts("text", (d.text for d in graph.documents))
    mentions = _mentions(graph, at, doc_at, units)
    rest.numbers("mention", [x for of in mentions for x in of])
    rest.numbers("mention.of", [len(of) // 3 for of in mentions])
    return opening, rest


def _flags(relation: str, ontology: Ontology, open_: bool) -> int:
    known = ontology.relations.get(relation)
    return int(known is not None and known.symmetric) | 2 * int(open_)


def _questions(ontology: Ontology, relation_at: dict[str, int], claims: Sequence[Claim]) -> list[list[Any]]:
    """Return each question as title, relations, statuses, whether texts differ, number of its answers."""
    together = Counter((relation_at[c.relation], STATUSES.index(c.status.value)) for c in claims)
    out: list[list[Any]] = []
    for q in OPENING:
        chosen = sorted(relation_at[r] for r in below(q.roots, ontology) if r in relation_at)
        if q.roots and not chosen:
            continue
        statuses = [STATUSES.index(s.value) for s in q.statuses]
        if q.not_in:
            statuses = [i for i, s in enumerate(STATUSES) if s != Status.NEGATED.value]
        relations, wanted = set(chosen), set(statuses)
        answers = sum(n for (r, s), n in together.items() if (not relations or r in relations) and (not wanted or s in wanted))  # fmt: skip
        out.append([q.title, chosen, statuses, int(q.differ), _differing(claims) if q.differ else answers])
    return out


def _differing(claims: Sequence[Claim]) -> int:
    """Return how many facts one text asserts and another denies."""
    said = {(c.subject, c.relation, c.object) for c in claims if c.status is Status.ASSERTED}
    return len({(c.subject, c.relation, c.object) for c in claims if c.status is Status.NEGATED} & said)


def _documents(graph: KnowledgeGraph, doc_at: dict[str, int]) -> list[dict[str, Any]]:
    out = []
    for d in graph.documents:
        row: dict[str, Any] = {"id": d.id, "title": d.title or d.id}
        for name in ("path", "published", "url", "source"):
            if getattr(d, name):
                row[name] = getattr(d, name)
        if d.copy_of in doc_at:
            row["copy"] = doc_at[d.copy_of or ""]
        out.append(row)
    return out


def _dropped(graph: KnowledgeGraph, units: dict[str, Units]) -> dict[int, list[Any]]:
    """Return, by the document's number, what was not read of it: start, end, reason."""
    return {
        k: [[units[d.id](b.start), units[d.id](b.end), b.reason] for b in d.dropped]
        for k, d in enumerate(graph.documents)
        if d.dropped and d.text
    }


def _claims(
    part: Pack, stated: Sequence[Claim], follows: Sequence[Line], at: dict[str, int], relation_at: dict[str, int]
) -> None:
    claims: tuple[Claim | Line, ...] = (*stated, *follows)
    literals: list[list[str]] = []
    objects: list[int] = []
    for c in claims:
        if isinstance(c.object, Literal):
            literals.append([c.object.value, c.object.datatype])
            objects.append(-len(literals))
        else:
            objects.append(at[c.object])
    part.raw("claim", bytes.fromhex("".join(c.id for c in claims)))
    part.numbers("s", [at[c.subject] for c in claims])
    part.numbers("r", [relation_at[c.relation] for c in claims])
    part.numbers("o", objects)
    part.numbers("st", [STATUSES.index(c.status.value) for c in stated] + [len(STATUSES)] * len(follows))
    part.put("literals", literals)


def _evidence(
    opening: Pack,
    rest: Pack,
    claims: Sequence[Claim],
    graph: KnowledgeGraph,
    at: dict[str, int],
    doc_at: dict[str, int],
    strings: _Strings,
    units: dict[str, Units],
    follows: int,
) -> None:
    columns: dict[str, list[int]] = {k: [] for k in (*_OPENING, *_SENTENCE)}
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

            begins = unit(start)
            columns["doc"].append(doc_at.get(e.doc, -1))
            columns["start"].append(begins)
            columns["len"].append(unit(end) - begins)
            for name, span in (("s", e.subject_span), ("r", e.relation_span), ("o", e.object_span)):
                columns[name + "s"].append(unit(span[0]) - begins)
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
    columns["n"] += [0] * follows
    for name, numbers in columns.items():
        (opening if name in _OPENING else rest).numbers(name, numbers)
    rest.put("quotes", quotes)


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

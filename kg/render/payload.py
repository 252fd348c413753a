"""The whole graph for the page, in two packs: columns of numbers, each string once.

``kg/render/assets/data.js`` reads it. Offsets are turned into UTF-16 units, which is what a
browser counts in. Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.model import KnowledgeGraph, Literal, Status
from kg.ontology import Ontology
from kg.render.follows import STATUS, Inferred, lines
from kg.render.pack import Pack
from kg.render.questions import OPENING, Ready, below
from kg.render.rows import STATUSES, Rows, Strings, Units
from kg.render.wording import FAMILIES, class_label, family, inverse_label, relation_label


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
    strings = Strings()
    entities = graph.entities
    at = {e.id: i for i, e in enumerate(entities)}
    classes = sorted({e.class_ for e in entities})
    class_at = {c: i for i, c in enumerate(classes)}
    doc_at = {d.id: i for i, d in enumerate(graph.documents)}
    units = {d.id: Units(d.text) for d in graph.documents}
    rows = Rows(graph, at, doc_at, units, strings)
    also = [i for i in inferred if i.subject in at and (isinstance(i.object, Literal) or i.object in at)]
    follows = lines(also, {id: k for k, id in enumerate(rows.ids())}, ontology) if also else ()
    relations = sorted(rows.relations() | {f.relation for f in follows})
    relation_at = {r: i for i, r in enumerate(relations)}
    opening, rest = Pack(), Pack()
    differing = rows.differing()
    stated = len(rows)
    rows.put(
        opening, rest, relation_at, [(f.id, at[f.subject], relation_at[f.relation], rows.end(f.object)) for f in follows]
    )
    for name, value in {
        "title": title,
        "base": graph.base,
        "families": FAMILIES,
        "statuses": [*STATUSES, STATUS] if follows else STATUSES,
        "stated": stated,
        "rules": [f.rule for f in follows],
        "premises": [f.premises for f in follows],
        "classes": [[c, class_label(c, ontology), family(c, ontology)] for c in classes],
        "relations": [
            [r, relation_label(r, ontology), inverse_label(r, ontology), _flags(r, ontology, r in rows.open)]
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
        "questions": _questions(ontology, relation_at, rows.together, differing),
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


def _questions(
    ontology: Ontology, relation_at: dict[str, int], counts: Mapping[tuple[str, int], int], differing: int
) -> list[list[Any]]:
    """Return each question as title, relations, statuses, whether texts differ, number of its answers."""
    together = {(relation_at[r], s): n for (r, s), n in counts.items()}
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
        out.append([q.title, chosen, statuses, int(q.differ), differing if q.differ else answers])
    return out


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

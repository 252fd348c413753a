"""Check a Turtle file against itself: minted IRIs, counts, plain triples, names that lead nowhere.

Statements and evidence are named by a hash of what they say, so a changed quote, offset, status or
object no longer fits its IRI. What the documents say is checked elsewhere (``kg.verify``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import OutputError
from kg.iris import document_iri, entity_iri, evidence_iri, statement_iri
from kg.model import Claim, KnowledgeGraph, Literal, Status
from kg.rdf.read import About, evidence_order, graph_of, read_subjects
from kg.rdf.terms import KG, OA, REL, clean_iri, expand
from kg.rdf.write import relation_iri

COUNTS = ("claims", "documents", "entities", "pieces")


def verify_turtle(path: Path) -> list[str]:
    """Return what is wrong in a graph.ttl, one sentence each, in a stable order; empty when it is sound.

    Raises: OutputError if it cannot be read, or is not Turtle.
    """
    with path.open("rb") as stream:
        subjects = read_subjects(stream, str(path))
    try:
        graph = graph_of(subjects, str(path))
    except OutputError as e:
        return [e.what]
    return sorted({*_counts(graph, subjects), *_names(graph), *_statements(graph, subjects), *_plain(graph, subjects)})


def _counts(graph: KnowledgeGraph, subjects: dict[str, About]) -> Iterator[str]:
    head = subjects[graph.base]
    found = {
        "claims": len(graph.claims),
        "documents": len(graph.documents),
        "entities": len(graph.entities),
        "pieces": sum(len(c.evidence) for c in graph.claims),
    }
    for name in COUNTS:
        said = [t.value for t in head.get(KG + name, ())]
        if said != [str(found[name])]:
            yield f"the graph says {name} {', '.join(said) or 'nothing'}, but {found[name]} are there"
    degree: Counter[str] = Counter()
    for c in graph.claims:
        if c.status is Status.ASSERTED:
            degree.update({c.subject, c.object} if isinstance(c.object, str) else [c.subject])
    for e in graph.entities:
        iri = _iri(entity_iri(graph.base, e.id))
        said = [t.value for t in subjects[iri].get(KG + "degree", ())]
        if said != ([str(degree[e.id])] if degree[e.id] else []):
            yield f"<{iri}> says degree {', '.join(said) or 'nothing'}, but has {degree[e.id]} asserted claims"


def _names(graph: KnowledgeGraph) -> Iterator[str]:
    """Yield the names of entities and documents that the graph uses but does not hold."""
    for c in graph.claims:
        ends = [c.subject, *([c.object] if isinstance(c.object, str) else [])]
        ends += [id for e in c.evidence for id in (e.place_id, e.speaker_id) if id is not None]
        for id in ends:
            if id not in graph.entity:
                yield f"<{entity_iri(graph.base, id)}> is named in a claim, but is no entity of the graph"
        for e in c.evidence:
            if e.doc not in graph.document:
                yield f"<{document_iri(graph.base, e.doc)}> is named in evidence, but is no document of the graph"
    for d in graph.documents:
        if d.copy_of is not None and d.copy_of not in graph.document:
            yield f"<{document_iri(graph.base, d.copy_of)}> is repeated by {d.id}, but is no document of the graph"


def _statements(graph: KnowledgeGraph, subjects: dict[str, About]) -> Iterator[str]:
    wanted: set[str] = set()
    origins = {d.id: d.copy_of or d.id for d in graph.documents}
    for c in graph.claims:
        iri = statement_iri(graph.base, c)
        evidence = {evidence_iri(graph.base, c, e) for e in c.evidence}
        wanted |= {iri, *evidence}
        about = subjects.get(iri)
        if about is None:
            yield f"the statement {_said(c)} does not bear its name <{iri}>: something in it was changed"
            continue
        if {t.value for t in about.get(KG + "evidence", ())} != evidence:
            yield f"<{iri}> ({_said(c)}) has evidence that does not bear its name: something in it was changed"
        if [float(t.value) for t in about.get(KG + "confidence", ())] != [c.confidence]:
            yield f"<{iri}> ({_said(c)}) has not the confidence of its best evidence, {c.confidence}"
        sources = len({origins.get(e.doc, e.doc) for e in c.evidence})
        if [t.value for t in about.get(KG + "sources", ())] != ([str(sources)] if sources > 1 else []):
            yield f"<{iri}> ({_said(c)}) has not the number of its independent documents, {sources}"
        for e in sorted(c.evidence, key=evidence_order):
            if e.sentence[1] - e.sentence[0] != len(e.quote):
                yield f"<{iri}> ({_said(c)}) has a quote of {len(e.quote)} characters at {e.sentence}"
            if e.relation_span[1] - e.relation_span[0] != len(e.relation_phrase):
                yield f"<{iri}> ({_said(c)}) has the relation phrase {e.relation_phrase!r} at {e.relation_span}"
    for iri, about in subjects.items():
        if iri.startswith(graph.base + "evidence/") and iri not in wanted and OA + "exact" in about:
            yield f"<{iri}> belongs to no statement, or does not bear its name"


def _plain(graph: KnowledgeGraph, subjects: dict[str, About]) -> Iterator[str]:
    stated = {
        (_iri(entity_iri(graph.base, c.subject)), relation_iri(c.relation), _object(graph, c)): c
        for c in graph.claims
        if c.status is Status.ASSERTED
    }
    plain = {
        (s, p, _term(o))
        for s, about in subjects.items()
        if s.startswith(graph.base + "entity/")
        for p, objects in about.items()
        if p.startswith(REL)
        for o in objects
    }
    for key in stated.keys() - plain:
        yield f"{_said(stated[key])} is asserted, but is no plain triple"
    for s, p, o in plain - stated.keys():
        yield f"<{s}> <{p}> {o} is a plain triple, but no asserted statement stands behind it"


def _object(graph: KnowledgeGraph, c: Claim) -> str:
    o = c.object
    return f"<{_iri(entity_iri(graph.base, o))}>" if isinstance(o, str) else f"{o.value!r} {expand(o.datatype)}"


def _term(term: Any) -> str:
    return f"{term.value!r} {term.datatype.value}" if hasattr(term, "datatype") else f"<{term.value}>"


def _said(c: Claim) -> str:
    end = c.object.value if isinstance(c.object, Literal) else c.object
    return f"{c.subject} {c.relation} {end} ({c.status.value})"


def _iri(value: str) -> str:
    return clean_iri(value)

"""Look claims and entities up in an open store, page by page, as plain values for JSON.

Everything is found by the store's own indexes; what is kept beside it is one pair per claim and the
names of the entities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.iris import entity_iri, evidence_id, statement_iri
from kg.model import Claim, Entity, Evidence, Literal, Status
from kg.rdf.questions import find_names
from kg.rdf.read import About, _Reader
from kg.rdf.terms import KG, OA, PROV, RDF_NS, RDFS, SKOS

if TYPE_CHECKING:
    from pyoxigraph import Store


class Unknown(QueryError):
    """A thing that the graph does not have."""


@dataclass(frozen=True)
class Browser:
    """An open graph and what is kept to page through it."""

    store: Store
    base: str
    claims: tuple[tuple[str, str], ...]  # (subject, statement), sorted
    entities: tuple[tuple[str, str], ...]  # (label in small letters, entity), sorted
    names: tuple[tuple[str, str], ...]  # (label or alias in small letters, entity)


def open_browser(store: Store, base: str) -> Browser:
    """Return what is needed to page through the graph in ``store``."""
    space = base + "entity/"
    claims = sorted((o, s) for s, o in _pairs(store, RDF_NS + "subject"))
    labels = sorted((o.casefold(), s) for s, o in _pairs(store, RDFS + "label") if s.startswith(space))
    aliases = ((o.casefold(), s) for s, o in _pairs(store, SKOS + "altLabel") if s.startswith(space))
    return Browser(store, base, tuple(claims), tuple(labels), (*labels, *sorted(aliases)))


def browse(at: Browser, what: str, given: Mapping[str, Any], limit: int, offset: int) -> dict[str, Any]:
    """Answer one request: ``what`` is claims, claim, entities, entity or search.

    Raises: Unknown for a thing that is not in the graph.
    """
    reader = _Reader(at.base, _Lazy(at.store))
    if what == "claim":
        return _claim(at, reader, f"{at.base}statement/{given['id']}")
    if what == "entity":
        entity = _entity(reader, _named(at, "entity", given["id"])[0])
        around = browse(at, "claims", {"entity": entity["iri"]}, limit, offset)
        return {**entity, "claims": around}
    if what == "entities":
        found = _entities(at, given)
        return _page(found, limit, offset, lambda iri: _entity(reader, iri))
    if what == "claims":
        return _page(_claims(at, given), limit, offset, lambda iri: _claim(at, reader, iri))
    words = str(given["q"]).casefold().split()
    claims = list(islice(_saying(at, words), offset, offset + limit + 1))
    return {
        "entities": _page(_called(at, words), limit, offset, lambda iri: _entity(reader, iri)),
        "claims": {
            "offset": offset,
            "limit": limit,
            "more": len(claims) > limit,
            "items": [_claim(at, reader, iri) for iri in claims[:limit]],
        },
    }


# --------------------------------------------------------------------------- which


def _claims(at: Browser, given: Mapping[str, Any]) -> list[str]:
    """Return the statements that fit every filter, by subject."""
    found: set[str] | None = None

    def keep(statements: Iterable[str]) -> None:
        nonlocal found
        found = set(statements) if found is None else found & set(statements)

    def with_object(predicate: str, iris: Iterable[str]) -> set[str]:
        return {s for iri in iris for s in _subjects(at.store, predicate, iri)}

    for name in ("subject", "object"):
        if name in given:
            keep(with_object(RDF_NS + name, _named(at, "entity", given[name])))
    if "entity" in given:
        ends = _named(at, "entity", given["entity"])
        keep(with_object(RDF_NS + "subject", ends) | with_object(RDF_NS + "object", ends))
    if "relation" in given:
        keep(with_object(RDF_NS + "predicate", _named(at, "relation", given["relation"])))
    if "status" in given:
        keep(with_object(KG + "status", [_status(at, given["status"])]))
    if "document" in given:
        evidence = with_object(PROV + "wasDerivedFrom", _named(at, "document", given["document"]))
        keep(with_object(KG + "evidence", evidence))
    if "q" in given:
        keep(_saying(at, str(given["q"]).casefold().split()))
    if found is None:
        return [statement for _, statement in at.claims]
    return [statement for _, statement in at.claims if statement in found]


def _status(at: Browser, status: str) -> str:
    return KG + Status(status).value


def _entities(at: Browser, given: Mapping[str, Any]) -> list[str]:
    found = [iri for _, iri in at.entities]
    if "class" in given:
        inside = {s for c in _named(at, "class", given["class"]) for s in _subjects(at.store, RDF_NS + "type", c)}
        found = [iri for iri in found if iri in inside]
    if "q" in given:
        called = set(_called(at, str(given["q"]).casefold().split()))
        found = [iri for iri in found if iri in called]
    return found


def _called(at: Browser, words: list[str]) -> list[str]:
    """Return the entities with a name that holds all the words: first those called so, then those that begin so."""
    whole = " ".join(words)
    best: dict[str, tuple[int, int, str]] = {}
    for name, iri in at.names:
        if words and all(word in name for word in words):
            rank = (0 if name == whole else 1 if name.startswith(whole) else 2, len(name), iri)
            best[iri] = min(best.get(iri, rank), rank)
    return sorted(best, key=best.__getitem__)


def _saying(at: Browser, words: list[str]) -> Iterator[str]:
    """Yield the statements with a quote that holds all the words, each once."""
    seen: set[str] = set()
    for evidence, quote in _pairs(at.store, OA + "exact"):
        folded = quote.casefold()
        if words and all(word in folded for word in words):
            for statement in _subjects(at.store, KG + "evidence", evidence):
                if statement not in seen:
                    seen.add(statement)
                    yield statement


def _named(at: Browser, kind: str, name: str) -> list[str]:
    try:
        return find_names(at.store, kind, name)
    except QueryError as e:
        raise Unknown(e.what, hint=e.hint, code=e.code) from None


# --------------------------------------------------------------------------- as values


def _page(found: list[str], limit: int, offset: int, show: Any) -> dict[str, Any]:
    return {
        "total": len(found),
        "offset": offset,
        "limit": limit,
        "items": [show(iri) for iri in found[offset : offset + limit]],
    }


def _entity(reader: _Reader, iri: str) -> dict[str, Any]:
    entity = reader.entity(iri, reader.subjects[iri])
    return {
        **_short(reader.base, entity),
        "aliases": list(entity.aliases),
        "same_as": list(entity.same_as),
        "named": entity.named,
    }


def _short(base: str, entity: Entity) -> dict[str, Any]:
    return {"id": entity.id, "iri": entity_iri(base, entity.id), "label": entity.label, "class": entity.class_}


def _claim(at: Browser, reader: _Reader, iri: str) -> dict[str, Any]:
    about = reader.subjects[iri]
    if not about:
        raise Unknown(f"there is no claim {iri.rpartition('/')[2]!r}", code="KG418")
    claim = reader.claim(iri, about)

    def end(id: str) -> dict[str, Any]:
        there = entity_iri(at.base, id)
        return _short(at.base, reader.entity(there, reader.subjects[there]))

    literal = claim.object if isinstance(claim.object, Literal) else None
    return {
        "id": claim.id,
        "iri": statement_iri(at.base, claim),
        "subject": end(claim.subject),
        "relation": claim.relation,
        "open": claim.open,
        "object": {"value": literal.value, "datatype": literal.datatype} if literal else end(str(claim.object)),
        "status": claim.status.value,
        "confidence": claim.confidence,
        "evidence": [_evidence(claim, e) for e in claim.evidence],
    }


def _evidence(claim: Claim, e: Evidence) -> dict[str, Any]:
    return {
        "id": evidence_id(claim, e),
        "doc": e.doc,
        "sentence": e.quote,
        "start": e.sentence[0],
        "end": e.sentence[1],
        "subject_span": list(e.subject_span),
        "relation_span": list(e.relation_span),
        "object_span": list(e.object_span),
        "relation_phrase": e.relation_phrase,
        "time": e.time,
        "place": e.place,
        "speaker": e.speaker,
        "confidence": e.confidence,
        "rule": e.rule,
        "model": e.model,
    }


# --------------------------------------------------------------------------- the store


class _Lazy(dict[str, About]):
    """What ``kg.rdf.read`` reads from, fetched from the store when it is asked for."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store

    def __missing__(self, iri: str) -> About:
        import pyoxigraph as ox

        about: About = {}
        try:
            for quad in self.store.quads_for_pattern(ox.NamedNode(iri), None, None):
                about.setdefault(quad.predicate.value, []).append(quad.object)
        except ValueError:  # no IRI, so nothing is known of it
            return {}
        self[iri] = about
        return about

    def get(self, iri: str, default: Any = None) -> Any:
        """Return what is known of ``iri``; nothing is known of what is not there."""
        return self[iri] or default


def _pairs(store: Store, predicate: str) -> Iterator[tuple[str, str]]:
    import pyoxigraph as ox

    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
            yield quad.subject.value, quad.object.value


def _subjects(store: Store, predicate: str, iri: str) -> Iterator[str]:
    import pyoxigraph as ox

    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(iri), ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value

"""Read the Turtle that ``kg.rdf.write`` writes back into a graph."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from kg.errors import OutputError
from kg.iris import decode
from kg.model import Claim, Document, Entity, Evidence, Join, KnowledgeGraph, Literal, Status
from kg.rdf.terms import DCTERMS, KG, OA, OWL, PROV, RDF_NS, RDFS, REL, SCHEMA, SKOS, contract

About = dict[str, list[Any]]
"""predicate IRI -> objects (pyoxigraph terms) of one subject."""

TYPE = RDF_NS + "type"


def read_turtle(path: Path) -> KnowledgeGraph:
    """Read a graph from a Turtle file that ``write_turtle`` wrote, or that holds the same triples.

    What the Turtle does not hold is empty: the documents' text, and the mentions. Claims are sorted
    by identity, evidence by its place in the documents, documents and entities by id.

    Raises: OutputError if the file cannot be read, is not Turtle, or is not a graph of this program.
    """
    try:
        with path.open("rb") as stream:
            return read_stream(stream, str(path))
    except OSError as e:
        raise OutputError(f"cannot be read: {e.strerror}", path=str(path), code="KG503") from None


def read_stream(stream: IO[bytes], name: str = "-") -> KnowledgeGraph:
    """Read a graph from Turtle bytes; ``name`` is what errors call it. Raises: as ``read_turtle``."""
    return graph_of(read_subjects(stream, name), name)


def read_subjects(stream: IO[bytes], name: str = "-") -> dict[str, About]:
    """Read Turtle into subject -> predicate -> terms; blank nodes are passed over. Raises: OutputError."""
    import pyoxigraph as ox

    subjects: dict[str, About] = {}
    try:
        for quad in ox.parse(stream, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode):
                about = subjects.setdefault(quad.subject.value, {})
                about.setdefault(quad.predicate.value, []).append(quad.object)
    except SyntaxError as e:
        raise OutputError(f"not Turtle: {e.msg}", path=name, line=e.lineno, code="KG504") from None
    return subjects


def graph_of(subjects: dict[str, About], name: str = "-") -> KnowledgeGraph:
    """Return the graph that the triples, by subject and predicate, describe. Raises: OutputError."""
    base = next((s for s, about in subjects.items() if _is(about, KG + "Graph")), None)
    if base is None:
        what, hint = "holds no kg:Graph", "give it the graph.ttl of a build"
        raise OutputError(what, path=name, hint=hint, code="KG505")
    reader = _Reader(base, subjects)
    try:
        return reader.graph()
    except (KeyError, IndexError, ValueError) as e:
        raise OutputError(f"a part of the graph is missing or malformed: {e}", path=name, code="KG506") from None


def _is(about: About, class_: str) -> bool:
    return any(t.value == class_ for t in about.get(TYPE, ()))


class _Reader:
    """The subjects of one file, and how to turn each kind into its noun."""

    def __init__(self, base: str, subjects: dict[str, About]) -> None:
        self.base, self.subjects = base, subjects

    def graph(self) -> KnowledgeGraph:
        entities, documents, claims = [], [], []
        statement = RDF_NS + "Statement"
        for iri, about in self.subjects.items():
            if iri.startswith(self.base + "entity/") and TYPE in about and not _is(about, KG + "Join"):
                entities.append(self.entity(iri, about))
            elif _is(about, KG + "Document"):
                documents.append(self.document(iri, about))
            elif _is(about, statement):
                claims.append(self.claim(iri, about))
        return KnowledgeGraph(
            base=self.base,
            documents=tuple(sorted(documents, key=lambda d: d.id)),
            entities=tuple(sorted(entities, key=lambda e: e.id)),
            claims=tuple(sorted(claims, key=lambda c: c.key)),
        )

    def id(self, kind: str, iri: str) -> str:
        prefix = f"{self.base}{kind}/"
        if not iri.startswith(prefix):
            raise ValueError(f"<{iri}> is no {kind} under <{self.base}>")
        return decode(iri[len(prefix) :])

    def entity(self, iri: str, about: About) -> Entity:
        joins = sorted(self.values(about, KG + "joined"), key=lambda j: int(j.rpartition("/")[2]))
        return Entity(
            id=self.id("entity", iri),
            label=self.one(about, RDFS + "label", iri),
            class_=next(decode(t.value[len(KG) :]) for t in about[TYPE] if t.value.startswith(KG)),
            aliases=tuple(sorted(self.values(about, SKOS + "altLabel"))),
            same_as=tuple(sorted(self.values(about, OWL + "sameAs"))),
            joins=tuple(self.join(j) for j in joins),
            named=self.maybe(about, KG + "named") != "false",
        )

    def join(self, iri: str) -> Join:
        about = self.subjects[iri]
        return Join(*(self.one(about, KG + p, iri) for p in ("name", "otherName", "rule")))

    def document(self, iri: str, about: About) -> Document:
        copy_of = self.maybe(about, KG + "copyOf")
        return Document(
            id=self.id("document", iri),
            text="",
            path=self.maybe(about, KG + "path") or "",
            title=self.maybe(about, DCTERMS + "title"),
            published=self.maybe(about, DCTERMS + "issued"),
            url=self.maybe(about, SCHEMA + "url"),
            source=self.maybe(about, DCTERMS + "publisher"),
            copy_of=None if copy_of is None else self.id("document", copy_of),
        )

    def claim(self, iri: str, about: About) -> Claim:
        relation = self.one(about, RDF_NS + "predicate", iri)
        if not relation.startswith(REL):
            raise ValueError(f"<{relation}> is no relation under <{REL}>")
        pieces = [self.evidence(e, self.subjects[e]) for e in self.values(about, KG + "evidence")]
        if not pieces:
            raise ValueError(f"<{iri}> has no evidence")
        return Claim(
            subject=self.id("entity", self.one(about, RDF_NS + "subject", iri)),
            relation=decode(relation[len(REL) :]),
            object=self.object(about[RDF_NS + "object"][0]),
            status=Status(self.one(about, KG + "status", iri).removeprefix(KG)),
            evidence=tuple(sorted(pieces, key=evidence_order)),
            open=_is(self.subjects.get(relation, {}), KG + "OpenRelation"),
        )

    def object(self, term: Any) -> str | Literal:
        if hasattr(term, "datatype"):
            return Literal(term.value, contract(term.datatype.value))
        return self.id("entity", term.value)

    def evidence(self, iri: str, about: About) -> Evidence:
        def span(prefix: str) -> tuple[int, int]:
            start, end = ("start", "end") if prefix == OA else ("Start", "End")
            return int(self.one(about, prefix + start, iri)), int(self.one(about, prefix + end, iri))

        place, speaker = self.maybe(about, KG + "place"), self.maybe(about, KG + "speaker")
        return Evidence(
            doc=self.id("document", self.one(about, PROV + "wasDerivedFrom", iri)),
            sentence=span(OA),
            quote=self.one(about, OA + "exact", iri),
            subject_span=span(KG + "subject"),
            relation_span=span(KG + "relation"),
            object_span=span(KG + "object"),
            relation_phrase=self.one(about, KG + "relationPhrase", iri),
            rule=self.one(about, KG + "rule", iri),
            model=self.one(about, KG + "model", iri),
            confidence=float(self.one(about, KG + "confidence", iri)),
            time=self.maybe(about, KG + "time"),
            place=self.maybe(about, KG + "placeName"),
            place_id=None if place is None else self.id("entity", place),
            speaker=self.maybe(about, KG + "speakerName"),
            speaker_id=None if speaker is None else self.id("entity", speaker),
        )

    @staticmethod
    def values(about: About, predicate: str) -> list[str]:
        return [term.value for term in about.get(predicate, ())]

    @staticmethod
    def maybe(about: About, predicate: str) -> str | None:
        terms = about.get(predicate)
        return str(terms[0].value) if terms else None

    @staticmethod
    def one(about: About, predicate: str, iri: str) -> str:
        terms = about.get(predicate)
        if not terms:
            raise ValueError(f"<{iri}> lacks <{predicate}>")
        return str(terms[0].value)


def evidence_order(e: Evidence) -> tuple[object, ...]:
    """Return the sort key of evidence: its place in the documents, then everything else."""
    more = (e.rule, e.relation_span, e.relation_phrase, e.quote, e.model, e.confidence)
    return (
        *(e.doc, e.sentence, e.subject_span, e.object_span, *more),
        *(x or "" for x in (e.time, e.place, e.place_id, e.speaker, e.speaker_id)),
    )


def without_text(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Return documents as the Turtle holds them: without text, blocks and what was dropped."""
    from dataclasses import replace

    return tuple(replace(d, text="", blocks=(), dropped=()) for d in documents)

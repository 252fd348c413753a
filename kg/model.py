"""THE NOUNS: what documents, mentions, propositions, entities, claims and the graph are.

Standard library only; every value is frozen, so a stage can be tested, printed and compared
alone. All offsets count Unicode code points in ``Document.text`` from 0, end exclusive.

Two halves. *Reading* (one document, made by the text room): ``Document``, ``Mention``, ``Thing``,
``Argument``, ``Proposition``, ``Reading``. *Graph* (all documents, made by the graph room):
``Entity``, ``Evidence``, ``Claim``, ``LinkedMention``, ``KnowledgeGraph``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

Span = tuple[int, int]
"""(start, end) in code points of the document's text, end exclusive."""


class Status(StrEnum):
    """How the text stands behind a claim. Only ``asserted`` claims are plain triples."""

    ASSERTED = "asserted"
    ATTRIBUTED = "attributed"
    PLANNED = "planned"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"


# --------------------------------------------------------------------------- one document


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document that is parsed as one piece: a headline, a paragraph, a caption."""

    start: int
    end: int
    kind: str = "paragraph"  # headline | dateline | paragraph


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of a document that is not the article (by-line, share line …), and why."""

    start: int
    end: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text as read. ``blocks`` are what is parsed, ``dropped`` what is not; they never overlap."""

    id: str
    text: str
    path: str = ""
    title: str | None = None
    published: str | None = None  # ISO 8601 date
    url: str | None = None
    source: str | None = None  # the publisher's name
    blocks: tuple[Block, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    copy_of: str | None = None  # id of the document it repeats (syndicated or nearly the same)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that refers to a thing of ``Reading.things`` (``thing`` is its index)."""

    start: int
    end: int
    text: str
    kind: str  # name | nominal | pronoun | value
    thing: int  # -1 for a value (a date, an amount)
    why: str = ""  # the rule that linked it: "name", "surname", "he/she: last subject" …


@dataclass(frozen=True, slots=True)
class Thing:
    """What one document knows of one thing: its name forms, class votes, nouns and links."""

    names: tuple[tuple[str, int], ...]  # (form, count), most frequent first
    named: bool  # has a proper name; else ``names`` hold the minimal noun phrase
    classes: tuple[tuple[str, float], ...] = ()  # (ontology class, votes), strongest first
    nouns: tuple[str, ...] = ()  # lemmas it is called by: "company", "operator"
    gender: str = ""  # "m", "f", "n" or "" unknown
    known: str | None = None  # id of an ``ontology.Place`` (Wikidata id) when certain
    joins: tuple[tuple[str, str, str], ...] = ()  # (form, other form, rule that joined them)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value as the object of a claim."""

    value: str
    datatype: str = "xsd:string"  # CURIE: xsd:date, xsd:gYearMonth, xsd:decimal, xsd:string …


@dataclass(frozen=True, slots=True)
class Argument:
    """Who or what takes part in a proposition: a thing of the reading, or a value."""

    start: int
    end: int
    text: str
    thing: int = -1
    value: Literal | None = None


@dataclass(frozen=True, slots=True)
class Proposition:
    """Who - relation phrase - whom, as one sentence says it, always in the active direction."""

    subject: Argument
    relation: str  # normalised phrase, lower-case lemmas: "team up with", "be arrested in", "president of"
    kind: str  # verb | noun | role | kind | place | demonym | possessive: which lexicon reads ``relation``
    object: Argument
    relation_span: Span
    sentence: Span
    rule: str  # the extractor's name: "verb.prep", "noun.apposition" …
    status: Status = Status.ASSERTED
    speaker: str | None = None  # as written; who says so, for attributed propositions
    speaker_thing: int = -1
    time: str | None = None  # ISO 8601, resolved against the document's date where possible
    place: str | None = None  # as written
    place_thing: int = -1
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one document says, before it meets the others: pure function of the document."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    things: tuple[Thing, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    model: str = ""  # name-version of the parser
    warnings: tuple[str, ...] = ()


# --------------------------------------------------------------------------- the graph


@dataclass(frozen=True, slots=True)
class Join:
    """Two name forms of one entity and the rule that joined them."""

    name: str
    other: str
    rule: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the graph. ``id`` is the local part of its IRI (``…/entity/<id>``)."""

    id: str
    label: str
    class_: str  # local name of an ontology class
    aliases: tuple[str, ...] = ()  # without the label, sorted
    same_as: tuple[str, ...] = ()  # IRIs, only where shipped open data is certain
    joins: tuple[Join, ...] = ()
    named: bool = True  # False: a common noun phrase ("chips"), not a proper name


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place in one document that supports a claim."""

    doc: str  # Document.id
    sentence: Span
    quote: str  # the document's text[sentence]
    subject_span: Span
    relation_span: Span
    object_span: Span
    relation_phrase: str  # as written: text[relation_span]
    rule: str
    model: str
    confidence: float
    time: str | None = None
    place: str | None = None  # label
    place_id: str | None = None  # Entity.id
    speaker: str | None = None
    speaker_id: str | None = None  # Entity.id


@dataclass(frozen=True)
class Claim:
    """Subject, relation, object and a status: its identity. Evidence, never none, is not part of it."""

    subject: str  # Entity.id
    relation: str  # snake_case; the ontology's name, or an open relation
    object: str | Literal  # Entity.id or a value
    status: Status
    evidence: Sequence[Evidence] = field(compare=False)
    open: bool = False  # True: the ontology lacks the relation

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """Return the sortable identity: subject, relation, object, datatype ("" for an entity), status."""
        if isinstance(self.object, Literal):
            return (self.subject, self.relation, self.object.value, self.object.datatype, self.status._value_)
        return (self.subject, self.relation, self.object, "", self.status._value_)

    @cached_property
    def id(self) -> str:
        """Return 16 hex digits of SHA-256 over the key; the local part of the statement's IRI."""
        return sha256("\x1f".join(self.key).encode("utf8", "surrogatepass")).hexdigest()[:16]

    @property
    def confidence(self) -> float:
        """Return the confidence of the best evidence."""
        return max(e.confidence for e in self.evidence)


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """A mention that was linked to an entity of the graph (``entity`` is None for a value)."""

    doc: str
    start: int
    end: int
    text: str
    kind: str
    entity: str | None
    why: str = ""


@dataclass(frozen=True)
class KnowledgeGraph:
    """The graph of all documents read; every sequence is sorted, so equal graphs write equal bytes.

    Those of a graph too large for memory lie on disk (``kg.shelf``): go through them, rather than copy them.
    """

    base: str
    documents: Sequence[Document] = ()
    entities: tuple[Entity, ...] = ()
    claims: Sequence[Claim] = ()
    mentions: Sequence[LinkedMention] = ()

    @cached_property
    def entity(self) -> dict[str, Entity]:
        """Return the entities by id."""
        return {e.id: e for e in self.entities}

    @cached_property
    def document(self) -> Mapping[str, Document]:
        """Return the documents by id."""
        if isinstance(self.documents, tuple | list):
            return {d.id: d for d in self.documents}
        return _ById(self.documents)

    def label(self, id: str) -> str:
        """Return the label of an entity, its id where the graph lacks it."""
        return self.entity[id].label if id in self.entity else id

    def say(self, claim: Claim) -> str:
        """Return a claim as a person reads it: "Acme partners with Bolt", with its status unless asserted."""
        end = claim.object.value if isinstance(claim.object, Literal) else self.label(claim.object)
        status = "" if claim.status is Status.ASSERTED else f" ({claim.status.value})"
        return f"{self.label(claim.subject)} {claim.relation.replace('_', ' ')} {end}{status}"

    def claims_in_order(self) -> Iterable[Claim]:
        """Return the claims by their key, whoever made the graph; those that lie on disk are in that order."""
        return sorted(self.claims, key=lambda c: c.key) if isinstance(self.claims, tuple | list) else self.claims

    def documents_in_order(self) -> Iterable[Document]:
        """Return the documents by id, whoever made the graph; those that lie on disk are in that order."""
        return sorted(self.documents, key=lambda d: d.id) if isinstance(self.documents, tuple | list) else self.documents


class _ById(Mapping[str, Document]):
    """Documents by id, each loaded when it is asked for."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._at = {d.id: i for i, d in enumerate(documents)}

    def __getitem__(self, id: str) -> Document:
        return self._documents[self._at[id]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

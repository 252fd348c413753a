"""What the program knows about the world, as values: classes, relations, places, lexicon.

Standard library only. ``kg.rdf.vocabulary.load_ontology`` fills these from ``ontology/``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class EntityClass:
    """A class of entities; ``parent`` is None for a root class."""

    name: str  # "Company"
    label: str
    parent: str | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of the vocabulary. Empty domain or range: anything fits."""

    name: str  # "partners_with"
    label: str
    comment: str = ""
    domain: tuple[str, ...] = ()  # class names, any of them
    range: tuple[str, ...] = ()
    inverse: str | None = None
    symmetric: bool = False
    transitive: bool = False
    parents: tuple[str, ...] = ()  # super-relations
    literal: bool = False  # the object is a value (a date)


@dataclass(frozen=True, slots=True)
class Place:
    """A country, territory or capital of the gazetteer (open data, see NOTICE)."""

    id: str  # Wikidata id, "Q148"
    label: str  # "China"
    class_: str  # Country | City | Region
    names: tuple[str, ...] = ()  # other names that are safe in running text
    adjectives: tuple[str, ...] = ()  # "Chinese"
    demonyms: tuple[str, ...] = ()  # nouns for the people
    capital: str | None = None  # Place.id of the capital
    country: str | None = None  # Place.id of the country a capital belongs to


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of the relation lexicon: a normalised phrase, read as a relation."""

    phrase: str  # "team up with"
    kind: str  # Proposition.kind that it reads: verb | noun | role | kind | place | demonym | possessive
    relation: str
    inverse: bool = False  # subject and object change places
    example: str = ""
    line: int = 0


@dataclass(frozen=True)
class Ontology:
    """Classes, relations, places and the lexicon tables, by name."""

    version: str
    classes: dict[str, EntityClass]
    relations: dict[str, Relation]
    places: dict[str, Place]
    phrases: dict[tuple[str, str], Phrase]  # (kind, phrase) -> row
    tables: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)  # lexicon/<name>.tsv rows
    digest: str = ""  # SHA-256 over all files read
    senses: dict[tuple[str, str], tuple[Phrase, ...]] = field(default_factory=dict)  # the first row that fits counts

    @cached_property
    def ancestors(self) -> dict[str, frozenset[str]]:
        """Return, for each class, itself and all its super-classes."""
        out: dict[str, frozenset[str]] = {}
        for name in self.classes:
            seen: list[str] = []
            at: str | None = name
            while at is not None and at not in seen:
                seen.append(at)
                at = self.classes[at].parent if at in self.classes else None
            out[name] = frozenset(seen)
        return out

    @cached_property
    def polysemous(self) -> frozenset[str]:
        """Return the verbs of many senses."""
        return frozenset(row[0] for row in self.tables.get("polysemous-verbs", ()))

    @cached_property
    def empty_verbs(self) -> frozenset[str]:
        """Return the verbs that say nothing without their complement ("do", "make")."""
        return frozenset(row[0] for row in self.tables.get("status-words", ()) if row[1] == "empty")

    @cached_property
    def saying_verbs(self) -> frozenset[str]:
        """Return the verbs of saying."""
        return frozenset(row[0] for row in self.tables.get("verbs-say", ()))

    @cached_property
    def relational_nouns(self) -> dict[str, str]:
        """Return how nouns for what a thing is to another are used: "never" or only "modified" as a kind."""
        return {row[0]: row[1] for row in self.tables.get("relational-nouns", ())}

    @cached_property
    def role_nouns(self) -> dict[str, tuple[str, ...]]:
        """Return the rows of nouns that name a role, by the noun in lower case."""
        return {row[0].lower(): row for row in self.tables.get("role-nouns", ())}

    @cached_property
    def related(self) -> dict[Any, Any]:
        """Return what ``kg.graph.relations.relate`` found out already: a few phrases and classes make most claims."""
        return {}

    def is_a(self, class_: str, other: str) -> bool:
        """Return whether ``class_`` is ``other`` or one of its sub-classes."""
        return other in self.ancestors.get(class_, frozenset({class_}))

    def fits(self, class_: str, allowed: tuple[str, ...]) -> bool:
        """Return whether a thing of ``class_`` may stand where ``allowed`` classes are wanted.

        An empty ``allowed`` admits everything. A class that is a super-class of an allowed one
        fits too (an Organization may be the Company that is wanted), so does "Thing".
        """
        if not allowed or class_ == "Thing":
            return True
        return any(self.is_a(class_, a) or self.is_a(a, class_) for a in allowed)

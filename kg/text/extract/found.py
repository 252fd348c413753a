"""What an extractor finds: a proposition over token positions, before names and offsets are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from kg.text.extract.clauses import Clause
from kg.text.extract.tree import Tree
from kg.text.lexicon import Lexicon


@dataclass(slots=True)
class Found:
    """Subject head, normalised relation, object head, all as token positions of one tree.

    ``predicate`` is the token whose status the proposition takes, -1 for facts that noun phrases
    state whatever the clause around them does. ``phrase`` are the tokens of the relation as written.
    """

    rule: str
    kind: str  # verb | noun | role | kind | place | demonym | possessive | copula | appos
    subject: int
    relation: str
    object: int
    phrase: tuple[int, ...]
    predicate: int = -1
    noun_event: bool = False  # the predicate is a noun
    clause: Clause | None = None
    speaker: int = -1  # on whose word it is said, when the predicate itself is that word


@dataclass(slots=True)
class Scene:
    """One block as the extractors see it."""

    tree: Tree
    clauses: list[Clause]
    lex: Lexicon
    is_name: list[bool]  # token is part of a proper name
    place_of: list[str]  # Place.id of a nationality adjective, else ""
    thing: list[int]  # entity index whose mention has this head, else -1
    class_of: list[str]  # ontology class of that entity, else ""
    headline: bool = False


class Extractor(Protocol):
    """A pure function from a scene to what it finds in it."""

    def __call__(self, scene: Scene) -> Iterator[Found]: ...

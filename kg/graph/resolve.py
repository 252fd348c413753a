"""Things of all documents -> entities of the graph, by rules that never depend on the order of documents.

Two things of different documents are one entity when they share a place of the gazetteer, or a full
name. Surnames, first names and class nouns alone ("the Ministry") never join documents. Unnamed
things join by equal noun phrase and class.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from kg.config import Config
from kg.graph.decide import decide_entities, decide_groups
from kg.graph.decisions import NONE, Decisions, Effect
from kg.graph.keys import keys_of
from kg.graph.link import Link, Linker, link_of
from kg.model import Entity, Join, Reading, Thing
from kg.ontology import Ontology

_FINE = {
    "Organization": (
        "Company",
        "GovernmentBody",
        "MediaOrganization",
        "University",
        "Team",
        "PoliticalParty",
        "Alliance",
    ),
    "Place": ("City", "Country", "Region", "Facility"),
    "Event": ("Meeting", "Agreement", "Election", "Accident", "Conflict", "Competition"),
}


@dataclass(frozen=True)
class Resolution:
    """The entities, sorted by id, and which thing of which document each one holds."""

    entities: tuple[Entity, ...]
    links: dict[tuple[str, int], str]
    effects: tuple[Effect, ...] = ()  # what the decisions about things did

    @cached_property
    def by_id(self) -> dict[str, Entity]:
        """Return the entities by id."""
        return {e.id: e for e in self.entities}

    def entity_of(self, doc: str, thing: int) -> str | None:
        """Return the entity of a document's thing; None for a thing that does not exist."""
        return self.links.get((doc, thing))


def resolve(
    readings: Iterable[Reading],
    ontology: Ontology,
    config: Config,
    decisions: Decisions = NONE,
    linkers: Sequence[Linker] = (),
) -> Resolution:
    """Join the things of all readings to entities; the same set of readings gives the same result.

    What a linker knows comes before the rules on names, decisions come last. A thing of one document that holds names which must be different was taken
    apart before (``kg.graph.apart.amended``).
    """
    del config
    things = sorted(
        ((r.document.id, i, t) for r in readings for i, t in enumerate(r.things)), key=lambda x: (x[0], x[1])
    )
    links: dict[tuple[str, int], Link] = {}
    if linkers:
        links = {(doc, i): link for doc, i, t in things if (link := link_of(t, linkers)) is not None}
    groups: dict[str, list[tuple[str, int, Thing]]] = defaultdict(list)
    sets = _Sets()
    keyed = keys_of(things, ontology)
    for doc, i, _ in things:
        keys = [links[doc, i].key] if (doc, i) in links else keyed.of[doc, i]
        for key in keys:
            sets.join(keys[0], key)
    for doc, i, thing in things:
        first = links[doc, i].key if (doc, i) in links else keyed.of[doc, i][0]
        groups[sets.root(first)].append((doc, i, thing))

    def draft(members: Sequence[tuple[str, int, Thing]]) -> _Draft:
        own = _draft(members, ontology)
        slips = {keyed.joins[m[:2]] for m in members if m[:2] in keyed.joins}
        own = replace(own, joins=tuple(sorted({*own.joins, *slips}, key=_by_name))) if slips else own
        return _linked(own, [links[m[:2]] for m in members if m[:2] in links])

    return _decided(draft, list(groups.values()), decisions, ontology)


def _linked(draft: _Draft, links: list[Link]) -> _Draft:
    """Return the draft with what is known of the entity elsewhere; of several links the smallest that says it."""

    def first(values: Iterable[str], else_: str) -> str:
        return min((v for v in values if v), default=else_)

    if not links:
        return draft
    label = first((link.label for link in links), draft.label)
    return replace(
        draft,
        label=label,
        class_=first((link.class_ for link in links), draft.class_),
        aliases=tuple(sorted({*draft.aliases, draft.label} - {label})),
        same_as=tuple(sorted({*draft.same_as, *(iri for link in links for iri in link.same_as)})),
        known=True,
        id=first((link.id for link in links), ""),
    )


def _decided(
    draft: Callable[[Sequence[tuple[str, int, Thing]]], _Draft],
    groups: list[list[tuple[str, int, Thing]]],
    decisions: Decisions,
    ontology: Ontology,
) -> Resolution:
    """Give the entities their ids after what a person decided about them."""
    if not decisions:
        return _mint([draft(members) for members in groups], groups)

    @cache
    def ids() -> dict[str, tuple[str, int, Thing]]:
        links = _mint([draft(members) for members in groups], groups).links
        return {links[member[:2]]: member for members in groups for member in members}

    split, joins, effects = decide_groups(groups, ids, decisions, ontology)
    own = [draft(members) for members in split]
    own = [replace(d, joins=tuple(sorted({*d.joins, *more}, key=_by_name))) for d, more in zip(own, joins, strict=True)]
    resolution = _mint(own, split)
    entities, more = decide_entities(resolution.entities, decisions)
    return Resolution(entities, resolution.links, tuple(sorted((*effects, *more))))


def _by_name(join: Join) -> tuple[str, str, str]:
    return join.name, join.other, join.rule


class _Sets:
    """Disjoint sets of keys; the root is always the smallest key, whatever the order of joins."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def root(self, key: str) -> str:
        path = []
        while (up := self.parent.setdefault(key, key)) != key:
            path.append(key)
            key = up
        for k in path:
            self.parent[k] = key
        return key

    def join(self, a: str, b: str) -> None:
        low, high = sorted((self.root(a), self.root(b)))
        self.parent[high] = low


@dataclass(frozen=True, slots=True)
class _Draft:
    label: str
    class_: str
    named: bool
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]
    joins: tuple[Join, ...]
    known: bool
    id: str = ""  # given by a linker; else it is made from the label


def _draft(members: Sequence[tuple[str, int, Thing]], ontology: Ontology) -> _Draft:
    forms: Counter[str] = Counter()
    votes: Counter[str] = Counter()
    joins: set[Join] = set()
    known = ""
    for _, _, thing in members:
        for form, n in thing.names:
            forms[form] += n
        for class_, vote in thing.classes:
            votes[class_] += round(vote * 100)
        joins |= {Join(*j) for j in thing.joins}
        known = known or thing.known or ""
    place = ontology.places.get(known)
    class_ = place.class_ if place else _strongest(votes)
    label = place.label if place else _label(forms, class_, joins)
    certain = place is not None and place.class_ != "City" and re.fullmatch(r"Q\d+", known)
    return _Draft(
        label,
        class_,
        any(t.named for _, _, t in members),
        tuple(sorted(set(forms) - {label})),
        (f"http://www.wikidata.org/entity/{known}",) if certain else (),
        tuple(sorted(joins, key=lambda j: (j.name, j.other, j.rule))),
        bool(known),
    )


def _strongest(votes: Counter[str]) -> str:
    if not votes:
        return "Thing"
    best = min(votes.items(), key=lambda kv: (-kv[1], kv[0]))[0]
    fine = [c for c in _FINE.get(best, ()) if votes[c]]
    return min(fine, key=lambda c: (-votes[c], c)) if fine else best


_FULLER = "class noun added"
"""The rule by which a short name of a firm joined its full one."""
_NOUN_ALONE = "class noun alone"
"""The rule by which a class noun joined the name that ends with it: "Rovers" is no label."""
_BY_SHORT_NAME = 8
"""A firm that is called by its short name so many times as often has that as its label."""


def _label(forms: Counter[str], class_: str, joins: Iterable[Join]) -> str:
    """Return the most frequent form; of a person the most frequent with first and last name, of a firm the full one."""
    pool = [f for f in forms if len(f.split()) > 1] if class_ == "Person" else []
    best = min(pool or forms, key=lambda f: (-forms[f], -len(f), f.isascii(), f))
    full = [
        j.other
        for j in joins
        if j.name == best
        and forms[j.other]
        and (j.rule == _NOUN_ALONE or (j.rule == _FULLER and forms[best] < _BY_SHORT_NAME * forms[j.other]))
    ]
    return min(full, key=lambda f: (-forms[f], -len(f), f), default=best)


def slug(label: str) -> str:
    """Return the label as lower-case ASCII words joined by hyphens: "Şahin & Co." gives "sahin-co"."""
    ascii_ = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")
    return words or "x" + "-".join(f"{ord(c):x}" for c in label[:12])


def _mint(drafts: list[_Draft], groups: Iterable[Sequence[tuple[str, int, Thing]]]) -> Resolution:
    """Give each entity an id: the slug of its label.

    Where two would clash, the one of the gazetteer keeps the slug, then a named thing before an
    unnamed; the others add their class, then a number in the order of their aliases.
    """
    by_slug: dict[str, list[tuple[_Draft, Sequence[tuple[str, int, Thing]]]]] = defaultdict(list)
    for draft, members in zip(drafts, groups, strict=True):
        by_slug[draft.id or slug(draft.label)].append((draft, members))
    entities: list[Entity] = []
    links: dict[tuple[str, int], str] = {}
    used: set[str] = set(by_slug)
    for base, rivals in sorted(by_slug.items()):
        rivals.sort(
            key=lambda r: (
                not r[0].id,
                not r[0].known,
                not r[0].named,
                r[0].class_,
                r[0].label,
                r[0].aliases,
                [m[:2] for m in r[1]],
            )
        )
        for rank, (draft, members) in enumerate(rivals):
            id_ = base
            if rank:
                id_, n = f"{base}-{draft.class_.lower()}", 1
                while id_ in used:
                    n += 1
                    id_ = f"{base}-{draft.class_.lower()}-{n}"
                used.add(id_)
            entities.append(
                Entity(id_, draft.label, draft.class_, draft.aliases, draft.same_as, draft.joins, draft.named)
            )
            for doc, i, _ in members:
                links[doc, i] = id_
    return Resolution(tuple(sorted(entities, key=lambda e: e.id)), links)

"""Things of all documents -> entities of the graph, by rules that never depend on the order of documents.

Two things of different documents are one entity when they share a place of the gazetteer, or a full
name. Surnames, first names and class nouns alone ("the Ministry") never join documents. Unnamed
things join by equal noun phrase and class, but for those that mean somebody or something of their
document: "the crash", "two men" (``kg.graph.nouns``).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from operator import attrgetter
from typing import Any

from kg.config import Config
from kg.graph.apart import in_order
from kg.graph.decide import Member, decide_entities, decide_groups
from kg.graph.decisions import NONE, Decisions, Effect
from kg.graph.keys import HERE, Slips, Survey
from kg.graph.link import Link, Linker, link_of
from kg.model import Entity, Join, Reading, Thing
from kg.ontology import Ontology
from kg.shelf import Pile

MEMORY = 200_000_000
"""Bytes of things that are held unless it is said otherwise; more goes to disk."""

_THING_BYTES = 600
"""What a thing takes in memory (measured)."""

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


class Links(Mapping[tuple[str, int], str]):
    """The entity of each thing, by the thing's document and its index there.

    Args:
        at: the place of each document in the order of documents.
        ends: up to where the numbers of each document's things go, after a 0.
        numbers: for each thing the number of what it is.
        ids: the entity's id by that number.
    """

    def __init__(self, at: dict[str, int], ends: array[int], numbers: array[int], ids: Sequence[str]) -> None:
        self._at, self._ends, self._numbers, self._ids = at, ends, numbers, ids
        self._last: tuple[str, list[str]] = ("", [])

    def of(self, doc: str) -> list[str]:
        """Return the entities of all things of a document; none for a document that does not exist."""
        if self._last[0] != doc:  # one asks for those of one document after the other
            at = self._at.get(doc)
            numbers = () if at is None else self._numbers[self._ends[at] : self._ends[at + 1]]
            self._last = doc, [self._ids[n] for n in numbers]
        return self._last[1]

    def __getitem__(self, spot: tuple[str, int]) -> str:
        own = self.of(spot[0])
        if not 0 <= spot[1] < len(own):
            raise KeyError(spot)
        return own[spot[1]]

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return ((doc, i) for doc in self._at for i in range(len(self.of(doc))))

    def __len__(self) -> int:
        return len(self._numbers)


@dataclass(frozen=True)
class Resolution:
    """The entities, sorted by id, and which thing of which document each one holds."""

    entities: tuple[Entity, ...]
    links: Links
    effects: tuple[Effect, ...] = ()  # what the decisions about things did

    @cached_property
    def by_id(self) -> dict[str, Entity]:
        """Return the entities by id."""
        return {e.id: e for e in self.entities}

    def entity_of(self, doc: str, thing: int) -> str | None:
        """Return the entity of a document's thing; None for a thing that does not exist."""
        own = self.links.of(doc)
        return own[thing] if 0 <= thing < len(own) else None


def resolve(
    readings: Iterable[Reading],
    ontology: Ontology,
    config: Config,
    decisions: Decisions = NONE,
    linkers: Sequence[Linker] = (),
    memory: int = MEMORY,
) -> Resolution:
    """Join the things of all readings to entities; the same set of readings gives the same result.

    What a linker knows comes before the rules on names, decisions come last. A thing of one document that holds names
    which must be different was taken apart before (``kg.graph.apart.amended``).

    Things that take more than about ``memory`` bytes lie on disk; what stays in memory is what all documents together
    say of each name. With decisions about things, all things are held.
    """
    del config
    survey = Survey(ontology)
    documents = _documents(readings, survey, memory)
    slips = Slips()
    names = _Names(linkers)
    for doc, things in documents:
        keys = survey.keys(doc, things)
        slips.add(doc, things, keys)
        names.add(doc, things, keys)
    names.join(slips.found())
    if decisions:
        return _decided(documents, names, decisions, ontology)
    groups = names.groups()
    drafts = [_draft(told, ontology, names.home(told.first)) for told in groups.values()]
    entities, ids = _mint(drafts, [told.first for told in groups.values()])
    id_of = dict(zip(groups, ids, strict=True))
    return Resolution(entities, names.links(names.numbers, [id_of[root] for root in names.roots]))


def _documents(readings: Iterable[Reading], survey: Survey, memory: int) -> Sequence[Own]:
    """Return the documents by id with their things, all of them surveyed; they are gone through again."""
    if not isinstance(readings, Sequence) or isinstance(readings, tuple | list):  # held anyway
        held = [(r.document.id, r.things) for r in sorted(readings, key=lambda r: r.document.id)]
        for doc, things in held:
            survey.add(doc, things)
        return held
    pile = Pile(_own, memory)
    for r in in_order(readings):
        survey.add(r.document.id, r.things)
        pile.add([(r.document.id, list(map(_parts, r.things)))], _THING_BYTES * len(r.things))
    return pile.done()


Own = tuple[str, Sequence[Thing]]
"""A document's id and its things."""

_parts = attrgetter(*Thing.__dataclass_fields__)


def _own(parts: tuple[str, list[tuple[Any, ...]]]) -> Own:
    return parts[0], [Thing(*p) for p in parts[1]]


class _Told:
    """What is said of one thing, summed up as it is added in the order of documents."""

    __slots__ = ("_only", "first", "forms", "joins", "known", "links", "named", "votes")

    def __init__(self, first: tuple[str, int]) -> None:
        self.first = first
        self._only: Thing | None = None  # most names are said once: nothing is summed up before the second time
        self.forms: Counter[str] = _NOTHING
        self.votes: Counter[str] = _NOTHING
        self.joins: frozenset[Join] = frozenset()
        self.links: frozenset[Link] = frozenset()
        self.known: tuple[tuple[str, int], str] | None = None  # where it was said first which place it is, and which
        self.named = False

    def add(self, thing: Thing, spot: tuple[str, int]) -> None:
        """Take in what one document says."""
        if self.forms is _NOTHING:
            if self._only is None:
                self._only = thing
                return
            self._sum()
        self._count(thing, spot)

    def _sum(self) -> None:
        self.forms, self.votes = Counter(), Counter()
        if self._only is not None:
            self._count(self._only, self.first)

    def _count(self, thing: Thing, spot: tuple[str, int]) -> None:
        forms, votes = self.forms, self.votes
        for form, n in thing.names:
            forms[form] += n
        for class_, vote in thing.classes:
            votes[class_] += round(vote * 100)
        if thing.joins:
            self.joins |= {Join(*j) for j in thing.joins}
        if self.known is None and thing.known:
            self.known = spot, thing.known
        self.named = self.named or thing.named

    def summed(self) -> _Told:
        """Return the same as sums."""
        if self.forms is not _NOTHING:
            return self
        out = _Told(self.first)
        out._only, out.joins, out.links = self._only, self.joins, self.links
        out._sum()
        return out

    def and_(self, other: _Told) -> _Told:
        """Return what both say, of the same thing."""
        own, more = self.summed(), other.summed()
        own.forms.update(more.forms)
        own.votes.update(more.votes)
        own.joins |= more.joins
        own.links |= more.links
        own.first = min(own.first, more.first)
        own.known = min(filter(None, (own.known, more.known)), default=None)
        own.named = own.named or more.named
        return own


_NOTHING: Counter[str] = Counter()
"""Stands for sums that are not made yet."""


class _Names:
    """All things by their keys: those of equal keys have one number, and what is said of them is summed up."""

    def __init__(self, linkers: Sequence[Linker]) -> None:
        self.linkers = linkers
        self.numbers = array("I")  # of all things, document by document
        self.roots: list[str] = []  # by number; equal for what is one entity
        self._at: dict[str, int] = {}
        self._ends = array("Q", [0])
        self._number: dict[Any, int] = {}
        self._keys: list[tuple[str, ...]] = []  # by number
        self._links: list[Link | None] = []
        self._told: list[_Told] = []
        self._slips: dict[str, tuple[int, Join]] = {}

    def add(self, doc: str, things: Sequence[Thing], keys: Sequence[tuple[str, ...]]) -> None:
        """Take in the things of one document."""
        self._at[doc] = len(self._at)
        for i, (thing, own) in enumerate(zip(things, keys, strict=True)):
            link = link_of(thing, self.linkers) if self.linkers else None
            what = own if link is None else (own, link)
            number = self._number.get(what)
            if number is None:
                number = self._number[what] = len(self._told)
                self._keys.append(own)
                self._links.append(link)
                self._told.append(_Told((doc, i)))
            self.numbers.append(number)
            self._told[number].add(thing, (doc, i))
        self._ends.append(len(self.numbers))

    def join(self, slips: Mapping[str, tuple[str, Join]]) -> None:
        """Find out which numbers are one entity: by a common key, by a link, and where a name is a slip of another."""
        self._slips = {slip: (i, join) for i, (slip, (_, join)) in enumerate(slips.items())}
        sets = _Sets()
        own = [keys if link is None else (link.key,) for keys, link in zip(self._keys, self._links, strict=True)]
        for keys in own:
            for key in keys[1:]:
                sets.join(keys[0], key)
        for slip, (near, _) in slips.items():
            sets.join(slip, near)
        self.roots = [sets.root(keys[0]) for keys in own]

    def groups(self) -> dict[str, _Told]:
        """Return what is said of each entity, by its root; what was summed up is used up."""
        groups: dict[str, _Told] = {}
        for number, root in enumerate(self.roots):
            told = self.noted(self._told[number], number)
            groups[root] = groups[root].and_(told) if root in groups else told
        self._told, self._number = [], {}
        return groups

    def noted(self, told: _Told, number: int) -> _Told:
        """Note with what is told what is known of things with this number: their link, and of what a name is a slip."""
        link = self._links[number]
        if link is not None:
            told.links |= {link}
        if self._slips and (found := [self._slips[key] for key in self._keys[number] if key in self._slips]):
            told.joins |= {max(found)[1]}
        return told

    def number_of(self, spot: tuple[str, int]) -> int:
        """Return the number of the thing of a document with this index."""
        return self.numbers[self._ends[self._at[spot[0]]] + spot[1]]

    def home(self, spot: tuple[str, int]) -> str:
        """Return the document beyond which the thing with this spot is nothing; "" of a thing of any document."""
        return spot[0] if self._keys[self.number_of(spot)][0].startswith(HERE + " ") else ""

    def links(self, numbers: array[int], ids: Sequence[str]) -> Links:
        """Return the entity of each thing; ``numbers`` lead to the ids, in the order of all things."""
        return Links(self._at, self._ends, numbers, ids)

    def placed(self, groups: Iterable[Sequence[Member]]) -> array[int]:
        """Return for each thing, in the order of all, the number of its group."""
        out = array("I", bytes(4 * len(self.numbers)))
        for group, members in enumerate(groups):
            for doc, i, _ in members:
                out[self._ends[self._at[doc]] + i] = group
        return out


def _linked(draft: _Draft, links: frozenset[Link]) -> _Draft:
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


def _decided(documents: Iterable[Own], names: _Names, decisions: Decisions, ontology: Ontology) -> Resolution:
    """Give the entities their ids after what a person decided about them."""
    by_root: dict[str, list[Member]] = defaultdict(list)
    numbers = iter(names.numbers)
    for doc, things in documents:
        for i, thing in enumerate(things):
            by_root[names.roots[next(numbers)]].append((doc, i, thing))
    groups = list(by_root.values())

    def draft(members: Sequence[Member]) -> _Draft:
        told = _Told(members[0][:2])
        for doc, i, thing in members:
            told.add(thing, (doc, i))
            names.noted(told, names.number_of((doc, i)))
        alone = len({doc for doc, _, _ in members}) == 1
        return _draft(told, ontology, names.home(told.first) if alone else "")

    def minted(drafts: list[_Draft], groups: Sequence[Sequence[Member]]) -> tuple[tuple[Entity, ...], list[str]]:
        return _mint(drafts, [members[0][:2] for members in groups])

    @cache
    def ids() -> dict[str, Member]:
        return {id: members[-1] for id, members in zip(minted(list(map(draft, groups)), groups)[1], groups, strict=True)}

    split, joins, effects = decide_groups(groups, ids, decisions, ontology)
    own = [draft(members) for members in split]
    own = [replace(d, joins=tuple(sorted({*d.joins, *more}, key=_by_name))) for d, more in zip(own, joins, strict=True)]
    entities, by_group = minted(own, split)
    entities, more = decide_entities(entities, decisions)
    return Resolution(entities, names.links(names.placed(split), by_group), tuple(sorted((*effects, *more))))


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
    home: str = ""  # the document beyond which it is nothing


def _draft(told: _Told, ontology: Ontology, home: str = "") -> _Draft:
    told = told.summed()
    forms, joins = told.forms, told.joins
    known = told.known[1] if told.known else ""
    place = ontology.places.get(known)
    class_ = place.class_ if place else _strongest(told.votes)
    label = place.label if place else _label(forms, class_, joins)
    certain = place is not None and place.class_ != "City" and re.fullmatch(r"Q\d+", known)
    draft = _Draft(
        label,
        class_,
        told.named,
        tuple(sorted(set(forms) - {label})),
        (f"http://www.wikidata.org/entity/{known}",) if certain else (),
        tuple(sorted(joins, key=_by_name)),
        bool(known),
        home=home,
    )
    return _linked(draft, told.links)


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


def _mint(drafts: Sequence[_Draft], firsts: Sequence[tuple[str, int]]) -> tuple[tuple[Entity, ...], list[str]]:
    """Give each entity an id: the slug of its label. Returns: the entities by id, and the ids in the order of the drafts.

    What is nothing beyond its document has that document's id in its own, so that other documents do not change it.
    Where two would clash, the one of the gazetteer keeps the slug, then a named thing before an
    unnamed; the others add their class, then a number in the order of their aliases.

    Args:
        firsts: where each entity stands first, which tells any two apart.
    """
    by_slug: dict[str, list[int]] = defaultdict(list)
    for i, draft in enumerate(drafts):
        by_slug[draft.id or "-".join(map(slug, filter(None, (draft.label, draft.home))))].append(i)

    def rank(i: int) -> tuple[Any, ...]:
        d = drafts[i]
        return not d.id, not d.known, not d.named, d.class_, d.label, d.aliases, firsts[i]

    ids = [""] * len(drafts)
    used: set[str] = set(by_slug)
    last: Counter[str] = Counter()  # how many ids were made from a slug and a class: thousands may share both
    for base, rivals in sorted(by_slug.items()):
        for place, i in enumerate(sorted(rivals, key=rank) if len(rivals) > 1 else rivals):
            id_ = base
            if place:
                stem = f"{base}-{drafts[i].class_.lower()}"
                n = last[stem] + 1
                id_ = stem if n == 1 else f"{stem}-{n}"
                while id_ in used:
                    n += 1
                    id_ = f"{stem}-{n}"
                last[stem] = n
                used.add(id_)
            ids[i] = id_
    entities = (
        Entity(id_, d.label, d.class_, d.aliases, d.same_as, d.joins, d.named) for id_, d in zip(ids, drafts, strict=True)
    )
    return tuple(sorted(entities, key=lambda e: e.id)), ids

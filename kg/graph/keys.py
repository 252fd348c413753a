"""The keys by which things of different documents are one: places by id, names by their full forms.

A key says what a name may mean anywhere; what only one document can tell (a surname, "the Ministry", an
abbreviation with two long forms) gets a key of that document. Every decision looks at all things as a
set, so the order of documents never matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from kg.graph.names import name_key
from kg.graph.nouns import event_of_day, particular
from kg.model import Join, Thing
from kg.ontology import Ontology
from kg.spelling import one_edit

# Titles that one person holds at a time; with the surname they name one person, unless two full names fit.
_ONE_HOLDER = frozenset(
    {
        "president",
        "prime minister",
        "premier",
        "chancellor",
        "king",
        "queen",
        "pope",
        "emperor",
        "empress",
        "sultan",
        "emir",
        "taoiseach",
    }
)
# Class nouns of these classes are names alone: "Democrats", "the Herald".
_NAMES_ALONE = frozenset({"PoliticalParty", "MediaOrganization"})
# Words behind the name of a firm that tell no two firms of one short name apart: "Norvia Group", "Norvia Technologies Inc".
_LIGHT = frozenset(
    "group holding holdings technologies technology international industries company companies enterprises global worldwide corporation "
    "incorporated limited inc ltd corp co llc llp plc ag sa se nv gmbh ab asa oyj spa".split()
)
_RARE = 3
"""A spelling counts as a slip of another one that stands so many times as often."""


HERE = "here"
"""Begins the key of what is nothing beyond its document."""


class Survey:
    """What all documents together say of names. It sees every document once, then tells the keys of each one's things."""

    def __init__(self, ontology: Ontology) -> None:
        rows = ontology.tables.get("class-suffixes", ())
        self._classes = {row[0]: row[1] for row in ontology.tables.get("class-nouns", ())}
        self._nouns = frozenset(name_key(row[0]) for row in rows if " " not in row[0] and row[1] not in _NAMES_ALONE)
        # for each abbreviation the long forms that some document gives for it
        self._long_forms: dict[str, set[str]] = defaultdict(set)
        # for each surname with a title the first names that have it: two presidents may share a surname
        self._titled: dict[str, set[str]] = defaultdict(set)
        # for each short name the full ones that a document has for it, and which documents
        self._short: dict[str, dict[frozenset[str], list[str]]] = defaultdict(dict)

    def add(self, doc: str, things: Iterable[Thing]) -> None:
        """Take note of the things of one document."""
        for thing in things:
            if not thing.named:
                continue
            if _class(thing) == "Person" and (titles := _titles(thing)):
                firsts = {name_key(f).split()[0] for f, _ in thing.names if " " in f}
                for key in titles:
                    self._titled[key].update(firsts)
            if not thing.known and len(thing.names) > 1:
                self._add_short(doc, thing)

    def _add_short(self, doc: str, thing: Thing) -> None:
        full = {name_key(f) for f, _ in thing.names if " " in f}
        for f, _ in thing.names:
            if " " not in f and sum(ch.isupper() for ch in f) > 1:
                self._long_forms[name_key(f)].update(full)
        if _class(thing) == "Person":
            return
        forms = {name_key(f) for f, _ in thing.names}
        for short in forms - self._nouns:
            if own := _longs(short, forms):
                self._short[short].setdefault(frozenset(own), []).append(doc)

    @cached_property
    def _shared(self) -> dict[str, frozenset[str]]:
        """Return the short names that several full ones have, each with those that the short one means where it stands alone.

        They are the full names of one thing which at least twice as many documents have as the next; none in doubt.
        """
        out = {}
        for short, rows in self._short.items():
            sets = _merged(rows)
            if len(sets) > 1:
                docs = sorted((-len({d for own, docs in rows.items() if own & s for d in docs}), sorted(s)) for s in sets)
                sure = -docs[0][0] >= 2 * -docs[1][0]
                out[short] = frozenset(docs[0][1] if sure else ())
        return out

    def keys(self, doc: str, things: Sequence[Thing]) -> list[tuple[str, ...]]:
        """Return the keys of each thing of a document; two things with a common key are one entity."""
        home = _home(things) or doc
        shared = self._shared
        return [
            _keys(doc, t, self._nouns, self._long_forms, self._titled, shared, home) if t.named or t.known else self._noun_key(doc, t)
            for t in things
        ]

    def _noun_key(self, doc: str, thing: Thing) -> tuple[str, ...]:
        """Return the key of what has no name: of its document only, unless the words tell which one or what kind it is."""
        form, class_ = thing.names[0][0], _class(thing)
        noun = thing.nouns[-1] if thing.nouns else ""
        key = f"{class_} {event_of_day(form, class_, noun) or form.lower()}"
        return (f"{HERE} {key} {doc}" if particular(form, class_, noun, self._classes) else f"noun {key}",)


def _keys(
    doc: str,
    thing: Thing,
    nouns: frozenset[str],
    long_forms: dict[str, set[str]],
    titled: dict[str, set[str]],
    shared: dict[str, frozenset[str]],
    home: str,
) -> tuple[str, ...]:
    if thing.known:
        return (f"place {thing.known}",)
    class_ = _class(thing)
    forms = [form for form, _ in thing.names]
    if class_ == "Person":
        keys = [f"person {name_key(f)}" for f in forms if " " in f]
        keys += [k for k in _titles(thing) if len(titled.get(k, ())) < 2]
        return tuple(sorted(set(keys))) or (f"person {name_key(min(forms))} {doc} {thing.gender}",)  # a surname alone stays in its document
    keys = []
    longer = {name_key(f) for f in forms if " " in f}
    for f in forms:
        form = name_key(f)
        if form in shared and (own := _longs(form, longer)) and not own & shared[form]:
            continue  # "Norvia" of Norvia Foods, where other documents mean Norvia Bank
        if form in nouns:  # "the Ministry": that of the country which the document is about
            if len(forms) == 1:
                keys.append(f"name {form} {home}")
        elif " " in f or len(long_forms.get(form, ())) < 2:
            keys.append(f"name {form}")
    return tuple(sorted(set(keys))) or (f"name {name_key(min(forms))} {doc}",)


def _class(thing: Thing) -> str:
    return thing.classes[0][0] if thing.classes else "Thing"


def _home(things: Iterable[Thing]) -> str:
    """Return the country that a document names most; "" without one, or where two are named as often."""
    counts = sorted(
        ((sum(n for _, n in t.names), t.known) for t in things if t.known and _class(t) == "Country"), reverse=True
    )
    if not counts or (len(counts) > 1 and counts[0][0] == counts[1][0]):
        return ""
    return counts[0][1] or ""


def _longs(short: str, forms: Iterable[str]) -> set[str]:
    """Return the full names of which ``short`` is the short one, without words that tell no two firms apart."""
    out = set()
    for form in forms:
        words = form.split()
        while words and words[-1] in _LIGHT:
            words.pop()
        if len(words) > len(short.split()) and form.startswith(f"{short} "):
            out.add(" ".join(words))
    return out


def _merged(sets: Iterable[Iterable[str]]) -> list[set[str]]:
    """Join the sets that share a member."""
    at: dict[str, set[str]] = {}
    for one in sets:
        joined = set(one)
        for form in one:
            joined |= at.get(form, set())
        for form in joined:
            at[form] = joined
    return list({id(s): s for s in at.values()}.values())


def _titles(thing: Thing) -> list[str]:
    if _ONE_HOLDER.isdisjoint(thing.nouns):
        return []
    surname = name_key(max((f for f, _ in thing.names), key=lambda f: (len(f.split()), f))).split()[-1]
    return [f"holder {surname} {t}" for t in thing.nouns if t in _ONE_HOLDER]


class Slips:
    """Finds full names that are a slip of a far more frequent one.

    The first word is equal, one letter differs ("Lindqvist", "Lindqivst"), and only one document has the slip.
    """

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._home: dict[str, str | None] = {}  # the one document that has the key
        self._written: dict[str, str] = {}

    def add(self, doc: str, things: Sequence[Thing], keys: Sequence[tuple[str, ...]]) -> None:
        """Take note of the things of one document and their keys."""
        for thing, own in zip(things, keys, strict=True):
            if not thing.named or thing.known:
                continue
            kind = "person" if _class(thing) == "Person" else "name"
            for form, n in thing.names:
                if " " not in form:
                    continue
                key = f"{kind} {name_key(form)}"
                if key not in own or (not form.replace(" ", "").isalpha() and any(ch.isdigit() for ch in form)):
                    continue
                if key not in self._counts:
                    self._counts[key], self._home[key], self._written[key] = n, doc, form
                    continue
                self._counts[key] += n
                if self._home[key] != doc:
                    self._home[key] = None
                if form < self._written[key]:
                    self._written[key] = form

    def found(self) -> dict[str, tuple[str, Join]]:
        """Return for the key of each slip the key of what is meant, and the join of the two forms."""
        counts, written = self._counts, self._written
        buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for key in counts:
            words = key.split()
            buckets[" ".join(words[:2]), len(words)].append(key)
        out = {}
        for same in buckets.values():
            frequent = sorted(k for k in same if counts[k] >= _RARE)
            for slip in sorted(k for k in same if self._home[k] is not None) if frequent else ():
                form = slip.partition(" ")[2]
                near = [k for k in frequent if counts[k] >= _RARE * counts[slip] and one_edit(form, k.partition(" ")[2])]
                if len(near) == 1:
                    out[slip] = near[0], Join(written[slip], written[near[0]], "spelling")
        return out

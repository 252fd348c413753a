"""The keys by which things of different documents are one: places by id, names by their full forms.

A key says what a name may mean anywhere; what only one document can tell (a surname, "the Ministry", an
abbreviation with two long forms) gets a key of that document. Every decision looks at all things as a
set, so the order of documents never matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.graph.names import name_key
from kg.model import Join, Thing
from kg.ontology import Ontology
from kg.spelling import one_edit

Member = tuple[str, int, Thing]
"""A thing of a document: the document's id, the thing's index, the thing."""

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


@dataclass(frozen=True)
class Keys:
    """The keys of each thing (document's id, index), and what joined its names to those of other documents."""

    of: dict[tuple[str, int], list[str]]
    joins: dict[tuple[str, int], Join]


def keys_of(things: Sequence[Member], ontology: Ontology) -> Keys:
    """Return the keys of each thing; two things with a common key are one entity."""
    nouns = frozenset(name_key(row[0]) for row in ontology.tables.get("class-suffixes", ()) if " " not in row[0] and row[1] not in _NAMES_ALONE)
    long_forms = _long_forms(things)
    titled = _titled(things)
    shared = _shared_short(things, nouns)
    homes = {doc: _home(own) for doc, own in _by_doc(things).items()}
    out = {(doc, i): _keys(doc, thing, nouns, long_forms, titled, shared, homes[doc] or doc) for doc, i, thing in things}
    joins: dict[tuple[str, int], Join] = {}
    for spot, slip, key, form in _slips(things, out):
        out[spot].append(key)
        joins[spot] = Join(slip, form, "spelling")
    return Keys(out, joins)


def _keys(
    doc: str,
    thing: Thing,
    nouns: frozenset[str],
    long_forms: dict[str, set[str]],
    titled: dict[str, set[str]],
    shared: dict[str, frozenset[str]],
    home: str,
) -> list[str]:
    if thing.known:
        return [f"place {thing.known}"]
    class_ = _class(thing)
    forms = [form for form, _ in thing.names]
    if not thing.named:
        return [f"noun {class_} {forms[0].lower()}"]
    if class_ == "Person":
        keys = [f"person {name_key(f)}" for f in forms if " " in f]
        keys += [k for k in _titles(thing) if len(titled.get(k, ())) < 2]
        return sorted(set(keys)) or [f"person {name_key(min(forms))} {doc} {thing.gender}"]  # a surname alone stays in its document
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
    return sorted(set(keys)) or [f"name {name_key(min(forms))} {doc}"]


def _class(thing: Thing) -> str:
    return thing.classes[0][0] if thing.classes else "Thing"


def _by_doc(things: Iterable[Member]) -> dict[str, list[Thing]]:
    out: dict[str, list[Thing]] = defaultdict(list)
    for doc, _, thing in things:
        out[doc].append(thing)
    return out


def _home(things: Iterable[Thing]) -> str:
    """Return the country that a document names most; "" without one, or where two are named as often."""
    counts = sorted(
        ((sum(n for _, n in t.names), t.known) for t in things if t.known and _class(t) == "Country"), reverse=True
    )
    if not counts or (len(counts) > 1 and counts[0][0] == counts[1][0]):
        return ""
    return counts[0][1] or ""


def _long_forms(things: Iterable[Member]) -> dict[str, set[str]]:
    """Return for each abbreviation the long forms that some document gives for it."""
    out: dict[str, set[str]] = defaultdict(set)
    for _, _, thing in things:
        if not thing.named or thing.known or len(thing.names) < 2:
            continue
        full = {name_key(f) for f, _ in thing.names if " " in f}
        for f, _ in thing.names:
            if " " not in f and sum(ch.isupper() for ch in f) > 1:
                out[name_key(f)].update(full)
    return out


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


def _shared_short(things: Iterable[Member], nouns: frozenset[str]) -> dict[str, frozenset[str]]:
    """Return the short names that several full ones have, each with those that the short one means where it stands alone.

    They are the full names of one thing which at least twice as many documents have as the next; none in doubt.
    """
    found: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
    for doc, _, thing in things:
        if not thing.named or thing.known or len(thing.names) < 2 or _class(thing) == "Person":
            continue
        forms = {name_key(f) for f, _ in thing.names}
        for short in forms - nouns:
            if own := _longs(short, forms):
                found[short].append((doc, own))
    out = {}
    for short, rows in found.items():
        sets = _merged(own for _, own in rows)
        if len(sets) > 1:
            docs = sorted((-len({doc for doc, own in rows if own & s}), sorted(s)) for s in sets)
            sure = -docs[0][0] >= 2 * -docs[1][0]
            out[short] = frozenset(docs[0][1] if sure else ())
    return out


def _merged(sets: Iterable[set[str]]) -> list[set[str]]:
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


def _titled(things: Iterable[Member]) -> dict[str, set[str]]:
    """Return for each surname with a title the full names that have it: two presidents may share a surname."""
    out: dict[str, set[str]] = defaultdict(set)
    for _, _, thing in things:
        if thing.named and _class(thing) == "Person":
            firsts = {name_key(f).split()[0] for f, _ in thing.names if " " in f}
            for key in _titles(thing):
                out[key].update(firsts)
    return out


def _slips(
    things: Sequence[Member], keys: dict[tuple[str, int], list[str]]
) -> list[tuple[tuple[str, int], str, str, str]]:
    """Return the things whose full name is a slip of a far more frequent one: (thing, its form, key, form of that one).

    The first word is equal, one letter differs ("Lindqvist", "Lindqivst"), and only one document has the slip.
    """
    counts: dict[str, int] = defaultdict(int)
    docs: dict[str, set[str]] = defaultdict(set)
    spots: dict[str, list[tuple[str, int]]] = defaultdict(list)
    written: dict[str, str] = {}
    for doc, i, thing in things:
        if not thing.named or thing.known:
            continue
        for form, n in thing.names:
            key = f"{'person' if _class(thing) == 'Person' else 'name'} {name_key(form)}"
            if " " in form and key in keys[doc, i] and not any(ch.isdigit() for ch in form):
                counts[key] += n
                docs[key].add(doc)
                spots[key].append((doc, i))
                written[key] = min(form, written.get(key, form))
    buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
    for key in counts:
        words = key.split()
        buckets[" ".join(words[:2]), len(words)].append(key)
    out = []
    for same in buckets.values():
        frequent = sorted(k for k in same if counts[k] >= _RARE)
        for slip in sorted(k for k in same if len(docs[k]) == 1) if frequent else ():
            form = slip.partition(" ")[2]
            near = [k for k in frequent if counts[k] >= _RARE * counts[slip] and one_edit(form, k.partition(" ")[2])]
            if len(near) == 1:
                out += [(spot, written[slip], near[0], written[near[0]]) for spot in spots[slip]]
    return out

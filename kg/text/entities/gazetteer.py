"""The ontology's places, bodies, titles, first names and name endings, by lower-case form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.ontology import Ontology, Place
from kg.spelling import plain
from kg.text.entities.own import add_own

_DOTS = re.compile(r"\.(?=\w|$|\s)")
_LETTERS = re.compile(r"(?<=\b[a-z]) (?=[a-z]\b)")
_BRACKETS = re.compile(r" \(.*\)$")
_TAIL = re.compile(r"['’]s?$")


@lru_cache(maxsize=1 << 15)
def key(form: str) -> str:
    """Return the form that equal names share: no article, possessive, full stops, hyphens, accents or case; "&" is "and"."""
    form = plain(_DOTS.sub("", _TAIL.sub("", form.strip()).replace("’", "'")))
    form = " ".join(form.replace("-", " ").replace(" & ", " and ").lower().split())
    form = _LETTERS.sub("", form)  # "u. s." is "us"
    return form.removeprefix("the ")


@dataclass(frozen=True)
class Gazetteer:
    """Known names by ``key``; adjectives and demonyms by lower-case form."""

    places: dict[str, Place]
    homonyms: dict[str, tuple[Place, ...]]  # forms that several places share, the likeliest first
    adjectives: dict[str, Place]
    bodies: dict[str, tuple[str, str]]  # alias -> (canonical name, class)
    seats: dict[str, str]  # seat of government -> Place.id of the country
    capitals: dict[str, str]  # Place.id of a capital -> Place.id of its country
    suffixes: dict[str, str]  # last word of a name -> class
    titles: dict[str, str]  # title -> gender or ""
    first_names: dict[str, str]  # first name -> gender
    listed: frozenset[str]  # all places, bodies and seats
    spelt: dict[
        tuple[str, int], tuple[tuple[str, str], ...]
    ]  # (first letter, blanks) -> (form, where) of countries and bodies
    own: dict[str, tuple[str, ...]]  # the user's own names by first word, longest first; they are in ``bodies`` too
    cities: frozenset[str]  # names of large cities: a witness of class, no more
    longer: dict[str, tuple[int, ...]]  # first word of a listed name -> numbers of tokens it may have, longest first


@lru_cache(maxsize=4)
def _gazetteer(ref: _Ref) -> Gazetteer:
    o = ref.ontology
    places: dict[str, Place] = {}
    adjectives: dict[str, Place] = {}
    shared: dict[str, list[Place]] = {}
    rank = {"Country": 0, "City": 1}
    for place in sorted(o.places.values(), key=lambda p: (rank.get(p.class_, 2), p.id)):
        for form in {place.label: 0, _BRACKETS.sub("", place.label): 0, **dict.fromkeys(place.names, 0)}:
            places.setdefault(key(form), place)
            if place not in shared.setdefault(key(form), []):
                shared[key(form)].append(place)
        if place.class_ != "City":
            for form in (*place.adjectives, *place.demonyms):
                adjectives.setdefault(form.lower(), place)

    def pairs(table: str) -> dict[str, str]:
        return {r[0].lower().rstrip("."): r[1] for r in o.tables.get(table, ())}

    bodies = {key(r[0]): (r[1], r[2]) for r in o.tables.get("aliases", ())}
    bodies.update({key(canonical): (canonical, class_) for canonical, class_ in list(bodies.values())})
    seats = {key(r[0]): r[1] for r in o.tables.get("seats", ())}
    own = add_own(o, places, bodies, shared)
    listed = frozenset({*places, *bodies, *seats})
    longer: dict[str, set[int]] = {}
    for form in listed:
        words = form.split()
        if len(words) > 1:
            extra = form.count("'") + 1  # a possessive is a token of its own
            longer.setdefault(words[0], set()).update(range(len(words), len(words) + extra + 1))
    spelt: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for form, where in [
        *((k, f"name:{k}") for k, p in sorted(places.items()) if p.class_ == "Country" and len(k) > 5),
        *((k, f"body:{key(body)}") for k, (body, _) in sorted(bodies.items()) if len(k) > 9),
    ]:
        spelt.setdefault((form[0], form.count(" ")), []).append((form, where))
    return Gazetteer(
        places,
        {form: tuple(same) for form, same in shared.items() if len(same) > 1},
        adjectives,
        bodies,
        seats,
        {p.capital: p.id for p in o.places.values() if p.class_ == "Country" and p.capital},
        pairs("class-suffixes"),
        pairs("titles"),
        pairs("first-names"),
        listed,
        {at: tuple(forms) for at, forms in spelt.items()},
        own,
        frozenset(key(row[0]) for row in o.tables.get("city-names", ())),
        {word: tuple(sorted(sizes, reverse=True)) for word, sizes in longer.items()},
    )


@dataclass(frozen=True, eq=False)
class _Ref:
    ontology: Ontology

    def __hash__(self) -> int:
        return id(self.ontology)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ref) and other.ontology is self.ontology


def gazetteer(ontology: Ontology) -> Gazetteer:
    """Return the known names of ``ontology``; built once."""
    return _gazetteer(_Ref(ontology))

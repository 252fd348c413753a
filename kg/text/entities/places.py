"""Which place a name means in one document, or whether it means a place at all: Georgia, Jordan, San Jose."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kg.ontology import Place
from kg.text.entities.cues import first_of_list
from kg.text.entities.gazetteer import Gazetteer, key
from kg.text.entities.spans import Name
from kg.text.parse import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc

LOCATIVE = frozenset(
    {"in", "at", "near", "from", "to", "into", "across", "outside", "inside", "around", "towards", "toward", "of", "off", "throughout"}
)
_BESIDE = 5
"""Weight of a place that stands beside the name after a comma, against one elsewhere in the document."""


def settle(parsed: Parsed, names: list[Name], gaz: Gazetteer) -> dict[str, str]:
    """Return the Place.id of each form that the gazetteer knows, "" where this document means no such place."""
    forms: dict[str, list[Name]] = defaultdict(list)
    for n in names:
        if not n.place and (form := key(n.text)) in gaz.places:
            forms[form].append(n)
    countries = Counter(_country(gaz.places[f]) for f in forms if f not in gaz.homonyms)
    countries.update(gaz.adjectives[n.text.lower()].id for n in names if n.place and n.text.lower() in gaz.adjectives)
    people = {w for n in names for w in _person_words(n, gaz)}
    out: dict[str, str] = {}
    for form in [f for f, found in forms.items() if all(n.ner == "PERSON" for n in found)]:
        # the recogniser takes Jordan and Chad for people: believe it where no other country is in sight
        there = any(stands_in(parsed.blocks[n.block][1], n) for n in forms[form])
        country = gaz.places[form].class_ == "Country" and (form not in gaz.first_names or sum(countries.values()) > 1)
        if not there and not country:
            del forms[form]
    for form, found in forms.items():
        rivals = gaz.homonyms.get(form, (gaz.places[form],))
        beside = [place for n in found for place in _beside(parsed.blocks[n.block][1], n, gaz)]
        best, score = rivals[0], -99
        for place in rivals:
            mine = sum(_BESIDE if _agree(place, other) else -_BESIDE for other in beside)
            mine -= _BESIDE * (place.class_ == "City" and any(other.class_ == "City" for other in beside))
            mine += (
                _BESIDE * (place.class_ == "Region" and any(_governed(parsed.blocks[n.block][1], n) for n in found))
                if len(rivals) > 1
                else 0
            )
            mine += min(countries[_country(place)], _BESIDE) if len(rivals) > 1 else 0
            if mine > score:
                best, score = place, mine
        if score < 0 or (
            form in people and not beside and not any(_somewhere(parsed.blocks[n.block][1], n) for n in found)
        ):
            out[form] = ""
        else:
            out[form] = best.id
    return out


def _person_words(name: Name, gaz: Gazetteer) -> tuple[str, ...]:
    """Return the words of a full name of a person: "Michael Jordan", not "Marlow United"."""
    words = key(name.text).split()
    if name.ner != "PERSON" or len(words) < 2 or words[-1] in gaz.suffixes or words[0] not in gaz.first_names:
        return ()
    return tuple(words)


def _country(place: Place) -> str:
    return place.id if place.class_ == "Country" else place.country or ""


def _agree(place: Place, other: Place) -> bool:
    """May the two stand side by side: "Lima, Peru", "Atlanta, Georgia"?"""
    return not _country(other) or not _country(place) or _country(place) == _country(other)


def _beside(doc: Doc, name: Name, gaz: Gazetteer) -> list[Place]:
    """Return the places that follow after a comma, or stand before one: of "Quito, Ecuador" each is beside the other."""
    out = []
    if name.last + 2 < len(doc) and doc[name.last + 1].text == ",":
        for size in (3, 2, 1):
            end = name.last + 2 + size
            if end <= len(doc) and (place := _unique(doc[name.last + 2 : end].text, gaz)) is not None:
                after = doc[end].text if end < len(doc) else ""
                # "in Peru, Ecuador and Chile" is a list, "of which Lima, Kenya was" a new clause
                mine = gaz.places[key(name.text)].class_
                listed = mine == "Country" or place.class_ == "City" or after in ("and", "or")
                if not listed and (place.class_ == "Region" or _somewhere(doc, name)):
                    out.append(place)
                break
    if name.first > 1 and doc[name.first - 1].text == ",":
        for size in (2, 1):
            start = name.first - 1 - size
            if start >= 0 and (place := _unique(doc[start : name.first - 1].text, gaz)) is not None:
                rivals = gaz.homonyms.get(key(name.text), ())
                if place.class_ == "City" and any(r.class_ != "City" and _agree(r, place) for r in rivals):
                    out.append(place)
                break
    return out


def _unique(text: str, gaz: Gazetteer) -> Place | None:
    form = key(text)
    return gaz.places[form] if form in gaz.places and form not in gaz.homonyms and text[0].isupper() else None


def _governed(doc: Doc, name: Name) -> bool:
    """Do words of a state follow: "Washington governor", "Georgia's legislature"?"""
    words = [t.lower_ for t in doc[name.last + 1 : name.last + 4]]
    words = words[1:] if words[:1] == ["'s"] else words
    return bool(words) and (
        words[0] in ("governor", "gov.", "legislature", "state", "senate") or words[:2] == ["attorney", "general"]
    )


def stands_in(doc: Doc, name: Name) -> bool:
    """Can only a place stand here: "in Lima", "the port of Lima"?"""
    first = first_of_list(doc[name.head])
    if first.i != name.head and first.dep_ == "pobj" and first.head.lower_ in ("in", "near"):
        return True  # "in Malmo, Kyiv and Austin"
    before = [t.lower_ for t in doc[max(name.first - 2, 0) : name.first]]
    return before[-1:] == ["in"] or before[-1:] == ["near"] or (before[-1:] == ["of"] and before[0] in _PARTS)


_PARTS = frozenset("port city mayor town suburb outskirts north south east west centre center streets people part".split())


def _somewhere(doc: Doc, name: Name) -> bool:
    """Does a word of place stand before the name: "in Jordan"?"""
    return name.first > 0 and doc[name.first - 1].lower_ in LOCATIVE

"""The user's own names (``kg.gazetteer``) in the text: found as written, whatever the parser makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.gazetteer import entries
from kg.ontology import Ontology, Place

if TYPE_CHECKING:
    from kg.text.entities.gazetteer import Gazetteer
    from kg.text.entities.lines import Line
    from kg.text.entities.pool import Cluster
    from kg.text.entities.spans import Name

RULE = "gazetteer"
_FIRST = re.compile(r"\w+|.")


def add_own(
    ontology: Ontology,
    places: dict[str, Place],
    bodies: dict[str, tuple[str, str]],
    homonyms: dict[str, list[Place]],
) -> dict[str, tuple[str, ...]]:
    """Add the user's names to the known ones, before which they go; what the user says is no homonym.

    Returns: their forms by first word, longest first.
    """
    from kg.text.entities.gazetteer import key

    forms: dict[str, set[str]] = {}
    for entry in entries(ontology):
        place = ontology.places.get(entry.id)
        for form in entry.forms:
            forms.setdefault(_first(form), set()).add(form)
            homonyms.pop(key(form), None)
            if place is not None:
                places[key(form)] = place
                bodies.pop(key(form), None)
            else:
                places.pop(key(form), None)
                bodies[key(form)] = (entry.name, entry.class_)
    return {word: tuple(sorted(some, key=lambda f: (-len(f), f))) for word, some in forms.items()}


def find_own(lines: Iterable[Line], found: list[Name], gaz: Gazetteer) -> list[Name]:
    """Return the names with the user's own where they stand as written, or all in capitals.

    A longer name that was found stays, with the user's inside it; what stands across or inside the
    user's name goes.
    """
    if not gaz.own:
        return found
    from kg.text.entities.spans import Name

    by_block: dict[int, list[Name]] = {}
    for name in found:
        by_block.setdefault(name.block, []).append(name)
    out: list[Name] = []
    for line in lines:
        there = by_block.get(line.block, [])
        for first, last in _spans(line, gaz):
            across = [n for n in there if n.first <= last and first <= n.last]
            if any(n.first <= first and last <= n.last and n.last - n.first > last - first for n in across):
                continue  # part of a longer name
            same = next((n for n in across if (n.first, n.last) == (first, last) and not n.place), None)
            there = [n for n in there if n not in across]
            text, head = line.surface(first, last), line.head(first, last)
            there.append(same or Name(line.block, first, last, text, why=RULE, head=head))
        out += there
    return out


def _spans(line: Line, gaz: Gazetteer) -> Iterable[tuple[int, int]]:
    ends = {start + len(text): i for i, (start, text) in enumerate(zip(line.start, line.text, strict=True))}
    after = -1
    for i, start in enumerate(line.start):
        if i <= after:
            continue
        for form in gaz.own.get(_first(line.text[i]), ()):
            last = ends.get(start + len(form), -1)
            if last < i:
                continue
            text = line.source[start : start + len(form)]
            if text == form or (len(form) > 2 and text.isupper() and text == form.upper()):
                yield i, last
                after = last
                break


def own_joins(clusters: Iterable[Cluster], gaz: Gazetteer) -> None:
    """Note, for each of the user's things, the other names that the user gave it."""
    if not gaz.own:
        return
    for c in clusters:
        for n in c.names if c.body in gaz.own.get(_first(c.body), ()) else ():
            if n.text != c.body:
                c.joins.append((n.text, c.body, RULE))


def _first(text: str) -> str:
    match = _FIRST.match(text)
    return match[0].lower() if match else ""

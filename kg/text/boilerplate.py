"""The table ``ontology/lexicon/boiler-plate.tsv`` as a question: is this line the article, and if not, why?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import OntologyError
from kg.paths import ontology_dir

LONGEST = 300
"""Longer lines are never dropped by a pattern; it bounds what a pattern can cost, too."""

# A person's or an organisation's name: two to five words begun large, with particles between.
NAME = (
    r"(?-i:[A-Z][\w'’.-]*(?:,? (?:(?:de|da|del|della|di|dos|van|von|der|den|la|le|bin|ibn|al|el|of|the|and) ){0,2}"
    r"[A-Z][\w'’.-]*){0,4})"
)
WHERE = ("any", "edge", "end", "inside")
_AFTER_SENTENCE = r"(?:^|(?<=[.!?…\"”’)\]] ))"
_BEFORE_SENTENCE = r"(?=$| (?-i:[A-Z\"“‘(]))"
_SENTENCE_END = re.compile(r"[a-z\d)\"”][.!?…][\"”’)]* ")


@dataclass(frozen=True)
class Pattern:
    """One row: what fits the whole line, where in the text, and the reason that the report gives.

    ``inside``: the same between two sentences of a line, for rows that may stand there; else None.
    """

    regex: re.Pattern[str]
    where: str
    reason: str
    inside: re.Pattern[str] | None = None


def patterns(rows: Sequence[Sequence[str]] | None = None) -> tuple[Pattern, ...]:
    """Return the patterns of the table's rows (pattern, where, reason, …); of the shipped table for None.

    Raises: OntologyError for a pattern that is none.
    """
    return _shipped() if rows is None else _compiled(tuple(tuple(r) for r in rows))


@lru_cache(maxsize=8)
def _compiled(rows: tuple[tuple[str, ...], ...]) -> tuple[Pattern, ...]:
    return tuple(_pattern(row) for row in rows)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Pattern, ...]:
    return tuple(_pattern(row) for row in read_rows())


def read_rows() -> list[tuple[str, ...]]:
    """Return the rows of the shipped table, without its header and comments."""
    text = (ontology_dir() / "lexicon" / "boiler-plate.tsv").read_text(encoding="utf8")
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    return [tuple(line.split("\t")) for line in lines[1:]]


def _pattern(row: Sequence[str]) -> Pattern:
    pattern, where, reason = (*row, "", "")[:3]
    try:
        regex = re.compile(pattern.replace("{name}", NAME), re.I)
        glued = f"{_AFTER_SENTENCE}(?:{regex.pattern}){_BEFORE_SENTENCE}" if where == "inside" else ""
        inside = re.compile(glued, re.I) if glued else None
    except re.error as error:
        raise OntologyError(f"boiler-plate: {pattern!r} is no pattern ({error})", code="KG311") from None
    if where not in WHERE:
        raise OntologyError(f"boiler-plate: {where!r} says no place", hint=f"known: {', '.join(WHERE)}", code="KG311")
    return Pattern(regex, where, reason, inside)


def glued(line: str, table: Iterable[Pattern]) -> list[tuple[int, int, str]]:
    """Return (start, end, reason) of what is no sentence and stands between two of ``line``, in text order: a photo credit."""
    found: list[tuple[int, int, str]] = []
    for pattern in table:
        for match in pattern.inside.finditer(line) if pattern.inside is not None else ():
            start = match.start()
            for end in _SENTENCE_END.finditer(match[0]):  # "Army. Petra Voss/AP": the last word of the sentence is no name
                start = match.start() + end.end()
            if not found or found[-1][1] <= start:
                found.append((start, match.end(), pattern.reason))
    return sorted(found)


def reason(line: str, table: Iterable[Pattern], *, edge: bool = True, end: bool = True) -> str | None:
    """Return why ``line`` is not the article, or None.

    ``edge``: it stands among the first or the last lines; ``end``: among the last.
    """
    if len(line) > LONGEST:
        return None
    for pattern in table:
        if (pattern.where == "edge" and not edge) or (pattern.where == "end" and not end):
            continue
        if pattern.regex.fullmatch(line):
            return pattern.reason
    return None

"""Headline and date of publication as the text itself shows them, near its top."""

from __future__ import annotations

import re

from kg.text.time import absolute

LINES = 10
"""Non-blank lines from the top in which a date of publication may stand."""

_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}"
    r"|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}-\d{2}-\d{2})"
)
_DAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:,?\s*(?:at\s+|-\s*|[|·•]\s*)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)?"
DATE_LINE = re.compile(
    r"(?:(?:first\s+)?(?:published|posted|updated|last\s+updated|date)\s*(?:on|at)?\s*:?\s*)?"
    rf"{_DAY}({_DATE}){_CLOCK}\.?",
    re.I,
)
"""A line that is nothing but the date of publication."""

_UPDATED = re.compile(r"\s*(?:last\s+)?updated", re.I)
_PLACE = re.compile(rf"[A-Z][\w.'’\s,/-]{{1,60}}?,\s+{_DAY}({_DATE})\s*(?:\([^)\n]{{1,40}}\)\s*)?(?:--?|[—–:])\s")
_AGENCY = r"\((?:[A-Z][\w.&]*(?: [A-Z][\w.&]*){0,3}(?:/[A-Z]\w*)?|[A-Z][a-z]{2,8}\.? \d{1,2})\)"
_DAY_OF = r"(?:,?\s+[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?)"
_CAPITALS = r"[A-Z][A-Z'’ -]{2,40}(?:,\s+[A-Z][\w. ]{1,25}?)?(?:/[A-Z][A-Z ]{2,20})?"
_TOWN = r"(?!The |A )[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:,\s+[A-Z][\w. ]{1,25}?)?"
PLACE_BEFORE = re.compile(
    rf"(?:(?:{_CAPITALS}|{_TOWN}){_DAY_OF}?\s+{_AGENCY}\s*(?:--?|[—–])"  # LIMA, Peru (AP) —, Quito (Reuters) -
    rf"|{_CAPITALS}{_DAY_OF}\s*(?:--?|[—–])|{_CAPITALS}\s*(?:--(?=\s|[A-Z][a-z])|[—–])"  # QUITO, March 3 -, QUITO —
    r"|[A-Z][a-z]+(?: [A-Z][a-z]+)?,\s+[A-Z][a-z]+(?: [A-Z][a-z]+)?\s*[—–])"  # Quito, Ecuador —
    r"\s*(?=[\"'“‘A-Z\d])"
)
"""Place, agency and day before the first sentence: "LIMA, Peru (AP) — ", "Quito (Reuters) - "."""

_WITH_NAME = re.compile(rf"(?:by|from)\s+[^|\n]{{2,80}}?(?:[|·•,—–-]\s*|\s+on\s+){_DAY}({_DATE}){_CLOCK}", re.I)
_MOST = 200


def published(text: str, declared: str | None = None) -> str | None:
    """Return the date of publication (ISO 8601): the metadata's, else the text's own dateline, else None."""
    if declared:
        iso = absolute(declared)
        if iso is not None and len(iso) == 10:
            return iso
    updated: str | None = None
    for line in _top(text):
        match = _PLACE.match(line)
        if match is None and len(line) < _MOST:
            match = DATE_LINE.fullmatch(line) or _WITH_NAME.fullmatch(line)
        iso = absolute(match[1]) if match else None
        if iso is None or len(iso) != 10:
            continue
        if not _UPDATED.match(line):
            return iso
        updated = updated or iso  # the day of a correction, unless the first day stands too
    return updated


def headline(text: str) -> str | None:
    """Return the first line if it looks like a headline."""
    first = next(iter(_top(text)), "")
    return first if is_headline(first) else None


def is_headline(line: str) -> bool:
    """Return whether a line reads as a title: short, begun large, not ended like a sentence."""
    if not 2 <= len(line) <= 160 or len(line.split()) > 25:
        return False
    if line[-1] in ".;,:" and not re.search(r"\b(?:[A-Z]\.){2,}$", line):
        return False
    start = line.lstrip("\"'“‘«[(…. ")[:1]
    return start.isupper() or start.isdigit() or (not start.islower() and start.isalpha())


def _top(text: str) -> list[str]:
    lines: list[str] = []
    for line in text[:20_000].splitlines():
        if line.strip():
            lines.append(line.strip())
        if len(lines) == LINES:
            break
    return lines

"""Dates as written to ISO 8601: "Wednesday" and "last month" by the day the article was published.

What is no point or stretch of the calendar is None: durations, ages, quantities, repeated times
("every Friday"), and times told from another time ("the next day").
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.text.time_rules import MONTH, RULES, ymd

LONGEST = 80
"""Characters; no date is longer, and it bounds what the patterns can cost."""

_ZONE = "(?:gmt|utc|et|est|bst|local time)"
_PART = re.compile(
    r" (?:(?:in the )?(?:early |late |mid-?)?(?:morning|afternoon|evening|night|noon|midday|midnight|dawn|lunchtime)"
    rf"|at (?:night|noon|midnight|dawn|dusk)|{_ZONE})$"
)
_CLOCK = re.compile(
    r"(?:^|(?<= ))(?:(?:at|around|about|by|from|before|after) )*"
    r"(?:\d{1,2}(?:[:.]\d{2}){0,2} ?(?:[ap]\.?m\b\.?|gmt|utc|et|est|bst|o'clock)"
    r"|\d{4} hours|\d{1,2}:\d{2}(?:[:.]\d{2})?)"
    rf"(?: {_ZONE})?(?=$|[ ,])"
)
_WHOLE_NIGHT = re.compile(r"(?:^| )(?:last|this) (?:morning|afternoon|evening|night)$")
_LEAD = re.compile(
    r"^(?:(?:on|in|at|during|by|since|until|till|through|from|of|for|as of|as (?:early|late|recently|far back) as"
    r"|only|just|around|about|circa|c\.|ca\.|some ?time|back|again|both|exactly|precisely|towards?"
    r"|early|late|later|earlier|mid|middle"
    r"|(?:the )?end of the day|the (?:early|late|mid)|(?:early|late|later|earlier) (?:in|on)"
    r"|the (?:night|evening|morning|afternoon|day|week|month|year|summer|winter|spring|autumn|fall) of"
    r"|(?:the )?(?:very )?(?:start|beginning|middle|end|close|turn|eve) of"
    r"|(?:the )?(?:fiscal|financial)(?: year)?) |mid-)+"
)
_HEDGES = r"\b(?:about|around|almost|nearly|barely|some|roughly|not quite|over|under|more than|less than)\b"
_HEDGED = re.compile(_HEDGES)
_HEDGED_HOURS = re.compile(rf"^(?:(?:just|only|a little|slightly|well) )*{_HEDGES} (?=.*\b(?:hours?|minutes?) ago$)")


def resolve(text: str, published: str | None, tense: str = "past") -> str | None:
    """Return a date as written in ISO 8601, or None where there is no telling.

    Args:
        text: the words, with or without their preposition; tokenised text ("June 5 , 2019") will do.
        published: ISO date of the article, for what is told from it; None: only full dates resolve.
        tense: "past" or "future", the tense of the verb, for a weekday or a month without more.

    Returns: a day ``2019-06-05``, a month ``2019-06``, a year ``2019``, a week ``2019-W36``, or the first
        and last of an interval ``2019/2020``.
    """
    if len(text) > LONGEST:
        return None
    words = _bracketed(_normal(text))
    words = _HEDGED_HOURS.sub("", words)  # an hour more or less hardly moves the day
    if words.endswith(" ago") and _HEDGED.search(words):
        return None  # "almost 15 years ago" names no year
    words = _strip(words)
    if re.search(r"\d and \d|[a-z] and [a-z]+ \d{4}", words) and not words.startswith("between"):
        return None  # two dates, no stretch of time
    day = _day(published)
    for pattern, rule in RULES:
        match = pattern.fullmatch(words)
        if match is not None:
            try:
                return rule(match, day, tense)
            except (ValueError, OverflowError):  # 30 February, a year before the first
                return None
    return None


def absolute(text: str) -> str | None:
    """Return a full date as metadata write it (ISO 8601, RFC 822, "June 5, 2019", seconds since 1970), or None."""
    value = text.strip()[:LONGEST]
    match = re.match(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:$|[T\s])", value)
    match = match or re.match(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})(?:$|\s)", value)
    if match:
        return ymd(int(match[1]), int(match[2]), int(match[3]))
    if re.fullmatch(r"[0-9]{10}(?:\.[0-9]+)?|[0-9]{13}", value):
        seconds = float(value) / (1000 if len(value.split(".")[0]) == 13 else 1)
        return (date(1970, 1, 1) + timedelta(days=int(seconds // 86400))).isoformat()
    return resolve(re.sub(r"[0-9]{1,2}:[0-9]{2}.*$", "", value).strip(" ,-|"), None)


def _normal(text: str) -> str:
    """Return the words in lower case with plain quotes and dashes, spaces where print has them."""
    text = text.lower().translate(str.maketrans("’‘–—‑−\u00a0", "''---- "))
    text = " ".join(text.split())
    text = re.sub(r" (?=[,.;:)]|'s\b|'(?: |$))", "", text)
    text = re.sub(r"(?<=\() ", "", text)
    text = re.sub(r"(?<=\w)(?: -|- | - )(?=\w)", "-", text)
    text = re.sub(r"(?<!new year)(?<!valentine)'s?(?= |$)", "", text).strip(" ,;:\"'")
    text = re.sub(r"\b(?:the )?year[- ]end$", "this year", text)
    text = re.sub(r"\bthis coming\b", "next", text)
    text = re.sub(r"^(early|late|earlier|later)(?: on)? in the (week|month|year)$", r"\1 this \2", text)
    return text.removesuffix(".") if not re.search(r"\b[ap]\.m\.$", text) else text


def _bracketed(words: str) -> str:
    """Return what stands in brackets where it is a date ("monday evening (june 2)"), else the words without it."""
    match = re.search(r"\(([^)]*)\)?", words)
    if match is None:
        return words
    inside = match[1].strip()
    if re.search(rf"\b{MONTH}\b", inside) and re.search(r"\d", inside):
        return inside
    return " ".join((words[: match.start()] + words[match.end() :]).split())


def _strip(words: str) -> str:
    """Return the words without clock times, parts of the day and what leads up to a date."""
    before = None
    while before != words:
        before = words
        words = " ".join(_CLOCK.sub("", words).split()).strip(" ,")
        if not _WHOLE_NIGHT.search(words):
            words = _PART.sub("", words).strip(" ,")
        words = _LEAD.sub("", words).strip(" ,")
    return words


def _day(published: str | None) -> date | None:
    match = re.match(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", published or "")
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None

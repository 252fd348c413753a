"""Things without a name that two documents may call by equal words and yet mean different ones: "the crash", "two men"."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Nouns that mean somebody in particular, whoever it is.
_SOMEBODY = frozenset("man woman boy girl child baby infant toddler teenager couple person".split())
# Bodies that every state or town has one of, and papers that everybody writes.
_ONE_EACH = frozenset("police authority army navy military government parliament court cabinet council".split())
_PAPERS = frozenset("statement report letter document study survey memo".split())
# Events that are no single one.
_MASS = frozenset("terrorism violence unrest warfare turmoil genocide arson piracy hooliganism".split())
_EVENTS = frozenset({"Event", "Meeting", "Agreement", "Election", "Accident", "Conflict", "Competition"})
_BODIES = frozenset({"Organization", "Alliance", "PoliticalParty", "GovernmentBody"})
_COUNTED = re.compile(
    r"(?:(?:about|around|almost|nearly|over|some|at least|more than|up to|as many as|another|an?) )*"
    r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds?|thousands?|several|both|other)\b",
    re.IGNORECASE,
)
# Words with a capital only because they open a sentence: "Senior officials".
_OPENERS = frozenset(
    "senior local armed rival early top young old new former foreign federal angry fellow union government police opposition rebel state "
    "security army military masked anti more most further final first second".split()
)


_MONTHS = "january february march april may june july august september october november december".split()
_DAY = re.compile(r"\b(?:(" + "|".join(m[:3] for m in _MONTHS) + r")[a-z.]*) (\d{1,2})(?:st|nd|rd|th)?\b(?! ?\d)", re.IGNORECASE)


def event_of_day(form: str, class_: str, noun: str) -> str:
    """Return day and kind of an event that is called by its day, whatever else is said of it: "June 7 terror attacks"; "" for others."""
    day = _DAY.search(form) if class_ in _EVENTS else None
    if day is None or not re.search(rf"{re.escape(noun)}(?:e?s)?$", form, re.IGNORECASE):
        return ""
    return f"{day[1].lower()} {int(day[2])} {noun.lower()}"


def particular(form: str, class_: str, noun: str, classes: Mapping[str, str]) -> bool:
    """Do the words mean somebody or something that no other document means by them? ``classes``: those of common nouns.

    Names and dates in them tell which one ("the June 7 attacks"), and a kind is one wherever it is named ("astronaut").
    """
    if class_ == "Person":
        return noun in _SOMEBODY or any(ch.isdigit() for ch in form)
    if class_ == "Group":
        if _COUNTED.match(form):
            return True
        if form[0].isupper() and " " not in form and noun not in classes:
            return False  # "Peruvians": people of a nation
        return not _tells_which(form) and not (classes.get(noun) == "Person" and form.lower().endswith(noun))
    if _tells_which(form):
        return False
    if class_ in _EVENTS:
        return noun not in _MASS
    if class_ in _BODIES:
        return noun in _ONE_EACH or not form.lower().endswith(noun)  # "unions", but "union" is a kind
    return class_ == "CreativeWork" and noun in _PAPERS


def _tells_which(form: str) -> bool:
    """Is there a name or a number in the words?"""
    words = form.split()
    first = words[0]
    if len(words) > 1 and first[0].isupper() and first.lower() not in _OPENERS:
        return True
    return any(ch.isupper() or ch.isdigit() for ch in form[1:])

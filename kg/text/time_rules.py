"""The ways in which English writes a date, each as a pattern over plain words and what it means.

``RULES`` are asked in order, each of the whole expression; clock times, parts of the day and what
leads up to a date have been taken off before (``kg.text.time``).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
            "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}  # fmt: skip
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
_FEASTS = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "christmas eve": (12, 24), "christmas day": (12, 25),
    "christmas": (12, 25), "boxing day": (12, 26), "valentine's day": (2, 14), "halloween": (10, 31),
}  # fmt: skip

AHEAD = 31
"""A day without a year is the next one when that is at most so many days off, else the last one."""

# Pieces of the patterns, all over lower-case text with single spaces.
MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_D = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_Y = r"((?:1[0-9]|20|21)[0-9][0-9])"
_W = r"(monday|tues?(?:day)?|wed(?:nesday)?|thu(?:rs?)?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|mon(?:day)?)\.?"
_TO = r" ?(?:-|to|until|till|through|and) ?"
_LNT = r"(last|this|next|the same|that|past|coming)"

# --------------------------------------------------------------------------- the calendar


def ymd(year: int, month: int, day: int) -> str | None:
    """Return the day in ISO 8601, or None if the calendar has none such."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _ym(year: int, month: int) -> str:
    return f"{year:04}-{month:02}"


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _add_months(day: date, months: int) -> str:
    at = day.year * 12 + day.month - 1 + months
    return _ym(at // 12, at % 12 + 1)


def _weekday(name: str, day: date, tense: str) -> date:
    """Return the last such weekday up to ``day``, or the first from it on."""
    gap = (day.weekday() - _weekday_number(name)) % 7
    return day - timedelta(days=gap) if tense != "future" else day + timedelta(days=-gap % 7)


def _weekday_number(name: str) -> int:
    return _DAYS.index(name[:3])


def _near(month: int, number: int, day: date, tense: str) -> date:
    """Return the day and month in the year that fits: the last one, or one that is near at hand."""
    last = date(day.year if (month, number) <= (day.month, day.day) else day.year - 1, month, number)
    coming = date(last.year + 1, month, number)
    if last == day:
        return day
    return coming if tense == "future" or (coming - day).days <= AHEAD else last


def _near_month(month: int, day: date, tense: str) -> str:
    year = day.year if month <= day.month else day.year - 1
    if tense == "future" and month != day.month:
        year += 1
    elif month == day.month % 12 + 1:  # next month: "in July" said in June looks ahead
        year = day.year + (month == 1)
    return _ym(year, month)


def _shift(word: str) -> int:
    return {"last": -1, "past": -1, "next": 1, "coming": 1}.get(word, 0)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _full_year(start: int, end: str) -> int:
    return int(end) if len(end) == 4 else start // 10 ** len(end) * 10 ** len(end) + int(end)


def _span(first: str | None, last: str | None) -> str | None:
    if first is None or last is None:
        return None
    if first[:4] > last[:4] or (len(first) == len(last) and first > last):
        return None
    return f"{first}/{last}" if first != last else first


# --------------------------------------------------------------------------- the rules

Rule = Callable[[re.Match[str], date | None, str], str | None]
RULES: list[tuple[re.Pattern[str], Rule]] = []


def _rule(pattern: str) -> Callable[[Rule], Rule]:
    def add(rule: Rule) -> Rule:
        RULES.append((re.compile(pattern), rule))
        return rule

    return add


@_rule(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:t.*)?")
def _iso(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return ymd(int(m[1]), int(m[2]), int(m[3]))


@_rule(rf"(?:{_W},? )?(?:the )?{_D}(?: of)? {MONTH},?(?: of)? {_Y}")
def _day_month_year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return ymd(int(m[4]), _month(m[3]), int(m[2]))


@_rule(rf"(?:{_W},? )?{MONTH} (?:the )?{_D},? ?(?:of )?{_Y}")
def _month_day_year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return ymd(int(m[4]), _month(m[2]), int(m[3]))


@_rule(rf"(?:between )?{MONTH} {_D}{_TO}{_D},? {_Y}")
def _days_of_month_year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _span(ymd(int(m[4]), _month(m[1]), int(m[2])), ymd(int(m[4]), _month(m[1]), int(m[3])))


@_rule(rf"(?:between )?{_D}{_TO}{_D}(?: of)? {MONTH},? {_Y}")
def _days_month_year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _span(ymd(int(m[4]), _month(m[3]), int(m[1])), ymd(int(m[4]), _month(m[3]), int(m[2])))


@_rule(rf"(?:between )?{MONTH} {_D}(?:,? {_Y})?{_TO}{MONTH} {_D},? {_Y}")
def _day_to_day(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _span(ymd(int(m[3] or m[6]), _month(m[1]), int(m[2])), ymd(int(m[6]), _month(m[4]), int(m[5])))


@_rule(rf"(?:between )?{_D} {MONTH}(?: {_Y})?{_TO}{_D} {MONTH},? {_Y}")
def _day_to_day_uk(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _span(ymd(int(m[3] or m[6]), _month(m[2]), int(m[1])), ymd(int(m[6]), _month(m[5]), int(m[4])))


@_rule(rf"(?:between )?{MONTH} {_D}{_TO}{_D}")
def _days_of_month(m: re.Match[str], day: date | None, tense: str) -> str | None:
    if day is None:
        return None
    last = _near(_month(m[1]), int(m[3]), day, tense)
    return _span(ymd(last.year, last.month, int(m[2])), last.isoformat())


@_rule(rf"(?:mid-?|early-?|late-?)?{MONTH},?(?: of)? {_Y}")
def _month_year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _ym(int(m[2]), _month(m[1]))


@_rule(rf"(?:between )?{MONTH}(?:,? {_Y})?{_TO}{MONTH},? (?:of )?{_Y}")
def _month_to_month(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _span(_ym(int(m[2] or m[4]), _month(m[1])), _ym(int(m[4]), _month(m[3])))


@_rule(
    r"(?:mid-?|early-?|late-?)?(?:(?:the )?(?:summer|winter|spring|autumn|fall|year)(?: of)? )?"
    rf"(?:ad )?{_Y}(?: ad| ce)?"
)
def _year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return m[1]


@_rule(rf"(?:between )?{_Y}(?:{_TO}|/)(?:circa |c\. ?)?([0-9]{{4}}|[0-9][0-9])")
def _years(m: re.Match[str], day: date | None, tense: str) -> str | None:
    end = _full_year(int(m[1]), m[2])
    return _span(m[1], f"{end:04}") if end > int(m[1]) else None


@_rule(r"(?:the )?(?:early |mid-? ?|late )?(?:((?:1[0-9]|20)[0-9])0s|'?([1-9])0s)")
def _decade(m: re.Match[str], day: date | None, tense: str) -> str | None:
    start = int(m[1]) * 10 if m[1] else 1900 + int(m[2]) * 10
    return f"{start}/{start + 9}"


@_rule(r"(?:the )?(?:early |mid-? ?|late )?([0-9]{1,2})(?:st|nd|rd|th)[ -]century")
def _century(m: re.Match[str], day: date | None, tense: str) -> str | None:
    last = int(m[1]) * 100
    return f"{last - 99:04}/{last:04}" if 0 < last <= 2100 else None


@_rule(
    r"(?:the )?(first|second|third|fourth|last|1st|2nd|3rd|4th)[ -](quarter|half)(?: of)?"
    rf"(?: (?:the )?(?:fiscal )?(?:{_Y}|{_LNT} year))?"
)
def _quarter(m: re.Match[str], day: date | None, tense: str) -> str | None:
    number = _ORDINALS[m[1]]
    if m[2] == "half":
        number = 2 if m[1] == "last" else number
    months = 3 if m[2] == "quarter" else 6
    if number * months > 12 or (m[1] == "last" and not m[3] and not m[4]):
        return None
    year = int(m[3]) if m[3] else day.year + _shift(m[4] or "this") if day else None
    return None if year is None else f"{_ym(year, (number - 1) * months + 1)}/{_ym(year, number * months)}"


@_rule(rf"q([1-4])(?: of)?,? (?:fy ?)?{_Y}")
def _short_quarter(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return f"{_ym(int(m[2]), int(m[1]) * 3 - 2)}/{_ym(int(m[2]), int(m[1]) * 3)}"


@_rule(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
def _numbers(m: re.Match[str], day: date | None, tense: str) -> str | None:
    """British and American order differ: only where one number can be no month is there no doubt."""
    a, b = int(m[1]), int(m[2])
    if a == b or b > 12:
        return ymd(int(m[3]), a, b)
    return ymd(int(m[3]), b, a) if a > 12 else None


@_rule(rf"({'|'.join(_FEASTS)})(?:,? (?:of |in )?(?:{_Y}|{_LNT} year))?")
def _feast(m: re.Match[str], day: date | None, tense: str) -> str | None:
    month, number = _FEASTS[m[1]]
    if m[2]:
        return ymd(int(m[2]), month, number)
    if day is None:
        return None
    return ymd(day.year + _shift(m[3]), month, number) if m[3] else _near(month, number, day, tense).isoformat()


# From here on only with the day of publication.


@_rule(
    r"(?:earlier |later |late |early )?(today|tonight|this (?:morning|afternoon|evening|day)|yesterday|tomorrow"
    r"|last (?:night|evening)|(?:the )?day before yesterday|(?:the )?day after tomorrow)"
)
def _day_word(m: re.Match[str], day: date | None, tense: str) -> str | None:
    words = m[1].removeprefix("the ")
    gap = {"yesterday": -1, "last night": -1, "last evening": -1, "tomorrow": 1}.get(words, 0)
    gap = {"day before yesterday": -2, "day after tomorrow": 2}.get(words, gap)
    return (day + timedelta(days=gap)).isoformat() if day else None


@_rule(rf"(?:(?:this|last|next|past|coming) )?{_W}")
def _weekday_word(m: re.Match[str], day: date | None, tense: str) -> str | None:
    if day is None or m[1] in ("sun", "sat"):
        return None
    word = m[0].split(" ")[0]
    if word in ("last", "past"):
        return _weekday(m[1], day - timedelta(days=1), "past").isoformat()
    if word in ("next", "coming"):
        return _weekday(m[1], day + timedelta(days=1), "future").isoformat()
    return _weekday(m[1], day, tense).isoformat()


@_rule(rf"{_W}(?:,| and| to| through|-)? ?(?:and )?{_W}|between {_W} and {_W}|{_W}[ -]+{_W}")
def _two_weekdays(m: re.Match[str], day: date | None, tense: str) -> str | None:
    if day is None:
        return None
    first, last = (g for g in m.groups() if g)
    end = _weekday(last, day, tense)
    start = _weekday(first, end, "past")
    joined = re.search(r"\band\b", m[0]) is not None and not m[0].startswith("between")
    if joined and (end - start).days != 1:
        return None  # two days apart are no stretch of time
    return _span(start.isoformat(), end.isoformat())


@_rule(rf"{_W},?(?: of| in)? {_LNT} week|{_LNT} week(?: on)? {_W}")
def _weekday_of_week(m: re.Match[str], day: date | None, tense: str) -> str | None:
    name, which = (m[1], m[2]) if m[1] else (m[4], m[3])
    if day is None or which in ("that", "the same"):
        return None
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=_shift(which))
    return (monday + timedelta(days=_weekday_number(name))).isoformat()


@_rule(rf"(?:{_W},? )(?:the )?(?:{MONTH} {_D}|{_D}(?: of)? {MONTH})")
def _weekday_and_date(m: re.Match[str], day: date | None, tense: str) -> str | None:
    """The weekday tells the year, or that something is wrong."""
    if day is None:
        return None
    month, number = (_month(m[2]), int(m[3])) if m[2] else (_month(m[5]), int(m[4]))
    fitting = [d for y in (day.year - 1, day.year, day.year + 1) if (d := _try(y, month, number))]
    fitting = [d for d in fitting if d.weekday() == _weekday_number(m[1])]
    return min(fitting, key=lambda d: abs((d - day).days)).isoformat() if fitting else None


def _try(year: int, month: int, number: int) -> date | None:
    return date(year, month, number) if number <= monthrange(year, month)[1] and number > 0 else None


@_rule(rf"(?:{MONTH} (?:the )?{_D}|(?:the )?{_D}(?: of)? {MONTH})(?:,?(?: of)? {_LNT} year)?")
def _date_without_year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    if day is None:
        return None
    month, number = (_month(m[1]), int(m[2])) if m[1] else (_month(m[4]), int(m[3]))
    if m[5]:
        return None if m[5] in ("that", "the same") else ymd(day.year + _shift(m[5]), month, number)
    return _near(month, number, day, tense).isoformat()


@_rule(rf"(?:mid-?|early-?|late-?)?{MONTH}")
def _month_word(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _near_month(_month(m[1]), day, tense) if day else None


@_rule(rf"(?:mid-?|early |late )?{MONTH},?(?: of| in)? {_LNT} year|{_LNT} year,?(?: in)? {MONTH}")
def _month_of_year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    name, which = (m[1], m[2]) if m[1] else (m[4], m[3])
    return None if day is None or which in ("that", "the same") else _ym(day.year + _shift(which), _month(name))


@_rule(rf"(last|this|next|past|coming) {MONTH}")
def _which_month(m: re.Match[str], day: date | None, tense: str) -> str | None:
    if day is None:
        return None
    month = _month(m[2])
    if m[1] in ("last", "past"):
        return _ym(day.year if month < day.month else day.year - 1, month)
    if m[1] in ("next", "coming"):
        return _ym(day.year if month > day.month else day.year + 1, month)
    return _ym(day.year, month)


@_rule(r"(?:early |late |earlier |later |mid-?)?(?:in )?(last|this|next|the|the current) (week|month|year|weekend)")
def _which_stretch(m: re.Match[str], day: date | None, tense: str) -> str | None:
    if day is None or (m[1] == "the" and not m[0].startswith(("early", "late"))):
        return None
    shift = _shift(m[1])
    if m[2] == "year":
        return f"{day.year + shift:04}"
    if m[2] == "month":
        return _add_months(day, shift)
    if m[2] == "week":
        return _week(day + timedelta(weeks=shift))
    saturday = day - timedelta(days=day.weekday()) + timedelta(days=5)
    if shift < 0 or (shift == 0 and tense != "future" and day.weekday() < 4):
        saturday -= timedelta(weeks=1)  # told on a weekday, "this weekend" is over
    elif shift > 0:
        saturday += timedelta(weeks=1) if day.weekday() >= 5 else timedelta()
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"


@_rule(r"(last|this|next) (summer|spring|autumn|fall)")
def _season(m: re.Match[str], day: date | None, tense: str) -> str | None:
    """Seasons of the north, by year; a winter lies in two years."""
    if day is None:
        return None
    over = day.month > {"spring": 5, "summer": 8, "autumn": 11, "fall": 11}[m[2]]
    return str(day.year + {"last": 0 if over else -1, "this": 0, "next": 1 if over or m[2] == "spring" else 0}[m[1]])


@_rule(rf"([0-9]{{1,3}}|{'|'.join(_NUMBERS)}) (hour|minute|day|week|month|year)s? ago")
def _ago(m: re.Match[str], day: date | None, tense: str) -> str | None:
    if day is None:
        return None
    count = _count(m[1])
    if m[2] == "minute":
        return day.isoformat()
    if m[2] == "hour":
        return (day - timedelta(days=round(count / 24))).isoformat()
    if m[2] == "day":
        return (day - timedelta(days=count)).isoformat()
    if m[2] == "week":
        return _week(day - timedelta(weeks=count))
    return _add_months(day, -count) if m[2] == "month" else f"{day.year - count:04}"

"""Dates as written to ISO 8601: "Wednesday" and "last month" by the day the article was published.

What is no point or stretch of the calendar is None: durations, ages, quantities, repeated times
("every Friday"), and times told from another time ("the next day").
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

MONTHS = ("january", "february", "march", "april", "may", "june",
          "july", "august", "september", "october", "november", "december")  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_OF = {name[:n]: i + 1 for i, name in enumerate(MONTHS) for n in (3, len(name))} | {"sept": 9}
_DAY_OF = {name: i for i, name in enumerate(DAYS)} | {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6
}  # fmt: skip
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
_M = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_D = r"(\d{1,2})(?:st|nd|rd|th)?"
_Y = r"((?:1\d|20|21)\d\d)"
_W = r"(mondays?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs?)?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|mon(?:day)?)\.?"
_TO = r" ?(?:-|to|until|till|through|and) ?"
_LNT = r"(last|this|next|the same|that|past|coming)"

_PART = re.compile(
    r" (?:(?:in the )?(?:early |late |mid-?)?(?:morning|afternoon|evening|night|noon|midday|midnight|dawn|lunchtime|lunch)|at night"
    r"|at (?:noon|midnight|dawn|dusk)|local time|gmt|est|et|utc)$"
)
_CLOCK = re.compile(
    r"(?:^|(?<= ))(?:at |around |about |by |from |before |after )*\d{1,2}(?:[:.]\d{2})?(?::\d{2})? ?(?:[ap]\.?m\.?|gmt|utc|et|est|bst|o'clock|hours)(?: (?:gmt|utc|et|est|bst|local time))?(?=$|[ ,])"
    r"|(?:^|(?<= ))(?:at |around |about |by )?\d{1,2}:\d{2}(?:[:.]\d{2})?(?: (?:gmt|utc|et|est|bst|local time))?(?=$|[ ,])"
)
_LEAD = re.compile(
    r"^(?:(?:on|in|at|during|by|since|until|till|through|from|of|for|as of|as early as|as late as|as recently as|only|just"
    r"|around|about|circa|c\.|ca\.|some time|sometime|back|back in|again|the (?:night|evening|morning|afternoon|day|week|month|year) of"
    r"|early|late|later|earlier|mid|mid-|middle|the (?:start|beginning|middle|end|close|turn|eve|summer|winter|spring|autumn|fall|month|year) of"
    r"|end of|start of|beginning of|middle of|early in|late in|later in|earlier in|earlier on|later on|the early|the late|the mid|the mid-"
    r"|towards?|fiscal year|fiscal|financial year|the fiscal year|both|exactly|precisely)(?: |(?<=-)))+"
)
_NEVER = re.compile(
    r"\b(?:every|each|anniversary|annual(?:ly)?|daily|weekly|monthly|yearly|before|after|prior|following|previous|preceding|ensuing"
    r"|birthday|old|aged?|per|another|other|the next|the day|more than|less than|at least|up to|almost|nearly|over the|the past"
    r"|the last|recent|coming|coming|within|several|many|some|few|couple|bc|bce|b\.c\.?|or|times?|half a|decades?|since then|then)\b"
)


def resolve(text: str, published: str | None, tense: str = "past") -> str | None:
    """Return a date as written in ISO 8601, or None where there is no telling.

    Args:
        text: the words, with or without their preposition; tokenised text ("June 5 , 2019") will do.
        published: ISO date of the article, for what is told from it; None: only full dates resolve.
        tense: "past" or "future", the tense of the verb, for a weekday or a month without more.

    Returns: a day ``2019-06-05``, a month ``2019-06``, a year ``2019``, a week ``2019-W36``, or the first
        and last of an interval ``2019/2020``.
    """
    words = _normal(text)
    if not words or len(words) > 80:
        return None
    day = _iso_day(published)
    words = _bracketed(words)
    return _resolve(words, day, tense)


def absolute(text: str) -> str | None:
    """Return a full date as metadata write it (ISO 8601, RFC 822, "June 5, 2019", seconds since 1970), or None."""
    value = text.strip()
    match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?:$|[T\s])", value) or re.match(r"(\d{4})/(\d{1,2})/(\d{1,2})(?:$|\s)", value)
    if match:
        return _ymd(int(match[1]), int(match[2]), int(match[3]))
    if re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{13}", value):
        seconds = float(value) if len(value.split(".")[0]) < 13 else float(value) / 1000
        return (date(1970, 1, 1) + timedelta(days=int(seconds // 86400))).isoformat()
    value = re.sub(r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[AaPp]\.?[Mm]\.?)?.*$", "", value).strip(" ,-|")
    return resolve(value, None)


def _normal(text: str) -> str:
    """Return the words in lower case with plain quotes and dashes, spaces where print has them."""
    text = text.lower().translate(str.maketrans("’‘–—‑−\u00a0", "''----" + " "))
    text = " ".join(text.split())
    text = re.sub(r" (?=[,.;:)]|'s?\b)", "", text)
    text = re.sub(r"(?<=\() ", "", text)
    text = re.sub(r"(?<=\w)(?: -|- | - )(?=\w)", "-", text)
    text = re.sub(r"'s?(?= |$)(?<!new year's)(?<!valentine's)", "", text).strip(" ,;:\"'")
    text = re.sub(r"\.$", "", text) if not re.search(r"\b[ap]\.m\.$", text) else text
    return text.strip()


def _bracketed(words: str) -> str:
    """Return what stands in brackets where it is a date ("sunday night (march 4)"), else the words without it."""
    match = re.search(r"\(([^)]*)\)?", words)
    if match is None:
        return words
    inside = match[1].strip()
    if re.search(rf"\b{_M}", inside) and re.search(r"\d", inside):
        return inside
    return " ".join((words[: match.start()] + words[match.end() :]).split())


def _resolve(words: str, day: date | None, tense: str) -> str | None:
    words = _strip(words)
    for pattern, rule in _RULES:
        match = pattern.fullmatch(words)
        if match is not None:
            try:
                return rule(match, day, tense)
            except (ValueError, OverflowError):  # 30 February, the year 0
                return None
    return None


def _strip(words: str) -> str:
    """Return the words without clock times, parts of the day and what leads up to a date."""
    before = None
    while before != words:
        before = words
        words = _CLOCK.sub("", words).strip(" ,")
        words = re.sub(r"^(?:on|in|at|of|,) (?=on |in |at |of )", "", " ".join(words.split()))
        if not _LAST_NIGHT.fullmatch(words):
            words = _PART.sub("", words).strip(" ,")
        shorter = _LEAD.sub("", words).strip(" ,")
        # "between … and …" keeps its first word; "in 2 weeks" is no date
        words = shorter if not re.fullmatch(r"in (?:\w+ )+(?:days?|weeks?|months?|years?)", words) else words
    return words


_LAST_NIGHT = re.compile(r"(?:last|this|yesterday|tomorrow) ?(?:morning|afternoon|evening|night)?")


# --------------------------------------------------------------------------- the calendar


def _iso_day(published: str | None) -> date | None:
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})", published or "")
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _ymd(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    return _MONTH_OF[name[:3] if name[:3] != "sep" else "sep"]


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
    return _DAY_OF.get(name, _DAY_OF[name[:3]])


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
_RULES: list[tuple[re.Pattern[str], Rule]] = []


def _rule(pattern: str) -> Callable[[Rule], Rule]:
    def add(rule: Rule) -> Rule:
        _RULES.append((re.compile(pattern), rule))
        return rule

    return add


@_rule(r"(\d{4})-(\d{2})-(\d{2})(?:t.*)?")
def _iso(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _ymd(int(m[1]), int(m[2]), int(m[3]))


@_rule(rf"(?:{_W},? )?(?:the )?{_D}(?: of)? {_M},?(?: of)? {_Y}")
def _day_month_year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _ymd(int(m[4]), _month(m[3]), int(m[2]))


@_rule(rf"(?:{_W},? )?{_M} (?:the )?{_D},? ?(?:of )?{_Y}")
def _month_day_year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _ymd(int(m[4]), _month(m[2]), int(m[3]))


@_rule(rf"(?:between )?{_M} {_D}{_TO}{_D},? {_Y}")
def _days_of_month_year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _span(_ymd(int(m[4]), _month(m[1]), int(m[2])), _ymd(int(m[4]), _month(m[1]), int(m[3])))


@_rule(rf"(?:between )?{_D}{_TO}{_D}(?: of)? {_M},? {_Y}")
def _days_month_year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _span(_ymd(int(m[4]), _month(m[3]), int(m[1])), _ymd(int(m[4]), _month(m[3]), int(m[2])))


@_rule(rf"(?:between )?{_M} {_D}(?:,? {_Y})?{_TO}{_M} {_D},? {_Y}")
def _day_to_day(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _span(_ymd(int(m[3] or m[6]), _month(m[1]), int(m[2])), _ymd(int(m[6]), _month(m[4]), int(m[5])))


@_rule(rf"(?:between )?{_D} {_M}(?: {_Y})?{_TO}{_D} {_M},? {_Y}")
def _day_to_day_uk(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _span(_ymd(int(m[3] or m[6]), _month(m[2]), int(m[1])), _ymd(int(m[6]), _month(m[5]), int(m[4])))


@_rule(rf"(?:between )?{_M} {_D}{_TO}{_D}")
def _days_of_month(m: re.Match[str], day: date | None, tense: str) -> str | None:
    if day is None:
        return None
    last = _near(_month(m[1]), int(m[3]), day, tense)
    return _span(_ymd(last.year, last.month, int(m[2])), last.isoformat())


@_rule(rf"(?:mid-?|early-?|late-?)?{_M},?(?: of)? {_Y}")
def _month_year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _ym(int(m[2]), _month(m[1]))


@_rule(rf"(?:between )?{_M}(?:,? {_Y})?{_TO}{_M},? (?:of )?{_Y}")
def _month_to_month(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _span(_ym(int(m[2] or m[4]), _month(m[1])), _ym(int(m[4]), _month(m[3])))


@_rule(rf"(?:mid-?|early-?|late-?)?(?:(?:the )?(?:summer|winter|spring|autumn|fall|year)(?: of)? )?(?:ad )?{_Y}(?: ad| ce)?")
def _year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return m[1]


@_rule(rf"(?:between )?{_Y}(?:{_TO}|/)(?:circa |c\. ?)?(\d{{4}}|\d\d)")
def _years(m: re.Match[str], day: date | None, tense: str) -> str | None:
    end = _full_year(int(m[1]), m[2])
    return _span(m[1], f"{end:04}") if end > int(m[1]) else None


@_rule(r"(?:the )?(?:early |mid-? ?|late )?(?:((?:1\d|20)\d)0s|'?([1-9])0s)")
def _decade(m: re.Match[str], day: date | None, tense: str) -> str | None:
    start = int(m[1]) * 10 if m[1] else 1900 + int(m[2]) * 10
    return f"{start}/{start + 9}"


@_rule(r"(?:the )?(?:early |mid-? ?|late )?(\d{1,2})(?:st|nd|rd|th)[ -]century")
def _century(m: re.Match[str], day: date | None, tense: str) -> str | None:
    last = int(m[1]) * 100
    return f"{last - 99:04}/{last:04}" if 0 < last <= 2100 else None


@_rule(rf"(?:the )?(first|second|third|fourth|last|1st|2nd|3rd|4th)[ -](quarter|half)(?: of)?(?: (?:the )?(?:fiscal )?(?:{_Y}|{_LNT} year))?")
def _quarter(m: re.Match[str], day: date | None, tense: str) -> str | None:
    number = _ORDINALS[m[1]]
    if m[2] == "half":
        number = 2 if m[1] == "last" else number
    months = 3 if m[2] == "quarter" else 6
    if number * months > 12 or (m[1] == "last" and not m[3] and not m[4]):
        return None
    year = int(m[3]) if m[3] else day.year + _shift(m[4] or "this") if day else None
    return None if year is None else f"{_ym(year, number * months - months + 1)}/{_ym(year, number * months)}"


@_rule(rf"q([1-4])(?: of)?,? (?:fy ?)?{_Y}")
def _short_quarter(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return f"{_ym(int(m[2]), int(m[1]) * 3 - 2)}/{_ym(int(m[2]), int(m[1]) * 3)}"


@_rule(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
def _numbers(m: re.Match[str], day: date | None, tense: str) -> str | None:
    """British and American order differ: only where one number can be no month is there no doubt."""
    a, b = int(m[1]), int(m[2])
    if a == b or b > 12:
        return _ymd(int(m[3]), a, b)
    return _ymd(int(m[3]), b, a) if a > 12 else None


@_rule(rf"({'|'.join(_FEASTS)})(?:,? (?:of |in )?(?:{_Y}|{_LNT} year))?")
def _feast(m: re.Match[str], day: date | None, tense: str) -> str | None:
    month, number = _FEASTS[m[1]]
    if m[2]:
        return _ymd(int(m[2]), month, number)
    if day is None:
        return None
    return _ymd(day.year + _shift(m[3]), month, number) if m[3] else _near(month, number, day, tense).isoformat()


# From here on only with the day of publication.


@_rule(r"(?:earlier |later |late |early )?(today|tonight|this (?:morning|afternoon|evening|day)|yesterday|tomorrow|last (?:night|evening)"
       r"|(?:the )?day before yesterday|(?:the )?day after tomorrow)")  # fmt: skip
def _day_word(m: re.Match[str], day: date | None, tense: str) -> str | None:
    words = m[1].removeprefix("the ")
    gap = {"yesterday": -1, "last night": -1, "last evening": -1, "tomorrow": 1}.get(words, 0)
    gap = {"day before yesterday": -2, "day after tomorrow": 2}.get(words, gap)
    return (day + timedelta(days=gap)).isoformat() if day else None


@_rule(rf"(?:(?:this|last|next|past|coming) )?{_W}")
def _weekday_word(m: re.Match[str], day: date | None, tense: str) -> str | None:
    if day is None or m[1] == "mondays" or m[1] == "sun" or m[1] == "sat":
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


@_rule(rf"(?:{_W},? )(?:the )?(?:{_M} {_D}|{_D}(?: of)? {_M})")
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


@_rule(rf"(?:{_M} (?:the )?{_D}|(?:the )?{_D}(?: of)? {_M})(?:,?(?: of)? {_LNT} year)?")
def _date_without_year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    if day is None:
        return None
    month, number = (_month(m[1]), int(m[2])) if m[1] else (_month(m[4]), int(m[3]))
    if m[5]:
        return None if m[5] in ("that", "the same") else _ymd(day.year + _shift(m[5]), month, number)
    return _near(month, number, day, tense).isoformat()


@_rule(rf"(?:mid-?|early-?|late-?)?{_M}")
def _month_word(m: re.Match[str], day: date | None, tense: str) -> str | None:
    return _near_month(_month(m[1]), day, tense) if day else None


@_rule(rf"(?:mid-?|early |late )?{_M},?(?: of| in)? {_LNT} year|{_LNT} year,?(?: in)? {_M}")
def _month_of_year(m: re.Match[str], day: date | None, tense: str) -> str | None:
    name, which = (m[1], m[2]) if m[1] else (m[4], m[3])
    return None if day is None or which in ("that", "the same") else _ym(day.year + _shift(which), _month(name))


@_rule(rf"(last|this|next|past|coming) {_M}")
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


@_rule(r"(a|an|\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (hour|minute|day|week|month|year)s? (ago|earlier today)")
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

"""Amounts as written to a number and its unit: "$850 million" is 850000000 USD, "over 700 hikers" 700 hikers.

The bound is not kept ("over", "at least", "nearly" say how sure the number is, not which one).
Ranges, fractions of something else and vague amounts ("hundreds of people") are None.
"""

from __future__ import annotations

import re
from decimal import Decimal

LONGEST = 100

CURRENCIES = {
    sign: code
    for code, signs in {
        "USD": "$ us$", "AUD": "a$ au$", "CAD": "c$ ca$", "NZD": "nz$", "HKD": "hk$", "SGD": "s$",
        "TWD": "nt$", "BRL": "r$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "rmb", "INR": "₹ rs rs.",
        "RUB": "₽", "KRW": "₩", "TRY": "₺", "ILS": "₪",
        "CHF": "", "SEK": "", "NOK": "", "DKK": "", "ZAR": "", "MXN": "",
    }.items()
    for sign in [*signs.split(), code.lower()]
}  # fmt: skip
"""Signs and codes before or after a number to ISO 4217. A bare dollar sign is read as the American one."""

_MONEY_WORDS = {
    name: code
    for code, names in {
        "USD": "dollars,dollar,us dollars,u.s. dollars,american dollars", "AUD": "australian dollars",
        "CAD": "canadian dollars", "EUR": "euros,euro", "GBP": "pounds sterling,british pounds", "JPY": "yen",
        "CNY": "yuan,renminbi", "INR": "rupees,indian rupees",
        "RUB": "roubles,rubles", "CHF": "swiss francs", "KRW": "won",
    }.items()
    for name in names.split(",")
}  # fmt: skip

_SCALES = {
    "hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "mln": 10**6, "mn": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "trn": 10**12, "tn": 10**12,
    "lakh": 10**5, "crore": 10**7, "dozen": 12,
}  # fmt: skip
_SHORT = frozenset({"k", "m", "b", "mn", "bn", "tn", "mln", "trn"})  # a scale only beside a currency: "5 m" is a length
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_ONES = {word: number for number, word in enumerate(f"{_SMALL} {_TEENS}".split())}
_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}

_SPELT = re.compile(rf"(?:{'|'.join([*_ONES, *_TENS])})\b")

_UNITS = {
    name: unit
    for unit, names in {
        "%": "%,percent,per cent,pct",
        "percentage points": "percentage points",
        "km": "km,kilometres,kilometers,kilometre,kilometer",
        "km/h": "km/h,kmh,kph,kilometres per hour,kilometers per hour",
        "mph": "mph,miles per hour",
        "m": "m,metres,meters,metre,meter",
        "cm": "cm",
        "mm": "mm",
        "kg": "kg,kilograms,kilogrammes,kilos",
    }.items()
    for name in names.split(",")
}

_LEAD = re.compile(
    r"^(?:(?:over|more than|at least|at most|up to|as (?:many|much|few|little|high|low) as|nearly|almost|about|around"
    r"|some|roughly|approximately|an estimated|estimated|less than|fewer than|under|above|below|only|just|exactly"
    r"|close to|the|a total of"
    r"|no (?:more|fewer|less) than|well over|a record|another|all|these|those|its|their|his|her|our) )+"
)
_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![0-9,]*[0-9])")
_SIGN = re.compile(
    r"^((?:us|au?|ca?|nz|hk|s|nt|r)?\$|[€£¥₹₽₩₺₪]|(?:usd|eur|gbp|aud|cad|inr|rs\.?|chf|jpy|cny|rmb|rub)(?= ?[0-9])) ?"
)


_NO_AMOUNT = re.compile(r" ?[-–—/:] ?[0-9]|(?:st|nd|rd|th|s)\b| ?-? ?fold\b| to [0-9]| or [0-9]| and [0-9]|[.:][0-9]")
"""After a number: a range, an ordinal, a decade, a clock time, "-fold"."""


def quantity(text: str) -> tuple[int | Decimal, str] | None:
    """Return the value and its unit: an ISO 4217 code, "%", a measure, or the counted noun as written ("" for none).

    A whole number is an int. None for a range, a fraction, a date or anything without a number.
    """
    if len(text) > LONGEST:
        return None
    words = " ".join(text.replace("\u00a0", " ").split())
    words = re.sub(r"(?<=[$€£¥₹]) (?=[0-9])|(?<=[A-Z]) (?=\$)| (?=%)|(?<=km) (?=/)|(?<=/) (?=h$)", "", words)
    low = words.lower()
    lead = _LEAD.match(low)
    if lead:
        words, low = words[lead.end() :], low[lead.end() :]
    sign = _SIGN.match(low)
    currency = CURRENCIES[sign[1]] if sign else None
    if sign:
        words = words[sign.end() :]
    found = _digits(words, currency is not None) or (_spelled(words) if currency is None else None)
    if found is None:
        return None
    value, rest = found
    if currency is not None:
        return (value, currency) if not rest or not rest[0].isdigit() else None
    unit = _unit(rest)
    return None if unit is None else (value, unit)


def _digits(words: str, money: bool) -> tuple[int | Decimal, str] | None:
    match = _NUMBER.match(words)
    if match is None:
        return None
    value = Decimal(match[0].replace(",", ""))
    rest = words[match.end() :]
    if _NO_AMOUNT.match(rest):
        return None
    rest = re.sub(r"^-(?=[a-z])", " ", rest)
    scale = re.match(r" ?([a-zA-Z]+)\b", rest)
    if scale and scale[1].lower() in _SCALES and (money or scale[1].lower() not in _SHORT):
        value *= _SCALES[scale[1].lower()]
        rest = re.sub(r"^-(?=[a-z])", " ", rest[scale.end() :])
    elif rest and rest[0].isalnum() and not re.match(r"(?:km|kg|cm|mm|m|mph|kph)\b", rest):
        return None  # "5G", "3rd"
    return _whole(value), rest.strip()


def _spelled(words: str) -> tuple[int | Decimal, str] | None:
    """Read a number in words: "twenty-five soldiers", "two dozen boats", "half a million people"."""
    low = words.lower()
    half = re.match(r"half a (million|billion|dozen)\b", low)
    if half:
        return _whole(Decimal(_SCALES[half[1]]) / 2), words[half.end() :].strip()
    total = current = 0
    seen = False
    at = 0
    for match in re.finditer(r"([a-z]+)(?:[ -]|$)", low):
        if match.start() != at:
            break
        word = match[1]
        if word in _ONES:
            current += _ONES[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word in ("a", "an") and not seen and re.match(r"an? (?:hundred|thousand|million|billion|dozen)\b", low):
            current = 1
        elif word == "and" and current >= 100 and _SPELT.match(low[match.end() :]):
            pass
        elif seen and word in _SCALES and word not in _SHORT:
            if word == "hundred":
                current *= 100
            else:
                total, current = total + current * _SCALES[word], 0
        else:
            break
        seen, at = True, match.end()
    if not seen or re.match(r"(?:of|or|to|in|and|third|half|quarter|fifth|tenth)s?\b", low[at:].lstrip()):
        return None
    return total + current, words[at:].strip()


def _unit(rest: str) -> str | None:
    rest = rest.strip(" .,;")
    low = rest.lower()
    if low in CURRENCIES or low in _MONEY_WORDS:
        return CURRENCIES.get(low) or _MONEY_WORDS[low]
    if low in _UNITS:
        return _UNITS[low]
    if re.match(r"(?:per ?cent|%)(?: of\b.*)?$", low):
        return "%"
    if re.match(r"(?:of|or|and|to|in|ago|years? ago|a\.?m|p\.?m)\b", low) or any(c.isdigit() for c in low):
        return None
    return rest


def _whole(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value.normalize()

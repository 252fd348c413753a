"""Dates as written, told on Wednesday 4 September 2019 unless a case says otherwise."""

from __future__ import annotations

import pytest

from kg.text.time import absolute, resolve

TOLD = "2019-09-04"

FULL = """
June 05, 2019 | 2019-06-05
June 05 , 2019 | 2019-06-05
June 5th, 2019 | 2019-06-05
on June 5, 2019 | 2019-06-05
the 5th of June 2019 | 2019-06-05
5 June 2019 | 2019-06-05
5 Jun 2019 | 2019-06-05
Jun. 5, 2019 | 2019-06-05
Sept. 11, 2001 | 2001-09-11
Wednesday, June 5, 2019 | 2019-06-05
Wednesday 5 June 2019 | 2019-06-05
as of May 9, 2014 | 2014-05-09
the night of June 5, 2019 | 2019-06-05
10:30 a.m. on June 5, 2019 | 2019-06-05
June 5, 2019, at 2 p.m. | 2019-06-05
2019-06-05 | 2019-06-05
2019-06-05T10:00:00Z | 2019-06-05
25/12/2018 | 2018-12-25
12/25/2018 | 2018-12-25
7/7/2005 | 2005-07-07
05/06/2019 | None
February 30, 2019 | None
January 8, 1880 | 1880-01-08
June 2019 | 2019-06
June of 2019 | 2019-06
in early June 2019 | 2019-06
mid-June 2019 | 2019-06
late May, 1998 | 1998-05
the end of March 2020 | 2020-03
August 1799 | 1799-08
2019 | 2019
in 2019 | 2019
by 2024 | 2024
since 2012 | 2012
until 1805 | 1805
the year 2019 | 2019
early 2019 | 2019
mid-2019 | 2019
the end of 2019 | 2019
the summer of 2019 | 2019
fiscal 2019 | 2019
c. 1818 | 1818
circa 1880 | 1880
around 1880 | 1880
AD 1066 | 1066
2019-2020 | 2019/2020
2019–20 | 2019/2020
1871 – 72 | 1871/1872
from 2012 to 2015 | 2012/2015
between 2012 and 2015 | 2012/2015
2015-2012 | None
2012 and 2015 | None
the 1990s | 1990/1999
the early 1990s | 1990/1999
1920s | 1920/1929
the '60s | 1960/1969
the 19th century | 1801/1900
early 20th century | 1901/2000
June 5-7, 2019 | 2019-06-05/2019-06-07
June 5 to 7, 2019 | 2019-06-05/2019-06-07
5-7 June 2019 | 2019-06-05/2019-06-07
June 5 - July 2, 2019 | 2019-06-05/2019-07-02
28 February to 3 March 2019 | 2019-02-28/2019-03-03
between March and May 2019 | 2019-03/2019-05
March to May 2019 | 2019-03/2019-05
November 2018 to January 2019 | 2018-11/2019-01
the first quarter of 2019 | 2019-01/2019-03
Q3 2019 | 2019-07/2019-09
the second half of 2019 | 2019-07/2019-12
the first half of 2018 | 2018-01/2018-06
Christmas Day 2019 | 2019-12-25
New Year's Eve, 2018 | 2018-12-31
"""

TOLD_FROM = """
today | 2019-09-04
today 's | 2019-09-04
tonight | 2019-09-04
this morning | 2019-09-04
earlier today | 2019-09-04
yesterday | 2019-09-03
yesterday afternoon | 2019-09-03
late yesterday | 2019-09-03
last night | 2019-09-03
late last night | 2019-09-03
the day before yesterday | 2019-09-02
tomorrow | 2019-09-05
tomorrow morning | 2019-09-05
Wednesday | 2019-09-04
on Wednesday | 2019-09-04
Monday | 2019-09-02
Friday | 2019-08-30
Saturday Night | 2019-08-31
Monday morning | 2019-09-02
early Tuesday | 2019-09-03
late on Friday | 2019-08-30
Monday 's | 2019-09-02
10 a.m. Wednesday | 2019-09-04
around 2 p.m. on Friday | 2019-08-30
Friday at 10:30 | 2019-08-30
Monday evening (June 3) | 2019-06-03
last Wednesday | 2019-08-28
last Friday | 2019-08-30
next Friday | 2019-09-06
this Friday | 2019-08-30
this coming Friday | 2019-09-06
Monday and Tuesday | 2019-09-02/2019-09-03
Friday to Sunday | 2019-08-30/2019-09-01
between Friday and Sunday | 2019-08-30/2019-09-01
Monday and Friday | None
Friday last week | 2019-08-30
Tuesday of last week | 2019-08-27
last week Tuesday | 2019-08-27
this week | 2019-W36
last week | 2019-W35
next week | 2019-W37
earlier this week | 2019-W36
last weekend | 2019-08-31/2019-09-01
this weekend | 2019-08-31/2019-09-01
this month | 2019-09
earlier this month | 2019-09
last month | 2019-08
next month | 2019-10
this year | 2019
Last Year | 2018
next year | 2020
late last year | 2018
in early last year | 2018
earlier this year | 2019
Later in the year | 2019
later in the year | 2019
the end of this year | 2019
by the end of this year | 2019
early next year | 2020
June | 2019-06
in June | 2019-06
June 's | 2019-06
mid - June | 2019-06
late May | 2019-05
May | 2019-05
September | 2019-09
October | 2019-10
December | 2018-12
last June | 2019-06
last October | 2018-10
next June | 2020-06
this June | 2019-06
June last year | 2018-06
June of last year | 2018-06
March this year | 2019-03
March 4 | 2019-03-04
4 March | 2019-03-04
the 4th of March | 2019-03-04
September 4 | 2019-09-04
September 20 | 2019-09-20
December 20 | 2018-12-20
April 17 this year | 2019-04-17
April 17 last year | 2018-04-17
Wednesday, June 5 | 2019-06-05
Wednesday 5 June | 2019-06-05
Tuesday, June 5 | 2018-06-05
June 5-7 | 2019-06-05/2019-06-07
last summer | 2019
this spring | 2019
by the end of the day Saturday | 2019-08-31
by year end | 2019
last autumn | 2018
the third quarter of last year | 2018-07/2018-09
the second quarter | 2019-04/2019-06
Christmas | 2018-12-25
Christmas last year | 2018-12-25
two days ago | 2019-09-02
three weeks ago | 2019-W33
a month ago | 2019-08
ten years ago | 2009
a year ago | 2018
24 hours ago | 2019-09-03
just under 24 hours ago | 2019-09-03
just over 24 hours ago | 2019-09-03
barely 24 hours ago | 2019-09-03
less than 48 hours ago | 2019-09-02
a little more than an hour ago | 2019-09-04
just over ten years ago | None
barely two weeks ago | None
not quite a year ago | None
an hour ago | 2019-09-04
"""

NEITHER = """
the 70th anniversary
22 years
five years
over five years
19
19 years old
10-year-old
the age of 34
24 hours
100 days
a day
every Friday
Fridays
weekly
annual
Monday to Friday every week
the past three decades
the last two years
recent weeks
the coming years
several weeks ago
a few days ago
almost 15 years ago
about ten years ago
within two years
in three years
the next day
the following autumn
the previous year
the same day
that year
a day earlier
before 2012
after June 5, 2019
44 BC
now
8000
2,019
$2019
the fifth day
two years later
one month after the vote
10:30
noon

the
of
"""

ELSEWHERE = [
    ("Wednesday", "2008-01-20", "past", "2008-01-16"),
    ("Friday", "2011-03-08", "past", "2011-03-04"),
    ("yesterday", "2015-09-12", "past", "2015-09-11"),
    ("yesterday", "2020-03-01", "past", "2020-02-29"),
    ("April 17", "2007-04-05", "past", "2007-04-17"),
    ("December", "2019-01-10", "past", "2018-12"),
    ("January", "2018-12-20", "past", "2019-01"),
    ("January 3", "2018-12-20", "past", "2019-01-03"),
    ("last month", "2019-01-10", "past", "2018-12"),
    ("last week", "2019-01-02", "past", "2018-W52"),
    ("this weekend", "2016-09-10", "past", "2016-09-10/2016-09-11"),
    ("this weekend", "2016-09-07", "future", "2016-09-10/2016-09-11"),
    ("next weekend", "2016-09-07", "past", "2016-09-10/2016-09-11"),
    ("Friday", "2019-09-04", "future", "2019-09-06"),
    ("Wednesday", "2019-09-04", "future", "2019-09-04"),
    ("June", "2019-09-04", "future", "2020-06"),
    ("June 5", "2019-09-04", "future", "2020-06-05"),
    ("February 29", "2019-09-04", "past", None),
    ("Monday", "no date", "past", None),
    ("June 5, 2019", "no date", "past", "2019-06-05"),
]


def cases(table: str) -> list[tuple[str, str | None]]:
    rows = [line.rsplit(" | ", 1) for line in table.strip().splitlines()]
    return [(text, None if iso == "None" else iso) for text, iso in rows]


@pytest.mark.parametrize(("text", "iso"), cases(FULL))
@pytest.mark.parametrize("published", [None, TOLD])
def test_a_full_date_resolves_whenever_it_was_told(text: str, iso: str | None, published: str | None) -> None:
    assert resolve(text, published) == iso


@pytest.mark.parametrize(("text", "iso"), cases(TOLD_FROM))
def test_a_date_told_from_the_day_resolves_by_the_day_of_publication(text: str, iso: str | None) -> None:
    assert resolve(text, TOLD) == iso


@pytest.mark.parametrize("text", [text for text, _ in cases(TOLD_FROM)])
def test_a_date_told_from_the_day_does_not_resolve_without_one(text: str) -> None:
    assert resolve(text, None) is None


@pytest.mark.parametrize("text", NEITHER.split("\n")[1:-1])
def test_durations_ages_repeated_and_told_on_times_do_not_resolve(text: str) -> None:
    assert resolve(text, TOLD) is None


@pytest.mark.parametrize(("text", "published", "tense", "iso"), ELSEWHERE)
def test_the_turn_of_week_and_year_and_the_tense_are_minded(
    text: str, published: str, tense: str, iso: str | None
) -> None:
    assert resolve(text, published, tense) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2019-06-05", "2019-06-05"),
        ("2019-06-05T10:00:00+02:00", "2019-06-05"),
        ("20190605", "2019-06-05"),
        ("2019/6/5", "2019-06-05"),
        ("Wed, 05 Jun 2019 10:00:00 GMT", "2019-06-05"),
        ("June 5, 2019 10:30 AM", "2019-06-05"),
        ("5 June 2019", "2019-06-05"),
        ("1559692800", "2019-06-05"),
        ("1559692800000", "2019-06-05"),
        ("2019-13-05", None),
        ("soon", None),
        ("Wednesday", None),
        ("", None),
    ],
)
def test_a_date_of_metadata_is_read(text: str, iso: str | None) -> None:
    assert absolute(text) == iso

"""Amounts as written, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.quantity import quantity

AMOUNTS = """
$850 million | 850000000 | USD
US$20,000 | 20000 | USD
US$ 20,000 | 20000 | USD
$ 3.5 billion | 3500000000 | USD
$1.2bn | 1200000000 | USD
£2m | 2000000 | GBP
€3.5bn | 3500000000 | EUR
over £40 | 40 | GBP
A$99.95 | 99.95 | AUD
850 million dollars | 850000000 | USD
20,000 euros | 20000 | EUR
Rs 5 crore | 50000000 | INR
5 million yuan | 5000000 | CNY
a $40-million deal | None |
56 percent | 56 | %
39 per cent | 39 | %
10% | 10 | %
10 % | 10 | %
0.5% | 0.5 | %
35 percent of the harvest | 35 | %
over 700 hikers | 700 | hikers
700 asylum papers | 700 | asylum papers
some 12,000 | 12000 |
at least 260 | 260 |
400 people | 400 | people
150 | 150 |
nearly 8000 boats | 8000 | boats
an estimated 1.5 million tonnes | 1500000 | tonnes
200 km/h | 200 | km/h
200 km / h | 200 | km/h
15 metres | 15 | m
15m | 15 | m
12 km | 12 | km
three people | 3 | people
twenty-five soldiers | 25 | soldiers
two dozen boats | 24 | boats
a dozen | 12 |
a hundred and five steps | 105 | steps
two hundred thousand homes | 200000 | homes
half a million people | 500000 | people
hundreds of people | None |
a third | None |
18-fold | None |
18 - fold | None |
as low as US$ 4 billion | 4000000000 | USD
one in ten | None |
two thirds | None |
10-20 people | None |
10 to 20 people | None |
between 10 and 20 | None |
22nd | None |
5G | None |
the 1990s | None |
10:30 | None |
a few | None |
many boats | None |
people | None |
$ | None |
3 of them | None |
"""


def rows() -> list[tuple[str, str, str]]:
    cells = [[c.strip() for c in line.split("|")] for line in AMOUNTS.strip().splitlines()]
    return [(text, value, unit) for text, value, unit in cells]


@pytest.mark.parametrize(("text", "value", "unit"), rows())
def test_an_amount_is_a_number_and_its_unit(text: str, value: str, unit: str) -> None:
    assert quantity(text) == (None if value == "None" else (Decimal(value), unit))


def test_a_whole_amount_is_an_int() -> None:
    found = quantity("$1.5 million")
    assert found is not None
    assert isinstance(found[0], int)


@given(st.text(alphabet="0123456789.,-$%€ abkmnt", max_size=30) | st.text(max_size=30))
def test_any_text_is_an_amount_or_none(text: str) -> None:
    found = quantity(text)
    assert found is None or (isinstance(found[0], int | Decimal) and isinstance(found[1], str))

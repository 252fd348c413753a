"""Sentences get their numbers in the order in which they come, whatever their places are."""

from __future__ import annotations

import random

from kg.render.rows import Spots


def test_equal_sentences_have_one_number_and_new_ones_the_next() -> None:
    chance, spots, known = random.Random(2), Spots(), {}
    for _ in range(20_000):
        spot = chance.randrange(-3, 40), chance.randrange(60), chance.choice((1, 7, 2**33))
        assert spots(*spot) == known.setdefault(spot, len(known) + 1)
    assert len(known) > 4096  # the table grew

"""Values come off a shelf as they were put there, however large they are and however many are put together."""

from __future__ import annotations

import random

from kg.shelf import Shelf


def test_large_values_are_cut_into_chunks_that_can_be_held() -> None:
    chance = random.Random(5)
    values = ["x" * chance.choice((1, 50, 40_000, 900_000)) + str(i) for i in range(150)]
    shelf: Shelf[str] = Shelf(str)
    shelf.put_all(values)
    assert list(shelf) == values
    assert [shelf[i] for i in (0, 77, -1)] == [values[i] for i in (0, 77, -1)]
    assert list(shelf.where(lambda v: len(v) < 100)) == [v for v in values if len(v) < 100]
    assert max(len(chunk) for chunk in shelf.chunks() if any(len(v) > 300_000 for v in chunk)) == 1

"""What is made anew is what it was."""

from __future__ import annotations

from kg import memory
from kg.model import Entity, Join


def test_what_is_made_anew_is_equal_and_shares_nothing() -> None:
    made = (Entity("acme", "Acme", "Organization", ("ACME",), (), (Join("ACME", "Acme", "case"),)), {"a": [1]})
    anew = memory.compacted(lambda: made)
    assert anew == made
    assert anew[0] is not made[0]
    assert anew[1]["a"] is not made[1]["a"]

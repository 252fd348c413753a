"""A long run leaves Python's memory as it was, and makes the values that a plain constructor makes."""

from __future__ import annotations

import gc
import weakref
from dataclasses import FrozenInstanceError, dataclass

import pytest

from kg.frozen import maker
from kg.memory import compacted, unwatched
from kg.model import Claim, Entity, Join, Mention, Status


class Knot:
    def __init__(self) -> None:
        self.itself = self


def test_cycles_are_found_again_after_a_run_that_did_not_look_for_them() -> None:
    with unwatched():
        assert not gc.isenabled()
        knot = weakref.ref(Knot())
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    gc.collect()
    assert knot() is None


def test_a_value_made_quickly_is_one_like_any_other() -> None:
    plain, quick = Mention(1, 2, "x", "name", 3, "name"), maker(Mention)(1, 2, "x", "name", 3, "name")
    assert (quick, hash(quick), repr(quick), type(quick)) == (plain, hash(plain), repr(plain), Mention)
    with pytest.raises(FrozenInstanceError):
        quick.start = 2  # type: ignore[misc]  # that it cannot be set is what is tested
    claim = maker(Claim)("a", "buys", "b", Status.ASSERTED, (), False)
    assert claim.id == Claim("a", "buys", "b", Status.ASSERTED, ()).id
    with pytest.raises(TypeError):
        maker(Mention)(1, 2)


@dataclass(frozen=True)
class Checked:
    size: int

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError(self.size)


@dataclass(frozen=True, kw_only=True)
class Named:
    size: int


def test_what_a_class_does_when_it_is_made_is_done() -> None:
    with pytest.raises(ValueError, match="-1"):
        maker(Checked)(-1)
    assert maker(Named)(2) == Named(size=2)


def test_what_is_made_anew_is_equal_and_shares_nothing() -> None:
    made = (Entity("acme", "Acme", "Organization", ("ACME",), (), (Join("ACME", "Acme", "case"),)), {"a": [1]})
    anew = compacted(lambda: made)
    assert anew == made
    assert anew[0] is not made[0]
    assert anew[1]["a"] is not made[1]["a"]

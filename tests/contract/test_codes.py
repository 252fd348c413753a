"""Error codes: one code does not say two things in two rooms."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from kg.errors import InputError, KgError
from tests.builds import ROOT

CODE = re.compile(r"""code=["'](KG\d+)["']""")


def test_a_code_is_three_digits_and_belongs_to_one_room() -> None:
    rooms: dict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "kg").rglob("*.py"):
        for code in CODE.findall(path.read_text(encoding="utf8")):
            assert re.fullmatch(r"KG\d{3}", code), (path, code)
            rooms[code].add(path.relative_to(ROOT / "kg").parts[0])
    shared = {code: sorted(where) for code, where in rooms.items() if len(where) > 1}
    assert shared == {}


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (KgError("is wrong"), "is wrong [KG000]"),
        (InputError("is wrong", path="a.txt"), "a.txt: is wrong [KG100]"),
        (InputError("is bad", path="a.txt", line=3, hint="mend it", code="KG111"), "a.txt:3: is bad, mend it [KG111]"),
        (InputError("two\nlines"), "two lines [KG100]"),
    ],
)
def test_an_error_is_one_line_with_place_hint_and_code(error: KgError, line: str) -> None:
    assert str(error) == line

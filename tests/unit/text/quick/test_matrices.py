"""The parser says the same by whatever means its matrices are multiplied, and whatever is parsed along with a text."""

from __future__ import annotations

import random
from typing import Any

import numpy
import pytest
import spacy
from thinc.api import NumpyOps

from kg.text.parse import annotated, find_model, load_parser, plain
from kg.text.quick import matrices
from tests.builds import ROOT

SEEN = ["ORTH", "LEMMA", "POS", "TAG", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE", "SENT_START"]


def pieces() -> list[str]:
    """Return paragraphs of all lengths, one of a single word among them."""
    texts = [line for path in sorted((ROOT / "seeds").glob("*.txt")) for line in path.read_text(encoding="utf8").splitlines()]
    return ["Yes", "Huawei.", *dict.fromkeys(plain(text) for text in texts if text.strip())]


def said(docs: list[Any]) -> list[bytes]:
    return [doc.to_array(SEEN).tobytes() for doc in docs]


def test_the_parser_says_what_it_says_as_it_comes() -> None:
    texts = pieces()
    stock = spacy.load(find_model(), exclude=["senter"])
    ours = load_parser()
    stock.tokenizer = ours.tokenizer  # ours is mended
    assert said([doc for doc, _ in annotated([(t, None) for t in texts], ours)]) == said(list(stock.pipe(texts)))


def test_what_is_parsed_together_does_not_matter() -> None:
    nlp, texts = load_parser(), pieces()
    order = list(range(len(texts)))
    random.Random(4).shuffle(order)

    def numbers(size: int) -> dict[int, bytes]:
        out = {}
        for at in range(0, len(order), size):
            for doc, i in annotated([(texts[i], i) for i in order[at : at + size]], nlp):
                out[i] = doc.tensor.tobytes() + doc.to_array(SEEN).tobytes()
        return out

    alone = numbers(1)
    assert numbers(7) == alone
    assert numbers(64) == alone


class Odd(NumpyOps):  # type: ignore[misc]  # thinc's is compiled
    """A BLAS that does not know its processor."""

    def gemm(self, *args: Any, **more: Any) -> Any:
        return super().gemm(*args, **more) + numpy.float32(0.01)


class Halves(NumpyOps):  # type: ignore[misc]
    """A BLAS that treats every other row in another way."""

    def gemm(self, *args: Any, **more: Any) -> Any:
        out = super().gemm(*args, **more)
        out[1::2] *= numpy.float32(1 + 1e-6)
        return out


@pytest.mark.parametrize(
    ("ops", "agrees", "steady"), [(NumpyOps(), True, True), (Odd(), False, True), (Halves(), True, False)]
)
def test_products_that_would_change_what_is_said_are_noticed(ops: NumpyOps, agrees: bool, steady: bool) -> None:
    assert matrices.agree(ops, NumpyOps()) is agrees
    assert matrices.steady(ops) is steady


def test_where_they_would_the_parser_keeps_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrices, "steady", lambda _: False)
    nlp = spacy.load(find_model(), exclude=["senter"])
    matrices.quicken_products(nlp)
    assert all(type(node.ops) is NumpyOps for node in nlp.get_pipe("tagger").model.walk())

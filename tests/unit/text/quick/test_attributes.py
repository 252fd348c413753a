"""The quick attribute ruler says of every token what the stock one says."""

from __future__ import annotations

import random
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from kg.text.quick.attributes import quicken

RULES: list[tuple[list[dict[str, Any]], dict[str, str], int]] = [
    ([{"TAG": "VBZ"}], {"POS": "VERB", "MORPH": "Tense=Pres"}, 0),
    ([{"TAG": "NN"}], {"POS": "NOUN"}, 0),
    ([{"TAG": "VBZ", "LOWER": {"IN": ["is", "gets"]}}], {"POS": "AUX", "LEMMA": "be"}, 0),
    ([{"LOWER": "gets"}], {"LEMMA": "get"}, 0),
    ([{"LOWER": "gon"}, {"LOWER": "na"}], {"LEMMA": "go"}, 0),
    ([{"DEP": "expl"}, {"LOWER": "is"}], {"POS": "VERB"}, 1),
    ([{"IS_SPACE": True, "DEP": {"NOT_IN": [""]}}], {"DEP": "dep"}, 0),
    ([{"IS_SPACE": True}], {"TAG": "_SP", "POS": "SPACE"}, 0),
]
WORDS = ["is", "Is", "gets", "gon", "na", "there", "Acme", " ", "\n"]


def pipeline(rules: list[tuple[list[dict[str, Any]], dict[str, str], int]]) -> Any:
    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("attribute_ruler")
    for pattern, attributes, index in rules:
        ruler.add([pattern], attributes, index=index)
    return nlp


def said(nlp: Any, words: list[str], tags: list[str], deps: list[str]) -> list[tuple[str, ...]]:
    doc = Doc(nlp.vocab, words=words, tags=tags, deps=deps, heads=[0] * len(words))
    nlp.get_pipe("attribute_ruler")(doc)
    return [(t.tag_, t.pos_, t.dep_, t.lemma_, str(t.morph)) for t in doc]


@pytest.mark.parametrize("more", [[], [([{"LOWER": "is"}, {"OP": "?"}], {"LEMMA": "be"}, 0)], [([{"SHAPE": "Xxxx"}], {"POS": "PROPN"}, 0)]])
def test_every_token_gets_what_the_rules_say(more: list[Any]) -> None:
    stock, quick = pipeline(RULES + more), pipeline(RULES + more)
    quicken(quick)
    chance = random.Random(3)
    for _ in range(300):
        n = chance.randrange(1, 6)
        parts = [[chance.choice(values) for _ in range(n)] for values in (WORDS, ["VBZ", "NN", ""], ["expl", "ROOT", ""])]
        assert said(quick, *parts) == said(stock, *parts)


def test_rules_that_look_at_more_are_left_to_the_ruler() -> None:
    nlp = pipeline([([{"SHAPE": "Xxxx"}], {"POS": "PROPN"}, 0)])
    quicken(nlp)
    assert "match" not in vars(nlp.get_pipe("attribute_ruler"))
    nlp = pipeline(RULES)
    quicken(nlp)
    assert "match" in vars(nlp.get_pipe("attribute_ruler"))

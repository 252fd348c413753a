"""First words of sentences that no dictionary has are names; words of the language stay what they are."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.text.parse import load_parser, parse


def tags(text: str) -> dict[str, str]:
    [parsed] = parse([Document("d", text)], load_parser())
    return {t.text: t.pos_ for _, doc in parsed.blocks for t in doc}


@pytest.mark.parametrize("text", ["Corvane chief executive Jan Holm resigned.", "Torvale striker Luis Mora scored.", '"Zephtel bought it," she said.'])
def test_an_unknown_first_word_is_a_name(text: str) -> None:
    assert tags(text)[text.strip('"').split()[0]] == "PROPN"


@pytest.mark.parametrize(
    "text",
    [
        "Embattled ministers resigned.",
        "Whistleblowers sued the bank.",
        "Launches were delayed.",
        "Cosplay was fun. They went on with cosplay.",
        "Podcasts sold well.",
    ],
)
def test_words_of_the_language_and_of_the_text_stay(text: str) -> None:
    assert tags(text)[text.split()[0]] != "PROPN"

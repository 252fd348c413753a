"""Lines keep their own words whatever the parser is shown."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from kg.text.open import span_text
from kg.text.open_read import docs, is_tokenised


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank("en")


@pytest.mark.parametrize(
    "line",
    ["Norvia bought Dalmont .", "It did n't sell , he said", "`` Yes '' , she said", "a bank -LRB- of Peru -RRB-"],
)
def test_text_with_its_punctuation_apart_is_tokenised(line: str) -> None:
    assert is_tokenised(line)


@pytest.mark.parametrize("line", ["Norvia bought Dalmont.", "It didn't sell, he said", "", "Lund 's"])
def test_running_text_is_not_tokenised(line: str) -> None:
    assert is_tokenised(line) is (line == "Lund 's")


def test_penn_marks_are_mapped_for_the_parser_only(blank: Language) -> None:
    [(line, doc)] = docs(["`` Norvia '' -LRB- Peru -RRB- sold 1\\/2 of it ."], blank)

    assert [t.text for t in doc] == ['"', "Norvia", '"', "(", "Peru", ")", "sold", "1/2", "of", "it", "."]
    assert span_text(line, tuple(range(6))) == "`` Norvia '' -LRB- Peru -RRB-"


def test_the_parser_sees_the_spaces_of_running_text(blank: Language) -> None:
    [(_, doc)] = docs(["`` It did n't pay $ 5 , '' he said ."], blank)

    assert doc.text.strip() == '"It didn\'t pay $5," he said.'


def test_a_hyphenated_word_is_whole_in_the_span(blank: Language) -> None:
    [(line, doc)] = docs(["a well-known bank ."], blank)
    known = next(t.i for t in doc if t.text == "known")

    assert [t.text for t in doc] == ["a", "well", "-", "known", "bank", "."]
    assert span_text(line, (0, known)) == "a well-known"


def test_spans_of_running_text_are_spaced_as_they_stand(blank: Language) -> None:
    [(line, doc)] = docs(["Norvia’s bank (in Peru) wasn't sold."], blank)

    assert span_text(line, tuple(range(len(doc)))) == "Norvia’s bank (in Peru) wasn't sold."


def test_a_gap_in_a_span_is_one_space(blank: Language) -> None:
    [(line, _)] = docs(["Norvia quickly bought Dalmont ."], blank)

    assert span_text(line, (0, 2)) == "Norvia bought"
    assert span_text(line, (2, 0)) == "bought Norvia"


def test_an_empty_line_gives_an_empty_parse(blank: Language) -> None:
    [(line, doc)] = docs([""], blank)

    assert (line.text, len(doc)) == ("", 0)

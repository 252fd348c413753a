"""Take a first word of a sentence that is no word of the language for the name it is: "Zephtel spokeswoman Lena Holm".

The tagger goes by the capital, and the first word of a sentence has one anyway; it takes unknown names there for
nouns and adjectives. The model's own table of lemmas tells which words there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_TAGS = frozenset({"NN", "NNS", "JJ", "VB", "VBD", "VBP", "VBZ", "VBN"})
_OPENING = frozenset({'"', "'", "``", "(", "-", "–", "—"})
# Endings that are taken off, and what stands for them: "launches" is known by "launch", "studied" by "study".
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y"), ("ing", ""), ("ing", "e"), ("er", ""), ("est", ""), ("ly", ""))
_SHORTEST = 4


def mend_first_words(docs: Sequence[Doc], nlp: Language) -> None:
    """Tag first words of a document that no dictionary has, and that it never writes small, as names."""
    words = _words(nlp)
    if not words:
        return
    for doc in docs:
        for token in _first_words(doc):
            if not _known(token.lower_, words) and not any(re.search(rf"\b{token.lower_}\b", other.text) for other in docs):
                token.tag_, token.pos_, token.lemma_ = "NNP", "PROPN", token.text


def _first_words(doc: Doc) -> Iterator[Token]:
    for sentence in doc.sents:
        token = next((t for t in sentence if t.text not in _OPENING), sentence[0])
        word = token.text
        if token.tag_ not in _TAGS or len(word) < _SHORTEST or not word.isalpha() or not word.istitle() or token.is_stop:
            continue
        plural = token.tag_ == "NNS" and word.endswith("s")
        if not plural or (token.i + 1 < len(doc) and doc[token.i + 1].tag_ == "POS"):  # "Podcasts" are newer than the table
            yield token


def _known(word: str, words: frozenset[str]) -> bool:
    return word in words or any(
        word.endswith(ending) and word[: len(word) - len(ending)] + instead in words for ending, instead in _ENDINGS
    )


@lru_cache(maxsize=2)
def _words(nlp: Language) -> frozenset[str]:
    """Return the words of the model's table of lemmas; none where the model has no such table."""
    lookups: Any = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not {"lemma_index", "lemma_exc"} <= set(lookups.tables):
        return frozenset()
    index, odd = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    return frozenset(word for table in (index, odd) for words in table.values() for word in words)

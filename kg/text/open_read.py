"""Read lines of sentences for open mode: their own words are kept, the parser sees what it was trained on.

Text that is already tokenised ("Norvia bought Dalmont , a bank .") is parsed word for word, with
Penn Treebank brackets and quotes mapped for the parser only. Other text goes through the model's tokeniser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kg.text.parse import annotated, plain

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_PENN = {
    "``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
    "\\/": "/", "`": "'",
}  # fmt: skip
_TOKENISED = re.compile(r"\s[.,;:?!](?:\s|$)|\s(?:n't|'s|''|-RRB-)(?:\s|$)|(?:^|\s)(?:``|-LRB-)\s")
_NO_SPACE_BEFORE = frozenset(
    {".", ",", ";", ":", "?", "!", ")", "]", "}", "%", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "'"}
)
_NO_SPACE_AFTER = frozenset({"(", "[", "{", "$", "#"})
_HYPHEN = re.compile(r"(?<=[A-Za-z])(-)(?=[A-Za-z])|(?<=[A-Za-z])(/)(?=[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, its words as (start, end) in it, and for each token of its Doc the word it belongs to."""

    text: str
    words: tuple[tuple[int, int], ...]
    word_of: tuple[int, ...]


def is_tokenised(line: str) -> bool:
    """Return whether punctuation stands apart from the words, as in treebanks."""
    return _TOKENISED.search(line) is not None


def docs(lines: Iterable[str], nlp: Language, *, batch_size: int = 16) -> Iterator[tuple[Line, Doc]]:
    """Parse each line; yield it with its Doc, in the order given. An empty line gives an empty Doc."""

    def pieces() -> Iterator[tuple[Doc, Line]]:
        for text in lines:
            line, doc = _tokenised(text, nlp) if is_tokenised(text) else _running(text, nlp)
            yield doc, line

    rest = pieces()
    while batch := list(islice(rest, batch_size)):
        for doc, line in annotated(batch, nlp):
            yield line, doc


def line_of(doc: Doc) -> Line:
    """Return the Line of a Doc that was parsed from running text."""
    words = tuple((t.idx, t.idx + len(t)) for t in doc)
    return Line(doc.text, words, tuple(range(len(words))))


def _running(text: str, nlp: Language) -> tuple[Line, Doc]:
    doc = nlp.make_doc(plain(text))
    words = tuple((t.idx, t.idx + len(t)) for t in doc)
    return Line(text, words, tuple(range(len(words)))), doc


def _tokenised(text: str, nlp: Language) -> tuple[Line, Doc]:
    from spacy.tokens import Doc

    spans = tuple((m.start(), m.end()) for m in re.finditer(r"\S+", text))
    tokens: list[str] = []
    word_of: list[int] = []
    spaces: list[bool] = []
    opened = False
    for i, (a, b) in enumerate(spans):
        word = text[a:b]
        mapped = _PENN.get(word) or plain(word).replace("\\/", "/")
        pieces = [p for p in _HYPHEN.split(mapped) if p]
        for p in pieces:
            tokens.append(p)
            word_of.append(i)
            spaces.append(False)
        spaces[-1] = mapped not in _NO_SPACE_AFTER
        tight = mapped in _NO_SPACE_BEFORE
        if mapped == '"':
            opened = word == "``" or (word == '"' and not opened)
            tight = not opened
            spaces[-1] = not opened
        if tight and len(tokens) > len(pieces):
            spaces[-1 - len(pieces)] = False
    return Line(text, spans, tuple(word_of)), Doc(nlp.vocab, words=tokens, spaces=spaces)

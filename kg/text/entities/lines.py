"""One parsed block as plain lists: what the name finder asks of each token, read once from spaCy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.columns import columns

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME_TYPES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "NORP"})
VALUE_TYPES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})


@dataclass(slots=True)
class Line:
    """The tokens of block ``block``; position i has text[i], lower[i], pos[i] …"""

    block: int
    doc: Doc
    text: list[str]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    ent: list[str]  # recogniser's type or ""
    begins: list[bool]  # the recogniser's entity begins here
    glued: list[bool]  # no space after the token
    opens: list[bool]  # first word of a sentence or of a quotation, where a capital says nothing
    source: str  # the block's text
    start: list[int]  # offset of the token in it
    governor: list[int]
    title_case: bool = False

    def __len__(self) -> int:
        return len(self.text)

    def surface(self, first: int, last: int) -> str:
        """Return the tokens ``first`` to ``last`` as written."""
        return self.source[self.start[first] : self.start[last] + len(self.text[last])]

    def words(self, first: int, last: int) -> str:
        """Return the tokens in lower case, one space between."""
        return " ".join(self.lower[first : last + 1])

    def head(self, first: int, last: int) -> int:
        """Return the token of the span whose governor lies outside it."""
        for i in range(first, last + 1):
            h = self.governor[i]
            if (h == i or not first <= h <= last) and self.pos[i] not in ("ADP", "DET", "PUNCT", "PART"):
                return i
        return last


def line_of(block: int, doc: Doc) -> Line:
    """Return the tokens of one parsed block."""
    c = columns(doc)
    opens = []
    first = True
    for text, pos, begins in zip(c.text, c.pos, c.opens, strict=True):
        first = first or begins
        opens.append(first)
        if pos != "PUNCT" and pos != "SPACE":
            first = False
        elif text in _OPENERS:
            first = True
    glued = [not spaced for spaced in c.spaced]
    line = Line(block, doc, c.text, c.lower, c.pos, c.tag, c.ent, c.begins, glued, opens, c.source, c.start, c.head)
    line.title_case = _title_case(line)
    return line


_OPENERS = frozenset(('"', "–", "—", ":", "("))


def _title_case(line: Line) -> bool:
    """Is it a headline in title case: no word of meaning in lower case, and more than names?"""
    capital = content = 0
    for i, text in enumerate(line.text):
        if len(text) < 4 or not text.isalpha():
            continue
        if text[0].isupper():
            capital += 1
            content += line.pos[i] != "PROPN"
        elif line.pos[i] in ("NOUN", "VERB", "ADJ", "PROPN", "ADV"):
            return False
    return capital > (1 if content else 5) and line.text[-1] not in (".", "?", "!", '."')

"""One parsed block as plain lists: what the name finder asks of each token, read once from spaCy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
        doc = self.doc
        for i in range(first, last + 1):
            h = doc[i].head.i
            if (h == i or not first <= h <= last) and self.pos[i] not in ("ADP", "DET", "PUNCT", "PART"):
                return i
        return last


def line_of(block: int, doc: Doc) -> Line:
    """Read one parsed block."""
    text, lower, pos, tag, ent, begins, glued, opens, start = [], [], [], [], [], [], [], [], []
    first = True
    for t in doc:
        text.append(t.text)
        lower.append(t.lower_)
        pos.append(t.pos_)
        tag.append(t.tag_)
        ent.append(t.ent_type_)
        begins.append(t.ent_iob == 3)
        glued.append(not t.whitespace_)
        start.append(t.idx)
        if t.is_sent_start:
            first = True
        opens.append(first)
        if t.pos_ != "PUNCT" and t.pos_ != "SPACE":
            first = False
        elif t.text in ('"', "–", "—", ":", "("):
            first = True
    line = Line(block, doc, text, lower, pos, tag, ent, begins, glued, opens, doc.text, start)
    line.title_case = _title_case(line)
    return line


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

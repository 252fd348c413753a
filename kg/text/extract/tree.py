"""A parse as plain lists: no spaCy object is touched once they are made.

Token access through spaCy costs some 0.3 µs a field and a Python object a token; extractors ask for
fields many times, so the lists pay for themselves (measured: four times faster on news).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.text.columns import columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})


@dataclass(slots=True)
class Tree:
    """The tokens of one block: position i has text[i], lemma[i] (lower case), tag, pos, dep, head, kids."""

    text: list[str]
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    kids: list[list[int]]
    start: list[int]  # offset in the block
    sentences: list[tuple[int, int]]  # token ranges, end exclusive
    ent: list[str]  # recogniser's label or ""
    sent_of: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.text)

    def end(self, i: int) -> int:
        """Return the offset in the block where token ``i`` ends."""
        return self.start[i] + len(self.text[i])

    def child(self, i: int, *deps: str) -> int:
        """Return the first child of ``i`` with one of the labels, or -1."""
        for k in self.kids[i]:
            if self.dep[k] in deps:
                return k
        return -1

    def children(self, i: int, *deps: str) -> list[int]:
        """Return the children of ``i`` with one of the labels, in text order."""
        return [k for k in self.kids[i] if self.dep[k] in deps]

    def subtree(self, i: int) -> list[int]:
        """Return ``i`` and everything below it, in text order."""
        out, stack = [], [i]
        while stack:
            k = stack.pop()
            out.append(k)
            stack.extend(self.kids[k])
        return sorted(out)

    def conjuncts(self, i: int) -> list[int]:
        """Return ``i`` and the members coordinated with it, in text order."""
        out = [i]
        for k in out:
            out.extend(self.children(k, "conj"))
        return sorted(out)

    def move(self, i: int, head: int, dep: str) -> None:
        """Hang ``i``, with all that is below it, on another word; on itself: make it a root."""
        if self.head[i] != i:
            self.kids[self.head[i]].remove(i)
        self.head[i], self.dep[i] = head, dep
        if head != i:
            self.kids[head] = sorted([*self.kids[head], i])

    def up(self, i: int) -> Iterator[int]:
        """Yield the ancestors of ``i`` from its head to the root."""
        while self.head[i] != i:
            i = self.head[i]
            yield i


_ENDINGS = re.compile(r"(es|ed|ing)$")
_SHORT = re.compile(r"^[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]$")


def _verb_lemma(word: str, lemma: str) -> str:
    """Give back the silent e that the rule lemmatizer loses: "fined" is "fine", not "fin" (that is "finned").

    English doubles the last consonant of a short verb before -ed and -ing, and adds -es only to hisses.
    """
    if lemma == "instal":
        return "install"
    ending = _ENDINGS.search(word)
    if ending is None or word != lemma + ending.group():
        return lemma
    if ending.group() == "es":
        return lemma if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else lemma + "e"
    return lemma + "e" if _SHORT.match(lemma) else lemma


def tree(doc: Doc) -> Tree:
    """Return the parse as lists of its own: they may be mended."""
    c = columns(doc)
    n = len(c)
    kids: list[list[int]] = [[] for _ in range(n)]
    for i, h in enumerate(c.head):
        if h != i:
            kids[h].append(i)
    lemma = [
        _verb_lemma(word, form) if pos == "VERB" else form
        for word, form, pos in zip(c.lower, c.lemma, c.pos, strict=True)
    ]
    sentences = [(s.start, s.end) for s in doc.sents] if n else []
    sent_of = [0] * n
    for s, (a, b) in enumerate(sentences):
        sent_of[a:b] = [s] * (b - a)
    return Tree(
        c.text[:], c.lower[:], lemma, c.tag[:], c.pos[:], c.dep[:], c.head[:], kids, c.start[:], sentences, c.ent[:], sent_of
    )

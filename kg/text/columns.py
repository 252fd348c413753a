"""The tokens of a Doc as plain lists, made once for a Doc and shared by all who read it.

spaCy makes an object of each token and looks a string up for each field that is asked for; here the numbers
come over as one array, and each number is turned into its string once (measured: a quarter of the time).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_FIELDS = ("HEAD", "ORTH", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "ENT_IOB", "SENT_START", "SPACY")
_KEPT = "kg columns"
_KNOWN = 200_000
"""Strings that are remembered at once: 30 MB."""


@dataclass(slots=True)
class Columns:
    """Position i of each list is token i; nobody may change them."""

    source: str  # the whole text
    text: list[str]
    lower: list[str]
    lemma: list[str]  # in lower case; the word itself where the parser gave none
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]  # its own position for a root
    start: list[int]  # offset in the text
    ent: list[str]  # recogniser's type or ""
    begins: list[bool]  # a name of the recogniser begins here
    opens: list[bool]  # a sentence begins here
    spaced: list[bool]  # a space follows

    def __len__(self) -> int:
        return len(self.text)


class _Strings(dict[int, str]):
    """What the numbers of one string store stand for, and the strings in lower case."""

    def __init__(self, store: StringStore) -> None:
        self.store = store
        self.lower: dict[str, str] = {}

    def __missing__(self, number: int) -> str:
        if len(self) >= _KNOWN:
            self.clear()
        text = self[number] = self.store[number]
        return text

    def lowered(self, texts: list[str]) -> list[str]:
        """Return the texts in lower case."""
        known = self.lower
        if len(known) >= _KNOWN:
            known.clear()
        for text in set(texts).difference(known):
            known[text] = text.lower()
        return list(map(known.__getitem__, texts))


_of_store: list[_Strings] = []  # of the store that was used last


def columns(doc: Doc) -> Columns:
    """Return the tokens of ``doc`` as lists; those of a Doc that was asked for before are the same lists."""
    kept = doc.user_data.get(_KEPT)
    if kept is None:
        kept = doc.user_data[_KEPT] = _columns(doc)
    return cast(Columns, kept)


def _columns(doc: Doc) -> Columns:
    store = doc.vocab.strings
    if not _of_store or _of_store[0].store is not store:
        _of_store[:] = [_Strings(store)]
    strings = _of_store[0]
    array = doc.to_array(list(_FIELDS))
    orth, lemma, pos, tag, dep, ent, iob, sent, space = array[:, 1:].T.tolist()
    string = strings.__getitem__
    text = list(map(string, orth))
    whole = list(text)
    for i, spaced in enumerate(space):
        if spaced:
            whole[i] += " "
    lemmas = list(map(string, lemma))
    if "" in lemmas:
        lemmas = [one or word for one, word in zip(lemmas, text, strict=True)]
    return Columns(
        "".join(whole),
        text,
        strings.lowered(text),
        strings.lowered(lemmas),
        list(map(string, pos)),
        list(map(string, tag)),
        list(map(string, dep)),
        list(map(add, range(len(text)), array[:, 0].view("int64").tolist())),
        list(accumulate(map(len, whole[:-1]), initial=0))[: len(text)],
        list(map(string, ent)),
        list(map(_BEGINS.__eq__, iob)),
        list(map(_OPENS.__eq__, sent)),
        list(map(bool, space)),
    )


_BEGINS, _OPENS = 3, 1
"""What ``ENT_IOB`` says of the first word of a name, and ``SENT_START`` of that of a sentence."""

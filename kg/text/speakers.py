"""Who says what stands in quotation marks, over the whole document: a speaker is often named only before or after it.

A quotation has the tag beside it ('"…," Mora said', 'Mora said: "…"'). One without a tag that fills its
sentences is of who spoke last, where nothing stands between ('"…," Mora said. "…"', 'Mora said it was
late. "…"'), also over the end of a paragraph. In doubt nobody says it: a wrong speaker is worse than none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kg.text.lexicon import Lexicon
from kg.text.quotes import quotations

At = tuple[int, int]
"""A block and a token of it."""

SHOWING = frozenset({"show", "suggest", "indicate", "mean", "imply", "prove", "demonstrate", "find", "see", "rate", "rule", "document", "establish", "know", "learn"})
# Who does these things with words is quoted next: "Mora has dismissed the report. '…'"
_RESPONDING = frozenset({"deny", "reject", "defend", "welcome", "praise", "criticise", "criticize", "condemn", "denounce", "agree", "promise", "vow", "pledge",
                         "apologise", "apologize", "urge", "demand", "hope", "expect", "continue", "ask"})  # fmt: skip
_ENDS = frozenset({".", "!", "?", "...", "…"})
_NOBODY = frozenset({"it", "there", "this", "that", "these", "those", "which", "what", "nobody", "nothing", "i", "we", "you", "who"})
_CLOSE = 10
"""Tokens between the verb of saying and the colon before a quotation: "said in a statement on its website:"."""


class Words(Protocol):
    """The parse of a block as lists: ``Columns`` or ``Tree``."""

    text: list[str]
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]


@dataclass(slots=True)
class _Block:
    words: Words
    opens: list[int]  # first tokens of the sentences
    quotes: list[tuple[int, int]]
    inside: set[int] = field(default_factory=set)
    who: list[At | None] = field(default_factory=list)  # of each quotation
    last: dict[int, At | None] = field(default_factory=dict)  # of a quotation whose speaker is a pronoun, who spoke before

    def sentence(self, i: int) -> tuple[int, int]:
        k = bisect_right(self.opens, i)
        return self.opens[k - 1], self.opens[k] if k < len(self.opens) else len(self.words.text)


@dataclass(frozen=True, slots=True)
class Quotation:
    """The tokens of a quotation without its marks, and where its speaker stands: a block and a token."""

    first: int
    end: int
    speaker: At
    before: At | None = None  # who spoke last, where the speaker is a pronoun: 'Mora said it was late. "…," he said.'


def speakers(blocks: Sequence[tuple[Words, Sequence[int]]], lex: Lexicon, *, headlines: Sequence[bool]) -> list[list[Quotation]]:
    """Return the quotations of each block whose speaker is known; ``blocks`` have the first token of each sentence.

    From a headline nobody speaks on.
    """
    if not any('"' in w.text for w, _ in blocks):
        return [[] for _ in blocks]
    read = [_block(w, list(opens)) for w, opens in blocks]
    titles = {b for b, is_one in enumerate(headlines) if is_one}
    for b, block in enumerate(read):
        before = read[b - 1] if b and b - 1 not in titles else None
        for q, quote in enumerate(block.quotes):
            tag = _tag(block, quote, lex)
            if tag >= 0:
                block.who.append((b, tag))
                if block.words.pos[tag] == "PRON":
                    block.last[q] = _carried(b, block, q, before, lex)
            elif tag == _AMISS:
                block.who.append(None)
            else:
                block.who.append(_carried(b, block, q, before, lex) if _whole(block, quote) else None)
    for b in range(len(read) - 2, -1, -1):  # a quotation that no mark closes goes on in the next paragraph
        this, after = read[b], read[b + 1]
        if this.quotes and after.quotes and this.who[-1] is None and this.quotes[-1][1] == len(this.words.text) and after.quotes[0][0] == 1:
            this.who[-1] = after.who[0]
    return [
        [Quotation(a, e, who, block.last.get(q)) for q, ((a, e), who) in enumerate(zip(block.quotes, block.who, strict=True)) if who is not None]
        for block in read
    ]


_AMISS = -2
"""A tag stands there, but whose is not to be seen."""


def _block(w: Words, opens: list[int]) -> _Block:
    quotes = quotations(w.text, w.start) if '"' in w.text else []
    verbal = [(a, e) for a, e in quotes if any(w.pos[k] in ("VERB", "AUX") for k in range(a, e))]  # no names in marks
    return _Block(w, opens or [0], verbal, {k for a, e in verbal for k in range(a, e)})


def _tag(block: _Block, quote: tuple[int, int], lex: Lexicon) -> int:
    """Return the subject of the verb of saying that stands beside the quotation, ``_AMISS``, or -1 for no such verb."""
    w, (a, e) = block.words, quote
    n = len(w.text)
    last = w.text[e - 1]
    at = e + 2 if e + 1 < n and w.text[e + 1] == "," else e + 1
    if at < n and w.text[at - 1] != "." and (last != "." or at > e + 1) and w.text[at] not in (".", ":", ";", "(", '"'):
        said = _first_saying(block, at, lex)
        if said >= 0:
            pure = last == "," or at > e + 1 or not _has_clause(w, said, block)
            if pure:
                subject = _subject(w, said)
                return subject if subject >= 0 and subject not in block.inside else _AMISS
        if w.lower[at] == "according" and (source := _source(w, at)) >= 0:
            return source
    k = a - 2
    if k < 0:
        return -1
    colon = w.text[k] in (":", ",")
    first = block.sentence(k)[0]
    for v in range(k, max(first, k - _CLOSE if colon else k) - 1, -1):
        if v in block.inside:
            break
        if _says(w, v, lex) and (w.text[k] == ":" or not any(w.pos[j] == "VERB" for j in range(v + 1, k))):
            subject = _subject(w, v)
            return subject if subject >= 0 and subject not in block.inside else _AMISS
    return -1


def _first_saying(block: _Block, at: int, lex: Lexicon) -> int:
    """Return the verb of saying whose clause begins at ``at``, or -1: "…," the chief, who left in May, said."""
    w = block.words
    for k in range(at, block.sentence(at)[1]):
        if k in block.inside or w.text[k] in ('"', ":", ";"):
            return -1
        if w.pos[k] == "VERB" and w.dep[k] not in ("relcl", "acl", "amod", "compound"):
            return k if _says(w, k, lex) else -1
        if w.pos[k] == "CCONJ" and k == at:
            return -1  # '"…" and Mora said that'
    return -1


def _says(w: Words, k: int, lex: Lexicon) -> bool:
    return w.pos[k] == "VERB" and (w.lemma[k] in lex.say or w.lemma[k] == "continue") and w.lemma[k] not in SHOWING and w.dep[k] not in ("relcl", "acl", "amod")


def _kids(w: Words, i: int) -> list[int]:
    return [k for k in range(max(0, i - 60), min(len(w.head), i + 60)) if w.head[k] == i and k != i]


def _subject(w: Words, verb: int) -> int:
    """Return the subject of a verb, also one that its first conjunct has; -1 for none or nobody."""
    for _ in range(3):
        found = [k for k in _kids(w, verb) if w.dep[k] == "nsubj"]
        if found:
            return -1 if w.lower[found[-1]] in _NOBODY else found[-1]
        if w.dep[verb] != "conj":
            return -1
        verb = w.head[verb]
    return -1


def _has_clause(w: Words, verb: int, block: _Block) -> bool:
    return any(k > verb and w.dep[k] in ("ccomp", "dobj", "xcomp", "acomp") and k not in block.inside for k in _kids(w, verb))


def _source(w: Words, according: int) -> int:
    to = according + 1
    if to >= len(w.text) or w.lower[to] != "to":
        return -1
    return next((k for k in _kids(w, to) if w.dep[k] == "pobj"), -1)


def _whole(block: _Block, quote: tuple[int, int]) -> bool:
    """Does the quotation fill its last sentence?"""
    text, end = block.words.text, quote[1]
    return end == len(text) or text[end - 1] in _ENDS


def _carried(b: int, block: _Block, q: int, before: _Block | None, lex: Lexicon) -> At | None:
    """Return who spoke last before a quotation that begins a sentence, or None."""
    a = block.quotes[q][0]
    mark = a - 1
    if not (mark in block.opens or a in block.opens or mark == 0):
        return None
    if mark > 0:
        return _last_speaker(b, block, q - 1, mark - 1, lex)
    if before is None or not before.words.text:
        return None
    return _last_speaker(b - 1, before, len(before.quotes) - 1, len(before.words.text) - 1, lex)


def _last_speaker(b: int, block: _Block, q: int, last: int, lex: Lexicon) -> At | None:
    """Return who speaks in the sentence that ends at ``last``: its quotation's speaker, or the subject of its verb of saying."""
    w = block.words
    first, _ = block.sentence(last)
    here = [j for j in range(q + 1) if block.quotes[j][1] >= first]
    if here and block.who[here[-1]] is not None and block.quotes[here[-1]][1] >= last - 1:
        return block.who[here[-1]]  # nothing but the quotation
    own = [k for k in range(first, last + 1) if k not in block.inside and (_says(w, k, lex) or (w.lemma[k] in _RESPONDING and w.pos[k] == "VERB"))]
    people = {s for k in own if (s := _subject(w, k)) >= 0}
    roots = [s for k in own if w.dep[k] in ("ROOT", "conj") and (s := _subject(w, k)) >= 0 and _speaks(w, s, lex)]
    tagged = {block.who[j] for j in here if block.who[j] is not None}
    if len(tagged | {(b, s) for s in people}) == 1:
        return next(iter(tagged)) if tagged else ((b, roots[0]) if roots else None)
    return None


def _speaks(w: Words, subject: int, lex: Lexicon) -> bool:
    """Is it somebody, not "the figures"?"""
    return w.pos[subject] in ("PROPN", "PRON") or w.lemma[subject] in lex.roles or lex.classes.get(w.lemma[subject]) in ("Person", "Organization", "Company", "GovernmentBody")

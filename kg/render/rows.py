"""Claims and their evidence as columns of numbers, filled in one pass: of a claim that passed by nothing is held.

So a page of many claims takes little more memory than its bytes. Standard library only.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from kg.model import Claim, Evidence, KnowledgeGraph, Literal, Status
from kg.render.pack import Pack, Texts

STATUSES = tuple(s.value for s in Status)
_NUMBER = {s: i for i, s in enumerate(Status)}

OPENING = ("n", "doc", "conf", "time", "speaker")
"""Of evidence: what counts and filters need."""
_SENTENCE = ("start", "len", "ss", "sl", "rs", "rl", "os", "ol", "rule", "model", "place", "placeId", "speakerId", "q")


class Strings:
    """Gives each string a number, in the order first met; 0 is "nothing"."""

    def __init__(self) -> None:
        self.all: list[str] = [""]
        self._at: dict[str, int] = {"": 0}

    def __call__(self, text: str | None) -> int:
        """Return the number of the text."""
        text = text or ""
        if text not in self._at:
            self._at[text] = len(self.all)
            self.all.append(text)
        return self._at[text]


class Units:
    """Turns offsets in code points into offsets in UTF-16 units; most texts need no change."""

    def __init__(self, text: str) -> None:
        wide = not text.isascii() and max(text, default="") > "\uffff"
        self._wide = [i for i, c in enumerate(text) if c > "\uffff"] if wide else []

    def __call__(self, offset: int) -> int:
        """Return the offset in UTF-16 units."""
        return offset + bisect_right(self._wide, offset - 1) if self._wide else offset


class Spots:
    """Numbers sentences from 1 as they come: a table of numbers, a tenth of what a dictionary takes."""

    def __init__(self) -> None:
        self._docs, self._starts, self._ends = array("q"), array("q"), array("q")
        self._table = array("i", bytes(4 << 10))  # numbers by their hash; 0 is none

    def __call__(self, doc: int, start: int, end: int) -> int:
        """Return the number of this sentence; a new one gets the next."""
        place = self._place(doc, start, end)
        if self._table[place] == 0:
            for column, value in ((self._docs, doc), (self._starts, start), (self._ends, end)):
                column.append(value)
            self._table[place] = len(self._docs)
            if len(self._docs) * 2 > len(self._table):
                self._grow()
            return len(self._docs)
        return self._table[place]

    def _place(self, doc: int, start: int, end: int) -> int:
        table, last = self._table, len(self._table) - 1
        place = hash((doc, start, end)) & last
        while (number := table[place]) and (
            self._docs[number - 1] != doc or self._starts[number - 1] != start or self._ends[number - 1] != end
        ):
            place = (place + 1) & last
        return place

    def _grow(self) -> None:
        self._table = array("i", bytes(len(self._table) * 4 * 2))
        for number, spot in enumerate(zip(self._docs, self._starts, self._ends, strict=True), 1):
            self._table[self._place(*spot)] = number


class Rows:
    """The claims of a graph whose ends are in it.

    Args:
        at: the number of each entity.
        docs: the number of each document; ``units`` its offsets.
        strings: where the strings of the page get their numbers.
    """

    def __init__(
        self, graph: KnowledgeGraph, at: Mapping[str, int], docs: Mapping[str, int], units: Mapping[str, Units], strings: Strings
    ) -> None:
        self._at, self._docs, self._units, self._strings = at, docs, units, strings
        self._texts = graph.document
        self.literals: list[list[str]] = []
        self.open: set[str] = set()  # relations that the ontology lacks
        self.together: Counter[tuple[str, int]] = Counter()  # claims by relation and number of status
        self._relations: dict[str, int] = {}  # in the order first met
        self._ids = bytearray()
        self._s, self._r, self._o, self._st = (array("i") for _ in range(4))
        self._columns = {name: array("h") for name in (*OPENING, *_SENTENCE)}
        self._quotes = Texts()
        self._quoted = Spots()
        for claim in graph.claims:
            literal = isinstance(claim.object, Literal)
            if claim.subject in at and (literal or claim.object in at):
                self._claim(claim)
        del self._quoted

    def __len__(self) -> int:
        return len(self._s)

    def relations(self) -> set[str]:
        """Return the relations of the claims."""
        return set(self._relations)

    def ids(self) -> Iterator[str]:
        """Yield the ids of the claims."""
        whole = self._ids.hex()
        return (whole[i : i + 16] for i in range(0, len(whole), 16))

    def differing(self) -> int:
        """Return how many facts one text asserts and another denies."""

        def facts(status: Status) -> Iterator[tuple[Any, ...]]:
            for s, r, o, st in zip(self._s, self._r, self._o, self._st, strict=True):
                if st == _NUMBER[status]:
                    yield s, r, o if o >= 0 else tuple(self.literals[-o - 1])

        denied = set(facts(Status.NEGATED))
        return len(denied.intersection(facts(Status.ASSERTED)))

    def end(self, object: str | Literal) -> int:
        """Return the number of an end: of an entity its own, of a value one below 0."""
        if isinstance(object, Literal):
            self.literals.append([object.value, object.datatype])
            return -len(self.literals)
        return self._at[object]

    def _claim(self, claim: Claim) -> None:
        status = _NUMBER[claim.status]
        self._ids += bytes.fromhex(claim.id)
        self._s.append(self._at[claim.subject])
        self._r.append(self._relations.setdefault(claim.relation, len(self._relations)))
        self._o.append(self.end(claim.object))
        self._st.append(status)
        self.together[claim.relation, status] += 1
        if claim.open:
            self.open.add(claim.relation)
        self._add("n", len(claim.evidence))
        for e in claim.evidence:
            self._evidence(e)

    def _evidence(self, e: Evidence) -> None:
        add, strings = self._add, self._strings
        document = self._texts.get(e.doc)
        start, end = e.sentence
        doc = self._docs.get(e.doc, -1)
        own = None  # the offsets of the quote alone
        if document and document.text and document.text[start:end] == e.quote:
            units = self._units[e.doc]
            add("q", 0)
        else:  # the text is not at hand: the quote speaks for itself
            units = Units("")
            own = Units(e.quote)
            add("q", self._quote(doc, e))

        def unit(offset: int) -> int:
            return own(offset - start) + start if own else units(offset)

        begins = unit(start)
        add("doc", doc)
        add("start", begins)
        add("len", unit(end) - begins)
        for name, span in (("s", e.subject_span), ("r", e.relation_span), ("o", e.object_span)):
            add(name + "s", unit(span[0]) - begins)
            add(name + "l", unit(span[1]) - unit(span[0]))
        add("rule", strings(e.rule))
        add("model", strings(e.model))
        add("conf", round(e.confidence * 100))
        add("time", strings(e.time))
        add("place", strings(e.place))
        add("speaker", strings(e.speaker))
        add("placeId", self._at.get(e.place_id or "", -1))
        add("speakerId", self._at.get(e.speaker_id or "", -1))

    def _add(self, name: str, number: int) -> None:
        try:
            self._columns[name].append(number)
        except OverflowError:  # most columns are narrow: a wide one is twice as large
            self._columns[name] = array("i", self._columns[name])
            self._columns[name].append(number)

    def _quote(self, doc: int, e: Evidence) -> int:
        """Return the number of the quote, from 1: several claims of one sentence share it."""
        if doc < 0:
            doc = -1 - len(self._quotes)  # of no document at hand: it is shared with none
        number = self._quoted(doc, *e.sentence)
        if number > len(self._quotes):
            self._quotes.add(e.quote)
        return number

    def put(self, opening: Pack, rest: Pack, relation_at: Mapping[str, int], follows: list[tuple[str, int, int, int]]) -> None:
        """Put the columns into the parts of the page, and after the claims the lines that follow from them.

        Args:
            follows: id, subject, relation and object of each, in numbers.
        """
        turned = [relation_at[r] for r in self._relations]
        opening.raw("claim", bytes(self._ids) + bytes.fromhex("".join(f[0] for f in follows)))
        opening.numbers("s", [*self._s, *(f[1] for f in follows)])
        opening.numbers("r", [*(turned[r] for r in self._r), *(f[2] for f in follows)])
        opening.numbers("o", [*self._o, *(f[3] for f in follows)])
        opening.numbers("st", [*self._st, *([len(STATUSES)] * len(follows))])
        opening.put("literals", self.literals)
        for _ in follows:
            self._add("n", 0)
        for name in list(self._columns):  # a column that is put is not held any more
            (opening if name in OPENING else rest).numbers(name, self._columns.pop(name))
        rest.texts("quote", self._quotes)

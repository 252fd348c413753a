"""The name recogniser of the model, many times as fast: all words of a batch are scored at once.

spaCy moves word by word, and asks of each of its moves whether it is allowed by way of Python's lock: most of
the recogniser's time goes into that. But as long as no name is open, what it says of a word depends on nothing that it
said before, so all words can be scored together; inside a name there are two moves only, on or end. A model
that sees more of a state than these three words is left to spaCy.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from kg.text.quick.stand_in import stand_in
from kg.text.quick.states import StateModel, fits

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_SEEN = 3
"""Words that the model sees of a state: this one, and inside a name its first and the one before."""


def quicken_names(nlp: Language) -> None:
    """Let the recogniser of ``nlp`` score many words at once."""
    stock: Any = nlp.get_pipe("ner")
    if fits(stock, "BiluoPushDown") and stock.model.get_ref("lower").get_dim("nF") == _SEEN:
        stand_in(nlp, "ner", _Names(stock).annotate, sets="ENT_IOB")


class _Names:
    """Finds the names of documents."""

    def __init__(self, stock: Any) -> None:
        from numpy import array

        self._model = StateModel(stock.model)
        moves = [stock.moves.get_class_name(i) for i in range(stock.moves.n_moves)]
        kinds = array([move[0] for move in moves])
        named = array([len(move) > 2 for move in moves])  # "U-" alone forbids a name, which only annotations do
        self._free = ((kinds == "O") | (named & ((kinds == "B") | (kinds == "U")))).nonzero()[0]
        self._begins, self._units = kinds[self._free] == "B", kinds[self._free] == "U"
        self._labels = [moves[i][2:] for i in self._free]
        place = {move: i for i, move in enumerate(moves)}
        pairs = [(place.get(f"I-{label}", -1), place.get(f"L-{label}", -1)) for label in self._labels]
        self._on, self._end = array(pairs).T

    def annotate(self, docs: list[Doc]) -> None:
        """Set the names of the documents."""
        from spacy.tokens import Span

        starts = list(accumulate(map(len, docs), initial=0))
        moves, ends = self._moves(docs, starts)
        names: list[list[Span]] = [[] for _ in docs]
        number, upto = 0, -1
        for first, move in moves:
            if first <= upto:
                continue
            upto = ends.get(first, first)
            while first >= starts[number + 1]:
                number += 1
            begin = starts[number]
            names[number].append(Span(docs[number], first - begin, upto - begin + 1, label=self._labels[move]))
        for doc, its in zip(docs, names, strict=True):
            doc.set_ents(its)

    def _moves(self, docs: list[Doc], starts: list[int]) -> tuple[list[tuple[int, int]], dict[int, int]]:
        """Return each word of the batch at which a name can begin, with the move, and where those of several words end."""
        import numpy

        model = self._model
        vectors = model.vectors(docs)
        seen = numpy.concatenate([doc.to_array(["SENT_START", "IS_SPACE"]) for doc in docs])
        last = seen[:, 0] == 1
        last[:-1] = last[1:]
        last[[end - 1 for end in starts[1:]]] = True
        space = seen[:, 1] == 1

        this = model.product(vectors, model.weights[0])
        free = model.scores(this + model.padding[1] + model.padding[2])[:, self._free]
        free[last[:, None] & self._begins] = float("-inf")
        free[space[:, None] & (self._begins | self._units)] = float("-inf")
        move = free.argmax(axis=1)

        ends: dict[int, int] = {}
        first = self._begins[move].nonzero()[0]
        at, label = first + 1, move[first]
        opening = model.product(vectors[first], model.weights[1])
        while len(first):  # one word further in all names that go on
            before = model.product(vectors[at - 1], model.weights[2])
            inside = model.scores(this[at] + opening + before)
            rows, on, end = numpy.arange(len(first)), self._on[label], self._end[label]
            further, done = inside[rows, on], inside[rows, end]
            goes_on = ~last[at] & numpy.where(on < end, further >= done, further > done)
            ends.update(zip(first[~goes_on].tolist(), at[~goes_on].tolist(), strict=True))
            first, at, label, opening = first[goes_on], at[goes_on] + 1, label[goes_on], opening[goes_on]
        named = (self._begins | self._units)[move].nonzero()[0]
        return list(zip(named.tolist(), move[named].tolist(), strict=True)), ends

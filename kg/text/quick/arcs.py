"""The dependency parser of the model in half the time: its states are scored by whole tables.

spaCy adds up the words of each state one by one, and takes Python's lock for each. Here the states of a batch are
scored together; the moves themselves, and what is allowed, are spaCy's.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from kg.text.quick.stand_in import stand_in
from kg.text.quick.states import StateModel, fits

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def quicken_arcs(nlp: Language) -> None:
    """Let the parser of ``nlp`` score the states of many texts at once."""
    stock: Any = nlp.get_pipe("parser")
    if fits(stock, "ArcEager"):
        stand_in(nlp, "parser", _Arcs(stock).annotate, sets="DEP")


class _Arcs:
    """Finds the heads of the words of documents."""

    def __init__(self, stock: Any) -> None:
        from numpy import arange

        self._stock = stock
        self._model = StateModel(stock.model)
        self._places = arange(self._model.seen, dtype="int64")

    def annotate(self, docs: list[Doc]) -> None:
        """Set the heads of the documents."""
        from numpy import empty
        from spacy.ml.parser_model import ParserStepModel

        model, stock = self._model, self._stock
        vectors = model.vectors(docs)
        known = empty((len(vectors) + 1, model.seen * model.wide), dtype="float32")
        known[0] = model.padding.reshape(-1)
        known[1:] = model.product(vectors, model.weights.reshape(model.seen * model.wide, -1))
        known = known.reshape(-1, model.wide)
        words = ParserStepModel.get_token_ids
        holder = SimpleNamespace(state2vec=SimpleNamespace(nF=model.seen))

        batch = stock.moves.init_batch(docs)
        states = [state for state in batch if not state.is_final()]
        while states:
            rows = (words(holder, states) + 1).astype("int64") * model.seen + self._places
            states = stock.transition_states(states, model.scores(known[rows].sum(axis=1)))
        stock.set_annotations(docs, batch)

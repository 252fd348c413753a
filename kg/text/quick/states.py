"""What spaCy's transition models say of a state, computed for many states at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc


def fits(stock: Any, moves: str) -> bool:
    """Is ``stock`` a pipe with such ``moves`` whose model is made as ``StateModel`` has it?"""
    from thinc.api import NumpyOps

    attrs = getattr(stock.model, "attrs", {})
    return bool(
        type(getattr(stock, "moves", None)).__name__ == moves
        and stock.cfg["beam_width"] == 1
        and isinstance(stock.model.ops, NumpyOps)
        and attrs["has_upper"]
        and not attrs["unseen_classes"]
    )


class StateModel:
    """A hidden layer over the vectors of some words of a state, ``seen`` of them, and the scores of the moves."""

    def __init__(self, model: Any) -> None:
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self._model = model
        self.seen, self._pieces = lower.get_dim("nF"), lower.get_dim("nP")
        self.wide = lower.get_dim("nO") * self._pieces
        self.weights = lower.get_param("W").reshape(self.seen, self.wide, -1)
        self.padding = lower.get_param("pad").reshape(self.seen, self.wide)
        self._bias = lower.get_param("b").reshape(self.wide)
        self._scores, self._scores_bias = upper.get_param("W"), upper.get_param("b")

    def vectors(self, docs: list[Doc]) -> Any:
        """Return a row for each word of the documents, one after the other."""
        return self._model.get_ref("tok2vec").predict(docs)

    def product(self, vectors: Any, weights: Any) -> Any:
        """Return what each of the ``vectors`` gives."""
        return self._model.ops.gemm(vectors, weights, trans2=True)

    def scores(self, sums: Any) -> Any:
        """Return the score of each move: of states of whose words this is the sum."""
        from numpy import maximum

        sums = sums + self._bias
        sums = sums.reshape(len(sums), -1, self._pieces)
        best = sums[:, :, 0]
        for i in range(1, self._pieces):
            best = maximum(best, sums[:, :, i])
        out = self.product(best, self._scores)
        out += self._scores_bias
        return out

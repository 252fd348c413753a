"""The vectors of words, in half the time: a word that was seen is looked up, and the layers over it pass by the table less often.

The first layers of the model see a word alone, so what they say of it is remembered; the others see its neighbours. The
vectors are those of the stock layers but for the order in which a processor adds, which changes no annotation. A model
of other layers keeps its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from kg.text.quick.matrices import TILE, steady

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_KNOWN = 16_000
"""Words that are remembered at once, by each of the two networks: 7 MB."""

_ROWS = 4 * TILE
"""Rows that are done at once: their tables stay in the processor's cache."""

_ALONE = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")


def quicken_vectors(nlp: Language) -> None:
    """Let the networks of ``nlp`` remember words; nothing is done where a row of a product depends on the others."""
    from thinc.api import Model, NumpyOps

    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        if not hasattr(model, "walk") or not isinstance(model.ops, NumpyOps) or not steady(model.ops):
            continue
        for node in list(model.walk()):
            kinds = tuple(layer.name.split("(")[0] for layer in node.layers)
            if kinds == _ALONE and _is_mix(node.layers[3].layers[0]):
                model.replace_node(node, _standing_for(Model, node, _Words(node)))
            elif node.name.startswith("with_array(") and _is_windows(node.layers[0]):
                model.replace_node(node, _standing_for(Model, node, _Neighbours(node)))


def _standing_for(new: Any, node: Any, says: Callable[[Any], Any]) -> Any:
    """Return a node that says what ``node`` does; only ``node`` itself can learn."""

    def forward(_: Any, inputs: Any, is_train: bool) -> tuple[Any, Any]:
        return node(inputs, is_train) if is_train or not isinstance(inputs, list) else (says(inputs), None)

    return new(node.name, forward, layers=[node], dims={name: node.maybe_get_dim(name) for name in node.dim_names})


def _is_mix(node: Any) -> bool:
    return [layer.name for layer in _leaves(node)] == ["maxout", "layernorm", "dropout"]


def _is_windows(node: Any) -> bool:
    kinds = ["expand_window", "maxout", "layernorm", "dropout"]
    each = [
        list(_leaves(layer)) for layer in node.layers if layer.name.startswith("residual(") and len(layer.layers) == 1
    ]
    fit = [leaves for leaves in each if [n.name for n in leaves] == kinds and leaves[0].attrs["window_size"] == 1]
    return bool(fit) and len(fit) == len(node.layers)


def _leaves(node: Any) -> Iterator[Any]:
    if not node.layers:
        yield node
    for layer in node.layers:
        yield from _leaves(layer)


class _Words:
    """What the layers that see a word alone say of it."""

    def __init__(self, node: Any) -> None:
        self._extract, _, self._embed, self._mix, _ = node.layers
        self._ops = node.ops
        self._clear()

    def _clear(self) -> None:
        self._place: dict[int, int] = {}
        self._features: Any = None
        self._vectors: Any = None

    def __call__(self, docs: list[Doc]) -> list[Any]:
        """Return a table for each document, with a row for each word."""
        import numpy

        features = self._extract.predict(docs)
        ends = list(accumulate(map(len, features), initial=0))
        table = numpy.concatenate(features) if features else numpy.zeros((0, 0), dtype="uint64")
        if not len(table):
            return [self._ops.alloc2f(0, self._mix.get_dim("nO")) for _ in docs]
        odd = numpy.array([0x9E3779B97F4A7C15 * (2 * i + 1) % 2**64 | 1 for i in range(table.shape[1])], dtype="uint64")
        with numpy.errstate(over="ignore"):
            keys = table * odd
            keys ^= keys >> numpy.uint64(29)
            keys = (keys * odd[::-1]).sum(axis=1)
        different, first, of = numpy.unique(keys, return_index=True, return_inverse=True)
        places = self._places(different.tolist(), table[first])[of]
        if (self._features[places] == table).all():
            vectors = self._vectors[places]
        else:  # two words that differ have the same key
            vectors = self._said(table)
        return [vectors[begin:end] for begin, end in pairwise(ends)]

    def _said(self, features: Any) -> Any:
        return self._mix.predict(self._embed.predict(features))

    def _places(self, keys: list[int], features: Any) -> Any:
        """Return in which row of the table each word stands; those that are new are put there."""
        import numpy

        new = [i for i, key in enumerate(keys) if key not in self._place]
        if self._vectors is None or len(self._place) + len(new) > len(self._vectors):
            self._clear()
            new = list(range(len(keys)))
            size = max(_KNOWN, len(keys))
            self._features = numpy.empty((size, features.shape[1]), dtype=features.dtype)
            self._vectors = numpy.empty((size, self._mix.get_dim("nO")), dtype="float32")
        if new:
            at = len(self._place)
            self._features[at : at + len(new)] = features[new]
            self._vectors[at : at + len(new)] = self._said(features[new])
            self._place.update((keys[i], at + n) for n, i in enumerate(new))
        return numpy.array([self._place[key] for key in keys])


class _Layer:
    """One layer over a word and its two neighbours, added to what there is."""

    def __init__(self, node: Any) -> None:
        _, maxout, norm, _ = _leaves(node)
        self._ops = maxout.ops
        self._pieces, self._width = maxout.get_dim("nP"), maxout.get_dim("nO")
        weights = maxout.get_param("W").transpose(1, 0, 2)  # so that the pieces lie one after the other
        self._weights = weights.reshape(self._pieces * self._width, -1).copy()
        self._bias = maxout.get_param("b").T.reshape(-1).copy()
        self._scale, self._shift = norm.get_param("G"), norm.get_param("b")

    def __call__(self, table: Any) -> Any:
        """Return the table that comes of ``table``."""
        import numpy

        rows, width = table.shape
        out = numpy.empty_like(table)
        wide = numpy.empty((_ROWS, 3 * width), dtype="float32")
        for begin in range(0, rows, _ROWS):
            end = min(begin + _ROWS, rows)
            some = wide[: end - begin]
            some[:, width : 2 * width] = table[begin:end]
            some[1:, :width] = table[begin : end - 1]
            some[0, :width] = table[begin - 1] if begin else 0
            some[:-1, 2 * width :] = table[begin + 1 : end]
            some[-1, 2 * width :] = table[end] if end < rows else 0
            said = self._ops.gemm(some, self._weights, trans2=True)
            said += self._bias
            best = said[:, : self._width]
            for i in range(1, self._pieces):
                best = numpy.maximum(best, said[:, i * self._width : (i + 1) * self._width])
            best -= numpy.add.reduce(best, axis=1, keepdims=True) / numpy.float32(self._width)
            spread = numpy.add.reduce(best * best, axis=1, keepdims=True) / numpy.float32(self._width)
            best *= (spread + numpy.float32(1e-8)) ** numpy.float32(-0.5)
            best *= self._scale
            best += self._shift
            numpy.add(table[begin:end], best, out=out[begin:end])
        return out


class _Neighbours:
    """What the layers that see neighbours say of words."""

    def __init__(self, node: Any) -> None:
        self._pad = int(node.attrs["pad"])
        self._layers = [_Layer(layer) for layer in node.layers[0].layers]

    def __call__(self, tables: list[Any]) -> list[Any]:
        """Return the tables that come of ``tables``, each by itself: rows of nothing keep them apart."""
        import numpy

        ends = list(accumulate((len(table) + self._pad for table in tables), initial=self._pad))
        rows = -(-ends[-1] // TILE) * TILE
        flat = numpy.zeros((rows, tables[0].shape[1]), dtype="float32")
        for begin, table in zip(ends, tables, strict=False):
            flat[begin : begin + len(table)] = table
        for layer in self._layers:
            flat = layer(flat)
        return [flat[begin : begin + len(table)] for begin, table in zip(ends, tables, strict=False)]

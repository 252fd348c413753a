"""Let the parser's networks multiply matrices with numpy's BLAS: the parse takes two thirds of the time (measured).

spaCy multiplies with BLIS, which has no kernels for many of today's processors. The products agree to six
digits, which changes no annotation on 500 paragraphs of news. What the parser says of a paragraph must not depend
on what is parsed along with it, so each row of a product must come out the same to the last bit wherever it
stands among how many others: tables are filled up to whole tiles, and where a processor's kernels do not treat
the rows of a tile alike (those for AVX2 do not), BLIS stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

TILE = 96
"""Rows: a multiple of every kernel's tile, and so many that none takes the way for small tables."""

_CLOSE = 1e-3
"""How far two products of numbers around 1 may lie apart; an old BLAS that does not know its processor errs by more."""

_SHAPES = ((576, 288), (384, 288), (288, 288), (96, 64), (96, 50), (64, 128), (64, 1024), (64, 74), (64, 106))
"""Columns of the two tables of a product, as the networks have them."""


def quicken_products(nlp: Language) -> None:
    """Let the networks of ``nlp`` multiply with numpy, unless its products are not as good as those of BLIS."""
    from thinc.api import NumpyOps

    ops = _ops()
    if not agree(ops, NumpyOps()) or not steady(ops):
        return
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        if hasattr(model, "walk"):
            for node in model.walk():
                if type(node.ops) is NumpyOps:  # another device has its own
                    node.ops = ops


def _ops() -> Any:
    from numpy import empty
    from thinc.api import NumpyOps

    class Ops(NumpyOps):  # type: ignore[misc]  # thinc's is compiled
        """The products of numpy, of whole tiles."""

        def gemm(self, x: Any, y: Any, *, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            """Return the product of ``x`` and ``y``, either of them turned if so said."""
            rows = len(x)
            if trans1 or out is not None or rows % TILE == 0:
                return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
            whole = empty((rows + -rows % TILE, x.shape[1]), dtype=x.dtype)
            whole[:rows] = x
            whole[rows:] = 0
            return super().gemm(whole, y, trans2=trans2)[:rows]

    return Ops(use_blis=False)


def agree(one: Any, other: Any) -> bool:
    """Do both give the same products, but for rounding?"""
    for inner, columns in _SHAPES:
        x, y = _numbers(100, inner), _numbers(columns, inner)
        if not abs(one.gemm(x, y, trans2=True) - other.gemm(x, y, trans2=True)).max() < _CLOSE:
            return False
    return True


def steady(ops: Any) -> bool:
    """Is a row of a product the same to the last bit wherever it stands?"""
    for inner, columns in _SHAPES:
        row, y = _numbers(1, inner), _numbers(columns, inner)
        alone = ops.gemm(row, y, trans2=True)[0]
        for rows in (2, 50, TILE, 1000):
            if not (ops.gemm(row.repeat(rows, axis=0), y, trans2=True) == alone).all():
                return False
    return True


def _numbers(*shape: int) -> Any:
    from numpy.random import default_rng

    return default_rng(0).standard_normal(shape).astype("float32")


@contextmanager
def one_thread() -> Iterator[None]:
    """Let BLAS work in one thread meanwhile: several workers share the cores, and small products gain nothing."""
    with _controller().limit(limits=1, user_api="blas"):
        yield


@cache
def _controller() -> Any:
    """Return what sets the threads of the libraries that are loaded; call it when numpy is."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()

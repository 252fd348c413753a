"""Parses frozen in a file, so that tests of rules need no model and do not move when a model does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc, Token
from spacy.vocab import Vocab


def row(token: Token) -> list[Any]:
    """Return what is kept of a token: text, space, lemma, tag, pos, dep, head, entity."""
    return [
        token.text,
        bool(token.whitespace_),
        token.lemma_,
        token.tag_,
        token.pos_,
        token.dep_,
        token.head.i,
        token.ent_type_,
    ]


def thawed(rows: Sequence[Sequence[Any]], vocab: Vocab | None = None, iob: Sequence[str] | None = None) -> Doc:
    """Return the parse of the rows; without ``iob`` ("B", "I", "O" a token) each token is an entity of its own."""
    marks = iob or ["B"] * len(rows)
    return Doc(
        vocab or Vocab(),
        words=[r[0] for r in rows],
        spaces=[r[1] for r in rows],
        lemmas=[r[2] for r in rows],
        tags=[r[3] for r in rows],
        pos=[r[4] for r in rows],
        deps=[r[5] for r in rows],
        heads=[r[6] for r in rows],
        ents=[f"{mark}-{r[7]}" if r[7] else "O" for mark, r in zip(marks, rows, strict=True)],
    )

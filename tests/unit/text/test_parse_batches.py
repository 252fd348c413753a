"""Short pieces are parsed together, long ones apart, and each document comes out whole and in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.model import Block, Document
from kg.text.parse import BATCH_CHARS, BATCH_PIECES, parse


class Pipe:
    """Stands in for the parser: a piece is parsed to its own text."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []

    def get_pipe(self, name: str) -> None:
        """Return no lemmatizer, so no table of words."""

    def pipe(self, pieces: Iterable[tuple[str, Any]], *, as_tuples: bool, batch_size: int) -> Iterator[tuple[str, Any]]:
        batch = list(pieces)
        assert as_tuples
        assert batch_size == len(batch)
        self.batches.append([len(text) for text, _ in batch])
        yield from batch


def document(id: str, *sizes: int) -> Document:
    blocks, at = [], 0
    for size in sizes:
        blocks.append(Block(at, at + size))
        at += size
    return Document(id, "x" * at, blocks=tuple(blocks))


def test_pieces_are_batched_by_number_and_size() -> None:
    nlp, long = Pipe(), BATCH_CHARS * 2
    documents = [document("a", *[10] * 100), document("b", long, long), Document("c", "one"), document("d", 5, 5)]
    parsed = list(parse(documents, nlp))  # type: ignore[arg-type]  # it has all that is asked of it
    assert [p.document.id for p in parsed] == ["a", "b", "c", "d"]
    assert [[(at, len(doc)) for at, doc in p.blocks] for p in parsed[1:]] == [[(0, long), (long, long)], [(0, 3)], [(0, 5), (5, 5)]]
    assert [len(b) for b in nlp.batches] == [BATCH_PIECES, 37, 1, 3]
    assert nlp.batches[2:] == [[long], [3, 5, 5]]

"""A pipe of the model, replaced by one that does the same for many texts at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_FACTORY = "kg_stand_in"


def stand_in(nlp: Language, name: str, annotate: Callable[[list[Doc]], None], sets: str) -> None:
    """Let ``annotate`` do what the pipe ``name`` of ``nlp`` does, for all texts but those that have an annotation ``sets`` already."""
    from spacy.language import Language

    if not Language.has_factory(_FACTORY):
        Language.factory(_FACTORY, func=_StandIn)
    at = nlp.pipe_names.index(name)
    stock: Any = nlp.remove_pipe(name)[1]
    where: Any = {"after": at - 1} if at else {"first": True}
    pipe: Any = nlp.add_pipe(_FACTORY, name=name, **where)
    pipe.model, pipe.stock, pipe.annotate, pipe.sets = stock.model, stock, annotate, sets


class _StandIn:
    """A pipe."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.model: Any
        self.stock: Any
        self.annotate: Callable[[list[Doc]], None]
        self.sets: str

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc``."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Yield the documents with their annotation, in order."""
        rest = iter(docs)
        while batch := list(islice(rest, batch_size)):
            if any(doc.has_annotation(self.sets) for doc in batch):
                yield from self.stock.pipe(batch, batch_size=batch_size)
                continue
            full = [doc for doc in batch if len(doc)]
            if full:
                self.annotate(full)
            yield from batch

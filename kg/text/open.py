"""Open mode: the plain triples of a sentence, every span as it stands there, with a confidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.extract.repairs import repair
from kg.text.extract.tree import tree
from kg.text.open_find import Candidate, Tokens, candidates
from kg.text.open_read import Line, docs, line_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class OpenTriple:
    """Subject, relation phrase and object as written, how sure they are (0 to 1), and the rule that found them."""

    subject: str
    relation: str
    object: str
    confidence: float
    rule: str
    extra: tuple[str, ...] = ()


def open_triples(doc: Doc, line: Line | None = None) -> list[OpenTriple]:
    """Return the triples of a parsed sentence, best first; ties stand in text order.

    Args:
        doc: a parse, of one or more sentences.
        line: the line as written where the Doc was made from mapped words; else the Doc's own text.
    """
    return list(_triples(doc, line or line_of(doc)))


def open_sentences(
    lines: Iterable[str], nlp: Language, *, batch_size: int = 16
) -> Iterator[tuple[str, list[OpenTriple]]]:
    """Yield each line with its triples, in the order given; a line without any gets an empty list."""
    for line, doc in docs(lines, nlp, batch_size=batch_size):
        yield line.text, open_triples(doc, line)


def _triples(doc: Doc, line: Line) -> Iterator[OpenTriple]:
    seen: set[tuple[str, str, str]] = set()
    for c in candidates(repair(tree(doc))):
        relation = " ".join(p for p in (span_text(line, c.relation), c.fixed) if p)
        key = (span_text(line, c.subject), relation, span_text(line, c.object))
        if key not in seen and all(key) and "|" not in c.path:
            seen.add(key)
            yield OpenTriple(*key, round(1 / (1 + c.path.count(">")), 2), c.path)


def span_text(line: Line, tokens: Tokens) -> str:
    """Return the words of ``tokens`` as written: neighbours keep what stands between them, a gap is one space."""
    out: list[str] = []
    last = -1
    for t in tokens:
        w = line.word_of[t]
        if w == last:
            continue
        a, b = line.words[w]
        if out and (w != last + 1 or line.words[last][1] < a):
            out.append(" ")
        out.append(line.text[a:b])
        last = w
    return "".join(out)


__all__ = ["Candidate", "OpenTriple", "open_sentences", "open_triples", "span_text"]

"""Open mode: the plain triples of a sentence, every span as it stands there, with a confidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.extract.repairs import repair
from kg.text.extract.tree import tree
from kg.text.open_find import Tokens, candidates
from kg.text.open_rank import rank
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

    @property
    def spans(self) -> tuple[str, ...]:
        """Every part as written, in order: subject, relation, object, further arguments."""
        return (self.subject, self.relation, self.object, *self.extra)


def open_triples(doc: Doc, line: Line | None = None) -> list[OpenTriple]:
    """Return the triples of a parse, sentence by sentence, the surest first; ties stand in text order.

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
    parsed = repair(tree(doc))
    seen: set[tuple[str, ...]] = set()
    for c, confidence in rank(parsed, candidates(parsed)):
        words = tuple(span_text(line, p) for p in (c.subject, c.relation, c.object, *c.extra))
        if words not in seen:
            seen.add(words)
            yield OpenTriple(words[0], words[1], words[2], confidence, c.path, words[3:])


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

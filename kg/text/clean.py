"""Cut a document into blocks to parse, and into what is not the article, with the reason kept.

Blocks and dropped stretches never overlap, and all text but white space is in one of them. A line
is a block of its own, unless its paragraph was wrapped by width.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.model import Block, Document, Dropped
from kg.text import boilerplate
from kg.text.read.dateline import DATE_LINE, PLACE_BEFORE, is_headline

EDGE = 6
"""Lines at either end of a text in which bylines, tags and agency lines stand."""

LONGEST_BLOCK = 20_000
"""Characters that are parsed as one piece; a longer line is cut at a sentence's end."""

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LAST = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_CREDIT = re.compile(
    r"(?:^|(?<=[.!?…\"”)\w] ))[(\[]?(?:Image|Photo|Picture|Photograph|Illustration)(?: credit)?: "
    r"(?=[A-Z@©])[^.!?:]{2,60}[)\]]?\.?$"
)
_NAME = re.compile(r"[A-Z][\w'’-]+(?: (?:[A-Z]\.|[A-Z][\w'’-]+|de|da|van|von|der|bin|al|el|la|le)){0,2} [A-Z][\w'’-]+")
# Words of section titles and labels: a line of them is no person's name.
_NO_NAME = re.compile(
    r"\b(?:the|news|early|later|life|career|history|background|overview|list|world|report|update|analysis|review|opinion"
    r"|business|politics|sports?|death|legacy|education|works?|general|questions?|interview|music|film|games?|north|south"
    r"|east|west|new|city|university|company|group|party|council|union|states|day|festival|church|bank|ltd|inc|corp)\b",
    re.I,
)
_FIRST_PERSON = re.compile(r"^My\b|\b(?:my|me|myself)\b|(?:^|[.!?,;:]\s+|\b[a-z]+\s+)I\b")  # not "World War I"
_BREAK = r"(?>\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029])"
_BLANK_LINE = re.compile(rf"{_BREAK}[^\S\r\n]*{_BREAK}")
_QUOTED = re.compile(r"[\"“][^\"“”]*(?:[\"”]|$)")
_BIO = re.compile(
    r"\b(?:graduate[sd]?|student|writers?|write|writing|blogg?(?:er|ing)?|journalis[tm]|freelanc\w+|author|editor"
    r"|columnist|critic|enthusiast|passion(?:ate)?|aspirant|co-?founder|content|travelogues?|bachelor\w*|master['’]?s"
    r"|ph\.?d|degree|majoring|hobby|hobbies|loves? (?:to|reading|writing|travel\w*)|articles|avid|speciali[sz]\w+"
    r"|years of experience|contributor)\b",
    re.I,
)
_BIO_OTHER = re.compile(
    rf"({boilerplate.NAME}) (?:is|was|works as) an? (?:\w+[ -]){{0,3}}"
    r"(?:freelance|staff|contributing|senior|award-winning|veteran|\w+-based) (?:\w+ ){0,2}"
    r"(?:writer|journalist|reporter|editor|columnist|correspondent|contributor|blogger|author)\b.*"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line without the blanks around it, or the lines of a wrapped paragraph, with single spaces."""

    start: int
    end: int
    text: str
    wrapped: bool = False
    reason: str | None = None


def clean(document: Document, keep_boilerplate: bool = False, table: Sequence[Sequence[str]] | None = None) -> Document:
    """Return the document with its blocks and what was dropped.

    Args:
        keep_boilerplate: drop nothing.
        table: rows of the boiler-plate table (pattern, where, reason); None: the shipped one.
    """
    pieces = list(_pieces(document.text))
    if not keep_boilerplate:
        pieces = _judge(pieces, document, boilerplate.patterns(table))
    text = document.text
    dropped = tuple(Dropped(n.start, n.end, n.reason, text[n.start : n.end]) for n in pieces if n.reason is not None)
    blocks = tuple(b for block in _blocks(pieces) for part in _dateline(text, block) for b in _cut(text, part))
    return replace(document, blocks=blocks, dropped=dropped)


# --------------------------------------------------------------------------- lines and pieces


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield the lines, those of a paragraph that was wrapped by width as one piece."""
    for group in _groups(text):
        width = _width(group)
        at = 0
        for i in range(1, len(group) + 1):
            if i == len(group) or not _goes_on(group[i - 1], group[i], width):
                start, end = group[at].start, group[i - 1].end
                yield _Piece(start, end, " ".join(text[start:end].split()), i - at > 1)
                at = i


def _groups(text: str) -> Iterator[list[_Piece]]:
    """Yield runs of lines with no blank line between them."""
    group: list[_Piece] = []
    for match in _LINE.finditer(text):
        line = match[0].strip()
        if not line:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if group and _BLANK_LINE.search(text, group[-1].end, start):
            yield group
            group = []
        group.append(_Piece(start, start + len(line), line))
    if group:
        yield group


def _width(group: list[_Piece]) -> int:
    """Return the width at which lines were broken, or 0 if they were not.

    Broken lines are full (the next word had no room), seldom end a sentence, and go on in lower case.
    """
    if len(group) < 3:
        return 0
    longest = max(len(n.text) for n in group)
    full = [(a, b) for a, b in pairwise(group) if _is_full(a, b, longest)]
    broken = [(a, b) for a, b in full if not _LAST.search(a.text)]
    small = [b for _, b in full if not b.text[0].isupper()]
    enough = len(full) >= max(2, 0.6 * (len(group) - 1)) and 2 * len(broken) > len(full) and 2 * len(small) >= len(full)
    return longest if enough and 40 <= longest <= 140 else 0


def _is_full(a: _Piece, b: _Piece, width: int) -> bool:
    """Return whether the first word of ``b`` had no room left on the line ``a``."""
    return len(a.text) + 1 + len(b.text.split(" ", 1)[0]) > width


def _goes_on(a: _Piece, b: _Piece, width: int) -> bool:
    if width and _is_full(a, b, width):
        return True
    return b.text[:1].islower() and not _LAST.search(a.text) and len(a.text) >= 25


def _split_credits(pieces: list[_Piece], text: str) -> Iterator[_Piece]:
    """Cut the credit off the end of a caption: "Boats at dusk. Image: Petra Voss." are two pieces."""
    for piece in pieces:
        tail = max(piece.start, piece.end - 120)
        match = _CREDIT.search(text[tail : piece.end]) if ": " in piece.text and not piece.wrapped else None
        if match is None:
            yield piece
            continue
        at = tail + match.start()
        caption = text[piece.start : at].rstrip()
        if caption:
            yield replace(piece, end=piece.start + len(caption), text=" ".join(caption.split()))
        yield _Piece(at, piece.end, text[at : piece.end])  # kept: it names somebody


def _cut_glued(pieces: Iterable[_Piece], table: Sequence[boilerplate.Pattern]) -> Iterator[_Piece]:
    """Cut a photo credit out of a line: "… on Sunday. Petra Voss/AP Boats lie at dusk." are three pieces, and one goes."""
    for piece in pieces:
        at = 0
        for start, end, reason in boilerplate.glued(piece.text, table) if "/" in piece.text and len(piece.text) == piece.end - piece.start else ():
            yield from _part(piece, at, start)
            yield from _part(piece, start, end, reason)
            at = end
        yield from _part(piece, at, len(piece.text)) if at else (piece,)


def _part(piece: _Piece, start: int, end: int, reason: str | None = None) -> Iterator[_Piece]:
    """Yield a stretch of a line without the blanks around it, if anything is left."""
    text = piece.text[start:end]
    start += len(text) - len(text.lstrip())
    if text.strip():
        yield _Piece(piece.start + start, piece.start + start + len(text.strip()), text.strip(), reason=reason)


def _judge(lines: list[_Piece], document: Document, table: Sequence[boilerplate.Pattern]) -> list[_Piece]:
    """Return the lines with the reason set on those that are not the article; never on all of them."""
    judged = list(_cut_glued(_split_credits(lines, document.text), table))
    texts = [n.text for n in judged]
    seen: Counter[str] = Counter()
    title = _bare(texts[0]) if texts else ""
    for i, line in enumerate(judged):
        bare = _bare(line.text)
        if line.reason is None:
            judged[i] = replace(line, reason=_reason(i, texts, table, seen[bare] > 0, bare == title))
        seen[bare] += 1
    _drop_names(judged, document)
    _drop_biographies(judged, document)
    _drop_widgets(judged)
    return judged if any(n.reason is None for n in judged) else lines


def _reason(i: int, texts: list[str], table: Sequence[boilerplate.Pattern], repeated: bool, titled: bool) -> str | None:
    text = texts[i]
    if i > 0 and titled and i < EDGE:
        return "headline said twice"
    if repeated and len(text.split()) >= 4:
        return "repeated line"
    if 0 < i < EDGE and DATE_LINE.fullmatch(text):
        return "date line"
    if i == 0:
        return None  # whatever it is, it is the headline
    end = i >= len(texts) - EDGE
    return boilerplate.reason(text, table, edge=end or i < EDGE, end=end)


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


# --------------------------------------------------------------------------- rules that need the whole text


def _drop_names(lines: list[_Piece], document: Document) -> None:
    """A person's name alone on a line under the headline, not spoken of in the article: the author."""
    for i, line in enumerate(lines[1:4], 1):
        if line.reason is not None or not _NAME.fullmatch(line.text) or _NO_NAME.search(line.text):
            continue
        others = document.text[: line.start] + document.text[line.end :]
        surname = line.text.split()[-1]
        if not re.search(rf"\b{re.escape(surname)}\b", others) and any(_is_sentence(n.text) for n in lines[i + 1 :]):
            lines[i] = replace(line, reason="byline")


def _drop_biographies(lines: list[_Piece], document: Document) -> None:
    """Last paragraphs that speak of the author: in the first person outside quotes, or by a name not in the article."""
    kept = [i for i, n in enumerate(lines) if n.reason is None]
    if not kept:
        return
    # Texts in the first person (interviews, columns) keep theirs: "I" elsewhere outside quotes.
    speaks = sum(1 for i in kept[:-2] if _in_first_person(lines[i].text))
    for i in reversed(kept[1:]):
        text = lines[i].text
        if _in_first_person(text):
            if speaks or len({m.lower() for m in _BIO.findall(_QUOTED.sub("", text))}) < 2:
                return
        else:
            match = _BIO_OTHER.match(text) if len(text) <= 2 * boilerplate.LONGEST else None
            names = match[1].split() if match else []
            before = " ".join(lines[j].text for j in kept if j < i)
            if not names or re.search(rf"\b{re.escape(names[-1])}\b", before):
                return
        lines[i] = replace(lines[i], reason="author biography")


def _in_first_person(text: str) -> bool:
    return _FIRST_PERSON.search(_QUOTED.sub("", text)) is not None


def _drop_widgets(lines: list[_Piece]) -> None:
    """Drop labels of one to three words at the very end, under lines that were dropped: what a page shows there."""
    at = len(lines) - 1
    while at > 0 and (lines[at].reason is not None or _is_label(lines[at].text)):
        at -= 1
    tail = range(at + 1, len(lines))
    first = next((i for i in tail if lines[i].reason is not None), None)
    for i in tail:
        if first is not None and i > first and lines[i].reason is None:
            lines[i] = replace(lines[i], reason="widget label")


def _is_label(text: str) -> bool:
    return len(text.split()) <= 3 and not _LAST.search(text)


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= 8


# --------------------------------------------------------------------------- blocks


def _blocks(pieces: list[_Piece]) -> Iterator[Block]:
    kept = [n for n in pieces if n.reason is None]
    for i, piece in enumerate(kept):
        kind = "headline" if not piece.wrapped and _is_title(piece.text, i) else "paragraph"
        yield Block(piece.start, piece.end, kind)


def _is_title(text: str, i: int) -> bool:
    return is_headline(text) and (i == 0 or (not _LAST.search(text) and len(text.split()) <= 15))


def _dateline(text: str, block: Block) -> Iterator[Block]:
    """Part the place and agency from the sentence that they stand before: they are no subject of it."""
    match = PLACE_BEFORE.match(text, block.start, block.end) if block.kind == "paragraph" else None
    if match is None or match.end() >= block.end:
        yield block
        return
    yield Block(block.start, match.start() + len(match[0].rstrip()), "dateline")
    yield Block(match.end(), block.end, block.kind)


def _cut(text: str, block: Block) -> Iterator[Block]:
    """Cut a block that is too long to parse, after a sentence, else a word, else anywhere."""
    start = block.start
    while block.end - start > LONGEST_BLOCK:
        piece = text[start : start + LONGEST_BLOCK]
        at = max(piece.rfind(mark) + len(mark) for mark in (". ", ".\n", "? ", "! "))
        if at < LONGEST_BLOCK // 4:
            at = piece.rfind(" ") + 1
        if at < LONGEST_BLOCK // 4:
            at = LONGEST_BLOCK
        end = start + len(text[start : start + at].rstrip())
        if end > start:
            yield Block(start, end, block.kind)
        start += at
        start += len(text[start : block.end]) - len(text[start : block.end].lstrip())
    if start < block.end:
        yield Block(start, block.end, block.kind)

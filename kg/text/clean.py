"""Cut a document into blocks to parse, and into what is not the article, with the reason kept.

Blocks and dropped stretches never overlap, and all text but white space is in one of them. A line
is a block of its own, unless its paragraph was wrapped by width.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import Block, Document, Dropped
from kg.text import boilerplate
from kg.text.read.dateline import DATE_LINE, is_headline

EDGE = 6
"""Lines at either end of a text in which bylines, tags and agency lines stand."""

LONGEST_BLOCK = 20_000
"""Characters that are parsed as one piece; a longer line is cut at a sentence's end."""

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LAST = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_CREDIT = re.compile(
    r"(?:^|(?<=[.!?…\"”)\w] ))[(\[]?(?:Image|Photo|Picture|Photograph|Illustration|Credit|Photo credit|Image credit): (?=[A-Z@©])[^.!?:]{2,60}?(?:\.[A-Z]?)?[)\]]?\.?$"
)
_NAME = re.compile(r"[A-Z][\w'’-]+(?: (?:[A-Z]\.|[A-Z][\w'’-]+|de|da|van|von|der|bin|al|el|la|le)){1,3}")
# Words of section titles and labels: a line of them is no person's name.
_NO_NAME = re.compile(
    r"\b(?:the|news|early|later|life|career|history|background|overview|list|world|report|update|analysis|review|opinion"
    r"|business|politics|sports?|death|legacy|education|works?|general|questions?|interview|music|film|games?|north|south"
    r"|east|west|new|city|university|company|group|party|council|union|states|day|festival|church|bank|ltd|inc|corp)\b",
    re.I,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]m|I['’]ve|[Mm]y|[Mm]e|myself)\b")
_QUOTED = re.compile(r"[\"“][^\"“”]*(?:[\"”]|$)")
_BIO = re.compile(
    r"\b(?:graduate[sd]?|student|writers?|write|writing|blogg?(?:er|ing)?|journalis[tm]|freelanc\w+|author|editor|columnist|critic|enthusiast"
    r"|passion(?:ate)?|aspirant|co-?founder|content|travelogues?|bachelor\w*|master['’]?s|ph\.?d|degree|majoring|hobby|hobbies"
    r"|love to|loves? (?:reading|writing|travel\w*)|reading books|articles|avid|specializ\w+|specialis\w+|years of experience|contributor)\b",
    re.I,
)
_BIO_OTHER = re.compile(
    rf"({boilerplate.NAME}) (?:is|was|works as) an? (?:\w+[ -]){{0,3}}(?:freelance|staff|contributing|senior|award-winning|veteran|\w+-based)"
    r" (?:\w+ ){0,2}(?:writer|journalist|reporter|editor|columnist|correspondent|contributor|blogger|author)\b.*"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A stretch of one line without the blanks around it; ``gap``: a blank line stands before it."""

    start: int
    end: int
    text: str
    gap: bool
    reason: str | None = None


def clean(
    document: Document, keep_boilerplate: bool = False, table: Sequence[Sequence[str]] | None = None
) -> Document:
    """Return the document with its blocks and what was dropped.

    Args:
        keep_boilerplate: drop nothing.
        table: rows of the boiler-plate table (pattern, where, reason); None: the shipped one.
    """
    lines = list(_lines(document.text))
    if not keep_boilerplate:
        lines = _judge(lines, document, boilerplate.patterns(table))
    dropped = tuple(Dropped(n.start, n.end, n.reason, n.text) for n in lines if n.reason is not None)
    blocks = tuple(b for block in _blocks(lines) for b in _cut(document.text, block))
    return replace(document, blocks=blocks, dropped=dropped)


# --------------------------------------------------------------------------- lines


def _lines(text: str) -> Iterator[_Line]:
    last = 0
    for match in _LINE.finditer(text):
        line = match[0].strip()
        if not line:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        between = text[last:start].replace("\r\n", "\n")
        yield _Line(start, start + len(line), line, last == 0 or len(re.findall(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", between)) > 1)
        last = start + len(line)


def _split_credits(lines: list[_Line]) -> Iterator[_Line]:
    """Cut the credit off the end of a caption: "Boats at dusk. Image: Petra Voss." are two stretches."""
    for line in lines:
        match = _CREDIT.search(line.text[-120:]) if ": " in line.text[-120:] else None
        if match is None:
            yield line
            continue
        at = max(0, len(line.text) - 120) + match.start()
        caption = line.text[:at].rstrip()
        if caption:
            yield replace(line, end=line.start + len(caption), text=caption)
        yield replace(line, start=line.start + at, text=line.text[at:], gap=line.gap and not caption, reason="photo credit")


def _judge(lines: list[_Line], document: Document, table: Sequence[boilerplate.Pattern]) -> list[_Line]:
    """Return the lines with the reason set on those that are not the article; never on all of them."""
    judged = list(_split_credits(lines))
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


def _drop_names(lines: list[_Line], document: Document) -> None:
    """A person's name alone on a line under the headline, not spoken of in the article: the author."""
    for i, line in enumerate(lines[1:4], 1):
        if line.reason is not None or not _NAME.fullmatch(line.text) or _NO_NAME.search(line.text):
            continue
        others = document.text[: line.start] + document.text[line.end :]
        surname = line.text.split()[-1]
        if not re.search(rf"\b{re.escape(surname)}\b", others) and any(_is_sentence(n.text) for n in lines[i + 1 :]):
            lines[i] = replace(line, reason="byline")


def _drop_biographies(lines: list[_Line], document: Document) -> None:
    """Last paragraphs that speak of the author: in the first person outside quotes, or by a name not in the article."""
    kept = [i for i, n in enumerate(lines) if n.reason is None]
    if not kept:
        return
    # Texts in the first person (interviews, columns) keep theirs: "I" elsewhere outside quotes.
    speaks = sum(1 for i in kept[:-2] if _in_first_person(lines[i].text))
    for i in reversed(kept[1:]):
        text = lines[i].text
        if _in_first_person(text):
            if speaks or len(set(m.lower() for m in _BIO.findall(_QUOTED.sub("", text)))) < 2:
                return
        else:
            match = _BIO_OTHER.fullmatch(text) if len(text) <= 2 * boilerplate.LONGEST else None
            names = match[1].split() if match else []
            before = " ".join(lines[j].text for j in kept if j < i)
            if not names or re.search(rf"\b{re.escape(names[-1])}\b", before):
                return
        lines[i] = replace(lines[i], reason="author biography")


def _in_first_person(text: str) -> bool:
    return _FIRST_PERSON.search(_QUOTED.sub("", text)) is not None


def _drop_widgets(lines: list[_Line]) -> None:
    """Labels of one to three words at the very end, beside lines that were dropped: what a page shows under the article."""
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


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    """Join lines that were wrapped by width; every other line is a block."""
    kept = [n for n in lines if n.reason is None]
    widths = _widths(lines)
    i = 0
    while i < len(kept):
        j = i
        while j + 1 < len(kept) and _wrapped(kept[j], kept[j + 1], widths[kept[j].start], lines):
            j += 1
        whole = j > i
        kind = "headline" if not whole and _is_title(kept[i].text, i) else "paragraph"
        yield Block(kept[i].start, kept[j].end, kind)
        i = j + 1


def _widths(lines: list[_Line]) -> dict[int, int]:
    """Return, by each line's start, the width at which its paragraph was wrapped, or 0."""
    out: dict[int, int] = {}
    group: list[_Line] = []
    groups: list[list[_Line]] = []
    for line in lines:
        if line.gap and group:
            groups.append(group)
            group = []
        group.append(line)
    groups.append(group)
    own = [_width(g) for g in groups]
    common = max(own, default=0)
    for g, width in zip(groups, own, strict=True):
        for line in g:
            # A paragraph of two lines shows no width; that of the longer ones holds for it.
            out[line.start] = width or (common if len(g) == 2 and len(g[0].text) <= common else 0)
    return out


def _width(group: list[_Line]) -> int:
    """Return the longest line's length if every line but the last was filled as far as it went, else 0."""
    if len(group) < 3:
        return 0
    longest = max(len(n.text) for n in group)
    filled = all(len(a.text) + 1 + len(b.text.split(" ", 1)[0]) > longest for a, b in zip(group, group[1:], strict=False))
    return longest if filled and 40 <= longest <= 140 else 0


def _wrapped(a: _Line, b: _Line, width: int, lines: list[_Line]) -> bool:
    if b.gap or any(n.reason is not None and a.end <= n.start < b.start for n in lines[:0]):
        return False
    if width and len(a.text) + 1 + len(b.text.split(" ", 1)[0]) > width:
        return True
    return b.text[:1].islower() and not _LAST.search(a.text) and len(a.text) >= 25


def _is_title(text: str, i: int) -> bool:
    return is_headline(text) and (i == 0 or (not _LAST.search(text) and len(text.split()) <= 15))


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

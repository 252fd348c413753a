"""Read files, folders, globs and standard input into documents. Nothing here raises: what cannot be read is a ``Problem``.

A reader is ``(file, config) -> Iterator[Found | Problem]``: ``file`` is an open binary stream that
refuses to give more than ``config.max_file_size`` bytes. Formats stand in ``READERS`` by file
ending; each module is imported when its first file comes. No reader asks the network for anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.config import Config
from kg.errors import InputError
from kg.model import Document
from kg.text.read.decode import safe
from kg.text.read.found import Found, Problem
from kg.text.read.sources import Source, expand, safe_id
from kg.text.read.streams import records

__all__ = ["READERS", "Found", "Problem", "read"]

READERS: dict[str, str] = {
    "txt": "kg.text.read.plain:read_plain",
    "text": "kg.text.read.plain:read_plain",
    "md": "kg.text.read.markdown:read_markdown",
    "markdown": "kg.text.read.markdown:read_markdown",
    "html": "kg.text.read.html:read_html",
    "htm": "kg.text.read.html:read_html",
    "xhtml": "kg.text.read.html:read_html",
    "jsonl": "kg.text.read.jsonl:read_jsonl",
    "ndjson": "kg.text.read.jsonl:read_jsonl",
    "json": "kg.text.read.json:read_json",
    "csv": "kg.text.read.table:read_csv",
    "tsv": "kg.text.read.table:read_tsv",
    "pdf": "kg.text.read.pdf:read_pdf",
    "docx": "kg.text.read.docx:read_docx",
}
"""File ending -> "module:function". ``.gz`` after any of them is unpacked on the way."""


def read(paths: Sequence[str], config: Config) -> Iterator[Document | Problem]:
    """Yield every document of the paths, and one problem for each thing that could not be read.

    The order and the ids do not depend on the order of ``paths``; a file named twice is read once.
    Folders are read recursively; in them hidden files, README and LICENSE files are passed over.
    """
    sources, problems = expand(paths, READERS)
    yield from problems
    taken = {source.id for source in sources}
    for source in sources:
        for item in records(source, config, READERS):
            if isinstance(item, Problem):
                yield item
            else:
                yield from _document(item, source, taken, config)


def _document(found: Found, source: Source, taken: set[str], config: Config) -> Iterator[Document | Problem]:
    from kg.text.read.dateline import headline, published

    def problem(what: str, code: str, hint: str) -> Problem:
        return Problem(source.path, found.line, what, code, hint)

    text = safe(found.text)
    if not text.strip():
        yield problem("there is no text in it", "KG114", "leave it out")
    elif len(text) > config.max_chars:
        limit = f"the text has {len(text)} characters, more than {config.max_chars}"
        yield problem(limit, "KG117", "split it, or raise --max-chars")
    else:
        yield Document(
            id=_id(found, source, taken),
            text=text,
            path=source.path,
            title=_line(found.title) or headline(text),
            published=published(text, found.published),
            url=_line(found.url),
            source=_line(found.source),
        )


def _id(found: Found, source: Source, taken: set[str]) -> str:
    """Return the id: the file's, or for a record of many its own, or file and line."""
    if found.line is None:
        return source.id
    own = safe_id(found.id) if found.id else ""
    for candidate in (own, f"{source.id}-{own}" if own else "", f"{source.id}-{found.line}"):
        if candidate and candidate not in taken:
            taken.add(candidate)
            return candidate
    extra = 2
    while f"{source.id}-{found.line}-{extra}" in taken:
        extra += 1
    taken.add(f"{source.id}-{found.line}-{extra}")
    return f"{source.id}-{found.line}-{extra}"


def _line(value: str | None) -> str | None:
    """Return metadata as one line of at most 500 characters, or None if there is nothing in it."""
    return (" ".join(safe(value).split())[:500] or None) if value else None


def problem_of(error: InputError, path: str) -> Problem:
    """Return an error of a reader as the problem of the file it was reading."""
    return Problem(path, error.line, error.what, error.code, error.hint)

"""Read files, folders, globs and standard input into documents. What cannot be read is a ``Problem``, never an error.

A reader is ``(file, config) -> Iterator[Found | Problem]``: ``file`` is an open binary stream that
refuses to give more than ``config.max_file_size`` bytes. Formats stand in ``kg.plugins`` by file
ending; each module is imported when its first file comes. No reader asks the network for anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import plugins
from kg.config import Config
from kg.model import Document
from kg.text.read.decode import safe
from kg.text.read.found import Found, Problem
from kg.text.read.sources import Source, expand, safe_id
from kg.text.read.streams import records

__all__ = ["Found", "Problem", "read"]

def read(paths: Sequence[str], config: Config) -> Iterator[Document | Problem]:
    """Yield every document of the paths, and one problem for each thing that could not be read.

    The order and the ids do not depend on the order of ``paths``; a file named twice is read once.
    Folders are read recursively; in them hidden files, README and LICENSE files are passed over.
    """
    sources, problems = expand(paths, plugins.names("readers"))
    yield from problems
    taken = {source.id for source in sources}
    for source in sources:
        for item in records(source, config):
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

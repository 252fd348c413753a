"""Read files, folders, globs and standard input into documents. What cannot be read is a ``Problem``, never an error.

A reader is ``(file, config) -> Iterator[Found | Problem]``: ``file`` is an open binary stream that
refuses to give more than ``config.max_file_size`` bytes. Formats stand in ``kg.plugins`` by file
ending; each module is imported when its first file comes. No reader asks the network for anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg import plugins
from kg.config import Config
from kg.model import Document
from kg.text.read.decode import safe
from kg.text.read.found import Found, Problem
from kg.text.read.sources import Source, expand, safe_id
from kg.text.read.streams import records

__all__ = ["Found", "Names", "Problem", "Source", "Unnamed", "documents_of", "read", "sources_of"]


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A document that has no id yet: ids are given when all documents of a build are known."""

    document: Document  # id ""
    line: int | None = None  # one of many in its file: its line or number
    own: str = ""  # the id that it brings along, safe to use


def read(paths: Sequence[str], config: Config) -> Iterator[Document | Problem]:
    """Yield every document of the paths, and one problem for each thing that could not be read.

    The order and the ids do not depend on the order of ``paths``; a file named twice is read once.
    Folders are read recursively; in them hidden files, README and LICENSE files are passed over.
    """
    sources, problems = sources_of(paths)
    yield from problems
    names = Names(sources)
    for source in sources:
        for item in documents_of(source, config):
            if isinstance(item, Problem):
                yield item
            else:
                yield replace(item.document, id=names.name(source.id, item.line, item.own))


def sources_of(paths: Sequence[str]) -> tuple[list[Source], list[Problem]]:
    """Return the files behind the paths, sorted and with their ids, and what is not to be had."""
    return expand(paths, plugins.names("readers"))


def documents_of(source: Source, config: Config) -> Iterator[Unnamed | Problem]:
    """Yield the documents of one file, not yet named, and its problems."""
    for item in records(source, config):
        yield item if isinstance(item, Problem) else _document(item, source, config)


class Names:
    """Ids for the documents of a build, asked for in the order of its sources."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._taken = {source.id for source in sources}

    def name(self, source: str, line: int | None, own: str) -> str:
        """Return the id: the file's, or for a record of many its own, or file and line."""
        if line is None:
            return source
        for candidate in (own, f"{source}-{own}" if own else "", f"{source}-{line}"):
            if candidate and candidate not in self._taken:
                self._taken.add(candidate)
                return candidate
        extra = 2
        while f"{source}-{line}-{extra}" in self._taken:
            extra += 1
        self._taken.add(f"{source}-{line}-{extra}")
        return f"{source}-{line}-{extra}"


def _document(found: Found, source: Source, config: Config) -> Unnamed | Problem:
    from kg.text.read.dateline import headline, published

    def problem(what: str, code: str, hint: str) -> Problem:
        return Problem(source.path, found.line, what, code, hint)

    text = safe(found.text)
    if not text.strip():
        return problem("there is no text in it", "KG114", "leave it out")
    if len(text) > config.max_chars:
        limit = f"the text has {len(text)} characters, more than {config.max_chars}"
        return problem(limit, "KG117", "split it, or raise --max-chars")
    document = Document(
        id="",
        text=text,
        path=source.path,
        title=_line(found.title) or headline(text),
        published=published(text, found.published),
        url=_line(found.url),
        source=_line(found.source),
    )
    return Unnamed(document, found.line, safe_id(found.id) if found.id else "")


def _line(value: str | None) -> str | None:
    """Return metadata as one line of at most 500 characters, or None if there is nothing in it."""
    return (" ".join(safe(value).split())[:500] or None) if value else None

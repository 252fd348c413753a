"""Word (.docx): the paragraphs of ``word/document.xml``, by the standard library alone.

Bounded by design: no entity is ever declared (expansion bombs, files from outside), no more than
``max_file_size`` bytes are unpacked, nesting is counted.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO
from xml.parsers import expat

from kg.config import Config
from kg.errors import InputError
from kg.text.read.found import Found

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
DEEPEST = 1000
PARTS = 10_000
"""Files in the archive; real documents have some dozens."""


def read_docx(file: BinaryIO, config: Config) -> Iterator[Found]:
    """Yield the document's text, a line a paragraph. Raises: InputError for what is no Word file, or a bomb."""
    try:
        archive = zipfile.ZipFile(BytesIO(file.read()))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise _broken(error) from None
    with archive:
        if len(archive.infolist()) > PARTS:
            raise InputError("the archive holds too many parts", hint="save it again", code="KG116")
        body = _Body(config.max_chars)
        try:
            _parse(archive, "word/document.xml", body, config.max_file_size)
        except KeyError:
            raise InputError("it is no Word document", hint="save it as .docx", code="KG118") from None
        title = _Body(config.max_chars, wanted=("title",))
        try:
            _parse(archive, "docProps/core.xml", title, min(config.max_file_size, 1_000_000))
        except (KeyError, InputError):
            title.lines.clear()
    yield Found("\n\n".join(body.lines), title=" ".join(title.lines).strip() or None)


class _Body:
    """Collects text between the start and end of paragraphs."""

    def __init__(self, max_chars: int, wanted: tuple[str, ...] = ("t",)) -> None:
        self.lines: list[str] = []
        self._now: list[str] = []
        self._wanted, self._max, self._length, self._depth, self._inside = wanted, max_chars, 0, 0, 0

    def start(self, name: str, _: dict[str, str]) -> None:
        """Take note of an element's start. Raises: InputError for nesting without end."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise InputError("it is nested too deeply", hint="save it again", code="KG118")
        local = name.rpartition("}")[2]
        if local in self._wanted:
            self._inside += 1
        elif local in ("tab", "br", "cr") and name.startswith((W, STRICT)):
            self._now.append("\t" if local == "tab" else "\n")

    def end(self, name: str) -> None:
        """Take note of an element's end; a paragraph becomes a line."""
        self._depth -= 1
        local = name.rpartition("}")[2]
        if local in self._wanted:
            self._inside -= 1
        if local == "p" or (self._depth == 0 and self._now):
            line = "".join(self._now).strip()
            if line:
                self.lines.append(line)
            self._now.clear()

    def data(self, text: str) -> None:
        """Take text. Raises: InputError over ``max_chars``."""
        if self._inside:
            self._length += len(text)
            if self._length > self._max:
                what = f"the text has more than {self._max} characters"
                raise InputError(what, hint="split it, or raise --max-chars", code="KG117")
            self._now.append(text)


def _parse(archive: zipfile.ZipFile, name: str, body: _Body, limit: int) -> None:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = body.start
    parser.EndElementHandler = body.end
    parser.CharacterDataHandler = body.data
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    given = 0
    try:
        with archive.open(name) as part:
            while chunk := part.read(65536):
                given += len(chunk)
                if given > limit:
                    what = f"it unpacks to more than {limit} bytes"
                    raise InputError(what, hint="split it, or raise --max-file-size", code="KG116")
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise _broken(error) from None


def _refuse(*_: Any) -> None:
    what = "its XML declares a document type, as no Word program does"
    raise InputError(what, hint="do not trust it", code="KG118")


def _broken(error: Exception) -> InputError:
    return InputError(f"the Word file is broken ({str(error)[:80]})", hint="save it again as .docx", code="KG118")

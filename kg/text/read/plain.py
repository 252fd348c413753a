"""Plain text: the file's characters as they are, without the byte order mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.config import Config
from kg.errors import InputError
from kg.text.read.decode import decode
from kg.text.read.found import Found


def read_plain(file: BinaryIO, config: Config) -> Iterator[Found]:
    """Yield the text. Line ends stay as they are, so offsets are those of the file.

    Raises: InputError for binary data, or more than ``config.max_chars`` can fill.
    """
    yield Found(text_of(file, config))


def text_of(file: BinaryIO, config: Config) -> str:
    """Return the decoded text of ``file``. Raises: InputError for binary data or too much of it."""
    most = 4 * config.max_chars + 4  # a character takes at most four bytes; refused before it is decoded
    data = file.read(most + 1)
    if len(data) > most:
        what = f"the text has more than {config.max_chars} characters"
        raise InputError(what, hint="split it, or raise --max-chars", code="KG117")
    return decode(data)

"""What a reader hands back: the text and metadata of one document, or why there is none.

Codes of problems: KG110 no such path · KG111 cannot be opened · KG112 no regular file · KG113 unknown ending ·
KG114 no text · KG115 binary or no known encoding · KG116 too many bytes · KG117 too many characters ·
KG118 broken, or not what its ending says · KG119 broken line or record · KG120 locked by a password.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import InputError


@dataclass(frozen=True, slots=True)
class Found:
    """One document as it lies in a file. ``line`` is set for one of many: its line or number in the file."""

    text: str
    title: str | None = None
    published: str | None = None  # as written
    url: str | None = None
    source: str | None = None
    id: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be read. ``str()`` is the line the user sees."""

    path: str
    line: int | None
    message: str
    code: str  # KG1xx
    hint: str = ""

    def __str__(self) -> str:
        return str(self.error())

    def error(self) -> InputError:
        """Return the problem as an error, for where a run cannot go on without the document."""
        return InputError(self.message, path=self.path, line=self.line, hint=self.hint, code=self.code)

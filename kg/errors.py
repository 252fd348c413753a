"""The one error tree. A message is the user's sentence: ``where: what is wrong, what to do [KGnnn]``."""

from __future__ import annotations


class KgError(Exception):
    """What could not be done, with a code, the place and a hint. ``str()`` is one line.

    ``excerpt`` is what to show a person under it: the line at fault, with a caret under the place.
    """

    code = "KG000"

    def __init__(
        self,
        what: str,
        *,
        path: str | None = None,
        line: int | None = None,
        hint: str = "",
        excerpt: str = "",
        code: str = "",
    ) -> None:
        self.what, self.path, self.line, self.hint, self.excerpt = what, path, line, hint, excerpt
        if code:
            self.code = code
        where = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(f"{where}{what}{', ' + hint if hint else ''} [{self.code}]".replace("\n", " "))


def install(extra: str) -> str:
    """Return the command that brings what an optional part of the program needs."""
    return f"pip install 'kg-from-text[{extra}]' (in a checkout: pip install '.[{extra}]')"


class InputError(KgError):
    """A document that cannot be read (KG1xx)."""

    code = "KG100"


class ModelError(KgError):
    """No parser model, or one that does not fit (KG2xx)."""

    code = "KG200"


class OntologyError(KgError):
    """A fault in an ontology or lexicon file (KG3xx)."""

    code = "KG300"


class QueryError(KgError):
    """A question that cannot be asked (KG4xx)."""

    code = "KG400"


class OutputError(KgError):
    """An output that cannot be written or read back (KG5xx)."""

    code = "KG500"

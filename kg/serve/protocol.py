"""The SPARQL 1.1 Protocol, the half of it that reads: what a request asks, and what is wrong with it.

Source: SPARQL 1.1 Protocol (W3C, 2013), section 2.1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
FIELDS = 1000
"""Parameters of a request; more are refused."""


class BadRequest(Exception):
    """A request that is answered with an error: its HTTP status and what to say."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass(frozen=True, slots=True)
class Operation:
    """A query and its dataset. No query: the service description is asked for."""

    sparql: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read(method: str, query_string: bytes, content_type: str | None, body: bytes) -> Operation:
    """Return the operation that a request asks for. Raises: BadRequest."""
    url = fields(query_string)
    if method in ("GET", "HEAD"):
        return Operation() if not url else operation(url)
    media, charset = media_type(content_type)
    if media == UPDATE:
        raise BadRequest(403, "this endpoint is read-only; there is no SPARQL Update")
    if media not in (FORM, DIRECT):
        shown = media or "no media type"
        raise BadRequest(415, f"a query is posted as {FORM} or {DIRECT}, not as {shown}")
    if charset not in ("", "utf-8", "utf8"):
        raise BadRequest(415, f"a query is posted in UTF-8, not in {charset}")
    if media == DIRECT:
        text = decoded(body)
        if not text.strip():
            raise BadRequest(400, "the request has no query")
        return operation([*url, ("query", text)])
    if any(name in ("query", "update") for name, _ in url):
        raise BadRequest(400, "a posted form has its query in the body, not in the address")
    return operation(fields(body))


def operation(given: Sequence[tuple[str, str]]) -> Operation:
    """Return the operation that the parameters describe. Raises: BadRequest."""

    def values(wanted: str) -> tuple[str, ...]:
        return tuple(value for name, value in given if name == wanted)

    if values("update") or values("using-graph-uri") or values("using-named-graph-uri"):
        raise BadRequest(403, "this endpoint is read-only; there is no SPARQL Update")
    queries = values("query")
    if len(queries) > 1:
        raise BadRequest(400, "the request has more than one query")
    if not queries or not queries[0].strip():
        raise BadRequest(400, "the request has no query")
    return Operation(queries[0], values("default-graph-uri"), values("named-graph-uri"))


def fields(encoded: bytes) -> list[tuple[str, str]]:
    """Return the parameters of an address or a form. Raises: BadRequest if they are not UTF-8."""
    try:
        text = encoded.decode("utf8")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except UnicodeDecodeError:
        raise BadRequest(400, "the parameters are not UTF-8") from None
    except ValueError:
        raise BadRequest(400, f"the request has more than {FIELDS:,} parameters") from None


def decoded(body: bytes) -> str:
    """Return the body as text. Raises: BadRequest if it is not UTF-8."""
    try:
        return body.decode("utf8")
    except UnicodeDecodeError:
        raise BadRequest(400, "the query is not UTF-8") from None


def media_type(content_type: str | None) -> tuple[str, str]:
    """Return the media type and the charset of a ``Content-Type``, in small letters; "" for what is missing."""
    media, *params = (content_type or "").split(";")
    charset = ""
    for param in params:
        match = re.fullmatch(r'\s*charset\s*=\s*"?([^"]*)"?\s*', param, re.IGNORECASE)
        if match:
            charset = match[1].strip().lower()
    return media.strip().lower(), charset

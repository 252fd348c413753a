"""JSON lines: one document a line, with text, title, source, published, url and id."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.config import Config
from kg.text.read.found import Found, Problem

TEXT = ("text", "body", "content", "article")
PUBLISHED = ("published", "date", "published_at", "publish_date", "pubdate")
SOURCE = ("source", "publisher", "site")


def read_jsonl(file: BinaryIO, config: Config) -> Iterator[Found | Problem]:
    """Yield a document for each line, a problem for each broken one; a line is never held with its neighbours."""
    longest = 8 * config.max_chars + 65536  # every character escaped as \\uXXXX, and the other fields
    number = 0
    while line := file.readline(longest):
        number += 1
        if len(line) == longest and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = file.readline(longest)
            what = f"the line is longer than {longest} bytes"
            yield Problem("", number, what, "KG117", "split it, or raise --max-chars")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip(b" \t\r\n\0"):
            continue
        try:
            value = json.loads(line.decode("utf-8", "replace"))
        except ValueError as error:
            yield Problem("", number, f"the line is no JSON ({reason(error)})", "KG119", "mend the line")
        except RecursionError:
            yield Problem("", number, "the line is nested too deeply", "KG119", "flatten it")
        else:
            yield record(value, number)


def record(value: Any, number: int) -> Found | Problem:
    """Return a record as a document, or why it is none."""
    if not isinstance(value, dict):
        what = f"the record is a {type(value).__name__}, not an object"
        return Problem("", number, what, "KG119", 'write {"text": …}')
    fields = {str(k).strip().lower(): v for k, v in value.items()}
    text = next((fields[k] for k in TEXT if isinstance(fields.get(k), str)), None)
    if text is None:
        return Problem("", number, "the record has no text", "KG119", 'its field "text" holds the article')
    return Found(
        text=text,
        title=_string(fields.get("title") or fields.get("headline")),
        published=_string(next((fields[k] for k in PUBLISHED if fields.get(k)), None)),
        url=_string(fields.get("url") or fields.get("link")),
        source=_string(next((fields[k] for k in SOURCE if fields.get(k)), None)),
        id=_string(fields.get("id")),
        line=number,
    )


def reason(error: ValueError) -> str:
    """Return what json says is wrong, in few words."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return str(error).split(";")[0][:80]


def _string(value: Any) -> str | None:
    """Return a scalar as text; a nested ``{"name": …}`` by its name."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, bool) or value is None:
        return None
    return str(value) if isinstance(value, str | int | float) else None

"""CSV and TSV with a header: the same columns as JSON lines, one document a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from kg.config import Config
from kg.errors import InputError
from kg.text.read.decode import GUESS, encoding_of
from kg.text.read.found import Found, Problem
from kg.text.read.jsonl import TEXT, record


def read_csv(file: BinaryIO, config: Config) -> Iterator[Found | Problem]:
    """Yield a document a row; comma or semicolon, whichever the header has more of."""
    yield from _rows(file, config, None)


def read_tsv(file: BinaryIO, config: Config) -> Iterator[Found | Problem]:
    """Yield a document a row of a tab-separated table."""
    yield from _rows(file, config, "\t")


def _rows(file: BinaryIO, config: Config, delimiter: str | None) -> Iterator[Found | Problem]:
    start = file.peek(GUESS)[:GUESS]  # type: ignore[attr-defined]
    encoding = encoding_of(start) if len(start) < GUESS else encoding_of(start[: start.rfind(b"\n") + 1] or start)
    text = io.TextIOWrapper(file, {"utf-8": "utf-8-sig"}.get(encoding, encoding), "replace", newline="")
    if delimiter is None:
        head = start.split(b"\n", 1)[0]
        delimiter = ";" if head.count(b";") > head.count(b",") else ","
    before = csv.field_size_limit(max(config.max_chars, 131072))
    try:
        rows = csv.reader(text, delimiter=delimiter)
        names = [c.strip().lstrip("\ufeff").lower() for c in next(rows, [])]
        if not any(t in names for t in TEXT):
            what = "the table has no column text"
            raise InputError(what, line=1, hint="the first row names the columns", code="KG119")
        line = rows.line_num + 1
        while True:
            try:
                row = next(rows, None)
            except csv.Error as error:
                what = f"the table is broken ({error})"
                raise InputError(what, line=line, hint="mend its quotes", code="KG119") from None
            if row is None:
                return
            if row:
                yield record(dict(zip(names, row, strict=False)), line)
            line = rows.line_num + 1
    finally:
        csv.field_size_limit(before)  # the module's own setting, for the whole process
        text.detach()

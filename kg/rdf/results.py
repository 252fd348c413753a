"""Answers to queries, and how they are written: the SPARQL results standards, a table, Turtle.

Source: SPARQL 1.1 Query Results JSON Format; CSV and TSV Formats; XML Format (W3C, 2013).
"""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kg.errors import QueryError
from kg.rdf.terms import XSD, prefixes, string

FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl")
STRING = XSD + "string"
_MIN_WIDTH = 8
_LINE_BREAKS = {0x0A: " ", 0x0D: " ", 0x09: " "}


@dataclass(frozen=True, slots=True)
class Term:
    """An RDF term of an answer."""

    kind: str  # uri | literal | bnode
    value: str
    datatype: str = ""  # IRI, of a literal
    language: str = ""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Result:
    """The answer to a query: rows (SELECT), yes or no (ASK), or triples (CONSTRUCT, DESCRIBE).

    ``truth`` is None but for ASK. The columns of triples are subject, predicate, object. A cell
    that is not bound is None.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    truth: bool | None = None
    triples: bool = False

    def __bool__(self) -> bool:
        return bool(self.rows) if self.truth is None else self.truth

    def __len__(self) -> int:
        return len(self.rows)

    def in_order(self, columns: Iterable[str]) -> Result:
        """Return the rows with these columns first, in this order; columns that are not there are passed over."""
        first = [name for name in columns if name in self.columns]
        order = [*first, *(name for name in self.columns if name not in first)]
        if not first or tuple(order) == self.columns:
            return self
        at = [self.columns.index(name) for name in order]
        return replace(self, columns=tuple(order), rows=tuple(tuple(row[i] for i in at) for row in self.rows))

    @property
    def records(self) -> list[dict[str, str | None]]:
        """Return the rows as dictionaries of plain strings."""
        return [
            {name: None if term is None else term.value for name, term in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]

    def text(self, format: str = "table", *, base: str = "", width: int = 0, cell: int = 0) -> str:
        """Return the answer as text in one of ``FORMATS``.

        ``width`` wraps a table, ``cell`` cuts its cells to so many characters (0: as wide as they are).

        Raises: QueryError for an unknown format, or one that does not hold this kind of answer.
        """
        if format not in FORMATS:
            hint = f"known: {', '.join(FORMATS)}"
            raise QueryError(f"there is no result format {format!r}", hint=hint, code="KG405")
        if (format == "ttl") != self.triples and format not in ("table", "csv", "tsv"):
            fit = "ttl or table" if self.triples else "table, csv, tsv, json or xml"
            hint = f"this answer is written as {fit}"
            raise QueryError(f"the format {format} does not hold this kind of answer", hint=hint, code="KG406")
        if format == "table":
            return table(self, base=base, width=width, cell=cell)
        return {"csv": _csv, "tsv": _tsv, "json": _json, "xml": _xml, "ttl": _ttl}[format](self)


def result_of(answer: Any) -> Result:
    """Return what pyoxigraph answered as a ``Result``."""
    import pyoxigraph as ox

    if isinstance(answer, ox.QueryBoolean):
        return Result(truth=bool(answer))
    if isinstance(answer, ox.QueryTriples):
        rows = sorted({tuple(map(str, t)): t for t in answer}.items())
        columns = ("subject", "predicate", "object")
        return Result(columns, tuple(tuple(map(term_of, t)) for _, t in rows), triples=True)
    columns = tuple(v.value for v in answer.variables)
    return Result(columns, tuple(tuple(map(term_of, solution)) for solution in answer))


def term_of(term: Any) -> Term | None:
    """Return a pyoxigraph term as a ``Term``; None stays None."""
    import pyoxigraph as ox

    if term is None:
        return None
    if isinstance(term, ox.Literal):
        return Term("literal", term.value, term.datatype.value, term.language or "")
    if isinstance(term, ox.BlankNode):
        return Term("bnode", term.value)
    return Term("uri", term.value if isinstance(term, ox.NamedNode) else str(term))


# --------------------------------------------------------------------------- the standards


def _csv(result: Result) -> str:
    if result.truth is not None:  # the standard is silent on ASK; one column of one row is what tools expect
        return f"boolean\r\n{str(result.truth).lower()}\r\n"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(result.columns)
    for row in result.rows:
        writer.writerow(["" if t is None else f"_:{t.value}" if t.kind == "bnode" else t.value for t in row])
    return out.getvalue()


def _tsv(result: Result) -> str:
    if result.truth is not None:
        return f"?boolean\n{str(result.truth).lower()}\n"
    lines = ["\t".join(f"?{name}" for name in result.columns)]
    lines += ["\t".join("" if t is None else turtle(t) for t in row) for row in result.rows]
    return "\n".join(lines) + "\n"


def turtle(term: Term) -> str:
    """Return a term as N-Triples writes it."""
    if term.kind == "uri":
        return f"<{term.value}>"
    if term.kind == "bnode":
        return f"_:{term.value}"
    if term.language:
        return f"{string(term.value)}@{term.language}"
    return string(term.value) if term.datatype in ("", STRING) else f"{string(term.value)}^^<{term.datatype}>"


def _json(result: Result) -> str:
    if result.truth is not None:
        return json.dumps({"head": {}, "boolean": result.truth}) + "\n"
    bindings = [
        {name: _json_term(term) for name, term in zip(result.columns, row, strict=True) if term is not None}
        for row in result.rows
    ]
    whole = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, str]:
    out = {"type": term.kind, "value": term.value}
    if term.language:
        out["xml:lang"] = term.language
    elif term.datatype not in ("", STRING):
        out["datatype"] = term.datatype
    return out


def _xml(result: Result) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<sparql xmlns="http://www.w3.org/2005/sparql-results#">']
    if result.truth is not None:
        return "\n".join([*lines, " <head/>", f" <boolean>{str(result.truth).lower()}</boolean>", "</sparql>", ""])
    lines += [
        " <head>",
        *(f"  <variable name={quoteattr(name)}/>" for name in result.columns),
        " </head>",
        " <results>",
    ]
    for row in result.rows:
        lines.append("  <result>")
        for name, term in zip(result.columns, row, strict=True):
            if term is not None:
                lines.append(f"   <binding name={quoteattr(name)}>{_xml_term(term)}</binding>")
        lines.append("  </result>")
    return "\n".join([*lines, " </results>", "</sparql>", ""])


def _xml_term(term: Term) -> str:
    value = escape("".join(c if _in_xml(c) else "\ufffd" for c in term.value), {"\r": "&#13;"})
    if term.kind != "literal":
        return f"<{term.kind}>{value}</{term.kind}>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{value}</literal>"
    type = "" if term.datatype in ("", STRING) else f" datatype={quoteattr(term.datatype)}"
    return f"<literal{type}>{value}</literal>"


def _in_xml(c: str) -> bool:
    return (c >= " " and c not in "\ufffe\uffff") or c in "\t\n\r"


def _ttl(result: Result) -> str:
    return "".join(" ".join(turtle(t) for t in row if t is not None) + " .\n" for row in result.rows)


# --------------------------------------------------------------------------- for people


def table(result: Result, *, base: str = "", width: int = 0, cell: int = 0) -> str:
    """Return a table to read: IRIs shortened, long cells wrapped to a whole of ``width``, or cut to ``cell``."""
    if result.truth is not None:
        return "yes\n" if result.truth else "no\n"
    cells = [["" if t is None else _cut(_short(t, base), cell) for t in row] for row in result.rows]
    widths = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(result.columns)]
    if width:
        widths = _shrink(widths, width - 2 * (len(widths) - 1))
    lines = [*_lines(result.columns, widths), "  ".join("-" * w for w in widths)]
    for row in cells:
        lines.extend(_lines(row, widths))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _short(term: Term, base: str) -> str:
    if term.kind == "uri":
        for prefix, namespace in prefixes(base).items():
            if len(namespace) > len(prefix) and term.value.startswith(namespace):
                return f"{prefix}:{term.value[len(namespace) :]}"
    return term.value.translate(_LINE_BREAKS)


def _cut(text: str, cell: int) -> str:
    return f"{text[: cell - 1].rstrip()}…" if 0 < cell < len(text) else text


def _shrink(widths: list[int], room: int) -> list[int]:
    """Take from the widest column until all fit into ``room``, or all are at the least width."""
    out = list(widths)
    while out and sum(out) > room and max(out) > _MIN_WIDTH:
        widest = out.index(max(out))
        second = max([w for w in out if w < out[widest]], default=_MIN_WIDTH)
        out[widest] -= max(1, min(sum(out) - room, out[widest] - max(second, _MIN_WIDTH)))
    return out


def _lines(row: Iterable[str], widths: list[int]) -> list[str]:
    parts = [textwrap.wrap(cell, w, break_on_hyphens=False) or [""] for cell, w in zip(row, widths, strict=True)]
    height = max(map(len, parts), default=0)
    padded = [part + [""] * (height - len(part)) for part in parts]
    return ["  ".join(part[i].ljust(w) for part, w in zip(padded, widths, strict=True)) for i in range(height)]

"""Markdown: the text without its marks; title and date from the front matter where there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.config import Config
from kg.text.read.found import Found
from kg.text.read.plain import text_of

_FRONT = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^(\w+)[ \t]*:[ \t]*(.*)$", re.M)
_FENCE = re.compile(r"^(?:```|~~~).*?(?:^(?:```|~~~)[ \t]*$|\Z)", re.S | re.M)
_TARGET = r"[^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?"
_LINES = (
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t#]*$", re.M), r"\1"),  # heading
    (re.compile(r"^[ \t]{0,3}(?:=+|-{2,}|\*{3,}|_{3,})[ \t]*$", re.M), ""),  # underline, rule
    (re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.M), ""),  # quote
    (re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+", re.M), ""),  # list item
    (re.compile(rf"!\[([^\]\n]{{0,500}})\]\({_TARGET}\)"), r"\1"),  # picture
    (re.compile(rf"\[([^\[\]\n]{{1,500}})\](?:\({_TARGET}\)|\[[^\[\]\n]{{0,200}}\])"), r"\1"),  # link
    (re.compile(r"<(https?://[^>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>"), ""),
    (re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,1000}?)(?<=\S)\1(?!\w)"), r"\2"),  # emphasis
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
)


def read_markdown(file: BinaryIO, config: Config) -> Iterator[Found]:
    """Yield the text as a reader of the page sees it; offsets count in that text. Raises: as plain text does."""
    text = text_of(file, config).replace("\r\n", "\n")
    fields: dict[str, str] = {}
    front = _FRONT.match(text)
    if front:
        fields = {k.lower(): v.strip().strip("\"'") for k, v in _FIELD.findall(front[1])}
        text = text[front.end() :]
    text = _FENCE.sub("", text)
    for pattern, put in _LINES:
        text = pattern.sub(put, text)
    date = fields.get("date") or fields.get("published")
    yield Found(text, fields.get("title"), date, fields.get("url"), fields.get("source"))

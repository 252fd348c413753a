"""Bytes to text, whatever the encoding; characters that carry nothing become spaces, one to one."""

from __future__ import annotations

import codecs
import re
from typing import Any

from kg.errors import InputError

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its first half
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

BINARY = 0.05
"""A text of which more is control characters is no text: random bytes hold 10 %, texts under 0.1 %."""

GUESS = 65536
"""Bytes that an encoding is guessed from."""

# Control characters but tab and line ends; marks that reorder what is shown (a hostile text can
# show one thing and say another). Replaced one to one, so that offsets stay those of the file.
_CONTROL = "".join(chr(c) for c in [*range(9), *range(14, 32), *range(127, 133), *range(134, 160)])
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SAFE: dict[int, str] = dict.fromkeys(map(ord, _CONTROL + _BIDI), " ")
_UNSAFE = re.compile(f"[{_CONTROL}{_BIDI}\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL_BYTES = bytes(b for b in range(256) if b not in (9, 10, 11, 12, 13, 27) and (b < 32 or b == 127))

# Bytes of Windows-1252 that news has: quotes, dashes, dots, accents, currency signs.
_WESTERN = re.compile(r"[\x00-\x7f‘’“”–—…•€£©®°·\xa0½¼¾§´«»À-ÖØ-öø-ÿŠšŽžŒœŸ™]*")


def safe(text: str) -> str:
    """Return the text with control characters and direction marks as spaces, lone surrogates as U+FFFD.

    The length stays the same, so do all offsets.
    """
    if _UNSAFE.search(text) is None:
        return text
    return _SURROGATE.sub("\ufffd", text.translate(_SAFE))


def decode(data: bytes) -> str:
    """Return the text of ``data`` without its byte order mark; line ends stay as they are.

    UTF-8 first, then UTF-16 without a mark, then Windows-1252, then what charset-normalizer says.

    Raises: InputError for what is no text.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    encoding = encoding_of(data)
    return data.decode(encoding, "replace")


def encoding_of(data: bytes) -> str:
    """Return the name of the encoding of ``data``. Raises: InputError for what is no text."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return encoding
    wide = _wide(data[:GUESS])
    if wide:
        return wide
    data = data.rstrip(b"\0")
    if len(data.translate(None, _CONTROL_BYTES)) < len(data) * (1 - BINARY):
        raise InputError("this is no text but binary data", hint="name a text file", code="KG115")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data)
    return "utf-8"


def _wide(sample: bytes) -> str | None:
    """Return UTF-16 in either order when every second byte is NUL, as in English text without a mark."""
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0) * 2 / len(sample), sample[1::2].count(0) * 2 / len(sample)
    if odd > 0.6 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.05 else None


def _eight_bit(data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for c in text if c > "\x7f") - broken
    if whole >= 10 * broken or (broken == 1 and text.endswith("\ufffd")):
        return "utf-8"  # with a slip, or cut in the middle of a character
    sample = data[:GUESS]
    western = sample.decode("cp1252", "replace")
    letters = [c for c in western if c.isalpha()]
    if _WESTERN.fullmatch(western) and sum(1 for c in letters if c > "\x7f") <= len(letters) * 0.1:
        return "cp1252"  # English with print's quotes and some accents
    from charset_normalizer import from_bytes

    best: Any = from_bytes(sample).best()
    if best is None:
        raise InputError("this is no text in any known encoding", hint="save it as UTF-8", code="KG115")
    return str(best.encoding)

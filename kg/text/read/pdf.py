"""PDF by pypdf: the text of the pages, lines joined where a word was broken."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from kg.config import Config
from kg.errors import InputError
from kg.text.read.found import Found

_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad]\n(?=[a-z])")


def read_pdf(file: BinaryIO, config: Config) -> Iterator[Found]:
    """Yield the text of all pages. Raises: InputError for a broken or locked file, or one without text."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings are not the user's
    data = file.read()
    if b"%PDF" not in data[:1024]:
        raise InputError("it is no PDF", hint="save it again", code="KG118")
    try:
        pdf = PdfReader(BytesIO(data))
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise InputError("the PDF is locked by a password", hint="save it without one", code="KG120")
        pages, length = [], 0
        for page in pdf.pages:
            pages.append(page.extract_text())
            length += len(pages[-1])
            if length > config.max_chars:
                what = f"the text has more than {config.max_chars} characters"
                raise InputError(what, hint="split it, or raise --max-chars", code="KG117")
    except InputError:
        raise
    except Exception as error:  # pypdf raises whatever it stumbles over
        what = f"the PDF is broken ({type(error).__name__}: {str(error)[:80]})"
        raise InputError(what, hint="save it again", code="KG118") from None
    text = _HYPHEN.sub("", "\n\n".join(pages).replace("\r\n", "\n"))
    if not text.strip():
        raise InputError("the PDF holds no text, only pictures", hint="run it through text recognition", code="KG114")
    yield Found(text)

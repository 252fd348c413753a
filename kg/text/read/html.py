"""HTML by trafilatura: the article without menus and adverts, its title, date and publisher. No network."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.config import Config
from kg.errors import InputError
from kg.text.read.decode import decode, safe
from kg.text.read.found import Found

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)
_XML = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')

DATES = (
    "article:published_time", "datepublished", "og:published_time", "dc.date.issued", "dcterms.issued",
    "publishdate", "publish-date", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date", "date",
)  # fmt: skip
"""Names under which pages declare their date, the surest first."""

HIDDEN = frozenset("script style noscript template svg head nav footer aside iframe select".split())
BLOCKS = frozenset("p div br li h1 h2 h3 h4 h5 h6 tr section article blockquote figcaption".split())
DEEPEST = 250
"""Open elements at once: trafilatura walks trees recursively; real pages have under 60."""

MOST_ELEMENTS = 30_000
"""Elements that trafilatura is asked to weigh (some 40 microseconds each); large real pages have 10,000."""

MARKUP = 10
"""A page may be this many times as long as the text that it may hold."""


def read_html(file: BinaryIO, config: Config) -> Iterator[Found]:
    """Yield the article; offsets count in the extracted text. Raises: InputError for binary data or no text."""
    most = MARKUP * config.max_chars
    data = file.read(most + 1)
    if len(data) > most:
        what = f"the page has more than {most} bytes"
        raise InputError(what, hint="split it, or raise --max-chars", code="KG117")
    tree = _tree(_decode(data))
    plain, heading, fit = _walk(tree)
    title = heading or " ".join("".join(tree.xpath("//title[1]//text()")).split())[:500] or None
    date = _declared_date(tree)  # the site's own word only: guesses take dates out of running text
    found = _article(tree) if fit else {}
    # A blank line between paragraphs: none of them is a line that was wrapped.
    text = re.sub(r"\n+", "\n\n", _INVISIBLE.sub("", found.get("text") or plain).strip())
    if not text:
        raise InputError("there is no text in the page", hint="leave it out", code="KG114")
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    yield Found(text, title, date, found.get("url"), found.get("sitename"))


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, ValueError):
            pass  # unknown, or it lies
    return decode(data)


def _tree(page: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    # libxml2 resolves no entity that a page declares itself, and is told not to ask for any.
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return lxml_html.document_fromstring(safe(_XML.sub("", page)), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"it is no HTML ({error})", hint="save it again", code="KG118") from None


def _walk(tree: Any) -> tuple[str, str | None, bool]:
    """Return the visible text (a line a block), the first heading and whether trafilatura can take the tree."""
    from lxml import etree

    out: list[str] = []
    heading: str | None = None
    count = depth = deepest = hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        step = 1 if event == "start" else -1
        depth += step
        count += 1
        deepest = max(deepest, depth)
        if tag in BLOCKS:
            out.append("\n")
        if tag in HIDDEN:
            hidden += step
        if event == "start" and tag == "h1" and heading is None and deepest <= DEEPEST:
            heading = " ".join("".join(element.itertext()).split())[:500] or None
        piece = element.text if event == "start" else element.tail
        if piece and not hidden:
            out.append(re.sub(r"\s+", " ", piece))
    lines = [" ".join(line.split()) for line in "".join(out).split("\n")]
    return "\n".join(line for line in lines if line), heading, deepest <= DEEPEST and count <= 2 * MOST_ELEMENTS


def _declared_date(tree: Any) -> str | None:
    dates: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in DATES and meta.get("content"):
            dates.setdefault(name, meta.get("content"))
    for script in tree.iter("script"):
        match = _LD_DATE.search((script.text or "")[:200_000])
        if match:
            dates.setdefault("datepublished", match[1])
    for time in tree.iter("time"):
        if time.get("datetime") and (time.get("pubdate") is not None or time.get("itemprop") == "datePublished"):
            dates.setdefault("pubdate", time.get("datetime"))
    return next((dates[k] for k in DATES if k in dates), None)


def _article(tree: Any) -> dict[str, Any]:
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # their warnings are not the user's
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of dateutil, over zones of time that it does not know
            found = bare_extraction(tree, with_metadata=True, include_comments=False, include_tables=False)
    except (RecursionError, ValueError, TypeError, AttributeError, AssertionError):
        return {}  # its own faults over odd pages; the plain text serves
    return {} if found is None else {k: getattr(found, k, None) for k in ("text", "url", "sitename")}

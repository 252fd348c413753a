"""Sources to read, made by hand, and what comes of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from kg.config import Config
from kg.model import Document
from kg.text.read import Problem, read

TEXT = "Norvia signs deal with Fenwick Rail\n\nLISBON, June 5, 2019 — Norvia has signed a deal with Fenwick Rail.\n"
PAGE = """<!DOCTYPE html><html><head><title>Norvia sues | Harbour Post</title>
<meta property="article:published_time" content="2019-06-05T10:00:00Z">
<meta property="og:site_name" content="Harbour Post">
<script>var x = "<p>no</p>";</script></head><body><nav><a href="/">Home</a> <a href="/jobs">Jobs</a></nav>
<article><h1>Norvia sues Fenwick</h1>
<p>Norvia Motors has sued Fenwick Rail over a bridge that the two firms built together near the old harbour.</p>
<p>A judge in Lisbon will hear the case on Friday, said Petra Voss, who speaks for the company and its owners.</p>
</article><footer>© Harbour Post. All rights reserved.</footer></body></html>"""
SMALL = Config(max_chars=2000, max_file_size=20_000)

Put = Callable[[str, bytes | str], Path]


def take(*paths: object, config: Config | None = None) -> tuple[list[Document], list[Problem]]:
    items = list(read([str(p) for p in paths], config or Config()))
    return [i for i in items if isinstance(i, Document)], [i for i in items if isinstance(i, Problem)]


def one(path: object, config: Config | None = None) -> Document:
    documents, problems = take(path, config=config)
    assert problems == []
    assert len(documents) == 1
    return documents[0]


def refused(path: object, config: Config | None = None) -> Problem:
    documents, problems = take(path, config=config)
    assert documents == []
    assert len(problems) == 1
    return problems[0]


def docx(*paragraphs: str, xml: str | None = None, parts: int = 0) -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml or f'<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>')
        for i in range(parts):
            archive.writestr(f"x{i}", "")
    return out.getvalue()


def pdf(text: str) -> bytes:
    """Return a PDF of one page, built by hand."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for i, o in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, o)
    table = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table

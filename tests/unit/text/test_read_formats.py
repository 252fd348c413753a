"""Pages, Word files, PDF and Markdown are read as their text; broken and hostile ones are one problem."""

from __future__ import annotations

import io
import zipfile

import pytest

from kg.config import Config
from tests.unit.text.sources import PAGE, Put, docx, one, pdf, refused, take


def test_a_page_is_its_article(put: Put) -> None:
    document = one(put("a.html", PAGE))
    assert document.text.startswith("Norvia sues Fenwick\n\nNorvia Motors has sued")
    assert "Home" not in document.text
    assert "var x" not in document.text
    assert (document.title, document.published) == ("Norvia sues Fenwick", "2019-06-05")
    assert document.source == "Harbour Post"


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_a_page_is_read_in_the_encoding_it_declares(put: Put, encoding: str) -> None:
    page = PAGE.replace("<head>", f'<head><meta charset="{encoding}">').replace("Petra", "Zoë")
    assert "Zoë Voss" in one(put("a.html", page.encode(encoding))).text


def test_a_short_page_is_read(put: Put) -> None:
    assert "Norvia sued" in one(put("a.html", "<p>Norvia sued Fenwick.</p>")).text


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "Norvia sued." + "</div>" * 100_000,
        "<p><b><i>" * 50_000 + "Norvia sued.",
        "<" * 100_000 + "p>Norvia sued.",
        "<a " * 100_000 + ">Norvia sued.</a>",
        "<!--" * 50_000 + "--><p>Norvia sued.",
        "<table><tr><td>" * 5000 + "Norvia sued.",
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><p>Norvia sued. &b;</p>',
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>Norvia sued. &x;</p>',
        "<p>Norvia sued.</p>\0\0<p>\ud83d".encode("utf8", "surrogatepass").decode("utf8", "replace"),
        "<p>&#0;&#xD800;&#1114112;&#x202e;Norvia sued.</p>",
    ],
    ids=[
        "deep",
        "deep inline",
        "angles",
        "attributes",
        "comments",
        "tables",
        "entities",
        "outside",
        "nul",
        "references",
    ],
)
def test_a_hostile_page_is_a_document_or_a_problem(put: Put, page: str) -> None:
    documents, problems = take(put("a.html", page))
    assert len(documents) + len(problems) == 1
    assert all("root:" not in d.text and d.text.encode("utf8") for d in documents)


@pytest.mark.parametrize("page", ["", "<html></html>", "<!-- -->", "<script>x</script>", "\0\0\0"])
def test_a_page_without_text_is_a_problem(put: Put, page: str) -> None:
    refused(put("a.html", page))


def test_a_word_file_is_its_paragraphs(put: Put) -> None:
    assert one(put("a.docx", docx("Norvia sues", "Norvia sued Fenwick."))).text == "Norvia sues\n\nNorvia sued Fenwick."


BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {c} "{f"&{p};" * 10}">' for p, c in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 this is no zip", "KG118"),
        (b"", "KG118"),
        (docx("a")[:-30], "KG118"),
        (docx(xml="<broken"), "KG118"),
        (docx(xml=BOMB + "]><a>&i;</a>"), "KG118"),
        (docx(xml='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'), "KG118"),
        (docx(xml="<a>" * 100_000), "KG118"),
        (docx("a" * 10_000), "KG117"),
        (docx(xml="<a>" + " " * 1_000_000 + "</a>"), "KG116"),
        (docx("a", parts=10_001), "KG116"),
        (docx(), "KG114"),
    ],
    ids=["no zip", "empty", "cut", "no XML", "entities", "outside", "deep", "long", "bomb", "parts", "no text"],
)
def test_a_hostile_word_file_is_a_problem(put: Put, data: bytes, code: str) -> None:
    config = Config(max_chars=2000, max_file_size=2_000_000 if code == "KG116" and len(data) > 20_000 else 500_000)
    assert refused(put("a.docx", data), config).code == code


def test_what_a_broken_pdf_holds_reaches_no_terminal(put: Put) -> None:
    data = pdf("Norvia sued Fenwick.").replace(b"<< /Length", "<< /Filter /Flate\x1b[31m\ue000 /Length".encode())

    problem = refused(put("a.pdf", data))

    assert problem.code == "KG118"
    assert "Flate" in problem.message
    assert str(problem).isprintable()


def test_a_date_of_an_unknown_zone_does_not_warn(put: Put) -> None:
    """A warning is an error in these tests, and the page would not be read."""
    body = "<p>Norvia sued Fenwick Rail over the deal, which failed on Monday.</p>" * 5
    date = '<meta property="article:published_time" content="2019-06-05T10:00:00 AZ">'
    page = f"<html><head><title>Norvia sues</title>{date}</head><body><article><h1>Norvia sues</h1>{body}</article></body></html>"

    assert one(put("a.html", page.encode())).published == "2019-06-05"


def test_a_zip_that_is_no_word_file_is_a_problem(put: Put) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../evil", "x")
    assert refused(put("a.docx", out.getvalue())).code == "KG118"


def test_a_word_file_whose_beginning_is_cut_off_is_broken_and_no_fault_of_the_program(put: Put) -> None:
    problem = refused(put("a.docx", docx("Norvia sued Fenwick.")[7:]))

    assert problem.code == "KG118"
    assert "the Word file is broken" in problem.message


def test_a_pdf_is_its_pages(put: Put) -> None:
    assert one(put("a.pdf", pdf("Norvia sued Fenwick."))).text.strip() == "Norvia sued Fenwick."


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nno PDF",
        b"no PDF",
        pdf("a")[:-200],
        pdf(""),
        b"%PDF-1.4\n" + b"[" * 100_000,
    ],
    ids=["empty", "broken", "other", "cut", "no text", "deep"],
)
def test_a_broken_pdf_is_a_problem(put: Put, data: bytes) -> None:
    assert refused(put("a.pdf", data)).code in {"KG114", "KG118"}


def test_markdown_is_read_without_its_marks(put: Put) -> None:
    front = "---\ntitle: Norvia sues\ndate: 2019-06-05\n---\n"
    text = front + "# Norvia *sues*\n\n> [Norvia](https://example.org/N_(firm)) **sued** `Fenwick`.\n"
    document = one(put("a.md", text))
    assert document.text == "Norvia sues\n\nNorvia sued Fenwick.\n"
    assert (document.title, document.published) == ("Norvia sues", "2019-06-05")

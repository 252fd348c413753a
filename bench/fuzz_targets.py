"""What ``bench/fuzz.py`` runs: one function for each part that meets hostile input, with what must hold of its result.

Each is made once in a process (``TARGETS[name]()``) and called with a seeded random; it raises AssertionError if what
came out is invalid, and lets every other exception through. What it returns is a word that the run counts.
"""

from __future__ import annotations

import asyncio
import csv
import gzip
import io
import json
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote_plus

from tests.browser.invented import hostile_strings
from tests.cli.test_hostile import HOSTILE

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[[Random], str]

ODD = "\u00a0\u200b\u2028\u2029\ufeff\u202e\u0301«»“”’‘…–—-/\\'\"`()[]{}<>|&%$#@!?;:,.=+ \t\n\r\x00\x0b\x1c\x85\ud7ff\U0010ffff😀ß漢字عربيİıſ"
SIZES = (20, 80, 300, 1500, 4000)
LARGE = 0.0003
"""Share of the texts that are repeated to some hundred thousand characters: what is quadratic takes minutes then."""


def articles() -> list[str]:
    """Return the texts that are mangled: articles, hostile texts and strings."""
    shipped = [p.read_text(encoding="utf8") for p in sorted((ROOT / "seeds").glob("*.txt"))]
    strings = [s.encode("utf8", "replace").decode() for s in hostile_strings()]
    return [*(shipped + EDGES) * 10, *[t[:4000] for t in HOSTILE.values()] * 5, *strings]


EDGES = [
    "Acme sued\nBolt\n\n\n\nBy Anna Holm\n\nShare this:\nTwitter\nImage: Petra Voss.\n",
    "LIMA (AP) — A judge blocked the law on Monday.\n\nAnna Holm is a freelance writer based in Oslo.",
    "My degree is in music and I am a writer and a blogger.\n" * 3,
    "Posted on 5 June 2019 | 10:30 a.m. | Updated 2 hours ago\nRead more: Also read\nAdvertisement",
    "“He said: ‘I — no …’ ” she (the minister) said. U.S.-based Acme's 5G. 2019-2020 7-ARCS $1.2bn €5m 10% next Friday",
    "1. First\n2. Second\n- third\n* fourth\n| a | b |\n|---|---|\n\tcode\n> quote\n# Title\n```\nx\n```",
]


def text(r: Random, corpus: list[str], odd: str = ODD) -> str:
    """Return a text that was cut out of the corpus and broken in some places."""
    source = r.choice(corpus)
    size = r.choice(SIZES)
    at = r.randrange(max(1, len(source) - size + 1))
    out = source[at : at + size]
    for _ in range(r.randrange(5)):
        out = _broken(r, out, corpus, odd)
    if r.random() < LARGE:
        out = (out or " ") * (r.randrange(100_000, 300_000) // max(1, len(out)) + 1)
    return out


def _broken(r: Random, s: str, corpus: list[str], odd: str) -> str:
    a = r.randrange(len(s) + 1)
    b = min(len(s), a + r.choice((1, 2, 5, 20, 100)))
    kind = r.randrange(10)
    if kind == 0:
        return s[:a] + s[b:]
    if kind == 1:
        return s[:b] + s[a:b] * r.choice((1, 2, 30)) + s[b:]
    if kind == 2:
        other = r.choice(corpus)
        c = r.randrange(len(other) + 1)
        return s[:a] + other[c : c + 100] + s[b:]
    if kind == 3:
        return "".join(c if r.random() < 0.95 else r.choice(odd) for c in s)
    if kind == 4:
        words = s.split(" ")
        r.shuffle(words)
        return " ".join(words)
    if kind == 5:
        return s.upper() if r.random() < 0.3 else s.swapcase()
    if kind == 6:
        return s[:a] + r.choice(odd) * r.choice((1, 3, 50)) + s[a:]
    if kind == 7:
        return s.replace(" ", r.choice(("\n", "\r\n", "", "  ", "\u00a0", ", ")), r.choice((1, 5, -1)))
    if kind == 8:
        return s[:a]
    return s[:a] + chr(r.choice((r.randrange(128), r.randrange(0xD800), r.randrange(0xE000, 0x110000)))) + s[a:]


def broken_bytes(r: Random, data: bytes, others: list[bytes]) -> bytes:
    """Return the bytes, broken in some places."""
    out = bytearray(data)
    for _ in range(r.choice((0, 1, 1, 2, 4, 8))):
        a = r.randrange(len(out) + 1)
        b = min(len(out), a + r.choice((1, 2, 4, 16, 100)))
        kind = r.randrange(8)
        if kind == 0:
            del out[a:b]
        elif kind == 1:
            out[a:a] = out[a:b] * r.choice((1, 3, 20))
        elif kind == 2 and a < len(out):
            out[a] = r.randrange(256)
        elif kind == 3:
            out[a:b] = r.randbytes(r.randrange(9))
        elif kind == 4:
            other = r.choice(others)
            c = r.randrange(len(other) + 1)
            out[a:b] = other[c : c + 60]
        elif kind == 5:
            out[a:b] = str(r.choice((-1, 0, 2**31, 2**63, 10**30, "NaN"))).encode()
        elif kind == 6:
            del out[a:]
        elif a < len(out):
            out[a] ^= 1 << r.randrange(8)
    return bytes(out)


# --------------------------------------------------------------------------- readers


def readers() -> Run:
    """Files of every kind, broken: documents or problems, never an exception."""
    from kg import plugins
    from kg.config import Config
    from kg.model import Document
    from kg.text.read import Problem, read

    config = Config(max_chars=20_000, max_file_size=100_000)
    samples = _files()
    others = [data for files in samples.values() for data in files]
    endings = [*plugins.names("readers"), "txt.gz", "jsonl.gz"]
    folder = Path(tempfile.mkdtemp())

    def run(r: Random) -> str:
        ending = r.choice(endings)
        data = broken_bytes(r, r.choice(samples[ending] if r.random() < 0.9 else others), others)
        path = folder / f"a.{ending}"
        path.write_bytes(data)
        said = ""
        for item in read([str(path)], config):
            assert isinstance(item, Document | Problem)
            if isinstance(item, Problem):
                assert re.fullmatch(r"KG1\d\d", item.code), item
                assert str(item).isprintable(), item
                said = said or item.code
                caught = re.search(r"it cannot be read as .* \((\w+):", item.message)
                said = f"{item.code} {ending} {caught[1]}" if caught else said
                continue
            item.text.encode("utf8")
            assert item.text.strip()
            assert len(item.text) <= config.max_chars
            assert all(c.isalnum() or c in "._-" for c in item.id), item.id
            assert item.published is None or re.match(r"\d{4}", item.published), item.published
            for value in (item.title, item.url, item.source):
                assert value is None or (value.strip() and "\n" not in value and len(value) <= 500), value
            said = said or "document"
        return said or "nothing"

    return run


def _files() -> dict[str, list[bytes]]:
    """Return whole files of every kind that is read, by ending."""
    texts = [t for t in dict.fromkeys(articles()) if t.strip()]
    few = [t[:1500] for t in texts[:40]]
    rows = [
        {
            "id": f"a{i}",
            "text": t[:300],
            "title": "T",
            "published": "2019-06-05",
            "url": "https://x.example/",
            "source": "S",
        }
        for i, t in enumerate(few[:6])
    ]
    page = (
        '<!doctype html><html><head><meta charset="{}"><title>Acme &amp; Bolt</title>'
        '<meta property="article:published_time" content="2019-06-05T10:00:00Z">'
        '<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"2019-06-05","headline":"Acme"}}</script>'
        "</head><body><nav><a href=/>Home</a></nav><article><h1>Acme sues Bolt</h1>{}</article><!-- x --></body></html>"
    )
    pages = [
        page.format(code, "".join(f"<p>{line}</p>" for line in t.split("\n"))).encode(code, "xmlcharrefreplace")
        for t in few
        for code in ("utf-8", "windows-1252")
    ]
    plain = [t.encode(code, "replace") for t in few for code in ("utf-8", "utf-16", "windows-1252", "utf-8-sig")]
    lines = ["\n".join(json.dumps(row, ensure_ascii=a) for row in rows).encode() for a in (True, False)]
    table = io.StringIO()
    writer = csv.DictWriter(table, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    tabs = "\n".join("\t".join(str(v).replace("\t", " ").replace("\n", " ") for v in row.values()) for row in rows)
    values = [json.dumps(v).encode() for v in (rows, rows[0], {"articles": rows}, {"text": [rows]}, [[[]]], "x", None)]
    markdown = [
        f"---\ntitle: T\ndate: 2019-06-05\n---\n# Acme\n\n{t}\n\n* [a](b)\n> c\n```\nd\n```\n".encode() for t in few
    ]
    words = [docx(t.split("\n")) for t in few[:12]]
    return {
        **dict.fromkeys(("txt", "text"), plain),
        **dict.fromkeys(("md", "markdown"), markdown),
        **dict.fromkeys(("html", "htm", "xhtml"), pages),
        **dict.fromkeys(("jsonl", "ndjson"), lines),
        "json": values,
        "csv": [table.getvalue().encode()],
        "tsv": [("\t".join(rows[0]) + "\n" + tabs).encode()],
        "pdf": [pdf(t, packed) for t in few[:12] for packed in (False, True)],
        "docx": words,
        "txt.gz": [gzip.compress(d) for d in plain[:20]],
        "jsonl.gz": [gzip.compress(d) for d in lines],
    }


def docx(paragraphs: list[str]) -> bytes:
    """Return a document of Word."""
    from xml.sax.saxutils import escape

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    clean = (re.sub("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", "", p) for p in paragraphs)
    body = "".join(f"<w:p><w:r><w:t>{escape(p)}</w:t></w:r></w:p>" for p in clean)
    out = io.BytesIO()
    # Stored, not packed: so that a broken byte breaks the XML, and not the archive alone.
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
        archive.writestr("docProps/core.xml", "<a/>")
    return out.getvalue()


def pdf(words: str, packed: bool) -> bytes:
    """Return a page of PDF."""
    lines = [
        re.sub(r"([\\()])", r"\\\1", line[i : i + 90])
        for line in words.split("\n")
        for i in range(0, len(line) + 1, 90)
    ]
    shown = "BT /F 12 Tf 14 TL 50 700 Td " + " ".join(f"({line}) Tj T*" for line in lines[:40]) + " ET"
    stream = shown.encode("latin1", "replace")
    filter_ = b""
    if packed:
        stream, filter_ = zlib.compress(stream), b"/Filter /FlateDecode "
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< " + filter_ + b"/Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % i + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Root 1 0 R /Size 6 >>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


# --------------------------------------------------------------------------- cleaner, tokeniser


def cleaner() -> Run:
    """Any text: blocks and what is dropped lie apart, in order, and hold all that is no white space."""
    from kg.model import Document
    from kg.text.clean import LONGEST_BLOCK, clean

    corpus = articles()

    def run(r: Random) -> str:
        words = text(r, corpus, ODD + "\ud800\udfff")
        document = clean(Document("d", words, title=r.choice((None, words[:30]))), keep_boilerplate=r.random() < 0.1)
        spans = sorted([(b.start, b.end) for b in document.blocks] + [(d.start, d.end) for d in document.dropped])
        at = 0
        for start, end in spans:
            assert at <= start < end <= len(words), spans
            assert not words[at:start].strip(_BLANK), words[at:start]
            at = end
        assert not words[at:].strip(_BLANK), words[at:]
        assert all(b.end - b.start <= LONGEST_BLOCK and words[b.start : b.end].strip() for b in document.blocks)
        assert all(words[d.start : d.end] == d.text and d.reason for d in document.dropped)
        return "dropped some" if document.dropped else "dropped nothing"

    return run


_BLANK = None  # what str.strip() takes for white space


def tokeniser() -> Run:
    """Any text: the tokens and the white space behind them are the text."""
    from kg.text.parse import load_parser, plain

    tokenize = load_parser().tokenizer
    corpus = articles()

    def run(r: Random) -> str:
        words = text(r, corpus)
        mapped = plain(words)
        assert len(mapped) == len(words)
        doc = tokenize(mapped)
        assert "".join(t.text_with_ws for t in doc) == mapped
        assert all(mapped[t.idx : t.idx + len(t)] == t.text for t in doc)
        return "tokens" if len(doc) else "none"

    return run


# --------------------------------------------------------------------------- extractor

_WORDS = (
    "Norvia Lena Holm Peru Lima Washington Georgia US Minister President the The of and & - 's \" ( ) , . ; : company city he She"
    " it its I said warned 5G 7 Lynx Bank Board R-Tex. NDF Danish Republican Kan. based called — é 😀 both two leaders countries they"
    " their latter pair who shares Foods bought buys is was be been to not never will would may if that which in on at by for with"
    " from has had agreement deal talks chief executive officer president founder head former Monday June 2019 year last next $ 5"
    " million percent % told according sue ban acquired met visits signed denied plans left between against over during as than"
).split()
_POS = "NOUN PROPN VERB AUX ADJ ADV PRON DET PUNCT ADP NUM PART SCONJ CCONJ SYM X".split()
_TAGS = "NN NNS NNP NNPS VBD VBG VBN VB VBZ VBP MD JJ PRP PRP$ POS IN CD DT RB TO WDT WP CC , .".split()
_DEPS = (
    "nsubj nsubjpass dobj pobj prep appos compound poss attr conj cc acl oprd advcl relcl det amod dative acomp pcomp agent xcomp"
    " ccomp aux auxpass neg advmod npadvmod expl mark punct prt nummod preconj csubj case quantmod parataxis intj meta dep"
).split()
_ENTS = ("", "", "", *"PERSON ORG GPE NORP DATE MONEY PERCENT LOC LAW EVENT WORK_OF_ART CARDINAL TIME".split())


def _parses() -> Callable[[Random], Any]:
    """Return what makes parses: any, and such as the parser made, bent in some places."""
    from spacy.tokens import Doc

    from kg.text.parse import load_parser, plain

    nlp = load_parser()
    lines = list(dict.fromkeys(line.strip() for t in articles() for line in t[:6000].split("\n") if line.strip()))
    made = []
    for doc in nlp.pipe(plain(line)[:600] for line in lines):
        for s in doc.sents:
            ents = [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in s]
            made.append([[t.text, bool(t.whitespace_), t.lemma_, t.tag_, t.pos_, t.dep_, t.head.i - s.start, e] for t, e in zip(s, ents, strict=True)])  # fmt: skip
    vocab = nlp.vocab

    def bent(r: Random) -> Any:
        rows = [list(row) for row in r.choice(made)]
        n = len(rows)
        for _ in range(r.choice((0, 1, 1, 2, 3, 6, 12))):
            at_row, like = r.randrange(n), r.choice(r.choice(made))
            row = rows[at_row]
            at = r.choice((0, 2, 3, 4, 5, 6, 6, 7))
            if at != 6:
                row[at] = like[at]
                continue
            new = k = r.randrange(n)
            while k != rows[k][6] and rows[k] is not row:
                k = rows[k][6]
            if rows[k] is not row and row[6] != at_row:  # no loop, and one root: the parser makes no others
                row[6] = new
        heads = [row[6] for row in rows]
        ents = [row[7] for row in rows]
        for i in range(n):
            if ents[i][0] == "I" and (i == 0 or ents[i - 1][1:] != ents[i][1:]):
                ents[i] = "B" + ents[i][1:]
        return Doc(
            vocab,
            words=[row[0] or "x" for row in rows],
            spaces=[row[1] for row in rows],
            lemmas=[row[2] for row in rows],
            tags=[row[3] for row in rows],
            pos=[row[4] or "X" for row in rows],
            deps=["ROOT" if heads[i] == i else row[5] if row[5] != "ROOT" else "dep" for i, row in enumerate(rows)],
            heads=heads,
            ents=ents,
        )

    return lambda r: bent(r) if r.random() < 0.8 else _any_parse(r, vocab)


def _any_parse(r: Random, vocab: Any) -> Any:
    """Return a parse with any words, tags, entities and labels on any arcs of one tree."""
    from spacy.tokens import Doc

    n = r.randint(1, 24)
    order = r.sample(range(n), n)
    heads = list(range(n))
    for at in range(1, n):
        heads[order[at]] = order[r.randrange(at)] if r.random() < 0.7 else order[at - 1]
    words = [r.choice(_WORDS) for _ in range(n)]
    ents, kind = [], ""
    for _ in range(n):
        if kind and r.random() < 0.5:
            ents.append(f"I-{kind}")
            continue
        kind = r.choice(_ENTS)
        ents.append(f"B-{kind}" if kind else "O")
    return Doc(
        vocab,
        words=words,
        spaces=[r.random() < 0.9 for _ in words],
        lemmas=[w.lower() for w in words],
        tags=[r.choice(_TAGS) for _ in words],
        pos=[r.choice(_POS) for _ in words],
        deps=["ROOT" if heads[i] == i else r.choice(_DEPS) for i in range(n)],
        heads=heads,
        ents=ents,
    )


def _check(reading: Any) -> None:
    from kg.engine.codec import decode, encode
    from kg.model import Reading

    words = reading.document.text
    for m in reading.mentions:
        assert 0 <= m.start < m.end <= len(words), m
        assert m.text in ("", words[m.start : m.end]), (
            m
        )  # those of noun phrases are filled in when documents are merged
        assert -1 <= m.thing < len(reading.things), m
    assert all(form and n > 0 for t in reading.things for form, n in t.names)
    for p in reading.propositions:
        for a in (p.subject, p.object):
            assert 0 <= a.start < a.end <= len(words), p
            assert -1 <= a.thing < len(reading.things), p
            assert a.thing >= 0 or a.value is not None, p
        assert p.subject.thing >= 0, p
        assert p.relation, p
        assert p.relation == p.relation.strip(" "), p
        (a, b), (c, d) = p.sentence, p.relation_span
        assert 0 <= a <= c <= d <= b <= len(words), p
        assert 0 <= p.confidence <= 1, p
        assert -1 <= p.speaker_thing < len(reading.things), p
        assert -1 <= p.place_thing < len(reading.things), p
    assert decode(encode(reading), Reading) == reading


def extractor() -> Run:
    """Any parse, however wrong: spans lie in the text, things are there, and what was read is kept exactly."""
    from kg.model import Document
    from kg.paths import ontology_dir
    from kg.rdf.vocabulary import load_ontology
    from kg.text.parse import Parsed
    from kg.text.reading import read_parsed

    ontology = load_ontology([ontology_dir()])
    parse = _parses()

    def run(r: Random) -> str:
        blocks, words = [], ""
        for _ in range(r.choice((1, 1, 2, 3))):
            doc = parse(r)
            blocks.append((len(words), doc))
            words += doc.text + "\n"
        document = Document("d", words, published=r.choice((None, "2019-06-05", "2019", "0000", "soon")))
        reading = read_parsed(Parsed(document, tuple(blocks)), ontology, split_governments=r.random() < 0.5)
        _check(reading)
        return "propositions" if reading.propositions else "none"

    return run


def chain() -> Run:
    """A broken text through cleaner, parser and extractor, as a build reads it."""
    from kg.config import Config
    from kg.model import Document
    from kg.pipeline import reader

    read = reader(Config(), None)
    corpus = articles()

    def run(r: Random) -> str:
        words = text(r, corpus)[: r.choice((100, 300, 1000))]
        if not words.strip():
            return "blank"
        reading = read(Document("d", words, published="2019-06-05"))
        _check(reading)
        return "propositions" if reading.propositions else "none"

    return run


def open_mode() -> Run:
    """Any parse: the words of a triple stand in the text, its confidence lies between 0 and 1."""
    from kg.text.open import open_triples

    parse = _parses()

    def run(r: Random) -> str:
        doc = parse(r)
        triples = open_triples(doc)
        for t in triples:
            assert 0 <= t.confidence <= 1, t
            assert t.subject and t.relation and t.object, t
            assert all(w in doc.text for p in t.spans for w in p.split()), t
        return "triples" if triples else "none"

    return run


# --------------------------------------------------------------------------- writers, page


def _graphs() -> Callable[[Random], Any]:
    """Return what makes graphs of hostile strings."""
    from kg.model import (
        Block,
        Claim,
        Document,
        Dropped,
        Entity,
        Evidence,
        Join,
        KnowledgeGraph,
        LinkedMention,
        Literal,
        Status,
    )
    from kg.rdf.read import evidence_order
    from kg.rdf.terms import sound

    strings = [s[:300] for s in hostile_strings()] + ["a", "b", "acme", "é", "🙂", "%41", "..", "a/b#c?d", '"""', "."]
    strings = [s.encode("utf8", "replace").decode() for s in strings]
    types = (
        "xsd:string",
        "xsd:decimal",
        "xsd:date",
        "xsd:gYear",
        "xsd:gYearMonth",
        "xsd:integer",
        "https://types.example/odd",
    )
    times = (None, "2019", "2019-06", "2019-06-05", "2019-02-30", "0000", "soon", "2019-06-05T10:00:00Z")
    numbers = ("1", "1.5", "-0", "007", "1e5", "NaN", "", "2019-06-05", "2019", "99999999999999999999")

    def string(r: Random) -> str:
        s = r.choice(strings)
        if r.random() < 0.3:
            a = r.randrange(len(s) + 1)
            s = s[:a] + r.choice(ODD) + s[a : r.randrange(len(s) + 1)]
        return s

    def maybe(r: Random) -> str | None:
        return string(r) if r.random() < 0.5 else None

    def make(r: Random) -> Any:
        texts = {string(r): "".join(string(r) + " " for _ in range(r.randrange(4))) for _ in range(r.randrange(4))}
        ids = sorted({string(r) for _ in range(r.randrange(6))})
        ends = [*ids, string(r)] if r.random() < 0.2 or not ids else ids

        def span(doc: str) -> tuple[int, int]:
            n = len(texts.get(doc, "x" * 20))
            a, b = sorted((r.randint(0, n), r.randint(0, n)))
            return a, b

        def evidence() -> Any:
            doc = r.choice([*texts, string(r)])
            sentence = span(doc)
            said = texts.get(doc, "")[slice(*sentence)] if r.random() < 0.8 else string(r)
            return Evidence(
                doc, sentence, said, span(doc), span(doc), span(doc), string(r), string(r), string(r), r.choice((0.0, 0.5, 1.0, r.random())),
                r.choice(times), maybe(r), r.choice((None, *ends)), maybe(r), r.choice((None, *ends)),
            )  # fmt: skip

        claims = {}
        for _ in range(r.randrange(6)):
            o = (
                r.choice(ends)
                if r.random() < 0.6
                else Literal(r.choice((string(r), r.choice(numbers))), r.choice(types))
            )
            if isinstance(o, Literal) and not sound(o):
                o = Literal(o.value)  # as it is written
            pieces = tuple(sorted({evidence() for _ in range(r.randint(1, 3))}, key=evidence_order))
            claim = Claim(r.choice(ends), string(r), o, r.choice(tuple(Status)), pieces)
            claims[claim.key] = claim
        open_ = {c.relation for c in claims.values() if r.random() < 0.5}
        entities = tuple(
            Entity(
                i, string(r), r.choice(("Company", "Thing", "Person", "Country")), tuple(sorted({string(r) for _ in range(r.randrange(3))})),
                r.choice(((), ("http://www.wikidata.org/entity/Q1",), ("https://x.example/é",))),
                tuple(Join(string(r), string(r), string(r)) for _ in range(r.randrange(3))), r.random() < 0.8,
            )
            for i in ids
        )  # fmt: skip
        documents = tuple(
            Document(
                d, t, string(r), maybe(r), r.choice(times), maybe(r), maybe(r), (Block(0, len(t)),) if t else (),
                (Dropped(0, 1, string(r), t[:1]),) if t and r.random() < 0.2 else (), r.choice((None, None, *texts)),
            )
            for d, t in sorted(texts.items())
        )  # fmt: skip
        mentions = tuple(
            LinkedMention(d, *(s := span(d)), texts[d][slice(*s)], "name", r.choice((None, *ids)), string(r))
            for d in sorted(texts)
            for _ in range(r.randrange(3))
        )
        base = r.choice(("https://example.org/kg/", "urn:x:", "http://é.example/#"))
        all_claims = tuple(replace(claims[k], open=claims[k].relation in open_) for k in sorted(claims))
        return KnowledgeGraph(base, documents, entities, all_claims, mentions)

    return make


def writers() -> Run:
    """A graph of hostile strings: Turtle gives it back; lines are JSON, rows are rows; one export more is read by others."""
    import sqlite3
    import xml.etree.ElementTree as ET

    import pyoxigraph as ox

    from kg.errors import OutputError
    from kg.export import FOLDERS, export
    from kg.export.flat import COLUMNS, write_mentions_jsonl, write_triples_csv, write_triples_jsonl
    from kg.plugins import BUILT_IN
    from kg.rdf.read import read_stream, without_text
    from kg.rdf.write import write_turtle
    from tests.small_graph import small_ontology

    ontology = small_ontology()
    graphs = _graphs()
    names = [n for n in sorted(BUILT_IN["exporters"]) if n != "ttl"]
    folder = Path(tempfile.mkdtemp())
    csv.field_size_limit(10**9)

    def triples(data: bytes, format: Any) -> set[str]:
        return {str(q.triple) for q in ox.parse(data, format=format)}

    def run(r: Random) -> str:
        graph = graphs(r)
        out = io.StringIO()
        write_turtle(graph, ontology, out)
        turtle = out.getvalue().encode()
        again = read_stream(io.BytesIO(turtle))
        assert again == replace(graph, documents=without_text(graph.documents), mentions=())
        assert [(c.evidence, c.open) for c in again.claims] == [(c.evidence, c.open) for c in graph.claims]

        rows = sum(len(c.evidence) for c in graph.claims)
        out = io.StringIO()
        assert write_triples_jsonl(graph, out) == rows
        lines = [json.loads(line) for line in out.getvalue().splitlines()]  # and so at U+2028 and the like
        assert len(lines) == rows
        assert all(tuple(line) == COLUMNS for line in lines)
        assert [line["sentence"] for line in lines] == [e.quote for c in graph.claims_in_order() for e in c.evidence]
        out = io.StringIO()
        write_triples_csv(graph, out)
        table = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
        assert len(table) == rows + 1
        assert {len(row) for row in table} == {len(COLUMNS)}
        out = io.StringIO()
        write_mentions_jsonl(graph, out)
        assert [json.loads(line)["text"] for line in out.getvalue().splitlines()] == [m.text for m in graph.mentions]

        name = r.choice(names)
        path = folder / name
        try:
            export(graph, ontology, name, path)
        except OutputError as e:
            if name != "rdfxml" or "cannot hold the relation" not in str(e):
                raise
            path.unlink(missing_ok=True)
            return "refused rdfxml"
        if name in FOLDERS:
            for file in path.iterdir():
                with file.open(encoding="utf8", newline="") as stream:
                    widths = {len(row) for row in csv.reader(stream)} if file.suffix == ".csv" else {len(x.split("\t")) for x in stream.read().split("\n")[:-1]}  # fmt: skip
                assert len(widths) == 1, (name, file.name, widths)
                file.unlink()
            path.rmdir()
            return name
        data = path.read_bytes()
        if name in ("nt", "nq", "trig", "jsonld", "rdf12"):
            form = ox.RdfFormat.from_extension("ttl" if name == "rdf12" else name)
            found = triples(data, form)
            assert name == "rdf12" or found == triples(turtle, ox.RdfFormat.TURTLE), name
        elif name in ("graphml", "gexf", "rdfxml"):
            ET.fromstring(data)
        elif name == "sqlite":
            base = sqlite3.connect(path)
            assert base.execute("SELECT count(*) FROM claim").fetchone() == (len(graph.claims),)
            assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            base.close()
        path.unlink()
        return name

    return run


def page_data() -> Run:
    """A graph of hostile strings: the two packs of the page are JSON and columns of the length they say."""
    from kg.model import Literal
    from kg.render.payload import payload
    from kg.render.questions import Ready
    from tests.small_graph import small_ontology

    ontology = small_ontology()
    graphs = _graphs()

    def run(r: Random) -> str:
        graph = graphs(r)
        n = len(graph.entities)
        drawn = r.sample(range(n), r.randint(0, n))
        told: dict[str, Any] = {
            "title": r.choice((graph.base, *[d.title or "" for d in graph.documents])),
            "points": [(r.uniform(-1e4, 1e4), r.uniform(-1e4, 1e4)) for _ in drawn],
            "groups": [r.randrange(3) for _ in drawn],
            "sizes": [r.randrange(3) for _ in drawn],
            "focus": r.choice((None, *drawn)),
            "ready": [Ready(d.id, d.path, d.text) for d in graph.documents],
        }
        opening, rest = payload(graph, ontology, drawn=drawn, first=len(drawn), spread=1.0, **told)
        first, later = unpacked(b"".join(opening.packed())), unpacked(b"".join(rest.packed()))
        ids = {e.id for e in graph.entities}
        known = [c for c in graph.claims if c.subject in ids and (isinstance(c.object, Literal) or c.object in ids)]
        assert [len(first[k]) for k in ("s", "r", "o", "st", "n")] == [len(known)] * 5
        assert sum(first["n"]) == len(first["doc"]) == len(later["start"]) == sum(len(c.evidence) for c in known)
        assert _strings(first, "id") == [e.id for e in graph.entities]
        assert _strings(first, "label") == [e.label for e in graph.entities]
        assert _strings(later, "alias") == [a for e in graph.entities for a in e.aliases]
        assert bytes(later["text"]) == "".join(d.text for d in graph.documents).encode()
        return "claims" if known else "none"

    return run


def unpacked(data: bytes) -> dict[str, Any]:
    """Return the values and columns of a pack, as ``kg/render/assets/data.js`` reads them."""
    raw = gzip.decompress(data)
    (length,) = struct.unpack("<I", raw[:4])
    header = json.loads(raw[4 : 4 + length])
    body = raw[4 + length :]
    codes = {"u8": "B", "u16": "H", "i16": "h", "u32": "I", "i32": "i"}
    out: dict[str, Any] = dict(header["values"])
    for name, (kind, at, count, size) in header["columns"].items():
        assert at % 4 == 0 and at + size <= len(body), name
        part = body[at : at + size]
        out[name] = part.decode() if kind == "text" else struct.unpack(f"<{count}{codes[kind]}", part)
    return out


def _strings(pack: dict[str, Any], name: str) -> list[str]:
    units = pack[name].encode("utf-16-le")
    out, at = [], 0
    for n in pack[f"{name}.n"]:
        out.append(units[at : at + 2 * n].decode("utf-16-le"))
        at += 2 * n
    assert at == len(units)
    return out


_MARKUP = re.compile(r"<(/?)(script|style)([^>]*)>", re.I)


def page() -> Run:
    """A graph of hostile strings as the whole page: its scripts, styles and tags are ours, whatever the strings say."""
    from html.parser import HTMLParser

    from kg.errors import OutputError
    from kg.render.page import render
    from tests.small_graph import small_graph, small_ontology

    ontology = small_ontology()
    graphs = _graphs()

    class Tags(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.seen: list[Any] = []

        def handle_starttag(self, tag: str, attrs: list[Any]) -> None:
            kept = [(k, v) for k, v in attrs if k != "content"]  # of the policy: it holds the hashes
            self.seen.append((tag, kept))

    def tags(whole: str) -> list[Any]:
        parser = Tags()
        # Not the code of ours, which is long; its bounds are compared by the tags that stay.
        parser.feed(re.sub(r"(<(script|style)[^>]*>).*?(</\2>)", r"\1\3", whole, flags=re.DOTALL))
        return [t for t in parser.seen if t[0] not in ("li", "blockquote")]

    ours = tags(render(small_graph(), ontology))

    def run(r: Random) -> str:
        graph = graphs(r)
        try:
            whole = render(graph, ontology, title=r.choice((None, graph.base, *[e.label for e in graph.entities])))
        except OutputError as e:
            raise AssertionError(f"{e}") from None
        whole.encode()
        assert tags(whole) == ours
        for slot in ("data", "rest"):
            match = re.search(rf'id="kg-{slot}">([^<]*)<', whole)
            assert match, slot
            import base64

            unpacked(base64.b64decode(match[1]))
        return "page"

    return run


# --------------------------------------------------------------------------- server

_REQUESTS = (
    "/sparql", "/sparql", "/sparql", "/sparql", "/sparql", "/api/claims", "/api/entities", "/api/search", "/api/claims/{}", "/api/entities/{}", "/api", "/api/openapi.json",
    "/query", "/", "/assets/{}", "/favicon.ico", "/{}",
)  # fmt: skip
_PARAMETERS = "subject object entity relation status document q limit offset class query default-graph-uri named-graph-uri update x".split()
_ACCEPTS = (
    "*/*", "application/json", "text/csv", "text/turtle", "application/sparql-results+xml;q=0.5, text/html", "application/ld+json", "application/rdf+xml",
    "text/tab-separated-values", "application/n-triples", "text/html", "image/png", ";q=,//,a/b/c;q=nan", "text/*;q=inf", "",
)  # fmt: skip
_QUERIES = (
    "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 5",
    "SELECT DISTINCT ?l (COUNT(*) AS ?n) WHERE { ?s a kg:Statement ; rdf:subject ?e . ?e rdfs:label ?l } GROUP BY ?l ORDER BY DESC(?n)",
    "ASK { ?s rdfs:label 'Acme' }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(isLiteral(?o) && regex(str(?o), '^A.*', 'i')) } LIMIT 10",
    "DESCRIBE ent:acme",
    "PREFIX x: <urn:x:> SELECT * { ?a rdfs:label ?b OPTIONAL { ?a x:y ?c } BIND(concat(str(?b), \"\\u0041\\\"'<\") AS ?d) VALUES ?b { \"Acme\"@en 'Bolt' } }",
    "SELECT ?x WHERE { { ?x rdfs:label ?y } UNION { ?x a ?y } MINUS { ?x a owl:Class } FILTER NOT EXISTS { ?x rdfs:label 'x' } } OFFSET 1 LIMIT 3",
    "SELECT * WHERE { SERVICE <http://evil.example/> { ?s ?p ?o } }",
    "SELECT ?a (?b AS ?service) WHERE { ?a rdfs:label ?b # SERVICE <x>\n }",
    "SELECT (substr('🙂é', 1, 1) AS ?s) (strlen('\\uD83D') AS ?t) (1/0 AS ?u) (xsd:integer('x') AS ?v) {}",
    "SELECT ?x { ?x (rdfs:label|^rdf:subject)/!(rdf:type)* ?y } LIMIT 2",
    "INSERT DATA { <a> <b> <c> }",
    "DROP ALL",
    "SELECT ?s FROM <https://example.org/kg/> FROM NAMED <urn:x> { GRAPH ?g { ?s ?p ?o } }",
)  # fmt: skip
_PIECES = ["{", "}", "(", ")", ".", ";", ",", "?x", "*", "<", ">", "<<", ">>", "<urn:a>", "'", '"', '"""', "\\", "\\u", "#", "\n", "SERVICE", "SILENT", "GRAPH", "FILTER",
           "BIND", "AS", "VALUES", "UNDEF", "SELECT", "WHERE", "COUNT(*)", "LIMIT", "-1", "99999999999999999999", "1e400", "_:b", "[]", "a", "^", "/", "|", "!", "@en", "^^xsd:date",
           "\x00", "\ufeff", "🙂", "%", "LATERAL", "BASE <x>", "PREFIX : <", "EXISTS", "IF", "ent:acme", "http://[", "&&", "UNION", "MINUS", "OPTIONAL"]  # fmt: skip


def server() -> Run:
    """Requests of any address, parameters, headers and body: an answer of the kind it says, never an error of ours.

    The application and the worker's half are the server's own; between them is a call instead of a process, so a
    query that takes too long ends this process, as it would end the worker's.
    """
    from types import SimpleNamespace

    import pyoxigraph as ox

    from kg.rdf.endpoint import WARM, open_handler
    from kg.serve.app import make_app
    from kg.serve.settings import Limits, Settings
    from tests.serve.conftest import write_small

    folder = Path(tempfile.mkdtemp())
    write_small(folder)
    handle = open_handler(str(folder))
    for job in WARM:
        handle(dict(job))
    whole = handle({"do": "about"})[0]

    async def work(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        return handle(job)

    limits = Limits(rows=500, bytes=500_000, request=20_000)
    settings = Settings(graph=folder, opener="", limits=limits, questions=(("a", "b", "ASK {}"),), version="0")
    app = make_app(SimpleNamespace(settings=settings, run=work))  # type: ignore[arg-type]  # it has all that the app asks of it

    strings = hostile_strings()

    def sparql(r: Random) -> str:
        query = r.choice(_QUERIES)
        for _ in range(r.choice((0, 1, 1, 2, 4))):
            a = r.randrange(len(query) + 1)
            b = min(len(query), a + r.choice((0, 1, 3, 12)))
            piece = r.choice(
                (r.choice(_PIECES), f" {r.choice(_PIECES)} ", r.choice(strings)[:40], chr(r.randrange(0x250)), "")
            )
            query = query[:a] + piece + query[b:]
        return query

    def value(r: Random) -> str:
        said = r.choice(
            (
                "acme",
                "Acme",
                "bolt",
                "asserted",
                "1",
                "0",
                "-1",
                "10",
                "99999999999999",
                "partners_with",
                "Company",
                "https://example.org/kg/",
                r.choice(strings),
            )
        )
        return said.encode("utf8", "replace").decode()

    def fields(r: Random, names: tuple[str, ...] | list[str]) -> bytes:
        pairs = [
            (r.choice(names), sparql(r) if r.random() < 0.3 else value(r)) for _ in range(r.choice((0, 1, 1, 2, 3)))
        ]
        return "&".join(f"{k}={quote_plus(v, errors='replace')}" for k, v in pairs).encode()

    def scope(r: Random) -> tuple[dict[str, Any], bytes]:
        path = r.choice(_REQUESTS)
        path = path.replace("{}", r.choice((value(r), "acme", "editor.js", "../x", "a/b")))
        method = "POST" if path == "/sparql" and r.random() < 0.4 else "GET"
        method = r.choice(("HEAD", "PUT", "OPTIONS", "DELETE", "POST")) if r.random() < 0.05 else method
        names = ["query"] if path == "/sparql" and r.random() < 0.8 else _PARAMETERS
        url = fields(r, names)
        body = b""
        headers = [(b"host", b"localhost"), (b"accept", r.choice(_ACCEPTS).encode())]
        if method == "POST":
            direct = r.random() < 0.5
            body = (
                sparql(r).encode("utf8", "replace")
                if direct
                else b"query=" + quote_plus(sparql(r), errors="replace").encode()
            )
            kind = "application/sparql-query" if direct else "application/x-www-form-urlencoded"
            kind = r.choice(
                (
                    kind,
                    kind,
                    kind,
                    kind + "; charset=UTF-8",
                    kind + "; charset=latin1",
                    "application/sparql-update",
                    "",
                    "x/y;;;",
                )
            )
            headers.append((b"content-type", kind.encode()))
            url = url if r.random() < 0.2 else b""
        if r.random() < 0.1:
            body, url = broken_bytes(r, body, [body]), broken_bytes(r, url, [url])
        if r.random() < 0.2:
            headers.append(r.choice(((b"accept-encoding", b"gzip;q=x, *"), (b"if-none-match", b"*"), (b"host", b"\xff"), (b"origin", b"http://evil.example"), (b"accept", b"\xff\xfe,;q"))))  # fmt: skip
        return {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": path,
            "raw_path": path.encode(), "query_string": url, "root_path": "", "headers": headers, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
        }, body  # fmt: skip

    async def ask(asked: dict[str, Any], body: bytes) -> tuple[int, dict[str, str], bytes]:
        sent: list[Any] = []
        given = iter(({"type": "http.request", "body": body, "more_body": False},))
        never = asyncio.Event()

        async def receive() -> Any:
            for message in given:
                return message
            return await never.wait()

        async def send(message: Any) -> None:
            sent.append(message)

        await app(asked, receive, send)
        head = {k.decode().lower(): v.decode("latin1") for k, v in sent[0]["headers"]}
        return sent[0]["status"], head, b"".join(m.get("body", b"") for m in sent[1:])

    def run(r: Random) -> str:
        asked, body = scope(r)
        status, head, data = asyncio.run(ask(asked, body))
        too_large = status == 500 and (b"more than" in data or b"larger than" in data)
        assert status < 500 or too_large, (status, data[:300])
        assert "x-content-type-options" in head or status in (307, 405), (status, head)
        if head.get("content-encoding") == "gzip":
            data = gzip.decompress(data)
        media = head.get("content-type", "").split(";")[0]
        if asked["method"] != "HEAD" and status == 200:
            if media in ("application/json", "application/sparql-results+json", "application/ld+json"):
                json.loads(data)
            elif media in ("text/turtle", "application/n-triples", "application/rdf+xml"):
                list(ox.parse(data, format=ox.RdfFormat.from_media_type(media)))
            elif media == "application/sparql-results+xml":
                list(
                    ox.parse_query_results(data, format=ox.QueryResultsFormat.XML)
                ) if b"<boolean>" not in data else None
            else:
                assert media in ("text/csv", "text/tab-separated-values", "text/html", "text/css", "text/javascript", "image/x-icon"), media  # fmt: skip
        if r.random() < 0.01:
            assert handle({"do": "about"})[0] == whole
        return str(status)

    return run


TARGETS: dict[str, Callable[[], Run]] = {
    "readers": readers,
    "cleaner": cleaner,
    "tokeniser": tokeniser,
    "extractor": extractor,
    "chain": chain,
    "open": open_mode,
    "writers": writers,
    "page-data": page_data,
    "page": page,
    "server": server,
}
MAY_STOP = frozenset({"server"})
"""Targets in which an execution may take too long: the server ends such a query by itself."""
WEIGHTS = {
    "cleaner": 2, "tokeniser": 2, "page-data": 1.5, "server": 3, "writers": 0.5, "chain": 0.03, "page": 0.003,
}  # fmt: skip
"""Executions of a target beside those of another: fewer of what takes long."""

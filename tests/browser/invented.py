"""Graphs of invented names for tests of the page: one to read, one full of traps, one that is large.

As a script: ``python -m tests.browser.invented large.html --things 50000``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

from kg.config import BASE
from kg.model import Block, Claim, Document, Entity, Evidence, Join, KnowledgeGraph, LinkedMention, Literal, Status
from kg.ontology import EntityClass, Ontology, Relation

CLASSES = {
    "Person": None, "Organization": None, "Company": "Organization", "Place": None, "Country": "Place", "City": "Place",
    "Product": None, "Technology": None, "Event": None, "Law": None, "Group": None, "Concept": None,
}  # fmt: skip
THINGS = {
    "zubrowka": ("Zubrowka", "Country", ("Republic of Zubrowka",)), "ruritania": ("Ruritania", "Country", ("Kingdom of Ruritania",)),
    "strelsau": ("Strelsau", "City", ()), "acme": ("Acme Works", "Company", ("Acme", "the Strelsau firm")), "bolt": ("Bolt & Söhne", "Company", ("Bolt",)),
    "cogworks": ("Cogworks", "Company", ()), "dane": ("Carol Dane", "Person", ("Dane", "Ms Dane")), "rassen": ("Rupert Rassen", "Person", ()),
    "mikado": ("Mikado 7", "Product", ()), "tubenet": ("Tubenet", "Technology", ()), "summit": ("Strelsau Summit", "Event", ()),
    "act": ("Tube Act", "Law", ()), "unions": ("tube workers", "Group", ()), "market": ("pneumatic market", "Concept", ()), "quiet": ("Quietland", "Country", ()),
}  # fmt: skip
RELATIONS = {
    "bans": (), "restricts": (), "rejects": (), "partners_with": ("symmetric",), "signs_agreement_with": ("symmetric",), "based_in": (), "leads": (),
    "meets": ("symmetric",), "develops": (), "uses": (), "launches": (), "visits": (), "participates_in": (), "founded_on": ("literal",), "opposes": (),
}  # fmt: skip
# Sentences with their claim in brackets: [subject] {relation} [object]; the status, then what goes with it.
ARTICLES = {
    "herald": ("Zubrowka bans Acme Works", "2019-06-06", "The Strelsau Herald", [
        ("[zubrowka:Zubrowka] {bans:has banned} [acme:Acme Works] since 5 June 2019.", "asserted", {"time": "2019-06-05"}),
        ("[acme:Acme Works] {based_in:, based in} [strelsau:Strelsau], makes tubes.", "asserted", {}),
        ("On Wednesday [acme:Acme] {signs_agreement_with:signed an agreement with} [bolt:Bolt & Söhne] in Strelsau.", "asserted", {"time": "2019-06-05", "place": "Strelsau", "place_id": "strelsau"}),
        ("[dane:Carol Dane] {leads:leads} [acme:the Strelsau firm].", "asserted", {}),
        ("[acme:Acme] {launches:will launch} the [mikado:Mikado 7] in 2024.", "planned", {"time": "2024"}),
        ("[ruritania:Ruritania] {uses:does not use} [tubenet:Tubenet].", "negated", {}),
        ("Media say that [acme:Acme] {partners_with:has teamed up with} [bolt:Bolt].", "attributed", {"speaker": "media"}),
    ]),
    "courier": ("A deal in Strelsau", "2019-06-07", "The Courier", [
        ("[zubrowka:Zubrowka] {bans:banned} [acme:Acme], an official said 🙂.", "asserted", {"time": "2019"}),
        ("[acme:Acme Works] {signs_agreement_with:struck a deal with} [bolt:Bolt].", "asserted", {}),
        ("[dane:Ms Dane] {meets:met} [rassen:Rupert Rassen] at the summit in June 2019.", "asserted", {"time": "2019-06"}),
        ("[rassen:Rupert Rassen] {leads:heads} [bolt:Bolt & Söhne].", "asserted", {}),
        ("[ruritania:Ruritania] {bans:has not banned} [acme:Acme].", "negated", {}),
        ("[acme:Acme] {develops:develops} [tubenet:Tubenet].", "asserted", {}),
        ("[zubrowka:Zubrowka] {uses:could use} [tubenet:Tubenet].", "hypothetical", {}),
        ("[bolt:Bolt] {uses:uses} the [mikado:Mikado 7].", "attributed", {"speaker": "Carol Dane", "speaker_id": "dane"}),
        ("[acme:Acme] {partners_with:works with} [cogworks:Cogworks].", "asserted", {}),
    ]),
    "echo": ("A deal in Strelsau (Echo)", None, None, [
        ("[acme:Acme Works] {signs_agreement_with:struck a deal with} [bolt:Bolt].", "asserted", {}),
        ("[ruritania:Ruritania] {bans:bans} [acme:Acme].", "asserted", {"time": "2018-11"}),
        ("[dane:Carol Dane] {participates_in:attended} the [summit:Strelsau Summit].", "asserted", {}),
        ("[rassen:Rassen] {participates_in:attended} the [summit:Strelsau Summit].", "asserted", {}),
        ("The [unions:tube workers] {opposes:oppose} the [act:Tube Act].", "asserted", {}),
        ("[acme:Acme] {partners_with:plans to work with} [bolt:Bolt].", "planned", {}),
        ("[rassen:Rupert Rassen] {visits:visited} [zubrowka:Zubrowka].", "asserted", {"time": "2018/2019"}),
    ]),
}  # fmt: skip
_PART = re.compile(r"\[(?P<thing>\w+):(?P<name>[^\]]*)\]|\{(?P<relation>\w+):(?P<words>[^}]*)\}")


def ontology() -> Ontology:
    """Return the ontology of these graphs."""
    relations = {
        name: Relation(
            name,
            name.replace("_", " "),
            symmetric="symmetric" in marks,
            literal="literal" in marks,
            parents=("restricts",) if name == "bans" else (),
        )
        for name, marks in RELATIONS.items()
    }
    classes = {name: EntityClass(name, name.lower(), parent) for name, parent in CLASSES.items()}
    return Ontology("1", classes, relations, {}, {}, digest="00")


def readable() -> KnowledgeGraph:
    """Return a graph of 15 things with every status, copies, aliases, dates of every precision."""
    documents, found, mentions = [], {}, []
    for id, (title, published, source, sentences) in ARTICLES.items():
        text = title + "\n\n"
        for marked, status, more in sentences:
            start, subject, object, relation = len(text), "", "", ""
            spans = {}
            at = 0
            for part in _PART.finditer(marked):
                text += marked[at : part.start()]
                at = part.end()
                words = part["name"] or part["words"]
                span = (len(text), len(text) + len(words))
                text += words
                if part["relation"]:
                    relation, spans["r"] = part["relation"], span
                elif not subject:
                    subject, spans["s"] = part["thing"], span
                    mentions.append(LinkedMention(id, *span, words, "name", part["thing"]))
                else:
                    object, spans["o"] = part["thing"], span
                    mentions.append(LinkedMention(id, *span, words, "name", part["thing"]))
            text += marked[at:]
            end = len(text)
            words = text[spans["r"][0] : spans["r"][1]]
            piece = Evidence(
                id,
                (start, end),
                text[start:end],
                spans["s"],
                spans["r"],
                spans["o"],
                words,
                "verb.object",
                "hand-1.0",
                0.9,
            )
            found.setdefault((subject, relation, object, Status(status)), []).append((piece, more))
            text += " " if len(text) % 3 else "\n\n"
        path, copy = f"news/{id}.txt", "courier" if id == "echo" else None
        documents.append(Document(id, text, path, title, published, f"https://news.example/{id}", source, (Block(0, len(title), "headline"),), (), copy))  # fmt: skip
    claims = [
        Claim(s, r, o, st, tuple(replace(p, **more) for p, more in pieces)) for (s, r, o, st), pieces in found.items()
    ]
    first = claims[0].evidence[0]
    claims.append(
        Claim("acme", "founded_on", Literal("1999-04", "xsd:gYearMonth"), Status.ASSERTED, (replace(first, time=None),))
    )
    joins = {
        "acme": (Join("Acme Works", "Acme", "short name"), Join("Acme Works", "the Strelsau firm", "noun of its class"))
    }
    entities = [
        Entity(id, label, class_, aliases, ("http://www.wikidata.org/entity/Q9000001",) if id == "zubrowka" else (), joins.get(id, ()), class_ not in ("Group", "Concept"))
        for id, (label, class_, aliases) in THINGS.items()
    ]  # fmt: skip
    return KnowledgeGraph(
        BASE,
        tuple(sorted(documents, key=lambda d: d.id)),
        tuple(sorted(entities, key=lambda e: e.id)),
        tuple(sorted(claims, key=lambda c: c.key)),
        tuple(sorted(mentions, key=lambda m: (m.doc, m.start))),
    )


def hostile_strings() -> list[str]:
    """Return 200 strings that have broken pages: markup, quotes, scripts, odd Unicode, template marks."""
    seeds = [
        "<script>window.pwned=1</script>", "</script><script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>", "--><script>window.pwned=1</script>",
        "\"><svg onload=window.pwned=1>", "' onmouseover='window.pwned=1", "javascript:window.pwned=1", "{{7*7}}", "${window.pwned=1}", "<!--kg:script-->", "<!--policy-->", "{% raw %}",
        "]]>", "<![CDATA[<b>", "&lt;b&gt;&amp;", "<a href=\"https://evil.example\">x</a>", "<style>*{display:none}</style>", "<iframe src=//evil.example>", "<base href=//evil.example>",
        "<meta http-equiv=refresh content='0;url=//evil.example'>", "\\u003cscript\\u003e", "\u2028\u2029", "\x00\x01\x1f", "\ufeff\u200b\u200d", "\u202edesrever", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🙂👩‍👩‍👧", "\ud800", "%00%2F..", "../../etc/passwd",
        "__proto__", "constructor", "toString", "hasOwnProperty", "=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "a\nb\r\nc\td", "\\", "\"", "'", "`", " ", "", "-", "#", "?", "/", "a,b~c:d", "-x", "null", "undefined", "NaN",
        "0", "1e999", "x" * 5000, "W" * 300, "ﷺ" * 20, "مرحبا بالعالم", "שלום", "日本語の名前", "Ω≈ç√∫", "e\u0301" * 40, "<math><mi//xlink:href=\"data:x,<script>window.pwned=1</script>\">",
    ]  # fmt: skip
    out = list(seeds)
    wrap = ("<b>{}</b>", "{}'\"", '"{}', "x {} y", "<{}", "{}>")
    rng = random.Random(5)
    while len(out) < 200:
        out.append(rng.choice(wrap).replace("{}", rng.choice(seeds)[:200]))
    return out[:200]


def hostile() -> KnowledgeGraph:
    """Return a graph whose every string is hostile: ids, labels, aliases, sentences, titles, urls, speakers."""
    strings = hostile_strings()
    n = len(strings)
    entities = tuple(
        Entity(f"{s}#{i}", s, s if i % 9 == 0 else "Person", (strings[(i + 1) % n],), (strings[(i + 2) % n],), (Join(s, strings[(i + 3) % n], s),))
        for i, s in enumerate(strings)
    )  # fmt: skip
    documents = tuple(Document(f"{s}@{i}", f"{s} | {s} | {s}.", f"{s}.txt", s, s, s, s) for i, s in enumerate(strings))
    claims = []
    for i, s in enumerate(strings):
        d = documents[i]
        k = len(s)
        piece = Evidence(
            d.id,
            (0, len(d.text)),
            d.text,
            (0, k),
            (k + 3, 2 * k + 3),
            (2 * k + 6, 3 * k + 6),
            s,
            s,
            s,
            0.5,
            s,
            s,
            None,
            s,
            None,
        )
        status = tuple(Status)[i % 5]
        o: str | Literal = Literal(s, s) if i % 10 == 3 else entities[(i * 7 + 1) % n].id
        claims.append(Claim(entities[i].id, s or "r", o, status, (piece,), open=True))
    return KnowledgeGraph(BASE, documents, entities, tuple(claims))


_SYLLABLES = ("ba", "ko", "ri", "ten", "mu", "sel", "dor", "van", "lis", "kra", "pon", "zu", "fe", "gor", "nim", "tha")


def large(things: int, claims: int, seed: int = 3) -> KnowledgeGraph:
    """Return a graph with hubs, of this many things and claims, with a sentence on each claim."""
    rng = random.Random(seed)
    names = [
        " ".join("".join(rng.choices(_SYLLABLES, k=rng.randint(2, 3))).capitalize() for _ in range(2)) + f" {i}"
        for i in range(things)
    ]
    kinds = ("Person", "Company", "Country", "City", "Product", "Event", "Concept")
    entities = [Entity(f"t{i:06d}", names[i], kinds[i % 7], (f"{names[i].split()[0]} {i}",)) for i in range(things)]
    relations = [r for r in RELATIONS if r != "founded_on"]
    per = 40
    documents, out, seen = [], [], set()

    def pairs() -> Iterator[tuple[int, int]]:
        for i in range(1, things):
            yield i, int(i * rng.random() ** 3)
        while True:
            a, b = int(things * rng.random() ** 2), int(things * rng.random() ** 2)
            if a != b:
                yield a, b

    source = pairs()
    pieces: list[str] = []
    offset = 0
    while len(out) < claims:
        a, b = next(source)
        r = rng.choice(relations)
        status = rng.choices(tuple(Status), (80, 8, 6, 4, 2))[0]
        if (a, r, b, status) in seen:
            continue
        seen.add((a, r, b, status))
        words = r.replace("_", " ")
        sentence = f"In the {rng.choice(_SYLLABLES)}{rng.choice(_SYLLABLES)} affair, {names[a]} {words} {names[b]}, papers of {rng.choice(_SYLLABLES)}stadt wrote."
        s, v = sentence.index(names[a]), sentence.index(words)
        o = v + len(words) + 1
        doc = f"d{len(documents):05d}"
        at = (offset, offset + len(sentence))
        time = f"{rng.randint(2000, 2025)}-{rng.randint(1, 12):02d}" if rng.random() < 0.3 else None
        out.append(
            Claim(
                f"t{a:06d}",
                r,
                f"t{b:06d}",
                status,
                (
                    Evidence(
                        doc,
                        at,
                        sentence,
                        (offset + s, offset + s + len(names[a])),
                        (offset + v, offset + v + len(words)),
                        (offset + o, offset + o + len(names[b])),
                        words,
                        "verb.object",
                        "hand-1.0",
                        0.8,
                        time,
                    ),
                ),
            )
        )
        pieces.append(sentence)
        offset += len(sentence) + 1
        if len(pieces) == per or len(out) == claims:
            documents.append(Document(doc, " ".join(pieces), f"news/{doc}.txt", f"Paper {doc}"))
            pieces, offset = [], 0
    return KnowledgeGraph(BASE, tuple(documents), tuple(entities), tuple(sorted(out, key=lambda c: c.key)))


if __name__ == "__main__":
    import argparse
    from pathlib import Path

    from kg.render.page import render

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output")
    parser.add_argument("--things", type=int, default=0, help="so many; without: the readable graph")
    parser.add_argument("--hostile", action="store_true")
    given = parser.parse_args()
    chosen = hostile() if given.hostile else large(given.things, 2 * given.things) if given.things else readable()
    Path(given.output).write_text(render(chosen, ontology()), encoding="utf8")

"""What is not the article is dropped, with the reason; what is stays."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.model import Document
from kg.text import boilerplate
from kg.text.clean import LONGEST_BLOCK, clean

BODY = """Norvia signs deal with Fenwick Rail

{top}

Norvia has signed a deal with Fenwick Rail to build a bridge over the river near Lisbon.

The two companies will share the cost of the bridge, which opens in 2024.

Analysts say that the deal is a sign of trust between the two companies.

The bridge is the second that the companies build in the region after the one in Porto.

A spokesman for the ministry of transport welcomed the deal on Friday.

{end}"""


def dropped(text: str) -> list[tuple[str, str]]:
    return [(d.reason, d.text) for d in clean(Document("a", text)).dropped]


def kept(text: str) -> list[str]:
    document = clean(Document("a", text))
    return [document.text[b.start : b.end] for b in document.blocks]


ROWS = boilerplate.read_rows()


@pytest.mark.parametrize("row", ROWS, ids=[r[3] for r in ROWS])
def test_every_example_of_the_table_is_dropped_for_its_reason(row: tuple[str, ...]) -> None:
    assert boilerplate.reason(row[3], boilerplate.patterns([row])) == row[2]
    assert (row[2], row[3]) in dropped(BODY.format(top="", end=row[3]))


TOP = """
Petra Voss | byline
By Petra Voss | byline
By PETRA VOSS and Omar Lindqvist, Harbour Post | byline
Written by Petra van Voss | byline
Petra Voss, Staff Writer | byline
Norvia signs deal with Fenwick Rail | headline said twice
NORVIA SIGNS DEAL WITH FENWICK RAIL! | headline said twice
Agency News | agency line
(Reuters) | agency line
Web Desk | agency line
June 5, 2019 | date line
Wednesday, June 5, 2019 10:30 AM | date line
Published: 5 June 2019 | date line
5 min read | reading time
Advertisement | menu
Share | share line
"""

END = """
Source: Websites | source line
SHOW COMMENT (1) | comment counter
12 Comments | comment counter
Leave a comment | comment counter
Share on Facebook | share line
Read more | link to another article
Read more: Five lakes that freeze in May | link to another article
SEE ALSO: FIVE LAKES | link to another article
Subscribe to our newsletter | subscribe line
© 2019 Harbour Post | copyright line
Copyright 2019 Harbour Post. All rights reserved. | copyright line
We use cookies to make this site better. | cookie line
Tags: bridges, rail | tags
The author is a graduate student in Porto. | author biography
I am a graduate of Porto University and a freelance writer with a passion for bridges. | author biography
I'm a photographer and blogger. My content is about ferries. | author biography
Petra Voss is a freelance journalist based in Lisbon. | author biography
Follow us on Twitter | share line
"""


def cases(table: str) -> list[tuple[str, str]]:
    return [(t, r) for t, r in (line.rsplit(" | ", 1) for line in table.strip().splitlines())]


@pytest.mark.parametrize(("line", "reason"), cases(TOP))
def test_lines_under_the_headline_are_dropped(line: str, reason: str) -> None:
    assert dropped(BODY.format(top=line, end="")) == [(reason, line)]


@pytest.mark.parametrize(("line", "reason"), cases(END))
def test_lines_under_the_article_are_dropped(line: str, reason: str) -> None:
    assert dropped(BODY.format(top="", end=line)) == [(reason, line)]


@pytest.mark.parametrize(
    "line",
    [
        "By the sea the two firms will build a harbour.",
        "By Friday, Norvia had shares of both firms.",
        "Comments by the minister were not welcome.",
        "Share prices of both firms rose on Friday.",
        "Subscribe Now, a firm in Porto, lost the bid.",
        "Photo agencies were kept away from the bridge.",
        "Source code of the two firms was shared with the ministry.",
        "Read, a lawyer in Porto, spoke for Norvia.",
        "Related firms did not comment.",
        "Sign up for the bridge toll began on Friday.",
        "Follow the river and there is the bridge.",
        "Cookies were handed out at the opening.",
        "Copyright law in Portugal changed last year.",
        "Work on the bridge begins in May",
        "The author of the bridge's design is Omar Lindqvist, and he won a prize for it in 2012, said the ministry. "
        * 3,
        "“I am a painter and a graduate of Porto, and I have a passion for bridges,” said the minister.",
        "The writer Omar Lindqvist opened the bridge.",
        "Share this and that",
        "Elizabeth I was a student of bridges and a writer.",
        "Fenwick Rail is a staff writer",
    ],
)
def test_sentences_of_the_article_stay(line: str) -> None:
    assert dropped(BODY.format(top="", end=line)) == []


def test_answers_of_an_interview_in_the_first_person_stay() -> None:
    asked = "A talk with Petra Voss\n\nHow did you begin?\n\nI was a student and a blogger.\n\nAnd now?\n\n"
    assert dropped(asked + "I write articles. I am a painter with a love of bridges.") == []


def test_a_name_that_the_article_speaks_of_stays() -> None:
    text = BODY.format(top="Petra Voss", end="Voss, the minister, opened the bridge.")
    assert dropped(text) == []


def test_a_credit_is_a_block_of_its_own_beside_its_caption() -> None:
    text = BODY.format(top="Boats  at dusk in Lisbon. Image: Petra Voss.", end="")
    assert dropped(text) == []
    assert {"Boats  at dusk in Lisbon.", "Image: Petra Voss."} <= set(kept(text))


@pytest.mark.parametrize("credit", ["Petra Voss/AP", "Petra Voss/AFP/Getty Images", "(AP Photo/Petra Voss)", "Omar de la Cruz/Pool"])
def test_a_photo_credit_between_two_sentences_is_cut_out(credit: str) -> None:
    line = f"The bridge was opened in Porto, Portugal. {credit} “Boats” lie at dusk on the river."
    text = BODY.format(top=line, end="")
    assert dropped(text) == [("photo credit", credit)]
    assert {"The bridge was opened in Porto, Portugal.", "“Boats” lie at dusk on the river."} <= set(kept(text))


@pytest.mark.parametrize(
    "line",
    [
        "He left the army. Petra Voss/Omar Lindqvist won the doubles in Porto.",
        "He was told so by Petra Voss/AP on Friday.",
        "The bid failed. Norvia/Fenwick Rail Two firms are left.",
    ],
)
def test_two_names_with_a_stroke_are_no_credit(line: str) -> None:
    assert dropped(BODY.format(top=line, end="")) == []


def test_a_line_said_again_is_dropped_once_it_was_read() -> None:
    again = "Analysts say that the deal is a sign of trust between the two companies."
    assert dropped(BODY.format(top="", end=again)) == [("repeated line", again)]


def test_labels_under_what_was_dropped_are_dropped() -> None:
    text = BODY.format(top="", end="SHOW COMMENTS (2)\nBoat Board\nMore Boats")
    assert [r for r, _ in dropped(text)] == ["comment counter", "widget label", "widget label"]


def test_a_heading_at_the_very_end_stays() -> None:
    assert dropped(BODY.format(top="", end="More Boats")) == []


def test_boilerplate_is_kept_where_that_is_asked_for() -> None:
    text = BODY.format(top="By Petra Voss", end="Read more")
    document = clean(Document("a", text), keep_boilerplate=True)
    assert document.dropped == ()
    assert "Read more" in [text[b.start : b.end] for b in document.blocks]


def test_the_first_line_is_the_headline_whatever_it_says() -> None:
    assert kept("Read more\nShare") == ["Read more"]
    assert kept("Image: Petra Voss.") == ["Image: Petra Voss."]


def test_a_table_of_the_users_own_is_used() -> None:
    document = clean(Document("a", "Boats sink\n\nHail to the fleet"), table=[("hail .*", "any", "greeting")])
    assert [d.reason for d in document.dropped] == ["greeting"]


@pytest.mark.parametrize("row", [("(", "any", "x"), ("a", "somewhere", "x"), ("a",)])
def test_a_broken_row_of_the_table_is_an_error(row: tuple[str, ...]) -> None:
    with pytest.raises(OntologyError, match="boiler-plate"):
        clean(Document("a", "x"), table=[row])


# --------------------------------------------------------------------------- blocks


def test_each_line_is_a_block() -> None:
    assert kept("Norvia sues\nPetra is here\n\nNorvia sued Fenwick.\nThe court sits.") == [
        "Norvia sues",
        "Petra is here",
        "Norvia sued Fenwick.",
        "The court sits.",
    ]


WRAPPED = """Norvia has signed a deal with Fenwick Rail to build a bridge
over the river, said the minister of transport, Omar Lindqvist
of the Green Party, on Friday. It will be the second bridge of
the two companies."""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_paragraph_wrapped_by_width_is_one_block(newline: str) -> None:
    text = f"Norvia signs\n\n{WRAPPED}\nBy Petra Voss\n\n{WRAPPED.replace('Norvia', 'Acme')}".replace("\n", newline)
    assert [b.replace("\r\n", "\n") for b in kept(text)] == ["Norvia signs", WRAPPED, WRAPPED.replace("Norvia", "Acme")]


def test_a_line_of_a_wrapped_paragraph_is_no_boilerplate() -> None:
    text = WRAPPED.replace("the two companies.", "share")
    assert dropped(f"Norvia signs\n\n{text}") == []


def test_headlines_are_told_from_paragraphs() -> None:
    document = clean(Document("a", "Norvia sues!\n\nNorvia sued.\n\nTrouble on both sides\n\nthe court sits"))
    assert [b.kind for b in document.blocks] == ["headline", "paragraph", "headline", "paragraph"]


@pytest.mark.parametrize("text", ["a" * 200_000, "Norvia sued. " * 20_000, "word " * 40_000, "“" * 100_000])
def test_a_line_too_long_to_parse_is_cut(text: str) -> None:
    blocks = clean(Document("a", text)).blocks
    assert all(b.end - b.start <= LONGEST_BLOCK for b in blocks)
    assert "".join(text[b.start : b.end] for b in blocks).replace(" ", "") == text.replace(" ", "")


LINES = st.sampled_from(
    [
        "By Petra Voss",
        "Read more",
        "",
        "  ",
        "Norvia  sued Fenwick. Image: Petra Voss.",
        "I am a painter and graduate.",
        "***",
    ]
) | st.text(max_size=80)
TEXTS = st.lists(LINES, max_size=12).flatmap(
    lambda ls: st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\u2028"]).map(lambda sep: sep.join(ls))
) | st.text(max_size=300)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.booleans())
def test_blocks_and_dropped_cover_all_text_and_never_overlap(text: str, keep: bool) -> None:
    document = clean(Document("a", text), keep_boilerplate=keep)
    spans = sorted((s.start, s.end) for s in (*document.blocks, *document.dropped))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    outside, at = [], 0
    for start, end in spans:
        outside.append(text[at:start])
        at = end
    assert "".join([*outside, text[at:]]).strip() == ""
    assert all(d.text == text[d.start : d.end] for d in document.dropped)
    assert bool(text.strip()) == bool(document.blocks)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("LIMA, Peru (AP) — Lena Holm has resigned as head of the bank.", "Lena Holm has resigned as head of the bank."),
        ("Quito (Reuters) - The president met farmers on Monday.", "The president met farmers on Monday."),
        ("OSLO, Nov 3 (AFP) -- Norway opened two mines.", "Norway opened two mines."),
        ("CAIRO — Egypt has closed the canal.", "Egypt has closed the canal."),
        ("The bank (NB) - a lender - has closed its doors.", ""),
        ("NATO - Egypt talks began on Monday.", ""),
    ],
)
def test_the_dateline_is_parted_from_the_sentence(line: str, rest: str) -> None:
    text = "A headline\n\n" + line + " It was the second in a year, people said there."
    blocks = clean(Document("d", text)).blocks

    datelines = [text[b.start : b.end] for b in blocks if b.kind == "dateline"]
    assert bool(datelines) == bool(rest)
    assert any(text[b.start : b.end].startswith(rest or line) for b in blocks)

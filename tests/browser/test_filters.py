"""Filters, their counts, the table that equals the drawing, the timeline."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest

from kg.model import Claim, Document, Status
from kg.render.page import render
from tests.browser import invented
from tests.browser.conftest import Open, describe, search, settle

pytestmark = pytest.mark.browser


def _number(page: Any, row: str) -> int:
    return int(page.locator(f"[data-row='{row}'] .n").inner_text().replace(",", ""))


def _rows(page: Any) -> list[str]:
    return page.locator("table.claims tbody tr").evaluate_all("rows => rows.map(r => r.dataset.claim)")


def test_the_counts_of_the_statuses_add_up_to_all_claims(open_page: Open) -> None:
    page = open_page()
    assert sum(_number(page, f"st:{i}") for i in range(5)) == len(invented.readable().claims)


def test_each_count_is_the_number_of_rows_that_a_click_on_it_gives(open_page: Open) -> None:
    page = open_page(at="#un=1")
    page.keyboard.press("2")
    page.locator("[data-facet='rel'] summary").click()
    for key, size in (("st", 5), ("doc", 3), ("rel", 13)):
        for i in range(size):
            row = page.locator(f"[data-row='{key}:{i}']")
            if not row.count():
                continue
            wanted = _number(page, f"{key}:{i}")
            row.locator("button").click()
            assert len(_rows(page)) == wanted, (key, i)
            row.locator("button").click()


def test_counts_are_what_a_row_would_give_under_the_other_filters(open_page: Open) -> None:
    page = open_page()
    page.locator("[data-row='doc:0'] button").click()
    others = [_number(page, f"doc:{i}") for i in range(3)]
    assert (
        _number(page, "st:0")
        + _number(page, "st:1")
        + _number(page, "st:2")
        + _number(page, "st:3")
        + _number(page, "st:4")
        == others[0]
    )
    assert all(others)
    assert page.locator("[data-row='doc:1']").get_attribute("class") == "row off"


def test_the_table_is_the_drawing_and_the_files_are_the_table(open_page: Open, tmp_path: Any) -> None:
    page = open_page()
    page.locator("[data-row='st:4'] input").uncheck()
    page.locator("[data-row='doc:2'] input").uncheck()
    page.keyboard.press("Escape")
    page.locator("body").press("2")
    rows = _rows(page)
    assert sorted(rows) == sorted(describe(page)["claims"]) and 3 < len(rows) < 21
    got = {}
    for kind in ("CSV", "JSON"):
        with page.expect_download() as download:
            page.get_by_role("button", name=kind, exact=True).click()
        download.value.save_as(tmp_path / kind)
        got[kind] = (tmp_path / kind).read_text(encoding="utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(got["CSV"])))
    assert [line["claim"] for line in lines] == rows
    assert [line["claim"] for line in json.loads(got["JSON"])] == rows
    known = {c.id: c for c in invented.readable().claims}
    for line in lines:
        assert line["status"] == known[line["claim"]].status.value
        assert line["sentence"] in {e.quote for e in known[line["claim"]].evidence}
    page.get_by_role("button", name="Copy", exact=True).click()
    assert page.evaluate("kgView.copied()").count("\r\n") == len(rows) + 1


def test_a_column_head_sorts_and_says_so(open_page: Open) -> None:
    page = open_page(at="#v=table")
    page.get_by_role("button", name="Subject").click()
    names = page.locator("table.claims tbody tr td:first-child").all_inner_texts()
    assert names == sorted(names, key=str.lower)
    assert page.locator("th").first.get_attribute("aria-sort") == "ascending"


def test_a_row_opens_its_claim(open_page: Open) -> None:
    page = open_page(at="#v=table&un=1")
    page.locator("tr", has_text="Tube Act").locator("td").last.click()
    assert page.locator("#card h1").inner_text() == "tube workers opposes Tube Act"


def test_active_filters_are_chips_that_come_off(open_page: Open) -> None:
    page = open_page(at="#un=1")
    page.locator("[data-row='st:3'] input").uncheck()
    page.locator("[data-row='k:0'] button").click()
    chips = page.locator("#chips .chip.on")
    assert chips.all_inner_texts() == ["not negated", "only People"]
    chips.first.click()
    assert chips.all_inner_texts() == ["only People"]
    page.get_by_role("button", name="Clear filters").click()
    assert len(describe(page)["claims"]) == 21


def test_when_nothing_passes_the_page_says_which_filter_takes_most(open_page: Open) -> None:
    page = open_page(at="#un=1")
    page.locator("[data-row='st:4'] button").click()
    page.locator("[data-row='doc:1'] button").click()
    assert page.locator("#card h1").inner_text() == "No claim passes these filters"
    assert "filtered out, most by" in page.locator("#card").inner_text()
    page.locator("#card").get_by_role("button", name="Clear filters").click()
    assert len(describe(page)["claims"]) == 21


def test_the_card_at_the_start_speaks_of_what_passes_only(open_page: Open) -> None:
    page = open_page(at="#un=1")
    assert "as fact" in page.locator("#card").inner_text()
    page.locator("[data-row='st:3'] button").click()  # denied
    claims = [c for c in invented.readable().claims if c.status is Status.NEGATED]
    things = {end for c in claims for end in (c.subject, c.object) if isinstance(end, str)}
    card = page.locator("#card").inner_text()
    assert "as fact" not in card
    assert "Best supported" not in card
    assert f"about {len(things)} thing" in card or f"of {len(claims)}" in card


def test_dates_filter_by_slider_and_by_text(open_page: Open) -> None:
    page = open_page(at="#v=table")
    page.locator("[data-facet='t'] input[type=checkbox]").uncheck()
    dated = len(_rows(page))
    assert dated == 6
    box = page.get_by_label("From, as a date")
    box.fill("2019-06")
    box.press("Enter")
    settle(page)
    whens = page.locator("table.claims tbody td:nth-child(5)").all_inner_texts()
    assert len(whens) == dated - 1 and "Nov 2018" not in whens
    slider = page.get_by_label("To", exact=True)
    slider.focus()
    for _ in range(12):
        slider.press("ArrowLeft")
    assert "2024" not in page.locator("table.claims tbody").inner_text()


def test_sources_and_confidence_filter(open_page: Open) -> None:
    page = open_page(at="#v=table&src=2")
    assert len(_rows(page)) == 2
    page = open_page(at="#v=table&c=0.95")
    assert page.get_by_text("No claim passes these filters", exact=False).count()


def test_a_day_is_a_dot_and_a_year_a_bar_of_a_year(open_page: Open) -> None:
    page = open_page(at="#v=table&tl=1")
    marks = page.locator(".timeline g[data-claim]")
    kinds = marks.evaluate_all(
        "all => all.map(g => [g.dataset.kind, +g.dataset.width, g.querySelector('circle') !== null])"
    )
    assert sorted(k for k, _, _ in kinds) == ["day", "day", "month", "month", "span", "year"]
    years = page.locator(".timeline svg text").evaluate_all(
        "all => all.filter(t => /^\\d{4}$/.test(t.textContent)).map(t => +t.getAttribute('x'))"
    )
    for kind, width, dot in kinds:
        assert dot == (kind == "day")
        if kind == "year":
            assert abs(width - (years[1] - years[0])) < 4
    undated = page.locator(".timeline .right").inner_text()
    assert undated == f"{len(kinds)} dated, {len(_rows(page)) - len(kinds)} without a date"
    marks.first.click()
    assert page.locator("#card h1.claim").count() == 1


def test_dragging_over_the_timeline_filters(open_page: Open) -> None:
    page = open_page(at="#v=table&tl=1")
    box = page.locator(".timeline svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] - 4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.99, box["y"] + box["height"] - 4, steps=4)
    page.mouse.up()
    settle(page)
    assert "t=20" in page.url
    assert "Mikado 7" in page.locator("table.claims tbody").inner_text()
    assert "Nov 2018" not in page.locator("table.claims tbody").inner_text()


def test_a_large_graph_offers_what_is_drawn_and_all_that_pass(open_page: Open) -> None:
    page = open_page("large", at="#v=table")
    drawn = page.locator("#sheetview h1").inner_text()
    page.get_by_role("button", name="All that pass").click()
    assert page.locator("#sheetview h1").inner_text() == "4,000 of 4,000 claims" != drawn


def test_an_article_shows_its_claims_and_mentions_and_leads_back(open_page: Open) -> None:
    page = open_page()
    search(page, "media say")
    page.locator("#card dl a").click()
    settle(page)
    assert page.locator(".docs .sent.on").inner_text() == "Media say that Acme has teamed up with Bolt."
    graph = invented.readable()
    heading, body = _said(page, "article h1"), _said(page, ".body")
    assert f"{heading}\n\n{body}" == graph.document["herald"].text and heading == graph.document["herald"].title
    page.locator(".docs .men", has_text="Mikado 7").click()
    settle(page)
    assert page.locator("#card h1").inner_text() == "Mikado 7" and describe(page)["view"] == "graph"


def _said(page: Any, part: str) -> str:
    """Return the text of a part of the article shown, without the marks of its claims."""
    return page.locator(f".docs {part}").evaluate("e => { const c = e.cloneNode(true); c.querySelectorAll('.ticks').forEach(t => t.remove()); return c.textContent; }")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{}\n\n{}\n\nAgency News\n\nMore.", "Agency News\n\nMore."),
        ("{}. It was a Monday.", "It was a Monday."),
        ("It was a Monday.\n\n{}", "It was a Monday.\n\n{}"),
        ("{} and Bolt. More.", "{} and Bolt. More."),
        ("", "The graph holds only the sentences, not the whole article.It was a Monday."),
    ],
)
def test_a_headline_that_is_the_first_sentence_too_is_shown_once(
    open_page: Open, tmp_path: Any, text: str, shown: str
) -> None:
    title = "Zubrowka bans Acme"
    whole = text.format(title, title) or f"{title}\n\nIt was a Monday."
    piece = invented.readable().claims[0].evidence[0]

    def claim(relation: str, sentence: str) -> Claim:
        at = whole.find(sentence)
        quote = whole[at : at + len(sentence)]
        spans = [(at + 0, at + 8), (at + 9, at + 13), (at + 14, at + len(sentence))]
        evidence = replace(piece, doc="d", sentence=(at, at + len(sentence)), quote=quote, subject_span=spans[0], relation_span=spans[1], object_span=spans[2])  # fmt: skip
        return Claim("zubrowka", relation, "acme", Status.ASSERTED, (evidence,))

    claims = [claim("bans", title)] + ([] if "and Bolt" in text or "Monday" not in whole else [claim("meets", "It was a Monday.")])
    graph = replace(
        invented.readable(), documents=(Document("d", whole if text else "", "d.txt", title),), claims=tuple(claims), mentions=()
    )
    path = tmp_path / "headline.html"
    path.write_text(render(graph, invented.ontology()), encoding="utf8")
    page = open_page(path, at="#v=documents")
    assert _said(page, "article h1").rstrip(".") == title
    assert _said(page, ".body") == shown.format(title)
    # The claim of the headline can be reached, from wherever the headline is shown.
    page.locator(f".docs .tick[data-claim='{claims[0].id}']").first.click()
    assert page.locator("#card blockquote").first.inner_text() == title


def test_the_count_says_why_things_are_missing_and_leads_to_them(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="Why?").click()
    rows = page.locator("#menu [role=menuitem]").all_inner_texts()
    assert [r.split(" ")[0] for r in rows] == ["2", "2"]  # the tube workers with their act; Quietland and the market
    assert "no name of their own" in rows[0] and "no claim was read of them" in rows[1]
    before = {n["id"] for n in describe(page)["nodes"]}
    page.get_by_role("menuitem", name="no name of their own").click()
    after = {n["id"] for n in describe(page)["nodes"]}
    assert after - before == {"unions", "act"} and "un=1" in page.url
    page.get_by_label("Unnamed things too").uncheck()
    assert {n["id"] for n in describe(page)["nodes"]} == before and "un=1" not in page.url
    page.keyboard.press("z")
    assert {n["id"] for n in describe(page)["nodes"]} == after
    page.locator("[data-row='k:0'] button").click()
    page.get_by_role("button", name="Why?").click()
    assert "no claim that passes the filters" in page.locator("#menu").inner_text()


@pytest.mark.parametrize("size", [(1440, 900), (1280, 800), (1200, 700), (1024, 768)])
def test_the_count_is_never_under_the_tools(open_page: Open, size: Any) -> None:
    page = open_page(size=size)
    shown, tools = page.locator("#shown").bounding_box(), page.locator("#toolbar").bounding_box()
    assert shown["x"] + shown["width"] <= tools["x"]
    for word in page.locator("#shown span, #shown b").all():
        box = word.bounding_box()
        assert box["x"] + box["width"] <= shown["x"] + shown["width"]


def test_a_date_of_a_year_is_one_bar_among_months(open_page: Open, tmp_path: Any) -> None:
    from dataclasses import replace

    graph = invented.readable()
    times = {"2018-11": "2018-11", "2024": "2019", "2018/2019": None}
    claims = tuple(
        replace(c, evidence=tuple(replace(e, time=times.get(e.time, e.time) if e.time else None) for e in c.evidence))
        for c in graph.claims
    )
    (tmp_path / "months.html").write_text(render(replace(graph, claims=claims), invented.ontology()), encoding="utf8")
    page = open_page(tmp_path / "months.html")
    bars = page.locator(".bars i").evaluate_all("all => all.map(b => [+b.dataset.cells, b.className, b.title])")
    assert [b[:2] for b in bars] == [[12, "wide"], [1, ""], [1, ""]]
    assert bars[0][2] == "1 claim, 2019"

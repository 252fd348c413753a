"""Search: names, aliases, relations, sentences, whatever is drawn."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open, describe, search, settle

pytestmark = pytest.mark.browser


def test_an_alias_finds_its_thing_and_is_marked(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("/")
    page.keyboard.type("strelsau firm")
    hit = page.locator("[role=option]").first
    assert "Acme Works" in hit.inner_text()
    assert hit.locator("mark").inner_text() == "Strelsau firm"
    page.keyboard.press("Enter")
    settle(page)
    assert page.locator("#card h1").inner_text() == "Acme Works"
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_scopes_are_counted_and_those_without_a_hit_are_dimmed(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("/")
    page.keyboard.type("tubenet")
    chips = page.locator(".scopes button")
    assert chips.all_text_contents() == ["All 4", "Things 1", "Relations 0", "Sentences 3"]
    assert "zero" in (chips.nth(2).get_attribute("class") or "")
    chips.nth(3).click()
    assert page.locator("[role=option]").count() == 3


def test_case_and_accents_do_not_matter(open_page: Open) -> None:
    page = open_page()
    search(page, "SOHNE")
    assert page.locator("#card h1").inner_text() == "Bolt & Söhne"


def test_a_query_without_a_hit_says_so_and_names_what_is_near(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("/")
    page.keyboard.type("zubrovka")
    found = page.locator("#found").inner_text()
    assert "Nothing for “zubrovka”." in found and "Zubrowka" in found
    page.keyboard.press("Enter")
    settle(page)
    assert page.locator("#card h1").inner_text() == "Zubrowka"


def test_a_sentence_leads_to_its_claim_and_a_relation_filters(open_page: Open) -> None:
    page = open_page()
    search(page, "official said")
    assert page.locator("#card h1").inner_text() == "Zubrowka bans Acme Works"
    page.keyboard.press("Escape")
    search(page, "participates")
    assert {e["relation"] for e in describe(page)["edges"]} == {"participates_in"}


def test_what_the_filters_hide_stays_findable_and_lifts_them(open_page: Open) -> None:
    page = open_page()
    page.locator("[data-row='k:4'] input").uncheck()
    assert "summit" not in {n["id"] for n in describe(page)["nodes"]}
    page.keyboard.press("Escape")
    page.locator("body").press("/")
    page.keyboard.type("summit")
    assert "hidden by filters" in page.locator("[role=option]").first.inner_text()
    page.keyboard.press("Enter")
    settle(page)
    assert "summit" in {n["id"] for n in describe(page)["nodes"]}


def test_what_is_not_drawn_is_found_and_brought_into_the_drawing(open_page: Open) -> None:
    page = open_page("large")
    drawn = {n["id"] for n in describe(page)["nodes"]}
    assert "t001999" not in drawn
    search(page, "1999")
    nodes = {n["id"] for n in describe(page)["nodes"]}
    assert "t001999" in nodes and len(nodes) > len(drawn)
    assert page.locator("#card h1").inner_text().endswith("1999")


def test_a_question_finds_the_claims_that_answer_it(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("/")
    page.locator("#q").fill("who banned acme")
    hits = page.locator("[aria-label='Claims'] .hit")
    assert hits.first.inner_text() == "Zubrowka bans Acme Works\n2 articles"
    assert all("bans Acme Works" in h for h in hits.all_inner_texts())
    page.keyboard.press("Enter")
    settle(page)
    assert page.locator("#card h1.claim").inner_text() == "Zubrowka bans Acme Works"
    page.locator("#q").fill("who leads bolt")
    assert page.locator("[aria-label='Claims'] .hit").first.inner_text().startswith("Rupert Rassen leads Bolt")
    page.locator("#q").fill("rassen summit")  # no relation named: what lies between the two
    assert page.locator("[aria-label='Claims'] .hit").all_inner_texts()[0].startswith("Rupert Rassen participates in")
    page.locator("#q").fill("tubes strelsau")  # in one sentence, apart
    assert page.locator("[aria-label='Sentences'] .hit").count() == 1


@pytest.mark.parametrize("asked", ["carol dane bolt", "how is Carol Dane tied to Bolt?", "path from ms dane to bolt"])
def test_two_names_offer_the_path_between_them(open_page: Open, asked: str) -> None:
    page = open_page()
    page.keyboard.press("/")
    page.locator("#q").fill(asked)
    assert "How Carol Dane is tied to Bolt & Söhne" in page.locator("[aria-label='Path'] .hit").inner_text()
    page.locator("[aria-label='Path'] .hit").click()
    settle(page)
    assert page.locator("#card h1").inner_text() == "Carol Dane to Bolt & Söhne"
    assert page.locator("#card .steps .quoted").count() == 2

"""Everything by keyboard, and what is heard: one sentence for each action."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Open, describe, heard, search, settle

pytestmark = pytest.mark.browser


def _focus(page: Any) -> str:
    return page.evaluate(
        "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent || '').trim()"
    )


def test_from_an_alias_to_the_sentence_and_back_by_keys_only(open_page: Open) -> None:
    page = open_page()
    start = describe(page)
    page.keyboard.press("/")
    page.keyboard.type("the strelsau firm")
    page.keyboard.press("Enter")
    settle(page)
    assert _focus(page) == "Acme Works"
    page.keyboard.press("n")
    settle(page)
    page.keyboard.press("Enter")
    settle(page)
    assert page.locator("#card h1.claim").count() == 1
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "BLOCKQUOTE":
            break
    assert page.evaluate("document.activeElement.tagName") == "BLOCKQUOTE"
    for _ in range(3):
        page.keyboard.press("Escape")
        settle(page)
    end = describe(page)
    assert [n["state"] for n in end["nodes"]] == [n["state"] for n in start["nodes"]]
    assert page.locator("#card .kicker").inner_text() == "Start here"


def test_arrows_walk_along_lines_and_say_how_things_hang_together(open_page: Open) -> None:
    page = open_page()
    page.locator("#spots button[aria-label^='Acme Works']").focus()
    seen = set()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.locator("#spots button[aria-label^='Acme Works']").focus()
        page.keyboard.press(key)
        settle(page)
        seen.add(_focus(page))
    assert len(seen) >= 3
    said = [w for w in heard(page) if "claims in all." in w or "claim in all." in w]
    assert (
        any("Zubrowka, country. Zubrowka bans Acme Works, asserted, 2 articles." in w for w in said) or len(said) >= 3
    )
    page.locator("#spots button[aria-label^='Ruritania']").focus()
    page.keyboard.press("Shift+ArrowLeft")
    settle(page)
    assert not _focus(page).startswith("Ruritania")


def test_the_drawing_is_one_stop_of_the_tab_key(open_page: Open) -> None:
    page = open_page()
    assert page.locator("#spots button[tabindex='0']").count() == 1
    assert page.locator("#spots button[data-i]").count() == len(describe(page)["nodes"])


def test_each_action_is_heard_once(open_page: Open) -> None:
    page = open_page(at="#un=1")
    assert heard(page) == ["Acme Works and Bolt & Söhne. 3 articles, 15 things, 21 claims."]

    def says(expected: str) -> None:
        now = heard(page)
        assert now[len(before) :] == [expected]
        before[:] = now

    before = heard(page)
    page.keyboard.press("/")
    page.locator("#q").fill("zubrowka")
    settle(page)
    said = heard(page)
    assert len(said) == len(before) + 1 and said[-1].startswith(("3 results. ", "4 results. ", "5 results. "))
    before = said
    page.keyboard.press("Enter")
    says("Zubrowka selected. 3 claims with 3 things. Card open.")
    page.locator("#card .fact", has_text="Tubenet").click()
    says("Hypothetical: Zubrowka uses Tubenet. 1 article.")
    page.locator("[data-row='st:4'] input").uncheck()
    says("Hypothetical off. 20 of 21 claims shown.")
    page.keyboard.press("Escape")
    before[:] = heard(page)
    page.locator("#spots button[aria-label^='Ruritania']").focus()
    page.keyboard.press("n")
    settle(page)
    page.keyboard.press("n")
    settle(page)
    page.keyboard.press("n")
    now = heard(page)[len(before) :]
    assert len(now) == 3 and "Denied: Ruritania uses Tubenet. 1 article." in now


def test_letters_do_their_work(open_page: Open) -> None:
    page = open_page()
    search(page, "carol dane")
    page.keyboard.press("Escape")
    page.locator("#spots button[aria-label^='Carol Dane']").focus()
    page.keyboard.press("p")
    assert next(n for n in describe(page)["nodes"] if n["id"] == "dane")["pinned"]
    page.keyboard.press("z")
    assert not next(n for n in describe(page)["nodes"] if n["id"] == "dane")["pinned"]
    page.locator("#spots button[aria-label^='Carol Dane']").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("]")
    page.keyboard.press("]")
    assert "d=3" in page.url
    page.keyboard.press("y")
    assert page.locator("#strip .timeline").is_visible()
    page.keyboard.press("2")
    assert page.locator("table.claims").is_visible()
    page.keyboard.press("1")
    page.keyboard.press("l")
    settle(page)
    assert page.evaluate("kgView.copied()") == page.url


def test_help_lists_the_keys_and_can_turn_letters_off(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("?")
    help_ = page.locator("#help").inner_text()
    assert "search" in help_
    assert "Graph, Table, Documents" in help_
    assert "SPARQL" not in help_  # this page has none
    page.locator("#letters").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    assert describe(page)["view"] == "graph"


def test_space_marks_two_things_for_a_path(open_page: Open) -> None:
    page = open_page()
    page.locator("#spots button[aria-label^='Cogworks']").focus()
    page.keyboard.press("Space")
    page.locator("#spots button[aria-label^='Zubrowka']").focus()
    page.keyboard.press("Space")
    settle(page)
    assert heard(page)[-1].startswith(
        "2 steps: Cogworks, Acme Works, Zubrowka. Acme Works partners with Cogworks. 1 article. "
    )


def test_skip_links_come_first(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert _focus(page) == "Skip to graph"
    page.keyboard.press("Enter")
    settle(page)
    assert _focus(page).startswith("Acme Works")


def test_escape_gives_up_a_path_that_was_begun(open_page: Open) -> None:
    page = open_page()
    search(page, "zubrowka")
    page.keyboard.press("x")
    page.keyboard.press("Escape")
    settle(page)
    search(page, "cogworks")
    assert page.locator("#card h1").inner_text() == "Cogworks"

"""The address keeps the whole state: a link restores it, Back undoes a filter but not a pan."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Open, describe, ready, search, settle

pytestmark = pytest.mark.browser


def _same(page: Any) -> dict[str, Any]:
    seen = describe(page)
    seen.pop("frames")
    return seen


def test_a_reload_shows_the_same(open_page: Open) -> None:
    page = open_page("large")
    hub = max(describe(page)["nodes"], key=lambda n: n["more"])
    search(page, hub["label"])
    page.locator("#card").get_by_role("button", name="Expand").click()
    page.locator("[data-row='st:1'] input").uncheck()
    page.locator("[data-row='k:2'] input").uncheck()
    page.get_by_role("button", name="Pin", exact=True).click()
    page.get_by_role("button", name="Dark theme").click()
    page.wait_for_timeout(700)
    before = _same(page)
    page.reload()
    ready(page)
    page.wait_for_timeout(100)
    after = _same(page)
    assert after["claims"] == before["claims"]
    assert [(n["id"], n["x"], n["y"], n["side"], n["state"]) for n in after["nodes"]] == [
        (n["id"], n["x"], n["y"], n["side"], n["state"]) for n in before["nodes"]
    ]
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_back_undoes_a_filter_and_not_a_zoom(open_page: Open) -> None:
    page = open_page(at="#un=1")
    page.locator("[data-row='st:3'] input").uncheck()
    filtered = describe(page)["claims"]
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(500)
    assert "z=" in page.url
    page.go_back()
    page.wait_for_timeout(100)
    assert len(describe(page)["claims"]) == 21 > len(filtered)
    page.go_forward()
    page.wait_for_timeout(100)
    assert describe(page)["claims"] == filtered


def test_a_link_to_what_is_not_here_says_so_and_shows_the_rest(open_page: Open) -> None:
    page = open_page(at="#n=nobody&st=negated&v=table&nonsense=1")
    assert "This link names something that is not in this graph" in page.locator("#live").inner_text()
    assert page.locator("table.claims tbody tr").count() == 2


def test_a_deep_link_opens_the_claim(open_page: Open) -> None:
    page = open_page()
    claim = next(e for e in describe(page)["edges"] if e["status"] == "negated")
    other = open_page(at=f"#e={claim['claim']}")
    assert "not: " in other.locator("#card h1").inner_text()
    assert next(e for e in describe(other)["edges"] if e["claim"] == claim["claim"])["state"] == "selected"


def test_undo_and_redo_walk_through_filters(open_page: Open) -> None:
    page = open_page(at="#un=1")
    page.locator("[data-row='st:0'] input").uncheck()
    few = len(describe(page)["claims"])
    page.get_by_role("button", name="Undo").click()
    assert len(describe(page)["claims"]) == 21
    page.get_by_role("button", name="Redo").click()
    assert len(describe(page)["claims"]) == few
    settle(page)

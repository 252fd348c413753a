"""The address keeps the whole state: a link restores it, Back undoes a filter but not a pan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.render.page import render
from tests.browser import invented
from tests.browser.conftest import PHONE, WIDE, Open, describe, ready, search, settle

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


@pytest.fixture
def focused(tmp_path: Path) -> Path:
    path = tmp_path / "focused.html"
    path.write_text(render(invented.readable(), invented.ontology(), focus="Carol Dane", depth=1), encoding="utf8")
    return path


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_page_made_around_a_thing_opens_with_its_card(open_page: Open, focused: Path, size: Any) -> None:
    page = open_page(focused, size=size)
    card = page.locator("#card h1")
    assert card.inner_text() == "Carol Dane"
    assert "Ms Dane" in page.locator("#card").inner_text()  # other names are in the part that is read last
    assert page.locator("#card .fact").first.bounding_box()["y"] < size[1]
    assert page.url.endswith("#n=dane")
    seen = {n["id"]: n for n in describe(page)["nodes"]}
    assert seen["dane"]["state"] == "selected" and seen["dane"]["labelBox"]
    panel = page.locator("#panel").bounding_box()
    if size == PHONE:  # the sheet is up, the thing above it
        assert panel["height"] > 250 and seen["dane"]["box"]["y"] + seen["dane"]["box"]["h"] < panel["y"]


def test_letting_go_of_the_thing_a_page_was_made_around_lasts(open_page: Open, focused: Path) -> None:
    page = open_page(focused)
    page.keyboard.press("Escape")
    assert page.locator("#card .kicker").inner_text() == "Start here"
    page.reload()
    ready(page)
    assert page.locator("#card .kicker").inner_text() == "Start here"
    other = open_page(focused, at="#n=acme")
    assert other.locator("#card h1").inner_text() == "Acme Works"


def test_a_deep_link_opens_the_card_of_its_thing_on_a_phone_too(open_page: Open) -> None:
    page = open_page(size=PHONE, at="#n=rassen")
    assert page.locator("#card h1").inner_text() == "Rupert Rassen"
    node = next(n for n in describe(page)["nodes"] if n["id"] == "rassen")
    assert page.locator("#panel").bounding_box()["y"] > node["box"]["y"] + node["box"]["h"]
    assert node["state"] == "selected"


def test_a_deep_link_into_a_large_graph_has_its_thing_clear_of_the_sheet_on_a_phone(open_page: Open) -> None:
    some = describe(open_page("large", size=PHONE))["nodes"][7]["id"]
    page = open_page("large", size=PHONE, at=f"#n={some}")
    node = next(n for n in describe(page)["nodes"] if n["id"] == some)
    middle = node["box"]["y"] + node["box"]["h"] / 2
    canvas, sheet = page.locator("#canvas").bounding_box()["y"], page.locator("#panel").bounding_box()["y"]
    assert abs(middle - (canvas + sheet) / 2) < 40  # in the middle of what the sheet leaves
    assert node["labelBox"]

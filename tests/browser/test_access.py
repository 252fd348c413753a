"""For everybody: contrast, targets, zoom, narrow screens, and what axe-core finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import PHONE, WIDE, Open, settle

pytestmark = pytest.mark.browser

TEXT = [("ink", b) for b in ("paper", "surface", "sunken", "accent-tint", "mark")] + [
    ("ink2", b) for b in ("paper", "surface", "sunken")
]
TEXT += [("ink3", b) for b in ("paper", "surface", "sunken", "accent-tint")] + [("dim", "paper")]
TEXT += [("accent", b) for b in ("paper", "surface", "accent-tint")] + [
    ("negated", b) for b in ("paper", "surface", "negated-tint")
]
DRAWN = [
    ("ctl", "paper"),
    ("ctl", "surface"),
    ("edge", "paper"),
    ("edge", "surface"),
    ("hypothetical", "paper"),
    ("negated", "paper"),
    ("accent", "surface"),
]
DRAWN += [(f"f{k}", "paper") for k in range(7)] + [(f"f{k}", f"t{k}") for k in range(7)]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_of_colours_has_contrast_enough(open_page: Open, theme: str) -> None:
    page = open_page(theme=theme)
    names = sorted({n for pair in TEXT + DRAWN for n in pair})
    got = page.evaluate(
        "names => Object.fromEntries(names.map(n => [n, getComputedStyle(document.documentElement).getPropertyValue('--' + n).trim()]))",
        names,
    )
    for pairs, least in ((TEXT, 4.5), (DRAWN, 3.0)):
        for one, two in pairs:
            a, b = sorted((_luminance(got[one]), _luminance(got[two])), reverse=True)
            assert (a + 0.05) / (b + 0.05) >= least, (theme, one, two)


STATES: dict[str, Callable[[Any], object]] = {
    "opening": lambda page: None,
    "search": lambda page: (page.keyboard.press("/"), page.locator("#q").fill("acme")),
    "card": lambda page: (page.keyboard.press("Enter"), settle(page)),
    "claim": lambda page: (page.locator("#card .fact").first.click(), settle(page)),
    "table": lambda page: (page.keyboard.press("2"), page.keyboard.press("y")),
    "documents": lambda page: page.keyboard.press("3"),
    "graph with filters": lambda page: page.evaluate("location.hash = '#st=-negated'"),
    "path": lambda page: page.evaluate("location.hash = '#p=summit~mikado&tl=1'"),
    "help": lambda page: page.keyboard.press("?"),
}


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page: Open, theme: str, size: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(theme=theme, size=size, bypass_csp=True)
    for name, go in STATES.items():
        go(page)
        page.wait_for_timeout(220)
        found = axe.run(page).response["violations"]
        bad = [
            (v["id"], v["nodes"][0]["html"][:160], v["nodes"][0]["failureSummary"][:200])
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
        assert not bad, (name, bad)


SMALL = """least => [...document.querySelectorAll('button, a[href], input, summary, [role=option], [tabindex="0"]')].filter((e) => {
  if (e.closest('#spots') || e.matches('.skip, .men, blockquote, h1') || !e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const r = e.getBoundingClientRect();
  if (!r.width || r.bottom < 0 || r.top > innerHeight) return false;
  // A checkbox and a slider have a larger target around them, a link in a sentence is exempt.
  if (e.matches('.row input[type=checkbox], input[type=range]')) return false;
  return r.height < least - 0.5 || r.width < Math.min(least, 24) - 0.5;
}).map((e) => e.outerHTML.slice(0, 140) + ' ' + Math.round(e.getBoundingClientRect().width) + 'x' + Math.round(e.getBoundingClientRect().height))"""


@pytest.mark.parametrize(("size", "least"), [(WIDE, 24), (PHONE, 44)])
def test_every_target_is_large_enough(open_page: Open, size: Any, least: int) -> None:
    for at in ("", "#n=acme", "#n=acme&v=table&tl=1", "#v=documents", "#st=-negated"):
        page = open_page(size=size, at=at)
        assert page.evaluate(SMALL, least) == [], at
    if size == PHONE:
        page.locator("#bar button").last.click()
        assert page.evaluate(SMALL, least) == []


@pytest.mark.parametrize("size", [PHONE, (720, 450)])
def test_nothing_has_to_be_scrolled_sideways(open_page: Open, size: Any) -> None:
    for at in ("", "#n=acme", "#v=documents"):
        page = open_page(size=size, at=at)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), at


def test_on_a_phone_the_sheet_opens_for_a_card_and_the_filters_are_behind_a_button(open_page: Open) -> None:
    page = open_page(size=PHONE, has_touch=True)
    assert not page.locator("#rail").is_visible()
    page.get_by_role("button", name="Search", exact=True).click()
    page.keyboard.type("acme works")
    page.keyboard.press("Enter")
    settle(page)
    assert page.locator("#panel").bounding_box()["height"] > 250
    page.locator("#grip").click()
    assert page.locator("#panel").bounding_box()["height"] > 500
    page.locator("#bar button").last.click()
    page.locator("[data-row='st:3'] input").uncheck()
    assert page.locator("#bar button").last.inner_text() == "Filters (1)"
    page.get_by_role("button", name="Close filters").click()
    assert page.locator("#stage").is_visible()


def test_the_theme_follows_the_system_until_the_button_says_otherwise(open_page: Open) -> None:
    page = open_page(theme="dark")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_role("button", name="Light theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "light" and "th=light" in page.url
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_without_scripts_the_best_claims_are_there_to_read(chromium: Any, pages: Any) -> None:
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(pages("readable").as_uri())
    said = page.locator("#card").inner_text()
    assert "15 things" in said and "signs agreement with" in said and "needs JavaScript" in said
    context.close()


def test_forced_colours_and_print_keep_the_card(open_page: Open) -> None:
    page = open_page(at="#n=acme", forced_colors="active")
    assert page.locator("#card h1").is_visible()
    page.emulate_media(media="print")
    assert page.locator("#card h1").is_visible() and not page.locator("#rail").is_visible()


def test_a_tap_on_a_thing_raises_the_sheet_and_keeps_the_thing_in_sight(open_page: Open) -> None:
    page = open_page(size=PHONE, has_touch=True)
    assert page.locator("#panel").bounding_box()["height"] < 120
    node = next(n for n in page.evaluate("kgView.describe().nodes") if n["id"] == "acme")["box"]
    page.touchscreen.tap(node["x"] + node["w"] / 2, node["y"] + node["h"] / 2)
    page.locator("#card h1", has_text="Acme Works").wait_for()
    page.wait_for_timeout(100)
    sheet = page.locator("#panel").bounding_box()
    assert sheet["height"] > 250
    after = next(n for n in page.evaluate("kgView.describe().nodes") if n["id"] == "acme")["box"]
    assert after["y"] + after["h"] < sheet["y"]

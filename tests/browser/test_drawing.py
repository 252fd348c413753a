"""What is seen of the drawing: labels apart, nothing jumps, a status is told without colour."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from kg.render.page import render
from tests.browser import invented
from tests.browser.conftest import MEDIUM, PHONE, WIDE, Open, describe, search, settle

pytestmark = pytest.mark.browser


def _overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    slack = 0.6  # rounding of pixels
    return (
        a["x"] + slack < b["x"] + b["w"]
        and b["x"] + slack < a["x"] + a["w"]
        and a["y"] + slack < b["y"] + b["h"]
        and b["y"] + slack < a["y"] + a["h"]
    )


def _labels(seen: dict[str, Any]) -> list[tuple[str, dict[str, float]]]:
    found = [(n["label"], n["labelBox"]) for n in seen["nodes"] if n["labelBox"]]
    return found + [(e["label"], e["labelBox"]) for e in seen["edges"] if e["labelBox"]]


@pytest.mark.parametrize("size", [WIDE, MEDIUM, PHONE])
@pytest.mark.parametrize("name", ["readable", "large"])
def test_no_label_lies_on_another_or_on_a_thing_or_under_the_buttons(open_page: Open, size: Any, name: str) -> None:
    page = open_page(name, size=size)
    for state in ("nothing", "thing", "claim"):
        if state == "thing":
            page.evaluate("location.hash = '#n=' + kgView.describe().nodes[0].id")
        if state == "claim":
            page.evaluate("location.hash = '#e=' + kgView.describe().edges[0].claim")
        page.wait_for_timeout(50)
        seen = describe(page)
        labels = _labels(seen)
        assert len(labels) > 3
        for (one, a), (two, b) in combinations(labels, 2):
            assert not _overlap(a, b), (state, one, two)
        for words, box in labels:
            for node in seen["nodes"]:
                assert not _overlap(box, node["box"]), (state, words, node["label"])
        for furniture in page.locator("#toolbar > div, #shown").all():
            rect = furniture.bounding_box()
            if rect:
                rect = {"x": rect["x"], "y": rect["y"], "w": rect["width"], "h": rect["height"]}
                for words, box in labels:
                    assert not _overlap(box, rect), (state, words, "under the buttons")


def test_nothing_moves_when_things_are_selected_filtered_or_the_theme_changes(open_page: Open) -> None:
    page = open_page()

    def places() -> dict[str, Any]:
        return {n["id"]: (n["x"], n["y"], n["side"]) for n in describe(page)["nodes"]}

    before = places()
    page.locator("[data-row='st:2'] input").uncheck()
    page.locator("[data-row='st:2'] input").check()
    page.get_by_role("button", name="Dark theme").click()
    search(page, "zubrowka")
    assert places() == before


def test_a_status_can_be_told_without_its_colour(open_page: Open) -> None:
    seen = describe(open_page())
    looks: dict[str, set[Any]] = {}
    for edge in seen["edges"]:
        if not edge["more"] and edge["head"] != "none":
            looks.setdefault(edge["status"], set()).add(
                (edge["dash"], edge["head"], edge["bar"], edge["label"][:4] if edge["status"] != "asserted" else "")
            )
    shapes = {status: {look[:3] for look in found} for status, found in looks.items()}
    assert set(shapes) == {"asserted", "attributed", "planned", "negated", "hypothetical"}
    for (one, a), (two, b) in combinations(shapes.items(), 2):
        assert not a & b, (one, two)
    for edge in seen["edges"]:
        if edge["status"] == "negated":
            assert edge["bar"]
            assert edge["label"].startswith("not: ") and edge["spoken"].startswith("Denied: ")


def test_a_line_is_thicker_with_more_independent_sources_and_follows_the_articles_shown(open_page: Open) -> None:
    page = open_page()

    def width(subject: str, relation: str) -> float:
        return next(e["width"] for e in describe(page)["edges"] if e["relation"] == relation and e["status"] == "asserted" and subject in (e["subject"], e["object"]))  # fmt: skip

    two, one = width("zubrowka", "bans"), width("cogworks", "partners_with")
    assert two > one
    # Three articles tell of the agreement, but one repeats another: two sources.
    assert width("bolt", "signs_agreement_with") == two
    page.locator("[data-facet='doc'] .row", has_text="Zubrowka bans Acme").locator("input").uncheck()
    assert width("zubrowka", "bans") == one


def test_nothing_moves_in_the_first_two_seconds(open_page: Open) -> None:
    page = open_page(still=False)
    before = describe(page)
    page.wait_for_timeout(2000)
    after = describe(page)
    assert before["nodes"] == after["nodes"] and before["edges"] == after["edges"]
    assert after["frames"] - before["frames"] < 3


def test_a_camera_move_is_one_frame_where_motion_is_not_wanted(open_page: Open) -> None:
    page = open_page("large", still=True)
    page.evaluate("kgView.describe()")
    page.keyboard.press("+")
    settle(page)
    first = describe(page)["nodes"][0]["box"]
    page.wait_for_timeout(300)
    assert describe(page)["nodes"][0]["box"] == first


def test_dragging_a_thing_pins_it_and_undo_puts_it_back(open_page: Open) -> None:
    page = open_page()
    node = next(n for n in describe(page)["nodes"] if n["id"] == "cogworks")
    x, y = node["box"]["x"] + node["box"]["w"] / 2, node["box"]["y"] + node["box"]["h"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 40, y - 60, steps=5)
    page.mouse.up()
    page.wait_for_timeout(100)
    moved = next(n for n in describe(page)["nodes"] if n["id"] == "cogworks")
    assert moved["pinned"] and moved["y"] < node["y"] - 20
    assert "pin=cogworks" in page.url
    page.keyboard.press("z")
    back = next(n for n in describe(page)["nodes"] if n["id"] == "cogworks")
    assert (back["x"], back["y"], back["pinned"]) == (node["x"], node["y"], False)


def test_clicking_a_thing_and_a_line_opens_their_cards(open_page: Open) -> None:
    page = open_page(at="#un=1")
    node = next(n for n in describe(page)["nodes"] if n["id"] == "dane")
    page.mouse.click(node["box"]["x"] + node["box"]["w"] / 2, node["box"]["y"] + node["box"]["h"] / 2)
    assert page.locator("#card h1").inner_text() == "Carol Dane"
    edge = next(e for e in describe(page)["edges"] if e["relation"] == "opposes")
    page.mouse.click(edge["mid"]["x"], edge["mid"]["y"])
    assert page.locator("#card h1").inner_text() == "tube workers opposes Tube Act"
    assert page.locator("#card blockquote").inner_text() == "The tube workers oppose the Tube Act."
    page.mouse.click(300, 200)
    assert page.locator("#card .kicker").inner_text() == "Start here"


def test_expanding_a_large_graph_adds_the_strongest_and_undo_takes_them_away(open_page: Open) -> None:
    page = open_page("large")
    before = describe(page)
    hub = max(before["nodes"], key=lambda n: n["more"])
    assert before["things"] <= 150 and hub["more"] > 25
    search(page, hub["label"])
    page.keyboard.press("Escape")
    page.locator(f"#spots button[data-i='{int(hub['id'][1:])}']").focus()
    page.keyboard.press("e")
    after = describe(page)
    assert after["things"] == before["things"] + 25
    page.keyboard.press("z")
    assert describe(page)["things"] == before["things"]


def test_hidden_things_leave_the_drawing_and_the_table(open_page: Open) -> None:
    page = open_page()
    search(page, "acme works")
    page.get_by_role("button", name="Hide", exact=True).click()
    seen = describe(page)
    assert "acme" not in {n["id"] for n in seen["nodes"]}
    assert not [e for e in seen["edges"] if "acme" in (e["subject"], e["object"])]
    page.locator("#notice").get_by_role("button", name="Undo").click()
    assert "acme" in {n["id"] for n in describe(page)["nodes"]}


def test_the_picture_taken_away_is_not_blank(open_page: Open, tmp_path: Any) -> None:
    page = open_page()
    for kind, start in (("PNG", b"\x89PNG"), ("SVG", b"<svg")):
        page.get_by_role("button", name="Take away").click()
        with page.expect_download() as download:
            page.get_by_role("menuitem", name=f"Picture as {kind}").click()
        path = tmp_path / kind
        download.value.save_as(path)
        assert path.read_bytes().startswith(start) and path.stat().st_size > 8000
    svg = (tmp_path / "SVG").read_text(encoding="utf8")
    assert "Acme Works" in svg and svg.count("<path") > 40


@pytest.mark.parametrize("size", [WIDE, (1280, 800), MEDIUM])
@pytest.mark.parametrize("name", ["readable", "large"])
def test_all_in_view_leaves_room_for_the_labels(open_page: Open, size: Any, name: str) -> None:
    page = open_page(name, size=size)
    for _ in range(3):
        page.keyboard.press("+")
        page.wait_for_timeout(20)
    page.get_by_role("button", name="All in view").click()
    page.wait_for_timeout(50)
    canvas = page.locator("#canvas").bounding_box()
    seen = describe(page)
    for words, box in [*_labels(seen), *((n["label"], n["box"]) for n in seen["nodes"])]:
        assert box["x"] >= canvas["x"] and box["x"] + box["w"] <= canvas["x"] + canvas["width"], words
        assert box["y"] >= canvas["y"] and box["y"] + box["h"] <= canvas["y"] + canvas["height"], words


@pytest.mark.parametrize("zoomed_out", [0, 3])
def test_the_largest_things_have_their_names_however_far_one_is(open_page: Open, zoomed_out: int) -> None:
    page = open_page("large")
    for _ in range(zoomed_out):
        page.keyboard.press("-")
        page.wait_for_timeout(20)
    settle(page)
    nodes = sorted(describe(page)["nodes"], key=lambda n: -n["box"]["w"])
    assert [n["label"] for n in nodes[:5] if not n["labelBox"]] == []


SIZES = [(1920, 1080), (1280, 720), (1024, 700), PHONE]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page of 50 things with long names and a few hubs: as crowded as one of a few articles."""
    path = tmp_path_factory.mktemp("crowded") / "crowded.html"
    path.write_text(render(invented.large(50, 85), invented.ontology()), encoding="utf8")
    return path


def _inside(page: Any, seen: dict[str, Any], *, things: bool) -> None:
    """Assert that no label is cut by the border or lies under the buttons, and no thing either."""
    canvas = page.locator("#canvas").bounding_box()
    bottom = page.locator("#panel").bounding_box()["y"] if page.viewport_size["width"] < 720 else canvas["y"] + canvas["height"]
    floats = [f.bounding_box() for f in page.locator("#toolbar > div, #shown").all() if f.is_visible()]
    boxes = _labels(seen) + ([(n["label"], n["box"]) for n in seen["nodes"]] if things else [])
    for words, box in boxes:
        if not things and box["y"] > bottom:  # beside what is seen, where a drag leads
            continue
        if not things and not _overlap(box, {"x": canvas["x"], "y": canvas["y"], "w": canvas["width"], "h": canvas["height"]}):
            continue
        assert box["x"] >= canvas["x"] and box["x"] + box["w"] <= canvas["x"] + canvas["width"], words
        assert box["y"] >= canvas["y"] and box["y"] + box["h"] <= bottom + 1, words
        for f in floats:
            assert not _overlap(box, {"x": f["x"], "y": f["y"], "w": f["width"], "h": f["height"]}), words


def _degrees(seen: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the things drawn, those with most lines first."""
    ends = Counter(end for e in seen["edges"] for end in {e["subject"], e["object"]})
    return sorted(seen["nodes"], key=lambda n: -ends[n["id"]])


@pytest.mark.parametrize("size", SIZES)
def test_the_most_connected_things_have_their_names_and_no_two_names_overlap(
    open_page: Open, crowded: Path, size: Any
) -> None:
    page = open_page(crowded, size=size)
    if size == PHONE:
        page.get_by_role("button", name="All in view").click()
        page.wait_for_timeout(50)
    seen = describe(page)
    ranked = _degrees(seen)
    assert len(ranked) >= 40
    most = ranked[: 3 if size == PHONE else 10]
    assert [n["label"] for n in most if not n["labelBox"]] == []
    assert sum(bool(n["labelBox"]) for n in ranked) >= (12 if size == PHONE else 30)
    labels = _labels(seen)
    for (one, a), (two, b) in combinations(labels, 2):
        assert not _overlap(a, b), (one, two)
    for words, box in labels:
        for node in seen["nodes"]:
            assert not _overlap(box, node["box"]), (words, node["label"])
    _inside(page, seen, things=True)


@pytest.mark.parametrize("name", ["readable", "large", "crowded"])
def test_a_name_stands_beside_its_thing_or_is_led_to_it(open_page: Open, crowded: Path, name: str) -> None:
    seen = describe(open_page(crowded if name == "crowded" else name))
    for node in seen["nodes"]:
        if node["labelBox"] and not node["led"]:
            a, b = node["box"], node["labelBox"]
            apart = (max(b["x"] - a["x"] - a["w"], a["x"] - b["x"] - b["w"]), max(b["y"] - a["y"] - a["h"], a["y"] - b["y"] - b["h"]))
            assert max(apart) < (44 if node["more"] else 20), node["label"]  # "+12" may hang between the two


def test_all_stays_in_view_when_the_window_gets_smaller(open_page: Open, crowded: Path) -> None:
    page = open_page(crowded, size=SIZES[0])
    for width, height in [*SIZES, SIZES[1]]:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        if width < 720:  # a phone begins at a size that can be read, with a part of it all
            _inside(page, describe(page), things=False)
            page.get_by_role("button", name="All in view").click()
            page.wait_for_timeout(50)
        seen = describe(page)
        assert [n["label"] for n in _degrees(seen)[: 3 if width < 720 else 10] if not n["labelBox"]] == [], width
        _inside(page, seen, things=True)


def test_a_window_of_another_size_leaves_the_camera_that_the_reader_chose(open_page: Open, crowded: Path) -> None:
    page = open_page(crowded, size=SIZES[0])
    for _ in range(4):
        page.keyboard.press("+")
        page.wait_for_timeout(50)
    page.wait_for_timeout(400)
    spread = [n["box"]["w"] for n in describe(page)["nodes"]]
    page.set_viewport_size({"width": 1700, "height": 1000})
    page.wait_for_timeout(300)
    now = [n["box"]["w"] for n in describe(page)["nodes"]]
    assert min(b / a for a, b in zip(spread, now, strict=True)) > 0.75  # all in view would be far smaller


def test_a_name_stays_where_it_is_when_something_is_chosen(open_page: Open, crowded: Path) -> None:
    page = open_page(crowded, size=SIZES[1])
    before = describe(page)
    chosen = _degrees(before)[3]
    page.mouse.click(chosen["box"]["x"] + chosen["box"]["w"] / 2, chosen["box"]["y"] + chosen["box"]["h"] / 2)
    after = {n["id"]: n for n in describe(page)["nodes"]}
    assert after[chosen["id"]]["state"] == "selected"
    kept = [n for n in before["nodes"] if n["labelBox"] and after[n["id"]]["labelBox"]]
    assert len(kept) > 15
    for node in kept:
        was, now = node["labelBox"], after[node["id"]]["labelBox"]
        assert (was["x"], was["y"]) == pytest.approx((now["x"], now["y"]), abs=1), node["label"]


def test_more_opens_where_it_is_seen_and_a_thing_elsewhere(open_page: Open) -> None:
    page = open_page("large")
    before = describe(page)
    small = min((n for n in before["nodes"] if n["more"]), key=lambda n: n["box"]["w"])
    # Too small for its "+1" to be drawn: its lower right corner is the thing itself.
    page.mouse.click(small["box"]["x"] + small["box"]["w"] * 0.8, small["box"]["y"] + small["box"]["h"] * 0.8)
    assert page.locator("#card h1").inner_text() == small["label"]
    assert describe(page)["things"] == before["things"]

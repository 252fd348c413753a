"""What is seen of the drawing: labels apart, nothing jumps, a status is told without colour."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

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

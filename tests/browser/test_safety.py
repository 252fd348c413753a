"""Nothing in a text can run, nothing is fetched, damage is told."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser import invented
from tests.browser.conftest import Open, describe, settle

pytestmark = pytest.mark.browser


def test_two_hundred_hostile_strings_neither_run_nor_break_the_page(open_page: Open) -> None:
    page = open_page("hostile")
    assert len(describe(page)["nodes"]) == 200
    page.evaluate("""async () => {
        const wait = () => new Promise((done) => requestAnimationFrame(done));
        for (const v of ['table', 'documents', 'graph']) { location.hash = '#v=' + v + '&tl=1'; await wait(); await wait(); }
        const ids = kgView.describe().nodes.map((n) => n.id), claims = kgView.describe().claims;
        for (let k = 0; k < 200; k++) {
            location.hash = '#n=' + encodeURIComponent(ids[k].replace(/[\\ud800-\\udfff]/g, (c, at, all) => (/[\\ud800-\\udbff][\\udc00-\\udfff]/.test(all.slice(Math.max(0, at - 1), at + 2)) ? c : ''))) + '&e=' + claims[k];
            await wait();
        }
        location.hash = '#';
        await wait();
    }""")
    for words in invented.hostile_strings()[:60:3]:
        page.locator("#q").fill(words.replace("\n", " ").replace("\x00", "")[:200].encode("utf8", "replace").decode())
        settle(page)
    page.evaluate("kgView.svg() + kgView.turtle()")
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.querySelectorAll('iframe, object, embed, img, link, base, script[src]').length") == 0
    assert page.evaluate("document.querySelectorAll('#main script, #main style').length") == 0


def test_turtle_of_hostile_claims_can_be_read(open_page: Open) -> None:
    import pyoxigraph

    page = open_page("hostile")
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="as Turtle").click()
    triples = list(pyoxigraph.parse(path=str(download.value.path()), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(triples) > 1000


def test_the_policy_names_each_script_and_style_by_its_hash(pages: Any) -> None:
    text = pages("readable").read_text(encoding="utf8")
    assert text.startswith("<!doctype html>\n") and text.index("Content-Security-Policy") < text.index("<style")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert (
        policy
        and "default-src 'none'" in policy[1]
        and "unsafe-inline" not in policy[1]
        and "unsafe-eval" not in policy[1]
    )
    bodies = re.findall(
        r"<(script|style)(?: [^>]*)?>(.*?)</\1>",
        re.sub(r'<script type="text/plain".*?</script>', "", text, flags=re.DOTALL),
        re.DOTALL,
    )
    assert len(bodies) == 4
    for _, body in bodies:
        assert base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() in policy[1]
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", text.split("<script>")[0])


@pytest.mark.parametrize("part", ["kg-data", "kg-rest"])
def test_a_page_cut_short_says_what_is_wrong(chromium: Any, pages: Any, tmp_path: Path, part: str) -> None:
    text = pages("readable").read_text(encoding="utf8")
    at = text.index(f'id="{part}">') + 200
    (tmp_path / "cut.html").write_text(text[:at] + text[at + 800 :], encoding="utf8")
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.goto((tmp_path / "cut.html").as_uri())
    page.get_by_text("The graph in this file cannot be read").wait_for()
    assert "cut.html" in page.locator("#card").inner_text()
    context.close()


@pytest.mark.parametrize("empty", ["nothing", "no claims"])
def test_an_empty_graph_says_so(open_page: Open, tmp_path: Path, empty: str) -> None:
    from dataclasses import replace

    from kg.model import KnowledgeGraph
    from kg.render.page import render

    graph = (
        KnowledgeGraph("https://example.org/kg/")
        if empty == "nothing"
        else replace(invented.readable(), claims=(), entities=())
    )
    (tmp_path / "empty.html").write_text(render(graph, invented.ontology()), encoding="utf8")
    page = open_page(tmp_path / "empty.html")
    assert "No claims were read" in page.locator("#card").inner_text()
    if empty != "nothing":
        page.get_by_role("button", name="Read the articles").click()
        assert "Ms Dane met" in page.locator(".docs").inner_text()


def test_odd_claims_are_drawn_or_listed(open_page: Open, tmp_path: Path) -> None:
    from dataclasses import replace

    from kg.model import Claim, Literal, Status
    from kg.render.page import render

    graph = invented.readable()
    piece = graph.claims[0].evidence[0]
    odd = (
        Claim("acme", "meets", "acme", Status.ASSERTED, (piece,)),  # of itself
        Claim("quiet", "founded_on", Literal("", "xsd:string"), Status.NEGATED, (piece,)),  # an empty value
        Claim("nobody", "meets", "acme", Status.ASSERTED, (piece,)),  # of what the graph lacks
        Claim("dane", "meets", "rassen", Status.ASSERTED, (replace(piece, doc="lost", sentence=(5, 9)),)),
    )
    (tmp_path / "odd.html").write_text(render(replace(graph, claims=odd), invented.ontology()), encoding="utf8")
    page = open_page(tmp_path / "odd.html")
    seen = describe(page)
    assert {n["id"] for n in seen["nodes"]} == {"acme", "quiet", "dane", "rassen"}
    assert len(seen["claims"]) == 3
    for claim in seen["claims"]:
        page.evaluate(f"location.hash = '#e={claim}'")
        settle(page)
        assert page.locator("#card blockquote").inner_text()
    for view in ("table", "documents"):
        page.evaluate(f"location.hash = '#v={view}'")
        settle(page)

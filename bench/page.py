"""Measure the page in headless Chromium beside plain pyvis, all in one run.

    python bench/page.py [--things 50000] [--pyvis 1000 5000] [--graph out/graph.html] [--patience 60]

Prints for each page: its size, the CPU it took to make, milliseconds to the first drawing (the frame in
which it is seen) and until all of the graph is read, of a search, a path, an expansion, a filter, and
frames a second while the drawing is dragged for two seconds (``drawn``: how many times it was drawn
meanwhile). Plain pyvis is what its own ``generate_html`` makes with its scripts inlined; its bootstrap
requests are cut off. ``load`` is how many processes wanted a processor meanwhile.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> int:
    """Make the pages, open them, print a table."""
    from playwright.sync_api import sync_playwright

    from kg.render.page import render
    from tests.browser import invented
    from tests.browser.conftest import ARGS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--things", type=int, nargs="*", default=[1000, 5000, 50000])
    parser.add_argument("--pyvis", type=int, nargs="*", default=[1000])
    parser.add_argument("--graph", nargs="*", default=[], help="pages that are made already")
    parser.add_argument("--patience", type=float, default=60, help="seconds for plain pyvis to come to rest")
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("there is no Chromium; tests/setup-system.sh installs it", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        for path in map(Path, given.graph):
            show(f"{path}", measure(browser, path), path, 0.0)
        for things in given.things:
            graph = invented.large(things, 2 * things)
            start = time.process_time()
            path = Path(folder) / f"{things}.html"
            path.write_text(render(graph, invented.ontology()), encoding="utf8")
            show(
                f"kg {things:,} things, {2 * things:,} claims",
                measure(browser, path),
                path,
                time.process_time() - start,
            )
        for things in given.pyvis:
            start = time.process_time()
            path = Path(folder) / f"pyvis{things}.html"
            path.write_text(plain_pyvis(invented.large(things, 2 * things)), encoding="utf8")
            cpu = time.process_time() - start
            show(f"plain pyvis {things:,} things", measure_pyvis(browser, path, given.patience), path, cpu)
        browser.close()
    return 0


def show(name: str, found: dict[str, Any], path: Path, cpu: float) -> None:
    """Print one page's figures."""
    figures = "  ".join(f"{k} {v}" for k, v in found.items())
    print(f"{name}: {path.stat().st_size / 1e6:.2f} MB, made in {cpu:.2f} CPU-s\n    {figures}", flush=True)


CLOCK = "async () => { const a = performance.now(); %s; return Math.round((performance.now() - a) * 10) / 10; }"
SEARCH = "const q = document.querySelector('#q'); q.value = '%s'; q.dispatchEvent(new Event('input'))"


def measure(browser: Any, path: Path) -> dict[str, Any]:
    """Use a page as a reader would and return milliseconds."""
    from tests.browser.conftest import ready

    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(path.resolve().as_uri())
    ready(page, 120)
    out: dict[str, Any] = {
        name: round(page.evaluate(f"performance.getEntriesByName('kg-{mark}')[0].startTime"))
        for name, mark in (("first", "painted"), ("all read", "ready"))
    }
    names = page.evaluate("kgView.describe().nodes.map(n => [n.id, n.label])")
    page.evaluate("kgView.find('a')")  # as focus in the search box does
    words = [label.lower()[:5] for _, label in names[:5]]
    out["search"] = statistics.median(page.evaluate(CLOCK % f"kgView.find({w!r})") for w in words)
    out["search+list"] = statistics.median(page.evaluate(CLOCK % (SEARCH % w.replace("'", ""))) for w in words)
    ends = [(names[i][0], names[-1 - i][0]) for i in range(min(5, len(names)))]
    out["path"] = max(page.evaluate(CLOCK % f"kgView.path({a!r}, {b!r})") for a, b in ends)
    page.locator("#q").fill(names[0][1])
    out["select"] = page.evaluate(CLOCK % "document.querySelector('[role=option]').click()")
    button = "[...document.querySelectorAll('#card .btn')].find(b => b.textContent.startsWith('Expand')).click()"
    out["expand"] = page.evaluate(CLOCK % button)
    out["filter"] = page.evaluate(CLOCK % "document.querySelector(\"[data-row='st:1'] input\").click()")
    page.wait_for_timeout(600)
    before = page.evaluate("kgView.describe().frames")
    out["drag"] = drag(page)
    out["drawn"] = page.evaluate("kgView.describe().frames") - before
    out["load"] = round(os.getloadavg()[0], 1)
    context.close()
    return out


# A move of the pointer in each frame, made in the page: the way from here to the browser is slower than its frames.
DRAG = """(seconds) => new Promise((done) => {
  const canvas = document.querySelector('#mynetwork canvas'), box = canvas.getBoundingClientRect();
  const send = (type, k) => canvas.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, pointerType: 'mouse', isPrimary: true,
    button: type === 'pointermove' ? -1 : 0, buttons: type === 'pointerup' ? 0 : 1,
    clientX: box.left + 200 + 3 * (k % 80 < 40 ? k % 40 : 40 - k % 40), clientY: box.top + 120 + (k % 80 < 40 ? k % 40 : 40 - k % 40) }));
  let frames = 0, worst = 0, last = 0;
  send('pointerdown', 0);
  const start = performance.now();
  const tick = (now) => {
    if (last) worst = Math.max(worst, now - last);
    last = now;
    if (now - start > seconds * 1000) { send('pointerup', frames); done([frames / (now - start) * 1000, worst]); return; }
    send('pointermove', ++frames);
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})"""


def drag(page: Any) -> str:
    """Drag the drawing to and fro for two seconds; return the frames a second and the longest of them."""
    rate, worst = page.evaluate(DRAG, 2)
    return f"{rate:.0f}/s, longest {worst:.0f} ms"


def plain_pyvis(graph: Any) -> str:
    """Return what pyvis makes of the graph by itself."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    network.nodes = [{"id": e.id, "label": e.label, "shape": "dot"} for e in graph.entities]
    network.edges = [{"from": c.subject, "to": c.object, "label": c.relation} for c in graph.claims]
    return str(network.generate_html())


# vis-network draws nothing until its first thousand rounds are done, and moves on until it is at rest.
PYVIS = {
    "first": """() => { if (typeof network === 'undefined' || !network) return false;
        network.once('afterDrawing', () => { window.seen = true; }); network.redraw(); return window.seen; }""",
    "at rest": "() => network.physics.stabilized",
}


def measure_pyvis(browser: Any, path: Path, patience: float) -> dict[str, Any]:
    """Return how long plain pyvis takes to draw and to come to rest, and the frames while it is dragged after."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    start = time.monotonic()
    page.goto(path.as_uri(), wait_until="commit")
    from playwright.sync_api import TimeoutError as Late

    out: dict[str, Any] = {}
    try:
        for name, condition in PYVIS.items():
            left = patience - (time.monotonic() - start)
            page.wait_for_function(condition, timeout=max(1.0, left * 1000), polling=250)
            out[name] = round((time.monotonic() - start) * 1000)
        out["drag"] = drag(page)
    except Late:
        out["at rest" if "first" in out else "first"] = f"not in {patience:g} s"
    out["load"] = round(os.getloadavg()[0], 1)
    context.close()
    return out


if __name__ == "__main__":
    sys.exit(main())

"""Measure the page in headless Chromium beside plain pyvis, all in one run.

    python bench/page.py [--things 50000] [--pyvis 1000 5000] [--graph out/graph.html]

Prints for each page: its size, the CPU it took to make, milliseconds to the first drawing, of a
search, a path, an expansion, a filter, and frames a second while the drawing is dragged. Plain pyvis
is what its own ``generate_html`` makes with its scripts inlined; its bootstrap requests are cut off.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PATIENCE = 60_000  # ms for plain pyvis to come to rest


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
            show(f"plain pyvis {things:,} things", measure_pyvis(browser, path), path, cpu)
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
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_function("performance.getEntriesByName('kg-drawn').length > 0", timeout=120_000)
    out: dict[str, Any] = {"first": round(page.evaluate("performance.getEntriesByName('kg-drawn')[0].startTime"))}
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
    out["fps"] = frames(page)
    context.close()
    return out


def frames(page: Any) -> float:
    """Drag the drawing for two seconds and return frames drawn a second."""
    before = page.evaluate("kgView.describe().frames")
    page.mouse.move(620, 300)
    page.mouse.down()
    start, k = time.monotonic(), 0
    while time.monotonic() - start < 2:
        k += 1
        page.mouse.move(620 + (k % 40) * 3, 300 + (k % 30) * 2)
    page.mouse.up()
    return round((page.evaluate("kgView.describe().frames") - before) / 2, 1)


def plain_pyvis(graph: Any) -> str:
    """Return what pyvis makes of the graph by itself."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    network.nodes = [{"id": e.id, "label": e.label, "shape": "dot"} for e in graph.entities]
    network.edges = [{"from": c.subject, "to": c.object, "label": c.relation} for c in graph.claims]
    return str(network.generate_html())


def measure_pyvis(browser: Any, path: Path) -> dict[str, Any]:
    """Return how long plain pyvis takes to draw and to come to rest."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    start = time.monotonic()
    page.goto(path.as_uri(), wait_until="commit")
    try:
        page.wait_for_function("typeof network !== 'undefined' && network", timeout=PATIENCE)
        drawn = round((time.monotonic() - start) * 1000)
        page.evaluate("() => { network.once('stabilized', () => { window.still = true; }); }")
        page.wait_for_function("window.still", timeout=PATIENCE)
        return {"first": drawn, "at rest": round((time.monotonic() - start) * 1000)}
    except Exception:
        return {"at rest": f"not in {PATIENCE // 1000} s"}
    finally:
        context.close()


if __name__ == "__main__":
    sys.exit(main())

"""A real headless Chromium with its network cut. Every page is watched: a request, a message on the
console or a breach of the policy fails the test that opened it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.render.page import render
from tests.browser import invented

ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE, MEDIUM, PHONE = (1440, 900), (1024, 768), (390, 844)
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The browser; closed with each file, for its event loop must not run while other tests run theirs."""
    sync_api = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("there is no Chromium; tests/setup-system.sh installs it")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the file of a page: ``readable``, ``hostile``, ``large``, each drawn once a run."""
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "readable": invented.readable,
        "hostile": invented.hostile,
        "large": lambda: invented.large(2000, 4000),
    }

    def page(name: str) -> Path:
        path = folder / f"{name}.html"
        if not path.exists():
            path.write_text(render(made[name](), invented.ontology()), encoding="utf8")
        return path

    return page


@pytest.fixture
def open_page(chromium: Any, pages: Callable[[str], Path]) -> Iterator[Open]:
    """Return a function that opens a page as a user would and waits until it is drawn."""
    contexts: list[Any] = []
    trouble: list[str] = []

    def open_(
        name: str | Path = "readable",
        *,
        size: tuple[int, int] = WIDE,
        theme: str = "light",
        at: str = "",
        still: bool = True,
        **more: Any,
    ) -> Any:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            reduced_motion="reduce" if still else "no-preference",
            offline=True,
            accept_downloads=True,
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: trouble.append(f"console: {m.text}"))
        page.on("pageerror", lambda e: trouble.append(f"error: {e}"))
        page.on(
            "request",
            lambda r: None if r.url.startswith(("file:", "blob:")) else trouble.append(f"request: {r.url[:100]}"),
        )
        file = pages(name) if isinstance(name, str) else name
        page.goto(file.as_uri() + at)
        ready(page)
        settle(page)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not trouble


def ready(page: Any, seconds: float = 30) -> None:
    """Wait until the page is drawn and all of it is read.

    Playwright's own ``wait_for_function`` evaluates text in a frame callback, which the page's policy forbids.
    """
    end = time.monotonic() + seconds
    while not page.evaluate("performance.getEntriesByName('kg-ready').length"):
        assert time.monotonic() < end, "the page was not drawn"
        page.wait_for_timeout(20)


def settle(page: Any) -> None:
    """Wait until what was asked for has been drawn and said."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def describe(page: Any) -> dict[str, Any]:
    """Return what is drawn."""
    settle(page)
    return page.evaluate("kgView.describe()")


def heard(page: Any) -> list[str]:
    """Return what a screen reader was told, in order."""
    settle(page)
    return page.evaluate("kgView.heard()")


def search(page: Any, words: str) -> None:
    """Look for something and take the first hit."""
    page.keyboard.press("/")
    page.locator("#q").fill(words)
    page.keyboard.press("Enter")
    settle(page)

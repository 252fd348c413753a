"""The query editor: files of others as they were vendored, nothing from elsewhere, and that it works."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256

import pytest

from kg.serve.pages import FILES
from tests.builds import ROOT
from tests.serve.conftest import Served

ASSETS = ROOT / "kg" / "serve" / "assets"
MANIFEST = json.loads((ASSETS / "manifest.json").read_text(encoding="utf8"))
OWN = {"editor.js", "page.css", "manifest.json"}


def test_every_file_of_others_is_as_the_manifest_says() -> None:
    for entry in MANIFEST["files"]:
        assert sha256((ASSETS / entry["file"]).read_bytes()).hexdigest() == entry["sha256"], entry["file"]
        assert entry["licence"] == "MIT"
        assert entry["version"] in entry["source"]


def test_the_manifest_names_every_file_of_others() -> None:
    assert {path.name for path in ASSETS.iterdir()} == {e["file"] for e in MANIFEST["files"]} | OWN == set(FILES)


def test_the_licence_of_every_part_is_permissive_and_shipped() -> None:
    text = (ASSETS / "LICENSES-yasgui.txt").read_text(encoding="utf8")
    assert len(MANIFEST["parts"]) > 20
    for part in MANIFEST["parts"]:
        assert f"{part['name']} {part['version']}" in text
        assert "GPL" not in part["licence"]


def test_every_file_is_served(server: Served) -> None:
    for name, media in FILES.items():
        answer = server.client.get(f"assets/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == media
        assert answer.content == (ASSETS / name).read_bytes()
    assert server.client.get("assets/nothing.js").status_code == 404


def test_the_editor_loads_nothing_from_elsewhere_and_offers_the_ready_questions(server: Served) -> None:
    text = server.client.get("query").text
    assert 'src="http' not in text
    assert 'href="http' not in text
    for path in (ROOT / "ontology" / "queries").glob("*.rq"):
        assert f'title="{path.stem}"' in text


@pytest.mark.browser
def test_a_ready_question_is_answered_in_a_browser(server: Served) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no Chromium here")
    asked: list[str] = []
    told: list[str] = []
    with playwright.sync_playwright() as start:
        browser = start.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(
            f"{server.url}query?endpoint=http%3A%2F%2Felsewhere.example%2F#query=ASK%20%7B%7D&endpoint=http%3A%2F%2Felsewhere.example%2F"
        )
        page.get_by_role("button", name="Who banned whom?").click()
        page.wait_for_selector("td:has-text('Ruritania')")
        browser.close()
    assert told == []
    assert f"{server.url}sparql" in asked
    assert all(url.startswith((server.url, "data:")) for url in asked)

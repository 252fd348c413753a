"""SPARQL in the page, offline: the engine wakes when asked, and its answers lead into the graph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.pipeline import render
from tests.browser import invented
from tests.browser.conftest import Open, describe, settle

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page_with_engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with the query engine."""
    path = tmp_path_factory.mktemp("sparql") / "page.html"
    path.write_text(render(invented.readable(), invented.ontology(), with_sparql=True), encoding="utf8")
    return path


def _answers(page: Any) -> list[list[str]]:
    page.locator(".sparql table, .sparql .lede, .sparql .denied").first.wait_for()
    return [row.locator("td").all_inner_texts() for row in page.locator(".sparql tbody tr").all()]


def test_a_ready_question_is_answered_and_lit_in_the_drawing(open_page: Open, page_with_engine: Path) -> None:
    page = open_page(page_with_engine)
    page.keyboard.press("4")
    page.get_by_role("button", name="What is denied?").click()
    answers = _answers(page)
    assert [a[:3] for a in answers] == [["Ruritania", "bans", "Acme Works"], ["Ruritania", "uses", "Tubenet"]]
    page.get_by_role("button", name="Highlight 3 things in the graph").click()
    settle(page)
    lit = {n["id"] for n in describe(page)["nodes"] if n["state"] == "plain"}
    assert lit == {"ruritania", "acme", "tubenet"}
    page.keyboard.press("Escape")
    assert all(n["state"] == "plain" for n in describe(page)["nodes"])


def test_a_query_of_ones_own_names_things_and_leads_to_them(open_page: Open, page_with_engine: Path) -> None:
    page = open_page(page_with_engine, at="#v=sparql")
    area = page.get_by_label("Query")
    area.fill(
        "SELECT ?x WHERE { ?x <https://example.org/kg/relation/bans> <https://example.org/kg/entity/acme> } ORDER BY ?x"
    )
    area.press("Control+Enter")
    assert _answers(page) == [["Ruritania"], ["Zubrowka"]]
    page.locator(".sparql td button", has_text="Zubrowka").click()
    settle(page)
    assert page.locator("#card h1").inner_text() == "Zubrowka"


def test_a_faulty_query_says_where(open_page: Open, page_with_engine: Path) -> None:
    page = open_page(page_with_engine, at="#v=sparql")
    area = page.get_by_label("Query")
    area.fill("SELECT ?x WHERE {\n ?x nonsense }")
    page.get_by_role("button", name="Run").click()
    page.locator(".sparql .denied").wait_for()
    assert "line 2" in page.locator(".sparql .denied").inner_text()
    assert page.evaluate("document.activeElement.selectionStart") > 17


def test_a_page_without_the_engine_has_no_such_view(open_page: Open) -> None:
    page = open_page()
    assert page.locator("#views button").all_inner_texts() == ["Graph", "Table", "Documents"]
    page.keyboard.press("4")
    assert describe(page)["view"] == "graph"

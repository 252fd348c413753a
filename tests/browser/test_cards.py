"""Cards: the very sentence with its three parts, denials apart, and the way from a question to its answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kg.model import Status
from kg.render.choose import best_claims
from kg.render.page import render
from tests.browser import invented
from tests.browser.conftest import Open, describe, search, settle

pytestmark = pytest.mark.browser


def test_every_sentence_is_the_documents_own_with_its_three_parts_marked(open_page: Open) -> None:
    graph = invented.readable()
    page = open_page()
    for claim in graph.claims:
        page.evaluate(f"location.hash = '#e={claim.id}'")
        page.locator("#card h1.claim").wait_for()
        page.wait_for_timeout(20)
        quotes = page.locator("#card blockquote").all()
        assert len(quotes) == len(claim.evidence)
        for piece, quote in zip(claim.evidence, quotes, strict=True):
            text = graph.document[piece.doc].text
            assert quote.text_content() == text[slice(*piece.sentence)]
            for part, span in (
                ("subject", piece.subject_span),
                ("relation", piece.relation_span),
                ("object", piece.object_span),
            ):
                marks = quote.locator(f"mark[data-part={part}]").all_text_contents()
                assert "".join(marks) == text[slice(*span)]
            assert "serif" in quote.evaluate("e => getComputedStyle(e).fontFamily")


def test_only_quotes_are_set_in_serif(open_page: Open) -> None:
    page = open_page()
    search(page, "acme works")
    page.locator("#card .fact").first.click()
    serif = page.evaluate("""() => [...document.querySelectorAll('body *')].filter((e) => e.childElementCount === 0 && e.textContent.trim()
        && /Charter/.test(getComputedStyle(e).fontFamily) && !e.closest('blockquote, .quote, .quoted')).length""")
    assert serif == 0


def test_a_card_reads_from_the_name_down_and_sets_denials_apart(open_page: Open) -> None:
    page = open_page()
    search(page, "acme works")
    assert page.locator("#card h1").inner_text() == "Acme Works"
    assert "Also “Acme”, “the Strelsau firm”" in page.locator("#card").inner_text()
    banned = page.get_by_role("list", name="banned by", exact=True)
    assert banned.locator(".fact").count() == 2 and "Zubrowka" in banned.inner_text()
    denied = page.get_by_role("list", name="not banned by", exact=True)
    assert "Ruritania" in denied.inner_text() and "negated" in denied.inner_text()
    for group in page.locator("#card ul[aria-label]").all():
        name = group.get_attribute("aria-label") or ""
        for row in group.locator(".fact").all():
            assert ("Denied:" in (row.get_attribute("aria-label") or "")) == name.startswith("not ")


def test_a_card_says_why_names_were_joined_and_links_out(open_page: Open) -> None:
    page = open_page()
    search(page, "acme works")
    page.get_by_text("Why these were joined").click()
    assert "short name" in page.locator("#card .joins").inner_text()
    search(page, "zubrowka")
    assert page.locator("#card a[href*='wikidata']").get_attribute("href") == "http://www.wikidata.org/entity/Q9000001"


def test_the_card_of_a_claim_tells_status_speaker_date_rule_and_copies(open_page: Open) -> None:
    page = open_page()
    search(page, "struck a deal")
    said = page.locator("#card").inner_text()
    assert "three articles state it. Nearly the same text: they count as two sources" in said
    assert "5 Jun 2019" in said and "no date in the article" in said and "repeats A deal in Strelsau" in said
    page.get_by_text("How it was read").first.click()
    assert "Rule verb.object" in page.locator("#card").inner_text()
    search(page, "media say")
    said = page.locator("#card").inner_text()
    assert "Said by\nmedia" in said and "Attributed" in said and "Planned" in said


def test_who_banned_whom_when_and_in_which_article_is_three_actions_away(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="Who bans, sanctions or rejects whom?").click()
    row = page.locator("tr", has_text="Zubrowka")
    assert row.locator("td").all_inner_texts()[:6] == ["Zubrowka", "bans", "Acme Works", "Asserted", "5 Jun 2019", "2"]
    row.locator("button.cell").click()
    card = page.locator("#card").inner_text()
    assert "Zubrowka bans Acme Works" in card and "since 5 June 2019" in card and "A deal in Strelsau" in card


def test_a_path_between_two_things_lists_its_steps_with_their_sentences(open_page: Open) -> None:
    page = open_page()
    search(page, "summit")
    page.locator("#card").get_by_role("button", name="Path").click()
    page.keyboard.type("mikado")
    page.keyboard.press("Enter")
    settle(page)
    steps = page.locator("#card .plain").first.inner_text().split(" → ")
    assert (steps[0], steps[-1], len(steps)) == ("Strelsau Summit", "Mikado 7", 4)
    assert page.locator("#card .steps .quoted").count() == 3
    seen = describe(page)
    assert [n["id"] for n in seen["nodes"] if n["state"] == "end"] == ["mikado", "summit"]
    assert "p=summit~mikado" in page.url


def test_a_thing_without_claims_shows_where_it_is_mentioned_or_says_so(open_page: Open) -> None:
    page = open_page()
    search(page, "quietland")
    assert "No claims" in page.locator("#card").inner_text()


def test_what_is_copied_is_turtle_sparql_a_citation(open_page: Open) -> None:
    page = open_page()
    search(page, "zubrowka")
    page.locator("#card").get_by_role("button", name="Copy as Turtle").click()
    from rdflib import Graph

    copied = page.evaluate("kgView.copied()")
    triples = Graph().parse(data=copied, format="turtle")
    assert len(triples) > 20
    assert (
        "https://example.org/kg/relation/uses> <https://example.org/kg/entity/tubenet"
        not in copied.split("rdf:Statement")[0]
    )
    page.locator("#card").get_by_role("button", name="SPARQL").click()
    triples.query(page.evaluate("kgView.copied()"))
    page.locator("#card .fact", has_text="Acme Works").click()
    page.get_by_role("button", name="Copy citation").click()
    page.wait_for_timeout(50)
    assert page.evaluate("kgView.copied()").startswith("Zubrowka bans Acme Works: “Zubrowka has banned")


def test_a_path_can_be_asked_for_with_nothing_selected(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="Path between two things").click()
    page.keyboard.type("zubrowka")
    page.keyboard.press("Enter")
    settle(page)
    page.keyboard.type("carol")
    page.keyboard.press("Enter")
    settle(page)
    assert page.locator("#card .plain").first.inner_text() == "Zubrowka → Acme Works → Carol Dane"
    page.keyboard.press("Escape")
    search(page, "cogworks")
    assert page.locator("#card h1").inner_text() == "Cogworks"


def test_coming_closer_shows_more_of_the_relations(open_page: Open) -> None:
    page = open_page("large")
    few = sum(1 for e in describe(page)["edges"] if e["labelBox"])
    for _ in range(7):
        page.keyboard.press("+")
        page.wait_for_timeout(30)
    settle(page)
    assert sum(1 for e in describe(page)["edges"] if e["labelBox"]) > few


def test_what_follows_is_a_double_line_with_its_rule_and_its_premises(open_page: Open, tmp_path: Any) -> None:
    from kg.graph.infer import infer
    from kg.render.page import render

    graph, ontology = invented.readable(), invented.ontology()
    file = tmp_path / "inferred.html"
    file.write_text(render(graph, ontology, inferred=infer(graph, ontology)), encoding="utf8")
    page = open_page(file)
    drawn = [e for e in describe(page)["edges"] if e["status"] == "inferred"]
    assert sorted((e["subject"], e["relation"], e["object"]) for e in drawn) == [
        ("ruritania", "restricts", "acme"),
        ("zubrowka", "restricts", "acme"),
    ]
    assert {(e["dash"], e["head"], e["bar"]) for e in drawn} == {("", "open", False)}
    assert all(e["label"].startswith("∴ ") and e["spoken"].startswith("Inferred: ") for e in drawn)
    zubrowka = next(e for e in drawn if e["subject"] == "zubrowka")
    page.evaluate(f"location.hash = '#e={zubrowka['claim']}'")
    settle(page)
    card = page.locator("#card").inner_text()
    assert "Inferred: no article states it" in card and "Whoever “bans” also “restricts”" in card
    assert page.locator("#card .quoted").first.inner_text() == "Zubrowka has banned Acme Works since 5 June 2019."
    page.locator("#card .fact").first.click()
    assert page.locator("#card h1").inner_text() == "Zubrowka bans Acme Works"
    # It filters as the other statuses do, is in the table and goes with its weakest premise.
    page.evaluate("location.hash = '#v=table&st=inferred'")
    settle(page)
    assert page.locator("table.claims tbody tr").count() == 2
    page.locator("[data-row='doc:1'] button").click()  # the Echo alone tells of Ruritania
    assert page.locator("table.claims tbody tr td:first-child").all_inner_texts() == ["Ruritania"]
    from rdflib import Graph

    assert len(Graph().parse(data=page.evaluate("kgView.turtle()"), format="turtle")) > 5


@pytest.mark.parametrize("name", ["readable", "large", "mixed"])
def test_the_best_supported_are_those_that_the_terminal_prints(open_page: Open, tmp_path: Any, name: str) -> None:
    if name == "mixed":  # of every support, confidence, and with values and unnamed things among the ends
        whole = invented.large(60, 200)
        pieces = [c.evidence[0] for c in whole.claims]
        claims = tuple(
            replace(
                c,
                status=Status.ASSERTED,
                open=c.relation == "opposes",
                evidence=tuple(replace(p, confidence=0.5 + (k % 7) / 20) for p in pieces[k : k + 1 + k % 4 * 30 : 15]),
            )
            for k, c in enumerate(whole.claims)
        )
        documents = tuple(replace(d, copy_of=whole.documents[0].id if k == 1 else None) for k, d in enumerate(whole.documents))
        graph = replace(whole, claims=claims, documents=documents, entities=tuple(replace(e, named=k % 5 > 0) for k, e in enumerate(whole.entities)))
        path = tmp_path / "mixed.html"
        path.write_text(render(graph, invented.ontology()), encoding="utf8")
    else:
        graph = invented.readable() if name == "readable" else invented.large(2000, 4000)
    page = open_page(path if name == "mixed" else name)
    shown = page.locator("#card section:has(#card-title) ul.list").first.locator("[data-claim]")
    assert [row.get_attribute("data-claim") for row in shown.all()] == [c.id for c in best_claims(graph, 3)]

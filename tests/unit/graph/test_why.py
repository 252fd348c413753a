"""Why a claim is not in the graph, on readings made by hand."""

from __future__ import annotations

from kg.config import Config
from kg.graph.decisions import decisions, read_rows
from kg.graph.resolve import resolve
from kg.graph.why import Answer, from_graph, why_not
from kg.model import Block, Dropped, Reading
from kg.pipeline import merged
from tests.unit.graph.readings import ontology, reading, thing

ONTOLOGY = ontology()
TEXT = "Acme buy Bolt. Bolt greet Holm and Acme. Holm lead Lynx. Nut buy Lynx! Nut sleeps."
READING = reading(
    "news", TEXT,
    [thing("Acme"), thing("Bolt"), thing("Holm", class_="Person"), thing("Lynx", class_="Place"), thing("Nut")],
    [("Acme", "buy", "Bolt", "planned"), ("Holm", "lead", "Lynx"), ("Nut", "buy", "Lynx")],
)  # fmt: skip
OTHER = reading("other", "Cog is far from it all.", [thing("Cog", "Cogworks")])


def ask(
    a: str, b: str, relation: str | None = None, rows: str = "", readings: tuple[Reading, ...] = (READING, OTHER)
) -> Answer:
    decided = decisions(read_rows(rows, "f")[0])
    return why_not(a, b, relation, readings, resolve(readings, ONTOLOGY, Config(), decided), ONTOLOGY, decided)


def kinds(answer: Answer) -> list[str]:
    return [f.kind for f in answer.findings]


def test_a_name_of_nothing_is_answered_with_names_near_to_it() -> None:
    (found,) = ask("Acmee", "Bolt").findings
    assert found.kind == "unknown"
    assert "there is Acme" in found.what


def test_words_that_were_read_as_no_thing_are_shown_in_their_sentence() -> None:
    (found,) = ask("sleeps", "Bolt").findings
    assert (found.kind, found.quote) == ("unread", "Nut sleeps.")


def test_words_in_a_dropped_passage_say_why_it_was_dropped() -> None:
    from dataclasses import replace

    text = "Photo by Rivet.\n\nAcme grows."
    document = replace(
        READING.document, text=text, blocks=(Block(17, 28),), dropped=(Dropped(0, 15, "credit", text[:15]),)
    )
    (found,) = ask("Rivet", "Acme", readings=(replace(READING, document=document, propositions=()),)).findings
    assert "dropped: credit" in found.what


def test_names_that_never_stand_in_one_sentence_are_counted_by_document() -> None:
    (found,) = ask("Acme", "Cog").findings
    assert found.kind == "apart"
    assert found.what == '"Acme" stands in 1 of the documents, "Cog" in 1, both in 0'
    assert kinds(ask("Acme", "Nut")) == ["apart"]


def test_a_sentence_in_which_no_rule_fired_is_shown() -> None:
    (found,) = ask("Holm", "Acme").findings
    assert (found.kind, found.quote) == ("silent", "Bolt greet Holm and Acme.")
    assert TEXT[slice(*found.sentence)].strip() == found.quote


def test_a_proposition_that_made_no_claim_says_its_rule_and_why() -> None:
    (found,) = ask("Lynx", "Holm", "leads").findings
    assert found.kind == "other"  # a phrase that fits no relation of the lexicon stays an open relation
    rejected = reading("r", "Holm lead Lynx.", [thing("Holm", class_="Person"), thing("Lynx", class_="Place")],
                       [("Holm", "lead", "Lynx")])  # fmt: skip
    from dataclasses import replace

    rejected = replace(rejected, propositions=tuple(replace(p, rule="noun.of") for p in rejected.propositions))
    (found,) = ask("Lynx", "Holm", "leads", readings=(rejected,)).findings
    assert found.kind == "rejected"
    assert found.what == "Holm | lead | Lynx, by rule noun.of: leads does not hold between Person and Place"


def test_a_claim_with_another_status_is_no_plain_triple() -> None:
    answer = ask("Acme", "Bolt")
    assert not answer.there
    assert answer.findings[0].kind == "status"
    assert answer.findings[0].what == "Acme buys Bolt (planned)"


def test_a_claim_rejected_by_a_decision_names_it() -> None:
    answer = ask("Acme", "Bolt", rows="reject\tAcme\tbuys\tBolt")
    assert kinds(answer) == ["decision", "silent"]
    assert answer.findings[0].what == 'reject "Acme" "buys" "Bolt"'


def test_two_names_of_one_thing_have_no_claim_between_them() -> None:
    assert kinds(ask("Cog", "cogworks")) == ["one"]


def test_a_relation_that_the_ontology_lacks_is_said() -> None:
    answer = ask("Acme", "Bolt", "bys")
    assert [f.what for f in answer.findings if f.kind == "unknown"] == [
        'the ontology has no relation "bys"; there is buys'
    ]


def test_without_readings_the_graph_alone_tells_what_it_can() -> None:
    graph, _ = merged((READING, OTHER), ONTOLOGY, Config())
    assert kinds(from_graph(graph, "Acme", "Bolt", None)) == ["status", "lost"]
    assert kinds(from_graph(graph, "Acme", "Bolz", None)) == ["unknown", "lost"]

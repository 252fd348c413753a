"""Decisions of a person: read by line, applied last, in any order, each with what it did."""

from __future__ import annotations

from itertools import permutations

import pytest

from kg.config import Config
from kg.errors import InputError
from kg.graph.decide import RULE
from kg.graph.decisions import Decision, Effect, amend, decision, decisions, read_rows
from kg.model import Entity, Join, KnowledgeGraph, Reading
from kg.pipeline import merged
from tests.unit.graph.readings import ontology, reading, thing

ONTOLOGY = ontology()
READINGS = (
    reading(
        "one", "Acme Motors buy Bolt. Acme team up with Bolt.",
        [thing("Acme Motors", "Acme", joins=(("Acme", "Acme Motors", "legal form"),)), thing("Bolt")],
        [("Acme Motors", "buy", "Bolt"), ("Acme", "team up with", "Bolt")],
    ),
    reading(
        "two", "Holm lead Bolt Works. Bolt Works buy Lynx.",
        [thing("Holm", class_="Person"), thing("Bolt Works"), thing("Lynx", class_="Person")],
        [("Holm", "lead", "Bolt Works"), ("Bolt Works", "buy", "Lynx")],
    ),
    reading(
        "three", "Lena Holm lead Acme Motors.",
        [thing("Lena Holm", class_="Person"), thing("Acme Motors")], [("Lena Holm", "lead", "Acme Motors")],
    ),
)  # fmt: skip


def run(*rows: str, readings: tuple[Reading, ...] = READINGS) -> tuple[KnowledgeGraph, dict[str, Effect]]:
    read, errors = read_rows("\n".join(rows), "kg.review.tsv", ONTOLOGY)
    assert not errors
    graph, rejected = merged(readings, ONTOLOGY, Config(), decisions(read))
    return graph, {e.decision.row: e for e in rejected.effects}


def named(graph: KnowledgeGraph, name: str) -> Entity:
    (found,) = [e for e in graph.entities if name in (e.label, *e.aliases)]
    return found


def facts(graph: KnowledgeGraph) -> set[tuple[object, ...]]:
    return {(c.subject, c.relation, c.object) for c in graph.claims}


def test_without_decisions_nothing_is_told() -> None:
    graph, effects = run()
    assert effects == {}
    assert facts(graph) == {
        ("acme-motors", "buys", "bolt"), ("acme-motors", "partners_with", "bolt"), ("holm", "leads", "bolt-works"),
        ("lena-holm", "leads", "acme-motors"), ("bolt-works", "buy", "lynx"),
    }  # fmt: skip


def test_same_joins_two_things_and_says_so_in_a_join() -> None:
    graph, effects = run("same\tLena Holm\tHolm")
    assert named(graph, "Holm") == named(graph, "Lena Holm")
    assert Join("Holm", "Lena Holm", RULE) in named(graph, "Holm").joins
    assert effects["same\tHolm\tLena Holm"].did == "joined 2 things"


def test_different_takes_a_thing_of_one_document_apart_with_its_mentions_and_claims() -> None:
    graph, effects = run("different\tAcme\tAcme Motors")
    assert facts(graph) >= {("acme-motors", "buys", "bolt"), ("acme", "partners_with", "bolt")}
    assert named(graph, "Acme") != named(graph, "Acme Motors")
    assert named(graph, "Acme Motors").joins == ()
    spots = {(m.text, m.entity) for m in graph.mentions if m.text.startswith("Acme")}
    assert spots == {("Acme", "acme"), ("Acme Motors", "acme-motors")}
    assert effects["different\tAcme\tAcme Motors"].applied


def test_different_over_documents_parts_what_a_third_name_had_joined() -> None:
    readings = (
        reading("a", "Delta and Delta Air.", [thing("Delta", "Delta Air")]),
        reading("b", "Delta Air and Delta Sea.", [thing("Delta Air", "Delta Sea")]),
    )
    assert named(run(readings=readings)[0], "Delta") == named(run(readings=readings)[0], "Delta Sea")
    graph, _ = run("different\tDelta\tDelta Sea", readings=readings)
    assert named(graph, "Delta") != named(graph, "Delta Sea")


def test_different_is_stronger_than_same_and_both_say_so() -> None:
    graph, effects = run("different\tBolt\tHolm", "same\tBolt\tBolt Works", "same\tBolt Works\tHolm")
    assert named(graph, "Bolt") == named(graph, "Bolt Works") != named(graph, "Holm")
    refused = effects["same\tBolt Works\tHolm"]
    assert not refused.applied
    assert "different by decision" in refused.did


def test_reject_takes_out_the_claim_in_any_direction_of_a_symmetric_relation() -> None:
    graph, effects = run("reject\tbolt\tpartners with\tACME")
    assert ("acme-motors", "partners_with", "bolt") not in facts(graph)
    assert ("acme-motors", "buys", "bolt") in facts(graph)
    assert effects["reject\tbolt\tpartners_with\tACME"].did == "took out 1 claim"


def test_reject_with_a_status_leaves_the_others() -> None:
    assert facts(run("reject\tAcme\t*\tBolt\tnegated")[0]) == facts(run()[0])
    assert len(facts(run("reject\tAcme\t*\tBolt")[0])) == len(facts(run()[0])) - 2


def test_rename_keeps_the_id_and_the_old_name_and_is_found_by_the_new_one() -> None:
    graph, effects = run("rename\tAcme Motors\tAcme Cars", "retype\tAcme Cars\tOrganization")
    entity = named(graph, "Acme Cars")
    assert (entity.id, entity.label, entity.class_) == ("acme-motors", "Acme Cars", "Organization")
    assert entity.aliases == ("Acme", "Acme Motors")
    assert all(e.applied for e in effects.values())


def test_retype_decides_what_may_be_said_of_the_thing() -> None:
    assert ("bolt-works", "buys", "lynx") in facts(run("retype\tLynx\tProduct")[0])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("same\tNobody\tBolt", 'there is no "Nobody"'),
        ("different\tNobody\tBolt", 'there is no "Nobody"'),
        ("reject\tBolt\tbuys\tNobody", "there is no such claim"),
        ("rename\tNobody\tBolt", 'there is no "Nobody"'),
        ("retype\tNobody\tCompany", 'there is no "Nobody"'),
    ],
)
def test_a_decision_that_fits_nothing_says_so_and_changes_nothing(row: str, why: str) -> None:
    graph, effects = run(row)
    assert graph == run()[0]
    (effect,) = effects.values()
    assert not effect.applied
    assert effect.did == f"fits nothing: {why}"


def test_two_renames_of_one_thing_contradict_and_none_is_applied() -> None:
    graph, effects = run("rename\tBolt\tNut", "rename\tbolt\tScrew")
    assert named(graph, "Bolt").label == "Bolt"
    assert {e.applied for e in effects.values()} == {False}


def test_homonyms_are_told_apart_by_their_id() -> None:
    readings = (
        reading("a", "Lux here.", [thing("Lux", class_="Person")]),
        reading("b", "Lux there.", [thing("Lux", class_="Company")]),
    )
    _, effects = run("rename\tLux\tLux Corp", readings=readings)
    ((_, effect),) = effects.items()
    assert "ent:lux, ent:lux-person" in effect.did
    graph, _ = run("rename\tent:lux\tLux Corp", readings=readings)
    assert named(graph, "Lux Corp").class_ == "Company"


def test_rows_in_any_order_give_an_equal_graph_and_equal_effects() -> None:
    rows = ("same\tHolm\tLena Holm", "different\tAcme\tAcme Motors", "rename\tBolt\tNut", "same\tBolt\tBolt Works")
    first = run(*rows)
    for order in permutations(rows):
        for readings in (READINGS, READINGS[::-1]):
            assert run(*order, readings=readings) == first


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("smae\ta\tb", "KG901"),
        ("same a b", "KG901"),
        ("same\ta", "KG902"),
        ("same\ta\tb\tc", "KG902"),
        ("reject\ta\tbuys", "KG902"),
        ("reject\ta\t\tb", "KG902"),
        ("same\ta\ta", "KG903"),
        ("reject\ta\tbuys\tb\tcertain", "KG904"),
        ("retype\ta\tCompny", "KG905"),
    ],
)
def test_a_bad_row_is_an_error_with_file_and_line_and_the_others_count(row: str, code: str) -> None:
    rows, errors = read_rows(f"# comment\nrename\ta\tb\n{row}\n\n", "my.tsv", ONTOLOGY)
    assert rows == (Decision("rename", ("a", "b")),)
    (error,) = errors
    assert str(error).startswith("my.tsv:3: ")
    assert error.code == code


def test_a_new_decision_replaces_what_it_contradicts_and_keeps_comments() -> None:
    text = amend("# mine\nsame\ta\tb\nrename\tx\ty\nnonsense\n", decision(["different", "b", "a"]))
    assert text == "# mine\nrename\tx\ty\nnonsense\ndifferent\ta\tb\n"
    assert amend(text, decision(["rename", "y", "z"])) == "# mine\nnonsense\ndifferent\ta\tb\nrename\tx\tz\n"
    assert amend(text, decision(["rename", "x", "y"]), undo=True) == "# mine\nnonsense\ndifferent\ta\tb\n"


def test_a_decision_given_in_words_that_is_none_says_why() -> None:
    with pytest.raises(InputError, match="KG902"):
        decision(["rename", "a"])

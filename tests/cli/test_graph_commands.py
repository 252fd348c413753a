"""explain and diff, on the small graph made by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.rdf.write import write_turtle
from tests.builds import Ran
from tests.small_graph import graph, ontology  # noqa: F401  (fixtures)

Kg = Callable[..., Ran]


@pytest.fixture
def turtle(tmp_path: Path, graph: KnowledgeGraph, ontology: Ontology) -> Path:  # noqa: F811
    path = tmp_path / "graph.ttl"
    with path.open("w", encoding="utf8", newline="\n") as stream:
        write_turtle(graph, ontology, stream)
    return path


def test_explain_shows_the_sentence_and_where_it_stands(kg: Kg, turtle: Path) -> None:
    ran = kg("explain", turtle, "Acme", "partners_with", "Bolt")
    assert ran.code == 0
    assert "“Acme teamed up with Bolt in Strelsau on 5 June 2019.”" in ran.out
    assert "acme-news" in ran.out


def test_explain_of_one_name_shows_it_at_both_ends(kg: Kg, turtle: Path) -> None:
    ran = kg("explain", turtle, "acme")
    assert "Acme partners with Bolt" in ran.out
    assert "Ruritania bans Acme" in ran.out


def test_explain_says_the_status_of_what_is_not_asserted(kg: Kg, turtle: Path) -> None:
    ran = kg("explain", turtle, "Ruritania", "bans", "Acme")
    assert "Ruritania bans Acme (negated)" in ran.out


def test_explain_as_json_is_one_value_a_line(kg: Kg, turtle: Path) -> None:
    rows = [json.loads(line) for line in kg("explain", turtle, "--relation", "bans", "-f", "json").out.splitlines()]
    assert {row["relation"] for row in rows} == {"bans"}


def test_explain_of_an_unknown_name_answers_no_and_names_the_nearest(kg: Kg, turtle: Path) -> None:
    ran = kg("explain", turtle, "Akme")
    assert (ran.code, ran.out) == (1, "")
    assert "there is Acme" in ran.err


def test_explain_of_a_misspelt_relation_names_the_nearest(kg: Kg, turtle: Path) -> None:
    assert "there is partners_with" in kg("explain", turtle, "Acme", "partners_wth", "Bolt").err
    assert "kg why-not" in kg("explain", turtle, "Acme", "sues", "Bolt").err


def test_a_day_that_no_calendar_has_is_no_date(kg: Kg, turtle: Path) -> None:
    ran = kg("query", turtle, "-n", "new-since", "-p", "since=2024-13-01")
    assert (ran.code, ran.out) == (2, "")
    assert "'2024-13-01' is no date" in ran.err


def test_a_graph_equals_itself(kg: Kg, turtle: Path) -> None:
    ran = kg("diff", turtle, turtle)
    assert (ran.code, ran.out) == (0, "no difference\n")


def test_diff_says_what_was_lost(kg: Kg, turtle: Path, graph: KnowledgeGraph, ontology: Ontology) -> None:  # noqa: F811
    less = turtle.with_name("less.ttl")
    with less.open("w", encoding="utf8", newline="\n") as stream:
        write_turtle(replace(graph, claims=tuple(c for c in graph.claims if c.relation != "bans")), ontology, stream)
    ran = kg("diff", turtle, less)
    assert ran.code == 1
    assert "- Ruritania bans Acme\n" in ran.out
    assert "+ Ruritania bans Acme\n" in kg("diff", less, turtle).out


@pytest.mark.parametrize("command", [["explain", "no-such", "x"], ["diff", "no-such", "no-such"]])
def test_a_missing_graph_is_one_line_and_code_2(kg: Kg, command: list[str]) -> None:
    ran = kg(*command)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "[KG507]" in ran.err


BANS = "SELECT ?who ?whom WHERE { ?who rel:bans ?whom }"


def test_a_query_prints_a_table(kg: Kg, turtle: Path) -> None:
    ran = kg("query", turtle, BANS)
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[0].split() == ["who", "whom"]
    assert ran.err == "1 row\n"


def test_a_query_writes_the_standard_formats(kg: Kg, turtle: Path, tmp_path: Path) -> None:
    assert kg("query", turtle, BANS, "--format", "json", "-o", tmp_path / "a.json").out == ""
    answer = json.loads((tmp_path / "a.json").read_text(encoding="utf8"))
    assert answer["head"]["vars"] == ["who", "whom"]
    assert kg("query", turtle, BANS, "--format", "csv").out.startswith("who,whom\r\n")


@pytest.mark.parametrize(
    ("sparql", "code"),
    [
        ("ASK { ?s rel:bans ?o }", 0),
        ("ASK { ?s rel:no_such_relation ?o }", 1),
        ("SELECT * { ?s rel:no_such_relation ?o }", 1),
        ("this is not SPARQL", 2),
    ],
)
def test_the_exit_code_of_a_query_is_its_answer(kg: Kg, turtle: Path, sparql: str, code: int) -> None:
    assert kg("query", turtle, sparql).code == code


def test_a_fault_in_a_query_is_shown_with_its_place(kg: Kg, turtle: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT * {\n  ?s rel:bans ?o\n  FILTR(?o = 1)\n}\n", encoding="utf8")
    ran = kg("query", turtle, "-f", tmp_path / "q.rq")
    first, *shown = ran.err.splitlines()
    assert first == (
        f"{tmp_path / 'q.rq'}:3: not SPARQL, line 3, column 3: 'FILTR' cannot stand here, did you mean FILTER? [KG401]"
    )
    assert shown == ["    FILTR(?o = 1)", "    ^"]


def test_a_name_that_the_graph_does_not_have_is_answered_with_the_nearest(kg: Kg, turtle: Path) -> None:
    ran = kg("query", turtle, "SELECT * { ?s rel:partner_with ?o }")
    assert ran.code == 1
    assert "no such relation partner_with in this graph or its ontology; did you mean partners_with?" in ran.err
    assert kg("query", turtle, "SELECT * { ?s rel:partner_with ?o }", "-q").err == ""
    assert "near: Acme" in kg("query", turtle, "-n", "about", "-p", "who=Amce").err


def test_a_misspelt_focus_is_answered_with_the_nearest(kg: Kg, turtle: Path, tmp_path: Path) -> None:
    for output in ("page.html", "picture.svg"):
        ran = kg("render", turtle, "-o", tmp_path / output, "--focus", "Carol Dan")
        assert ran.code == 2
        assert "nothing in the graph is called 'Carol Dan', did you mean Carol Dane? [KG542]" in ran.err
        assert not (tmp_path / output).exists()
    assert "search names with kg query -n search" in kg("render", turtle, "-o", tmp_path / "x.html", "--focus", "Zzz").err
    assert kg("render", turtle, "-o", tmp_path / "page.html", "--focus", " carol  dane").code == 0


def test_long_cells_are_cut_off_a_terminal_and_whole_in_csv(kg: Kg, turtle: Path) -> None:
    sparql = f"SELECT ?a ?b {{ BIND('{'word ' * 40}' AS ?a) BIND('end' AS ?b) }}"
    ran = kg("query", turtle, sparql)
    assert max(map(len, ran.out.splitlines())) < 90
    assert "…  end" in ran.out
    assert "long cells are cut" in ran.err
    assert "word " * 40 in kg("query", turtle, sparql, "--format", "csv").out


def test_an_answer_that_is_empty_or_cut_says_so(kg: Kg, turtle: Path) -> None:
    assert "no document has a date on or after it" in kg("query", turtle, "-n", "new-since", "-p", "since=2030").err
    ran = kg("query", turtle, "-n", "about", "-p", "who=Acme", "-p", "limit=1")
    assert "there is more: --param limit=N sets another limit\n" in ran.err
    for limit in ([], ["-p", "limit=9"]):
        assert "there is more" not in kg("query", turtle, "-n", "about", "-p", "who=Acme", *limit).err


def test_a_query_from_a_file(kg: Kg, turtle: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(BANS, encoding="utf8")
    assert kg("query", turtle, "-f", tmp_path / "q.rq").code == 0


def test_a_query_that_would_ask_the_network_is_refused(kg: Kg, turtle: Path) -> None:
    ran = kg("query", turtle, "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    assert ran.code == 2
    assert "network" in ran.err


def test_no_query_at_all_says_what_to_give(kg: Kg, turtle: Path) -> None:
    ran = kg("query", turtle)
    assert ran.code == 2
    assert "-n NAME" in ran.err


def test_a_parameter_without_a_value_is_refused(kg: Kg, turtle: Path) -> None:
    assert kg("query", turtle, BANS, "--param", "who").code == 2


def test_an_export_goes_by_the_ending_of_the_file(kg: Kg, turtle: Path, tmp_path: Path) -> None:
    ran = kg("export", turtle, "-o", tmp_path / "graph.nt")
    assert ran.code == 0, ran.err
    assert "<https://example.org/kg/entity/acme>" in (tmp_path / "graph.nt").read_text(encoding="utf8")


def test_an_export_is_printed_where_no_file_is_named(kg: Kg, turtle: Path) -> None:
    printed = kg("export", turtle, "-f", "ttl").out
    assert printed.count(" a rdf:Statement ;") == turtle.read_text(encoding="utf8").count(" a rdf:Statement ;") > 0


def test_an_export_of_more_than_one_file_is_a_folder(kg: Kg, turtle: Path, tmp_path: Path) -> None:
    assert kg("export", turtle, "-f", "csv", "-o", tmp_path / "tables").code == 0
    assert sorted(p.name for p in (tmp_path / "tables").iterdir()) == ["edges.csv", "nodes.csv"]
    assert kg("export", turtle, "-f", "csv").code == 2


@pytest.mark.parametrize("flags", [["-f", "no-such-format"], ["-o", "graph.xyz"], []])
def test_an_unknown_format_names_those_there_are(kg: Kg, turtle: Path, flags: list[str]) -> None:
    ran = kg("export", turtle, *flags)
    assert ran.code == 2
    assert "graphml" in ran.err


def test_a_graph_conforms_to_the_shapes(kg: Kg, turtle: Path) -> None:
    ran = kg("validate", turtle)
    assert (ran.code, ran.out) == (0, ""), ran.out


def test_a_graph_without_quotes_does_not_conform(kg: Kg, turtle: Path) -> None:
    text = turtle.read_text(encoding="utf8")
    turtle.write_text("".join(line for line in text.splitlines(True) if "oa:exact" not in line), encoding="utf8")
    ran = kg("validate", turtle)
    assert ran.code == 1
    assert "Violation: " in ran.out


def test_a_build_drawn_again_is_the_same_page_with_the_whole_texts(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Norvia bought Dalmont in May.\n\nIt rained all day in the valley.\n", encoding="utf8")
    assert kg("build", tmp_path / "in", "-o", tmp_path / "out", "-q").code == 0
    assert kg("render", tmp_path / "out", "-o", tmp_path / "again.html").code == 0
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "out" / "graph.html").read_bytes()

    alone = tmp_path / "graph.ttl"
    alone.write_bytes((tmp_path / "out" / "graph.ttl").read_bytes())
    assert kg("render", alone, "-o", tmp_path / "alone.html").code == 0  # no texts beside it: drawn from the quotes

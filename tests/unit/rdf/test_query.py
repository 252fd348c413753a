"""SPARQL, result formats, parameters."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from kg.errors import QueryError
from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.rdf.query import ask, open_graph, query
from kg.rdf.questions import bind, questions, read_question
from kg.rdf.write import write_turtle

ONTOLOGY = Path(__file__).parents[3] / "ontology"
ENT = "https://example.org/kg/entity/"
ARGUMENTS = {"who": "Acme", "from": "acme", "to": "BOLT", "doc": "bolt-says", "words": "BANNED"}


@pytest.fixture
def store(graph: KnowledgeGraph, ontology: Ontology, tmp_path: Path) -> Any:
    path = tmp_path / "graph.ttl"
    with path.open("w", encoding="utf8") as stream:
        write_turtle(graph, ontology, stream)
    return open_graph(path)


def rows(store: Any, name: str, **params: str) -> list[tuple[str | None, ...]]:
    result = ask(store, name, params, folders=[ONTOLOGY])
    return [tuple(record.values()) for record in result.records]


def test_prefixes_need_not_be_written(store: Any) -> None:
    assert query(store, "ASK { ent:acme rel:partners_with ent:bolt }").truth is True
    assert query(store, "ASK { ent:acme rel:buys ent:cogworks }").truth is False


def test_the_columns_of_select_star_stand_as_in_the_query(store: Any) -> None:
    result = query(store, "SELECT DISTINCT * { ?whom ^rel:bans ?by . OPTIONAL { ?by rel:no_such ?a } }")
    assert result.columns == ("whom", "by", "a")
    assert [str(t) for t in result.rows[0][:2] if t] == [f"{ENT}acme", f"{ENT}ruritania"]
    assert query(store, "SELECT ?b ?a { ?a rel:bans ?b }").columns == ("b", "a")
    assert query(store, "SELECT (STR(?b) AS ?a) ?b { ?c rel:bans ?b { SELECT * { ?c ?p ?b } } }").columns == ("a", "b")


def test_a_fault_in_the_query_names_its_line(store: Any) -> None:
    with pytest.raises(QueryError, match=r"not SPARQL.*KG401"):
        query(store, "SELECT * WHERE {\n ?s ?p }")


@pytest.mark.parametrize("word", ["SERVICE", "service", "Service SILENT"])
def test_the_network_is_never_asked(store: Any, word: str) -> None:
    with pytest.raises(QueryError, match="SERVICE would ask the network"):
        query(store, f"SELECT * {{ {word} <http://x.example/> {{ ?s ?p ?o }} }}")


@pytest.mark.parametrize("harmless", ['"a SERVICE"', "'service'", "<http://service/>", '"""x " SERVICE"""'])
def test_the_word_service_in_a_value_is_harmless(store: Any, harmless: str) -> None:
    assert not query(store, f"SELECT * {{ ?service rdfs:label {harmless} }} # SERVICE <x>")


@pytest.mark.parametrize("name", [q.name for q in questions([ONTOLOGY])])
def test_a_ready_question_runs_as_it_stands_and_with_its_parameters(store: Any, name: str) -> None:
    question = next(q for q in questions([ONTOLOGY]) if q.name == name)
    needed = {p.name: ARGUMENTS[p.name] for p in question.params if not p.optional and p.default is None}

    query(store, question.sparql)
    ask(store, name, needed, folders=[ONTOLOGY])

    assert question.title.endswith("?")
    assert question.about


def test_rdflib_reads_every_ready_question() -> None:
    from rdflib.plugins.sparql import prepareQuery

    for question in questions([ONTOLOGY]):
        prepareQuery(question.sparql)


def test_names_match_label_alias_or_id_whatever_their_case(store: Any) -> None:
    for name in ("acme", "ACME WORKS", "Acme", "<https://example.org/kg/entity/acme>"):
        assert len(rows(store, "about", who=name)) == 9


def test_an_unknown_name_is_reported_with_near_ones(store: Any) -> None:
    with pytest.raises(QueryError, match=r"nothing in the graph is called 'Acne' \(entity\), near: Dane, Acme"):
        ask(store, "about", {"who": "Acne"}, folders=[ONTOLOGY])


@pytest.mark.parametrize("hostile", ['x" } . DROP ALL', "x> } UNION { ?s ?p ?o", "\\", "}\nVALUES ?who { <x>"])
def test_a_value_is_never_read_as_sparql(store: Any, hostile: str) -> None:
    with pytest.raises(QueryError, match="nothing in the graph is called"):
        ask(store, "about", {"who": hostile}, folders=[ONTOLOGY])
    assert rows(store, "search", words=hostile) == []
    assert not query(store, "SELECT * { VALUES ?l { UNDEF } ?s rdfs:label ?l }", {"l": hostile})
    with pytest.raises(QueryError, match="is no IRI"):
        query(store, "SELECT * { VALUES ?s { UNDEF } ?s rdfs:label ?l }", {"s": f"<{hostile}>"})


def test_a_parameter_needs_its_place() -> None:
    with pytest.raises(QueryError, match=r"no VALUES \?who \{ \}"):
        bind("SELECT * { ?s ?p ?o }", {"who": "x"})


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("about", {}, "the question about needs who"),
        ("about", {"what": "x"}, "has no parameter 'what', it has who"),
        ("abuot", {}, "there is no question 'abuot', known: about"),
        ("told-by-many", {"n": "two"}, "'two' is no whole number"),
        ("new-since", {"since": "June"}, "'June' is no date"),
        ("about", {"who": "acme", "status": "sure"}, "'sure' is no status"),
    ],
)
def test_a_wrong_parameter_is_reported(store: Any, name: str, params: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        ask(store, name, params, folders=[ONTOLOGY])


def test_a_malformed_head_is_reported_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.rq"
    path.write_text("# title: X?\n# param who: animal: the beast\nASK {}\n", encoding="utf8")

    with pytest.raises(QueryError, match=r"x\.rq:2: not a parameter"):
        read_question(path)


# --------------------------------------------------------------------------- what the questions answer


def test_who_banned_whom_shows_both_the_ban_and_its_denial(store: Any) -> None:
    assert rows(store, "who-banned-whom") == [
        ("Ruritania", "bans", "Acme", "asserted", "2019-06", "Ruritania has banned Acme.", "acme-news"),
        ("Ruritania", "bans", "Acme", "negated", None, "Ruritania has not banned Acme.", "bolt-says"),
    ]
    assert len(rows(store, "who-banned-whom", status="negated", whom="acme works")) == 1


def test_a_contradiction_has_a_sentence_for_each_side(store: Any) -> None:
    assert rows(store, "contradictions") == [
        (
            "Ruritania",
            "bans",
            "Acme",
            "Ruritania has banned Acme.",
            "acme-news",
            "Ruritania has not banned Acme.",
            "bolt-says",
        )
    ]


def test_told_by_many_counts_documents(store: Any) -> None:
    assert {row[:4] for row in rows(store, "told-by-many")} == {("2", "Acme", "partners_with", "Bolt")}
    assert rows(store, "told-by-many", n="3") == []


def test_who_says_names_the_speaker(store: Any) -> None:
    said = ("attributed", "Bolt works with Acme, said Carol Dane.", "bolt-says")
    answer = [("Carol Dane", "Acme", "partners_with", "Bolt", *said)]

    assert rows(store, "who-says") == answer
    assert rows(store, "who-says", who="Dane", about="Bolt") == answer
    assert rows(store, "who-says", who="Bolt") == []


def test_a_path_goes_either_way_round(store: Any) -> None:
    answer = rows(store, "path", **{"from": "Ruritania", "to": "Bolt"})

    assert [row[:2] for row in answer] == [("2", "Ruritania bans Acme; Acme partners_with Bolt")]
    assert answer[0][2] == "Ruritania has banned Acme. [acme-news]"


def test_planned_leaves_out_what_is_done(store: Any) -> None:
    assert [row[:3] for row in rows(store, "planned")] == [("Acme", "buys", "Cogworks")]


def test_roles_timeline_documents_and_places_answer(store: Any) -> None:
    assert [row[:3] for row in rows(store, "roles", where="Acme")] == [("Carol Dane", "leads", "Acme")]
    assert [row[0] for row in rows(store, "timeline", who="Ruritania")] == ["2019-06", "2019-06 (article)"]
    assert [row[:1] for row in rows(store, "documents")] == [("acme-news",), ("bolt-says",)]
    assert len(rows(store, "new-since", since="2019-06-02")) == 5
    assert len(rows(store, "from-document", doc="Acme and “Bolt”")) == 5
    assert rows(store, "most-connected")[0][:3] == ("4", "Acme", "Company")
    assert ("Acme", "Acme", "Acme Works", "short name", None) in rows(store, "names-of", who="acme")
    assert rows(store, "names-of", who="bolt") == [("Bolt", "Bolt", None, None, None)]


def test_an_answer_has_no_row_twice(store: Any) -> None:
    for question in questions([ONTOLOGY]):
        needed = {p.name: ARGUMENTS[p.name] for p in question.params if not p.optional and p.default is None}
        found = rows(store, question.name, **needed)
        assert len(found) == len(set(found)), question.name


def test_a_limit_bounds_what_a_question_looks_at(store: Any) -> None:
    assert len(rows(store, "things-of-class", limit="1", **{"class": "Company"})) == 1
    assert len(rows(store, "things-of-class", **{"class": "Company"})) == 2
    with pytest.raises(QueryError, match="'-1' is no whole number"):
        rows(store, "things-of-class", limit="-1")
    known = {q.name: q for q in questions([ONTOLOGY])}
    assert known["about"].more({"who": "Acme"}, 2000) == {"who": "Acme", "limit": "2001"}
    assert known["about"].more({"who": "Acme"}, 1999) is None
    assert known["from-document"].more({}, 9000) is None


def test_a_limit_without_its_place_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "x.rq"
    path.write_text("# title: X?\n# param limit: limit = 7: at most\nSELECT * { } LIMIT 70\n", encoding="utf8")
    with pytest.raises(QueryError, match=r"x\.rq: the query has no LIMIT 7 to put limit in"):
        read_question(path)


# --------------------------------------------------------------------------- formats

SELECT = "SELECT ?s ?o ?none { ?s rel:founded_on|skos:altLabel ?o } ORDER BY ?o"


def test_json_results_have_types_and_leave_out_what_is_not_bound(store: Any) -> None:
    answer = json.loads(query(store, SELECT).text("json"))

    assert set(answer["head"]["vars"]) == {"s", "o", "none"}
    assert answer["results"]["bindings"][0]["o"] == {
        "type": "literal",
        "value": "1999-04",
        "datatype": "http://www.w3.org/2001/XMLSchema#gYearMonth",
    }


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_rdflib_and_pyoxigraph_read_the_result_formats(store: Any, format: str) -> None:
    import pyoxigraph as ox
    from rdflib.query import Result as Answer

    text = query(store, SELECT).text(format)

    assert len(list(Answer.parse(io.BytesIO(text.encode()), format=format))) == 4
    if format != "csv":
        assert len(list(ox.parse_query_results(text.encode(), format=ox.QueryResultsFormat.from_extension(
            {"json": "srj", "xml": "srx", "tsv": "tsv"}[format])))) == 4  # fmt: skip


def test_csv_has_crlf_and_a_header(store: Any) -> None:
    text = query(store, SELECT).text("csv")

    assert text.endswith("\r\n")
    assert len(list(csv.reader(io.StringIO(text)))) == 5


def test_xml_is_well_formed_with_odd_characters(store: Any) -> None:
    ET.fromstring(query(store, 'SELECT ("<&\\u0001]]>" AS ?x) {}').text("xml"))


def test_ask_answers_in_every_format(store: Any) -> None:
    answer = query(store, "ASK {}")

    assert answer.text("table") == "yes\n"
    assert json.loads(answer.text("json"))["boolean"] is True
    assert "<boolean>true</boolean>" in answer.text("xml")


def test_triples_are_written_as_turtle_and_only_so(store: Any) -> None:
    answer = query(store, "CONSTRUCT WHERE { ?s rel:bans ?o }")

    assert answer.text("ttl").count(" .\n") == 1
    with pytest.raises(QueryError, match="the format xml does not hold this kind of answer"):
        answer.text("xml")
    with pytest.raises(QueryError, match="there is no result format 'yaml'"):
        answer.text("yaml")


def test_a_table_fits_its_width(store: Any) -> None:
    text = ask(store, "about", {"who": "acme"}, folders=[ONTOLOGY]).text(width=80)

    assert max(map(len, text.splitlines())) <= 80


def test_a_missing_or_broken_graph_is_reported_by_name(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("<a> <b> .", encoding="utf8")

    with pytest.raises(QueryError, match=r"none\.ttl: cannot be read"):
        open_graph(tmp_path / "none.ttl")
    with pytest.raises(QueryError, match=r"x\.ttl:1: not Turtle"):
        open_graph(tmp_path / "x.ttl")


def test_a_fault_on_the_last_line_of_many_is_told_with_its_line(tmp_path: Path) -> None:
    lines = [f"<http://a/{i}> <http://b> <http://c/{i % 7}> .\n" for i in range(5_000)]
    (tmp_path / "x.ttl").write_text("".join([*lines, "<http://a/x> <http://b c> <http://d> .\n"]), encoding="utf8")
    with pytest.raises(QueryError, match=r"x\.ttl:5001: not Turtle"):
        open_graph(tmp_path / "x.ttl")
    (tmp_path / "x.ttl").write_text("".join(lines), encoding="utf8")
    assert len(open_graph(tmp_path / "x.ttl")) == 5_000

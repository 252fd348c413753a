"""What is said of a query that is not SPARQL."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.config import BASE
from kg.rdf.syntax import fault, tokens
from kg.rdf.terms import prefixes

NAMES = prefixes(BASE)


def said(query: str) -> str:
    return str(fault(query, NAMES, "what the engine says")).removesuffix(" [KG401]")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELEC ?x", "line 1, column 1: 'SELEC' cannot stand here, did you mean SELECT?"),
        ("SELECT * { ?a rel:bans }", "column 24: '}' cannot stand here, expected a variable, name, text or number, '('"),
        ("SELECT * { ?a rel:bans ?b", "column 26: the query ends too early, expected '.', ';', ',', '}'"),
        ("SELECT * {\n\n ?a ?b ?c FILTR(?a) }", "line 3, column 11: 'FILTR' cannot stand here, did you mean FILTER?"),
        ("SELECT * { ?a relx:b ?c }", "column 15: there is no prefix relx:, did you mean rel:?"),
        ("SELECT * { ?a zzz:b ?c }", "there is no prefix zzz:, known: dcterms:, doc:, ent:"),
        ("PREFIX my: <x:y> SELECT * { ?a myy:b ?c }", "there is no prefix myy:, did you mean my:?"),
        ('SELECT * { ?a rel:bans "Bolt }', 'column 24: the text that begins here is not closed, end it with "'),
        ("SELECT * { ?a rel:bans '''Bolt }", "column 24: the text that begins here is not closed, end it with '''"),
        ("SELECT * { Acme rel:bans ?b }", "'Acme' cannot stand here, a name needs its prefix, like ent:acme"),
        ("SELECT * { ?a <bans> ?b }", "<bans> is no whole IRI"),
        ("SELECT ?a ?b { ?a a ?b } GROUP BY ?a", "a variable of SELECT is neither in GROUP BY nor in an aggregate"),
        ("SELECT * { { SELECT ?a ?b { ?a a ?b } GROUP BY ?a } }", "neither in GROUP BY nor in an aggregate"),
        ("SELECT * { ?a a ?b BIND(1 AS ?b) }", "?b has a value already where it is given one by AS"),
        ("SELECT (1 AS ?b) { ?a a ?b }", "?b has a value already where it is given one by AS"),
        ("SELECT * { ?a a ?b FILTER(?b > ) }", "')' cannot stand here, expected a variable, a value or an expression"),
        ("SELECT * { ?a a ?b } ORDER ?a", "'?a' cannot stand here, expected BY"),
        ("SELECT * { ?a a ?b } LIMIT ten", "'ten' cannot stand here, expected a number"),
        ("CLEAR ALL", "column 1: 'CLEAR' cannot stand here, expected SELECT, ASK, CONSTRUCT"),
        ("", "line 1, column 1: the query ends too early, expected SELECT"),
        ("# 'nothing\n", "the query ends too early"),
        ("SELECT * { ?ä rdfs:label 'ü', ü }", "column 31: 'ü' cannot stand here"),
    ],
)
def test_a_fault_is_said_with_its_place_and_what_could_stand_there(query: str, message: str) -> None:
    assert said(query).startswith("not SPARQL, line ")
    assert message in said(query)


def test_the_line_is_shown_with_a_caret_under_the_place() -> None:
    error = fault("SELECT *\n{ ?a rel:bans }\n", NAMES, "")
    assert error.excerpt == "  { ?a rel:bans }\n                ^"


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    text, caret = fault(f"SELECT * {{ {'?a a ?b . ' * 50} ?a ! {'?a a ?b . ' * 50}", NAMES, "").excerpt.split("\n")
    assert text.startswith("  …")
    assert text.endswith("…")
    assert len(text) < 110
    assert text[len(caret) - 1] == "?" or text[len(caret) - 1] == "!"


def test_a_query_that_would_ask_the_network_is_told_so_even_with_another_fault() -> None:
    for query in ("SELECT * { SERVICE <http://x.example/> { ?a ?b ?c } ", "SELECT * { service silent ?s {} } LIMIT x"):
        assert fault(query, NAMES, "").code == "KG403"


def test_a_very_long_query_is_answered_without_a_search() -> None:
    assert said("SELECT " + "?a " * 10_000) == "not SPARQL: what the engine says"


@given(st.text(st.sampled_from("?ab:<>\"'{}()#\\ \n.;,1@^|&=é")))
def test_tokens_never_fail_and_hold_all_but_blanks_and_comments(text: str) -> None:
    end = 0
    for token in tokens(text):
        between = text[end : token.start]
        assert not between.strip() or "#" in between
        assert text[token.start : token.end] == token.text
        end = token.end


@given(st.text(st.sampled_from("?ab:<>\"'{}()# \n.;,1SELECT*"), max_size=30))
def test_any_text_that_is_no_query_has_one_line_said_of_it(text: str) -> None:
    error = fault(text, NAMES, "what the engine says")
    assert "\n" not in str(error)
    assert error.excerpt.count("\n") == 1

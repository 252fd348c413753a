"""What is drawn and where, and the words of relations."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from kg.model import KnowledgeGraph
from kg.ontology import EntityClass, Ontology, Relation
from kg.render.choose import LEAVES, best_claims, choose, neighbours, steps, support
from kg.render.layout import beside, box, communities, layout
from kg.render.payload import Units
from kg.render.picture import picture
from kg.render.questions import below
from kg.render.wording import FAMILIES, family, inverse_label, participle
from tests.browser.invented import hostile, large, readable
from tests.browser.invented import ontology as invented_ontology
from tests.small_graph import graph, ontology

__all__ = ["graph", "ontology"]  # fixtures


@pytest.mark.parametrize(
    ("label", "inverse"),
    [
        ("bans", "banned by"), ("invests in", "invested in by"), ("president of", "has president"), ("based in", "based here"),
        ("leads", "led by"), ("develops", "developed by"), ("visits", "visited by"), ("supplies", "supplied by"), ("sells", "sold by"),
        ("criticizes", "criticized by"), ("opposes", "opposed by"), ("launches", "launched by"), ("is a", "examples"), ("withdraws from", "withdrawn from by"),
    ],
)  # fmt: skip
def test_a_relation_can_be_read_from_its_object(label: str, inverse: str) -> None:
    name = label.replace(" ", "_")
    assert inverse_label(name, Ontology("", {}, {name: Relation(name, label)}, {}, {})) == inverse


def test_symmetric_and_inverse_relations_use_the_ontologys_words(ontology: Ontology) -> None:
    assert inverse_label("partners_with", ontology) == "partners with"
    assert inverse_label("leads", ontology) == "led by"
    assert inverse_label("evacuate_from", ontology) == "evacuated from by"


def test_participles_double_the_last_letter_where_the_stress_is() -> None:
    words = {"ban": "banned", "admit": "admitted", "open": "opened", "rob": "robbed", "carry": "carried", "use": "used"}
    assert {verb: participle(verb) for verb in words} == words


def test_a_class_belongs_to_the_family_of_its_nearest_ancestor(ontology: Ontology) -> None:
    assert FAMILIES[family("Company", ontology)] == "Organisations"
    assert FAMILIES[family("City", ontology)] == "Places"
    assert FAMILIES[family("Unheard", ontology)] == "Groups & concepts"
    loop = Ontology("", {"A": EntityClass("A", "a", "B"), "B": EntityClass("B", "b", "A")}, {}, {}, {})
    assert FAMILIES[family("A", loop)] == "Groups & concepts"


def test_sub_relations_are_found_at_any_depth() -> None:
    relations = {n: Relation(n, n, parents=p) for n, p in (("a", ()), ("b", ("a",)), ("c", ("b",)), ("d", ()))}
    assert below(("a",), Ontology("", {}, relations, {}, {})) == {"a", "b", "c"}


def test_copies_of_an_article_support_once() -> None:
    graph = readable()
    claims, sources = support(graph)
    acme = [e.id for e in graph.entities].index("acme")
    signed = next(c for c in graph.claims if c.relation == "signs_agreement_with")
    assert len(signed.evidence) == 3
    assert sources[acme] == claims[acme] + 2  # one more for the agreement, one for the ban in two papers


def test_a_small_graph_is_drawn_whole_and_a_large_one_by_its_strongest(graph: KnowledgeGraph) -> None:
    assert len(choose(graph, support(graph), 300, None, 2)) == len(graph.entities)
    many = large(1500, 3000)
    drawn = choose(many, support(many), 300, None, 2)
    near = neighbours(many)
    assert 100 <= len(drawn) <= 150
    leaves = [i for i in drawn if len(near[i]) == 1]
    for hub in drawn:
        assert len([i for i in leaves if hub in near[i]]) <= LEAVES


def test_things_stand_apart_and_where_they_stood_before() -> None:
    graph = readable()
    drawn = choose(graph, support(graph), 300, unnamed=True)
    place = {i: k for k, i in enumerate(drawn)}
    ties = [(place[a], place[b]) for a, near in enumerate(neighbours(graph)) for b in near if a < b]
    boxes = [(60.0, 50.0)] * len(drawn)
    points = layout(len(drawn), ties, boxes)
    assert points == layout(len(drawn), ties, boxes)
    for (ax, ay), (bx, by) in combinations(points, 2):
        assert abs(ax - bx) >= 50 or abs(ay - by) >= 45


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_a_few_things_without_ties_can_be_laid_out(size: int) -> None:
    assert len(set(layout(size, [], [(60.0, 50.0)] * size))) == size
    assert communities(size, []) == list(range(size))


def test_hubs_get_room_for_their_label() -> None:
    fixed = steps([1, 2, 30], [0, 1, 2])
    assert fixed[2] == 12 or fixed[2] > 12
    small, hub = box("Acme", 1, 100, (3, 6, 12, 20)), box("Acme", 30, 100, (3, 6, 12, 20))
    assert hub[0] > small[0] and hub[1] > small[1]


def test_offsets_count_what_a_browser_counts() -> None:
    text = "a🙂b🙂"
    assert [Units(text)(i) for i in range(5)] == [0, 1, 3, 4, 6]
    assert Units("plain")(3) == 3


def test_a_picture_is_well_formed_names_things_and_tells_denials() -> None:
    from xml.etree import ElementTree

    svg = picture(readable(), invented_ontology())
    assert svg == picture(readable(), invented_ontology())
    root = ElementTree.fromstring(svg)
    words = [t.text for t in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Acme Works" in words and "Zubrowka" in words and any(w and w.startswith("not: ") for w in words)
    assert svg.count('class="negated"') == 4  # two denials, each a line and its bar
    assert "script" not in svg and "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_a_picture_of_hostile_names_is_well_formed() -> None:
    from xml.etree import ElementTree

    ElementTree.fromstring(picture(hostile(), invented_ontology(), top=200).encode())


def test_a_picture_of_nothing_is_a_picture() -> None:
    assert picture(KnowledgeGraph("https://example.org/kg/"), invented_ontology()).startswith("<svg")


def test_things_without_a_name_are_left_for_later_and_what_hangs_on_them_only() -> None:
    graph = readable()
    named = choose(graph, support(graph), 300)
    labels = {graph.entities[i].label for i in named}
    assert "Acme Works" in labels and "tube workers" not in labels and "Tube Act" not in labels
    more = {graph.entities[i].label for i in choose(graph, support(graph), 300, unnamed=True)} - labels
    assert more == {"tube workers", "Tube Act"}


def test_a_graph_in_which_nothing_has_a_name_is_drawn_all_the_same() -> None:
    graph = readable()
    nameless = replace(graph, entities=tuple(replace(e, label=e.label.lower(), named=False) for e in graph.entities))
    assert choose(nameless, support(nameless), 300) == choose(nameless, support(nameless), 300, unnamed=True)


def test_what_is_added_later_stands_beside_what_it_is_tied_to_and_apart_from_the_rest() -> None:
    points = [(0.0, 0.0), (300.0, 0.0), (0.0, 300.0)]
    boxes = [(90.0, 50.0)] * 7
    more = beside(points, [(0, 3), (3, 4), (1, 5)], boxes)
    assert more == beside(points, [(0, 3), (3, 4), (1, 5)], boxes) and len(more) == 4
    assert abs(more[0][0]) + abs(more[0][1]) < 260 and abs(more[2][0] - 300) + abs(more[2][1]) < 260
    for (ax, ay), (bx, by) in combinations(points + more, 2):
        assert abs(ax - bx) >= 90 or abs(ay - by) >= 50
    assert beside(points, [], boxes[:3]) == [] and len(beside([], [], boxes[:2])) == 2


def test_best_supported_are_claims_between_names_by_independent_articles_then_sentences() -> None:
    whole = readable()
    best = [(c.subject, c.relation, c.object) for c in best_claims(whole, 3)]
    # Three articles tell of the agreement and two of the ban; one of the three repeats another.
    assert set(best[:2]) == {("acme", "signs_agreement_with", "bolt"), ("zubrowka", "bans", "acme")}
    assert best[0][1] == "signs_agreement_with"
    alone = replace(whole, documents=tuple(replace(d, copy_of=None) for d in whole.documents))
    assert best_claims(alone, 1)[0].relation == "signs_agreement_with"
    unnamed = replace(whole, entities=tuple(replace(e, named=e.id != "bolt") for e in whole.entities))
    assert [c.relation for c in best_claims(unnamed, 1)] == ["bans"]
    assert all(c.status == "asserted" for c in best_claims(whole, 99))

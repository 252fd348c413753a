"""What something is to another is no kind of things: "rival", "main supplier"."""

from __future__ import annotations

import pytest

from kg.graph.relations import Reading, relate
from kg.model import Argument, Proposition
from kg.ontology import Ontology
from kg.paths import ontology_dir
from kg.rdf.vocabulary import load_ontology


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology([ontology_dir()])


def kind(noun: str, subject: str, object_: str, ontology: Ontology) -> bool:
    p = Proposition(
        Argument(0, 6, "Norvia", 0), "", "kind", Argument(10, 10 + len(noun), noun, 1), (7, 9), (0, 40), "copula.noun"
    )
    made = relate(p, subject, object_, ontology, subject_named=True, object_named=False)
    return isinstance(made, Reading) and made.relation == "instance_of"


@pytest.mark.parametrize("noun", ["rival", "main rival", "partner", "winner", "supplier", "biggest supplier", "former partner"])
@pytest.mark.parametrize("class_", ["Company", "Organization", "Country", "Thing"])
def test_a_relational_noun_is_no_kind(noun: str, class_: str, ontology: Ontology) -> None:
    assert not kind(noun, class_, "Person", ontology)
    assert not kind(noun, class_, "Company", ontology)


@pytest.mark.parametrize("noun", ["carmaker", "car parts supplier", "defence contractor", "mobile operator"])
def test_a_trade_is_a_kind(noun: str, ontology: Ontology) -> None:
    assert kind(noun, "Company", "Company", ontology)


@pytest.mark.parametrize("class_", ["Person", "Company", "Thing"])
def test_kin_is_no_kind_of_anybody(class_: str, ontology: Ontology) -> None:
    assert not kind("husband", class_, "Person", ontology)
    assert not kind("younger sister", class_, "Person", ontology)


def test_a_city_is_no_office(ontology: Ontology) -> None:
    assert not kind("office", "City", "Facility", ontology)

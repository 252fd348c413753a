"""The ontology folder as values."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.rdf.check import check_ontology
from kg.rdf.vocabulary import load_ontology

TERMS = """
@prefix kg: <https://example.org/kg/ontology#> .
@prefix rel: <https://example.org/kg/relation/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://example.org/kg/ontology> a owl:Ontology ; owl:versionInfo "7" .

kg:Organization a owl:Class ; rdfs:label "organization" .
kg:Company a owl:Class ; rdfs:label "company" ; rdfs:subClassOf kg:Organization, <https://schema.org/Corporation> .
kg:Country a owl:Class ; rdfs:label "country" .
kg:City a owl:Class ; rdfs:label "city" .

rel:owns a owl:ObjectProperty ; rdfs:label "owns" ; rdfs:comment "x" ;
    rdfs:domain kg:Organization, kg:Country ; rdfs:range [ owl:unionOf ( kg:Company kg:City ) ] ;
    owl:inverseOf rel:owned_by .
rel:owned_by a owl:ObjectProperty ; rdfs:label "owned by" ; rdfs:comment "x" .
rel:allied_with a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:label "allied with" ; rdfs:comment "x" ;
    rdfs:subPropertyOf rel:supports .
rel:supports a owl:ObjectProperty ; rdfs:label "supports" ; rdfs:comment "x" .
rel:took_place_on a owl:DatatypeProperty ; rdfs:label "took place on" ; rdfs:comment "x" .
"""
PLACES = """
@prefix kg: <https://example.org/kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix p: <https://example.org/kg/place/> .
@prefix wd: <http://www.wikidata.org/entity/> .
p:ruritania a kg:Country ; rdfs:label "Ruritania" ; owl:sameAs wd:Q9000001 ; kg:adjective "Ruritanian" ;
    kg:demonym "Ruritanian", "Ruritan" ; kg:capital p:strelsau ; skos:altLabel "Kingdom of Ruritania" .
p:strelsau a kg:City ; rdfs:label "Strelsau" ; owl:sameAs wd:Q9000002 .
"""
PHRASES = (
    "# how words reach relations\n"
    "phrase\tkind\trelation\tdirection\texample\n"
    "own\tverb\towns\tforward\tAcme owns Bolt.\n"
    "{Organization} of\tnoun\towns\tinverse\tBolt, a firm of Acme\n"
    "firm of\tnoun\tsupports\n"
)
NOUNS = "class\tnoun\nCompany\tfirm\nOrganization\tagency\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "ontology")


def write(folder: Path, **files: str) -> Path:
    (folder / "lexicon").mkdir(parents=True, exist_ok=True)
    texts = {"kg_ttl": TERMS, "places_ttl": PLACES, "phrases": PHRASES, "nouns": NOUNS, **files}
    (folder / "kg.ttl").write_text(texts["kg_ttl"], encoding="utf8")
    (folder / "places.ttl").write_text(texts["places_ttl"], encoding="utf8")
    (folder / "lexicon" / "relation-phrases.tsv").write_text(texts["phrases"], encoding="utf8")
    (folder / "lexicon" / "noun-classes.tsv").write_text(texts["nouns"], encoding="utf8")
    return folder


def test_classes_keep_the_parent_in_our_own_namespace(folder: Path) -> None:
    ontology = load_ontology([folder])

    assert ontology.classes["Company"].parent == "Organization"
    assert ontology.classes["Organization"].parent is None
    assert ontology.version == "7"


def test_a_domain_may_be_several_values_or_a_union(folder: Path) -> None:
    owns = load_ontology([folder]).relations["owns"]

    assert (owns.domain, owns.range) == (("Organization", "Country"), ("Company", "City"))


def test_an_inverse_holds_both_ways(folder: Path) -> None:
    relations = load_ontology([folder]).relations

    assert relations["owned_by"].inverse == "owns"
    assert relations["allied_with"].symmetric
    assert relations["allied_with"].parents == ("supports",)
    assert relations["took_place_on"].literal


def test_places_are_known_by_their_wikidata_id_and_capitals_by_their_country(folder: Path) -> None:
    places = load_ontology([folder]).places

    assert places["Q9000001"].capital == "Q9000002"
    assert places["Q9000002"].country == "Q9000001"
    assert places["Q9000001"].adjectives == ("Ruritanian",)
    assert places["Q9000001"].demonyms == ("Ruritanian", "Ruritan")
    assert places["Q9000001"].names == ("Kingdom of Ruritania",)


def test_a_slot_is_filled_with_the_nouns_of_the_class_and_its_sub_classes(folder: Path) -> None:
    phrases = load_ontology([folder]).phrases

    assert phrases["noun", "agency of"].relation == "owns"
    assert phrases["noun", "agency of"].inverse


def test_a_phrase_written_out_beats_one_from_a_slot(folder: Path) -> None:
    assert load_ontology([folder]).phrases["noun", "firm of"].relation == "supports"


def test_a_later_folder_layers_over_an_earlier_one(folder: Path, tmp_path: Path) -> None:
    phrases = "phrase\tkind\trelation\tdirection\nown\tverb\tsupports\tinverse\n"
    second = write(tmp_path / "mine", kg_ttl=TERMS.replace('"company"', '"firm"'), phrases=phrases)

    ontology = load_ontology([folder, second])

    assert ontology.phrases["verb", "own"].relation == "supports"
    assert ontology.phrases["noun", "agency of"].relation == "owns"
    assert ontology.classes["Company"].label == "firm"


def test_the_digest_follows_every_file(folder: Path) -> None:
    before = load_ontology([folder]).digest
    (folder / "lexicon" / "noun-classes.tsv").write_text(NOUNS + "City\ttown\n", encoding="utf8")

    assert load_ontology([folder]).digest != before


def test_broken_turtle_is_reported_with_its_line(folder: Path) -> None:
    write(folder, kg_ttl=TERMS.replace("kg:City a owl:Class ;", "kg:City a owl:Class ; ;;("))

    with pytest.raises(OntologyError, match=r"kg\.ttl:13: not Turtle.*KG302"):
        load_ontology([folder])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("own\tverb\towns\tsideways\n", r"relation-phrases\.tsv:6: the direction is 'sideways'"),
        ("own\tverb\towns\tforward\te\tmore\n", r"relation-phrases\.tsv:6: 6 cells, but the table has 5 columns"),
        ("own\t\towns\n", r"relation-phrases\.tsv:6: the column kind is empty"),
        ("{Planet} of\tnoun\towns\n", r"relation-phrases\.tsv:6: the slot \{Planet\} names no class"),
    ],
)
def test_a_malformed_row_is_reported_with_its_line(folder: Path, row: str, message: str) -> None:
    write(folder, phrases=PHRASES + row)

    with pytest.raises(OntologyError, match=message):
        load_ontology([folder])


def test_a_missing_folder_is_reported_by_name(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="nowhere: there is no such ontology folder"):
        load_ontology([tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"phrases": PHRASES + "sell\tverb\tsells\t\tAcme sells bolts.\n"}, ":6: sells is no relation of the ontology"),
        ({"phrases": PHRASES + "own\tverb\towns\t\tx\n"}, ":6: 'verb / own / owns' is there already, at line 3"),
        ({}, ":5: the phrase 'firm of' has no example"),
        ({"phrases": PHRASES + "own\tadverb\towns\t\tx\n"}, ":6: the kind is 'adverb'"),
        ({"nouns": NOUNS + "Planet\tworld\n"}, "noun-classes.tsv:4: Planet is no class"),
        (
            {"kg_ttl": TERMS.replace("kg:Country ;", "kg:Planet ;")},
            "kg.ttl:15: the relation owns has the domain Planet",
        ),
        (
            {"kg_ttl": TERMS.replace("rel:supports .", "rel:likes .")},
            "allied_with is under likes, which is no relation",
        ),
    ],
)
def test_the_check_finds_each_fault_with_its_place(folder: Path, files: dict[str, str], message: str) -> None:
    write(folder, **files)

    problems = [str(p) for p in check_ontology([folder])]

    assert any(message in p for p in problems), problems

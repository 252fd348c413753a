"""Which things of different documents are one: pairs that must not join, and pairs that must."""

from __future__ import annotations

import pytest

from kg.config import Config
from kg.graph.resolve import resolve
from kg.model import Document, Reading, Thing
from kg.ontology import Ontology, Place

SUFFIXES = (
    ("Ministry", "GovernmentBody"), ("Assembly", "GovernmentBody"), ("Board", "Organization"), ("Bank", "Company"),
    ("Parliament", "GovernmentBody"), ("Station", "Facility"), ("Group", "Company"),
)  # fmt: skip
PLACES = {
    "Q419": Place("Q419", "Peru", "Country"),
    "Q114": Place("Q114", "Kenya", "Country"),
    "Q2868": Place("Q2868", "Lima", "City", country="Q419"),
}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology("test", {}, {}, PLACES, {}, {"class-suffixes": SUFFIXES, "class-nouns": (("astronaut", "Person"), ("official", "Person"))})


def thing(class_: str, *forms: str | tuple[str, int], nouns: tuple[str, ...] = (), known: str | None = None) -> Thing:
    names = tuple((f, 1) if isinstance(f, str) else f for f in forms)
    return Thing(names, True, ((class_, 3.0),), nouns, known=known)


def noun(class_: str, form: str, lemma: str) -> Thing:
    return Thing(((form, 1),), False, ((class_, 1.0),), (lemma,))


def one(ontology: Ontology, *documents: list[Thing]) -> bool:
    """Are the first things of all documents one entity?"""
    readings = [Reading(Document(f"d{n}", ""), (), tuple(things)) for n, things in enumerate(documents)]
    resolution = resolve(readings, ontology, Config())
    return len({resolution.entity_of(r.document.id, 0) for r in readings}) == 1


PERU, KENYA = thing("Country", ("Peru", 9), known="Q419"), thing("Country", ("Kenya", 9), known="Q114")

APART = {
    "events of two days": ([noun("Conflict", "June 7 attacks", "attack")], [noun("Conflict", "June 8 attacks", "attack")]),
    "two events of a day": ([noun("Conflict", "June 7 attacks", "attack")], [noun("Meeting", "June 7 talks", "talk")]),
    "goods of a day": ([noun("Product", "June 7 ships", "ship")], [noun("Product", "June 7 naval ships", "ship")]),
    "who suffered from it": ([noun("Conflict", "June 7 attacks", "attack")], [noun("Conflict", "response to June 7 attacks", "response")]),

    "parties of two spellings": ([thing("PoliticalParty", "Labor Party")], [thing("PoliticalParty", "Labour Party")]),

    "some people": ([noun("Group", "officials", "official")], [noun("Group", "officials", "official")]),
    "people that are counted": ([noun("Group", "Two Peruvians", "Peruvian")], [noun("Group", "two Peruvians", "Peruvian")]),
    "somebody": ([noun("Person", "54-year-old pilot", "pilot")], [noun("Person", "54-year-old pilot", "pilot")]),
    "an event": ([noun("Accident", "crash", "crash")], [noun("Accident", "crash", "crash")]),
    "bodies": ([noun("Organization", "Unions", "union")], [noun("Organization", "unions", "union")]),
    "the police of two places": ([noun("GovernmentBody", "police", "police")], [noun("GovernmentBody", "police", "police")]),
    "what was said": ([noun("CreativeWork", "statement", "statement")], [noun("CreativeWork", "statement", "statement")]),

    "a surname alone": ([thing("Person", "Holm")], [thing("Person", "Holm")]),
    "a surname and a full name": ([thing("Person", "Lena Holm")], [thing("Person", "Holm")]),
    "surnames that full names joined": ([thing("Person", "Lena Holm", "Holm")], [thing("Person", "Jonas Holm", "Holm")]),
    "firms of one short name": (
        [thing("Company", "Norvia Foods", "Norvia")],
        [thing("Company", "Norvia Bank", "Norvia")],
    ),
    "a short name alone where two firms have it": (
        [thing("Company", "Norvia Foods", "Norvia"), thing("Company", "Dalmont")],
        [thing("Company", "Norvia")],
        [thing("Company", "Norvia Bank", "Norvia")],
    ),
    "a first name": ([thing("Person", "Lena Holm", "Lena")], [thing("Person", "Lena Rask", "Lena")]),
    "two presidents of one surname": (
        [thing("Person", "Luis Mora", "Mora", nouns=("president",))],
        [thing("Person", "Ana Mora", "Mora", nouns=("president",))],
    ),
    "a president alone where two have the surname": (
        [thing("Person", "Mora", nouns=("president",)), thing("Person", "Luis Mora", nouns=("president",)),
         thing("Person", "Ana Mora", nouns=("president",))],
        [thing("Person", "Luis Mora", nouns=("president",))],
    ),
    "spokesmen of one surname": ([thing("Person", "Mora", nouns=("spokesman",))], [thing("Person", "Mora", nouns=("spokesman",))]),
    "a class noun": ([thing("GovernmentBody", "Ministry")], [thing("GovernmentBody", "Ministry")]),
    "a class noun that long names joined": (
        [thing("GovernmentBody", "Larkin Assembly", "Assembly")],
        [thing("GovernmentBody", "Orvan Assembly", "Assembly")],
    ),
    "parliaments of two countries": ([thing("GovernmentBody", "Parliament"), PERU], [thing("GovernmentBody", "Parliament"), KENYA]),
    "an abbreviation of two long forms": (
        [thing("Organization", "World Rowing Federation", "WRF")],
        [thing("Organization", "Western Rail Fund", "WRF")],
    ),
    "numbers": ([thing("Product", "Lynx 7")], [thing("Product", "Lynx 8")]),
    "a product with and without number": ([thing("Product", "Lynx")], [thing("Product", "Lynx 8")]),
    "a place and what is in it": ([thing("Facility", "Lima Station")], [thing("City", "Lima", known="Q2868")]),
    "a person and a firm": ([thing("Person", "Lena Holm")], [thing("Company", "Holm Group")]),
    "an organisation and its foundation": ([thing("Company", "Dalmont")], [thing("Organization", "Dalmont Foundation")]),
    "brothers with like names": ([thing("Person", ("Marius Lundberg", 9))], [thing("Person", ("Marias Lundgren", 1))]),
    "names that differ in two letters": ([thing("Company", ("Zephtelor Systems", 9))], [thing("Company", ("Zephtalar Systems", 1))]),
    "two spellings that are as frequent": ([thing("Person", ("Petra Lindqvist", 4))], [thing("Person", ("Petra Lindqwist", 4))]),
    "north and south": ([thing("Region", ("Northern Orvania", 9))], [thing("Region", ("Southern Orvania", 1))]),
    "a thing with a name and one without": (
        [thing("Technology", "Chips")],
        [Thing((("chips", 1),), False, (("Technology", 1.0),), ("chip",))],
    ),
}  # fmt: skip

TOGETHER = {
    "an event of a day": ([noun("Conflict", "June 7 attacks", "attack")], [noun("Conflict", "June 7 terror attacks", "attack")]),
    "a day in short": ([noun("Conflict", "Sept. 9 bombing", "bombing")], [noun("Conflict", "September 9 bombing", "bombing")]),
    "one event of a day and several": ([noun("Election", "May 4 vote", "vote")], [noun("Election", "May 4 votes", "vote")]),

    "the spelling of two countries": (
        [thing("Facility", "Larkin Trade Center")],
        [thing("Facility", "Larkin Trade Centre")],
    ),
    "a list with and without a comma": (
        [thing("Organization", "Mines, Roads and Rails Union")],
        [thing("Organization", "Mines Roads and Rails Union")],
    ),

    "people of a nation": ([noun("Group", "Peruvians", "peruvian")], [noun("Group", "Peruvians", "peruvian")]),
    "a kind of people": ([noun("Group", "astronaut", "astronaut")], [noun("Group", "astronaut", "astronaut")]),
    "a kind of bodies": ([noun("Organization", "militia", "militia")], [noun("Organization", "militia", "militia")]),
    "an event with its date": ([noun("Conflict", "June 7 attacks", "attack")], [noun("Conflict", "June 7 attacks", "attack")]),
    "what is no single event": ([noun("Conflict", "violence", "violence")], [noun("Conflict", "violence", "violence")]),
    "goods": ([noun("Product", "phones", "phone")], [noun("Product", "phones", "phone")]),

    "full names of people": ([thing("Person", "Lena Holm", "Holm")], [thing("Person", "Lena Holm")]),
    "case and hyphens": ([thing("Person", "Anne-Marie Holm")], [thing("Person", "Anne Marie Holm")]),
    "accents": ([thing("Person", "José Mora")], [thing("Person", "Jose Mora")]),
    "and": ([thing("Company", "Holm & Rask")], [thing("Company", "Holm and Rask")]),
    "full stops": ([thing("Company", "A.B. Marlow")], [thing("Company", "AB Marlow")]),
    "the article": ([thing("MediaOrganization", "The Orvan Herald")], [thing("MediaOrganization", "Orvan Herald")]),
    "one-word names of firms": ([thing("Company", "Norvia")], [thing("Company", "Norvia")]),
    "a firm that is typed otherwise elsewhere": ([thing("Company", "Norvia")], [thing("Organization", "Norvia")]),
    "a legal form that one document joined": (
        [thing("Company", "Norvia Inc.", "Norvia")],
        [thing("Company", "Norvia")],
    ),
    "two legal forms by the short name": (
        [thing("Company", "Norvia Inc.", "Norvia")],
        [thing("Company", "Norvia Corp", "Norvia")],
    ),
    "an abbreviation and its long form": (
        [thing("Organization", "World Rowing Federation", "WRF")],
        [thing("Organization", "WRF")],
    ),
    "a long form where the other has both": (
        [thing("Organization", "World Rowing Federation")],
        [thing("Organization", "World Rowing Federation", "WRF")],
    ),
    "places by id": ([thing("Country", "Peru", known="Q419")], [thing("Country", "Republic of Peru", known="Q419")]),
    "a president by title and surname": (
        [thing("Person", "Mora", nouns=("president",))],
        [thing("Person", "Luis Mora", "Mora", nouns=("president",))],
    ),
    "a president by title in both": (
        [thing("Person", "Mora", nouns=("president",))],
        [thing("Person", "Mora", nouns=("president",))],
    ),
    "the parliament of one country": (
        [thing("GovernmentBody", "Parliament"), PERU],
        [thing("GovernmentBody", "Parliament"), PERU],
    ),
    "a slip of the pen": ([thing("Person", ("Xi Bolanping", 6))], [thing("Person", ("Xi Bolangping", 1))]),
    "swapped letters": ([thing("Person", ("Petra Lindqvist", 6))], [thing("Person", ("Petra Lindqivst", 1))]),
    "a slip in a firm's name": (
        [thing("Company", ("Dalmont Zephtelor", 6))],
        [thing("Company", ("Dalmont Zephtelr", 1))],
    ),
    "products with equal numbers": ([thing("Product", "Lynx 8")], [thing("Product", "Lynx 8")]),
    "unnamed things of equal words": (
        [Thing((("mobile chips", 1),), False, (("Technology", 1.0),))],
        [Thing((("Mobile chips", 2),), False, (("Technology", 1.0),))],
    ),
    "class nouns with more words": (
        [thing("GovernmentBody", "Ministry of Roads")],
        [thing("GovernmentBody", "Ministry of Roads")],
    ),
}


@pytest.mark.parametrize("case", sorted(APART))
def test_things_that_must_stay_apart(case: str, ontology: Ontology) -> None:
    assert not one(ontology, *APART[case])


@pytest.mark.parametrize("case", sorted(TOGETHER))
def test_things_that_must_be_one(case: str, ontology: Ontology) -> None:
    assert one(ontology, *TOGETHER[case])


def test_the_label_of_a_person_is_the_full_name(ontology: Ontology) -> None:
    reading = Reading(Document("d", ""), (), (thing("Person", ("Holm", 9), "Lena Holm"),))
    (entity,) = resolve([reading], ontology, Config()).entities
    assert (entity.label, entity.aliases, entity.id) == ("Lena Holm", ("Holm",), "lena-holm")


def test_the_label_of_a_firm_is_the_full_name_unless_nearly_all_use_the_short_one(ontology: Ontology) -> None:
    join = ("Norvia", "Norvia Foods", "class noun added")

    def label(short: int) -> str:
        firm = Thing((("Norvia", short), ("Norvia Foods", 1)), True, (("Company", 3.0),), joins=(join,))
        return resolve([Reading(Document("d", ""), (), (firm,))], ontology, Config()).entities[0].label

    assert (label(3), label(30)) == ("Norvia Foods", "Norvia")


def test_a_class_noun_alone_is_no_label(ontology: Ontology) -> None:
    join = ("Assembly", "Larkin Assembly", "class noun alone")
    body = Thing((("Assembly", 9), ("Larkin Assembly", 1)), True, (("GovernmentBody", 3.0),), joins=(join,))
    (entity,) = resolve([Reading(Document("d", ""), (), (body,))], ontology, Config()).entities
    assert entity.label == "Larkin Assembly"


def test_a_short_name_goes_with_the_full_one_that_most_documents_have(ontology: Ontology) -> None:
    foods, bank = thing("Company", "Norvia Foods", "Norvia"), thing("Company", "Norvia Bank", "Norvia")
    readings = [Reading(Document(f"d{n}", ""), (), (t,)) for n, t in enumerate((foods, foods, bank, thing("Company", "Norvia")))]
    entity = [resolve(readings, ontology, Config()).entity_of(f"d{n}", 0) for n in range(4)]
    assert entity[0] == entity[1] == entity[3] != entity[2]


def test_the_class_is_the_strongest_over_all_documents(ontology: Ontology) -> None:
    readings = [
        Reading(Document(f"d{n}", ""), (), (thing(c, "Norvia"),))
        for n, c in enumerate(("Person", "Company", "Company"))
    ]
    classes = {e.label: e.class_ for e in resolve(readings[1:], ontology, Config()).entities}
    assert classes == {"Norvia": "Company"}


def test_places_link_to_wikidata(ontology: Ontology) -> None:
    (entity,) = resolve([Reading(Document("d", ""), (), (PERU,))], ontology, Config()).entities
    assert entity.same_as == ("http://www.wikidata.org/entity/Q419",)


def test_a_slip_that_joins_documents_is_told(ontology: Ontology) -> None:
    readings = [
        Reading(Document("a", ""), (), (thing("Person", ("Xi Bolanping", 6)),)),
        Reading(Document("b", ""), (), (thing("Person", "Xi Bolangping"),)),
    ]
    (entity,) = resolve(readings, ontology, Config()).entities
    assert [(j.name, j.other, j.rule) for j in entity.joins] == [("Xi Bolangping", "Xi Bolanping", "spelling")]

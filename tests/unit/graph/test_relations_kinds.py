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


def verb(phrase: str, object_: str, class_: str, ontology: Ontology) -> str:
    """Return the relation that "Unions ``phrase`` ``object_``" is read as."""
    p = Proposition(
        Argument(0, 6, "Unions", 0), phrase, "verb", Argument(10, 10 + len(object_), object_, 1), (7, 9), (0, 40), "verb.object"
    )
    made = relate(p, "Group", class_, ontology, subject_named=False, object_named=False)
    return made.relation if isinstance(made, Reading) else ""


@pytest.mark.parametrize(
    ("phrase", "noun", "class_", "relation"),
    [
        ("fight", "long battle", "Conflict", "fight"),
        ("fight", "wage freeze", "Concept", "opposes"),
        ("battle", "harbour blaze", "Accident", "battle"),
        ("battle", "rebels", "Group", "in_conflict_with"),
        ("breach", "harbour fence", "Facility", "breach"),
        ("breach", "harbour law", "Law", "violates"),
    ],
)
def test_what_is_fought_or_broken_is_no_party_and_no_law(
    phrase: str, noun: str, class_: str, relation: str, ontology: Ontology
) -> None:
    assert verb(phrase, noun, class_, ontology) == relation


@pytest.mark.parametrize(
    ("phrase", "noun", "class_", "relation"),
    [
        ("blast", "old town", "City", "blast"),
        ("defend", "northern port", "Facility", "defend"),
        ("hail", "white cab", "Product", "hail"),
        ("kill", "farm bill", "Law", "kill"),
        ("kill", "two guards", "Group", "kills"),
        ("hit", "new high", "Concept", "hit"),
        ("hit", "profits", "Concept", "hits"),
        ("devastate", "grieving widow", "Person", "devastate"),
        ("devastate", "harbour", "Facility", "destroys"),
        ("set up", "wooden stall", "Facility", "set_up"),
        ("set up", "peace meeting", "Meeting", "set_up"),
        ("set up", "trade council", "Organization", "founded"),
        ("abandon", "rescue attempts", "Concept", "abandon"),
        ("abandon", "old town", "City", "leaves"),
        ("break out of", "old cycle", "Concept", "break_out_of"),
        ("break out of", "old jail", "Facility", "flees"),
        ("export", "factory jobs", "Concept", "export"),
        ("export", "radios", "Product", "sells"),
        ("sanction", "secret sale", "Event", "sanction"),
        ("sanction", "two banks", "Organization", "sanctions"),
    ],
)
def test_the_object_tells_which_sense_of_the_verb_is_meant(
    phrase: str, noun: str, class_: str, relation: str, ontology: Ontology
) -> None:
    assert verb(phrase, noun, class_, ontology) == relation


@pytest.mark.parametrize(("phrase", "relation"), [("blast", "criticizes"), ("defend", "supports"), ("hail", "praises")])
def test_of_a_person_the_common_sense_stays(phrase: str, relation: str, ontology: Ontology) -> None:
    assert read(phrase, "verb.object", "verb", "Person", "Person", "Lund", ontology, named=True) == relation


@pytest.mark.parametrize("phrase", ["surrender", "slash", "search", "interrogate", "resume", "promote", "bully", "torpedo", "raid"])
def test_a_verb_of_its_own_sense_is_not_read_as_another(phrase: str, ontology: Ontology) -> None:
    assert verb(phrase, "old ships", "Product", ontology) == phrase


def test_what_was_read_before_does_not_decide(ontology: Ontology) -> None:
    def dies(noun: str) -> str:
        p = Proposition(Argument(0, 6, "Lena H", 0), "die in", "verb", Argument(10, 10 + len(noun), noun, 1), (7, 9), (0, 40), "verb.prep")
        made = relate(p, "Person", "Concept", ontology, subject_named=True, object_named=False)
        return made.relation if isinstance(made, Reading) else ""

    assert [dies("line of duty"), dies("custody"), dies("line of duty")] == ["", "dies_in", ""]


def read(relation: str, rule: str, kind_: str, subject: str, object_: str, noun: str, ontology: Ontology, *, named: bool = False) -> str:
    """Return the relation between a named ``subject`` and ``noun``, "" for none."""
    p = Proposition(
        Argument(0, 6, "Norvia", 0), relation, kind_, Argument(10, 10 + len(noun), noun, 1), (7, 9), (0, 40), rule
    )
    made = relate(p, subject, object_, ontology, subject_named=True, object_named=named)
    return made.relation if isinstance(made, Reading) else ""


@pytest.mark.parametrize(
    ("noun", "class_", "named", "relation"),
    [
        ("drugs", "Product", False, ""),
        ("poverty", "Concept", False, ""),
        ("terrorism", "Conflict", False, ""),
        ("rebels", "Group", False, "attacks"),
        ("Kenya", "Country", True, "attacks"),
        ("Kyivor", "Thing", True, "attacks"),
    ],
)
def test_a_war_on_a_thing_attacks_nobody(noun: str, class_: str, named: bool, relation: str, ontology: Ontology) -> None:
    assert read("war on", "noun.deverbal", "noun", "Country", class_, noun, ontology, named=named) == relation
    assert read("declare war on", "verb.light", "verb", "Country", class_, noun, ontology, named=named) == relation


@pytest.mark.parametrize(
    ("subject", "noun", "class_", "named", "relation"),
    [
        ("Person", "Peru", "Country", True, "visits"),
        ("Team", "Lima", "City", True, "visits"),
        ("Person", "harbour school", "Facility", False, "visits"),
        ("Organization", "Peru", "Country", True, "go_to"),
        ("Event", "Lena Holm", "Person", True, "go_to"),
        ("Person", "Dalmont", "Company", True, "go_to"),
    ],
)
def test_what_goes_to_somebody_does_not_visit(
    subject: str, noun: str, class_: str, named: bool, relation: str, ontology: Ontology
) -> None:
    assert read("go to", "verb.prep", "verb", subject, class_, noun, ontology, named=named) == relation


@pytest.mark.parametrize(
    ("noun", "class_", "relation"),
    [("match", "Competition", ""), ("film prize", "Concept", ""), ("party nomination", "Concept", "runs_for"), ("election", "Election", "runs_for")],
)
def test_a_contender_runs_for_an_office(noun: str, class_: str, relation: str, ontology: Ontology) -> None:
    assert read("contender for", "noun.apposition.of", "appos", "Person", class_, noun, ontology) == relation


@pytest.mark.parametrize(
    ("role", "class_", "relation"),
    [("police chief", "Country", "holds_position_in"), ("leader", "Country", "leads"), ("union leader", "Organization", "leads")],
)
def test_who_leads_a_part_of_a_country_does_not_lead_it(role: str, class_: str, relation: str, ontology: Ontology) -> None:
    assert read(role, "noun.type.role", "role", "Person", class_, "Peru", ontology, named=True) == relation


def test_who_is_brought_to_a_place_is_brought_there(ontology: Ontology) -> None:
    assert read("be take to", "verb.prep", "verb", "Person", "Facility", "hospital", ontology) == "be_take_to"
    assert read("be take to", "verb.prep", "verb", "Person", "Concept", "heart", ontology) == ""
    assert read("be extend to", "verb.prep", "verb", "Concept", "Facility", "hospital", ontology) == ""


@pytest.mark.parametrize(
    ("phrase", "named", "relation"),
    [
        ("transfer missile to", True, "transfer_missile_to"),
        ("hand over suspect to", True, "hand_over_suspect_to"),
        ("transfer missile to", False, ""),
        ("add shop to", True, ""),
        ("transfer missile at", True, ""),
    ],
)
def test_what_is_handed_over_goes_to_somebody(phrase: str, named: bool, relation: str, ontology: Ontology) -> None:
    assert read(phrase, "verb.object.prep", "verb", "Country", "Country", "Peru", ontology, named=named) == relation


@pytest.mark.parametrize(
    ("phrase", "noun", "relation"),
    [
        ("plead guilty to", "fraud", "plead_guilty_to"),
        ("plead guilty to", "charges", ""),
        ("plead not guilty to", "fraud", "plead_not_guilty_to"),
        ("be convict of", "fraud", "be_convict_of"),
        ("be convict under", "harbour law", "be_convict_under"),
        ("be convict in", "harbour trial", ""),
    ],
)
def test_a_plea_and_a_verdict_need_no_name(phrase: str, noun: str, relation: str, ontology: Ontology) -> None:
    assert read(phrase, "verb.prep", "verb", "Person", "Concept", noun, ontology) == relation


@pytest.mark.parametrize(("class_", "relation"), [("GovernmentBody", "part_of"), ("Company", "owns"), ("Organization", "owns")])
def test_a_firm_does_not_own_its_committee(class_: str, relation: str, ontology: Ontology) -> None:
    assert read("committee", "noun.possessive", "possessive", "Company", class_, "Audit Committee", ontology, named=True) == relation


@pytest.mark.parametrize(
    ("phrase", "noun", "class_", "relation"),
    [
        ("die in", "line of duty", "Concept", "die_in"),
        ("die in", "custody", "Concept", "dies_in"),
        ("sponsor", "farm law", "Law", "sponsor"),
        ("sponsor", "harbour fair", "Event", "funds"),
    ],
)
def test_nobody_dies_in_a_phrase_and_nobody_pays_for_a_law(
    phrase: str, noun: str, class_: str, relation: str, ontology: Ontology
) -> None:
    assert verb(phrase, noun, class_, ontology) == relation


def test_a_bay_is_no_attack(ontology: Ontology) -> None:
    assert not kind("attack", "Region", "Conflict", ontology)

"""The shipped ontology: what the data must hold, whatever code reads it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kg.ontology import Ontology
from kg.paths import ontology_dir
from kg.rdf.check import check_ontology
from kg.rdf.vocabulary import load_ontology, read_table
from kg.text.lexicon import lexicon, noun_class

VOCABULARY = """
partners_with signs_agreement_with negotiates_with supports allied_with agrees_with funds invests_in
trades_with bans sanctions restricts opposes criticizes accuses warns threatens attacks kills injures
in_conflict_with competes_with rejects fines investigates violates arrests detains charges sues convicts
sentences extradites releases bribes asks_asylum_in owns acquires merges_with subsidiary_of part_of member_of
headquartered_in located_in capital_of based_in operates_in founded founder_of leads president_of
prime_minister_of chief_executive_of chief_financial_officer_of minister_of spokesperson_of holds_position_in
works_for employs hires appointed_by represents meets visits child_of spouse_of sibling_of relative_of born_in
lives_in studied_at dies_in citizen_of develops produces designs launches tests deploys installs uses
relies_on sells buys supplies provides based_on opens closes administers launched_in governs elects wins loses
runs_for votes_for approves proposes says announces reports asks praises denies quotes took_place_in
took_place_on participates_in organizes causes affects arrested_in instance_of
""".split()
SYMMETRIC = """
partners_with signs_agreement_with negotiates_with allied_with trades_with in_conflict_with competes_with
merges_with meets spouse_of sibling_of relative_of
""".split()
CLASSES = """
Person Organization Company GovernmentBody PoliticalParty MediaOrganization University Team Alliance Place
Country City Region Facility Product Technology CreativeWork Law Event Meeting Agreement Election Accident
Conflict Competition Group Concept Thing
""".split()


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology([ontology_dir()])


@pytest.fixture(scope="module")
def by_name(ontology: Ontology) -> dict[str, set[str]]:
    """Name, label or adjective -> ids of the places it may mean."""
    out: dict[str, set[str]] = {}
    for place in ontology.places.values():
        for form in (place.label, *place.names, *place.adjectives):
            out.setdefault(form, set()).add(place.id)
    return out


def test_the_shipped_ontology_has_no_fault() -> None:
    assert [str(p) for p in check_ontology([ontology_dir()])] == []


def test_every_relation_of_the_vocabulary_is_there(ontology: Ontology) -> None:
    assert [name for name in VOCABULARY if name not in ontology.relations] == []


def test_every_class_of_the_vocabulary_is_there(ontology: Ontology) -> None:
    assert [name for name in CLASSES if name not in ontology.classes] == []


def test_every_class_is_under_thing(ontology: Ontology) -> None:
    assert [name for name in ontology.classes if not ontology.is_a(name, "Thing")] == []


def test_relations_that_hold_both_ways_are_symmetric(ontology: Ontology) -> None:
    assert [name for name in SYMMETRIC if not ontology.relations[name].symmetric] == []


def test_a_symmetric_relation_has_the_same_domain_and_range(ontology: Ontology) -> None:
    # agreed terms may be a concept, so only classes of agents are compared
    wrong = [r.name for r in ontology.relations.values() if r.symmetric and set(r.domain) - set(r.range) - {"Concept"}]
    assert wrong == []


def test_inverses_point_at_each_other_or_are_shared(ontology: Ontology) -> None:
    wrong = [r.name for r in ontology.relations.values() if r.inverse and ontology.relations[r.inverse].inverse is None]
    assert wrong == []


@pytest.mark.parametrize(
    ("relation", "subject", "object_", "fits"),
    [
        ("bans", "Country", "Company", True),
        ("partners_with", "Company", "Company", True),
        ("president_of", "Person", "Country", True),
        ("president_of", "Company", "Country", False),
        ("located_in", "City", "Country", True),
        ("located_in", "City", "Person", False),
        ("spouse_of", "Person", "Company", False),
        ("kills", "Accident", "Group", True),
        ("dies_in", "Person", "City", True),
        ("launched_in", "Product", "Country", True),
        ("studied_at", "Person", "University", True),
        ("arrested_in", "Person", "City", True),
        ("attacks", "Country", "City", True),
    ],
)
def test_domain_and_range_keep_absurdities_out(
    ontology: Ontology, relation: str, subject: str, object_: str, fits: bool
) -> None:
    r = ontology.relations[relation]

    assert (ontology.fits(subject, r.domain) and ontology.fits(object_, r.range)) is fits


def test_took_place_on_takes_a_date(ontology: Ontology) -> None:
    assert ontology.relations["took_place_on"].literal


# --------------------------------------------------------------------------- phrases


def test_every_phrase_has_a_relation_and_an_example(ontology: Ontology) -> None:
    rows = [row for rows in ontology.senses.values() for row in rows]

    assert len(rows) > 1200
    assert [row.phrase for row in rows if row.relation not in ontology.relations] == []
    assert [row.phrase for row in rows if not re.search(r"\w.*\.$", row.example)] == []


def test_no_phrase_says_the_same_relation_twice(ontology: Ontology) -> None:
    rows = read_table(ontology_dir() / "lexicon" / "relation-phrases.tsv").rows

    assert [key for key, n in Counter((c[0], c[1], c[2]) for _, c in rows).items() if n > 1] == []


def test_phrases_are_lower_case_without_articles_and_auxiliaries(ontology: Ontology) -> None:
    wrong = [
        p
        for _, p in ontology.phrases
        if re.search(r"(?:^|\s)(?:a|an|the|have been|will|not)(?:\s|$)", p) or p != p.strip()
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("kind", "phrase", "relation", "inverse"),
    [
        ("verb", "team up with", "partners_with", False),
        ("verb", "sign pact with", "signs_agreement_with", False),
        ("verb", "outlaw", "bans", False),
        ("verb", "belong to", "owns", True),
        ("verb", "purchase", "buys", False),
        ("verb", "be arrest in", "arrested_in", False),
        ("noun", "ban on", "bans", False),
        ("noun", "deal between", "signs_agreement_with", False),
        ("appos", "rival of", "competes_with", False),
        ("copula", "be critical of", "criticizes", False),
    ],
)
def test_common_phrases_mean_what_they_should(
    ontology: Ontology, kind: str, phrase: str, relation: str, inverse: bool
) -> None:
    row = ontology.phrases[kind, phrase]

    assert (row.relation, row.inverse) == (relation, inverse)


# --------------------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("US", "Q30"),
        ("U.S.", "Q30"),
        ("USA", "Q30"),
        ("America", "Q30"),
        ("American", "Q30"),
        ("UK", "Q145"),
        ("U.K.", "Q145"),
        ("Britain", "Q145"),
        ("Great Britain", "Q145"),
        ("British", "Q145"),
        ("UAE", "Q878"),
        ("DPRK", "Q423"),
        ("North Korea", "Q423"),
        ("South Korea", "Q884"),
        ("South Korean", "Q884"),
        ("PRC", "Q148"),
        ("China", "Q148"),
        ("Chinese", "Q148"),
        ("Taiwan", "Q865"),
        ("Ireland", "Q27"),
        ("Netherlands", "Q55"),
        ("Dutch", "Q55"),
        ("Danish", "Q35"),
        ("Kiev", "Q1899"),
        ("Kyiv", "Q1899"),
        ("Washington", "Q61"),
        ("Moscow", "Q649"),
        ("Beijing", "Q956"),
        ("Europe", "Q46"),
        ("Middle East", "Q7204"),
        ("California", "Q99"),
        ("Ivory Coast", "Q1008"),
        ("Czech", "Q213"),
        ("Burma", "Q836"),
        ("Swiss", "Q39"),
        ("Scotland", "Q22"),
    ],
)
def test_a_name_of_a_place_means_one_place(by_name: dict[str, set[str]], name: str, id_: str) -> None:
    assert by_name[name] == {id_}


@pytest.mark.parametrize("name", ["us", "it", "in", "or", "IN", "IT", "OR", "the", "ME", "AM", "NO", "TO"])
def test_codes_that_are_words_are_no_names(by_name: dict[str, set[str]], name: str) -> None:
    assert name not in by_name


def test_countries_have_capitals_and_capitals_countries(ontology: Ontology) -> None:
    places = ontology.places
    for country, capital in (("Q142", "Q90"), ("Q159", "Q649"), ("Q30", "Q61"), ("Q145", "Q84"), ("Q17", "Q1490")):
        assert places[country].capital == capital
        assert places[capital].country == country
        assert places[capital].class_ == "City"


def test_names_that_often_mean_something_else_are_flagged() -> None:
    text = (ontology_dir() / "places.ttl").read_text(encoding="utf8")
    for key in ("georgia", "jordan", "turkey", "chad", "washington-d-c"):
        block = text[text.index(f"\np:{key} a ") :].split("\n\n")[0]
        assert "kg:ambiguous true" in block, key


# --------------------------------------------------------------------------- word lists


@pytest.mark.parametrize(
    ("table", "word", "value"),
    [
        ("class-nouns", "company", "Company"),
        ("class-nouns", "ministry", "GovernmentBody"),
        ("class-nouns", "earthquake", "Accident"),
        ("class-nouns", "bridge", "Facility"),
        ("class-nouns", "phone", "Product"),
        ("class-nouns", "software", "Technology"),
        ("class-nouns", "engineer", "Person"),
        ("class-nouns", "war", "Conflict"),
        ("class-nouns", "festival", "Event"),
        ("class-nouns", "forces", "Group"),
        ("class-nouns", "trawler", "Product"),
        ("class-nouns", "union", "Organization"),
        ("class-suffixes", "Union", "Organization"),
        ("class-suffixes", "Customs Union", "Alliance"),
        ("role-nouns", "president", "president_of"),
        ("role-nouns", "CEO", "chief_executive_of"),
        ("role-nouns", "foreign minister", "minister_of"),
        ("role-nouns", "spokesman", "spokesperson_of"),
        ("class-suffixes", "Ltd", "Company"),
        ("class-suffixes", "University", "University"),
        ("verbs-say", "claim", "no"),
        ("verbs-say", "confirm", "yes"),
        ("adjectives", "alleged", "attributed"),
        ("adjectives", "planned", "planned"),
        ("generic-nouns", "thing", "drop"),
        ("generic-nouns", "people", "keep"),
        ("first-names", "Anna", "f"),
        ("first-names", "Viktor", "m"),
        ("titles", "Mr", "m"),
        ("aliases", "UN", "United Nations"),
        ("seats", "the Kremlin", "Q159"),
    ],
)
def test_a_word_list_says_what_it_should(ontology: Ontology, table: str, word: str, value: str) -> None:
    assert [row[1] for row in ontology.tables[table] if row[0] == word] == [value]


@pytest.mark.parametrize(
    ("before", "noun", "class_"),
    [
        ("rescue", "team", "Group"),
        ("football", "team", "Team"),
        ("police", "force", "GovernmentBody"),
        ("rebel", "force", "Group"),
        ("militant", "group", "Organization"),
        ("fishing", "trawler", "Product"),
        ("aircraft", "carrier", "Product"),
        ("mobile", "carrier", "Company"),
        ("medical", "bill", "Concept"),
        ("mortar", "fire", "Conflict"),
        ("forest", "fire", "Accident"),
        ("k-7", "bomber", "Product"),
        ("25", "bomber", "Person"),
        ("nail", "bomber", "Person"),
        ("army", "post", "Facility"),
    ],
)
def test_a_word_before_a_noun_tells_its_class(ontology: Ontology, before: str, noun: str, class_: str) -> None:
    assert noun_class(lexicon(ontology), before, noun) == class_


def test_word_lists_name_known_classes_and_relations(ontology: Ontology) -> None:
    for table in ("class-nouns", "class-suffixes"):
        assert {row[1] for row in ontology.tables[table]} <= set(ontology.classes)
    assert {row[1] for row in ontology.tables["role-nouns"]} <= set(ontology.relations)
    assert {row[1] for row in ontology.tables["adjectives"]} <= {"attributed", "planned", "hypothetical", "negated"}


def test_every_class_cue_is_there_once_and_stands_where_a_name_can() -> None:
    rows = [cells for _, cells in read_table(ontology_dir() / "lexicon" / "class-cues.tsv").rows]
    twice = [at for at, n in Counter(r[:3] for r in rows).items() if n > 1]
    assert twice == []
    places = {"subject", "object", "poss", "before"} | {"of", "in", "for", "at", "with", "by", "to", "from", "near", "during", "against", "over", "between"}
    assert {r[1] for r in rows} <= places
    assert all(0 < float(r[3]) <= 4 for r in rows)


def test_no_word_list_says_a_word_twice() -> None:
    for path in sorted(Path(ontology_dir() / "lexicon").glob("*.tsv")):
        if path.stem in ("relation-phrases", "noun-classes", "status-words", "class-cues", "idioms"):
            continue
        words = Counter(cells[0] for _, cells in read_table(path).rows)
        assert [w for w, n in words.items() if n > 1] == [], path.name


@pytest.mark.parametrize(
    "table",
    ["verbs-plan", "verbs-imply", "verbs-negate", "verbs-ask", "nouns-plan", "nouns-possible", "adverbs-hearsay"],
)
def test_every_status_table_has_rows(ontology: Ontology, table: str) -> None:
    assert len(ontology.tables[table]) > 8


def test_a_verb_is_not_both_fulfilled_and_negated(ontology: Ontology) -> None:
    imply = {row[0] for row in ontology.tables["verbs-imply"]}
    negate = {row[0] for row in ontology.tables["verbs-negate"]}

    assert imply & negate == set()

"""Who speaks goes on over the end of a paragraph, but not from a headline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.model import Document, Mention, Thing
from kg.ontology import Ontology
from kg.paths import ontology_dir
from kg.rdf.vocabulary import load_ontology
from kg.text.columns import columns
from kg.text.extract.run import extract
from kg.text.lexicon import lexicon
from kg.text.parse import Parsed
from kg.text.speakers import speakers
from tests.frozen import thawed

PARSES = json.loads((Path(__file__).parent / "parses.json").read_text(encoding="utf8"))
TAGGED = '"Norvia bought Dalmont," Lena Holm said.'
CLOSED = '"Zephtel has sued Norvia."'
OPEN = '"Zephtel will sue Brikko.'
NARRATIVE = "Norvia bought Dalmont in 2018."


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology([ontology_dir()])


def spoken(ontology: Ontology, *paragraphs: str, headline: bool = False) -> list[str]:
    """Return the last word of who speaks in the first quotation of each paragraph, "" for nobody."""
    laid = [columns(thawed(PARSES[p])) for p in paragraphs]
    blocks = [(c, [i for i, first in enumerate(c.opens) if first] or [0]) for c in laid]
    said = speakers(blocks, lexicon(ontology), headlines=[headline, *[False] * (len(paragraphs) - 1)])
    return [laid[own[0].speaker[0]].text[own[0].speaker[1]] if own else "" for own in said]


def test_a_quotation_without_a_tag_is_of_who_spoke_in_the_paragraph_before(ontology: Ontology) -> None:
    assert spoken(ontology, TAGGED, CLOSED, CLOSED) == ["Holm", "Holm", "Holm"]


def test_a_quotation_that_no_mark_closes_is_of_who_speaks_in_the_next_paragraph(ontology: Ontology) -> None:
    assert spoken(ontology, OPEN, TAGGED) == ["Holm", "Holm"]


def test_a_closed_quotation_is_not_of_who_speaks_next(ontology: Ontology) -> None:
    assert spoken(ontology, CLOSED, TAGGED) == ["", "Holm"]


def test_narrative_between_ends_a_speech(ontology: Ontology) -> None:
    assert spoken(ontology, TAGGED, NARRATIVE, CLOSED) == ["Holm", "", ""]


def test_nobody_speaks_on_from_a_headline(ontology: Ontology) -> None:
    assert spoken(ontology, TAGGED, CLOSED, headline=True) == ["Holm", ""]


def test_nobody_calls_himself_by_his_name(ontology: Ontology) -> None:
    text = 'Luis Mora said it was late. "Mora has sued Norvia."'
    things = [Thing((("Luis Mora", 1),), True, (("Person", 1.0),)), Thing((("Norvia", 1),), True, (("Company", 1.0),))]
    names = [Mention(text.index(name), text.index(name) + len(name), name, "name", thing, "name") for name, thing in (("Luis Mora", 0), ("Norvia", 1))]
    names.insert(1, Mention(text.rindex("Mora"), text.rindex("Mora") + 4, "Mora", "name", 0, "name"))
    propositions, _, _ = extract(Parsed(Document("example", text), ((0, thawed(PARSES[text])),)), names, things, ontology)
    assert [p.speaker for p in propositions if p.relation == "sue"] == [None]

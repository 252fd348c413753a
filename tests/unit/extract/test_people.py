"""Who says it: people of a nation are not its state."""

from __future__ import annotations

import pytest

from kg.model import Document, Mention, Thing
from kg.paths import ontology_dir
from kg.rdf.vocabulary import load_ontology
from kg.text.extract.run import extract
from kg.text.parse import Parsed
from tests.frozen import thawed
from tests.unit.extract.test_examples import PARSES, mentions


@pytest.mark.parametrize(
    ("sentence", "speaker", "linked"),
    [("Many Kenyans believe Norvia bribed Mora.", "Many Kenyans", False), ("The Kenyans said Norvia had bribed Mora.", "Kenyans", True)],
)
def test_many_of_a_nation_are_not_its_state(sentence: str, speaker: str, linked: bool) -> None:
    found, things = mentions(sentence)
    start = sentence.index("Kenyans")
    found.append(Mention(start, start + 7, "Kenyans", "name", len(things), "demonym"))
    things.append(Thing((("Kenya", 1),), True, (("Country", 1.0),)))
    parsed = Parsed(Document("example", sentence), ((0, thawed(PARSES[sentence])),))
    [p] = extract(parsed, found, things, load_ontology([ontology_dir()]))[0]
    assert p.speaker == speaker
    assert (p.speaker_thing >= 0) is linked

"""Every extractor finds what its page of examples says, and not what it must not (examples.txt)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg.model import Document, Mention, Proposition, Thing
from kg.ontology import Ontology
from kg.paths import ontology_dir
from kg.rdf.vocabulary import load_ontology
from kg.text.extract.run import extract
from kg.text.parse import Parsed
from tests.frozen import thawed

HERE = Path(__file__).parent
NAMES = {
    "Norvia": "Company", "Dalmont": "Company", "Zephtel": "Company", "Brikko": "Company", "Reuters": "MediaOrganization",
    "Lena Holm": "Person", "Anna Lund": "Person", "Luis Mora": "Person", "Lund": "Person", "Mora": "Person",
    "Peru": "Country", "Kenya": "Country", "Fiji": "Country", "Lima": "City", "Lynx": "Product", "Coast Guard": "GovernmentBody",
    "Danish": "Country", "European": "Region", "UK": "Country", "Green Party": "PoliticalParty", "Baltfreight": "Company", "Clean Hands": "Organization",
}  # fmt: skip
PLACES = {"Danish": "Q35", "European": "Q46"}
"""Adjectives of places that the ontology knows."""
PARSES = json.loads((HERE / "parses.json").read_text(encoding="utf8"))


def examples() -> list[tuple[str, str, list[str]]]:
    out: list[tuple[str, str, list[str]]] = []
    section = ""
    for line in (HERE / "examples.txt").read_text(encoding="utf8").splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif line.startswith("= "):
            out.append((section, line[2:], []))
        elif line[:2] in ("+ ", "- ", "! ", ": "):
            out[-1][2].append(line)
    return out


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology([ontology_dir()])


def mentions(sentence: str) -> tuple[list[Mention], list[Thing]]:
    found: list[Mention] = []
    things: list[Thing] = []
    for name, class_ in sorted(NAMES.items(), key=lambda kv: -len(kv[0])):
        for m in re.finditer(rf"\b{name}\b", sentence):
            if not any(f.start < m.end() and m.start() < f.end for f in found):
                things.append(Thing(((name, 1),), True, ((class_, 1.0),), known=PLACES.get(name)))
                found.append(Mention(m.start(), m.end(), name, "name", len(things) - 1, "demonym" if name in PLACES else "name"))
    return found, things


def shown(p: Proposition, things: list[Thing]) -> str:
    def label(thing: int) -> str:
        return things[thing].names[0][0]

    return f"{label(p.subject.thing)} | {p.relation} | {p.object.value.value if p.object.value else label(p.object.thing)}"


@pytest.mark.parametrize(("section", "sentence", "wanted"), examples(), ids=lambda v: v if isinstance(v, str) and " " in v else "")
def test_the_example_is_read_as_its_page_says(section: str, sentence: str, wanted: list[str], ontology: Ontology) -> None:
    doc = thawed(PARSES[sentence])
    names, things = mentions(sentence)
    parsed = Parsed(Document("example", sentence), ((0, doc),))
    propositions, _, things = extract(parsed, names, things, ontology)
    got = {(shown(p, things).lower(), p.status.value): p for p in propositions}

    for line in wanted:
        if line[0] == ":":
            phrase, _, class_ = line[2:].partition(" | ")
            assert [t.classes[0][0] for t in things if t.names[0][0] == phrase] == [class_], phrase
            continue
        match = re.fullmatch(r"(.*?)(?: \[(\w+)\])?(?: \((.*)\))?", line[2:])
        assert match is not None
        claim, status, speaker = match[1].lower(), match[2] or "asserted", match[3]
        if line[0] == "+":
            assert (claim, status) in got, f"{section}: want {line[2:]}, got {sorted(got)}"
            if speaker:
                assert got[claim, status].speaker == (None if speaker == "nobody" else speaker)
        elif line[0] == "-":
            assert (claim, "asserted") not in got, f"{section}: {claim} is asserted"
        else:
            assert all(c != claim for c, _ in got), f"{section}: {claim} is found"


@pytest.mark.parametrize(("section", "sentence", "wanted"), examples(), ids=lambda v: v if isinstance(v, str) and " " in v else "")
def test_every_span_lies_in_the_sentence(section: str, sentence: str, wanted: list[str], ontology: Ontology) -> None:
    doc = thawed(PARSES[sentence])
    names, things = mentions(sentence)
    propositions, all_mentions, _ = extract(Parsed(Document("example", sentence), ((0, doc),)), names, things, ontology)

    for p in propositions:
        for start, end in (p.relation_span, (p.subject.start, p.subject.end), (p.object.start, p.object.end)):
            assert p.sentence[0] <= start < end <= p.sentence[1]
    assert all(0 <= m.start < m.end <= len(sentence) for m in all_mentions)

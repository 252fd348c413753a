"""Names, nouns and pronouns are found in any parse, however wrong: no crash, and every mention is its text."""

from __future__ import annotations

from functools import lru_cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.model import Document
from kg.ontology import Ontology
from kg.paths import ontology_dir
from kg.rdf.vocabulary import load_ontology
from kg.text.coreference import read_entities
from kg.text.parse import Parsed

WORDS = (
    "Norvia", "Lena", "Holm", "Peru", "Lima", "Washington", "Georgia", "US", "Minister", "President", "the", "The", "of", "and", "&", "-", "'s",
    '"', "(", ")", ",", ".", "company", "city", "he", "She", "it", "its", "I", "said", "warned", "5G", "7", "Lynx", "Bank", "Board", "R-Tex.",
    "IE7", "NDF", "Danish", "al", "Republican", "Image", "Kan.", "based", "called", "—", "é", "😀",
    "|", "|F|", "...", "both", "two", "leaders", "countries", "they", "their", "latter", "pair", "who", "shares", "Foods", "Carmakers",
)  # fmt: skip
POS = ("NOUN", "PROPN", "VERB", "ADJ", "PRON", "DET", "PUNCT", "ADP", "NUM", "PART", "X")
TAGS = ("NN", "NNS", "NNP", "NNPS", "VBD", "VBG", "JJ", "PRP", "PRP$", "POS", "IN", "CD", "DT")
DEPS = (
    "nsubj",
    "nsubjpass",
    "dobj",
    "pobj",
    "prep",
    "appos",
    "compound",
    "poss",
    "attr",
    "conj",
    "acl",
    "oprd",
    "advcl",
    "relcl",
    "det",
    "amod",
)
ENTS = ("", "", "PERSON", "ORG", "GPE", "NORP", "DATE", "WORK_OF_ART", "CARDINAL")


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    return load_ontology([ontology_dir()])


@lru_cache(maxsize=1)
def vocab() -> spacy.Vocab:
    return spacy.blank("en").vocab


@st.composite
def docs(draw: st.DrawFn) -> Doc:
    """A parse with any words, tags, entities and labels on any arcs of one tree."""
    n = draw(st.integers(1, 12))
    order = draw(st.permutations(range(n)))
    heads = list(range(n))
    for at in range(1, n):
        heads[order[at]] = order[draw(st.integers(0, at - 1))]

    def column(values: tuple[str, ...]) -> list[str]:
        return draw(st.lists(st.sampled_from(values), min_size=n, max_size=n))

    words, types, begins = column(WORDS), column(ENTS), draw(st.lists(st.booleans(), min_size=n, max_size=n))
    ents = []
    for i, type_ in enumerate(types):
        inside = type_ and i and types[i - 1] == type_ and not begins[i]
        ents.append("O" if not type_ else f"{'I' if inside else 'B'}-{type_}")
    return Doc(
        vocab(),
        words=words,
        spaces=draw(st.lists(st.booleans(), min_size=n, max_size=n)),
        lemmas=[w.lower() for w in words],
        tags=column(TAGS),
        pos=column(POS),
        deps=["ROOT" if heads[i] == i else d for i, d in enumerate(column(DEPS))],
        heads=heads,
        ents=ents,
    )


@settings(deadline=None)
@given(st.lists(docs(), min_size=1, max_size=3), st.booleans())
def test_any_parse_is_read(parses: list[Doc], split: bool) -> None:
    blocks, text = [], ""
    for doc in parses:
        blocks.append((len(text), doc))
        text += doc.text + "\n"
    found = read_entities(Parsed(Document("d", text), tuple(blocks)), ontology(), split_governments=split)
    for m in found.mentions:
        assert text[m.start : m.end] == m.text
        assert 0 <= m.thing < len(found.things)
        assert m.why
    assert all(form and n > 0 for t in found.things for form, n in t.names)
    assert len({(m.start, m.end, m.kind) for m in found.mentions}) == len(found.mentions)
    assert found == read_entities(Parsed(Document("d", text), tuple(blocks)), ontology(), split_governments=split)


@pytest.mark.parametrize("word", ["|", "|F", "|)))F", "...", "A|B"])
def test_a_name_of_signs_is_read(word: str) -> None:
    words = [")", word, ")"]
    doc = Doc(
        vocab(), words=words, spaces=[False] * 3, lemmas=words, tags=["-RRB-", "NNP", "-RRB-"],
        pos=["PUNCT", "PROPN", "PUNCT"], deps=["punct", "ROOT", "punct"], heads=[1, 1, 1],
    )  # fmt: skip
    found = read_entities(Parsed(Document("d", doc.text), ((0, doc),)), ontology())
    assert all(m.text in doc.text for m in found.mentions)

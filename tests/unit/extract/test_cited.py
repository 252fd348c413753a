"""What a text cites in a paragraph of its own is said by the cited text, not by the article."""

from __future__ import annotations

import pytest

from kg.ontology import Ontology
from kg.paths import ontology_dir
from kg.rdf.vocabulary import load_ontology
from kg.text.extract.run import _cited
from kg.text.lexicon import lexicon


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology([ontology_dir()])


@pytest.mark.parametrize(
    ("before", "text", "cited"),
    [
        ("In her last letter to the bank:", "Norvia bribed the minister.", True),
        ("The judge said in 2018. Later he wrote:", "Norvia bribed the minister.", True),
        ("It opened in May.", "... that Norvia bribed the minister.", True),
        ("It opened in May.", "Norvia bribed the minister.", False),
        ("Four firms took part in the race:", "Norvia came first.", False),
    ],
)
def test_a_paragraph_is_cited_where_the_one_before_says_so(ontology: Ontology, before: str, text: str, cited: bool) -> None:
    assert _cited(text, before, lexicon(ontology)) is cited

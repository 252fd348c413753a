"""Through the whole reading: who somebody says he is, and what will stand somewhere, is no fact yet."""

from __future__ import annotations

import pytest

from kg.config import Config
from kg.model import Document
from kg.pipeline import join, load, understand

CASES = [
    ("Luis Mora proclaimed himself Emperor of Peru in 1859. Mora wrote letters.\n\nLuis Mora, Emperor of Peru, died in Lima.",
     ("Luis Mora", "king_of", "Peru"), "attributed"),
    ("Lena Holm, who had declared herself president of Kenya, fled.\n\nLena Holm, president of Kenya, was held.",
     ("Lena Holm", "president_of", "Kenya"), "attributed"),
    ("Lena Holm called herself a friend of Peru.\n\nLena Holm, president of Kenya, was held.",
     ("Lena Holm", "president_of", "Kenya"), "asserted"),
    ("Norvia Airlines is expected to announce it will base its operations in Lima, following approval of a plan by the council.",
     ("Norvia Airlines", "operates_in", "Lima"), None),
    ("The council praised Norvia Airlines' operations in Lima.", ("Norvia Airlines", "operates_in", "Lima"), "asserted"),
    ("Farmers took to the streets protesting against the new fuel tax.", ("streets", "protests_against", "new fuel tax"), None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fact", "status"), CASES)
def test_what_the_text_stands_behind(text: str, fact: tuple[str, str, str], status: str | None) -> None:
    config = Config()
    ontology = load(config)
    graph, _ = join(list(understand([Document("d", text, published="2024-05-06")], ontology, config)), ontology, config)
    label = {e.id: e.label for e in graph.entities}
    found = {
        (label[c.subject], c.relation, label[c.object]): c.status.value for c in graph.claims if isinstance(c.object, str)
    }
    assert (found.get(fact) if status else (found.get(fact) == "asserted") or None) == status, found

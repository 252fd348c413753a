"""A small graph and ontology made by hand, of invented names; fixtures for the tests that want them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.config import BASE
from kg.model import Claim, Document, Entity, Evidence, Join, KnowledgeGraph, LinkedMention, Literal, Span, Status
from kg.ontology import EntityClass, Ontology, Relation

TEXTS = {
    "acme-news": (
        "Acme teamed up with Bolt in Strelsau on 5 June 2019. Ruritania has banned Acme. "
        "Carol Dane leads Acme. Acme will buy Cogworks. Acme ‘has 90 staff’ 🙂."
    ),
    "bolt-says": (
        "Bolt works with Acme, said Carol Dane. Ruritania has not banned Acme. Acme may evacuate from Strelsau. "
        "Bolt's own “quote”\nspans a line."
    ),
}
DOCUMENTS = (
    Document(
        "acme-news", TEXTS["acme-news"], "news/acme-news.txt", "Acme and “Bolt”", "2019-06-05",
        "https://news.example/a?b=1&c=2", "The Strelsau Herald",
    ),
    Document("bolt-says", TEXTS["bolt-says"], "news/bolt-says.txt", None, "2019-06"),
)  # fmt: skip


def spot(doc: str, sentence: str, subject: str, relation: str, object: str, **more: object) -> Evidence:
    """Return the evidence that ``sentence`` gives; its parts are found in the sentence by their words."""
    text = TEXTS[doc]
    start = text.index(sentence)

    def span(part: str) -> Span:
        at = text.index(part, start)
        return at, at + len(part)

    evidence = Evidence(
        doc, (start, start + len(sentence)), sentence, span(subject), span(relation), span(object), relation,
        "verb.object", "hand-1.0", 0.9,
    )  # fmt: skip
    return replace(evidence, **more)  # type: ignore[arg-type]


def small_graph() -> KnowledgeGraph:
    """Return a graph with every status, a literal, an open relation, joins, places and speakers."""
    by = {"speaker": "Carol Dane", "speaker_id": "carol-dane"}
    at = {"place": "Strelsau", "place_id": "strelsau", "time": "2019-06-05"}
    first = TEXTS["acme-news"].split(". ")[0] + "."
    claims = [
        Claim("acme", "partners_with", "bolt", Status.ASSERTED, (
            spot("acme-news", first, "Acme", "teamed up with", "Bolt", confidence=0.95, **at),
            spot("bolt-says", "Bolt works with Acme, said Carol Dane.", "Acme", "works with", "Bolt", confidence=0.8),
        )),
        Claim("acme", "partners_with", "bolt", Status.ATTRIBUTED, (
            spot("bolt-says", "Bolt works with Acme, said Carol Dane.", "Acme", "works with", "Bolt", **by),
        )),
        Claim("ruritania", "bans", "acme", Status.ASSERTED, (
            spot("acme-news", "Ruritania has banned Acme.", "Ruritania", "has banned", "Acme", time="2019-06"),
        )),
        Claim("ruritania", "bans", "acme", Status.NEGATED, (
            spot("bolt-says", "Ruritania has not banned Acme.", "Ruritania", "has not banned", "Acme"),
        )),
        Claim("carol-dane", "leads", "acme", Status.ASSERTED, (
            spot("acme-news", "Carol Dane leads Acme.", "Carol Dane", "leads", "Acme"),
        )),
        Claim("acme", "buys", "cogworks", Status.PLANNED, (
            spot("acme-news", "Acme will buy Cogworks.", "Acme", "will buy", "Cogworks"),
        )),
        Claim("acme", "evacuate_from", "strelsau", Status.HYPOTHETICAL, (
            spot("bolt-says", "Acme may evacuate from Strelsau.", "Acme", "may evacuate from", "Strelsau"),
        ), open=True),
        Claim("acme", "founded_on", Literal("1999-04", "xsd:gYearMonth"), Status.ASSERTED, (
            spot("acme-news", "Acme ‘has 90 staff’ 🙂.", "Acme", "‘has", "90 staff’ 🙂", time="around 1999"),
        )),
    ]  # fmt: skip
    entities = (
        Entity("acme", "Acme", "Company", ("ACME", "Acme Works"), (), (Join("Acme", "Acme Works", "short name"),)),
        Entity("bolt", "Bolt", "Company"),
        Entity("carol-dane", "Carol Dane", "Person", ("Dane",)),
        Entity("cogworks", "Cogworks", "Product", named=False),
        Entity("ruritania", "Ruritania", "Country", (), ("http://www.wikidata.org/entity/Q9000001",)),
        Entity("strelsau", "Strelsau", "City"),
    )
    mentions = (
        LinkedMention("acme-news", 0, 4, "Acme", "name", "acme", "name"),
        LinkedMention("acme-news", 28, 36, "Strelsau", "name", "strelsau", "name"),
        LinkedMention("acme-news", 40, 51, "5 June 2019", "value", None),
    )
    return KnowledgeGraph(BASE, DOCUMENTS, entities, tuple(sorted(claims, key=lambda c: c.key)), mentions)


def small_ontology() -> Ontology:
    """Return an ontology that fits ``small_graph``; evacuate_from is not in it."""
    classes = {"Organization": None, "Company": "Organization", "Place": None, "Country": "Place", "City": "Place",
               "Person": None, "Product": None}  # fmt: skip
    relations = (
        Relation(
            "partners_with",
            "partners with",
            "Works together with.",
            ("Organization",),
            ("Organization",),
            symmetric=True,
        ),
        Relation("bans", "bans", "Forbids.", ("Country", "Organization"), (), parents=("opposes",)),
        Relation("opposes", "opposes"),
        Relation("leads", "leads", inverse="led_by"),
        Relation("led_by", "led by", inverse="leads"),
        Relation("buys", "buys"),
        Relation("founded_on", "founded on", literal=True),
    )
    return Ontology(
        version="7",
        classes={name: EntityClass(name, name.lower(), parent) for name, parent in classes.items()},
        relations={r.name: r for r in relations},
        places={},
        phrases={},
        digest="00ff",
    )


@pytest.fixture
def graph() -> KnowledgeGraph:
    """A small graph; ``graph.documents`` hold the texts that its quotes are from."""
    return small_graph()


@pytest.fixture
def ontology() -> Ontology:
    """The ontology of the small graph."""
    return small_ontology()


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with the documents of the small graph as text files."""
    folder = tmp_path / "news"
    folder.mkdir()
    for document in DOCUMENTS:
        (folder / f"{document.id}.txt").write_bytes(document.text.encode())
    return folder

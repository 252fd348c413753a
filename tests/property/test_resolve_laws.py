"""Resolution is a function of the set of readings: no order and no grouping of documents changes it."""

from __future__ import annotations

import random
from collections import UserList

from hypothesis import given
from hypothesis import strategies as st

from kg.config import Config
from kg.graph.resolve import Resolution, resolve
from kg.model import Document, Reading, Thing
from kg.ontology import Ontology, Place

ONTOLOGY = Ontology(
    "test",
    {},
    {},
    {"Q419": Place("Q419", "Peru", "Country"), "Q2868": Place("Q2868", "Lima", "City", country="Q419")},
    {},
    {"class-suffixes": (("Ministry", "GovernmentBody"), ("Board", "Organization"))},
)
FORMS = (
    "Norvia", "Norvia Inc.", "NORVIA", "Norvia Motors", "WRF", "World Rowing Federation", "Western Rail Fund", "Ministry", "Board",
    "Lena Holm", "Lena Hollm", "Holm", "Lena", "Petra Lindqvist", "Petra Lindqivst", "Mora", "Luis Mora", "Ana Mora", "The Board", "chips",
)  # fmt: skip

things = st.builds(
    Thing,
    names=st.lists(
        st.tuples(st.sampled_from(FORMS), st.integers(1, 9)), min_size=1, max_size=3, unique_by=lambda n: n[0]
    ).map(tuple),
    named=st.booleans(),
    classes=st.lists(
        st.tuples(
            st.sampled_from(("Person", "Company", "Organization", "GovernmentBody")), st.sampled_from((0.5, 1.0, 3.0))
        ),
        max_size=2,
        unique_by=lambda c: c[0],
    ).map(tuple),
    nouns=st.lists(st.sampled_from(("president", "company", "spokesman")), max_size=2, unique=True).map(tuple),
    known=st.sampled_from((None, None, None, "Q419", "Q2868")),
)
corpora = st.lists(st.lists(things, max_size=4), max_size=6)


def readings_of(corpus: list[list[Thing]]) -> list[Reading]:
    return [Reading(Document(f"d{n}", ""), (), tuple(own)) for n, own in enumerate(corpus)]


def told(resolution: Resolution) -> tuple[object, ...]:
    return resolution.entities, tuple(sorted(resolution.links.items()))


@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_documents_never_matters(corpus: list[list[Thing]], rng: random.Random) -> None:
    readings = readings_of(corpus)
    shuffled = readings[:]
    rng.shuffle(shuffled)
    assert told(resolve(readings, ONTOLOGY, Config())) == told(resolve(shuffled, ONTOLOGY, Config()))


@given(corpora, st.sampled_from([0, 2_000, 100_000]))
def test_things_that_lie_on_disk_are_resolved_as_those_in_memory(corpus: list[list[Thing]], memory: int) -> None:
    readings = readings_of(corpus)
    on_disk = resolve(UserList(readings), ONTOLOGY, Config(), memory=memory)  # no list: nothing says that they are held
    assert told(on_disk) == told(resolve(readings, ONTOLOGY, Config()))
    assert [on_disk.entity_of("d0", i) for i in (-1, 99)] == [on_disk.entity_of("no", 0), None] == [None, None]


@given(corpora)
def test_a_reading_twice_is_a_reading_once_more_in_order(corpus: list[list[Thing]]) -> None:
    readings = readings_of(corpus)
    assert told(resolve(iter(readings), ONTOLOGY, Config())) == told(
        resolve(tuple(reversed(readings)), ONTOLOGY, Config())
    )


@given(corpora)
def test_every_thing_has_one_entity_and_every_entity_a_thing(corpus: list[list[Thing]]) -> None:
    resolution = resolve(readings_of(corpus), ONTOLOGY, Config())
    ids = [e.id for e in resolution.entities]
    assert len(ids) == len(set(ids))
    assert set(resolution.links) == {(f"d{n}", i) for n, own in enumerate(corpus) for i in range(len(own))}
    assert set(resolution.links.values()) == set(ids)
    assert all(e.label and e.id and e.label not in e.aliases for e in resolution.entities)


@given(corpora)
def test_a_known_place_is_one_entity_with_its_label(corpus: list[list[Thing]]) -> None:
    readings = readings_of(corpus)
    resolution = resolve(readings, ONTOLOGY, Config())
    for place in ("Q419", "Q2868"):
        spots = [(r.document.id, i) for r in readings for i, t in enumerate(r.things) if t.known == place]
        assert len({resolution.links[s] for s in spots}) <= 1
        assert all(resolution.by_id[resolution.links[s]].label == ONTOLOGY.places[place].label for s in spots)


@given(corpora, corpora)
def test_more_documents_never_take_full_names_apart(corpus: list[list[Thing]], more: list[list[Thing]]) -> None:
    """Two things that share a full name of a person stay one, whatever else is read."""
    readings = readings_of(corpus)
    others = [Reading(Document(f"m{n}", ""), (), tuple(own)) for n, own in enumerate(more)]
    resolution = resolve([*readings, *others], ONTOLOGY, Config())
    by_name: dict[str, set[str]] = {}
    for r in readings:
        for i, t in enumerate(r.things):
            if t.named and t.known is None and t.classes and t.classes[0][0] == "Person":
                for form, _ in t.names:
                    if " " in form:
                        by_name.setdefault(form, set()).add(resolution.links[r.document.id, i])
    assert all(len(ids) == 1 for ids in by_name.values())

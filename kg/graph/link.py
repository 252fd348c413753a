"""What a thing is known as elsewhere: the plug point ``linkers``, and the user's own gazetteer as the built-in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.config import Config
from kg.gazetteer import Entry, entries
from kg.graph.names import name_key
from kg.model import Thing
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Link:
    """What is known of a thing. Things with links of one ``key`` are one entity, whatever their names."""

    key: str
    label: str = ""  # what the entity is called; "": as the text calls it
    class_: str = ""
    same_as: tuple[str, ...] = ()  # IRIs
    id: str = ""  # Entity.id; "": minted from the label


class Linker(Protocol):
    """Knows things. An entry point of the group ``kg.linkers`` is a function (ontology, config) that returns one."""

    def link(self, thing: Thing) -> Link | None:
        """Return what is certain of a thing of one document; None when in doubt. The same thing, the same link."""


class Gazetteer:
    """Links things by the names that the user gave."""

    def __init__(self, rows: Sequence[Entry], ontology: Ontology) -> None:
        self.by_key: dict[str, Link] = {}
        for entry in rows:
            # a shipped place keeps its key, so that it stays one with where the text knows it by other names
            key = f"place {entry.id}" if entry.id in ontology.places else f"own {name_key(entry.name)} {entry.id}"
            link = Link(key, entry.name, entry.class_, entry.same_as, entry.local)
            for form in entry.forms:
                self.by_key.setdefault(name_key(form), link)

    def link(self, thing: Thing) -> Link | None:
        """Return the link of the most frequent name that the user gave."""
        if not thing.named:
            return None
        return next((self.by_key[k] for form, _ in thing.names if (k := name_key(form)) in self.by_key), None)


def gazetteer(ontology: Ontology, config: Config) -> Linker:
    """Return the linker of ``--gazetteer``."""
    del config
    return Gazetteer(entries(ontology), ontology)


def link_of(thing: Thing, linkers: Sequence[Linker]) -> Link | None:
    """Return what the first linker that knows the thing says."""
    return next((link for linker in linkers if (link := linker.link(thing)) is not None), None)

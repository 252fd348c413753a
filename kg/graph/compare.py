"""Compare two graphs: the claims and entities that came, went or changed."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Claim, Entity, KnowledgeGraph


@dataclass(frozen=True)
class Difference:
    """What a second graph has that a first one lacks, and the other way round; all in sorted order.

    A claim changed if its identity stayed and its evidence did not; an entity, if its id stayed.
    """

    claims_gained: tuple[Claim, ...]
    claims_lost: tuple[Claim, ...]
    claims_changed: tuple[tuple[Claim, Claim], ...]
    entities_gained: tuple[Entity, ...]
    entities_lost: tuple[Entity, ...]
    entities_changed: tuple[tuple[Entity, Entity], ...]

    def __bool__(self) -> bool:
        """Return whether there is any difference."""
        return any(vars(self).values())


def compare(old: KnowledgeGraph, new: KnowledgeGraph) -> Difference:
    """Return how ``new`` differs from ``old``; the bases and the texts of documents do not count."""
    before, after = {c.key: c for c in old.claims}, {c.key: c for c in new.claims}
    both = sorted(before.keys() & after.keys())
    known = sorted(old.entity.keys() & new.entity.keys())
    return Difference(
        claims_gained=tuple(after[k] for k in sorted(after.keys() - before.keys())),
        claims_lost=tuple(before[k] for k in sorted(before.keys() - after.keys())),
        claims_changed=tuple((before[k], after[k]) for k in both if before[k].evidence != after[k].evidence),
        entities_gained=tuple(new.entity[i] for i in sorted(new.entity.keys() - old.entity.keys())),
        entities_lost=tuple(old.entity[i] for i in sorted(old.entity.keys() - new.entity.keys())),
        entities_changed=tuple((old.entity[i], new.entity[i]) for i in known if old.entity[i] != new.entity[i]),
    )

"""What the names of one document are gathered in while rules join them: a cluster a thing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from kg.text.entities.classes import FAMILY
from kg.text.entities.spans import Name


@dataclass(slots=True)
class Cluster:
    """The names of one thing, its class votes and the joins that made it."""

    names: list[Name]
    votes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    known: str = ""  # Place.id
    body: str = ""  # canonical name of an alias
    joins: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def ranked(self) -> list[tuple[str, float]]:
        """Return the classes, strongest first, the finer of equals; "Organization" by one witness supports "Company" by another."""
        votes = {c: n + (self.votes.get(FAMILY[c], 0) if c in FAMILY else 0) for c, n in self.votes.items() if n > 0}
        return sorted(votes.items(), key=lambda kv: (-kv[1], kv[0] not in FAMILY, kv[0]))

    @property
    def class_(self) -> str:
        """Return the strongest class, "Thing" without a vote."""
        if len(self.votes) == 1:
            [(only, n)] = self.votes.items()
            return only if n > 0 else "Thing"
        ranked = self.ranked
        return ranked[0][0] if ranked else "Thing"

    @property
    def strength(self) -> float:
        """Return the votes for the strongest class."""
        return self.ranked[0][1] if self.ranked else 0.0

    @property
    def form(self) -> str:
        """Return the longest name form, the first of equals in the alphabet; capitals only if there is no other."""
        if len(self.names) == 1:
            return self.names[0].text
        return min(
            (n.text for n in self.names),
            default="",
            key=lambda t: (t.isupper() and " " in t, -len(t.split()), -len(t), t),
        )

    @property
    def fixed(self) -> bool:
        """Is it in the gazetteer, so that no rule may change what it is?"""
        return bool(self.known or self.body)


Pool = dict[str, Cluster]
"""Clusters by the ``key`` of their name; a place or body has a key of its own."""


def join(pool: Pool, short: str, long: str, rule: str) -> None:
    """Let the cluster ``short`` go up in ``long``."""
    gone, kept = pool.pop(short), pool[long]
    kept.joins.append((gone.form, kept.form, rule))
    kept.joins.extend(gone.joins)
    kept.names.extend(gone.names)
    kept.names.sort(key=lambda n: (n.block, n.first, -n.last))
    for class_, n in gone.votes.items():
        kept.votes[class_] += n


def free(pool: Pool) -> list[str]:
    """Return the keys that rules may join: no known place or body."""
    return sorted(k for k, c in pool.items() if not c.fixed)

"""What follows from the asserted claims by the ontology's own rules, each with its rule and its premises.

Four rules and no others: the inverse of a relation, the other direction of a symmetric one, the
super-relation, and the chain of a transitive one (part of, located in). Nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from kg.model import KnowledgeGraph, Literal, Status
from kg.ontology import Ontology, Relation

IDENTITY = "same_as"
"""Never chained or turned: which names are one thing is for the resolver and the user to say."""

Fact = tuple[str, str, str | Literal]
"""Subject, relation, object."""


@dataclass(frozen=True, slots=True)
class Inferred:
    """A triple that no text states: the rule that gives it, and the ids of the statements that it follows from.

    A premise is the id of a claim of the graph, or of another inferred triple.
    """

    subject: str  # Entity.id
    relation: str
    object: str | Literal
    rule: str  # "inverse of leads", "symmetric", "super-relation of bans", "transitive"
    premises: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return the sortable identity: subject, relation, object, datatype ("" for an entity)."""
        return _key((self.subject, self.relation, self.object))

    @property
    def id(self) -> str:
        """Return 16 hex digits of SHA-256 over the key; never that of a claim, whose key has a status."""
        return _id((self.subject, self.relation, self.object))


def infer(graph: KnowledgeGraph, ontology: Ontology) -> tuple[Inferred, ...]:
    """Return all that follows from the asserted claims, sorted; where several ways lead to it, the shortest.

    What is asserted already, or would say something of a thing and itself, or breaks the relation's
    domain or range, is left out.
    """
    asserted: dict[Fact, str] = {}  # -> id of its statement
    for claim in graph.claims:
        if claim.status is Status.ASSERTED and claim.relation != IDENTITY:
            asserted[claim.subject, claim.relation, claim.object] = claim.id
    inverse = _inverses(ontology)
    classes = {e.id: e.class_ for e in graph.entities}
    known = dict(asserted)
    found: dict[Fact, Inferred] = {}
    web = _Web(ontology)
    fresh = dict(asserted)
    while fresh:  # a round per step of reasoning, so the shortest way comes first
        web.add(fresh)
        best: dict[Fact, tuple[str, tuple[str, ...]]] = {}
        for fact, id in fresh.items():
            steps = (*_turned(fact, id, inverse, ontology), *web.chained(fact, id, known))
            for new, rule, premises in steps:
                if new in known or new[0] == new[2] or not _fits(new, classes, ontology):
                    continue
                best[new] = min(best.get(new, (rule, premises)), (rule, premises))
        found.update({f: Inferred(*f, rule, premises) for f, (rule, premises) in best.items()})
        fresh = {fact: _id(fact) for fact in best}
        known.update(fresh)
    return tuple(sorted(found.values(), key=lambda i: i.key))


Step = tuple[Fact, str, tuple[str, ...]]


def _turned(fact: Fact, id: str, inverse: dict[str, tuple[str, ...]], ontology: Ontology) -> Iterator[Step]:
    """Yield what follows from one fact alone."""
    subject, name, object = fact
    relation = ontology.relations.get(name)
    if relation is None:
        return
    for parent in relation.parents:
        yield (subject, parent, object), f"super-relation of {name}", (id,)
    if isinstance(object, Literal):
        return
    for other in inverse.get(name, ()):
        yield (object, other, subject), f"inverse of {name}", (id,)
    if relation.symmetric:
        yield (object, name, subject), "symmetric", (id,)


class _Web:
    """The facts of transitive relations by either end."""

    def __init__(self, ontology: Ontology) -> None:
        relations = ontology.relations.values()
        self.names = {r.name for r in relations if r.transitive and not r.literal and r.name != IDENTITY}
        self.after: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.before: dict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, facts: dict[Fact, str]) -> None:
        for subject, name, object in facts:
            if name in self.names and isinstance(object, str):
                self.after[name, subject].add(object)
                self.before[name, object].add(subject)

    def chained(self, fact: Fact, id: str, known: dict[Fact, str]) -> Iterator[Step]:
        """Yield what follows from a fact and one beside it."""
        subject, name, object = fact
        if name not in self.names or isinstance(object, Literal):
            return
        for end in sorted(self.after[name, object]):
            yield (subject, name, end), "transitive", (id, known[object, name, end])
        for start in sorted(self.before[name, subject]):
            yield (start, name, object), "transitive", (known[start, name, subject], id)


def _inverses(ontology: Ontology) -> dict[str, tuple[str, ...]]:
    """Return the inverses of each relation; one of two may name the other without being named."""
    out: dict[str, set[str]] = defaultdict(set)
    for relation in ontology.relations.values():
        if relation.inverse in ontology.relations:
            out[relation.name].add(str(relation.inverse))
            out[str(relation.inverse)].add(relation.name)
    return {name: tuple(sorted(others)) for name, others in out.items()}


def _fits(fact: Fact, classes: dict[str, str], ontology: Ontology) -> bool:
    relation: Relation | None = ontology.relations.get(fact[1])
    if relation is None:
        return False
    ends = classes.get(fact[0], "Thing"), "Thing" if isinstance(fact[2], Literal) else classes.get(fact[2], "Thing")

    def holds(subject: str, object: str) -> bool:
        return ontology.fits(subject, relation.domain) and (relation.literal or ontology.fits(object, relation.range))

    return holds(*ends) or (relation.symmetric and holds(ends[1], ends[0]))


def _key(fact: Fact) -> tuple[str, str, str, str]:
    subject, relation, object = fact
    if isinstance(object, Literal):
        return subject, relation, object.value, object.datatype
    return subject, relation, object, ""


def _id(fact: Fact) -> str:
    return sha256("\x1f".join(("inferred", *_key(fact))).encode("utf8", "surrogatepass")).hexdigest()[:16]

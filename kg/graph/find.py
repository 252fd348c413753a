"""Find entities by a name and claims by their ends, in a graph that is at hand."""

from __future__ import annotations

from kg.model import Claim, Entity, KnowledgeGraph, Literal


def entities_named(graph: KnowledgeGraph, name: str) -> tuple[Entity, ...]:
    """Return the entities of this id, label or alias, whatever the case; those of this label first.

    ``ent:`` before it makes it the id alone.
    """
    if name.startswith("ent:"):
        return tuple(e for e in graph.entities if e.id == name.removeprefix("ent:"))
    wanted = _fold(name)
    label = [e for e in graph.entities if wanted in (_fold(e.label), e.id)]
    alias = [e for e in graph.entities if e not in label and wanted in map(_fold, e.aliases)]
    return (*label, *alias)


def names_like(graph: KnowledgeGraph, name: str, *, limit: int = 5) -> tuple[str, ...]:
    """Return labels that a person who typed ``name`` may have meant, nearest first."""
    from difflib import get_close_matches

    wanted = _fold(name)
    labels = {_fold(form): e.label for e in graph.entities for form in (e.label, *e.aliases)}
    inside = sorted(f for f in labels if wanted in f)
    near = [*inside, *get_close_matches(wanted, sorted(labels), n=limit, cutoff=0.7)]
    return tuple(dict.fromkeys(labels[form] for form in near))[:limit]


def claims_between(
    graph: KnowledgeGraph, subject: str | None = None, relation: str | None = None, object: str | None = None
) -> tuple[Claim, ...]:
    """Return the claims with this subject, relation and object (names; None: any), in the graph's order.

    A value as object is found by its text.
    """
    subjects = None if subject is None else {e.id for e in entities_named(graph, subject)}
    objects = None if object is None else {e.id for e in entities_named(graph, object)}
    name = None if relation is None else relation.strip().lower().replace(" ", "_").removeprefix("rel:")

    def has_object(claim: Claim) -> bool:
        if objects is None:
            return True
        if isinstance(claim.object, Literal):
            return _fold(claim.object.value) == _fold(object or "")
        return claim.object in objects

    return tuple(
        c
        for c in graph.claims
        if (subjects is None or c.subject in subjects) and (name is None or c.relation == name) and has_object(c)
    )


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()

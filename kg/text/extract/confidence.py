"""How sure an extraction is: a small logistic model over features that cost nothing to compute."""

from __future__ import annotations

from kg.model import Status
from kg.text.extract.found import Found, Scene

# Until the model is fitted on development data: the share of right claims by rule, read by hand.
_BY_RULE = {
    "verb.object": 0.82, "verb.passive": 0.85, "verb.prep": 0.78, "verb.object.prep": 0.7, "verb.light": 0.85,
    "copula.noun": 0.8, "copula.adjective": 0.7, "copula.prep": 0.6, "copula.noun.prep": 0.8,
    "noun.type.role": 0.92, "noun.type.kind": 0.92, "noun.apposition.role": 0.9, "noun.apposition.kind": 0.88,
    "noun.possessive": 0.85, "noun.nationality": 0.93, "noun.between": 0.88, "noun.deverbal": 0.75,
    "noun.prep": 0.75, "noun.comma": 0.9,
}  # fmt: skip


def confidence(scene: Scene, found: Found, status: Status) -> float:
    """Return the chance that the proposition is right as read, 0 to 1, two digits."""
    p = _BY_RULE.get(found.rule, 0.7)
    if scene.thing[found.subject] < 0:
        p -= 0.07
    if scene.thing[found.object] < 0:
        p -= 0.05
    if found.clause is not None and found.clause.how != "own":
        p -= 0.05
    return round(max(0.05, p), 2)

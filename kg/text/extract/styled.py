"""Offices that somebody gives himself: "Mora proclaimed himself Emperor of Peru" makes him claim it, and no emperor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.model import Proposition, Status
from kg.text.extract.found import Scene

_STYLING = frozenset({"proclaim", "declare", "style", "call", "crown", "dub", "name", "pronounce", "announce", "appoint"})
_SELF = frozenset({"himself", "herself"})


def styled(scene: Scene) -> Iterator[tuple[int, str]]:
    """Yield the person and each word of what he calls himself, in lower case."""
    tree = scene.tree
    for c in scene.clauses:
        if tree.lemma[c.verb] not in _STYLING:
            continue
        own = next((k for k in range(c.verb + 1, min(c.verb + 3, len(tree))) if tree.lower[k] in _SELF), -1)
        who = next((scene.thing[s] for s in c.subjects if scene.thing[s] >= 0 and scene.class_of[s] == "Person"), -1)
        if own < 0 or who < 0:
            continue
        last = tree.sentences[tree.sent_of[own]][1]
        for k in range(own + 1, last):
            if tree.text[k] in (";", ".") or (tree.pos[k] in ("VERB", "AUX") and not scene.is_name[k]):
                break
            yield who, tree.lower[k]


def on_his_word(propositions: list[Proposition], said: set[tuple[int, str]]) -> list[Proposition]:
    """Return the propositions with the offices that a person only gives himself on his word, wherever they stand."""
    if not said:
        return propositions

    def own(p: Proposition) -> bool:
        words = p.relation.lower().split()
        return p.kind == "role" and p.status is Status.ASSERTED and any((p.subject.thing, word) in said for word in words)

    return [
        replace(p, status=Status.ATTRIBUTED, speaker=p.subject.text, speaker_thing=p.subject.thing) if own(p) else p
        for p in propositions
    ]

"""Decide whether an event that a noun names has taken place: "will meet at a summit in Lima", "the talks were called off".

Accidents and conflicts that a text speaks of have happened; a meeting, an election or a festival is as sure as
the verb around it.
"""

from __future__ import annotations

from kg.model import Status
from kg.text.extract.tree import Tree
from kg.text.lexicon import Lexicon
from kg.text.status import stance
from kg.text.status_nouns import noun_stance
from kg.text.status_words import RANK, Stance

ARRANGED = frozenset({"Event", "Meeting", "Election", "Competition"})
"""Classes of events that somebody arranges, so that they can be ahead or fall through."""

_UP = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_THERE = frozenset({"in", "at", "for", "during", "to"})


def event_stance(tree: Tree, lex: Lexicon, noun: int, quoted: list[bool]) -> Stance:
    """Return the status of "the event ``noun`` took place"; ``quoted`` as for ``stance``."""
    own = noun_stance(tree, lex, noun, quoted)
    if any(tree.lower[j] == "next" for k in (noun, *(k for k in tree.kids[noun] if k < noun)) for j in (k, *tree.kids[k]) if j != noun):
        own = _stronger(own, Stance(Status.PLANNED, -1, "next"))
    verb, prep = _verb_above(tree, noun)
    if verb < 0:
        return own
    word = " ".join([tree.lemma[verb], *(tree.lower[k] for k in tree.children(verb, "prt"))])
    around = stance(tree, lex, verb, quoted)
    done = around.status in (Status.ASSERTED, Status.ATTRIBUTED)
    patient = tree.dep[noun] in ("dobj", "nsubjpass")
    if patient and done and word in lex.does["undoes"]:
        return _stronger(own, Stance(Status.NEGATED, -1, word))
    ahead = word in lex.does["event-ahead"] and (patient or prep == "for")
    if ahead or (tree.lemma[verb] == "be" and any(tree.lower[k] in lex.does["event-ahead"] for k in tree.kids[verb])):
        return _stronger(own, Stance(Status.PLANNED, -1, word))
    if around.status in (Status.PLANNED, Status.HYPOTHETICAL):
        return _stronger(own, around)
    if around.status is Status.NEGATED and patient and word in lex.does["holds-event"]:
        return _stronger(own, around)
    return own


def _verb_above(tree: Tree, noun: int) -> tuple[int, str]:
    """Return the verb whose subject, object or place the event is (-1: none), and the preposition between."""
    while tree.dep[noun] == "conj" and tree.pos[tree.head[noun]] in ("NOUN", "PROPN"):
        noun = tree.head[noun]
    if tree.dep[noun] not in _UP:
        return -1, ""
    above, prep = tree.head[noun], ""
    if tree.dep[noun] == "pobj":
        prep = tree.lower[above]
        above = tree.head[above]
        if prep not in _THERE:
            return -1, ""
    return (above, prep) if tree.pos[above] in ("VERB", "AUX") else (-1, "")


def _stronger(a: Stance, b: Stance) -> Stance:
    return b if RANK[b.status] > RANK[a.status] else a

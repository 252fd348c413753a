"""What negation says of one member of a coordination: "bought Dalmont and not Zephtel", "is no kingdom but a republic"."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Status
from kg.text.extract.tree import NOMINAL, Tree
from kg.text.lexicon import Lexicon
from kg.text.status import stance
from kg.text.status_words import Stance, but

_NOT = frozenset({"not", "n't", "n’t", "never", "no", "nor"})
_NOT_ONLY = frozenset({"only", "just", "merely", "simply", "solely", "least", "necessarily"})  # "not only", "not least": it is one


def member_stance(tree: Tree, lex: Lexicon, verb: int, of_verb: Stance, members: tuple[int, int], quoted: list[bool]) -> Stance:
    """Return the status of a proposition with these two arguments, from the stance of its verb (-1: of no verb)."""
    for k in members:
        joined = _joined(tree, k)
        if joined >= 0 and _denied(tree, joined):
            return replace(of_verb, status=Status.NEGATED, why="and not")
        if joined >= 0 and verb >= 0 and tree.dep[joined] == "conj" and but(tree, joined) and tree.child(verb, "neg") in range(tree.head[joined]):
            return stance(tree, lex, verb, quoted, affirmed=verb)
    return of_verb


def _joined(tree: Tree, k: int) -> int:
    """Return what stands in the coordination for the argument ``k``: itself or its preposition; -1 if it is in none."""
    if tree.dep[k] == "pobj" and tree.dep[tree.head[k]] == "conj" and tree.pos[tree.head[tree.head[k]]] in ("ADP", "SCONJ"):
        return tree.head[k]  # "plays for Peru and not for Kenya"
    first = any(tree.lower[n] == "but" and n > k for n in tree.children(k, "cc"))  # "bought not Dalmont but Zephtel"
    return k if first or (tree.dep[k] == "conj" and tree.pos[tree.head[k]] in NOMINAL) else -1


def _denied(tree: Tree, k: int) -> bool:
    """Does "not" or "no" belong to the member ``k`` alone?"""
    return any(
        tree.lower[n] in _NOT and n < k and tree.dep[n] in ("neg", "det", "advmod", "preconj") and tree.lower[n + 1] not in _NOT_ONLY
        for n in tree.kids[k]
    )

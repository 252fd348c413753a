"""Render phrases of a parse as token sequences: noun phrases, verb groups, clauses."""

from __future__ import annotations

from kg.text.extract.tree import Tree

_LEFT = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nummod",
        "poss",
        "nmod",
        "predet",
        "quantmod",
        "advmod",
        "case",
        "punct",
        "neg",
        "npadvmod",
        "intj",
        "preconj",
        "dep",
        "meta",
    }
)
_OPENING = frozenset({"``", '"', "(", "[", "{", "'", "-LRB-", "-LSB-", "-LCB-", "`"})
_CLOSING = frozenset({"''", '"', ")", "]", "}", "'", "-RRB-", "-RSB-", "-RCB-"})
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_BREAKS = frozenset({"cc", "conj", "preconj", "appos", "relcl", "parataxis"})
_CLAUSAL = frozenset({"acl", "relcl", "advcl", "appos", "parataxis"})


def below(tree: Tree, i: int, skip: frozenset[str] = frozenset()) -> list[int]:
    """Return ``i`` and what hangs below it, except children with a label of ``skip``, at any depth."""
    out, stack = [i], [i]
    while stack:
        for k in tree.kids[stack.pop()]:
            if tree.dep[k] not in skip:
                out.append(k)
                stack.append(k)
    out.sort()
    return out


def noun_phrase(tree: Tree, head: int, *, mode: str = "full") -> tuple[int, ...]:
    """Return the tokens of the noun phrase of ``head``, without the nouns coordinated with it.

    mode: "bare" the modifiers before the noun; "of" with its of-phrases; "full" with all its
    prepositional phrases; "clause" with participles and infinitives too.
    """
    out = [head]
    for k in tree.kids[head]:
        dep = tree.dep[k]
        if dep in _BREAKS or (
            dep == "punct"
            and tree.text[k] in (",", ";", ":", ".", "--", "-", "...", "?", "!")
            and not _inner(tree, k, head)
        ):
            continue
        if k < head:
            if dep in _LEFT or dep in ("prep", "acl", "advcl", "nsubj"):
                out.extend(below(tree, k))
        elif dep == "prep":
            if mode in ("full", "clause") or (mode == "of" and tree.lower[k] == "of"):
                out.extend(below(tree, k, frozenset() if mode == "clause" else _CLAUSAL))
        elif dep == "acl":
            if mode == "clause":
                out.extend(below(tree, k, frozenset({"relcl"})))
        elif dep == "punct":
            if tree.text[k] in _CLOSING or _inner(tree, k, head):
                out.append(k)
        elif dep in ("case", "nummod", "compound", "nmod", "quantmod", "advmod", "amod", "npadvmod", "det", "poss"):
            if dep in ("advmod", "amod") and mode in ("bare", "of"):
                continue
            if (
                dep == "npadvmod"
                and mode in ("bare", "of")
                and tree.lower[k - 1] not in ("a", "an", "per", "each", "every")
            ):
                continue
            out.extend(below(tree, k))
    return tidy(tree, out)


def split_modifiers(tree: Tree, head: int) -> list[tuple[int, ...]]:
    """Return "red barns" and "green barns" for "red and green barns"; empty where there is nothing to split."""
    for k in tree.kids[head]:
        if k >= head:
            break
        if tree.dep[k] not in ("amod", "compound", "nmod"):
            continue
        parts = [p for p in tree.conjuncts(k) if p < head]
        if len(parts) < 2 or not any(tree.dep[c] == "cc" for p in parts for c in tree.kids[p]):
            continue
        links = {c for p in parts for c in tree.kids[p] if tree.dep[c] in ("cc", "punct", "preconj")}
        links.update(c for c in tree.kids[head] if tree.dep[c] == "preconj")
        whole = noun_phrase(tree, head)
        out = []
        for p in parts:
            others = {j for q in parts if q != p for j in below(tree, q, frozenset({"conj"}))} | links
            out.append(tidy(tree, [t for t in whole if t not in others]))
        return out
    return []


def _inner(tree: Tree, k: int, head: int) -> bool:
    """A hyphen or a mark between the first modifier and the head."""
    return k < head and any(
        j < k and tree.dep[j] in ("amod", "compound", "nummod", "nmod", "poss") for j in tree.kids[head]
    )


def tidy(tree: Tree, tokens: list[int]) -> tuple[int, ...]:
    """Sort, and cut loose punctuation from both ends and quotes or brackets without their partner."""
    tokens = sorted(set(tokens))
    changed = True
    while tokens and changed:
        changed = False
        first, last = tree.text[tokens[0]], tree.text[tokens[-1]]
        if (tree.pos[tokens[0]] == "PUNCT" and first not in _OPENING) or tree.dep[tokens[0]] == "cc":
            tokens, changed = tokens[1:], True
        elif (tree.pos[tokens[-1]] == "PUNCT" and last not in _CLOSING) or tree.dep[tokens[-1]] == "cc":
            tokens, changed = tokens[:-1], True
        elif len(tokens) == 1:
            break
        elif first in _OPENING and not _partner(tree, tokens, first):
            tokens, changed = tokens[1:], True
        elif last in _CLOSING and not _partner(tree, tokens, last):
            tokens, changed = tokens[:-1], True
    return tuple(tokens)


def _partner(tree: Tree, tokens: list[int], mark: str) -> bool:
    texts = [tree.text[k] for k in tokens]
    if mark in ('"', "'"):
        return texts.count(mark) % 2 == 0
    for a, b in _PAIRS.items():
        if mark in (a, b):
            return texts.count(a) == texts.count(b)
    return True


def verb_group(tree: Tree, verb: int) -> tuple[int, ...]:
    """Return the verb with its auxiliaries, negation, particles and the adverbs between them, in text order."""
    out = [verb]
    kids = tree.kids[verb]
    for k in kids:
        dep = tree.dep[k]
        if dep in ("aux", "auxpass", "neg", "prt"):
            out.append(k)
    first = min(out)
    for k in reversed(kids):
        if tree.dep[k] == "advmod" and k < verb and tree.lower[k] not in ("when", "where", "why", "how"):
            if k > first:
                out.extend(below(tree, k))
            else:
                run = below(tree, k)
                if run[-1] + 1 == min(out):
                    out.extend(run)
    return tuple(sorted(set(out)))


def clause_text(tree: Tree, verb: int, *, skip: frozenset[str] = frozenset()) -> tuple[int, ...]:
    """Return all tokens of the clause of ``verb``, without clauses and verbs coordinated with it."""
    out = [verb]
    for k in tree.kids[verb]:
        if tree.dep[k] in skip or tree.dep[k] in ("parataxis",):
            continue
        if tree.dep[k] in ("cc", "conj") and any(
            tree.dep[j] in ("nsubj", "nsubjpass") for j in tree.kids[k] if tree.dep[k] == "conj"
        ):
            continue
        out.extend(below(tree, k))
    return tidy(tree, out)

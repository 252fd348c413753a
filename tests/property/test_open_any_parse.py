"""Open mode reads any parse, however wrong, without a crash and without a token from elsewhere."""

from __future__ import annotations

from itertools import islice

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.text.extract.repairs import repair
from kg.text.extract.tree import Tree, tree
from kg.text.open_find import MOST, candidates
from kg.text.open_rank import rank

WORDS = (
    "Norvia",
    "bought",
    "the",
    "bank",
    "of",
    "which",
    "in",
    "order",
    "was",
    "to",
    ",",
    "and",
    '"',
    "(",
    ")",
    "that",
    "by",
)
POS = ("NOUN", "PROPN", "VERB", "AUX", "ADP", "ADJ", "ADV", "PRON", "DET", "PUNCT", "CCONJ", "PART")
TAGS = ("NN", "NNP", "VBN", "VBD", "VBG", "VB", "TO", "MD", "IN", "WDT", "JJ", "CD")
DEPS = (
    "ROOT", "nsubj", "nsubjpass", "dobj", "dative", "attr", "acomp", "oprd", "prep", "pobj", "pcomp", "agent", "xcomp",
    "ccomp", "advcl", "relcl", "acl", "conj", "cc", "appos", "amod", "compound", "det", "poss", "aux", "auxpass", "neg",
    "advmod",
    "npadvmod", "expl", "mark", "punct", "prt", "nummod", "preconj",
)  # fmt: skip


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """A tree with any words, tags and labels on any arcs."""
    n = draw(st.integers(1, 14))
    order = draw(st.permutations(range(n)))
    head = list(range(n))
    for at in range(1, n):
        head[order[at]] = order[draw(st.integers(0, at - 1))]
    kids: list[list[int]] = [[] for _ in range(n)]
    for i in range(n):
        if head[i] != i:
            kids[head[i]].append(i)

    def column(values: tuple[str, ...]) -> list[str]:
        return draw(st.lists(st.sampled_from(values), min_size=n, max_size=n))

    words = column(WORDS)
    starts = [sum(len(w) + 1 for w in words[:i]) for i in range(n)]
    lower = [w.lower() for w in words]
    return Tree(
        words,
        lower,
        list(lower),
        column(TAGS),
        column(POS),
        column(DEPS),
        head,
        kids,
        starts,
        [(0, n)],
        [""] * n,
        [0] * n,
    )


@settings(max_examples=300)
@given(trees())
def test_every_candidate_lies_in_its_sentence(tree: Tree) -> None:
    found = candidates(tree)

    assert len(found) <= MOST
    for c in found:
        for phrase in (c.subject, c.relation, c.object, *c.extra):
            assert phrase
            assert all(0 <= t < len(tree) for t in phrase)


@settings(max_examples=300)
@given(trees())
def test_what_is_kept_has_a_confidence_and_falls_from_the_surest(tree: Tree) -> None:
    kept = [confidence for _, confidence in rank(tree, candidates(tree))]

    assert all(0 <= c <= 1 for c in kept)
    assert kept == sorted(kept, reverse=True)


@given(trees())
def test_the_same_parse_gives_the_same_triples(tree: Tree) -> None:
    assert rank(tree, candidates(tree)) == rank(tree, candidates(tree))


def test_a_repair_never_hangs_a_word_on_one_below_it() -> None:
    """A loop of heads would be climbed until memory ends."""
    words = ["farmers", "been", "arrested", "over"]
    doc = Doc(
        spacy.blank("en").vocab, words=words, lemmas=words, pos=["NOUN", "AUX", "VERB", "ADP"], tags=["NNS", "VBN", "VBN", "IN"],
        deps=["dobj", "auxpass", "dep", "ROOT"], heads=[3, 2, 0, 3],
    )  # fmt: skip

    repaired = repair(tree(doc))

    assert [list(repaired.up(i))[-1:] for i in range(4)] == [[3], [3], [3], []]


@settings(max_examples=300)
@given(trees())
def test_every_repaired_tree_has_roots(tree: Tree) -> None:
    repaired = repair(tree)
    for i in range(len(repaired)):
        assert len(list(islice(repaired.up(i), len(repaired)))) < len(repaired)

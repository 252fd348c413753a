"""Tell from the words around a verb without a subject whose it is, or that nobody can say."""

from __future__ import annotations

from kg.text.extract.tree import Tree

_BLAMING = frozenset({"accuse", "blame", "criticize", "criticise", "condemn", "denounce", "fault", "suspect", "convict", "punish"})


def asks_how(tree: Tree, verb: int) -> bool:
    """ "advice on how to build", "a debate over whether to sell": somebody may, nobody does."""
    return any(tree.tag[k] == "TO" for k in tree.kids[verb]) and any(tree.tag[k] == "WRB" or tree.lower[k] == "whether" for k in tree.kids[verb])


def blamed_for_it(tree: Tree, verb: int, by: int) -> bool:
    """Does "by" with its participle tell how the one blamed did it: "accused Peru of unrest by arming rebels"?"""
    blamed = tree.child(verb, "dobj")
    return tree.lower[by] == "by" and tree.lemma[verb] in _BLAMING and blamed >= 0 and any(tree.lower[k] in ("of", "for") for k in range(blamed, by))


def joined_by_nothing(tree: Tree, first: int, second: int) -> bool:
    """Are two verbs no coordination: a bare form after a finite one, or no conjunction or comma between finite ones?"""
    if tree.tag[second] == "VB" and tree.tag[first] in ("VBD", "VBN", "VBZ") and first < second:
        side = all(tree.dep[k] in ("cc", "advmod", "preconj") for k in range(first + 1, second))  # "built and run two plants"
        return not side and tree.child(second, "aux", "auxpass") < 0  # "has told them how to cook and serve": they serve
    return tree.tag[second] in ("VBD", "VBZ") and not any(
        tree.dep[k] in ("cc", "preconj", "punct") or tree.pos[k] in ("CCONJ", "PUNCT") for k in range(first + 1, second)
    )


def lost_subject(tree: Tree, verb: int) -> bool:
    """Do "and" or "but", a preposition and its noun stand right before the finite verb, with no room for a subject?"""
    first = min([verb, *(k for k in tree.kids[verb] if tree.dep[k] in ("aux", "auxpass"))])
    noun = first - 1
    if noun < 3 or tree.dep[noun] != "pobj" or tree.tag[first] not in ("VBZ", "VBP", "VBD", "MD"):
        return False
    start = min(tree.subtree(noun))
    return tree.lower[start - 1] == "for" and tree.lower[start - 2] in ("but", "and")


def beside_the_denied(tree: Tree, first: int, second: int) -> bool:
    """Stand two verbs below a denied one, the second in its tense: "did not think the bank was sound and sold it"?

    What is denied is joined by "or", so that "sold" is mostly not below it but beside it, with its subject.
    """
    denied = tree.head[first]
    if tree.dep[first] != "ccomp" or tree.child(denied, "neg") < 0 or tree.child(second, "nsubj", "nsubjpass", "mark", "aux", "auxpass", "expl") >= 0:
        return False
    if any(tree.lemma[k] == "have" or tree.tag[k] == "MD" for k in tree.children(first, "aux")):
        return False  # "did not say Lund had left Peru and joined Dalmont"
    tense = {tree.tag[k] for k in (denied, *tree.children(denied, "aux"))} & {"VBD", "VBZ", "VBP"}
    return tree.tag[second] in tense and any(tree.lower[k] in ("and", "but") and k < second for k in tree.children(first, "cc"))


def after_a_clause(tree: Tree, main: int, participle: int) -> bool:
    """Does another clause of the main verb stand between it and ", causing …"?"""
    return "," in tree.text[main:participle] and any(
        tree.dep[k] == "advcl" and main < k < participle and any(tree.tag[j] in ("WRB", "IN") and j < k for j in tree.kids[k]) for k in tree.kids[main]
    )


def by_the_way(tree: Tree, verb: int, noun: int) -> bool:
    """ "a crackdown on the trade, which has cost jobs": "which" may be the crackdown or the trade, so it is neither."""
    which = tree.child(verb, "nsubj")
    return (
        which > noun
        and tree.lower[which] == "which"
        and tree.text[which - 1] == ","
        and tree.dep[noun] == "pobj"
        and tree.pos[noun] == "NOUN"
        and tree.pos[tree.head[tree.head[noun]]] == "NOUN"
        and tree.child(noun, "det", "poss") < 0
    )


def disagrees(tree: Tree, verb: int, subjects: list[int]) -> bool:
    """Is the verb a plural form and its one borrowed subject a singular name or noun, or the other way round?"""
    if len(subjects) != 1 or any(tree.dep[k] == "aux" for k in tree.kids[verb]):
        return False
    tag = tree.tag[subjects[0]]
    if tree.lemma[subjects[0]] in ("team", "police", "staff", "group", "family", "number", "majority", "couple", "crew", "people"):
        return False
    return (tree.tag[verb] == "VBP" and tag == "NNP" and tree.ent[subjects[0]] == "PERSON") or (
        tree.tag[verb] == "VBZ" and tag == "NNS"
    )


def asked_by_preposition(tree: Tree, verb: int, infinitive: int) -> list[int]:
    """Return who is asked in "called on its neighbours to ban", "appealed to Peru to free": they would act."""
    if tree.lemma[verb] not in ("call", "appeal", "prevail", "plead") or not any(
        tree.tag[k] == "TO" for k in tree.kids[infinitive]
    ):
        return []
    return [
        o
        for k in tree.kids[verb]
        if tree.dep[k] == "prep" and tree.lower[k] in ("on", "upon", "to", "with") and k < infinitive
        for o in tree.children(k, "pobj")
    ]

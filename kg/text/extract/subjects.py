"""Tell from the words around a verb without a subject whose it is, or that nobody can say."""

from __future__ import annotations

from kg.text.extract.tree import Tree

_BLAMING = frozenset({"accuse", "blame", "criticize", "criticise", "condemn", "denounce", "fault", "suspect", "convict", "punish"})


_ABSTRACT = frozenset({"focus", "emphasis", "priority", "attention", "stress", "thrust", "aim", "goal", "objective", "effort", "work", "talk", "debate",
                       "discussion", "negotiation", "key", "hope", "idea", "interest", "strategy", "approach", "challenge", "problem", "question"})  # fmt: skip
_AIMING = frozenset({"be", "remain", "stay", "lie", "centre", "center", "concentrate", "focus", "rest"})
_WRITING = frozenset({"write", "wire", "cable"})
_WANTING = frozenset({"demand", "ask", "urge", "call", "seek", "request", "warn", "complain", "criticise", "criticize", "condemn", "accuse", "protest", "appeal",
                      "express", "question", "oppose", "propose", "insist", "plead", "thank", "praise", "invite", "explain", "outline", "say", "argue",
                      "inform", "suggest", "offer", "raise", "voice", "denounce", "reject", "challenge", "remind", "congratulate"})  # fmt: skip


def nothing_that_acts(tree: Tree, verb: int, prep: int) -> bool:
    """ "Our focus remains on reducing costs", "the talks centred on freeing Mora": no focus and no talks do it."""
    subject = tree.child(verb, "nsubj", "nsubjpass")
    return subject >= 0 and tree.lower[prep] in ("on", "about", "around", "in") and tree.lemma[verb] in _AIMING and tree.lemma[subject] in _ABSTRACT


_OF_ANYBODY = frozenset({"importance", "benefit", "merit", "virtue", "wisdom", "necessity", "advantage", "value", "difficulty", "ethics", "legality"})
_TALKED = {
    "against": frozenset({"warn", "advise", "caution", "counsel"}),
    "into": frozenset({"talk", "trick", "force", "pressure", "coerce", "bully", "fool", "mislead", "push", "scare", "dupe", "lure", "coax", "goad",
                       "provoke", "deceive", "persuade", "shame", "con", "trap", "blackmail", "bribe", "tempt"}),
}  # fmt: skip


def whoever_does_it(tree: Tree, prep: int) -> bool:
    """ "stressed the importance of buying Norvia": who would buy it is not said."""
    return tree.lower[prep] == "of" and tree.lemma[tree.head[prep]] in _OF_ANYBODY


def talked_into_it(tree: Tree, verb: int, prep: int) -> bool:
    """Does the object do it, or is it not to: "warned Norvia against selling", "tricked Norvia into selling"?"""
    return tree.lemma[verb] in _TALKED.get(tree.lower[prep], ())


def gerund_before(tree: Tree, verb: int, second: int) -> int:
    """Return "telling" for "attacking" in "accused Mora of telling lies and then attacking them", -1 where there is none.

    A gerund is no second verb beside a finite one: who tells lies attacks them, not who accuses.
    """
    if tree.tag[second] != "VBG" or tree.tag[verb] == "VBG" or tree.child(second, "aux", "auxpass", "nsubj") >= 0:
        return -1
    before = [tree.child(k, "pcomp") for k in tree.children(verb, "prep") if verb < k < second]
    return next((k for k in before if k >= 0 and tree.tag[k] == "VBG"), -1)


def kept_from(tree: Tree, participle: int, noun: int) -> bool:
    """ "prevents women reaching the top", "stopped the firm selling phones": they do not.

    "stopped a man carrying a knife" tells which man.
    """
    verb = tree.head[noun]
    if tree.tag[participle] != "VBG" or tree.dep[noun] != "dobj" or participle != noun + 1:
        return False
    return tree.lemma[verb] == "prevent" or (tree.lemma[verb] == "stop" and not any(tree.lower[k] in ("a", "an") for k in tree.kids[noun]))


def writers(tree: Tree, participle: int, noun: int) -> int:
    """Return the verb whose subject asks in "has written to Peru demanding a vote": not who is written to; -1 for no such verb.

    "wrote to the firm running the port" tells which firm.
    """
    to = tree.head[noun]
    above = tree.head[to]
    if tree.tag[participle] != "VBG" or tree.dep[noun] != "pobj" or tree.lower[to] != "to" or tree.lemma[participle] not in _WANTING:
        return -1
    return above if tree.lemma[above] in _WRITING else -1


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


def beside_a_noun(tree: Tree, participle: int) -> bool:
    """Stands the participle right behind a noun and its comma, which it may be about: "through the slump, brought on by Kenya"?"""
    first = tree.subtree(participle)[0]
    noun = first - 2
    return noun >= 0 and tree.text[first - 1] == "," and tree.pos[noun] == "NOUN" and tree.dep[noun] == "pobj" and tree.ent[noun] not in ("DATE", "TIME")


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


def whose_second_verb(tree: Tree, first: int, second: int) -> bool:
    """ "has praised a man who was hurt in Lima and has sued Norvia": the one who praises or the man, so it is neither.

    Who praised and sued has one "has" for both; and "praised a man who lives in Lima and sued Norvia" has one tense.
    """
    has = tree.child(second, "aux", "auxpass")
    start = has if has >= 0 else second
    if first > second or start < 2 or tree.lower[start - 1] not in ("and", "but") or tree.text[start - 2] == ",":
        return False
    who = next((k for k in [start - 2, *tree.up(start - 2)] if tree.dep[k] == "relcl"), -1)
    if who <= first or not any(tree.tag[k] in ("WP", "WDT") for k in tree.children(who, "nsubj", "nsubjpass")):
        return False
    return (has >= 0 and tree.tag[has] in ("VBZ", "VBP", "VBD", "MD")) or _tense(tree, second) == _tense(tree, who) != _tense(tree, first)


def _tense(tree: Tree, verb: int) -> str:
    """Return "past", "present" or "" of a finite verb or its first auxiliary."""
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(tree.tag[min([verb, *tree.children(verb, "aux", "auxpass")])], "")


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

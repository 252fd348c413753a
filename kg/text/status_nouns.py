"""Decide the status of an event that a noun names: "the arrest of X", "possible sanctions", "lifted its ban"."""

from __future__ import annotations

from kg.model import Status
from kg.text.extract.tree import Tree
from kg.text.lexicon import Lexicon
from kg.text.status import Walk, stance
from kg.text.status_words import NEGATION, Stance, verb_of

_SETTING_UP = frozenset(
    "base locate relocate move shift transfer establish start begin open launch set build complete finalise finalize conclude finish seal".split()
)
_SLOTS = frozenset({"nsubj", "nsubjpass", "pobj"})  # no object: "could resolve an inquiry by Peru"
_BY = frozenset({"", "by", "from", "with", "through"})  # what is told of "after", "over", "for" an event takes it for a fact
_AHEAD = {
    "for": frozenset({"brace", "prepare", "ready", "plan"}),
    "on": frozenset({"depend", "hinge", "rest"}),
    "upon": frozenset({"depend", "hinge", "rest"}),
}  # what a verb with its preposition leaves open

_TOLD = frozenset("accusation allegation suspicion claim charge rumour rumor".split())
_TOLD_OF = frozenset("report talk evidence sign indication impression perception".split())  # "a report on the arrest" takes it for a fact

_ADDRESSING = frozenset("tell remind warn persuade convince advise instruct invite challenge".split())  # "told a rally in Lima": it took place
_MADE = frozenset("call appeal request demand plea petition complaint criticism support invitation".split())


def noun_stance(tree: Tree, lex: Lexicon, noun: int, quoted: list[bool]) -> Stance:
    """Return the status of an event that a noun names ("the arrest of X", "possible sanctions")."""
    walk = Walk(tree, lex, quoted)
    for k in tree.kids[noun]:
        word = tree.lower[k]
        if word in lex.adjectives:
            walk.add(Status(lex.adjectives[word]), f'"{word}" {tree.lower[noun]}')
        elif tree.dep[k] in ("det", "neg") and word in NEGATION:
            walk.add(Status.NEGATED, f'"{word}" {tree.lower[noun]}')
    if tree.dep[noun] == "compound":
        return (
            noun_stance(tree, lex, tree.head[noun], quoted)
            if walk.status is Status.ASSERTED
            else Stance(walk.status, walk.speaker, walk.why)
        )
    head = tree.head[noun]
    if head != noun:
        if tree.lemma[head] == "be" and tree.child(head, "expl") >= 0:
            walk.climb(head)  # "asked if there had been any contact between X and Y"
        _undone(tree, lex, noun, walk)
        if tree.dep[noun] == "dobj" and tree.lemma[head] in _SETTING_UP:
            walk.climb(head)  # "will base its operations in Lima": they are not there yet
        if tree.dep[noun] == "dobj" and (tree.lemma[head] in lex.does["plans-object"] or tree.lemma[head] in lex.ask - _ADDRESSING):
            if not _over(tree, lex, noun, head):
                walk.add(Status.PLANNED, f"object of {tree.lemma[head]}")
        elif tree.dep[noun] == "dobj" and _there(tree, lex, noun):
            pass
        elif tree.dep[noun] == "dobj" and (
            tree.lemma[head] in lex.negate or tree.lemma[head] in lex.does["negates-gerund"]
        ):
            walk.add(Status.NEGATED, f"object of {tree.lemma[head]}")
        elif tree.dep[noun] == "pobj":
            above = tree.head[head]
            prep = tree.lower[head]
            if tree.lemma[above] in _AHEAD.get(prep, ()) and tree.pos[above] in ("VERB", "ADJ"):
                walk.add(Status.PLANNED if prep == "for" else Status.HYPOTHETICAL, f"{tree.lemma[above]} {prep}")
            if tree.pos[above] in ("NOUN", "PROPN") and prep in ("of", "for", "to", "on", "about", "at"):
                if tree.lemma[above] in lex.nouns_plan:
                    walk.add(Status.PLANNED, f"{tree.lemma[above]} {prep}")
                elif tree.lemma[above] in lex.nouns_possible:
                    walk.add(Status.HYPOTHETICAL, f"{tree.lemma[above]} {prep}")
                elif tree.lemma[above] in _TOLD or (tree.lemma[above] in _TOLD_OF and prep == "of" and tree.tag[above] != "NNP"):
                    none = any(tree.lower[k] == "no" for k in tree.kids[above])  # "no evidence of": it may be all the same
                    told = Status.NEGATED if walk.taken_back(above) else Status.HYPOTHETICAL if none else Status.ATTRIBUTED
                    walk.add(told, f"{tree.lemma[above]} {prep}")
            elif prep == "without" or (
                prep == "for" and tree.lemma[above] in ("call", "hope", "push", "ask", "press", "aim", "wait")
            ):
                walk.add(Status.NEGATED if prep == "without" else Status.PLANNED, f"{tree.lemma[above]} {prep}")
            elif tree.lemma[above] in lex.does["negates-of"] and prep == "of":
                walk.add(Status.NEGATED, f"{tree.lemma[above]} {prep}")
            elif tree.lemma[above] in lex.does["accuses-of"] and prep in ("of", "for", "with"):
                walk.add(Status.ATTRIBUTED, f"{tree.lemma[above]} {prep}")
                walk.speaker = walk.agent_of(above)
        if walk.status in (Status.ASSERTED, Status.ATTRIBUTED):
            _open(tree, lex, noun, walk)
    if quoted[noun]:
        walk.add(Status.ATTRIBUTED, "in quotation marks")
    return Stance(walk.status, walk.speaker, walk.why)


def _over(tree: Tree, lex: Lexicon, noun: int, verb: int) -> bool:
    """Has the attack been made that was planned: "ordering the 1998 bombing", "planned the attack that killed two"?"""
    if lex.classes.get(tree.lemma[noun]) not in ("Conflict", "Accident") or any(tree.tag[k] in ("VBP", "VBZ", "MD") for k in (verb, *tree.children(verb, "aux"))):
        return False
    the = any(tree.lower[k] in ("the", "those") for k in tree.kids[noun])
    dated = any(tree.ent[k] in ("DATE", "EVENT") and tree.dep[k] in ("compound", "nummod", "nmod", "poss") for k in tree.kids[noun])
    return the and (dated or any(tree.tag[k] == "VBD" and tree.child(k, "nsubj") >= 0 for k in tree.children(noun, "relcl")))


def _there(tree: Tree, lex: Lexicon, noun: int) -> bool:
    """Is there what the noun names though somebody rejects or avoids it: "rejected Mora's call for talks", "avoid the road"?"""
    return (tree.lemma[tree.head[noun]] == "reject" and tree.lemma[noun] in _MADE) or lex.classes.get(tree.lemma[noun]) in ("Facility", "Place")


def _open(tree: Tree, lex: Lexicon, noun: int, walk: Walk) -> None:
    """Add the modality of the verb around a thing that is no known one: "could be hurt by an attack by Kenya".

    "The attack", "its attack" have taken place whatever the verb says; "the buying of bonds" only names what is done.
    """
    verb, prep = tree.head[noun], ""
    if tree.dep[noun] == "pobj":
        verb, prep = tree.head[verb], tree.lower[verb]
    known = tree.child(noun, "poss") >= 0 or any(tree.lower[k] in ("the", "this", "that", "these", "those") for k in tree.kids[noun])
    if known and prep in ("by", "through") and tree.lower[noun].endswith("ing") and tree.lemma[noun] not in lex.classes:
        known = False
    if known or tree.pos[verb] != "VERB" or tree.dep[noun] not in _SLOTS or prep not in _BY:
        return
    around = stance(tree, lex, verb, walk.quoted)
    if around.status in (Status.PLANNED, Status.HYPOTHETICAL):
        walk.add(around.status, around.why)


def _undone(tree: Tree, lex: Lexicon, noun: int, walk: Walk) -> None:
    """Add what a verb does to the deal or ban that is its object or subject: "the merger was rejected", "lifted its ban"."""
    verb, behind = tree.head[noun], ""
    if tree.dep[noun] == "pobj":
        verb, behind = verb_of(tree, noun)
    if tree.pos[verb] not in ("VERB", "AUX") or tree.dep[noun] not in ("dobj", "nsubj", "nsubjpass", "pobj"):
        return
    if any(tree.dep[k] == "neg" or (tree.dep[k] == "aux" and tree.tag[k] == "MD") for k in tree.kids[verb]):
        return
    does = lex.does
    if tree.lemma[noun] not in does["deal-noun"]:
        return
    word = behind or " ".join([tree.lemma[verb], *(tree.lower[k] for k in tree.children(verb, "prt"))])
    beside = f"{tree.lemma[verb]} {tree.lower[verb + 1]}" if verb + 1 < len(tree) else word
    patient = tree.dep[noun] != "nsubj"
    if (patient and word in does["undoes"]) or (not patient and {word, beside} & does["falls-through"]):
        walk.add(Status.NEGATED, word)
    elif patient and word in does["deal-ahead"]:
        walk.add(Status.PLANNED, word)

"""it and its: the body, place or thing that is meant, by grammar and class. In doubt they stay unlinked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.entities.classes import FAMILY
from kg.text.entities.seen import (
    AGAINST,
    BODIES,
    OF_ANOTHER,
    SUBJECT,
    At,
    Seen,
    clause_of_which,
    human,
    joined_to,
    judged,
    own_subjects,
    verb_around,
)
from kg.text.lexicon import Lexicon, noun_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span, Token

# Verbs whose "it" + adjective or noun is no thing: "it is time to", "it seems clear that".
_EMPTY = frozenset(
    {
        "be",
        "seem",
        "become",
        "make",
        "appear",
        "take",
        "remain",
        "rain",
        "snow",
        "turn",
        "prove",
        "look",
        "mean",
        "happen",
    }
)
# Adjectives that say what somebody can or will do: "it was unable to pay", "it is ready to help".
_CAN = frozenset(
    "able unable ready willing unwilling keen eager reluctant prepared unprepared determined likely unlikely due set bound free entitled "
    "obliged committed confident hesitant desperate quick slow happy glad proud sure".split()
)
# "It was set up to advise firms": of what is made, the object of the sentence before may be meant, not who made it.
_MADE = frozenset(
    {
        "set", "establish", "create", "found", "form", "launch", "introduce", "build", "construct", "design", "develop", "make", "produce",
        "manufacture", "write", "publish", "release", "unveil", "invent", "paint", "record", "film", "open", "complete", "run", "fund", "name",
    }
)  # fmt: skip
_AMOUNTS = frozenset("half third quarter fifth tenth year month week day time number rest rate way".split())
_OWNERS = frozenset({"Organization", "Place", "Product"})


class It:
    """Links "it" and "its" of one document; ``heads`` is (block, token) -> thing."""

    def __init__(self, lex: Lexicon, heads: dict[tuple[int, int], int], classes: Sequence[str]) -> None:
        self.lex, self.heads, self.classes = lex, heads, classes

    def link(self, at: At, t: Token) -> tuple[int | None, str]:
        if at.quoted[t.i] or t.dep_ == "expl" or (t.lower_ == "it" and _says_nothing(t)):
            return None, ""
        if t.lower_ == "its" and (owner := self._beside(at, t)) is not None:
            return owner, "its: and its"
        if t.lower_ == "its" and (object_ := judged(t)) is not None:
            thing = next((s.thing for s in at.seen if s.token == object_.i), -1)
            return (thing, "its: which it is about") if thing >= 0 and self._body(thing) else (None, "")
        if (who := clause_of_which(t, ("which",))) is not None and not any(s.subject and s.token > who.i for s in at.seen):
            thing = self.heads.get((at.block, who.head.head.i), -1)
            if thing >= 0 and self._body(thing):
                return thing, f"{t.lower_}: which"
        if t.lower_ == "its" and (which := _relative(t)) is not None:
            thing = self.heads.get((at.block, which.i), -1)
            if thing >= 0 and self._body(thing):
                return thing, "its: of which it is said"
            class_ = noun_class(self.lex, "", which.lemma_.lower()) if thing < 0 else ""
            if FAMILY.get(class_, class_) in _OWNERS:
                return None, ""  # "a mill that makes paper for its rivals": the mill's
        says = t.dep_ == "nsubj" and t.head.lemma_ in self.lex.say  # '"We will sue Dalmont," it said': nothing in what is said
        here = [s for s in at.seen if s.subject and not (says and s.quoted) and not _in_apposition(t, s)]
        here = [s for s in here if s.thing >= 0 or t.doc[s.token].lower_ != "it" or not _says_nothing(t.doc[s.token])] or here
        if not here and t.lower_ == "its" and (ahead := self._body_ahead(at, t)) is not None:
            return (None, "") if ahead < 0 else (ahead, "its: subject to come")
        last = (at.told if says else at.history)[-1:]
        before = here or [s for some in last for s in some if s.subject and not (says and s.quoted)]
        pick = before[-1] if before else None
        if not here and pick is not None and not pick.main:
            pick = next((s for s in before if s.main and s.thing >= 0), pick)
        if pick is not None and t.dep_ in ("dobj", "pobj") and pick.token in own_subjects(t) and pick in at.seen:
            return None, ""  # "Norvia has replaced it": something else
        if not here and t.dep_ == "nsubjpass" and t.head.lemma_ in _MADE and at.before is not None and _gets_something(at.before[1]):
            return None, ""
        if pick is not None and pick.thing >= 0 and self._body(pick.thing):
            return pick.thing, f"{t.lower_}: last subject"
        if not here and pick is not None and pick.main and at.before is not None and at.history[-1:] == last:
            block, sentence = at.before
            owner = self._owner(block, sentence.doc[pick.token])
            if owner >= 0 and not any(self._may_be_it(block, k) for k in sentence if k.i > pick.token):
                return owner, f"{t.lower_}: owner of the subject before"
        if here and (other := self._past_others(at, t, here)) is not None:
            return other, f"{t.lower_}: subject that may be it"
        if t.lower_ == "its":
            pool = {s.thing for s in at.seen if s.thing >= 0 and self.classes[s.thing] in BODIES}
            person = pick is not None and pick.thing >= 0 and self.classes[pick.thing] == "Person"
            if len(pool) == 1 and (pick is None or person):
                return pool.pop(), "its: only body in the sentence"
        return None, ""

    def _body(self, thing: int) -> bool:
        return self.classes[thing] not in ("Person", "Group")

    def _beside(self, at: At, t: Token) -> int | None:
        """Return the thing in "Norvia and its allies" or "Norvia, with its two mills", None for no such phrase."""
        token = joined_to(t)
        if token >= 0 and t.head.lemma_ in AGAINST and any(s.subject and s.token != token for s in at.seen):
            return None  # "Norvia bought Dalmont and its rival": whose?
        up = t.head.head
        if token < 0 and t.head.dep_ == "pobj" and up.lower_ == "with" and up.i == t.i - 1 and up.head.i < up.i:
            token = up.head.i
        thing = self.heads.get((at.block, token), -1)
        return thing if thing >= 0 and self.classes[thing] != "Person" else None

    def _body_ahead(self, at: At, t: Token) -> int | None:
        """Return the subject to come in "In its report, Norvia said" and "Citing its losses, Norvia said".

        -1: the sentence before has a subject of its own that may be meant: "After its collapse, Peru took over the bank".
        """
        opening = next((a for a in t.ancestors if a.dep_ in ("prep", "advcl") and a.head.pos_ in ("VERB", "AUX") and a.head.i > t.i), None)
        if opening is None or t.head.lemma_ in OF_ANOTHER:
            return None
        subjects = [c for c in opening.head.children if c.dep_ in SUBJECT and c.i > t.i]
        thing = self.heads.get((at.block, subjects[0].i), -1) if len(subjects) == 1 else -1
        if thing < 0 or not self._body(thing):
            return None
        sure = opening.lower_ in ("in", "with") or at.sentence[0].tag_ == "VBG"
        others = {s.thing for s in (at.history[-1] if at.history else []) if s.subject and (s.thing < 0 or self._body(s.thing))}
        return thing if sure or others <= {thing} else -1

    def _past_others(self, at: At, t: Token, here: list[Seen]) -> int | None:
        """Return the last subject of the sentence that may be "it", past people and plurals: "Norvia said prices fell in its shops".

        The owner of a plural counts as well: "Norvia's shares fell after it lost". None if a thing without a name that
        may be meant stands between.
        """
        for s in reversed(here):
            noun = t.doc[s.token]
            if s.thing >= 0 and self._body(s.thing):
                between = range(s.token + 1, t.i)
                return None if any(self._may_be_it(at.block, t.doc[k]) for k in between) else s.thing
            several = noun.tag_ in ("NNS", "NNPS") or noun.lower_ in ("they", "we", "i", "you", "he", "she")
            if (owner := self._owner(at.block, noun)) >= 0:
                return None if any(self._may_be_it(at.block, t.doc[k]) for k in range(s.token + 1, t.i)) else owner
            if not several and not human(self.lex, noun.lemma_) and not (s.thing >= 0 and self.classes[s.thing] == "Person"):
                return None
        return None

    def _owner(self, block: int, noun: Token) -> int:
        """Return the body whose plural the subject is, which "it" then means: "Norvia's shares fell"; -1 for none."""
        owners = [c for c in noun.children if c.dep_ == "poss"] if noun.tag_ in ("NNS", "NNPS") else []
        thing = self.heads.get((block, owners[0].i), -1) if owners else -1
        return thing if thing >= 0 and self._body(thing) else -1

    def _may_be_it(self, block: int, k: Token) -> bool:
        """May "it" mean ``k``: a thing that has a name, or one that has none yet and an article?"""
        thing = self.heads.get((block, k.i), -1)
        if thing >= 0:
            return self._body(thing)
        said = any(c.dep_ in ("det", "poss") for c in k.children)
        return said and k.tag_ == "NN" and k.dep_ not in ("compound", "npadvmod") and k.lemma_ not in _AMOUNTS and not human(self.lex, k.lemma_)


def _relative(t: Token) -> Token | None:
    """Return the noun of the relative clause "that/which …" in whose own predicate ``t`` stands, or None."""
    verb = verb_around(t)
    if verb is None or verb.dep_ != "relcl":
        return None
    right = verb.head.tag_ in ("NN", "NNP") and any(c.dep_ in SUBJECT and c.lower_ in ("which", "that") for c in verb.children)
    return verb.head if right else None


def _gets_something(sentence: Span) -> bool:
    """Has the sentence an object that "it" may mean: "will fund a new panel", "bought Dalmont"?"""
    return any(
        k.dep_ == "dobj" and (k.tag_ == "NNP" or (k.tag_ == "NN" and any(c.lower_ in ("a", "an", "another") for c in k.children)))
        for k in sentence
    )


def _in_apposition(t: Token, seen: Seen) -> bool:
    """Does the pronoun stand in an apposition of the very name: "Lynx, its rival"?"""
    while t.dep_ != "ROOT" and t.head.i != t.i:
        if t.dep_ in ("relcl", "acl"):
            return False
        if t.dep_ == "appos" and t.head.i == seen.token:
            return True
        t = t.head
    return False


def _says_nothing(t: Token) -> bool:
    """Is "it" no thing: "it is clear that", "it is time to", "allowing it to build"?"""
    verb = t.head
    can = [c for c in verb.children if c.dep_ == "acomp" and c.lemma_ in _CAN]
    if can and any(g.tag_ == "TO" for c in can for x in c.children for g in x.children):
        return False  # "it was unable to pay"
    if verb.lemma_ in _EMPTY and any(c.dep_ in ("acomp", "attr", "ccomp", "xcomp", "oprd") for c in verb.children):
        below = [g for c in verb.children for g in (c, *c.children)]
        if any(g.tag_ == "TO" or g.dep_ in ("mark", "ccomp", "advcl", "xcomp", "relcl") for g in below):
            return True
    # the object of "allow", so not its subject
    return t.dep_ in SUBJECT and verb.dep_ == "ccomp" and any(c.tag_ == "TO" for c in verb.children)

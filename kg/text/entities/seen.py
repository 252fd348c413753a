"""What stood before a pronoun: the mentions of its sentence and of those before, and what grammar says of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SUBJECT = frozenset({"nsubj", "nsubjpass"})
BODIES = frozenset(
    "Company Organization GovernmentBody MediaOrganization University Team PoliticalParty Alliance Country".split()
)
OF_ANOTHER = frozenset("absence place stead wake honour honor memory favour favor name defence defense presence company footsteps".split())
"""Nouns of which "in his …" is another's: "In his absence, Luis Mora led the party"."""


@dataclass(slots=True)
class Seen:
    thing: int  # -1: something that has no name
    token: int
    subject: bool
    main: bool = False  # of the sentence's own verb
    owner: bool = False  # of a subject that is nobody: "Mora's trial began"
    quoted: bool = False


@dataclass(slots=True)
class At:
    """Where a pronoun stands: its block and sentence, and what stood before it."""

    block: int
    sentence: Span
    seen: list[Seen]
    history: list[list[Seen]]
    told: list[list[Seen]]  # of the history, the sentences that are no mere part of a quotation
    before: tuple[int, Span] | None  # the sentence before, with its block
    quoted: list[bool]
    speaker: int
    speakers: dict[int, int]  # quoted token -> who says it, where a name stands at the verb of saying


AGAINST = frozenset({"threat", "rival", "challenge", "challenger", "danger", "opponent", "blow", "alternative", "successor", "heir", "risk", "obstacle",
                      "insult", "enemy", "contender", "competitor", "embarrassment", "tribute", "match"})  # fmt: skip


def joined_to(t: Token) -> int:
    """Return the name before "and his": "Mora praised Holm and his team" is Holm's team; -1 for none."""
    noun = t.head
    if noun.dep_ != "conj" or t.i < 2 or t.nbor(-1).lower_ != "and" or t.nbor(-2).i != noun.head.i:
        return -1
    return noun.head.i


_JUDGED = {
    "for": "praise thank blame criticise criticize condemn congratulate commend applaud honour honor jail imprison arrest fine punish reward forgive "
    "rebuke mock ridicule scold slam hail admire denounce laud lambast berate reprimand suspend sack expel convict prosecute sentence",
    "on": "congratulate compliment question challenge quiz grill press",
    "over": "criticise criticize attack condemn slam question investigate sack suspend arrest challenge mock confront",
    "about": "question quiz grill ask",
    "with": "help assist",
    "in": "help assist",
    "of": "accuse convict acquit suspect",
}
_JUDGES = frozenset((prep, verb) for prep, verbs in _JUDGED.items() for verb in verbs.split())


def judged(t: Token) -> Token | None:
    """Return the object whose own the possessive ``t`` is: "Luis Mora praised Jonas Holm for his work" is Holm's; None for none.

    ``t`` itself where either's may be meant: "accused Holm of stealing his car", "of abusing his office".
    """
    up, deed = t.head, False
    while up.dep_ in ("pobj", "dobj", "prep", "pcomp", "conj") and not (up.dep_ == "prep" and up.head.pos_ == "VERB" and up.head.tag_ != "VBG"):
        if up.dep_ == "prep" and up.head.dep_ == "dobj" and (up.lower_, up.head.head.lemma_) in _JUDGES:
            return t if deed else up.head
        deed = deed or up.dep_ == "pcomp"
        up = up.head
    if up.dep_ != "prep" or (up.lower_, up.head.lemma_) not in _JUDGES:
        return None
    whom = next((c for c in up.head.children if c.dep_ in ("dobj", "dative") and c.i < t.i), None)
    return t if deed and whom is not None else whom


def praised(said: Token) -> Token | None:
    """Return who is praised or blamed in "Luis Mora praised Jonas Holm, saying …"; None for no such "saying"."""
    verb = said.head
    if said.tag_ != "VBG" or said.dep_ != "advcl" or ("for", verb.lemma_) not in _JUDGES:
        return None
    return next((c for c in verb.children if c.dep_ == "dobj"), None)


_DISMISSES = frozenset("dismiss fire sack expel suspend oust drop replace succeed jail arrest fine blame criticise criticize condemn praise rebuke".split())


def dismissed(t: Token) -> Token | None:
    """Return Holm in "Luis Mora dismissed Jonas Holm because he had lied", or "after he"; None for no such clause."""
    clause = t.head
    verb = clause.head
    if t.dep_ not in SUBJECT or clause.dep_ != "advcl" or verb.lemma_ not in _DISMISSES or not verb.i < t.i:
        return None
    why = any(c.lower_ in ("because", "after") and c.i < t.i for c in clause.children)
    return next((c for c in verb.children if c.dep_ == "dobj" and c.i < t.i), None) if why else None


def clause_of_which(t: Token, words: tuple[str, ...]) -> Token | None:
    """Return the "who" or "which" whose clause ``t`` stands in, as anything but what is done to it; None for none."""
    for up in t.ancestors:
        if up.dep_ == "relcl":
            who = next((c for c in up.children if c.dep_ in SUBJECT and c.lower_ in words and c.i < t.i), None)
            return who if who is not None and (t.tag_ == "PRP$" or who.i not in own_subjects(t)) else None
    return None


def threat_to(t: Token) -> int:
    """Return the subject in "Mora is the biggest threat to his plans", whose plans they cannot be; -1 for none."""
    for up in t.ancestors:
        if up.pos_ in ("VERB", "AUX"):
            return -1
        if up.lemma_ in AGAINST and up.dep_ in ("attr", "dobj", "oprd"):
            return next((c.i for c in up.head.children if c.dep_ in SUBJECT), -1)
    return -1


def verb_around(t: Token) -> Token | None:
    """Return the verb that ``t`` stands behind as (part of) an object or adverbial, or None: "has told of his plan"."""
    up = t.head
    while up.pos_ not in ("VERB", "AUX") and up.dep_ in ("dobj", "dative", "pobj", "prep", "conj", "attr", "poss", "agent"):
        up = up.head
    return up if up.pos_ in ("VERB", "AUX") and up.i < t.i else None


def own_subjects(t: Token) -> set[int]:
    """Return the subjects of the verb that the object ``t`` belongs to: "Mora praised Holm, calling him" is not Mora."""
    verb = t.head
    while verb.dep_ in ("prep", "agent", "dative") and verb.head.i != verb.i:
        verb = verb.head
    for _ in range(4):
        own = {c.i for c in verb.children if c.dep_ in SUBJECT}
        if own or verb.head.i == verb.i or verb.dep_ not in ("advcl", "xcomp", "conj", "pcomp", "prep"):
            return own
        verb = verb.head
    return set()


def names_of(lex: Lexicon, noun: Token) -> list[Token]:
    """Return what stands in apposition to ``noun``; to a noun of a person, behind its "of X" as well.

    "The head of the Larvik Bank, Lena Holm, says": the parser gives the name to the bank.
    """
    out = [c for c in noun.children if c.dep_ == "appos"]
    if human(lex, noun.lemma_):
        for k in noun.subtree:
            if k.dep_ == "appos" and k.head.dep_ == "pobj" and k.tag_ == "NNP" and k.i > noun.i and k.nbor(-1).text != "(":
                up = k.head.head.head
                while up.dep_ == "pobj" and up.head.dep_ == "prep":
                    up = up.head.head
                out += [k] if up.i == noun.i else []
    return out


def human(lex: Lexicon, noun: str) -> bool:
    """Is it a noun of a person: a role, a relative, "the man"?"""
    return noun in lex.roles or noun in lex.kin or lex.classes.get(noun) == "Person"

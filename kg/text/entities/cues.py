"""Class votes by the words that a name stands with: the table ``class-cues.tsv``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.text.entities.spans import Name
from kg.text.lexicon import Lexicon, noun_class

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DOUBT = 0.4
"""Share of a vote for a body that counts where the recogniser sees a person of several names: "Xu Lan acquired the firm"."""

_PLACING = frozenset({"in", "near", "of", "between"})
_PLACES = frozenset({"Place", "City", "Region"})
_LISTED, _ITS, _WHO, _ACTS, _OWNS, _TITLE = 2.0, 1.5, 3.0, 0.7, 0.7, 1.5
_PARTS_OF_PLACES = frozenset(
    "neighbouring neighboring nearby eastern northern southern western central northeastern northwestern southeastern southwestern "
    "downtown mainland rural coastal".split()
)
_WEATHER = frozenset("be seem appear become take rain snow make look prove happen remain".split())


def cue_votes(doc: Doc, name: Name, lex: Lexicon) -> Iterator[tuple[str, float]]:
    """Yield (class, votes) for the name by its verb, its preposition and the nouns it stands with."""
    doubt = _DOUBT if name.ner == "PERSON" and " " in name.text else 1.0
    for word, where in _words(doc, name):
        for class_, votes in lex.cues.get((word, where), ()):
            there = where in _PLACING and class_ in _PLACES
            yield class_, votes * (1.0 if there or class_ == "Person" else doubt)


def list_votes(doc: Doc, name: Name, lex: Lexicon) -> Iterator[tuple[str, float]]:
    """Yield (class, votes) by what a list of names is of: "chipmakers such as Norvia and Zephtel", "its rival Zephtel"."""
    first = first_of_list(doc[name.head])
    up = first.head
    several: Token | None = None
    if first.dep_ == "pobj" and (
        up.lower_ in ("like", "including") or (up.lower_ == "as" and up.i and doc[up.i - 1].lower_ == "such")
    ):
        several = up.head
    elif first.dep_ in ("appos", "conj", "dep") or first.i == name.head:
        start = min((t.i for t in first.subtree if t.i > 0 and t.pos_ == "PROPN"), default=first.i)
        before = doc[start - 1] if start else None
        if (
            before is not None
            and (before.tag_ == "NNS" or _plural(before, lex))
            and any(c.dep_ == "conj" for c in first.children)
        ):
            several = before
    word = "" if several is None else _plural(several, lex) or several.lemma_.lower()
    if several is not None and (several.tag_ == "NNS" or word != several.lemma_.lower()) and word not in lex.relational:
        class_ = (
            "Person" if word in lex.roles else noun_class(lex, doc[several.i - 1].lower_ if several.i else "", word)
        )
        if class_ not in ("", "Concept", "Group"):
            yield class_, _LISTED
    before = doc[name.first - 1] if name.first else None
    if before is not None and before.lemma_.lower() in lex.relational:
        words = [t.lower_ for t in doc[max(before.i - 3, 0) : before.i]]
        if "its" in words:
            yield "Organization", _ITS
    after = [t.lower_ for t in doc[name.last + 1 : name.last + 3]]
    if doc[name.last].tag_ != "NNPS" and (after[:1] == ["who"] or after == [",", "who"]):
        yield "Person", _WHO
    if after == [",", "which"]:
        yield "Person", -_ITS  # the recogniser's person is none, unless a first name speaks for it
    if before is not None and before.lower_ in _PARTS_OF_PLACES:
        yield "Place", 2.0
    quoted = name.first > 0 and name.last + 1 < len(doc) and doc[name.first - 1].text == '"' == doc[name.last + 1].text
    if quoted and " " in name.text:
        yield "CreativeWork", _TITLE
    yield from _deeds(doc, name, lex)
    if _is_placed(doc, name):
        yield "Place", _THERE


_THERE = 2.0
_DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)
_REGIONAL = frozenset("north south east west northern southern eastern western central".split())
_DISTANCE = frozenset("about around some just nearly km kms kilometre kilometres kilometer kilometers mile miles minutes hours".split())


def _is_placed(doc: Doc, name: Name) -> bool:
    """Is it said where it lies, or what lies near it: "near Marlow", "Marlow, 20 miles west of Lima", "Marlow in north Peru"?"""
    before = doc[name.first - 1].lower_ if name.first else ""
    if before == "near":
        return True
    at = name.last + 1
    if at == len(doc) or not (doc[at].text == "," or doc[at].lower_ in _DIRECTIONS or doc[at].lower_ in ("in", "about", "just", "some")):
        return False
    words = [t.lower_ for t in doc[at : at + 9]]
    if words[:1] == [","]:
        words = words[1:]
    while words and (words[0] in _DISTANCE or words[0][0].isdigit()):
        words = words[1:]
    while len(words) > 2 and words[0] in _DIRECTIONS and words[1] == "-":
        words = words[2:]  # "south - west of"
    if words[:1] and words[0] in _DIRECTIONS and words[1:2] == ["of"]:
        return True
    return before in _AT and words[:1] == ["in"] and words[1:2] != [] and words[1] in _REGIONAL and doc[at].lower_ == "in"


_AT = frozenset({"at", "in", "of", "from", "to"})


def _deeds(doc: Doc, name: Name, lex: Lexicon) -> Iterator[tuple[str, float]]:
    """What no place does: it says, plans and signs, and has products; what says "it would" of itself is no person."""
    head = doc[name.head]
    verb = head.head
    if head.dep_ == "nsubj" and verb.pos_ == "VERB":
        if name.ner in ("GPE", "LOC") and (verb.lemma_ in lex.say or verb.lemma_ in lex.plan or verb.lemma_ in _DEEDS):
            yield "Organization", _ACTS
        if says_it(head, lex):
            yield "Organization", _ITS
        if verb.lemma_ == "report" and name.ner in ("ORG", "") and any(c.dep_ == "ccomp" for c in verb.children):
            yield "MediaOrganization", _ACTS  # "The Herald reported that"
    if head.dep_ in ("dobj", "dative") and verb.lemma_ == "tell" and name.ner in ("ORG", ""):
        if not any(c.dep_ == "xcomp" or c.tag_ == "TO" for c in verb.children) and _person_speaks(verb, lex):
            yield "MediaOrganization", _ACTS  # "a spokesman told the Herald"
    if head.dep_ == "poss" and noun_class(lex, "", head.head.lemma_.lower()) in ("Product", "Technology"):
        yield "Organization", _OWNS


def _person_speaks(verb: Token, lex: Lexicon) -> bool:
    return any(
        c.dep_ == "nsubj" and (c.lower_ in ("he", "she") or c.lemma_.lower() in lex.roles) for c in verb.children
    )


_DEEDS = frozenset(
    "sign agree negotiate offer deny refuse reject sue compete bid apologise apologize respond decline".split()
)


def speaks(doc: Doc, name: Name, lex: Lexicon) -> bool:
    """Is it the subject of a verb of saying, and no person to the recogniser?"""
    head = doc[name.head]
    return name.ner != "PERSON" and head.dep_ == "nsubj" and head.head.lemma_ in lex.say


def says_it(head: Token, lex: Lexicon) -> bool:
    """Does the subject ``head`` say of itself "it": "Norvia said it would appeal", "Norvia said its sales rose"?"""
    verb = head.head
    if head.dep_ != "nsubj" or verb.lemma_ not in lex.say:
        return False
    for t in verb.subtree:
        if t.i <= head.i:
            continue
        if t.pos_ == "PROPN" and t.dep_ in ("nsubj", "nsubjpass"):
            return False
        if t.lower_ == "its":
            return True
        if t.lower_ == "it" and t.dep_ in ("nsubj", "nsubjpass"):
            return t.head.lemma_ not in _WEATHER and t.head.dep_ in ("ccomp", "conj")
    return False


def _plural(noun: Token, lex: Lexicon) -> str:
    """Return the singular of a plural that opens a sentence, which the tagger takes for a name: "Carmakers Norvia and Zephtel"."""
    low = noun.lower_.removesuffix("s")
    return low if noun.tag_ == "NNP" and low != noun.lower_ and lex.classes.get(low) == "Company" else ""


def _words(doc: Doc, name: Name) -> Iterator[tuple[str, str]]:
    head = doc[name.head]
    first = first_of_list(head)
    up = first.head
    if first.dep_ == "nsubj" and up.pos_ in ("VERB", "AUX"):
        yield from ((w, "subject") for w in _verb(up))
        for other in up.conjuncts:
            if other.pos_ == "VERB" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in other.children):
                yield from ((w, "subject") for w in _verb(other))
    elif first.dep_ in ("dobj", "nsubjpass"):
        yield from ((w, "object") for w in _verb(up))
    elif first.dep_ == "pobj" and up.dep_ in ("prep", "agent"):
        yield from ((w, up.lower_) for w in _governors(up.head))
        beside = doc[up.i - 1] if up.i else None
        if beside is not None and beside.pos_ == "NOUN" and beside.i != up.head.i:
            yield from ((w, up.lower_) for w in _nouns(beside))  # "receive shares in Norvia", hung on the verb
    if any(c.dep_ in ("acl", "relcl") and c.lemma_ in ("base", "headquarter") for c in head.children):
        yield "have headquarters", "subject"
    if head.dep_ == "poss" and head.head.i > head.i:
        yield from ((w, "poss") for w in _nouns(head.head))
        if head.head.pos_ == "PROPN":  # "Norvia's rival Zephtel": the noun stands before the other name
            between = [t for t in doc[name.last + 1 : head.head.i] if t.pos_ in ("NOUN", "ADJ")]
            yield from ((t.lemma_.lower(), "poss") for t in between)
    after = name.last + 1
    if after < len(doc) and doc[after].pos_ == "NOUN" and doc[after].text[0].islower():
        noun = doc[after].head if doc[after].dep_ == "compound" and doc[after].head.i == after + 1 else doc[after]
        if noun.dep_ != "dobj" or noun.head.i < name.first:  # "Norvia shares" and no verb that was taken for a noun
            yield from ((w, "before") for w in _nouns(noun))


_CALLED = frozenset({"call", "name", "dub", "title", "entitle", "label", "nickname", "know"})


def named_noun(head: Token) -> Token | None:
    """Return the noun that the name is given to: "a man called Luis Mora", "a village known as Marlow"; None if there is none."""
    verb = head.head
    if head.dep_ == "pobj" and verb.lower_ == "as":
        verb = verb.head
    elif head.dep_ not in ("oprd", "attr", "dobj"):
        return None
    given = verb.dep_ == "acl" and verb.lemma_ in _CALLED and (verb.tag_ == "VBN" or (head.dep_ in ("oprd", "attr") and verb.head.dep_ != "ROOT"))
    return verb.head if given else None


def first_of_list(token: Token) -> Token:
    """Return the first of the names that ``token`` is listed with: they stand in one place of the sentence."""
    for _ in range(6):
        if token.dep_ != "conj" or token.head.pos_ != "PROPN":
            break
        token = token.head
    return token


def _verb(verb: Token) -> Iterator[str]:
    yield verb.lemma_.lower()
    for c in verb.children:
        if c.dep_ == "prt":
            yield f"{verb.lemma_.lower()} {c.lower_}"
    for c in verb.children:
        if c.dep_ == "dobj":  # "take place", "have employees"
            yield f"{verb.lemma_.lower()} {c.lemma_.lower()}"


def _governors(token: Token) -> Iterator[str]:
    if token.pos_ in ("NOUN", "PROPN"):
        yield from _nouns(token)
    elif token.pos_ in ("VERB", "ADJ", "ADV"):
        yield token.lemma_.lower()


def _nouns(noun: Token) -> Iterator[str]:
    yield noun.lemma_.lower()
    if noun.tag_ == "NNS":
        yield noun.lower_  # "shares in Norvia", not "the share of Lynx"
    if noun.i and noun.doc[noun.i - 1].dep_ in ("compound", "amod"):
        yield f"{noun.doc[noun.i - 1].lower_} {noun.lemma_.lower()}"

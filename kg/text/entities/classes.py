"""Of what kind a named thing is: votes of the recogniser, the words of the name, titles, type nouns, pronouns.

One vote per thing after merging, not per mention; the recogniser types one news name in three wrongly,
so what the text itself says (a title, a type noun, an apposition) counts more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.text.columns import columns
from kg.text.entities.cues import cue_votes, first_of_list, list_votes, named_noun, says_it
from kg.text.entities.gazetteer import Gazetteer, key
from kg.text.entities.places import LOCATIVE
from kg.text.entities.spans import STATE
from kg.text.lexicon import Lexicon, noun_class
from kg.text.parse import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.text.entities.pool import Cluster
    from kg.text.entities.spans import Name

_BY_RECOGNISER = {
    "PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Facility", "PRODUCT": "Product",
    "EVENT": "Event", "WORK_OF_ART": "CreativeWork", "LAW": "Law", "NORP": "Group",
}  # fmt: skip
_MASCULINE = frozenset({"he", "him", "his", "himself"})
_FEMININE = frozenset({"she", "her", "herself"})
_HE_OR_SHE = _MASCULINE | _FEMININE
# Verbs of which only people are the subject; companies "say" and "know" too, so those do not count.
_FIRST_WORDS = {
    "hotel": "Facility",
    "fort": "Facility",
    "camp": "Facility",
    "mount": "Region",
    "lake": "Region",
    "cape": "Region",
}
_NO_FIRMS = frozenset({"council", "association", "society", "institute", "federation", "foundation", "committee", "union", "league", "commission"})
_PLACE_NOUNS = {"city": "City", "town": "City", "village": "City", "suburb": "City", "township": "City", "municipality": "City", "hamlet": "City", "province": "Region", "region": "Region", "county": "Region",
                "district": "Region", "island": "Region", "state": "Region"}  # fmt: skip
CLUB = frozenset("fc sc ac cf afc".split())
BODIES = frozenset("parliament congress senate assembly cabinet treasury church army navy".split())
"""Class nouns that name one body of a country: "Parliament"."""
_PERSONAL = frozenset({"arrest", "elect", "meet", "know", "think", "believe", "want", "go", "become", "leave", "visit", "recall", "love", "feel", "write",
                       "call", "win", "walk", "attend", "take", "join", "hear"})  # fmt: skip
HUMAN = frozenset(
    {
        "bear",
        "marry",
        "die",
        "recall",
        "smile",
        "graduate",
        "resign",
        "testify",
        "sit",
        "laugh",
        "speak",
        "retire",
        "live",
    }
)
_INITIALS = re.compile(r"(?:[A-Z]|(?:[A-Z]\. ?){1,3}) [A-Z][a-z]{2,}")
_OF_FIRMS = frozenset({"chief_executive_of", "chief_financial_officer_of"})
_WHERE = frozenset({"in", "at", "near", "from", "to", "of", "outside", "around", "the"})
_LOOKS = 4
"""Looks of the recogniser that count; what a text says once must not drown in what it gets wrong ten times."""
_NAMED_BEFORE = frozenset({"PoliticalParty", "MediaOrganization", "Region", "City", "University"})
_OF_PLACES = frozenset("san santa santo sao saint st st. los las mount fort port lake".split())
_RULE = frozenset({"administration", "presidency", "era", "campaign"})
_FIRMS_ONLY = frozenset({"team", "partner", "merge"})
FAMILY = {
    "Company": "Organization", "GovernmentBody": "Organization", "MediaOrganization": "Organization", "University": "Organization",
    "Team": "Organization", "PoliticalParty": "Organization", "Alliance": "Organization", "City": "Place", "Country": "Place",
    "Region": "Place", "Facility": "Place", "Technology": "Product", "Meeting": "Event", "Agreement": "Event", "Election": "Event",
    "Accident": "Event", "Conflict": "Event", "Competition": "Event",
}  # fmt: skip
"""The broad class of each fine one."""


def name_votes(parsed: Parsed, cluster: Cluster, gaz: Gazetteer, lex: Lexicon) -> None:
    """Fill ``cluster.votes`` from its names and the words beside them."""
    votes = cluster.votes
    if cluster.known:
        votes[lex.places[cluster.known][1]] += 50
        return
    if cluster.body:
        votes[gaz.bodies[key(cluster.body)][1]] += 50
        return
    if any(key(n.text) in gaz.seats for n in cluster.names):
        votes["GovernmentBody"] += 50
        return
    if any(_city(parsed.blocks[n.block][1], n, gaz) for n in cluster.names):
        votes["City"] += 2
    seen: dict[str, float] = defaultdict(float)
    for name in cluster.names:
        doc = parsed.blocks[name.block][1]
        if name.ner == "TECH":
            votes["Technology"] += 50
            return
        if name.ner in _BY_RECOGNISER and name.why in ("name", "headline", "inner"):
            if name.ner != "GPE" or name.why != "name" or _somewhere(doc, name):  # else it errs as often as not
                seen[_BY_RECOGNISER[name.ner]] += 1
        if name.why in ("nested", "inner"):
            continue
        _words_of_name(name, votes, gaz)
        if _side(name, gaz, lex):
            votes["Team"] += 3
        _words_beside(doc, name, votes, gaz, lex)
        if not name.titled:
            for class_, vote in (*cue_votes(doc, name, lex), *list_votes(doc, name, lex)):
                votes[class_] += vote
    if all(n.text.isupper() and " " not in n.text and not n.titled for n in cluster.names):
        seen.pop("Person", None)  # an abbreviation
        votes.pop("Person", None)
    if not votes.get("Person") and not _human(parsed, cluster, gaz, lex):
        seen.pop("Person", None)  # the recogniser alone, on a single word: a product or a firm as often as a person
    for class_, looks in seen.items():
        votes[class_] += min(looks, _LOOKS)


def _city(doc: Doc, name: Name, gaz: Gazetteer) -> bool:
    """Is it the name of a large city, seen as a place by the recogniser or where a place stands?"""
    if key(name.text) not in gaz.cities or name.titled or name.why in ("nested", "inner"):
        return False
    first = first_of_list(doc[name.head])
    there = _somewhere(doc, name) or (first.dep_ == "pobj" and first.head.lower_ in LOCATIVE)
    return name.ner in ("GPE", "LOC") or (name.ner != "PERSON" and there)


def _somewhere(doc: Doc, name: Name) -> bool:
    """Does the name stand as a place does: "in Marlow", "Marlow, Texas"?"""
    before = doc[name.first - 1].lower_ if name.first else ""
    after = doc[name.last + 1].text if name.last + 1 < len(doc) else ""
    return before in LOCATIVE or after == "," or before == ","


def _human(parsed: Parsed, cluster: Cluster, gaz: Gazetteer, lex: Lexicon) -> bool:
    """Does anything but the recogniser speak for a person: two words, a title, a first name, a verb of people?"""
    for n in cluster.names:
        words = n.text.split()
        head = parsed.blocks[n.block][1][n.head]
        if (len(words) > 1 and words[0].lower() not in _OF_PLACES) or n.titled or words[0].lower() in gaz.first_names:
            return True
        doc = parsed.blocks[n.block][1]
        if n.last + 1 < len(doc) and doc[n.last + 1].lower_ in _RULE:
            return True
        if (
            head.dep_ in ("nsubj", "nsubjpass")
            and not says_it(head, lex)
            and (head.head.lemma_ in HUMAN or head.head.lemma_ in lex.say or head.head.lemma_ in _PERSONAL)
        ):
            return True
        if any(c.dep_ == "appos" and c.lemma_.lower() in lex.roles for c in head.children):
            return True
        if head.dep_ == "oprd" and head.head.dep_ == "acl" and _kind(doc, head.head.head.i, lex) == "Person":
            return True  # "a woman called Azira"
    return False


def suffix_class(form: str, gaz: Gazetteer) -> str:
    """Return the class that the words of a name tell: of "Orvan Bridge", "College of Engineering", "Holm Premier League"."""
    words = form.lower().replace(".", "").split()
    if len(words) > 2 and (whole := gaz.suffixes.get(" ".join(words[-3:]))):
        return whole  # "Academy of Sciences" is no university
    if "for" in words[1:] and words[words.index("for") - 1] in gaz.suffixes:
        words = words[: words.index("for")]  # "Council for the Welfare of Miners"
    ends = [words]
    if "of" in words[1:]:
        at = words.index("of", 1)
        ends = (
            [words[:at]] if words[at - 1] in gaz.suffixes else [words]
        )  # "House of Representatives", not "Ring of Fire"
    sizes = (3, 2) if ends == [words] and "of" in words[1:] else (3, 2, 1)
    for end in ends:
        for size in sizes:
            if size <= len(end) and (class_ := gaz.suffixes.get(" ".join(end[-size:]))):
                return class_
    return ""


def _side(name: Name, gaz: Gazetteer, lex: Lexicon) -> bool:
    """Is it a town or state and a plural that names no common thing: "Lima Herons"? "Lima Talks" and "Lima Hills" are none."""
    where, _, last = name.text.rpartition(" ")
    low = last.lower()
    if not where or not low.endswith("s") or low.endswith(("ss", "lands")) or name.ner == "PERSON" or not last.isalpha():
        return False
    place = gaz.places.get(key(where))
    if not (key(where) in gaz.cities or (place is not None and place.class_ in ("City", "Region"))) or low in gaz.suffixes:
        return False
    single = low.removesuffix("s")
    kinds = {lex.classes.get(w, "") for w in (low, single, low.removesuffix("es"), f"{single[:-1]}y")} - {""}
    return not kinds and single not in gaz.suffixes and single not in lex.generic and low not in lex.generic and key(name.text) not in gaz.listed


def _words_of_name(name: Name, votes: dict[str, float], gaz: Gazetteer) -> None:
    words = name.text.split()
    last, first = words[-1].lower().rstrip("."), words[0].lower()
    if name.titled:
        votes["Person"] += 4
    if gaz.suffixes.get(first) == "Accident" and len(words) > 1:  # "Hurricane Dora"
        votes["Accident"] += 6
    class_ = suffix_class(name.text, gaz)
    if ": " in name.text:
        votes["CreativeWork"] += 4  # a title with its second part
        class_ = ""
    if class_ and len(words) == 2 and name.ner == "PERSON" and first in gaz.first_names:
        class_ = ""  # "Lena Lake": a surname that is a class noun too
    if name.why == "dateline":
        votes["City"] += 3
    if name.why == "agency":
        votes["MediaOrganization"] += 4
    if " & " in name.text and FAMILY.get(class_, class_) != "Organization":
        class_ = "Organization"  # "Holm & Rask", "Cowper & Lane"
    if last in _NO_FIRMS and len(words) > 1:
        votes["Company"] -= 4  # a council may have a chief executive
    if first in _FIRST_WORDS and len(words) > 1:
        votes[_FIRST_WORDS[first]] += 3
    if first.rstrip(".") == "mt" and len(words) > 1:
        votes["Region"] += 1.5  # a mountain, or the town below it
    if first in ("greater", "downtown", "central", "upper", "lower") and len(words) > 1 and key(" ".join(words[1:])) in gaz.places:
        votes["Region"] += 4  # "Greater Lima"
    if class_ and (len(words) > 1 or first in BODIES or (class_ == "PoliticalParty" and name.ner in ("NORP", "ORG"))):
        votes[class_] += 3
    elif len(words) > 1 and (first in CLUB or last in CLUB):
        votes["Team"] += 3
    elif (
        len(words) in (2, 3)
        and first in gaz.first_names
        and not any(ch.isdigit() for ch in name.text)
        and name.ner in ("PERSON", "", "ORG")
    ):
        votes["Person"] += 1.5
    if not class_ and name.ner != "ORG" and _INITIALS.fullmatch(name.text):
        votes["Person"] += 1.5  # "R Moravan", "J.K. Holm"
    if len(words) == 1 and len(name.text) > 6 and first.endswith(("news", "times", "herald", "gazette")):
        votes["MediaOrganization"] += 2
    if (
        any(ch.isdigit() for ch in name.text)
        and name.ner not in ("EVENT", "FAC")
        and not class_
        and not name.text[0].isdigit()
    ):
        votes["Product"] += 2


def _words_beside(doc: Doc, name: Name, votes: dict[str, float], gaz: Gazetteer, lex: Lexicon) -> None:
    head = doc[name.head]
    before = doc[name.first - 1] if name.first else None
    if before is not None and before.text in ('"', ",") and name.first > 1 and before.text == '"':
        before = doc[name.first - 2]
    if before is not None and before.text[0].isupper() and before.lower_ in gaz.first_names:
        before = None
    if before is not None and before.tag_ == "NNP" and name.first > 1 and doc[name.first - 2].tag_ == "NNP" and before.lower_ in gaz.suffixes and before.lower_ not in lex.roles:
        before = None  # "the Marlow International Airport Luis Mora": the end of another name
    if before is not None and before.pos_ in ("NOUN", "ADJ", "PROPN") and name.why != "nested":
        if before.dep_ == "nsubj" and before.head.lemma_ in _FIRMS_ONLY:
            votes["Organization"] += 8  # "network Zephtel teamed up": the parser made the type noun the subject
        word = before.lemma_.lower()
        if (
            (word in lex.roles or before.lower_ in lex.roles)
            and word not in lex.relational
            and name.ner != "GPE"
            and (before.dep_ in ("compound", "nmod", "appos", "amod") or head.dep_ == "appos")
        ):
            votes["Person"] += 3
        elif (
            (class_ := _kind(doc, before.i, lex))
            and (
                before.dep_ in ("compound", "nmod", "amod", "nsubj", "pobj", "dobj")
                # "telecoms giant Norvia", taken apart: no noun or adjective has an object
                or ((before.tag_ == "JJ" or head.head.i == before.i) and FAMILY.get(class_) == "Organization")
            )
            and before.tag_ not in ("NNS", "NNPS")
        ):
            if class_ not in ("Concept", "Group", "Person") and (
                before.head.i >= before.i or before.tag_ == "JJ" or head.head.i == before.i
            ):
                votes[class_] += 3
    # "the Lynx operating system", "the Lynx 9 browser": a maker's name would stand there too, so it takes "the"
    noun = head.head if head.dep_ in ("compound", "nmod") else None
    if (
        noun is not None
        and noun.pos_ == "NOUN"
        and noun.tag_ == "NN"
        and 0 < noun.i - name.last <= 2
        and any(c.lower_ == "the" or c.dep_ == "poss" for c in noun.children)
    ):
        class_ = _kind(doc, noun.i, lex)
        if (
            noun.i == name.last + 1
            and not suffix_class(name.text, gaz)
            and (class_ in _NAMED_BEFORE or noun.lower_ in ("company", "firm"))
        ):
            votes[class_] += 3  # "the Norl party"
        if (class_ == "Technology" and noun.lower_ != "network") or (class_ == "Product" and any(ch.isdigit() for ch in name.text)):
            votes[class_] += 4
    before_of = doc[name.first - 2] if name.first > 1 and doc[name.first - 1].lower_ == "of" else None
    if (
        before_of is not None
        and before_of.lower_ in _PLACE_NOUNS
        and (name.first < 3 or doc[name.first - 3].lower_ != "of")
    ):
        votes[_PLACE_NOUNS[before_of.lower_]] += 3  # "the town of Marlow"
    if (
        name.first > 1
        and doc[name.first - 1].lower_ in ("including", "like")
        and (several := _PLACE_NOUNS.get(doc[name.first - 2].lemma_.lower()))
    ):
        votes[several] += 3  # "towns including Marlow"
    if name.last + 2 < len(doc) and doc[name.last + 1].text == "," and STATE.match(doc[name.last + 2].text):
        votes["City"] += 3  # "Marlow, Tex."
    if name.last + 2 < len(doc) and doc[name.last + 1].text in (",", "(") and name.ner in ("GPE", "LOC", "", "ORG"):
        for size in (3, 2, 1):
            if name.last + 2 + size <= len(doc) and (
                place := gaz.places.get(key(doc[name.last + 2 : name.last + 2 + size].text))
            ):
                if place.class_ != "City" and (not name.first or doc[name.first - 1].lower_ in _WHERE):
                    votes["City"] += 3  # "in Marlow, Texas"
                break
    after = doc[name.last + 1].lower_ if name.last + 1 < len(doc) else ""
    at = name.last + 1 + (after in ("'s", "'"))
    lower = columns(doc).lower[at : at + 3]
    roles = {" ".join(lower[:size]) for size in (1, 2, 3)}
    if (
        after == "-"
        and name.last + 2 < len(doc)
        and doc[name.last + 2].lower_ == "based"
        and name.ner in ("GPE", "NORP", "LOC")
    ):
        votes["City"] += 2
    if before is not None and before.lemma_ in _APPOINTS and after not in ("'s", "'") and _ends_with_role(doc, at, lower, lex):
        votes["Person"] += 2  # "appointed Lena Holm finance director"
    elif after in ("shares", "stock") or any(lex.roles.get(role) in _OF_FIRMS for role in roles):
        votes["Company"] += 2
    if after in _RULE and not any(ch in name.text for ch in " .") and not name.text.isupper():
        votes["Person"] += 3
    noun_given = named_noun(head)
    if noun_given is not None:
        class_ = _kind(doc, noun_given.i, lex)  # "a woman called Lena"
        if class_ not in ("", "Concept", "Group"):
            votes[class_] += 3
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "NOUN" and child.i > head.i:
            word = child.lemma_.lower()
            if word in lex.roles:
                votes["Person"] += 3 * (word not in lex.relational)
            elif (class_ := _kind(doc, child.i, lex)) and class_ not in ("Concept", "Group"):
                # the apposition may hang on the wrong noun: "the takeover of Norvia Group, a deal"
                votes[class_] += 3 if _fits(class_, name.ner) else 0.5
    if head.dep_ == "appos" and head.head.pos_ == "NOUN" and head.head.i < name.first:
        word = head.head.lemma_.lower()
        if word in lex.kin and head.head.tag_ == "NN":
            votes["Person"] += 4  # "Holm's father, Alasdair"
        elif word in lex.roles:
            votes["Person"] += 2 * (word not in lex.relational)
        elif (class_ := _kind(doc, head.head.i, lex)) and class_ not in ("Concept", "Group"):
            near = head.head.i >= name.first - 1 - (before is not None and before.text == ",")
            if class_ != "Person" or (near and name.ner in ("PERSON", "")):
                votes[class_] += 2 if _fits(class_, name.ner) else 0.5  # "the novelist Lena"; "resigned after a coup, Lena"
    if before is not None and before.dep_ == "ROOT" and head.head.dep_ == "relcl" and head.head.head.i == before.i:
        class_ = _kind(
            doc, before.i, lex
        )  # "The film Windfall was released": the parser takes the verb for a relative clause
        if class_ not in ("", "Concept", "Group", "Person") and before.tag_ == "NN":
            votes[class_] += 2
    if head.dep_ == "nsubj":
        verb = head.head
        if verb.lemma_ == "be":
            for child in verb.children:
                if (
                    child.dep_ == "attr"
                    and child.pos_ == "NOUN"
                    and child.tag_ == "NN"
                    and not any(c.dep_ == "neg" for c in verb.children)
                ):
                    word = child.lemma_.lower()
                    if word in lex.roles:
                        votes["Person"] += 2 * (word not in lex.relational)
                    elif (class_ := _kind(doc, child.i, lex)) and class_ not in ("Concept", "Group"):
                        votes[class_] += 2
        elif verb.lemma_ in HUMAN:
            votes["Person"] += 0.5
    elif head.dep_ == "nsubjpass" and head.head.lemma_ in ("arrest", "bear", "elect", "jail", "detain"):
        votes["Person"] += 0.5


def _ends_with_role(doc: Doc, at: int, lower: list[str], lex: Lexicon) -> bool:
    """Does a role begin at token ``at`` with no name behind it: "finance director", not "finance director Lena Holm"?"""
    size = next((n for n in (3, 2, 1) if " ".join(lower[:n]) in lex.roles), 0)
    return size > 0 and (at + size >= len(doc) or doc[at + size].pos_ != "PROPN")


_APPOINTS = frozenset({"appoint", "name", "elect", "re-elect", "hire", "promote", "reappoint"})


def _fits(class_: str, ner: str) -> bool:
    """May what the recogniser calls ``ner`` be of the class that a noun tells? It mixes up all but events with the rest."""
    event = FAMILY.get(class_, class_) in ("Event", "CreativeWork", "Law")
    return not event or ner not in ("PERSON", "ORG", "GPE")


def _kind(doc: Doc, i: int, lex: Lexicon) -> str:
    """Return the class of the common noun at token ``i``, "" if things of several classes are called by it."""
    if doc[i].lemma_.lower() in lex.relational:
        return ""
    return noun_class(lex, doc[i - 1].lower_ if i else "", doc[i].lemma_.lower())


def pronoun_votes(parsed: Parsed, clusters: list[Cluster], genders: dict[int, str], gaz: Gazetteer) -> None:
    """Make a subject whose sentence goes on with he or she a person, where no other person is near; note the gender."""
    where: dict[tuple[int, int], int] = {}
    for i, c in enumerate(clusters):
        for n in c.names:
            if not n.place and n.why != "nested":
                where[n.block, n.head] = i
    for b, (_, doc) in enumerate(parsed.blocks):
        before: set[int] = set()
        words = columns(doc)
        for sentence in doc.sents:
            people: set[int] = set()
            subject = -1
            for k in range(sentence.start, sentence.end):
                i = where.get((b, k), -1)
                if i >= 0:
                    if clusters[i].class_ == "Person":
                        people.add(i)
                    if words.dep[k] in ("nsubj", "nsubjpass") and subject < 0:
                        subject = i
                elif subject >= 0 and words.lower[k] in _HE_OR_SHE and not (people | before) - {subject}:
                    c = clusters[subject]
                    if (
                        not c.form.isupper()
                        and not c.known
                        and not c.body
                        and c.form.split()[-1].lower() not in gaz.suffixes
                        and not any(ch.isdigit() for ch in c.form)
                    ):
                        c.votes["Person"] += 3
                        genders.setdefault(subject, "f" if words.lower[k] in _FEMININE else "m")
                    break
            before = people

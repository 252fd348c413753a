"""Read a relation phrase as a relation of the ontology, with its direction; guard it by domain and range."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kg.model import Proposition, Status
from kg.ontology import Ontology, Phrase

# Rules whose phrase may stay an open relation. The others read noun phrases and light verbs, where a
# phrase that the lexicon does not know says too little ("book about", "end of").
_OPEN_RULES = frozenset({"verb.object", "verb.passive", "verb.prep", "verb.clause"})
_TEMPORAL = frozenset({"after", "before", "during", "since", "until", "despite", "without", "amid", "as", "like", "than", "per", "via", "regarding",
                       "including", "because of", "due to", "instead of", "along", "over", "within", "throughout", "by", "in front of"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """The relation that a phrase means. ``inverse``: subject and object change places."""

    relation: str
    inverse: bool = False
    open: bool = False
    why: str = ""


def relate(
    p: Proposition,
    subject_class: str,
    object_class: str,
    ontology: Ontology,
    *,
    subject_named: bool,
    object_named: bool,
) -> Reading | str:
    """Return the relation of ``p`` between things of these classes, or in a few words why there is none."""
    # A name is read by its class; what has none also by what it says ("died in custody", "in the line of duty").
    texts = (None if subject_named else p.subject.text, None if object_named and p.kind != "kind" else p.object.text)
    asserted = p.status is Status.ASSERTED
    key = (p.relation, p.kind, p.rule, subject_class, object_class, subject_named, object_named, asserted, texts)
    known: dict[Any, Reading | str] = ontology.related
    found = known.get(key)
    if found is None:
        if len(known) >= _KNOWN:
            known.clear()
        found = _relate(p, subject_class, object_class, ontology, subject_named=subject_named, object_named=object_named)
        known[key] = found
    return found


_KNOWN = 50_000
"""Answers kept at once: 20 MB."""


def _relate(
    p: Proposition,
    subject_class: str,
    object_class: str,
    ontology: Ontology,
    *,
    subject_named: bool,
    object_named: bool,
) -> Reading | str:
    if p.kind == "date":
        return Reading("took_place_on", why="date of an event")
    if p.kind == "role":
        if object_class in ("Concept", "CreativeWork", "Product") and not object_named:
            return f'"{p.relation}" of something unnamed'
        return _role(p, subject_class, object_class, ontology)
    if p.kind == "kind":
        if _relational(p.object.text, ontology, person=ontology.is_a(subject_class, "Person")):
            return f'"{p.object.text}" tells what it is to another, not of what kind'
        noun = p.object.text.rpartition(" ")[2].lower()
        return _kind(noun, subject_class, object_class, subject_named, object_named, ontology)
    if p.kind == "demonym":
        return _demonym(subject_class, ontology)
    if p.kind == "possessive":
        return _possessive(p.relation, subject_class, object_class, ontology)
    if p.kind == "place":
        return _place(p.relation, subject_class, object_class, ontology)
    misfit = ""
    for phrase, kind in _candidates(p):
        for row in ontology.senses.get((kind, phrase), ()):
            plain = object_named or object_class not in _UNKNOWN or p.rule == "noun.made"  # "hurdles made by Peru" are no goods
            made = plain and p.rule in ("verb.passive", "noun.made") and row.relation == "produces"  # "made by" is plain
            if not made and _loose(row, kind, subject_class, object_class, ontology, named=object_named):
                misfit = misfit or f'"{phrase}" has many senses'
                continue
            if p.rule == "verb.reciprocal" and not ontology.relations[row.relation].symmetric:
                continue
            if row.relation in ("loses", "wins", "defeats") and phrase.endswith((" in", " at")) and ontology.is_a(object_class, "Place"):
                misfit = misfit or f'"{phrase}" a place tells where'
                continue  # "its defeat in Nice"
            if row.relation == "pays" and phrase.endswith(" to") and object_class in _UNKNOWN and not object_named:
                misfit = misfit or "nobody pays that"
                continue  # "transferred the money to an account"
            if row.relation == "dies_in" and not object_named and object_class in _UNKNOWN and not _DEADLY.search(p.object.text.lower()):
                misfit = misfit or "nobody dies in that"
                continue  # "died in the line of duty", "in their sleep"
            if row.relation in ("opposes", "violates", "funds") and kind == "verb" and not object_named and _no_party(row.phrase, object_class, ontology):
                misfit = misfit or f"{row.relation} does not hold with a {object_class}"
                continue  # "fought a battle", "breached a fence"
            if not subject_named and not row.inverse and row.relation != "connects" and _idle(p.subject.text) and "Person" in ontology.relations[row.relation].domain:
                misfit = misfit or "a street does nothing"
                continue  # "took to the streets protesting against"
            if other := _other_sense(row, object_class, "" if object_named else p.object.text.lower().rpartition(" ")[2], ontology):
                misfit = misfit or other
                continue
            if row.relation == "attacks" and "war" in phrase.split() and not _at_war(object_class, ontology, named=object_named):
                misfit = misfit or f"a war on a {object_class} attacks nobody"
                continue  # "the war on drugs", "declared war on poverty"
            if phrase == "go to" and not (_travels(subject_class, ontology) and (object_named or object_class not in _UNKNOWN) and not ontology.is_a(object_class, "Company")):
                misfit = misfit or f'"go to" of a {subject_class} is no visit'
                continue  # "the prize went to Norvia", "the bill goes to parliament"
            if row.relation == "runs_for" and kind == "appos" and phrase.split()[0] in _IN_THE_RUNNING and not _office(p, object_class, ontology, named=object_named):
                misfit = misfit or "in the running, but for no office"
                continue  # "a contender for the match", "the frontrunner for the prize"
            if row.phrase in _ADDRESSES and not object_named:
                misfit = misfit or f'"{row.phrase}" somebody unnamed'
                continue  # "told reporters", "spoke to the crowd"
            if row.relation == "lives_in" and not object_named and p.object.text.lower().rpartition(" ")[2] in _STATES:
                misfit = misfit or "nobody lives in that"
                continue  # "live in squalor"
            if row.relation == "lives_in" and kind == "noun" and subject_class not in ("Person", "Group"):
                misfit = misfit or "nobody lives there"
                continue  # "the Marlow residence in Lima"
            if row.relation == "operates_in" and kind == "noun" and subject_class in ("Region", "City"):
                misfit = misfit or "a region has a plant in it, it runs none"
                continue
            if row.relation == "took_place_in" and not object_named and not ontology.is_a(object_class, "Place"):
                misfit = misfit or f"took_place_in wants a place or the name of an event, not a {object_class}"
                continue
            if fits(row, subject_class, object_class, ontology):
                return Reading(row.relation, row.inverse, why=f'{kind} "{phrase}"')
            misfit = misfit or f"{row.relation} does not hold between {subject_class} and {object_class}"
    if p.rule == "verb.object.prep" and object_named and (subject_named or _acts(subject_class, ontology)) and _hands_over(p.relation):
        return _open(p, misfit, ontology.empty_verbs)  # "transferred missiles to Peru": to whom is half of it
    if p.rule not in _OPEN_RULES:
        return misfit or f'the lexicon has no {p.kind} "{p.relation}"'
    if p.rule == "verb.prep" and _VERDICTS.fullmatch(p.relation) and p.object.text.lower() not in _BARE_CHARGES and (subject_named or _acts(subject_class, ontology)):
        return _open(p, misfit, ontology.empty_verbs)  # "was convicted of murder": of what needs no name
    brought = object_class == "Facility" and _BROUGHT.fullmatch(p.relation)  # "were taken to hospital"
    if p.relation.startswith("be ") and not object_named and not brought:
        return f'"{p.relation}" says too little without a name'
    if not subject_named and p.status is Status.ASSERTED and not _acts(subject_class, ontology):
        return f"an open relation of a {subject_class} that has no name"
    if p.rule == "verb.object" and not object_named and p.status is Status.ASSERTED and p.object.text.isalpha() and p.object.text.islower():
        return f'"{p.relation} {p.object.text}" says too little'
    if p.rule == "verb.prep" and p.relation.split()[p.relation.startswith("be ")] in ontology.saying_verbs:
        return f'"{p.relation}" tells where somebody spoke'
    if p.rule == "verb.prep" and not object_named and object_class in _UNKNOWN:
        return f'"{p.relation}" with a {object_class} is a circumstance or an idiom'
    if (
        p.relation == "have"
        and not object_named
        and object_class in _UNKNOWN
        and not any(ch.isdigit() for ch in p.object.text)
    ):
        return '"have" says too little without a name'
    return _open(p, misfit, ontology.empty_verbs)


_IDLE = frozenset(
    "street road avenue highway square park beach river lake sea ocean coast mountain hill valley forest desert field bay".split()
)
"""Places in which somebody does what may seem their doing."""


def _idle(text: str) -> bool:
    return text.lower().rpartition(" ")[2].removesuffix("s") in _IDLE


_ADDRESSES = frozenset({"tell", "speak to", "talk to", "write to"})
_IN_THE_RUNNING = frozenset({"contender", "challenger", "frontrunner", "hopeful", "aspirant"})
_OFFICES = re.compile(r"presiden|nominat|leadership|seat|office|post\b|premier|mayor|govern|throne|chair|ticket|parliament|senate|congress")


def _at_war(class_: str, ontology: Ontology, *, named: bool) -> bool:
    """May a war be on it: somebody, or a name that is no event?"""
    return any(ontology.is_a(class_, c) for c in ("Person", "Group", "Organization", "Place")) or (named and not ontology.is_a(class_, "Event"))


def _travels(class_: str, ontology: Ontology) -> bool:
    return class_ == "Thing" or any(ontology.is_a(class_, c) for c in ("Person", "Group", "Team"))


def _office(p: Proposition, class_: str, ontology: Ontology, *, named: bool) -> bool:
    """Is it an office or an election: "the presidency of Peru", "the party's nomination"?"""
    office = not named and _OFFICES.search(p.object.text.lower()) is not None
    return office or any(ontology.is_a(class_, c) for c in ("Election", "GovernmentBody"))


_VERDICTS = re.compile(
    r"plead (not )?guilty to|be find (not )?guilty of|be (convict|acquit|accuse) of|be (charge|indict) (with|on|for)|be (convict|clear) on"
    r"|be (convict|charge|try|jail|sentence|prosecute|indict|arrest|detain|fine) under|be (jail|sentence|prosecute|try|fine|arrest|ban|suspend|imprison) for|be sentence to"
)
_BROUGHT = re.compile(r"be (take|bring|rush|fly|airlift|carry|admit|transfer|evacuate|move) to")
_BARE_CHARGES = frozenset({"charge", "charges", "count", "counts", "offence", "offences", "offense", "offenses", "crime", "crimes", "life", "years", "trial"})


_HANDING = frozenset({"transfer", "hand", "deliver", "return", "lend", "give", "send", "ship", "supply", "export", "donate", "sell", "lease", "award", "grant", "offer",
                      "repay", "present", "distribute", "leak", "show", "pass", "loan", "rent", "bequeath"})  # fmt: skip


def _hands_over(relation: str) -> bool:
    """Is it "hand over suspect to": a verb of giving, one common noun, "to"?"""
    words = relation.split()
    return words[0] in _HANDING and words[-1] == "to" and len(words) in (3, 4) and all(w.isalpha() and w.isascii() for w in words)


def fits(row: Phrase, subject_class: str, object_class: str, ontology: Ontology) -> bool:
    """Return whether the relation of ``row`` may hold between things of these classes."""
    relation = ontology.relations.get(row.relation)
    if relation is None:
        return False
    s, o = (object_class, subject_class) if row.inverse else (subject_class, object_class)
    if row.relation == "took_place_in" and not ontology.is_a(s, "Event"):
        return False  # nothing else takes place, whatever is not known of its class
    if relation.symmetric and ontology.fits(o, relation.domain) and ontology.fits(s, relation.range):
        return True
    return ontology.fits(s, relation.domain) and (relation.literal or ontology.fits(o, relation.range))


def _loose(row: Phrase, kind: str, subject_class: str, object_class: str, ontology: Ontology, *, named: bool) -> bool:
    """Is a verb of many senses read as another word's relation, with an end whose kind is not known?

    "Norvia gained Dalmont" may be read as a win; "the venture gained significance" stays "gain".
    """
    words = row.phrase.split()
    if kind != "verb" or len(words) > 2 or words[0] not in ontology.polysemous:
        return False
    if row.relation.startswith(words[0].rstrip("e")):
        return False
    if row.relation == "produces" and object_class in ("Product", "Technology") and ontology.is_a(subject_class, "Organization"):
        return False  # a firm that makes robots
    if row.phrase in _ONE_SENSE:
        return False
    relation = ontology.relations.get(row.relation)
    if relation is None or (not (relation.domain if row.inverse else relation.range) and not named):
        return True  # a relation that takes any object does not tell the senses apart
    return object_class in _UNKNOWN or subject_class in _UNKNOWN


_ONE_SENSE = frozenset({"fire on", "fire at", "fire upon", "shoot at", "condemn"})
_STATES = frozenset({"squalor", "poverty", "fear", "exile", "luxury", "peace", "hope", "harmony", "worry", "uncertainty", "hiding", "misery", "isolation", "conditions", "sin"})
_DEADLY = re.compile(r"custody|captivity|detention|childbirth|exile|disaster|tragedy|strikes?|violence|collapse|blaze|shower|pool|cell|camp|ward")
_UNKNOWN = frozenset({"Concept", "Thing", "Literal"})


def _candidates(p: Proposition) -> list[tuple[str, str]]:
    """The phrases to look up, most specific first: with and without the middle words."""
    words = p.relation.split()
    out = [(p.relation, p.kind)]
    if words[0] == "be":
        out.append((p.relation, "copula"))
        out.append((" ".join(words[1:]), "appos"))
    if p.rule == "verb.prep" and len(words) > 2 and words[0] != "be":
        out.append((f"{words[0]} {words[-1]}", p.kind))
    return out


def _no_party(phrase: str, class_: str, ontology: Ontology) -> bool:
    """Is it what is fought, not who; a thing broken that is no law; a law that nobody pays for?"""
    if phrase == "fight":
        return any(ontology.is_a(class_, c) for c in ("Conflict", "Election", "Competition"))
    if phrase == "sponsor":
        return ontology.is_a(class_, "Law")
    return phrase == "breach" and any(ontology.is_a(class_, c) for c in ("Facility", "Product", "Place"))


_AT_WORDS = frozenset({"blast", "slam", "bash", "pan", "rap"})
_BRINGING_INTO_BEING = frozenset({"set up", "establish", "form"})
_GETTING_AWAY = frozenset({"escape", "elude", "break out of", "break free of"})


_MARKS = frozenset({"record", "records", "high", "highs", "low", "lows", "peak", "target", "targets", "milestone", "bottom", "mark"})
_THINGS_MADE = ("Product", "Technology", "CreativeWork", "Law", "Agreement")


def _other_sense(row: Phrase, class_: str, noun: str, ontology: Ontology) -> str:
    """Say why the verb means something else of an object of this class, "" where it does not; ``noun`` is "" for a name."""
    phrase, relation = row.phrase, row.relation

    def among(*classes: str) -> bool:
        return any(ontology.is_a(class_, c) for c in classes)

    vague = class_ in _UNKNOWN and noun
    if relation == "criticizes" and phrase in _AT_WORDS and among("City", "Region", "Facility"):
        return "a town is blasted by guns"
    if relation == "supports" and phrase == "defend" and among("City", "Region", "Facility"):
        return "a town is defended by guns"
    if relation == "praises" and phrase == "hail" and noun and among("Product"):
        return "a taxi is hailed, not praised"
    if relation == "kills" and noun and among(*_THINGS_MADE):
        return "nobody dies"  # "killed the bill", "killed the engine"
    if relation == "hits" and noun in _MARKS:
        return "a mark is reached"  # "hit a record"
    if relation == "destroys" and among("Person"):
        return "a person who is devastated is not destroyed"
    if relation == "founded" and phrase in _BRINGING_INTO_BEING and noun and among("Facility", "Event", "Product", "Technology"):
        return f'"{phrase}" of a {class_} is no founding'  # "set up a meeting", "set up a stall"
    if relation == "leaves" and phrase in ("abandon", "forsake") and vague:
        return "nobody leaves that"  # "abandon attempts"
    if relation == "flees" and phrase in _GETTING_AWAY and vague:
        return "nobody runs from that"  # "break out of a cycle", "escape injury"
    if relation == "sells" and phrase == "export" and vague:
        return "exported, but not sold"  # "export jobs"
    if relation == "sanctions" and phrase == "sanction" and not among("Person", "Organization", "Place", "Group"):
        return "what is sanctioned is allowed"
    return ""


def _acts(class_: str, ontology: Ontology) -> bool:
    return any(ontology.is_a(class_, c) for c in ("Person", "Group", "Organization", "Event"))


def _open(p: Proposition, misfit: str, empty: frozenset[str]) -> Reading | str:
    words = p.relation.split()
    if p.relation in empty or (words[0] in empty and len(words) == 1):
        return f'"{p.relation}" says too little alone'
    if p.rule == "verb.prep":
        prep = " ".join(words[1:]) if words[0] != "be" else " ".join(words[2:])
        if prep in _TEMPORAL or words[-1] == "as" or (words[0] in ("do", "be") and len(words) == 2):
            return f'"{p.relation}" tells a circumstance'
        if words[0] in empty and len(words) == 2 and (words[1] not in ("to", "from") or words[0] in ("appear", "seem")):
            return f'"{p.relation}" says too little'
    name = re.sub(r"[^a-z0-9]+", "_", p.relation.lower()).strip("_")
    return Reading(name, open=True, why=misfit or "open relation") if name else "no word in the relation"


def _role(p: Proposition, subject_class: str, object_class: str, ontology: Ontology) -> Reading | str:
    rows = ontology.role_nouns
    row = rows.get(p.relation) or rows.get(p.relation.rpartition(" ")[2])
    person = ontology.is_a(subject_class, "Person") or subject_class in ("Thing", "Concept")
    if not person and not (row and row[1] == "member_of"):  # countries and firms are members too
        return f"a {p.relation} is a person, not a {subject_class}"
    names = ([row[1]] if row else []) + ["holds_position_in"]
    if (
        row
        and row[1] in ("minister_of", "prime_minister_of")
        and not ontology.fits(object_class, ("Country", "Region", "GovernmentBody"))
    ):
        names = ["holds_position_in"]  # a party's spokesman on home affairs is no minister
    if row and row[1] == "leads" and row[2] == "Organization" and ontology.is_a(object_class, "Place") and object_class != "Facility" and " " in row[0]:
        names = ["holds_position_in"]  # a police chief or an opposition leader does not lead the country
    if row and row[1] in ("governor_of", "mayor_of") and object_class == "Country":
        names = ["holds_position_in"]  # a country has governors, none of which governs it
    for name in names:
        relation = ontology.relations.get(name)
        if relation is not None and ontology.fits(object_class, relation.range):
            return Reading(name, why=f'role "{p.relation}"')
    return f"no role in a {object_class}"


_THINGS = ("Product", "Technology", "CreativeWork", "Law", "Event", "Place")
_AGENTS = ("Person", "Organization", "Group", "Country")


# Nouns for persons that firms and countries are as well.
_EITHER = frozenset({
    "leader", "rival", "partner", "investor", "supplier", "producer", "maker", "owner", "operator", "competitor", "provider", "contractor", "winner",
    "champion", "victim", "seller", "buyer", "employer", "exporter", "importer", "ally", "creditor", "debtor", "shareholder", "stakeholder", "pioneer",
    "giant", "manufacturer", "developer", "distributor", "publisher", "retailer", "lender", "sponsor", "donor", "player", "newcomer", "startup",
    "customer", "client", "bidder", "opponent", "enemy", "neighbour", "neighbor", "heavyweight", "powerhouse", "broker", "host", "runner-up",
    "carrier", "builder", "designer", "vendor", "trader", "consumer", "user", "founder", "contender", "adversary", "guarantor", "subsidiary",
})  # fmt: skip
# Before a relational noun these say nothing of a kind: "the main supplier", "a former partner".
_GRADES = frozenset(
    "main major key chief big biggest large larger largest leading top former new newest old oldest local only sole first close closest "
    "long-time longtime important strategic exclusive official potential possible arch bitter great fierce direct nearest global other".split()
)


def _relational(noun_phrase: str, ontology: Ontology, *, person: bool) -> bool:
    """Is it "rival", "main supplier": what a thing is to another? "Car parts supplier" is a kind.

    Of a ``person`` only kin is said so: "leader" and "winner" are kinds of people.
    """
    words = noun_phrase.lower().split()
    uses = ontology.relational_nouns
    use = uses.get(words[-1]) or uses.get(words[-1].removesuffix("s")) or uses.get(re.sub("ies$", "y", words[-1]), "") if words else ""
    if person or use == "kin":
        return use == "kin" or (len(words) == 1 and words[0].removesuffix("s") in _OF_SOMEWHERE)
    return use == "never" or (use == "modified" and (len(words) == 1 or words[-2] in _GRADES))


_OF_SOMEWHERE = frozenset({"citizen", "resident", "native", "national", "inhabitant", "critic", "opponent", "supporter", "ally", "enemy", "fan", "follower"})
"""Of where or what is what counts, and another relation tells it."""

_BODIES_OF_PEOPLE = frozenset({"troop", "group", "crowd", "band", "gang", "crew", "team", "family", "couple", "squad", "pair", "people", "force", "police"})


def _kind(
    noun: str,
    subject_class: str, object_class: str, subject_named: bool, object_named: bool, ontology: Ontology
) -> Reading | str:
    if not subject_named:
        return "the kind of something unnamed"
    if object_named:
        return "a name is no kind"
    if object_class in _UNKNOWN:
        return "a noun that is no kind of things"
    agent = any(ontology.is_a(subject_class, c) for c in _AGENTS)
    if ontology.is_a(subject_class, "Place") and ontology.is_a(object_class, "Event"):
        return f"a {subject_class} is no {object_class}"  # "bitten off Coral Bay, the second such attack"
    if subject_class in ("City", "Country", "Region") and (object_class == "Facility" or ontology.is_a(object_class, "Organization")):
        return f"a {subject_class} is no {object_class}"
    if (
        agent
        and not any(ontology.is_a(object_class, c) for c in _AGENTS)
        and not ontology.is_a(subject_class, object_class)
    ):
        return f"a {subject_class} is no {object_class}"
    person = ontology.is_a(subject_class, "Person")
    if object_class == "Person" and not person and subject_class not in (*_UNKNOWN, "Group") and noun not in _EITHER:
        return f"a {subject_class} is no {object_class}"
    if person and noun.removesuffix("s") in _BODIES_OF_PEOPLE:
        return f"a person is no {noun}"
    if person and object_class not in ("Person", "Group") and any(ontology.is_a(object_class, c) for c in _AGENTS):
        return f"a {subject_class} is no {object_class}"
    return Reading("instance_of", why="kind")


def _demonym(subject_class: str, ontology: Ontology) -> Reading | str:
    if ontology.is_a(subject_class, "Person"):
        return Reading("citizen_of", why="nationality")
    if ontology.is_a(subject_class, "GovernmentBody"):
        return Reading("part_of", why="body of a country")
    if any(ontology.is_a(subject_class, c) for c in ("Product", "Technology")):
        return Reading("comes_from", why="nationality")
    if any(ontology.is_a(subject_class, c) for c in ("Organization", "Group")):
        return Reading("based_in", why="nationality")
    if any(ontology.is_a(subject_class, c) for c in ("City", "Region", "Facility")):
        return Reading("located_in", why="nationality")
    return f"no nationality of a {subject_class}"


_KEPT = frozenset({"website", "site", "page", "blog", "homepage", "account", "channel", "ship", "boat", "vessel", "plane", "aircraft", "car", "truck", "train"})
"""Products that their owner has rather than makes."""


def _possessive(noun: str, owner: str, owned: str, ontology: Ontology) -> Reading | str:
    is_a = ontology.is_a
    place = is_a(owner, "Place")
    if any(is_a(owned, c) for c in ("Product", "Technology", "CreativeWork")) and any(
        is_a(owner, c) for c in ("Organization", "Person")
    ):
        work = is_a(owned, "CreativeWork")
        if is_a(owner, "Organization"):
            return Reading("owns" if work or noun in _KEPT else "develops", why="product of a maker")
        return Reading("creates" if work else "owns", why="possessor of a thing")
    if place and is_a(owned, "GovernmentBody"):
        return Reading("part_of", inverse=True, why="body of a country")
    if is_a(owner, "Country") and is_a(owned, "Organization"):
        return Reading("based_in", inverse=True, why="country of an organisation")
    if is_a(owner, "Country") and is_a(owned, "Person"):
        return Reading("citizen_of", inverse=True, why="country of a person")
    if place and any(is_a(owned, c) for c in ("City", "Facility", "Region", "Place")):
        return Reading("located_in", inverse=True, why="place in a place")
    if is_a(owner, "Organization") and is_a(owned, "Person"):
        return Reading("works_for", inverse=True, why="person of an organisation")
    if is_a(owner, "Organization") and is_a(owned, "Organization"):
        body = is_a(owned, "GovernmentBody") and not is_a(owned, "Company")  # "the Bank of Norland's Audit Committee"
        if (is_a(owner, "Company") and not body) or is_a(owned, "Company"):
            return Reading("owns", why="organisation of a company")
        return Reading("part_of", inverse=True, why="body of an organisation")
    return f"{owner}'s {owned} may mean many things"


_LARGER = {"Country": 3, "Region": 2, "City": 1, "Facility": 0}


def _place(prep: str, inner: str, outer: str, ontology: Ontology) -> Reading | str:
    is_a = ontology.is_a
    place = is_a(outer, "Place")
    if prep == "during" and is_a(inner, "Event") and is_a(outer, "Event"):
        return Reading("part_of", why="event during an event")
    if place and prep == "near" and is_a(inner, "Place") and "near" in ontology.relations:
        return Reading("near", why="place near a place")
    if place and prep in ("in", "at", "near", "on"):
        if is_a(inner, "Event"):
            return Reading("took_place_in", why="event in a place")
        if _LARGER.get(inner, 0) > _LARGER.get(outer, 9):
            return f"a {inner} is not in a {outer}"  # "the match against Kenya in Lima"
        if is_a(inner, "Place") or is_a(inner, "Organization"):
            return Reading("located_in", why="thing in a place")
    if is_a(inner, "Person") and is_a(outer, "Organization") and prep in ("of", "at", "from"):
        return Reading("works_for", why="person of an organisation")
    if is_a(inner, "Person") and place and prep in ("of", "from"):
        return Reading("comes_from", why="person from a place")
    if is_a(inner, "Organization") and is_a(outer, "Organization") and prep == "of" and is_a(outer, "Company"):
        return Reading("part_of", why="part of an organisation")
    return f'no relation in "{prep}" between {inner} and {outer}'

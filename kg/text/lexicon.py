"""The word lists of ``ontology/lexicon`` as the text room asks for them: sets and maps, built once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.ontology import Ontology

STATUS_GROUPS = (
    "adjective-planned", "adjective-possible", "adjective-negated", "adjective-fact", "negates-from", "accuses-of", "blamed-for", "praised-for",
    "negates-gerund", "negates-of", "drops-plan", "rejects-report", "untrue", "possible-gerund", "noun-fact", "plans-object", "opinion",
    "verb-ahead", "event-ahead", "holds-event", "undoes", "falls-through", "deal-ahead", "deal-noun",
    "noun-ahead", "noun-says", "verb-making", "brings-about", "adverb-possible",
)  # fmt: skip
"""Groups of ``status-words.tsv`` that decide status."""


@dataclass(frozen=True)
class Lexicon:
    """Lower-case lemmas by what they do; see the table of the same name for each field's meaning."""

    say: frozenset[str]
    factive: frozenset[str]
    plan: frozenset[str]
    imply: frozenset[str]
    negate: frozenset[str]
    ask: frozenset[str]
    nouns_plan: frozenset[str]
    nouns_possible: frozenset[str]
    hearsay: frozenset[str]
    adjectives: dict[str, str]  # "alleged" -> "attributed"
    classes: dict[str, str]  # common noun -> ontology class
    roles: dict[str, str]  # role noun -> relation
    offices: frozenset[
        str
    ]  # role nouns of a state: "the Danish president" is of Denmark, "the Danish singer" from there
    generic: dict[str, str]  # nouns that name nothing alone -> drop | singular | object | role (what may stay)
    slots: dict[str, frozenset[str]]  # noun -> slots of the relation lexicon it fills
    phrases: frozenset[tuple[str, str]]  # (kind, phrase) that the relation lexicon reads
    adjective_place: dict[str, str]  # "russian" -> Place.id
    peoples: frozenset[str]  # what those of a place are called: "kenyans"
    places: dict[str, tuple[str, str]]  # Place.id -> (label, class)
    wide: frozenset[str]  # Place.id of what lies in no one country: continents, seas
    idioms: frozenset[tuple[str, str]]  # (verb, object) that mean something else than the words
    titles: frozenset[str]
    of_offices: frozenset[str]  # words of titles and roles: "foreign" of "foreign minister"
    capitals: frozenset[str]  # common words that have a capital anywhere: "muslim", "democratic"
    relational: dict[str, str]  # noun that tells no class -> never | modified (when it is a kind)
    kin: frozenset[str]  # nouns for relatives
    cues: dict[tuple[str, str], tuple[tuple[str, float], ...]]  # (word, where) -> (class, votes)
    does: dict[str, frozenset[str]]  # group of status-words.tsv -> words


@lru_cache(maxsize=4)
def _build(key: int, ontology_ref: _Ref) -> Lexicon:
    ontology = ontology_ref.ontology
    tables = ontology.tables

    def words(name: str) -> frozenset[str]:
        return frozenset(row[0].lower() for row in tables.get(name, ()) if row and row[0])

    say_rows = tables.get("verbs-say", ())
    slots: dict[str, set[str]] = {}
    for row in tables.get("noun-classes", ()):
        slots.setdefault(row[1].lower(), set()).add(row[0])
    cues: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for row in tables.get("class-cues", ()):
        cues.setdefault((row[0].lower(), row[1]), []).append((row[2], _number(row[3])))
    adjective_place: dict[str, str] = {}
    for place in ontology.places.values():
        if place.class_ != "City":
            for form in place.adjectives:
                adjective_place.setdefault(form.lower(), place.id)
    return Lexicon(
        say=words("verbs-say"),
        factive=frozenset(r[0].lower() for r in say_rows if len(r) > 1 and r[1].lower() == "yes"),
        plan=words("verbs-plan"),
        imply=words("verbs-imply"),
        negate=words("verbs-negate"),
        ask=words("verbs-ask"),
        nouns_plan=words("nouns-plan"),
        nouns_possible=words("nouns-possible"),
        hearsay=words("adverbs-hearsay"),
        adjectives={r[0].lower(): r[1] for r in tables.get("adjectives", ()) if len(r) > 1},
        classes={r[0].lower(): r[1] for r in tables.get("class-nouns", ()) if len(r) > 1},
        roles={r[0].lower(): r[1] for r in tables.get("role-nouns", ()) if len(r) > 1},
        offices=frozenset(r[0].lower() for r in tables.get("role-nouns", ()) if len(r) > 2 and r[2] == "Country"),
        generic={r[0].lower(): r[1] for r in tables.get("generic-nouns", ()) if r[1] != "keep"},
        slots={noun: frozenset(names) for noun, names in slots.items()},
        phrases=frozenset(ontology.phrases),
        adjective_place=adjective_place,
        peoples=frozenset(form.lower() for p in ontology.places.values() for form in p.demonyms),
        places={p.id: (p.label, p.class_) for p in ontology.places.values()},
        wide=frozenset(p.id for p in ontology.places.values() if p.class_ == "Region" and p.country is None),
        idioms=frozenset((r[0], r[1]) for r in tables.get("idioms", ()) if len(r) > 1),
        titles=frozenset(w.rstrip(".") for w in words("titles")),
        of_offices=frozenset(w for name in ("titles", "role-nouns", "class-nouns") for phrase in words(name) for w in phrase.split()),
        capitals=words("capital-words"),
        relational={r[0].lower(): r[1] for r in tables.get("relational-nouns", ()) if r[1] != "kin"},
        kin=frozenset(r[0].lower() for r in tables.get("relational-nouns", ()) if r[1] == "kin"),
        cues={at: tuple(votes) for at, votes in cues.items()},
        does={g: frozenset(r[0] for r in tables.get("status-words", ()) if r[1] == g) for g in STATUS_GROUPS},
    )


def _number(cell: str) -> float:
    """Return a table's number; 0 for what is none (``kg ontology check`` finds it)."""
    try:
        return float(cell)
    except ValueError:
        return 0.0


class _Ref:
    """Hash an ontology by identity, so that its lexicon is built once."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology

    def __hash__(self) -> int:
        return id(self.ontology)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ref) and other.ontology is self.ontology


_CRAFT = frozenset({"bomber", "fighter", "interceptor", "trainer"})
"""Nouns of people that mean an aircraft behind its code."""


def noun_class(lex: Lexicon, previous: str, noun: str) -> str:
    """Return the class of a common noun, "" if unknown; two words count before one: "news agency", "agency"."""
    class_ = lex.classes.get(f"{previous} {noun}") or lex.classes.get(noun, "")
    if noun in _CRAFT and previous[:1].isalpha() and any(ch.isdigit() for ch in previous):
        return "Product"  # "B-52 bombers", no bombers of people
    return "" if previous == "-" and class_ == "Product" else class_  # a part-timer is no timer


def lexicon(ontology: Ontology) -> Lexicon:
    """Return the word lists of ``ontology``."""
    return _build(id(ontology), _Ref(ontology))

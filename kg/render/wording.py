"""How classes and relations are shown: families of classes, the inverse reading of a relation.

Standard library only.
"""

from __future__ import annotations

import re

from kg.model import KnowledgeGraph
from kg.ontology import Ontology

FAMILIES = ("People", "Organisations", "Places", "Products & tech", "Events", "Works & laws", "Groups & concepts")
"""Shapes and colours tell families apart, not classes: more than seven hues cannot be told apart."""

_ROOTS = {"Person": 0, "Organization": 1, "Place": 2, "Product": 3, "Technology": 3, "Event": 4, "CreativeWork": 5}
_ROOTS |= {"Law": 5, "Group": 6, "Concept": 6}

# Past participles of the irregular verbs that relations are named by; all others take -ed.
_IRREGULAR = {
    "break": "broken", "build": "built", "buy": "bought", "choose": "chosen", "cut": "cut", "do": "done",
    "drive": "driven", "fight": "fought", "find": "found", "get": "got", "give": "given", "have": "had", "hit": "hit",
    "hold": "held", "keep": "kept", "know": "known", "lead": "led", "leave": "left", "lend": "lent", "lose": "lost",
    "make": "made", "meet": "met", "owe": "owed", "overtake": "overtaken", "pay": "paid", "put": "put", "read": "read",
    "run": "run", "say": "said", "see": "seen", "seek": "sought", "sell": "sold", "send": "sent", "show": "shown",
    "shoot": "shot", "shut": "shut", "speak": "spoken", "spend": "spent", "steal": "stolen", "strike": "struck",
    "take": "taken", "teach": "taught", "tell": "told", "think": "thought", "win": "won", "withdraw": "withdrawn",
    "write": "written",
}  # fmt: skip
_LAST_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgklmnprt]$")  # ban -> banned; two syllables: see below
_STRESSED_EARLY = {"visit", "enter", "cover", "deliver", "offer", "order", "target", "open", "develop", "evict"}
_STRESSED_EARLY |= {"consider", "murder", "limit", "market", "monitor", "edit", "inherit", "benefit", "pardon"}


def family(class_: str, ontology: Ontology) -> int:
    """Return the index in ``FAMILIES`` of a class; what has none is a concept."""
    at: str | None = class_
    for _ in range(20):
        if at is None:
            break
        if at in _ROOTS:
            return _ROOTS[at]
        at = ontology.classes[at].parent if at in ontology.classes else None
    return len(FAMILIES) - 1


def class_label(class_: str, ontology: Ontology) -> str:
    """Return the name of a class as a reader knows it."""
    known = ontology.classes.get(class_)
    return known.label if known else class_


def relation_label(name: str, ontology: Ontology) -> str:
    """Return the words of a relation: the ontology's label, or its name with blanks."""
    known = ontology.relations.get(name)
    return known.label if known else name.replace("_", " ")


def inverse_label(name: str, ontology: Ontology) -> str:
    """Return the words of a relation read from its object: "bans" -> "banned by".

    >>> inverse_label("invest_in", Ontology("", {}, {}, {}, {}))
    'invested in by'
    """
    known = ontology.relations.get(name)
    label = relation_label(name, ontology)
    if known and known.symmetric:
        return label
    if known and known.inverse in ontology.relations:
        return ontology.relations[known.inverse].label
    words = label.split()
    if not words:
        return label
    if words[-1] == "of" and not words[0].endswith("s"):
        return "has " + " ".join(words[:-1])
    if words == ["is", "a"]:
        return "examples"
    if words[-1] == "in" and words[0].endswith(("ed", "rn")):  # based in, born in
        return " ".join([*words[:-1], "here"])
    if words[-1] in ("to", "with", "on", "from", "for") and words[0].endswith("ed"):
        return f"{label} (this)"
    return " ".join([participle(_base(words[0], known is not None)), *words[1:], "by"])


def participle(verb: str) -> str:
    """Return the past participle of a verb's base form."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    if _LAST_DOUBLED.search(verb) and verb not in _STRESSED_EARLY and (len(verb) <= 5 or verb.endswith(("mit", "fer"))):
        return verb + verb[-1] + "ed"
    return verb + "ed"


def _base(word: str, third_person: bool) -> str:
    """Return the base form; open relations are lemmas already, the ontology's labels end in -s."""
    if not third_person or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return {"has": "have", "goes": "go", "does": "do", "is": "be"}.get(word, word[:-1])


def used_relations(graph: KnowledgeGraph) -> list[str]:
    """Return the relations of the graph's claims, sorted."""
    return sorted({c.relation for c in graph.claims})

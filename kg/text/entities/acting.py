"""When a capital or a seat of government stands for its country: when it acts, not when things are in it.

"Washington warned Lima" and "the row between Lima and Nairobi" mean the states; "in Lima", "flew to Lima",
"Lima hosted the games" mean the city.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.entities.gazetteer import Gazetteer, key
from kg.text.entities.pool import Cluster
from kg.text.lexicon import Lexicon
from kg.text.parse import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token

_BETWEEN = frozenset({"between", "with", "against", "by"})
# What cities do, or what is said of them as places.
_CITY_VERBS = frozenset(
    "have host lie see become hold celebrate boast feature attract experience suffer wake mark stage get need house contain welcome offer "
    "rank stand stretch grow lack receive witness".split()
)
# What is done to states, and hardly to cities.
_DONE_TO_STATES = frozenset(
    "accuse anger blame condemn criticise criticize defy embarrass irritate isolate pressure provoke sanction persuade reassure rebuke "
    "threaten urge warn ask tell inform assure notify".split()
)
_DEEDS = frozenset(
    "accusation ally ambassador answer approach ban bid claim commitment concern condemnation criticism decision delegation demand denial "
    "envoy foe intention interest line message move offer opposition order plan policy position pressure promise proposal reaction refusal "
    "rejection relation reply request response rival sanction side stance statement strategy support threat tie troop veto view warning".split()
)
_SIDES = frozenset("partner ally rival foe enemy backer supplier friend critic opponent supporter adversary party customer".split())
# What runs between two cities.
_WAYS = frozenset(
    "railway railroad rail road highway motorway route flight train bridge tunnel pipeline cable line link ferry bus distance journey trip "
    "travel travelling traveling corridor service connection run fly shuttle commute".split()
)
NOT_CAPITALS = frozenset({"brussels"})
"""Capitals that stand for something else as often: Brussels for the European Union."""


ACTS = "capital acts"


def act_for_countries(parsed: Parsed, clusters: list[Cluster], gaz: Gazetteer, lex: Lexicon) -> list[Cluster]:
    """Return the clusters with each acting capital or seat moved to its country; a cluster left without names goes."""
    countries = {c.known: c for c in clusters if c.known}
    for c in list(clusters):
        home = gaz.capitals.get(c.known, "")
        if home and lex.places[c.known][0].lower() in NOT_CAPITALS:
            continue
        for n in list(c.names):
            country = home or gaz.seats.get(key(n.text), "")
            if not country or country not in lex.places or n.place or n.why in ("nested", "inner", "dateline"):
                continue
            if not acts(parsed.blocks[n.block][1][n.head], lex, city=bool(home)):
                continue
            if country not in countries:
                countries[country] = Cluster([], known=country, votes={lex.places[country][1]: 50.0})
                clusters.append(countries[country])
            c.names.remove(n)
            n.why = ACTS
            countries[country].names.append(n)
            countries[country].joins.append((n.text, lex.places[country][0], ACTS))
    return [c for c in clusters if c.names]


def acts(token: Token, lex: Lexicon, *, city: bool) -> bool:
    """Does the name at ``token`` act, or is it acted on, as a state is? ``city``: it is a city as well as a seat."""
    head = token.head
    if token.dep_ == "nsubj" and head.lemma_ in ("be", "become", "remain"):
        return any(c.dep_ == "attr" and c.lemma_.lower() in _SIDES for c in head.children)
    if token.dep_ == "nsubj" and head.pos_ == "VERB":
        if not city or head.lemma_ in lex.say or head.lemma_ in _DONE_TO_STATES:
            return True
        deed = any(c.dep_ in ("dobj", "ccomp", "xcomp", "prt", "dative") for c in head.children)
        return deed and head.lemma_ not in _CITY_VERBS
    if token.dep_ in ("dobj", "nsubjpass", "dative") and head.lemma_ in _DONE_TO_STATES:
        return True
    if token.dep_ == "poss" and head.lemma_.lower() in _DEEDS:
        return True
    if token.dep_ == "pobj" and head.lower_ == "between" and head.head.lemma_.lower() in _WAYS:
        return False
    if token.dep_ == "pobj" and head.lower_ in _BETWEEN:
        return head.lower_ != "between" or any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in token.children)
    if token.dep_ == "conj":
        first = head
        while first.dep_ == "conj" and first.head.i != first.i:
            first = first.head
        if first.pos_ != "PROPN":
            return False
        return acts(first, lex, city=city) if first.dep_ != "conj" else False
    return False

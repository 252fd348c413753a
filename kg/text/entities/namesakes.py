"""Tell a firm from the person whose surname it bears: "Larvik Foods", Lena Larvik, and "Larvik" alone.

The surname alone goes to the person unless its own words say that it is the firm ("Larvik's shares", "Larvik employs"),
or the document speaks so of it elsewhere and the firm was named last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.entities.classes import FAMILY, HUMAN, name_votes
from kg.text.entities.cues import cue_votes, says_it
from kg.text.entities.firms import LEGAL, RULE, is_human, short_forms
from kg.text.entities.gazetteer import Gazetteer
from kg.text.entities.pool import Cluster, Pool, free
from kg.text.lexicon import Lexicon
from kg.text.parse import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.text.entities.spans import Name

_SURE = 2.0
"""Votes that decide for one mention, and those for the firm in all from which on weaker ones, or none, may mean it."""


def part_namesakes(parsed: Parsed, pool: Pool, gaz: Gazetteer, lex: Lexicon) -> None:
    """Give a firm the names of its own that would else go to a person called so."""
    people = {k.rpartition(" ")[2] for k in free(pool) if " " in k and pool[k].class_ == "Person"}
    for short in [k for k in free(pool) if " " not in k and (k in people or any(n.titled for n in pool[k].names))]:
        firms = [k for k in free(pool) if k.startswith(f"{short} ") and _is_firm(k, short, pool, gaz, lex)]
        if len(firms) == 1:
            _part(parsed, pool, short, firms[0], gaz, lex)


def _is_firm(long: str, short: str, pool: Pool, gaz: Gazetteer, lex: Lexicon) -> bool:
    if FAMILY.get(pool[long].class_, pool[long].class_) != "Organization":
        return False
    words = long.split()
    return short in short_forms(words, gaz, lex) or LEGAL.issuperset(words[1:])


def _part(parsed: Parsed, pool: Pool, short: str, firm: str, gaz: Gazetteer, lex: Lexicon) -> None:
    own, full = pool[short], pool[firm]
    people = [c for k, c in pool.items() if k.endswith(f" {short}") and c.class_ == "Person"]
    known = [(n.block, n.first) for c in people for n in c.names]
    told = {id(n): _told(parsed, n, known, lex) for n in own.names}
    inside = {id(n) for n in own.names if any(f.block == n.block and f.covers(n.first, n.last) for f in full.names)}
    bare = [n for n in own.names if id(n) not in inside and not n.titled]
    # who is "Mr Larvik" is seldom "Larvik", nor is a founder who is named but for that
    founders = [(n.block, n.first) for c in people for n in c.names if _founder(parsed, n)]
    titled = _SURE if founders or any(n.titled for n in own.names) else 0
    for_firm = titled + sum(max(told[id(n)], 0) for n in bare)
    lean = for_firm >= max(_SURE, sum(max(-told[id(n)], 0) for n in bare))
    sure = [(n.block, n.first, True) for n in full.names] + [(*at, False) for at in known if at not in founders]
    sure += [(n.block, n.first, told[id(n)] > 0) for n in own.names if abs(told[id(n)]) >= _SURE and id(n) not in inside]
    sure.sort()
    its = []
    for n in own.names:
        vote = told[id(n)]
        before = [of_firm for block, first, of_firm in sure if (block, first) < (n.block, n.first)]
        likely = lean and (vote > 0 or (vote == 0 and before and before[-1]))
        if id(n) in inside or vote >= _SURE or likely:
            its.append(n)
    if not its:
        return
    rest = [n for n in own.names if n not in its]
    del pool[short]
    if rest:
        pool[short] = Cluster(rest)
        name_votes(parsed, pool[short], gaz, lex)
    full.joins.append((its[0].text, full.form, RULE))
    full.names.extend(its)
    full.names.sort(key=lambda n: (n.block, n.first, -n.last))


def _told(parsed: Parsed, name: Name, people: list[tuple[int, int]], lex: Lexicon) -> float:
    """Return the votes of the words beside one name: above 0 for a firm, below for a person."""
    if name.titled:
        return -2 * _SURE
    doc = parsed.blocks[name.block][1]
    votes = 0.0
    for class_, vote in cue_votes(doc, name, lex):
        kind = FAMILY.get(class_, class_)
        votes += vote if kind == "Organization" else -vote if kind == "Person" else 0.0
    if says_it(doc[name.head], lex):
        votes += _SURE
    if is_human(doc, name, people) or _has_age(doc, name):
        votes -= _SURE
    head = doc[name.head]
    if head.dep_ in ("nsubj", "nsubjpass") and head.head.lemma_ in HUMAN:
        votes -= _SURE
    return votes


def _founder(parsed: Parsed, name: Name) -> bool:
    """ "founded in 1920 by Lena Larvik"."""
    head = parsed.blocks[name.block][1][name.head]
    return head.dep_ == "pobj" and head.head.lower_ == "by" and head.head.head.lemma_ in ("found", "establish", "start", "create")


def _has_age(doc: Doc, name: Name) -> bool:
    """ "Larvik, 45, …"."""
    after = doc[name.last + 1 : name.last + 4]
    return len(after) == 3 and after[0].text == after[2].text == "," and after[1].text.isdigit() and len(after[1].text) == 2

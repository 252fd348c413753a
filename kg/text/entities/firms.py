"""Join the short name of a firm to its full one: "Larvik" to "Larvik Foods", before it or after it.

A place, a family or a parent firm may bear the short name too, so the join needs a document in which
nothing else does, and in which no sentence tells the two apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.entities.gazetteer import Gazetteer
from kg.text.entities.places import LOCATIVE
from kg.text.lexicon import Lexicon
from kg.text.parse import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.text.entities.pool import Cluster
    from kg.text.entities.spans import Name

RULE = "class noun added"
LEGAL = frozenset(
    "inc ltd corp co llc llp plc ag sa gmbh nv bv ab asa oy oyj spa srl kk kgaa se pte pty bhd limited corporation incorporated company holdings".split()
)
# Class nouns of firms by the table of name endings, and of a few that it gives a finer class.
_MORE = frozenset({"media", "publishing", "broadcasting", "productions", "management", "ai", "bio"})
_NO_FIRM = frozenset({"Person", "City", "Region", "Country", "Facility", "Place", "Group"})
_NO_RIVALS = frozenset(
    {"Product", "Technology", "CreativeWork", "Law", "Event", "Meeting", "Agreement", "Election", "Accident", "Conflict", "Competition"}
)  # fmt: skip
# "a stake in Larvik" is in a firm, "a plant in Larvik" is in a place.
_SHARES = frozenset(
    "stake share holding investment investor shareholder invest interest confidence trust position control".split()
)
# A sentence with one of these and both names speaks of two firms.
_KIN = frozenset(
    "subsidiary unit arm division affiliate parent owner own spin branch offshoot venture sister brand".split()
)
_COMPASS = frozenset(
    "north south east west northern southern eastern western central new old great greater upper lower first second third".split()
)


def join_firms(parsed: Parsed, pool: dict[str, Cluster], gaz: Gazetteer, lex: Lexicon) -> list[tuple[str, str]]:
    """Return (short key, long key) of what is one firm, longest names first."""
    out: list[tuple[str, str]] = []
    gone: set[str] = set()
    for long in sorted((k for k in pool if " " in k and not pool[k].fixed), key=lambda k: (-len(k.split()), k)):
        if long in gone or pool[long].class_ == "Person":
            continue
        for short in short_forms(long.split(), gaz, lex):
            if short in pool and short not in gone and _one_firm(parsed, pool, gaz, gone, short, long):
                out.append((short, long))
                gone.add(short)
    firms = sorted(
        k for k in pool if " " in k and k not in gone and gaz.suffixes.get(k.rpartition(" ")[2]) == "Company"
    )
    by_base: dict[str, list[str]] = {}
    for k in firms:
        by_base.setdefault(k.rpartition(" ")[0], []).append(k)
    for same in by_base.values():  # "Larvik Pharma" of "Larvik Pharmaceuticals"
        for k in same:
            full = [f for f in same if f != k and f.startswith(k)]
            if len(full) == 1 and len(k.rpartition(" ")[2]) > 3 and not pool[k].fixed and not pool[full[0]].fixed:
                out.append((k, full[0]))
    return out


def short_forms(words: list[str], gaz: Gazetteer, lex: Lexicon) -> list[str]:
    """Return the forms without class nouns behind, longest first: of "larvik hotel group" "larvik hotel" and "larvik"."""
    out = []
    while len(words) > 1 and words[-1] in LEGAL:
        words = words[:-1]  # the rule for legal forms joins "Larvik Foods Inc" and "Larvik Foods"
    if words[-1] not in _MORE and gaz.suffixes.get(words[-1]) != "Company":
        return []
    for size in range(len(words) - 1, 0, -1):
        if (
            size < len(words) - 1
            and words[size] not in gaz.suffixes
            and words[size] not in lex.classes
            and words[size] not in ("&", "and")
        ):
            break
        short = words[:size]
        if short[-1] in ("&", "and", "of"):
            continue
        if size > 1 or not _is_word(short[0], gaz, lex):
            out.append(" ".join(short))
    return out


def _is_word(low: str, gaz: Gazetteer, lex: Lexicon) -> bool:
    known = (
        gaz.suffixes.get(low, "Region") != "Region" or low in gaz.titles or low in gaz.adjectives or low in gaz.places
    )
    return known or low in lex.roles or low in lex.generic or low in _COMPASS


def _before(parsed: Parsed, name: Name) -> str:
    return parsed.blocks[name.block][1][name.first - 1].lower_


def _one_firm(parsed: Parsed, pool: dict[str, Cluster], gaz: Gazetteer, gone: set[str], short: str, long: str) -> bool:
    own, full = pool[short], pool[long]
    if own.fixed or (own.class_ in _NO_FIRM and not _mistaken(own)):
        return False
    if short in gaz.suffixes and any(n.first and _before(parsed, n) == "the" for n in own.names):
        return False  # "the Delta" is none of Delta Airlines
    for k, other in pool.items():
        if k in (short, long) or k in gone:
            continue
        words = k.removeprefix("body:").split()
        rest = short.split()
        if len(words) <= len(rest):
            continue
        if words[: len(rest)] == rest and other.class_ not in _NO_RIVALS:
            return False  # "Larvik Bank" beside "Larvik Foods"
        if other.class_ == "Person" and words[-len(rest) :] == rest:
            return False  # "Lena Larvik"
    people = [(n.block, n.first) for k, c in pool.items() if c.class_ == "Person" and k != short for n in c.names]
    if any(_in_place(parsed.blocks[n.block][1], n) or is_human(parsed.blocks[n.block][1], n, people) for n in own.names):
        return False
    return not any(_told_apart(parsed, a, b) for a in own.names for b in full.names if a.block == b.block)


def _mistaken(c: Cluster) -> bool:
    """Does the recogniser alone say that it is a person, a group or a place? On a single name it errs as often as not."""
    seen = sum(n.ner in ("PERSON", "NORP", "GPE", "LOC", "FAC") for n in c.names)
    return (
        c.class_ in ("Person", "Group", "Place")
        and c.votes.get(c.class_, 0) <= seen
        and not any(n.titled for n in c.names)
    )


def _in_place(doc: Doc, name: Name) -> bool:
    """Does the name stand for a place: "in Larvik", "Larvik, Texas"?"""
    if name.why == "dateline":
        return True
    before = doc[name.first - 1] if name.first else None
    if before is None or before.lower_ not in LOCATIVE or before.lower_ in ("of", "from", "to", "at", "into"):
        return False
    return before.head.lemma_.lower() not in _SHARES


def is_human(doc: Doc, name: Name, people: list[tuple[int, int]]) -> bool:
    """Does "who", or with nobody else near "he" or "she", follow in the sentence?"""
    alone = not any(block == name.block - 1 or (block == name.block and at < name.first) for block, at in people)
    for t in doc[name.last + 1 : name.last + 25]:
        if t.is_sent_start:
            return False
        if (alone and t.lower_ in ("he", "she", "his", "her", "him")) or (t.lower_ == "who" and t.i <= name.last + 2):
            return True
    return False


def _told_apart(parsed: Parsed, short: Name, long: Name) -> bool:
    """Does a sentence hold the short name before the full one, or say that one belongs to the other?"""
    doc = parsed.blocks[short.block][1]
    if short.why in ("nested", "inner") or long.covers(short.first, short.last):
        return False
    sentence = doc[short.head].sent
    if not sentence.start <= long.head < sentence.end:
        return False
    return short.first < long.first or any(t.lemma_.lower() in _KIN for t in sentence)

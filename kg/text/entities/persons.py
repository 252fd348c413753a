"""Join the names of one person: full names with and without middle names, surnames, first names."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.text.entities.gazetteer import Gazetteer, key
from kg.text.entities.pool import Cluster, Pool, free, join
from kg.text.entities.spans import Name
from kg.text.parse import Parsed

_DIGIT = re.compile(r"\d")
COUPLE = "\uffff"  # no character that a text may hold: "A | B" is a name too
"""Before the gender in the key of a surname that two people of a document have."""
_PERSON_LIKE = ("Person", "Thing", "Organization", "Place", "Company", "Product", "Group")


def _is_person(k: str, pool: Pool, gaz: Gazetteer) -> bool:
    words = k.removeprefix("body:").split()
    human = words[-1] not in gaz.suffixes or words[0] in gaz.first_names  # "Lena Lake"
    return pool[k].class_ == "Person" and not _DIGIT.search(k) and human and "and" not in words


def gender_of(c: Cluster, gaz: Gazetteer) -> str:
    """Return "m" or "f" by a title or the first name; "" where neither tells."""
    for n in c.names:
        if (g := title_gender(n, gaz)) != "":
            return g
    return gaz.first_names.get(c.form.split()[0].lower(), "") if " " in c.form else ""


def title_gender(name: Name, gaz: Gazetteer) -> str:
    """Return the gender that the title before a name tells: "f" of "Mrs. Holm"."""
    g = gaz.titles.get(name.titled.rstrip("."), "") if name.titled else ""
    return g if g in ("m", "f") else ""


def told_gender(nouns: set[str]) -> str:
    """Return "m" or "f" by the nouns that are said of a person: "his sister, Ada Holm"; "" where none tells, or they differ."""
    woman = not _WOMEN.isdisjoint(nouns) or any(n.endswith("woman") for n in nouns)
    man = not _MEN.isdisjoint(nouns)
    return "" if woman == man else "f" if woman else "m"


_WOMEN = frozenset(
    "mother daughter wife sister aunt niece widow grandmother granddaughter stepmother stepdaughter half-sister girlfriend godmother mum mom "
    "girl schoolgirl actress queen princess duchess countess baroness heiress nun waitress".split()
)
_MEN = frozenset(
    "father son husband brother uncle nephew widower grandfather grandson stepfather stepson half-brother boyfriend godfather dad "
    "boy schoolboy man businessman king prince duke monk".split()
)


def couples(names: list[Name], gaz: Gazetteer) -> set[str]:
    """Return the keys of surnames that a man and a woman of the document have: "Mr. Holm" and "Mrs. Holm"."""
    found: dict[str, set[str]] = defaultdict(set)
    for n in names:
        if " " not in n.text and (g := title_gender(n, gaz)):
            found[key(n.text)].add(g)
    return {k for k, genders in found.items() if len(genders) > 1}


def full_persons(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join full names of one person: with and without middle names, a word in front, a number behind."""
    del parsed
    numbered: dict[str, list[str]] = defaultdict(list)
    for k in free(pool):
        base, _, number = k.rpartition(" ")
        if number in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "xiv", "xvi") and " " not in base:
            numbered[base].append(k)
    for base, forms in numbered.items():  # "Norl" and "Norl II", where there is no other Norl with a number
        if len(forms) == 1 and base in pool and pool[base].class_ == "Person":
            join(pool, forms[0], base, "number behind")
    for a in sorted((k for k in free(pool) if k.count(" ") > 1), key=lambda k: (-len(k.split()), k)):
        if a not in pool or not (_is_person(a, pool, gaz) or pool[a].class_ == "Thing"):
            continue
        words = a.split()
        shorter = [
            (f"{words[0]} {words[-1]}", "middle name"),
            (" ".join(words[1:]), "word in front"),
            (" ".join(words[:-1]), "word behind"),
        ]
        for b, rule in shorter:
            if (
                b == a
                or b not in pool
                or pool[b].fixed
                or pool[b].class_ != "Person"
                or (rule == "word in front" and words[0] in gaz.first_names)
            ):
                continue
            if rule == "word behind" and words[-1] not in ("jr", "sr", "ii", "iii", "iv"):
                continue
            if rule == "word in front":
                join(pool, a, b, rule)
            else:
                join(pool, b, a, rule)
            break
    _initials(pool, gaz)


def _initials(pool: Pool, gaz: Gazetteer) -> None:
    """Join "J. Holm" to the only full name with that surname and initial."""
    for a in [k for k in free(pool) if k.count(" ") == 1 and len(k.split()[0]) == 1]:
        letter, surname = a.split()
        fits = [
            b for b in pool
            if b != a and b.endswith(f" {surname}") and b[0] == letter and len(b.split()[0]) > 1 and _is_person(b, pool, gaz)
        ]  # fmt: skip
        if len(fits) == 1 and pool[a].class_ in ("Person", "Thing"):
            join(pool, a, fits[0], "initial")


def short_persons(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join a surname, else a first name, to the only person whose name ends (starts) with it."""
    people = {
        k: gender_of(pool[k], gaz) for k in sorted(pool) if " " in k and not pool[k].known and _is_person(k, pool, gaz)
    }
    by_word: dict[str, list[str]] = defaultdict(list)
    for k in people:
        words = k.removeprefix("body:").split()
        by_word[words[-1]].append(k)
        by_word[words[0]].append(k)
    for short in [k for k in free(pool) if not _DIGIT.search(k)]:
        if short not in pool or (pool[short].class_ not in _PERSON_LIKE and short not in gaz.suffixes):
            continue
        if " " in short and " " in pool[short].form and short.split()[0] not in _PARTICLES:
            continue  # "Ten Hag" is a surname of two words, "Holm-Rask" of one, "Lena Holm" is none
        form, gender = short.partition(COUPLE)[0], gender_of(pool[short], gaz)
        if not form:
            continue
        near = dict.fromkeys([*by_word[form.split()[-1]], *by_word[form.split()[0]]])
        rest = [k for k in sorted(near) if k in pool and k != short and _may_be(people[k], gender)]
        found, rule = [k for k in rest if k.endswith(f" {form}")], "surname"
        if not found and " " not in form:
            found, rule = [k for k in rest if k.removeprefix("body:").startswith(f"{form} ")], "first name"
        if rule == "surname" and len(found) > 1:  # "Mora" where the other Mora came in as his brother
            found = [k for k in found if not _is_kin(parsed, pool[k])] or found
            found = _known_by_then(pool[short], {k: pool[k] for k in found}) or found
        if len(found) == 1:
            if rule == "surname":
                _forget_doubts(pool[short])
            join(pool, short, found[0], rule)


def _forget_doubts(short: Cluster) -> None:
    """Drop the weak votes of a surname for another class: alone, the recogniser takes it for a firm or a product."""
    for class_ in [c for c, n in short.votes.items() if c != "Person" and n < _SURE]:
        del short.votes[class_]


_SURE = 3.5
"""Votes of a word alone that speak for more than the recogniser's look and one cue."""


def _known_by_then(short: Cluster, people: dict[str, Cluster]) -> list[str]:
    """Return who of the namesakes had been named in full when the surname first stood alone (the headline apart)."""
    first = {k: min((n.block, n.first) for n in c.names) for k, c in people.items()}
    alone = [at for n in short.names if not n.titled and (at := (n.block, n.first)) > min(first.values())]
    return [k for k, at in first.items() if alone and at < min(alone)]


def _may_be(own: str, gender: str) -> bool:
    """May a person of gender ``own`` be one of ``gender``: no "Mrs. Holm" is Jonas Holm?"""
    return not gender or own not in ("m", "f") or own == gender


_PARTICLES = frozenset("al el bin ibn von van de der den ten ter la le du da di del dos das".split())


_KIN = frozenset(
    "father mother son daughter wife husband brother sister cousin uncle aunt nephew niece widow widower grandfather grandmother parents "
    "half-brother half-sister stepfather stepmother grandson granddaughter".split()
)


def _is_kin(parsed: Parsed, c: Cluster) -> bool:
    """Did the article bring the person in as a relative of somebody: "his brother, Jonas Holm", "son of Jonas Holm"?"""
    first = min((n for n in c.names if " " in n.text), key=lambda n: (n.block, n.first))
    doc = parsed.blocks[first.block][1]
    before = [t.lower_ for t in doc[max(first.first - 6, doc[first.first].sent.start) : first.first]]
    after = [t.lower_ for t in doc[first.last + 1 : first.last + 5]]
    return not _KIN.isdisjoint(before) or (
        after[:1] == [","] and not _KIN.isdisjoint(after[1:3]) and after[1:2] != ["the"]
    )

"""Join the names of one document that mean one thing; every join has its rule, so it can be explained and undone.

The rules and their guards follow measurements on annotated news: a wrong merge of two frequent names costs
more than ten missed aliases, so a short form joins only where exactly one long form fits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.spelling import one_edit
from kg.text.entities.classes import FAMILY, name_votes
from kg.text.entities.cues import first_of_list, speaks
from kg.text.entities.firms import LEGAL, join_firms
from kg.text.entities.firms import RULE as FIRM
from kg.text.entities.gazetteer import Gazetteer, key
from kg.text.entities.namesakes import part_namesakes
from kg.text.entities.own import own_joins
from kg.text.entities.persons import COUPLE, couples, full_persons, short_persons, title_gender
from kg.text.entities.places import settle, stands_in
from kg.text.entities.pool import Cluster, Pool, free, join
from kg.text.entities.spans import Name
from kg.text.lexicon import Lexicon
from kg.text.parse import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token

# Class nouns that may be added to a name without changing what it names ("Larkin Academy" = "Larkin");
# never Bay, Bridge, Station, Foundation, University: those are other things.
_ADDABLE = frozenset(
    "school college magazine city festival academy newspaper online tv radio technology browser website international".split()
)
_CLUB = frozenset("fc sc ac cf afc rc".split())
_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"([a-z]{1,4})(\d{1,3})")


def cluster(parsed: Parsed, names: list[Name], gaz: Gazetteer, lex: Lexicon) -> list[Cluster]:
    """Return the clusters of the names, in order of first mention."""
    pool: Pool = {}
    settled = settle(parsed, names, gaz)
    shared = couples(names, gaz)
    for name in names:
        form = key(name.text)
        if form in shared and (gender := title_gender(name, gaz)):
            form += COUPLE + gender
        place = name.place or ("" if name.titled else settled.get(form, ""))
        body = gaz.bodies[form][0] if form in gaz.bodies and not place else ""
        at = f"place:{place}" if place else f"body:{key(body)}" if body else form
        pool.setdefault(at, Cluster([], known=place, body=body)).names.append(name)
    _misspelt(pool, gaz)
    for c in pool.values():
        name_votes(parsed, c, gaz, lex)
    part_namesakes(parsed, pool, gaz, lex)
    _listed_together(parsed, pool)
    own_joins(pool.values(), gaz)
    _numbered(pool)
    rules: tuple[Callable[[Parsed, Pool, Gazetteer], None], ...] = (
        _spelling, _storms, full_persons, short_persons, _acronyms, _codes, _turned, _affixes, _class_noun_alone,
        _sides, _makers,
    )  # fmt: skip
    for rule in rules:
        if rule is _affixes:
            for short, long in join_firms(parsed, pool, gaz, lex):
                join(pool, short, long, FIRM)
        rule(parsed, pool, gaz)
    for c in pool.values():  # news gives people their first name when they first speak
        if not c.fixed and c.class_ == "Thing" and any(speaks(parsed.blocks[n.block][1], n, lex) for n in c.names):
            c.votes["Organization"] += 1
    kept = [c for c in pool.values() if not _only_class_noun(c, gaz, lex)]
    return sorted(kept, key=lambda c: min((n.block, n.first, n.last) for n in c.names))


def _listed_together(parsed: Parsed, pool: Pool) -> None:
    """A name of no sure class is of the kind of what it is listed with: "Norvia Motors and Zephtel agreed"."""
    heads = {
        (n.block, n.head): c for c in pool.values() for n in c.names if not n.place and n.why not in ("nested", "inner")
    }
    for (block, i), c in sorted(heads.items(), key=lambda kv: kv[0]):
        token = parsed.blocks[block][1][i]
        other = heads.get((block, token.head.i)) if token.dep_ == "conj" else None
        for weak, strong in ((c, other), (other, c)):
            if weak is None or strong is None or weak.class_ == "Group" or weak.fixed or strong.known or strong is weak:
                continue
            kind = FAMILY.get(strong.class_, strong.class_)
            sure = strong.strength >= (_SURE if weak.strength else 1)
            if weak.strength < _SURE and sure and kind in ("Organization", "Person"):
                weak.votes[kind] += _TOGETHER
    lists: dict[tuple[int, int], list[Cluster]] = defaultdict(list)
    for (block, i), c in heads.items():
        token = parsed.blocks[block][1][i]
        if not _opens_clause(token):
            lists[block, first_of_list(token).i].append(c)
    for listed in lists.values():
        if len(listed) > 1 and any(c.class_ in _LOCAL for c in listed):
            for c in listed:
                if not c.fixed and not c.form.isupper() and c.class_ in _UNSURE and c.strength < _SURE:
                    c.votes["Place"] += _TOGETHER


def _opens_clause(token: Token) -> bool:
    """Is it the subject of the verb behind it that the parser left without one: "shops in Lima and Zephtel has none"?"""
    if token.dep_ != "conj" or token.i + 1 == len(token.doc):
        return False
    after = token.nbor()
    return after.tag_ in ("VBZ", "VBD", "VBP", "MD") and not any(c.dep_ in ("nsubj", "nsubjpass") for c in after.children)


_LOCAL = frozenset({"City", "Region"})
_UNSURE = frozenset({"Thing", "Organization", "Product", "Place"})

_SURE, _TOGETHER = 2.0, 1.5
"""Votes from which on a class is sure enough to be shared, and the votes that it then gives."""


def _numbered(pool: Pool) -> None:
    """A name that also stands with version numbers is a product: "Lynx" beside "Lynx 7" and "Lynx 8"."""
    for k in sorted(pool):
        base, _, number = k.rpartition(" ")
        if base in pool and number.replace(".", "").isdigit() and len(number) < 4 and not pool[base].fixed:
            if pool[k].class_ in ("Product", "Technology") and pool[base].class_ in (
                "Organization",
                "Product",
                "Technology",
                "Thing",
            ):
                pool[base].votes["Product"] += 4


def _only_class_noun(c: Cluster, gaz: Gazetteer, lex: Lexicon) -> bool:
    """Is it a class noun with a capital that joined no name: "the Department", "the Board"?

    Houses of parliament and the like, of which an article means one, stay.
    """
    form = key(c.form)
    if " " in form or c.fixed or form in _ALONE or c.form.isupper() or (c.class_ == "Person" and any(n.titled for n in c.names)):
        return False
    if (
        gaz.suffixes.get(form) in ("MediaOrganization", "Region", "PoliticalParty")
        and c.class_ != "Thing"
        and form != "party"
    ):
        return False  # "The Herald", "the Greens"
    return form in gaz.suffixes or form in gaz.titles or (form in lex.roles and c.class_ != "Person")


_ALONE = frozenset(
    "parliament congress senate assembly cabinet treasury church internet army navy constitution union bible olympics".split()
)


def _storms(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join "Dora" to "Hurricane Dora": storms bear first names, so they come before people."""
    del parsed, gaz
    for long in [k for k in free(pool) if k.count(" ") == 1 and k.split()[0] in ("hurricane", "cyclone", "typhoon")]:
        if long in pool and (short := long.split()[1]) in pool and not pool[short].fixed:
            join(pool, short, long, "class noun in front")


def initials(form: str) -> str:
    """Return the initials of the capitalised words, lower case: "Quito School of Mines" gives "qsm"."""
    return "".join(w[0] for w in re.findall(r"[^\W\d_]+", form) if w[0].isupper()).lower()


def _homeless(form: str, gaz: Gazetteer) -> str:
    """Return the name without a place in front: "U.S. Roads Authority" has the initials of "Roads Authority" too."""
    words = form.split()
    n = next((n for n in (2, 1) if n < len(words) - 1 and key(" ".join(words[:n])) in gaz.places), 0)
    return " ".join(words[n:])


def _acronyms(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join an acronym to the only name with its initials; a name followed by "(XYZ)" needs no initials."""
    text = parsed.document.text
    long = [
        k
        for k in sorted(pool)
        if " " in pool[k].form and pool[k].class_ != "Person" and not _DIGIT.search(pool[k].form)
    ]
    for short in [k for k in free(pool) if k.isalpha() and 2 <= len(k) <= 8]:
        form = pool[short].form.replace(".", "").replace(" ", "")
        if sum(ch.isupper() for ch in form) < 2 or not form[0].isupper():
            continue
        capitals = "".join(ch for ch in form if ch.isupper()).lower()
        there = [k for k in long if k in pool and k != short]
        named = {k: {n.text for n in pool[k].names} for k in there}
        fits = [k for k in there if any(f"{f} ({pool[short].form})" in text for f in named[k])]
        fits = fits or [k for k in there if any(initials(_homeless(f, gaz)) in (short, capitals) or initials(f) in (short, capitals) for f in named[k] if " " in f)]
        if len(fits) == 1:
            join(pool, short, fits[0], "acronym")


def _codes(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join "HB7" to "Harbor 7": initials and number are the same."""
    del parsed, gaz
    for short in free(pool):
        code = _CODE.fullmatch(short)
        if code is None:
            continue
        fits = [
            k for k in free(pool)
            if " " in k and k.split()[-1] == code[2] and initials(pool[k].form.rsplit(" ", 1)[0]) == code[1]
        ]  # fmt: skip
        if len(fits) == 1 and short in pool:
            join(pool, short, fits[0], "code")


_OFFICES = frozenset("ministry department office bureau agency commission committee council".split())


def _turned(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join "Ministry of Transport" and "Transport Ministry", with or without the country in front of one of them."""
    del parsed
    by_office: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for k in free(pool):
        words = k.replace("defense", "defence").split()
        front = 0
        while front < len(words) - 1 and (words[front] in gaz.adjectives or words[front] in gaz.places):
            front += 1
        front += words[front : front + 1] == ["'s"]
        where, rest = " ".join(words[:front]).removesuffix(" 's"), words[front:]
        if len(rest) > 2 and rest[0] in _OFFICES and rest[1] == "of":
            by_office[rest[0], " ".join(rest[2:])].append((where, k))
        elif len(rest) > 1 and rest[-1] in _OFFICES:
            by_office[rest[-1], " ".join(rest[:-1])].append((where, k))
    for same in by_office.values():
        if len(same) > 1 and len({gaz.adjectives.get(w) or gaz.places.get(w) for w, _ in same if w}) < 2:
            kept = min((k for _, k in same), key=lambda k: (-len(k.split()), k))
            for _, k in same:
                if k != kept and k in pool:
                    join(pool, k, kept, "turned round")


def _affixes(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join names that differ by a legal form, a class noun that may be added, a place or owner in front or behind."""
    del parsed
    for long in [k for k in free(pool) if " " in k]:
        if long not in pool:
            continue
        words = long.split()
        for short, rule in _shorter(words, gaz):
            if short == long or short not in pool or pool[short].fixed or pool[short].class_ == "Person":
                continue
            if rule == "class noun added" and any(
                k != long and k.startswith(f"{short} ") and pool[k].class_ != "Product" for k in pool
            ):
                continue  # "Marlow" beside "Marlow City" and "Marlow United"
            join(pool, short, long, rule)
            break


def _shorter(words: list[str], gaz: Gazetteer) -> list[tuple[str, str]]:
    """Return the shorter forms that name the same thing, each with its rule."""
    out: list[tuple[str, str]] = []
    last = len(words)
    while last > 1 and words[last - 1] in LEGAL:
        last -= 1
    if last < len(words):
        out.append((" ".join(words[:last]), "legal form"))
        if last > 1 and words[last - 1] in _ADDABLE:
            out.append((" ".join(words[: last - 1]), "legal form"))
    elif words[-1] in _ADDABLE or words[-1] in _CLUB:
        out.append((" ".join(words[:-1]), "class noun added"))
    if words[0] in _CLUB and len(words) > 2:
        out.append((" ".join(words[1:]), "club"))
    if len(words) > 2 and words[1] == "of" and words[0] in ("church", "order", "society"):  # where both occur
        out.append((" ".join(words[2:]), "of-name"))
    if words[0] == "federal" and len(words) > 2:
        out.append((" ".join(words[1:]), "federal in front"))
    for n in (1, 2, 3):  # "Peru's Civil Aviation Board" = "Civil Aviation Board"
        front, rest = " ".join(words[:n]).removesuffix(" 's").removesuffix("'s"), words[n:]
        if len(rest) > 1 and rest[-1] in gaz.suffixes and (front in gaz.places or front in gaz.adjectives):
            out.append((" ".join(rest), "place in front"))
    for k in range(2, len(words) - 1):
        if (
            words[k] in ("of", "in")
            and words[k - 1] in gaz.suffixes
            and " ".join(words[k + 1 :]).removeprefix("the ") in gaz.places
        ):
            out.append((" ".join(words[:k]), "place behind"))
    return out


def _class_noun_alone(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join "the Assembly" to the only name that ends with it or starts with "Assembly of"."""
    del parsed
    for short in [k for k in free(pool) if " " not in k and k in gaz.suffixes]:
        fits = [
            k for k in pool
            if k != short and " " in pool[k].form and pool[k].class_ != "Person"
            and (key(pool[k].form).endswith(" " + short) or key(pool[k].form).startswith(short + " of "))
        ]  # fmt: skip
        if len(fits) == 1:
            join(pool, short, fits[0], "class noun alone")


def _sides(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join "the Herons" to "Lima Herons" where no other team has that name."""
    del gaz
    teams: dict[str, list[str]] = defaultdict(list)
    for k in free(pool):
        if " " in k and pool[k].class_ == "Team":
            teams[k.split()[-1]].append(k)
    for short, fits in teams.items():
        alone = pool.get(short)
        if alone is None or alone.fixed or len(fits) > 1 or not short.endswith("s"):
            continue
        if all(n.first > 0 and parsed.blocks[n.block][1][n.first - 1].lower_ in ("the", "their") for n in alone.names):
            join(pool, short, fits[0], "team by its second word")


def _makers(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join "Lynx" to "Veltrin Lynx" when the second word also stands alone and is no person, place or class noun."""
    for long in [k for k in free(pool) if k.count(" ") == 1 and not _DIGIT.search(k)]:
        if long not in pool or pool[long].class_ in ("Person", "City", "Place", "Region", "Facility"):
            continue
        maker, product = long.split()
        alone = pool.get(product)
        if alone is None or alone.fixed or alone.class_ in ("City", "Place", "Region", "Country", "Person"):
            continue
        if any(stands_in(parsed.blocks[n.block][1], n) for n in alone.names):
            continue  # "Forward Larvik" is a party in Larvik
        if product in gaz.suffixes or maker in gaz.places or maker in gaz.first_names:
            continue
        if len([k for k in pool if k.endswith(" " + product)]) == 1 and all(n.why != "nested" for n in alone.names):
            join(pool, product, long, "maker in front")


def _misspelt(pool: Pool, gaz: Gazetteer) -> None:
    """Read a name that is one letter off a country or a large body, and nothing else, as that country or body."""
    for form in free(pool):
        first = pool[form].names[0]
        if len(form) < 7 or not first.text[0].isupper() or first.ner == "PERSON":
            continue
        near = sorted({at for k, at in gaz.spelt.get((form[0], form.count(" ")), ()) if one_edit(form, k)})
        if len(near) == 1:
            at = near[0]
            if at not in pool:
                place = gaz.places.get(at[5:]) if at.startswith("name:") else None
                at = f"place:{place.id}" if place else at
                body = gaz.bodies[at[5:]][0] if at.startswith("body:") else ""
                pool.setdefault(at, Cluster([], known=place.id if place else "", body=body))
            gone = pool.pop(form)
            pool[at].joins.append(
                (gone.form, gaz.places[near[0][5:]].label if near[0].startswith("name:") else pool[at].body, "misspelt")
            )
            pool[at].names.extend(gone.names)


def _spelling(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join long names that differ by one letter or one swap: "Lindqvist" and "Lindqivst"."""
    del parsed
    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    forms = {k: key(pool[k].form) for k in free(pool)}
    for k, form in forms.items():
        if len(form) >= 8 and not _DIGIT.search(form):
            groups[form[0], form.count(" ")].append(k)
    for keys in groups.values():
        for i, a in enumerate(keys):
            for b in keys[i + 1 :]:
                if abs(len(forms[a]) - len(forms[b])) > 1 or a not in pool or b not in pool:
                    continue
                if one_edit(forms[a], forms[b]) and _may_be_misspelt(pool[a], pool[b], gaz):
                    few, many = sorted((a, b), key=lambda k: (len(pool[k].names), k))
                    join(pool, few, many, "spelling")
                    forms[many] = key(pool[many].form)


def _may_be_misspelt(a: Cluster, b: Cluster, gaz: Gazetteer) -> bool:
    """No two people of one surname with first names that both exist ("Maria", "Mario"), no two known words."""
    words = [key(c.form).split() for c in (a, b)]
    for x, y in zip(*words, strict=False):
        if x != y and ((x in gaz.first_names and y in gaz.first_names) or (x in gaz.suffixes and y in gaz.suffixes)):
            return False
    return True

"""Join the names of one document that mean one thing; every join has its rule, so it can be explained and undone.

The rules and their guards follow measurements on annotated news: a wrong merge of two frequent names costs
more than ten missed aliases, so a short form joins only where exactly one long form fits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from kg.spelling import one_edit
from kg.text.entities.classes import FAMILY, name_votes
from kg.text.entities.firms import RULE as FIRM
from kg.text.entities.firms import join_firms
from kg.text.entities.gazetteer import Gazetteer, key
from kg.text.entities.own import own_joins
from kg.text.entities.places import settle
from kg.text.entities.spans import Name
from kg.text.lexicon import Lexicon
from kg.text.parse import Parsed

LEGAL = frozenset(
    "inc ltd corp co llc llp plc ag sa gmbh nv bv ab asa oy oyj spa srl kk kgaa se pte pty bhd limited corporation incorporated company holdings".split()
)
# Class nouns that may be added to a name without changing what it names ("Larkin Academy" = "Larkin");
# never Bay, Bridge, Station, Foundation, University: those are other things.
_ADDABLE = frozenset(
    "school college magazine city festival academy newspaper online tv radio technology browser website international".split()
)
_CLUB = frozenset("fc sc ac cf afc rc".split())
_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"([a-z]{1,4})(\d{1,3})")
_PERSON_LIKE = ("Person", "Thing", "Organization", "Place", "Company", "Product", "Group")


@dataclass(slots=True)
class Cluster:
    """The names of one thing, its class votes and the joins that made it."""

    names: list[Name]
    votes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    known: str = ""  # Place.id
    body: str = ""  # canonical name of an alias
    joins: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def ranked(self) -> list[tuple[str, float]]:
        """Return the classes, strongest first, the finer of equals; "Organization" by one witness supports "Company" by another."""
        votes = {c: n + (self.votes.get(FAMILY[c], 0) if c in FAMILY else 0) for c, n in self.votes.items() if n > 0}
        return sorted(votes.items(), key=lambda kv: (-kv[1], kv[0] not in FAMILY, kv[0]))

    @property
    def class_(self) -> str:
        """Return the strongest class, "Thing" without a vote."""
        ranked = self.ranked
        return ranked[0][0] if ranked else "Thing"

    @property
    def strength(self) -> float:
        """Return the votes for the strongest class."""
        return self.ranked[0][1] if self.ranked else 0.0

    @property
    def form(self) -> str:
        """Return the longest name form, the first of equals in the alphabet; capitals only if there is no other."""
        return min(
            (n.text for n in self.names),
            default="",
            key=lambda t: (t.isupper() and " " in t, -len(t.split()), -len(t), t),
        )

    @property
    def fixed(self) -> bool:
        """Is it in the gazetteer, so that no rule may change what it is?"""
        return bool(self.known or self.body)


Pool = dict[str, Cluster]


def cluster(parsed: Parsed, names: list[Name], gaz: Gazetteer, lex: Lexicon) -> list[Cluster]:
    """Return the clusters of the names, in order of first mention."""
    pool: Pool = {}
    settled = settle(parsed, names, gaz)
    for name in names:
        form = key(name.text)
        place = name.place or ("" if name.titled else settled.get(form, ""))
        body = gaz.bodies[form][0] if form in gaz.bodies and not place else ""
        at = f"place:{place}" if place else f"body:{key(body)}" if body else form
        pool.setdefault(at, Cluster([], known=place, body=body)).names.append(name)
    _misspelt(pool, gaz)
    for c in pool.values():
        name_votes(parsed, c, gaz, lex)
    _listed_together(parsed, pool)
    own_joins(pool.values(), gaz)
    _numbered(pool)
    rules: tuple[Callable[[Parsed, Pool, Gazetteer], None], ...] = (
        _spelling, _storms, _full_persons, _persons, _acronyms, _codes, _affixes, _class_noun_alone, _makers,
    )  # fmt: skip
    for rule in rules:
        if rule is _affixes:
            for short, long in join_firms(parsed, pool, gaz, lex):
                _join(pool, short, long, FIRM)
        rule(parsed, pool, gaz)
    kept = [c for c in pool.values() if not _only_class_noun(c, gaz, lex)]
    return sorted(kept, key=lambda c: min((n.block, n.first, n.last) for n in c.names))


def _listed_together(parsed: Parsed, pool: Pool) -> None:
    """A name of no sure class is of the kind of what it is listed with: "Norvia Motors and Zephtel agreed"."""
    heads = {(n.block, n.head): c for c in pool.values() for n in c.names if not n.place and n.why not in ("nested", "inner")}
    for (block, i), c in sorted(heads.items(), key=lambda kv: kv[0]):
        token = parsed.blocks[block][1][i]
        other = heads.get((block, token.head.i)) if token.dep_ == "conj" else None
        for weak, strong in ((c, other), (other, c)):
            if weak is None or strong is None or weak.class_ == "Group" or weak.fixed or strong.known or strong is weak:
                continue
            kind = FAMILY.get(strong.class_, strong.class_)
            if weak.strength < _SURE <= strong.strength and kind in ("Organization", "Person"):
                weak.votes[kind] += _TOGETHER


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
    if " " in form or c.fixed or form in _ALONE or c.form.isupper():
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


def _join(pool: Pool, short: str, long: str, rule: str) -> None:
    gone, kept = pool.pop(short), pool[long]
    kept.joins.append((gone.form, kept.form, rule))
    kept.joins.extend(gone.joins)
    kept.names.extend(gone.names)
    kept.names.sort(key=lambda n: (n.block, n.first, -n.last))
    for class_, n in gone.votes.items():
        kept.votes[class_] += n


def _free(pool: Pool) -> list[str]:
    """Return the keys that rules may join: no known place or body."""
    return sorted(k for k, c in pool.items() if not c.fixed)


def _is_person(k: str, pool: Pool, gaz: Gazetteer) -> bool:
    words = k.removeprefix("body:").split()
    human = words[-1] not in gaz.suffixes or words[0] in gaz.first_names  # "Lena Lake"
    return pool[k].class_ == "Person" and not _DIGIT.search(k) and human


def _storms(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join "Dora" to "Hurricane Dora": storms bear first names, so they come before people."""
    del parsed, gaz
    for long in [k for k in _free(pool) if k.count(" ") == 1 and k.split()[0] in ("hurricane", "cyclone", "typhoon")]:
        if long in pool and (short := long.split()[1]) in pool and not pool[short].fixed:
            _join(pool, short, long, "class noun in front")


def _full_persons(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join full names of one person: with and without middle names, a word in front, a number behind."""
    del parsed
    numbered: dict[str, list[str]] = defaultdict(list)
    for k in _free(pool):
        base, _, number = k.rpartition(" ")
        if number in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "xiv", "xvi") and " " not in base:
            numbered[base].append(k)
    for base, forms in numbered.items():  # "Norl" and "Norl II", where there is no other Norl with a number
        if len(forms) == 1 and base in pool and pool[base].class_ == "Person":
            _join(pool, forms[0], base, "number behind")
    for a in sorted((k for k in _free(pool) if k.count(" ") > 1), key=lambda k: (-len(k.split()), k)):
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
                _join(pool, a, b, rule)
            else:
                _join(pool, b, a, rule)
            break


def _persons(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join a surname, else a first name, to the only person whose name ends (starts) with it."""
    people = [k for k in sorted(pool) if " " in k and not pool[k].known and _is_person(k, pool, gaz)]
    for short in [k for k in _free(pool) if not _DIGIT.search(k)]:
        if short not in pool or (pool[short].class_ not in _PERSON_LIKE and short not in gaz.suffixes):
            continue
        if " " in short and short.split()[0] not in _PARTICLES:
            continue  # "Ten Hag" is a surname of two words, "Lena Holm" is none
        rest = [k for k in people if k in pool and k != short]
        found, rule = [k for k in rest if k.endswith(f" {short}")], "surname"
        if not found and " " not in short:
            found, rule = [k for k in rest if k.removeprefix("body:").startswith(f"{short} ")], "first name"
        if rule == "surname" and len(found) > 1:  # "Mora" where the other Mora came in as his brother
            found = [k for k in found if not _is_kin(parsed, pool[k])] or found
        if len(found) == 1:
            _join(pool, short, found[0], rule)


_PARTICLES = frozenset("al el bin ibn von van de der den ten ter la le du da di del dos das".split())


_KIN = frozenset(
    "father mother son daughter wife husband brother sister cousin uncle aunt nephew niece widow widower grandfather grandmother parents "
    "half-brother half-sister stepfather stepmother grandson granddaughter".split()
)


def _is_kin(parsed: Parsed, c: Cluster) -> bool:
    """Did the article bring the person in as a relative of somebody: "his brother, Jonas Holm", "son of Jonas Holm"?"""
    first = min((n for n in c.names if " " in n.text), key=lambda n: (n.block, n.first))
    doc = parsed.blocks[first.block][1]
    before = [t.lower_ for t in doc[max(first.first - 3, 0) : first.first]]
    after = [t.lower_ for t in doc[first.last + 1 : first.last + 5]]
    return not _KIN.isdisjoint(before) or (
        after[:1] == [","] and not _KIN.isdisjoint(after[1:3]) and after[1:2] != ["the"]
    )


def initials(form: str) -> str:
    """Return the initials of the capitalised words, lower case: "Quito School of Mines" gives "qsm"."""
    return "".join(w[0] for w in re.findall(r"[^\W\d_]+", form) if w[0].isupper()).lower()


def _acronyms(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join an acronym to the only name with its initials; a name followed by "(XYZ)" needs no initials."""
    del gaz
    text = parsed.document.text
    long = [
        k
        for k in sorted(pool)
        if " " in pool[k].form and pool[k].class_ != "Person" and not _DIGIT.search(pool[k].form)
    ]
    for short in [k for k in _free(pool) if k.isalpha() and 2 <= len(k) <= 8]:
        form = pool[short].form.replace(".", "").replace(" ", "")
        if sum(ch.isupper() for ch in form) < 2 or not form[0].isupper():
            continue
        capitals = "".join(ch for ch in form if ch.isupper()).lower()
        there = [k for k in long if k in pool and k != short]
        named = {k: {n.text for n in pool[k].names} for k in there}
        fits = [k for k in there if any(f"{f} ({pool[short].form})" in text for f in named[k])]
        fits = fits or [k for k in there if any(initials(f) in (short, capitals) for f in named[k] if " " in f)]
        if len(fits) == 1:
            _join(pool, short, fits[0], "acronym")


def _codes(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join "HB7" to "Harbor 7": initials and number are the same."""
    del parsed, gaz
    for short in _free(pool):
        code = _CODE.fullmatch(short)
        if code is None:
            continue
        fits = [
            k for k in _free(pool)
            if " " in k and k.split()[-1] == code[2] and initials(pool[k].form.rsplit(" ", 1)[0]) == code[1]
        ]  # fmt: skip
        if len(fits) == 1 and short in pool:
            _join(pool, short, fits[0], "code")


def _affixes(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join names that differ by a legal form, a class noun that may be added, a place or owner in front or behind."""
    del parsed
    for long in [k for k in _free(pool) if " " in k]:
        if long not in pool:
            continue
        words = long.split()
        for short, rule in _shorter(words, gaz):
            if short == long or short not in pool or pool[short].fixed or pool[short].class_ == "Person":
                continue
            _join(pool, short, long, rule)
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
    for short in [k for k in _free(pool) if " " not in k and k in gaz.suffixes]:
        fits = [
            k for k in pool
            if k != short and " " in pool[k].form and pool[k].class_ != "Person"
            and (key(pool[k].form).endswith(" " + short) or key(pool[k].form).startswith(short + " of "))
        ]  # fmt: skip
        if len(fits) == 1:
            _join(pool, short, fits[0], "class noun alone")


def _makers(parsed: Parsed, pool: Pool, gaz: Gazetteer) -> None:
    """Join "Lynx" to "Veltrin Lynx" when the second word also stands alone and is no person, place or class noun."""
    del parsed
    for long in [k for k in _free(pool) if k.count(" ") == 1 and not _DIGIT.search(k)]:
        if long not in pool or pool[long].class_ in ("Person", "City", "Place", "Region", "Facility"):
            continue
        maker, product = long.split()
        alone = pool.get(product)
        if alone is None or alone.fixed or product in gaz.suffixes or maker in gaz.places or maker in gaz.first_names:
            continue
        if len([k for k in pool if k.endswith(" " + product)]) == 1 and all(n.why != "nested" for n in alone.names):
            _join(pool, product, long, "maker in front")


def _misspelt(pool: Pool, gaz: Gazetteer) -> None:
    """Read a name that is one letter off a country or a large body, and nothing else, as that country or body."""
    for form in _free(pool):
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
    groups: dict[str, list[str]] = defaultdict(list)
    for k in _free(pool):
        form = key(pool[k].form)
        if len(form) >= 8 and not _DIGIT.search(form):
            groups[form[0]].append(k)
    for keys in groups.values():
        for i, a in enumerate(keys):
            for b in keys[i + 1 :]:
                if a not in pool or b not in pool or pool[a].fixed or pool[b].fixed:
                    continue
                forms = [key(pool[k].form) for k in (a, b)]
                if one_edit(*forms) and _may_be_misspelt(pool[a], pool[b], gaz):
                    few, many = sorted((a, b), key=lambda k: (len(pool[k].names), k))
                    _join(pool, few, many, "spelling")


def _may_be_misspelt(a: Cluster, b: Cluster, gaz: Gazetteer) -> bool:
    """No two people of one surname with first names that both exist ("Maria", "Mario"), no two known words."""
    words = [key(c.form).split() for c in (a, b)]
    for x, y in zip(*words, strict=False):
        if x != y and ((x in gaz.first_names and y in gaz.first_names) or (x in gaz.suffixes and y in gaz.suffixes)):
            return False
    return True

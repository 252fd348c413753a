"""Join the names of one document that mean one thing; every join has its rule, so it can be explained and undone."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from kg.text.entities.classes import name_votes
from kg.text.entities.gazetteer import Gazetteer, key
from kg.text.entities.names import Name
from kg.text.lexicon import Lexicon
from kg.text.parse import Parsed

_LEGAL = frozenset(
    "inc ltd corp co llc plc ag sa gmbh nv limited corporation incorporated company bhd oyj spa kk".split()
)
# Class nouns that may be added to a name without changing what it names ("Larkin Academy" = "Larkin");
# never Bay, Bridge, Station, Foundation, University: those are other things.
_ADDABLE = frozenset(
    "school college magazine city festival group academy newspaper online technologies holdings browser".split()
)
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Cluster:
    """The names of one thing, its class votes and the joins that made it."""

    names: list[Name]
    votes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    known: str = ""  # Place.id
    body: str = ""  # canonical name of an alias
    joins: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def class_(self) -> str:
        """Return the strongest class, "Thing" without a vote."""
        return min(self.votes.items(), key=lambda kv: (-kv[1], kv[0]))[0] if self.votes else "Thing"

    @property
    def form(self) -> str:
        """Return the longest name form, the first of equals in the alphabet."""
        return min((n.text for n in self.names), key=lambda t: (-len(t.split()), -len(t), t))


def cluster(parsed: Parsed, names: list[Name], gaz: Gazetteer, lex: Lexicon) -> list[Cluster]:
    """Return the clusters of the names, in order of first mention."""
    pool: dict[str, Cluster] = {}
    for name in names:
        form = key(name.text)
        place = name.place or (
            gaz.places[form].id if form in gaz.places and not name.titled and name.ner != "PERSON" else ""
        )
        body = gaz.bodies[form][0] if form in gaz.bodies and not place else ""
        at = f"place:{place}" if place else f"body:{key(body)}" if body else form
        pool.setdefault(at, Cluster([], known=place, body=body)).names.append(name)
    _misspelt(pool, gaz)
    for c in pool.values():
        name_votes(parsed, c, gaz, lex)
    for rule in (_persons, _acronyms, _codes, _affixes, _class_noun_alone, _makers, _spelling):
        rule(parsed, pool, gaz)
    return sorted(pool.values(), key=lambda c: min((n.block, n.first, n.last) for n in c.names))


def _join(pool: dict[str, Cluster], short: str, long: str, rule: str) -> None:
    gone, kept = pool.pop(short), pool[long]
    kept.joins.append((gone.form, kept.form, rule))
    kept.joins.extend(gone.joins)
    kept.names.extend(gone.names)
    kept.names.sort(key=lambda n: (n.block, n.first, -n.last))
    for class_, n in gone.votes.items():
        kept.votes[class_] += n


def _misspelt(pool: dict[str, Cluster], gaz: Gazetteer) -> None:
    """Read a name that is one letter off a country or a large body, and nothing else, as that country or body."""
    countries = [(k, p.id) for k, p in gaz.places.items() if p.class_ == "Country" and len(k) >= 6]
    for form in _free(pool):
        if len(form) < 7 or not pool[form].names[0].text[0].isupper() or pool[form].names[0].ner == "PERSON":
            continue
        near = (
            [f"place:{id_}" for k, id_ in countries if k[0] == form[0] and one_edit(form, k)] if " " not in form else []
        )
        near += [
            f"body:{key(body)}"
            for k, (body, _) in gaz.bodies.items()
            if len(k) >= 10 and k[0] == form[0] and one_edit(form, k)
        ]
        if len(set(near)) == 1:
            at = near[0]
            if at not in pool:
                known = at[6:] if at.startswith("place:") else ""
                body = gaz.bodies[at[5:]][0] if at.startswith("body:") else ""
                pool[at] = Cluster([], known=known, body=body)
            gone = pool.pop(form)
            pool[at].joins.append((gone.form, at.partition(":")[2] if at.startswith("body:") else form, "misspelt"))
            pool[at].names.extend(gone.names)


def _free(pool: dict[str, Cluster]) -> list[str]:
    """Return the keys that rules may join: no known place or body."""
    return sorted(k for k, c in pool.items() if not c.known and not c.body)


def _persons(parsed: Parsed, pool: dict[str, Cluster], gaz: Gazetteer) -> None:
    """Join a surname, else a first name, to the only person whose name ends (starts) with it."""
    free = _free(pool)
    long = [k for k in free if " " in k and pool[k].class_ in ("Person", "Thing") and not _DIGIT.search(k)]
    for short in [k for k in free if " " not in k and not _DIGIT.search(k)]:
        if pool[short].class_ not in ("Person", "Thing", "Organization", "Place", "Company"):
            continue
        for rule, end in (("surname", -1), ("first name", 0)):
            fits = [
                k for k in long if k in pool and k.split()[end] == short and (pool[k].class_ == "Person" or end == -1)
            ]
            fits = [k for k in fits if pool[k].class_ == "Person"] or fits
            fits = [k for k in fits if k.split()[-1] not in gaz.suffixes]
            if len(fits) == 1 and (pool[fits[0]].class_ == "Person"):
                _join(pool, short, fits[0], rule)
                break
    for a in [k for k in long if k in pool and len(k.split()) > 2]:  # "Scientist Lena Holm" = "Lena Holm"
        rest = " ".join(a.split()[1:])
        if rest in pool and pool[rest].class_ == "Person" and a in pool:
            _join(pool, a, rest, "word in front")
    # "Lena M. Holm" and "Lena Holm"
    for a in [k for k in long if k in pool and len(k.split()) > 2]:
        words = a.split()
        short = f"{words[0]} {words[-1]}"
        if short in pool and short != a and pool[a].class_ == "Person" and not pool[short].known:
            _join(pool, short, a, "middle name")


def initials(form: str) -> str:
    """Return the initials of the capitalised words, lower case: "Quito School of Mines" gives "qsm"."""
    return "".join(w[0] for w in re.findall(r"[A-Za-z]+", form) if w[0].isupper()).lower()


def _acronyms(parsed: Parsed, pool: dict[str, Cluster], gaz: Gazetteer) -> None:
    """Join an acronym to the only name with its initials; a name followed by "(XYZ)" needs no initials."""
    del gaz
    text = parsed.document.text
    for short in [k for k in _free(pool) if k.isalpha() and 2 <= len(k) <= 8]:
        if short not in pool or not pool[short].names[0].text.isupper():
            continue
        long = [k for k in sorted(pool) if " " in pool[k].form and k != short and pool[k].class_ != "Person"]
        fits = [k for k in long if not _DIGIT.search(k) and initials(pool[k].form) == short]
        if not fits:
            fits = [k for k in long if f"{pool[k].form} ({pool[short].names[0].text})" in text]
        if len(fits) == 1:
            _join(pool, short, fits[0], "acronym")


def _codes(parsed: Parsed, pool: dict[str, Cluster], gaz: Gazetteer) -> None:
    """Join "HB7" to "Harbor 7": initials and number are the same."""
    del parsed, gaz
    for short in [k for k in _free(pool) if re.fullmatch(r"[a-z]{1,4}\d{1,3}", k)]:
        letters, number = re.fullmatch(r"([a-z]+)(\d+)", short).groups()  # type: ignore[union-attr]
        fits = [k for k in _free(pool) if k.split()[-1] == number and len(k.split()) > 1
                and initials(pool[k].form.rsplit(" ", 1)[0]) in (letters,)]  # fmt: skip
        if len(fits) == 1 and short in pool:
            _join(pool, short, fits[0], "code")


def _affixes(parsed: Parsed, pool: dict[str, Cluster], gaz: Gazetteer) -> None:
    """Join names that differ by a legal form, a class noun that may be added, a place or owner in front."""
    del parsed
    for long in [k for k in _free(pool) if " " in k]:
        if long not in pool:
            continue
        words = long.split()
        bare = words[:-1] if words[-1] in _LEGAL or words[-1] in _ADDABLE else words
        short = " ".join(bare)
        if (
            short != long
            and short in pool
            and pool[short].class_ != "Person"
            and not pool[short].known
            and not pool[short].body
        ):
            _join(pool, short, long, "legal form" if words[-1] in _LEGAL else "class noun added")
            continue
        if (
            len(words) > 2 and words[1] == "of" and words[0] in gaz.suffixes
        ):  # "Church of Norl" = "Norl" where both occur
            rest = " ".join(words[2:])
            if rest in pool and not pool[rest].known and not pool[rest].body and pool[rest].class_ != "Person":
                _join(pool, rest, long, "of-name")
                continue
        for n in (1, 2, 3):  # "Peru's Civil Aviation Board" = "Civil Aviation Board"
            rest = " ".join(words[n:])
            front = " ".join(words[:n])
            if (
                len(words) - n >= 2
                and rest in pool
                and rest != long
                and words[-1] in gaz.suffixes
                and (front in gaz.places or front in gaz.adjectives)
            ):
                if pool[rest].class_ != "Person" and not pool[rest].known and not pool[rest].body:
                    _join(pool, rest, long, "place in front")
                    break


def _class_noun_alone(parsed: Parsed, pool: dict[str, Cluster], gaz: Gazetteer) -> None:
    """Join "the Assembly" to the only name that ends with it or starts with "Assembly of"."""
    del parsed
    for short in [k for k in _free(pool) if " " not in k and (k in gaz.suffixes)]:
        fits = [
            k
            for k in pool
            if " " in k
            and not k.startswith(("place:", "body:"))
            and (k.split()[-1] == short or k.startswith(short + " of "))
        ]
        if len(fits) == 1 and pool[fits[0]].class_ != "Person" and short in pool:
            _join(pool, short, fits[0], "class noun alone")


def _makers(parsed: Parsed, pool: dict[str, Cluster], gaz: Gazetteer) -> None:
    """Join "Lynx" to "Veltrin Lynx" when the second word also stands alone and is no person, place or class noun."""
    del parsed
    for long in [k for k in _free(pool) if len(k.split()) == 2 and not _DIGIT.search(k)]:
        if long not in pool or pool[long].class_ in ("Person", "City", "Place"):
            continue
        _, product = long.split()
        if (
            product in pool
            and product not in gaz.suffixes
            and not pool[product].known
            and not pool[product].body
            and pool[product].class_ not in ("Person", "City", "Country")
        ):
            _join(pool, product, long, "maker in front")


def _spelling(parsed: Parsed, pool: dict[str, Cluster], gaz: Gazetteer) -> None:
    """Join long names that differ by one letter or one swap: "Jinping" and "Jingping"."""
    del parsed, gaz
    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    for k in _free(pool):
        if len(k) >= 9 and not _DIGIT.search(k):
            groups[k[0], 0].append(k)
    for keys in groups.values():
        for i, a in enumerate(keys):
            for b in keys[i + 1 :]:
                if (
                    a in pool
                    and b in pool
                    and one_edit(a, b)
                    and (pool[a].class_ == pool[b].class_ or a.split()[0] == b.split()[0])
                ):
                    few, many = sorted((a, b), key=lambda k: (len(pool[k].names), k))
                    _join(pool, few, many, "spelling")


def one_edit(a: str, b: str) -> bool:
    """Are ``a`` and ``b`` equal but for one letter more, less or other, or two neighbours swapped?

    The change must lie inside a word that stays long: a different short word ("North", "South") is no spelling.
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    wa, wb = a.split(), b.split()
    if len(wa) != len(wb):
        return False
    changed = [(x, y) for x, y in zip(wa, wb, strict=True) if x != y]
    if len(changed) != 1 or min(map(len, changed[0])) < 6:
        return False
    x, y = changed[0]
    i = 0
    while i < min(len(x), len(y)) and x[i] == y[i]:
        i += 1
    if i < 2:
        return False
    return (
        x[i + 1 :] == y[i + 1 :]
        or x[i:] == y[i + 1 :]
        or x[i + 1 :] == y[i:]
        or (x[i + 1 : i + 2] + x[i : i + 1] + x[i + 2 :] == y[i:])
    )

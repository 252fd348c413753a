"""Find runs of proper nouns in one block, and cut them into names: titles, roles and nationalities off.

The recogniser is one witness of several: it misses one news name in eight.
"""

from __future__ import annotations

from kg.text.entities.gazetteer import Gazetteer, key
from kg.text.entities.lines import NAME_TYPES, Line
from kg.text.entities.reach import SEAT, Reach
from kg.text.entities.spans import GENERATION, Name, Role
from kg.text.entities.titles import OF_WHAT
from kg.text.lexicon import Lexicon
from kg.text.portfolios import portfolio_end

_CREDIT = frozenset(
    {"image", "images", "photo", "photos", "picture", "photograph", "source", "credit", "file", "video", "caption"}
)
_COMPASS = frozenset(
    "north south east west northern southern eastern western new old greater central upper lower inner outer mid downtown saint san port fort".split()
)
# What a politician is of, before the name; no title, and no name of a thing.
_AFFILIATED = frozenset(
    "republican democrat democratic labour tory conservative liberal socialist communist independent".split()
)
_BEGINNINGS = frozenset("longtime former then late future onetime veteran".split())
_ARTICLES = frozenset({"al", "el", "ul", "ash"})


class Runs(Reach):
    """Finds the names of one block: ``names`` sure enough, ``maybe`` only if the article knows them elsewhere."""

    def __init__(self, line: Line, gaz: Gazetteer, lex: Lexicon) -> None:
        super().__init__(line, gaz, lex)
        self.names: list[Name] = []
        self.maybe: list[Name] = []
        self.roles: list[Role] = []

    def run(self) -> Runs:
        """Fill the lists."""
        line, i = self.line, 0
        plain = [text == low and text.isascii() and text not in _AFFILIATED and text not in _ARTICLES for text, low in zip(line.text, line.lower, strict=True)]
        while i < len(line):
            if plain[i] and i not in self._whole:
                i += 1  # most words: without a capital none of the rules below begins a name
                continue
            if (
                i + 2 < len(line)
                and line.text[i + 1] == "-"
                and SEAT.match("".join(line.text[i : i + 3]))
                and line.glued[i]
                and line.glued[i + 1]
            ):
                i += 3  # "Lena Holm, R-Tex."
                continue
            if (end := self._portfolio(i)) > i:
                i = end
                continue
            two = f"{line.lower[i]} {line.lower[i + 1]}" if i + 1 < len(line) else ""
            adjective = two in self.gaz.adjectives and key(two) not in self.gaz.places  # "New Zealand" is the country
            if adjective and line.text[i][0].isupper() and not self._opens_name(i + 1):
                self.names.append(
                    Name(line.block, i, i + 1, line.surface(i, i + 1), "NORP", self.gaz.adjectives[two].id, "demonym", head=i + 1)
                )
                i += 2  # "South Korean"
                continue
            end = max(self._listed(i), self._quoted_title(i), self._whole.get(i, -1))
            if end > i:
                self._add(i, end)
                i = end + 1
                continue
            if line.lower[i] in _AFFILIATED and self._party_of_role(i):
                self.names.append(Name(line.block, i, i, line.text[i], "ORG", head=i))
                i += 1
                continue
            place = self.gaz.adjectives.get(line.lower[i]) if line.text[i][0].isupper() else None
            if place is not None and key(line.text[i]) not in self.gaz.places and not self._opens_name(i):
                self.names.append(Name(line.block, i, i, line.text[i], "NORP", place.id, "demonym", head=i))
                i += 1
            elif GENERATION.match(line.text[i]):
                self.names.append(Name(line.block, i, i, line.text[i], "TECH", head=i))
                i += 1
            elif line.text[i] in _ARTICLES and self._hyphened(i):
                j = self._end(i + 2)
                self._split(i, j)  # "al-Nahda", whose article is small
                i = j + 1
            elif place is not None or self._starts(i):
                j = self._end(i)
                self._split(i - 1 if i and self._belongs(i, j) else i, j)
                i = j + 1
            else:
                i += 1
        return self


    def _portfolio(self, i: int) -> int:
        """Return the token behind "State" or "Foreign Affairs Luis Mora", which says of what a minister is one; ``i`` where no such begins.

        The name behind it is the minister's.
        """
        line = self.line
        last = portfolio_end(line.lower, i - 1) if i > 1 and line.text[i][0].isupper() else -1
        if last < 0 or (last + 1 < len(line) and line.text[last + 1][0].isupper() and line.lower[last + 1] in self.gaz.suffixes):
            return i  # "Secretary of the State Council"
        k = last + 1
        if k < len(line) and (line.ent[k] == "PERSON" or line.lower[k] in self.gaz.first_names) and self._starts(k):
            end = self._end(k)
            person = self._add(k, end, titled=line.lower[i - 2])
            if self.roles and self.roles[-1].last == i - 2:
                self.roles[-1].person = person
            return end + 1
        return k

    def _hyphened(self, i: int) -> bool:
        """Is the token glued with a hyphen to a word with a capital?"""
        line = self.line
        return i + 2 < len(line) and line.text[i + 1] == "-" and line.glued[i] and line.glued[i + 1] and line.text[i + 2][0].isupper()

    # ------------------------------------------------------------------ cutting a run into names

    def _split(self, i: int, j: int) -> None:
        line = self.line
        while j > i and (line.text[j] in ("'s", "'", ".", "-", "&", "–") or line.tag[j] == "POS"):
            j -= 1
        while i < j and (
            line.lower[i] in _CREDIT or self._kind_first(i) or (line.opens[i] and line.doc[i].is_stop and line.lower[i] not in ("us", "un"))
        ):
            i += 1
        if line.lower[i] in _CREDIT and i == j:
            return
        if i < j and line.tag[j] in ("NNS", "NNPS") and key(line.surface(i, j - 1)) in self.gaz.places:
            low = line.lower[j]
            if low.endswith("s") and low[:-1] in self.lex.classes and low not in self.gaz.suffixes:
                j -= 1  # "Peru Ports" with an odd capital: the country and a common noun
        if j > i and line.lower[j].removesuffix("s") in _AFFILIATED and key(line.surface(i, j - 1)) in self.gaz.places:
            j -= 1  # "an Ohio Democrat"
        cut = self.titles.cut(i, j)
        if cut is not None:
            first, last = cut
            word = line.words(first, last).replace(" - ", "-")
            role = Role(line.block, first, last, word)
            if last < j:
                role.person = self._add(last + 1, j, titled=word)
            self.roles.append(role)
            self._owner(i, first - 1)
            return
        for k in range(i, j):  # "Texas Republican Lena Holm"
            rest = line.lower[k + 1 :]
            if (
                line.lower[k] in _AFFILIATED
                and not (k + 1 < j and line.lower[k + 1] in _AFFILIATED)  # "Liberal Democrat Lena Holm"
                and (line.ent[j] == "PERSON" or rest[0] in self.gaz.first_names)
                and line.lower[j] not in self.gaz.suffixes
            ):
                self._owner(i, k - 1)
                if self.titles.cut(k + 1, j) is not None:
                    self._split(k + 1, j)  # "Democratic Sen. Lena Holm"
                else:
                    self._add(k + 1, j, titled=line.lower[k])
                return
        for k in range(i + 1, j):  # "head of the Mining Council Lena Holm": who heads it follows its name
            if line.lower[k - 1] in self.gaz.suffixes and j - k == 1 and line.lower[j] not in self.gaz.suffixes and self._of_role(i):
                self._add(i, k - 1)
                self._add(k, j)
                return
        if line.ent[i] == "NORP" and line.begins[i] and i < j and line.ent[i + 1] == "PERSON" and line.begins[i + 1] and line.lower[i] not in self.gaz.adjectives:
            self._split(i + 1, j)  # "moderate Muslim Luis Mora"
            return
        if i > 0 and line.tag[i - 1] in ("IN", "TO") and "PERSON" in line.ent[i : j + 1] and line.ent[j] == "PERSON":
            for k in range(i, j - 1):  # "envoy to Peru Luis Alba Mora": who it is follows the country
                if line.ent[i] in ("GPE", "PERSON") and key(line.surface(i, k)) in self.gaz.places and self._of_role(i):
                    self._add(i, k)
                    self._add(k + 1, j)
                    return
        for k in range(i + 1, j):  # "Academy of Mines Lena Holm"
            person = line.begins[k] and line.ent[k] == "PERSON" and all(e == "PERSON" for e in line.ent[k : j + 1])
            if person and (line.ent[k - 1] in ("ORG", "GPE", "FAC") or line.lower[k - 1] in self.gaz.suffixes):
                self._add(i, k - 1)
                self._add(k, j)
                return
        self._add(i, j)

    def _of_role(self, i: int) -> bool:
        """Does "chief of", "chairman of the" stand before the run?"""
        words = self.line.lower[max(i - 3, 0) : i]
        if words[-1:] == ["the"]:
            words = words[:-1]
        return len(words) > 1 and words[-1] in ("of", "to", "in", "for") and words[-2] in self.lex.roles

    def _party_of_role(self, i: int) -> bool:
        """Is it a party's nickname right before a role: "Tory leader", "the Tory co-chairman"? "A Tory" is a person."""
        line, role = self.line, i + 3 if self.line.lower[i + 1 : i + 3] == ["co", "-"] else i + 1
        return key(line.text[i]) in self.gaz.bodies and role < len(line) and line.lower[role] in self.lex.roles

    def _of_people(self, k: int) -> bool:
        """Is the word a common noun of people: "official", "ministers"?"""
        line, single = self.line, self.line.lower[k].removesuffix("s")
        return line.text[k].islower() and line.pos[k] == "NOUN" and (single in self.lex.roles or self.lex.classes.get(single) in ("Person", "Group"))

    def _kind_first(self, i: int) -> bool:
        """ "Carmakers Norvia and Zephtel", "Drugmaker Norvia": a common noun of firms with the capital of a beginning."""
        line, low = self.line, self.line.lower[i]
        if not line.opens[i] or low in self.gaz.suffixes or line.title_case:
            return False
        single = low.removesuffix("s")
        human = "Person" in (self.lex.classes.get(low), self.lex.classes.get(single))
        if human and low not in self.gaz.first_names and i + 1 < len(line):
            return line.lower[i + 1] in self.gaz.first_names  # "Whistleblower Lena Holm", "Guides Lena Holm and …"
        return self.lex.classes.get(single) == "Company" and (low != single or low.endswith("maker"))

    def _owner(self, i: int, j: int) -> None:
        """What stands before a role: a place or body is a name, any other only if the article has it elsewhere."""
        line = self.line
        while j >= i and (line.text[j] in ("'s", "'", "-", "&") or line.tag[j] == "POS"):
            j -= 1
        if j < i:
            return
        form = key(line.surface(i, j))
        owns = line.tag[j + 1] == "POS" if j + 1 < len(line) else False
        sure = owns or (
            form in self.gaz.places
            or form in self.gaz.bodies
            or form in self.gaz.seats
            or line.lower[j] in self.gaz.suffixes
        )
        if not sure and line.ent[i] in ("ORG", "GPE", "FAC") and line.begins[i]:
            end = i
            while end < j and line.ent[end + 1] == line.ent[i] and not line.begins[end + 1]:
                end += 1
            after = line.ent[j + 1] if j + 1 < len(line) and not line.begins[j + 1] else ""
            sure = end == j and after != line.ent[j]
            sure = sure or (end < j and all(w in OF_WHAT for w in line.lower[end + 1 : j + 1]))
            j = end if sure else j
        if form in self.gaz.adjectives:
            self.names.append(
                Name(line.block, i, j, line.surface(i, j), "NORP", self.gaz.adjectives[form].id, "demonym", head=j)
            )
        elif sure or line.text[i].isupper():
            self._add(i, j)
        else:
            self.maybe.append(self._name(i, j))

    def _name(self, i: int, j: int, titled: str = "") -> Name:
        line = self.line
        types = [e for e in line.ent[i : j + 1] if e in NAME_TYPES]
        return Name(
            line.block, i, j, line.surface(i, j), types[-1] if types else "", titled=titled, head=line.head(i, j)
        )

    def _add(self, i: int, j: int, titled: str = "") -> Name | None:
        line = self.line
        while i <= j and (line.text[i] in ("'s", "'", "-", "&", ".", "–") or line.tag[i] == "POS"):
            i += 1
        while j >= i and (line.text[j] in ("'s", "'", "-", "&", "–") or line.tag[j] == "POS"):
            j -= 1
        if j < i:
            return None
        rest = key(line.surface(i + 1, j)) if i < j else ""
        one = i < j and line.pos[i] == "PROPN" and line.lower[i] not in _BEGINNINGS and line.ent[i] != "" and line.ent[i] == line.ent[i + 1] and not line.begins[i + 1]
        person = one or line.ent[i] == "PERSON" or line.lower[i] in self.gaz.first_names or line.lower[i] in _COMPASS
        if rest in self.gaz.places and line.opens[i] and not person and key(line.surface(i, j)) not in self.gaz.listed:
            i += 1  # "Longtime Texas …": the capital of a beginning
        if i == j and line.lower[i] in _AFFILIATED and line.tag[i] != "NNPS" and not titled:
            return None  # "the last Democrat to win"
        if i == j and line.lower[i] in OF_WHAT and not titled and j + 1 < len(line) and self._of_people(j + 1):
            return None  # "a senior Defence official"
        name = self._name(i, j, titled)
        who = i > 0 and line.lower[i - 1] in self.gaz.adjectives and line.lower[i] in self.gaz.first_names
        if titled or (who and name.ner == "ORG" and i < j and line.lower[j] not in self.gaz.suffixes):
            name.ner = "PERSON"  # "American Ana Mora won"
        (self.maybe if line.title_case else self.names).append(name)
        return name

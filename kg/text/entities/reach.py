"""How far a name reaches: where a run of proper nouns starts, goes on and ends."""

from __future__ import annotations

import re

from kg.text.entities.gazetteer import Gazetteer, key
from kg.text.entities.lines import NAME_TYPES, VALUE_TYPES, Line
from kg.text.entities.spans import GENERATION, STATE
from kg.text.entities.titles import Titles
from kg.text.lexicon import Lexicon

_NUMBER = re.compile(r"^(?:\d{1,4}|[IVX]{1,4}|\d+\.\d+|\d{1,4}[A-Za-z]{1,2})$")
_PLAIN = frozenset(
    "i we you he she it they the a an this that these those there here monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december jan. feb. mar. apr. aug. sept. oct. "
    "nov. dec. am pm a.m. p.m. and or but if not yes no".split()
)
_ZONES = frozenset(
    "gmt utc bst cet cest eet eest msk est edt cst cdt mst mdt pst pdt aest aedt acst acdt awst nzst nzdt ist jst kst hkt sgt wat cat eat sast".split()
)
_CLOCK = re.compile(r"(?:^|\d)[ap]\.?m\.?$|^\d{1,2}[:.]\d\d$|^\d{4}$|^(?:noon|midday|midnight)$")
_ELIDED = re.compile(r"^[dl]['’][A-Z]")
_PARTICLES = frozenset("al el bin ibn ben von van de der den ten ter la le du da di del dos das abu zu".split())
_FOR_THE = frozenset("council centre center society institute committee association campaign commission organisation organization foundation fund movement "
                     "alliance coalition conference academy league network trust party front".split())  # fmt: skip
_BODY_NOUNS = frozenset("survey force forces directorate corps command regiment squadron brigade archive archives register".split())
_OFFICES = frozenset("ministry department office bureau secretariat board agency directorate".split())
_OWNERS = frozenset("people women men children workers farmers teachers".split())
SEAT = re.compile(r"^[A-Z]-[A-Z][A-Za-z.]*$")  # "R-Tex.": party and state


def _common(noun: str, lex: Lexicon) -> bool:
    return noun in lex.roles or noun in lex.classes


def spelled_out(line: Line) -> dict[int, int]:
    """Return first and last token of each list of words that the letters in brackets behind it make one name.

    "Peruvian Mines, Roads and Rails Union (PMRRU)": no other rule knows where a name with "and" begins.
    """
    out = {}
    for k in range(4, len(line) - 2):
        letters = line.text[k + 1]
        if line.text[k] != "(" or line.text[k + 2] != ")" or not (letters.isalpha() and letters.isupper() and len(letters) > 2):
            continue
        end = k - 2 if line.tag[k - 1] == "POS" else k - 1
        first, left, joined = end + 1, letters, False
        while first > 0 and left and end - first < 14:
            word = line.text[first - 1]
            if word[0] == left[-1]:
                left = left[:-1]
            elif word.lower() in ("and", "&", ","):
                joined = True
            elif word.lower() not in ("of", "for", "the", "-"):
                break
            first -= 1
        if joined and not left and line.text[end][0].isupper():
            out[first] = end
    return out


def _score(line: Line, k: int) -> bool:
    """Does the score of a game begin at token ``k``: "Marlow Rovers 4-1"?"""
    return k + 2 < len(line) and line.text[k + 1] in ("-", "–") and line.text[k].isdigit() and line.text[k + 2].isdigit()


class Reach:
    """Tells it of the tokens of one block."""

    def __init__(self, line: Line, gaz: Gazetteer, lex: Lexicon) -> None:
        self.line, self.gaz, self.lex = line, gaz, lex
        self.titles = Titles(line, gaz, lex)
        self._whole = spelled_out(line)

    def _listed(self, i: int) -> int:
        """Return the last token of a known name of several words that stands at ``i`` and ends there, or -1."""
        line = self.line
        if not line.text[i][0].isupper():
            return -1
        for n in self.gaz.longer.get(line.lower[i].replace(".", ""), ()):
            j = i + n - 1
            if j < len(line) and key(line.surface(i, j)) in self.gaz.listed and line.text[j][0].isupper():
                follows = j + 1 < len(line) and line.pos[j + 1] == "PROPN" and line.text[j + 1][0].isupper()
                if not follows or line.lower[j + 1] in self.lex.roles or line.lower[j + 1] in self.gaz.titles:
                    return j
        return -1

    def _quoted_title(self, i: int) -> int:
        """Return the last token of a work's title that the recogniser sees in quotation marks or behind "the book"; -1: none."""
        line = self.line
        kind = i > 0 and self.lex.classes.get(line.lower[i - 1]) == "CreativeWork" and line.pos[i - 1] == "NOUN"
        if line.ent[i] != "WORK_OF_ART" or not line.begins[i] or i == 0 or not (kind or line.text[i - 1] == '"'):
            return -1
        j = i
        while j + 1 < len(line) and line.ent[j + 1] == "WORK_OF_ART" and not line.begins[j + 1]:
            j += 1
        closed = (
            j + 1 < len(line)
            and (kind or line.text[j + 1] == '"')
            and line.text[i][0].isupper()
            and line.text[j][0].isupper()
        )
        words = line.lower[i : j + 1]
        joined = any(
            w in ("of", "the", "and", "to", "in", "for", "a") for w in words[1:]
        )  # else it is a run of its own
        other = (
            "," in words
            or line.lower[j] in self.gaz.suffixes
            or any(w in self.lex.roles or w in self.gaz.titles for w in words)
        )
        return j if closed and joined and not other and j < i + 8 else -1

    def _starts(self, i: int) -> bool:
        line = self.line
        text, low = line.text[i], line.lower[i]
        if not any(c.isupper() for c in text) or not any(c.isalpha() for c in text) or SEAT.match(text):
            return False
        if i and line.text[i - 1] == "," and STATE.match(text) and key(text) not in self.gaz.places:
            return False
        known = key(text) in self.gaz.places and text[0].isupper()
        if low in _ZONES and self._clock(i):
            return False
        if low in _PLAIN:
            return known and text.isupper() and len(text) > 1 and low != "it"
        if known:
            return True
        if line.ent[i] in VALUE_TYPES and not (
            line.pos[i] == "PROPN" and line.ent[i] in ("CARDINAL", "ORDINAL", "QUANTITY")
        ):
            return False
        if not text[0].isupper() and line.pos[i] not in ("PROPN", "NOUN", "X"):
            return False
        if line.pos[i] == "PROPN":
            return not (line.opens[i] and line.doc[i].is_stop) and (text[0].isalpha() or len(text) > 3)
        if line.title_case or not text[0].isupper():
            return False
        return (
            line.ent[i] in NAME_TYPES - {"NORP"}
            and line.begins[i]
            and line.pos[i] in ("NOUN", "ADJ", "X", "VERB", "INTJ", "NUM")
        )

    def _clock(self, i: int) -> bool:
        """Does a time of day stand before token ``i``: "5 pm GMT", "17:30 (GMT)"?"""
        text = self.line.lower[i - 2 : i] if i > 1 else self.line.lower[:i]
        last = text[0] if text[-1:] in (["("], ["["]) else text[-1] if text else ""
        return bool(_CLOCK.search(last))

    def _belongs(self, i: int, j: int) -> bool:
        """ "Harbor Explorer" after "in": the tagger took a capitalised first word for a common noun."""
        line, before = self.line, self.line.doc[i - 1]
        low = before.lower_
        return (
            not line.title_case
            and not line.opens[i - 1]
            and before.text[0].isupper()
            and not before.text.isupper()
            and before.pos_ in ("NOUN", "ADJ")
            and before.dep_ in ("compound", "amod", "nmod")
            and i <= before.head.i <= j
            and not (
                low in self.lex.roles
                or low in self.gaz.adjectives
                or low.rstrip(".") in self.gaz.titles
                or low in _PLAIN
            )
        )

    def _end(self, i: int) -> int:
        j = i
        while (step := self._step(i, j)) > 0:
            j += step
        return j

    def _step(self, i: int, j: int) -> int:
        """Return how many tokens after ``j`` go on with the run that starts at ``i``; 0 where it ends."""
        line, n = self.line, len(self.line)
        if j + 1 >= n or j + 1 in self._whole:
            return 0
        text, low, low_j = line.text[j + 1], line.lower[j + 1], line.lower[j]
        inside = line.ent[j + 1] in NAME_TYPES and not line.begins[j + 1] and line.ent[j] == line.ent[j + 1]
        if low in self.gaz.adjectives and line.pos[j + 1] == "ADJ":
            return 0
        if (
            re.match(r"\w+\d+.*\.$|^\d+\.$|^[A-Z]\.$", line.text[j])
            and j > i
            and any(c.isdigit() for c in line.text[j - 1] + line.text[j])
        ):
            return 0  # "Lynx 20 X. Norvia says": a full stop that the tokeniser left on
        if GENERATION.match(text):
            return 0
        if _ELIDED.match(text) and line.pos[j + 1] == "PROPN":
            return 1  # "Lena d'Orvan"
        if text[0].isupper() and (
            low not in _PLAIN or (inside and line.ent[j] == "PERSON" and line.pos[j + 1] == "PROPN")
        ):
            if line.pos[j + 1] == "PROPN" or (inside and line.pos[j + 1] in ("NOUN", "ADJ", "VERB", "X", "NUM")):
                return 1
            if line.pos[j + 1] in ("NOUN", "ADJ") and low in self.gaz.suffixes and not line.title_case:
                return 1
        if (
            _NUMBER.match(text)
            and not _score(line, j + 1)
            and (inside or line.ent[j + 1] not in ("DATE", "MONEY", "PERCENT", "TIME"))
            and line.ent[j] != "GPE"
        ):
            if i < j and text.isdigit() and line.ent[j] == "PERSON" and line.lower[i] in self.gaz.first_names:
                return 0  # "Lena Holm 26": her points
            return (
                1
                if line.pos[j] == "PROPN"
                and (j + 2 >= n or line.lower[j + 2] not in ("%", "percent", "per", "million", "billion"))
                else 0
            )
        nxt = line.text[j + 2] if j + 2 < n else ""
        if low in _PARTICLES and text.isalpha() and nxt == "-" and j + 3 < n and line.text[j + 3][0].isupper():
            return 3  # "Hussein al-Noor"
        if (
            text == "-"
            and line.glued[j]
            and line.glued[j + 1]
            and nxt.islower()
            and (inside or line.pos[j + 2] == "PROPN")
        ):
            return 2 if line.ent[j] == "PERSON" or line.pos[j + 2] == "PROPN" else 0  # "Lee Dal-mi"
        if text == "-" and j + 4 < n and nxt in ("e", "ul", "al", "i", "el", "de", "en") and line.text[j + 3] == "-" and line.text[j + 4][0].isupper() and all(line.glued[j : j + 4]):
            return 4  # "Rah-e-Nejat"
        if low in _PARTICLES and nxt in _PARTICLES and j + 3 < n and line.text[j + 3][0].isupper():
            return 3  # "Fernando de la Rosa"
        if not nxt[:1].isupper() or line.lower[j + 2] in _PLAIN:
            if low == "of" and nxt == "the" and j + 3 < n and line.pos[j + 3] == "PROPN" and self._organised(i, j):
                return 3
            if low == "for" and nxt == "the" and j + 3 < n and line.pos[j + 3] == "PROPN" and i < j and low_j in _FOR_THE and not self._place_at(j + 3):
                return 3  # "Joint Council for the Welfare of Miners"
            if (
                low in ("of", "for")
                and j + 3 < n
                and self._organised(i, j)
                and line.ent[j + 1 : j + 4].count("ORG") == 3
            ):
                return 3 if line.text[j + 3][0].isupper() and nxt == "the" else 0
            return 0
        proper = line.pos[j + 2] == "PROPN"
        through = inside and line.ent[j + 2] == line.ent[j] and not line.begins[j + 2]
        if low == "of" and proper and "for" in line.lower[i : j - 1] and line.lower[j - 1] == "the" and self._organised(i, line.lower.index("for", i) - 1):
            return 2  # "Council for the Welfare of Miners"
        if low == "for" and self.gaz.suffixes.get(low_j) in ("Team", "Company"):
            return 0  # "left Marlow Rovers for Quito"
        if low in ("of", "for") and (proper or line.pos[j + 2] in ("NOUN", "ADJ")):
            return (
                2
                if self._organised(i, j)
                or (through and line.ent[j] in ("ORG", "FAC", "EVENT", "LAW", "LOC") and low == "of")
                else 0
            )
        if text == "&" and proper:
            return 2
        if text in ("-", "–") and line.glued[j] and line.glued[j + 1] and (proper or through):
            more = (
                j + 3 < n
                and line.pos[j + 3] == "PROPN"
                and line.text[j + 3][0].isupper()
                and line.lower[j + 3] not in self.lex.roles
            )
            both = key(line.text[j]) in self.gaz.places and key(nxt) in self.gaz.places and not more
            return 0 if both or nxt.lower() in ("based", "backed", "led") else 2
        if low == "and" and self._office(i, j) and not self._new_office(j + 2):
            return 2  # "Ministry of Health and Welfare"
        if low == "and" and through and line.ent[j] == "ORG" and proper and self._for_what(i, j) and not self._new_office(j + 2):
            return 2  # "Organisation for Trade and Development"
        if low == "and" and through and line.ent[j] == "ORG" and proper:
            return 2 if self._one_body(i, j) else 0
        if low in _PARTICLES and (proper or line.pos[j + 2] == "X"):
            return 2
        owners = line.lower[j] in _OWNERS or (text == "'" and _common(line.lower[j].removesuffix("s"), self.lex))
        if text in ("'s", "'") and owners and nxt.lower() in self.gaz.suffixes:
            return 2  # "Magistrates' Court", "People's Bank"
        if (
            text in ("'s", "'")
            and through
            and line.ent[j] != "PERSON"
            and key(line.surface(i, j)) not in self.gaz.places
            and i == j
        ):
            return 2 if line.ent[j] in ("FAC", "WORK_OF_ART", "EVENT") or nxt.lower() in self.gaz.suffixes else 0
        return 0

    def _organised(self, i: int, j: int) -> bool:
        """Does the run so far end with a class noun, so that "of X" belongs to it: "Academy of Mines"?"""
        low = self.line.lower[j]
        return low in self.gaz.suffixes and not (low in self.lex.roles and i == j) and low not in ("week", "day")

    def _place_at(self, k: int) -> bool:
        """Does the name of a place begin at token ``k``?"""
        return any(key(self.line.surface(k, end)) in self.gaz.places for end in range(k, min(k + 3, len(self.line))))

    def _for_what(self, i: int, j: int) -> bool:
        """Is the run so far a body and what it is for: "Institute of Health", "Organisation for Trade"?"""
        return any(self.line.lower[k] in ("of", "for") and self.line.lower[k - 1] in self.gaz.suffixes for k in range(i + 1, j))

    def _office(self, i: int, j: int) -> bool:
        """Is the run so far an office and what it is for: "Ministry of Health"?"""
        words = self.line.lower[i : j + 1]
        return "of" in words[1:-1] and words[words.index("of") - 1] in _OFFICES

    def _new_office(self, k: int) -> bool:
        """Does another office, or a place, begin at token ``k``: "Ministry of Health and Ministry of Trade"?"""
        words = self.line.lower[k : k + 3]
        return words[0] in _OFFICES or "of" in words[1:2] or any(w in self.gaz.suffixes for w in words[1:2]) or words[0] in self.gaz.places

    def _one_body(self, i: int, j: int) -> bool:
        """ "Rivers and Lakes Authority" is one name, "Norvia Bank and Dalmont Group" are two."""
        line = self.line
        if line.lower[j] in self.gaz.suffixes and i < j:
            return False
        if i == j and i > 0 and not line.begins[i] and line.ent[i] == "ORG" and line.lower[i - 1] in self.gaz.adjectives:
            return True  # "Australian Search and Rescue"
        if i == j and i > 0 and line.lower[i - 1] == "the" and line.begins[i - 1] and line.ent[i - 1] == "ORG":
            return True  # "The Globe and Herald"
        k = j + 2
        while k + 1 < len(line) and line.pos[k + 1] == "PROPN" and line.text[k + 1][0].isupper():
            k += 1
        return line.lower[k] in self.gaz.suffixes and key(line.surface(i, j)) not in self.gaz.places and k > j + 2

    def _opens_name(self, i: int) -> bool:
        """ "Danish Transport Ministry", "Danish Academy of Mines": the adjective is part of a name."""
        line, j = self.line, i + 1
        k = i
        while k + 1 < len(line) and line.ent[k + 1] == "ORG" and not line.begins[k + 1] and line.text[k + 1][0].isupper():
            k += 1
        begins = line.begins[i] or (i > 0 and line.lower[i - 1] == "the" and line.begins[i - 1])
        if line.ent[i] == "ORG" and begins and k - i >= 2 and line.lower[k] in _BODY_NOUNS and self.titles.at(i + 1, k) < 0:
            return True  # "British Antarctic Survey", "Australian Defence Force"
        while (
            j < len(line)
            and line.text[j][0].isupper()
            and line.pos[j] in ("PROPN", "NOUN", "ADJ")
            and line.lower[j] not in self.gaz.adjectives
        ):
            if f"{line.lower[j - 1]} {line.lower[j]}" in self.gaz.suffixes and line.ent[i] == "ORG":
                return True  # "the Danish Red Cross"
            if (
                line.lower[j] in self.gaz.suffixes
                and line.lower[j] not in self.lex.roles
                and self.titles.at(i + 1, j) < 0
            ):
                return line.pos[i] == "PROPN" or line.ent[i] == "ORG" or line.pos[j] == "PROPN"
            j += 1
        return False

"""Titles and roles before names: "Transport Minister Luis Mora", "AT&T General Counsel Lena Holm"."""

from __future__ import annotations

from kg.text.entities.gazetteer import Gazetteer, key
from kg.text.entities.lines import Line
from kg.text.lexicon import Lexicon

# Titles that are surnames or first words of names as often: cut off only where the recogniser has no longer name.
_DOUBTFUL = frozenset(
    "king queen prince princess pope bishop judge major general justice chief don saint st count baron earl duke marshal dean mayor "
    "brother sister father mother private cardinal captain coach manager agent officer lord guard page fellow head fighter mason "
    "dalai attorney speaker singer driver porter forward member master rebel anchor union player".split()
)
# Titles that nothing but people have, no street and no house.
_OF_PEOPLE = frozenset("mr mrs ms miss dr prof professor senator sen congressman congresswoman".split())
# Words before "minister", "secretary" … that say of what, and are no name.
OF_WHAT = frozenset(
    "foreign interior finance defence defense home transport trade justice health education energy economy economic agriculture environment "
    "labour labor culture sports communications information police fire army air navy medical judicial district legal chief deputy "
    "vice first former acting shadow senior junior cabinet oil water social internal external public state federal national "
    "assistant associate executive general managing regional special high lead interim outgoing incoming permanent prime".split()
)


class Titles:
    """Finds titles and roles in runs of one block."""

    def __init__(self, line: Line, gaz: Gazetteer, lex: Lexicon) -> None:
        self.line, self.gaz, self.lex = line, gaz, lex

    def at(self, i: int, k: int) -> int:
        """Return the first token of the longest title or role of the run from ``i`` that ends at ``k``, -1 if none does."""
        words = self.line.lower
        for first in range(max(i, k - 4), k + 1):
            phrase = " ".join(words[first : k + 1]).replace(" - ", "-")
            if phrase.rstrip(".") in self.gaz.titles or phrase in self.lex.roles:
                return first
        return -1

    def cut(self, i: int, j: int) -> tuple[int, int] | None:
        """Return first and last token of the role or title in the run ``i``..``j``, None where it is all name."""
        line = self.line
        whole = line.begins[i] and len({*line.ent[i : j + 1]}) == 1 and not any(line.begins[i + 1 : j + 1])
        if key(line.surface(i, j)) in self.gaz.places or key(line.surface(i, j)) in self.gaz.bodies:
            return None
        for k in range(j, i - 1, -1):
            first = self.at(i, k)
            if first < 0 or (k > 0 and line.lower[k] in ("st", "st.", "saint")):
                continue
            single = first == k
            low = line.lower[k].rstrip(".")
            if k == j:
                if first - 2 >= i and line.lower[first - 1] == "of" and line.lower[first - 2] in self.gaz.suffixes:
                    return None  # "Department of Justice"
                if (
                    single
                    and low in _DOUBTFUL
                    and i < j
                    and (line.ent[j] == "PERSON" or line.lower[i] in self.gaz.first_names)
                ):
                    return None
                if line.lower[k] in self.gaz.suffixes and low not in self.lex.roles:
                    return None
                if i == j and low not in self.lex.roles and line.ent[i] == "PERSON" and not line.text[i].endswith("."):
                    return None  # "Major" alone may be a surname
                return self._widen(i, first), k
            if single and low in ("shah", "sultan", "emir", "khan", "prince", "pasha", "bey") and k > i:
                before = line.lower[k - 1]
                if before not in self.gaz.adjectives and key(before) not in self.gaz.places and line.pos[k - 1] == "PROPN" and before not in self.lex.roles:
                    continue  # "Ahmad Shah Karim": one of his names
            rest = line.lower[k + 1 : j + 1]
            if len(rest) > 5 or any(w in self.gaz.suffixes or w in ("of", "for") for w in rest):
                human = rest[0] in self.gaz.first_names or line.ent[j] == "PERSON"
                full = len(rest) == 2 and rest[0] in self.gaz.first_names
                if (low in _OF_PEOPLE and (len(rest) == 1 or full)) or (full and low in self.lex.roles and line.ent[j] == "PERSON"):
                    pass  # "Senator Lake", "Professor Lena Grove": surnames that are class nouns too
                elif rest[-1] not in self.gaz.suffixes and human and len(rest) in (2, 3):
                    pass  # "Mayor Lena Grove"
                else:
                    continue
            if any(ch.isdigit() for w in rest for ch in w):
                continue
            if len(rest) == 1 and self.lex.classes.get(rest[0]) == "Group" and f"{low} {rest[0]}" in self.gaz.suffixes:
                continue  # "the General Staff" is nobody's rank
            if (
                single
                and low in _DOUBTFUL
                and k == i
                and whole
                and line.ent[i] not in ("PERSON",)
                and rest[0] not in self.gaz.first_names
            ):
                continue
            return self._widen(i, first), k
        return None

    def _widen(self, i: int, first: int) -> int:
        """Take in the words before a role that say of what: "Transport Minister", "Deputy Chairman"."""
        line = self.line
        while first > i and (
            line.lower[first - 1] in OF_WHAT or (line.text[first - 1] in ("-", "&") and first - 1 > i)
        ):
            first -= 1
        if (
            first - 1 >= i
            and line.lower[first - 1] in self.lex.classes
            and line.lower[first - 1] not in self.gaz.suffixes
        ):
            if line.ent[first - 1] not in ("GPE", "NORP") and key(line.text[first - 1]) not in self.gaz.places:
                return self._widen(i, first - 1)
        return first

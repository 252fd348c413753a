"""Find where names stand: runs of proper nouns, every known name again in all text, and names inside names.

A word of a headline in title case is a name only if the article has it elsewhere, or the recogniser
is sure of a person or place.
"""

from __future__ import annotations

import re
from collections import Counter

from kg.text.entities.gazetteer import Gazetteer, key
from kg.text.entities.lines import Line, line_of
from kg.text.entities.own import find_own
from kg.text.entities.runs import Runs
from kg.text.entities.spans import GENERATION, Name, Role
from kg.text.lexicon import Lexicon
from kg.text.parse import Parsed

__all__ = ["Line", "Name", "Role", "find_names"]

# Class nouns that have the name of a place, a person or a family in front: "Marlow Station", "the Holm Foundation".
_PLACE_IN_FRONT = frozenset(
    "station school university academy hospital college airport county district prison port harbour harbor".split()
)
_FAMILY_IN_FRONT = frozenset("foundation institute trust prize award memorial".split())


def find_names(parsed: Parsed, gaz: Gazetteer, lex: Lexicon) -> tuple[list[Name], list[Role], list[Line]]:
    """Return the names of the document in text order, inner names beside the outer ones, and the capitalised roles."""
    lines = [line_of(b, doc) for b, (_, doc) in enumerate(parsed.blocks)]
    found: list[Name] = []
    maybe: list[Name] = []
    roles: list[Role] = []
    for line in lines:
        runs = Runs(line, gaz, lex).run()
        _dateline(line, runs.names)
        found += runs.names
        maybe += runs.maybe
        roles += runs.roles
    text = parsed.document.text
    firm = {
        key(n.text) for n in (*found, *maybe) if not lines[n.block].opens[n.first] and not lines[n.block].title_case
    }
    firm |= {key(n.text).split()[-1] for n in found if n.ner == "PERSON" and " " in n.text}  # "Lake", of Lena Lake
    counts = _Counts(text)
    found = [n for n in found if not _common(n, lines[n.block], counts, firm, gaz, lex)]
    known = Counter(key(n.text) for n in found if not n.place)
    for name in found:
        _cut_known(name, lines[name.block], known, gaz, lex)
    for name in maybe:
        found += _known_parts(name, lines[name.block], known, gaz)
    _with_subtitles(found, lines, gaz)
    found = _again(lines, find_own(lines, _with_owners(found, lines, known, counts, gaz), gaz))
    found += [inner for n in found for inner in _inside(n, lines[n.block], gaz, lex)]
    titles = [n for n in found if n.ner == "WORK_OF_ART" and ": " in n.text]
    found = [n for n in found if not any(t is not n and t.block == n.block and t.first <= n.first and n.last <= t.last for t in titles)]
    unique = {(n.block, n.first, n.last): n for n in reversed(found)}
    return sorted(unique.values(), key=lambda n: (n.block, n.first, -n.last)), roles, lines


_DATELINE = re.compile(
    r"[A-Z][A-Z .'-]{3,30}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)??(?:, (?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+\.? \d{1,2})(?:,? \d{4})?)? ?(?:\([\w ./]+\) ?[–—-]|[–—:]| - )")


_AGENCY = 8
"""Tokens within which a date line names the agency: "TOPEKA, Kan. (AP) — "."""


def _dateline(line: Line, names: list[Name]) -> None:
    """Write the place of a date line as elsewhere: "TOPEKA (AP) — " is Topeka."""
    first = next((n for n in names if n.first == 0), None)
    if first is not None and first.text.isupper() and len(first.text) > 3 and _DATELINE.match(line.source):
        first.text, first.why, first.ner = first.text.title(), "dateline", "GPE"
        for name in names:
            around = [line.text[k] for k in (name.first - 1, name.last + 1) if 0 < k < len(line)]
            if name.first < _AGENCY and around == ["(", ")"] and not name.place:
                name.why, name.ner = "agency", "ORG"


class _Counts:
    """How often words and phrases stand in a text; each is counted once."""

    def __init__(self, text: str) -> None:
        self._text, self._words = text, Counter(_WORD.findall(text))
        self._known: dict[str, int] = {}

    def of(self, phrase: str) -> int:
        """Return how often the phrase stands in the text as whole words."""
        first = _WORD.match(phrase)
        if first is None or not self._words[first[0]]:
            return 0
        if first[0] == phrase:
            return self._words[phrase]
        if phrase not in self._known:
            self._known[phrase] = len(re.findall(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", self._text))
        return self._known[phrase]

    def written(self, form: str) -> int:
        """Return how often the letters stand in the text, also inside words."""
        key_ = f"\x00{form}"
        if key_ not in self._known:
            self._known[key_] = self._text.count(form)
        return self._known[key_]


_WORD = re.compile(r"[\w-]+")


def _common(name: Name, line: Line, counts: _Counts, firm: set[str], gaz: Gazetteer, lex: Lexicon) -> bool:
    """Is it a common noun with an odd capital: "Budget row", "3rd Quarter", a phrase that the text has in lower case?"""
    form, i = key(name.text), name.first
    if name.place or name.titled or form in gaz.places or form in gaz.bodies or any(ch.isdigit() for ch in name.text):
        return False
    if not any(ch.isalpha() for ch in name.text):
        return True
    if name.first == name.last and line.lower[i] in _PREFIXES and line.glued[i] and i + 1 < len(line) and line.text[i + 1] == "-":
        return True  # "Ex-police chief"
    lower = name.text.lower()
    if lower == name.text or (name.text.isupper() and len(name.text) < 7):
        return False
    noun = lower in lex.classes or lower in lex.generic or lower in lex.roles
    if " " not in lower and noun:
        if line.opens[i] and line.ent[i] not in ("PERSON", "GPE", "ORG", "LOC") and form not in firm:
            return True
        if not line.opens[i] and lower in gaz.suffixes:
            return False  # "the Board": may join a longer name, else it is dropped
        if (i and line.ent[i - 1] == "ORDINAL") or (line.opens[i] and i + 1 < len(line) and line.lower[i + 1] == "of"):
            return True  # "(Wife of …": the capital of a beginning
    if (" " in lower and name.ner not in ("", "NORP")) or (not noun and name.ner in ("PERSON", "GPE")):
        return False
    lower_case = counts.of(lower)
    return lower_case > 0 and lower_case >= counts.written(name.text)


_PREFIXES = frozenset({"ex", "anti", "pro", "non", "pre", "post", "former"})
_CALLED = frozenset({"called", "titled", "entitled", "named", "dubbed"})


def _with_owners(found: list[Name], lines: list[Line], known: Counter[str], counts: _Counts, gaz: Gazetteer) -> list[Name]:
    """Join "Pratt" and "Music Hall" of "Pratt's Music Hall": one name to the recogniser, and Pratt is nobody else in the text."""
    at = {(n.block, n.first): n for n in found}
    inner: set[int] = set()
    for owner in found:
        line, gap = lines[owner.block], owner.last + 1
        thing = at.get((owner.block, gap + 1))
        if thing is None or line.text[gap] != "'s" or owner.place or owner.titled or owner.first != owner.last:
            continue
        whole = range(owner.first, thing.last + 1)
        one = line.ent[owner.first] not in ("", "PERSON", "GPE", "NORP", "LOC") and {line.ent[k] for k in whole} == {line.ent[owner.first]}
        if not one or any(line.begins[k] for k in whole[1:]) or key(owner.text) in gaz.places or key(owner.text) in gaz.bodies:
            continue
        if known[key(owner.text)] > 1 or counts.of(owner.text) > 1 or owner.text.isupper():
            continue
        title = owner.first > 0 and line.lower[owner.first - 1] in _CALLED
        if title or line.lower[thing.last] in gaz.suffixes:
            thing.first, thing.text = owner.first, line.surface(owner.first, thing.last)
            thing.ner = "WORK_OF_ART" if title else thing.ner
            inner.add(id(owner))
    return [n for n in found if id(n) not in inner]


_BODIES = frozenset({"Company", "Organization", "GovernmentBody", "University", "MediaOrganization", "Team", "PoliticalParty", "Alliance"})
_SPEAKING = frozenset("say tell ask write add reply warn announce declare state read report note explain argue insist include".split())


def _with_subtitles(found: list[Name], lines: list[Line], gaz: Gazetteer) -> None:
    """Join "Lynx" and "Night Rider" of "a round of Lynx: Night Rider.": the title of a game, a film, a series.

    Not what follows a colon otherwise: lists, what somebody says, places and firms.
    """
    at = {(n.block, n.first): n for n in found}
    for name in found:
        line, colon = lines[name.block], name.last + 1
        if colon + 1 >= len(line) or line.text[colon] != ":" or not line.glued[name.last] or line.opens[name.first] or line.title_case:
            continue
        after = colon + 2 if line.text[colon + 1] == "The" else colon + 1
        rest = at.get((name.block, after))
        if rest is None or name.place or name.titled or key(name.text) in gaz.places or (rest.first == rest.last and after == colon + 1):
            continue
        if {"GPE", "NORP"} & {line.ent[k] for k in range(name.first, rest.last + 1)} or line.ent[rest.last] == "ORG":
            continue
        if line.lower[rest.first] in gaz.first_names or gaz.suffixes.get(line.lower[rest.last], "") in _BODIES or rest.titled:
            continue
        nxt = line.doc[rest.last + 1] if rest.last + 1 < len(line) else None
        listed = nxt is not None and nxt.i + 1 < len(line) and nxt.text in (",", "and", ";") and line.text[nxt.i + 1][0].isupper()
        ends = nxt is None or nxt.is_punct or nxt.pos_ in ("ADP", "CCONJ", "PART")
        start = line.doc[name.first].sent.start
        before = line.doc[start : name.first]
        said = any(t.lemma_ in _SPEAKING or (t.tag_ == "NNS" and t.i >= name.first - 3) for t in before)  # "two firms in Marlow: …"
        if ends and not listed and not said:
            name.last, name.text, name.ner = rest.last, line.surface(name.first, rest.last), "WORK_OF_ART"
            found.remove(rest)
            del at[rest.block, rest.first]


def _cut_known(name: Name, line: Line, known: Counter[str], gaz: Gazetteer, lex: Lexicon) -> None:
    """Cut a common word that opens a sentence off a name that stands elsewhere without it."""
    i = name.first
    if i < name.last and line.opens[i] and not name.place and known[key(line.surface(i + 1, name.last))]:
        low = line.lower[i]
        if (
            (low in lex.classes or low in lex.generic or low.endswith("ly"))
            and low not in gaz.suffixes
            and low not in gaz.first_names
        ):
            name.first, name.text = i + 1, line.surface(i + 1, name.last)


def _known_parts(name: Name, line: Line, known: Counter[str], gaz: Gazetteer) -> list[Name]:
    """Return the parts of a doubtful run that are listed or that the article has elsewhere; all of it for a sure person."""
    out, i = [], name.first
    while i <= name.last:
        for j in range(name.last, i - 1, -1):
            form = key(line.surface(i, j))
            if (form in known or form in gaz.listed) and (form != "us" or line.text[i].isupper()):
                out.append(Name(name.block, i, j, line.surface(i, j), name.ner, why="headline", head=line.head(i, j)))
                i = j
                break
        i += 1
    words = name.text.split()
    if (
        not out
        and line.title_case
        and name.ner == "PERSON"
        and 2 <= len(words) <= 3
        and words[0].lower() in gaz.first_names
    ):
        return [name]
    return out


def _again(lines: list[Line], found: list[Name]) -> list[Name]:
    """Look every known name up again in all text, also inside longer names and in capitals; a longer one replaces its parts."""
    forms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    seen: set[tuple[str, ...]] = set()
    for name in found:
        words = tuple(lines[name.block].text[name.first : name.last + 1])
        if name.place or words in seen or (len(words) == 1 and len(words[0]) < 3 and not words[0].isupper()):
            continue
        seen.add(words)
        forms.setdefault(words[0].lower(), []).append((words, name.ner))
    for same in forms.values():
        same.sort(key=lambda c: (-len(c[0]), c))
    taken: dict[tuple[int, int], Name] = {(n.block, k): n for n in found for k in range(n.first, n.last + 1)}
    gone: set[int] = set()
    out = list(found)
    surnames = {n.text.split()[-1] for n in found if n.ner == "PERSON" and " " in n.text}
    for line in lines:
        inner = -1  # last token of an inner name just found
        for i, low in enumerate(line.lower):
            if i <= inner:
                continue
            for words, ner in forms.get(low, ()):
                end = i + len(words) - 1
                if end >= len(line) or not _matches(line, i, words):
                    continue
                there = {id(n): n for k in range(i, end + 1) if (n := taken.get((line.block, k))) is not None}
                outer = next((n for n in there.values() if n.covers(i, end)), None)
                if outer is not None and (
                    (outer.first, outer.last) == (i, end) or not _may_stand_in(outer, line, i, end)
                ):
                    continue
                if outer is None and any(n.first < i or n.last > end or n.titled for n in there.values()):
                    continue
                if (
                    not there
                    and len(words) == 1
                    and (line.opens[i] or line.title_case)
                    and line.pos[i] not in ("PROPN", "NOUN", "X")
                    and not (words[0] in surnames and line.pos[i] == "ADJ" and line.doc[i].dep_ in ("nsubj", "nsubjpass"))
                ):
                    continue
                name = Name(
                    line.block,
                    i,
                    end,
                    line.surface(i, end),
                    ner,
                    why="nested" if outer else "known name",
                    head=line.head(i, end),
                )
                out.append(name)
                inner = end if outer is not None else inner
                if outer is None:
                    gone.update(there)
                    taken.update({(line.block, k): name for k in range(i, end + 1)})
                break
    return [n for n in out if id(n) not in gone]


def _matches(line: Line, i: int, words: tuple[str, ...]) -> bool:
    """Do the tokens at ``i`` spell the name, in its own case, in capitals, or (of several words) in lower case?"""
    exact = True
    for k, word in enumerate(words):
        text = line.text[i + k]
        if text == word or (len(words) > 2 and {text, word} == {"&", "and"}):
            continue
        exact = False
        if text.isupper() and text == word.upper() and len(word) > 2:
            continue
        if not (len(words) > 1 and text == word.lower() and word[0].isupper()):
            return False
    return exact or any(line.text[i + k][0].isupper() for k in range(len(words)))


def _core(name: Name, line: Line) -> int:
    """Return the token that an inner name must not cover: the last word before "of" or "for", or before a number."""
    for k in range(name.first + 1, name.last + 1):
        if line.lower[k] in ("of", "for"):
            return k - 1
    last = name.last
    while last > name.first and (line.text[last][0].isdigit() or len(line.text[last]) == 1):
        last -= 1
    return last


def _may_stand_in(outer: Name, line: Line, first: int, last: int) -> bool:
    if not outer.covers(first, last) or outer.place or outer.ner == "PERSON" or outer.titled:
        return False
    return not first <= _core(outer, line) <= last


def _inside(name: Name, line: Line, gaz: Gazetteer, lex: Lexicon) -> list[Name]:
    """Return the names inside a name: known places, and what stands before or after its class noun."""
    if (
        name.place
        or name.titled
        or name.first == name.last
        or GENERATION.match(name.text)
        or key(name.text) in gaz.places
    ):
        return []
    core, out = _core(name, line), []
    if name.ner == "PERSON" and line.lower[name.last] not in gaz.suffixes:
        return []
    taken = -1
    for i in range(name.first, name.last + 1):
        for j in range(min(name.last, i + 2), i - 1, -1):
            if i > taken and not i <= core <= j and (i, j) != (name.first, name.last) and line.text[i][0].isupper():
                form = key(line.surface(i, j))
                if form in gaz.places and (form != "us" or line.text[i].isupper()):
                    out.append(Name(name.block, i, j, line.surface(i, j), "GPE", why="nested", head=line.head(i, j)))
                    taken = j
                    break
    if out:
        return out
    low = line.lower[core]
    if core != name.last and low in ("university", "port", "bishop", "archbishop", "county"):
        first, last = core + 2, name.last
    elif core == name.last and (low in _PLACE_IN_FRONT or low in _FAMILY_IN_FRONT):
        first, last = name.first, core - 1
    else:
        return []
    while last > first and line.lower[last] in lex.classes:  # "Holm Grammar School"
        last -= 1
    if first <= last <= first + 2 and all(
        line.pos[k] == "PROPN" and not _word(line.lower[k], gaz, lex) for k in range(first, last + 1)
    ):
        type_ = "ORG" if line.text[first].isupper() else "" if low in _FAMILY_IN_FRONT else "GPE"
        out.append(
            Name(name.block, first, last, line.surface(first, last), type_, why="inner", head=line.head(first, last))
        )
    return out


def _word(low: str, gaz: Gazetteer, lex: Lexicon) -> bool:
    """Is it a word of the language, as far as the lexicon knows?"""
    single = low.removesuffix("s")
    return any(
        w in lex.classes or w in lex.generic or w in lex.roles or w in gaz.suffixes or w in gaz.adjectives
        for w in (low, single)
    )

"""Say what is wrong with a query that is not SPARQL: the place, the line, what could stand there.

The engine's parser names the furthest character that it looked at, which is often past the fault, and
lists every character that it knows. So the fault is searched for: the first token with which the query
can no longer be the beginning of a query. What could stand in its place is tried out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from kg.errors import QueryError

_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                  |"(?!"")(?:[^"\\\n]|\\.)*"|'(?!'')(?:[^'\\\n]|\\.)*')
      | (?P<unclosed>\"{3}.*|'{3}.*|["'][^\n]*)
      | (?P<variable>[?$]\w+)
      | (?P<name>(?:[^\W\d_][\w.-]*|_)?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.|\.(?=[\w:%\\.-]))*)
      | (?P<other>@[\w-]+|\d[\w.]*|\w+|&&|\|\||\^\^|!=|<=|>=|.)""",
    re.X | re.S,
)

_CLAUSES = "FILTER OPTIONAL UNION MINUS BIND VALUES GRAPH".split()
_KEYWORDS = (
    *"SELECT ASK CONSTRUCT DESCRIBE PREFIX BASE WHERE FROM DISTINCT REDUCED AS IN NOT EXISTS UNDEF BY".split(),
    *("GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET", "ASC", "DESC", "SEPARATOR"),
    *"COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT".split(),
    *"STR LANG DATATYPE BOUND IRI REGEX CONTAINS STRSTARTS STRENDS LCASE UCASE CONCAT REPLACE COALESCE IF YEAR".split(),
    *_CLAUSES,
)
_SIGNS = (".", ";", ",", "}", ")", "{", "(", "*", "=")
_TERMS = (("a variable", "?x"), ("a name", "<x:y>"), ("a text", '"x"'), ("a number", "1"))
_PAD = "\n" + " " * 40
"""Longer than any keyword: the parser reads as many characters as a keyword has before it compares them."""
NO_SERVICE = "SERVICE would ask the network, which this program never does"
_LONGEST = 10_000
"""Characters of a query above which the fault is not searched for."""
_TRIED = 8
"""Variables after AS that are tried out under another name, the last ones."""
_WIDTH = 100
"""Characters of the line that are shown."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a query: what it is (iri, string, unclosed, variable, name, other) and where."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Return the place after it."""
        return self.start + len(self.text)


def tokens(sparql: str) -> list[Token]:
    """Return the tokens of a query, blanks and comments left out; never fails."""
    return [Token(str(m.lastgroup), m[0], m.start()) for m in _TOKEN.finditer(sparql) if m.lastgroup != "skip"]


def fault(sparql: str, names: Mapping[str, str], said: str, *, path: str | None = None) -> QueryError:
    """Return the error that explains why ``sparql`` is none; ``said`` is the engine's message.

    ``names`` are the prefixes known without a PREFIX line, ``path`` the file it was read from. Code: KG401,
    or KG403 where the word that the query breaks at is SERVICE, spelt wrong to keep it from the network.
    """
    text = spoilt(sparql)
    if len(text) > _LONGEST:
        return QueryError(f"not SPARQL: {said[:200]}", path=path, code="KG401")
    found = tokens(text)
    good = _longest_good(text, found, names)
    at = found[good] if good < len(found) else None
    place = at.start if at else found[-1].end if found else 0
    line, column = sparql.count("\n", 0, place) + 1, place - sparql.rfind("\n", 0, place)
    excerpt = _excerpt(sparql, line, column)
    if at is not None and at.text.lower() == "servicf":
        return QueryError(NO_SERVICE, path=path, line=line, excerpt=excerpt, code="KG403")
    what, hint = _explained(text, found[:good], at, names)
    said = f"not SPARQL, line {line}, column {column}: {what}"
    return QueryError(said, path=path, line=line, hint=hint, excerpt=excerpt, code="KG401")


def spoilt(sparql: str) -> str:
    """Return the query with SERVICE misspelt, as long as before, so that trying it out asks no network."""
    return re.sub("service", lambda m: m[0][:-1] + "f", sparql, flags=re.IGNORECASE)


# --------------------------------------------------------------------------- where


def _longest_good(text: str, found: list[Token], names: Mapping[str, str]) -> int:
    """Return how many tokens can begin a query: all of them, if what is wrong is the end."""
    low, high = 0, len(found)
    for i, token in enumerate(found):
        if token.kind == "unclosed":
            high = i
            break
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _begins(text[: found[middle - 1].end], names) else (low, middle - 1)
    return low


def _begins(text: str, names: Mapping[str, str]) -> bool:
    """Return whether a query can begin so."""
    return _said(text, names) is None


def _said(text: str, names: Mapping[str, str]) -> str | None:
    """Return what the parser says against a beginning of a query; None if only that it goes on."""
    import pyoxigraph as ox

    try:
        ox.Store().query(text + _PAD, prefixes=dict(names))
    except SyntaxError as e:
        at = re.match(r"error at (\d+):(\d+)", e.msg)
        if at and (int(at[1]), int(at[2])) == ((text + _PAD).count("\n") + 1, len(_PAD)):
            return None
        return str(e.msg)
    except (OSError, RuntimeError, ValueError):
        return None
    return None


# --------------------------------------------------------------------------- what


def _explained(text: str, before: list[Token], at: Token | None, names: Mapping[str, str]) -> tuple[str, str]:
    """Return what is wrong at a token, or at the end, and a hint."""
    if at is not None and at.kind == "unclosed":
        return "the text that begins here is not closed", f"end it with {at.text[:1] * (3 if at.text[:3] == at.text[:1] * 3 else 1)}"
    if at is not None and at.kind == "iri" and ":" not in at.text:
        return f"{at.text} is no whole IRI", "write it as <https://…>, or with a prefix, like ent:acme"
    to_there = text[: at.end] if at else text
    said = (_said(to_there, names) if at else _final(text, names)) or ""
    if at is not None and at.kind == "name" and "Prefix not found" in said:
        return _unknown_prefix(at.text, text, names)
    taken = _taken(to_there, before, names)
    if taken:
        return f"{taken} has a value already where it is given one by AS", "give it another name"
    if "variable that is unbound" in said or _ungrouped(to_there, before, names):
        hint = "add it to GROUP BY, or take SAMPLE of it"
        return "a variable of SELECT is neither in GROUP BY nor in an aggregate", hint
    expected = _expected(text[: before[-1].end] if before else "", names)
    listed = f"expected {_listed(expected)}" if expected else ""
    if at is None:
        return "the query ends too early", listed
    what = f"{at.text[:30]!r} cannot stand here"
    if at.text.isidentifier():
        near = get_close_matches(at.text.upper(), [k for k in _KEYWORDS if k in expected], n=1, cutoff=0.7)
        if near:
            return what, f"did you mean {near[0]}?"
        if "a name" in expected:
            return what, f"a name needs its prefix, like ent:{at.text.lower()}, a text its quotes"
    return what, listed


def _taken(text: str, before: list[Token], names: Mapping[str, str]) -> str:
    """Return the variable after AS that another name would mend the query for; "" if there is none."""
    given = [v for word, v in pairwise(before) if word.text.upper() == "AS" and v.kind == "variable"]
    for variable in given[-_TRIED:]:
        other = f"?kg_other{variable.start}"
        if _begins(text[: variable.start] + other + text[variable.end :], names):
            return variable.text
    return ""


def _ungrouped(text: str, before: list[Token], names: Mapping[str, str]) -> bool:
    """Return whether the query would go on without its last GROUP BY."""
    group = next((t for t in reversed(before) if t.text.upper() == "GROUP"), None)
    return group is not None and _begins(text[: group.start] + text[before[-1].end :], names)


def _final(text: str, names: Mapping[str, str]) -> str:
    """Return what the parser says against the whole query, without anything after it."""
    import pyoxigraph as ox

    try:
        ox.Store().query(text, prefixes=dict(names))
    except (SyntaxError, OSError, RuntimeError, ValueError) as e:
        return str(e)
    return ""


def _unknown_prefix(name: str, text: str, names: Mapping[str, str]) -> tuple[str, str]:
    prefix = name.partition(":")[0]
    known = sorted({*names, *re.findall(r"(?i)\bPREFIX\s+([\w.-]*):", text)})
    near = get_close_matches(prefix, known, n=1)
    hint = f"did you mean {near[0]}:?" if near else f"known: {', '.join(p + ':' for p in known)}"
    return f"there is no prefix {prefix}:", hint


def _expected(good: str, names: Mapping[str, str]) -> list[str]:
    """Return what can follow the beginning of a query."""
    terms = [word for word, text in _TERMS if _begins(f"{good} {text}", names)]
    return [*terms, *(word for word in (*_SIGNS, *_KEYWORDS) if _begins(f"{good} {word} ", names))]


def _listed(expected: list[str]) -> str:
    """Return the list as a person reads it: terms together, the clauses by two of them, at most five in all."""
    words = [e for e in expected if e in _KEYWORDS]
    if "STR" in words:
        return "a variable, a value or an expression"
    terms = [e.removeprefix("a ") for e in expected if e.startswith("a ")]
    signs = [f"'{e}'" for e in expected if e in _SIGNS]
    shown = [f"a {_or(terms)}"] if terms else []
    if "FILTER" in words:
        words = ["a clause (FILTER, OPTIONAL …)", *(w for w in words if w not in _CLAUSES)]
    shown += [*signs, *words]
    return f"{', '.join(shown[:5])} …" if len(shown) > 6 else _or(shown)


def _or(words: list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _excerpt(sparql: str, line: int, column: int) -> str:
    """Return the line with a caret under the place."""
    text = "".join(c if c.isprintable() else " " for c in sparql.split("\n")[line - 1])
    start = max(0, min(column - 1 - _WIDTH // 2, len(text) - _WIDTH))
    cut = text[start : start + _WIDTH]
    before, after = "…" if start else "", "…" if start + _WIDTH < len(text) else ""
    return f"  {before}{cut}{after}\n  {' ' * (len(before) + column - 1 - start)}^"

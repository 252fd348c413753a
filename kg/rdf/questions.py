"""The ready questions of ``ontology/queries/``: find, describe and fill them in.

A question is a SPARQL file that runs as it stands in any engine. Its head says what it is::

    # title: Who banned whom?
    # about: Bans, sanctions and restrictions, with the sentence that says so.
    # param who: entity (optional): who bans
    # param n: integer = 2: at least so many documents
    # param limit: limit = 10000: so many claims at most
    # empty: what to say where there is no row

and its body holds ``VALUES ?who { UNDEF }`` where the parameter goes: what is in the braces is
replaced by RDF terms, so nothing that a user types is ever read as SPARQL. A limit goes where the
body has ``LIMIT 10000``, its default; it keeps a question about a million claims under a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.iris import encode
from kg.rdf.terms import DCTERMS, KG, OWL, RDF_NS, RDFS, REL, SKOS, string, typed

if TYPE_CHECKING:
    from pyoxigraph import Store

Values = str | Sequence[str]

_PARAM = re.compile(
    r"(?P<name>\w+): (?P<kind>entity|relation|document|class|status|integer|limit|date|text)"
    r"(?: \((?P<optional>optional)\)| = (?P<default>[^:]+?))?(?:: (?P<about>.*))?"
)
_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
_NAMES = (RDFS + "label", SKOS + "altLabel", DCTERMS + "title")
_COMPARED = 2000
"""Names that are compared letter by letter."""
_NAMED = ("entity", "relation", "document", "class")


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a question."""

    name: str
    kind: str  # entity | relation | document | class | status | integer | limit | date | text
    default: str | None = None
    optional: bool = False
    about: str = ""


@dataclass(frozen=True)
class Question:
    """A ready question."""

    name: str
    title: str
    about: str
    params: tuple[Param, ...]
    sparql: str
    path: Path
    empty: str = ""

    def more(self, given: Mapping[str, Values], rows: int) -> dict[str, Values] | None:
        """Return the arguments with a limit of one more; None if so many rows cannot have been cut by one."""
        found = next((p for p in self.params if p.kind == "limit"), None)
        if found is None:
            return None
        limit = int(_each(given.get(found.name, found.default or ""))[-1])
        return {**given, found.name: str(limit + 1)} if rows >= limit else None

    def fill(self, store: Store, given: Mapping[str, Values]) -> str:
        """Return the SPARQL with the parameters in their places. Raises: QueryError."""
        known = {p.name: p for p in self.params}
        for name in given:
            if name not in known:
                hint = f"it has {', '.join(known) or 'none'}"
                raise QueryError(f"the question {self.name} has no parameter {name!r}", hint=hint, code="KG411")
        sparql = self.sparql
        for param in self.params:
            value = given.get(param.name, param.default)
            if value is None and not param.optional:
                hint = f"add --param {param.name}=…"
                raise QueryError(f"the question {self.name} needs {param.name} ({param.kind})", hint=hint, code="KG412")
            if param.kind == "limit":
                sparql = put_limit(sparql, param, _each(value or "")[-1])
                continue
            terms = None if value is None else [t for v in _each(value) for t in resolve(store, param.kind, v)]
            sparql = put(sparql, param.name, terms)
        return sparql


def questions(folders: Sequence[Path]) -> list[Question]:
    """Return all ready questions by name; one of a later folder replaces one of an earlier."""
    found: dict[str, Question] = {}
    for folder in folders:
        for path in sorted((folder / "queries").glob("*.rq")):
            found[path.stem] = read_question(path)
    return [found[name] for name in sorted(found)]


def find_question(name: str, folders: Sequence[Path]) -> Question:
    """Return the question of that name. Raises: QueryError that names near ones."""
    known = {q.name: q for q in questions(folders)}
    if name not in known:
        near = get_close_matches(name, known, n=3) or sorted(known)
        raise QueryError(f"there is no question {name!r}", hint=f"known: {', '.join(near)}", code="KG410")
    return known[name]


def read_question(path: Path) -> Question:
    """Read a question file. Raises: QueryError for a head that is not as described above."""
    text = path.read_text(encoding="utf8")
    head: dict[str, str] = {}
    params: list[Param] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith("#"):
            break
        key, _, value = line.lstrip("# ").partition(" " if line.startswith("# param ") else ": ")
        if key == "param":
            match = _PARAM.fullmatch(value.strip())
            if match is None:
                raise QueryError(f"not a parameter: {value!r}", path=str(path), line=number, code="KG413")
            params.append(
                Param(
                    match["name"], match["kind"], match["default"], match["optional"] is not None, match["about"] or ""
                )
            )
        else:
            head[key] = f"{head[key]} {value}" if key in head else value
    for param in params:  # each has its place
        if param.kind == "limit":
            put_limit(text, param, param.default or "", path=path)
        else:
            put(text, param.name, [], path=path)
    title, about, empty = head.get("title", path.stem), head.get("about", ""), head.get("empty", "")
    return Question(path.stem, title, about, tuple(params), text, path, empty)


# --------------------------------------------------------------------------- values into places


def bind(sparql: str, params: Mapping[str, Values]) -> str:
    """Return a user's query with literals and <IRIs> put into its VALUES. Raises: QueryError."""
    for name, value in params.items():
        terms = [f"<{given_iri(v)}>" if v.startswith("<") and v.endswith(">") else string(v) for v in _each(value)]
        sparql = put(sparql, name, terms)
    return sparql


def given_iri(value: str) -> str:
    """Return what a user wrote as an IRI, in angle brackets or not. Raises: QueryError if it is none."""
    iri = value.removeprefix("<").removesuffix(">")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\x7f\ud800-\udfff]*", iri):
        raise QueryError(f"{value!r} is no IRI", code="KG417")
    return iri


def put(sparql: str, name: str, terms: Iterable[str] | None, *, path: Path | None = None) -> str:
    """Return the query with ``terms`` in ``VALUES ?name { }``; None takes the clause out: anything fits.

    Raises: QueryError if the query has no such place.
    """
    place = re.compile(rf"VALUES\s+\?{re.escape(name)}\s*\{{[^{{}}]*\}}")
    if not place.search(sparql):
        where = None if path is None else str(path)
        raise QueryError(f"the query has no VALUES ?{name} {{ }} to put {name} in", path=where, code="KG414")
    filled = "" if terms is None else f"VALUES ?{name} {{ {' '.join(terms)} }}"
    return place.sub(lambda _: filled, sparql)


def put_limit(sparql: str, param: Param, value: str, *, path: Path | None = None) -> str:
    """Return the query with another number where it has ``LIMIT`` and the default. Raises: QueryError."""
    place = re.compile(rf"\bLIMIT {re.escape(param.default or '-')}\b")
    if not place.search(sparql):
        where = None if path is None else str(path)
        raise QueryError(f"the query has no LIMIT {param.default} to put {param.name} in", path=where, code="KG414")
    return place.sub(f"LIMIT {whole(value)}", sparql)


def _each(value: Values) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def resolve(store: Store, kind: str, value: str) -> list[str]:
    """Return the RDF terms, as SPARQL, that a parameter's value stands for. Raises: QueryError."""
    if kind in _NAMED:
        return [f"<{iri}>" for iri in find_names(store, kind, value)]
    if kind == "status":
        from kg.model import Status

        if value not in list(Status):
            hint = f"it is one of {', '.join(Status)}"
            raise QueryError(f"{value!r} is no status", hint=hint, code="KG416")
        return [f"<{KG}{value}>"]
    if kind == "integer":
        return [typed(whole(value), "xsd:integer")]
    if kind == "date" and not _DATE.fullmatch(value):
        raise QueryError(f"{value!r} is no date", hint="write it as 2019-06-05, 2019-06 or 2019", code="KG416")
    return [string(value)]


def whole(value: str) -> str:
    """Return digits. Raises: QueryError for what is no whole number of at most 18 digits."""
    if not re.fullmatch(r"[0-9]{1,18}", value):
        raise QueryError(f"{value!r} is no whole number", code="KG416")
    return value


def find_names(store: Store, kind: str, name: str) -> list[str]:
    """Return the IRIs of what is called ``name``, as label, alias, id or IRI. Raises: QueryError with near names."""
    import pyoxigraph as ox

    from kg.rdf.query import base_of

    base = base_of(store)
    space = {"entity": base + "entity/", "document": base + "document/", "relation": REL, "class": KG}[kind]
    direct = given_iri(name) if name.startswith(("<", space)) else space + encode(name)
    if next(store.quads_for_pattern(ox.NamedNode(direct), ox.NamedNode(RDF_NS + "type"), None), None):
        return [direct]
    wanted = name.casefold()
    exact, labels, shown = _names(store, space, name)
    found = exact or labels.get(wanted) or labels.get(wanted.replace("_", " "))
    if found:
        return sorted(found)
    if kind == "class":
        classes = {str(s.subject.value) for s in _typed(store, OWL + "Class")}
        shown = {name: label for name, label in shown.items() if labels[name] & classes}
    near = nearest(wanted, shown)
    hint = f"near: {', '.join(near)}" if near else ""
    raise QueryError(f"nothing in the graph is called {name!r} ({kind})", hint=hint, code="KG415")


def names_near(store: Store, space: str, name: str) -> list[str] | None:
    """Return the names under ``space`` nearest to ``name``, the nearest first; None if anything at all is called so."""
    import pyoxigraph as ox

    if next(_called(store, "", ox.Literal(name)), None):
        return None
    _, labels, shown = _names(store, space, name)
    return None if name.casefold() in labels else nearest(name.casefold(), shown)


def nearest(wanted: str, shown: Mapping[str, str]) -> list[str]:
    """Return up to three of ``shown`` (name in small letters -> as it is shown) that are most like ``wanted``.

    difflib compares every pair of letters, which takes seconds over 100,000 names: of so many, those are
    compared that share the most letters, single and in pairs.
    """
    some = [n for n in shown if abs(len(n) - len(wanted)) <= 1 + len(wanted) // 2]
    if len(some) > _COMPARED:
        parts = {*wanted, *(wanted[i : i + 2] for i in range(len(wanted) - 1))}
        some.sort(key=lambda n: (abs(len(n) - len(wanted)) - sum(part in n for part in parts), n))
    return [shown[n] for n in get_close_matches(wanted, some[:_COMPARED], n=3)]


def _names(store: Store, space: str, name: str) -> tuple[set[str], dict[str, set[str]], dict[str, str]]:
    """Return what is called exactly so; if nothing, also all names in small letters, with what they name, and as shown."""
    import pyoxigraph as ox

    exact = {s for s, _ in _called(store, space, ox.Literal(name))}
    labels: dict[str, set[str]] = {}
    shown: dict[str, str] = {}
    for predicate in () if exact else _NAMES:
        for subject, label in sorted(_called(store, space, None, (predicate,))):
            labels.setdefault(label.casefold(), set()).add(subject)
            shown.setdefault(label.casefold(), label)
    return exact, labels, shown


def _typed(store: Store, class_: str) -> Iterator[Any]:
    import pyoxigraph as ox

    return store.quads_for_pattern(None, ox.NamedNode(RDF_NS + "type"), ox.NamedNode(class_))


def _called(
    store: Store, space: str, label: Any, predicates: Sequence[str] = _NAMES
) -> Iterator[tuple[str, str]]:
    """Yield the things under ``space`` with each label, alias and title; only those called ``label`` if given."""
    import pyoxigraph as ox

    for predicate in predicates:
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), label):
            subject: Any = quad.subject
            object: Any = quad.object
            if subject.value.startswith(space):
                yield subject.value, object.value

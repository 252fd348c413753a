"""Check an ontology for faults that loading lets pass: dangling names, doubles, missing examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import OntologyError
from kg.ontology import Ontology
from kg.rdf.vocabulary import KINDS, Problem, Table, load_ontology, read_table

CLASS_COLUMNS = frozenset({"class", "domain", "range"})
"""Columns of lexicon tables that name classes; several are separated by blanks or commas."""


def check_ontology(folders: Sequence[Path]) -> list[Problem]:
    """Return what is wrong with the ontology in ``folders``, by file and line; empty when it is sound.

    A fault that stops the load (a syntax error, a malformed row) is the only one reported.
    """
    try:
        ontology = load_ontology(folders)
    except OntologyError as e:
        return [Problem(e.path or "", e.line or 0, f"{e.what} [{e.code}]")]
    found = [*_class_faults(ontology, folders), *_relation_faults(ontology, folders), *_place_faults(ontology, folders)]
    for folder in folders:
        for path in sorted((folder / "lexicon").glob("*.tsv")):
            found.extend(_table_faults(read_table(path), ontology))
    return sorted(set(found), key=lambda p: (p.path, p.line, p.what))


def _where(folders: Sequence[Path], iri_or_name: str) -> tuple[str, int]:
    """Return the last file and line where a subject is described; the first file where it is not found."""
    pattern = re.compile(rf"^\s*(?:\w*:{re.escape(iri_or_name)}|<[^>]*[#/]{re.escape(iri_or_name)}>)(?![\w-])", re.M)
    for folder in reversed(folders):
        for path in sorted(folder.glob("*.ttl")):
            text = path.read_text(encoding="utf8")
            match = pattern.search(text)
            if match:
                return str(path), text.count("\n", 0, match.start() + len(match[0])) + 1
    return str(folders[0] / "kg.ttl") if folders else "", 0


def _class_faults(ontology: Ontology, folders: Sequence[Path]) -> Iterator[Problem]:
    for class_ in ontology.classes.values():
        path, line = _where(folders, class_.name)
        if class_.parent is not None and class_.parent not in ontology.classes:
            yield Problem(path, line, f"the class {class_.name} is under {class_.parent}, which is no class")
        if class_.parent is not None and _loops(ontology, class_.name):
            yield Problem(path, line, f"the class {class_.name} is its own super-class")


def _loops(ontology: Ontology, name: str) -> bool:
    seen: set[str] = set()
    at = ontology.classes[name].parent
    while at is not None and at in ontology.classes and at not in seen:
        if at == name:
            return True
        seen.add(at)
        at = ontology.classes[at].parent
    return False


def _relation_faults(ontology: Ontology, folders: Sequence[Path]) -> Iterator[Problem]:
    labels: dict[str, str] = {}
    for relation in ontology.relations.values():
        path, line = _where(folders, relation.name)

        def fault(what: str, path: str = path, line: int = line, name: str = relation.name) -> Problem:
            return Problem(path, line, f"the relation {name} {what}")

        for end, names in (("domain", relation.domain), ("range", relation.range)):
            for name in names:
                if name not in ontology.classes:
                    yield fault(f"has the {end} {name}, which is no class")
        for parent in relation.parents:
            if parent not in ontology.relations:
                yield fault(f"is under {parent}, which is no relation")
        if relation.inverse is not None and relation.inverse not in ontology.relations:
            yield fault(f"is the inverse of {relation.inverse}, which is no relation")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", relation.name):
            yield fault("has a name that is not snake_case")
        if not relation.comment:
            yield fault("has no rdfs:comment")
        if labels.setdefault(relation.label, relation.name) != relation.name:
            yield fault(f"has the label of {labels[relation.label]}: {relation.label!r}")


def _place_faults(ontology: Ontology, folders: Sequence[Path]) -> Iterator[Problem]:
    path = str(folders[0] / "places.ttl") if folders else ""
    for place in ontology.places.values():
        if place.class_ not in ontology.classes:
            yield Problem(path, 0, f"the place {place.label} has the class {place.class_}, which is no class")
        for end, other in (("capital", place.capital), ("country", place.country)):
            if other is not None and other not in ontology.places:
                yield Problem(path, 0, f"the place {place.label} has the {end} {other}, which is no place")


def _table_faults(table: Table, ontology: Ontology) -> Iterator[Problem]:
    path = str(table.path)
    seen: dict[tuple[str, ...], int] = {}
    phrases = table.path.stem == "relation-phrases"
    for line, cells in table.rows:
        row = dict(zip(table.columns, cells, strict=True))
        key = (row["kind"], row["phrase"], row["relation"]) if phrases else cells
        if key in seen:
            yield Problem(path, line, f"{' / '.join(c for c in key if c)!r} is there already, at line {seen[key]}")
        seen.setdefault(key, line)
        for column in CLASS_COLUMNS & set(table.columns):
            for name in re.split(r"[,\s|]+", row[column]):
                slot = table.path.stem == "noun-classes" and name.islower()  # a name of its own for a slot
                if name and name not in ontology.classes and not slot:
                    yield Problem(path, line, f"{name} is no class")
        if row.get("relation") and row["relation"] not in ontology.relations:
            yield Problem(path, line, f"{row['relation']} is no relation of the ontology")
        if "votes" in row and not re.fullmatch(r"\d+(\.\d+)?", row["votes"]):
            yield Problem(path, line, f"the votes are {row['votes']!r}; they are a number")
        if phrases and row["kind"] not in KINDS:
            yield Problem(path, line, f"the kind is {row['kind']!r}; it is one of {', '.join(sorted(KINDS))}")
        if phrases and not row.get("example"):
            yield Problem(path, line, f"the phrase {row['phrase']!r} has no example")

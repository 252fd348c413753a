"""Load ``ontology/``: classes, relations, places and the lexicon tables, layer over layer.

A folder holds ``*.ttl`` files (``shapes.ttl`` is not read here) and ``lexicon/*.tsv`` tables.
Terms live in two fixed namespaces, ``kg:`` and ``rel:`` (see ``kg.rdf.terms``), whatever the
base of a graph is: a query written once works on every graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from kg.errors import OntologyError
from kg.ontology import EntityClass, Ontology, Phrase, Place, Relation
from kg.rdf.terms import DCTERMS, KG, OWL, RDF_NS, RDFS, REL, SCHEMA, SKOS

WIKIDATA = ("http://www.wikidata.org/entity/", "https://www.wikidata.org/entity/")
KINDS = frozenset({"verb", "copula", "noun", "appos", "role", "kind", "place", "demonym", "possessive"})
"""The kinds of phrase that a proposition can carry (``kg.model.Proposition.kind``)."""

NOT_TERMS = frozenset({"shapes.ttl"})
_SLOT = re.compile(r"\{([^{}]*)\}")

Facts = dict[str, dict[str, list[str]]]
"""subject IRI -> predicate IRI -> objects (IRIs, or the text of literals), in the file's order."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of the ontology: where it is and what is wrong."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True)
class Table:
    """A lexicon file: its column names and its rows with their line numbers."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def load_ontology(folders: Sequence[Path]) -> Ontology:
    """Load the folders in order; what a later folder says of a name replaces what an earlier one said.

    Lexicon rows of later folders come after those of earlier ones; a phrase said again in a later
    folder is read as the later row reads it, where that relation fits.

    Raises: OntologyError for a missing folder, a syntax fault or a malformed row, with file and line.
    """
    digest = sha256()
    classes: dict[str, EntityClass] = {}
    relations: dict[str, Relation] = {}
    places: dict[str, Place] = {}
    tables: dict[str, list[Table]] = {}
    version = ""
    for folder in folders:
        if not folder.is_dir():
            raise OntologyError("there is no such ontology folder", path=str(folder), code="KG301")
        for path in _turtle_files(folder):
            data = path.read_bytes()
            _add_to_digest(digest, path, data)
            facts = read_facts(path, data)
            classes.update(_classes(facts))
            relations.update(_relations(facts))
            places.update(_places(facts, classes))
            version = _version(facts) or version
        for path in sorted((folder / "lexicon").glob("*.tsv")):
            data = path.read_bytes()
            _add_to_digest(digest, path, data)
            tables.setdefault(path.stem, []).append(read_table(path, data))
    ontology = Ontology(
        version=version,
        classes=classes,
        relations=relations,
        places=_with_countries(places),
        phrases={},
        tables={name: tuple(row for table in parts for _, row in table.rows) for name, parts in tables.items()},
        digest=digest.hexdigest(),
    )
    senses: dict[tuple[str, str], list[Phrase]] = {}
    for phrase in _phrases(tables, ontology):
        senses.setdefault((phrase.kind, phrase.phrase), []).append(phrase)
    return replace(
        ontology,
        phrases={key: rows[0] for key, rows in senses.items()},
        senses={key: tuple(rows) for key, rows in senses.items()},
    )


def read_facts(path: Path, data: bytes | None = None) -> Facts:
    """Read a Turtle file into ``Facts``. Raises: OntologyError with file and line if it is not Turtle."""
    import pyoxigraph as ox

    facts: Facts = {}
    try:
        for quad in ox.parse(path.read_bytes() if data is None else data, format=ox.RdfFormat.TURTLE):
            about = facts.setdefault(quad.subject.value, {})
            about.setdefault(quad.predicate.value, []).append(quad.object.value)
    except SyntaxError as e:
        raise OntologyError(f"not Turtle: {e.msg}", path=str(path), line=e.lineno, code="KG302") from None
    return facts


def read_table(path: Path, data: bytes | None = None) -> Table:
    """Read a lexicon table: tab-separated, ``#`` lines are comments, the first other line names the columns.

    Short rows are filled with empty cells. Raises: OntologyError for a row with too many cells or bad UTF-8.
    """
    try:
        text = (path.read_bytes() if data is None else data).decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise OntologyError(f"not UTF-8: {e.reason}", path=str(path), code="KG303") from None
    columns: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(map(str.strip, line.split("\t")))
        if not columns:
            columns = cells
            continue
        if len(cells) > len(columns):
            what = f"{len(cells)} cells, but the table has {len(columns)} columns ({', '.join(columns)})"
            raise OntologyError(what, path=str(path), line=number, code="KG304")
        rows.append((number, cells + ("",) * (len(columns) - len(cells))))
    return Table(path, columns, tuple(rows))


def local_name(iri: str) -> str:
    """Return what follows the last ``#`` or ``/``."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def _turtle_files(folder: Path) -> list[Path]:
    """Return kg.ttl first (places refer to its classes), then the others by name."""
    files = [p for p in sorted(folder.glob("*.ttl")) if p.name not in NOT_TERMS]
    return sorted(files, key=lambda p: (p.name != "kg.ttl", p.name))


def _add_to_digest(digest: object, path: Path, data: bytes) -> None:
    # The name and the length keep apart what a plain concatenation would confuse.
    digest.update(f"{path.name}\0{len(data)}\0".encode() + data)  # type: ignore[attr-defined]


def _typed(facts: Facts, *types: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    wanted = set(types)
    for subject, about in facts.items():
        if wanted.intersection(about.get(RDF_NS + "type", ())):
            yield subject, about


def _first(about: dict[str, list[str]], predicate: str, default: str = "") -> str:
    values = about.get(predicate)
    return values[0] if values else default


def _names(about: dict[str, list[str]], predicate: str, namespace: str) -> tuple[str, ...]:
    """Return the local names of the objects that lie in ``namespace``; links out to others are passed over."""
    return tuple(v[len(namespace) :] for v in about.get(predicate, ()) if v.startswith(namespace))


def _classes(facts: Facts) -> dict[str, EntityClass]:
    out = {}
    for subject, about in _typed(facts, OWL + "Class", RDFS + "Class"):
        if subject.startswith(KG):
            name = subject[len(KG) :]
            parents = [p for p in _names(about, RDFS + "subClassOf", KG) if p != name]
            out[name] = EntityClass(
                name=name,
                label=_first(about, RDFS + "label", name),
                parent=parents[0] if parents else None,
                comment=_first(about, RDFS + "comment"),
            )
    return out


def _relations(facts: Facts) -> dict[str, Relation]:
    out = {}
    for subject, about in _typed(facts, OWL + "ObjectProperty", OWL + "DatatypeProperty", RDF_NS + "Property"):
        if not subject.startswith(REL):
            continue
        name, types = subject[len(REL) :], about[RDF_NS + "type"]
        inverse = _names(about, OWL + "inverseOf", REL)
        out[name] = Relation(
            name=name,
            label=_first(about, RDFS + "label", name.replace("_", " ")),
            comment=_first(about, RDFS + "comment"),
            domain=_ends(facts, about, "domain"),
            range=_ends(facts, about, "range"),
            inverse=inverse[0] if inverse else None,
            symmetric=OWL + "SymmetricProperty" in types,
            transitive=OWL + "TransitiveProperty" in types,
            parents=_names(about, RDFS + "subPropertyOf", REL),
            literal=OWL + "DatatypeProperty" in types,
        )
    for name, relation in list(out.items()):  # an inverse holds both ways, stated or not
        if relation.inverse in out and out[relation.inverse].inverse is None:
            out[relation.inverse] = replace(out[relation.inverse], inverse=name)
    return out


def _ends(facts: Facts, about: dict[str, list[str]], end: str) -> tuple[str, ...]:
    """Return the classes of a domain or range: several values, schema:domainIncludes or an owl:unionOf list."""
    found: list[str] = []
    for iri in [*about.get(RDFS + end, ()), *about.get(f"{SCHEMA}{end}Includes", ())]:
        node = _first(facts.get(iri, {}), OWL + "unionOf")
        if not node:
            found.append(iri)
        while node and node != RDF_NS + "nil":
            found.append(_first(facts[node], RDF_NS + "first"))
            node = _first(facts[node], RDF_NS + "rest")
    return tuple(dict.fromkeys(iri[len(KG) :] for iri in found if iri.startswith(KG)))


def _places(facts: Facts, classes: dict[str, EntityClass]) -> dict[str, Place]:
    out = {}
    for subject, about in facts.items():
        kinds = [t for t in _names(about, RDF_NS + "type", KG) if t in classes]
        label = _first(about, RDFS + "label")
        if not kinds or not label:
            continue
        capital = _first(about, KG + "capital") or _first(about, REL + "capital")
        country = _first(about, KG + "country")
        out[_place_id(subject, about)] = Place(
            id=_place_id(subject, about),
            label=label,
            class_=kinds[0],
            names=tuple(about.get(SKOS + "altLabel", ())),
            adjectives=tuple(about.get(KG + "adjective", ())),
            demonyms=tuple(about.get(KG + "demonym", ())),
            capital=_place_id(capital, facts.get(capital, {})) if capital else None,
            country=_place_id(country, facts.get(country, {})) if country else None,
        )
    return out


def _place_id(subject: str, about: dict[str, list[str]]) -> str:
    """Return the Wikidata id where owl:sameAs gives one, else the local name."""
    for iri in about.get(OWL + "sameAs", ()):
        if iri.startswith(WIKIDATA):
            return local_name(iri)
    return local_name(subject)


def _with_countries(places: dict[str, Place]) -> dict[str, Place]:
    """Give each capital its country."""
    out = dict(places)
    for place in places.values():
        at = out.get(place.capital) if place.capital else None
        if at is not None and at.country is None and at.id != place.id:
            out[at.id] = replace(at, country=place.id)
    return out


def _version(facts: Facts) -> str:
    for _, about in _typed(facts, OWL + "Ontology"):
        return _first(about, OWL + "versionInfo") or _first(about, DCTERMS + "hasVersion")
    return ""


# --------------------------------------------------------------------------- relation phrases


def _phrases(tables: dict[str, list[Table]], ontology: Ontology) -> Iterator[Phrase]:
    """Yield the rows of relation-phrases.tsv, each slot filled with each noun of its class.

    The first row of a phrase whose relation fits is the one meant, so a later folder's rows come
    first, and in one file a phrase written out comes before one from a slot.
    """
    nouns = _class_nouns(tables, ontology)
    for table in reversed(tables.get("relation-phrases", [])):
        filled: list[Phrase] = []
        plain: list[Phrase] = []
        at = _columns(table)
        for line, cells in table.rows:
            row = _phrase(table, at, line, cells)
            slot = _SLOT.search(row.phrase) if "{" in row.phrase else None
            if slot is None:
                plain.append(row)
                continue
            if slot[1] not in nouns:
                what = f"the slot {slot[0]} names no class with nouns in noun-classes.tsv"
                raise OntologyError(what, path=str(table.path), line=line, code="KG306")
            before, after = row.phrase[: slot.start()], row.phrase[slot.end() :]
            rest = (row.kind, row.relation, row.inverse, row.example, row.line)
            filled += [Phrase(before + noun + after, *rest) for noun in nouns[slot[1]]]
        yield from plain
        yield from filled


def _columns(table: Table) -> tuple[int, ...]:
    """Return where phrase, kind, relation, direction and example stand; -1 for the last two if absent."""
    for column in ("phrase", "kind", "relation"):
        if column not in table.columns:
            raise OntologyError(f"the column {column} is missing", path=str(table.path), code="KG305")
    names = ("phrase", "kind", "relation", "direction", "example")
    return tuple(table.columns.index(name) if name in table.columns else -1 for name in names)


def _phrase(table: Table, at: tuple[int, ...], line: int, cells: tuple[str, ...]) -> Phrase:
    phrase, kind, relation = cells[at[0]], cells[at[1]], cells[at[2]]
    if not (phrase and kind and relation):
        column = "phrase" if not phrase else "kind" if not kind else "relation"
        raise OntologyError(f"the column {column} is empty", path=str(table.path), line=line, code="KG305")
    direction = cells[at[3]] if at[3] >= 0 else ""
    if direction not in ("", "forward", "inverse"):
        what = f"the direction is {direction!r}; it is forward or inverse"
        raise OntologyError(what, path=str(table.path), line=line, code="KG305")
    return Phrase(phrase, kind, relation, direction == "inverse", cells[at[4]] if at[4] >= 0 else "", line)


def _class_nouns(tables: dict[str, list[Table]], ontology: Ontology) -> dict[str, tuple[str, ...]]:
    """Return the nouns of each class, those of its sub-classes included, in the table's order."""
    rows: list[tuple[str, str]] = []
    for table in tables.get("noun-classes", []):
        for _, cells in table.rows:
            row = dict(zip(table.columns, cells, strict=True))
            rows.append((row.get("class", ""), row.get("noun", "")))
    names = {class_ for class_, _ in rows} | set(ontology.classes)
    out: dict[str, tuple[str, ...]] = {}
    for name in sorted(names):
        nouns = tuple(dict.fromkeys(noun for class_, noun in rows if noun and ontology.is_a(class_, name)))
        if nouns:
            out[name] = nouns
    return out

"""A user's own names: a table of what they are called, of which class they are and what they are known by elsewhere.

Tab-separated: name, class, other names separated by ``|``, id. Lines that begin with ``#`` are
comments; a first row ``name class …`` may name the columns. The id may be

* an IRI, which becomes the ``owl:sameAs`` of the entity,
* a Wikidata id (``Q42``), likewise; that of a shipped place adds names to that place,
* or any other word, which becomes the local part of the entity's IRI.

Standard library only; the rows travel as the table ``gazetteer`` of the ontology.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from kg.errors import InputError
from kg.ontology import Ontology

TABLE = "gazetteer"
COLUMNS = ("name", "class", "aliases", "id")
WIKIDATA = "http://www.wikidata.org/entity/"
_WIKIDATA_ID = re.compile(r"Q[1-9]\d*")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
_LOCAL = re.compile(r"[\w][\w.~-]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a thing that the user knows."""

    name: str
    class_: str
    aliases: tuple[str, ...] = ()
    id: str = ""  # as written

    @property
    def forms(self) -> tuple[str, ...]:
        """Return all names, the first one first."""
        return (self.name, *self.aliases)

    @property
    def same_as(self) -> tuple[str, ...]:
        """Return the IRI that the id is, if it is one."""
        if _WIKIDATA_ID.fullmatch(self.id):
            return (WIKIDATA + self.id,)
        return (self.id,) if ":" in self.id else ()

    @property
    def local(self) -> str:
        """Return the id that the entity is to have, "" if that is not for the row to say."""
        return "" if self.same_as else self.id


def with_gazetteer(ontology: Ontology, path: str) -> Ontology:
    """Return the ontology with the user's names. Raises: InputError with file and line for the first bad row."""
    rows = [(e.name, e.class_, "|".join(e.aliases), e.id) for e in read_gazetteer(path, ontology)]
    return replace(ontology, tables={**ontology.tables, TABLE: tuple(rows)})


def entries(ontology: Ontology) -> tuple[Entry, ...]:
    """Return the user's names in an ontology; none without a gazetteer."""
    rows = ontology.tables.get(TABLE, ())
    return tuple(Entry(r[0], r[1], tuple(a for a in r[2].split("|") if a), r[3]) for r in rows)


def read_gazetteer(path: str, ontology: Ontology) -> tuple[Entry, ...]:
    """Read a table of names. Raises: InputError with file and line for the first bad row."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        what = f"the gazetteer cannot be read ({getattr(error, 'strerror', None) or error})"
        raise InputError(what, path=path, code="KG841") from error
    out: list[Entry] = []
    said: dict[str, int] = {}  # name or id -> line
    for number, cells in _rows(text):
        try:
            entry = _entry(cells, ontology)
            for name in {*entry.forms, *([f"\0{entry.id}"] if entry.id else [])}:
                if name in said:
                    what = f"{'the id' if name[0] == chr(0) else 'the name'} {name.strip(chr(0))!r} is given twice"
                    raise InputError(what, hint=f"see line {said[name]}", code="KG845")
                said[name] = number
        except InputError as error:
            raise InputError(error.what, path=path, line=number, hint=error.hint, code=error.code) from None
        out.append(entry)
    return tuple(sorted(out, key=lambda e: (e.name, e.id)))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    first = True
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [" ".join(c.split()) for c in line.split("\t")]
        if not (first and tuple(c.lower() for c in cells[:2]) == COLUMNS[:2]):
            yield number, cells
        first = False


def _entry(cells: list[str], ontology: Ontology) -> Entry:
    if len(cells) > len(COLUMNS):
        what = f"{len(cells)} cells, but the columns are {', '.join(COLUMNS)}"
        raise InputError(what, hint="separate other names by |", code="KG842")
    name, class_, aliases, id = (*cells, "", "", "", "")[:4]
    if not name or not class_:
        hint = "put tabs between the columns" if name and len(cells) == 1 else ""
        raise InputError(f"the {'name' if not name else 'class'} is missing", hint=hint, code="KG842")
    if class_ not in ontology.classes:
        near = get_close_matches(class_, ontology.classes, n=1)
        hint = f"did you mean {near[0]}?" if near else "kg ontology classes lists them"
        raise InputError(f"the ontology has no class {class_!r}", hint=hint, code="KG843")
    if id and not (_IRI.fullmatch(id) if ":" in id else _LOCAL.fullmatch(id)):
        hint = "it is an IRI, a Wikidata id, or a word of letters, digits, - and _"
        raise InputError(f"{id!r} is no id", hint=hint, code="KG844")
    others = dict.fromkeys(a.strip() for a in aliases.split("|"))
    return Entry(name, class_, tuple(a for a in others if a and a != name), id)

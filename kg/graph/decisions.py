"""What a person decided about a graph: rows of ``kg.review.tsv``, which outlive every rebuild.

A row is a verb and its columns, separated by tabs; lines that begin with ``#`` are comments:

=============  ==============================================  ===========================================
``same``       name, name                                      both are one thing
``different``  name, name                                      they are two
``reject``     subject, relation, object[, status]             no such claim; a relation ``*`` is any
``rename``     name, new name                                  what the thing is called; its id stays
``retype``     name, class                                     the class of the thing
=============  ==============================================  ===========================================

A name is any name of the thing, in any case, or its id; ``ent:<id>`` is the id alone, for homonyms.
The order of the rows means nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from kg.errors import InputError
from kg.graph.names import name_key
from kg.model import Status
from kg.ontology import Ontology

FILE = "kg.review.tsv"
"""What the file is called, in the folder of a build or beside its sources."""

ID = "ent:"
"""Begins a name that is an id and nothing else."""

COLUMNS = {
    "same": ("name", "name"),
    "different": ("name", "name"),
    "reject": ("subject", "relation", "object", "status"),
    "rename": ("name", "new name"),
    "retype": ("name", "class"),
}
"""Verb -> its columns; the status may be left out."""

HEAD = """\
# Decisions about this graph; kg review writes them, every build applies them last. Tabs between the columns:
#   same       name     name                       both are one thing
#   different  name     name                       they are two
#   reject     subject  relation  object  [status] no such claim (relation *: any)
#   rename     name     new name                   what the thing is called
#   retype     name     class                      its class
# A name is any name of the thing, or its id; ent:<id> is the id alone.
"""


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """One row: what was decided, and of what."""

    verb: str
    args: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join([self.verb, *(f'"{a}"' for a in self.args)])

    @property
    def row(self) -> str:
        """Return the line of the file."""
        return "\t".join((self.verb, *self.args))


@dataclass(frozen=True, slots=True, order=True)
class Effect:
    """What one decision came to in a build, in a few words; ``applied`` unless it fits nothing or contradicts."""

    decision: Decision
    did: str
    applied: bool = True


@dataclass(frozen=True)
class Decisions:
    """All decisions, each once and sorted: rows in any order give the same value."""

    rows: tuple[Decision, ...] = ()
    known_as: dict[str, frozenset[str]] = field(default_factory=dict, compare=False)

    def __bool__(self) -> bool:
        return bool(self.rows)

    def of(self, verb: str) -> tuple[Decision, ...]:
        """Return the decisions with this verb."""
        return tuple(d for d in self.rows if d.verb == verb)

    def keys(self, name: str) -> frozenset[str]:
        """Return what a name is looked up by: its own key, and that of the name it was renamed from."""
        key = name_key(name)
        return self.known_as.get(key, frozenset()) | {key}


NONE = Decisions()


def decisions(rows: Iterable[Decision]) -> Decisions:
    """Return the rows as one value."""
    unique = tuple(sorted(set(rows)))
    known_as: dict[str, frozenset[str]] = {}
    for d in unique:
        if d.verb == "rename":
            new = name_key(d.args[1])
            known_as[new] = known_as.get(new, frozenset()) | {name_key(d.args[0])}
    return Decisions(unique, known_as)


def read_rows(
    text: str, path: str, ontology: Ontology | None = None
) -> tuple[tuple[Decision, ...], tuple[InputError, ...]]:
    """Return the decisions of a file and an error with file and line for each row that is none.

    With an ontology, a class that it lacks is an error too.
    """
    rows: list[Decision] = []
    errors: list[InputError] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = line.removesuffix("\r")
        if not line.strip() or line.startswith("#"):
            continue
        try:
            rows.append(decision([c.strip() for c in line.split("\t")], ontology))
        except InputError as error:
            errors.append(InputError(error.what, path=path, line=number, hint=error.hint, code=error.code))
    return tuple(rows), tuple(errors)


def decision(cells: Sequence[str], ontology: Ontology | None = None) -> Decision:
    """Return the decision that the cells of a row mean. Raises: InputError."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    verb, args = (cells[0] if cells else ""), tuple(" ".join(c.split()) for c in cells[1:])
    if verb not in COLUMNS:
        near = get_close_matches(verb, COLUMNS, n=1) if "\t" not in verb else []
        hint = f"did you mean {near[0]}?" if near else "it is same, different, reject, rename or retype"
        if verb.split(" ")[0] in COLUMNS:
            hint = "put tabs between the columns"
        raise InputError(f"there is no decision {verb!r}", hint=hint, code="KG901")
    columns = COLUMNS[verb]
    least = 3 if verb == "reject" else 2
    if not least <= len(args) <= len(columns) or not all(args):
        what = f"{verb} takes {', '.join(columns[:least])}" + (" and perhaps a status" if verb == "reject" else "")
        empty = " one of which is empty" if least <= len(args) <= len(columns) else ""
        hint = f"the row has {len(args)} columns after the verb{empty}"
        raise InputError(what, hint=hint, code="KG902")
    if verb in ("same", "different"):
        if name_key(args[0]) == name_key(args[1]):
            raise InputError(f"{verb} takes two names, not one name twice", code="KG903")
        args = tuple(sorted(args))
    elif verb == "reject":
        relation = args[1].removeprefix("rel:").lower().replace(" ", "_")
        args = (args[0], relation, args[2], *(a.lower() for a in args[3:]))
        if len(args) == 4 and args[3] not in set(Status):
            hint = f"it is {', '.join(Status)}, or nothing for all of them"
            raise InputError(f"there is no status {args[3]!r}", hint=hint, code="KG904")
    elif verb == "retype" and ontology is not None and args[1] not in ontology.classes:
        near = get_close_matches(args[1], ontology.classes, n=1)
        hint = f"did you mean {near[0]}?" if near else "kg ontology classes lists them"
        raise InputError(f"the ontology has no class {args[1]!r}", hint=hint, code="KG905")
    return Decision(verb, args)


def amend(text: str, new: Decision, *, undo: bool = False) -> str:
    """Return the file's text with a decision more (or, with ``undo``, without it); comments stay.

    What it contradicts goes: the opposite of ``same`` and ``different``, an older name or class. A
    thing that was renamed before is found by its new name too.
    """
    kept: list[str] = []
    for line in (text or HEAD).splitlines():
        try:
            old = None if line.startswith("#") or not line.strip() else decision(line.split("\t"))
        except InputError:
            old = None  # not ours to delete
        if old is not None and (old == new or (not undo and _contradicts(old, new))):
            continue
        if old is not None and not undo and old.verb == new.verb == "rename" and old.args[1] == new.args[0]:
            new = replace(new, args=(old.args[0], new.args[1]))
            continue
        kept.append(line)
    return "\n".join([*kept, *([] if undo else [new.row])]) + "\n"


def contradicted(old: str, text: str, new: Decision) -> list[Decision]:
    """Return the decisions of the old text that a new one has put out of the amended text."""
    gone = [line.split("\t") for line in old.splitlines() if line.strip() and not line.startswith("#") and line not in text.splitlines()]
    out = []
    for words in gone:
        try:
            out.append(decision(words))
        except InputError:
            continue  # a row that could not be read has not been taken out either
    return [d for d in out if _contradicts(d, new)]


def _contradicts(old: Decision, new: Decision) -> bool:
    if {old.verb, new.verb} == {"same", "different"}:
        return old.args == new.args
    return old.verb == new.verb and new.verb in ("rename", "retype") and old.args[0] == new.args[0]

"""Check a graph against SHACL shapes, ours and a user's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import OutputError, install
from kg.rdf.setwise import SH, breaches, taken_out


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape."""

    node: str
    message: str
    path: str = ""
    value: str = ""
    severity: str = "Violation"  # Violation | Warning | Info

    def __str__(self) -> str:
        at = f" {self.path}" if self.path else ""
        value = f" ({self.value})" if self.value else ""
        return f"<{self.node}>{at}: {self.message}{value}"


def validate(graph: Path, shapes: Sequence[Path]) -> list[Violation]:
    """Return what in the graph file breaks the shapes, sorted; empty when it conforms.

    Raises: OutputError if a file cannot be read, is not RDF, or pySHACL is not installed.
    """
    try:
        import pyshacl
    except ImportError:
        hint = f"run: {install('validate')}"
        raise OutputError("validation needs the package pyshacl", hint=hint, code="KG522") from None
    data, rules = _read([graph]), _read(shapes)
    try:
        at_once = list(breaches(graph, taken_out(rules))) if _is_turtle(graph) else []
    except (SyntaxError, ValueError):  # Oxigraph is stricter than rdflib: pySHACL asks for each node, as ever
        at_once, rules = [], _read(shapes)
    try:
        _, report, _ = pyshacl.validate(data, shacl_graph=rules, inference="none", advanced=False)
    except (
        pyshacl.errors.ShapeLoadError,
        pyshacl.errors.ConstraintLoadError,
        pyshacl.errors.ReportableRuntimeError,
    ) as e:
        what = " ".join(str(e).split())
        raise OutputError(f"the shapes cannot be used: {what}", path=str(shapes[-1]), code="KG523") from None
    found = {Violation(b.node, b.constraint.message, b.path, b.value, b.constraint.severity) for b in at_once}
    return sorted(found.union(_violations(report)))


def _is_turtle(graph: Path) -> bool:
    import rdflib

    return rdflib.util.guess_format(str(graph)) in ("turtle", None)


def shapes_of(folders: Sequence[Path]) -> list[Path]:
    """Return the shapes.ttl of the ontology folders that have one."""
    return [folder / "shapes.ttl" for folder in folders if (folder / "shapes.ttl").is_file()]


def _read(paths: Sequence[Path]) -> Any:
    import rdflib

    out = rdflib.Graph()
    for path in paths:
        try:
            out.parse(path, format=rdflib.util.guess_format(str(path)) or "turtle")
        except OSError as e:
            raise OutputError(f"cannot be read: {e.strerror or e}", path=str(path), code="KG503") from None
        except Exception as e:  # each parser of rdflib has errors of its own
            what = " ".join(str(e).partition(" at ^ in:")[0].split())[:200]  # what follows are the bytes, which may be any
            raise OutputError(f"not RDF: {what}", path=str(path), code="KG504") from None
    return out


def _violations(report: Any) -> list[Violation]:
    import rdflib

    sh = rdflib.Namespace(SH)
    found = []
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):

        def one(name: str, result: Any = result) -> str:
            value = report.value(result, sh[name])
            return "" if value is None or isinstance(value, rdflib.BNode) else str(value)

        found.append(
            Violation(
                node=one("focusNode"),
                message=one("resultMessage"),
                path=one("resultPath"),
                value=one("value"),
                severity=one("resultSeverity").removeprefix(SH),
            )
        )
    return list(set(found))

"""SHACL's SPARQL constraints asked once of the whole graph instead of once of each node.

An engine of SHACL puts each node in place of ``$this`` and asks the query again: on a graph of some thousand claims that takes
minutes. A query of plain patterns and filters gives the same nodes when ``?this`` is left open, and then it takes a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

SH = "http://www.w3.org/ns/shacl#"

_PLAIN = re.compile(r"\s*SELECT\b[^{]*[$?]this\b", re.I)
_NOT_PLAIN = re.compile(
    r"\$PATH|\$shapesGraph|\$currentShape|[$?]failure|\b(?:MINUS|VALUES|SERVICE|OPTIONAL|UNION|BIND|GRAPH|GROUP|LIMIT|AS)\b|SELECT\b.*\bSELECT",
    re.I | re.S,
)
"""In such a query a variable that is open may mean something else than one that is given (SHACL, 5.3.1)."""

_TARGETS = {
    "targetNode": "VALUES ?this {{ {} }}",
    "targetClass": "?this <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* {}",
    "targetSubjectsOf": "?this {} ?any",
    "targetObjectsOf": "?any {} ?this",
}


class Constraint(NamedTuple):
    """A query that finds the nodes which break a shape, and what is said of them."""

    targets: tuple[str, ...]  # patterns; a node that fits one of them is looked at
    query: str
    message: str
    severity: str


class Breach(NamedTuple):
    """A node that a query found."""

    node: str
    path: str
    value: str
    constraint: Constraint


def taken_out(shapes: Any) -> list[Constraint]:
    """Take out of the shapes (an rdflib graph) the constraints that can be asked at once, and return them."""
    import rdflib

    sh = rdflib.Namespace(SH)
    out = []
    for shape, constraint in sorted(shapes.subject_objects(sh.sparql)):
        query, message = shapes.value(constraint, sh.select), shapes.value(constraint, sh.message)
        targets = tuple(
            pattern.format(node.n3()) for name, pattern in _TARGETS.items() for node in sorted(shapes.objects(shape, sh[name]))
        )
        plain = query is not None and message is not None and "{" not in message and _is_plain(query)
        # A shape that others use looks at what they hand to it; one that is a class, or has targets of its own kind, at more.
        alone = not any(True for _ in shapes.subject_predicates(shape))
        known = shapes.value(shape, sh.target) is None and (shape, rdflib.RDF.type, rdflib.RDFS.Class) not in shapes
        off = (shape, sh.deactivated, None) in shapes or (constraint, sh.deactivated, None) in shapes
        if not (plain and targets and alone and known and not off and shapes.value(shape, sh.path) is None):
            continue
        severity = shapes.value(shape, sh.severity) or sh.Violation
        out.append(Constraint(targets, _prefixes(shapes, constraint) + query.replace("$", "?"), str(message), severity.removeprefix(SH)))
        shapes.remove((shape, sh.sparql, constraint))
    return out


def _is_plain(query: str) -> bool:
    groups = re.sub(r"\bEXISTS\s*\{", "", query, flags=re.I).count("{")  # in one of its own a filter knows no variable from outside
    return groups == 1 and _PLAIN.match(query) is not None and _NOT_PLAIN.search(query) is None


def _prefixes(shapes: Any, constraint: Any) -> str:
    import rdflib

    sh = rdflib.Namespace(SH)
    return "".join(
        f"PREFIX {shapes.value(declared, sh.prefix)}: <{shapes.value(declared, sh.namespace)}>\n"
        for ontology in shapes.objects(constraint, sh.prefixes)
        for declared in shapes.objects(ontology, sh.declare)
    )


def breaches(graph: Path, constraints: list[Constraint]) -> Iterator[Breach]:
    """Yield each node of the graph (a file that is Turtle) that a constraint finds.

    Raises: SyntaxError or ValueError for what rdflib takes and Oxigraph does not.
    """
    import pyoxigraph

    store = pyoxigraph.Store()
    store.bulk_load(path=str(graph), format=pyoxigraph.RdfFormat.TURTLE, base_iri=graph.resolve().as_uri())
    for constraint in constraints:
        targets = " UNION ".join(f"{{ {pattern} }}" for pattern in constraint.targets)
        looked_at: Any = store.query(f"SELECT DISTINCT ?this WHERE {{ {targets} }}")
        focus = {row["this"] for row in looked_at}
        found: Any = store.query(constraint.query)
        names = {v.value for v in found.variables}
        for row in found:
            if row["this"] in focus:
                yield Breach(_text(row, "this", names), _text(row, "path", names), _text(row, "value" if "value" in names else "this", names), constraint)


def _text(row: Any, name: str, names: set[str]) -> str:
    """Return the value of a variable as text; "" for none, and for a node without a name."""
    import pyoxigraph

    value = row[name] if name in names else None
    return "" if value is None or isinstance(value, pyoxigraph.BlankNode) else str(getattr(value, "value", ""))

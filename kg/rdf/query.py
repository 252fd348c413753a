"""Ask a graph: SPARQL 1.1 on pyoxigraph, and the ready questions by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.rdf.questions import bind, find_question
from kg.rdf.results import Result, result_of
from kg.rdf.syntax import fault, spoilt, tokens
from kg.rdf.terms import KG, RDF_NS, prefixes

if TYPE_CHECKING:
    from pyoxigraph import Store

def query(
    graph: Path | Store,
    sparql: str,
    params: Mapping[str, str | Sequence[str]] | None = None,
    *,
    path: str | None = None,
) -> Result:
    """Ask a graph file (or an open store) a SPARQL query; no PREFIX lines are needed for our prefixes.

    Each of ``params`` is bound to the variable of its name: the query must hold
    ``VALUES ?name { … }``, whose content is replaced by RDF terms, never by text of the user's. A
    value is a literal, or an IRI in angle brackets. ``path`` is the query's file, for errors.

    Raises: QueryError for a query that is not SPARQL, an unknown parameter, or ``SERVICE``, which
    would ask the network; OutputError if the graph cannot be read.
    """
    store = open_graph(graph) if isinstance(graph, Path) else graph
    return _run(store, bind(sparql, params or {}), path)


def ask(
    graph: Path | Store,
    name: str,
    params: Mapping[str, str | Sequence[str]] | None = None,
    *,
    folders: Sequence[Path],
) -> Result:
    """Ask a graph the ready question ``name`` of ``<folder>/queries/<name>.rq``.

    Parameters of the kind ``entity``, ``relation`` or ``document`` take a label, an alias, an id or
    an IRI; labels and aliases match whatever their case. All that match are asked about.

    Raises: QueryError for an unknown question, an unknown or missing parameter, or a name that
    nothing in the graph has, with the nearest ones.
    """
    question = find_question(name, folders)
    store = open_graph(graph) if isinstance(graph, Path) else graph
    return _run(store, question.fill(store, params or {}), str(question.path))


def _run(store: Store, sparql: str, path: str | None) -> Result:
    names = prefixes(base_of(store))
    refuse_service(sparql, names, path=path)
    try:
        result = result_of(store.query(sparql, prefixes=names))
    except SyntaxError as e:
        raise fault(sparql, names, e.msg, path=path) from None
    except (OSError, RuntimeError, ValueError) as e:
        raise QueryError(f"the query failed: {e}", path=path, code="KG402") from None
    return result.in_order(as_written(sparql))


def as_written(sparql: str) -> list[str]:
    """Return the variables of ``SELECT *`` in the order of the query, which the engine does not keep; else none."""
    words = tokens(sparql)
    select = next((i for i, word in enumerate(words) if word.text.upper() == "SELECT"), len(words))
    star = next((w.text for w in words[select + 1 :] if w.text.upper() not in ("DISTINCT", "REDUCED")), "")
    return list(dict.fromkeys(w.text[1:] for w in words if w.kind == "variable")) if star == "*" else []


def refuse_service(sparql: str, names: Mapping[str, str], *, path: str | None = None) -> None:
    """Refuse a query that would ask another server. Raises: QueryError.

    Only the engine's own parser tells the keyword from a name, a string or a comment that holds the
    word (``?a<?b)SERVICE#>`` is both, to a pattern). So the word is spelt wrong wherever it stands:
    if the query is still SPARQL, it was no keyword.
    """
    import pyoxigraph as ox

    spelt_wrong = spoilt(sparql)
    if spelt_wrong == sparql:
        return
    try:
        ox.Store().query(spelt_wrong, prefixes=dict(names))
    except SyntaxError as e:
        raise fault(sparql, names, e.msg, path=path) from None
    except (OSError, RuntimeError, ValueError):
        return  # it is SPARQL


def open_graph(path: Path) -> Store:
    """Load a graph into memory: a file of RDF (by its ending), a folder with graph.ttl, or a store on disk.

    Raises: QueryError if it cannot be read.
    """
    import pyoxigraph as ox

    if (path / "CURRENT").is_file():  # what every RocksDB folder holds
        return ox.Store.read_only(str(path))
    file = path / "graph.ttl" if path.is_dir() else path
    format = ox.RdfFormat.from_extension(file.suffix.removeprefix(".")) or ox.RdfFormat.TURTLE
    store = ox.Store()
    try:
        # Not bulk_load, which is made for stores on disk: into memory it takes half as long again, and a fifth more room.
        store.load(path=str(file), format=format)
    except OSError as e:
        raise QueryError(f"cannot be read: {e.strerror or e}", path=str(file), code="KG407") from None
    except SyntaxError as e:
        raise QueryError(f"not {format.name}: {e.msg}", path=str(file), line=e.lineno, code="KG408") from None
    return store


def base_of(store: Store) -> str:
    """Return the base of the graph in a store; the default base where it does not say."""
    import pyoxigraph as ox

    from kg.config import BASE

    graphs = store.quads_for_pattern(None, ox.NamedNode(RDF_NS + "type"), ox.NamedNode(KG + "Graph"))
    return next((str(quad.subject.value) for quad in graphs if isinstance(quad.subject, ox.NamedNode)), BASE)

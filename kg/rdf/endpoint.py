"""Answer SPARQL in bytes, within limits: what a server asks of a graph.

Nothing here knows HTTP. A request and a reply are plain values, so that they can cross from one
process to another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, QueryError
from kg.rdf.browse import Unknown, browse, open_browser
from kg.rdf.query import base_of, open_graph, refuse_service
from kg.rdf.syntax import fault
from kg.rdf.terms import clean_iri, prefixes

if TYPE_CHECKING:
    from pyoxigraph import Store

ROWS = {
    "application/sparql-results+json": "JSON",
    "application/sparql-results+xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
}
"""Media type -> pyoxigraph's name of the format, for SELECT and ASK."""

TRIPLES = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON_LD",
}
"""The same for CONSTRUCT and DESCRIBE."""

NAMES = {
    "formats": "http://www.w3.org/ns/formats/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
}
DESCRIPTION = """
@prefix formats: <http://www.w3.org/ns/formats/> .
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
<> a sd:Service ;
    sd:endpoint <> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
        formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:RDF_XML, formats:JSON-LD ;
    sd:defaultDataset <#dataset> .
<#dataset> a sd:Dataset ; sd:defaultGraph <#graph> {named}.
<#graph> a sd:Graph ; void:triples {triples} .
"""


class TooLarge(QueryError):
    """An answer with more rows or bytes than the limit."""


class NotAcceptable(QueryError):
    """An answer of a kind for which no format was asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, the formats to answer in (media types; None: no answer of that kind is wanted), and limits."""

    sparql: str
    rows_as: str | None = "application/sparql-results+json"
    triples_as: str | None = "text/turtle"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    max_rows: int = 100_000
    max_bytes: int = 64_000_000


class Endpoint:
    """An open graph that answers queries."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.base = base_of(store)
        self.prefixes = prefixes(self.base)

    def answer(self, asked: Asked) -> tuple[str, bytes]:
        """Return the media type and the bytes of the answer.

        Raises: QueryError for what is not SPARQL, ``SERVICE``, or a graph that is not here;
        TooLarge and NotAcceptable.
        """
        import pyoxigraph as ox

        refuse_service(asked.sparql, self.prefixes)
        try:
            found = self.store.query(asked.sparql, prefixes=self.prefixes, **self._dataset(asked))
            if isinstance(found, ox.QueryTriples):
                return _triples(found, asked, {p: clean_iri(n) for p, n in self.prefixes.items()})
            return _rows(found, asked)
        except SyntaxError as e:
            raise fault(asked.sparql, self.prefixes, e.msg) from None
        except (RuntimeError, ValueError) as e:
            raise QueryError(f"the query failed: {e}", code="KG402") from None

    def describe(self, url: str, triples_as: str | None) -> tuple[str, bytes]:
        """Return the service description of the endpoint at ``url``. Raises: NotAcceptable.

        Source: SPARQL 1.1 Service Description (W3C, 2013).
        """
        import pyoxigraph as ox

        graphs = sorted(g.value for g in self.store.named_graphs() if isinstance(g, ox.NamedNode))
        named = "".join(f"; sd:namedGraph [ a sd:NamedGraph ; sd:name <{g}> ] " for g in graphs)
        of_default = self.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        triples = sum(1 for _ in of_default) if graphs else len(self.store)
        text = DESCRIPTION.format(triples=triples, named=named)
        try:
            quads = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, base_iri=url)
            return _triples((q.triple for q in quads), Asked("", None, triples_as), NAMES)
        except SyntaxError:  # the host's name as the client wrote it is none
            return self.describe("http://localhost/sparql", triples_as)

    def _dataset(self, asked: Asked) -> dict[str, Any]:
        """Return pyoxigraph's arguments for the dataset that was asked for; the graph's base names the default graph."""
        import pyoxigraph as ox

        if not (asked.default_graphs or asked.named_graphs):
            return {}
        if self.base in asked.named_graphs:
            what, hint = f"<{self.base}> is the default graph", "name it by default-graph-uri"
            raise QueryError(what, hint=hint, code="KG421")
        try:
            default = [ox.DefaultGraph() if g == self.base else ox.NamedNode(g) for g in asked.default_graphs]
            named = [ox.NamedNode(g) for g in asked.named_graphs]
        except ValueError as e:
            raise QueryError(f"the name of a graph is no IRI: {e}", code="KG422") from None
        for graph in (*default, *named):
            if isinstance(graph, ox.NamedNode) and not self.store.contains_named_graph(graph):
                hint = f"the whole graph is <{self.base}>, or leave the parameter out"
                raise QueryError(f"there is no graph {graph} here, and none is fetched", hint=hint, code="KG421")
        return {"default_graph": default, "named_graphs": named}


def open_endpoint(path: str) -> Endpoint:
    """Load the graph at ``path`` (a file of RDF, or the folder of a build). Raises: QueryError."""
    return Endpoint(open_graph(Path(path)))


# --------------------------------------------------------------------------- bytes within limits


def _rows(found: Any, asked: Asked) -> tuple[str, bytes]:
    import pyoxigraph as ox

    if asked.rows_as is None:
        hint = f"ask for one of {', '.join(ROWS)}"
        raise NotAcceptable("the answer is rows, or yes or no", hint=hint, code="KG423")
    name = ROWS[asked.rows_as]
    out = _Bounded(name, [v.value for v in getattr(found, "variables", ())], asked.max_rows, asked.max_bytes)
    try:
        found.serialize(out, format=getattr(ox.QueryResultsFormat, name))
    except OSError:
        if not out.over:
            raise
    if out.over:
        raise too_large(asked, out.over)
    return asked.rows_as, b"".join(out.parts)


class _Bounded:
    """A stream that pyoxigraph writes rows to; it refuses to take more than the limits.

    Rows are counted by bytes that no value can hold: ``</result>`` has its brackets escaped in XML; in
    JSON a row's end and the next one's first name, ``"}},{"who":{``, hold quotes that would be escaped
    in a value; a line break is escaped in TSV, and within quotes in CSV. Not counted in JSON: the
    first row, and rows without any value, whose bytes are.
    """

    def __init__(self, name: str, variables: Sequence[str], max_rows: int, max_bytes: int) -> None:
        self.name = name
        self.parts: list[bytes] = []
        self.size = self.rows = 0
        self.over = ""  # rows | bytes
        names = "|".join(map(re.escape, variables))
        mark = rf'"\}}{{2,}},\{{"(?:{names})":\{{' if name == "JSON" else "</result>"
        self._mark = re.compile(mark.encode())
        self._longest = 200 + max((len(v.encode()) for v in variables), default=0)
        self._tail = b""
        self._quoted = False
        self._most = max_rows + {"CSV": 1, "TSV": 1, "JSON": -1}.get(name, 0)
        self._most_bytes = max_bytes

    def write(self, data: bytes) -> int:
        data = bytes(data)
        self.size += len(data)
        self.rows += self._count(data)
        self.over = "rows" if self.rows > self._most else "bytes" if self.size > self._most_bytes else ""
        if self.over:
            raise OSError("more than the limit")
        self.parts.append(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing; streams have it."""

    def _count(self, data: bytes) -> int:
        if self.name == "TSV":
            return data.count(b"\n")
        if self.name == "CSV":
            count = 0
            for i, part in enumerate(data.split(b'"')):
                self._quoted ^= i > 0
                count += 0 if self._quoted else part.count(b"\n")
            return count
        whole, end, count = self._tail + data, 0, 0
        for match in self._mark.finditer(whole):
            count, end = count + 1, match.end()
        self._tail = whole[max(end, len(whole) - self._longest) :]
        return count


def _triples(found: Any, asked: Asked, names: Mapping[str, str]) -> tuple[str, bytes]:
    import pyoxigraph as ox

    if asked.triples_as is None:
        hint = f"ask for one of {', '.join(TRIPLES)}"
        raise NotAcceptable("the answer is triples", hint=hint, code="KG424")
    triples: Sequence[Any] = list(dict.fromkeys(islice(found, asked.max_rows + 1)))
    if len(triples) > asked.max_rows:
        raise too_large(asked, "rows")
    format = getattr(ox.RdfFormat, TRIPLES[asked.triples_as])
    known = None if format == ox.RdfFormat.N_TRIPLES else dict(names)
    data = ox.serialize(triples, format=format, prefixes=known) or b""
    if len(data) > asked.max_bytes:
        raise too_large(asked, "bytes")
    return asked.triples_as, data


def too_large(asked: Asked, what: str) -> TooLarge:
    """Return the error for an answer of more rows, or bytes, than the limit."""
    if what == "rows":
        hint = "add LIMIT, and OFFSET for the next part"
        return TooLarge(f"the answer has more than {asked.max_rows:,} rows", hint=hint, code="KG425")
    hint = "add LIMIT, or ask for fewer columns"
    return TooLarge(f"the answer is larger than {asked.max_bytes:,} bytes", hint=hint, code="KG425")


# --------------------------------------------------------------------------- requests as plain values

FAULTS: dict[type[KgError], str] = {TooLarge: "large", NotAcceptable: "accept", Unknown: "unknown"}


def open_handler(path: str) -> Callable[[dict[str, Any]], tuple[dict[str, Any], bytes]]:
    """Load the graph at ``path`` and return the function that answers requests about it.

    A request is a dictionary; ``do`` says what: ``about``, ``sparql`` (the fields of ``Asked``),
    ``describe`` (``url``, ``triples_as``), ``browse`` (``what``, ``given``, ``limit``, ``offset``). The
    answer is a dictionary and bytes; what is wrong with a request is said in it: ``fault`` (query,
    large, accept, unknown) and ``message``.
    """
    endpoint = open_endpoint(path)
    browser = open_browser(endpoint.store, endpoint.base)

    def handle(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        given = dict(request)
        do = given.pop("do")
        try:
            if do == "about":
                return {"base": endpoint.base, "triples": len(endpoint.store)}, b""
            if do == "browse":
                try:
                    found = browse(browser, **given)
                except (KeyError, IndexError, ValueError) as e:  # RDF that this program did not write
                    return {"fault": "unknown", "message": f"that part of the graph is none of kg's: {e}"}, b""
                return {"media": "application/json"}, json.dumps(found, ensure_ascii=False, indent=1).encode()
            if do == "describe":
                media, body = endpoint.describe(given["url"], given["triples_as"])
            else:
                for name in ("default_graphs", "named_graphs"):
                    given[name] = tuple(given.get(name, ()))
                media, body = endpoint.answer(Asked(**given))
        except KgError as e:
            message = f"{e}\n{e.excerpt}" if e.excerpt else str(e)
            return {"fault": FAULTS.get(type(e), "query"), "message": message}, b""
        return {"media": media}, body

    return handle


_ALL_SORTS = "SELECT (NOW() AS ?a) (RAND() AS ?b) (UUID() AS ?c) {}"
WARM: tuple[dict[str, Any], ...] = (
    *({"do": "sparql", "sparql": _ALL_SORTS, "rows_as": media} for media in ROWS),
    *({"do": "sparql", "sparql": "DESCRIBE <x:y>", "triples_as": media} for media in TRIPLES),
    {"do": "sparql", "sparql": "SELECT ?service {} LIMIT 0"},
    {"do": "sparql", "sparql": "SELECT"},
    *(
        {"do": "browse", "what": what, "given": {"q": "a", "id": "no such thing"}, "limit": 3, "offset": 0}
        for what in ("claims", "claim", "entities", "entity", "search")
    ),
    {"do": "describe", "url": "http://localhost/", "triples_as": "text/turtle"},
)
"""Requests that use everything once, so that nothing is left to import or open."""

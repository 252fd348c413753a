"""The graph in other RDF syntaxes: N-Triples, N-Quads, TriG, JSON-LD, RDF/XML, RDF 1.2.

All hold the triples of the Turtle, in its order. N-Quads and TriG also say where each claim comes
from: a document's graph holds the evidence it gives, the statements that this supports, and the
plain triples that it asserts. The default graph holds all else, and every plain triple.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from kg.errors import OutputError
from kg.iris import document_iri, entity_iri, evidence_iri, statement_iri
from kg.model import Claim, KnowledgeGraph, Literal, Status
from kg.ontology import Ontology
from kg.rdf.terms import KG, RDF_NS, XSD, clean_iri, expand, prefixes, sound
from kg.rdf.write import relation_iri, turtle_blocks, write_turtle

_REIFIED = re.compile(r"    rdf:subject (.*) ;\n    rdf:predicate (.*) ;\n    rdf:object (.*) ;\n")
_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z", re.ASCII)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def export_turtle(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write Turtle: the graph.ttl of a build."""
    with path.open("w", encoding="utf8", newline="\n") as stream:
        write_turtle(graph, ontology, stream)


def export_nt(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write N-Triples."""
    import pyoxigraph as ox

    with path.open("wb") as stream:
        ox.serialize(triples(graph, ontology), stream, format=ox.RdfFormat.N_TRIPLES)


def export_nq(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write N-Quads, a named graph per document."""
    import pyoxigraph as ox

    with path.open("wb") as stream:
        ox.serialize(quads(graph, ontology), stream, format=ox.RdfFormat.N_QUADS)


def export_trig(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write TriG, a named graph per document."""
    import pyoxigraph as ox

    names = {p: clean_iri(n) for p, n in prefixes(graph.base).items()}
    with path.open("wb") as stream:
        ox.serialize(quads(graph, ontology), stream, format=ox.RdfFormat.TRIG, prefixes=names)


def export_rdf12(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write RDF 1.2 Turtle: each statement reifies a triple term instead of naming its parts."""
    with path.open("w", encoding="utf8", newline="\n") as stream:
        for i, block in enumerate(turtle_blocks(graph, ontology)):
            stream.write(("\n" if i else "") + _REIFIED.sub(r"    rdf:reifies <<( \1 \2 \3 )>> ;\n", block))


# --------------------------------------------------------------------------- triples and quads


def triples(graph: KnowledgeGraph, ontology: Ontology) -> Iterator[Any]:
    """Yield the triples of the Turtle as pyoxigraph terms, in its order."""
    import pyoxigraph as ox

    stream: Any = _TurtleBytes(turtle_blocks(graph, ontology))
    for quad in ox.parse(stream, format=ox.RdfFormat.TURTLE):
        yield quad.triple


class _TurtleBytes(io.RawIOBase):
    """The blocks as a stream to read from, so that the whole text is never in memory."""

    def __init__(self, blocks: Iterator[str]) -> None:
        self._blocks, self._rest = blocks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while len(self._rest) < len(buffer):
            block = next(self._blocks, None)
            if block is None:
                break
            self._rest += block.encode()
        count = min(len(self._rest), len(buffer))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def quads(graph: KnowledgeGraph, ontology: Ontology) -> Iterator[Any]:
    """Yield quads: first the default graph in the Turtle's order, then one document's graph after the other."""
    import pyoxigraph as ox

    core = {
        RDF_NS + "type",
        RDF_NS + "subject",
        RDF_NS + "predicate",
        RDF_NS + "object",
        KG + "status",
        KG + "evidence",
    }
    statement, evidence = graph.base + "statement/", graph.base + "evidence/"
    by_evidence: dict[str, list[Any]] = {}
    for triple in triples(graph, ontology):
        subject: str = triple.subject.value
        if subject.startswith(evidence):
            by_evidence.setdefault(subject, []).append(triple)
        elif not (subject.startswith(statement) and triple.predicate.value in core):
            yield ox.Quad(triple.subject, triple.predicate, triple.object)
    pieces: dict[str, list[tuple[Claim, str]]] = {}
    for claim in graph.claims_in_order():
        for e in claim.evidence:
            pieces.setdefault(e.doc, []).append((claim, evidence_iri(graph.base, claim, e)))
    for doc, found in sorted(pieces.items()):
        name = ox.NamedNode(clean_iri(document_iri(graph.base, doc)))
        seen: set[str] = set()
        for claim, iri in found:
            yield from (
                ox.Quad(t.subject, t.predicate, t.object, name)
                for t in _claim_triples(claim, iri, graph.base, first=claim.id not in seen)
            )
            yield from (ox.Quad(t.subject, t.predicate, t.object, name) for t in by_evidence.get(iri, ()))
            seen.add(claim.id)


def _claim_triples(claim: Claim, evidence: str, base: str, *, first: bool) -> Iterator[Any]:
    import pyoxigraph as ox

    node = ox.NamedNode
    statement = node(statement_iri(base, claim))
    if first:
        s, p = node(clean_iri(entity_iri(base, claim.subject))), node(relation_iri(claim.relation))
        o = claim.object
        obj = node(clean_iri(entity_iri(base, o))) if isinstance(o, str) else _literal(o)
        if claim.status is Status.ASSERTED:
            yield ox.Triple(s, p, obj)
        yield ox.Triple(statement, node(RDF_NS + "type"), node(RDF_NS + "Statement"))
        for name, value in (("subject", s), ("predicate", p), ("object", obj)):
            yield ox.Triple(statement, node(RDF_NS + name), value)
        yield ox.Triple(statement, node(KG + "status"), node(KG + claim.status.value))
    yield ox.Triple(statement, node(KG + "evidence"), node(evidence))


def _literal(o: Literal) -> Any:
    import pyoxigraph as ox

    text = re.sub("[\ud800-\udfff]", "\ufffd", o.value)
    return ox.Literal(text, datatype=ox.NamedNode(expand(o.datatype if sound(o) else "xsd:string")))


# --------------------------------------------------------------------------- JSON-LD


def export_jsonld(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write JSON-LD 1.1: a context of our prefixes and short names, then one node a line."""
    names = prefixes(graph.base)
    with path.open("w", encoding="utf8", newline="\n") as stream:
        stream.write('{"@context": ' + json.dumps(context(graph.base), ensure_ascii=False, indent=1))
        stream.write(',\n"@graph": [\n')
        for i, node in enumerate(_nodes(triples(graph, ontology), names)):
            stream.write((",\n" if i else "") + json.dumps(node, ensure_ascii=False))
        stream.write("\n]}\n")


def context(base: str) -> dict[str, Any]:
    """Return the JSON-LD context: prefixes, and the keys whose values are IRIs."""
    links = ("rdf:subject", "rdf:predicate", "rdf:object", "kg:status", "kg:evidence", "prov:wasDerivedFrom")
    out: dict[str, Any] = {p: {"@id": clean_iri(n), "@prefix": True} for p, n in prefixes(base).items()}
    for key in links[:2] + links[3:]:  # the object of a statement may be a value
        out[key] = {"@type": "@id"}
    return {"@version": 1.1, **out}


def _nodes(all: Iterator[Any], names: dict[str, str]) -> Iterator[dict[str, Any]]:
    node: dict[str, Any] = {}
    for triple in all:
        id = short(triple.subject.value, names)
        if node and node["@id"] != id:
            yield {k: v[0] if isinstance(v, list) and len(v) == 1 else v for k, v in node.items()}
            node = {}
        node.setdefault("@id", id)
        predicate = triple.predicate.value
        if predicate == RDF_NS + "type":
            node.setdefault("@type", []).append(short(triple.object.value, names))
        else:
            key = short(predicate, names)
            node.setdefault(key, []).append(_json_value(key, triple.object, names))
    if node:
        yield {k: v[0] if isinstance(v, list) and len(v) == 1 else v for k, v in node.items()}


def _json_value(key: str, term: Any, names: dict[str, str]) -> Any:
    if not hasattr(term, "datatype"):
        id = short(term.value, names)
        typed = ("rdf:subject", "rdf:predicate", "kg:status", "kg:evidence", "prov:wasDerivedFrom")
        return id if key in typed else {"@id": id}
    datatype = term.datatype.value
    if datatype == XSD + "string":
        return term.value
    if datatype == XSD + "integer" and re.fullmatch(r"0|[1-9]\d{0,14}", term.value):
        return int(term.value)
    if datatype == XSD + "boolean" and term.value in ("true", "false"):
        return term.value == "true"
    return {"@type": short(datatype, names), "@value": term.value}


def short(iri: str, names: dict[str, str]) -> str:
    """Return a compact IRI where JSON-LD reads it back as the same, else the IRI."""
    for prefix, namespace in names.items():
        local = iri[len(namespace) :]
        if iri.startswith(namespace) and local and not local.startswith("//"):
            return f"{prefix}:{local}"
    return iri


# --------------------------------------------------------------------------- RDF/XML


def export_rdfxml(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write RDF/XML. Control characters, which XML lacks, become U+FFFD.

    Raises: OutputError for a relation whose name cannot be an XML name.
    """
    names = prefixes(graph.base)
    with path.open("w", encoding="utf8", newline="\n") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF')
        for prefix, namespace in names.items():
            stream.write(f"\n    xmlns:{prefix}={quoteattr(clean_iri(namespace))}")
        stream.write(">\n")
        _write_descriptions(triples(graph, ontology), names, stream)
        stream.write("</rdf:RDF>\n")


def _write_descriptions(all: Iterator[Any], names: dict[str, str], stream: IO[str]) -> None:
    at = ""
    for triple in all:
        subject, predicate, o = triple.subject.value, triple.predicate.value, triple.object
        if subject != at:
            stream.write(
                ("  </rdf:Description>\n" if at else "") + f"  <rdf:Description rdf:about={quoteattr(subject)}>\n"
            )
            at = subject
        tag = _tag(predicate, names)
        if not hasattr(o, "datatype"):
            stream.write(f"    <{tag} rdf:resource={quoteattr(o.value)}/>\n")
            continue
        datatype = o.datatype.value
        type = "" if datatype == XSD + "string" else f" rdf:datatype={quoteattr(datatype)}"
        text = escape(_NOT_XML.sub("\ufffd", o.value), {"\r": "&#13;"})
        stream.write(f"    <{tag}{type}>{text}</{tag}>\n")
    stream.write("  </rdf:Description>\n" if at else "")


def _tag(predicate: str, names: dict[str, str]) -> str:
    for prefix, namespace in names.items():
        if predicate.startswith(namespace) and _NAME.match(predicate[len(namespace) :]):
            return f"{prefix}:{predicate[len(namespace) :]}"
    hint = "write another format, like nt or jsonld"
    raise OutputError(f"RDF/XML cannot hold the relation <{predicate}>", hint=hint, code="KG520")


def to_rdflib(graph: KnowledgeGraph, ontology: Ontology) -> Any:
    """Return the graph as an ``rdflib.Graph`` with our prefixes bound."""
    import rdflib

    out = rdflib.Graph()
    for prefix, namespace in prefixes(graph.base).items():
        out.bind(prefix, clean_iri(namespace))
    with_line_breaks = "\n".join(turtle_blocks(graph, ontology))
    return out.parse(data=with_line_breaks, format="turtle")

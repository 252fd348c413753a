"""Why an answer may be empty: names in a query that nothing in the graph has, and what is near them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kg.iris import decode
from kg.rdf.query import base_of
from kg.rdf.questions import Values, names_near, nearest
from kg.rdf.syntax import tokens
from kg.rdf.terms import KG, RDFS, REL, XSD, prefixes

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.ontology import Ontology
    from kg.rdf.results import Result

STANDARD = """
dcterms:conformsTo dcterms:issued dcterms:publisher dcterms:title oa:end oa:exact oa:start oa:TextPositionSelector
oa:TextQuoteSelector owl:Class owl:DatatypeProperty owl:inverseOf owl:ObjectProperty owl:sameAs owl:SymmetricProperty
owl:TransitiveProperty prov:Entity prov:wasDerivedFrom rdf:object rdf:predicate rdf:Property rdf:Statement rdf:subject
rdf:type rdfs:Class rdfs:comment rdfs:isDefinedBy rdfs:label rdfs:subClassOf rdfs:subPropertyOf schema:domainIncludes
schema:rangeIncludes schema:url skos:altLabel
""".split()
"""The terms of standard vocabularies that a graph is written with."""


def hints(
    store: Store, sparql: str, ontology: Ontology, params: Mapping[str, Values] | None = None, *, empty: bool
) -> list[str]:
    """Return a line for each name in a user's query that the graph does not have, with the nearest that it has.

    With ``empty``, which says what the answer is: also names that may well be missing, like relations that
    only the ontology has, and texts of ``params`` that are no name.
    """
    base = base_of(store)
    names = prefixes(base)
    out: list[str] = []
    for prefix, iri in sorted(_named(sparql, names)):
        if not _is_known(store, iri):
            local = decode(iri[len(names[prefix]) :])
            if prefix in ("rel", "kg"):
                out += _of_the_ontology(store, prefix, local, ontology, empty=empty)
            else:
                near = _near(store, prefix, local, names[prefix])
                out += [f"nothing in this graph is {prefix}:{local}{_mean(near)}"] if near or empty else []
    for given in (params or {}).values() if empty else ():
        for value in [given] if isinstance(given, str) else given:
            close = None if value.startswith("<") else names_near(store, base + "entity/", value)
            if close is not None:
                out.append(f"nothing in this graph is called {value!r}{_mean(close)}")
    return out


def is_empty(result: Result) -> bool:
    """Return whether an answer has nothing: no, no rows, or nothing but counts of 0."""
    return not result or (result.truth is None and all(t is None or t.value == "0" for row in result.rows for t in row))


def _of_the_ontology(store: Store, prefix: str, name: str, ontology: Ontology, *, empty: bool) -> Iterator[str]:
    """Yield what to say of a relation, class or property that the graph does not have."""
    import pyoxigraph as ox

    kind, known = ("relation", ontology.relations.keys()) if prefix == "rel" else ("class", ontology.classes.keys())
    if name in known:
        if empty:
            yield f"this graph has no {kind} {name}; its ontology does"
        return
    space = REL if prefix == "rel" else KG
    here = (quad.subject for quad in store.quads_for_pattern(None, ox.NamedNode(RDFS + "label"), None))
    names = {decode(s.value[len(space) :]) for s in here if isinstance(s, ox.NamedNode) and s.value.startswith(space)}
    shown = kind if prefix == "rel" else "class or property"
    near = get_close_matches(name, sorted(names | known), n=1)
    yield f"no such {shown} {name} in this graph or its ontology{_mean(near)}"


def _near(store: Store, prefix: str, local: str, space: str) -> list[str]:
    """Return names, with their prefix, that are like one that the graph does not have."""
    import pyoxigraph as ox

    standard = [name for name in STANDARD if name.startswith(f"{prefix}:")]
    if standard:
        name = f"{prefix}:{local}"
        return [] if name in standard else get_close_matches(name, standard, n=1, cutoff=0.8)
    if prefix not in ("ent", "doc"):
        return []
    here = (quad.subject for quad in store.quads_for_pattern(None, ox.NamedNode(RDFS + "label"), None))
    ids = {decode(s.value[len(space) :]) for s in here if isinstance(s, ox.NamedNode) and s.value.startswith(space)}
    return [f"{prefix}:{id}" for id in nearest(local, {id.casefold(): id for id in ids})[:1]]


def _mean(near: list[str]) -> str:
    return f"; did you mean {' or '.join(near)}?" if near else ""


def _named(sparql: str, known: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return (our prefix, IRI) of each IRI that a query names in a namespace of ours; datatypes left out."""
    own, found, words = dict(known), set(), tokens(sparql)
    for i, token in enumerate(words):
        before = [w.text.upper() for w in words[max(i - 2, 0) : i]]
        if "PREFIX" in before[-2:-1] and token.kind == "iri":
            own[words[i - 1].text[:-1]] = token.text[1:-1]
        elif token.kind == "iri":
            found.add(token.text[1:-1])
        elif token.kind == "name" and before[-1:] != ["PREFIX"]:
            prefix, _, local = token.text.partition(":")
            if prefix in own and local and "\\" not in local:
                found.add(own[prefix] + local)
    spaces = [(prefix, space) for prefix, space in known.items() if space != XSD]
    return {(prefix, iri) for iri in found for prefix, space in spaces if iri.startswith(space) and iri != space}


def _is_known(store: Store, iri: str) -> bool:
    """Return whether a triple, or a graph, has the IRI."""
    import pyoxigraph as ox

    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return True
    found = (
        store.quads_for_pattern(None, node, None),
        store.quads_for_pattern(node, None, None),
        store.quads_for_pattern(None, None, node),
    )
    return any(next(quads, None) for quads in found) or store.contains_named_graph(node)

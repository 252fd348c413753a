"""Write what was inferred as Turtle: a graph of its own, every triple with its rule and its premises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from kg.iris import check_base
from kg.model import KnowledgeGraph, Literal
from kg.rdf.terms import ONTOLOGY, clean_iri, curie, iri, prefixes, string
from kg.rdf.write import block, object_name, relation_name

if TYPE_CHECKING:
    from kg.ontology import Ontology


class Inferred(Protocol):
    """A triple that no text states, as ``kg.graph.infer`` gives it."""

    @property
    def subject(self) -> str: ...
    @property
    def relation(self) -> str: ...
    @property
    def object(self) -> str | Literal: ...
    @property
    def rule(self) -> str: ...
    @property
    def premises(self) -> tuple[str, ...]: ...
    @property
    def id(self) -> str: ...


TERMS = (
    ("kg:InferredGraph", "rdfs:Class", "inferred graph", "What follows from a graph by the rules of the ontology."),
    ("kg:Inferred", "rdfs:Class", "inferred statement", "A statement that no text makes; it follows from others."),
    ("kg:premise", "rdf:Property", "premise", "A statement that the inferred one follows from."),
    ("kg:rule", "rdf:Property", "rule", "The rule that fired."),
)


def inferred_turtle(graph: KnowledgeGraph, inferred: Sequence[Inferred], ontology: Ontology) -> str:
    """Return the inferred triples as Turtle: ``<base>inferred`` names the graph, ``<base>inferred/<id>`` each triple.

    Plain triples come first, then a ``kg:Inferred`` statement for each with ``kg:rule`` and one
    ``kg:premise`` per statement that it follows from, of the graph or inferred itself.
    """
    return "\n".join(_blocks(graph, inferred, ontology))


def _blocks(graph: KnowledgeGraph, inferred: Sequence[Inferred], ontology: Ontology) -> Iterator[str]:
    base = check_base(graph.base)
    names = {**prefixes(base), "inf": base + "inferred/"}
    yield "".join(f"@prefix {p}: <{clean_iri(n)}> .\n" for p, n in sorted(names.items()))
    yield block(
        iri(base + "inferred"),
        [
            ("a", "kg:InferredGraph"),
            ("prov:wasDerivedFrom", iri(base)),
            ("kg:claims", str(len(inferred))),
            ("kg:ontologyDigest", string(ontology.digest)),
            ("kg:ontologyVersion", string(ontology.version)),
        ],
    )

    def entity(id: str) -> str:
        return curie("ent", base + "entity/", id)

    plain: dict[str, dict[str, list[str]]] = {}
    for i in inferred:
        plain.setdefault(i.subject, {}).setdefault(i.relation, []).append(object_name(i.object, entity))
    for subject, facts in sorted(plain.items()):
        yield block(entity(subject), [(relation_name(r), ", ".join(sorted(o))) for r, o in sorted(facts.items())])
    own = {i.id for i in inferred}
    for i in inferred:
        premises = sorted(f"{'inf' if p in own else 'st'}:{p}" for p in i.premises)
        yield block(
            f"inf:{i.id}",
            [
                ("a", "rdf:Statement, kg:Inferred"),
                ("rdf:subject", entity(i.subject)),
                ("rdf:predicate", relation_name(i.relation)),
                ("rdf:object", object_name(i.object, entity)),
                ("kg:rule", string(i.rule)),
                ("kg:premise", ", ".join(premises)),
            ],
        )
    for name, class_, label, comment in TERMS:
        about = [("a", class_), ("rdfs:label", string(label)), ("rdfs:comment", string(comment))]
        yield block(name, [*about, ("rdfs:isDefinedBy", iri(ONTOLOGY))])

"""Write a graph as Turtle: sorted, readable, one subject a block, the same bytes for the same graph.

The order is: the graph itself, entities with their plain triples, statements each followed by its
evidence, documents, and the terms used with their labels. No blank nodes, no time stamps, no layout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import TextIO

from kg.errors import OutputError
from kg.iris import check_base, encode, evidence_id
from kg.model import Claim, Document, Entity, Evidence, KnowledgeGraph, Literal, Status
from kg.ontology import Ontology, Relation
from kg.rdf import structure
from kg.rdf.terms import KG, ONTOLOGY, REL, WD, clean_iri, curie, iri, number, prefixes, string, time, value

_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_CHUNK = 1 << 18  # characters written at once: 1M claims write 1.6 times as fast as block by block

Name = Callable[[str], str]


def write_turtle(graph: KnowledgeGraph, ontology: Ontology, stream: TextIO) -> int:
    """Write the graph as RDF 1.1 Turtle in UTF-8 text; return the number of blocks written.

    ``ontology`` gives the labels of the terms used. ``Document.text`` and the mentions are not
    written: the Turtle holds what is claimed and the quotes, not the articles.

    Raises: KgError for a base that IRIs cannot be made under; OutputError for a claim without evidence.
    """
    count = held = 0
    pending: list[str] = []
    for block in turtle_blocks(graph, ontology):
        pending.append(block)
        count += 1
        held += len(block)
        if held >= _CHUNK:
            stream.write("\n".join(pending) + "\n")
            pending.clear()
            held = 0
    if pending:
        stream.write("\n".join(pending))
    return count


def turtle_blocks(graph: KnowledgeGraph, ontology: Ontology) -> Iterator[str]:
    """Yield the Turtle of the graph, block by block, each ended by a line break."""
    base = check_base(graph.base)
    yield "".join(f"@prefix {p}: <{clean_iri(namespace)}> .\n" for p, namespace in prefixes(base).items())
    degree, pieces = _counts(graph)
    yield _graph_block(graph, ontology, pieces)
    ent = _namer("ent", base + "entity/")
    classes: set[str] = set()
    yield from _entities(graph, ent, classes, degree)
    used: dict[str, bool] = {}
    labels = {e.id: e.label for e in graph.entities}
    origin = {d.id: d.copy_of or d.id for d in graph.documents}
    for claim in graph.claims_in_order():
        used[claim.relation] = claim.open
        yield statement_block(claim, base, labels, origin)
    for document in graph.documents_in_order():
        yield document_block(document, base)
    yield from term_blocks(used, classes, ontology)


def _namer(prefix: str, namespace: str) -> Name:
    return lambda id: curie(prefix, namespace, id)


def block(subject: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return one subject with its predicates and objects, one pair a line."""
    return f"{subject} " + " ;\n    ".join(f"{p} {o}" for p, o in pairs) + " .\n"


def _counts(graph: KnowledgeGraph) -> tuple[Counter[str], int]:
    """Return of how many asserted claims each entity is an end, and how many pieces of evidence there are."""
    degree: Counter[str] = Counter()
    pieces = 0
    for claim in graph.claims:
        pieces += len(claim.evidence)
        if claim.status is Status.ASSERTED:
            degree[claim.subject] += 1
            if isinstance(claim.object, str) and claim.object != claim.subject:
                degree[claim.object] += 1
    return degree, pieces


def _graph_block(graph: KnowledgeGraph, ontology: Ontology, pieces: int) -> str:
    pairs = [
        ("a", "kg:Graph"),
        ("dcterms:conformsTo", iri(ONTOLOGY)),
        ("kg:claims", str(len(graph.claims))),
        ("kg:documents", str(len(graph.documents))),
        ("kg:entities", str(len(graph.entities))),
        ("kg:ontologyDigest", string(ontology.digest)),
        ("kg:ontologyVersion", string(ontology.version)),
        ("kg:pieces", str(pieces)),
    ]
    return block(iri(graph.base), pairs)


# --------------------------------------------------------------------------- entities


def _entities(graph: KnowledgeGraph, ent: Name, classes: set[str], degree: Counter[str]) -> Iterator[str]:
    """Yield entities by id, with the plain triples of what is asserted of them."""
    # Claims come in the order of their subjects, so those of one entity after the other are at hand.
    asserted = (claim for claim in graph.claims_in_order() if claim.status is Status.ASSERTED)
    by_subject = groupby(asserted, key=attrgetter("subject"))
    at = next(by_subject, None)
    lacking: list[tuple[str, list[Claim]]] = []  # claims about an entity that the graph lacks
    for entity in sorted(graph.entities, key=lambda e: e.id):
        classes.add(entity.class_)
        while at is not None and at[0] < entity.id:
            lacking.append((at[0], list(at[1])))
            at = next(by_subject, None)
        facts: list[Claim] = []
        if at is not None and at[0] == entity.id:
            facts = list(at[1])
            at = next(by_subject, None)
        yield block(ent(entity.id), [*_entity_pairs(entity, ent, graph.base, degree[entity.id]), *_plain(facts, ent)])
        for i, join in enumerate(entity.joins, 1):
            pairs = [("a", "kg:Join"), ("kg:name", string(join.name)), ("kg:otherName", string(join.other))]
            yield block(_join(entity, i, graph.base), [*pairs, ("kg:rule", string(join.rule))])
    if at is not None:
        lacking.append((at[0], list(at[1])))
    lacking.extend((id, list(rest)) for id, rest in by_subject)
    for id, facts in lacking:
        yield block(ent(id), _plain(facts, ent))


def _join(entity: Entity, i: int, base: str) -> str:
    # The slash keeps it apart from every entity: "/" is encoded in ids.
    return iri(f"{base}entity/{curie('', '', entity.id).strip('<>').removeprefix(':')}/join/{i}")


def _entity_pairs(entity: Entity, ent: Name, base: str, degree: int) -> Iterator[tuple[str, str]]:
    yield "a", class_name(entity.class_)
    yield "rdfs:label", string(entity.label)
    if entity.aliases:
        yield "skos:altLabel", ", ".join(map(string, sorted(set(entity.aliases))))
    if entity.same_as:
        yield "owl:sameAs", ", ".join(map(_same_as, sorted(set(entity.same_as))))
    if degree:
        yield "kg:degree", str(degree)
    if not entity.named:
        yield "kg:named", "false"
    if entity.joins:
        yield "kg:joined", ", ".join(_join(entity, i, base) for i in range(1, len(entity.joins) + 1))


def _same_as(value: str) -> str:
    return f"wd:{value[len(WD) :]}" if re.fullmatch(re.escape(WD) + r"Q\d+", value) else iri(value)


def _plain(claims: list[Claim], ent: Name) -> Iterator[tuple[str, str]]:
    objects: dict[str, set[str]] = {}
    for claim in claims:
        objects.setdefault(relation_name(claim.relation), set()).add(object_name(claim.object, ent))
    for relation, names in sorted(objects.items()):
        yield relation, ", ".join(sorted(names))


def class_name(name: str) -> str:
    """Return a class as Turtle."""
    return curie("kg", KG, name)


def relation_name(name: str) -> str:
    """Return a relation as Turtle."""
    return curie("rel", REL, name)


def relation_iri(name: str) -> str:
    """Return the IRI of a relation."""
    return clean_iri(REL + encode(name))


def object_name(o: str | Literal, ent: Name) -> str:
    """Return the object of a claim as Turtle."""
    return ent(o) if isinstance(o, str) else value(o)


# --------------------------------------------------------------------------- statements


def statement_block(claim: Claim, base: str, labels: dict[str, str], origin: dict[str, str]) -> str:
    """Return a claim as a statement with a comment to read, followed by its evidence.

    ``labels`` are those of entities by id; ``origin`` names, for each document, the one it repeats.
    """
    if not claim.evidence:
        raise OutputError(f"the claim {claim.key} has no evidence", code="KG502")
    ent = base + "entity/"
    o, status = claim.object, str(claim.status)
    obj = curie("ent", ent, o) if isinstance(o, str) else value(o)
    pieces = {evidence_id(claim, e): e for e in claim.evidence}
    ids = sorted(pieces)
    said = labels.get(o, o) if isinstance(o, str) else o.value
    sources = len({origin.get(e.doc, e.doc) for e in claim.evidence}) if len(ids) > 1 else 1
    comment = f"{labels.get(claim.subject, claim.subject)} | {claim.relation} | {said}"
    if "  " in comment or not comment.isprintable():
        comment = _BLANKS.sub(" ", comment)
    head = (
        f"# {comment} ({status})\n"
        f"st:{claim.id} a rdf:Statement ;\n"
        f"    rdf:subject {curie('ent', ent, claim.subject)} ;\n"
        f"    rdf:predicate {relation_name(claim.relation)} ;\n"
        f"    rdf:object {obj} ;\n"
        f"    kg:status kg:{status} ;\n"
        f"    kg:confidence {number(claim.confidence)} ;\n"
        f"{f'    kg:sources {sources} ;{chr(10)}' if sources > 1 else ''}"
        f"    kg:evidence ev:{', ev:'.join(ids)} .\n\n"
    )
    return head + "\n".join([evidence_block(id, pieces[id], base) for id in ids])


def evidence_block(id: str, e: Evidence, base: str) -> str:
    """Return one piece of evidence: the document, the quote, where its parts stand, what goes with it."""
    out = (
        f"ev:{id} a kg:Evidence ;\n"
        f"    prov:wasDerivedFrom {curie('doc', base + 'document/', e.doc)} ;\n"
        f"    oa:exact {string(e.quote)} ;\n"
        f"    oa:start {e.sentence[0]} ;\n    oa:end {e.sentence[1]} ;\n"
        f"    kg:subjectStart {e.subject_span[0]} ;\n    kg:subjectEnd {e.subject_span[1]} ;\n"
        f"    kg:relationStart {e.relation_span[0]} ;\n    kg:relationEnd {e.relation_span[1]} ;\n"
        f"    kg:objectStart {e.object_span[0]} ;\n    kg:objectEnd {e.object_span[1]} ;\n"
        f"    kg:relationPhrase {string(e.relation_phrase)} ;\n"
    )
    if e.time is not None:
        out += f"    kg:time {time(e.time)} ;\n"
    if e.place_id is not None:
        out += f"    kg:place {curie('ent', base + 'entity/', e.place_id)} ;\n"
    if e.place is not None:
        out += f"    kg:placeName {string(e.place)} ;\n"
    if e.speaker_id is not None:
        out += f"    kg:speaker {curie('ent', base + 'entity/', e.speaker_id)} ;\n"
    if e.speaker is not None:
        out += f"    kg:speakerName {string(e.speaker)} ;\n"
    out += f"    kg:confidence {number(e.confidence)} ;\n    kg:rule {string(e.rule)} ;\n"
    return out + f"    kg:model {string(e.model)} .\n"


def document_block(document: Document, base: str) -> str:
    """Return a document: its title or id as label, date, address, publisher, file."""
    pairs = [("a", "kg:Document"), ("rdfs:label", string(document.title or document.id))]
    if document.title is not None:
        pairs.append(("dcterms:title", string(document.title)))
    if document.published is not None:
        pairs.append(("dcterms:issued", time(document.published)))
    if document.source is not None:
        pairs.append(("dcterms:publisher", string(document.source)))
    if document.url is not None:
        pairs.append(("schema:url", value(Literal(document.url, "xsd:anyURI"))))
    if document.path:
        pairs.append(("kg:path", string(document.path)))
    if document.copy_of is not None:
        pairs.append(("kg:copyOf", curie("doc", base + "document/", document.copy_of)))
    return block(curie("doc", base + "document/", document.id), pairs)


# --------------------------------------------------------------------------- terms


def term_blocks(used: dict[str, bool], classes: set[str], ontology: Ontology) -> Iterator[str]:
    """Yield the classes and relations used, with what they refer to, then the terms of statements."""
    known = {a for c in classes for a in ontology.ancestors.get(c, frozenset({c}))}
    relations = _closure(used, ontology)
    for relation in relations.values():
        known.update(a for c in (*relation.domain, *relation.range) for a in ontology.ancestors.get(c, {c}))
    for name in sorted(known - structure.CLASSES.keys()):
        class_ = ontology.classes.get(name)
        pairs = [("a", "owl:Class"), ("rdfs:label", string(class_.label if class_ else name))]
        if class_ and class_.comment:
            pairs.append(("rdfs:comment", string(class_.comment)))
        if class_ and class_.parent:
            pairs.append(("rdfs:subClassOf", class_name(class_.parent)))
        yield block(class_name(name), [*pairs, ("rdfs:isDefinedBy", iri(ONTOLOGY))])
    for name in sorted({**used, **relations}):
        open_ = ["kg:OpenRelation"] if used.get(name) else []
        if name in relations:
            yield _relation_block(relations[name], open_)
        else:
            types = ", ".join(["rdf:Property", *open_])
            yield block(relation_name(name), [("a", types), ("rdfs:label", string(name.replace("_", " ")))])
    yield from _structure_blocks()


def _closure(used: Iterable[str], ontology: Ontology) -> dict[str, Relation]:
    """Return the relations used that the ontology has, with their super-relations and inverses."""
    out: dict[str, Relation] = {}
    todo = sorted(used)
    while todo:
        relation = ontology.relations.get(todo.pop())
        if relation is not None and relation.name not in out:
            out[relation.name] = relation
            todo.extend([*relation.parents, *([relation.inverse] if relation.inverse else [])])
    return out


def _relation_block(relation: Relation, more: list[str]) -> str:
    types = [*more, "owl:DatatypeProperty" if relation.literal else "owl:ObjectProperty"]
    types += ["owl:SymmetricProperty"] if relation.symmetric else []
    types += ["owl:TransitiveProperty"] if relation.transitive else []
    pairs = [("a", ", ".join(types)), ("rdfs:label", string(relation.label))]
    if relation.comment:
        pairs.append(("rdfs:comment", string(relation.comment)))
    if relation.parents:
        pairs.append(("rdfs:subPropertyOf", ", ".join(map(relation_name, sorted(relation.parents)))))
    if relation.inverse:
        pairs.append(("owl:inverseOf", relation_name(relation.inverse)))
    # rdfs:domain with several values means all of them at once; schema.org's terms mean any of them.
    if relation.domain:
        pairs.append(("schema:domainIncludes", ", ".join(map(class_name, sorted(relation.domain)))))
    if relation.range:
        pairs.append(("schema:rangeIncludes", ", ".join(map(class_name, sorted(relation.range)))))
    return block(relation_name(relation.name), [*pairs, ("rdfs:isDefinedBy", iri(ONTOLOGY))])


def _structure_blocks() -> Iterator[str]:
    for name, comment in sorted(structure.CLASSES.items()):
        pairs = [("a", "rdfs:Class"), ("rdfs:label", string(_words(name))), ("rdfs:comment", string(comment))]
        if name in structure.SUPER:
            pairs.append(("rdfs:subClassOf", ", ".join(structure.SUPER[name])))
        yield block(f"kg:{name}", pairs)
    for name, (label, comment) in sorted(structure.PROPERTIES.items()):
        yield block(
            f"kg:{name}", [("a", "rdf:Property"), ("rdfs:label", string(label)), ("rdfs:comment", string(comment))]
        )
    for name, comment in structure.STATUSES.items():
        yield block(f"kg:{name}", [("a", "kg:Status"), ("rdfs:label", string(name)), ("rdfs:comment", string(comment))])


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()

"""THE VERBS IN ORDER: documents are read, cleaned, parsed, understood, resolved, merged, written.

Each stage is a function over values of ``kg.model``; this file only joins them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.config import Config
from kg.errors import InputError
from kg.model import Document, KnowledgeGraph, Reading
from kg.ontology import Ontology
from kg.paths import ontology_dir


@dataclass(frozen=True)
class BuildResult:
    """A graph and the report of how it came about."""

    graph: KnowledgeGraph
    report: dict[str, Any]
    ontology: Ontology
    problems: tuple[Any, ...] = field(default=())


def build(paths: Sequence[str], config: Config | None = None) -> BuildResult:
    """Build one graph from files, folders, globs or ``-``.

    Raises: InputError when nothing could be read, or under ``strict`` when anything could not;
    ModelError without a parser model; OntologyError for a fault in an ontology file.
    """
    config = config or Config()
    ontology = load(config)
    documents, problems = take_in(paths, config)
    if not documents or (problems and config.strict):
        first = str(problems[0]) if problems else "no document in " + " ".join(paths)
        raise InputError(first, hint="nothing was written" if documents else "name a text file or a folder of them", code="KG101")
    readings = tuple(understand(documents, ontology, config))
    graph, rejected = join(readings, ontology, config)
    return BuildResult(graph, report(graph, readings, problems, rejected, ontology), ontology, tuple(problems))


def load(config: Config) -> Ontology:
    """Load the shipped ontology and the user's own layers over it."""
    from kg.rdf.vocabulary import load_ontology

    return load_ontology([ontology_dir(), *(Path(p) for p in config.ontology)])


def take_in(paths: Sequence[str], config: Config) -> tuple[list[Document], list[Any]]:
    """Read and clean every document; what could not be read comes back as problems."""
    from kg.text.clean import clean
    from kg.text.read import read

    documents: list[Document] = []
    problems: list[Any] = []
    for item in read(paths, config):
        if isinstance(item, Document):
            documents.append(clean(item, keep_boilerplate=config.keep_boilerplate))
        else:
            problems.append(item)
    return sorted(documents, key=lambda d: d.id), problems


def understand(documents: Iterable[Document], ontology: Ontology, config: Config) -> Iterator[Reading]:
    """Parse the documents and yield what each one says."""
    from kg.text.parse import load_parser, model_version, parse
    from kg.text.reading import read_parsed

    nlp = load_parser(config.model)
    model = model_version(nlp)
    for parsed in parse(documents, nlp):
        yield read_parsed(parsed, ontology, model=model, split_governments=config.split_governments)


def join(readings: Sequence[Reading], ontology: Ontology, config: Config) -> tuple[KnowledgeGraph, Counter[str]]:
    """Resolve the things of all documents to entities and merge their claims into one graph."""
    from kg.graph.merge import merge
    from kg.graph.resolve import resolve

    resolution = resolve(readings, ontology, config)
    graph, rejected = merge(readings, resolution, ontology, config.base)
    return graph, rejected.reasons


def report(
    graph: KnowledgeGraph, readings: Sequence[Reading], problems: Sequence[Any], rejected: Counter[str], ontology: Ontology
) -> dict[str, Any]:
    """Return what was read, dropped and found, by stage, for ``report.json``."""
    statuses = Counter(c.status.value for c in graph.claims)
    return {
        "documents": [
            {
                "id": r.document.id,
                "path": r.document.path,
                "title": r.document.title,
                "published": r.document.published,
                "characters": len(r.document.text),
                "propositions": len(r.propositions),
                "dropped": [{"start": d.start, "end": d.end, "reason": d.reason, "text": d.text} for d in r.document.dropped],
                "warnings": list(r.warnings),
            }
            for r in sorted(readings, key=lambda r: r.document.id)
        ],
        "not_read": [str(p) for p in problems],
        "counts": {
            "documents": len(graph.documents),
            "propositions": sum(len(r.propositions) for r in readings),
            "claims": len(graph.claims),
            "evidence": sum(len(c.evidence) for c in graph.claims),
            "entities": len(graph.entities),
            "mentions": len(graph.mentions),
            **{status: statuses[status] for status in sorted(statuses)},
        },
        "open_relations": dict(sorted(Counter(c.relation for c in graph.claims if c.open).items(), key=lambda kv: (-kv[1], kv[0]))),
        "not_claims": dict(sorted(rejected.items(), key=lambda kv: (-kv[1], kv[0]))[:50]),
        "ontology": {"version": ontology.version, "digest": ontology.digest},
        "model": sorted({r.model for r in readings}),
    }

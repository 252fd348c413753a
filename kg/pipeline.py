"""THE VERBS IN ORDER: documents are read, cleaned, parsed, understood, resolved, merged, written.

Each stage is a function over values of ``kg.model``; this file only joins them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.config import Config
from kg.errors import InputError
from kg.model import Document, KnowledgeGraph, Reading
from kg.ontology import Ontology
from kg.paths import ontology_dirs
from kg.report import report


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
    if problems and (config.strict or not documents):
        raise problems[0].error()
    if not documents:
        raise InputError("there is no document", path=" ".join(paths), hint="name files or folders", code="KG101")
    readings = tuple(understand(documents, ontology, config))
    graph, rejected = join(readings, ontology, config)
    return BuildResult(graph, report(graph, readings, problems, rejected, ontology), ontology, tuple(problems))


def load(config: Config) -> Ontology:
    """Load the shipped ontology and the user's own layers over it."""
    from kg.rdf.vocabulary import load_ontology

    return load_ontology(ontology_dirs(config.ontology))


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


def write(result: BuildResult, folder: str | Path) -> tuple[Path, ...]:
    """Write every file of CONTRACT into ``folder``: all of them, or on a fault none. Raises: OutputError."""
    from kg.export.flat import write_mentions_jsonl, write_triples_csv, write_triples_jsonl
    from kg.outputs import replace_all, text_writer
    from kg.rdf.write import write_turtle

    graph, ontology = result.graph, result.ontology
    return replace_all(
        Path(folder),
        {
            "graph.ttl": text_writer(lambda out: write_turtle(graph, ontology, out)),
            "graph.html": text_writer(lambda out: out.write(render(graph, ontology))),
            "triples.jsonl": text_writer(lambda out: write_triples_jsonl(graph, out)),
            "triples.csv": text_writer(lambda out: write_triples_csv(graph, out)),
            "mentions.jsonl": text_writer(lambda out: write_mentions_jsonl(graph, out)),
            "report.json": text_writer(
                lambda out: out.write(json.dumps(result.report, ensure_ascii=False, indent=1) + "\n")
            ),
        },
    )


def render(graph: KnowledgeGraph, ontology: Ontology | None = None, **options: Any) -> str:
    """Return the graph as one HTML page that needs no network."""
    from kg.render.page import render as page

    return page(graph, ontology or load(Config()), **options)


def read_graph(path: str | Path) -> KnowledgeGraph:
    """Read a graph back from its Turtle file or the folder of a build. Raises: OutputError."""
    from kg.rdf.read import read_turtle

    path = Path(path)
    return read_turtle(path / "graph.ttl" if path.is_dir() else path)


def query(graph: str | Path, sparql: str, params: Mapping[str, str] | None = None) -> Any:
    """Ask a graph file a SPARQL query; see ``kg.rdf.query.query``. Raises: QueryError, OutputError."""
    from kg.rdf.query import query as ask

    path = Path(graph)
    return ask(path / "graph.ttl" if path.is_dir() else path, sparql, params)

"""THE VERBS IN ORDER: documents are read, cleaned, parsed, understood, resolved, merged, written.

Each stage is a function over values of ``kg.model``; this file only joins them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from kg.config import PAGE_CLAIMS, Config
from kg.engine.desk import Desk, desk
from kg.engine.manifest import Manifest
from kg.errors import InputError, OutputError
from kg.forks import made_apart
from kg.intake import fingerprint, name_all, nothing_read, problems_of, survey, take_in
from kg.memory import give_back, unwatched
from kg.model import Document, KnowledgeGraph, Reading
from kg.ontology import Ontology
from kg.outputs import Writer, replace_all, text_writer, turtle_of
from kg.paths import ontology_dirs
from kg.report import report
from kg.review import decisions_of, files_of, heed

if TYPE_CHECKING:
    from kg.graph.decisions import Decisions
    from kg.graph.merge import Rejected
    from kg.graph.resolve import Resolution

__all__ = [
    "READER",
    "BuildResult",
    "build",
    "conclude",
    "join",
    "load",
    "merged",
    "picture",
    "query",
    "read_graph",
    "reader",
    "render",
]
__all__ += ["resolved", "take_in", "understand", "write"]

READER = "kg.pipeline:reader"
"""Where worker processes find ``reader``."""


GAZETTEER = "gazetteer"
"""The linker of the user's own names."""


@dataclass(frozen=True)
class BuildResult:
    """A graph and the report of how it came about.

    ``work`` counts what was read and what was kept from before; ``decisions`` are the files of decisions it follows.
    """

    graph: KnowledgeGraph
    report: dict[str, Any]
    ontology: Ontology
    problems: tuple[Any, ...] = field(default=())
    work: dict[str, Any] = field(default_factory=dict)
    decisions: tuple[Path, ...] = ()


def build(paths: Sequence[str], config: Config | None = None) -> BuildResult:
    """Build one graph from files, folders, globs or ``-``; ``kg.builds`` does it in a folder that remembers.

    Raises: InputError when nothing could be read, or under ``strict`` when anything could not;
    ModelError without a parser model; OntologyError for a fault in an ontology file.
    """
    config = config or Config()
    ontology = load(config)
    with desk(READER, fingerprint(config, ontology), config) as at:
        manifest = survey(paths, config, at)  # reads; the desk sees to it that each document is understood
        at.finish()
        return conclude(manifest, at, ontology)


def load(config: Config) -> Ontology:
    """Load the shipped ontology and the user's own layers over it."""
    from kg.rdf.vocabulary import load_ontology

    ontology = load_ontology(ontology_dirs(config.ontology))
    if config.gazetteer is None:
        return ontology
    from kg.gazetteer import with_gazetteer

    return with_gazetteer(ontology, config.gazetteer)


def reader(config: Config, parses: Any) -> Callable[[Document], Reading]:
    """Return the function that cleans, parses and understands one document; workers find it by its name.

    The model is loaded here: who dies of that, or is killed meanwhile, does not die of a document.
    """
    from kg.text.parse import load_parser

    load_parser(config.model)
    return Reader(config, load(config), parses)


class Reader:
    """Reads one document after the other; the parses of several can be made ahead, which takes a fifth less time."""

    def __init__(self, config: Config, ontology: Ontology, parses: Any) -> None:
        self._config, self._ontology, self._parses = config, ontology, parses
        self._ahead: dict[int, tuple[Document, Any]] = {}  # by the document's identity

    def __call__(self, document: Document) -> Reading:
        """Return what one document says."""
        ready = self._ahead.pop(id(document), None)
        parsed = self._parsed([document])[0] if ready is None else ready[1]
        return next(_read([parsed], self._ontology, self._config))

    def prepare(self, documents: Sequence[Document]) -> None:
        """Parse the documents that will be read next."""
        self._ahead = {id(d): (d, parsed) for d, parsed in zip(documents, self._parsed(documents), strict=True)}

    def _parsed(self, documents: Sequence[Document]) -> list[Any]:
        from kg.text.clean import clean

        config = self._config
        cleaned = [clean(document, keep_boilerplate=config.keep_boilerplate) for document in documents]
        return _parse(cleaned, config, self._parses)


def understand(
    documents: Iterable[Document], ontology: Ontology, config: Config, parses: Any = None
) -> Iterator[Reading]:
    """Parse the documents (or take the parse that ``parses`` kept) and yield what each one says."""
    return _read((parsed for document in documents for parsed in _parse([document], config, parses)), ontology, config)


def _parse(documents: Sequence[Document], config: Config, parses: Any) -> list[Any]:
    from kg.text.parse import load_parser
    from kg.text.parse_kept import parse_kept

    return parse_kept(documents, load_parser(config.model), parses, config.model)


def parse_key(document: Document, config: Config) -> str:
    """Return the key under which the parse of a document is kept. Raises: ModelError."""
    from kg.text import parse_kept
    from kg.text.clean import clean

    return parse_kept.parse_key(clean(document, keep_boilerplate=config.keep_boilerplate), config.model)


def _read(parsed: Iterable[Any], ontology: Ontology, config: Config) -> Iterator[Reading]:
    from kg.text.parse import load_parser, model_version
    from kg.text.reading import read_parsed

    model = model_version(load_parser(config.model))
    for one in parsed:
        yield read_parsed(one, ontology, model=model, split_governments=config.split_governments)


def conclude(manifest: Manifest, at: Desk, ontology: Ontology, folder: Path | None = None) -> BuildResult:
    """Name all documents, join their readings, apply decisions and report. Raises: InputError if there is no reading."""
    named = name_all(manifest)
    problems = problems_of(manifest, named, at)
    readings = at.readings(sorted(named, key=lambda n: n.id))
    if problems and at.config.strict:
        raise problems[0].error()
    if problems and not readings:
        raise nothing_read(problems)
    if not readings:
        raise InputError("there is no document", hint="name files or folders", code="KG101")
    decided, faults = decisions_of(manifest, folder, ontology)
    if faults and at.config.strict:
        raise faults[0]
    settings = replace(manifest.settings, memory=at.config.memory, workers=at.processes)
    with unwatched():
        graph, rejected = merged(readings, ontology, settings, decided)
    told = report(graph, rejected.read, problems, rejected.reasons, ontology, rejected.effects, faults)
    return BuildResult(graph, told, ontology, problems, asdict(at.counts), files_of(manifest, folder))


def join(readings: Sequence[Reading], ontology: Ontology, config: Config) -> tuple[KnowledgeGraph, Counter[str]]:
    """Resolve the things of all documents to entities and merge their claims into one graph."""
    graph, rejected = merged(readings, ontology, config)
    return graph, rejected.reasons


def merged(
    readings: Sequence[Reading], ontology: Ontology, config: Config, decided: Decisions | None = None
) -> tuple[KnowledgeGraph, Rejected]:
    """Return the graph of all readings after what a person decided, and what was left out on the way."""
    from kg.graph.decisions import NONE
    from kg.graph.merge import merge

    readings, resolution = resolved(readings, ontology, config, decided)
    return merge(readings, resolution, ontology, config.base, decided or NONE, config.memory)


def resolved(
    readings: Sequence[Reading], ontology: Ontology, config: Config, decided: Decisions | None = None
) -> tuple[Sequence[Reading], Resolution]:
    """Return the readings after what a person decided, and which things of theirs are one entity."""
    from kg import plugins
    from kg.graph.apart import amended, outlines
    from kg.graph.decisions import NONE
    from kg.graph.names import name_key
    from kg.graph.resolve import resolve

    names = ([GAZETTEER] if config.gazetteer else []) + [n for n in config.linkers if n != GAZETTEER]
    linkers = [plugins.load("linkers", name)(ontology, config) for name in names]
    readings = amended(readings, decided or NONE, ontology)

    def resolution() -> Resolution:
        found = resolve(outlines(readings), ontology, config, decided or NONE, linkers, config.memory // 2)
        name_key.cache_clear()  # the names that it remembers are parts of what can go now
        return found

    return readings, made_apart(resolution, config.workers)


def write(
    result: BuildResult, folder: str | Path, more: Mapping[str, Writer] | None = None, processes: int = 1
) -> tuple[Path, ...]:
    """Write every output (and ``more``) into ``folder``, by so many processes: all of them, or on a fault none.

    Raises: OutputError, also if decisions lie in ``folder`` that the graph was built without.
    """
    from kg.export.flat import write_mentions_jsonl, write_triples_csv, write_triples_jsonl
    from kg.rdf.write import write_turtle

    heed(Path(folder), result.decisions)
    graph, ontology = result.graph, result.ontology
    give_back()
    with unwatched():
        return replace_all(Path(folder), {
            "graph.ttl": text_writer(lambda out: write_turtle(graph, ontology, out)),
            "graph.html": text_writer(lambda out: out.writelines(_page(graph, ontology))),
            "triples.jsonl": text_writer(lambda out: write_triples_jsonl(graph, out)),
            "triples.csv": text_writer(lambda out: write_triples_csv(graph, out)),
            "mentions.jsonl": text_writer(lambda out: write_mentions_jsonl(graph, out)),
            "report.json": text_writer(lambda out: _write_report(result.report, out)),
            **(more or {}),
        }, processes)  # fmt: skip


def _page(graph: KnowledgeGraph, ontology: Ontology) -> Iterator[str]:
    """Yield the page of the graph, or of the part of it that a page can hold, in pieces."""
    from kg.graph.part import best_supported

    give_back()
    part = best_supported(graph, PAGE_CLAIMS)
    if part is graph:
        return _pieces(graph, ontology)
    title = f"The {len(part.claims):,} claims with most evidence of {len(graph.claims):,}"
    return _pieces(part, ontology, title=title)


def _write_report(told: dict[str, Any], out: TextIO) -> None:
    for piece in json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(told):
        out.write(piece)
    out.write("\n")


def render(
    graph: KnowledgeGraph,
    ontology: Ontology | None = None,
    *,
    with_sparql: bool = False,
    with_inferred: bool = False,
    **options: Any,
) -> str:
    """Return the graph as one HTML page that needs no network; see ``kg.render.page.pieces`` for the options.

    ``with_sparql`` puts a query engine, the graph as Turtle and the ready questions into the page;
    ``with_inferred`` what follows from the claims by the rules of the ontology.
    """
    ontology = ontology or load(Config())
    _known(graph, options.get("focus"))
    if with_sparql:
        from kg.rdf.questions import questions
        from kg.rdf.write import turtle_blocks
        from kg.render.questions import Ready

        options["turtle"] = "\n".join(turtle_blocks(graph, ontology))
        options["questions"] = [Ready(q.name, q.title, q.sparql) for q in questions(ontology_dirs())]
    if with_inferred:
        from kg.graph.infer import infer

        options["inferred"] = infer(graph, ontology)
    return "".join(_pieces(graph, ontology, **options))


def _pieces(graph: KnowledgeGraph, ontology: Ontology, **options: Any) -> Iterator[str]:
    from kg.render.page import pieces

    return pieces(graph, ontology, **options)


def picture(graph: KnowledgeGraph, ontology: Ontology | None = None, **options: Any) -> str:
    """Return the graph as a still picture in SVG; see ``kg.render.picture.picture`` for the options."""
    from kg.render.picture import picture as draw

    _known(graph, options.get("focus"))
    return draw(graph, ontology or load(Config()), **options)


def _known(graph: KnowledgeGraph, focus: str | None) -> None:
    """Do nothing if something is called so. Raises: OutputError that has the names nearest to a misspelt one."""
    from kg.graph.find import entities_named, names_like

    if focus is not None and not entities_named(graph, focus):
        near = names_like(graph, focus, limit=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "search names with kg query -n search"
        raise OutputError(f"nothing in the graph is called {focus!r}", hint=hint, code="KG542")


def read_graph(path: str | Path) -> KnowledgeGraph:
    """Read a graph back from its Turtle file or the folder of a build. Raises: OutputError."""
    from kg.rdf.read import read_turtle

    return read_turtle(turtle_of(path))


def query(graph: str | Path, sparql: str, params: Mapping[str, str] | None = None) -> Any:
    """Ask a graph file a SPARQL query; see ``kg.rdf.query.query``. Raises: QueryError, OutputError."""
    from kg.rdf.query import query as ask

    return ask(turtle_of(graph), sparql, params)

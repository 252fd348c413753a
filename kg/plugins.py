"""The plug points: built-ins in one table, others by entry points; nothing is imported before it is asked for.

An entry point of the group ``kg.exporters`` named ``gexf`` adds the exporter ``gexf``; a built-in of
the same name wins, so that installing a package never changes what a known name does.
"""

from __future__ import annotations

import importlib
from functools import lru_cache
from importlib.metadata import entry_points
from typing import Any

from kg.errors import KgError

BUILT_IN: dict[str, dict[str, str]] = {
    "readers": {  # by file ending; ".gz" after any of them is unpacked on the way
        "txt": "kg.text.read.plain:read_plain",
        "text": "kg.text.read.plain:read_plain",
        "md": "kg.text.read.markdown:read_markdown",
        "markdown": "kg.text.read.markdown:read_markdown",
        "html": "kg.text.read.html:read_html",
        "htm": "kg.text.read.html:read_html",
        "xhtml": "kg.text.read.html:read_html",
        "jsonl": "kg.text.read.jsonl:read_jsonl",
        "ndjson": "kg.text.read.jsonl:read_jsonl",
        "json": "kg.text.read.json:read_json",
        "csv": "kg.text.read.table:read_csv",
        "tsv": "kg.text.read.table:read_tsv",
        "pdf": "kg.text.read.pdf:read_pdf",
        "docx": "kg.text.read.docx:read_docx",
    },
    "exporters": {
        "ttl": "kg.rdf.formats:export_turtle",
        "nt": "kg.rdf.formats:export_nt",
        "nq": "kg.rdf.formats:export_nq",
        "trig": "kg.rdf.formats:export_trig",
        "jsonld": "kg.rdf.formats:export_jsonld",
        "rdfxml": "kg.rdf.formats:export_rdfxml",
        "rdf12": "kg.rdf.formats:export_rdf12",
        "graphml": "kg.export.networks:export_graphml",
        "gexf": "kg.export.networks:export_gexf",
        "cypher": "kg.export.networks:export_cypher",
        "csv": "kg.export.tables:export_csv",
        "neo4j": "kg.export.tables:export_neo4j",
        "kgx": "kg.export.tables:export_kgx",
        "parquet": "kg.export.tables:export_parquet",
        "sqlite": "kg.export.tables:export_sqlite",
    },
    "renderers": {},
    "linkers": {  # (ontology, config) -> kg.graph.link.Linker
        "gazetteer": "kg.graph.link:gazetteer",
    },
}
"""Plug point -> name -> "module:attribute". The contract tests load every row."""


def names(point: str) -> tuple[str, ...]:
    """Return the names that a plug point knows, sorted."""
    return tuple(sorted({*BUILT_IN[point], *_others(point)}))


def load(point: str, name: str) -> Any:
    """Import one plug-in. Raises: KgError that names what there is, or why it cannot be imported."""
    target = BUILT_IN[point].get(name) or _others(point).get(name)
    if target is None:
        known = ", ".join(names(point)) or "none"
        raise KgError(f"there is no {point[:-1]} {name!r}", hint=f"known: {known}", code="KG601")
    module, _, attribute = target.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise KgError(f"the {point[:-1]} {name!r} cannot be loaded ({error})", code="KG602") from error


@lru_cache(maxsize=16)
def _others(point: str) -> dict[str, str]:
    return {e.name: e.value for e in entry_points(group=f"kg.{point}")}

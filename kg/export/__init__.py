"""The export room: the graph as files for other tools.

Every exporter is a function ``export(graph, ontology, path)`` that writes one file, or a folder
where the format is more than one file. ``kg.plugins`` lists them; docs/formats.md says what each
of them can hold.
"""

from __future__ import annotations

from pathlib import Path

from kg.model import KnowledgeGraph
from kg.ontology import Ontology

FOLDERS = frozenset({"csv", "kgx", "neo4j"})
"""Formats that are a folder of files; the others are one file."""


def export(graph: KnowledgeGraph, ontology: Ontology, format: str, path: Path) -> None:
    """Write the graph at ``path`` in a format by name. Raises: KgError for an unknown format; OutputError."""
    from kg.plugins import load

    load("exporters", format)(graph, ontology, path)

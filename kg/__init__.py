"""English news in, a knowledge graph out in which every claim shows its sentence.

    import kg
    result = kg.build(["seeds/"])
    kg.write(result, "out")

The map of the house, in the order in which a text goes through it:

=================  ====================================================================
``kg.model``       THE NOUNS: documents, propositions, entities, claims, evidence
``kg.pipeline``    THE VERBS IN ORDER: read it to know the product
``kg.text``        documents -> propositions; the only room that knows spaCy
``kg.graph``       propositions -> claims -> one graph; standard library only
``kg.rdf``         graph <-> RDF: write, read, query, validate
``kg.export``      graph -> other formats
``kg.render``      graph -> one HTML page
``kg.serve``       page, SPARQL endpoint and JSON over HTTP
``kg.cli``         one file per command
``kg.ontology``    what the program knows of the world, loaded from ``ontology/``
``kg.plugins``     where others add readers, exporters, renderers
=================  ====================================================================

Nothing is imported before its name is used, so ``import kg`` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.config import Config
    from kg.errors import KgError
    from kg.model import Claim, Document, Entity, Evidence, KnowledgeGraph, Literal, Status
    from kg.pipeline import build, query, read_graph, render, write

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "Config",
    "Document",
    "Entity",
    "Evidence",
    "KgError",
    "KnowledgeGraph",
    "Literal",
    "Status",
    "__version__",
    "build",
    "query",
    "read_graph",
    "render",
    "write",
]

_HOME = {
    **dict.fromkeys(("Claim", "Document", "Entity", "Evidence", "KnowledgeGraph", "Literal", "Status"), "kg.model"),
    **dict.fromkeys(("build", "query", "read_graph", "render", "write"), "kg.pipeline"),
    "Config": "kg.config",
    "KgError": "kg.errors",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""The public API is a short list that changes only with intent."""

from __future__ import annotations

import kg

PUBLIC = [
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


def test_the_public_names_are_these() -> None:
    assert sorted(kg.__all__) == PUBLIC


def test_dir_shows_the_public_names() -> None:
    assert set(PUBLIC) <= set(dir(kg))

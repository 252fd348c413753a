"""Builds with the stub in place of the parser."""

from __future__ import annotations

from functools import lru_cache

import pytest

from kg import builds, pipeline

STUB = "tests.unit.engine.stub:reader"


@pytest.fixture
def stubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``kg.builds`` read with the stub and draw no page."""
    monkeypatch.setattr(pipeline, "READER", STUB)
    monkeypatch.setattr(pipeline, "render", lambda graph, ontology=None: f"{len(graph.claims)} claims")
    monkeypatch.setattr(pipeline, "load", lru_cache(pipeline.load))
    # What a reading depends on, but not the program's files: they may be edited while the tests run.
    monkeypatch.setattr(builds, "fingerprint", lambda config, ontology: f"{config.split_governments}")

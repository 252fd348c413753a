"""The settings of one server, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may cost."""

    seconds: float = 10.0
    rows: int = 100_000
    bytes: int = 64_000_000
    memory: int = 1_000_000_000  # bytes, above what the graph takes
    short: float = 1.0  # seconds; a query that takes longer leaves its place to others
    patience: float = 30.0  # seconds that a request waits for a place
    waiting: int = 200  # requests that wait for a place; more are turned away
    request: int = 1_000_000  # bytes of a query


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is served, and how."""

    graph: Path  # the folder of a build, or a file of RDF
    opener: str  # "module:function" that opens the graph in the worker's process
    warm: tuple[dict[str, Any], ...] = ()  # requests that make a worker load all it needs
    workers: int = 4  # short queries at a time; as many long ones beside them
    limits: Limits = field(default_factory=Limits)
    cors: tuple[str, ...] = ()  # origins whose scripts may ask; "*" for all
    hosts: tuple[str, ...] = ()  # names that a request may be for; none given: any
    questions: tuple[tuple[str, str, str], ...] = ()  # (name, title, SPARQL) offered in the editor
    version: str = ""
    check_every: float = 1.0  # seconds between looks at whether the graph has changed

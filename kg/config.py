"""The settings of one run, in one frozen value. Nothing else in the program holds settings."""

from __future__ import annotations

from dataclasses import dataclass

BASE = "https://example.org/kg/"
"""Base IRI of everything that is minted, unless ``--base`` says otherwise."""

PAGE_CLAIMS = 100_000
"""Claims of a graph that ``graph.html`` shows at most: those with most evidence. More is slow in a browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Settings of a build; the command line's flags carry the same names."""

    base: str = BASE
    model: str | None = None  # spaCy package name; None: the best one installed
    keep_boilerplate: bool = False
    split_governments: bool = False  # keep "Washington" apart from the United States when it acts
    strict: bool = False
    ontology: tuple[str, ...] = ()  # folders layered over the shipped ontology
    gazetteer: str | None = None  # TSV of a user's own names
    linkers: tuple[str, ...] = ()  # plug-ins that know things by other ids, the first that knows one counts
    review: str | None = None  # TSV of a person's decisions, besides those in the output and beside the sources
    max_chars: int = 5_000_000  # longer texts are refused
    max_file_size: int = 200_000_000  # bytes
    workers: int = 1
    executor: str | None = None  # inline | process | dask; None: process if there are several workers
    scheduler: str | None = None  # address of a Dask cluster; None: one on this machine
    max_seconds: float = 600.0  # a document that takes longer is given up
    memory: int = 100_000_000  # bytes of what was read and of the graph that are held; more is on disk
    cache: str | None = None  # folder for what was read; None: with the build
    cache_size: int = 500_000_000  # bytes of parses kept; 0 keeps none

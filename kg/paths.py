"""Where the program's own data lies, in a wheel and in a checkout."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.errors import OntologyError


def ontology_dir() -> Path:
    """Return the shipped ontology folder: ``kg/_ontology`` in a wheel, ``ontology/`` of the checkout else.

    Raises: OntologyError if neither is there.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_ontology", package.parent / "ontology"):
        if (folder / "kg.ttl").is_file():
            return folder
    hint = "install kg-from-text again"
    raise OntologyError("the shipped ontology is missing", path=str(package), hint=hint, code="KG309")


def ontology_dirs(extra: Sequence[str | Path] = ()) -> tuple[Path, ...]:
    """Return the shipped folder and the user's own folders to layer over it, in order of reading."""
    return (ontology_dir(), *map(Path, extra))

"""Where a person's decisions lie: ``kg.review.tsv`` in the folder of a build, beside its sources, or as named."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.engine.manifest import Manifest
from kg.errors import InputError
from kg.ontology import Ontology

if TYPE_CHECKING:
    from kg.graph.decisions import Decision, Decisions

FILE = "kg.review.tsv"


def decisions_of(
    manifest: Manifest, folder: Path | None, ontology: Ontology
) -> tuple[Decisions | None, tuple[InputError, ...]]:
    """Return all decisions for a build and an error for each row that is none; None if there is no file.

    Raises: InputError if the file that the settings name cannot be read.
    """
    files = list(_places(manifest, folder))
    named = manifest.settings.review
    if named is not None and not Path(named).is_file():
        raise InputError("there is no such file of decisions", path=named, hint="check --review", code="KG821")
    if named is not None:
        files.append(Path(named))
    files = [file for file in dict.fromkeys(Path(os.path.realpath(f)) for f in files) if file.is_file()]
    if not files:
        return None, ()
    return read_files(files, ontology)


def _places(manifest: Manifest, folder: Path | None) -> Iterable[Path]:
    """Yield where the file may lie: in the build, beside each source, and in the folder that holds them all."""
    if folder is not None:
        yield folder / FILE
    parents = sorted({str(Path(o.absolute).parent) for o in manifest.origins if Path(o.absolute).is_absolute()})
    for parent in parents:
        yield Path(parent) / FILE
    if len(parents) > 1:
        try:
            yield Path(os.path.commonpath(parents)) / FILE
        except ValueError:  # on two drives
            return


def read_files(files: Iterable[Path], ontology: Ontology | None) -> tuple[Decisions, tuple[InputError, ...]]:
    """Return the decisions of the files as one value, and what could not be read, by file and line."""
    from kg.graph.decisions import decisions, read_rows

    rows: list[Decision] = []
    faults: list[InputError] = []
    for file in sorted(files):
        try:
            text = file.read_text(encoding="utf8")
        except (OSError, UnicodeDecodeError) as error:
            what = f"cannot be read ({getattr(error, 'strerror', None) or error})"
            faults.append(InputError(what, path=str(file), hint="its decisions are left out", code="KG822"))
            continue
        found, bad = read_rows(text, str(file), ontology)
        rows += found
        faults += bad
    return decisions(rows), tuple(faults)

"""Where a person's decisions lie: ``kg.review.tsv`` in the folder of a build, beside its sources, or as named."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kg.engine.manifest import Manifest
from kg.errors import InputError, OutputError
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
    files = files_of(manifest, folder)
    return read_files(files, ontology) if files else (None, ())


def files_of(manifest: Manifest, folder: Path | None) -> tuple[Path, ...]:
    """Return the files of decisions that count for a build. Raises: InputError if the one in the settings is none."""
    files = list(_places(manifest, folder))
    named = manifest.settings.review
    if named is not None and not Path(named).is_file():
        raise InputError("there is no such file of decisions", path=named, hint="check --review", code="KG821")
    if named is not None:
        files.append(Path(named))
    return tuple(file for file in dict.fromkeys(Path(os.path.realpath(f)) for f in files) if file.is_file())


def heed(folder: Path, files: Iterable[Path]) -> None:
    """See that a graph made with the decisions of ``files`` does not undo others that lie in ``folder``.

    Raises: OutputError if ``folder`` holds decisions that the graph does not follow.
    """
    file = Path(os.path.realpath(folder / FILE))
    if file in set(files) or not file.is_file():
        return
    with suppress(OSError, UnicodeDecodeError):  # what cannot be read may hold decisions too
        if not any(line.strip() and not line.startswith("#") for line in file.read_text(encoding="utf8").splitlines()):
            return
    what = "it holds decisions that this graph was built without"
    hint = f'build with kg.Config(review="{folder / FILE}"), or write to another folder'
    raise OutputError(what, path=str(folder / FILE), hint=hint, code="KG823")


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

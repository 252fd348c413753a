"""Which documents a build is made of: enough to add to it or take from it when the sources are gone.

A document is kept by its content; its id is not kept, because ids depend on all documents of a build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from kg.config import Config
from kg.engine.codec import decode, encode, schema


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that could not be read: the fields of a problem, as the reader named it."""

    path: str
    line: int | None
    message: str
    code: str
    hint: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One document: the key of its content, and what its id is made from."""

    key: str
    line: int | None = None
    own: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """One source, as it was named when it was read, and what was in it."""

    path: str  # as shown
    file: str  # as named
    ending: str
    packed: bool
    absolute: str
    real: str
    documents: tuple[Kept, ...] = ()
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The sources of a build in the order of their paths, what was not to be had, and the settings."""

    settings: Config
    origins: tuple[Origin, ...] = ()
    troubles: tuple[Trouble, ...] = ()

    def documents(self) -> Iterator[tuple[Origin, Kept]]:
        """Yield every document with its source, in order."""
        return ((origin, kept) for origin in self.origins for kept in origin.documents)

    def keys(self) -> set[str]:
        """Return the keys of all documents."""
        return {kept.key for _, kept in self.documents()}

    def all_troubles(self) -> tuple[Trouble, ...]:
        """Return everything that could not be read, in the order in which a build meets it."""
        return (*self.troubles, *(t for origin in self.origins for t in origin.troubles))


def add(old: Manifest, new: Manifest) -> Manifest:
    """Return both together, as one build of all their paths would have it; what ``new`` read again replaces the old.

    The settings are those of ``old``.
    """
    origins = {origin.real: origin for origin in old.origins}
    for origin in new.origins:
        before = origins.get(origin.real)
        if before is not None and before.file < origin.file:  # a file that is reached in two ways
            names = {"path": before.path, "file": before.file, "absolute": before.absolute}
            origin = replace(origin, **names)  # type: ignore[arg-type]
        origins[origin.real] = origin
    found = {origin.path for origin in origins.values()}
    troubles = {t.path: t for t in (*old.troubles, *new.troubles) if t.path not in found}
    return Manifest(old.settings, in_order(origins.values()), tuple(troubles[path] for path in sorted(troubles)))


def remove(old: Manifest, gone: Callable[[Origin, Kept], bool]) -> Manifest:
    """Return the manifest without the documents for which ``gone`` is true, and without sources left empty by it."""
    origins = []
    for origin in old.origins:
        left = tuple(kept for kept in origin.documents if not gone(origin, kept))
        if left or not origin.documents:
            origins.append(replace(origin, documents=left))
    return replace(old, origins=tuple(origins))


def in_order(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """Return the sources in the order in which a build reads them."""
    return tuple(sorted(origins, key=lambda origin: PurePath(origin.file).parts))


def to_bytes(manifest: Manifest) -> bytes:
    """Return the manifest as it lies in a file: a line that names its shape, then JSON."""
    return f"kg-manifest {schema(Manifest)}\n".encode() + encode(manifest) + b"\n"


def from_bytes(data: bytes) -> Manifest:
    """Return what ``to_bytes`` wrote. Raises: ValueError for another shape or damage."""
    head, _, body = data.partition(b"\n")
    if head != f"kg-manifest {schema(Manifest)}".encode():
        raise ValueError("it was written by another version of kg")
    try:
        return decode(body, Manifest)
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError("it is damaged") from error

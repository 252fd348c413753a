"""From sources to the manifest of a build: every document is read, handed to the desk, and named at the end."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from kg.config import Config
from kg.engine.desk import Desk, Named
from kg.engine.manifest import Kept, Manifest, Origin, Trouble
from kg.errors import InputError
from kg.model import Document
from kg.ontology import Ontology
from kg.text.read import Names, Problem, Source, Unnamed, documents_of, read, sources_of
from kg.text.read.sources import with_ids


def take_in(paths: Sequence[str], config: Config) -> tuple[list[Document], list[Problem]]:
    """Read and clean every document; what could not be read comes back as problems."""
    from kg.text.clean import clean

    documents: list[Document] = []
    problems: list[Problem] = []
    for item in read(paths, config):
        if isinstance(item, Document):
            documents.append(clean(item, keep_boilerplate=config.keep_boilerplate))
        else:
            problems.append(item)
    return sorted(documents, key=lambda d: d.id), problems


def survey(paths: Sequence[str], config: Config, desk: Desk) -> Manifest:
    """Read the documents of the paths one by one, hand them to the desk and return what there was.

    Raises: InputError under ``strict`` for the first thing that cannot be read.
    """
    sources, problems = sources_of(paths)
    sizes = [_size(source) for source in sources]
    total = max(sum(sizes), 1)
    troubles = tuple(_trouble(p, config) for p in problems)
    origins = []
    for i, source in enumerate(sources):
        kept: list[Kept] = []
        faults: list[Trouble] = []
        for item in documents_of(source, config):
            if isinstance(item, Unnamed):
                kept.append(Kept(desk.take(item.document), item.line, item.own))
            else:
                faults.append(_trouble(item, config))
        origins.append(
            Origin(
                source.path, str(source.file), source.ending, source.packed, source.absolute, source.real,
                tuple(kept), tuple(faults),
            )
        )  # fmt: skip
        desk.counts.share = sum(sizes[: i + 1]) / total if i % 16 == 0 or i + 1 == len(sources) else desk.counts.share
    return Manifest(config, tuple(origins), troubles)


def name_all(manifest: Manifest) -> list[Named]:
    """Return every document with the id that it has among all of the build, in the order of the sources."""
    sources = [
        Source(o.path, Path(o.file), o.ending, o.packed, absolute=o.absolute, real=o.real) for o in manifest.origins
    ]
    ids = {source.real: source.id for source in with_ids(sources)}
    names = Names(with_ids(sources))
    return [
        Named(names.name(ids[origin.real], kept.line, kept.own), origin.path, kept.key, kept.line)
        for origin, kept in manifest.documents()
    ]


def problems_of(manifest: Manifest, named: Sequence[Named], desk: Desk) -> tuple[Problem, ...]:
    """Return everything that could not be read, and every document that could not be understood."""
    unread = [Problem(t.path, t.line, t.message, t.code, t.hint) for t in manifest.all_troubles()]
    lost = [(n, desk.lost[n.key]) for n in named if n.key in desk.lost]
    hint = "it was left out"
    return (*unread, *(Problem(n.path, n.line, found.why, found.code, hint) for n, found in lost))


def fingerprint(config: Config, ontology: Ontology) -> str:
    """Return 16 hex digits over all that a reading depends on besides its document. Raises: ModelError, InputError."""
    from kg.engine.codec import schema
    from kg.engine.work import LAYOUT
    from kg.model import Reading
    from kg.text.parse_kept import parser_fingerprint

    house = Path(__file__).parent
    digest = sha256()
    for path in sorted([*(house / "text").rglob("*.*"), house / "model.py", house / "ontology.py"]):
        if path.suffix in (".py", ".json", ".tsv"):
            digest.update(path.name.encode() + path.read_bytes())
    if config.gazetteer:
        try:
            digest.update(Path(config.gazetteer).read_bytes())
        except OSError as error:
            what = f"cannot be read ({error.strerror or error})"
            raise InputError(what, path=config.gazetteer, code="KG801") from error
    settings = (config.keep_boilerplate, config.split_governments, parser_fingerprint(config.model))
    digest.update(repr((settings, ontology.digest, schema(Reading), LAYOUT)).encode())
    return digest.hexdigest()[:16]


def nothing_read(problems: Sequence[Problem]) -> InputError:
    """Return why there is nothing to build, of one problem or more: the first, and how many others there are."""
    first = problems[0]
    if len(problems) == 1:
        return first.error()
    hint = f"and {len(problems) - 1:,} more could not be read, so that nothing was written"
    return InputError(first.message, path=first.path, line=first.line, hint=hint, code=first.code)


def _trouble(problem: Problem, config: Config) -> Trouble:
    if config.strict:
        raise problem.error()
    return Trouble(problem.path, problem.line, problem.message, problem.code, problem.hint)


def _size(source: Source) -> int:
    try:
        return os.stat(source.file).st_size  # noqa: PTH116 - a Path would drop "./" and the like
    except (OSError, ValueError):
        return 0

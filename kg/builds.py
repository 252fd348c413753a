"""A build that lives in a folder: it remembers what it read, and documents can be added and taken away.

Beside the outputs, ``OUT/.kg`` holds ``manifest`` (which documents), ``documents``, ``readings`` and
``parses`` (packs) and ``lock``. The manifest is renamed together with the outputs, so that they fit.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import pipeline
from kg.config import Config
from kg.engine import manifest as manifests
from kg.engine.desk import Counts, Desk, desk
from kg.engine.lock import locked
from kg.engine.manifest import Manifest
from kg.errors import InputError, KgError
from kg.intake import fingerprint, name_all, nothing_read, problems_of, survey
from kg.iris import entity_iri
from kg.model import LinkedMention
from kg.outputs import Writer, recover
from kg.pipeline import BuildResult

if TYPE_CHECKING:
    from kg.graph.decisions import Decisions
    from kg.graph.resolve import Resolution
    from kg.model import KnowledgeGraph, Reading
    from kg.ontology import Ontology

STATE = ".kg"
MANIFEST = f"{STATE}/manifest"

Moved = Callable[[Counts], None]


@dataclass(frozen=True)
class Built:
    """What a build into a folder came to."""

    result: BuildResult
    written: tuple[Path, ...]
    counts: Counts


def build(
    folder: str | Path,
    paths: Sequence[str],
    config: Config | None = None,
    *,
    moved: Moved = lambda _: None,
    keep: bool = True,
) -> Built:
    """Build the graph of the paths into ``folder``; documents that were read before are not read again.

    Args:
        moved: called now and then with what is done so far.
        keep: keep in the folder what was read. Without it nothing can be added later.

    Raises: KgError, as ``kg.build`` does; OutputError if another build is at work in the folder.
    """
    config = absolute(config or Config())
    with _at(Path(folder), config, moved, keep=keep) as work:
        manifest = survey(paths, config, work.desk)
        return work.end(manifest)


def add(folder: str | Path, paths: Sequence[str], *, moved: Moved = lambda _: None, **settings: Any) -> Built:
    """Add documents to the build in ``folder``; a source that it has already is read again.

    The outputs are those of one build of all documents, with the settings of the first.

    Args:
        settings: ``workers``, ``executor``, ``max_seconds`` or ``strict`` of this run.
    """
    old = _manifest(Path(folder))
    with _at(Path(folder), replace(old.settings, **settings), moved) as work:
        old = _manifest(Path(folder))  # now that nobody else writes it
        new = survey(paths, work.desk.config, work.desk)
        if not new.keys():
            problems = problems_of(new, (), work.desk)
            if problems:
                raise nothing_read(problems)
            raise InputError("there is no document to add", path=" ".join(paths), code="KG806")
        manifest = manifests.add(old, new)
        work.want(manifest.keys() - new.keys())
        return work.end(manifest)


def remove(folder: str | Path, documents: Sequence[str], *, moved: Moved = lambda _: None, **settings: Any) -> Built:
    """Take documents, named by id or by the path of their source, out of the build in ``folder``.

    Raises: InputError if one is not in it, or none would be left.
    """
    old = _manifest(Path(folder))
    with _at(Path(folder), replace(old.settings, **settings), moved) as work:
        old = _manifest(Path(folder))
        manifest = without(old, documents)
        if not manifest.keys():
            hint = "delete the folder instead"
            raise InputError("no document would be left", path=str(folder), hint=hint, code="KG803")
        work.want(manifest.keys())
        return work.end(manifest, gone=old.keys() - manifest.keys())


def again(folder: str | Path, *, moved: Moved = lambda _: None, **settings: Any) -> Built:
    """Join and write the build in ``folder`` once more, from what was read, with the decisions as they are now."""
    old = _manifest(Path(folder))
    with _at(Path(folder), replace(old.settings, **settings), moved) as work:
        old = _manifest(Path(folder))
        work.want(old.keys())
        return work.end(old)


@dataclass(frozen=True)
class Kept:
    """What a build kept of what it read, after the decisions as they are now; ``missing`` documents are not in it."""

    readings: Sequence[Reading]
    resolution: Resolution
    ontology: Ontology
    decided: Decisions
    missing: tuple[str, ...] = ()


def kept(folder: str | Path) -> Kept:
    """Return what the build in ``folder`` read, without reading anything anew.

    Raises: InputError or KgError if nothing was kept, or all of it by another version or for another model.
    """
    from kg.graph.decisions import NONE
    from kg.review import decisions_of

    manifest, ontology, readings, missing = _kept_readings(Path(folder))
    decided, _ = decisions_of(manifest, Path(folder), ontology)
    readings, resolution = pipeline.resolved(readings, ontology, manifest.settings, decided)
    return Kept(readings, resolution, ontology, decided or NONE, missing)


def _kept_readings(folder: Path) -> tuple[Manifest, Ontology, Sequence[Reading], tuple[str, ...]]:
    """Return the manifest of a build, its ontology, what it read and which documents are missing. Raises: as ``kept``."""
    manifest = _manifest(folder)
    config = manifest.settings
    ontology = pipeline.load(config)
    at = Path(config.cache) if config.cache else folder / STATE
    with desk(pipeline.READER, fingerprint(config, ontology), config, at) as desk_:
        named = sorted(name_all(manifest), key=lambda n: n.id)
        known = [n for n in named if desk_.knows(n.key)]
        missing = tuple(sorted({n.id for n in named} - {n.id for n in known}))
        if not known:
            what = "what it read is not kept, or was read by another version of kg"
            raise InputError(what, path=str(folder), hint="build it again with kg build", code="KG807")
        return manifest, ontology, desk_.readings(known), missing


WHOLE = 2_000
"""Documents of a build whose whole texts go into a page that is drawn again; a page of more has none anyhow."""


def with_texts(folder: str | Path, graph: KnowledgeGraph) -> KnowledgeGraph:
    """Return the graph of the build in ``folder`` with its articles' texts and mentions, which its Turtle has not.

    The graph as it is where the folder kept nothing that fits it: a graph.ttl alone can be drawn too.
    """
    folder = Path(folder)
    if not (folder / MANIFEST).is_file() or len(graph.documents) > WHOLE:
        return graph
    try:
        _, _, readings, _ = _kept_readings(folder)
        lines = (folder / "mentions.jsonl").read_text(encoding="utf8").splitlines()
    except (KgError, OSError, UnicodeDecodeError):
        return graph
    texts = {r.document.id: r.document for r in readings}
    documents = tuple(texts.get(d.id, d) for d in graph.documents)
    ids = {entity_iri(graph.base, e.id): e.id for e in graph.entities}
    mentions = []
    for line in lines:
        row = json.loads(line)
        entity = None if row["entity"] is None else ids.get(row["entity"])
        if entity is not None or row["entity"] is None:
            mentions.append(LinkedMention(row["doc"], row["start"], row["end"], row["text"], row["kind"], entity, row["why"]))
    return replace(graph, documents=documents, mentions=tuple(mentions))


def settings_of(folder: str | Path) -> Config:
    """Return the settings of the build in ``folder``. Raises: InputError, KgError if it kept none."""
    return _manifest(Path(folder)).settings


def without(manifest: Manifest, documents: Sequence[str]) -> Manifest:
    """Return the manifest without these documents. Raises: InputError for one that is not in it."""
    named = name_all(manifest)
    paths = {origin.path for origin in manifest.origins}
    ids = {n.id for n in named}
    for document in documents:
        if document not in ids and document not in paths:
            near = get_close_matches(document, sorted(ids), n=1, cutoff=0.3)
            hint = f"did you mean {near[0]}?" if near else "report.json lists the ids"
            raise InputError(f"there is no document {document!r} in the build", hint=hint, code="KG802")
    wanted = set(documents)
    gone = {
        (origin.real, kept)
        for (origin, kept), n in zip(manifest.documents(), named, strict=True)
        if n.id in wanted or origin.path in wanted
    }
    left = manifests.remove(manifest, lambda origin, kept: (origin.real, kept) in gone)
    return replace(left, origins=tuple(o for o in left.origins if o.documents or o.path not in wanted))


def absolute(config: Config) -> Config:
    """Return the settings with paths that hold from any working folder."""
    return replace(
        config,
        ontology=tuple(str(Path(p).resolve()) for p in config.ontology),
        gazetteer=str(Path(config.gazetteer).resolve()) if config.gazetteer else None,
        review=str(Path(config.review).resolve()) if config.review else None,
        cache=str(Path(config.cache).resolve()) if config.cache else None,
    )


# --------------------------------------------------------------------------- under the lock


@dataclass
class _Work:
    folder: Path
    desk: Desk
    ontology: Any
    keep: bool

    def want(self, keys: set[str]) -> None:
        for key in sorted(keys):
            self.desk.want(key)

    def end(self, manifest: Manifest, gone: Collection[str] = ()) -> Built:
        """Read what is to be read, join all, write all: from here on the new state holds, and nothing is left of what is ``gone``."""
        self.desk.finish()
        shared = self.desk.config.cache is not None
        parses = set() if shared else self.desk.parse_keys(gone, lambda d: pipeline.parse_key(d, self.desk.config))
        result = pipeline.conclude(manifest, self.desk, self.ontology, self.folder)
        extra: dict[str, Writer] = {}
        if self.keep:
            kept = replace(manifest, settings=_lasting(manifest.settings))
            extra = {
                MANIFEST: lambda path: path.write_bytes(manifests.to_bytes(kept)),
                f"{STATE}/work.json": lambda path: path.write_text(json.dumps(result.work) + "\n", encoding="utf8"),
            }
        written = pipeline.write(result, self.folder, extra, self.desk.processes)
        if self.keep:
            self.desk.trim(manifest.keys(), shared=shared)
            if gone and not shared:
                self.desk.purge(gone, parses)
        return Built(result, written[: len(written) - len(extra)], self.desk.counts)


@contextlib.contextmanager
def _at(folder: Path, config: Config, moved: Moved, *, keep: bool = True) -> Iterator[_Work]:
    state = folder / STATE
    with locked(state / "lock", folder):
        recover(folder)
        ontology = pipeline.load(config)
        at = (Path(config.cache) if config.cache else state) if keep else None
        with desk(pipeline.READER, fingerprint(config, ontology), config, at, moved) as desk_:
            yield _Work(folder, desk_, ontology, keep)


def _lasting(config: Config) -> Config:
    """Return the settings without those that hold for one run only."""
    plain = Config()
    return replace(
        config, workers=plain.workers, executor=plain.executor, max_seconds=plain.max_seconds, strict=plain.strict,
        memory=plain.memory, scheduler=plain.scheduler,
    )


def _manifest(folder: Path) -> Manifest:
    hint = "build it again from its sources with kg build"
    with contextlib.suppress(OSError):
        recover(folder)
    try:
        return manifests.from_bytes((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        what = "there is no build here that documents can be added to" if folder.is_dir() else "there is no such folder"
        raise InputError(what, path=str(folder), hint=hint, code="KG804") from None
    except (OSError, ValueError) as error:
        raise KgError(f"its manifest cannot be used ({error})", path=str(folder), hint=hint, code="KG805") from error

"""Paths to the files behind them, in an order and with ids that do not depend on how they were named."""

from __future__ import annotations

import glob
import os
import re
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from kg.text.read.found import Problem

STDIN = "-"
LONGEST_ID = 120
_NOT_ARTICLES = re.compile(
    r"(?:readme|licen[cs]e|notice|copying|changelog|contributing)(?:\.\w+)?|kg\.review\.tsv", re.I
)
_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read (or ``-``): the path as the user wrote it, its ending, the document's id."""

    path: str
    file: Path
    ending: str  # "txt", without ".gz"
    packed: bool = False
    id: str = ""
    absolute: str = ""  # the path from the root, links as named; with ``file`` it decides the id
    real: str = ""  # the path without links: what the file is known by


def expand(paths: Sequence[str], endings: Collection[str]) -> tuple[list[Source], list[Problem]]:
    """Return the files behind ``paths`` (files, folders, globs, ``-``) and what is not to be had.

    Sorted by path; a file that is reached in two ways is there once.
    """
    found: dict[str, Path] = {}  # real path -> path as named
    problems: dict[str, Problem] = {}
    for path in sorted(set(paths)):
        for item in _expand_one(path):
            if isinstance(item, Problem):
                problems[item.path] = item
            else:
                real = STDIN if path == STDIN else os.path.realpath(item)
                if real not in found or str(item) < str(found[real]):
                    found[real] = item
    sources = []
    for real, file in sorted(found.items(), key=lambda item: _key(item[1])):
        name = _shown(file)
        absolute = os.path.abspath(file)  # noqa: PTH100 - links stay as named
        packed = file.name.lower().endswith(".gz")
        stem = file.name[:-3] if packed else file.name
        ending = Path(stem).suffix.lower().removeprefix(".")
        if name == STDIN:
            sources.append(Source(STDIN, file, "", id="stdin", absolute=STDIN, real=STDIN))
        elif ending in endings:
            sources.append(Source(name, file, ending, packed, absolute=absolute, real=real))
        else:
            what = f"the ending .{ending} is unknown" if ending else "it has no ending that says what it is"
            hint = f"known: {', '.join('.' + e for e in endings)}"
            problems[name] = Problem(name, None, _printable(what), "KG113", hint)
    return with_ids(sources), [problems[k] for k in sorted(problems)]


def _expand_one(path: str) -> Iterator[Path | Problem]:
    if path == STDIN:
        yield Path(STDIN)
        return
    if "\0" in path:
        yield Problem(_printable(path), None, "a path cannot hold a NUL character", "KG110", "check the name")
        return
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - a Path would drop "./" and the like
    except FileNotFoundError:
        yield from _glob(path)
        return
    except (OSError, ValueError) as error:
        yield Problem(_printable(path), None, _why(error), "KG111", "check its name and its rights")
        return
    if stat.S_ISDIR(mode):
        yield from _walk(Path(path), set())
    else:
        yield Path(path)


def _glob(path: str) -> Iterator[Path | Problem]:
    if _MAGIC.search(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - the pattern may be absolute
        if matches:
            for match in matches:
                if Path(match).is_dir():
                    if not path.endswith("**"):
                        yield from _walk(Path(match), set())
                else:
                    yield Path(match)
            return
        yield Problem(_printable(path), None, "no file fits this pattern", "KG110", "check the pattern")
    else:
        yield Problem(_printable(path), None, "there is no such file or folder", "KG110", "check the path")


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Problem]:
    """Yield the files under ``folder``, following links to folders but never into one being read or read before."""
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        try:
            here = at.stat()
            if (here.st_dev, here.st_ino) in seen:
                continue
            seen.add((here.st_dev, here.st_ino))
            with os.scandir(at) as entries:
                listed = sorted(entries, key=lambda e: e.name)
        except OSError as error:
            yield Problem(_shown(at), None, _why(error), "KG111", "check its rights")
            continue
        for entry in listed:
            if entry.name.startswith(".") or _NOT_ARTICLES.fullmatch(entry.name):
                continue
            try:
                is_folder = entry.is_dir()
            except OSError:
                is_folder = False  # a link to itself: opening it will say so
            if is_folder:
                waiting.append(at / entry.name)
            else:
                yield at / entry.name


def with_ids(sources: Sequence[Source]) -> list[Source]:
    """Give each source the shortest id that is its own: name, folder-name, …, then name with its ending.

    The ids depend on all sources of a build; ``sources`` are in the order of their paths and stay so.
    """
    groups: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        groups["stdin" if source.path == STDIN else safe_id(_parts(source, 0))].append(source)
    named: list[Source] = []
    taken = {key for key, group in groups.items() if len(group) == 1}
    for key, group in groups.items():
        if len(group) == 1:
            named.append(replace(group[0], id=key))
            continue
        for source, own in zip(group, _apart(group), strict=True):
            # A longer id may still meet another file's name; the hash of what was tried settles it.
            while own in taken:
                own = f"{own}-{sha256(source.path.encode('utf8', 'replace')).hexdigest()[:8]}"
            taken.add(own)
            named.append(replace(source, id=own))
    return sorted(named, key=lambda s: _key(s.file))


def _apart(group: list[Source]) -> list[str]:
    deepest = max(len(Path(s.absolute).parts) for s in group)
    for depth in range(1, deepest + 1):
        ids = [safe_id(_parts(s, depth)) for s in group]
        if len(set(ids)) == len(ids):
            return ids
    with_ending = [safe_id(f"{_parts(s, 0)}-{s.ending}{'-gz' if s.packed else ''}") for s in group]
    if len(set(with_ending)) == len(with_ending):
        return with_ending
    return [safe_id(f"{_parts(s, 1)}-{s.ending}{'-gz' if s.packed else ''}") for s in group]


def _parts(source: Source, depth: int) -> str:
    path = Path(source.absolute)
    stem = path.name[:-3] if source.packed else path.name
    stem = stem[: -len(source.ending) - 1] if source.ending else stem
    return "-".join([*(path.parent.parts[-depth:] if depth else ()), stem])


def safe_id(name: str) -> str:
    """Return ``name`` with letters, digits, ``.``, ``_`` and ``-`` only: no path, no markup, no control characters."""
    out = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", name)).strip("-.")
    if len(out) > LONGEST_ID:
        out = out[:LONGEST_ID] + "-" + sha256(out.encode("utf8", "replace")).hexdigest()[:8]
    return out or "document"


def _key(file: Path) -> tuple[str, ...]:
    return file.parts


def _shown(file: Path) -> str:
    return _printable(str(file))


def _printable(text: str) -> str:
    """Return a path that any output can hold: bytes that are no UTF-8 and control characters replaced."""
    text = os.fsencode(text).decode("utf-8", "replace") if "\0" not in text else text
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _why(error: OSError | ValueError) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"it cannot be opened ({reason})"

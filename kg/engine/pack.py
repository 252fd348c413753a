"""Many entries in one file that is there whole or not at all, and that says when a byte of it is wrong.

Line 1 is ``kg-pack 1``, line 2 the SHA-256 of line 3, line 3 a JSON list of [key, length, SHA-256] per
entry; the entries follow, each packed by zlib. A pack is named by its keys, written aside, flushed to
the disk and renamed: that the file exists says that it is done.
"""

from __future__ import annotations

import json
import os
import tempfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

MAGIC = b"kg-pack 1\n"
ENDING = ".pack"
LONGEST_HEADER = 64_000_000
"""Bytes; a header is 150 bytes per entry, so a longer one is not ours."""

LEVEL = 1
"""Of zlib: readings shrink to a sixth at 80 MB/s; level 6 takes four times as long for a tenth less."""

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)


class Damaged(Exception):
    """A pack, or an entry of one, is not what was written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an entry lies: the file, its first byte, its length as packed, and the SHA-256 of that."""

    file: Path
    start: int
    length: int
    digest: str


def pack_path(folder: Path, keys: Iterable[str]) -> Path:
    """Return where the pack of entries with these keys lies."""
    name = sha256("\n".join(sorted(keys)).encode()).hexdigest()[:32]
    return folder / name[:2] / (name + ENDING)


def write_pack(folder: Path, entries: Mapping[str, bytes]) -> Path:
    """Write the entries as one pack into ``folder`` and return its path; equal keys give an equal name.

    Raises: OSError if it cannot be written; then nothing is left of it.
    """
    path = pack_path(folder, entries)
    packed = {key: zlib.compress(data, LEVEL) for key, data in sorted(entries.items())}
    header = json.dumps([[k, len(d), sha256(d).hexdigest()] for k, d in packed.items()], separators=(",", ":")).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=".", suffix=f".{os.getpid()}", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(MAGIC + sha256(header).hexdigest().encode() + b"\n" + header + b"\n")
            out.writelines(packed.values())
            out.flush()
            os.fsync(out.fileno())
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    return path


def list_pack(path: Path) -> dict[str, Entry]:
    """Return where each entry of a pack lies, by key. Raises: Damaged, OSError."""
    with path.open("rb") as file:
        if file.readline(len(MAGIC)) != MAGIC:
            raise Damaged(f"{path} is no pack")
        digest = file.readline(65).rstrip(b"\n").decode("latin1")
        header = file.readline(LONGEST_HEADER)
        at = file.tell()
        size = file.seek(0, os.SEEK_END)
    if not header.endswith(b"\n") or sha256(header[:-1]).hexdigest() != digest:
        raise Damaged(f"the header of {path} is not what was written")
    out = {}
    for key, length, checksum in json.loads(header):
        out[key] = Entry(path, at, length, checksum)
        at += length
    if at != size:
        raise Damaged(f"{path} has {size} bytes, not {at}")
    return out


def read_entry(entry: Entry) -> bytes:
    """Return the bytes of one entry. Raises: Damaged, OSError."""
    file = os.open(entry.file, _READ)  # a file object would cost more than all that follows
    try:
        os.lseek(file, entry.start, os.SEEK_SET)
        data = os.read(file, entry.length)
        while len(data) < entry.length and (more := os.read(file, entry.length - len(data))):
            data += more
    finally:
        os.close(file)
    if sha256(data).hexdigest() != entry.digest:
        raise Damaged(f"an entry of {entry.file} is not what was written")
    return zlib.decompress(data)

"""The packs of a folder as one table: bytes by key, found again after a crash, damage thrown away."""

from __future__ import annotations

import contextlib
import os
import struct
from collections.abc import Collection, Mapping
from pathlib import Path

from kg.engine.pack import ENDING, Damaged, Entry, list_pack, read_entry, write_pack

_Name = bytes | str
_PLACE = struct.Struct("<IQQ32s")
"""Number of the pack, first byte, length, SHA-256."""


def _name(key: str) -> _Name:
    """Return the key as it is held: those of hexadecimal digits take half the room."""
    try:
        name = bytes.fromhex(key)
    except ValueError:
        return key
    return name if name.hex() == key else key


class Store:
    """Bytes by key in the packs of ``folder``; several processes may add to one folder at once.

    ``limit`` bounds the bytes on disk when ``trim`` is called; None bounds nothing.
    """

    def __init__(self, folder: Path, *, limit: int | None = None, listed: bool = True) -> None:
        self.folder, self.limit = folder, limit
        self._entries: dict[_Name, bytes] = {}  # name of the key -> where it lies, packed: there may be millions
        self._seen: dict[Path, int] = {}  # the packs and their numbers
        self._packs: list[Path] = []  # by number
        self._used: set[Path] = set()
        if listed:  # one that is only written to need not know what is there
            self.refresh()

    def __contains__(self, key: str) -> bool:
        return _name(key) in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def refresh(self) -> None:
        """Take in the packs that others have written since; what is damaged is deleted."""
        for path in sorted(self.folder.glob(f"??/*{ENDING}")):
            if path not in self._seen:
                self.take_in(path)

    def take_in(self, path: Path) -> None:
        """Take in one pack; if it is damaged it is deleted, so that its entries are made again."""
        try:
            listed = list_pack(path)
        except (Damaged, ValueError, TypeError):
            path.unlink(missing_ok=True)
        except OSError:
            return  # gone in between
        else:
            number = self._seen[path] = len(self._packs)
            self._packs.append(path)
            for key, entry in listed.items():
                self._entries[_name(key)] = _PLACE.pack(number, entry.start, entry.length, bytes.fromhex(entry.digest))

    def add(self, entries: Mapping[str, bytes]) -> None:
        """Keep the entries. Raises: OSError if the disk is full or cannot be written."""
        if entries:
            self.take_in(write_pack(self.folder, entries))

    def get(self, key: str) -> bytes | None:
        """Return the bytes kept under ``key``; None if there are none or they are damaged."""
        place = self._entries.get(_name(key))
        if place is None:
            return None
        entry = self._entry(place)
        try:
            data = read_entry(entry)
        except Damaged:
            self._salvage(entry.file, self._by_pack()[entry.file])
            return None
        except OSError:
            self.forget(key)
            return None
        self._used.add(entry.file)
        return data

    def forget(self, key: str) -> None:
        """Take a key whose bytes are of no use out of the table, so that they are made again."""
        self._entries.pop(_name(key), None)

    def _entry(self, place: bytes) -> Entry:
        number, start, length, digest = _PLACE.unpack(place)
        return Entry(self._packs[number], start, length, digest.hex())

    def _by_pack(self) -> dict[Path, list[str]]:
        """Return the keys of every pack."""
        packs: dict[Path, list[str]] = {path: [] for path in self._seen}
        for name, place in self._entries.items():
            packs[self._packs[_PLACE.unpack(place)[0]]].append(name if isinstance(name, str) else name.hex())
        return packs

    def purge(self, unwanted: Collection[str]) -> None:
        """Leave nothing on disk of what is kept under these keys. Raises: OSError."""
        for path, keys in self._by_pack().items():
            if not set(unwanted).isdisjoint(keys):
                self._salvage(path, keys, unwanted)

    def _salvage(self, path: Path, keys: list[str], without: Collection[str] = ()) -> None:
        """Write the entries of a pack that are whole, but for some keys, into a new one and delete the old one."""
        whole = {}
        for key in keys:
            with contextlib.suppress(Damaged, OSError):
                if key not in without:
                    whole[key] = read_entry(self._entry(self._entries[_name(key)]))
            self.forget(key)
        self._seen.pop(path, None)
        self.add(whole)
        path.unlink(missing_ok=True)

    def trim(self, keep: Collection[str] | None = None) -> None:
        """Delete packs: those without a key of ``keep``; when that is None, the longest unused over the limit."""
        packs = self._by_pack()
        if keep is not None:
            kept = set(keep)
            gone = [path for path, keys in packs.items() if kept.isdisjoint(keys)]
        else:
            gone = self._over_limit()
        for path in gone:
            with contextlib.suppress(OSError):
                path.unlink()
            self._seen.pop(path, None)
            for key in packs.get(path, ()):
                self.forget(key)

    def _over_limit(self) -> list[Path]:
        if self.limit is None:
            return []
        for path in self._used:  # the age of a pack is when it was used last
            with contextlib.suppress(OSError):
                os.utime(path)
        aged = []
        for path in self._seen:
            with contextlib.suppress(OSError):
                found = path.stat()
                aged.append((found.st_mtime_ns, path, found.st_size))
        total, gone = sum(size for _, _, size in aged), []
        for _, path, size in sorted(aged):
            if total <= self.limit:
                break
            total -= size
            gone.append(path)
        return gone

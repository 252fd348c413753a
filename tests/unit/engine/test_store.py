"""What the engine keeps on disk is whole or made again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.engine.pack import Damaged, list_pack, read_entry, write_pack
from kg.engine.store import Store

ENTRIES = {"a": b"first " * 50, "b": b"", "c": bytes(range(256))}


def test_entries_come_back_by_key(tmp_path: Path) -> None:
    Store(tmp_path).add(ENTRIES)
    again = Store(tmp_path)
    assert {k: again.get(k) for k in ENTRIES} == ENTRIES
    assert again.get("d") is None


def test_a_pack_is_named_by_its_keys(tmp_path: Path) -> None:
    first = write_pack(tmp_path / "1", ENTRIES)
    second = write_pack(tmp_path / "2", dict(reversed(ENTRIES.items())))
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()


def test_any_byte_that_is_wrong_is_noticed(tmp_path: Path) -> None:
    path = write_pack(tmp_path, ENTRIES)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises((Damaged, ValueError)):
            for entry in list_pack(path).values():
                read_entry(entry)


@pytest.mark.parametrize("size", [0, 5, 40, 100, -1])
def test_a_pack_that_was_cut_short_is_thrown_away(tmp_path: Path, size: int) -> None:
    path = write_pack(tmp_path, ENTRIES)
    path.write_bytes(path.read_bytes()[:size])
    store = Store(tmp_path)
    assert [k for k in ENTRIES if k in store] == []
    assert not path.exists()
    store.add(ENTRIES)
    assert store.get("a") == ENTRIES["a"]


def test_one_damaged_entry_leaves_the_others(tmp_path: Path) -> None:
    path = write_pack(tmp_path, ENTRIES)
    entry = list_pack(path)["a"]
    whole = bytearray(path.read_bytes())
    whole[entry.start] ^= 255
    path.write_bytes(whole)
    store = Store(tmp_path)
    assert store.get("a") is None
    assert "a" not in store
    assert Store(tmp_path).get("c") == store.get("c") == ENTRIES["c"]
    assert not path.exists()
    store.add({"a": ENTRIES["a"]})
    assert store.get("a") == ENTRIES["a"]


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_pack(tmp_path, ENTRIES)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_packs_that_nothing_needs_go(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add({"a": b"1", "b": b"2"})
    store.add({"c": b"3"})
    store.trim(keep={"b"})
    assert (store.get("a"), store.get("b"), store.get("c")) == (b"1", b"2", None)
    assert len(Store(tmp_path)) == 2


def test_what_is_purged_is_gone_from_the_disk_and_its_neighbours_are_found(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add({"a": b"first", "b": b"second"})
    store.add({"c": b"third"})
    store.purge({"b", "c", "unknown"})
    assert (store.get("a"), store.get("b"), store.get("c")) == (b"first", None, None)
    again = Store(tmp_path)
    assert (len(again), again.get("a")) == (1, b"first")


def test_over_the_limit_the_pack_used_longest_ago_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for age, key in enumerate("abc"):
        store.add({key: os.urandom(1000)})
        os.utime(next(p for p in tmp_path.rglob("*.pack") if key in list_pack(p)), (age, age))
    later = Store(tmp_path, limit=2500)
    assert later.get("a") is not None
    later.trim()
    assert ("a" in later, "b" in later, "c" in later) == (True, False, True)

"""A build remembers what it read, and adding and removing comes to the same as building anew."""

from __future__ import annotations

import json
import os
import shutil
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import builds
from kg.cli.work import in_bytes
from kg.config import Config
from kg.errors import InputError, KgError, OutputError
from tests.unit.engine import stub

pytestmark = pytest.mark.usefixtures("stubbed")


def outputs(folder: Path) -> dict[str, bytes]:
    """Return the files of a build but not what it keeps for itself."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def write(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf8")
    return folder


def records(*texts: str | None) -> str:
    """Return JSON lines; for None, an empty line."""
    lines = ["" if t is None else json.dumps({"id": f"r{i % 2}", "text": t}) for i, t in enumerate(texts)]
    return "\n".join(lines) + "\n"


NEWS = {
    "a/x.txt": "Acme bans Bolt. The first.",
    "b/x.txt": "Acme bans Bolt. The second.",
    "y.txt": "Ruritania bans Acme.",
    "twin.txt": "Ruritania bans Acme.",
    "many.jsonl": records("Bolt bans Cogs.", "Cogs bans Acme.", "Acme bans Cogs."),
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return write(tmp_path / "news", NEWS)


def ids(built: builds.Built) -> list[str]:
    return [d["id"] for d in built.result.report["documents"]]


# --------------------------------------------------------------------------- what is kept


def test_a_second_build_reads_nothing_and_writes_the_same(news: Path, tmp_path: Path) -> None:
    first = builds.build(tmp_path / "out", [str(news)])
    before = outputs(tmp_path / "out")
    second = builds.build(tmp_path / "out", [str(news)])
    assert (first.counts.read, first.counts.parsed, first.counts.from_cache) == (6, 6, 0)  # twins are read once
    assert (second.counts.read, second.counts.parsed, second.counts.from_cache) == (0, 0, 7)
    assert outputs(tmp_path / "out") == before
    work = json.loads((tmp_path / "out" / ".kg" / "work.json").read_text(encoding="utf8"))
    assert (work["parsed"], work["from_cache"]) == (0, 7)


def test_the_outputs_are_the_same_without_a_cache_and_with_one_elsewhere(news: Path, tmp_path: Path) -> None:
    builds.build(tmp_path / "1", [str(news)])
    builds.build(tmp_path / "2", [str(news)], keep=False)
    for _ in range(2):
        builds.build(tmp_path / "3", [str(news)], Config(cache=str(tmp_path / "cache")))
    assert outputs(tmp_path / "1") == outputs(tmp_path / "2") == outputs(tmp_path / "3")
    assert [p.name for p in (tmp_path / "2" / ".kg").iterdir()] == ["lock"]


def test_only_what_changed_is_read(news: Path, tmp_path: Path) -> None:
    builds.build(tmp_path / "out", [str(news)])
    write(news, {"y.txt": "Ruritania bans Bolt."})
    again = builds.build(tmp_path / "out", [str(news)])
    assert (again.counts.read, again.counts.from_cache) == (1, 6)


def test_a_renamed_file_is_not_read_again(news: Path, tmp_path: Path) -> None:
    builds.build(tmp_path / "out", [str(news)])
    (news / "y.txt").rename(news / "z.txt")
    again = builds.build(tmp_path / "out", [str(news)])
    assert again.counts.read == 0
    assert "z" in ids(again)
    assert "y" not in ids(again)


@pytest.mark.parametrize("executor", ["inline", "process", "dask"])
def test_other_settings_read_again_but_parse_nothing(news: Path, tmp_path: Path, executor: str) -> None:
    builds.build(tmp_path / "out", [str(news)], Config(executor=executor, workers=2))
    again = builds.build(tmp_path / "out", [str(news)], Config(executor=executor, workers=2, split_governments=True))
    assert (again.counts.read, again.counts.parsed) == (6, 0)


def test_parses_are_not_kept_when_they_may_take_no_space(news: Path, tmp_path: Path) -> None:
    builds.build(tmp_path / "out", [str(news)], Config(cache_size=0))
    assert not (tmp_path / "out" / ".kg" / "parses").exists()


def test_damage_to_what_is_kept_is_mended(news: Path, tmp_path: Path) -> None:
    builds.build(tmp_path / "out", [str(news)])
    before = outputs(tmp_path / "out")
    for kind in ("readings", "parses"):
        for pack in (tmp_path / "out" / ".kg" / kind).rglob("*.pack"):
            data = bytearray(pack.read_bytes())
            data[-3] ^= 1
            pack.write_bytes(data)
    builds.build(tmp_path / "out", [str(news)])
    assert outputs(tmp_path / "out") == before
    for pack in (tmp_path / "out" / ".kg").rglob("*.pack"):
        pack.write_bytes(b"rubbish")
    builds.build(tmp_path / "out", [str(news)])
    assert outputs(tmp_path / "out") == before


def test_what_no_document_needs_is_deleted(news: Path, tmp_path: Path) -> None:
    builds.build(tmp_path / "out", [str(news)])
    builds.build(tmp_path / "out", [str(news / "y.txt")], Config(split_governments=True))
    kept = list((tmp_path / "out" / ".kg" / "readings").rglob("*.pack"))
    assert len(kept) == 1


def test_a_full_disk_is_said_in_one_line_and_the_old_state_stays(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    builds.build(out, [str(news / "y.txt")])
    before = outputs(out)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match=r"cannot be kept \(No space left on device\).*\[KG703\]"):
            builds.add(out, [str(news)])
    assert outputs(out) == before
    assert len(builds.add(out, [str(news)]).result.report["documents"]) == 7


def test_what_was_read_before_an_interrupt_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news = write(tmp_path / "news", {f"{i}.txt": f"Acme bans Cogs{i}." for i in range(5)})
    left = 3

    def stop(text: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(stub, "act", stop)
        with pytest.raises(KeyboardInterrupt):
            builds.build(tmp_path / "out", [str(news)])
    assert outputs(tmp_path / "out") == {}
    assert builds.build(tmp_path / "out", [str(news)]).counts.read == 2


@pytest.mark.parametrize("memory", [0, 4_000, 100_000])
def test_a_build_too_large_for_memory_writes_the_same(news: Path, tmp_path: Path, memory: int) -> None:
    builds.build(tmp_path / "1", [str(news)])
    built = builds.build(tmp_path / "2", [str(news)], Config(memory=memory))
    assert isinstance(built.result.graph.claims, tuple) == (memory == 100_000)
    assert outputs(tmp_path / "1") == outputs(tmp_path / "2")


def test_decisions_hold_for_a_build_too_large_for_memory(news: Path, tmp_path: Path) -> None:
    rows = "reject\tBolt\tbans\tCogs\ndifferent\tAcme\tBolt\n"
    for name, memory in (("1", Config().memory), ("2", 0)):
        write(tmp_path / name, {"kg.review.tsv": rows})
        builds.build(tmp_path / name, [str(news)], Config(memory=memory))
    assert b"Bolt" in outputs(tmp_path / "1")["triples.csv"]
    assert outputs(tmp_path / "1") == outputs(tmp_path / "2")


@pytest.mark.parametrize(
    ("text", "size"), [("500MB", 500_000_000), ("2GB", 2_000_000_000), ("1.5 gib", 1_610_612_736), ("7", 7), ("3k", 3000)]
)
def test_sizes_are_written_as_people_do(text: str, size: int) -> None:
    assert in_bytes(text) == size


@pytest.mark.parametrize("text", ["", "GB", "-1", "1 TBB", "1,5GB"])
def test_what_is_no_size_is_said(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="is no size; write 500MB or 2GB"):
        in_bytes(text)


# --------------------------------------------------------------------------- add and remove


def test_ids_that_clash_come_out_as_in_a_clean_build(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert ids(builds.build(out, [str(news / "a/x.txt")])) == ["x"]
    assert ids(builds.add(out, [str(news / "b/x.txt")])) == ["a-x", "b-x"]
    assert ids(builds.remove(out, ["a-x"])) == ["x"]


def test_the_sources_need_not_be_there_any_more(news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    builds.build(out, [str(news / "a"), str(news / "many.jsonl")])
    shutil.rmtree(news / "a")
    monkeypatch.chdir(news)  # nor need the working folder be the same
    added = builds.add(out, ["y.txt"])
    assert ids(added) == ["many-r0", "r0", "r1", "x", "y"]
    assert (added.counts.read, added.counts.from_cache) == (1, 4)


def test_a_document_is_removed_by_its_id_or_the_path_of_its_source(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    builds.build(out, [str(news)])
    assert ids(builds.remove(out, ["r0", str(news / "b/x.txt")])) == ["r0", "r1", "twin", "x", "y"]


def test_a_document_whose_text_is_lost_can_be_removed(tmp_path: Path) -> None:
    news = write(tmp_path / "news", {"x.txt": "Acme bans Bolt.", "y.txt": "Ruritania bans Acme."})
    out = tmp_path / "out"
    builds.build(out, [str(news / "x.txt")])
    kept = set((out / ".kg" / "documents").rglob("*.pack"))
    builds.add(out, [str(news / "y.txt")])
    for pack in set((out / ".kg" / "documents").rglob("*.pack")) - kept:
        pack.unlink()
    assert ids(builds.remove(out, ["y"])) == ["x"]


def test_what_is_not_there_cannot_be_removed(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    builds.build(out, [str(news / "y.txt")])
    before = outputs(out)
    with pytest.raises(InputError, match=r"no document 'yy' in the build, did you mean y\? \[KG802\]"):
        builds.remove(out, ["yy"])
    with pytest.raises(InputError, match="no document would be left"):
        builds.remove(out, ["y"])
    with pytest.raises(InputError, match="no such file"):
        builds.add(out, [str(news / "nowhere.txt")])
    assert outputs(out) == before


@pytest.mark.parametrize("there", [True, False])
def test_there_must_be_a_build_to_add_to(news: Path, tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "out").mkdir()
    with pytest.raises(InputError, match=r"\[KG804\]"):
        builds.add(tmp_path / "out", [str(news)])
    builds.build(tmp_path / "bare", [str(news)], keep=False)
    with pytest.raises(KgError, match=r"\[KG804\]"):
        builds.remove(tmp_path / "bare", ["y"])


def test_a_manifest_that_cannot_be_used_is_said(news: Path, tmp_path: Path) -> None:
    builds.build(tmp_path / "out", [str(news)])
    manifest = tmp_path / "out" / ".kg" / "manifest"
    manifest.write_bytes(manifest.read_bytes()[:-20])
    with pytest.raises(KgError, match=r"manifest cannot be used .*build it again .*\[KG805\]"):
        builds.add(tmp_path / "out", [str(news)])


def test_problems_are_kept_until_their_source_is_read_again(tmp_path: Path) -> None:
    news = write(tmp_path / "news", {"good.txt": "Acme bans Bolt.", "bad.txt": " ", "odd.xyz": "?"})
    out = tmp_path / "out"
    first = builds.build(out, [str(news)])
    assert len(first.result.report["not_read"]) == 2
    write(news, {"bad.txt": "Bolt bans Acme.", "more.txt": "Cogs bans Acme."})
    assert len(builds.add(out, [str(news / "more.txt")]).result.report["not_read"]) == 2
    added = builds.add(out, [str(news / "bad.txt")])
    assert len(added.result.report["not_read"]) == 1
    builds.build(tmp_path / "clean", [str(news)])
    assert outputs(out) == outputs(tmp_path / "clean")


def test_a_document_that_cannot_be_read_is_reported_and_tried_again(tmp_path: Path) -> None:
    news = write(tmp_path / "news", {"good.txt": "Acme bans Bolt.", "bad.txt": "FAIL Acme bans Cogs."})
    for _ in range(2):
        built = builds.build(tmp_path / "out", [str(news)])
        assert ids(built) == ["good"]
        (line,) = built.result.report["not_read"]
        assert line.endswith("could not be read to its end (ValueError: told to fail), it was left out [KG711]")
    with pytest.raises(InputError, match="KG711"):
        builds.build(tmp_path / "none", [str(news / "bad.txt")])


def test_strict_minds_a_document_that_cannot_be_read_to_its_end(tmp_path: Path) -> None:
    news = write(tmp_path / "news", {"good.txt": "Acme bans Bolt.", "bad.txt": "FAIL Acme bans Cogs."})
    with pytest.raises(InputError, match="KG711"):
        builds.build(tmp_path / "out", [str(news)], Config(strict=True))
    builds.build(tmp_path / "out", [str(news / "good.txt")])
    before = outputs(tmp_path / "out")
    with pytest.raises(InputError, match="KG711"):
        builds.add(tmp_path / "out", [str(news / "bad.txt")], strict=True)
    assert outputs(tmp_path / "out") == before


NAMES = list(NEWS)
SENTENCES = ("Acme bans Bolt.", "Bolt bans Cogs.", "Cogs bans Acme. Acme bans Cogs.", "Nothing.")
STEP = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(NAMES), st.sampled_from(SENTENCES)),
    st.tuples(st.just("remove"), st.integers(0, 9), st.just("")),
)


SEQUENCE = given(start=st.sets(st.sampled_from(NAMES), min_size=1, max_size=3), steps=st.lists(STEP, max_size=4))
CALM = [HealthCheck.function_scoped_fixture]


@settings(max_examples=25, suppress_health_check=CALM)
@SEQUENCE
def test_any_sequence_ends_as_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: set[str], steps: list[Any]
) -> None:
    follow(tmp_path, monkeypatch, start, steps)


@pytest.mark.slow
@settings(max_examples=200, suppress_health_check=CALM)
@SEQUENCE
def test_two_hundred_sequences_end_as_clean_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: set[str], steps: list[Any]
) -> None:
    follow(tmp_path, monkeypatch, start, steps)


def follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: set[str], steps: list[Any]) -> None:
    """Build, add and remove, and compare with a clean build of what is left."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    for folder in ("news", "out", "clean"):
        shutil.rmtree(tmp_path / folder, ignore_errors=True)
    news, out, clean = tmp_path / "news", tmp_path / "out", tmp_path / "clean"
    now = {name: NEWS[name] for name in start}  # the sources as the build knows them
    write(news, now)
    built = builds.build(out, [str(news / name) for name in sorted(now)])
    for kind, what, sentence in steps:
        shutil.rmtree(news)
        named = {d["id"]: d["path"] for d in built.result.report["documents"]}
        if kind == "add":
            now[what] = records(sentence, sentence + " More.", "Acme bans Bolt.") if "jsonl" in what else sentence
            write(news, {what: now[what]})
            built = builds.add(out, [str(news / what)])
        elif len(named) > 1:
            gone = sorted(named)[what % len(named)]
            name = str(Path(named[gone]).relative_to(news))
            if name.endswith("jsonl"):
                text = next(d.text for d in built.result.graph.documents if d.id == gone)
                lines = now[name].split("\n")
                at = next(i for i, line in enumerate(lines) if line and json.loads(line)["text"] == text)
                now[name] = "\n".join([*lines[:at], "", *lines[at + 1 :]])
                if not now[name].strip():
                    del now[name]
            else:
                del now[name]
            built = builds.remove(out, [gone])
        news.mkdir(exist_ok=True)
    write(news, now)
    builds.build(clean, [str(news / name) for name in sorted(now)])
    assert outputs(out) == outputs(clean)

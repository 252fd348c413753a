"""On a Dask cluster of separate processes a build comes out as anywhere else, whatever happens to the workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from kg import builds
from kg.cli import main
from kg.config import Config
from kg.engine.cluster import Cluster, read_on_worker
from kg.engine.codec import decode, encode
from kg.engine.store import Store
from kg.engine.work import Job, Outcome
from kg.engine.worker import Fault
from kg.errors import KgError
from kg.model import Document
from tests.builds import ROOT
from tests.unit.engine.conftest import STUB

pytest.importorskip("distributed", reason="needs the extra dask")
pytestmark = pytest.mark.usefixtures("stubbed")

# A process of its own: what Dask leaves behind when it ends is not ours to judge.
BUILD = """
import sys
from kg import builds, pipeline
from kg.config import Config
pipeline.READER = sys.argv[1]
pipeline.render = lambda graph, ontology=None: f"{len(graph.claims)} claims"
builds.fingerprint = lambda config, ontology: "stub"
from kg.engine import desk
desk.BATCH_DOCUMENTS = 4
if __name__ == "__main__":
    config = Config(executor="dask", workers=2, scheduler=sys.argv[4] or None, max_seconds=float(sys.argv[5]))
    built = builds.build(sys.argv[2], [sys.argv[3]], config)
    print(built.counts.read, *built.result.report["not_read"], sep="|")
"""


def start(
    out: Path, source: Path, scheduler: str = "", max_seconds: float = 60, target: str = STUB
) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILD, target, str(out), str(source), scheduler, str(max_seconds)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)


def end(build: subprocess.Popen[str]) -> list[str]:
    told, _ = build.communicate(timeout=120)
    assert build.returncode == 0
    return told.strip().split("|")


def sources(folder: Path, **more: str) -> Path:
    folder.mkdir()
    texts = {f"d{i:02}": f"Acme{i % 5} bans Bolt{i}." for i in range(12)}
    for name, text in {**texts, **more}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf8")
    return folder


def outputs(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def inline(tmp_path: Path, source: Path) -> dict[str, bytes]:
    builds.build(tmp_path / "inline", [str(source)])
    return outputs(tmp_path / "inline")


def test_a_local_cluster_writes_the_bytes_of_one_process(tmp_path: Path) -> None:
    source = sources(tmp_path / "news")
    assert end(start(tmp_path / "out", source)) == ["12"]
    assert outputs(tmp_path / "out") == inline(tmp_path, source)


def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    source = sources(tmp_path / "news", once=f"DIE-ONCE {tmp_path / 'died'} Acme bans Cogs.")
    assert end(start(tmp_path / "out", source)) == ["13"]
    assert outputs(tmp_path / "out") == inline(tmp_path, source)


def test_workers_killed_while_they_load_cost_no_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_TEST_STARTS", str(tmp_path / "starts"))
    (tmp_path / "one.txt").write_text("Acme bans Bolt.", encoding="utf8")
    target = "tests.unit.engine.test_process:killed_eight_times"
    assert end(start(tmp_path / "out", tmp_path / "one.txt", target=target)) == ["1"]


def test_an_outcome_that_was_lost_with_its_worker_is_waited_for_no_longer_than_it_takes_to_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Lost:
        status, asked = "finished", 0

        def result(self, timeout: float) -> tuple[str, bytes]:
            self.asked += 1
            if self.asked == 1:
                raise TimeoutError
            return "done", encode(Outcome(1, 0))

    looks: list[int] = []
    told: list[Outcome] = []
    lost = Lost()
    monkeypatch.setattr(Cluster, "_connect", lambda self: setattr(self, "_client", MagicMock()))
    monkeypatch.setattr(Cluster, "_look", lambda self: looks.append(1))
    monkeypatch.setattr("distributed.wait", lambda futures, **_: (set(futures), set()))
    store = Store(tmp_path)
    cluster = Cluster(STUB, Config(), store, None, told.append, workers=1, max_seconds=60, scheduler=None)
    cluster._running[lost] = [Job("a", Document("", "Acme bans Bolt."))]
    cluster.finish()
    assert looks == [1]
    assert told == [Outcome(1, 0)]


def test_documents_that_kill_workers_are_left_out_and_reported(tmp_path: Path) -> None:
    source = sources(tmp_path / "news", bad="DIE", worse="DIE")
    read, *problems = end(start(tmp_path / "out", source))
    assert read == "12"  # whatever waited on the workers that died
    assert [p.rpartition("/")[2][:8] for p in problems] == ["bad.txt:", "worse.tx"]
    assert all("[KG713]" in p for p in problems)


def test_a_document_that_takes_too_long_is_left_out_and_reported(tmp_path: Path) -> None:
    source = sources(tmp_path / "news", slow="HANG")
    read, problem = end(start(tmp_path / "out", source, max_seconds=20))  # nothing else takes so long, ever
    assert read == "12"
    assert "slow.txt: it took longer than 20 s" in problem
    assert "[KG712]" in problem


def test_a_cluster_that_runs_elsewhere_is_used(tmp_path: Path) -> None:
    source = sources(tmp_path / "news")
    address = tmp_path / "scheduler.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    parts = [
        ("scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1"),
        ("worker", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"),
        ("worker", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"),
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + name, *rest, "--scheduler-file", str(address)],
            cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL,
        )
        for name, *rest in parts
    ]  # fmt: skip
    try:
        for _ in range(300):
            if address.exists():
                break
            time.sleep(0.1)
        build = start(tmp_path / "out", source, json.loads(address.read_text())["address"])
        assert end(build) == ["12"]
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            process.wait(timeout=30)
    assert outputs(tmp_path / "out") == inline(tmp_path, source)


def test_a_scheduler_that_does_not_answer_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.engine.cluster.START_SECONDS", 0.5)
    config = Config(executor="dask", scheduler="tcp://127.0.0.1:9")
    with pytest.raises(KgError, match=r"no cluster of workers answers at tcp://127.0.0.1:9 .*\[KG715\]"):
        builds.build(tmp_path / "out", [str(sources(tmp_path / "news"))], config)


def test_a_worker_of_another_version_reads_nothing() -> None:
    kind, body = read_on_worker(b"", b"", 1.0, "another")
    assert kind == "fault"
    assert decode(body, Fault).code == "KG716"


def test_without_dask_the_command_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    source = sources(tmp_path / "news")
    assert main(["build", str(source), "-o", str(tmp_path / "out"), "--executor", "dask"]) == 2
    assert "pip install 'kg-from-text[dask]' (in a checkout: pip install '.[dask]') [KG714]" in capsys.readouterr().err

"""Workers die, hang and lie; every document but the one to blame is read, and none twice."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg import builds, pipeline
from kg.config import Config
from kg.engine.desk import Memory
from kg.engine.process import Supervised
from kg.engine.store import Store
from kg.engine.work import Job, Outcome, Parses, read_batch
from kg.errors import KgError, ModelError
from kg.model import Document, Reading
from kg.outputs import recover
from tests.builds import ROOT
from tests.unit.engine.conftest import STUB
from tests.unit.engine.stub import reader as stub_reader
from tests.unit.engine.test_builds import ids, outputs, write

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed by signals")


class Run:
    """A supervisor over a store in ``folder``, and what it reported."""

    def __init__(self, folder: Path, target: str = STUB, *, workers: int = 2, seconds: float = 60, renew: int = 50):
        self.store = Store(folder)
        self.outcomes: list[Outcome] = []
        self.supervisor = Supervised(
            target, Config(), self.store, None, self.outcomes.append,
            workers=workers, max_seconds=seconds, renew_after=renew,
        )  # fmt: skip

    def read(self, *texts: str, size: int = 4) -> dict[str, str]:
        """Read the texts in batches; return why each lost one was lost."""
        jobs = [Job(f"{i}", Document("", text)) for i, text in enumerate(texts)]
        try:
            for at in range(0, len(jobs), size):
                self.supervisor.submit(jobs[at : at + size])
            self.supervisor.finish()
        finally:
            self.supervisor.close()
        lost = {found.key: found.code for outcome in self.outcomes for found in outcome.lost}
        assert sorted(lost) == sorted(job.key for job in jobs if job.key not in self.store)
        assert sum(outcome.read for outcome in self.outcomes) == len(jobs) - len(lost)
        return lost


GOOD = "Acme bans Bolt."


def test_every_document_is_read_once(tmp_path: Path) -> None:
    assert Run(tmp_path).read(*[f"{GOOD} {i}" for i in range(20)]) == {}


@pytest.mark.parametrize("at", [0, 5, 11])
def test_a_document_that_kills_its_workers_is_given_up(tmp_path: Path, at: int) -> None:
    texts = [f"{GOOD} {i}" for i in range(12)]
    texts[at] = "DIE"
    assert Run(tmp_path).read(*texts) == {f"{at}": "KG713"}


def test_a_document_whose_worker_died_by_chance_is_read(tmp_path: Path) -> None:
    texts = [GOOD, f"DIE-ONCE {tmp_path / 'died'} .", GOOD, GOOD]
    assert Run(tmp_path / "store").read(*texts) == {}
    assert (tmp_path / "died").exists()


def test_several_such_documents_cost_no_other(tmp_path: Path) -> None:
    texts = ["DIE" if i % 3 == 0 else "FAIL" if i % 5 == 0 else GOOD for i in range(12)]
    expected = {f"{i}": "KG713" if i % 3 == 0 else "KG711" for i in range(12) if i % 3 == 0 or i % 5 == 0}
    assert Run(tmp_path).read(*texts) == expected


def test_a_document_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    assert Run(tmp_path, seconds=0.5).read(GOOD, "HANG", GOOD) == {"1": "KG712"}


TOGETHER = "tests.unit.engine.stub:together"


@pytest.mark.parametrize(("text", "code"), [("DIE", "KG713"), ("HANG", "KG712"), ("FAIL", "KG711")])
def test_a_document_is_found_out_among_those_that_are_prepared_together(tmp_path: Path, text: str, code: str) -> None:
    run = Run(tmp_path, TOGETHER, seconds=0.5 if text == "HANG" else 60)
    assert run.read(*[GOOD] * 5, text, *[GOOD] * 4, size=10) == {"5": code}


def test_documents_are_prepared_in_groups_of_short_ones() -> None:
    prepared: list[list[str]] = []

    class Reader:
        def __call__(self, document: Document) -> Reading:
            return Reading(document)

        def prepare(self, documents: Sequence[Document]) -> None:
            prepared.append([d.text[0] for d in documents])

    batch = [Job(f"{i}", Document("", f"{i}" * size)) for i, size in enumerate((9, 9, 30_000, 9_000, 9_000, 9_000, 9))]
    at: list[int] = []
    assert read_batch(batch, Reader(), Memory(), Parses(), begin=at.append).read == 7
    assert prepared == [["0", "1"], ["3", "4"], ["5", "6"]]
    assert at == [-1, 0, 1, 2, -1, 3, 4, -1, 5, 6]


def test_what_waits_at_the_end_goes_out_in_small_batches(tmp_path: Path) -> None:
    run = Run(tmp_path)
    assert run.read(*[GOOD] * 40, size=40) == {}
    assert [outcome.read for outcome in run.outcomes] == [8] * 5


def test_workers_killed_while_they_load_cost_no_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_TEST_STARTS", str(tmp_path / "starts"))
    run = Run(tmp_path / "store", "tests.unit.engine.test_process:killed_eight_times", workers=1)
    assert run.read(*[GOOD] * 3, size=3) == {}
    assert len(list((tmp_path / "starts").iterdir())) == 9


def killed_eight_times(config: Config, parses: Parses) -> object:
    starts = Path(os.environ["KG_TEST_STARTS"])
    starts.mkdir(exist_ok=True)
    (starts / f"{os.getpid()}").touch()
    if len(list(starts.iterdir())) <= 8:
        os.kill(os.getpid(), signal.SIGKILL)
    return stub_reader(config, parses)


def test_the_reader_has_its_model_before_its_first_document() -> None:
    with pytest.raises(ModelError):
        pipeline.reader(Config(model="en_no_such_model"), None)


def test_workers_are_renewed(tmp_path: Path) -> None:
    run = Run(tmp_path, workers=1, renew=1)
    assert run.read(*[GOOD] * 6, size=2) == {}
    assert run.supervisor._started >= 3


def test_a_model_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"no model .*\[KG201\]"):
        Run(tmp_path, "tests.unit.engine.test_process:no_model").read(GOOD)


def no_model(*_: object) -> None:
    raise KgError("no model", code="KG201")


def test_workers_that_cannot_start_do_not_start_for_ever(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"end before they are ready \(exit code 3\).*\[KG713\]"):
        Run(tmp_path, "tests.unit.engine.test_process:no_start").read(GOOD)


def no_start(*_: object) -> None:
    os._exit(3)


def test_what_a_reader_prints_does_no_harm(tmp_path: Path) -> None:
    assert Run(tmp_path, "tests.unit.engine.test_process:chatty").read(GOOD, GOOD) == {}


def chatty(*arguments: object) -> object:
    from tests.unit.engine.stub import read

    def chat(document: Document) -> object:
        print("x" * 10_000)
        return read(document)

    return chat


def test_workers_killed_at_random_lose_and_double_nothing(tmp_path: Path) -> None:
    run = Run(tmp_path)
    stop = threading.Event()
    killed: list[int] = []
    kills = random.Random(7)

    def kill() -> None:
        while not stop.wait(kills.uniform(0.2, 0.6)):
            alive = run.supervisor.processes()  # none, while the last one killed is being replaced
            if alive:
                pid = kills.choice(alive)
                killed.append(pid)
                os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        assert run.read(*[f"SLOW {GOOD} {i}" for i in range(150)], size=5) == {}
    finally:
        stop.set()
        killer.join()
    assert len(killed) >= 5


# --------------------------------------------------------------------------- whole builds


@pytest.mark.usefixtures("stubbed")
def test_the_outputs_do_not_depend_on_the_executor(tmp_path: Path) -> None:
    news = write(tmp_path / "news", {f"{i}.txt": f"Acme bans Bolt. Bolt bans Cogs{i}." for i in range(150)})
    builds.build(tmp_path / "1", [str(news)])
    built = builds.build(tmp_path / "2", [str(news)], Config(workers=2))
    builds.build(tmp_path / "3", [str(news)], Config(workers=2), keep=False)
    assert built.counts.read == built.counts.parsed == 150
    assert outputs(tmp_path / "1") == outputs(tmp_path / "2") == outputs(tmp_path / "3")
    assert builds.build(tmp_path / "2", [str(news)], Config(workers=2)).counts.read == 0


@pytest.mark.usefixtures("stubbed")
def test_a_poisonous_document_is_a_line_of_the_report(tmp_path: Path) -> None:
    news = write(tmp_path / "news", {"a.txt": GOOD, "b.txt": "DIE", "c.txt": "Bolt bans Cogs."})
    built = builds.build(tmp_path / "out", [str(news)], Config(executor="process"))
    assert ids(built) == ["a", "c"]
    (line,) = built.result.report["not_read"]
    assert line.startswith(f"{news}/b.txt: 4 workers ended while they read it (SIGKILL")


BUILDS = """
import sys
from pathlib import Path
from kg import builds, paths, pipeline
from kg.config import Config
builds.fingerprint = lambda config, ontology: "the same, whoever edits the program meanwhile"
pipeline.READER = "tests.unit.engine.stub:reader"
pipeline.render = lambda graph, ontology=None: f"{len(graph.claims)} claims"
act, out, named, workers = sys.argv[1], sys.argv[2], sys.argv[3].split(","), int(sys.argv[4])
paths.ontology_dir = lambda: Path(sys.argv[5])
if act == "build":
    built = builds.build(out, named, Config(workers=workers))
else:
    built = getattr(builds, act)(out, named, workers=workers)
print(built.counts.read)
"""


def started(act: str, out: Path, paths: str, workers: int) -> subprocess.Popen[str]:
    ontology = out.parent / "ontology"
    if not ontology.exists():
        shutil.copytree(ROOT / "ontology", ontology)  # whoever edits ours meanwhile does not change the outcome
    return subprocess.Popen(
        [sys.executable, "-c", BUILDS, act, str(out), paths, str(workers), str(ontology)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def finished(process: subprocess.Popen[str]) -> str:
    printed, _ = process.communicate()
    assert process.returncode == 0
    return printed


@pytest.mark.parametrize("workers", [1, 2])
def test_a_build_that_was_killed_goes_on_from_where_it_was(tmp_path: Path, workers: int) -> None:
    news = write(tmp_path / "news", {f"{i:03}.txt": f"SLOW Acme bans Cogs{i}." for i in range(260)})
    process = started("build", tmp_path / "out", str(news), workers)
    readings = tmp_path / "out" / ".kg" / "readings"
    while process.poll() is None and not list(readings.glob("*/*.pack")):
        time.sleep(0.05)
    process.kill()
    process.communicate()
    assert not (tmp_path / "out" / "graph.ttl").exists()
    read = int(finished(started("build", tmp_path / "out", str(news), workers)))
    assert 0 < read < 260
    finished(started("build", tmp_path / "clean", str(news), 1))
    assert outputs(tmp_path / "out") == outputs(tmp_path / "clean")


def test_ctrl_c_ends_the_workers_too(tmp_path: Path) -> None:
    news = write(tmp_path / "news", {f"{i:03}.txt": f"SLOW {GOOD} {i}" for i in range(400)})
    process = started("build", tmp_path / "out", str(news), 2)
    while process.poll() is None and not (tmp_path / "out" / ".kg" / "readings").exists():
        time.sleep(0.05)
    children = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode != 0
    assert len(children) == 2
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in children):
            break
        time.sleep(0.05)
    else:
        pytest.fail("a worker is left")


@pytest.mark.slow
def test_a_folder_killed_at_fifty_random_moments_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    news = write(tmp_path / "news", {f"{i}.txt": f"Acme bans Cogs{i}." for i in range(30)})
    write(tmp_path / "more", {"x.txt": "Cogs1 bans Cogs2.", "y.txt": "Bolt bans Acme."})
    more = f"{tmp_path / 'more' / 'x.txt'},{tmp_path / 'more' / 'y.txt'}"
    out = tmp_path / "out"
    finished(started("build", out, str(news), 1))
    old = outputs(out)
    begun = time.monotonic()
    finished(started("add", out, more, 1))
    whole = time.monotonic() - begun
    new = outputs(out)
    finished(started("remove", out, "x,y", 1))
    assert outputs(out) == old
    moments = random.Random(11)
    seen = {"old": 0, "new": 0}
    for _ in range(50):
        process = started("add", out, more, 1)
        time.sleep(whole * moments.uniform(0.3, 1.1))
        process.kill()
        process.communicate()
        recover(out)
        state = outputs(out)
        assert state in (old, new)
        seen["old" if state == old else "new"] += 1
        if state == new:
            finished(started("remove", out, "x,y", 1))
            assert outputs(out) == old
    finished(started("add", out, more, 1))
    assert outputs(out) == new
    assert min(seen.values()) > 0

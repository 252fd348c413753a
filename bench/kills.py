"""Kill a build at random moments and compare what comes out: the bytes must be those of a build that nobody disturbed.

    python bench/kills.py [--kills 50] [--of parent worker dask] [--documents 60] [--seed 1]

``parent``: ``kg build`` is killed (SIGKILL) at a random moment and the same command is run again, until as many
kills are done; every few of them the folder is new. ``worker`` and ``dask``: one worker process after the other is
killed while the build goes on. Batches hold four documents, so that much is under way.
Moments follow the length of a build. Prints a line for each kind.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

RUN = "import sys; from kg.engine import desk; desk.BATCH_DOCUMENTS = 4; from kg.cli import main\n"
RUN += "if __name__ == '__main__': sys.exit(main(sys.argv[1:]))"
FRESH = 10
"""Kills after which the folder is a new one."""


def start(source: Path, out: Path, *flags: str) -> subprocess.Popen[bytes]:
    """Begin a build."""
    command = [sys.executable, "-c", RUN, "build", str(source), "-o", str(out), "-q", "--no-progress", *flags]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE)


def end(build: subprocess.Popen[bytes]) -> str:
    """Wait for a build. Returns: what it said if it went wrong, or is silent about nothing."""
    _, said = build.communicate(timeout=1200)
    return said.decode()[-300:] if build.returncode or b"KG7" in said else ""


def outputs(folder: Path) -> dict[str, bytes]:
    """Return the files that a build wrote."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def workers(parent: int) -> list[int]:
    """Return the processes that a build started to read documents."""
    found = []
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in task.read_text().split():
            command = Path(f"/proc/{child}/cmdline").read_bytes()
            if b"kg.engine.worker" in command or b"spawn_main" in command:
                found.append(int(child))
    return found


def kill_parents(source: Path, folder: Path, kills: int, chance: random.Random, usual: float, want: dict[str, bytes]) -> list[str]:
    """Kill builds; return what went wrong."""
    faults = []
    for done in range(1, kills + 1):
        out = folder / f"parent-{(done - 1) // FRESH}"
        build = start(source, out, "--workers", "2")
        try:
            build.wait(chance.uniform(0.1, usual))
        except subprocess.TimeoutExpired:
            build.send_signal(signal.SIGKILL)
        build.communicate()
        if done % FRESH == 0 or done == kills:
            faults += [said for said in [end(start(source, out, "--workers", "2"))] if said]
            faults += [f"other bytes after {done} kills" for _ in [0] if outputs(out) != want]
            shutil.rmtree(out)
    return faults


def kill_workers(
    source: Path, folder: Path, kills: int, chance: random.Random, usual: float, want: dict[str, bytes], *flags: str
) -> list[str]:
    """Kill workers of builds that go on; return what went wrong."""
    faults = []
    done = builds = 0
    while done < kills:
        out = folder / f"worker-{builds}"
        builds += 1
        build = start(source, out, "--workers", "2", *flags)
        while build.poll() is None and done < kills:
            time.sleep(chance.uniform(0.02, usual / 3))
            try:
                found = workers(build.pid)
                if found:
                    os.kill(chance.choice(found), signal.SIGKILL)
                    done += 1
            except (OSError, ProcessLookupError):  # gone in between
                continue
        faults += [said for said in [end(build)] if said]
        faults += [f"other bytes in build {builds}" for _ in [0] if outputs(out) != want]
        shutil.rmtree(out)
    print(f"        ({builds} builds)", flush=True)
    return faults


def main() -> int:
    """Kill, and print a line for each kind. Returns: 1 if anything came out otherwise."""
    from scale import make

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--of", nargs="+", default=["parent", "worker", "dask"], choices=["parent", "worker", "dask"])
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    bad = 0
    with tempfile.TemporaryDirectory(prefix="kg-kills-") as name:
        folder = Path(name)
        source = folder / "news.jsonl"
        make(source, args.documents)
        begun = time.monotonic()
        said = end(start(source, folder / "undisturbed", "--workers", "2"))
        usual = time.monotonic() - begun
        want = outputs(folder / "undisturbed")
        if said or not want:
            raise SystemExit(f"the undisturbed build failed: {said}")
        for kind in args.of:
            if kind == "parent":
                faults = kill_parents(source, folder, args.kills, chance, usual, want)
            else:
                flags = ("--executor", "dask") if kind == "dask" else ()
                faults = kill_workers(source, folder, args.kills, chance, usual, want, *flags)
            print(f"{kind}: {args.kills} kills, {len(faults)} faults", *faults[:5], sep="\n    ", flush=True)
            bad += len(faults)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

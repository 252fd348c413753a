"""Builds and commands that several kinds of tests run. What is dear is made once a run (tests/conftest.py)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
BENCH = ROOT.parent / "shared" / "bench"
"""Gold data for the quality floors; not part of the repository."""

SMALL = """\
Acme Motors teams up with Blue River Bank

LISBON, June 5, 2019 - Acme Motors has signed an agreement with Blue River Bank.
Portugal banned Gray Harbor Oil in May. Acme Motors did not bribe Gray Harbor Oil.
"""


@dataclass(frozen=True)
class Ran:
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Built:
    """A folder that ``kg build`` wrote, and what it printed."""

    folder: Path
    ran: Ran

    def lines(self, name: str) -> list[dict[str, Any]]:
        """Return the values of a JSON-lines output."""
        return [json.loads(line) for line in (self.folder / name).read_text(encoding="utf8").splitlines()]

    @property
    def report(self) -> dict[str, Any]:
        """Return the report."""
        report: dict[str, Any] = json.loads((self.folder / "report.json").read_text(encoding="utf8"))
        return report


def kg_process(*arguments: object, cwd: Path | None = None, stdin: str | None = None, **environment: str) -> Ran:
    """Run ``kg`` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "kg.cli", *map(str, arguments)],
        cwd=cwd or ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf8",
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def build(folder: Path, *paths: object, **environment: str) -> Built:
    """Build a graph into ``folder`` in a process of its own; it must go well."""
    ran = kg_process("build", *paths, "-o", folder, **environment)
    assert ran.code == 0, ran.err
    return Built(folder, ran)

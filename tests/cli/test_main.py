"""The frame of the command line: what it prints where, and its exit codes."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

import kg.cli
from kg.errors import KgError
from tests.builds import ROOT, Ran, kg_process

Kg = Callable[..., Ran]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], int]], None]:
    """Return a function that makes ``kg fake`` run what it is given."""

    def install(body: Callable[[], int]) -> None:
        module = types.ModuleType("kg_fake_command")
        module.configure = lambda parser: None  # type: ignore[attr-defined]

        def run(args: argparse.Namespace) -> int:
            return body()

        module.run = run  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "kg_fake_command", module)
        monkeypatch.setitem(kg.cli.COMMANDS, "fake", ("kg_fake_command", "do as the test says"))

    return install


def raising(error: BaseException) -> Callable[[], int]:
    def body() -> int:
        raise error

    return body


def test_help_names_every_command(kg: Kg) -> None:
    from kg.cli import COMMANDS

    ran = kg("--help")
    assert ran.code == 0
    assert [name for name in COMMANDS if not re.search(rf"^  {name} ", ran.out, re.M)] == []


def test_the_version_is_printed(kg: Kg) -> None:
    from kg import __version__

    assert kg("--version").out == f"kg {__version__}\n"


def test_no_command_prints_help_on_standard_error(kg: Kg) -> None:
    ran = kg()
    assert (ran.code, ran.out) == (2, "")
    assert "commands:" in ran.err


def test_an_unknown_command_names_those_there_are(kg: Kg) -> None:
    ran = kg("biuld")
    assert (ran.code, ran.out) == (2, "")
    assert "'build'" in ran.err or "build" in ran.err


def test_an_error_is_its_one_line_and_code_2(kg: Kg, command: Callable[..., None]) -> None:
    command(raising(KgError("is wrong", path="a.txt", line=3, hint="mend it", code="KG999")))
    ran = kg("fake")
    assert (ran.code, ran.out, ran.err) == (2, "", "a.txt:3: is wrong, mend it [KG999]\n")


def test_an_interrupt_is_a_line_and_code_130(kg: Kg, command: Callable[..., None]) -> None:
    command(raising(KeyboardInterrupt()))
    ran = kg("fake")
    assert ran.code == 130
    assert ran.err == "kg: interrupted, nothing was written\n"


def test_no_is_code_1(kg: Kg, command: Callable[..., None]) -> None:
    command(lambda: 1)
    assert kg("fake").code == 1


def test_a_reader_that_has_had_enough_is_no_error() -> None:
    pipe = f"{sys.executable} -m kg.cli ontology relations | head -n 1"
    done = subprocess.run(pipe, shell=True, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.startswith("relation")
    assert done.stderr == ""


def test_the_module_runs_as_the_script_does() -> None:
    assert kg_process("--version").out.startswith("kg ")


def test_flags_may_stand_between_paths(kg: Kg, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("Norvia sued Zephtel.\n", encoding="utf8")
    ran = kg("build", tmp_path / "a.txt", "--strict", tmp_path / "b.txt", "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    assert json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf8"))["counts"]["documents"] == 2

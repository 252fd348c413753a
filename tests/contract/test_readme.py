"""Every command and every Python example of the README runs."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builds import ROOT, Built, kg_process

README = (ROOT / "README.md").read_text(encoding="utf8")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
COMMANDS = [
    line[2:]
    for kind, block in FENCE.findall(README)
    if kind == "console"
    for line in block.splitlines()
    if line.startswith("$ ")
]
PYTHON = [block for kind, block in FENCE.findall(README) if kind == "python"]


@pytest.fixture(scope="module")
def place(seeds: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that looks like a checkout after ``make demo``."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    shutil.copytree(seeds.folder, folder / "out")
    return folder


def test_the_readme_shows_commands() -> None:
    assert len(COMMANDS) >= 8
    assert PYTHON


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_runs(command: str, place: Path) -> None:
    program, *arguments = shlex.split(command)
    assert program == "kg"
    ran = kg_process(*arguments, cwd=place)
    assert ran.code == 0, ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("code", PYTHON)
def test_a_python_example_of_the_readme_runs(code: str, place: Path) -> None:
    command, path = [sys.executable, "-c", code], {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, env=path, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf8")
    for target in re.findall(r"^make (\w+)", README, re.M):
        assert f"\n{target}:" in makefile


def test_every_file_the_readme_links_to_exists() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).is_file(), target


def test_every_command_has_help_with_examples() -> None:
    from kg.cli import COMMANDS as TABLE

    for name in TABLE:
        ran = kg_process(name, "--help")
        assert ran.code == 0, ran.err
        assert f"kg {name}" in ran.out
        assert "example" in ran.out, name

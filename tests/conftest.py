"""Fixtures that several kinds of tests share. What is dear (a model, a build) is made once a run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import settings

from tests.builds import SMALL, Built, Ran, build

# The same examples in every run, and no time limit: a loaded machine fails no test.
settings.register_profile("kg", derandomize=True, deadline=None, database=None)
settings.load_profile("kg")


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Return a function that runs ``kg`` in this process."""
    from kg.cli import main

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        try:
            code = main([str(a) for a in arguments])
        except SystemExit as stop:  # argparse
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the build of the five articles."""
    return build(tmp_path_factory.mktemp("seeds") / "out", "seeds", PYTHONHASHSEED="0")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the build of one short invented article (quick, for tests of commands)."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "news.txt").write_text(SMALL, encoding="utf8")
    return build(folder / "out", folder / "news.txt")

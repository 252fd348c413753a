"""Nothing heavy is imported before it is needed, and the rooms do not know one another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

HEAVY = (
    "spacy", "thinc", "numpy", "rdflib", "pyoxigraph", "pyshacl", "pyvis", "networkx", "IPython",
    "trafilatura", "lxml", "pypdf", "docx", "dateparser", "charset_normalizer", "pandas", "pyarrow", "duckdb",
    "starlette", "uvicorn", "requests",
)  # fmt: skip


def modules_after(code: str) -> set[str]:
    script = f"import sys\ntry:\n    {code}\nexcept SystemExit: pass\nprint('|', *sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(done.stdout.rsplit("|", 1)[1].split())


@pytest.mark.parametrize(
    "code",
    [
        "import kg",
        "from kg.cli import main; main(['--help'])",
        "from kg.cli import main; main(['--version'])",
        "from kg.cli import main; main(['build', '--help'])",
        "from kg.cli import main; main(['query', '--help'])",
    ],
)
def test_no_heavy_module_is_imported_for(code: str) -> None:
    assert not modules_after(code) & set(HEAVY)


def test_help_imports_no_command() -> None:
    loaded = modules_after("from kg.cli import main; main(['--help'])")
    assert {m for m in loaded if m.startswith("kg.cli.")} <= {"kg.cli.console"}


def test_importing_the_public_names_one_by_one_works() -> None:
    import kg

    for name in kg.__all__:
        assert getattr(kg, name) is not None


def test_an_unknown_public_name_is_an_attribute_error() -> None:
    import kg

    with pytest.raises(AttributeError, match="no_such_name"):
        _ = kg.no_such_name


def test_the_rooms_do_not_know_one_another() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr

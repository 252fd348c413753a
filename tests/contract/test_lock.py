"""requirements.lock: every package at one version and by its hashes, and what pyproject.toml asks for is in it."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.builds import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf8")


def locked() -> dict[str, tuple[Requirement, str]]:
    """Return each entry by the package's name: the requirement and all its text."""
    entries = re.split(r"\n(?=\w)", re.sub(r"^#.*\n", "", LOCK, flags=re.MULTILINE).strip())
    out = {}
    for entry in entries:
        requirement = Requirement(entry.split("\\\n")[0].split("#")[0].strip())
        out[canonicalize_name(requirement.name)] = (requirement, entry)
    return out


def test_every_package_has_one_version_and_hashes() -> None:
    for name, (requirement, entry) in locked().items():
        assert [s.operator for s in requirement.specifier] == ["=="], name
        assert requirement.url is None, name
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), name


def test_what_the_project_asks_for_is_locked_at_a_version_that_fits() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for extra, wanted in project["project"]["optional-dependencies"].items():
        asked += wanted if extra != "md" else []  # another model, for those who want it
    known = locked()
    for text in asked:
        wanted = Requirement(text)
        if canonicalize_name(wanted.name) == "kg-from-text":  # its own extras
            continue
        pinned, _ = known[canonicalize_name(wanted.name)]
        (version,) = (s.version for s in pinned.specifier)
        assert wanted.specifier.contains(version), f"{text}: {version} is locked"

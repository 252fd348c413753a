"""What ships says where it comes from, and nothing that is needed at run time is under the GPL alone."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution, requires

import pytest

from tests.builds import ROOT

NOTICE = (ROOT / "NOTICE").read_text(encoding="utf8")
SOURCES = ("rigour", "countryinfo", "Faker", "WordNet", "GeoNames")
KNOWN: set[str] = set()
"""Under the GPL, installed beside the program and not shipped with it; NOTICE says so. No more may come."""


def test_every_generated_file_names_a_source_that_the_notice_names() -> None:
    files = [*(ROOT / "ontology").glob("*.ttl"), *(ROOT / "ontology" / "lexicon").glob("*.tsv")]
    for path in files:
        head = "".join(path.read_text(encoding="utf8").splitlines(True)[:8])
        if "Sources:" in head:
            assert any(source in head and source in NOTICE for source in SOURCES), path
            assert path.name in NOTICE


def test_the_notice_holds_the_text_of_the_licences() -> None:
    assert "Permission is hereby granted, free of charge" in NOTICE
    assert "WordNet 3.0 Copyright 2006 by Princeton University" in NOTICE


def runtime() -> set[str]:
    """Return the names of all packages that a plain install brings, by walking what is installed."""
    waiting, seen = ["kg-from-text"], set()
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in seen:
            continue
        try:
            needs = requires(name) or []
        except PackageNotFoundError:
            continue  # for another platform or Python
        seen.add(name)
        waiting += [re.split(r"[ ;<>=!~\[(]", need)[0] for need in needs if "extra ==" not in need]
    return seen - {"kg-from-text"}


def test_the_notice_names_what_is_under_the_gpl() -> None:
    assert all(name in NOTICE for name in KNOWN)


def test_nothing_that_a_plain_install_brings_is_under_the_gpl_alone() -> None:
    packages = runtime()
    if not packages:
        pytest.skip("the package itself is not installed here, so its requirements cannot be walked")
    under = {}
    for name in sorted(packages):
        data = distribution(name).metadata
        classifiers = [c for c in data.get_all("Classifier", []) if c.startswith("License")]
        licence = " ".join([data.get("License-Expression") or data.get("License") or "", *classifiers])[:400]
        if re.search(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", licence) and not re.search(r"\bOR\b|LGPL", licence):
            under[name] = licence
    assert under.keys() <= KNOWN, under

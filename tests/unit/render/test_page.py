"""The page as a file: the same bytes each time, all of the graph inside, nothing that fetches."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
import struct
import subprocess
import sys
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from kg.errors import OutputError
from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.render.page import MODULES, VIS, render
from tests.small_graph import graph, ontology

CODES = {"u8": "B", "u16": "H", "i16": "h", "u32": "I", "i32": "i"}
ASSETS = Path(str(resources.files("kg.render"))) / "assets"
__all__ = ["graph", "ontology"]  # fixtures


def _data(page: str) -> dict[str, Any]:
    """Return the values and columns of both parts, read as the page reads them."""
    out: dict[str, Any] = {}
    for part in ("kg-data", "kg-rest"):
        packed = re.search(f'id="{part}">([^<]*)<', page)
        assert packed
        data = gzip.decompress(base64.b64decode(packed[1]))
        header = struct.unpack("<I", data[:4])[0]
        told = json.loads(data[4 : 4 + header])
        out |= told["values"]
        for name, (kind, at, count, size) in told["columns"].items():
            assert at % 4 == 0 and header % 4 == 0
            raw = data[4 + header + at : 4 + header + at + size]
            out[name] = raw.decode() if kind == "text" else list(struct.unpack(f"<{count}{CODES[kind]}", raw))
    return out


def _cut(text: str, lengths: list[int]) -> list[str]:
    """Cut a text by lengths in UTF-16 units."""
    units, at, out = text.encode("utf-16-le"), 0, []
    for n in lengths:
        out.append(units[2 * at : 2 * (at + n)].decode("utf-16-le"))
        at += n
    return out


def test_the_same_graph_gives_the_same_bytes(graph: KnowledgeGraph, ontology: Ontology) -> None:
    assert render(graph, ontology) == render(replace(graph), ontology)


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys, hashlib; from tests.small_graph import small_graph, small_ontology; from kg.render.page import render;"
        "sys.stdout.write(hashlib.sha256(render(small_graph(), small_ontology()).encode()).hexdigest())"
    )
    seen = set()
    for seed in ("0", "1", "99"):
        ran = subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."}, capture_output=True, text=True, check=True
        )  # fmt: skip
        seen.add(ran.stdout)
    assert len(seen) == 1


def test_all_claims_with_all_their_evidence_are_in_the_page(graph: KnowledgeGraph, ontology: Ontology) -> None:
    data = _data(render(graph, ontology))
    assert bytes(data["claim"]).hex() == "".join(c.id for c in graph.claims)
    assert data["n"] == [len(c.evidence) for c in graph.claims]
    texts, at = [], 0
    for size in data["text.n"]:
        texts.append(bytes(data["text"][at : at + size]).decode().encode("utf-16-le"))
        at += size
    row = 0
    for claim in graph.claims:
        for piece in claim.evidence:
            text = texts[data["doc"][row]]
            start = data["start"][row]
            assert text[2 * start : 2 * (start + data["len"][row])].decode("utf-16-le") == piece.quote
            first = start + data["rs"][row]
            assert text[2 * first : 2 * (first + data["rl"][row])].decode("utf-16-le") == piece.relation_phrase
            row += 1


def test_a_graph_without_the_texts_keeps_the_quotes(graph: KnowledgeGraph, ontology: Ontology) -> None:
    bare = replace(graph, documents=tuple(replace(d, text="") for d in graph.documents))
    data = _data(render(bare, ontology))
    quotes, at = [], 0
    for size in data["quote.n"]:
        quotes.append(bytes(data["quote"][at : at + size]).decode())
        at += size
    assert [quotes[i - 1] for i in data["q"]] == [e.quote for c in graph.claims for e in c.evidence]
    assert len(set(quotes)) == len(quotes)


def test_a_focus_opens_what_lies_around_it(graph: KnowledgeGraph, ontology: Ontology) -> None:
    data = _data(render(graph, ontology, focus="Dane", depth=1))
    all_labels = _cut(data["label"], data["label.n"])
    assert sorted(all_labels[i] for i in data["drawn"]) == ["Acme", "Carol Dane"]
    assert all_labels[data["focus"]] == "Carol Dane"


def test_a_focus_that_is_not_there_is_named(graph: KnowledgeGraph, ontology: Ontology) -> None:
    with pytest.raises(OutputError, match=r"'Nobody'.*KG541"):
        render(graph, ontology, focus="Nobody")


def test_no_more_than_top_things_are_drawn(graph: KnowledgeGraph, ontology: Ontology) -> None:
    assert len(_data(render(graph, ontology, top=3))["drawn"]) <= 3


def test_the_title_is_text(graph: KnowledgeGraph, ontology: Ontology) -> None:
    page = render(graph, ontology, title="</title><script>alert(1)</script>")
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_a_page_of_a_few_articles_is_small(graph: KnowledgeGraph, ontology: Ontology) -> None:
    assert len(render(graph, ontology).encode()) < 750_000


def test_the_engine_is_in_the_page_only_when_asked_for(graph: KnowledgeGraph, ontology: Ontology) -> None:
    plain, more = render(graph, ontology), render(graph, ontology, turtle="<a:a> <a:b> <a:c> .")
    assert "wasm" not in plain.split("<style", 1)[0] and 'id="kg-engine"' not in plain
    assert "'wasm-unsafe-eval'" in more.split("<style", 1)[0] and "'unsafe-eval'" not in more
    assert len(more) - len(plain) < 2_200_000


def test_drawing_needs_no_ipython(graph: KnowledgeGraph, ontology: Ontology) -> None:
    code = (
        "import sys; from tests.small_graph import small_graph, small_ontology; from kg.render.page import render;"
        "render(small_graph(), small_ontology()); assert 'IPython' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": "."}, check=True)


# ------------------------------------------------------------------ the scripts and what is vendored


def test_every_vendored_file_is_the_one_named_in_the_manifest() -> None:
    manifest = json.loads((ASSETS / "vendor" / "manifest.json").read_text(encoding="utf8"))
    named = set()
    for row in manifest["files"]:
        assert row["name"] and row["version"] and row["licence"] and row["source"]
        if row["file"].startswith("pyvis:"):
            assert row["file"] == f"pyvis:{VIS}"
            data = (resources.files("pyvis") / VIS).read_bytes()
        else:
            named.add(row["file"])
            data = (ASSETS / "vendor" / row["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"], row["file"]
    assert {p.name for p in (ASSETS / "vendor").iterdir()} == named | {"manifest.json", "update"}


def test_every_script_of_the_folder_is_in_the_page_and_checked() -> None:
    assert sorted(MODULES) == sorted(p.name for p in ASSETS.glob("*.js"))
    assert json.loads((ASSETS / "jsconfig.json").read_text(encoding="utf8"))["files"] == ["types.d.ts", *MODULES]


def test_no_script_writes_html_or_runs_text() -> None:
    for name in MODULES:
        text = (ASSETS / name).read_text(encoding="utf8")
        code = re.sub(r"(?m)^\s*//.*$", "", text)
        found = re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|fetch\(|XMLHttp|import\(",
            code,
        )
        assert not found, (name, found)


def test_the_scripts_pass_the_type_checker() -> None:
    tsc = shutil.which("tsc", path=str(Path(__file__).parents[2] / "node_modules" / ".bin")) or shutil.which("tsc")
    if tsc is None:
        pytest.skip("there is no tsc; tests/setup-system.sh installs it where there is npm")
    ran = subprocess.run([tsc, "-p", str(ASSETS / "jsconfig.json")], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout

"""The five articles end to end: the same bytes always, and what a reader would say of them."""

from __future__ import annotations

import csv
import random
import re
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any

import pytest

from tests.builds import SEEDS, Built, build

FILES = ("graph.ttl", "graph.html", "triples.jsonl", "triples.csv", "mentions.jsonl", "report.json")
PREFIXES = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
PRONOUNS = {*"i me you he him she her it its they them their we us our this that these those who which".split()}


# --------------------------------------------------------------------------- the same bytes


def test_a_build_writes_every_file(seeds: Built) -> None:
    assert [name for name in FILES if not (seeds.folder / name).stat().st_size] == []


def test_a_build_leaves_nothing_else_behind(seeds: Built) -> None:
    kept = {".kg"}  # what was read, for the next build
    assert sorted(p.name for p in seeds.folder.iterdir() if p.name not in kept) == sorted(FILES)


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["1", "2"])
def test_bytes_do_not_depend_on_hash_seed_or_order_of_files(seeds: Built, tmp_path: Path, seed: str) -> None:
    files = [str(p.relative_to(SEEDS.parent)) for p in SEEDS.glob("*.txt")]
    random.Random(seed).shuffle(files)
    again = build(tmp_path / "out", *files, PYTHONHASHSEED=seed)
    assert [n for n in FILES if (seeds.folder / n).read_bytes() != (again.folder / n).read_bytes()] == []


def test_every_output_is_utf8_with_plain_line_ends(seeds: Built) -> None:
    for name in FILES:
        data = (seeds.folder / name).read_bytes()
        data.decode("utf8")
        if name != "triples.csv":
            assert b"\r\n" not in data, name


# --------------------------------------------------------------------------- RDF that loads


@pytest.fixture(scope="session")
def store(seeds: Built) -> Any:
    import pyoxigraph

    store = pyoxigraph.Store()
    store.load(path=str(seeds.folder / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    return store


def test_rdflib_and_pyoxigraph_read_the_same_graph(seeds: Built, store: Any) -> None:
    import rdflib

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        graph = rdflib.Graph().parse(seeds.folder / "graph.ttl")
    assert len(graph) == len(store) > 100
    assert not [t for t in graph for node in t if isinstance(node, rdflib.BNode)]


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper is not installed (tests/setup-system.sh)")
def test_rapper_reads_the_graph_without_a_warning(seeds: Built, store: Any) -> None:
    done = subprocess.run(
        ["rapper", "-i", "turtle", "-c", str(seeds.folder / "graph.ttl")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "warning" not in done.stderr.lower()
    assert "error" not in done.stderr.lower()
    assert f"returned {len(store)} triples" in done.stderr


@pytest.mark.skipif(shutil.which("serdi") is None, reason="serdi is not installed (tests/setup-system.sh)")
def test_serd_reads_the_same_triples_without_a_warning(seeds: Built, store: Any) -> None:
    import pyoxigraph

    command = ["serdi", "-o", "ntriples", str(seeds.folder / "graph.ttl")]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    theirs = pyoxigraph.Store()
    theirs.load(done.stdout, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert set(theirs) == set(store)


@pytest.mark.skipif(shutil.which("roqet") is None, reason="roqet is not installed (tests/setup-system.sh)")
def test_rasqal_loads_the_graph_and_answers_as_our_engine_does(seeds: Built, store: Any) -> None:
    said = "PREFIX rel: <https://example.org/kg/relation/> PREFIX kg: <https://example.org/kg/ontology#>" + PREFIXES
    sparql = (
        f"{said} SELECT ?a ?b ?quote WHERE {{ ?claim rdf:subject ?a ; rdf:predicate rel:bans ; rdf:object ?b ; "
        "kg:status kg:asserted ; kg:evidence ?e . ?e oa:exact ?quote }"
    )
    command = ["roqet", "-q", "-r", "csv", "-D", str(seeds.folder / "graph.ttl"), "-e", sparql]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    theirs = {tuple(row) for row in list(csv.reader(done.stdout.splitlines()))[1:]}
    assert theirs == {tuple(term.value for term in row) for row in store.query(sparql)} != set()


# --------------------------------------------------------------------------- what the articles say


def plain(lines: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(c["subject"], c["relation"], c["object"]) for c in lines if c["status"] == "asserted"}


def ask(store: Any, built: Built, subject: str, relation: str, object: str) -> bool:
    """Ask for a plain triple between two labels."""
    found = re.search(r"@prefix rel: <([^>]+)>", (built.folder / "graph.ttl").read_text(encoding="utf8"))
    assert found is not None
    pattern = f'?s rdfs:label ?a . ?o rdfs:label ?b . FILTER(STR(?a)="{subject}" && STR(?b)="{object}")'
    pattern += f"?s <{found[1]}{relation}> ?o ."
    return bool(store.query(f"{PREFIXES} ASK {{ {pattern} }}"))


def test_the_graph_knows_the_deal_and_the_ban(seeds: Built, store: Any) -> None:
    assert ask(store, seeds, "Huawei", "partners_with", "MTS") or ask(store, seeds, "MTS", "partners_with", "Huawei")
    assert ask(store, seeds, "United States", "bans", "Huawei")


def test_the_evidence_of_the_deal_is_its_sentence(seeds: Built) -> None:
    quotes = [
        c["sentence"]
        for c in seeds.lines("triples.jsonl")
        if {c["subject"], c["object"]} == {"Huawei", "MTS"} and c["relation"] == "partners_with"
    ]
    assert quotes
    assert all("MTS" in quote for quote in quotes)


def test_every_evidence_quotes_its_document(seeds: Built) -> None:
    texts = {p.stem: p.read_text(encoding="utf8") for p in SEEDS.glob("*.txt")}
    lines = seeds.lines("triples.jsonl")
    assert lines
    assert [c for c in lines if texts[c["doc"]][c["start"] : c["end"]] != c["sentence"]] == []
    for c in lines:
        for end in ("subject_span", "relation_span", "object_span"):
            start, stop = c[end]
            assert 0 <= start < stop <= len(texts[c["doc"]])


def test_every_evidence_in_rdf_quotes_its_document(seeds: Built, store: Any) -> None:
    texts = {p.stem: p.read_text(encoding="utf8") for p in SEEDS.glob("*.txt")}
    where = "?x prov:wasDerivedFrom ?d ; oa:exact ?q ; oa:start ?s ; oa:end ?e"
    rows = list(store.query(f"{PREFIXES} SELECT ?d ?q ?s ?e {{ {where} }}"))
    assert len(rows) >= len(seeds.lines("triples.jsonl"))
    for row in rows:
        text = texts[row["d"].value.rsplit("/", 1)[1]]
        assert text[int(row["s"].value) : int(row["e"].value)] == row["q"].value


def test_every_mention_stands_in_its_document(seeds: Built) -> None:
    texts = {p.stem: p.read_text(encoding="utf8") for p in SEEDS.glob("*.txt")}
    assert [m for m in seeds.lines("mentions.jsonl") if texts[m["doc"]][m["start"] : m["end"]] != m["text"]] == []


def test_what_is_denied_or_only_said_is_no_plain_triple(seeds: Built) -> None:
    lines = seeds.lines("triples.jsonl")
    asserted = plain(lines)
    assert not [t for t in asserted if "Mate 20 X" in t[0] and t[1].startswith("use")]
    assert not [t for t in asserted if t[0] == "MTS" and t[1].startswith("brib")]
    held = {(c["subject"], c["relation"].split("_")[0]) for c in lines if c["status"] != "asserted"}
    assert ("MTS", "bribes") in held or ("MTS", "bribe") in held
    assert [pair for pair in held if "Mate 20 X" in pair[0] and pair[1].startswith("use")]


def test_one_node_for_one_thing(seeds: Built) -> None:
    entities: dict[str, set[str]] = {}
    for m in seeds.lines("mentions.jsonl"):
        if m["kind"] == "name":
            entities.setdefault(m["label"], set()).add(m["entity"])
    for label in ("Huawei", "MTS", "United States", "Russia", "China", "Xi Jinping", "Vladimir Putin"):
        assert len(entities.get(label, ())) == 1, label
    for other in ("US", "U.S.", "America", "Xi", "Putin", "Huawei Technologies"):
        assert other not in entities


def test_no_node_is_a_pronoun_or_a_bare_noun_that_refers(seeds: Built) -> None:
    lines = [c for c in seeds.lines("triples.jsonl") if not c.get("object_datatype")]
    ends = {c[end].lower() for c in lines for end in ("subject", "object")}
    assert not ends & PRONOUNS
    assert not {e for e in ends if re.fullmatch(r"(?:the )?(?:chinese |russian )?(?:company|firm|telecom giant)", e)}


def test_the_table_holds_the_same_rows_as_the_lines(seeds: Built) -> None:
    with (seeds.folder / "triples.csv").open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = seeds.lines("triples.jsonl")
    assert len(rows) == len(lines)
    assert [(r["subject"], r["relation"], r["sentence"]) for r in rows] == [
        (c["subject"], c["relation"], c["sentence"]) for c in lines
    ]


def test_the_report_counts_what_was_written(seeds: Built) -> None:
    report = seeds.report
    assert len(report["documents"]) == 5
    assert report["not_read"] == []
    assert report["counts"]["evidence"] == len(seeds.lines("triples.jsonl"))
    assert any(d["dropped"] for d in report["documents"])

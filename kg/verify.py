"""Check a build against its documents and against itself: quotes, offsets, rows, counts.

The documents are read again from where the build read them (or from a folder that is named), so
what is checked is that anybody can find each quote where the graph says it stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.config import Config
from kg.model import Claim, Document, Evidence, KnowledgeGraph

FILES = ("graph.ttl", "graph.html", "triples.jsonl", "triples.csv", "mentions.jsonl", "report.json")


def verify(folder: Path, *, sources: Sequence[str] = (), config: Config | None = None) -> list[str]:
    """Return what is wrong with the build in ``folder``, one sentence each, in a stable order.

    ``sources`` are files or folders to read the documents from, instead of the paths that the graph
    names (``-`` cannot be read again, so its document must be given here).

    Raises: OutputError if graph.ttl cannot be read at all.
    """
    from kg.pipeline import read_graph
    from kg.rdf.verify import verify_turtle

    faults = [f"{name} is missing" for name in FILES if not (folder / name).is_file()]
    graph = read_graph(folder)
    faults += verify_turtle(folder / "graph.ttl")
    texts, unread = _texts(graph, sources, config or Config())
    faults += unread
    faults += [fault for claim in graph.claims for e in claim.evidence for fault in _evidence(claim, e, texts)]
    if not any(name in fault for fault in faults for name in ("triples.jsonl", "mentions.jsonl", "report.json")):
        mentions = list(_lines(folder / "mentions.jsonl", faults))
        faults += _mentions(mentions, graph, texts)
        faults += _rows(list(_lines(folder / "triples.jsonl", faults)), graph)
        faults += _counts(json.loads((folder / "report.json").read_text(encoding="utf8")), graph, mentions)
    return faults


def _texts(graph: KnowledgeGraph, sources: Sequence[str], config: Config) -> tuple[dict[str, str], list[str]]:
    """Read every document again. Returns: texts by document id, and what could not be read."""
    from kg.text.read import read

    paths = list(sources) or sorted({d.path for d in graph.documents if d.path and d.path != "-"})
    texts = {item.id: item.text for item in read(paths, config) if isinstance(item, Document)}
    wanted = {d.id: d for d in graph.documents}
    lost = [wanted[id] for id in sorted(wanted) if id not in texts]
    return texts, [f"document {d.id} cannot be read again from {d.path or 'nowhere'}" for d in lost]


def _evidence(claim: Claim, e: Evidence, texts: dict[str, str]) -> Iterator[str]:
    where = f"{e.doc} {e.sentence[0]}-{e.sentence[1]}"
    text = texts.get(e.doc)
    if text is None:
        return
    if text[slice(*e.sentence)] != e.quote:
        yield f"{where}: the quote of {claim.id} does not stand there"
        return
    if text[slice(*e.relation_span)] != e.relation_phrase:
        yield f"{where}: the relation phrase {e.relation_phrase!r} does not stand at {e.relation_span}"
    for name, span in (("subject", e.subject_span), ("object", e.object_span)):
        if not 0 <= span[0] < span[1] <= len(text):
            yield f"{where}: the {name} at {span} is outside the document"
    if not 0 <= e.confidence <= 1:
        yield f"{where}: the confidence {e.confidence} is no probability"


def _lines(path: Path, faults: list[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        try:
            yield json.loads(line)
        except ValueError:
            faults.append(f"{path.name}:{number}: is not JSON")


def _mentions(rows: list[dict[str, Any]], graph: KnowledgeGraph, texts: dict[str, str]) -> Iterator[str]:
    from kg.iris import entity_iri

    labels = {entity_iri(graph.base, e.id): e.label for e in graph.entities}
    for number, row in enumerate(rows, 1):
        text = texts.get(row["doc"])
        if text is not None and text[row["start"] : row["end"]] != row["text"]:
            where = f"{row['start']}-{row['end']} of {row['doc']}"
            yield f"mentions.jsonl:{number}: {row['text']!r} does not stand at {where}"
        if row["entity"] is not None and labels.get(row["entity"]) != row["label"]:
            yield f"mentions.jsonl:{number}: graph.ttl has no entity {row['entity']} with the label {row['label']!r}"


def _rows(rows: list[dict[str, Any]], graph: KnowledgeGraph) -> Iterator[str]:
    """Compare triples.jsonl with what graph.ttl says, row for row."""
    from kg.export.flat import triple_rows

    told = {json.dumps(row, sort_keys=True): n for n, row in enumerate(rows, 1)}
    known = {json.dumps(row, sort_keys=True) for row in triple_rows(graph)}
    for row, number in told.items():
        if row not in known:
            yield f"triples.jsonl:{number}: graph.ttl does not say so"
    missing = len(known - told.keys())
    if missing:
        yield f"triples.jsonl lacks {missing} of the {len(known)} rows that graph.ttl says"


def _counts(report: dict[str, Any], graph: KnowledgeGraph, mentions: list[dict[str, Any]]) -> Iterator[str]:
    counts = report.get("counts", {})
    found = {
        "documents": len(graph.documents),
        "claims": len(graph.claims),
        "evidence": sum(len(c.evidence) for c in graph.claims),
        "entities": len(graph.entities),
        "mentions": len(mentions),
    }
    for name, n in found.items():
        if counts.get(name) != n:
            yield f"report.json counts {counts.get(name)} {name}, there are {n}"

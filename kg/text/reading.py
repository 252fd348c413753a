"""Read one parsed document: mentions and things, then propositions. A pure function of the document."""

from __future__ import annotations

from functools import lru_cache

from kg.model import Reading
from kg.ontology import Ontology
from kg.text.coreference import read_entities
from kg.text.extract.run import extract
from kg.text.parse import Parsed
from kg.text.spread import spread
from kg.text.time import resolve


def read_parsed(parsed: Parsed, ontology: Ontology, *, model: str = "", split_governments: bool = False) -> Reading:
    """Return everything that a parsed document says."""
    entities = read_entities(parsed, ontology, split_governments=split_governments)
    propositions, mentions, things = extract(
        parsed,
        entities.mentions,
        entities.things,
        ontology,
        acts=entities.acts,
        resolve_time=_resolve,
        split_governments=split_governments,
    )
    lines = {(m.start, m.end) for m in entities.mentions if m.why == "dateline"}
    if lines:  # "LIMA (AP) - A judge blocked the law": Lima does nothing
        propositions = [p for p in propositions if (p.subject.start, p.subject.end) not in lines]
    if entities.groups:
        propositions, mentions, things = spread(propositions, mentions, things, entities.groups)
    return Reading(parsed.document, tuple(mentions), tuple(things), tuple(propositions), model)


@lru_cache(maxsize=4096)
def _resolve(text: str, published: str | None, tense: str) -> str | None:
    return resolve(text, published, tense)

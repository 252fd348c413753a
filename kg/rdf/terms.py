"""Namespaces, prefixes, escapes and typed literals: how names and values are written in RDF.

Two families of names. *Terms* (classes, properties, relations) are the program's and do not
depend on the base: ``kg:`` and ``rel:`` are the same in every graph, so a query written once
works on all of them. *Things* (entities, statements, evidence, documents) are the user's and
lie under the graph's base (``kg.iris``).
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache
from urllib.parse import quote

from kg.config import BASE
from kg.iris import encode
from kg.model import Literal

ONTOLOGY = BASE + "ontology"
KG = BASE + "ontology#"
REL = BASE + "relation/"
RDF_NS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
WD = "http://www.wikidata.org/entity/"

PREFIXES = {
    "dcterms": DCTERMS,
    "kg": KG,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF_NS,
    "rdfs": RDFS,
    "rel": REL,
    "schema": SCHEMA,
    "skos": SKOS,
    "wd": WD,
    "xsd": XSD,
}
"""Prefixes of the fixed namespaces."""


def prefixes(base: str) -> dict[str, str]:
    """Return all prefixes of a graph: the fixed ones and those of its things."""
    things = {"doc": "document/", "ent": "entity/", "ev": "evidence/", "st": "statement/"}
    return dict(sorted({**PREFIXES, **{p: base + path for p, path in things.items()}}.items()))


# --------------------------------------------------------------------------- Turtle

# A local name of these needs no escape in any Turtle reader.
_SAFE_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*")
_IN_STRING = re.compile(r'[\x00-\x1f"\\\x7f\ud800-\udfff]')
_IN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f\ud800-\udfff]')
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def string(text: str) -> str:
    """Return ``text`` as a quoted string of Turtle and N-Triples.

    A lone surrogate, which no RDF string can hold, becomes U+FFFD: one code point for one, so
    that offsets stay true.
    """
    if text.isprintable() and '"' not in text and "\\" not in text:  # four times as fast as a search by pattern
        return f'"{text}"'
    return f'"{_IN_STRING.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    c = match[0]
    return _SHORT.get(c) or ("\ufffd" if "\ud800" <= c <= "\udfff" else f"\\u{ord(c):04X}")


def iri(value: str) -> str:
    """Return an IRI in angle brackets; what an IRI cannot hold is percent-encoded."""
    return f"<{clean_iri(value)}>"


def clean_iri(value: str) -> str:
    """Return ``value`` with the characters that no IRI can hold percent-encoded."""
    if not _IN_IRI.search(value):
        return value
    return _IN_IRI.sub(lambda m: quote(m[0], safe="", errors="replace"), value)


@lru_cache(maxsize=8192)
def curie(prefix: str, namespace: str, id: str) -> str:
    """Return ``prefix:id`` where every reader takes it, else the whole IRI. ``id`` is encoded here."""
    local = encode(id)
    return f"{prefix}:{local}" if _SAFE_LOCAL.fullmatch(local) else f"<{namespace}{local}>"


# --------------------------------------------------------------------------- values

_TIME = (
    ("xsd:dateTime", re.compile(r"(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")),
    ("xsd:date", re.compile(r"(?!0000)\d{4}-\d\d-\d\d")),
    ("xsd:gYearMonth", re.compile(r"(?!0000)\d{4}-\d\d")),
    ("xsd:gYear", re.compile(r"(?!0000)\d{4}")),
)
_LEXICAL = {
    "xsd:integer": re.compile(r"[+-]?[0-9]+"),
    "xsd:decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    "xsd:double": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|-?INF|NaN"),
    "xsd:boolean": re.compile(r"true|false|0|1"),
    "xsd:duration": re.compile(
        r"-?P(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
    ),
    "xsd:anyURI": re.compile(r"[^\s<>\"{}|\\^`\ud800-\udfff]*"),
    **dict(_TIME),
}


def time_type(value: str) -> str:
    """Return the CURIE of the datatype that an ISO 8601 value has; "xsd:string" where none fits."""
    return next((name for name, pattern in _TIME if pattern.fullmatch(value) and _on_calendar(value)), "xsd:string")


def _on_calendar(value: str) -> bool:
    """Return whether month, day and time of day exist: readers warn of "2019-02-30"."""
    day, _, clock = value.partition("T")
    parts = [int(p) for p in day.split("-")]
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return False
    if len(parts) > 2 and not 1 <= parts[2] <= monthrange(parts[0], parts[1])[1]:
        return False
    if not clock:
        return True
    hours, minutes, seconds = clock[:8].split(":")
    zone = clock[-6:] if clock[-6:-5] in ("+", "-") else "+00:00"
    return int(hours) < 24 and int(minutes) < 60 and int(seconds) < 60 and int(zone[1:3]) < 14 and int(zone[4:]) < 60


@lru_cache(maxsize=4096)
def time(value: str) -> str:
    """Return a time as a typed literal: xsd:date, xsd:gYearMonth …, or a plain string where none fits."""
    return typed(value, time_type(value))


def typed(value: str, datatype: str) -> str:
    """Return a literal of Turtle; ``datatype`` is a CURIE of a prefix of ours, or an IRI."""
    if datatype == "xsd:string":
        return string(value)
    return f"{string(value)}^^{datatype if is_known(datatype) else iri(datatype)}"


def is_known(datatype: str) -> bool:
    """Return whether ``datatype`` is a CURIE with a prefix of ours."""
    prefix, colon, local = datatype.partition(":")
    return bool(colon) and prefix in PREFIXES and _SAFE_LOCAL.fullmatch(local) is not None


def sound(literal: Literal) -> bool:
    """Return whether the value is one that its datatype allows; readers warn of the others."""
    pattern = _LEXICAL.get(literal.datatype)
    if pattern is None:
        return True
    if not pattern.fullmatch(literal.value):
        return False
    return literal.datatype not in dict(_TIME) or _on_calendar(literal.value)


def value(literal: Literal) -> str:
    """Return the object of a claim as a Turtle literal.

    An ill-typed value ("2019-02-30" as a date) is written as plain text: readers warn of
    ill-typed literals, and some drop them.
    """
    return typed(literal.value, literal.datatype if sound(literal) else "xsd:string")


def number(x: float) -> str:
    """Return a number as Turtle writes it: decimal where it can be, double where it must be."""
    text = repr(float(x))
    if text in ("nan", "inf", "-inf"):
        return f'"{ {"nan": "NaN", "inf": "INF", "-inf": "-INF"}[text] }"^^xsd:double'
    return text


def expand(curie_or_iri: str) -> str:
    """Return the IRI of a CURIE with a prefix of ours; an IRI is returned as it is."""
    prefix, colon, local = curie_or_iri.partition(":")
    return PREFIXES[prefix] + local if colon and is_known(curie_or_iri) else clean_iri(curie_or_iri)


def contract(value: str) -> str:
    """Return the CURIE of an IRI in a namespace of ours; another IRI is returned as it is."""
    for prefix, namespace in PREFIXES.items():
        if value.startswith(namespace) and is_known(f"{prefix}:{value[len(namespace) :]}"):
            return f"{prefix}:{value[len(namespace) :]}"
    return value

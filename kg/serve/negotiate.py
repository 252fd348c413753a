"""Choose what to answer in: the media types of ``Accept`` against those on offer.

Source: RFC 9110, section 12.5.1.
"""

from __future__ import annotations

from collections.abc import Mapping

ROWS = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}
"""Media type -> the format it is answered in, for rows; the first is what a client gets that does not mind."""

TRIPLES = {
    "text/turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "application/rdf+xml": "application/rdf+xml",
    "application/ld+json": "application/ld+json",
    "application/json": "application/ld+json",
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
    "text/plain": "application/n-triples",
    "application/x-turtle": "text/turtle",
    "application/turtle": "text/turtle",
}
"""The same for triples."""


def preferences(accept: str) -> list[tuple[str, float]]:
    """Return the media ranges of an ``Accept`` header with their weights; what is malformed is passed over."""
    out = []
    for item in accept.split(","):
        range, *params = (part.strip() for part in item.split(";"))
        weight = 1.0
        for param in params:
            name, _, value = param.partition("=")
            if name.strip().lower() == "q":
                try:
                    weight = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    weight = 0.0
        if range.count("/") == 1:
            out.append((range.lower(), weight))
    return out


def weight(media: str, wanted: list[tuple[str, float]]) -> float:
    """Return how much a media type is wanted: the weight of the most specific range that it lies in."""
    kind = media.partition("/")[0]
    for range in (media, f"{kind}/*", "*/*"):
        found = [q for r, q in wanted if r == range]
        if found:
            return max(found)
    return 0.0


def is_browser(accept: str | None) -> bool:
    """Return whether a page is wanted, and wanted more than data."""
    wanted = preferences(accept or "")
    return ("text/html", 1.0) in wanted and not any((media, 1.0) in wanted for media in (*ROWS, *TRIPLES))


def choose(accept: str | None, offers: Mapping[str, str]) -> str | None:
    """Return the offer that is wanted most, the earlier of equals; None if none is wanted."""
    wanted = preferences(accept or "")
    if not (accept or "").strip():
        return next(iter(offers))
    best = max(offers, key=lambda media: weight(media, wanted))  # the first of equals
    return best if weight(best, wanted) > 0 else None

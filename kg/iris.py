"""Mint the IRIs of things: entities, statements, evidence, documents. Standard library only.

====================================  ===========================================================
``<base>entity/<id>``                 entity; the id comes from the canonical name
``<base>statement/<16 hex>``          claim; SHA-256 of subject, relation, object, status
``<base>evidence/<16 hex>``           evidence; SHA-256 of the claim's id and all that the evidence says
``<base>document/<id>``               document; the id is the file's name without its ending
====================================  ===========================================================

Ids may be any text. What an IRI cannot hold is percent-encoded (UTF-8), so ``decode(encode(id)) == id``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote, unquote

from kg.errors import KgError
from kg.model import Claim, Evidence

KINDS = ("entity", "statement", "evidence", "document")

_PLAIN = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BASE = re.compile(r"""[a-z][a-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`%?#\x7f-\x9f\ud800-\udfff]*[/]|"""
                   r"""[a-z][a-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`%\x7f-\x9f\ud800-\udfff]*[#:]""")  # fmt: skip


@lru_cache(maxsize=8192)
def encode(id: str) -> str:
    """Return ``id`` as the last segment of an IRI. Letters and digits of all scripts stay as they are."""
    if _PLAIN.fullmatch(id):
        return id
    if id.strip(".") == "":  # "." and ".." would be resolved away
        return "%2E" * len(id)
    return "".join(c if c.isalnum() or c in "-._~" else quote(_SURROGATE.sub("\ufffd", c), safe="") for c in id)


def decode(segment: str) -> str:
    """Return the id that ``encode`` was given."""
    return unquote(segment) if "%" in segment else segment


def entity_iri(base: str, id: str) -> str:
    """Return the IRI of the entity with this id."""
    return f"{base}entity/{encode(id)}"


def statement_iri(base: str, claim: Claim) -> str:
    """Return the IRI of the statement that stands for the claim."""
    return f"{base}statement/{claim.id}"


def evidence_iri(base: str, claim: Claim, evidence: Evidence) -> str:
    """Return the IRI of one piece of evidence of a claim."""
    return f"{base}evidence/{evidence_id(claim, evidence)}"


def document_iri(base: str, id: str) -> str:
    """Return the IRI of the document with this id."""
    return f"{base}document/{encode(id)}"


def evidence_id(claim: Claim, e: Evidence) -> str:
    """Return 16 hex digits of SHA-256 over the claim's id and every field of the evidence."""
    fields = (
        f"{claim.id}\x1f{e.doc}\x1f{e.sentence}{e.subject_span}{e.relation_span}{e.object_span}{e.confidence!r}"
        f"\x1f{e.quote}\x1f{e.relation_phrase}\x1f{e.rule}\x1f{e.model}"
        f"\x1f{e.time}\x1f{e.place}\x1f{e.place_id}\x1f{e.speaker}\x1f{e.speaker_id}"
    )
    try:
        data = fields.encode()
    except UnicodeEncodeError:
        data = _SURROGATE.sub("\ufffd", fields).encode()
    return sha256(data).hexdigest()[:16]


def check_base(base: str) -> str:
    """Return ``base`` if IRIs can be made under it. Raises: KgError that says what is wrong with it."""
    if not _BASE.fullmatch(base):
        hint = "it must be an absolute IRI without blanks that ends in / or #, like https://example.org/kg/"
        raise KgError(f"the base {base!r} is not one that IRIs can be made under", hint=hint, code="KG501")
    return base

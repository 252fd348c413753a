"""What the JSON addresses take and give, as an OpenAPI document; requests are checked against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.model import Status
from kg.serve.protocol import BadRequest

PAGE = 50
"""Items of a page, unless a request says otherwise."""
MOST = 1000
"""Items that a page may have."""


def _text(name: str, about: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": about, "schema": {"type": "string", **more}}


_NAME = "label, alias, id or IRI"
PAGING: list[dict[str, Any]] = [
    {
        "name": "limit",
        "in": "query",
        "description": "items of a page",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE},
    },
    {
        "name": "offset",
        "in": "query",
        "description": "items before the page",
        "schema": {"type": "integer", "minimum": 0, "maximum": 10**9, "default": 0},
    },
]
_ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
Q = _text("q", "words that must all occur, in any case", minLength=1)

_SPAN = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
_MAYBE = {"type": ["string", "null"]}
_SHORT = {"id": {"type": "string"}, "iri": {"type": "string"}, "label": {"type": "string"}, "class": {"type": "string"}}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(of: str) -> dict[str, Any]:
    count = {"type": "integer"}
    items = {"type": "array", "items": _ref(of)}
    return _object({"total": count, "offset": count, "limit": count, "items": items})


SCHEMAS: dict[str, Any] = {
    "Thing": _object(_SHORT),
    "Entity": _object(
        {
            **_SHORT,
            "aliases": {"type": "array", "items": {"type": "string"}},
            "same_as": {"type": "array", "items": {"type": "string"}},
            "named": {"type": "boolean", "description": "false: a common noun phrase, no proper name"},
        }
    ),
    "Value": _object({"value": {"type": "string"}, "datatype": {"type": "string"}}),
    "Evidence": _object(
        {
            "id": {"type": "string"},
            "doc": {"type": "string", "description": "id of the document"},
            "sentence": {"type": "string", "description": "as it stands in the document"},
            "start": {"type": "integer", "description": "in code points of the document's text"},
            "end": {"type": "integer", "description": "exclusive"},
            "subject_span": _SPAN,
            "relation_span": _SPAN,
            "object_span": _SPAN,
            "relation_phrase": {"type": "string"},
            "time": _MAYBE,
            "place": _MAYBE,
            "speaker": _MAYBE,
            "confidence": {"type": "number"},
            "rule": {"type": "string"},
            "model": {"type": "string"},
        }
    ),
    "Claim": _object(
        {
            "id": {"type": "string"},
            "iri": {"type": "string"},
            "subject": _ref("Thing"),
            "relation": {"type": "string"},
            "open": {"type": "boolean", "description": "true: the ontology lacks the relation"},
            "object": {"oneOf": [_ref("Thing"), _ref("Value")]},
            "status": {"type": "string", "enum": list(Status)},
            "confidence": {"type": "number"},
            "evidence": {"type": "array", "items": _ref("Evidence"), "minItems": 1},
        }
    ),
    "Claims": _list("Claim"),
    "Entities": _list("Entity"),
    "EntityAndClaims": {"allOf": [_ref("Entity"), _object({"claims": _ref("Claims")})]},
    "Found": _object(
        {
            "entities": _ref("Entities"),
            "claims": _object(
                {
                    "offset": {"type": "integer"},
                    "limit": {"type": "integer"},
                    "more": {"type": "boolean", "description": "whether there are claims behind this page"},
                    "items": {"type": "array", "items": _ref("Claim")},
                }
            ),
        }
    ),
    "Error": _object({"error": {"type": "string"}}),
}


def _get(what: str, summary: str, gives: str, parameters: Sequence[Any], *faults: int) -> dict[str, Any]:
    def content(schema: str) -> dict[str, Any]:
        return {"application/json": {"schema": _ref(schema)}}

    told = {400: "a parameter that is not as it should be", 404: "no such thing", 503: "stopped, or too busy"}
    responses = {"200": {"description": summary, "content": content(gives)}}
    responses |= {str(f): {"description": told[f], "content": content("Error")} for f in (400, *faults, 503)}
    return {"get": {"operationId": what, "summary": summary, "parameters": list(parameters), "responses": responses}}


PATHS: dict[str, Any] = {
    "/api/claims": _get(
        "claims",
        "Claims with their evidence; those that fit every filter, by subject",
        "Claims",
        [
            _text("subject", f"who: {_NAME}"),
            _text("object", f"whom: {_NAME}"),
            _text("entity", f"who or whom: {_NAME}"),
            _text("relation", "the relation's name, label or IRI"),
            _text("status", "how the text stands behind it", enum=list(Status)),
            _text("document", "the document's id, title or IRI"),
            {**Q, "description": "words that must all occur in a sentence of the evidence"},
            *PAGING,
        ],
        404,
    ),
    "/api/claims/{id}": _get("claim", "One claim", "Claim", [_ID], 404),
    "/api/entities": _get(
        "entities",
        "Entities by label",
        "Entities",
        [
            _text("class", "the class's name, label or IRI"),
            {**Q, "description": "words that must all occur in a name"},
            *PAGING,
        ],
        404,
    ),
    "/api/entities/{id}": _get("entity", "One entity and the claims about it", "EntityAndClaims", [_ID, *PAGING], 404),
    "/api/search": _get(
        "search",
        "Entities whose names, and claims whose sentences hold all the words",
        "Found",
        [{**Q, "required": True}, *PAGING],
    ),
}


def document(version: str) -> dict[str, Any]:
    """Return the OpenAPI document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "A knowledge graph",
            "version": version,
            "description": "Entities and claims of one graph, each claim with the sentences that say it. Read-only.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": PATHS,
        "components": {"schemas": SCHEMAS},
    }


def check(path: str, given: Sequence[tuple[str, str]]) -> tuple[dict[str, str], int, int]:
    """Return the filters, limit and offset of a request for ``path``. Raises: BadRequest."""
    known = {p["name"]: p for p in PATHS[path]["get"]["parameters"] if p["in"] == "query"}
    out: dict[str, str] = {}
    numbers = {"limit": PAGE, "offset": 0}
    for name, value in given:
        if name not in known:
            raise BadRequest(400, f"there is no parameter {name!r}; known: {', '.join(known) or 'none'}")
        if name in out:
            raise BadRequest(400, f"{name} is given twice")
        schema = known[name]["schema"]
        if schema["type"] == "integer":
            if not (value.isascii() and value.isdigit() and schema["minimum"] <= int(value[:12]) <= schema["maximum"]):
                raise BadRequest(400, f"{name} is a whole number from {schema['minimum']} to {schema['maximum']}")
            numbers[name] = int(value)
        elif value not in schema.get("enum", [value]):
            raise BadRequest(400, f"{name} is one of {', '.join(schema['enum'])}")
        elif not value.strip():
            raise BadRequest(400, f"{name} is empty")
        out[name] = value
    for name, parameter in known.items():
        if parameter.get("required") and name not in out:
            raise BadRequest(400, f"{name} is missing")
    return {k: v for k, v in out.items() if k not in numbers}, numbers["limit"], numbers["offset"]

"""JSON: one record, a list of records, or an object that holds such a list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from kg.config import Config
from kg.errors import InputError
from kg.text.read.decode import decode
from kg.text.read.found import Found, Problem
from kg.text.read.jsonl import TEXT, reason, record

LISTS = ("documents", "articles", "items", "data", "results")


def read_json(file: BinaryIO, config: Config) -> Iterator[Found | Problem]:
    """Yield the records, numbered from 1. Raises: InputError for what is no JSON."""
    try:
        value = json.loads(decode(file.read()))
    except json.JSONDecodeError as error:
        what = f"it is no JSON ({error.msg})"
        raise InputError(what, line=error.lineno, hint="mend the file", code="KG118") from None
    except ValueError as error:
        raise InputError(f"it is no JSON ({reason(error)})", hint="mend the file", code="KG118") from None
    except RecursionError:
        raise InputError("it is nested too deeply", hint="flatten it", code="KG118") from None
    many = _list(value)
    if many is None:
        one = record(value, 1)
        yield replace(one, line=None)
        return
    for number, item in enumerate(many, 1):
        yield record(item, number)


def _list(value: Any) -> list[Any] | None:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not any(isinstance(value.get(k), str) for k in TEXT):
        return next((value[k] for k in LISTS if isinstance(value.get(k), list)), None)
    return None

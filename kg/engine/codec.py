"""Values of ``kg.model`` to compact JSON and back, exactly; a value is the list of its fields.

The code for a class is derived from its fields, so the model can change without this file;
``schema`` names the shape, and goes into the name of what is kept in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum, StrEnum
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from kg.frozen import maker

Value = TypeVar("Value")
Decode = Callable[[Any], Any]
Encode = Callable[[Any], Any]

_PLAIN = (str, int, float, bool, NoneType)
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def encode(value: object, hint: Any = None) -> bytes:
    """Return a frozen dataclass of the model, or a value of the type ``hint``, as UTF-8 JSON on one line.

    Lone surrogates pass.
    """
    # ensure_ascii would write surrogates as escapes, and read two lone ones back as one character.
    class_: Any = type(value) if hint is None else hint
    text = _JSON.encode(_encoder(class_)(value))
    return text.encode("utf8", "surrogatepass")


def decode(data: bytes, class_: type[Value]) -> Value:
    """Return the value that ``encode`` wrote. Raises: ValueError, TypeError or KeyError for anything else."""
    hint: Any = class_
    value: Value = _decoder(hint)(json.loads(data.decode("utf8", "surrogatepass")))
    return value


def parts(data: bytes) -> Any:
    """Return the lists of plain values that ``encode`` wrote. Raises: ValueError."""
    return json.loads(data.decode("utf8", "surrogatepass"))


def made(parts: Any, hint: Any) -> Any:
    """Return the value of the type ``hint`` that the parts are of; they are used up. Raises: as ``decode``."""
    return _decoder(hint)(parts)


@lru_cache(maxsize=8)
def schema(class_: type[Any]) -> str:
    """Return 16 hex digits that change when a field of the class, or of a class within it, does."""
    seen: dict[str, list[tuple[str, str]]] = {}

    def visit(hint: Any) -> None:
        if is_dataclass(hint) and isinstance(hint, type):
            if hint.__name__ not in seen:
                hints = get_type_hints(hint)
                seen[hint.__name__] = [(f.name, str(hints[f.name])) for f in fields(hint)]
                for f in fields(hint):
                    visit(hints[f.name])
        elif isinstance(hint, type) and issubclass(hint, Enum):
            seen[hint.__name__] = [(m.name, str(m.value)) for m in hint]
        for inner in get_args(hint):
            visit(inner)

    visit(class_)
    return sha256(repr(sorted(seen.items())).encode()).hexdigest()[:16]


@lru_cache(maxsize=128)
def _encoder(hint: Any) -> Encode:
    """Return the function that makes of a value of the type ``hint`` what JSON can say; tuples it says itself."""
    if hint in _PLAIN or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return _same
    if is_dataclass(hint):
        return _fields_of(hint)
    origin, inner = _tuple(hint)
    if origin is tuple:
        parts = [_encoder(i) for i in inner if i is not Ellipsis]
        if all(part is _same for part in parts):
            return _same
        if inner[1:] == (Ellipsis,):
            return lambda values: [parts[0](v) for v in values]
        return lambda values: [part(v) for part, v in zip(parts, values, strict=True)]
    if origin in (Union, UnionType):
        kinds = [a for a in inner if a not in _PLAIN]
        if not kinds:
            return _same
        if len(kinds) == 1 and is_dataclass(kinds[0]):
            kind: Any = kinds[0]
            one = _encoder(kind)
            return lambda v: one(v) if isinstance(v, kind) else v
    raise TypeError(f"no code for {hint}")


def _fields_of(class_: Any) -> Encode:
    hints = get_type_hints(class_)
    names = _names(class_)
    encoders = [_encoder(hints[name]) for name in names]
    apply = [(i, e) for i, e in enumerate(encoders) if e is not _same]
    if len(names) == 1:
        return lambda value: [encoders[0](getattr(value, names[0]))]
    get = attrgetter(*names)
    if not apply:
        return get

    def split(value: Any) -> Any:
        values = list(get(value))
        for i, one in apply:
            values[i] = one(values[i])
        return values

    return split


@lru_cache(maxsize=64)
def _names(class_: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(class_))


@lru_cache(maxsize=128)
def _decoder(hint: Any) -> Decode:
    """Return the function that makes a value of the type ``hint`` from its JSON."""
    if hint in _PLAIN:
        return _same
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if is_dataclass(hint):
        return _of_class(hint)
    origin, inner = _tuple(hint)
    if origin is tuple:
        return _of_tuple(inner)
    if origin in (Union, UnionType):
        kinds = [a for a in inner if a is not NoneType]
        lists = [a for a in kinds if a not in _PLAIN]
        if not lists:
            return _same
        if len(lists) == 1:  # a list is the one class there is, anything else stands for itself
            one = _decoder(lists[0])
            return lambda v: one(v) if isinstance(v, list) else v
    raise TypeError(f"no code for {hint}")


def _tuple(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return what a type is made from, and of what; a sequence is a tuple of any length."""
    origin, inner = get_origin(hint), get_args(hint)
    return (tuple, (*inner, ...)) if origin is Sequence else (origin, inner)


def _same(value: Any) -> Any:
    return value


def _of_class(class_: Any) -> Decode:
    hints = get_type_hints(class_)
    decoders = [_decoder(hints[f.name]) for f in fields(class_)]
    apply = [(i, d) for i, d in enumerate(decoders) if d is not _same]
    size = len(decoders)
    new = maker(class_)

    def make(values: Any) -> Any:
        if len(values) != size:
            raise ValueError(f"{class_.__name__} has {size} fields, not {len(values)}")
        for i, one in apply:
            values[i] = one(values[i])
        return new(*values)

    return make


def _of_tuple(inner: tuple[Any, ...]) -> Decode:
    if len(inner) == 2 and inner[1] is Ellipsis:
        one = _decoder(inner[0])
        return tuple if one is _same else lambda values: tuple([one(v) for v in values])
    parts = [_decoder(i) for i in inner]
    if all(p is _same for p in parts):
        return tuple
    return lambda values: tuple([p(v) for p, v in zip(parts, values, strict=True)])

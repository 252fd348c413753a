"""Make values of frozen dataclasses at the price of others: for the places where there are millions of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from typing import Any, TypeVar, cast

Value = TypeVar("Value")


def maker(class_: type[Value]) -> Callable[..., Value]:
    """Return what makes a value of the dataclass of all its fields, in their order.

    The constructor of a frozen class sets its fields by a call for each. Where the class has nothing but fields, a twin
    that is not frozen sets them, in a third of the time, and is then told of which class it is.
    """
    own: Any = class_
    names = [f.name for f in fields(own)]
    if any(f.kw_only for f in fields(own)):
        return lambda *values: class_(**dict(zip(names, values, strict=True)))
    if not own.__dataclass_params__.frozen or hasattr(own, "__post_init__") or own.__bases__ != (object,):
        return cast(Callable[..., Value], class_)
    twin: Any = make_dataclass(own.__name__, names, eq=False, slots="__slots__" in vars(own))

    def make(*values: Any) -> Value:
        value = twin(*values)
        value.__class__ = own
        return cast(Value, value)

    return make

"""How sure an extraction is: the share of right claims of its rule as a reader judged them, less what is vague.

The shares stand in ``confidence.json``, fitted by ``scripts/fit_confidence.py``.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources

from kg.model import Status
from kg.text.extract.found import Found, Scene

_NAMED = 0.06
"""What a name at an end adds and a thing without a name takes off: names are cut wrong less often."""
_BORROWED = 0.04
"""What a subject that the verb borrows from another clause takes off."""


@lru_cache(maxsize=1)
def _table() -> tuple[float, dict[str, float]]:
    table = json.loads(resources.files("kg.text.extract").joinpath("confidence.json").read_text(encoding="utf8"))
    return table["mean"], table["rules"]


def confidence(scene: Scene, found: Found, status: Status) -> float:
    """Return the chance that the proposition is right as read, between 0.05 and 0.97, two digits."""
    del status
    mean, rules = _table()
    p = rules.get(found.rule, mean)
    for end in (found.subject, found.object):
        p += _NAMED if scene.thing[end] >= 0 else -_NAMED
    if found.clause is not None and found.clause.how != "own":
        p -= _BORROWED
    return round(min(0.97, max(0.05, p)), 2)

"""The form that equal names share."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.spelling import plain

_DOTS = re.compile(r"\.(?=\w|$|\s)")


@lru_cache(maxsize=100_000)
def name_key(form: str) -> str:
    """Return the form that equal names share: no article, full stops, hyphens, accents or case; "&" is "and"."""
    form = plain(_DOTS.sub("", form.replace("’", "'")).replace("-", " ").replace(" & ", " and ")).lower()
    return " ".join(form.split()).removeprefix("the ")

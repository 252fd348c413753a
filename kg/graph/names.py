"""The form that equal names share."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.spelling import plain

_BRITISH = {"center": "centre", "theater": "theatre", "defense": "defence", "organization": "organisation", "harbor": "harbour"}
_BREAKS = str.maketrans("-,", "  ")
_DOTS = re.compile(r"\.(?=\w|$|\s)")


@lru_cache(maxsize=100_000)
def name_key(form: str) -> str:
    """Return the form that equal names share: no article, full stops, commas, hyphens, accents or case; "&" is "and", "Center" is "Centre"."""
    form = plain(_DOTS.sub("", form.replace("’", "'")).translate(_BREAKS).replace(" & ", " and ")).lower()
    return " ".join(_BRITISH.get(w, w) for w in form.split()).removeprefix("the ")

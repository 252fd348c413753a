"""What the name finder finds: names, and capitalised roles that stand for a person."""

from __future__ import annotations

import re
from dataclasses import dataclass

GENERATION = re.compile(r"^\d{1,2}G$")
"""Generations of networks: "5G"."""
STATE = re.compile(r"^(?:[A-Z][a-z]{1,5}|[A-Z]\.[A-Z])\.$")
"""An abbreviated state after a city: "Tex.", "N.J."."""


@dataclass(slots=True)
class Name:
    """A stretch of tokens that is a name. ``place`` is set for a nationality adjective or demonym."""

    block: int
    first: int
    last: int
    text: str
    ner: str = ""
    place: str = ""
    why: str = "name"
    titled: str = ""  # the title or role before it, lower case
    head: int = -1  # the token that stands for the span in the parse

    def covers(self, first: int, last: int) -> bool:
        """Do the tokens ``first`` to ``last`` lie inside the name?"""
        return self.first <= first and last <= self.last


@dataclass(slots=True)
class Role:
    """A capitalised role that stands for a person: "Prime Minister", "the Transport Minister"."""

    block: int
    first: int
    last: int
    word: str  # "transport minister"
    person: Name | None = None  # the name that follows

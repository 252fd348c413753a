"""Quotations are found by the side on which their marks have a space, not by counting marks."""

from __future__ import annotations

import re

import pytest

from kg.text.quotes import quotations


def spoken(text: str) -> list[str]:
    tokens = list(re.finditer(r"\w+(?:'\w+)?|[^\w\s]", text))
    words, starts = [m[0] for m in tokens], [m.start() for m in tokens]
    return [" ".join(words[a:b]) for a, b in quotations(words, starts)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('"We go," he said.', ["We go ,"]),
        ('He said: "We go." She left.', ["We go ."]),
        ('"We stay. "But we pay." It rained. He left "at once".', ['We stay . " But we pay .', "at once"]),  # two openings, one close
        ('He said: "We go. It rained. A dog ran. Bells rang. Snow fell. Night came. "We stay," she said.', ["We go .", "We stay ,"]),  # none closed
        ('It rained" and then "we go" was said.', ["we go"]),  # a stray closing mark
        ('The "new" plan (the "Lux" plan) failed.', ["new", "Lux"]),
        ('He said: "We go and never', ["We go and never"]),
        ("No marks at all.", []),
        ('"', [""]),
    ],
)
def test_quotations(text: str, inside: list[str]) -> None:
    assert spoken(text) == inside

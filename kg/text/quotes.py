"""Where a text stands inside quotation marks, by the side on which each mark has a space."""

from __future__ import annotations

from collections.abc import Sequence

_MARKS = frozenset({'"', "``", "''"})
_BEFORE = frozenset({"(", "[", "-", "--", "—", "–", "/", "'"})  # what may stand right before an opening mark
_AFTER = frozenset({".", ",", ";", ":", "?", "!", ")", "]", "-", "--", "—", "–", "/", "'s", "'"})  # … right after a closing one
_STOPS = frozenset({".", "!", "?"})
_LONGEST = 5
"""Sentences of one paragraph of a quotation: of 33 that go on in news, 32 have up to three and one has four."""


def quotations(words: Sequence[str], starts: Sequence[int]) -> list[tuple[int, int]]:
    """Return the quotations of a block as token ranges without their marks.

    ``words`` are the tokens, ``starts`` their offsets. A mark with a space before it opens, one with a
    space after it closes; where both or neither hold, it does what the last one did not. A second
    opening mark goes on with the quotation (each paragraph of a long one has its own); a quotation
    that nothing closes reaches to the end of the block. Where the next opening mark is more than
    ``_LONGEST`` sentences away, the closing one was forgotten: the quotation is its first sentence.
    """
    out: list[tuple[int, int]] = []
    since = last = -1  # the first and the last opening mark of a quotation
    n = len(words)
    for i, word in enumerate(words):
        if word not in _MARKS:
            continue
        before = i == 0 or starts[i] > starts[i - 1] + len(words[i - 1]) or words[i - 1] in _BEFORE
        after = i == n - 1 or starts[i + 1] > starts[i] + len(word) or words[i + 1] in _AFTER
        opens = since < 0 if before == after else before
        if opens:
            ends = [k for k in range(last, i) if words[k] in _STOPS] if since >= 0 else []
            if len(ends) > _LONGEST:
                out.append((since, ends[0] + 1))
                since = -1
            since, last = since if since >= 0 else i + 1, i + 1
        elif since >= 0:
            out.append((since, i))
            since = -1
    if since >= 0:
        out.append((since, n))
    return out

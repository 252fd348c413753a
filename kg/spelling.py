"""When two spellings are one name: one letter more, less or other, or two letters swapped, in a long name."""

from __future__ import annotations

import unicodedata

# Words that differ by a letter or two and name different things.
_APART = frozenset(
    "north south east west northern southern eastern western upper lower inner outer new old first second third fourth fifth men women "
    "male female junior senior".split()
)
_PLAIN = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss"})


def plain(form: str) -> str:
    """Return the form without accents, as news often drops them: "José" is "Jose", "Sørensen" is "Sorensen"."""
    if form.isascii():
        return form
    form = form.translate(_PLAIN)
    return "".join(ch for ch in unicodedata.normalize("NFD", form) if unicodedata.category(ch) != "Mn")


SHORTEST = 7
"""Letters of a name that may be misspelt; in shorter ones another letter is another name ("Chile", "China")."""


def one_edit(a: str, b: str) -> bool:
    """Are two normalised names equal but for one letter more, less or other, or two neighbours swapped?

    The change must lie in one word, which keeps its first letter; of a name of several words the others are equal.
    No number may differ, and a changed last letter needs a longer word ("Marina", "Marine").
    """
    if a == b or abs(len(a) - len(b)) > 1 or max(len(a), len(b)) < SHORTEST:
        return False
    left, right = a.split(), b.split()
    if len(left) != len(right):
        return False
    changed = [(x, y) for x, y in zip(left, right, strict=True) if x != y]
    if len(changed) != 1:
        return False
    x, y = changed[0]
    if not x.isalpha() or not y.isalpha() or x in _APART or y in _APART or min(len(x), len(y)) < 6:
        return False
    i = 0
    while i < min(len(x), len(y)) and x[i] == y[i]:
        i += 1
    if i == 0:
        return False
    if x[i:] == y[i + 1 :] or x[i + 1 :] == y[i:]:  # one letter more or less
        return i < min(len(x), len(y)) or len(left) > 1
    if x[i + 1 :] == y[i + 1 :]:  # another letter
        return i + 1 < len(x)
    return x[i : i + 2] == y[i : i + 2][::-1] and x[i + 2 :] == y[i + 2 :]  # swapped

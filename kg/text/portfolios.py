"""Portfolios of ministers: "Secretary of State", "Minister for Health and Social Affairs" are offices, no names of bodies."""

from __future__ import annotations

from collections.abc import Sequence

HOLDERS = frozenset({"minister", "secretary", "undersecretary"})
_OF_WHAT = frozenset(
    "state foreign affairs interior home finance defence defense health education justice transport transportation trade commerce industry industries "
    "energy economy economic agriculture fisheries forestry food environment climate change labour labor employment work pensions culture media sport sports "
    "tourism communications information security homeland internal external immigration housing urban local government regional development science "
    "research technology welfare social services families family youth women children planning treasury war water mines mining resources public works "
    "infrastructure international national veterans integration relations cooperation exteriors business innovation skills training communities equality relief rehabilitation reconstruction".split()
)
_LINKS = frozenset({"and", "&", ",", "of", "for", "the"})
_LONGEST = 9


def portfolio_end(lower: Sequence[str], of: int) -> int:
    """Return the last token of the portfolio that begins behind "of" or "for" at ``of``; -1 where none begins."""
    if not 0 < of < len(lower) - 1 or lower[of] not in ("of", "for") or lower[of - 1] not in HOLDERS:
        return -1
    last = -1
    for k in range(of + 1, min(of + 1 + _LONGEST, len(lower))):
        if lower[k] in _OF_WHAT:
            last = k
        elif lower[k] not in _LINKS:
            break
    return last


def holder_before(lower: Sequence[str], last: int) -> int:
    """Return the token of the "minister" whose portfolio ends at ``last``; -1 where none does."""
    if last < 2 or lower[last] not in _OF_WHAT:
        return -1
    for of in range(last - 1, max(last - 1 - _LONGEST, 0), -1):
        if portfolio_end(lower, of) == last:
            return of - 1
    return -1

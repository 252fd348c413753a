"""Where things stand in the drawing: computed at build time, the same for the same graph.

igraph is imported only here, and only when something is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

SEED = 20260101
_WIDE = 1.3  # the canvas beside rail and panel is a little wider than high
_ROOM = 104.0  # units from thing to thing: a node, its label and some air (1 unit = 1 CSS px at zoom 1)

Point = tuple[float, float]


def layout(size: int, ties: Sequence[tuple[int, int]], widths: Sequence[float]) -> list[Point]:
    """Return a position for each of ``size`` things, ties drawn short, nothing on top of another.

    Args:
        size: how many things.
        ties: pairs of indices; more pairs of the same two pull harder.
        widths: how wide each thing's label is, in units.
    """
    if size == 0:
        return []
    parts = [_spread(part, ties, widths) for part in _parts(size, ties)]
    at: dict[int, Point] = {}
    for i, point in _pack(parts).items():
        at[i] = point
    points = _apart([at[i] for i in range(size)], widths)
    return [(round(x, 1), round(y, 1)) for x, y in points]


def communities(size: int, ties: Sequence[tuple[int, int]]) -> list[int]:
    """Return the community of each thing (multilevel modularity), the largest first."""
    if not ties:
        return list(range(size))
    import random

    import igraph

    igraph.set_random_number_generator(random.Random(SEED))
    graph = igraph.Graph(n=size, edges=sorted({(min(t), max(t)) for t in ties}))
    found = graph.community_multilevel()
    order = sorted(range(len(found)), key=lambda c: (-len(found[c]), found[c]))
    rank = {c: r for r, c in enumerate(order)}
    return [rank[c] for c in found.membership]


def _parts(size: int, ties: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the connected parts, the largest first."""
    root = list(range(size))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for a, b in ties:
        root[find(a)] = find(b)
    parts: dict[int, list[int]] = {}
    for i in range(size):
        parts.setdefault(find(i), []).append(i)
    return sorted(parts.values(), key=lambda p: (-len(p), p))


def _spread(part: list[int], ties: Sequence[tuple[int, int]], widths: Sequence[float]) -> dict[int, Point]:
    """Return positions of one connected part around its own middle."""
    n = len(part)
    local = {i: k for k, i in enumerate(part)}
    edges = sorted({(min(local[a], local[b]), max(local[a], local[b])) for a, b in ties if a in local and a != b})
    if n == 1:
        return {part[0]: (0.0, 0.0)}
    if n == 2:
        half = _ROOM * 0.75
        return {part[0]: (-half, 0.0), part[1]: (half, 0.0)}
    points = _settle(n, edges)
    # Scale so that a thing has room for its label on average, then make it as wide as the canvas is.
    scale = _ROOM * math.sqrt(n) / max(1e-9, _radius(points)) / 1.75
    return {i: (points[k][0] * scale * _WIDE, points[k][1] * scale) for i, k in local.items()}


def _settle(n: int, edges: list[tuple[int, int]]) -> list[Point]:
    import random

    import igraph

    igraph.set_random_number_generator(random.Random(SEED))
    ring = [(math.cos(6.283185 * k / n), math.sin(6.283185 * k / n)) for k in range(n)]
    graph = igraph.Graph(n=n, edges=edges)
    if n <= 120:
        found = graph.layout_kamada_kawai(seed=ring, maxiter=n * 20)
        found = graph.layout_fruchterman_reingold(seed=[tuple(p) for p in found], niter=150, start_temp=0.4)
    else:
        found = graph.layout_fruchterman_reingold(seed=ring, niter=600, grid="nogrid")
    points = [(float(x), float(y)) for x, y in found]
    mx, my = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    points = [(x - mx, y - my) for x, y in points]
    return _turn(points)


def _turn(points: list[Point]) -> list[Point]:
    """Turn the drawing so that it is widest from left to right; rotation is free, so use it."""
    sxx, syy = sum(x * x for x, _ in points), sum(y * y for _, y in points)
    sxy = sum(x * y for x, y in points)
    angle = 0.5 * math.atan2(2 * sxy, sxx - syy)
    c, s = math.cos(-angle), math.sin(-angle)
    return [(x * c - y * s, x * s + y * c) for x, y in points]


def _radius(points: list[Point]) -> float:
    return math.sqrt(sum(x * x + y * y for x, y in points) / max(1, len(points)))


def _pack(parts: list[dict[int, Point]]) -> dict[int, Point]:
    """Put the small parts in rows below the largest one."""
    out: dict[int, Point] = dict(parts[0])
    if len(parts) == 1:
        return out
    left, right = min(x for x, _ in out.values()), max(x for x, _ in out.values())
    width = max(right - left, _ROOM * 1.5 * math.sqrt(sum(map(len, parts))))
    x, y, high = left, max(y for _, y in out.values()) + _ROOM, 0.0
    for part in parts[1:]:
        xs, ys = [p[0] for p in part.values()], [p[1] for p in part.values()]
        w, h = max(xs) - min(xs) + _ROOM * 1.4, max(ys) - min(ys) + _ROOM * 0.8
        if x + w > left + width + 1 and x > left:
            x, y, high = left, y + high, 0.0
        for i, (px, py) in part.items():
            out[i] = (x + px - min(xs) + _ROOM * 0.5, y + py - min(ys))
        x, high = x + w, max(high, h)
    return out


def _apart(points: list[Point], widths: Sequence[float]) -> list[Point]:
    """Push things apart until each has a box for its shape and (below it) its label."""
    at = [list(p) for p in points]
    order = range(len(at))
    for _ in range(60):
        moved = False
        by_y = sorted(order, key=lambda i: (at[i][1], i))
        for k, i in enumerate(by_y):
            for j in by_y[k + 1 :]:
                dy = at[j][1] - at[i][1]
                if dy >= 58:
                    break
                need = min(120.0, (widths[i] + widths[j]) / 2 * 0.8) + 14
                dx = at[j][0] - at[i][0]
                if abs(dx) >= need:
                    continue
                moved = True
                over_x, over_y = need - abs(dx), 58 - dy
                if over_y <= over_x:
                    at[i][1] -= over_y / 2
                    at[j][1] += over_y / 2
                else:
                    push = over_x / 2 if dx >= 0 else -over_x / 2
                    at[i][0] -= push
                    at[j][0] += push
        if not moved:
            break
    return [(x, y) for x, y in at]

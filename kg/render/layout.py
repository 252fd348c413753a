"""Where things stand in the drawing: computed at build time, the same for the same graph.

networkx and numpy are imported only here, and only when something is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

SEED = 20260101
_WIDE = 1.06  # the canvas beside rail and panel is about square, but labels are wide
_ROOM = 104.0  # units from thing to thing: a node, its label and some air (1 unit = 1 CSS px at zoom 1)
_AREA = 8200.0  # square units for each thing: at 130 things, all of them and most labels fit at zoom 0.6
_LEAST = 290.0  # radius of the smallest drawing: few things use the room there is

RADII = (11, 14, 18, 24, 27)
"""Sizes of things in the drawing, by their number of claims; ``assets/geometry.js`` has the same."""

_ROUNDS = 120  # after 80 nothing moves by more than a pixel at 300 things

Point = tuple[float, float]


def layout(size: int, ties: Sequence[tuple[int, int]], boxes: Sequence[tuple[float, float]]) -> list[Point]:
    """Return a position for each of ``size`` things, ties drawn short, nothing on top of another.

    Args:
        size: how many things.
        ties: pairs of indices; more pairs of the same two pull harder.
        boxes: width and height of each thing with its label, in units.
    """
    if size == 0:
        return []
    first, *rest = _parts(size, ties)
    main = _spread(first, ties, _LEAST)
    main = dict(zip(main, _apart(list(main.values()), [boxes[i] for i in main]), strict=True))
    at = _pack([main, *(_spread(part, ties, _ROOM) for part in rest)])
    points = _apart([at[i] for i in range(size)], boxes)
    return [(round(x, 1), round(y, 1)) for x, y in points]


def beside(
    points: Sequence[Point], ties: Sequence[tuple[int, int]], boxes: Sequence[tuple[float, float]]
) -> list[Point]:
    """Return positions for the things after those that stand already, each in free room near one that it is tied to.

    Args:
        points: where the first ones stand.
        ties: pairs of indices below the number of boxes.
        boxes: width and height of each thing with its label, of those that stand and of those to come.
    """
    size = len(boxes)
    if size == len(points):
        return []
    import numpy as np

    ring = np.concatenate([np.full(6 * r, float(r)) for r in range(1, 13)])
    turn = np.concatenate([np.arange(6 * r) / (6 * r) * 2 * np.pi + r * 0.5 for r in range(1, 13)])
    spots = np.stack([np.cos(turn) * ring * _ROOM, np.sin(turn) * ring * _ROOM * 0.75], axis=1)
    near: dict[int, list[int]] = {}
    for a, b in ties:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    around = np.array(boxes, dtype=float).reshape(-1, 2)
    at = np.full((size, 2), np.inf)
    at[: len(points)] = np.array(points, dtype=float).reshape(-1, 2)
    for i in range(len(points), size):
        standing = [j for j in near.get(i, ()) if np.isfinite(at[j, 0])]
        centre = at[standing[0]] if standing else at[: len(points)].mean(axis=0) if points else np.zeros(2)
        tried = centre + spots
        there = np.isfinite(at[:, 0])
        away = np.abs(tried[:, None, :] - at[None, there, :]) / ((around[i] + around[there]) / 2)[None, :, :]
        least = away.max(axis=2).min(axis=1) if there.any() else np.full(len(tried), np.inf)  # 1: the boxes touch
        free = np.flatnonzero(least >= 1)
        at[i] = tried[free[0] if len(free) else int(least.argmax())]
    return [(round(float(x), 1), round(float(y), 1)) for x, y in at[len(points) :]]


def communities(size: int, ties: Sequence[tuple[int, int]]) -> list[int]:
    """Return the community of each thing (multilevel modularity), the largest first."""
    if not ties:
        return list(range(size))
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(sorted({(min(t), max(t)) for t in ties}))
    found = [sorted(c) for c in nx.community.louvain_communities(graph, seed=SEED)]
    found.sort(key=lambda c: (-len(c), c))
    rank = {i: r for r, members in enumerate(found) for i in members}
    return [rank[i] for i in range(size)]


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


def _spread(part: list[int], ties: Sequence[tuple[int, int]], least: float) -> dict[int, Point]:
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
    points = _even(points, max(math.sqrt(n * _AREA / math.pi), least if n > 4 else _ROOM))
    return {i: (points[k][0] * _WIDE, points[k][1] / _WIDE) for i, k in local.items()}


def _even(points: list[Point], radius: float) -> list[Point]:
    """Draw things to where there is room: long arms are pulled in, the crowd in the middle is spread."""
    n = len(points)
    far = [math.hypot(x, y) for x, y in points]
    most = max(far) or 1.0
    out: list[Point] = list(points)
    for rank, i in enumerate(sorted(range(n), key=lambda i: (far[i], i))):
        even = radius * math.sqrt((rank + 0.5) / n)
        goal = 0.75 * even + 0.25 * radius * far[i] / most
        x, y = points[i] if far[i] > 1e-9 else (math.cos(float(i)), math.sin(float(i)))
        d = math.hypot(x, y)
        out[i] = (x / d * goal, y / d * goal)
    return out


def _settle(n: int, edges: list[tuple[int, int]]) -> list[Point]:
    """Place connected things so that distances on paper are like those over ties.

    Stress majorisation (Gansner, Koren and North, 2004): each round solves for the places that fit all
    wanted distances best, near ones counting more; it never gets worse, and it starts from a ring, so the
    same graph is drawn the same way.
    """
    import numpy as np

    wanted = _steps(n, edges)
    weight = np.zeros((n, n))
    off = ~np.eye(n, dtype=bool)
    weight[off] = wanted[off] ** -2.0
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.inv(laplacian + 1.0 / n) - 1.0 / n  # the pseudo-inverse of a connected graph's
    turn = 2 * np.pi * np.arange(n) / n
    places = np.stack([np.cos(turn), np.sin(turn)], axis=1) * wanted.max() / 2
    for _ in range(_ROUNDS):
        gaps = np.sqrt(((places[:, None, :] - places[None, :, :]) ** 2).sum(axis=2))
        gaps[gaps < 1e-9] = 1e-9
        pull = -weight * wanted / gaps
        np.fill_diagonal(pull, 0.0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        places = inverse @ (pull @ places)
    places = places - places.mean(axis=0)
    return _turn([(float(x), float(y)) for x, y in places])


def _steps(n: int, edges: list[tuple[int, int]]) -> Any:
    """Return how many ties lie between each two things; one into a hub counts longer, so its leaves get air."""
    import numpy as np

    degree = [0] * n
    for a, b in edges:
        degree[a] += 1
        degree[b] += 1
    out = np.full((n, n), float(n))
    np.fill_diagonal(out, 0.0)
    for a, b in edges:
        out[a, b] = out[b, a] = 1.0 + 0.12 * math.sqrt(max(degree[a], degree[b]))
    for via in range(n):  # Floyd and Warshall; a whole matrix at a time is faster than a heap
        np.minimum(out, out[:, via, None] + out[None, via, :], out=out)
    return out


def _turn(points: list[Point]) -> list[Point]:
    """Turn the drawing so that it is widest from left to right; rotation is free, so use it."""
    sxx, syy = sum(x * x for x, _ in points), sum(y * y for _, y in points)
    sxy = sum(x * y for x, y in points)
    angle = 0.5 * math.atan2(2 * sxy, sxx - syy)
    c, s = math.cos(-angle), math.sin(-angle)
    return [(x * c - y * s, x * s + y * c) for x, y in points]


def _pack(parts: list[dict[int, Point]]) -> dict[int, Point]:
    """Put the small parts in rows below the largest one, as wide as makes the whole largest on the canvas."""
    xs = [x for x, _ in parts[0].values()]
    wide = max(max(xs) - min(xs), _ROOM * 2)
    tries = [_rows(parts, wide * k) for k in (1.0, 1.2, 1.45, 1.75, 2.1)] if len(parts) > 1 else [dict(parts[0])]
    return min(tries, key=_extent)


def _extent(at: dict[int, Point]) -> float:
    """Return the side of the square that holds the drawing with its labels."""
    xs, ys = [x for x, _ in at.values()], [y for _, y in at.values()]
    return max(max(xs) - min(xs) + 2 * _ROOM, max(ys) - min(ys) + _ROOM)


def _rows(parts: list[dict[int, Point]], width: float) -> dict[int, Point]:
    out: dict[int, Point] = dict(parts[0])
    middle = sum(x for x, _ in out.values()) / len(out)
    left = middle - width / 2
    x, y, high = left, max(y for _, y in out.values()) + _ROOM, 0.0
    for part in parts[1:]:
        xs, ys = [p[0] for p in part.values()], [p[1] for p in part.values()]
        w, h = max(xs) - min(xs) + _ROOM * 1.4, max(ys) - min(ys) + _ROOM * 0.7
        if x + w > left + width + 1 and x > left:
            x, y, high = left, y + high, 0.0
        for i, (px, py) in part.items():
            out[i] = (x + px - min(xs) + _ROOM * 0.5, y + py - min(ys))
        x, high = x + w, max(high, h)
    return out


def _apart(points: list[Point], boxes: Sequence[tuple[float, float]]) -> list[Point]:
    """Push things apart until each has a box for its shape and its label."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, high = [w / 2 for w, _ in boxes], [h / 2 for _, h in boxes]
    tallest = max(high)
    order = list(range(len(points)))
    for _ in range(150):
        moved = False
        order.sort(key=ys.__getitem__)  # stable, and nearly sorted after the first round
        for k, i in enumerate(order):
            reach = high[i] + tallest
            for j in order[k + 1 :]:
                dy = ys[j] - ys[i]
                if dy >= reach:
                    break
                over_y = high[i] + high[j] - dy
                if over_y <= 0:
                    continue
                dx = xs[j] - xs[i]
                over_x = wide[i] + wide[j] - abs(dx)
                if over_x <= 0:
                    continue
                moved = True
                if over_y <= over_x:
                    ys[i] -= over_y / 2
                    ys[j] += over_y / 2
                else:
                    push = over_x / 2 if dx >= 0 else -over_x / 2
                    xs[i] -= push
                    xs[j] += push
        if not moved:
            break
    return list(zip(xs, ys, strict=True))


def box(label: str, claims: int, drawn: int, steps: Sequence[int]) -> tuple[float, float]:
    """Return the width and height that a thing takes with its label, where so many things are drawn.

    A hub gets room for its label on every side, at the size that labels will have when all is in view;
    of the others, those with room show theirs.
    """
    radius = RADII[sum(claims >= s for s in steps)]
    zoomed = min(2.5, max(1.0, math.sqrt(drawn * _AREA) / 430))
    if claims >= steps[2]:
        return max(2 * radius + 30, (len(label[:32]) * 8.4 + 12) * zoomed), 2 * (radius + 26 * zoomed)
    return max(2 * radius + 26, min(len(label), 26) * 5.8), 2 * radius + 38

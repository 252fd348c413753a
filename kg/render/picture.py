"""Draw a graph as a still picture: one SVG for a README or a slide, in light and dark, without a script.

Shapes and line styles are those of the page (``assets/icons.js``). Standard library only, but for the layout.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from kg.model import Claim, KnowledgeGraph, Status
from kg.ontology import Ontology
from kg.render.choose import choose, find, steps, support
from kg.render.layout import RADII, box, layout
from kg.render.wording import family, relation_label

_LIGHT = ("#CF5014", "#1C50CF", "#22895A", "#7B1692", "#553D0C", "#36414D", "#C24C90")
_LIGHT_TINT = ("#FDF0E9", "#EAF0FC", "#E4F4EC", "#F7EAFA", "#F8F1DF", "#EEF1F3", "#FBEAF4")
_DARK = ("#E8703F", "#9AB8F3", "#52CA8B", "#B674EE", "#E3AC2B", "#8A9094", "#F7C7DC")
_DARK_TINT = ("#35221A", "#1F2A42", "#16302A", "#2D2140", "#33290F", "#262B31", "#38252F")
_LINES = {
    Status.ASSERTED: ("", "edge", "", ""),
    Status.ATTRIBUTED: ("0.1 6", "edge", "“", "”"),
    Status.PLANNED: ("9 5", "edge", "planned: ", ""),
    Status.NEGATED: ("", "negated", "not: ", ""),
    Status.HYPOTHETICAL: ("10 4 1.5 4", "edge", "maybe: ", ""),
}
"""Dash pattern, class, what stands before and after the relation's words."""
_EDGE_LABELS = 24  # plainly stated ones; all others are labelled where there is room

Box = tuple[float, float, float, float]  # middle, width, height
Node = tuple[float, float, float, str, int]  # x, y, radius, label, family


def picture(
    graph: KnowledgeGraph, ontology: Ontology, *, top: int = 60, focus: str | None = None, depth: int = 2
) -> str:
    """Return the picture as SVG text: the same bytes for the same graph.

    Args:
        graph: what to draw.
        ontology: the names of classes and relations.
        top: so many things at most, the best supported.
        focus: an entity's id, label or alias; then what lies around it is drawn.
        depth: how many steps around ``focus``.

    Raises: OutputError if ``focus`` names nothing in the graph.
    """
    supported = claims, _ = support(graph)
    middle = None if focus is None else find(graph, focus, claims)
    drawn = choose(graph, supported, top, middle, depth)[:top]
    place = {graph.entities[i].id: k for k, i in enumerate(drawn)}
    shown = [c for c in graph.claims if c.subject in place and isinstance(c.object, str) and c.object in place]
    sizes = steps(claims, drawn)
    points = layout(
        len(drawn),
        [(place[c.subject], place[str(c.object)]) for c in shown],
        [box(graph.entities[i].label, claims[i], len(drawn), sizes) for i in drawn],
    )
    nodes = [
        (x, y, float(RADII[sum(claims[i] >= s for s in sizes)]), _cut(graph.entities[i].label), family(graph.entities[i].class_, ontology))
        for i, (x, y) in zip(drawn, points, strict=True)
    ]  # fmt: skip
    taken: list[Box] = [(x, y, 2 * r + 6, 2 * r + 6) for x, y, r, _, _ in nodes]
    names = [_name(n, taken) for n in nodes]
    strokes, words = _edges(shown, place, nodes, graph, ontology, taken)
    return _document(nodes, strokes, [*words, *names], taken)


def _cut(label: str) -> str:
    label = " ".join(label.split())
    return label if len(label) <= 28 else label[:27].rstrip() + "…"


def _name(node: Node, taken: list[Box]) -> str:
    """Return a thing's label on the first side that has room, or nothing."""
    x, y, r, label, _ = node
    size = 15 if r > 20 else 13
    w, h = len(label) * size * 0.56 + 6, size + 4.0
    for bx, by in ((x, y + r + h / 2 + 3), (x + r + w / 2 + 4, y), (x - r - w / 2 - 4, y), (x, y - r - h / 2 - 3)):
        if _free((bx, by, w, h), taken):
            taken.append((bx, by, w, h))
            weight = 650 if r > 13 else 450
            return f'<text class="ink" x="{bx:.1f}" y="{by + size * 0.35:.1f}" font-size="{size}" font-weight="{weight}">{_text(label)}</text>'  # fmt: skip
    return ""


def _free(a: Box, taken: Iterable[Box]) -> bool:
    return not any(abs(a[0] - b[0]) * 2 < a[2] + b[2] and abs(a[1] - b[1]) * 2 < a[3] + b[3] for b in taken)


def _edges(
    shown: Sequence[Claim],
    place: dict[str, int],
    nodes: Sequence[Node],
    graph: KnowledgeGraph,
    ontology: Ontology,
    taken: list[Box],
) -> tuple[list[str], list[str]]:
    origin = {d.id: d.copy_of or d.id for d in graph.documents}
    sources = {c.id: len({origin.get(e.doc, e.doc) for e in c.evidence}) for c in shown}
    pairs: dict[tuple[int, int], list[Claim]] = {}
    for c in sorted(shown, key=lambda c: (c.status is not Status.ASSERTED, -sources[c.id], c.key)):
        a, b = place[c.subject], place[str(c.object)]
        if a != b:
            pairs.setdefault((min(a, b), max(a, b)), []).append(c)
    strokes, words = [], []
    plain = 0
    denied_first = sorted(pairs.items(), key=lambda p: all(c.status is not Status.NEGATED for c in p[1]))
    for (low, high), claims in denied_first:
        for k, c in enumerate(claims[:4]):
            bend = 0.0 if len(claims) == 1 else ((1 if k % 2 else -1) * math.ceil(k / 2) + (0.5 if len(claims) % 2 == 0 else 0)) * 28  # fmt: skip
            dash, kind, before, after = _LINES[c.status]
            known = ontology.relations.get(c.relation)
            way = (low, high) if place[c.subject] == low else (high, low)
            stroke, at = _stroke(nodes[way[0]], nodes[way[1]], bend if way[0] == low else -bend, c, dash, kind, sources[c.id], bool(known and known.symmetric))  # fmt: skip
            strokes.append(stroke)
            if c.status is Status.ASSERTED and plain >= _EDGE_LABELS:
                continue
            label = f"{before}{_cut(relation_label(c.relation, ontology))}{after}"
            w, step = len(label) * 6.6 + 6, 18.0 if kind == "negated" else 0.0
            # Beside its bar for a denial, which is never without its word if there is any room.
            tries = [
                (at[0], at[1] + step),
                (at[0], at[1] - step),
                (at[0] + w / 2 + 10, at[1]),
                (at[0] - w / 2 - 10, at[1]),
            ]
            tries += [(at[0], at[1] + 2.2 * step), (at[0], at[1] - 2.2 * step)]
            for x, y in tries if step else tries[:1]:
                if not _free((x, y, w, 16.0), taken):
                    continue
                taken.append((x, y, w, 16.0))
                plain += c.status is Status.ASSERTED
                paper = f'<rect class="paper" x="{x - w / 2:.1f}" y="{y - 8:.1f}" width="{w:.1f}" height="16"/>'
                ink = "negated-ink" if kind == "negated" else "ink2"
                words.append(
                    f'{paper}<text class="{ink}" x="{x:.1f}" y="{y + 4:.1f}" font-size="12">{_text(label)}</text>'
                )
                break
    return strokes, words


def _stroke(a: Node, b: Node, bend: float, c: Claim, dash: str, kind: str, sources: int, symmetric: bool) -> tuple[str, tuple[float, float]]:  # fmt: skip
    """Return a line as SVG and the place of its label."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    d = math.hypot(dx, dy) or 1.0
    cx, cy = (a[0] + b[0]) / 2 - dy / d * bend * 2, (a[1] + b[1]) / 2 + dx / d * bend * 2

    def edge_of(n: Node, gap: float) -> tuple[float, float]:
        length = math.hypot(cx - n[0], cy - n[1]) or 1.0
        return n[0] + (cx - n[0]) / length * (n[2] + gap), n[1] + (cy - n[1]) / length * (n[2] + gap)

    (x0, y0), (x1, y1) = edge_of(a, 5), edge_of(b, 7)
    mx, my = (x0 + 2 * cx + x1) / 4, (y0 + 2 * cy + y1) / 4
    width = min(3.1, 1.3 + 0.9 * (sources - 1)) if c.status is Status.ASSERTED else 2.6 if c.status is Status.ATTRIBUTED else 1.4  # fmt: skip
    head = "" if symmetric else f' marker-end="url(#{"full" if c.status is Status.ASSERTED else "red" if kind == "negated" else "open"})"'  # fmt: skip
    style = f' stroke-dasharray="{dash}"' if dash else ""
    cap = ' stroke-linecap="round"' if c.status is Status.ATTRIBUTED else ""
    out = f'<path class="{kind}" d="M{x0:.1f} {y0:.1f}Q{cx:.1f} {cy:.1f} {x1:.1f} {y1:.1f}" stroke-width="{width:.1f}"{style}{cap}{head}/>'
    if kind == "negated":
        nx, ny = -dy / d * 8, dx / d * 8
        out += (
            f'<path class="negated" d="M{mx + nx:.1f} {my + ny:.1f}L{mx - nx:.1f} {my - ny:.1f}" stroke-width="3.5"/>'
        )
    return out, (mx, my)


def _shape(node: Node) -> str:
    x, y, r, _, f = node
    if f == 0:
        return f'<circle class="f0" cx="{x}" cy="{y}" r="{r}"/>'
    if f in (1, 5, 6):
        w, h, c = {1: (0.94, 0.94, 0.28), 5: (0.8, 0.98, 0.08), 6: (1.22, 0.8, 0.8)}[f]
        return f'<rect class="f{f}" x="{x - w * r:.1f}" y="{y - h * r:.1f}" width="{2 * w * r:.1f}" height="{2 * h * r:.1f}" rx="{c * r:.1f}"/>'
    corners, turn, k = {2: (6, math.pi / 6, 1.08), 3: (4, 0.0, 1.16), 4: (5, -math.pi / 2, 1.1)}[f]
    points = " ".join(
        f"{x + math.cos(turn + 2 * math.pi * i / corners) * r * k:.1f},{y + math.sin(turn + 2 * math.pi * i / corners) * r * k:.1f}"
        for i in range(corners)
    )
    return f'<polygon class="f{f}" points="{points}"/>'


def _text(words: str) -> str:
    """Return text that XML can hold."""
    return escape(
        "".join(
            c if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff" else "\ufffd" for c in words
        )
    )


def _document(nodes: Sequence[Node], strokes: Sequence[str], words: Sequence[str], taken: Sequence[Box]) -> str:
    left = min((b[0] - b[2] / 2 for b in taken), default=0.0) - 16
    top = min((b[1] - b[3] / 2 for b in taken), default=0.0) - 16
    width = max((b[0] + b[2] / 2 for b in taken), default=200.0) + 16 - left
    height = max((b[1] + b[3] / 2 for b in taken), default=100.0) + 16 - top

    def theme(
        paper: str, ink: str, ink2: str, edge: str, red: str, strokes: Sequence[str], tints: Sequence[str]
    ) -> str:
        kinds = "".join(
            f".f{i}{{fill:{t};stroke:{s};stroke-width:1.8}}"
            for i, (s, t) in enumerate(zip(strokes, tints, strict=True))
        )
        return (
            f".paper{{fill:{paper}}}.ink{{fill:{ink};stroke:{paper};stroke-width:4;paint-order:stroke;stroke-linejoin:round}}.ink2{{fill:{ink2}}}.negated-ink{{fill:{red};font-weight:650}}"
            f".edge{{fill:none;stroke:{edge}}}.negated{{fill:none;stroke:{red}}}.head{{fill:{edge}}}.head-red{{fill:{red}}}"
            f".head-open{{fill:{paper};stroke:{edge}}}{kinds}"
        )

    light = theme("#FAF9F6", "#1C1E21", "#4A5058", "#6A7079", "#B3261E", _LIGHT, _LIGHT_TINT)
    dark = theme("#121519", "#ECEAE4", "#BCC2CA", "#8E959F", "#FF8A80", _DARK, _DARK_TINT)
    heads = "".join(
        f'<marker id="{id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path class="{cls}" d="M1 1L9 5L1 9Z"/></marker>'
        for id, cls in (("full", "head"), ("red", "head-red"), ("open", "head-open"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}" '
        'font-family="-apple-system, Segoe UI, Roboto, Helvetica Neue, Noto Sans, Liberation Sans, Arial, sans-serif" '
        f'text-anchor="middle" role="img">\n<title>{len(nodes)} things, {len(strokes)} claims</title>\n'
        f"<style>{light}@media (prefers-color-scheme: dark){{{dark}}}</style>\n<defs>{heads}</defs>\n"
        f'<rect class="paper" x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}"/>\n'
        + "\n".join([*strokes, *map(_shape, nodes), *filter(None, words)])
        + "\n</svg>\n"
    )

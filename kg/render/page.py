"""Draw a graph as one HTML file: the whole graph is inside, nothing is fetched, nothing in a text can run.

pyvis builds the network page from a template of ours (its own asks three content delivery networks
for help); what it made is then hardened: a Content-Security-Policy that forbids everything but the
scripts and styles in the file, each by its SHA-256. The graph itself lies in the page compressed;
the scripts in ``assets/`` read it, and show all that comes from a text as text, never as HTML.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import re
import sys
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

from kg.errors import OutputError
from kg.model import KnowledgeGraph, Literal
from kg.ontology import Ontology
from kg.render.choose import best_claims, choose, find, steps, support
from kg.render.follows import Inferred
from kg.render.layout import beside, box, communities, layout
from kg.render.pack import Pack
from kg.render.payload import payload
from kg.render.questions import Ready
from kg.render.wording import family, relation_label

MODULES = (
    "base.js", "icons.js", "data.js", "filters.js", "state.js", "speech.js", "geometry.js", "labels.js", "drawing.js",
    "edges.js", "explore.js", "paths.js", "rail.js", "card.js", "claimcard.js", "overview.js", "search.js", "table.js",
    "timeline.js", "documents.js", "takeaway.js", "sparql.js", "keys.js", "app.js",
)  # fmt: skip
"""The scripts of the page, in the order in which they are joined into one."""
VIS = "lib/vis-9.1.2/vis-network.min.js"
"""The drawing library, as pyvis ships it."""
_SLOT = re.compile(r"<!--kg:([a-z-]+)-->")
_INLINE = re.compile(r"<(script|style)([^>]*)>(.*?)</\1>", re.DOTALL)
_FETCHES = re.compile(
    r"""<(?:link|img|iframe|object|embed|base)\b|<script[^>]*\ssrc|@import|url\(\s*["']?(?!data:|#)"""
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def pieces(
    graph: KnowledgeGraph,
    ontology: Ontology,
    *,
    title: str | None = None,
    top: int = 300,
    focus: str | None = None,
    depth: int = 2,
    questions: Sequence[Ready] = (),
    turtle: str | None = None,
    inferred: Iterable[Inferred] = (),
) -> Iterator[str]:
    """Yield the page as UTF-8 text, piece by piece: the same bytes for the same graph.

    Args:
        graph: what to show; all of it is in the page.
        ontology: the names of classes and relations.
        title: the page's title; None: made from the documents.
        top: draw at most so many things at once; search, expand and paths reach the rest.
        focus: an entity's id, label or alias to open with, and what lies around it.
        depth: how many steps around ``focus``.
        questions: ready questions in SPARQL, offered beside the query engine or to copy.
        inferred: what follows from the claims: drawn as double lines, each with its rule and its premises.
        turtle: the graph as Turtle; if given, a SPARQL engine over it is in the page too (2 MB more).

    Raises: OutputError if ``focus`` names nothing in the graph.
    """
    supported = claims, _ = support(graph)
    title = title or _title(graph, supported)
    middle = None if focus is None else find(graph, focus, claims)
    first = choose(graph, supported, top, middle, depth)
    later = [] if middle is not None else choose(graph, supported, top, unnamed=True)
    drawn = (first + [i for i in later if i not in set(first)])[: max(top, len(first))]
    place = {i: k for k, i in enumerate(drawn)}
    at = {e.id: i for i, e in enumerate(graph.entities)}
    ties = [
        (place[at[c.subject]], place[at[c.object]])
        for c in graph.claims
        if isinstance(c.object, str) and at.get(c.subject) in place and at.get(c.object) in place
    ]
    sizes = steps(claims, drawn)
    n = len(first)
    boxes = [box(graph.entities[i].label, claims[i], n, sizes) for i in first]
    points = layout(n, [t for t in ties if max(t) < n], boxes)
    # With the others there, the first ones stand farther apart, in the same picture.
    spread = round((len(drawn) / n) ** 0.35, 2) if n else 1.0
    points += beside(
        [(x * spread, y * spread) for x, y in points],
        ties,
        [box(graph.entities[i].label, claims[i], len(drawn), sizes) for i in drawn],
    )
    groups = communities(len(drawn), ties) if drawn else []
    opening, rest = payload(
        graph,
        ontology,
        title=title,
        drawn=drawn,
        first=n,
        spread=spread,
        points=points,
        groups=groups,
        sizes=sizes,
        focus=middle,
        ready=questions,
        inferred=inferred,
    )
    page = _network_page(graph, ontology, drawn, points)
    parts = {
        "title": html.escape(title),
        "style": _asset("page.css"),
        "vis": _vis(),
        "script": _script(),
        "first": _first(graph, ontology, title),
        "sparql": _sparql(turtle) if turtle is not None else "",
    }
    page = _SLOT.sub(lambda m: parts.get(m[1], m[0]), page)
    page = _harden(_SURROGATE.sub("\ufffd", page), wasm=turtle is not None)
    before, _, after = page.partition("<!--kg:data-->")
    between, _, after = after.partition("<!--kg:rest-->")
    yield before
    yield from _packed(opening)
    yield between
    yield from _packed(rest)
    yield after


def render(graph: KnowledgeGraph, ontology: Ontology, **options: Any) -> str:
    """Return the page as one string; see ``pieces`` for the options."""
    return "".join(pieces(graph, ontology, **options))


def _packed(part: Pack) -> Iterator[str]:
    left = b""
    for piece in part.packed():
        data = left + piece
        left = data[len(data) - len(data) % 3 :]
        yield base64.b64encode(data[: len(data) - len(left)]).decode()
    yield base64.b64encode(left).decode()


def _title(graph: KnowledgeGraph, supported: tuple[list[int], list[int]]) -> str:
    if len(graph.documents) == 1 and graph.documents[0].title:
        return graph.documents[0].title
    claims, sources = supported
    best = sorted(range(len(claims)), key=lambda i: (-sources[i], -claims[i], graph.entities[i].id))[:2]
    names = [graph.entities[i].label for i in best if claims[i]]
    return " and ".join(names) or "A knowledge graph"


# --------------------------------------------------------------------------- pyvis


def _network_page(
    graph: KnowledgeGraph, ontology: Ontology, drawn: Sequence[int], points: Sequence[tuple[float, float]]
) -> str:
    """Return the network page that pyvis builds: the things drawn first, where they stand, no physics."""
    network = _pyvis()(height="100%", width="100%", directed=True, cdn_resources="in_line")
    network.nodes = [
        {"id": i, "x": x, "y": y, "shape": "custom", "group": family(graph.entities[i].class_, ontology)}
        for i, (x, y) in zip(drawn, points, strict=True)
    ]
    # Edges are drawn by assets/edges.js on vis-network's canvas: it has no bar for a denial, no open
    # head, and no spacing of parallel lines in CSS pixels.
    network.options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {"hover": False, "keyboard": False, "selectConnectedEdges": False, "tooltipDelay": 10**6},
        "nodes": {"chosen": False},
    }
    with resources.as_file(resources.files("kg.render") / "assets") as folder:
        network.set_template_dir(str(folder), "page.html")
        return str(network.generate_html())


def _pyvis() -> Any:
    """Return ``pyvis.network.Network``.

    pyvis imports IPython for a class that only notebooks use, which costs more time than drawing a
    page; unless IPython is loaded already, a stand-in takes its place while pyvis is imported.
    """
    if "IPython" in sys.modules or "pyvis.network" in sys.modules:
        from pyvis.network import Network

        return Network
    stand_in, display = types.ModuleType("IPython"), types.ModuleType("IPython.display")
    display.IFrame = object  # type: ignore[attr-defined]
    stand_in.display = display  # type: ignore[attr-defined]
    sys.modules["IPython"], sys.modules["IPython.display"] = stand_in, display
    try:
        from pyvis.network import Network
    finally:
        del sys.modules["IPython"], sys.modules["IPython.display"]
    return Network


# --------------------------------------------------------------------------- parts


def _asset(name: str) -> str:
    return (resources.files("kg.render") / "assets" / name).read_text(encoding="utf8")


def _script() -> str:
    return '(() => {\n"use strict";\n' + "\n".join(_asset(name) for name in MODULES) + "\n})();"


def _vis() -> str:
    text = (resources.files("pyvis") / VIS).read_text(encoding="utf8")
    return text.split("//# sourceMappingURL")[0]


def _sparql(turtle: str) -> str:
    """Return the query engine and the graph as Turtle, both packed; ``assets/sparql.js`` wakes them."""
    engine = (resources.files("kg.render") / "assets" / "vendor" / "oxigraph.wasm.gz").read_bytes()
    data = gzip.compress(_SURROGATE.sub("\ufffd", turtle).encode(), compresslevel=6, mtime=0)
    glue = _asset("vendor/oxigraph.js").replace("export { initSync, __wbg_init as default };", "")
    glue = re.sub(r"^export (?=class|function|async|const)", "", glue, flags=re.MULTILINE)
    glue = glue.replace("import.meta.url", "''")  # a module of its own there, a part of the page here
    return (
        f'<script type="text/plain" id="kg-engine">{base64.b64encode(engine).decode()}</script>\n'
        f'<script type="text/plain" id="kg-turtle">{base64.b64encode(data).decode()}</script>\n'
        f"<script>(() => {{\n{glue}\nwindow.kgEngine = {{ initSync, Store }};\n}})();</script>"
    )


def _first(graph: KnowledgeGraph, ontology: Ontology, title: str) -> str:
    """Return what is to be read before any script has run, and by those who run none."""
    labels = {e.id: e.label for e in graph.entities}
    rows = []
    for c in best_claims(graph, 3):
        said = c.object.value if isinstance(c.object, Literal) else labels.get(c.object, c.object)
        words = f"{labels.get(c.subject, c.subject)} {relation_label(c.relation, ontology)} {said}"
        rows.append(f"<li>{html.escape(words)}<blockquote>{html.escape(c.evidence[0].quote)}</blockquote></li>")
    return (
        f"<h1>{html.escape(title)}</h1><p>{_counts(graph)}</p>"
        f"<ul>{''.join(rows)}</ul><noscript><p>This page needs JavaScript to draw; it fetches nothing.</p></noscript>"
    )


def _counts(graph: KnowledgeGraph) -> str:
    def count(n: int, one: str) -> str:
        return f"{n:,} {one}{'' if n == 1 else 's'}"

    things = len(graph.entities)
    return f"{count(len(graph.documents), 'article')} · {count(things, 'thing')} · {count(len(graph.claims), 'claim')}"


def _harden(page: str, *, wasm: bool) -> str:
    """Return the page with a policy that lets only its own scripts and styles run.

    Raises: OutputError if anything in the page would be fetched (it would be a fault of ours).
    """
    hashes: Mapping[str, list[str]] = {"script": [], "style": []}
    skeleton = page
    for kind, attributes, body in _INLINE.findall(page):
        if kind == "style" or "type=" not in attributes:
            digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
            hashes[kind].append(f"'sha256-{digest}'")
    skeleton = _INLINE.sub("", page)
    if found := _FETCHES.search(skeleton):
        raise OutputError(f"the page would fetch something ({found[0]!r})", code="KG543")
    engine = " 'wasm-unsafe-eval'" if wasm else ""
    policy = (
        f"default-src 'none'; script-src {' '.join(hashes['script'])}{engine}; style-src {' '.join(hashes['style'])}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    return page.replace("<!--policy-->", f'<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)

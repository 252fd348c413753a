"""The editor, the page about the JSON addresses, and the files that they load."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

FILES = {
    "yasgui.min.js": "text/javascript; charset=utf-8",
    "yasgui.min.css": "text/css; charset=utf-8",
    "editor.js": "text/javascript; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    "LICENSES-yasgui.txt": "text/plain; charset=utf-8",
    "manifest.json": "application/json",
}
"""What may be asked for under /assets/, and nothing else."""

EDITOR_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' "
    "data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The editor sets styles of elements as it draws; scripts are ours alone, and it asks nobody but this server."""
API_POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

_NAV = '<nav><a href="/">Explorer</a><a href="/query">Query</a><a href="/api">JSON</a></nav>'


@cache
def asset(name: str) -> bytes:
    """Return a file that pages load. ``name`` is one of ``FILES``."""
    return (resources.files("kg.serve") / "assets" / name).read_bytes()


def _page(title: str, body: str, head: str = "") -> str:
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f'{head}<link rel="stylesheet" href="/assets/page.css"></head><body>{_NAV}{body}</body></html>\n'
    )


def editor(questions: Sequence[tuple[str, str, str]]) -> str:
    """Return the page of the query editor, with the ready questions as buttons."""
    buttons = "".join(
        f'<li><button type="button" data-question="{i}" title="{html.escape(name)}">{html.escape(title)}</button></li>'
        for i, (name, title, _) in enumerate(questions)
    )
    ready = json.dumps([{"name": name, "sparql": sparql} for name, _, sparql in questions]).replace("<", "\\u003c")
    body = (
        f'<main class="editor"><aside><h2>Ready questions</h2><ul id="questions">{buttons}</ul></aside>'
        '<div id="editor"><noscript><p>The editor needs JavaScript. <code>/sparql?query=…</code> does not.</p>'
        f'</noscript></div></main><script type="application/json" id="ready">{ready}</script>'
        '<script src="/assets/yasgui.min.js"></script><script src="/assets/editor.js"></script>'
    )
    return _page("Query the graph", body, '<link rel="stylesheet" href="/assets/yasgui.min.css">')


def api(document: Mapping[str, Any]) -> str:
    """Return the page that describes the JSON addresses, made from their OpenAPI document."""
    parts = [
        "<main><h1>The graph as JSON</h1>",
        f"<p>{html.escape(document['info']['description'])} ",
        'The same as an <a href="/api/openapi.json">OpenAPI document</a>.</p>',
    ]
    for path, methods in document["paths"].items():
        about = methods["get"]
        parts.append(f"<section><h2>GET <code>{html.escape(path)}</code></h2><p>{html.escape(about['summary'])}.</p>")
        rows = "".join(map(_parameter, about["parameters"]))
        if "{" not in path:
            parts.append(f'<form action="{html.escape(path)}"><table>{rows}</table><button>Ask</button></form>')
        else:
            parts.append(f"<table>{rows}</table>")
        parts.append("</section>")
    for name, schema in document["components"]["schemas"].items():
        shown = html.escape(json.dumps(schema, indent=1))
        parts.append(f"<details><summary>{html.escape(name)}</summary><pre>{shown}</pre></details>")
    return _page("The graph as JSON", "".join(parts) + "</main>")


def _parameter(parameter: Mapping[str, Any]) -> str:
    name, schema = html.escape(parameter["name"]), parameter["schema"]
    about = html.escape(parameter.get("description", "as in an answer"))
    if parameter["in"] == "path":
        return f"<tr><th>{name}</th><td></td><td>{about}</td></tr>"
    named = f'name="{name}" aria-label="{name}"'
    if "enum" in schema:
        options = "".join(f"<option>{html.escape(value)}</option>" for value in schema["enum"])
        field = f'<select {named}><option value=""></option>{options}</select>'
    elif schema["type"] == "integer":
        limits = f'min="{schema["minimum"]}" max="{schema["maximum"]}" value="{schema["default"]}"'
        field = f'<input type="number" {named} {limits}>'
    else:
        field = f"<input {named}{' required' if parameter.get('required') else ''}>"
    return f"<tr><th>{name}</th><td>{field}</td><td>{about}</td></tr>"

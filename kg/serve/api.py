"""Answer at every address but the explorer and the endpoint: editor, JSON, files of pages."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from kg.serve import pages
from kg.serve.openapi import PATHS, check, document
from kg.serve.protocol import BadRequest, fields
from kg.serve.reply import reply

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

Ask = Callable[["Request", dict[str, Any]], Awaitable[tuple[dict[str, Any], bytes]]]
"""Has a job done by a worker."""

HTML = "text/html; charset=utf-8"


def routes(ask: Ask) -> list[BaseRoute]:
    """Return the routes."""
    from starlette.routing import Route

    return [
        Route("/query", editor, methods=["GET"]),
        Route("/assets/{name}", asset, methods=["GET"]),
        Route("/favicon.ico", icon, methods=["GET"]),
        Route("/api", about, methods=["GET"]),
        Route("/api/openapi.json", openapi, methods=["GET"]),
        *(
            Route(path.replace("{id}", "{id:path}"), partial(_browse, path=path, ask=ask), methods=["GET"])
            for path in PATHS
        ),
    ]


async def editor(request: Request) -> Response:
    """Answer with the query editor."""
    body = pages.editor(request.app.state.pool.settings.questions)
    return await reply(request, body, HTML, policy=pages.EDITOR_POLICY)


async def asset(request: Request) -> Response:
    """Answer with a file that pages load."""
    name = request.path_params["name"]
    if name not in pages.FILES:
        raise BadRequest(404, "there is no such file")
    return await reply(request, pages.asset(name), pages.FILES[name])


async def icon(request: Request) -> Response:
    """Answer browsers, which ask unasked, that there is none."""
    return await reply(request, b"", "image/x-icon", status=204)


async def about(request: Request) -> Response:
    """Answer with the page about the JSON addresses."""
    body = pages.api(document(request.app.state.pool.settings.version))
    return await reply(request, body, HTML, policy=pages.API_POLICY)


async def openapi(request: Request) -> Response:
    """Answer with the OpenAPI document."""
    body = json.dumps(document(request.app.state.pool.settings.version), indent=1)
    return await reply(request, body, "application/json")


async def _browse(request: Request, *, path: str, ask: Ask) -> Response:
    filled = [f for f in fields(request.scope["query_string"]) if f[1]]  # a form sends its empty fields too
    given, limit, offset = check(path, filled)
    given.update(request.path_params)
    what = PATHS[path]["get"]["operationId"]
    head, body = await ask(request, {"do": "browse", "what": what, "given": given, "limit": limit, "offset": offset})
    if "fault" in head:
        raise BadRequest(404 if head["fault"] == "unknown" else 400, head["message"])
    return await reply(request, body, "application/json")

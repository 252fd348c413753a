"""The addresses of the server and what answers at each."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from kg.serve import negotiate, protocol
from kg.serve.api import routes
from kg.serve.pool import Pool, Refused
from kg.serve.reply import SECURE, reply

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

PAGE_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Of the explorer, whose own policy in the page is narrower still: it may run, and fetch nothing."""

PATIENCE = 30
"""Seconds that a client has to send its query."""

FAULTS = {"query": 400, "accept": 406, "large": 500, "unknown": 404}
"""Status of what a worker found wrong. 500 is what the protocol has for a query that is refused."""

REFUSALS = {
    "time": (503, "the query took longer than {0.seconds:g} seconds and was stopped"),
    "memory": (500, "the query needed more than {0.memory:,} bytes of memory and was stopped"),
    "busy": (503, "too many queries are being answered; ask again in some seconds"),
    "gone": (503, "the graph is not loaded; ask again in some seconds"),
}


def make_app(pool: Pool) -> Starlette:
    """Return the application over a pool that has been started."""
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.middleware import Middleware
    from starlette.middleware.cors import CORSMiddleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.routing import Route

    settings = pool.settings
    middleware = []
    if settings.hosts:  # else a page of elsewhere could have its own name resolve to this machine, and read on
        middleware.append(Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False))
    if settings.cors:
        origins, methods = list(settings.cors), ["GET", "POST"]
        middleware.append(Middleware(CORSMiddleware, allow_origins=origins, allow_methods=methods, allow_headers=["*"]))
    app = Starlette(
        routes=[
            Route("/", page, methods=["GET"]),
            Route("/sparql", sparql, methods=["GET", "POST"]),
            *routes(ask),
        ],
        middleware=middleware,
        exception_handlers={HTTPException: _http_error, protocol.BadRequest: _bad_request, Refused: _refused},
    )
    app.state.pool = pool
    return app


# --------------------------------------------------------------------------- the explorer


async def page(request: Request) -> Response:
    """Answer with the explorer of the build, or say where else to look."""
    graph = request.app.state.pool.settings.graph
    path = (graph if graph.is_dir() else graph.parent) / "graph.html"
    try:
        body = await asyncio.to_thread(path.read_bytes)
    except OSError:
        return await error(request, 404, "there is no graph.html beside the graph; see /query, /sparql and /api")
    return await reply(request, body, "text/html; charset=utf-8", policy=PAGE_POLICY)


# --------------------------------------------------------------------------- SPARQL


async def sparql(request: Request) -> Response:
    """Answer by the SPARQL 1.1 Protocol."""
    from starlette.responses import RedirectResponse

    pool: Pool = request.app.state.pool
    limits = pool.settings.limits
    body = await read_body(request, limits.request) if request.method == "POST" else b""
    asked = protocol.read(request.method, request.scope["query_string"], request.headers.get("content-type"), body)
    accept = ",".join(request.headers.getlist("accept")) or None
    rows, triples = negotiate.choose(accept, negotiate.ROWS), negotiate.choose(accept, negotiate.TRIPLES)
    if asked.sparql is None and negotiate.is_browser(accept):
        return RedirectResponse("/query", status_code=303, headers={**SECURE, "Vary": "Accept"})
    if asked.sparql is None:
        url = str(request.url.replace(query="", fragment=""))
        job: dict[str, Any] = {"do": "describe", "url": url, "triples_as": triples and negotiate.TRIPLES[triples]}
    else:
        job = {
            "do": "sparql",
            "sparql": asked.sparql,
            "rows_as": rows and negotiate.ROWS[rows],
            "triples_as": triples and negotiate.TRIPLES[triples],
            "default_graphs": asked.default_graphs,
            "named_graphs": asked.named_graphs,
            "max_rows": limits.rows,
            "max_bytes": limits.bytes,
        }
    head, data = await ask(request, job)
    if "fault" in head:
        return await error(request, FAULTS[head["fault"]], head["message"])
    shown = rows if head["media"] == (rows and negotiate.ROWS[rows]) else triples
    media = str(shown)
    return await reply(request, data, f"{media}; charset=utf-8" if media.startswith("text/") else media)


async def ask(request: Request, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Have a job done by a worker, unless the client hangs up. Raises: Refused."""
    pool: Pool = request.app.state.pool
    work = asyncio.ensure_future(pool.run(job))
    gone = asyncio.ensure_future(_hang_up(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise Refused("gone")
        return work.result()
    finally:
        gone.cancel()
        if not work.done():
            work.cancel()
            await asyncio.wait({work})


async def _hang_up(request: Request) -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(0.2)


async def read_body(request: Request, most: int) -> bytes:
    """Return the body of a request. Raises: BadRequest if it is longer than ``most`` bytes."""
    data = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.stream():
                data += part
                if len(data) > most:
                    raise protocol.BadRequest(413, f"the request is longer than {most:,} bytes")
    except TimeoutError:
        raise protocol.BadRequest(408, f"the query was not sent within {PATIENCE} seconds") from None
    return bytes(data)


# --------------------------------------------------------------------------- what went wrong


async def error(request: Request, status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    """Answer with an error as one line of text; as JSON at the addresses that answer so."""
    more = {"Cache-Control": "no-store", **(headers or {})}
    if status == 503:
        more["Retry-After"] = "5"
    if request.scope["path"].startswith("/api/"):  # request.url fails where the query string is no UTF-8
        body = json.dumps({"error": message}, ensure_ascii=False)
        return await reply(request, body, "application/json", status=status, headers=more)
    return await reply(request, message + "\n", "text/plain; charset=utf-8", status=status, headers=more)


async def _bad_request(request: Request, e: Any) -> Response:
    return await error(request, e.status, e.message)


async def _refused(request: Request, e: Any) -> Response:
    status, message = REFUSALS[e.kind]
    return await error(request, status, message.format(request.app.state.pool.settings.limits))


async def _http_error(request: Request, e: Any) -> Response:
    return await error(request, e.status_code, str(e.detail), dict(e.headers or {}))

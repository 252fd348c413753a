"""Bind, load, listen; look whether the graph has changed; stop when told to."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.serve.app import make_app
from kg.serve.pool import Pool
from kg.serve.settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
"""Names by which a program on this machine asks for it."""

Say = Callable[[str], object]


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that is bound; port 0 takes a free one. Raises: KgError."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        sock = socket.socket(family, kind)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind(address)
        except OSError:
            sock.close()
            raise
    except (OSError, UnicodeError, OverflowError) as e:
        hint = "name another with --host and --port; port 0 takes a free one"
        what = f"cannot listen at {host}:{port} ({getattr(e, 'strerror', None) or e})"
        raise KgError(what, hint=hint, code="KG852") from None
    return sock


def address(sock: socket.socket) -> str:
    """Return the address of a bound socket as a URL."""
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(settings: Settings, sock: socket.socket, *, ready: Say, warn: Say, log: bool = False) -> None:
    """Serve until SIGINT or SIGTERM; requests under way are answered first. Raises: KgError.

    ``ready`` is called with the address once the graph is loaded, ``warn`` with what goes wrong later.
    """
    with sock:
        asyncio.run(_serve(settings, sock, ready, warn, log))


async def _serve(settings: Settings, sock: socket.socket, ready: Say, warn: Say, log: bool) -> None:
    import uvicorn

    pool = Pool(settings)
    await pool.start()
    config = uvicorn.Config(
        make_app(pool),
        lifespan="off",
        log_level="info" if log else "error",
        access_log=log,
        server_header=False,
        proxy_headers=False,
        ws="none",
        backlog=512,
        limit_concurrency=2000,  # connections; those above are turned away with 503
        timeout_graceful_shutdown=int(settings.limits.seconds) + 2,
    )
    server: Any = uvicorn.Server(config)
    server.capture_signals = contextlib.nullcontext  # it would end the process by the signal, before we have tidied up
    _stop_on_signals(server)
    watching = asyncio.create_task(watch(pool, warn))
    try:
        sock.listen(512)
        ready(address(sock))
        await server.serve(sockets=[sock])
    finally:
        watching.cancel()
        pool.stop()


def _stop_on_signals(server: Any) -> None:
    """At the first signal answer what was asked and stop; at the second stop."""

    def stop() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)


async def watch(pool: Pool, warn: Say) -> None:
    """Load the graph again whenever its file has changed and is being written no more."""
    every = pool.settings.check_every
    loaded = seen = signature(pool.settings.graph)
    while True:
        await asyncio.sleep(every)
        now = signature(pool.settings.graph)
        if now is not None and now not in (loaded,) and now == seen:
            loaded = now
            try:
                await pool.reload()
            except KgError as e:
                warn(f"{e}; the graph from before is served on")
        seen = now


def signature(graph: Path) -> tuple[int, ...] | None:
    """Return what changes whenever the graph's file does; None if it is not there."""
    try:
        about = (graph / "graph.ttl" if graph.is_dir() else graph).stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino

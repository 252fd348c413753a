"""``kg serve``: the page, a SPARQL endpoint and the claims as JSON, over HTTP; read-only."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from kg.cli.console import above_zero, note, warn
from kg.errors import KgError, install

EXAMPLES = """\
examples:
  kg serve out
  kg serve out --port 0                          a free port; the address is printed
  kg serve out --cors https://notebook.example   scripts of that origin may ask
  curl http://127.0.0.1:8080/sparql --data-urlencode 'query=SELECT * { ?who rel:bans ?whom }'

/ is the explorer, /query an editor, /sparql the endpoint, /api the claims as JSON.
Needs the extra `serve`: pip install 'kg-from-text[serve]', in a checkout pip install '.[serve]'
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("graph", metavar="OUT", help="the folder of a build, or a file of RDF")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at")
    parser.add_argument("--port", type=int, default=8080, help="0: a free one")
    parser.add_argument(
        "--cors", action="append", default=[], metavar="ORIGIN", help="let scripts of this origin ask; * for all"
    )
    limits = parser.add_argument_group("limits of one query")
    limits.add_argument("--max-seconds", type=above_zero, default=10.0, metavar="S")
    limits.add_argument("--max-rows", type=int, default=100_000, metavar="N")
    limits.add_argument("--max-memory", type=above_zero, default=1000, metavar="MB")
    limits.add_argument("--workers", type=int, default=4, metavar="N", help="queries at a time")
    parser.add_argument("--ontology", action="append", default=[], metavar="DIR", help="a folder with your own queries")
    parser.add_argument("--read-only", action="store_true", help="as it always is")


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        hint = f"run: {install('serve')}"
        raise KgError("starlette and uvicorn are not installed", hint=hint, code="KG853")
    if not hasattr(os, "fork"):
        raise KgError("a server needs a system that can fork a process", hint="use WSL on Windows", code="KG855")
    from kg import __version__
    from kg.paths import ontology_dirs
    from kg.rdf.endpoint import WARM
    from kg.rdf.questions import questions
    from kg.serve.server import LOOPBACK, bind, serve
    from kg.serve.settings import Limits, Settings

    graph = Path(args.graph)
    if not (graph / "graph.ttl" if graph.is_dir() else graph).is_file():
        raise KgError(
            "there is no such graph", path=str(graph), hint="make one with: kg build PATH… -o DIR", code="KG854"
        )
    local = args.host in LOOPBACK
    limits = Limits(seconds=args.max_seconds, rows=max(args.max_rows, 1), memory=int(args.max_memory * 1_000_000))
    settings = Settings(
        graph=graph.resolve(),
        opener="kg.rdf.endpoint:open_handler",
        warm=WARM,
        workers=max(args.workers, 1),
        limits=limits,
        cors=tuple(args.cors),
        hosts=LOOPBACK if local else (),
        version=__version__,
        questions=tuple((q.name, q.title, q.sparql) for q in questions(ontology_dirs(args.ontology))),
    )
    sock = bind(args.host, args.port)
    if not local:
        warn(
            f"kg: warning: {args.host} may be reached from other machines; whoever reaches it can read the whole graph"
        )

    def ready(address: str) -> None:
        print(address, flush=True)
        note(args, f"explorer {address}   editor {address}query   SPARQL {address}sparql   JSON {address}api")
        note(args, "Ctrl-C stops it")

    serve(settings, sock, ready=ready, warn=lambda text: print(text, file=sys.stderr), log=args.verbose)
    return 0

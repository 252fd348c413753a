"""A server in a process of its own, on a free port of this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.builds import ROOT
from tests.small_graph import small_graph, small_ontology

PAGE = "<!doctype html><title>The graph</title><p>" + "A page. " * 400

TRIG = """\
@prefix ex: <http://graphs.example/> .
<https://example.org/kg/> a <https://example.org/kg/ontology#Graph> .
ex:zero ex:says "nothing" .
ex:one { ex:a ex:says "one" }
ex:two { ex:b ex:says "two" }
"""


@dataclass
class Served:
    """A server that runs, and a client of it."""

    process: subprocess.Popen[str]
    url: str
    client: httpx.Client

    def sparql(self, query: str, accept: str = "", **more: str) -> httpx.Response:
        """Ask by GET."""
        headers = {"Accept": accept} if accept else {}
        return self.client.get("sparql", params={"query": query, **more}, headers=headers)

    def rows(self, query: str) -> list[dict[str, str]]:
        """Return the rows of a SELECT as plain strings."""
        answer = self.sparql(query)
        assert answer.status_code == 200, answer.text
        return [{k: v["value"] for k, v in row.items()} for row in answer.json()["results"]["bindings"]]

    def stop(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Stop it as a user would. Returns: its exit code and what it printed to standard error."""
        self.client.close()
        if self.process.poll() is None:
            self.process.send_signal(how)
        _, err = self.process.communicate(timeout=60)
        return self.process.returncode, err


def write_small(folder: Path) -> Path:
    """Write the small graph and a page as a build would."""
    from kg.rdf.write import write_turtle

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "graph.ttl").open("w", encoding="utf8") as out:
        write_turtle(small_graph(), small_ontology(), out)
    (folder / "graph.html").write_text(PAGE, encoding="utf8")
    return folder


def start(graph: Path, *arguments: str) -> Served:
    """Start ``kg serve``; returns once it answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kg.cli", "serve", str(graph), "--port", "0", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    if not url:
        raise AssertionError(process.communicate()[1])
    return Served(process, url, httpx.Client(base_url=url, timeout=60, trust_env=False))


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Return a function that starts a server, of the small graph if none is given; all are stopped at the end."""
    running: list[Served] = []

    def run(*arguments: str, graph: Path | None = None) -> Served:
        running.append(start(graph or write_small(tmp_path / "out"), *arguments))
        return running[-1]

    yield run
    for server in running:
        server.stop()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of the small graph that tests share, as none can change it."""
    served = start(write_small(tmp_path_factory.mktemp("served") / "out"), "--max-seconds", "20", "--max-rows", "1000")
    yield served
    assert served.stop()[0] == 0


@pytest.fixture(scope="session")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of a file with two named graphs."""
    path = tmp_path_factory.mktemp("graphs") / "graphs.trig"
    path.write_text(TRIG, encoding="utf8")
    served = start(path)
    yield served
    served.stop()

"""What one request may cost, and that others are answered meanwhile."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.serve.conftest import Served, write_small

Serve = Callable[..., Served]

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
"""437 triples to the fifth: it would run for years."""
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?nobody) }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
QUICK = "SELECT ?whom { ?who rel:bans ?whom }"


def workers(server: Served) -> list[int]:
    """Return the processes that the server has started, and those that these have (Linux)."""

    def children(pid: int) -> list[int]:
        try:
            text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        except OSError:
            return []
        return [found for child in map(int, text.split()) for found in (child, *children(child))]

    return children(server.process.pid)


@pytest.mark.parametrize("query", [PRODUCT, LONG, f"ASK {{ {{ {LONG} }} }}", "CONSTRUCT { ?a ?b ?f } " + LONG[8:]])
def test_a_query_without_end_is_stopped(serve: Serve, query: str) -> None:
    server = serve("--max-seconds", "1.5")
    answer = server.sparql(query)
    assert answer.status_code == 503
    assert "longer than 1.5 seconds" in answer.text
    assert "retry-after" in answer.headers
    assert server.sparql(QUICK).status_code == 200


def test_others_are_answered_while_queries_run_without_end(serve: Serve) -> None:
    server = serve("--max-seconds", "3", "--workers", "2")
    with ThreadPoolExecutor(8) as threads:
        hostile = [threads.submit(server.sparql, PRODUCT) for _ in range(8)]  # four times as many as places
        answered = 0
        while not all(h.done() for h in hostile):
            assert server.sparql(QUICK).status_code == 200
            answered += 1
        refused = [h.result() for h in hostile]
    assert {answer.status_code for answer in refused} == {503}
    assert any("longer than" in answer.text for answer in refused)
    assert answered > 0


def test_memory_without_end_is_refused(serve: Serve) -> None:
    server = serve("--max-memory", "100", "--max-seconds", "60")
    answer = server.sparql(SORTED)
    assert answer.status_code == 500
    assert "memory" in answer.text
    assert server.sparql(QUICK).status_code == 200


@pytest.mark.parametrize(
    "media",
    ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"],
)
def test_as_many_rows_as_the_limit_are_answered_and_not_one_more(server: Served, media: str) -> None:
    cross = "SELECT ?c ?f { ?a ?b ?c . ?d ?e ?f }"
    assert server.sparql(f"{cross} LIMIT 1000", media).status_code == 200
    answer = server.sparql(f"{cross} LIMIT 1001", media)
    assert answer.status_code == 500
    assert "more than 1,000 rows" in answer.text


def test_as_many_triples_as_the_limit_are_answered_and_not_one_more(server: Served) -> None:
    query = "CONSTRUCT {{ ?a <x:p> ?n }} {{ SELECT ?a (UUID() AS ?n) {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {} }}"
    assert server.sparql(query.format(1000)).status_code == 200
    assert "more than 1,000 rows" in server.sparql(query.format(1001)).text


def test_rows_are_counted_whatever_their_values_hold(server: Served) -> None:
    value = r'"}},{\"\r\n\"\n</result>"}},{'
    query = f"SELECT ?a ('''{value}''' AS ?x) {{ ?a ?b ?c }} LIMIT 300"
    for media in (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ):
        assert server.sparql(query, media).status_code == 200


def test_a_client_that_hangs_up_takes_its_query_with_it(serve: Serve) -> None:
    server = serve("--max-seconds", "300", "--workers", "1")
    before = len(workers(server))
    with pytest.raises(httpx.ReadTimeout):
        server.client.get("sparql", params={"query": PRODUCT}, timeout=1.5)
    # One place, and as many for long ones: both would be taken if the first query went on.
    for _ in range(3):
        with pytest.raises(httpx.ReadTimeout):
            server.client.get("sparql", params={"query": PRODUCT}, timeout=1.5)
    assert server.sparql(QUICK).status_code == 200
    assert len(workers(server)) <= before + 2


def test_no_query_reaches_the_network(server: Served) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        queries = [
            f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
            f"ASK {{ service<{address}>{{ ?s ?p ?o }} }}",
            f"SELECT * {{ BIND(1 AS ?a) FILTER(?a<2)SERVICE#>\n<{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ VALUES ?v {{ <{address}> }} BIND(1 AS ?a) FILTER(?a<?a)SERVICE$v#>\n{{ ?s ?p ?o }} }}",
            f"SELECT * {{ ?s ?p 1SERVICE<{address}>{{ ?s ?p ?o }} }}",
        ]
        for query in queries:
            assert server.sparql(query).status_code == 400, query
        assert server.sparql(f"SELECT * FROM <{address}> {{ ?s ?p ?o }}").json()["results"]["bindings"] == []
        server.client.get("sparql", params={"query": "ASK {}", "default-graph-uri": address})
        listening.settimeout(0.1)
        with pytest.raises(TimeoutError):
            listening.accept()


def test_a_worker_can_open_neither_socket_nor_file(tmp_path: Path) -> None:
    """The engine itself, asked past every check of ours, gets nowhere."""
    from kg.serve.mother import _confine

    with socket.create_server(("127.0.0.1", 0)) as listening:
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                import pyoxigraph as ox

                address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
                _confine(1_000_000_000)
                try:
                    list(ox.Store().query(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))
                except BaseException as e:
                    os.write(write, f"{type(e).__name__} {e}".encode())
                try:
                    Path(tmp_path / "x").write_text("x")
                except OSError:
                    os.write(write, b" and no file")
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        os.close(write)
        with os.fdopen(read, "rb") as told:
            said = told.read().decode()
        assert "and no file" in said
        assert "Error" in said
        listening.settimeout(0.1)
        with pytest.raises(TimeoutError):
            listening.accept()


def test_thirty_two_clients_are_answered_without_an_error(serve: Serve) -> None:
    server = serve()
    queries = [
        QUICK,
        "ASK {}",
        "SELECT * { ?s ?p ?o } LIMIT 100",
        "DESCRIBE ent:acme",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    ]
    faults: list[str] = []

    def client(number: int) -> int:
        with httpx.Client(base_url=server.url, timeout=60, trust_env=False) as own:
            for i in range(25):
                answer = own.get("sparql", params={"query": queries[(number + i) % len(queries)]})
                if answer.status_code != 200:
                    faults.append(answer.text)
        return 25

    with ThreadPoolExecutor(32) as threads:
        assert sum(threads.map(client, range(32))) == 800
    assert faults == []


def test_more_waiting_requests_than_fit_are_turned_away(tmp_path: Path) -> None:
    import asyncio

    from kg.serve.pool import Pool, Refused
    from kg.serve.settings import Limits, Settings

    async def crowd() -> list[str]:
        limits = Limits(waiting=2, seconds=1.5)
        pool = Pool(
            Settings(graph=write_small(tmp_path), opener="kg.rdf.endpoint:open_handler", workers=1, limits=limits)
        )
        await pool.start()
        try:
            jobs = [pool.run({"do": "sparql", "sparql": PRODUCT}) for _ in range(6)]
            done = await asyncio.gather(*jobs, return_exceptions=True)
        finally:
            pool.stop()
        return [d.kind for d in done if isinstance(d, Refused)]

    kinds = asyncio.run(crowd())
    assert len(kinds) == 6
    assert kinds.count("busy") >= 3


def test_a_dead_worker_is_replaced(serve: Serve) -> None:
    server = serve()
    assert server.sparql(QUICK).status_code == 200
    mother, *children = workers(server)
    for child in children:
        os.kill(child, signal.SIGKILL)
    answers = [server.sparql(QUICK).status_code for _ in range(3)]
    assert answers[-2:] == [200, 200]
    os.kill(mother, signal.SIGKILL)  # the process that holds the graph: it is loaded again
    answers = [server.sparql(QUICK).status_code for _ in range(3)]
    assert answers[-1] == 200


def test_the_limits_hold_without_the_server(serve: Serve) -> None:
    server = serve("--max-seconds", "1")
    threading.Thread(target=_ask_and_fail, args=(server,)).start()
    mother = workers(server)[0]
    while len(workers(server)) < 2:
        time.sleep(0.02)
    server.process.kill()
    server.process.wait()
    while Path(f"/proc/{mother}").exists():
        time.sleep(0.02)  # ends by itself, with all its workers


def _ask_and_fail(server: Served) -> None:
    try:
        httpx.get(f"{server.url}sparql", params={"query": PRODUCT}, timeout=30, trust_env=False)
    except httpx.HTTPError:
        return

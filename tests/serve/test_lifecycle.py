"""Start, change of the graph, stop; how answers are sent; who may ask."""

from __future__ import annotations

import contextlib
import gzip
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.builds import ROOT, Ran
from tests.serve.conftest import PAGE, Served, write_small

Serve = Callable[..., Served]

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g rdfs:label ?i FILTER(STRLEN(?i) > STRLEN(STR(?c))) }"
"""Some seconds of work with an end."""
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


# --------------------------------------------------------------------------- the page


def test_the_page_of_the_build_is_at_the_root(server: Served) -> None:
    answer = server.client.get("")
    assert (answer.status_code, answer.text) == (200, PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_without_a_page_the_root_says_where_to_look(graphs: Served) -> None:
    answer = graphs.client.get("")
    assert answer.status_code == 404
    assert "/sparql" in answer.text


@pytest.mark.parametrize(
    "path",
    ["/graph.ttl", "/../graph.ttl", "/%2e%2e/graph.ttl", "/assets/../app.py", "/assets/%2e%2e%2fapp.py", "/assets//etc/passwd",
     "/assets/%2fetc%2fpasswd", "/assets/manifest.json%00", "/assets/", "//etc/passwd", "/sparql/", "/..%5c..%5cx"],
)  # fmt: skip
def test_no_path_leads_to_a_file(server: Served, path: str) -> None:
    host, port = server.url.removeprefix("http://").strip("/").split(":")
    with socket.create_connection((host, int(port))) as raw:  # clients would tidy the path up
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        data = b"".join(iter(lambda: raw.recv(65536), b""))
    assert data.split(b" ")[1] in (b"404", b"307", b"400"), data[:200]
    assert b"root:" not in data
    assert b"@prefix" not in data


# --------------------------------------------------------------------------- how answers are sent


@pytest.mark.parametrize(
    "path", ["", "sparql?query=ASK+%7B%7D", "sparql", "query", "api", "api/claims", "api/openapi.json"]
)
def test_the_same_bytes_are_sent_once(server: Served, path: str) -> None:
    first = server.client.get(path)
    assert first.status_code == 200
    again = server.client.get(path, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert server.client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_tag_is_another_for_another_format(server: Served) -> None:
    query = "SELECT * { ?s rel:bans ?o }"
    assert len({server.sparql(query, a).headers["etag"] for a in ("text/csv", "application/json", "text/xml")}) == 3


def test_answers_are_packed_for_those_who_can_unpack(server: Served) -> None:
    url = f"{server.url}sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D"
    plain = server.client.get(url, headers={"Accept-Encoding": "identity"})
    packed = server.client.get(url, headers={"Accept-Encoding": "br, gzip;q=0.5"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert int(packed.headers["content-length"]) < len(plain.content) / 4
    assert sorted(packed.content) == sorted(plain.content)
    refused = server.client.get(url, headers={"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in refused.headers
    with server.client.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as raw:
        assert gzip.decompress(b"".join(raw.iter_raw()))


@pytest.mark.parametrize("path", ["", "sparql", "query", "api", "api/claims", "nowhere", "sparql?query=x"])
def test_every_answer_is_confined(server: Served, path: str) -> None:
    headers = server.client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy  # nothing of elsewhere is let in
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


# --------------------------------------------------------------------------- who may ask


def test_scripts_of_elsewhere_may_not_read(server: Served) -> None:
    answer = server.client.get("sparql?query=ASK+%7B%7D", headers={"Origin": "https://other.example"})
    assert "access-control-allow-origin" not in answer.headers
    asked = server.client.options(
        "sparql", headers={"Origin": "https://other.example", "Access-Control-Request-Method": "POST"}
    )
    assert "access-control-allow-origin" not in asked.headers


def test_scripts_of_a_named_origin_may_read(serve: Serve) -> None:
    server = serve("--cors", "https://notebook.example")
    good = {"Origin": "https://notebook.example", "Access-Control-Request-Method": "POST"}
    good["Access-Control-Request-Headers"] = "content-type"
    assert server.client.options("sparql", headers=good).headers["access-control-allow-origin"] == good["Origin"]
    answer = server.client.get("sparql?query=ASK+%7B%7D", headers={"Origin": good["Origin"]})
    assert answer.headers["access-control-allow-origin"] == good["Origin"]
    other = server.client.get("sparql?query=ASK+%7B%7D", headers={"Origin": "https://other.example"})
    assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80"])
def test_a_name_of_elsewhere_that_points_here_is_refused(server: Served, host: str) -> None:
    assert server.client.get("", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:1", "localhost:8080"])
def test_the_names_of_this_machine_are_served(server: Served, host: str) -> None:
    assert server.client.get("", headers={"Host": host}).status_code == 200


def test_another_address_is_served_with_a_warning(serve: Serve) -> None:
    server = serve("--host", "0.0.0.0")
    assert server.client.get("", headers={"Host": "graph.example"}).status_code == 200
    code, err = server.stop()
    assert code == 0
    assert "may be reached from other machines" in err


def test_the_loopback_is_served_without_a_warning(serve: Serve) -> None:
    assert "warning" not in serve().stop()[1]


# --------------------------------------------------------------------------- change, stop, faults


def until(true: Callable[[], bool]) -> bool:
    """Ask until it is so; False after some minutes."""
    for _ in range(2000):
        if true():
            return True
        time.sleep(0.05)
    return False


def test_a_changed_graph_is_loaded(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    before = int(server.rows(COUNT)[0]["n"])
    graph = tmp_path / "out" / "graph.ttl"
    new = tmp_path / "new"
    new.write_text(graph.read_text(encoding="utf8") + '\nent:acme rdfs:comment "new" .\n', encoding="utf8")
    new.replace(graph)
    assert until(lambda: int(server.rows(COUNT)[0]["n"]) == before + 1)


def test_a_broken_graph_is_reported_and_the_old_one_served_on(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    before = server.rows(COUNT)
    (tmp_path / "out" / "graph.ttl").write_text("this is no Turtle", encoding="utf8")
    for _ in range(15):
        assert server.rows(COUNT) == before
        time.sleep(0.2)
    write_small(tmp_path / "out")
    assert server.rows(COUNT) == before
    code, err = server.stop()
    assert code == 0
    assert "graph.ttl" in err
    assert "served on" in err


def test_every_request_is_answered_while_the_graph_changes(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    graph = tmp_path / "out" / "graph.ttl"
    text = graph.read_text(encoding="utf8")

    def answered() -> str:
        answer = server.sparql("SELECT ?c { ent:acme rdfs:comment ?c }", "text/csv")
        assert answer.status_code == 200
        return answer.text

    for change in ("first", "second"):
        (tmp_path / "new").write_text(f'{text}\nent:acme rdfs:comment "{change}" .\n', encoding="utf8")
        (tmp_path / "new").replace(graph)
        assert until(lambda change=change: answered() == f"c\r\n{change}\r\n")  # type: ignore[misc]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_query_under_way_is_answered_before_the_server_stops(serve: Serve, how: signal.Signals) -> None:
    server = serve("--max-seconds", "60")
    with ThreadPoolExecutor(1) as threads:
        under_way = threads.submit(server.sparql, SLOW)
        time.sleep(0.7)
        server.process.send_signal(how)
        answer = under_way.result()
    assert answer.status_code == 200
    assert server.stop() == (0, server_notes(server))


def server_notes(server: Served) -> str:
    u = server.url
    return f"explorer {u}   editor {u}query   SPARQL {u}sparql   JSON {u}api\nCtrl-C stops it\n"


def test_nothing_is_left_running(serve: Serve) -> None:
    server = serve()
    assert server.sparql("ASK {}").status_code == 200
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    assert len(children) == 1
    server.stop()
    assert not Path(f"/proc/{children[0]}").exists()


def test_a_graph_that_is_not_there_is_an_error(kg: Callable[..., Ran], tmp_path: Path) -> None:
    ran = kg("serve", tmp_path)
    assert ran.code == 2
    assert "there is no such graph, make one with: kg build" in ran.err


def test_a_graph_that_is_not_rdf_is_an_error(kg: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("no Turtle", encoding="utf8")
    ran = kg("serve", tmp_path, "--port", "0")
    assert ran.code == 2
    assert "not Turtle" in ran.err


def test_a_port_that_is_taken_is_an_error(kg: Callable[..., Ran], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = kg("serve", write_small(tmp_path), "--port", taken.getsockname()[1])
    assert ran.code == 2
    assert "cannot listen at 127.0.0.1" in ran.err


def test_asking_for_help_imports_nothing_heavy() -> None:
    code = "import sys\nfrom kg.cli import main\ntry: main(['serve', '--help'])\nexcept SystemExit: print('|', *sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.rpartition("|")[2].split())
    assert not loaded & {"starlette", "uvicorn", "asyncio", "pyoxigraph", "rdflib", "spacy"}


def test_a_server_without_starlette_says_how_to_get_it(
    kg: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cli.serve.find_spec", lambda name: None)
    ran = kg("serve", write_small(tmp_path))
    assert ran.code == 2
    assert "pip install 'kg-from-text[serve]'" in ran.err


@pytest.mark.parametrize("limit", ["--max-seconds=0", "--max-memory=-1", "--max-seconds=nan", "--max-seconds=x"])
def test_a_limit_that_is_none_is_refused(kg: Callable[..., Ran], tmp_path: Path, limit: str) -> None:
    ran = kg("serve", write_small(tmp_path), limit)
    assert ran.code == 2
    assert "usage" in ran.err


def test_broken_requests_leave_the_server_up(server: Served) -> None:
    host, port = server.url.removeprefix("http://").strip("/").split(":")
    for junk in (b"\x00\xff\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET " + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
                 b"POST /sparql HTTP/1.1\r\nContent-Length: -1\r\n\r\n", b"GET /sparql?query=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                 b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 99\r\n\r\nASK"):  # fmt: skip
        with socket.create_connection((host, int(port))) as raw:
            raw.sendall(junk)
            raw.shutdown(socket.SHUT_WR)
            raw.settimeout(20)
            with contextlib.suppress(OSError):
                raw.recv(100)
    assert server.sparql("ASK {}").status_code == 200

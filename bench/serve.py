"""Ask a server of a made-up graph from many clients at once, with queries without end among theirs.

    python -m bench.serve [CLAIMS] [SECONDS] [CLIENTS] [ATTACKERS]   (default 35000 60 32 1; a claim is 29 triples)

Printed: requests a second, how long they took, every status that was no 200, and the memory of all
processes of the server, that of a query without end included, over the time (Linux). The queries without end, of the attackers,
must all be stopped, and nobody else's request may fail.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

from bench.rdf import made_up, write
from kg.paths import ontology_dirs
from kg.rdf.vocabulary import load_ontology

ROOT = Path(__file__).resolve().parent.parent
QUERIES = (
    "SELECT ?o { ent:thing-%d rel:bans|rel:acquires|rel:partners_with ?o } LIMIT 50",
    "SELECT ?l ?a { ent:thing-%d rdfs:label ?l ; skos:altLabel ?a }",
    "DESCRIBE ent:thing-%d",
    "SELECT ?q { ?s rdf:subject ent:thing-%d ; kg:evidence/oa:exact ?q } LIMIT 20",
    "ASK { ?s rdf:object ent:thing-%d }",
)
HOSTILE = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
open_url = build_opener(ProxyHandler({})).open


def get(url: str, query: str) -> int:
    """Return the status of one request."""
    try:
        with open_url(f"{url}sparql?{urlencode({'query': query})}", timeout=120) as answer:
            answer.read()
            return int(answer.status)
    except HTTPError as e:
        e.read()
        return e.code


def memory(pid: int) -> int:
    """Return the bytes of a process and all that it has started, shared pages counted once."""
    total, waiting = 0, [pid]
    while waiting:
        at = waiting.pop()
        try:
            waiting += map(int, Path(f"/proc/{at}/task/{at}/children").read_text().split())
            lines = Path(f"/proc/{at}/smaps_rollup").read_text().splitlines()
        except OSError:  # it has ended
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total


def main() -> None:
    """Measure and print."""
    given = [int(a) for a in sys.argv[1:]]
    claims, seconds, clients, attackers = (*given, *(35_000, 60, 32, 1)[len(given) :])
    with tempfile.TemporaryDirectory() as folder:
        ontology = load_ontology(ontology_dirs())
        write(made_up(claims, ontology), ontology, Path(folder) / "graph.ttl")
        start = time.monotonic()
        command = [sys.executable, "-m", "kg.cli", "serve", folder, "--port", "0", "--max-seconds", "5", "-q"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        print(f"{claims:,} claims, ready after {time.monotonic() - start:.1f} s")
        try:
            ask_all(url, server.pid, claims // 4, seconds, clients, attackers)
        finally:
            server.terminate()
            server.wait()


def ask_all(url: str, pid: int, things: int, seconds: int, clients: int, attackers: int) -> None:
    """Run the clients and print what came of it."""
    statuses: Counter[int] = Counter()
    hostile: Counter[int] = Counter()
    times: list[float] = []
    stop = threading.Event()

    def client(number: int) -> None:
        chance = random.Random(number)
        while not stop.is_set():
            start = time.monotonic()
            status = get(url, chance.choice(QUERIES) % (1 + chance.randrange(things)))
            times.append(time.monotonic() - start)
            statuses[status] += 1

    def attacker() -> None:
        while not stop.is_set():
            hostile[get(url, HOSTILE)] += 1

    threads = [threading.Thread(target=client, args=(i,)) for i in range(clients)]
    threads += [threading.Thread(target=attacker) for _ in range(attackers)]
    for thread in threads:
        thread.start()
    sizes = [memory(pid)]
    for _ in range(4):
        time.sleep(seconds / 4)
        sizes.append(memory(pid))
    stop.set()
    for thread in threads:
        thread.join()
    sizes.append(memory(pid))
    times.sort()
    print(f"{len(times):,} requests of {clients} clients, {len(times) / seconds:.0f} a second: {dict(statuses)}")
    print("  " + ", ".join(f"{p} % in {times[int(len(times) * p / 100)] * 1000:.0f} ms" for p in (50, 95, 99)))
    print(f"  slowest {times[-1] * 1000:.0f} ms; queries without end: {dict(hostile)}")
    shown = ", ".join(f"{size / 1e6:.0f}" for size in sizes)
    print(f"  memory {shown} MB: at the start, after each quarter, when all is answered")


if __name__ == "__main__":
    main()

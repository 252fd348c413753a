"""The process that holds the graph, and the workers that it forks, one for each query at a time.

A query cannot be stopped from within, so each runs in a process that can be ended. Forking shares
the loaded graph: a new worker costs some milliseconds and no memory, however large the graph is.
The mother has one thread, reads commands from a socket and does nothing else. Workers can open
neither file nor socket, so no query can reach the disk or the network, whatever it says.

Commands: ``fork`` with a socket for the worker, answered by its pid; ``end PID``.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from typing import Any

HEAD = struct.Struct("!II")
"""Lengths of a message's JSON and of its bytes."""

Handler = Callable[[dict[str, Any]], tuple[dict[str, Any], bytes]]
"""Answers one request: (what is known of the answer, its bytes). Never raises but for faults of ours."""


def main(arguments: list[str]) -> None:
    """Open the graph, say how it went, then fork workers until the server is gone."""
    control = socket.socket(fileno=int(arguments[0]))
    settings = json.loads(arguments[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server says when to stop
    try:
        module, _, name = settings["opener"].partition(":")
        handler: Handler = getattr(importlib.import_module(module), name)(settings["graph"])
        for request in settings["warm"]:  # whatever would be imported or opened on first use
            handler(request)
        told: dict[str, Any] = {"ready": handler({"do": "about"})[0]}
    except Exception as e:  # said to the server, which tells the user
        told = {"failed": str(e)}
    try:
        control.sendall(json.dumps(told).encode() + b"\n")
    except OSError:  # the server has been stopped in the meantime
        return
    if "ready" in told:
        gc.collect()
        gc.freeze()  # a collection in a worker would copy the pages that it touches
        _serve(control, handler, int(settings["memory"]))


def _serve(control: socket.socket, handler: Handler, memory: int) -> None:
    children: set[int] = set()
    sockets: list[int] = []
    rest = b""
    while True:
        data, received, _, _ = socket.recv_fds(control, 4096, 16)
        if not data:
            break
        sockets += received
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            if line == b"fork":
                pid = _fork(control, sockets.pop(0), handler, memory)
                children.add(pid)
                control.sendall(b"%d\n" % pid)
            else:
                _end(children, int(line.split()[1]))
        for pid in [p for p in children if os.waitpid(p, os.WNOHANG)[0]]:
            children.discard(pid)
    for pid in list(children):
        _end(children, pid)


def _end(children: set[int], pid: int) -> None:
    if pid in children:  # else it is gone, and its number may be another's by now
        children.discard(pid)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _fork(control: socket.socket, channel: int, handler: Handler, memory: int) -> int:
    pid = os.fork()
    if pid:
        os.close(channel)
        return pid
    try:
        control.close()
        _confine(memory)
        _work(socket.socket(fileno=channel), handler)
    finally:
        os._exit(0)


def _confine(memory: int) -> None:
    """Take from this process what no query needs: files, sockets, core dumps, memory without end."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)
    used = _data_size()
    if used is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (used + memory, used + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _data_size() -> int | None:
    """Return the bytes of this process that RLIMIT_DATA counts; None where the system does not say."""
    with contextlib.suppress(OSError), open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
        for line in status:
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return None


def _work(channel: socket.socket, handler: Handler) -> None:
    """Answer request after request until the server hangs up."""
    while (request := _receive(channel)) is not None:
        # The system ends this process when its time is up, even if the server is no more.
        signal.setitimer(signal.ITIMER_REAL, float(request.pop("seconds")))
        try:
            head, body = handler(request)
        except MemoryError:
            head, body = {"fault": "memory"}, b""
        signal.setitimer(signal.ITIMER_REAL, 0)
        text = json.dumps(head).encode()
        channel.sendall(HEAD.pack(len(text), len(body)) + text)
        channel.sendall(body)


def _receive(channel: socket.socket) -> dict[str, Any] | None:
    head = _exactly(channel, HEAD.size)
    if head is None:
        return None
    text = _exactly(channel, HEAD.unpack(head)[0])
    return None if text is None else dict(json.loads(text))


def _exactly(channel: socket.socket, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        part = channel.recv(size - len(data))
        if not part:
            return None
        data += part
    return bytes(data)


if __name__ == "__main__":
    main(sys.argv[1:])

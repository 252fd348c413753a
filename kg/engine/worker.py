"""The worker's end of the process executor: reads batches from standard input until that closes.

A message is a letter, the length of its body in four bytes, and the body. To the worker: ``S`` the
settings, once; ``B`` a batch, ``C`` one to read with care, document by document. From it: ``R`` ready; ``A``
about to read document n of the batch, or -1: to prepare several; ``D`` done, with the outcome; ``E`` an error after which no work is possible (code, text).
"""

from __future__ import annotations

import os
import queue
import signal
import struct
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.config import Config
from kg.engine.codec import decode, encode
from kg.engine.store import Store
from kg.engine.work import Job, Parses, read_batch, reader_of
from kg.errors import KgError

_HEAD = struct.Struct(">cI")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker must know to begin."""

    target: str
    config: Config
    readings: str  # folder
    parses: str | None  # folder


@dataclass(frozen=True, slots=True)
class Batch:
    """The documents of a batch, in order."""

    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why no work is possible."""

    what: str
    code: str


def send(out: BinaryIO, kind: bytes, body: bytes = b"") -> None:
    """Write one message. Raises: OSError if the other end is gone."""
    out.write(_HEAD.pack(kind, len(body)) + body)
    out.flush()


def receive(source: BinaryIO) -> tuple[bytes, bytes] | None:
    """Return the next message, or None if the other end is gone."""
    head = source.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, size = _HEAD.unpack(head)
    body = source.read(size)
    return (kind, body) if len(body) == size else None


def main() -> None:
    """Work until standard input closes; then end at once, whatever is under way."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the supervisor's business
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the messages
    inbox: queue.SimpleQueue[tuple[bytes, bytes]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, inbox), daemon=True).start()
    try:
        _work(out, inbox)
    except KgError as error:
        send(out, b"E", encode(Fault(str(error).removesuffix(f" [{error.code}]"), error.code)))
    except OSError as error:
        what = f"what was read cannot be kept ({error.strerror or error})"
        send(out, b"E", encode(Fault(what, "KG703")))
    os._exit(0)


def _listen(source: BinaryIO, inbox: queue.SimpleQueue[tuple[bytes, bytes]]) -> None:
    while (message := receive(source)) is not None:
        inbox.put(message)
    os._exit(0)  # the supervisor is gone, or wants no more


def _work(out: BinaryIO, inbox: queue.SimpleQueue[tuple[bytes, bytes]]) -> None:
    settings = decode(inbox.get()[1], Settings)
    readings = Store(Path(settings.readings), listed=False)
    parses = Parses(Store(Path(settings.parses)) if settings.parses else None)
    read = reader_of(settings.target, settings.config, parses)
    send(out, b"R")
    while True:
        kind, body = inbox.get()
        outcome = read_batch(
            decode(body, Batch).jobs, read, readings, parses,
            begin=lambda i: send(out, b"A", str(i).encode()), together=kind == b"B",
        )  # fmt: skip
        send(out, b"D", encode(outcome))

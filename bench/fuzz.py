"""Feed hostile input to every part that meets it, as often as told: nothing may crash, hang or come out invalid.

    python bench/fuzz.py --executions 1000000
    python bench/fuzz.py --targets readers server --seconds 600 --seed 2
    python bench/fuzz.py --targets cleaner --only 4711        (one execution again, with what it raises)

Parts: files of every kind (``readers``), ``cleaner``, ``tokeniser``, the ``extractor`` over any parse, ``open`` mode over
any parse, the ``chain`` of cleaner, parser and extractor, the ``writers`` of every format, the ``page-data`` and the whole
``page``, and the ``server``. ``bench/fuzz_targets.py`` makes the inputs from kept hostile texts and checks what comes out.

The same seed, target and number are the same input. Each target runs in a process of its own with bounded memory, which
is replaced every so often; one that dies, or needs more than ``--limit`` CPU seconds for one input, is a fault with its
number, and the run goes on behind it. Prints how many ran, also of a target that Ctrl-C ends; exit code 1 if there was a
fault.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing as mp
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from multiprocessing.sharedctypes import SynchronizedArray
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import fuzz_targets  # noqa: E402  # it lies beside this file

RENEW = 20_000
"""Executions after which the process is replaced: the parser's store of strings only grows."""
SHARED = Path("/dev/shm")
"""Files of memory, where the system has them."""
MEMORY = 4_000_000_000
"""Bytes of address space of a process; more is a fault (MemoryError)."""


def child(
    target: str, seed: int, first: int, stop: int, until: float, at: SynchronizedArray[int], pipe: Any, folder: str
) -> None:
    """Run the executions from ``first`` on; tells in ``at`` which one it is at, through the pipe what went wrong."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = folder
    run = fuzz_targets.TARGETS[target]()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))
    kinds: Counter[str] = Counter()
    number = first
    while number < stop and time.time() < until:
        at[0] = number
        try:
            kinds[run(Random(f"{seed}:{target}:{number}"))] += 1
        except Exception as error:
            pipe.send((number, where(error), "".join(traceback.format_exception(error))[-3000:]))
        number += 1
        at[1] = number
    pipe.send((number, None, kinds))


def where(error: BaseException) -> str:
    """Return the kind of an error and the last line of ours that it came through: equal faults look the same."""
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if str(ROOT) in f.filename and ".venv" not in f.filename
    ]
    last = frames[-1] if frames else None
    return (
        f"{type(error).__name__} at {Path(last.filename).relative_to(ROOT)}:{last.lineno}"
        if last
        else type(error).__name__
    )


def spent(process: int) -> float:
    """Return the CPU seconds of a process; those of the wall where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError):
        return time.monotonic()


def fuzz(
    target: str, seed: int, executions: int, seconds: float, limit: float
) -> tuple[int, float, Counter[str], dict[str, list[Any]]]:
    """Run one target. Returns: executions, CPU seconds, what came out, and the faults by kind (number, traceback)."""
    context = mp.get_context("fork")
    kinds: Counter[str] = Counter()
    faults: dict[str, list[Any]] = {}
    number, until, before = 0, time.time() + seconds, resource.getrusage(resource.RUSAGE_CHILDREN)
    while number < executions and time.time() < until:
        at = context.Array("q", [number, number])
        mine, theirs = context.Pipe(duplex=False)
        stop = min(number + RENEW, executions)
        with tempfile.TemporaryDirectory(prefix="kg-fuzz-", dir=SHARED if SHARED.is_dir() else None) as folder:
            process = context.Process(target=child, args=(target, seed, number, stop, until, at, theirs, folder))
            process.start()
            theirs.close()
            try:
                died = watch(process, mine, at, limit, faults, kinds)
            except KeyboardInterrupt:  # tell what ran until then
                process.kill()
                process.join()
                died, executions = "", at[1]
        number = at[1]
        if died:
            number = at[0] + 1
            if died == "stopped" and target in fuzz_targets.MAY_STOP:
                kinds["stopped"] += 1
            else:
                faults.setdefault(died, []).append((at[0], ""))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return number, cpu, kinds, faults


def watch(
    process: Any, pipe: Any, at: SynchronizedArray[int], limit: float, faults: dict[str, list[Any]], kinds: Counter[str]
) -> str:
    """Wait for a process to end, note what it says. Returns: "" if it did all, else how it ended."""
    seen, since, done = -1, 0.0, False
    while True:
        while pipe.poll(0.5):
            try:
                number, kind, told = pipe.recv()
            except EOFError:
                break
            if kind is None:
                kinds.update(told)
                done = True
            else:
                faults.setdefault(kind, []).append((number, told))
        if not process.is_alive():
            break
        if at[1] != seen:
            seen, since = at[1], spent(process.pid)
        elif seen > 0 and spent(process.pid) - since > limit:
            process.kill()
            process.join()
            return "stopped"
    process.join()
    return "" if done else f"died ({process.exitcode})"


def main() -> int:
    """Run the targets in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--targets", nargs="+", choices=list(fuzz_targets.TARGETS), default=list(fuzz_targets.TARGETS))
    parser.add_argument("--executions", type=int, default=100_000, help="of all targets together (default: 100,000)")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of each target at most")
    parser.add_argument("--limit", type=float, default=20.0, help="CPU seconds of one execution (default: 20)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="run this one execution of the target, here")
    args = parser.parse_args()
    if args.only is not None:
        print(fuzz_targets.TARGETS[args.targets[0]]()(Random(f"{args.seed}:{args.targets[0]}:{args.only}")))
        return 0
    shares = {t: fuzz_targets.WEIGHTS.get(t, 1.0) for t in args.targets}
    ran = bad = 0
    for target, share in shares.items():
        executions = round(args.executions * share / sum(shares.values()))
        count, cpu, kinds, faults = fuzz(target, args.seed, executions, args.seconds, args.limit)
        ran += count
        bad += sum(map(len, faults.values()))
        told = ", ".join(f"{kind} {n:,}" for kind, n in kinds.most_common(30))
        print(
            f"{target}: {count:,} executions, {cpu:,.0f} CPU s, {sum(map(len, faults.values()))} faults ({told})",
            flush=True,
        )
        for kind, found in faults.items():
            print(f"  {kind}: {len(found)} times, first: --targets {target} --seed {args.seed} --only {found[0][0]}")
            print("    " + found[0][1].replace("\n", "\n    "), flush=True)
    print(f"{ran:,} executions, {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())

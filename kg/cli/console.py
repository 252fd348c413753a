"""What all commands share: notes on standard error, a progress bar, results to a file or a stream."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import InputError

BAR = 30
"""Characters of the progress bar; fits an 80-column terminal with its counts and a name."""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with examples kept as written and defaults shown where a flag has one."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        if action.default in (None, False, argparse.SUPPRESS, [], ()) or "default" in (action.help or ""):
            return action.help
        return f"{action.help} (default: %(default)s)" if action.option_strings else action.help


def above_zero(text: str, of: str = "") -> float:
    """Return the number that a flag's value means. Raises: ArgumentTypeError, if it is none above 0, of what it should be."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= _MOST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number{of} above 0")
    return value


_MOST = 1e8
"""As seconds three years: timers take no more on some systems."""


def note(args: argparse.Namespace, text: str) -> None:
    """Print a line for the person at the terminal, unless ``--quiet``."""
    if not args.quiet:
        print(text, file=sys.stderr)


def detail(args: argparse.Namespace, text: str) -> None:
    """Print a line only with ``--verbose``."""
    if args.verbose:
        print(text, file=sys.stderr)


def warn(text: str) -> None:
    """Print a line about something that went wrong and did not stop the run."""
    clear_progress()
    print(text, file=sys.stderr)


class Progress:
    """A bar on standard error, on a terminal only; call it with (done, total, name)."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.on = sys.stderr.isatty() and not (args.quiet or args.no_progress)

    def __call__(self, done: int, total: int, name: str = "") -> None:
        if not self.on:
            return
        filled = BAR * done // max(total, 1)
        sys.stderr.write(f"\r\x1b[K[{'#' * filled}{'.' * (BAR - filled)}] {done}/{total} {name[:32]}")
        if done >= total:
            clear_progress()
        sys.stderr.flush()


def clear_progress() -> None:
    """Take the progress bar off the line, where there is a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def emit(text: str, output: str | None) -> None:
    """Print ``text`` as a result, or write it to ``output`` (aside, then renamed); ``-`` is the stream."""
    if output in (None, "-"):
        sys.stdout.write(text)
        return
    from kg.outputs import replace_text

    replace_text(Path(str(output)), text)


def read_text(path: str) -> str:
    """Return the text of a file, or of standard input for ``-``. Raises: InputError."""
    if path == "-":
        return sys.stdin.read()
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError("there is no such file", path=path, code="KG191") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", path=path, code="KG192") from error


def table(rows: Iterable[Sequence[str]], header: Sequence[str]) -> str:
    """Return rows as aligned columns, cells on one line each."""
    cells = [tuple(header), *(tuple(" ".join(str(c).split()) for c in row) for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells]
    lines.insert(1, "  ".join("-" * w for w in widths))
    return "\n".join(lines) + "\n"

"""The command line: one file per command, each parses flags, calls the library and prints.

Nothing of the program is imported before a command is asked for, so ``kg --help`` is quick.
Results go to standard output, everything else to standard error. Exit codes: 0 yes or done,
1 the answer is no, 2 it could not be done, 130 interrupted.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from kg import __version__
from kg.errors import KgError

COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("kg.cli.build", "read documents and write their knowledge graph"),
    "add": ("kg.cli.add", "add documents to a build"),
    "remove": ("kg.cli.remove", "take documents out of a build"),
    "query": ("kg.cli.query", "ask a graph, in SPARQL or by a ready question"),
    "explain": ("kg.cli.explain", "show the sentences behind a claim"),
    "why-not": ("kg.cli.why_not", "say why a claim is not in a graph"),
    "review": ("kg.cli.review", "correct a build: decisions that every later build applies"),
    "infer": ("kg.cli.infer", "write what follows from a graph by the rules of the ontology"),
    "render": ("kg.cli.render", "draw a graph as one HTML page"),
    "export": ("kg.cli.export", "write a graph in another format"),
    "open": ("kg.cli.open", "print the plain triples of each sentence, as they stand in it"),
    "inspect": ("kg.cli.inspect", "show how one document is read, step by step"),
    "serve": ("kg.cli.serve", "serve a graph over HTTP: the page, SPARQL, JSON"),
    "verify": ("kg.cli.verify", "check that every quote stands in its document"),
    "validate": ("kg.cli.validate", "check a graph against the shapes of the ontology"),
    "diff": ("kg.cli.diff", "compare the claims of two graphs"),
    "ontology": ("kg.cli.ontology", "check or list classes, relations and lexicon"),
}
"""Command -> (module, one line). A module has ``configure(parser)`` and ``run(args) -> int``."""


_MIXED = frozenset({"add", "build", "remove", "review"})
"""Commands with flags between their words, as they are typed; argparse cannot do so with flags that exclude a positional."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command of ``kg``. Returns: the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
    except KgError as error:
        print(error, *filter(None, [error.excerpt]), sep="\n", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("kg: interrupted, nothing was written", file=sys.stderr)
        return 130
    except BrokenPipeError:  # "kg query … | head": the reader has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _dispatch(arguments: list[str]) -> int:
    name = next((a for a in arguments if not a.startswith("-")), None)
    if name in COMMANDS and arguments[0] == name:
        module = importlib.import_module(COMMANDS[name][0])
        parser = parser_of(name, module)
        args = (parser.parse_intermixed_args if name in _MIXED else parser.parse_args)(arguments[1:])
        return int(module.run(args))
    parser = overview()
    if not arguments:
        parser.print_help(sys.stderr)
        return 2
    parser.parse_args(arguments[:1])  # --help, --version; else an error that names the commands
    return 2


def overview() -> argparse.ArgumentParser:
    """Return the parser of ``kg`` itself; it knows the commands by name only."""
    width = max(map(len, COMMANDS))
    lines = "\n".join(f"  {name:<{width}}  {line}" for name, (_, line) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="kg",
        usage="kg COMMAND …",
        description="English news in, a knowledge graph out in which every claim shows its sentence.",
        epilog=f"commands:\n{lines}\n\n'kg COMMAND --help' tells more, with examples.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"kg {__version__}")
    parser.add_argument("command", choices=tuple(COMMANDS), metavar="COMMAND", help=argparse.SUPPRESS)
    return parser


def parser_of(name: str, module: ModuleType) -> argparse.ArgumentParser:
    """Return the parser of one command, with the flags that all commands share."""
    from kg.cli.console import Formatter

    line = COMMANDS[name][1]
    parser = argparse.ArgumentParser(
        prog=f"kg {name}",
        description=line[0].upper() + line[1:] + ".",
        epilog=getattr(module, "EXAMPLES", None),
        formatter_class=Formatter,
    )
    module.configure(parser)
    shared = parser.add_argument_group("everywhere")
    volume = shared.add_mutually_exclusive_group()
    volume.add_argument("-q", "--quiet", action="store_true", help="print results and errors only")
    volume.add_argument("-v", "--verbose", action="store_true", help="say more")
    shared.add_argument("--no-progress", action="store_true", help="no progress bar (there is none off a terminal)")
    return parser

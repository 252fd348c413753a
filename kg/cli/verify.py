"""``kg verify``: check that every quote stands in its document, and that the outputs say the same."""

from __future__ import annotations

import argparse

from kg.cli.console import emit, note
from kg.cli.graphs import count, graph_file

EXAMPLES = """\
examples:
  kg verify out
  kg verify out --sources archive/

exit code: 0 all is right, 1 there are faults, each on a line
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("folder", metavar="DIR", help="the folder of a build")
    parser.add_argument(
        "--sources", nargs="+", default=[], metavar="PATH", help="where the documents are now, if they moved"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write the faults there (- or nothing: print)")


def run(args: argparse.Namespace) -> int:
    """Check, print the faults."""
    from kg.verify import verify

    faults = verify(graph_file(args.folder).parent, sources=args.sources)
    emit("".join(f"{fault}\n" for fault in faults), args.output)
    note(args, count(len(faults), "fault") if faults else "every quote stands in its document")
    return 1 if faults else 0

"""``kg add``: more documents into a build; only they are read."""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.cli.build import tell
from kg.cli.work import progress, settings, work_flags

EXAMPLES = """\
examples:
  kg add out today.txt
  kg add out archive/2019 --workers 2

The files come out as one build of all documents would write them, with the settings of that
build. A file that is in it already is read again. Ids can change where two names clash.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("folder", metavar="DIR", help="the folder of a build")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, a glob, or - for standard input")
    parser.add_argument("--strict", action="store_true", help="stop with code 2 if any document cannot be read")
    work_flags(parser)


def run(args: argparse.Namespace) -> int:
    """Add, write and say what was found."""
    from kg import builds

    with progress(args) as moved:
        built = builds.add(args.folder, args.paths, moved=moved, strict=args.strict, **settings(args))
    return tell(args, built, Path(args.folder))

"""``kg remove``: documents out of a build, as if it had never read them."""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.cli.build import tell
from kg.cli.work import progress, settings, work_flags

EXAMPLES = """\
examples:
  kg remove out old-article
  kg remove out archive/old-article.txt
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("folder", metavar="DIR", help="the folder of a build")
    parser.add_argument("documents", nargs="+", metavar="DOC", help="the id of a document, or the path of its source")
    work_flags(parser)


def run(args: argparse.Namespace) -> int:
    """Remove, write and say what is left."""
    from kg import builds

    with progress(args) as moved:
        built = builds.remove(args.folder, args.documents, moved=moved, **settings(args))
    return tell(args, built, Path(args.folder))

"""``kg ontology``: check what the program knows of the world, or list it."""

from __future__ import annotations

import argparse

from kg.cli.console import emit, note, table
from kg.cli.graphs import count
from kg.ontology import Ontology

EXAMPLES = """\
examples:
  kg ontology check
  kg ontology check --ontology mine/
  kg ontology relations

exit code: 0 sound, 1 there are faults, each with file and line
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("what", choices=("check", "classes", "relations"), help="find faults, or list the terms")
    parser.add_argument("--ontology", action="append", default=[], metavar="DIR", help="a folder of your own terms")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there (- or nothing: print)")


def run(args: argparse.Namespace) -> int:
    """Check or list."""
    from kg.paths import ontology_dirs
    from kg.rdf.check import check_ontology
    from kg.rdf.vocabulary import load_ontology

    folders = ontology_dirs(args.ontology)
    if args.what == "check":
        problems = check_ontology(folders)
        emit("".join(f"{problem}\n" for problem in problems), args.output)
        if problems:
            note(args, count(len(problems), "fault"))
            return 1
        ontology = load_ontology(folders)
        sizes = {
            "class": len(ontology.classes),
            "relation": len(ontology.relations),
            "phrase": len(ontology.phrases),
            "place": len(ontology.places),
        }
        note(args, f"sound: {', '.join(count(n, noun) for noun, n in sizes.items())}")
        return 0
    ontology = load_ontology(folders)
    emit(_classes(ontology) if args.what == "classes" else _relations(ontology), args.output)
    return 0


def _classes(ontology: Ontology) -> str:
    rows = [(c.name, c.parent or "", c.comment) for c in sorted(ontology.classes.values(), key=lambda c: c.name)]
    return table(rows, ("class", "super-class", "comment"))


def _relations(ontology: Ontology) -> str:
    rows = [
        (r.name + ("*" if r.symmetric else ""), " ".join(r.domain), " ".join(r.range), r.comment)
        for r in sorted(ontology.relations.values(), key=lambda r: r.name)
    ]
    return table(rows, ("relation", "subject", "object", "comment"))

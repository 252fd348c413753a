"""``kg review``: decide what a build got wrong; the decision holds for every build from then on."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli.console import emit, note, table, warn
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.graph.decisions import Decision
    from kg.model import KnowledgeGraph

EXAMPLES = """\
examples:
  kg review out same "Xi" "Xi Jinping"
  kg review out different "Georgia" "Georgia Tech"
  kg review out reject "Acme" owns "Bolt" planned
  kg review out rename MTS "Mobile TeleSystems"
  kg review out retype "Mate 30" Product
  kg review out --undo same "Xi" "Xi Jinping"
  kg review out --list

A name is any name of the thing, or its id (ent:<id>: the id alone). RELATION may be "*", a status
may be left out. The row is written to kg.review.tsv in DIR (or to --review FILE, also beside the
sources), and the build is written again from what was read; nothing is parsed anew.

exit code: 0 done, 1 the decision fits nothing or contradicts another
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("folder", metavar="DIR", help="the folder of a build")
    parser.add_argument("words", nargs="*", metavar="DECISION", help="a verb and its names, as in the examples")
    parser.add_argument("--list", action="store_true", help="print the decisions and what each one did")
    parser.add_argument("--undo", nargs="+", default=[], metavar="WORD", help="take this decision back")
    parser.add_argument("--review", metavar="FILE", help="the file to write (default: DIR/kg.review.tsv)")
    parser.add_argument("--later", action="store_true", help="write the row only; the next build applies it")
    parser.add_argument("-o", "--output", metavar="FILE", help="write the list there (- or nothing: print)")


def run(args: argparse.Namespace) -> int:
    """Write one decision and apply it, or list them."""
    from kg.graph.decisions import amend, contradicted, decision
    from kg.outputs import replace_text
    from kg.review import FILE

    folder = Path(args.folder)
    file = Path(args.review) if args.review else folder / FILE
    if not folder.is_dir():
        raise InputError("there is no such folder", path=args.folder, hint="name a build", code="KG831")
    words = args.undo or args.words
    if args.list or not words:
        return _list(args, folder)
    from kg import pipeline
    from kg.config import Config

    settings = _settings(folder)
    new = decision(words, pipeline.load(settings or Config()))
    try:
        old = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", path=str(file), code="KG832") from error
    text = amend(old, new, undo=bool(args.undo))
    if args.undo and len(text.splitlines()) >= len(old.splitlines()):
        warn(f"there is no such decision in {file}")
        return 1
    replace_text(file, text)
    note(args, f"{'took back' if args.undo else 'wrote'} {new} in {file}")
    for gone in contradicted(old, text, new):
        note(args, f"this takes the place of {gone}, which it contradicts")
    if args.later:
        return 0
    if settings is None:
        note(args, "the next build applies it (this one kept nothing of what it read)")
        return 0
    return _apply(args, folder, None if args.undo else new)


def _settings(folder: Path) -> Any:
    from kg.builds import MANIFEST, settings_of

    return settings_of(folder) if (folder / MANIFEST).is_file() else None


def _apply(args: argparse.Namespace, folder: Path, new: Decision | None) -> int:
    from kg import builds

    result = builds.again(folder).result
    report = result.report
    for line in report["decisions_not_read"]:
        warn(line)
    if new is None:
        return 0
    # a rename of something renamed before is one row, from its first name
    mine = [d for d in report["decisions"] if d["decision"] == new.verb and (tuple(d["of"]) == new.args or (
        new.verb == "rename" and d["of"][1] == new.args[1]))]  # fmt: skip
    for d in mine:
        note(args, d["did"] + _near(result.graph, d["did"]))
    return 0 if mine and all(d["applied"] for d in mine) else 1


def _near(graph: KnowledgeGraph, told: str) -> str:
    """Return the names nearest to those that the graph does not have: "; near: Zephtel, --undo takes the row back"."""
    from kg.graph.find import names_like

    if not told.startswith("fits nothing"):
        return ""
    near = dict.fromkeys(label for name in re.findall(r'"([^"]+)"', told) for label in names_like(graph, name, limit=3))
    return f"; near: {', '.join(near)} (--undo takes the row back)" if near else ""


def _list(args: argparse.Namespace, folder: Path) -> int:
    """Print what the last build did with the decisions; those that came later are marked."""
    from kg.graph.decisions import Decision
    from kg.review import FILE, read_files

    try:
        report = json.loads((folder / "report.json").read_text(encoding="utf8"))
    except (OSError, ValueError):
        report = {}
    done = {Decision(d["decision"], tuple(d["of"])): d["did"] for d in report.get("decisions", ())}
    file = Path(args.review) if args.review else folder / FILE
    decided, faults = read_files([file] if file.is_file() else [], None)
    for fault in faults:
        warn(str(fault))
    rows = sorted({*done, *decided.rows})
    lines = [(d.verb, " | ".join(d.args), done.get(d, "not applied yet")) for d in rows]
    emit(table(lines, ("decision", "of", "what it did")) if lines else "", args.output)
    if not lines:
        note(args, "no decision")
    return 0

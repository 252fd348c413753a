"""``kg query``: ask a graph, in SPARQL or by a ready question."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.console import emit, note, read_text, table
from kg.cli.graphs import GRAPH_HELP, graph_file, ontology_of
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.rdf.questions import Question
    from kg.rdf.results import Result

EXAMPLES = """\
examples:
  kg query out/graph.ttl -l
  kg query out/graph.ttl -n who-banned-whom
  kg query out/graph.ttl -n about --param who=Huawei
  kg query out/graph.ttl 'SELECT ?who WHERE { ?who rel:partners_with ?whom }' --format csv
  kg query out/graph.ttl -f question.rq -o answer.json --format json

No PREFIX lines are needed for rel:, kg:, ent: and the usual ones.
exit code: 0 yes, or there are rows; 1 no, or there are none; 2 it could not be asked
"""

CELL = 80
"""Characters of a cell that are shown where the table does not go to a terminal."""
FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("graph", metavar="GRAPH", help=GRAPH_HELP)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("sparql", nargs="?", metavar="SPARQL", help="a SPARQL 1.1 query")
    which.add_argument("-f", "--file", metavar="FILE", help="read the query from a file, or - for standard input")
    which.add_argument("-n", "--name", metavar="NAME", help="a ready question")
    which.add_argument("-l", "--list", action="store_true", help="list the ready questions and their parameters")
    parser.add_argument(
        "--param", "-p", action="append", default=[], metavar="NAME=VALUE", help="a parameter; again: another value"
    )
    parser.add_argument("--format", choices=FORMATS, default="table")
    parser.add_argument("--ontology", action="append", default=[], metavar="DIR", help="a folder with your own queries")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there (- or nothing: print)")


def run(args: argparse.Namespace) -> int:
    """Ask, print the answer."""
    from kg.paths import ontology_dirs

    if args.list:
        from kg.rdf.questions import questions

        emit(_list(questions(ontology_dirs(args.ontology))), args.output)
        return 0
    if not (args.sparql or args.file or args.name):
        hint = "give SPARQL, -f FILE or -n NAME; -l lists the ready ones"
        raise QueryError("there is no query", hint=hint, code="KG490")
    result, base, notes = _answer(args)
    to_terminal = args.output in (None, "-") and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if to_terminal else 0
    emit(result.text(args.format, base=base, width=width, cell=0 if to_terminal else CELL), args.output)
    for line in notes:
        note(args, line)
    if result.truth is None and args.format == "table":
        cut = not to_terminal and any(t is not None and len(t.value) > CELL for row in result.rows for t in row)
        whole = "; long cells are cut, --format csv, tsv or json has them whole" if cut else ""
        note(args, f"{len(result):,} row{'' if len(result) == 1 else 's'}{whole}")
    return 0 if result else 1


def _answer(args: argparse.Namespace) -> tuple[Result, str, list[str]]:
    """Return the answer, the graph's base, and what a person should know of the answer."""
    from kg.paths import ontology_dirs
    from kg.rdf.query import ask, base_of, open_graph, query
    from kg.rdf.questions import find_question

    with tempfile.TemporaryDirectory() as folder:
        if args.graph == "-":
            path = Path(folder) / "graph.ttl"
            path.write_bytes(sys.stdin.buffer.read())
        else:
            path = Path(args.graph)
            path = path if (path / "CURRENT").is_file() else graph_file(args.graph)
        store = open_graph(path)
    params = _params(args.param)
    if args.name:
        folders = ontology_dirs(args.ontology)
        result = ask(store, args.name, params, folders=folders)
        question = find_question(args.name, folders)
        more = question.more(params, len(result))  # one row more with a limit of one more: the limit cut something off
        cut = more and len(result) < len(ask(store, args.name, more, folders=folders))
        return result, base_of(store), _notes(question, result, cut=bool(cut))
    sparql = args.sparql or read_text(args.file)
    result = query(store, sparql, params, path=args.file)
    from kg.rdf.hints import hints, is_empty

    ontology = ontology_of("" if args.graph == "-" else args.graph, args.ontology)
    return result, base_of(store), hints(store, sparql, ontology, params, empty=is_empty(result))


def _notes(question: Question, result: Result, *, cut: bool) -> list[str]:
    """Return what to say of an answer to a ready question: that there is none, that it is not the whole."""
    notes = [question.empty] if question.empty and not result else []
    return [*notes, "there is more: --param limit=N sets another limit"] if cut else notes


def _params(given: list[str]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals or not name:
            raise QueryError(f"{item!r} is no parameter", hint="write NAME=VALUE", code="KG491")
        out.setdefault(name, []).append(value)
    return out


def _list(found: list[Question]) -> str:
    def params(question: Question) -> str:
        shown = []
        for p in question.params:
            value = f"{p.name}={p.default if p.default is not None else p.kind.upper()}"
            shown.append(f"[{value}]" if p.optional or p.default is not None else value)
        return " ".join(shown)

    return table([(q.name, q.title, params(q)) for q in found], ("question", "what it answers", "parameters"))

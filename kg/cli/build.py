"""``kg build``: documents in, the graph and its files out, and a summary for a person."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli.console import detail, warn
from kg.cli.graphs import count, support
from kg.cli.work import progress, settings, work_flags
from kg.config import BASE, PAGE_CLAIMS, Config
from kg.model import Evidence, KnowledgeGraph, Status
from kg.render.choose import best_claims

if TYPE_CHECKING:
    from kg.builds import Built
    from kg.engine.desk import Counts

BEST = 5
"""Claims shown at the end; more would push the line that says what to open off a small terminal."""

WIDTH = 100
"""Characters of a quote shown in the summary."""

EXAMPLES = """\
examples:
  kg build seeds/ -o out
  kg build article.html notes.pdf 'archive/*.txt' -o out
  cat article.txt | kg build - -o out
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, a glob, or - for standard input")
    parser.add_argument("-o", "--output", default="out", metavar="DIR", help="the folder to write")
    parser.add_argument("--base", default=BASE, metavar="IRI", help="base of every IRI that is made")
    parser.add_argument("--model", metavar="NAME", help="the parser's model (default: the best one installed)")
    parser.add_argument("--keep-boilerplate", action="store_true", help="read by-lines, share lines and the like too")
    parser.add_argument(
        "--split-governments", action="store_true", help="keep 'Washington' that acts apart from the United States"
    )
    parser.add_argument("--strict", action="store_true", help="stop with code 2 if any document cannot be read")
    parser.add_argument(
        "--ontology", action="append", default=[], metavar="DIR", help="a folder of your own terms and phrases"
    )
    work_flags(parser)
    parser.add_argument("--cache", metavar="DIR", help="keep what was read there, not in the output")
    parser.add_argument("--no-cache", action="store_true", help="keep nothing (kg add and kg remove need it)")
    parser.add_argument(
        "--cache-size", type=int, default=Config().cache_size, metavar="BYTES", help="parses to keep; 0: none"
    )
    limits = parser.add_argument_group("limits")
    limits.add_argument("--max-chars", type=int, default=Config().max_chars, metavar="N", help="refuse longer texts")
    limits.add_argument(
        "--max-file-size", type=int, default=Config().max_file_size, metavar="BYTES", help="refuse larger files"
    )
    parser.add_argument(
        "--review", metavar="FILE", help="a TSV of decisions, besides kg.review.tsv in DIR and beside the sources"
    )
    parser.add_argument("--gazetteer", metavar="FILE", help="a TSV of names you know: name, class, other names, id")
    parser.add_argument("--linker", action="append", default=[], metavar="NAME", help="a plug-in that knows things")


def run(args: argparse.Namespace) -> int:
    """Build, write and say what was found."""
    from kg import builds

    config = Config(
        base=args.base,
        model=args.model,
        keep_boilerplate=args.keep_boilerplate,
        split_governments=args.split_governments,
        strict=args.strict,
        ontology=tuple(args.ontology),
        gazetteer=args.gazetteer,
        review=args.review,
        linkers=tuple(args.linker),
        max_chars=args.max_chars,
        max_file_size=args.max_file_size,
        cache=args.cache,
        cache_size=args.cache_size,
        **settings(args),
    )
    with progress(args) as moved:
        built = builds.build(args.output, args.paths, config, moved=moved, keep=not args.no_cache)
    return tell(args, built, Path(args.output))


def tell(args: argparse.Namespace, built: Built, folder: Path) -> int:
    """Say what could not be read, what was written and what was found. Returns: exit code 0."""
    report = built.result.report
    idle = [f"decision {d['decision']} {' | '.join(d['of'])}: {d['did']}" for d in report["decisions"] if not d["applied"]]
    for line in (*report["not_read"], *report["decisions_not_read"], *idle):
        warn(line)
    for path in built.written:
        detail(args, f"wrote {path}")
    if not args.quiet:
        print(summary(built.result.graph, built.result.report, folder, built.counts))
    return 0


def summary(graph: KnowledgeGraph, report: dict[str, Any], folder: Path, counts: Counts | None = None) -> str:
    """Return what was read and found, the best supported claims and how to look at them."""
    read = _documents(report) + _kept(counts)
    lines = [f"Read     {read}", f"Dropped  {_dropped(report)}", f"Found    {_found(graph)}"]
    best = best_claims(graph, BEST)
    if best:
        lines += ["", "Best supported:"]
        for claim in best:
            lines.append(f"  {graph.say(claim)}   ({support(claim)})")
            clearest = min(claim.evidence, key=lambda e: (-e.confidence, len(e.quote)))
            lines.append(f"    “{clip(clearest)}”")
    else:
        lines += ["", "No claim was found: is the text English, in whole sentences?"]
    part = f", the {PAGE_CLAIMS:,} claims with most evidence" if len(graph.claims) > PAGE_CLAIMS else ""
    lines += ["", "Look at it:", f"  {folder / 'graph.html'}   in any browser{part}"]
    lines += [f"  kg query {folder / 'graph.ttl'} --list   the ready questions"]
    return "\n".join(lines)


def clip(e: Evidence) -> str:
    """Return the quote on one line, cut to where the claim stands in it if it is longer than ``WIDTH``."""
    quote = e.quote
    if len(quote) > WIDTH:
        spans = (e.subject_span, e.relation_span, e.object_span)
        inside = [s - e.sentence[0] for s, t in spans if e.sentence[0] <= s and t <= e.sentence[1]]
        start = quote.rfind(" ", 0, min(inside)) + 1 if inside and max(inside) > WIDTH * 3 // 4 else 0
        end = start + WIDTH
        if end < len(quote):
            end = max(quote.rfind(" ", start, end), start + 1)
        quote = ("… " if start else "") + quote[start:end] + (" …" if end < len(quote) else "")
    return " ".join(quote.split())


def _documents(report: dict[str, Any]) -> str:
    documents = report["documents"]
    text = f"{count(len(documents), 'article')}, {sum(d['characters'] for d in documents):,} characters"
    return text + (f"; {len(report['not_read'])} could not be read" if report["not_read"] else "")


def _kept(counts: Counts | None) -> str:
    if counts is None or not counts.from_cache:
        return ""
    return f"; {counts.from_cache} known from before, {counts.parsed} parsed"


def _dropped(report: dict[str, Any]) -> str:
    reasons = Counter(d["reason"] for document in report["documents"] for d in document["dropped"])
    if not reasons:
        return "nothing"
    most = sorted(reasons.items(), key=lambda kv: (-kv[1], kv[0]))
    shown = [f"{n} × {reason}" for reason, n in most[:4]] + ["…"] * (len(most) > 4)
    return f"{count(sum(reasons.values()), 'passage')} beside the article ({', '.join(shown)})"


def _found(graph: KnowledgeGraph) -> str:
    statuses = Counter(c.status for c in graph.claims)
    named = sum(e.named for e in graph.entities)
    shown = ", ".join(f"{statuses[s]} {s.value}" for s in Status if statuses[s])
    things = f"{count(named, 'name')} and {count(len(graph.entities) - named, 'other thing')}"
    return f"{count(len(graph.claims), 'claim')} ({shown}) about {things}"


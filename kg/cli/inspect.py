"""``kg inspect``: a lamp into one text: what was dropped, how each sentence is read, what came of it."""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.cli.console import emit
from kg.config import Config
from kg.model import Argument, Document, Proposition, Reading, Span, Status

EXAMPLES = """\
examples:
  kg inspect "Acme will not buy Bolt, its chief executive said."
  kg inspect article.txt
  kg inspect article.txt --only propositions
"""

PARTS = ("dropped", "mentions", "propositions", "claims")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("text", metavar="TEXT", help="a sentence in quotes, a file, or - for standard input")
    parser.add_argument("--only", choices=PARTS, help="show this part only")
    parser.add_argument("--model", metavar="NAME", help="the parser's model (default: the best one installed)")
    parser.add_argument("--ontology", action="append", default=[], metavar="DIR", help="a folder of your own terms")
    parser.add_argument("--gazetteer", metavar="FILE", help="a TSV of names you know: name, class, other names, id")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there (- or nothing: print)")


def run(args: argparse.Namespace) -> int:
    """Read the text and show every step. Exit code 1 if no claim came of it."""
    from kg import pipeline

    config = Config(model=args.model, ontology=tuple(args.ontology), gazetteer=args.gazetteer)
    ontology = pipeline.load(config)
    if args.text == "-" or not any(map(str.isspace, args.text.strip())) or _is_file(args.text):  # one word is no sentence
        documents, problems = pipeline.take_in([args.text], config)
        if problems:
            raise problems[0].error()
    else:
        documents = [Document("text", args.text)]
    readings = tuple(pipeline.understand(documents, ontology, config))
    graph, rejected = pipeline.join(readings, ontology, config)

    out: list[str] = []
    for reading in readings:
        parts = {
            "dropped": [f"{d.text.strip()!r}   {d.reason}" for d in reading.document.dropped],
            "mentions": _mentions(reading),
            "propositions": _propositions(reading),
        }
        out += [line for name, lines in parts.items() for line in _part(name, lines, args.only)]
    claims = [f"{graph.say(c)}   {c.confidence:.2f}{'   (open relation)' if c.open else ''}" for c in graph.claims]
    claims += [f"not a claim: {why} × {n}" for why, n in sorted(rejected.items())]
    out += _part("claims", claims, args.only)
    emit("\n".join(out) + "\n", args.output)
    return 0 if graph.claims else 1


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except OSError:  # a sentence longer than any file name
        return False


def _part(name: str, lines: list[str], only: str | None) -> list[str]:
    if only not in (None, name):
        return []
    return [f"{name}:", *(f"  {line}" for line in lines or ["(none)"])]


def _mentions(reading: Reading) -> list[str]:
    lines = []
    for m in reading.mentions:
        thing = reading.things[m.thing] if m.thing >= 0 else None
        who = "" if thing is None else f" -> {thing.names[0][0]}"
        who += f" ({thing.classes[0][0]})" if thing is not None and thing.classes else ""
        lines.append(f"{m.start}-{m.end} {_flat(reading.document.text[m.start : m.end])!r} {m.kind}{who}{f'   {m.why}' if m.why else ''}")
    return lines


def _propositions(reading: Reading) -> list[str]:
    lines: list[str] = []
    sentence: Span | None = None
    for p in sorted(reading.propositions, key=lambda p: (p.sentence, p.relation_span)):
        if p.sentence != sentence:
            sentence = p.sentence
            lines.append(f"“{_flat(reading.document.text[slice(*sentence)])}”")
        lines.append("  " + _proposition(reading, p))
    return lines


def _proposition(reading: Reading, p: Proposition) -> str:
    parts = [f"{_argument(reading, p.subject)} | {p.relation} | {_argument(reading, p.object)}"]
    if p.status is not Status.ASSERTED:
        parts.append(p.status.value + (f" by {p.speaker}" if p.speaker else ""))
    parts += [f"{name} {what}" for name, what in (("time", p.time), ("place", p.place)) if what]
    return "   ".join([*parts, f"[{p.rule} {p.confidence:.2f}]"])


def _argument(reading: Reading, a: Argument) -> str:
    """Return the argument as written, and the name of the thing where that differs."""
    text = _flat(a.text)
    if a.thing < 0:
        return text
    name = reading.things[a.thing].names[0][0]
    return text if name == text else f"{text} (= {name})"


def _flat(text: str) -> str:
    return " ".join(text.split())

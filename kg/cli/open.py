"""``kg open``: the plain triples of each sentence, as they stand in it, one JSON line a sentence."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.cli.console import Progress, emit, note, read_text

if TYPE_CHECKING:
    from kg.text.open import OpenTriple

EXAMPLES = """\
examples:
  kg open sentences.txt -o out.jsonl
  echo 'Norvia bought Dalmont in May .' | kg open -
  kg open sentences.txt --least 0.5 -o sure.jsonl
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument(
        "sentences", metavar="SENTENCES", help="a file with one sentence a line, or - for standard input"
    )
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="the file to write, - for standard output")
    parser.add_argument("--least", type=float, default=0.0, metavar="P", help="leave out triples less sure than P")
    parser.add_argument("--model", metavar="NAME", help="the parser's model (default: the best one installed)")
    parser.add_argument("--rules", action="store_true", help="add the rule that found each triple")


def run(args: argparse.Namespace) -> int:
    """Read the sentences, write a line for each; blank lines are passed over."""
    sentences = [line for line in read_text(args.sentences).replace("\r\n", "\n").split("\n") if line.strip()]
    found = list(_lines(args, sentences))
    emit("".join(found), args.output)
    note(args, f"{len(sentences):,} sentences read")
    return 0


def _lines(args: argparse.Namespace, sentences: list[str]) -> Iterator[str]:
    from kg.text.open import open_sentences
    from kg.text.parse import load_parser

    progress = Progress(args)
    for n, (sentence, triples) in enumerate(open_sentences(sentences, load_parser(args.model)), 1):
        progress(n, len(sentences))
        kept = [_as_json(t, args.rules) for t in triples if t.confidence >= args.least]
        yield json.dumps({"sentence": sentence, "triples": kept}, ensure_ascii=False) + "\n"


def _as_json(triple: OpenTriple, rules: bool) -> dict[str, object]:
    out: dict[str, object] = {
        "subject": triple.subject,
        "relation": triple.relation,
        "object": triple.object,
        "extra": list(triple.extra),
        "confidence": triple.confidence,
    }
    return {**out, "rule": triple.rule} if rules else out

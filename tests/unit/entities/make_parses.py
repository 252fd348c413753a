"""Parse the documents of examples.txt with the model installed and freeze the parses beside it.

Run it after adding examples: ``python tests/unit/entities/make_parses.py``. The tests read the frozen
parses, so they need no model and do not move when a model does.
"""

from __future__ import annotations

import json
from pathlib import Path

from kg.text.parse import load_parser, plain
from tests.frozen import row

HERE = Path(__file__).parent


def main() -> None:
    """Write parses.json: paragraph -> one row a token (text, space, lemma, tag, pos, dep, head, entity, iob, start)."""
    nlp = load_parser()
    lines = (HERE / "examples.txt").read_text(encoding="utf8").splitlines()
    paragraphs = {p for line in lines if line.startswith("= ") for p in line[2:].split(" ¶ ")}
    out = []
    for p in sorted(paragraphs):
        rows = [
            [*row(t), t.ent_iob_, bool(t.is_sent_start)]
            for t in nlp(plain(p))
        ]
        out.append(json.dumps(p) + ": [\n  " + ",\n  ".join(json.dumps(r) for r in rows) + "]")
    (HERE / "parses.json").write_text("{\n" + ",\n".join(out) + "\n}\n", encoding="utf8")


if __name__ == "__main__":
    main()

"""Parse the sentences of examples.txt with the model installed and freeze the parses beside it.

Run it after adding sentences: ``python tests/unit/extract/make_parses.py``. The tests read the frozen
parses, so they need no model and do not move when a model does.
"""

from __future__ import annotations

import json
from pathlib import Path

from kg.text.parse import load_parser, plain
from tests.frozen import row

HERE = Path(__file__).parent


def main() -> None:
    """Write parses.json: sentence -> one row a token (text, space, lemma, tag, pos, dep, head, entity)."""
    nlp = load_parser()
    lines = (HERE / "examples.txt").read_text(encoding="utf8").splitlines()
    sentences = [line[2:] for line in lines if line.startswith("= ")]
    rows = [
        json.dumps(s) + ": [\n  " + ",\n  ".join(json.dumps(row(t)) for t in nlp(plain(s))) + "]"
        for s in sentences
    ]
    (HERE / "parses.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf8")


if __name__ == "__main__":
    main()

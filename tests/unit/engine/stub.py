"""A reader that stands in for the parser: quick, and it does what a text tells it to."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Sequence

from kg.config import Config
from kg.engine.work import Keeper
from kg.model import Argument, Block, Document, Mention, Proposition, Reading, Thing

CLAIM = re.compile(r"([A-Z]\w+) bans ([A-Z]\w+)\.")


def reader(config: Config, parses: Keeper) -> Callable[[Document], Reading]:
    """Return ``read``; DIE, HANG, FAIL and DIE-ONCE in a text make it do so."""

    def keeping(document: Document) -> Reading:
        if parses.get(document.text) is None:
            parses.put(document.text, lambda: b"parse")
        return read(document)

    return keeping


class Together:
    """A reader that prepares documents together, and meets what is in them there."""

    def __call__(self, document: Document) -> Reading:
        """Return what the document says."""
        return read(document)

    def prepare(self, documents: Sequence[Document]) -> None:
        """Do what the texts tell."""
        for document in documents:
            act(document.text)


def together(config: Config, parses: Keeper) -> Together:
    """Return a reader that prepares documents together."""
    return Together()


def read(document: Document) -> Reading:
    """Return one proposition for each "Acme bans Bolt."."""
    act(document.text)
    things: list[Thing] = []
    mentions: list[Mention] = []
    propositions: list[Proposition] = []
    index: dict[str, int] = {}

    def argument(match: re.Match[str], group: int) -> Argument:
        name, (start, end) = match[group], match.span(group)
        if name not in index:
            index[name] = len(things)
            things.append(Thing(((name, 1),), True, (("Organization", 1.0),)))
        mentions.append(Mention(start, end, name, "name", index[name], "name"))
        return Argument(start, end, name, index[name])

    for match in CLAIM.finditer(document.text):
        ends = argument(match, 1), argument(match, 2)
        spans = (match.end(1) + 1, match.end(1) + 5), match.span()
        propositions.append(Proposition(ends[0], "ban", "verb", ends[1], *spans, "stub", confidence=0.8))
    whole = Block(0, len(document.text))
    return Reading(
        Document("", document.text, title=document.title, published=document.published, blocks=(whole,)),
        tuple(mentions), tuple(things), tuple(propositions), "stub-1",
    )  # fmt: skip


def act(text: str) -> None:
    """Do what a text of the tests tells: to this process."""
    once = re.search(r"DIE-ONCE (\S+)", text)
    if once:
        if not os.path.exists(once[1]):  # noqa: PTH110
            with open(once[1], "w", encoding="utf8"):  # noqa: PTH123
                os.kill(os.getpid(), signal.SIGKILL)
    elif "DIE" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "HANG" in text:
        time.sleep(600)
    if "SLOW" in text:
        time.sleep(0.02)
    if "FAIL" in text:
        raise ValueError("told to\nfail")

"""Readings made by hand for the tests of the graph room: things, their mentions and what is said of them."""

from __future__ import annotations

from kg.model import Argument, Document, Mention, Proposition, Reading, Status, Thing
from kg.ontology import EntityClass, Ontology, Phrase, Relation

CLASSES = {"Person": None, "Organization": None, "Company": "Organization", "Place": None, "Country": "Place",
           "Product": None, "Thing": None}  # fmt: skip
RELATIONS = (
    Relation("buys", "buys", domain=("Organization",), range=("Organization", "Product")),
    Relation("partners_with", "partners with", domain=("Organization",), range=("Organization",), symmetric=True),
    Relation("leads", "leads", domain=("Person",), range=("Organization",)),
)
PHRASES = {"buy": "buys", "team up with": "partners_with", "lead": "leads"}


def ontology() -> Ontology:
    rows = {("verb", p): Phrase(p, "verb", r) for p, r in PHRASES.items()}
    return Ontology(
        "1", {n: EntityClass(n, n, p) for n, p in CLASSES.items()}, {r.name: r for r in RELATIONS}, {}, rows,
        senses={key: (row,) for key, row in rows.items()},
    )  # fmt: skip


def thing(*names: str, class_: str = "Company", named: bool = True, **more: object) -> Thing:
    return Thing(tuple((n, 1) for n in names), named, ((class_, 1.0),), **more)  # type: ignore[arg-type]


def reading(doc: str, text: str, things: list[Thing], said: list[tuple[str, ...]] = []) -> Reading:  # noqa: B006
    """Return a reading; ``said`` are (subject, relation, object[, status]) as written, found in order in the text.

    Every name of a thing is a mention wherever it stands.
    """
    mentions = []
    for i, t in enumerate(things):
        for name, _ in t.names:
            at = text.find(name)
            while at >= 0:
                mentions.append(Mention(at, at + len(name), name, "name" if t.named else "nominal", i))
                at = text.find(name, at + 1)
    longest = {}
    for m in sorted(mentions, key=lambda m: m.end - m.start):
        longest[m.start] = m
    at = 0
    propositions = []
    for subject, relation, object, *status in said:
        start = text.index(f"{subject} {relation}", at)
        verb = start + len(subject) + 1
        end = text.index(object, verb)
        stop = min(text.index(mark, end) for mark in ".!" if mark in text[end:]) + 1
        who, whom = longest[start], longest[end]
        propositions.append(
            Proposition(
                Argument(start, start + len(subject), subject, who.thing), relation, "verb",
                Argument(end, end + len(object), object, whom.thing), (verb, verb + 3), (start, stop), "verb.object",
                Status(status[0]) if status else Status.ASSERTED,
            )
        )  # fmt: skip
        at = verb
    return Reading(Document(doc, text), tuple(longest.values()), tuple(things), tuple(propositions), "hand-1")

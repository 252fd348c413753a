"""Lay what is known of names over the tree of a block: who each token is, of what class, of which place."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Mention, Span, Thing
from kg.text.extract.clauses import clauses
from kg.text.extract.doers import settle_doers
from kg.text.extract.found import Scene
from kg.text.extract.tree import Tree
from kg.text.lexicon import Lexicon, noun_class

_COMPASS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western"})


def scene_of(
    t: Tree,
    offset: int,
    mentions: Sequence[Mention],
    things: Sequence[Thing],
    lex: Lexicon,
    acts: dict[tuple[int, int], int],
) -> tuple[Scene, dict[int, Span], dict[int, int]]:
    """Return the scene of a block, the span of the thing that each head token stands for, and what acts for what.

    ``mentions`` are those of the block, which begins at ``offset`` of the document's text.
    """
    n = len(t)
    scene = Scene(t, [], lex, [False] * n, [""] * n, [-1] * n, [""] * n)
    spans: dict[int, Span] = {}
    acting: dict[int, int] = {}
    at = {t.start[i]: i for i in range(n)}
    until = {t.end(i): i for i in range(n)}
    last = offset + (t.end(n - 1) if n else 0)
    width: dict[int, int] = {}
    whole: set[int] = set()  # last words of "South Korean", "Sri Lankan"
    for m in mentions:
        if m.start < offset or m.end > last or m.thing < 0:
            continue
        first, final = at.get(m.start - offset), until.get(m.end - offset)
        if first is None or final is None or final < first:
            continue
        adjective = m.why == "demonym"
        if adjective:
            if final > first:
                whole.add(final)
            scene.place_of[final] = things[m.thing].known or ""  # "South Korean": the adjective is the last word
        head = _head(t, first, final)
        if m.kind == "name" and not adjective:
            for k in range(first, final + 1):
                scene.is_name[k] = True
        if head in width and width[head] <= final - first:
            continue
        width[head] = final - first
        scene.thing[head] = m.thing
        classes = things[m.thing].classes
        scene.class_of[head] = classes[0][0] if classes else ""
        spans[head] = (m.start, m.end)
        if (m.start, m.end) in acts:
            acting[head] = acts[m.start, m.end]
    for i in range(n):
        if not scene.place_of[i] and t.lower[i] in lex.adjective_place and t.pos[i] in ("ADJ", "PROPN"):
            scene.place_of[i] = lex.adjective_place[t.lower[i]]
    for i in range(1, n):
        south = t.lower[i - 1] in _COMPASS and t.text[i - 1][0].isupper()
        if scene.place_of[i] and south and i not in whole:
            scene.place_of[i] = ""  # "South Australian" is not of Australia
    _appositive_persons(scene, spans)
    _name_with_noun(scene, spans)
    scene.clauses = [c for c in clauses(t) if not scene.is_name[c.verb]]  # no verb inside a name
    settle_doers(scene)
    return scene, spans, acting


def _appositive_persons(scene: Scene, spans: dict[int, Span]) -> None:
    """Let a person's name stand for the role noun it explains: "the finance chief of Norvia, Lena Holm, was held".

    The parser hangs the name on the nearest noun, but a person cannot be in apposition to an
    organisation: the role noun above takes it. The name beats whom the noun was taken for before.
    """
    t = scene.tree
    explained: set[int] = set()
    for i in range(len(t)):
        if t.dep[i] != "appos" or scene.class_of[i] != "Person" or not scene.is_name[i]:
            continue
        head = t.head[i]
        if scene.thing[head] >= 0 and scene.class_of[head] != "Person":
            for up in t.up(head):
                if t.lemma[up] in scene.lex.roles and t.pos[up] == "NOUN" and scene.thing[up] < 0:
                    t.kids[head].remove(i)
                    t.head[i] = up
                    t.kids[up] = sorted([*t.kids[up], i])
                    head = up
                    break
        if head not in explained and not scene.is_name[head] and (
            t.lemma[head] in scene.lex.roles or scene.lex.classes.get(t.lemma[head]) == "Person"
        ):
            scene.thing[head], scene.class_of[head], spans[head] = scene.thing[i], "Person", spans[i]
            explained.add(head)


def _name_with_noun(scene: Scene, spans: dict[int, Span]) -> None:
    """Read "the Lynx operating system" as Lynx, where Lynx is known to be of that kind."""
    t = scene.tree
    for i in range(1, len(t)):
        class_ = noun_class(scene.lex, t.lower[i - 1], t.lemma[i]) if t.pos[i] == "NOUN" and scene.thing[i] < 0 else None
        if class_ not in ("Product", "Technology"):
            continue
        k = i - 1
        while k > 0 and t.dep[k] == "compound" and not scene.is_name[k]:
            k -= 1
        kinds = ("Product", "Technology", "Organization") if t.lower[i] == "network" else ("Product", "Technology")
        if scene.is_name[k] and scene.thing[k] >= 0 and t.dep[k] in ("compound", "nmod") and scene.class_of[k] in kinds:
            scene.thing[i], scene.class_of[i], spans[i] = scene.thing[k], scene.class_of[k], spans[k]


def _head(t: Tree, first: int, final: int) -> int:
    """Return the token of the span whose head lies outside it; the last such before a preposition."""
    for i in range(first, final + 1):
        if not first <= t.head[i] <= final or t.head[i] == i:
            if t.pos[i] in ("ADP", "DET", "PUNCT", "PART") and i < final:
                continue
            return i
    return final

"""Words that mean several named things at once: "the two leaders", "both countries", "they" after "Norvia and Zephtel".

Most of what "they" means has no name, so a group is linked only where the text leaves one reading: exactly so many
things of the kind in the sentence or the one before, and no other plural that might be meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.columns import columns
from kg.text.entities.classes import FAMILY
from kg.text.lexicon import Lexicon, noun_class
from kg.text.parse import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_TOGETHER = {"pair": 2, "duo": 2, "couple": 2, "trio": 3}
_THEY = frozenset({"they", "them", "their", "themselves"})
_KINDS = frozenset(
    {"Person", "Organization", "Country", "City", "Region", "Facility", "Product", "Technology", "Event"}
)
# Nouns that two of a kind may be, whatever the kind.
_OF_ANY = frozenset(
    {"side", "rival", "party", "partner", "ally", "neighbour", "neighbor", "competitor", "enemy", "foe"}
)
_BODIES = frozenset({"group", "organization", "organisation", "body", "agency", "institution", "charity"})
_COUNTRIES = frozenset(
    {"country", "nation", "state", "government", "neighbour", "neighbor", "power", "capital", "economy", "superpower"}
)
_PLURAL = frozenset({"NNS", "NNPS"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "appos", "agent", "oprd", "conj"})
BACK = 2
"""Sentences before the one of the noun in which its things may stand."""


@dataclass(frozen=True, slots=True)
class Group:
    """Tokens ``first`` to ``last`` of a block mean all of ``members``, two or more things in text order."""

    block: int
    first: int
    last: int
    members: tuple[int, ...]
    why: str


class Groups:
    """Finds the groups of one document. ``found`` holds them; ``single`` what means one thing: (block, first, last, thing, why)."""

    def __init__(
        self,
        parsed: Parsed,
        lex: Lexicon,
        classes: Sequence[str],
        at: dict[tuple[int, int], int],
        national: dict[tuple[int, int], int],
        inside: set[tuple[int, int]],
    ) -> None:
        self.parsed, self.lex, self.classes, self.at, self.national, self.inside = (
            parsed,
            lex,
            classes,
            at,
            national,
            inside,
        )
        self.found: list[Group] = []
        self._so_far: dict[int, None] = {}  # things in order of first mention
        self._group: dict[tuple[int, int], tuple[int, ...]] = {}  # (block, head) -> members
        self.single: list[tuple[int, int, int, int, str]] = []

    def run(self) -> None:
        """Fill ``found`` and ``single``."""
        before: list[tuple[int, Span]] = []
        for b, (_, doc) in enumerate(self.parsed.blocks):
            c = columns(doc)
            for sentence in doc.sents:
                for i in range(sentence.start, sentence.end):
                    if (b, i) in self.at or (b, i) in self.inside:
                        continue
                    if c.tag[i] in _PLURAL or c.lower[i] in _TOGETHER:
                        self._nominal(b, doc[i], before)
                    elif c.lower[i] in _THEY and c.tag[i] in ("PRP", "PRP$"):
                        self._they(b, doc[i], before)
                    elif c.lower[i] in ("former", "latter"):
                        self._former(b, doc[i], before)
                self._so_far.update(dict.fromkeys(self._actors(b, sentence, sentence.end)))
                before = [*before[-2:], (b, sentence)]

    # ------------------------------------------------------------------ the two leaders, both countries

    def _nominal(self, b: int, t: Token, before: list[tuple[int, Span]]) -> None:
        kids = [c for c in t.children if c.i < t.i]
        number = next(
            (n for c in kids if (n := _NUMBERS.get(c.lower_)) and c.dep_ in ("nummod", "det", "predet", "preconj")), 0
        )
        number = number or (_TOGETHER.get(t.lower_, 0) if t.i and t.doc[t.i - 1].lower_ == "the" else 0)
        definite = any(c.lower_ in ("the", "both", "these", "those", "all") for c in kids)
        rest = [c for c in kids if c.lower_ not in _NUMBERS and c.dep_ not in ("det", "predet", "preconj")]
        if not number or not definite or rest or _narrowed(t):
            return
        kinds = self._kinds(t)
        members = self._nearest(b, t, before, number, kinds)
        if members:
            first = min([t.i, *(c.i for c in kids)])
            self._add(Group(b, first, t.i, members, f"group: {number} of a kind"))

    def _add(self, group: Group) -> None:
        self.found.append(group)
        self._group[group.block, group.last] = group.members

    def _kinds(self, t: Token) -> frozenset[str]:
        word = t.lemma_.lower()
        if word == "couple":
            return frozenset({"Person"})
        if word in ("side", "party"):
            return frozenset({"Organization", "Country"})
        if word in _OF_ANY or word in _TOGETHER:
            return frozenset({"Person", "Organization", "Country"})
        if word in self.lex.roles:
            return frozenset({"Person"})
        if word in _BODIES:
            return frozenset({"Organization"})
        if word in _COUNTRIES:
            return frozenset({"Country"})
        class_ = noun_class(self.lex, "", word)
        kind = FAMILY.get(class_, class_) if class_ not in ("Country", "City", "Region", "Facility") else class_
        return frozenset({kind}) & _KINDS

    def _kind(self, thing: int) -> str:
        class_ = self.classes[thing]
        return class_ if class_ in _KINDS else FAMILY.get(class_, class_)

    def _nearest(
        self, b: int, t: Token, before: list[tuple[int, Span]], number: int, kinds: frozenset[str]
    ) -> tuple[int, ...]:
        """Return the things of one kind that stand before ``t``, if they are just so many; () if fewer or more."""
        seen: dict[str, list[int]] = {k: [] for k in sorted(kinds)}
        for step, (block, span) in enumerate([(b, t.sent), *reversed(before)][: BACK + 1]):
            for thing in self._actors(block, span, t.i if not step else span.end):
                kind = self._kind(thing)  # what is not known to be of another kind may be of this one
                for own in seen.values() if kind == "Thing" and len(seen) == 1 else [seen[kind]] if kind in seen else []:
                    if thing not in own:
                        own.append(thing)
            full = [own for own in seen.values() if len(own) >= number]
            if len(full) > 1:  # two people and two firms: those that are listed together
                full = [own for own in full if self._in_list(block, span, span.end, own)] or full
            if full:
                return tuple(full[0]) if len(full) == 1 and len(full[0]) == number else ()
        # else those that the whole article has named so far, where they are just so many
        so_far = [[th for th in self._so_far if self._kind(th) == kind] for kind in sorted(kinds)]
        full = [own for own in so_far if own]
        return tuple(full[0]) if len(full) == 1 and len(full[0]) == number else ()

    def _things(self, block: int, span: Span, end: int) -> Iterator[int]:
        return (thing for thing, _ in self._seen(block, span, end))

    def _actors(self, block: int, span: Span, end: int) -> Iterator[int]:
        """Yield the things but those that only say where: "the final at Wembley" is about no body of that name."""
        for thing, token in self._seen(block, span, end):
            if not (_placed(token) and self._kind(thing) in ("Organization", "Person")):
                yield thing

    def _seen(self, block: int, span: Span, end: int) -> Iterator[tuple[int, Token]]:
        at, national = self.at, self.national
        for i in range(span.start, min(end, span.end)):
            here = (block, i)
            if here in at or here in national:
                yield at[here] if here in at else national[here], span.doc[i]

    # ------------------------------------------------------------------ they

    def _they(self, b: int, t: Token, before: list[tuple[int, Span]]) -> None:
        doc, sentence = t.doc, t.sent
        here = self._subjects(b, sentence, t.i)
        if here:
            subject = here[-1]
            if self._rivals(doc, subject.i + 1, t.i, subject):
                return
            says = subject.head.lemma_ in self.lex.say and _within(t, subject.head)
            if says and before and self._rivals(before[-1][1].doc, before[-1][1].start, before[-1][1].end, None):
                return  # "Norvia has told 40 workers. The firm says they will be paid"
            self._link_they(b, t, b, subject, same=True)
        elif before and t.dep_ in ("nsubj", "nsubjpass") and not self._rivals(doc, sentence.start, t.i, None):
            block, last = before[-1]
            subjects = self._subjects(block, last, last.end)
            other = last.doc
            if len(subjects) == 1 and not self._rivals(other, last.start, last.end, subjects[0]):
                self._link_they(b, t, block, subjects[0], same=False)

    def _subjects(self, block: int, span: Span, end: int) -> list[Token]:
        return [
            span.doc[i] for i in range(span.start, min(end, span.end)) if span.doc[i].dep_ in ("nsubj", "nsubjpass")
        ]

    def _link_they(self, b: int, t: Token, block: int, subject: Token, *, same: bool) -> None:
        members = self._listed(block, subject) or self._group.get((block, subject.i), ())
        if len(members) > 1:
            kinds = {self._kind(m) for m in members}
            if len(kinds) == 1 and kinds <= {"Person", "Organization", "Country", "Group"}:
                self._add(Group(b, t.i, t.i, members, f"{t.lower_}: listed subject"))
            return
        thing = self.at.get((block, subject.i))
        if thing is None or any(c.dep_ == "conj" for c in subject.children):
            return
        class_ = self.classes[thing]
        speaks = same and subject.head.lemma_ in self.lex.say and _within(t, subject.head)
        if class_ in ("Team", "Group") or (speaks and FAMILY.get(class_, class_) in ("Organization", "Thing")):
            self.single.append((b, t.i, t.i, thing, f"{t.lower_}: body that is the subject"))

    def _listed(self, block: int, subject: Token) -> tuple[int, ...]:
        """Return the things of a list "A, B and C"; () if one of them has no name."""
        tokens = sorted((subject, *subject.conjuncts), key=lambda x: x.i)
        things = [self.at.get((block, x.i), -1) for x in tokens]
        if len(tokens) < 2 or -1 in things or len(set(things)) < len(things):
            return ()
        low = {x.lower_ for x in subject.doc[tokens[0].i : tokens[-1].i]}
        return tuple(things) if "and" in low and "or" not in low else ()

    def _rivals(self, doc: Doc, start: int, end: int, subject: Token | None) -> bool:
        """Is there another plural or list that "they" may mean?"""
        own = {subject.i, *(c.i for c in subject.conjuncts)} if subject is not None else set()
        for i in range(start, end):
            t = doc[i]
            if t.i in own:
                continue
            if t.tag_ in _PLURAL and t.dep_ in (*_ARGUMENTS, "pobj"):
                return True
            if t.dep_ == "conj" and t.pos_ in ("NOUN", "PROPN") and t.head.i not in own:
                return True
        return False

    # ------------------------------------------------------------------ the former, the latter

    def _in_list(self, block: int, span: Span, end: int, pair: list[int]) -> bool:
        return any(self._listed(block, span.doc[i]) == tuple(pair) for i in range(span.start, min(end, span.end)))

    def _former(self, b: int, t: Token, before: list[tuple[int, Span]]) -> None:
        if not t.i or t.doc[t.i - 1].lower_ != "the":
            return
        after = t.doc[t.i + 1] if t.i + 1 < len(t.doc) else None
        alone = t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "attr", "conj")
        if not alone or (after is not None and (after.pos_ in ("NOUN", "PROPN", "ADJ") or after.text == "-")):
            return
        for step, (block, span) in enumerate([(b, t.sent), *reversed(before)][:2]):
            end = t.i if not step else span.end
            things = list(dict.fromkeys(self._things(block, span, end)))
            if len(things) < 2:
                continue
            kinds: dict[str, list[int]] = {}
            for thing in things:
                kinds.setdefault(self._kind(thing), []).append(thing)
            pairs = [own for own in kinds.values() if len(own) == 2]
            if len(pairs) == 1 and (len(things) == 2 or self._in_list(block, span, end, pairs[0])):
                self.single.append((b, t.i - 1, t.i, pairs[0][t.lower_ == "latter"], f"the {t.lower_} of two"))
            return


def _narrowed(t: Token) -> bool:
    """Does the noun go on and say which ones: "the two companies that …", "the two leaders of the party"?"""
    return any(
        c.i > t.i
        and (
            c.dep_ in ("relcl", "acl", "appos", "conj")
            or (c.dep_ == "prep" and c.lower_ in ("of", "in", "from", "with", "at", "on"))
        )
        for c in t.children
    )


def _placed(t: Token) -> bool:
    return t.dep_ == "pobj" and t.head.lower_ in ("at", "in", "near")


def _within(t: Token, verb: Token) -> bool:
    """Does the token stand in the clause that the verb of saying governs?"""
    return any(a.i == verb.i for a in t.ancestors) and t.i > verb.i

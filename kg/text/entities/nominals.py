"""Nouns that refer to a named thing: appositions, type nouns, predicates, "the Danish company".

Every thing gathers the class nouns that the text calls it by; "the company" goes to the one thing that
has the noun, or whose class fits and that has twice the names of the next. In doubt: nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.text.entities.classes import FAMILY
from kg.text.lexicon import Lexicon
from kg.text.parse import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DEFINITE = frozenset({"the", "this", "that"})
_NO_HEADS = frozenset(
    {"image", "photo", "picture", "year", "month", "week", "day", "time", "way", "part", "number", "series"}
)
# Nouns that a definite reference to a named thing may use, by the class of the thing. Events and products
# need the very noun: "the deal" may be any deal.
_BY_CLASS = frozenset(
    {"Company", "Organization", "GovernmentBody", "MediaOrganization", "University", "Team", "Country", "City"}
)


class Nominals:
    """Finds the nominal mentions of one document. ``found`` holds (block, first token, head token, thing, why)."""

    def __init__(self, parsed: Parsed, lex: Lexicon, heads: dict[tuple[int, int], int], taken: set[tuple[int, int]],
                 national: dict[tuple[int, int], int], classes: list[str]) -> None:  # fmt: skip
        self.parsed, self.lex, self.heads, self.taken, self.national, self.classes = (
            parsed,
            lex,
            heads,
            taken,
            national,
            classes,
        )
        self.nouns: list[set[str]] = [set() for _ in classes]
        self.homes: list[set[int]] = [set() for _ in classes]  # countries it is said to be of
        self.counts = Counter(heads.values())
        self.found: list[tuple[int, int, int, int, str]] = []
        self.at: dict[tuple[int, int], int] = {}

    def run(self) -> None:
        """Fill ``found``, ``nouns`` and ``at`` (block, head token) -> thing."""
        for b, (_, doc) in enumerate(self.parsed.blocks):
            self._beside(b, doc)
        seen: list[int] = []
        for b, (_, doc) in enumerate(self.parsed.blocks):
            for t in doc:
                if (b, t.i) in self.heads:
                    seen.append(self.heads[b, t.i])
                elif (b, t.i) in self.at:
                    seen.append(self.at[b, t.i])
                else:
                    thing = self._definite(b, t, seen)
                    if thing is not None:
                        self._add(b, doc, t, thing, "definite " + t.lemma_.lower())
                        seen.append(thing)

    def _add(self, b: int, doc: Doc, t: Token, thing: int, why: str) -> None:
        if (b, t.i) in self.at or (b, t.i) in self.taken:
            return
        left = t.i
        while (
            left > 0
            and doc[left - 1].head.i == t.i
            and doc[left - 1].dep_ in ("det", "amod", "compound", "nmod", "nummod", "poss")
            and (b, left - 1) not in self.heads
        ):
            left -= 1
        if any((b, k) in self.taken and (b, k) not in self.national for k in range(left, t.i)):
            left = t.i
        self.found.append((b, left, t.i, thing, why))
        self.at[b, t.i] = thing

    def _beside(self, b: int, doc: Doc) -> None:
        """Appositions, type nouns and predicates: what the text itself says a thing is."""
        for (block, i), thing in list(self.heads.items()):
            if block != b:
                continue
            head = doc[i]
            for child in head.children:
                if child.dep_ == "appos" and child.pos_ == "NOUN" and child.i > i and self._may_name(child, thing):
                    self._says(b, doc, child, thing, "apposition")
            if (
                head.dep_ == "appos"
                and head.head.pos_ == "NOUN"
                and head.head.i < i
                and (b, head.head.i) not in self.taken
                and self._may_name(head.head, thing)
            ):
                self._says(b, doc, head.head, thing, "apposition")
            first = i
            while first > 0 and (b, first - 1) in self.taken and (b, first - 1) not in self.heads:
                first -= 1
            if first:
                before = doc[first - 1]
                if (
                    before.pos_ == "NOUN"
                    and before.tag_ == "NN"
                    and (b, before.i) not in self.taken
                    and self._may_name(before, thing)
                    and (
                        before.dep_ in ("compound", "nmod", "nsubj", "pobj", "dobj", "attr", "appos")
                        and before.head.i >= before.i - 6
                    )
                ):
                    self._says(b, doc, before, thing, "type noun")
            verb = head.head
            if (
                head.dep_ == "nsubj"
                and verb.lemma_ in ("be", "become")
                and not any(c.dep_ == "neg" for c in verb.children)
            ):
                for child in verb.children:
                    if child.dep_ == "attr" and child.pos_ == "NOUN" and self._may_name(child, thing):
                        self._says(b, doc, child, thing, "predicate", noun_only=child.tag_ != "NN")

    def _says(self, b: int, doc: Doc, noun: Token, thing: int, why: str, *, noun_only: bool = False) -> None:
        self.nouns[thing].add(noun.lemma_.lower())
        for k in noun.children:
            if (b, k.i) in self.national:
                self.homes[thing].add(self.national[b, k.i])
        if not noun_only:
            self._add(b, doc, noun, thing, why)

    def _may_name(self, noun: Token, thing: int) -> bool:
        """May ``noun`` be said of the thing's class? A person cannot be a firm, nor a country a minister."""
        word = noun.lemma_.lower()
        if word in _NO_HEADS or noun.tag_ in ("NNS", "NNPS"):
            return False
        class_ = "Person" if word in self.lex.roles else self.lex.classes.get(word)
        have = self.classes[thing]
        if class_ in (None, "Concept", "Group"):
            return have not in ("Person",) and class_ is not None and have == class_
        return FAMILY.get(class_, class_) == FAMILY.get(have, have) or have == "Thing"

    def _definite(self, b: int, t: Token, seen: list[int]) -> int | None:
        if t.pos_ != "NOUN" or t.tag_ != "NN" or (b, t.i) in self.taken or t.dep_ in ("compound", "nmod"):
            return None
        word = t.lemma_.lower()
        kids = list(t.children)
        det = next((k for k in kids if k.dep_ == "det"), None)
        if det is None or det.lower_ not in _DEFINITE or word in _NO_HEADS:
            return None
        if any(
            k.dep_ in ("relcl", "acl", "appos")
            or (k.dep_ == "prep" and k.lower_ in ("of", "in", "at", "for", "from", "behind"))
            for k in kids
        ):
            return None
        national = [self.national[b, k.i] for k in kids if (b, k.i) in self.national]
        plain = [
            k
            for k in kids
            if k.dep_ in ("amod", "compound", "nmod", "nummod")
            and (b, k.i) not in self.national
            and k.lower_ not in ("same", "whole", "entire")
        ]
        class_ = "Person" if word in self.lex.roles else self.lex.classes.get(word)
        if class_ is None:
            return None
        recent = list(dict.fromkeys(reversed(seen)))
        named = [th for th in recent if word in self.nouns[th]]
        fitting = [th for th in recent if self._fits(th, class_)] if class_ in _BY_CLASS else []
        if national:
            homes = set(national)
            pool = [th for th in (named or fitting) if self.homes[th] & homes] or [
                th for th in named or fitting if not self.homes[th] and th not in homes
            ]
            pool = [th for th in pool if self.classes[th] not in ("Country", "City", "Region")]
        elif plain:
            return None  # "the super-fast network": something new
        else:
            pool = named or fitting
        return self._one(pool, certain=bool(named))

    def _fits(self, thing: int, class_: str) -> bool:
        have = self.classes[thing]
        if class_ in ("City", "Country"):
            return have == class_
        return have == class_ or (class_ in ("Company", "Organization") and have in ("Company", "Organization"))

    def _one(self, pool: list[int], *, certain: bool) -> int | None:
        """The only candidate, or the one with at least twice the names of the runner-up."""
        if len(pool) == 1:
            return pool[0]
        if not pool:
            return None
        best, second, *_ = sorted(pool, key=lambda th: (-self.counts[th], pool.index(th)))
        return (
            best
            if self.counts[best] >= 2 * self.counts[second]
            or (certain and pool[0] == best and self.counts[best] > self.counts[second])
            else None
        )

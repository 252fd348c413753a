"""Nouns that refer to a named thing: appositions, type nouns, predicates, titles, "the Danish company".

Every thing gathers the class nouns that the text calls it by; "the company" goes to the one thing that
has the noun, or to the one with at least twice the names of the next. Taking the nearest of several was
right once in ten on annotated news, so in doubt it stays unlinked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.text.columns import columns
from kg.text.entities.classes import FAMILY
from kg.text.entities.cues import named_noun
from kg.text.entities.spans import Name, Role
from kg.text.lexicon import Lexicon, noun_class
from kg.text.parse import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.text.entities.pool import Cluster

_DEFINITE = frozenset({"the", "this", "that"})
_CREDITS = frozenset({"image", "photo", "picture", "photograph", "source", "credit", "file", "video"})
_NO_HEADS = _CREDITS | frozenset(
    {"year", "month", "week", "day", "time", "way", "part", "number", "series", "home", "one", "kind", "name"}
)
# Nouns that a thing may be called by for its class alone; every other noun must have been said of it.
_OF_CLASS: dict[str, frozenset[str]] = {
    "Company": frozenset({"company", "firm", "corporation", "business", "giant", "group"}),
    "MediaOrganization": frozenset({"newspaper", "paper", "magazine", "broadcaster", "outlet"}),
    "University": frozenset({"university", "school", "college"}),
    "Team": frozenset({"team", "club", "side"}),
    "PoliticalParty": frozenset({"party"}),
    "Alliance": frozenset({"alliance", "bloc", "organization", "organisation"}),
    "Organization": frozenset({"organization", "organisation", "company", "firm", "group"}),
    "Country": frozenset({"country", "nation"}),
    "City": frozenset({"city", "town"}),
    "Region": frozenset({"region", "state", "province"}),
    "Event": frozenset({"event"}),
    "Meeting": frozenset({"event", "meeting"}),
    "Competition": frozenset({"event", "competition", "tournament"}),
    "Accident": frozenset({"disaster"}),
}
_ANY_BODY = frozenset({"group", "side"})
"""Nouns of the table above that tell no class: the text must have called the thing so, or have just spoken of it."""
_STORMS = frozenset({"cyclone", "hurricane", "typhoon"})
_SLIGHT = frozenset({"same", "whole", "entire", "said", "very", "latter", "former"})
_INSIDE = frozenset({"det", "amod", "compound", "nmod", "nummod", "poss"})
_HELD_BEFORE = frozenset(
    {"former", "deputy", "shadow", "vice", "ex", "acting", "then", "late", "next", "new", "future"}
)
_MADE = frozenset({"elect", "appoint", "name", "crown", "declare", "make"})
_REBELS = frozenset("free liberation resistance rebel people peoples lord republican revolutionary northern southern eastern western".split())
_FAR = 5
"""Sentences after which a thing gives way to one of the same noun that was just named."""


ON = -2
"""The subject of a sentence whose subject is "it": the one of the sentence before."""


@dataclass(slots=True)
class _Sentence:
    """What a sentence names, and which of it is the subject of its own verb (-1: none), a verb of saying or not."""

    things: set[int] = field(default_factory=set)
    subject: int = -1
    says: bool = False


class Nominals:
    """Finds the nominal mentions of one document. ``found`` holds (block, first token, head token, thing, why)."""

    def __init__(
        self,
        parsed: Parsed,
        lex: Lexicon,
        clusters: list[Cluster],
        heads: dict[tuple[int, int], int],
        taken: set[tuple[int, int]],
        national: dict[tuple[int, int], int],
        roles: list[Role],
        capitals: frozenset[str],
    ) -> None:
        self.parsed, self.lex, self.heads, self.taken, self.national, self.roles = (
            parsed,
            lex,
            heads,
            taken,
            national,
            roles,
        )
        self.classes = [c.class_ for c in clusters]
        self.nouns: list[set[str]] = [set() for _ in clusters]  # said of it
        self.held: list[set[str]] = [set() for _ in clusters]  # whole titles: "transport minister"
        self.own: list[frozenset[str]] = [_own_nouns(c, capitals) for c in clusters]  # of its name or class
        self.homes: list[set[int]] = [set() for _ in clusters]  # countries it is said to be of
        self.said_with: list[set[str]] = [set() for _ in clusters]  # words before its nouns: "technology" company
        self.counts = Counter(heads.values())
        self.ages = {
            i: age for i, c in enumerate(clusters) if c.class_ == "Person" for n in c.names if (age := _age(parsed.blocks[n.block][1], n))
        }
        self.found: list[tuple[int, int, int, int, str]] = []
        self.at: dict[tuple[int, int], int] = {}
        self.at_start = {
            (n.block, n.first): i for i, c in enumerate(clusters) for n in c.names if (n.block, n.head) in heads
        }

    def run(self) -> None:
        """Fill ``found``, ``nouns`` and ``at`` (block, head token) -> thing."""
        docs = [doc for _, doc in self.parsed.blocks]
        beside: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for (b, i), named in self.heads.items():
            beside[b].append((i, named))
        for b, doc in enumerate(docs):
            for i, named in sorted(beside[b]):
                self._beside(b, doc, i, named)
        for title in self.roles:
            self._role(title, docs[title.block])
        open_roles = {(r.block, r.last): r for r in self.roles if r.person is None}
        last_seen: dict[int, int] = {}  # thing -> running number of the sentence of its last mention
        self.last, self.now = _Sentence(), _Sentence()
        rivals: dict[str, int] = {}  # noun -> the same of the last unnamed thing it named
        number = 0
        for b, doc in enumerate(docs):
            c = columns(doc)
            for i, (tag, opens) in enumerate(zip(c.tag, c.opens, strict=True)):
                number += opens
                if opens:
                    if self.now.subject == ON and self.last.subject >= 0 and self.classes[self.last.subject] != "Person":
                        self.now.subject = self.last.subject
                        self.now.things.add(self.last.subject)
                    self.last, self.now = self.now, _Sentence()
                if c.lower[i] == "it" and c.dep[i] in ("nsubj", "nsubjpass") and c.dep[c.head[i]] == "ROOT":
                    self.now.subject = ON
                thing = self._known(b, i)
                if thing is None and (role := open_roles.get((b, i))) is not None:
                    thing = self._holder(role.word)
                    if thing is not None:
                        self._mention(b, role.first, i, thing, "role")
                if thing is None and c.lower[i] == "old" and (thing := self._aged(doc[i], last_seen)) is not None:
                    self._mention(b, i - 5, i, thing, "definite age")
                if thing is None and tag == "NN":
                    t = doc[i]
                    thing = self._definite(b, t, last_seen, rivals, number)
                    if thing is not None:
                        self._add(b, doc, t, thing, "definite " + c.lemma[i])
                    elif (b, i) not in self.taken and c.dep[i] not in ("compound", "nmod"):
                        rivals[c.lemma[i]] = number
                if thing is not None:
                    last_seen[thing] = number
                    self.now.things.add(thing)
                    if c.dep[i] in ("nsubj", "nsubjpass") and c.dep[c.head[i]] == "ROOT":
                        self.now.subject, self.now.says = thing, c.lemma[c.head[i]] in self.lex.say

    def _known(self, b: int, i: int) -> int | None:
        return self.heads.get((b, i), self.at.get((b, i)))

    # ------------------------------------------------------------------ what the text says of a thing

    def _beside(self, b: int, doc: Doc, i: int, thing: int) -> None:
        """Appositions, type nouns and predicates of the name whose head is token ``i``."""
        head = doc[i]
        for child in head.children:  # "Japan's Norvia"
            owner = self.heads.get((b, child.i)) if child.dep_ == "poss" else None
            if owner is not None and self.classes[owner] == "Country":
                self.homes[thing].add(owner)
        for child in head.children:
            if (
                child.dep_ == "appos"
                and child.pos_ == "NOUN"
                and child.i > i
                and self._may_name(doc, child, thing, said=True)
            ):
                self._says(b, doc, child, thing, "apposition")
        up = head.head
        if (
            head.dep_ == "appos"
            and up.pos_ == "NOUN"
            and up.i < i
            and (b, up.i) not in self.taken
            and self._may_name(doc, up, thing)
        ):
            self._says(b, doc, up, thing, "apposition")
        noun = named_noun(head)
        if noun is not None and noun.tag_ == "NN" and (b, noun.i) not in self.taken and self._may_name(doc, noun, thing):
            if self.classes[thing] == "Person":
                self._add(b, doc, noun, thing, "called")  # "the man" may be any other later on
            else:
                self._says(b, doc, noun, thing, "called")
        first = i
        while (
            first > 0
            and (b, first - 1) in self.taken
            and (b, first - 1) not in self.heads
            and (b, first - 1) not in self.national
        ):
            first -= 1
        before = doc[first - 1] if first else None
        if before is not None and before.text == '"' and first > 1:
            before = doc[first - 2]
        if (
            before is not None
            and before.tag_ == "NN"
            and (b, before.i) not in self.taken
            and self._may_name(doc, before, thing)
        ):
            near = before.dep_ in ("compound", "nmod") or before.head.i >= before.i - 6
            beside = before.dep_ in ("compound", "nmod", "nsubj", "pobj", "dobj", "attr", "appos", "conj")
            if near and beside:
                self._says(b, doc, before, thing, "type noun")
        if head.dep_ in ("compound", "nmod", "poss") and up.tag_ == "NN" and 0 < up.i - i <= 2 and head.dep_ != "poss":
            word = up.lemma_.lower()
            if word in self.own[thing] and self.classes[thing] not in ("Technology", "Product", "Person"):
                self._add(b, doc, up, thing, "name and noun", keep_names=True)
        if (
            head.dep_ == "nsubj"
            and up.lemma_ in ("be", "become", "remain")
            and not any(c.dep_ == "neg" for c in up.children)
        ):
            for child in up.children:
                if child.dep_ == "attr" and child.pos_ == "NOUN" and self._may_name(doc, child, thing):
                    plain = child.tag_ == "NN" and not any(a.dep_ == "aux" and a.tag_ == "MD" for a in up.children)
                    self._says(b, doc, child, thing, "predicate", mention=plain)

        if head.dep_ == "nsubjpass" and up.lemma_ in _MADE and not any(c.dep_ == "neg" or c.tag_ in ("MD", "TO") for c in up.children):
            for child in up.children:  # "Luis Mora was elected president"
                if child.dep_ == "oprd" and child.lemma_ in self.lex.roles and self._may_name(doc, child, thing):
                    self._says(b, doc, child, thing, "predicate")

    def _says(self, b: int, doc: Doc, noun: Token, thing: int, why: str, *, mention: bool = True) -> None:
        if noun.lower_ not in self.lex.generic or self.lex.generic[noun.lower_] != "drop":
            self.nouns[thing].add(noun.lemma_.lower())
        words = [noun.lower_]
        for k in noun.children:
            if (b, k.i) in self.national:
                self.homes[thing].add(self.national[b, k.i])
            elif k.dep_ in ("compound", "amod") and k.i < noun.i:
                words.insert(0, k.lower_)
            elif k.lower_ == "of" and noun.lemma_ in self.lex.offices:  # "the president of Peru"
                of = (self.heads.get((b, o.i), -1) for o in k.children if o.dep_ == "pobj")
                self.homes[thing].update(th for th in of if th >= 0 and self.classes[th] == "Country")
        if noun.lemma_.lower() in self.lex.roles:
            self.held[thing].add(" ".join(words[-3:]))
        if mention:
            self._add(b, doc, noun, thing, why)

    def _role(self, role: Role, doc: Doc) -> None:
        """Note a title that stands at a name; link a role in apposition to the person it is said of."""
        b = role.block
        thing = None if role.person is None else self.heads.get((b, role.person.head))
        why = ""
        if thing is None and role.person is None:
            head = doc[role.last]
            near = [c for c in head.children if c.dep_ == "appos"] + ([head.head] if head.dep_ == "appos" else [])
            if role.last + 2 < len(doc) and doc[role.last + 1].text == ",":
                near.append(doc[role.last + 2])
            for t in near:
                found = self.heads.get((b, t.i), self.at_start.get((b, t.i)))
                if found is not None and self.classes[found] == "Person":
                    thing, why = found, "role in apposition"
                    break
        if thing is None:
            return
        self.held[thing].add(role.word)
        self.nouns[thing].add(role.word.split()[-1])
        for k in (role.first - 1, role.first - 2):
            if (b, k) in self.national:
                self.homes[thing].add(self.national[b, k])
        if why:
            self._mention(b, role.first, role.last, thing, why)

    def predicate(self, b: int, pronoun: Token, thing: int) -> None:
        """Link what a pronoun that is solved is said to be: "He was a writer"."""
        verb = pronoun.head
        if (
            pronoun.dep_ != "nsubj"
            or verb.lemma_ not in ("be", "become")
            or any(c.dep_ in ("neg", "aux") for c in verb.children)
        ):
            return
        for child in verb.children:
            if child.dep_ == "attr" and child.tag_ == "NN" and self._may_name(pronoun.doc, child, thing):
                self._says(b, pronoun.doc, child, thing, "predicate")

    def _may_name(self, doc: Doc, noun: Token, thing: int, *, said: bool = False) -> bool:
        """May ``noun`` be said of the thing's class? A person cannot be a firm, nor a country a minister.

        ``said``: the grammar says it outright, so a noun that the lexicon does not know may be meant.
        """
        word = noun.lemma_.lower()
        if word in _NO_HEADS or noun.tag_ in ("NNS", "NNPS"):
            return False
        class_ = self._class(doc, noun)
        have = self.classes[thing]
        if word == "group":
            return FAMILY.get(have, have) == "Organization"
        if word in self.lex.relational:
            return have not in ("City", "Region")
        if class_ == "Facility" and have in ("City", "Country", "Region"):
            return False
        if (
            said
            and any(k.dep_ in ("det", "poss") for k in noun.children)
            and class_ in ("", "Concept")
            and have not in ("Person", "Country", "City", "Region")
        ):
            return True
        if class_ in ("", "Concept", "Group"):
            return class_ != "" and have == class_
        return FAMILY.get(class_, class_) == FAMILY.get(have, have) or have == "Thing"

    def _class(self, doc: Doc, noun: Token) -> str:
        word = noun.lemma_.lower()
        if word in self.lex.roles or noun.lower_ in self.lex.roles:
            return "Person"
        return noun_class(self.lex, doc[noun.i - 1].lower_ if noun.i else "", word)

    # ------------------------------------------------------------------ references back

    def _holder(self, title: str) -> int | None:
        """Return the one person who holds the title in this document."""
        if title.split()[0] in _HELD_BEFORE:
            return None
        exact = [i for i, held in enumerate(self.held) if title in held]
        longer = [i for i, held in enumerate(self.held) if any(h.endswith(f" {title}") for h in held)]
        if not exact and any(h.split()[0] in _HELD_BEFORE for i in longer for h in self.held[i]):
            return None
        fits = exact or longer
        return fits[0] if len(fits) == 1 else None

    def _definite(
        self, b: int, t: Token, last_seen: dict[int, int], rivals: dict[str, int], number: int
    ) -> int | None:
        """Return the thing that "the N" at token ``t`` means, None in doubt."""
        word = t.lemma_.lower()
        if (b, t.i) in self.taken or t.dep_ in ("compound", "nmod") or word in _NO_HEADS:
            return None
        kids = list(t.children)
        det = next((k for k in kids if k.dep_ == "det"), None)
        if det is None or det.lower_ not in _DEFINITE:
            return None
        if any(
            k.dep_ in ("relcl", "acl", "appos")
            or (k.dep_ == "prep" and k.lower_ in ("of", "in", "at", "for", "from", "behind", "on", "between"))
            for k in kids
        ):
            return None
        class_ = self._class(t.doc, t)
        if not class_ and word not in _ANY_BODY:
            return None
        homes = {self.national[b, k.i] for k in kids if (b, k.i) in self.national}
        names = [k for k in kids if (b, k.i) in self.taken and (b, k.i) not in self.national]
        plain = [
            k for k in kids
            if k.dep_ in ("amod", "compound", "nmod", "nummod", "poss") and (b, k.i) not in self.national and k.lower_ not in _SLIGHT
        ]  # fmt: skip
        if names or any(k.text[0].isdigit() for k in plain):
            return None  # "the Norvia company" is found by its name; "the 1999 storm" is another one
        said = [th for th in last_seen if word in self.nouns[th] or word in self.own[th]]
        if said and t.dep_ == "nsubj" and t.head.lemma_ in self.lex.say:  # "The company said Norvia's profit rose": not Norvia
            named = {self.heads.get((b, k.i)) for k in t.head.subtree if k.i > t.i}
            said = [th for th in said if th not in named]
        goes_on = self._goes_on(t, said) if not homes and not plain else -1
        if word in _ANY_BODY:
            said = [th for th in said if word in self.nouns[th] or th == goes_on]
        if plain and class_ == "Person":
            phrase = " ".join([*(k.lower_ for k in plain), t.lower_])
            said = [th for th in said if phrase in self.held[th]]
        elif plain:
            new = {k.lemma_.lower() for k in plain}
            said = [th for th in said if new <= self.said_with[th]] or (
                said if len(said) == 1 and class_ in _OF_CLASS else []
            )
        if homes:
            here = [th for th in said if self.homes[th] & homes]
            said = here or [th for th in said if not self.homes[th] and th not in homes and class_ not in ("Person",)]
            if not here and len(said) > 1:  # "the German firm": of those that may be, the one just named
                near = [th for th in said if last_seen[th] >= number - 1]
                said = near if len(near) == 1 else said
        if not said:
            return None
        pick = self._one(said)
        if goes_on >= 0 and (pick is None or not self.last.says):
            return goes_on
        if pick is not None and len(said) > 1:
            near = [th for th in said if last_seen[th] >= number - 1]
            if len(near) == 1 and last_seen[pick] < number - _FAR:
                pick = near[0]  # the article has moved on to another one
        rivals_here = {th for th in said if last_seen[th] == number and (self.counts[th] > 1 or self.classes[th] != "Organization")}
        if pick is not None and last_seen[pick] < number and rivals_here - self._doers(b, t):
            return None  # "rivals let Norvia link to sites chosen by the company": the main one, or the one named here?
        if pick is None or (rivals.get(word, -1) > last_seen[pick] and not homes and det.lower_ != "this"):
            return None  # an unnamed one stands nearer
        return pick

    def _aged(self, t: Token, last_seen: dict[int, int]) -> int | None:
        """Return whom "the 34-year-old" means: the one person of whom the text has said 34."""
        words = [k.lower_ for k in t.doc[max(t.i - 5, 0) : t.i]]
        if len(words) < 5 or words[0] != "the" or words[2:] != ["-", "year", "-"] or t.dep_ in ("amod", "compound", "nmod"):
            return None
        of_age = [th for th in last_seen if self.ages.get(th) == words[1]]
        return of_age[0] if len(of_age) == 1 else None

    def _goes_on(self, t: Token, said: list[int]) -> int:
        """Return the one of ``said`` that the sentence before is about, if the subject ``t`` goes on with it; -1 for none.

        "Norvia has a mill in Lima. The company will hire": Norvia, however often others are named.
        """
        fits = self.last.things & set(said)
        right = t.dep_ in ("nsubj", "nsubjpass") and self.last.subject in fits and len(fits) == 1
        return self.last.subject if right and self.now.things.isdisjoint(said) else -1

    def _doers(self, b: int, t: Token) -> set[int]:
        """Return who does what is done to ``t``, so is not meant by it: "Norvia sued the company", "Norvia's view of the company"."""
        up = t.head
        while up.dep_ in ("prep", "agent", "dative") and up.head.i != up.i:
            up = up.head
        up = up.head if up.pos_ == "ADP" else up
        return {th for k in up.children if k.dep_ in ("nsubj", "nsubjpass", "poss") and (th := self._known(b, k.i)) is not None}

    def _one(self, pool: list[int]) -> int | None:
        """Return the only candidate, or the one with at least twice the names of the runner-up."""
        if len(pool) == 1:
            return pool[0]
        best, second, *_ = sorted(pool, key=lambda th: (-self.counts[th], th))
        return best if self.counts[best] >= 2 * self.counts[second] else None

    # ------------------------------------------------------------------ writing down

    def _add(self, b: int, doc: Doc, t: Token, thing: int, why: str, *, keep_names: bool = False) -> None:
        left = t.i
        while (
            left > 0
            and left <= doc[left - 1].head.i <= t.i
            and doc[left - 1].dep_ in _INSIDE
            and (b, left - 1) not in self.heads
        ):
            left -= 1
        if not keep_names and any((b, k) in self.taken and (b, k) not in self.national for k in range(left, t.i)):
            left = t.i
        self._mention(b, left, t.i, thing, why)

    def _mention(self, b: int, first: int, last: int, thing: int, why: str) -> None:
        if (b, last) not in self.at and (b, last) not in self.taken:
            self.found.append((b, first, last, thing, why))
            doc = self.parsed.blocks[b][1]
            self.said_with[thing].update(doc[k].lemma_.lower() for k in range(first, last))
            self.at[b, last] = thing


def _age(doc: Doc, name: Name) -> str:
    """Return the age that stands at a name, "" for none: "Luis Mora, 34,", "34-year-old Luis Mora", "Luis Mora, a 34-year-old"."""
    low = columns(doc).lower
    words = low[name.last + 1 : name.last + 6]
    if words[:1] == [","] and len(words) > 2:
        after = words[1:] if words[1] not in ("a", "an", "the") else words[2:]
        if after[0].isdigit() and len(after[0]) < 3 and (after[1:2] in ([","], ["."], [";"]) or after[1:3] == ["-", "year"]):
            return after[0]
    for k in range(name.first - 1, max(name.first - 4, 3), -1):  # "34-year-old striker Luis Mora"
        if low[k] == "old" and low[k - 2] == "year":
            return low[k - 4]
    return ""


def _own_nouns(c: Cluster, capitals: frozenset[str]) -> frozenset[str]:
    """Return the nouns that a thing has by its class and by the words of its names: "bridge" of the Orvan Bridge."""
    words = {w for n in c.names if " " in n.text and not n.place for w in _class_words(n.text)}
    if not words.isdisjoint({"army"}) and any(w in _REBELS for n in c.names for w in n.text.lower().replace("'s", "").split()):
        words.discard("army")  # "the army" is the state's
    if c.known in capitals:
        words.add("capital")
    return _OF_CLASS.get(c.class_, frozenset()) | (frozenset() if c.class_ == "Person" else frozenset(words))


def _class_words(name: str) -> list[str]:
    words = name.lower().split()
    before_of = words[words.index("of") - 1] if "of" in words[1:] else ""
    storm = [words[0], "storm"] if words[0] in _STORMS else []
    return [*(w for w in (words[-1], before_of) if w.isalpha()), *storm]

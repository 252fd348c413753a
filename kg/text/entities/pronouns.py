"""he, she, it, its, quoted I: whom they mean, by grammar, gender and class. In doubt they stay unlinked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.lexicon import Lexicon
from kg.text.parse import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_I = frozenset({"i", "me", "my", "myself"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
# Verbs whose "it" + adjective or noun is no thing: "it is time to", "it seems clear that".
_EMPTY = frozenset(
    {
        "be",
        "seem",
        "become",
        "make",
        "appear",
        "take",
        "remain",
        "rain",
        "snow",
        "turn",
        "prove",
        "look",
        "mean",
        "happen",
    }
)
WINDOW = 2
"""Sentences back; a third adds nothing and costs .06 precision (measured on annotated news)."""


@dataclass(slots=True)
class _Seen:
    thing: int
    token: int
    subject: bool
    quoted: bool


class Pronouns:
    """Links the pronouns of one document. ``found`` holds (block, token, thing, why)."""

    def __init__(self, parsed: Parsed, lex: Lexicon, heads: dict[tuple[int, int], int], classes: list[str], genders: dict[int, str],
                 counts: Counter[int]) -> None:  # fmt: skip
        self.parsed, self.lex, self.heads, self.classes, self.genders, self.counts = (
            parsed,
            lex,
            heads,
            classes,
            genders,
            counts,
        )
        self.found: list[tuple[int, int, int, str]] = []
        people = [(n, -th) for th, n in counts.items() if classes[th] == "Person"]
        self.main = -max(people)[1] if people else -1

    def run(self) -> None:
        """Fill ``found``."""
        history: list[list[_Seen]] = []
        for b, (_, doc) in enumerate(self.parsed.blocks):
            quoted = _quoted(doc)
            speaker = self._speaker(b, doc)
            for sentence in doc.sents:
                seen: list[_Seen] = []
                for t in sentence:
                    thing = self.heads.get((b, t.i))
                    why = ""
                    if thing is None and (t.tag_ in ("PRP", "PRP$") or t.lower_ in _HE | _SHE):
                        thing, why = self._link(b, doc, sentence, t, seen, history, quoted, speaker)
                        if thing is not None:
                            self.found.append((b, t.i, thing, why))
                    if thing is not None:
                        seen.append(_Seen(thing, t.i, t.dep_ in _SUBJECT, quoted[t.i]))
                history.append(seen)

    def _link(self, b: int, doc: Doc, sentence: Span, t: Token, seen: list[_Seen], history: list[list[_Seen]], quoted: list[bool],
              speaker: int) -> tuple[int | None, str]:  # fmt: skip
        low = t.lower_
        if low in _HE or low in _SHE:
            return self._person(b, doc, sentence, t, seen, history, quoted, speaker)
        if low in _IT:
            return self._thing(t, seen, history, quoted)
        if low in _I and quoted[t.i] and speaker >= 0:
            return speaker, "I: speaker"
        return None, ""

    def _person(self, b: int, doc: Doc, sentence: Span, t: Token, seen: list[_Seen], history: list[list[_Seen]], quoted: list[bool],
                speaker: int) -> tuple[int | None, str]:  # fmt: skip
        gender = "f" if t.lower_ in _SHE else "m"

        def fits(s: _Seen) -> bool:
            if self.classes[s.thing] != "Person" or self.genders.get(s.thing, gender) != gender:
                return False
            return not (quoted[t.i] and s.thing == speaker)

        here = [s for s in seen if fits(s)]
        if t.dep_ in ("dobj", "pobj", "dative") and t.lower_ in ("him", "her"):
            subjects = {c.i for c in t.head.children if c.dep_ in _SUBJECT}
            here = [s for s in here if s.token not in subjects]
        back = [s for old in history[-WINDOW:] for s in old if fits(s)]
        if gender == "f" and any(self.genders.get(s.thing) == "f" for s in (*here, *back)):
            # a woman by her name before one who only might be: news names more men without a known first name
            here = [s for s in here if self.genders.get(s.thing) == gender]
            back = [s for s in back if self.genders.get(s.thing) == gender]
        pick, why = None, ""
        subjects_here = [s for s in here if s.subject]
        subjects_back = [s for s in back if s.subject]
        if subjects_here:
            pick, why = subjects_here[-1], "last subject"
        elif here and (t.tag_ == "PRP$" or t.dep_ not in _SUBJECT):
            pick, why = here[-1], "last person in the sentence"
        elif subjects_back:
            pick, why = subjects_back[-1], "subject before"
        elif (
            len({s.thing for s in (*here, *back)}) == 1 and gender == self.genders.get((here or back)[-1].thing) == "f"
        ):
            pick, why = (here or back)[-1], "only woman"
        elif len({s.thing for s in (*here, *back)}) == 1 and t.dep_ == "nsubj" and t.head.lemma_ in self.lex.say:
            pick, why = (here or back)[-1], "only person"  # "According to Lena Holm …, she said"
        if pick is not None:
            if not pick.subject and self.main >= 0 and any(s.thing == self.main for s in (*here, *back)):
                return self.main, f"{t.lower_}: main person"
            self.genders.setdefault(pick.thing, gender)
            return pick.thing, f"{t.lower_}: {why}"
        for k in range(t.i + 1, sentence.end):  # "Discussing his plan, Luis Mora said"
            thing = self.heads.get((b, k))
            if (
                thing is not None
                and self.classes[thing] == "Person"
                and doc[k].dep_ in _SUBJECT
                and self.genders.get(thing, gender) == gender
            ):
                return thing, f"{t.lower_}: subject to come"
        return None, ""

    def _thing(
        self, t: Token, seen: list[_Seen], history: list[list[_Seen]], quoted: list[bool]
    ) -> tuple[int | None, str]:
        if quoted[t.i] or t.dep_ == "expl":
            return None, ""
        if t.lower_ == "it":
            verb = t.head
            if verb.lemma_ in _EMPTY and any(
                c.dep_ in ("acomp", "attr", "ccomp", "xcomp", "oprd") for c in verb.children
            ):
                if any(
                    g.tag_ == "TO" or g.dep_ in ("mark", "ccomp", "advcl", "xcomp", "relcl")
                    for c in verb.children
                    for g in (c, *c.children)
                ):
                    return None, ""
        if t.dep_ in _SUBJECT and t.head.dep_ == "ccomp" and any(c.tag_ == "TO" for c in t.head.children):
            return None, ""  # "allowing it to build": the object of "allow", so not its subject
        subjects = [s for s in seen if s.subject] or [s for s in (history[-1] if history else []) if s.subject]
        if t.lower_ == "its" and not subjects:
            subjects = seen[-1:]
        if not subjects:
            return None, ""
        pick = subjects[-1]
        if self.classes[pick.thing] in ("Person", "Group"):
            return None, ""
        if t.dep_ == "dobj" and any(c.i == pick.token for c in t.head.children):
            return None, ""  # "Norvia has replaced it": something else
        return pick.thing, f"{t.lower_}: last subject"

    def _speaker(self, b: int, doc: Doc) -> int:
        """The subject of the paragraph's only verb of saying, or -1."""
        who = set()
        for t in doc:
            if t.pos_ == "VERB" and t.lemma_ in self.lex.say:
                for c in t.children:
                    if c.dep_ == "nsubj" and (b, c.i) in self.heads and self.classes[self.heads[b, c.i]] == "Person":
                        who.add(self.heads[b, c.i])
        return who.pop() if len(who) == 1 else -1


def _quoted(doc: Doc) -> list[bool]:
    out, inside = [], False
    for t in doc:
        if t.text == '"':
            inside = not inside
        out.append(inside and t.text != '"')
    return out

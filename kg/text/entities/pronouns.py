"""he, she, it, its, quoted I and we: whom they mean, by grammar, gender and class. In doubt they stay unlinked.

The order of the rules for he and she follows measurements on annotated news; "they" mostly means groups
that have no name, so it is left alone, and "we" is linked only where a body speaks.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.text.columns import Columns, columns
from kg.text.entities.it import It
from kg.text.entities.persons import told_gender
from kg.text.entities.seen import (
    BODIES,
    OF_ANOTHER,
    SUBJECT,
    At,
    Seen,
    clause_of_which,
    dismissed,
    human,
    joined_to,
    judged,
    names_of,
    own_subjects,
    praised,
    threat_to,
    verb_around,
)
from kg.text.lexicon import Lexicon
from kg.text.parse import Parsed
from kg.text.quotes import quotations
from kg.text.speakers import Quotation, speakers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_SELF = frozenset({"himself", "herself", "itself"})
_I = frozenset({"i", "me", "my", "myself"})
_WE = frozenset({"we", "us", "our", "ourselves"})
_SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson", "statement"})
_AGENTS = frozenset("lawyer solicitor barrister attorney spokesman spokeswoman spokesperson agent publicist".split())
_NEAR_ONES = frozenset({"friend", "coach", "doctor", "boss"})
_MINDS = frozenset("expect hope believe think know feel fear want wish doubt remember understand hear speak visit".split())  # of himself
_QUOTES = frozenset({"quote", "cite", "report"})  # what others say
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "CD"})
WINDOW = 2
"""Sentences back; a third adds nothing and costs .06 precision (measured on annotated news)."""
NEAR = 10
"""Tokens between a quotation and the verb of saying that belongs to it."""


class Pronouns:
    """Links the pronouns of one document. ``found`` holds (block, token, thing, why)."""

    def __init__(
        self,
        parsed: Parsed,
        lex: Lexicon,
        heads: dict[tuple[int, int], int],
        classes: list[str],
        genders: dict[int, str],
        counts: Counter[int],
    ) -> None:
        self.parsed, self.lex, self.heads, self.classes, self.genders = parsed, lex, heads, classes, genders
        self.found: list[tuple[int, int, int, str]] = []
        people = [(n, -th) for th, n in counts.items() if classes[th] == "Person"]
        self.ranges: list[tuple[int, int]] = []  # quotations of the block at hand
        self.it = It(lex, heads, classes)
        self.said: list[list[Quotation]] = []
        self.solved: list[dict[int, int]] = []  # of each block, what its pronouns mean
        self.history: list[list[Seen]] = []
        self.told: list[list[Seen]] = []  # of the history, the sentences that are no mere part of a quotation
        self.before: tuple[int, Span] | None = None  # the sentence before, with its block
        self.main = -max(people)[1] if people else -1  # the person whom the document names most

    def run(self) -> None:
        """Fill ``found``."""
        parsed = self.parsed
        laid = [columns(doc) for _, doc in parsed.blocks]
        kinds = [block.kind for block in parsed.document.blocks] or ["paragraph"]
        opens = [(c, [i for i, first in enumerate(c.opens) if first]) for c in laid]
        self.said = speakers(opens, self.lex, headlines=[kind == "headline" for kind in kinds])
        for b, (_, doc) in enumerate(parsed.blocks):
            self.ranges = quotations(laid[b].text, laid[b].start)
            quoted = _quoted(laid[b], self.ranges)
            quotes = any(quoted)
            speaker = self._only_speaker(b, doc) if quotes else -1
            self.solved.append({})
            sizes = len(self.history), len(self.told), len(self.found)
            before, genders = self.before, dict(self.genders) if quotes else {}
            known = self._known(b, doc, quoted) if quotes else {}
            self._read(b, doc, quoted, speaker, known)
            if quotes and (now := self._known(b, doc, quoted)) != known and any(quoted[i] and w in _HE | _SHE for i, w in enumerate(laid[b].lower)):
                # '"He lied," she said': once more, now that she is known
                del self.history[sizes[0] :], self.told[sizes[1] :], self.found[sizes[2] :]
                self.before, self.solved[b] = before, {}
                self.genders.clear()
                self.genders.update(genders)
                self._read(b, doc, quoted, speaker, now)
            if quotes:
                self._quoted_speakers(b, doc, quoted, self.solved[b])

    def _read(self, b: int, doc: Doc, quoted: list[bool], speaker: int, known: dict[int, int]) -> None:
        """Link the pronouns of a block, sentence by sentence; ``known`` are those who speak in its quotations."""
        c = columns(doc)
        quotes = any(quoted)
        for sentence in doc.sents:
            at = At(b, sentence, [], self.history, self.told, self.before, quoted, speaker, known)
            for i in range(sentence.start, sentence.end):
                thing = self.heads.get((b, i))
                if thing is None and c.tag[i] in ("PRP", "PRP$"):
                    thing, why = self._link(at, doc[i])
                    if thing is not None:
                        self.found.append((b, i, thing, why))
                        self.solved[b][i] = thing
                if thing is not None:
                    at.seen.append(self._seen(b, doc[i], thing, quoted[i]))
                elif c.dep[i] in SUBJECT and c.tag[i] in _NOUN_TAGS:
                    at.seen.append(Seen(-1, i, True, c.dep[c.head[i]] == "ROOT", quoted=quoted[i]))
            self.history.append(at.seen)
            if not quotes or not all(quoted[i] or not c.text[i].isalpha() for i in range(sentence.start, sentence.end)):
                self.told.append(at.seen)
            self.before = (b, sentence)

    def _known(self, b: int, doc: Doc, quoted: list[bool]) -> dict[int, int]:
        """Return who says each quoted token, as far as that is known."""
        out = dict(self._speakers(b, doc, quoted, {}, near_only=True))
        for q in self.said[b]:
            if (thing := self._speaking(*q.speaker)) >= 0:
                out.update(dict.fromkeys(range(q.first, q.end), thing))
        return out

    def _spoke_before(self, at: At, t: Token, gender: str) -> int:
        """Return who spoke right before the quotation of which the pronoun is the speaker, or -1: 'Mora said no. "…," he added.'"""
        for q in self.said[at.block]:
            if q.speaker == (at.block, t.i) and q.before is not None and (thing := self._speaking(*q.before)) >= 0:
                return thing if self.genders.get(thing, gender) == gender else -1
        return -1

    def _speaking(self, block: int, token: int) -> int:
        """Return who the subject of a verb of saying is, or -1."""
        t = self.parsed.blocks[block][1][token]
        names = [c.i for c in names_of(self.lex, t)]
        if human(self.lex, t.lemma_) and t.i < t.head.i - 2 and t.doc[t.head.i - 1].text == ",":
            names.append(t.head.i - 2)  # "The head of the bank, Lena Holm, said": whatever the parser hangs her on
        for k in (token, *names):
            thing = self.heads.get((block, k), self.solved[block].get(k, -1) if block < len(self.solved) else -1)
            if thing >= 0 and self.classes[thing] == "Person":
                return thing
        return -1

    def _seen(self, b: int, t: Token, thing: int, quoted: bool) -> Seen:
        up = t.head
        subject = t if t.dep_ in SUBJECT else None
        if t.dep_ == "appos":  # the name of a subject: "The head of the bank, Lena Holm, said"
            while up.dep_ in ("pobj", "prep"):
                up = up.head
            if up.dep_ in SUBJECT and (t.head.i == up.i or (self.classes[thing] == "Person" and t in names_of(self.lex, up))):
                subject = up
        owner = t.dep_ == "poss" and up.dep_ in SUBJECT and not human(self.lex, up.lemma_)
        main = up.head.dep_ == "ROOT" and (b, up.i) not in self.heads if subject == up else up.dep_ == "ROOT"
        return Seen(thing, t.i, subject is not None, main, owner, quoted)

    def _link(self, at: At, t: Token) -> tuple[int | None, str]:
        low = t.lower_
        if low in _SELF and (own := _self_of(t)):
            things = {s.thing for s in at.seen if s.token in own and s.thing >= 0}
            return (things.pop(), f"{low}: own subject") if len(things) == 1 else (None, "")
        if low in _HE or low in _SHE:
            return self._person(at, t)
        return self.it.link(at, t) if low in _IT else (None, "")

    # ------------------------------------------------------------------ he and she

    def _person(self, at: At, t: Token) -> tuple[int | None, str]:
        gender, low = ("f" if t.lower_ in _SHE else "m"), t.lower_

        def fits(s: Seen) -> bool:
            if s.thing < 0 or self.classes[s.thing] != "Person" or self.genders.get(s.thing, gender) != gender:
                return False
            return not (at.quoted[t.i] and s.thing in (at.speaker, at.speakers.get(t.i, -1)))

        here = [s for s in at.seen if fits(s)]
        if (spoke := self._spoke_before(at, t, gender)) >= 0:
            self.genders.setdefault(spoke, gender)
            return spoke, f"{low}: speaks on"
        if (sayer := self._sayer(at, t, here)) is not None:
            return (None, "") if sayer < 0 else (sayer, f"{low}: who says it")
        here = [s for s in here if t.doc[s.token].tag_ != "NNPS" or t.doc[s.token].ent_type_ == "PERSON"]  # "the Greens": no he
        if t.tag_ == "PRP$" and (beside := joined_to(t)) >= 0 and any(s.token == beside for s in here):
            return next(s.thing for s in here if s.token == beside), f"{low}: and his"
        if t.tag_ == "PRP$" and (object_ := judged(t)) is not None:
            meant = next((s.thing for s in here if s.token == object_.i), -1)
            if meant >= 0 or (at.block, object_.i) not in self.heads:  # else it is a woman, or no person
                return (meant, f"{low}: whom it is about") if meant >= 0 else (None, "")
        if (said := _saying_above(t, self.lex.say)) is not None and (other := praised(said)) is not None and any(s.token == other.i for s in here):
            return None, ""  # "Mora praised Holm, saying he was glad": which?
        if (blamed := dismissed(t)) is not None and any(s.token == blamed.i for s in here):
            return next(s.thing for s in here if s.token == blamed.i), f"{low}: for what he did"
        if (who := clause_of_which(t, ("who",))) is not None and not any(s.subject and s.token > who.i for s in here):
            noun = who.head.head  # "Mora met Holm, who said he would stay"
            named = next((s.thing for s in here if s.token == noun.i), -1)
            if named >= 0 or (noun.tag_ == "NN" and t.dep_ in SUBJECT and human(self.lex, noun.lemma_)):
                return (named, f"{low}: who") if named >= 0 else (None, "")
        here = [s for s in here if s.token != threat_to(t)]
        if t.tag_ == "PRP$" and (doer := self._doer(at, t, here)) is not None:
            return (None, "") if doer < 0 else (doer, f"{low}: who does it")
        if not at.quoted[t.i] and t.dep_ == "nsubj" and t.head.lemma_ in self.lex.say:
            here = [s for s in here if not at.quoted[s.token]]  # '"Mora signed it," he said': not Mora
        if t.dep_ in ("dobj", "pobj", "dative") and low in ("him", "her"):
            own = own_subjects(t)
            here = [s for s in here if s.token not in own]
        back = [s for old in at.history[-WINDOW:] for s in old if fits(s)]
        if not at.quoted[t.i] and t.dep_ == "nsubj" and t.head.lemma_ in self.lex.say:
            # 'Mora spoke first. "Prices fell. So did wages. Holm lost," he said': who is named in what he says is not he
            near = [[s for s in old if fits(s) and not s.quoted] for old in at.told[-WINDOW:]]
            back = next((some for some in reversed(near) if some), [])
        if gender == "f" and any(self.genders.get(s.thing) == "f" for s in (*here, *back)):
            # a woman by her name before one who only might be: news names more men whose first names no list has
            here = [s for s in here if self.genders.get(s.thing) == "f"]
            back = [s for s in back if self.genders.get(s.thing) == "f"]
        if not here and t.tag_ == "PRP$" and (ahead := self._ahead(at, t, gender)) is not None:
            return ahead, f"{low}: subject to come"
        pick, why = self._pick(at, t, here, back, gender)
        if pick is not None:
            if not pick.subject and not pick.owner and self.main >= 0 and any(s.thing == self.main for s in (*here, *back)):
                return self.main, f"{low}: main person"
            self.genders.setdefault(pick.thing, gender)
            return pick.thing, f"{low}: {why}"
        if here or back:
            return None, ""
        for k in range(t.i + 1, at.sentence.end):  # "Discussing his plan, Luis Mora said"
            thing = self.heads.get((at.block, k))
            if thing is not None and self.classes[thing] == "Person" and t.doc[k].dep_ in SUBJECT:
                return (thing, f"{low}: subject to come") if self.genders.get(thing, gender) == gender else (None, "")
        return None, ""

    def _sayer(self, at: At, t: Token, fit: list[Seen]) -> int | None:
        """Return the named person in whose "said that" the pronoun is the subject, or the subject's owner.

        "Luis Mora, who replaced Jonas Holm, said he would stay": Mora. -1: "Mora told Holm he would stay" may mean
        either; None: it hangs on no such verb, or who says it is not among those that ``fit``.
        """
        verb = _saying_above(t, self.lex.say)
        if verb is None:
            return None
        people = {s.token: s.thing for s in fit}
        hearers = {c.i for c in verb.children if c.dep_ in ("dobj", "dative")}
        hearers |= {k.i for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ == "to" and c.i < t.i for k in c.children}
        for subject in _subjects_of(verb):
            for name in (subject, *(c for c in subject.children if c.dep_ == "appos")):
                if name.i in people:
                    client, speaks_for = self._client(subject, name, people)
                    if client >= 0 and t.head.lemma_ not in _MINDS and client != people[name.i]:
                        return client if speaks_for else -1
                    return people[name.i] if hearers.isdisjoint(people) else -1
        return None

    def _client(self, subject: Token, name: Token, people: dict[int, int]) -> tuple[int, bool]:
        """Return the person whose lawyer or brother says it, -1 for none, and whether the one speaks for the other.

        "Luis Mora's lawyer, Jonas Holm, said he was innocent": Mora. With a brother either may be meant.
        """
        for noun in (subject, *(c for c in (*subject.children, *name.children) if c.dep_ in ("appos", "compound"))):
            if noun.lemma_ in _AGENTS or noun.lemma_ in self.lex.kin or noun.lemma_ in _NEAR_ONES:
                near = [c for k in {noun, name} for c in k.children]
                owners = [c for c in near if c.dep_ == "poss"]
                owners += [o for c in near if c.dep_ == "prep" and c.lower_ in ("for", "of") for o in c.children if o.dep_ == "pobj"]
                found = [people[o.i] for o in owners if o.i in people]
                if found:
                    return found[0], noun.lemma_ in _AGENTS
        return -1, False

    def _doer(self, at: At, t: Token, fit: list[Seen]) -> int | None:
        """Return the named person who is the subject of the verb whose object or adverbial the possessive stands in.

        "Luis Mora met Jonas Holm, who praised his wife": Holm. -1: the subject is a person without a name, and whoever
        is named belongs to that phrase ("The coach, who beat Luis Mora, praised his team") or to another sentence.
        """
        verb = verb_around(t)
        subjects = [] if verb is None else [c for c in verb.children if c.dep_ in SUBJECT and c.i < t.i]
        if verb is None or len(subjects) != 1:
            return None
        subject = verb.head if verb.dep_ == "relcl" and subjects[0].lower_ in ("who", "that") else subjects[0]
        people = {s.token: s.thing for s in fit}
        for name in (subject, *(c for c in subject.children if c.dep_ == "appos")):
            if name.i in people:
                return people[name.i]
        if not self._unnamed(at, subject):
            return None
        return None if any(not subject.is_ancestor(t.doc[s.token]) and s.token > subject.i for s in fit) else -1

    def _unnamed(self, at: At, subject: Token) -> bool:
        """Is the subject a person who has no name here: "the mayor", a word with a capital that no name was made of?"""
        if (at.block, subject.i) in self.heads or subject.tag_ in ("NNS", "NNPS") or subject.pos_ == "PRON":
            return False
        if any(c.dep_ == "poss" for c in subject.children):
            return False  # "His mother praised his work"
        if subject.text[0].isupper() and not any(c.dep_ == "det" for c in subject.children):
            return subject.tag_ in ("NNP", "JJ")
        return subject.pos_ == "NOUN" and human(self.lex, subject.lemma_)

    def _ahead(self, at: At, t: Token, gender: str) -> int | None:
        """Return the person who is the subject to come: "Discussing his plan, Luis Mora said", "In his report, Luis Mora said"."""
        for up in t.ancestors:
            opens = up.dep_ == "prep" and up.lower_ == "in" and up.head.pos_ == "VERB" and t.head.lemma_ not in OF_ANOTHER
            if up.i < t.i and ((up.dep_ == "advcl" and up.tag_ in ("VBG", "VBN")) or opens):
                for c in up.head.children:
                    thing = self.heads.get((at.block, c.i), -1) if c.dep_ in SUBJECT and c.i > t.i else -1
                    if thing < 0 and c.dep_ in SUBJECT and c.i > t.i:
                        thing = next((self.heads.get((at.block, a.i), -1) for a in c.children if a.dep_ == "appos"), -1)
                    if thing >= 0 and self.classes[thing] == "Person" and self.genders.get(thing, gender) == gender:
                        return thing
        return None

    def _pick(self, at: At, t: Token, here: list[Seen], back: list[Seen], gender: str) -> tuple[Seen | None, str]:
        subjects = [s for s in here if s.subject]
        if subjects:
            pick = subjects[-1]
            if self._either(t, pick, here) or self._other_between(at, t, pick):
                return None, ""
            around = [s for s in subjects[:-1] if _is_described_by(t.doc[s.token], t.doc[pick.token], t)]
            return around[0] if around else pick, "last subject"
        if here and (t.tag_ == "PRP$" or t.dep_ not in SUBJECT):
            return here[-1], "last person in the sentence"
        if len({s.thing for s in here}) == 1 and self.genders.get(here[-1].thing) == gender:
            return here[-1], "only one in the sentence"
        before = [s for s in back if s.subject]
        if at.quoted[t.i] and at.speakers.get(t.i, -1) >= 0:  # he of whom the speaker has just been speaking
            near = next(({s.thing for s in old if s in back} for old in reversed(at.history[-WINDOW:]) if any(s in back for s in old)), set())
            return (next(s for s in back if s.thing in near), "not the speaker") if len(near) == 1 else (None, "")
        if before:
            last = [s for s in at.history[-1] if s in before]
            owners = [s for s in at.history[-1] if s.owner and s in back]
            if not last and len({s.thing for s in owners}) == 1:
                return owners[-1], "owner of the subject before"  # nearer than a subject two sentences back
            main = [s for s in last if s.main]
            return (main or before)[-1], "subject before"
        if len({s.thing for s in (*here, *back)}) == 1:
            only = (here or back)[-1]
            if at.quoted[t.i]:
                return only, "only other person"  # than the speaker
            if gender == "f" and self.genders.get(only.thing) == "f":
                return only, "only woman"
            if t.dep_ == "nsubj" and t.head.lemma_ in self.lex.say and self._source(t, only):
                return only, "source"  # "According to Lena Holm …, she said"
        return None, ""

    @staticmethod
    def _either(t: Token, pick: Seen, fit: list[Seen]) -> bool:
        """May he be the object just named: "Mora would not say if the party paid Holm after he left"? Mora does not pay."""
        above = t.head.head
        if t.dep_ not in SUBJECT or t.head.dep_ != "advcl" or not above.i < t.i or pick.token in {c.i for c in above.children}:
            return False
        own = any(c.dep_ in SUBJECT for c in above.children)
        return own and any(above.i < s.token < t.i and s.thing != pick.thing and above.is_ancestor(t.doc[s.token]) for s in fit)

    def _other_between(self, at: At, t: Token, pick: Seen) -> bool:
        """May he be somebody without a name who stands between: "Mora says the man was held when he left"?"""
        if t.dep_ not in SUBJECT or t.head.lemma_ in self.lex.say:
            return False
        later = [t.doc[s.token] for s in at.seen if s.subject and s.token > pick.token and s.thing < 0]
        other = "f" if t.lower_ in _HE else "m"
        return any(k.tag_ == "NN" and human(self.lex, k.lemma_) and told_gender({k.lemma_}) != other for k in later)

    @staticmethod
    def _source(t: Token, seen: Seen) -> bool:
        """Was the person named as the source: "according to Lena Holm"? Only what stands in the same block is seen."""
        if seen.token >= t.i:
            return False
        named = t.doc[seen.token]
        return named.dep_ == "pobj" and named.head.lower_ == "to" and named.head.head.lower_ == "according"

    # ------------------------------------------------------------------ who speaks

    def _sayings(self, b: int, doc: Doc, solved: dict[int, int]) -> list[tuple[int, int]]:
        """Return (verb, person) for each verb of saying of the block whose subject is a known person."""
        c = columns(doc)
        out = []
        for i, dep in enumerate(c.dep):
            if dep == "nsubj" and c.pos[v := c.head[i]] == "VERB" and c.lemma[v] in self.lex.say:
                thing = self.heads.get((b, i), solved.get(i))
                if thing is None and c.tag[i][0] == "N":
                    thing = next((th for x in names_of(self.lex, doc[i]) if (th := self.heads.get((b, x.i), solved.get(x.i))) is not None), None)
                if thing is not None and self.classes[thing] == "Person":
                    out.append((v, thing))
        return out

    def _only_speaker(self, b: int, doc: Doc) -> int:
        """Return the only person who says anything in the block, or -1."""
        who = {thing for _, thing in self._sayings(b, doc, {})}
        return who.pop() if len(who) == 1 else -1

    def _quoted_speakers(self, b: int, doc: Doc, quoted: list[bool], solved: dict[int, int]) -> None:
        """Link "I" and "my" inside quotation marks to the speaker."""
        spoken = dict(self._speakers(b, doc, quoted, solved))
        for q in self.said[b]:
            thing = self._speaking(*q.speaker)
            for k in range(q.first, q.end):
                spoken.pop(k, None)
                if thing >= 0:
                    spoken[k] = thing
        for k, speaker in sorted(spoken.items()):
            if doc[k].lower_ in _I and doc[k].tag_ in ("PRP", "PRP$"):
                self.found.append((b, k, speaker, "I: speaker"))
        for k, side in self._sides(b, doc, quoted, solved):
            if doc[k].lower_ in _WE and doc[k].tag_ in ("PRP", "PRP$"):
                self.found.append((b, k, side, "we: body that speaks"))

    def _speakers(
        self, b: int, doc: Doc, quoted: list[bool], solved: dict[int, int], *, near_only: bool = False
    ) -> Iterator[tuple[int, int]]:
        """Yield (token, speaker) for each quoted token: the subject of the nearest verb of saying outside.

        ``near_only``: not who spoke last, where no such verb is near.
        """
        sayings = [(v, thing) for v, thing in self._sayings(b, doc, solved) if not quoted[v]]
        speaker = -1
        for i, after in self.ranges:
            end = after - 1
            near = [(min(abs(v - i), abs(v - end)), thing) for v, thing in sayings if i - NEAR <= v <= end + NEAR]
            only = speaker if len({th for _, th in sayings}) == 1 and not near_only else -1
            speaker = min(near)[1] if near else only
            if speaker >= 0:
                yield from ((k, speaker) for k in range(i, after) if quoted[k])

    def _sides(self, b: int, doc: Doc, quoted: list[bool], solved: dict[int, int]) -> Iterator[tuple[int, int]]:
        """Yield (token, body) for each quoted token that a body says, itself or by its spokesman."""
        c = columns(doc)
        verbs = {v: i for i, dep in enumerate(c.dep) if dep == "nsubj" and c.lemma[v := c.head[i]] in self.lex.say and not quoted[v]}
        for i, after in self.ranges:
            near = [(min(abs(v - i), abs(v - after + 1)), v) for v in verbs if i - NEAR <= v < after + NEAR]
            verb = min(near)[1] if near else -1
            side = self._side(b, doc[verbs[verb]], solved) if near and c.lemma[verb] not in _QUOTES else -1
            if side >= 0:
                yield from ((k, side) for k in range(i, after) if quoted[k])

    def _side(self, b: int, subject: Token, solved: dict[int, int]) -> int:
        """Return the body for which the subject of a verb of saying speaks; -1 for a person who speaks for himself."""
        thing = self.heads.get((b, subject.i), solved.get(subject.i, -1))
        if thing >= 0 and self.classes[thing] in BODIES:
            return thing
        for noun in (subject, *(k for k in subject.children if k.dep_ in ("appos", "compound"))):
            if noun.lower_ in _SPOKES:
                near = [*noun.children, *(subject.children if noun.dep_ == "compound" else ())]
                inner = [o for k in near if k.dep_ == "prep" and k.lower_ in ("for", "of", "from", "by") for o in k.children]
                some = {self.heads.get((b, k.i), -1) for k in (*near, *inner) if k.dep_ in ("compound", "nmod", "poss", "pobj")}
                bodies = {th for th in some if th >= 0 and self.classes[th] in BODIES}
                return bodies.pop() if len(bodies) == 1 else -1
        return -1


def _saying_above(t: Token, say: frozenset[str]) -> Token | None:
    """Return the verb of saying before ``t`` whose clause has ``t``, or what ``t`` owns, as its subject."""
    subject = t.head if t.dep_ == "poss" else t
    verb = subject.head
    if verb.dep_ == "conj" and verb.head.dep_ == "ccomp":
        verb = verb.head  # "said it was late and he was tired"
    said = verb.head
    right = subject.dep_ in SUBJECT and verb.dep_ == "ccomp" and said.i < t.i and said.pos_ == "VERB"
    return said if right and said.lemma_ in say else None


def _subjects_of(verb: Token) -> list[Token]:
    """Return the subjects of a verb; of two, the first, where the second is the end of a relative clause that lacks its comma.

    "Luis Mora, who is in the team in place of Jonas Holm says he …"
    """
    found = [c for c in verb.children if c.dep_ in SUBJECT and c.i < verb.i]
    who = [r for r in found[0].children if r.dep_ == "relcl" and any(k.dep_ in SUBJECT and k.tag_ in ("WP", "WDT") for k in r.children)] if len(found) > 1 else []
    return found[:1] if who else found[-1:]


def _is_described_by(subject: Token, name: Token, t: Token) -> bool:
    """Does ``name`` stand in a relative clause of ``subject``, and ``t`` behind it: "Mora, whom Holm beat, says he …"?"""
    return any(a.dep_ == "relcl" and not a.is_ancestor(t) and subject.is_ancestor(a) for a in name.ancestors)


def _self_of(t: Token) -> set[int]:
    """Return who does it to himself, or what "itself" stands behind, which it is and nobody else; empty if the parse has none."""
    if t.dep_ in ("appos", "npadvmod") and t.head.i == t.i - 1:
        return {t.head.i}
    own = own_subjects(t) if t.dep_ in ("dobj", "pobj", "dative") else set()
    return {t.doc[i].head.head.i if t.doc[i].tag_ in ("WP", "WDT") and t.doc[i].head.dep_ == "relcl" else i for i in own}


def _quoted(c: Columns, ranges: list[tuple[int, int]]) -> list[bool]:
    """Return for each token whether it stands inside quotation marks."""
    out = [False] * len(c)
    for a, b in ranges:
        out[a:b] = [text != '"' for text in c.text[a:b]]
    return out

"""What the words around one verb say of it: its auxiliaries, negation, tense, condition, speaker."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Status
from kg.text.extract.tree import Tree
from kg.text.lexicon import Lexicon

RANK = {Status.ASSERTED: 0, Status.ATTRIBUTED: 1, Status.PLANNED: 2, Status.HYPOTHETICAL: 3, Status.NEGATED: 4}
WILL = frozenset({"will", "shall", "'ll", "wo", "sha", "’ll"})
_MAYBE = frozenset({"could", "may", "might", "can", "would", "should", "must", "ought", "ca", "'d"})
NEGATION = frozenset({"not", "n't", "never", "no", "nor", "neither", "hardly", "barely", "nowhere", "n’t"})
_SHORT_OF = frozenset({"almost", "nearly"})  # who nearly bought it did not
_WISHES = frozenset({"be", "have", "like", "love", "prefer", "hate", "want", "wish", "welcome", "consider", "need", "mind", "think"})  # with "would"
_EFFECTS = frozenset({"hurt", "harm", "help", "benefit", "cost", "mean", "cause", "affect", "lead", "allow", "let", "make", "damage", "improve", "boost", "create"})
_A_FEW = frozenset(
    {
        "a",
        "the",
        "first",
        "last",
        "next",
        "past",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "every",
        "quite",
        "'s",
    }
)


@dataclass(frozen=True, slots=True)
class Stance:
    """The status of a predicate and the token of who says so (-1: nobody named)."""

    status: Status
    speaker: int = -1
    why: str = ""


class Signs:
    """Adds up what is found of the status of one predicate; the strongest sign counts."""

    def __init__(self, tree: Tree, lex: Lexicon, quoted: list[bool]) -> None:
        self.tree, self.lex, self.quoted, self.does = tree, lex, quoted, lex.does
        self.status, self.speaker, self.why, self.verb = Status.ASSERTED, -1, "", -1
        self.through = False  # a noun on the way passes modality on
        self.timeless = -1  # the verb whose "will" is not for what it says: "will reveal that Norvia has paid"
        self.affirmed = -1  # the verb whose "not" is for another member: "not a kingdom but a republic"

    def add(self, status: Status, why: str) -> None:
        if RANK[status] > RANK[self.status]:
            self.status, self.why = status, why

    def own(self, verb: int) -> None:
        tree = self.tree
        self.ahead(verb)
        self.condition(verb)
        self.generic(verb)
        for k in tree.kids[verb]:
            word, dep = tree.lower[k], tree.dep[k]
            if dep in ("aux", "auxpass"):
                if word in WILL and verb == self.timeless:
                    continue
                if word in WILL:
                    self.add(Status.PLANNED, word)
                elif word in ("would", "'d") and self.announced(verb):
                    self.add(Status.PLANNED, "said … would")
                elif word in _MAYBE and tree.tag[k] == "MD":
                    self.add(Status.HYPOTHETICAL, word)
            elif (
                dep == "neg"
                or (
                    dep == "advmod" and (word in ("never", "hardly", "barely") or (word in _SHORT_OF and k == verb - 1))
                )
                or (dep in ("preconj", "cc") and word == "neither")
            ):
                if not self.only(verb, k) and verb != self.affirmed:
                    self.add(Status.NEGATED, word)
            elif (
                dep == "advmod"
                and word == "longer"
                and any(tree.lower[j] in ("no", "not", "any") for j in tree.kids[k])
            ):
                self.add(Status.NEGATED, "no longer")
            elif dep in ("nsubj", "nsubjpass", "dobj", "attr"):
                for j in tree.kids[k]:
                    if (
                        tree.dep[j] in ("det", "preconj", "neg", "advmod", "amod")
                        and tree.lower[j] in ("no", "neither", "few")
                        and not (j > 0 and tree.lower[j - 1] in _A_FEW)
                        and tree.lower[j + 2 : j + 3] != ["than"]  # "no fewer than 20 firms"
                    ):
                        self.add(Status.NEGATED, f'"{tree.lower[j]}" {tree.lower[k]}')
                first = tree.subtree(k)[0]
                first -= first > 0 and tree.lower[first - 1] == "not"
                opening = tree.lower[first : first + 3]
                if (opening[:2] in (["not", "one"], ["no", "more"]) and opening[2:] != ["than"]) or opening == ["not", "a", "single"]:
                    self.add(Status.NEGATED, " ".join(opening[:2]))
                if word in ("nobody", "none", "nothing", "no-one"):
                    self.add(Status.NEGATED, word)
            elif dep == "acomp" and word in self.does["adjective-negated"]:
                self.add(Status.NEGATED, word)
        if tree.dep[verb] == "conj" and any(
            tree.lower[k] == "nor" and tree.head[verb] < k < verb for k in tree.kids[tree.head[verb]]
        ):
            self.add(Status.NEGATED, "nor")
        if (
            verb > 0
            and tree.lower[verb - 1] == "not"
            and tree.head[verb - 1] != verb
            and tree.tag[verb] in ("VBG", "VBN")
        ):
            self.add(Status.NEGATED, "not")

    def ahead(self, verb: int) -> None:
        """ "expects 9,000 guests", "faces extradition": what the object names is still to come."""
        tree = self.tree
        if tree.lemma[verb] in self.does["verb-ahead"]:
            self.add(Status.PLANNED, tree.lemma[verb])
        elif tree.lemma[verb] == "face":
            for k in tree.kids[verb]:
                if tree.dep[k] == "dobj" and tree.lemma[k] in self.does["noun-ahead"]:
                    self.add(Status.PLANNED, f"face {tree.lemma[k]}")
                if tree.dep[k] == "dobj":
                    for word in (tree.lower[j] for j in tree.kids[k]):
                        if word in self.lex.adjectives:
                            self.add(Status(self.lex.adjectives[word]), f"face {word} {tree.lemma[k]}")

    def announced(self, verb: int) -> bool:
        """Is it "Norvia said it would buy Dalmont": in the past, what somebody says of his own "will"?"""
        tree = self.tree
        said = tree.head[verb]
        if tree.dep[verb] != "ccomp" or tree.lemma[said] not in self.lex.say | self.lex.plan or tree.lemma[said] in self.does["opinion"]:
            return False
        past = tree.tag[said] in ("VBD", "VBG") or (tree.tag[said] == "VBN" and tree.child(said, "auxpass") < 0)
        who, speaker = tree.child(verb, "nsubj"), tree.child(said, "nsubj")
        if past and who >= 0 and tree.pos[who] != "PRON":
            return self.dated(verb, who)
        if not past or who < 0 or tree.lower[who] not in ("he", "she", "it", "they", "we"):
            return False
        body = speaker < 0 or tree.ent[speaker] in ("ORG", "GPE", "NORP") or self.lex.classes.get(tree.lemma[speaker], "") not in ("", "Person", "Group", "Concept")
        if tree.lower[who] == "it" and (tree.lemma[verb] in _EFFECTS or not body):
            return False  # "Mora said it would hurt trade"
        loose = tree.lemma[verb] in _WISHES or any(tree.lemma[k] == "have" or tree.lower[k] in ("rather", "only") for k in tree.children(verb, "aux", "advmod"))
        return not loose

    def dated(self, verb: int, who: int) -> bool:
        """ "said Norvia would buy Dalmont in May": with a day set, what a named one would do is a plan, no guess."""
        tree = self.tree
        at = [k for k in tree.subtree(verb) if k > verb and tree.ent[k] == "DATE" and verb in (tree.head[k], tree.head[tree.head[k]])]
        doubt = any(tree.lower[k] in ("if", "unless", "likely", "probably", "otherwise", "not", "n't") for k in tree.subtree(tree.head[verb]))
        named = tree.ent[who] in ("ORG", "GPE", "PERSON", "NORP")
        return bool(at) and named and not doubt and tree.lemma[verb] not in _EFFECTS | _WISHES and not any(tree.lemma[k] == "have" for k in tree.children(verb, "aux"))

    def condition(self, verb: int) -> None:
        """ "If the court agrees, Norvia will buy Dalmont": what is to come on a condition may never come."""
        tree = self.tree
        if not any(tree.dep[k] == "aux" and (tree.lower[k] in WILL or tree.tag[k] in ("MD", "TO")) for k in tree.kids[verb]):
            return
        if tree.dep[verb] == "ccomp" and verb < tree.head[verb] and self.should_it(tree.head[verb]):
            self.add(Status.HYPOTHETICAL, "should …")  # parsed the other way round
        governor = tree.head[verb] if tree.dep[verb] == "xcomp" else verb  # "plans to buy it if Peru agrees"
        for k in [*tree.kids[verb], *(tree.kids[governor] if governor != verb else ())]:
            if tree.dep[k] == "advcl" and self.should_it(k):
                self.add(Status.HYPOTHETICAL, "should …")
            if tree.lower[k] in ("provided", "providing") and any(tree.dep[j] == "pcomp" for j in tree.kids[k]):
                self.add(Status.HYPOTHETICAL, "provided")
            if tree.dep[k] == "advcl" and any(
                tree.dep[j] == "mark" and tree.lower[j] in ("if", "unless", "provided") and not self.even(j)
                for j in tree.kids[k]
            ):
                self.add(Status.HYPOTHETICAL, "on a condition")

    def generic(self, verb: int) -> None:
        """ "Storms lose strength once they reach land": what many things do on a condition, none of them is said to do."""
        tree = self.tree
        subject = tree.child(verb, "nsubj")
        if tree.tag[verb] != "VBP" or subject < 0 or tree.tag[subject] != "NNS" or (tree.child(subject, "det", "poss", "nummod") >= 0 and not any(tree.lower[k] == "all" for k in tree.kids[subject])):
            return
        for k in tree.kids[verb]:
            if tree.dep[k] == "advcl" and tree.tag[k] in ("VBP", "VBZ") and any(tree.lower[j] in ("once", "when", "whenever", "if", "unless") and j < k for j in tree.kids[k]):
                self.add(Status.HYPOTHETICAL, "when …")

    def should_it(self, verb: int) -> bool:
        """Is it "should the court agree"?"""
        tree = self.tree
        subject = tree.child(verb, "nsubj", "nsubjpass")
        first = next((k for k in tree.kids[verb] if tree.lower[k] == "should"), -1)
        return (
            0 <= first < subject
            and not any(tree.tag[k] in ("WDT", "WP", "WRB") for k in tree.kids[verb])
            and not self.question(verb)
        )

    def even(self, mark: int) -> bool:
        """ "even if" sets no condition."""
        return mark > 0 and self.tree.lower[mark - 1] == "even"

    def only(self, verb: int, neg: int) -> bool:
        """ "not the first", "not only": denies the order, not the thing."""
        nxt = [self.tree.lower[j] for j in range(neg + 1, min(neg + 4, len(self.tree)))]
        return "only" in nxt[:1] or "just" in nxt[:1] or "long" in nxt[:2]  # "it was not so long ago that …"

    def hearsay(self, verb: int, presupposed: bool) -> None:
        tree = self.tree
        for k in tree.kids[verb]:
            if tree.dep[k] == "advmod" and tree.lower[k] in self.lex.hearsay:
                self.add(Status.ATTRIBUTED, tree.lower[k])
            elif tree.dep[k] == "advmod" and tree.lower[k] in self.does["adverb-possible"]:
                first = not presupposed and k < tree.child(verb, "nsubj", "nsubjpass")  # "perhaps" is for all that follows
                if (first or verb == self.verb) and self.doubts(verb, k):
                    self.add(Status.HYPOTHETICAL, tree.lower[k])
            elif tree.dep[k] == "prep" and tree.lower[k] == "according" and k not in tree.up(self.verb):
                self.add(Status.ATTRIBUTED, "according to")
                for to in tree.children(k, "prep"):
                    for who in tree.children(to, "pobj"):
                        self.speaker = who if self.speaker < 0 else self.speaker

    def doubts(self, verb: int, adverb: int) -> bool:
        """Is "perhaps", "probably" about the verb, not about what follows: "perhaps surprisingly", "bought it, perhaps in May"?"""
        tree = self.tree
        if adverb > verb and tree.lemma[verb] != "be":
            return False
        if tree.lower[adverb] in ("probably", "likely") and any(tree.lower[k] in WILL for k in tree.children(verb, "aux")):
            return False  # as sure as "will"
        return not tree.lower[adverb + 1].endswith("ly")

    def expletive(self, subject: int) -> bool:
        """Is it the "it" of "it is rare that"?"""
        tree = self.tree
        verb = tree.head[subject]
        return tree.dep[subject] == "expl" or tree.child(verb, "acomp", "attr") >= 0 or tree.child(verb, "auxpass") >= 0

    def infinitive(self, verb: int) -> bool:
        """Is it "to V"?"""
        return any(self.tree.tag[k] == "TO" for k in self.tree.kids[verb])

    def ordinal(self, noun: int) -> bool:
        """Is it one of a row: "the first firm", "the only one", "the youngest member"?"""
        tree = self.tree
        return any(
            tree.lower[k] in ("first", "last", "only", "second", "third", "latest")
            or tree.tag[k] == "JJS"
            or tree.ent[k] == "ORDINAL"
            for k in tree.kids[noun]
        )

    def denied(self, verb: int) -> bool:
        """Is the verb itself denied: "did not rule out", "neither confirmed nor denied"?"""
        tree = self.tree
        return any(tree.dep[k] == "neg" for k in tree.kids[verb]) or (
            tree.dep[verb] == "conj" and any(tree.lower[k] == "nor" for k in tree.kids[tree.head[verb]])
        )

    def is_gerund(self, verb: int) -> bool:
        """Is it "buying", "having bought" or "being bought"?"""
        return self.tree.tag[verb] == "VBG" or any(
            self.tree.tag[k] == "VBG" and self.tree.dep[k] in ("aux", "auxpass") for k in self.tree.kids[verb]
        )

    def question(self, root: int) -> bool:
        tree = self.tree
        if not tree.sentences:
            return False
        _, end = tree.sentences[tree.sent_of[root]]
        # a question that is quoted is the question of who is quoted: 'It asks, "Were you hurt?"'
        return any(tree.text[k] == "?" and (self.quoted[self.verb] or not self.quoted[k]) for k in range(max(end - 2, 0), end))

    def agent_of(self, verb: int) -> int:
        tree = self.tree
        for a in tree.children(verb, "agent"):
            for who in tree.children(a, "pobj"):
                return who
        if any(tree.dep[k] in ("auxpass", "nsubjpass") for k in tree.kids[verb]):
            return -1
        if tree.dep[verb] == "advcl" and tree.tag[verb] in ("VBN", "VBD") and tree.child(verb, "aux", "nsubj") < 0 and any(tree.tag[k] == "WRB" for k in tree.kids[verb]):
            return -1  # "left when told that": he was told
        at = verb
        for _ in range(6):
            who = tree.child(at, "nsubj")
            if who >= 0:
                if tree.lower[who] in ("who", "which", "that") and tree.dep[at] == "relcl":
                    return tree.head[at]
                return who
            if tree.dep[at] in ("conj", "xcomp", "advcl", "pcomp"):
                at = tree.head[at]
                while tree.pos[at] == "ADP" and tree.head[at] != at:
                    at = tree.head[at]
            elif tree.dep[at] == "acl":
                noun = tree.head[at]
                if tree.tag[at] == "VBN":
                    return -1  # "troops believed to be fleeing": who believes it is not said
                speaks = tree.pos[noun] == "PROPN" or tree.lemma[noun] in self.does["noun-says"]
                return (
                    noun if speaks or self.lex.classes.get(tree.lemma[noun], "") not in ("", "Concept", "Event") else -1
                )
            else:
                return -1
        return -1


def but(tree: Tree, member: int) -> bool:
    """Does "but" join ``member`` to the one before it: "not a kingdom but a republic"?"""
    first = tree.head[member]
    return any(tree.lower[k] == "but" and first < k < member for k in tree.children(first, "cc"))


def verb_of(tree: Tree, noun: int) -> tuple[int, str]:
    """Return the verb that the preposition of ``noun`` belongs to and both in words: "pull out of", "walk away from"."""
    words = [tree.lower[tree.head[noun]]]
    above = tree.head[tree.head[noun]]
    while tree.pos[above] in ("ADP", "ADV") and tree.head[above] != above:
        words.insert(0, tree.lower[above])
        above = tree.head[above]
    between = [tree.lower[k] for k in tree.kids[above] if tree.dep[k] in ("prt", "advmod") and above < k < noun and tree.lower[k] not in words]
    return above, " ".join([tree.lemma[above], *between, *words])

"""Decide how the text stands behind a predicate: asserted, attributed, planned, negated, hypothetical.

The walk goes from the predicate to the root. The predicate's own auxiliaries and negation count, then
what each governing verb, noun or adjective does to its complement. Clauses that presuppose (when,
after, because, relative clauses, participles on nouns) stop negation and modality but let
attribution through. More specific beats less: negated, hypothetical, planned, attributed, asserted.
"""

from __future__ import annotations

from kg.model import Status
from kg.text.extract.subjects import asked_by_preposition, beside_the_denied, blamed_for_it
from kg.text.extract.tree import Tree
from kg.text.lexicon import Lexicon
from kg.text.quotes import quotations
from kg.text.status_words import NEGATION, WILL, Signs, Stance, but, verb_of

_IF = frozenset({"if", "unless", "whether", "lest"})
_STEPS = frozenset({"talk", "negotiation", "effort", "attempt", "deal", "agreement", "bid", "offer"})  # to what may be given up
_AIMS_AT = frozenset({"win", "beat", "defeat", "get", "find", "reach", "meet", "make", "score", "do", "have", "prove", "show", "keep"})  # "had to win to stay up"
_BEYOND_DOUBT = frozenset({"doubt", "question", "dispute", "denying", "secret"})
_UNPROVEN = frozenset({"guarantee", "evidence", "proof", "sign", "indication", "suggestion", "certainty", "assurance", "confirmation"})
_TIMES = frozenset({"when", "after", "once", "until", "before"})
_COMES_TO = frozenset({"benefit", "gain", "lose", "profit", "suffer", "earn", "receive", "inherit", "win", "make", "collect", "forfeit"})
_PRESUPPOSE = frozenset(
    {
        "when",
        "after",
        "since",
        "as",
        "because",
        "while",
        "although",
        "though",
        "until",
        "once",
        "where",
        "before",
        "whereas",
    }
)
_UNDER_WAY = frozenset({"talk", "talks", "negotiation", "negotiations", "discussion", "position", "process"})


def stance(tree: Tree, lex: Lexicon, predicate: int, quoted: list[bool], *, affirmed: int = -1) -> Stance:
    """Return the status of the clause whose verb is ``predicate``; the "not" of a verb ``affirmed`` is left out."""
    walk = Walk(tree, lex, quoted)
    walk.affirmed = affirmed
    walk.climb(predicate)
    speaker = walk.speaker
    if speaker >= 0 and (tree.lower[speaker] in ("it", "there") and walk.expletive(speaker)):
        speaker = -1  # "it is rare that …": nobody says so
    return Stance(walk.status, speaker, walk.why)


class Walk(Signs):
    """The way from a predicate up to the root."""

    def climb(self, verb: int) -> None:
        tree = self.tree
        self.verb = verb
        at, own, presupposed = verb, True, False  # own: modality of ``at`` itself still counts
        if self.quoted[verb]:
            self.add(Status.ATTRIBUTED, "in quotation marks")
        if self.infinitive(verb) and any(tree.tag[k] == "WRB" or tree.lower[k] == "whether" for k in tree.kids[verb]):
            self.add(Status.HYPOTHETICAL, "how to")
        for _ in range(len(tree) + 1):
            if own and not presupposed:
                self.own(at)
            self.hearsay(at, presupposed)
            dep, head = tree.dep[at], tree.head[at]
            if head == at:
                if own and not presupposed and self.infinitive(at):
                    self.add(Status.PLANNED, "to")  # a headline: "Norvia to buy Dalmont"
                if self.question(at):
                    self.add(Status.HYPOTHETICAL, "a question")
                return
            marks = [tree.lower[k] for k in tree.kids[at] if tree.dep[k] in ("mark", "advmod") and k < at]
            if any(m in _IF for m in marks) and not presupposed:
                # open whatever is denied below or above: "if it does not pay", "did not say whether it paid"
                self.status, self.why, presupposed = Status.HYPOTHETICAL, next(m for m in marks if m in _IF), True
            if dep == "conj" and tree.tag[at] in ("VBZ", "VBP") and self.infinitive(head):
                while self.infinitive(head) and tree.head[head] != head:
                    head = tree.head[
                        head
                    ]  # "allows police to detain people and requires …": no conjunct of "to detain"
                own, at = False, head
                continue
            if dep == "conj" and beside_the_denied(tree, head, at):
                own, at = False, tree.head[head]
                continue
            if dep == "conj":
                bare = tree.tag[at] == "VB" or (tree.tag[at] == "VBN" and tree.child(at, "aux", "auxpass") < 0)
                own = own and bare and tree.child(at, "nsubj", "nsubjpass", "aux", "auxpass") < 0
                of = [k for k in tree.kids[head] if tree.dep[k] == "prep" and head < k < at and tree.lower[k] in ("of", "with", "for")]
                if tree.tag[at] == "VBG" and of and tree.lemma[head] in self.does["accuses-of"] and tree.child(at, "aux", "nsubj") < 0:
                    presupposed = self.gerund(at, of[0], presupposed) or presupposed
                if tree.tag[at] == "VBG" and tree.dep[head] == "pobj":  # "charged with theft and selling arms"
                    presupposed = self.gerund(at, tree.head[head], presupposed) or presupposed
                if but(tree, at):
                    self.affirmed = head  # "was not jailed but fined"
                at = head
                continue
            if dep == "ccomp" and self.however(at, head):
                return
            if dep in ("ccomp", "advcl") and self.spliced(at, head):
                own, at = False, head
                continue
            own = True
            if dep in ("advcl", "xcomp") and self.beside(at):
                self.affirmed = head
            if dep in ("xcomp", "ccomp", "oprd", "csubj", "csubjpass", "attr", "parataxis", "dep"):
                before = (self.status, self.why)
                ends = self.complement(at, head, presupposed)
                if dep == "ccomp" and self.tensed(at) and tree.lemma[head] in self.lex.say:
                    self.timeless = head  # "will reveal that Norvia has paid": what is to come is not the paying
                    if self.to_come(head):
                        self.add(Status.ATTRIBUTED, f"will {tree.lemma[head]} that")
                if presupposed and not self.through and self.status is not Status.ATTRIBUTED:
                    self.status, self.why = (
                        before  # "failed to adopt a text calling for peace": the text calls all the same
                    )
                elif ends:
                    return
                elif self.untold(at, head):
                    presupposed = True  # "did not say that it paid", "refused to say why it paid": it may have
                elif self.asked(at, head):
                    presupposed = True  # "did not urge Peru to leave": it may leave all the same
            elif dep in ("advcl", "acl", "relcl") and tree.pos[head] in ("NOUN", "PROPN") and self.infinitive(at):
                presupposed = self.noun_clause(at, head, presupposed) or presupposed
            elif dep == "advcl":
                presupposed = self.adverbial_clause(at, marks, presupposed) or presupposed
            elif dep in ("acl", "relcl"):
                presupposed = self.noun_clause(at, head, presupposed) or presupposed
            elif dep in ("pcomp", "prep"):
                if dep == "pcomp":
                    presupposed = self.asks(at) or presupposed  # "cannot comment on how it paid"
                    presupposed = self.gerund(at, head, presupposed) or presupposed
                    while tree.pos[head] in ("ADP", "SCONJ") and tree.head[head] != head:
                        head = tree.head[head]
            elif dep in ("nsubj", "nsubjpass", "dobj", "pobj", "appos", "compound", "amod", "nmod", "poss", "attr"):
                presupposed = True
            at = head
            while tree.pos[at] not in ("VERB", "AUX") and tree.head[at] != at:
                # up through nouns and adjectives to the next verb: what they do was asked above
                if tree.pos[at] == "ADJ" and tree.dep[at] in ("acomp", "oprd", "attr"):
                    break
                if tree.pos[at] in ("NOUN", "PROPN", "PRON", "NUM") and not self.through:
                    presupposed = True
                at = tree.head[at]

    def complement(self, at: int, head: int, presupposed: bool) -> bool:
        """Apply what the governing word does to its clause; return True when the walk ends here."""
        tree, lex = self.tree, self.lex
        lemma = tree.lemma[head]
        infinitive = any(tree.tag[k] == "TO" for k in tree.kids[at])
        if tree.pos[head] == "ADJ" or (tree.dep[at] == "oprd" and tree.tag[at] == "VBN"):
            lemma = tree.lower[head]
        if tree.pos[head] == "ADJ" or (
            tree.pos[head] == "VERB" and tree.lower[head] in self.does["adjective-planned"] and infinitive
        ):
            word = tree.lower[head]
            if word in self.does["adjective-planned"]:
                self.add(Status.PLANNED, f"{word} to")
            elif word in self.does["adjective-negated"]:
                self.add(Status.NEGATED, f"{word} to")
            elif word in self.does["adjective-possible"] or (infinitive and word not in self.does["adjective-fact"]):
                self.add(Status.HYPOTHETICAL, f"{word} to")
            return False
        if infinitive or (tree.tag[at] == "VB" and tree.dep[at] in ("xcomp", "ccomp") and lemma not in lex.say):
            if asked_by_preposition(tree, head, at):
                self.add(Status.HYPOTHETICAL, f"{lemma} on … to")
                return self.status is Status.NEGATED
            if lemma in lex.negate and at == self.affirmed:
                return False
            if lemma in lex.negate:
                negated = any(tree.dep[k] == "neg" for k in tree.kids[head])
                if not negated:
                    self.add(self.kept_from(head), f"{lemma} to")
                return True
            if lemma in lex.imply or (lemma == "try" and (tree.lemma[at] in lex.ask or tree.lemma[at] in lex.say)):
                return False  # who tries to urge has urged
            if lemma in lex.ask and lemma not in lex.plan and self.status is Status.NEGATED and self.why in NEGATION and tree.child(at, "neg") >= 0:
                self.status, self.why = Status.HYPOTHETICAL, f"{lemma} not to"  # "warned Peru not to attack": it may all the same
                return False
            if lemma in lex.ask and lemma not in lex.plan and not (lemma == "enable" and tree.tag[head] == "VBD" and tree.child(head, "neg") < 0):
                self.add(Status.HYPOTHETICAL, f"{lemma} to")
                return self.status is Status.NEGATED
            if lemma in (
                "say",
                "report",
                "claim",
                "allege",
                "believe",
                "think",
                "know",
                "consider",
                "understand",
                "rumour",
                "rumor",
                "estimate",
            ):
                self.add(Status.ATTRIBUTED, f"{lemma} to")
                self.speaker = self.agent_of(head)
                return False
            if lemma == "stand" and tree.dep[at] == "xcomp" and tree.lemma[at] in _COMES_TO:
                self.add(Status.HYPOTHETICAL, "stand to")  # "stands to benefit from the war": nobody plans it
                return False
            if lemma == "have" and self.had_to(head, at):
                return False
            if lemma in ("appear", "seem"):
                self.add(Status.HYPOTHETICAL, f"{lemma} to")
                return False
            if lemma == "enable" and tree.tag[head] == "VBD" and tree.child(head, "neg") < 0:
                return False  # "the loan enabled it to buy": it has
            if lemma in ("be", "have", "need", "get", "do"):
                self.add(Status.HYPOTHETICAL if lemma in ("need", "have") else Status.PLANNED, f"{lemma} to")
                return False
            self.add(Status.PLANNED, f"{lemma} to")
            return False
        if tree.dep[at] == "xcomp" and self.is_gerund(at):
            particle = next((tree.lower[k] for k in tree.children(head, "prt")), "")
            if {lemma, f"{lemma} {particle}"} & self.does["negates-gerund"] or lemma in lex.negate:
                denied = self.denied(head)  # "did not rule out leaving"
                self.add(Status.HYPOTHETICAL if denied else self.kept_from(head), f"{lemma} -ing")
                return denied
            elif lemma in self.does["possible-gerund"]:
                self.add(Status.HYPOTHETICAL, f"{lemma} -ing")
            return False
        if tree.dep[at] in ("ccomp", "parataxis", "dep"):
            doubtful = any(tree.dep[k] == "neg" for k in tree.kids[head]) or any(
                tree.lower[k] == "whether" for k in tree.kids[at]
            )
            if tree.pos[head] == "NOUN" and lemma in self.does["noun-says"]:
                gone = self.taken_back(head)  # "claims Norvia bribed him"
                self.add(Status.NEGATED if gone else Status.ATTRIBUTED, f"{lemma} (that)")
                return gone
            if lemma in ("deny", "dispute", "refute"):
                if self.denied(head):
                    self.add(Status.HYPOTHETICAL, f"not {lemma} that")
                    return True
                self.add(Status.ATTRIBUTED if self.status is Status.NEGATED else Status.NEGATED, f"{lemma} that")
                self.speaker = self.agent_of(head)
            elif lemma in lex.factive and not doubtful:
                return False
            elif lemma in lex.say or lemma in self.does["opinion"] or lemma in lex.factive:
                self.add(Status.HYPOTHETICAL if doubtful != (lemma == "doubt") else Status.ATTRIBUTED, f"{lemma} that")
                if self.speaker < 0:
                    self.speaker = self.agent_of(head)
            elif lemma in lex.plan or lemma in lex.ask:
                self.add(Status.PLANNED if lemma in lex.plan else Status.HYPOTHETICAL, f"{lemma} that")
            elif lemma in (
                "ensure",
                "make",
                "let",
                "help",
                "see",
                "find",
                "show",
                "mean",
                "prove",
                "know",
                "learn",
                "discover",
                "realize",
                "realise",
            ):
                return False
            elif tree.dep[at] == "ccomp" and any(
                tree.lower[k] == "that" and tree.dep[k] == "mark" for k in tree.kids[at]
            ):
                self.add(Status.ATTRIBUTED, f"{lemma} that")
                if self.speaker < 0:
                    self.speaker = self.agent_of(head)
        return False

    def adverbial_clause(self, at: int, marks: list[str], presupposed: bool) -> bool:
        tree = self.tree
        if any(tree.tag[k] == "TO" for k in tree.kids[at]):
            if asked_by_preposition(tree, tree.head[at], at):
                self.add(Status.HYPOTHETICAL, f"{tree.lemma[tree.head[at]]} on … to")
            elif tree.lemma[tree.head[at]] == "go" and any(tree.lower[k] == "on" and k < at for k in tree.kids[tree.head[at]]):
                return False  # "went on to blame Mora": as sure as "went on"
            elif any(self.ordinal(k) for k in tree.children(tree.head[at], "attr")):
                return True  # "became the first firm in Peru to win": it won
            elif not presupposed:
                self.add(Status.PLANNED, "purpose")
            return True
        if "than" in marks and at > 1 and any(tree.lower[k] == "rather" for k in range(max(at - 3, 0), at)):
            self.add(Status.NEGATED, "rather than")
        if (tree.tag[at] == "VBD" and tree.lemma[at] == "have" and not marks) or self.turned_round(at):
            self.add(Status.HYPOTHETICAL, "had …")
        finite = [at, *(k for k in tree.kids[at] if tree.dep[k] in ("aux", "auxpass"))]
        if (
            any(tree.tag[k] in ("VBZ", "VBP") for k in finite)
            and any(m in _TIMES for m in marks)
            and self.to_come(tree.head[at])
        ):
            self.add(Status.PLANNED, "when … will")  # "once he returns, they will charge him"
        return any(m in _PRESUPPOSE for m in marks) or tree.tag[at] == "VBN"

    def turned_round(self, at: int) -> bool:
        """Is it "had Norvia bought it, …", "were Norvia to buy it, …": what did not happen?"""
        tree = self.tree
        subject = tree.child(at, "nsubj", "nsubjpass")
        return any(tree.lower[k] in ("had", "were") and k < subject for k in [at, *tree.children(at, "aux", "auxpass")]) and not any(
            k < subject for k in tree.children(at, "advmod", "prep", "attr", "acomp")
        )

    def spliced(self, at: int, head: int) -> bool:
        """Does a comma alone join two sentences: "they are still talking, we will meet tomorrow"?"""
        tree, lemma = self.tree, self.tree.lemma[head]
        subject = tree.child(head, "nsubj", "nsubjpass")
        if not at < subject < head or tree.child(at, "nsubj", "nsubjpass") < 0 or tree.child(at, "mark") >= 0 or not self.tensed(at):
            return False
        if any(tree.tag[k] in ("WRB", "WP", "WDT") or tree.lower[k] in ("had", "were", "should") for k in tree.kids[at] if k < tree.child(at, "nsubj", "nsubjpass")):
            return False
        if any(tree.lower[j] in _IF for v in (at, head) for k in tree.children(v, "advcl") for j in tree.children(k, "mark")):
            return False
        speaks = lemma in self.lex.say | self.lex.plan | self.lex.ask | self.does["opinion"] | {"be", "add", "continue", "go"}
        return not speaks and tree.text[tree.subtree(subject)[0] - 1] == "," and not any(tree.text[k] in ('"', "``", "''") for k in range(at, head))

    def however(self, at: int, head: int) -> bool:
        """Begins "however" a sentence of its own: "officials said he was tired, however Lena Holm attacked the press"?"""
        tree = self.tree
        first = next((k for k in tree.subtree(at) if tree.pos[k] != "PUNCT"), at)
        who = tree.child(at, "nsubj", "nsubjpass")
        if tree.lower[first] != "however" or tree.text[first - 1] != "," or who < 0 or tree.tag[who] != "NNP" or not self.tensed(at):
            return False
        return any(head < k < first and tree.child(k, "nsubj", "nsubjpass") >= 0 for k in tree.children(head, "ccomp"))

    def tensed(self, verb: int) -> bool:
        """Has the clause a tense of its own, which is not to come: "is buying", "bought"?"""
        return self.tree.tag[min([verb, *self.tree.children(verb, "aux", "auxpass")])] in ("VBD", "VBZ", "VBP") and not self.infinitive(verb)

    def untold(self, at: int, head: int) -> bool:
        """Is the clause what somebody does not say, or a question: what is denied is the saying, not what would be said?"""
        tree, lemma = self.tree, self.tree.lemma[head]
        if tree.dep[at] != "ccomp" or lemma not in self.lex.say or (lemma in self.does["opinion"] and lemma != "doubt"):
            return False
        return self.asks(at) or tree.child(head, "neg") >= 0

    def asks(self, at: int) -> bool:
        """Does a question word open the clause: "why it left", "how many people it robbed"?"""
        return self.tree.tag[self.tree.subtree(at)[0]] in ("WRB", "WP", "WDT", "WP$") and not self.infinitive(at)

    def had_to(self, had: int, verb: int) -> bool:
        """Is it "had to pay", which somebody has done, and not what a rule or a speaker has it: "had to be paid", "said it had to pay"?"""
        tree = self.tree
        past = tree.tag[had] == "VBD" and tree.child(had, "aux", "neg") < 0 and tree.dep[had] in ("ROOT", "conj", "relcl", "advcl")
        return past and tree.child(verb, "auxpass", "dobj") > verb and tree.lemma[verb] not in _AIMS_AT

    def asked(self, at: int, head: int) -> bool:
        """Is the infinitive what somebody is asked to do, not let or made do: "urge Peru to leave"?"""
        lemma = self.tree.lemma[head]
        return lemma in self.lex.ask and not (lemma in self.lex.plan or lemma in self.does["brings-about"]) and self.infinitive(at)

    def beside(self, at: int) -> bool:
        """Does a participle tell what went along: "did not pay, breaking the law", "refused to talk citing the law"?"""
        tree = self.tree
        if tree.tag[at] != "VBG" or at < tree.head[at] or tree.child(at, "mark", "aux", "nsubj") >= 0:
            return False
        return tree.lemma[at] == "cite" or tree.text[tree.subtree(at)[0] - 1] == ","

    def kept_from(self, verb: int) -> Status:
        """Return what "barred from V-ing", "stopped V-ing", "refuse to V" say of V: denied, or open where they are no fact themselves."""
        around = stance(self.tree, self.lex, verb, self.quoted)
        if self.tree.tag[verb] == "VBG" and self.tree.dep[verb] == "pcomp":
            if self.tree.lemma[self.tree.head[self.tree.head[verb]]] in self.lex.nouns_possible:
                return Status.HYPOTHETICAL  # "a way of deterring people from coming"
            return Status.NEGATED  # "will be sued for failing to pay"
        sure = around.status in (Status.ASSERTED, Status.ATTRIBUTED) or (around.status is Status.PLANNED and around.why in WILL)
        return Status.NEGATED if sure else Status.HYPOTHETICAL

    def told(self, at: int, noun: str) -> bool:
        """Is the clause what the noun says: "the claim that it bribed him", "claims it bribed him"?"""
        tree = self.tree
        if noun not in self.does["noun-says"]:
            return False
        if tree.dep[at] == "acl":
            return any(tree.lower[k] == "that" and tree.dep[k] == "mark" for k in tree.kids[at])
        return (
            tree.dep[at] == "relcl"
            and tree.child(at, "nsubj", "nsubjpass") >= 0
            and tree.child(at, "dobj", "attr", "acomp", "agent") >= 0
            and not any(tree.tag[k] in ("WDT", "WP", "WRB") or tree.lower[k] == "that" for k in tree.kids[at])
        )

    def taken_back(self, noun: int) -> bool:
        """Is it a plan given up or a report called wrong: "scrapped a plan to", "reports that … are false"?"""
        tree, lemma = self.tree, self.tree.lemma[noun]
        verb = tree.head[noun]
        if tree.dep[noun] == "pobj":
            verb, words = verb_of(tree, noun)
            return words in self.does["undoes"] and not self.denied(verb)
        if self.denied(verb):
            return False
        if tree.dep[noun] == "dobj" and lemma in self.does["noun-says"]:
            return tree.lemma[verb] in self.does["rejects-report"] or any(
                tree.lower[k] in self.does["untrue"] for k in tree.kids[verb]
            )
        if tree.dep[noun] == "dobj":
            return (lemma in self.lex.nouns_plan or lemma in _STEPS) and tree.lemma[verb] in self.does["drops-plan"]
        return (
            tree.dep[noun] == "nsubj"
            and lemma in self.does["noun-says"]
            and tree.lemma[verb] == "be"
            and any(tree.lower[k] in self.does["untrue"] for k in tree.kids[verb])
        )

    def yet_to_be(self, noun: int) -> bool:
        """Does a verb of making bring about the thing: "builds a plant that …", "brings changes that …"?"""
        tree = self.tree
        verb = tree.head[noun]
        new = any(tree.lower[k] in ("a", "an") for k in tree.kids[noun]) or (
            tree.tag[noun] == "NNS" and tree.child(noun, "det", "poss") < 0
        )
        return new and tree.dep[noun] == "dobj" and tree.lemma[verb] in self.does["verb-making"]

    def to_come(self, verb: int) -> bool:
        """Does the verb tell of the future: "will charge", "would proceed", "plans to leave"?"""
        tree = self.tree
        return self.infinitive(verb) or any(
            tree.dep[k] == "aux" and (tree.lower[k] in WILL or tree.tag[k] == "MD") for k in tree.kids[verb]
        )

    def nowhere_in(self, noun: int) -> bool:
        """Is somebody said not to be in what the noun names: "is not in talks to", "is no longer in negotiations to"?"""
        tree = self.tree
        prep = tree.head[noun]
        verb = tree.head[prep]
        if tree.dep[noun] != "pobj" or tree.lower[prep] != "in" or tree.lemma[verb] != "be":
            return False
        return any(
            (tree.dep[k] == "neg" and tree.lower[k] in NEGATION)
            or (tree.lower[k] == "longer" and any(tree.lower[j] == "no" for j in tree.kids[k]))
            for k in tree.kids[verb]
        )

    def noun_clause(self, at: int, noun: int, presupposed: bool) -> bool:
        tree, lex = self.tree, self.lex
        lemma = tree.lemma[noun]
        if any(tree.lower[k] == "no" and tree.dep[k] == "det" for k in tree.kids[noun]):
            if lemma in _BEYOND_DOUBT and self.tensed(at):
                if any(tree.lower[k] in _IF or tree.tag[k] == "MD" for k in tree.kids[tree.head[noun]]):
                    self.add(Status.HYPOTHETICAL, f"if … no {lemma}")
                return True  # "there is no doubt that Norvia paid"
            if lemma in _UNPROVEN and not self.infinitive(at) and tree.child(at, "nsubj", "nsubjpass", "expl") >= 0:
                self.add(Status.HYPOTHETICAL, f'"no" {lemma}')  # "there is no guarantee that it will pay": it may
                return True
            self.add(Status.NEGATED, f'"no" {lemma}')  # "there are no miners left in the pit"
        for k in tree.kids[noun]:  # "laws banning the trade, expected in May"
            if k != at and tree.dep[k] == "acl" and tree.tag[k] == "VBN" and lex.adjectives.get(tree.lower[k]):
                self.add(Status(lex.adjectives[tree.lower[k]]), f"{lemma} {tree.lower[k]}")
        for k in tree.subtree(at):  # … which the parser may hang anywhere: "laws banning firms from selling arms expected in May"
            if k > at + 1 and tree.tag[k] in ("VBD", "VBN") and tree.lower[k] in ("expected", "planned", "scheduled", "proposed"):
                if tree.child(k, "aux", "auxpass", "dobj") < 0 and tree.child(k, "npadvmod", "prep", "advmod") > k:
                    self.add(Status.PLANNED, f"{lemma} {tree.lower[k]}")
        if not presupposed and self.taken_back(noun) and (self.infinitive(at) or self.told(at, lemma)):
            self.add(Status.NEGATED, f"{tree.lemma[tree.head[noun]]} {lemma}")
            return True
        if self.infinitive(at):
            if self.ordinal(noun) or presupposed:
                return True
            if (lemma in lex.nouns_plan or lemma in _UNDER_WAY) and self.nowhere_in(noun):
                self.add(Status.NEGATED, f"not in {lemma} to")
            elif lemma in lex.nouns_possible:
                self.add(Status.HYPOTHETICAL, f"{lemma} to")
            elif lemma not in ("ability",):
                self.add(Status.PLANNED, f"{lemma} to")
        elif tree.dep[noun] == "appos" and any(
            tree.lower[k] == "first" or tree.tag[k] == "JJS" for k in tree.kids[noun]
        ):
            self.through = True  # "will launch Lux, the first phone made by …": as sure as the clause around
            return False
        elif tree.dep[at] == "relcl" and self.yet_to_be(noun):
            self.through = True  # "will build a plant that employs 400": as sure as the plant
            return False
        elif tree.dep[at] == "acl" and any(tree.lower[k] == "that" and tree.dep[k] == "mark" for k in tree.kids[at]):
            if any(tree.lower[k] == "be" and tree.dep[k] in ("aux", "auxpass") for k in tree.kids[at]) and not any(
                tree.tag[k] == "MD" or tree.lower[k] == "to" for k in tree.kids[at]
            ):
                self.add(Status.PLANNED, f"{lemma} that … be")  # "an order that the post be closed"
            elif lemma in lex.nouns_possible:
                self.add(Status.HYPOTHETICAL, f"{lemma} that")
            elif lemma in self.does["noun-says"]:
                self.add(Status.ATTRIBUTED, f"{lemma} that")
        elif self.told(at, lemma):
            self.add(Status.ATTRIBUTED, f"{lemma} (that)")  # "claims it bribed the minister"
        return True

    def gerund(self, at: int, prep: int, presupposed: bool) -> bool:
        tree, lex = self.tree, self.lex
        word, above = tree.lower[prep], tree.head[prep]
        if presupposed:
            return True  # a noun stands between: "barred firms from selling under suspicions that it was spying"
        lemma = tree.lemma[above]
        if (
            word == "without"
            or (word == "of" and tree.lower[above] == "instead")
            or (word == "than" and tree.lower[above] == "rather")
        ):
            self.add(Status.NEGATED, f"{word} -ing")
        elif word == "against" and tree.pos[above] == "VERB":
            self.add(Status.NEGATED if lemma in ("decide", "vote", "rule") else Status.HYPOTHETICAL, f"{lemma} against")
        elif word == "from" and (lemma in self.does["negates-from"] or lemma in lex.negate):
            self.add(self.kept_from(above), f"{lemma} from")
            return self.status is Status.HYPOTHETICAL  # "did not bar Norvia from selling arms"
        elif word in ("at", "to", "toward", "towards") and lemma in ("aim", "direct", "gear", "dedicate", "target"):
            self.add(Status.PLANNED, f"{lemma} {word} -ing")  # "a policy aimed at closing the port"
        elif word in ("of", "from") and lemma in self.does["negates-of"]:
            self.add(Status.NEGATED, f"{lemma} {word}")
        elif blamed_for_it(tree, above, prep) or (word in ("of", "for", "with", "about") and (
            lemma in self.does["accuses-of"] or lemma in ("accusation", "allegation", "suspicion", "claim")
        )):
            self.add(Status.ATTRIBUTED, f"{lemma} {word}")
            if tree.pos[above] == "VERB" and self.speaker < 0:
                self.speaker = self.agent_of(above)
        elif word == "with" and tree.child(at, "nsubj", "nsubjpass") >= 0:
            return True  # "with Mora holding the post": what goes along is so
        elif tree.pos[above] == "NOUN":
            if lemma in lex.nouns_plan:
                self.add(Status.PLANNED, f"{lemma} {word}")
            elif lemma in lex.nouns_possible or lemma not in self.does["noun-fact"]:
                self.add(Status.HYPOTHETICAL, f"{lemma} {word}")
            return True
        elif word == "for" and lemma in self.does["blamed-for"]:
            self.add(Status.ATTRIBUTED, f"{lemma} for")  # "was arrested for robbing Mora"
            if self.speaker < 0:
                self.speaker = self.agent_of(above)
        elif word == "for" and lemma in self.does["praised-for"]:
            return False  # "was thanked for helping Mora": it has
        elif word == "for" and not presupposed:
            self.add(Status.PLANNED, "for -ing")
        elif word in ("by", "after", "before", "in", "while", "since", "despite", "upon", "through"):
            if word != "despite" and self.to_come(above):
                self.add(Status.PLANNED, f"will … {word} -ing")  # "are to rest before driving on"
            return True
        return False


def quote_marks(tree: Tree) -> list[bool]:
    """Return for each token whether it stands inside double quotation marks that hold a verb of their own.

    Scare quotes around a noun or two do not count.
    """
    inside = [False] * len(tree)
    for a, b in quotations(tree.text, tree.start):
        if any(tree.pos[k] in ("VERB", "AUX") for k in range(a, b)):
            inside[a:b] = [tree.text[k] not in ('"', "``", "''") for k in range(a, b)]
    return inside

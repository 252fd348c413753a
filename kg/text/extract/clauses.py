"""Find the clauses of a parse: each verb with its subjects, objects, complements and adverbials.

Subjects that the verb itself lacks are looked up where English grammar keeps them: in the verb it is
coordinated with, in the governing verb (control, raising), in the noun that a relative clause or a
participle describes. Where the parse gives no safe answer the slot stays empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from kg.text.extract.subjects import (
    after_a_clause,
    asked_by_preposition,
    asks_how,
    beside_a_noun,
    beside_the_denied,
    blamed_for_it,
    by_the_way,
    disagrees,
    gerund_before,
    joined_by_nothing,
    kept_from,
    lost_subject,
    nothing_that_acts,
    talked_into_it,
    whoever_does_it,
    whose_second_verb,
    writers,
)
from kg.text.extract.tree import NOMINAL, Tree

RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
# Nouns whose "that" opens a statement, no relative clause: "the claim that X spied".
_THAT_NOUNS = frozenset({"suspicion", "claim", "report", "fact", "allegation", "belief", "idea", "fear", "hope", "statement", "accusation", "sign",
                         "evidence", "possibility", "chance", "risk", "concern", "doubt", "rumour", "rumor", "warning", "news"})  # fmt: skip
_BIDS = frozenset({"order", "bid", "attempt", "effort", "move", "drive", "push"})  # "in order to", "in a bid to"
_AIMS = frozenset(
    {
        "goal",
        "aim",
        "plan",
        "purpose",
        "task",
        "job",
        "mission",
        "intention",
        "objective",
        "target",
        "ambition",
        "hope",
        "idea",
        "dream",
        "priority",
    }
)
_TOWARDS = frozenset({"deal", "agreement", "talk", "negotiation", "bid", "offer", "contract", "plan", "pact", "race", "effort", "attempt", "campaign"})
_SAYING = frozenset({"say", "report", "announce", "tell", "write", "note", "claim", "state"})
_OF_PEOPLE = frozenset({"base", "bear", "headquarter", "locate", "know", "raise", "educate", "call", "own", "name", "lead", "head", "run"})
_TIMES = frozenset({"while", "when", "once", "if", "though", "although"})  # "met while at college": a clause without a verb
# "He asked them to leave" leaves the object as the subject of the infinitive, "he promised them to" does not.
SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "swear", "pledge", "use"})
_NO_OBJECT = frozenset({"flap", "fall", "rise", "come", "go", "arrive", "die", "happen", "occur", "sit", "lie", "laugh", "collapse", "crash", "explode", "stumble",
                        "skid", "erupt", "appear", "emerge", "remain", "wait", "react", "retire", "swerve", "slip", "tumble"})  # fmt: skip
_GETTING = frozenset({"win", "receive", "get", "earn", "collect", "gain", "take", "use", "have", "need", "seek", "share", "claim"})  # "won a prize for saving Lund"
_TELLING = frozenset({"explain", "describe", "discuss"})  # "discussed moving the port": who would move it is open


@dataclass(slots=True)
class Adverbial:
    """A prepositional phrase: its preposition tokens ("out", "of") and the heads of its objects."""

    prep: tuple[int, ...]
    objects: list[int]


@dataclass(slots=True)
class Clause:
    """A verb and what stands in its slots, as token positions. ``how`` says where the subject came from."""

    verb: int
    subjects: list[int] = field(default_factory=list)
    passive: bool = False
    agents: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    datives: list[int] = field(default_factory=list)
    complements: list[int] = field(default_factory=list)  # attr, acomp, oprd
    adverbials: list[Adverbial] = field(default_factory=list)
    particles: list[int] = field(default_factory=list)
    auxiliaries: list[int] = field(default_factory=list)
    how: str = "own"  # own | conjunct | control | relative | participle | adverbial | purpose | noun
    relativizer: int = -1
    object_how: str = "own"  # own | conjunct | relative


def clauses(tree: Tree) -> list[Clause]:
    """Return the clauses of ``tree`` in text order."""
    found: dict[int, Clause] = {}
    for i in range(len(tree)):
        if is_predicate(tree, i):
            found[i] = _slots(tree, i)
    done: set[int] = set()
    for i in found:
        _resolve(tree, found, i, done)
    return [found[i] for i in sorted(found)]


def is_predicate(tree: Tree, i: int) -> bool:
    """Return whether token ``i`` is the verb of a clause (not an auxiliary, not a modifier)."""
    if tree.pos[i] not in ("VERB", "AUX") or tree.dep[i] in (
        "aux",
        "auxpass",
        "amod",
        "compound",
        "nmod",
        "det",
        "case",
    ):
        return False
    if tree.tag[i] == "MD":
        return False
    if tree.dep[i] in ("prep", "agent", "mark", "cc", "quantmod", "advmod", "npadvmod", "poss"):  # "including", "given"
        return False
    if tree.lower[i] == "following" and tree.dep[i] in ("acl", "advcl") and tree.child(i, "aux", "nsubj") < 0:
        return False  # "faces charges following an inquiry": a preposition
    # a noun that the tagger took for a verb: it has a determiner and nothing of a verb
    return not (tree.child(i, "det", "poss") >= 0 and tree.child(i, "nsubj", "nsubjpass", "aux", "auxpass") < 0)


def _slots(tree: Tree, i: int) -> Clause:
    clause = Clause(i)
    for k in tree.kids[i]:
        dep = tree.dep[k]
        if dep in ("nsubj", "nsubjpass"):
            if tree.lower[k] in RELATIVE and tree.tag[k] in ("WDT", "WP", "WP$"):
                clause.relativizer = k
            clause.subjects.append(k)
            clause.passive = clause.passive or dep == "nsubjpass"
        elif dep == "auxpass":
            clause.passive = True
            clause.auxiliaries.append(k)
        elif dep == "aux":
            clause.auxiliaries.append(k)
        elif dep == "prt":
            clause.particles.append(k)
        elif dep == "dobj":
            clause.objects.append(k)
        elif dep == "dative":
            if tree.pos[k] == "ADP":
                clause.adverbials.append(Adverbial((k,), _members(tree, tree.children(k, "pobj"))))
            else:
                clause.datives.append(k)
        elif dep in ("attr", "acomp", "oprd"):
            clause.complements.append(k)
        elif dep == "agent":
            clause.agents.extend(_members(tree, tree.children(k, "pobj")))
        elif dep == "prep" and not (k > 0 and tree.lower[k - 1] in _TIMES):
            clause.adverbials.extend(adverbials(tree, k))
    if clause.agents:
        clause.passive = True
    before = [k for k in clause.subjects if k < i and k != clause.relativizer]
    for k, after in pairwise(before):
        if any(tree.tag[j] in ("WDT", "WP") for j in range(k, after)):
            clause.subjects.remove(k)  # "a film, in which Mora played": the relative clause has its own
            continue
        if any(tree.tag[j] == "VBG" for j in tree.children(k, "acl")) and "," in tree.text[k:after]:
            clause.subjects.remove(k)  # "Both sides going in unbeaten, Peru won": the nearer one is the verb's
    if len(clause.objects) > 1 and tree.lower[clause.objects[-1]].endswith("ing"):
        clause.objects.pop()  # "lost his fortune investing in rice": how, not what
    clause.objects = _members(tree, clause.objects)
    clause.datives = _members(tree, clause.datives)
    return clause


def adverbials(tree: Tree, prep: int, before: tuple[int, ...] = ()) -> list[Adverbial]:
    """Read the prepositional phrase headed by ``prep``, with chains ("out of X") and conjuncts ("in X and on Y")."""
    out = []
    chain = (*before, prep)
    objects = _members(tree, tree.children(prep, "pobj"))
    inner = [k for k in tree.children(prep, "prep", "pcomp") if tree.pos[k] in ("ADP", "SCONJ")]
    if objects and inner and before == () and inner[0] < objects[0]:  # "because of X": both hang on "because"
        out.append(Adverbial((prep, inner[0]), objects))
    elif objects:
        out.append(Adverbial(chain, objects))
    elif inner:
        for k in inner:
            out.extend(adverbials(tree, k, chain))
    else:
        out.append(Adverbial(chain, []))  # stranded: "the list it is part of"
    for k in tree.children(prep, "conj"):
        if tree.pos[k] == "ADP":
            out.extend(adverbials(tree, k))
    return out


def _members(tree: Tree, heads: list[int]) -> list[int]:
    out: list[int] = []
    for h in heads:
        out.extend(m for m in members(tree, h) if m not in out)
    return out


def members(tree: Tree, i: int) -> list[int]:
    """Return the noun ``i`` and the nouns coordinated with it (never a verb or an adjective)."""
    return [c for c in tree.conjuncts(i) if tree.pos[c] in NOMINAL or c == i]


def _resolve(tree: Tree, found: dict[int, Clause], i: int, done: set[int]) -> None:
    """Fill the subjects (and gap objects) of clause ``i``, after those of the clauses it hangs on."""
    if i in done:
        return
    done.add(i)
    clause, dep, head = found[i], tree.dep[i], tree.head[i]
    governor = _governor(tree, found, i)
    if governor >= 0:
        _resolve(tree, found, governor, done)
    own = [s for s in clause.subjects if s != clause.relativizer]
    if tree.tag[i] == "VBG" and tree.lower[max(i - 3, 0) : i] == ["as", "well", "as"] and own:
        clause.subjects = []  # "guilty of killing two guards, a cook as well as burning a barn": the cook burnt nothing
        return
    if own and any(tree.dep[k] == "mark" and tree.lower[k] == "for" for k in tree.kids[i]):
        clause.subjects = _members(tree, own)  # "it is time for farmers to sow": no relative clause
        return
    if dep == "relcl" and not own and clause.relativizer < 0 and any(tree.tag[k] == "TO" for k in tree.kids[i]) and tree.lemma[head] in _TOWARDS:
        _participle(tree, found, clause, head)  # "a deal to buy"
        return
    if dep == "relcl" or (dep == "acl" and clause.relativizer >= 0):
        _relative(tree, clause, head, own)
        return
    if own:
        clause.subjects = _members(tree, own)
        above = found.get(governor)
        if (
            above is not None
            and dep == "ccomp"
            and [tree.lower[k] for k in own] == ["they"]
            and _plural(tree, above.subjects)
            and not _others_before(tree, i, above.verb, above.subjects)
        ):
            clause.subjects = list(above.subjects)  # "Peru and Kenya said they will …"
        return
    if clause.relativizer >= 0:  # "who" of a free relative or question
        clause.subjects = []
        if dep in ("advcl", "ccomp", "xcomp", "pcomp", "parataxis", "dep"):
            # "followed an attack on a bus in Quito, that killed two": the attack or the bus, not what followed;
            # '"Who can forget it?" asked Mora', "asked who had robbed it": that is the question
            return
    if tree.child(i, "expl", "csubj", "csubjpass") >= 0:
        return  # "because there was a fire", "says scrapping it would help Norvia": the place of the subject is taken
    if governor < 0 and dep != "acl":
        return
    above = found.get(governor)
    if dep == "acl":
        _participle(tree, found, clause, head)
    elif dep == "conj" and above is not None and (finite := _finite_above(tree, found, i, governor)) != governor:
        clause.subjects, clause.how = (list(found[finite].subjects) if finite >= 0 else []), "conjunct"
    elif dep == "conj" and above is not None and beside_the_denied(tree, governor, i):
        return  # "did not think the bank was sound and sold it": hardly the bank
    elif dep == "conj" and above is not None and lost_subject(tree, i):
        return  # "but for Peru is losing control": its own subject hangs on "for"
    elif dep == "conj" and above is not None and whose_second_verb(tree, governor, i):
        return
    elif dep == "conj" and above is not None and joined_by_nothing(tree, governor, i):
        return  # "found growth in 2050 exceeded that of 2000": no coordination, its subject is somewhere before
    elif dep == "conj" and above is not None and (first := gerund_before(tree, governor, i)) in found:
        _resolve(tree, found, first, done)
        clause.subjects, clause.how = list(found[first].subjects), "conjunct"
    elif dep == "conj" and above is not None and disagrees(tree, i, above.subjects):
        # "Mora says workers earn more and receive travel": what agrees in number stands in the clause said
        inner = [found[k] for k in tree.children(governor, "ccomp") if k in found and k < i]
        said = [c for c in inner if not disagrees(tree, i, c.subjects)]
        clause.subjects, clause.how = (list(said[-1].subjects) if said else []), "conjunct"
    elif dep == "conj" and above is not None:
        clause.subjects, clause.how = list(above.subjects), "conjunct"
        _share_object(tree, above, clause)
        lacks_object = (
            not (clause.passive or clause.objects or clause.complements) and tree.child(i, "ccomp", "xcomp") < 0
        )
        if above.object_how == "relative" and lacks_object:  # "a system that he patented and sold to Peru"
            clause.objects, clause.object_how = list(above.objects), "relative"
        if above.passive and not clause.passive and tree.tag[i] == "VBN" and not clause.auxiliaries:
            clause.passive = True  # "was arrested and charged"
    elif (
        dep in ("xcomp", "ccomp", "oprd", "advcl")
        and above is not None
        and (asked := asked_by_preposition(tree, governor, i))
    ):
        clause.subjects, clause.how = _members(tree, asked), "control"
    elif dep == "xcomp" and tree.tag[i] == "VBG" and tree.lemma[head] in _TELLING:
        return
    elif dep in ("xcomp", "ccomp", "oprd") and above is not None:
        objects = above.objects or above.datives
        lemma = tree.lemma[governor]
        if objects and lemma not in SUBJECT_CONTROL and not above.passive:
            clause.subjects, clause.how = list(objects), "control"
        elif dep != "ccomp" or any(tree.tag[k] == "TO" for k in tree.children(i, "aux")):
            clause.subjects, clause.how = list(above.subjects), "control"
            if lemma == "be" and len(above.subjects) == 1 and tree.lemma[above.subjects[0]] in _AIMS:
                clause.subjects = tree.children(above.subjects[0], "poss")  # "its goal is to": who has the goal
    elif dep == "pcomp" and (noun := tree.child(head, "pobj")) >= 0 and noun < i and tree.pos[i - 1] == "PUNCT":
        # "on Monday - condemning the plan" is nothing of "on"; "with firms in Peru -- mostly banks -- selling rice": the firms
        clause.subjects = _members(tree, [noun]) if tree.lower[head] == "with" else []
    elif dep == "pcomp" and (asks_how(tree, i) or whoever_does_it(tree, head) or nothing_that_acts(tree, governor, head)):
        return
    elif dep == "pcomp" and above is not None:
        prep = tree.lower[head]
        noun = tree.head[head]
        if tree.pos[noun] == "NOUN":
            clause.subjects, clause.how = list(above.subjects), "noun"
        elif prep == "by" and above.passive:
            clause.subjects = list(above.agents)  # "can be avoided by walking": the crowds do not walk
        elif blamed_for_it(tree, governor, head) or (above.objects and not above.passive and talked_into_it(tree, governor, head)):
            clause.subjects = list(above.objects)  # "accused Peru of unrest by arming rebels": Peru armed them
        elif prep == "from" and (above.objects or above.passive):
            clause.subjects = list(above.objects if above.objects and not above.passive else above.subjects)
        elif prep in ("of", "for") and above.objects and not above.passive and not (prep == "for" and tree.lemma[governor] in _GETTING):
            clause.subjects = list(above.objects)  # "accused X of breaking", "fined X for breaking"
        elif prep == "in" and head > 0 and tree.pos[head - 1] == "NOUN" and tree.dep[head - 1] == "pobj" and noun < head - 1:
            return  # "covered the cost in moving families": whose doing the noun before would tell
        else:
            clause.subjects = list(above.subjects)
        clause.how = "adverbial"
    elif (
        dep == "advcl"
        and above is not None
        and tree.tag[i] == "VBN"
        and any(tree.lower[k] == "as" for k in tree.kids[i])
    ):
        return  # "as measured by": of the whole clause, nobody's
    elif dep == "advcl" and tree.lemma[head] in _SAYING and any(k < head for k in tree.children(head, "ccomp")):
        return  # "… has closed, the bank says, prompting": not the bank
    elif dep == "advcl" and tree.tag[i] == "VBG" and head < i and after_a_clause(tree, head, i):
        return  # "it began when a cart fell, causing a jam": what caused it, the beginning or the fall?
    elif dep == "advcl" and above is not None and tree.lemma[i] == "use" and tree.tag[i] == "VBG" and above.passive:
        clause.subjects = list(above.agents)  # "were flown out using small planes": the flown use nothing
        clause.how = "adverbial"
    elif dep == "advcl" and above is not None and clause.agents and above.objects and head < i and not above.passive:
        return  # "removed Lund for 43, caught by Mora": who was caught?
    elif dep == "advcl" and above is not None and clause.agents and head < i and beside_a_noun(tree, i):
        return  # "will ride through the slump, brought on by Kenya": what was brought on?
    elif dep == "advcl" and above is not None:
        infinitive = any(tree.lower[k] == "to" and tree.tag[k] == "TO" for k in tree.kids[i])
        clause.subjects = list(above.agents if above.passive and infinitive and above.agents else above.subjects)
        clause.how = "purpose" if infinitive else "adverbial"
        if tree.tag[i] == "VBN" and not any(tree.lemma[k] == "have" for k in clause.auxiliaries):
            clause.passive = True


def _finite_above(tree: Tree, found: dict[int, Clause], verb: int, governor: int) -> int:
    """Return the verb that ``verb`` is coordinated with: a finite form is no conjunct of an infinitive.

    "allows police to detain people and requires schools to check": who requires is who allows. -1: none.
    """
    if tree.tag[verb] not in ("VBZ", "VBP") or not any(tree.tag[k] == "TO" for k in tree.kids[governor]):
        return governor
    at = governor
    while at >= 0 and any(tree.tag[k] == "TO" for k in tree.kids[at]):
        at = _governor(tree, found, at)
    return at


def _others_before(tree: Tree, verb: int, said: int, speakers: list[int]) -> bool:
    """Do those say today what others of the sentence before did: "Rebels attacked the port. Police say they killed two guards"?

    Of themselves they mostly tell what they have done, do and will do.
    """
    past = [k for k in (verb, *tree.kids[verb]) if tree.tag[k] == "VBD" and (k == verb or tree.dep[k] in ("aux", "auxpass"))]
    sentence = tree.sent_of[verb]
    if sentence == 0 or not past or tree.lemma[past[0]] == "have" or tree.tag[said] != "VBP":
        return False
    who = {tree.lemma[k] for k in speakers}
    return any(
        tree.dep[k] in ("nsubj", "nsubjpass") and tree.lemma[k] not in who and (tree.tag[k] in ("NNS", "NNPS") or tree.child(k, "conj") >= 0)
        for k in range(*tree.sentences[sentence - 1])
    )


def _plural(tree: Tree, subjects: list[int]) -> bool:
    return len(subjects) > 1 or any(tree.tag[s] in ("NNS", "NNPS") for s in subjects)


def _governor(tree: Tree, found: dict[int, Clause], i: int) -> int:
    """Return the clause whose slots clause ``i`` borrows, or -1."""
    head = tree.head[i]
    if head == i:
        return -1
    if tree.dep[i] == "pcomp":
        while tree.pos[head] in ("ADP", "SCONJ") and tree.head[head] != head:
            head = tree.head[head]
        if tree.pos[head] == "NOUN" and tree.dep[head] == "dobj" and tree.child(head, "poss") < 0:
            head = tree.head[head]  # "has a habit of paying bills late": who has it pays them
        return head if head in found else -1
    if tree.pos[head] == "ADJ" and tree.dep[head] in ("acomp", "oprd", "attr"):
        head = tree.head[head]  # "is able to use": the adjective passes its subject on
    return head if head in found else -1


def _relative(tree: Tree, clause: Clause, noun: int, own: list[int]) -> None:
    clause.how = "relative"
    if by_the_way(tree, clause.verb, noun):
        clause.subjects = []
        return
    if clause.relativizer >= 0 and own:  # "a rule which A and B have attacked": two subjects, the pronoun is the object
        clause.subjects = _members(tree, own)
        clause.objects, clause.object_how = [noun], "relative"
        return
    if not own:
        if clause.relativizer < 0 and clause.passive is False and tree.tag[clause.verb] in ("VBG", "VBN"):
            clause.passive = tree.tag[clause.verb] == "VBN"
        clause.subjects = [noun]
        return
    clause.how = "own"
    clause.subjects = _members(tree, own)
    whose = [k for s in own for k in tree.children(s, "poss") if tree.lower[k] == "whose"]
    if whose:
        return
    pronoun = [o for o in clause.objects if tree.lower[o] in RELATIVE]
    stranded = [a for a in clause.adverbials if not a.objects]
    fronted = [a for a in clause.adverbials if any(tree.lower[o] in RELATIVE for o in a.objects)]
    if pronoun:
        clause.objects, clause.object_how = [noun], "relative"
    elif fronted:
        fronted[0].objects = [noun]
    elif stranded:
        stranded[0].objects = [noun]
    elif (
        not clause.objects
        and not clause.passive
        and not clause.complements
        and tree.child(clause.verb, "ccomp", "xcomp") < 0
        and not (tree.lemma[noun] in _THAT_NOUNS and any(tree.dep[k] == "mark" for k in tree.kids[clause.verb]))
        and not (tree.lemma[noun] in ("guarantee", "certainty", "assurance") and any(tree.tag[k] == "MD" for k in clause.auxiliaries))
        and not any(tree.lower[k] in ("when", "where", "why", "how") for k in tree.kids[clause.verb])
    ):
        clause.objects, clause.object_how = [noun], "relative"


def _participle(tree: Tree, found: dict[int, Clause], clause: Clause, noun: int) -> None:
    """ "companies selling steel", "a deal signed by X", "a plan to deploy"."""
    i = clause.verb
    if any(tree.tag[k] == "TO" for k in tree.kids[i]):
        # who would act is the subject of the clause around the noun, or the noun's possessor
        clause.how = "noun"
        for_ = tree.child(noun, "poss")
        if for_ >= 0:
            clause.subjects = [for_]
            return
        for k in tree.up(noun):
            if k in found:
                bid = tree.dep[noun] == "pobj" and tree.lower[tree.head[noun]] == "in" and tree.lemma[noun] in _BIDS
                towards = tree.lemma[noun] in _TOWARDS and any(noun in a.objects for a in found[k].adverbials)
                if bid or (not found[k].passive and (noun in found[k].objects or towards)):
                    clause.subjects = list(found[k].subjects)
                return
        return
    clause.how = "participle"
    if kept_from(tree, i, noun):
        return
    if (letter := writers(tree, i, noun)) in found:
        clause.subjects, clause.how = list(found[letter].subjects), "adverbial"
        return
    clause.subjects = _what_was_made(tree, found, i, noun) or [_in_the_picture(tree, i, noun)]
    if tree.tag[i] in ("VBN", "VBD"):
        clause.passive = True


def _what_was_made(tree: Tree, found: dict[int, Clause], participle: int, noun: int) -> list[int]:
    """ "phones made by Norvia, sold in Peru", "a song by Lund, taken from an album": after the comma it is about the work."""
    by = tree.head[noun]
    if tree.tag[participle] != "VBN" or tree.lemma[participle] in _OF_PEOPLE or tree.lower[by] != "by" or "," not in tree.text[noun + 1 : participle]:
        return []
    above = tree.head[by]
    if above in found:
        return list(found[above].subjects) if found[above].passive else []
    return [above] if tree.pos[above] == "NOUN" else []


def _in_the_picture(tree: Tree, participle: int, noun: int) -> int:
    """ "a clip of Lena Holm wearing a coat", "raids by rebels taking up arms": the one beside the participle does it, not the clip."""
    of = participle - 1
    while of > noun and tree.ent[of] in ("PERSON", "ORG", "GPE", "NORP"):
        of -= 1
    beside = participle - 1
    by = tree.head[beside]
    if tree.tag[participle] == "VBG" and tree.tag[beside] == "NNS" and tree.lower[by] == "by" and tree.head[by] == noun:
        return beside
    if tree.tag[participle] == "VBG" and tree.lower[of] == "of" and tree.head[of] == noun and of < beside and not tree.ent[noun]:
        return beside if tree.head[beside] == of else noun
    return noun


def _share_object(tree: Tree, above: Clause, clause: Clause) -> None:
    """ "A bought and sold B": the first verb borrows the object of the second when nothing stands between."""
    first, second = (above, clause) if above.verb < clause.verb else (clause, above)
    if tree.lemma[first.verb] in _NO_OBJECT:
        return  # "the door flapped and hit the wall"
    if not first.objects and second.objects and not first.passive and not first.adverbials and not first.complements:
        between = [k for k in range(first.verb + 1, second.verb) if tree.dep[k] not in ("cc", "punct", "advmod", "aux")]
        if not between and tree.child(first.verb, "ccomp", "xcomp") < 0:
            first.objects, first.object_how = list(second.objects), "conjunct"

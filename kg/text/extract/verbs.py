"""Propositions of clauses: verb + object, verb + preposition, passives, copulas, light verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.text.extract.clauses import Adverbial, Clause, adverbials, members
from kg.text.extract.found import Found, Scene
from kg.text.extract.namings import DESCRIBING, NAMING
from kg.text.extract.phrases import PARTITIVE
from kg.text.extract.roles import current_role, was_once
from kg.text.extract.subjects import kept_from
from kg.text.extract.tree import Tree

COPULAS = frozenset({"be", "become", "remain", "stay"})
_MEANS = frozenset({"force", "hand", "law", "mistake", "accident", "name", "phone", "email", "mail", "post", "letter", "air", "sea", "road", "rail",
                    "train", "bus", "car", "boat", "plane", "default", "design", "decree", "vote", "way", "means", "surprise", "birth"})  # fmt: skip
_SUPPLYING = frozenset({"provide", "supply", "furnish", "present", "equip"})
_CAUSING = frozenset({"cause", "force", "help", "prompt", "compel", "enable", "allow"})
_EMPTY = frozenset({"there", "it"})
_LINKS = frozenset({"behalf", "behest", "favour", "favor", "lieu", "spite", "addition", "response", "accordance", "search", "pursuit", "wake", "run-up",
                    "case", "face", "light", "view", "course", "aftermath", "event", "eve", "middle", "midst", "presence", "absence", "terms"})  # fmt: skip
_HARMING = frozenset({"shoot", "beat", "stab", "hack", "strike", "club", "batter", "crush", "burn", "trample", "gun", "knife", "bludgeon", "kick"})
_THERE = frozenset({"Place", "Region", "City", "Facility"})  # they were there before: "caused rivers to dry up"
_TO_WHAT = frozenset({"account", "task", "heart", "book", "justice"})
_STATES_OF = frozenset({"receivership", "administration", "liquidation", "jeopardy", "danger", "doubt", "charge", "quarantine", "isolation", "notice", "hold",
                        "alert", "leave", "trial", "record", "care", "office", "power", "position"})  # fmt: skip
_SPANS = frozenset({"period", "era", "time", "age", "phase", "stage", "moment", "year", "decade", "century", "life", "childhood"})
_PUNISHING = frozenset({"sentence", "jail", "imprison", "ban", "suspend"})  # for how long is what counts
_LEADING = frozenset({"lead", "head", "chair", "run", "manage", "direct", "govern", "rule", "edit", "coach", "captain"})
_TIMELESS = _SPANS | {"history", "memory", "world"}
_HOW = frozenset({"treat", "regard", "view", "behave", "act", "receive", "consider"})  # how is what counts
_LIGHT = frozenset({"give", "make", "take", "have", "pay", "sign", "raise", "flag", "hold", "launch", "wage", "declare", "show", "express", "win", "gain",
                    "seize", "secure", "reach", "strike", "announce", "impose", "cause", "save", "receive", "request", "seek", "voice", "issue", "lose",
                    "conduct", "carry", "claim", "stage", "mount", "enter", "forge", "exert", "lend", "offer", "do", "play", "put", "place", "keep", "bring"})  # fmt: skip
_COMPLETING = frozenset({"into", "to", "from", "with", "as", "of", "onto", "upon", "against", "off"})
_DISTANCES = frozenset({"kilometre", "kilometer", "mile", "metre", "meter", "km", "yard", "step", "block"})
_WHERE = frozenset({"in", "at", "on", "from", "near", "inside", "outside", "across", "to", "under"})
# Prepositions that tell why or on whose word, not with whom; "between" belongs to the noun's parties.
_CIRCUMSTANCE = frozenset({"according to", "because of", "despite", "due to", "by", "between", "among", "given", "amid", "in spite of", "thanks to",
                           "instead of", "along with", "such as", "including", "compared to", "without", "regardless of"})  # fmt: skip


def verb_object(scene: Scene) -> Iterator[Found]:
    """Who does what: subject - verb (+ particle) - object; a passive's agent is the subject.

    Finds: "Norvia bought Dalmont", "Dalmont was bought by Norvia", "the pact signed by Norvia",
    "Norvia and Dalmont built and run two plants". Not: copulas, objects that are clauses.
    """
    tree = scene.tree
    for c in scene.clauses:
        lemma = tree.lemma[c.verb]
        if lemma in COPULAS:
            continue
        if lemma == "find" and "guilty" in tree.lower[c.verb + 1 : c.verb + 12]:
            continue  # "found Mora guilty" did not find Mora
        if c.passive:
            for s in c.subjects:
                for a in c.agents:
                    if tree.lemma[a] in _MEANS and tree.child(a, "det", "poss", "amod") < 0:
                        continue  # "by force", "by hand": how, not who
                    yield _found("verb.passive", scene, c, a, _locked_up(tree, c) or _phrase(tree, c), s)
        if c.passive and lemma == "award" and not c.agents:
            for s in c.subjects:
                for o in c.objects:
                    yield _found("verb.object", scene, c, s, "win", o)  # "was awarded the Harbour Prize"
        if lemma == "leave" and any(tree.dep[k] in ("acomp", "oprd") for k in c.complements):
            continue  # "left 40 people dead"
        for s in () if c.passive else c.subjects:
            for o in (*c.objects, *c.datives):
                if c.datives and tree.ent[o] == "MONEY" and lemma in ("fine", "charge", "sue", "tax", "cost"):
                    continue  # "fined Norvia $ 2 million": Norvia was fined
                if o + 2 in c.objects and tree.text[o + 1] == "-":
                    continue  # "cross-examination" in two
                if lemma in scene.lex.say and any(tree.lower[k] == "that" and tree.tag[k] == "IN" for k in range(c.verb + 1, o)):
                    continue  # "wrote that firms target price": what follows is a clause
                if lemma in _LEADING and any(tree.lower[k] in ("until", "till") for a in c.adverbials for k in a.prep):
                    continue  # "led the firm until last year": no longer
                if lemma in ("describe", "portray", "characterise", "characterize") and any(tree.lower[a.prep[-1]] == "as" for a in c.adverbials):
                    continue  # "described Mora as a hero": as what is what counts
                if lemma == "report" and any(tree.lower[k] == "as" and tree.child(k, "pcomp") >= 0 for k in tree.children(c.verb, "prep")):
                    continue  # "the agency reported the firm as saying": it quotes the firm, it does not report it
                if s < c.verb and tree.lemma[s] in _DISTANCES and tree.child(s, "prep") >= 0:
                    continue  # "two miles from Lima begins the forest"
                if (_phrase(tree, c), tree.lemma[o]) in scene.lex.idioms and not scene.is_name[o]:
                    continue  # "opened fire" opens nothing
                if _SCORE.fullmatch("".join(tree.text[max(o - 2, 0) : o + 1])) or _SCORE.fullmatch("".join(tree.text[o : o + 3])):
                    continue  # "beat them 3-0"
                if o != s and (tree.dep[o] != "dobj" or not _is_clause(tree, o)):
                    # "called the plan a disaster" describes it, "called the plan" would mean nothing
                    second = [k for k in c.objects if tree.dep[k] == "dobj"][1:]
                    named = lemma in NAMING and (bool(second) or any(tree.dep[k] == "oprd" for k in c.complements))
                    if (named or lemma in NAMING) and (o in second or not scene.is_name[o]):
                        continue
                    words = "describe" if named else _locked_up(tree, c) or _phrase(tree, c)
                    if words == "name" and any(" ".join(tree.lower[o + 1 : o + 1 + n]) in scene.lex.roles for n in (1, 2, 3)):
                        words = "appoint"  # "named Luis Mora chief executive"
                    if words == "tell" and any(tree.lower[b.prep[-1]] in ("from", "by") for b in c.adverbials):
                        continue  # "can tell Mora from Lund"
                    if words in ("challenge", "tell") and any(tree.tag[j] == "TO" for k in tree.children(c.verb, "xcomp", "ccomp", "advcl") for j in tree.kids[k]):
                        words = "urge"  # "challenged Mora to resign", "told him to resign" ask him to
                    if not _half_told(scene, c, words, o) and not _made_to_act(scene, c, o) and not _told_whole(scene, c, words, o):
                        yield _found("verb.object", scene, c, s, words, o)
            if lemma in _SUPPLYING and c.objects:  # "provides the user with a map": the map is what is provided
                for p in [
                    *c.adverbials,
                    *(p for o in c.objects for k in tree.children(o, "prep") for p in adverbials(tree, k)),
                ]:
                    if tree.lower[p.prep[-1]] == "with":
                        for o in p.objects:
                            yield _found("verb.object", scene, c, s, _phrase(tree, c), o)
            if not c.objects and (lemma in scene.lex.ask or lemma in _CAUSING):
                # "urged the banks not to lend", "caused a wall to burst": the parser hides the object
                for k in tree.children(c.verb, "ccomp"):
                    if any(tree.tag[j] == "TO" for j in tree.kids[k]):
                        for o in tree.children(k, "nsubj"):
                            for m in members(tree, o):
                                if not _made_to_act(scene, c, m):
                                    yield _found("verb.object", scene, c, s, _phrase(tree, c), m)


def _locked_up(tree: Tree, c: Clause) -> str:
    """Return "arrest" for "place under arrest", "take into custody", "detain" for "put under house arrest", "hold in custody"; else ""."""
    if tree.lemma[c.verb] not in ("place", "put", "take", "hold", "keep"):
        return ""
    for a in c.adverbials:
        for o in a.objects:
            if tree.lower[a.prep[-1]] in ("under", "into", "in") and tree.lemma[o] in ("arrest", "custody", "detention"):
                free = tree.lemma[c.verb] == "take" or (tree.lemma[o] == "arrest" and tree.child(o, "compound", "amod") < 0)
                return "arrest" if free and tree.lemma[c.verb] not in ("hold", "keep") else "detain"
    return ""


def _told_whole(scene: Scene, c: Clause, words: str, o: int) -> bool:
    """ "paid tribute to the nurses" is read as honouring them: "paid tribute" would tell half of it once more."""
    tree = scene.tree
    if scene.is_name[o] or tree.pos[o] != "NOUN" or tree.lemma[c.verb] not in _LIGHT or tree.child(o, "nummod", "nmod") >= 0:
        return False
    behind = [a for k in tree.children(o, "prep") for a in adverbials(tree, k)]
    behind += [a for a in c.adverbials if a.prep[0] > o]
    return any(
        ("verb", f"{words} {tree.lemma[o]} {' '.join(tree.lower[p] for p in a.prep)}") in scene.lex.phrases
        and any(scene.thing[m] >= 0 or tree.pos[m] in ("NOUN", "PROPN") for m in a.objects)
        for a in behind
    )


def _half_told(scene: Scene, c: Clause, words: str, o: int) -> bool:
    """ "initiated Mora into the club", "spent the year in Peru": without the rest the verb says too little.

    A verb that the lexicon reads says enough with its object ("sold the plant to Norvia").
    """
    tree = scene.tree
    if words in DESCRIBING and not scene.is_name[o]:
        return any(tree.lower[a.prep[-1]] == "as" for a in c.adverbials)  # "described it as sound": how is what counts
    if tree.lemma[o] in scene.lex.does["noun-says"] and not any(tree.dep[k] in ("amod", "compound", "poss", "nmod") for k in tree.kids[o]):
        said = [k for k in tree.kids[o] if tree.dep[k] in ("acl", "relcl", "ccomp") and k > o]
        if any(tree.dep[j] == "mark" or (tree.dep[j] in ("nsubj", "nsubjpass") and tree.tag[j] != "WDT") for k in said for j in tree.kids[k]):
            return True  # "investigates reports that …", "dismissed claims he lied": of what?
    if words == "report" and o + 1 < len(tree) and tree.tag[o + 1] in ("VBN", "VBD", "VBG") and tree.head[o + 1] == o and tree.dep[o + 1] == "acl":
        return True  # "reported four people killed": that they were
    if any(tree.lower[a.prep[-1]] == "to" and any(tree.lemma[k] in _TO_WHAT and not tree.kids[k] for k in a.objects) for a in c.adverbials) or any(
        tree.lemma[k] in _TO_WHAT for k in tree.children(c.verb, "xcomp")
    ):
        return True  # "hold him to account" holds nobody
    if words == "place" and any(tree.lower[a.prep[-1]] == "under" or (tree.lower[a.prep[-1]] in ("in", "on") and any(tree.lemma[k] in _STATES_OF for k in a.objects)) for a in c.adverbials):
        return True  # "placed the bank in receivership": not that it was placed
    return ("verb", words) not in scene.lex.phrases and words != "invite" and (
        any(
            a.prep[0] > o and (tree.lower[a.prep[-1]] in _COMPLETING or (words == "leave" and tree.lower[a.prep[-1]] == "without")) and a.objects
            for a in c.adverbials
        )
        or any(k > o for k in tree.children(c.verb, "ccomp"))  # "assured travellers that …"
        or any(tree.dep[j] == "mark" or tree.tag[j] == "TO" for k in tree.children(o, "acl", "ccomp") for j in tree.kids[k])
        or any(tree.child(k, "pcomp") >= 0 for k in tree.children(o, "prep"))  # "a policy of turning boats away"
    )


def _made_to_act(scene: Scene, c: Clause, o: int) -> bool:
    """ "caused diners to suffer", "prevents women reaching the top": what they do is caused or prevented, not they."""
    tree = scene.tree
    if any(kept_from(tree, k, o) for k in tree.children(o, "acl")):
        return True
    class_ = scene.class_of[o] or scene.lex.classes.get(tree.lemma[o], "")
    if tree.lemma[c.verb] == "lead":
        class_ = "Person"  # "led the Norvia to sink": nobody leads it
    return (
        tree.lemma[c.verb] in ("cause", "lead", "allow", "enable", "cost", "leave", "let", "force")
        and (class_ in ("Person", "Group", "Company", "Organization", "Country") or (tree.lemma[c.verb] == "cause" and class_ in _THERE))
        and any(any(tree.tag[j] == "TO" for j in tree.kids[k]) for k in tree.children(c.verb, "xcomp", "ccomp", "advcl"))
    )


def verb_preposition(scene: Scene) -> Iterator[Found]:
    """Who does it with, in, to whom: subject - verb (+ particle, adjective) + preposition - object.

    Finds: "Norvia teamed up with Dalmont", "Holm was arrested in Peru", "Norvia relies on Dalmont",
    "the network went live in Quito". A direct object between verb and preposition is part of the
    relation: "signed a deal with" gives "sign deal with".
    """
    tree = scene.tree
    for c in scene.clauses:
        lemma = tree.lemma[c.verb]
        if lemma in COPULAS and not c.passive:
            continue
        base = ("be " if c.passive or _verbless_passive(scene, c) else "") + _phrase(tree, c)
        middle = [k for k in c.complements if tree.pos[k] in ("ADJ", "ADV") or tree.dep[k] == "acomp"]
        if base.endswith("kill"):
            middle = []  # "shot dead in"
        middle += [
            k
            for k in tree.children(c.verb, "advmod")
            if k > c.verb and tree.lower[k] in ("together", "live", "alongside", "apart", "away", "back")
        ]
        first = True
        for via, adverbial in _all_adverbials(tree, c):
            prep = " ".join(tree.lower[k] for k in adverbial.prep)
            if prep in _CIRCUMSTANCE or not adverbial.objects:
                continue
            adverb = [via] if via > 0 and via not in middle and tree.pos[via] == "ADV" and not tree.lower[via].endswith("ly") else []
            near, first = first and not _date(tree, adverbial.objects[0]), first and _date(tree, adverbial.objects[0])
            for s in c.subjects:
                for o in adverbial.objects:
                    if o == s:
                        continue
                    for target, words, tokens in _chains(tree, prep, adverbial.prep, o):
                        yield _found("verb.chain", scene, c, s, words, target, tokens)
                    if _behind_dash(tree, c.verb, o):
                        continue
                    if tree.tag[c.verb] == "VBG" and prep == "of" and adverbial.prep[0] == c.verb + 1 and ("verb", f"{lemma} of") not in scene.lex.phrases:
                        continue  # "after interviewing of the witness ended": a noun
                    if (tree.lemma[o] in _SPANS and lemma not in _PUNISHING) or (lemma in _HOW and _by_manner(tree, c.verb)):
                        continue  # "returned to a quiet period", "was treated kindly in Peru"
                    if lemma == "settle" and not near and any(tree.lower[a.prep[-1]] in ("for", "with", "on") for a in c.adverbials):
                        continue  # "settled for bronze in Lima": nobody lives there
                    if tree.lemma[o] in _LINKS and tree.child(o, "prep") >= 0:
                        continue  # "spied on behalf of Peru" spied on nobody's behalf
                    if adverbial.prep[0] < s < c.verb and prep not in _WHERE:
                        continue  # "After the war Norvia was named …": when, why or how, no complement of the verb
                    if c.objects and not c.passive and (c.object_how == "own" or (c.object_how == "relative" and _says_which(tree, c))):
                        noun = c.objects[0]
                        between = [a for a in c.adverbials if noun < a.prep[0] < adverbial.prep[0] and not _date(tree, (a.objects or [noun])[0])]
                        if noun < adverbial.prep[0] and not (between and prep in ("on", "in", "at")):
                            words = f"{base} {_what_of(tree, noun, prep)} {prep}"
                            behind = (noun, *adverbial.prep) if c.object_how == "own" else adverbial.prep
                            yield _found("verb.object.prep", scene, c, s, words, o, behind)
                        continue
                    inner = [word for k in (*middle, *adverb) for word in (["not"] * (tree.lower[k - 1] == "not" and k - 1 > c.verb) + [tree.lower[k]])]
                    words = " ".join([base, *inner, prep])  # "pleaded not guilty to" is another plea
                    phrase = (*middle, *adverb, *adverbial.prep)
                    yield _found("verb.prep" if near or (lemma in _PUNISHING and _date(tree, o)) else "verb.prep.far", scene, c, s, words, o, phrase)


def _says_which(tree: Tree, c: Clause) -> bool:
    """Is there a relative pronoun: "told the paper she had gone to Lima" only looks as if she went the paper."""
    return any(tree.tag[k] in ("WDT", "WP") for k in tree.kids[c.verb])


def _what_of(tree: Tree, noun: int, prep: str) -> str:
    """Return the word for what the verb is done to: "drone" of "thousands of drones", "money" of "$300m" to somebody."""
    if tree.ent[noun] == "MONEY" and prep in ("to", "from"):
        return "money"
    if tree.lemma[noun] in PARTITIVE or tree.pos[noun] == "NUM":
        return next((tree.lemma[o] for k in tree.children(noun, "prep") if tree.lower[k] == "of" for o in tree.children(k, "pobj")), tree.lemma[noun])
    return tree.lemma[noun]


def _behind_dash(tree: Tree, verb: int, noun: int) -> bool:
    """Does a loose dash stand right before the noun: "interfering with a crew - offences that …"?"""
    return noun - 1 > verb and tree.text[noun - 1] in ("-", "–", "—") and tree.end(noun - 1) < tree.start[noun]


def _by_manner(tree: Tree, verb: int) -> bool:
    return any(tree.dep[k] == "advmod" and tree.lower[k].endswith("ly") for k in tree.kids[verb])


_PERIL = frozenset({("at", "risk"), ("in", "danger"), ("in", "jeopardy"), ("in", "peril")})
_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")


def _verbless_passive(scene: Scene, c: Clause) -> bool:
    """ "Norvia banned in Peru": a headline leaves "was" out, and the parser takes the participle for a past tense."""
    tree = scene.tree
    return (
        scene.headline
        and tree.tag[c.verb] in ("VBN", "VBD")
        and not c.auxiliaries
        and not c.objects
        and not c.complements
        and ("verb", tree.lemma[c.verb]) in scene.lex.phrases
    )


def _date(tree: Tree, i: int) -> bool:
    return tree.ent[i] in ("DATE", "TIME")


def _chains(tree: Tree, prep: str, tokens: tuple[int, ...], noun: int) -> Iterator[tuple[int, str, tuple[int, ...]]]:
    """ "in partnership with X", "on behalf of X": preposition, bare noun, preposition as one link to X."""
    if tree.pos[noun] != "NOUN" or (tree.child(noun, "det", "poss", "amod") >= 0 and prep != "under"):
        return
    for k in tree.children(noun, "prep"):
        for inner in adverbials(tree, k):
            words = f"{prep} {tree.lemma[noun]} {' '.join(tree.lower[j] for j in inner.prep)}"
            for target in inner.objects:
                yield target, words, (*tokens, noun, *inner.prep)


def light_verb(scene: Scene) -> Iterator[Found]:
    """The preposition of the object noun: "signed a deal with B", "raised doubts about B", "has access to B".

    The relation is verb + noun + preposition. Only phrases that the lexicon reads are kept here: a
    noun's preposition says nothing about the subject otherwise ("read a book about B").
    """
    tree = scene.tree
    for c in scene.clauses:
        nouns = c.subjects if c.passive and not c.agents else c.objects
        base = _phrase(tree, c)
        for noun in nouns:
            if tree.pos[noun] not in ("NOUN", "PROPN"):
                continue
            for k in tree.children(noun, "poss"):  # "won Peru's support" is support of Peru
                for s in c.agents if c.passive else c.subjects:
                    for o in members(tree, k):
                        if o != s:
                            yield _found("verb.light", scene, c, s, f"{base} {tree.lemma[noun]} of", o, (noun,))
            for k in tree.children(noun, "prep"):
                for adverbial in adverbials(tree, k):
                    prep = " ".join(tree.lower[j] for j in adverbial.prep)
                    words = f"{base} {tree.lemma[noun]} {prep}"
                    subjects = c.agents if c.passive else c.subjects
                    for s in subjects:
                        for o in adverbial.objects:
                            if o != s:
                                yield _found("verb.light", scene, c, s, words, o, (noun, *adverbial.prep))


def copula(scene: Scene) -> Iterator[Found]:
    """What somebody is: kind ("X is a bank"), role ("X is the head of Y"), adjective ("X is critical of Y")."""
    tree = scene.tree
    for c in scene.clauses:
        lemma = tree.lemma[c.verb]
        if lemma not in COPULAS or c.passive:
            continue
        for s in c.subjects:
            if tree.lower[s] in _EMPTY and tree.dep[s] == "expl":
                continue
            once = tree.tag[c.verb] == "VBD" and any(tree.lower[k] == "when" for k in tree.kids[c.verb])
            if once and scene.class_of[s] == "Person":
                continue  # "when he was bishop of Lima": he was
            for attr in [m for k in c.complements for m in members(tree, k)]:
                if tree.pos[attr] in ("NOUN", "PROPN", "NUM", "PRON") and attr != s:
                    noun = attr
                    if tree.lower[attr] in ("one", "part", "some", "among", "member", "kind", "type", "sort", "piece"):
                        yield from _of(scene, c, s, attr)
                        inner = [
                            o
                            for k in tree.children(attr, "prep")
                            if tree.lower[k] == "of"
                            for o in tree.children(k, "pobj")
                        ]
                        if tree.lower[attr] in ("part", "member") or not inner:
                            continue
                        noun = inner[0]
                    if scene.place_of[noun]:
                        continue  # "became the first Dane to": a nation is no kind
                    if tree.lemma[noun] != "party" or not any(tree.lower[k] == "to" for k in tree.kids[noun]):  # "was no party to the case"
                        yield _found("copula.noun", scene, c, s, "be", noun, (), kind="kind")
                    if noun == attr:
                        yield from _of(scene, c, s, attr)
                elif tree.pos[attr] in ("ADJ", "ADV", "VERB"):
                    for k in tree.children(attr, "prep"):
                        for adverbial in adverbials(tree, k):
                            prep = " ".join(tree.lower[j] for j in adverbial.prep)
                            for o in adverbial.objects:
                                yield _found(
                                    "copula.adjective",
                                    scene,
                                    c,
                                    s,
                                    f"be {tree.lower[attr]} {prep}",
                                    o,
                                    (attr, *adverbial.prep),
                                    kind="verb",
                                )
            for adverbial in c.adverbials:
                prep = " ".join(tree.lower[j] for j in adverbial.prep)
                if prep in _CIRCUMSTANCE or (c.complements and adverbial.prep[0] < s < c.verb):
                    continue  # "In Peru, theft is an offence": where it is one
                for o in adverbial.objects:
                    if tree.lemma[o] == "place" and any(tree.ent[k] == "ORDINAL" for k in tree.kids[o]):
                        continue  # "is in second place" is nowhere
                    for attr in c.complements:  # "is chief executive at Norvia": the parser hangs "at" on the verb
                        if tree.pos[attr] == "NOUN" and (role := _role(scene, s, attr, prep, o)):
                            phrase = (*sorted(c.auxiliaries), c.verb, attr, *adverbial.prep)
                            yield Found("copula.role", "role", s, role, o, phrase, c.verb, False, c)
                    inners = [p for k in tree.children(o, "prep") for p in adverbials(tree, k)]
                    yield _found("copula.prep", scene, c, s, f"be {prep}", o, adverbial.prep, kind="verb")
                    for below in inners:
                        words = f"be {prep} {tree.lemma[o]} {' '.join(tree.lower[j] for j in below.prep)}"
                        for target in below.objects:
                            yield _found(
                                "copula.prep",
                                scene,
                                c,
                                s,
                                words,
                                target,
                                (*adverbial.prep, o, *below.prep),
                                kind="verb",
                            )


def _of(scene: Scene, c: Clause, subject: int, noun: int) -> Iterator[Found]:
    """ "is the head of Y", "is part of Y", "is a concern for Y": the noun's own complement."""
    tree = scene.tree
    for k in tree.children(noun, "prep"):
        for adverbial in adverbials(tree, k):
            prep = " ".join(tree.lower[j] for j in adverbial.prep)
            gap = (
                [tree.head[c.verb]] if not adverbial.objects and tree.dep[c.verb] == "relcl" else []
            )  # "the list it is part of"
            for o in adverbial.objects or gap:
                if prep == "in" and tree.lemma[o] in _TIMELESS:
                    continue  # "the seventh player in history": in no team of that name
                words = f"be {tree.lemma[noun]} {prep}"
                # the lexicon knows better: who is the writer of a book does not work for it
                read = ("appos", words[3:]) in scene.lex.phrases
                role = _role(scene, subject, noun, prep, o)
                role = "" if read and " " not in role else role
                if was_once(scene, noun) and scene.class_of[subject] == "Person":
                    continue  # "is a former president of Peru": no longer
                if role:
                    phrase = (*sorted(c.auxiliaries), c.verb, noun, *adverbial.prep)
                    yield Found("copula.role", "role", subject, role, o, phrase, c.verb, False, c)
                    continue
                yield _found("copula.noun.prep", scene, c, subject, words, o, (noun, *adverbial.prep), kind="verb")
    for k in tree.children(noun, "poss"):
        for o in members(tree, k):
            yield _found("copula.noun.prep", scene, c, subject, f"be {tree.lemma[noun]} of", o, (noun,), kind="verb")


def _role(scene: Scene, subject: int, noun: int, prep: str, of: int) -> str:
    """Return the role that a person has in a named country, body or firm ("is the finance chief of Norvia"); "" if none."""
    if scene.class_of[subject] != "Person" or prep not in ("of", "at", "for", "with") or not scene.is_name[of]:
        return ""
    return current_role(scene, noun)


def _phrase(tree: Tree, c: Clause) -> str:
    if tree.lemma[c.verb] in ("put", "place") and any((tree.lower[p.prep[-1]], tree.lemma[o]) in _PERIL for p in c.adverbials for o in p.objects):
        return "endanger"  # "put the browser at risk of attack"
    dead = any(tree.lower[k] == "dead" and tree.dep[k] in ("acomp", "oprd", "advmod", "prt") for k in tree.kids[c.verb])
    if tree.lemma[c.verb] in _HARMING and (dead or any(tree.lower[a.prep[-1]] == "to" and [tree.lemma[o] for o in a.objects] == ["death"] for a in c.adverbials)):
        return "kill"  # "was shot dead", "beaten to death"
    return " ".join([tree.lemma[c.verb], *(tree.lower[p] for p in c.particles)])


def _is_clause(tree: Tree, i: int) -> bool:
    return tree.pos[i] in ("VERB", "AUX")


def _all_adverbials(tree: Tree, c: Clause) -> list[tuple[int, Adverbial]]:
    """The verb's prepositions (-1), and those of an adjective or adverb that belongs to the verb ("go live in")."""
    out = [(-1, a) for a in c.adverbials]
    for k in [*c.complements, *tree.children(c.verb, "advmod", "prt")]:
        if tree.pos[k] in ("ADJ", "ADV", "ADP", "VERB") and k > c.verb:
            for p in tree.children(k, "prep"):
                out.extend((k, a) for a in adverbials(tree, p))
    return out


def _found(
    rule: str, scene: Scene, c: Clause, s: int, words: str, o: int, more: tuple[int, ...] = (), kind: str = "verb"
) -> Found:
    phrase = (*sorted(c.auxiliaries), c.verb, *c.particles, *more)
    return Found(rule, kind, s, words, o, tuple(sorted(set(phrase))), c.verb, False, c)

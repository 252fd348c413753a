"""Mend the parser's systematic errors on a tree before anything reads it. Each repair is one function.

A repair changes arcs only where the words themselves leave no doubt; it runs over the lists of
``Tree``, which are this document's own.
"""

from __future__ import annotations

from kg.text.extract.misread import (
    batsmen_not_out,
    in_laws,
    nouns_read_as_participles,
    nouns_read_as_verbs,
    offices_cut_at_the_hyphen,
    participles_read_as_nouns,
    plotting_read_as_a_noun,
    prepositions_read_as_infinitives,
    verbs_read_as_nouns,
)
from kg.text.extract.tree import Tree
from kg.text.extract.unmarked import clauses_after_who_says, gerunds_that_are_subjects, participles_read_as_main_verbs

_PLACES_OR_ORGS = frozenset({"GPE", "ORG", "PERSON", "NORP", "LOC", "PRODUCT"})


def repair(tree: Tree) -> Tree:
    """Apply every repair in order; return the same tree."""
    offices_cut_at_the_hyphen(tree)
    verbs_read_as_nouns(tree)
    nouns_read_as_verbs(tree)
    in_laws(tree)
    prepositions_read_as_infinitives(tree)
    predicates_read_as_subjects(tree)
    type_nouns_read_as_subjects(tree)
    objects_read_as_subjects(tree)
    afterthoughts_read_as_objects(tree)
    names_read_as_adverbs(tree)
    participles_read_as_subjects(tree)
    flatten_lists(tree)
    receivers_of_money(tree)
    verbs_under_appositions(tree)
    quantified_subjects(tree)
    amounts_cut_at_their_scale(tree)
    speakers_read_as_objects(tree)
    places_read_as_subjects(tree)
    subjects_read_as_objects(tree)
    makers_read_as_agents(tree)
    envoys_cut_from_their_post(tree)
    batsmen_not_out(tree)
    participles_read_as_nouns(tree)
    plotting_read_as_a_noun(tree)
    nouns_read_as_participles(tree)
    main_verbs_under_relatives(tree)
    purposes_read_as_complements(tree)
    charged_read_as_courts(tree)
    clauses_after_who_says(tree)
    gerunds_that_are_subjects(tree)
    participles_read_as_main_verbs(tree)
    return tree


def predicates_read_as_subjects(tree: Tree) -> None:
    """Part "Peru is mostly Catholic and the Union ranks it": the adjective is no subject of the second verb."""
    for verb in range(len(tree)):
        be = tree.head[verb]
        if tree.dep[verb] != "attr" or tree.pos[verb] != "VERB" or tree.lemma[be] != "be":
            continue
        first = tree.child(verb, "nsubj")
        second = tree.child(first, "conj") if first >= 0 else -1
        if second < 0 or tree.child(first, "det") >= 0 or first > be + 3:
            continue
        tree.kids[first].remove(second)
        tree.kids[verb].remove(first)
        tree.head[first], tree.dep[first] = be, "acomp"
        tree.head[second], tree.dep[second] = verb, "nsubj"
        tree.dep[verb] = "conj"
        tree.kids[be] = sorted([*tree.kids[be], first])
        tree.kids[verb] = sorted([*tree.kids[verb], second])


def type_nouns_read_as_subjects(tree: Tree) -> None:
    """Join "network" to its name in "Danish network Zephtel teamed up": two subjects side by side are one phrase."""
    for name in range(1, len(tree)):
        noun = name - 1
        if tree.dep[name] != "nsubj" or tree.dep[noun] != "nsubj" or tree.head[name] != tree.head[noun]:
            continue
        if tree.pos[name] != "PROPN" or tree.pos[noun] != "NOUN":
            continue
        tree.kids[tree.head[name]].remove(noun)
        tree.head[noun], tree.dep[noun] = name, "compound"
        tree.kids[name] = sorted([*tree.kids[name], noun])


def objects_read_as_subjects(tree: Tree) -> None:
    """Take one of two subjects away: "After long talks, Norvia sought a loan", "plans to cut the force to 500 men were attacked".

    The noun right behind a preposition that has no object is that one's.
    """
    for verb in range(len(tree)):
        subjects = [k for k in tree.kids[verb] if tree.dep[k] in ("nsubj", "nsubjpass") and k < verb]
        if len(subjects) < 2:
            continue
        for k in subjects:
            first = tree.subtree(k)[0]
            prep = first - 1
            if tree.tag[k] not in ("NN", "NNS", "NNP", "NNPS") or prep < 0 or tree.tag[prep] not in ("IN", "TO"):
                continue
            if tree.lower[prep] in _OPENERS or (tree.dep[prep] not in ("prep", "dative", "agent") and k != subjects[0]):
                continue
            if tree.child(prep, "pobj", "pcomp") >= 0:
                continue
            tree.kids[verb].remove(k)
            tree.head[k], tree.dep[k], tree.dep[prep] = prep, "pobj", "prep"
            tree.kids[prep] = sorted([*tree.kids[prep], k])
            break


_OPENERS = frozenset({"that", "if", "whether", "because", "although", "though", "while", "unless", "where", "so"})


def afterthoughts_read_as_objects(tree: Tree) -> None:
    """Cut "stormed the palace - the seat of the president": what stands behind a dash is no further object of a verb before."""
    for k in range(2, len(tree)):
        if tree.dep[k] != "dobj" or tree.head[k] > k:
            continue
        first = tree.subtree(k)[0]
        dash = first - 1
        if dash <= tree.head[k] or tree.text[dash] not in ("-", "–", "—", "--") or tree.end(dash) == tree.start[first]:
            continue
        if tree.pos[dash - 1] in ("NOUN", "PROPN") and tree.head[dash - 1] < dash:
            tree.kids[tree.head[k]].remove(k)
            tree.head[k], tree.dep[k] = dash - 1, "appos"
            tree.kids[dash - 1] = sorted([*tree.kids[dash - 1], k])


def names_read_as_adverbs(tree: Tree) -> None:
    """Join "the shipping line" to its name in "bought the shipping line Zephtel": the name is what was bought."""
    for name in range(2, len(tree)):
        if tree.tag[name] not in ("NNP", "NNPS") or tree.dep[name] not in ("npadvmod", "appos") or tree.ent[name] in _NO_NAMES:
            continue
        run = [k for k in tree.kids[name] if k < name and tree.dep[k] == "compound"] + [name]
        noun = run[0] - 1
        if run != list(range(run[0], name + 1)) or noun < 1 or any(tree.tag[k] not in ("NNP", "NNPS") for k in run):
            continue
        above = tree.head[noun]
        beside = tree.head[name] == (above if tree.dep[name] == "npadvmod" else noun)
        if not beside or tree.tag[noun] != "NN" or tree.dep[noun] not in ("dobj", "pobj", "nsubj", "nsubjpass") or above == noun:
            continue
        if not any(tree.lower[k] == "the" for k in tree.kids[noun]) or any(k > name for k in tree.kids[noun]):
            continue
        tree.kids[tree.head[name]].remove(name)
        tree.kids[above].remove(noun)
        tree.head[name], tree.dep[name] = above, tree.dep[noun]
        tree.head[noun], tree.dep[noun] = name, "compound"
        tree.kids[above] = sorted([*tree.kids[above], name])
        tree.kids[name] = sorted([*tree.kids[name], noun])


_NO_NAMES = frozenset({"DATE", "TIME"})
_BARE = frozenset({"compete", "struggle", "emerge", "exist", "ail", "rise", "remain"})


def participles_read_as_subjects(tree: Tree) -> None:
    """Make "operator" the subject of "competing operator Zephtel has teamed up": such verbs take no object."""
    for i in range(len(tree)):
        if tree.dep[i] != "csubj" or tree.tag[i] != "VBG" or tree.lemma[i] not in _BARE:
            continue
        noun, verb = tree.child(i, "dobj"), tree.head[i]
        if noun < 0:
            continue
        tree.kids[i].remove(noun)
        tree.kids[verb].remove(i)
        tree.head[noun], tree.dep[noun] = verb, "nsubj"
        tree.head[i], tree.dep[i] = noun, "amod"
        tree.kids[verb] = sorted([*tree.kids[verb], noun])
        tree.kids[noun] = sorted([*tree.kids[noun], i])


def flatten_lists(tree: Tree) -> None:
    """Read "Ghana, Kenya, Uganda, the UK and Fiji" as one list where the parser made appositions of its members."""
    for i in range(len(tree)):
        if tree.dep[i] != "appos" or tree.pos[i] != "PROPN":
            continue
        head = tree.head[i]
        if tree.pos[head] != "PROPN" or tree.ent[i] not in _PLACES_OR_ORGS or tree.ent[i] != tree.ent[head]:
            continue
        chain, k = [i], i
        while True:  # the members hang one below the other, by appos or conj
            below = [c for c in tree.kids[k] if tree.dep[c] in ("conj", "appos") and tree.ent[c] == tree.ent[i]]
            if not below:
                break
            k = below[0]
            chain.append(k)
        if any(tree.dep[c] == "cc" for m in chain for c in tree.kids[m]) and len(chain) > 1:
            for m in chain:
                tree.dep[m] = "conj"


_MONEY = frozenset(
    {
        "euro",
        "dollar",
        "pound",
        "yen",
        "yuan",
        "rouble",
        "ruble",
        "franc",
        "rupee",
        "peso",
        "million",
        "billion",
        "%",
        "percent",
    }
)


def receivers_of_money(tree: Tree) -> None:
    """Make "Norvia" the receiver in "fined Norvia 2 million euros", where the parser made it part of the sum."""
    for i in range(len(tree)):
        if tree.dep[i] != "dobj" or tree.lemma[i] not in _MONEY:
            continue
        for k in tree.children(i, "compound", "nmod"):
            if tree.pos[k] == "PROPN" and k + 1 < len(tree) and (tree.pos[k + 1] in ("NUM", "SYM")):
                verb = tree.head[i]
                tree.kids[i].remove(k)
                tree.head[k], tree.dep[k] = verb, "dobj"
                tree.dep[i] = "npadvmod"
                tree.kids[verb] = sorted([*tree.kids[verb], k])


_SCALES = frozenset({"k", "m", "mn", "bn", "tn", "mln", "trn"})
_SIGNS = frozenset({"$", "£", "€", "¥", "us$", "a$", "c$", "nz$", "hk$"})


def amounts_cut_at_their_scale(tree: Tree) -> None:
    """Join "$300m", "3m euros", "$5m." at a sentence's end to one sum: the tokeniser cuts the scale off its number.

    Only beside a currency: "5m" alone is a length. The scale, or the currency behind it, heads the sum.
    """
    for i in range(1, len(tree)):
        scale = tree.lower[i].removesuffix(".")
        if scale not in _SCALES or tree.end(i - 1) != tree.start[i] or not tree.text[i - 1][-1:].isdigit():
            continue
        signed = i > 1 and tree.lower[i - 2] in _SIGNS
        named = i + 1 < len(tree) and tree.lemma[i + 1] in _MONEY and tree.text[i] == scale
        if not (signed or named):
            continue
        tree.text[i], tree.lower[i], tree.lemma[i] = tree.text[i].removesuffix("."), scale, scale
        first, last = (i - 2 if signed else i - 1), (i + 1 if named else i)
        # what stands highest is where the sum hangs; a part that the parser hung elsewhere follows it
        top = next((k for k in range(first, last + 1) if not first <= tree.head[k] <= last), last)
        above, dep = tree.head[top], tree.dep[top]
        if above in range(first, last + 1) or last in tree.up(above):
            continue
        for k in range(first, last + 1):
            tree.ent[k] = "MONEY"
            for below in [b for b in tree.kids[k] if not first <= b <= last] if k != last else ():
                tree.kids[k].remove(below)
                tree.head[below] = last
                tree.kids[last] = sorted([*tree.kids[last], below])
            if tree.head[k] != k:
                tree.kids[tree.head[k]].remove(k)
            tree.head[k], tree.dep[k] = last, "nummod"
            if k != last:
                tree.kids[last] = sorted([*tree.kids[last], k])
        tree.head[last], tree.dep[last], tree.tag[last], tree.pos[last] = above, dep, "NNS", "NOUN"
        if above != last:
            tree.kids[above] = sorted([*tree.kids[above], last])


def verbs_under_appositions(tree: Tree) -> None:
    """Read "Mora, the Peruvian leader called Lund an ally": the comma behind "leader" is missing, so the parser has no main verb."""
    for i in range(len(tree)):
        if tree.dep[i] != "acl" or tree.tag[i] not in ("VBD", "VBN") or tree.child(i, "agent", "aux", "auxpass") >= 0:
            continue
        noun = tree.head[i]
        name = tree.head[noun]
        if (
            tree.dep[noun] != "appos"
            or tree.dep[name] != "ROOT"
            or tree.pos[name] != "PROPN"
            or tree.child(i, "dobj", "oprd", "ccomp") < 0
        ):
            continue
        tree.kids[noun].remove(i)
        tree.head[i], tree.dep[i], tree.tag[i] = i, "ROOT", "VBD"
        moved = [
            k
            for k in tree.kids[name]
            if tree.dep[k] in ("prep", "advmod", "npadvmod", "punct", "advcl") and not name < k < noun
        ]
        for k in moved:
            tree.kids[name].remove(k)
            tree.head[k] = i
        tree.head[name], tree.dep[name] = i, "nsubj"
        tree.kids[i] = sorted([*tree.kids[i], *moved, name])
        objects = tree.children(i, "oprd")
        if len(objects) == 2 and tree.child(i, "dobj") < 0:
            tree.dep[objects[0]] = "dobj"


def quantified_subjects(tree: Tree) -> None:
    """Read "over 20 farmers have been arrested" with its subject, which the parser hangs on "according to" or "over"."""
    for i in range(len(tree)):
        if tree.dep[i] != "auxpass" or tree.child(tree.head[i], "nsubj", "nsubjpass", "csubj") >= 0:
            continue
        verb = tree.head[i]
        k = min(tree.children(verb, "aux", "auxpass"), default=0) - 1
        if k < 0 or tree.pos[k] not in ("NOUN", "PROPN", "NUM") or k > verb or tree.head[k] == verb:
            continue
        old = tree.head[k]
        if (
            tree.dep[k] in ("pobj", "npadvmod", "appos", "conj", "dep", "dobj")
            and tree.pos[old] in ("ADP", "ADV", "SCONJ", "NOUN", "PROPN", "VERB")
            and old != k
        ):
            if tree.dep[verb] in ("relcl", "acl", "conj") or k in tree.up(verb):  # a loop would never end
                continue
            tree.kids[old].remove(k)
            tree.head[k], tree.dep[k] = verb, "nsubjpass"
            tree.kids[verb] = sorted([*tree.kids[verb], k])


_SAID = frozenset({"said", "says", "added", "announced", "told", "reported", "warned", "claimed", "noted", "wrote", "explained", "insisted", "argued"})


def speakers_read_as_objects(tree: Tree) -> None:
    """Give "said" its subject in "Norvia will buy Dalmont, its chief, Lena Holm, said": who speaks is not bought.

    The parser takes the phrase between the comma and the verb of saying for one more object, or for a
    second name of the last one.
    """
    for said in range(3, len(tree)):
        if tree.lower[said] not in _SAID or tree.child(said, "nsubj", "nsubjpass", "expl") >= 0:
            continue
        last = said - 2 if tree.text[said - 1] == "," else said - 1
        top = _phrase_before(tree, last, said)
        if top < 0 or top in tree.up(said):
            continue
        tree.kids[tree.head[top]].remove(top)
        tree.head[top], tree.dep[top] = said, "nsubj"
        tree.kids[said] = sorted([*tree.kids[said], top])
        told = tree.head[said]
        if tree.dep[said] == "conj" and tree.pos[told] in ("VERB", "AUX") and told < top and not _coordinated(tree, told, said):
            above, dep = tree.head[told], tree.dep[told]  # what was said hangs on "said", not beside it
            tree.kids[told].remove(said)
            tree.head[said], tree.dep[said] = (said if above == told else above), dep
            if above != told:
                tree.kids[above] = sorted([*(k for k in tree.kids[above] if k != told), said])
            tree.head[told], tree.dep[told] = said, "ccomp"
            tree.kids[said] = sorted([*tree.kids[said], told])


def _phrase_before(tree: Tree, last: int, said: int) -> int:
    """Return the head of the phrase of a person or body that stands between a comma and the verb of saying, or -1."""
    best, widest = -1, said
    k = last
    for top in [k, *tree.up(k)]:
        if top >= said or tree.dep[top] not in ("conj", "appos", "compound", "nmod", "flat") or top == tree.head[top]:
            break
        below = tree.subtree(top)
        if below[-1] not in (last, said - 1) or below[0] < 1:
            break
        comma = tree.text[below[0] - 1] == "," and tree.dep[top] in ("conj", "appos")
        if comma and below[0] < widest and not _coordinated(tree, tree.head[top], top) and tree.head[top] < top:
            best, widest = top, below[0]
    person = best >= 0 and any(tree.ent[k] in ("PERSON", "ORG", "GPE", "NORP") or tree.tag[k] == "NNP" for k in tree.subtree(best))
    return best if person else -1


def _coordinated(tree: Tree, first: int, second: int) -> bool:
    """Does "and" or "or" join the two?"""
    return any(tree.dep[k] == "cc" and first < k < second for k in tree.kids[first])


def places_read_as_subjects(tree: Tree) -> None:
    """Give "in" its place in "a mine exploded in Peru killing two", "a boat landed at Lima carrying rice".

    The parser makes the place the subject of the participle, or hangs the participle on it: places do nothing so.
    """
    for verb in range(3, len(tree)):
        place = verb - 1
        if tree.tag[verb] != "VBG" or tree.ent[place] not in ("GPE", "LOC", "FAC") or tree.child(verb, "aux", "auxpass") >= 0:
            continue
        if tree.dep[place] == "nsubj" and tree.head[place] == verb:
            prep = tree.subtree(place)[0] - 1
            if prep < 0 or tree.lower[prep] not in _AT or tree.dep[prep] != "prep" or tree.child(prep, "pobj") >= 0:
                continue
            if tree.head[verb] == prep:
                tree.move(verb, tree.head[prep], "advcl")
            tree.move(place, prep, "pobj")
        elif tree.dep[verb] == "acl" and tree.head[verb] == place and tree.dep[place] == "pobj" and tree.lower[tree.head[place]] in _AT:
            above = next((k for k in tree.up(tree.head[place]) if tree.pos[k] in ("VERB", "NOUN", "PROPN")), -1)
            if above >= 0 and tree.child(above, "dobj") < 0:
                tree.move(verb, above, "advcl" if tree.pos[above] == "VERB" else "acl")


_AT = frozenset({"in", "at", "near", "on", "outside", "off"})


def subjects_read_as_objects(tree: Tree) -> None:
    """Give "was" its subject in "warned growth in Peru was slow": the noun before a finite verb without one is it."""
    for verb in range(2, len(tree)):
        warning = tree.child(verb, "csubj")
        if warning > 1 and tree.tag[warning] == "VBG" and tree.text[warning - 1] == "," and tree.dep[verb] == "conj" and tree.head[verb] < warning:
            tree.move(warning, tree.head[verb], "advcl")
            tree.move(verb, warning, "ccomp")
        if tree.dep[verb] not in ("ccomp", "dep") or tree.pos[verb] not in ("VERB", "AUX"):
            continue
        first = min([verb, *tree.children(verb, "aux", "auxpass")])
        said = tree.head[verb]
        if tree.dep[verb] == "dep":  # "rebuked Peru, warning the raids broke the truce"
            said = next((k for k in tree.children(said, "advcl", "conj") if said < k < first), said)
        if tree.tag[first] not in ("VBZ", "VBD", "VBP", "MD") or tree.child(verb, "nsubj", "nsubjpass", "csubj", "expl", "mark") >= 0:
            continue
        gerunds = [g for k in tree.children(said, "prep") for g in tree.children(k, "pcomp")]  # "admitted during questioning Peru sent him"
        noun = next((k for v in (said, *gerunds) for k in tree.children(v, "dobj") if said < k < first and tree.subtree(k)[-1] == first - 1), -1)
        if noun < 0 or tree.subtree(noun)[0] <= said:
            continue
        if tree.head[verb] != said:
            tree.move(verb, said, "ccomp")
        tree.move(noun, verb, "nsubjpass" if tree.child(verb, "auxpass") >= 0 else "nsubj")


def main_verbs_under_relatives(tree: Tree) -> None:
    """Read "The firm that makes the phone has opened a shop" with "has opened" for its main verb.

    Where the noun has no verb of its own, the clause below its relative clause holds it.
    """
    for noun in range(len(tree)):
        if tree.dep[noun] != "ROOT" or tree.pos[noun] not in ("NOUN", "PROPN"):
            continue
        for makes in tree.children(noun, "relcl"):
            main = tree.child(makes, "ccomp")
            made = tree.child(main, "nsubj", "nsubjpass") if main > makes else -1
            if made < makes or tree.child(makes, "dobj") >= 0 or tree.child(main, "mark") >= 0 or tree.tag[makes] == "VBN":
                continue
            if tree.subtree(made)[0] != makes + 1:
                continue
            dep = tree.dep[made]
            tree.move(made, makes, "dobj")
            tree.kids[makes].remove(main)
            tree.head[main], tree.dep[main] = main, "ROOT"
            tree.head[noun], tree.dep[noun] = main, dep
            tree.kids[main] = sorted([*tree.kids[main], noun])
            break


def makers_read_as_agents(tree: Tree) -> None:
    """Hang "by" on "study" in "Lund dismissed a study by the bank": an active verb has no agent."""
    for by in range(3, len(tree)):
        verb = tree.head[by]
        noun = tree.child(verb, "dobj") if tree.dep[by] == "agent" else -1
        if noun < verb or noun > by or tree.pos[noun] != "NOUN" or any(tree.ent[k] not in ("DATE", "TIME") for k in range(noun + 1, by)):
            continue
        if tree.child(verb, "nsubj") < 0 or tree.child(verb, "auxpass", "nsubjpass") >= 0:
            continue
        tree.move(by, noun, "prep")


_GOING = frozenset({"leave", "quit", "join", "rejoin", "abandon", "flee", "desert", "enter", "exit", "visit", "reach", "cross", "invade", "interrupt"})
_LEFT = frozenset({"company", "firm", "party", "country", "school", "job", "post", "office", "club", "team", "band", "army", "city", "town", "village", "home",
                   "university", "college", "government", "cabinet", "bank", "service", "role", "side", "area", "region", "island", "border"})  # fmt: skip


def purposes_read_as_complements(tree: Tree) -> None:
    """Read "left Norvia to join Dalmont" with a purpose: who leaves would join, not what is left.

    "left Holm to run the shop", "left the engine to cool": somebody or something else does it.
    """
    for to in range(1, len(tree)):
        i = tree.head[to]
        verb = tree.head[i]
        if tree.tag[to] != "TO" or tree.dep[i] not in ("xcomp", "ccomp") or tree.lemma[verb] not in _GOING or tree.tag[i] != "VB":
            continue
        what = tree.child(i, "nsubj") if tree.dep[i] == "ccomp" else tree.child(verb, "dobj")
        if not verb < what < to:
            continue
        name = tree.pos[what] == "PROPN" and tree.ent[what] not in ("PERSON", "NORP")
        if tree.lemma[verb] == "leave" and not name and tree.lemma[what] not in _LEFT:
            continue
        if tree.dep[i] == "ccomp":
            tree.move(what, verb, "dobj")
        tree.dep[i] = "advcl"


_COURTS = frozenset({"court", "dock", "judge", "magistrate", "tribunal", "hearing", "jury", "panel"})


def charged_read_as_courts(tree: Tree) -> None:
    """Give "charged" its subject in "Holm appeared in court in Lima charged with theft": no court is charged."""
    for i in range(2, len(tree)):
        if tree.tag[i] != "VBN" or tree.lemma[i] not in ("charge", "accuse") or tree.child(i, "aux", "auxpass") >= 0:
            continue
        court = tree.head[i] if tree.dep[i] == "acl" else tree.child(i, "nsubj")
        before = tree.head[court] if tree.dep[i] == "acl" else tree.child(i, "mark")
        if court < 0 or before < 0 or tree.lemma[court] not in _COURTS or not before < court < i:
            continue
        verb = tree.head[before] if tree.dep[i] == "acl" else tree.head[i]
        if tree.pos[verb] != "VERB" or (tree.dep[i] == "acl" and tree.dep[court] != "pobj"):
            continue
        if tree.dep[i] == "acl":
            tree.move(i, verb, "advcl")
        else:  # "came before a judge accused of": "before" is taken for a conjunction
            tree.move(before, verb, "prep")
            tree.move(court, before, "pobj")


_POSTED = frozenset({"ambassador", "envoy", "emissary", "consul", "delegate", "adviser", "advisor", "aide", "assistant", "counsel", "successor", "heir"})


def envoys_cut_from_their_post(tree: Tree) -> None:
    """Hang "to" on "envoy" in "was set up by the envoy to Peru": it is the post, not where to."""
    for to in range(2, len(tree)):
        envoy = to - 1
        if tree.lower[to] == "to" and tree.dep[to] in ("prep", "dative") and tree.lemma[envoy] in _POSTED and tree.dep[envoy] == "pobj" and tree.dep[tree.head[envoy]] == "agent":
            tree.move(to, envoy, "prep")

"""Mend words that the parser takes for another part of speech, or cuts; ``repairs`` runs these with the others."""

from __future__ import annotations

from kg.text.extract.tree import Tree


def offices_cut_at_the_hyphen(tree: Tree) -> None:
    """Make one noun of "vice-president", whose halves the parser takes for two objects: "met Norvia vice-president Luis Mora"."""
    for noun in range(2, len(tree)):
        half, hyphen = noun - 2, noun - 1
        whole = tree.text[hyphen] == "-" and tree.end(half) == tree.start[hyphen] and tree.end(hyphen) == tree.start[noun]
        if not whole or tree.lower[half] not in ("vice", "co") or tree.pos[noun] not in ("NOUN", "PROPN", "ADJ"):
            continue
        verb, role = tree.head[half], tree.dep[half]
        above = [k for k in tree.up(noun) if k in (half, hyphen)]
        if above:  # the noun takes the place of its half
            top = above[-1]
            tree.move(noun, tree.head[top] if tree.head[top] != top else noun, tree.dep[top])
        for part in (half, hyphen):
            for k in list(tree.kids[part]):
                if k not in (half, hyphen, noun):
                    tree.move(k, noun, tree.dep[k])
            tree.move(part, noun, "compound")
        tree.lemma[noun] = f"{tree.lower[half]}-{tree.lemma[noun]}"  # a vice-president is no president
        tree.lower[noun] = f"{tree.lower[half]}-{tree.lower[noun]}"
        name, firm = noun, half - 1
        while name + 1 < len(tree) and tree.tag[name + 1] == "NNP":
            name += 1
        if name > noun and tree.dep[name] in ("npadvmod", role) and tree.head[name] == verb:
            tree.dep[name] = role
            if firm >= 0 and tree.pos[firm] == "PROPN" and tree.head[firm] == verb and tree.dep[firm] == role:
                tree.move(firm, name, "nmod")  # "met Norvia vice-president Luis Mora": him alone
        if name > noun and firm >= 0 and tree.dep[name] == "appos" and tree.head[name] == firm != tree.head[firm]:
            tree.move(name, tree.head[firm], tree.dep[firm])  # "Norvia co-owner Luis Mora left": he did, not the firm
            tree.move(firm, name, "nmod")
            tree.move(noun, name, "compound")


def verbs_read_as_nouns(tree: Tree) -> None:
    """Give back its verb to "Hundreds of farmers march on the city": a noun without article that has a subject."""
    for i in range(len(tree)):
        if tree.pos[i] != "NOUN" or tree.dep[i] not in ("ROOT", "ccomp", "conj", "advcl", "relcl"):
            continue
        if (
            tree.child(i, "nsubj", "nsubjpass") >= 0
            and tree.child(i, "det", "poss", "cop", "amod", "nummod", "compound") < 0
        ):
            tree.pos[i], tree.tag[i] = "VERB", "VBP"


def nouns_read_as_verbs(tree: Tree) -> None:
    """Take "safety" of "helped guests to safety" for the noun it is: no English verb ends so."""
    for i in range(1, len(tree)):
        if tree.tag[i] == "VB" and tree.lower[i].endswith(("fety", "ility", "arity", "urity", "anity", "ciety", "reedom", "ustice")) and tree.lower[i - 1] == "to":
            tree.pos[i], tree.tag[i], tree.dep[i] = "NOUN", "NN", "pobj"


def in_laws(tree: Tree) -> None:
    """Take "brother-in-law", which the tokeniser parts, for one noun: no brother."""
    for i in range(len(tree) - 4):
        if tree.lower[i + 1 : i + 5] == ["-", "in", "-", "law"]:
            tree.lower[i] = tree.lemma[i] = tree.lemma[i] + "-in-law"


def prepositions_read_as_infinitives(tree: Tree) -> None:
    """Take "to" of "is married to actor Luis Mora", "sold it to investor Luis Mora" for a preposition: a noun and a person follow."""
    for to in range(1, len(tree) - 2):
        noun = name = to + 1
        if tree.lower[to] != "to" or tree.dep[to] != "aux" or tree.head[to] != noun or tree.tag[noun] != "NN":
            continue
        while name + 1 < len(tree) and tree.pos[name + 1] == "PROPN" and tree.ent[name + 1] == "PERSON":
            name += 1
        if name == noun:
            continue
        above = to - 1 if tree.pos[to - 1] in ("ADJ", "VERB") else tree.head[name] if tree.head[noun] == name else tree.head[noun]
        if above in (to, noun, name):
            continue
        for k, head, dep in ((to, above, "prep"), (noun, name, "compound"), (name, to, "pobj")):
            tree.move(k, head, dep)
        tree.tag[to], tree.pos[to] = "IN", "ADP"


def participles_read_as_nouns(tree: Tree) -> None:
    """Read "A bus carrying pilgrims crashed" as about the bus: "a" stands before no plural."""
    for many in range(3, len(tree)):
        if tree.tag[many] != "NNS" or tree.dep[many] not in ("nsubj", "nsubjpass", "dobj", "pobj"):
            continue
        verb = next((k for k in tree.kids[many] if k < many and tree.lower[k].endswith("ing") and tree.dep[k] in ("compound", "amod")), -1)
        article = [k for k in tree.kids[many] if tree.lower[k] in ("a", "an")]
        noun = verb - 1
        if verb < 2 or not article or article[0] > noun or tree.tag[noun] != "NN" or tree.text[verb - 1] == "-":
            continue
        if verb + 1 < many and any(tree.text[k] == "-" for k in range(verb, many)):
            continue
        for k in [k for k in tree.kids[many] if k <= noun]:
            tree.move(k, noun if k != noun else many, tree.dep[k])
        for k in [k for k in tree.kids[verb] if k < noun]:
            tree.move(k, noun, tree.dep[k])
        tree.move(noun, tree.head[many], tree.dep[many])
        tree.move(verb, noun, "acl")
        tree.move(many, verb, "dobj")
        tree.pos[verb], tree.tag[verb] = "VERB", "VBG"


_BLAMED = frozenset({"admit", "confess", "guilty", "accuse", "suspect", "convict", "charge", "indict", "acquit", "clear", "jail", "imprison", "arrest",
                     "detain", "hold", "try", "sentence", "fine", "punish", "want", "blame", "prosecute", "question"})  # fmt: skip


def plotting_read_as_a_noun(tree: Tree) -> None:
    """Read "admitted to planning attacks on Lima" with "planning" as his deed: nobody admits to planning laws."""
    for i in range(2, len(tree)):
        noun, to = tree.head[i], i - 1
        if tree.lower[i] not in ("planning", "plotting", "preparing") or tree.dep[i] not in ("compound", "amod") or tree.dep[noun] != "pobj" or tree.head[noun] != to:
            continue
        if tree.lower[to] not in ("to", "of", "with", "for") or tree.lemma[tree.head[to]] not in _BLAMED:
            continue
        tree.move(noun, i, "dobj")
        tree.move(i, to, "pcomp")
        tree.pos[i], tree.tag[i], tree.lemma[i] = "VERB", "VBG", {"planning": "plan", "plotting": "plot"}.get(tree.lower[i], "prepare")


_DOERS = ("man", "woman", "person", "boy", "girl", "officer", "soldier", "player", "minister", "leader", "official", "student", "worker", "ist", "ian")
_DEEDS = frozenset({"warning", "hearing", "taking", "ruling", "briefing", "killing", "stabbing", "hijacking", "kidnapping", "laundering", "smuggling",
                    "trafficking", "funding", "spending", "bombing", "shooting"})  # fmt: skip


def nouns_read_as_participles(tree: Tree) -> None:
    """Join "issued a storm warning for the coast", "a hostage taking in Peru": the last word is what it is about."""
    for deed in range(2, len(tree)):
        noun = deed - 1
        if tree.lower[deed] not in _DEEDS or tree.tag[deed] != "VBG" or tree.dep[deed] != "acl" or tree.head[deed] != noun:
            continue
        if tree.tag[noun] != "NN" or tree.child(noun, "det") < 0 or tree.head[noun] == noun or tree.lower[noun].endswith(_DOERS):
            continue  # "saw a man shooting in the air"
        thing, particle = tree.child(deed, "dobj"), tree.child(deed, "prt")
        if particle >= 0 and thing > particle:
            tree.dep[particle], tree.pos[particle], tree.tag[particle] = "prep", "ADP", "IN"
            tree.move(thing, particle, "pobj")
        elif thing >= 0 or tree.child(deed, "ccomp", "xcomp") >= 0 or tree.lower[deed + 1 : deed + 2] == ["of"]:
            continue
        dep = tree.dep[noun]
        tree.move(deed, tree.head[noun], dep)
        for k in list(tree.kids[noun]):
            tree.move(k, deed, tree.dep[k])
        tree.move(noun, deed, "compound")
        tree.pos[deed], tree.tag[deed], tree.lemma[deed] = "NOUN", "NN", tree.lower[deed]


def batsmen_not_out(tree: Tree) -> None:
    """Hang "not" on "out" in "with Mora not out 83": he still bats, and nothing is denied."""
    for out in range(2, len(tree) - 1):
        no, after = out - 1, tree.lower[out + 1]
        runs = after[0].isdigit() or (after == "on" and tree.lower[out + 2 : out + 3] and tree.lower[out + 2][0].isdigit()) or tree.lower[out - 2][0].isdigit()
        if tree.lower[out] == "out" and tree.lower[no] == "not" and runs and no != tree.head[out] and tree.head[no] != no:
            tree.move(no, out, "advmod")

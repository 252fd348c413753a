"""Mend what the parser makes of clauses that nothing opens: "who denied (that) he left", "groups (that are) locked in talks"."""

from __future__ import annotations

from kg.text.extract.tree import Tree

_CLAIMING = frozenset({"say", "deny", "claim", "believe", "think", "indicate", "suggest", "admit", "confirm", "insist", "allege", "argue", "fear", "hope",
                       "know", "report", "reveal", "warn", "feel", "suspect", "announce", "acknowledge", "concede", "maintain", "note", "predict", "hint",
                       "imply", "declare", "boast", "complain", "swear", "learn", "hear", "discover", "realise", "realize", "show", "doubt", "guess"})  # fmt: skip
_NO_NAME_BEHIND = frozenset({"say", "think", "believe", "hope", "insist", "argue", "suggest", "complain", "boast", "imply"})
_TWO_OBJECTS = frozenset({"name", "call", "give", "offer", "pay", "award", "send", "teach", "tell", "show", "grant", "owe", "ask", "dub", "lend", "hand", "cost"})


def clauses_after_who_says(tree: Tree) -> None:
    """Read "Mora, who has denied Norvia bought Dalmont, left" with Norvia as the buyer: what "who" denies is a clause.

    The parser takes the buyer for what is denied and its verb for the main one or for one of the man's. Another
    main verb behind shows that; "a man who denied the charges met Lund" has none.
    """
    for says in range(2, len(tree)):
        who, buyer, man = tree.child(says, "nsubj"), tree.child(says, "dobj"), tree.head[says]
        if tree.dep[says] != "relcl" or tree.lemma[says] not in _CLAIMING or not 0 <= who < says < buyer or tree.tag[who] not in ("WP", "WDT"):
            continue
        bought = next((k for k in tree.children(buyer, "acl") if tree.child(k, "dobj") > k), -1)
        if bought >= 0:  # "the firm bribed Lund": no participle with an object
            if tree.tag[bought] not in ("VBN", "VBD") or tree.child(bought, "agent") >= 0 or tree.lemma[bought] in _TWO_OBJECTS:
                continue
            phrase = [k for k in tree.subtree(buyer) if k < bought]
        else:
            phrase = tree.subtree(buyer)
            bought = next((k for k in range(phrase[-1] + 1, len(tree)) if tree.pos[k] == "VERB" or tree.dep[k] not in ("aux", "auxpass", "neg")), -1)
        if bought < 0 or phrase != list(range(says + 1, phrase[-1] + 1)) or not _finite(tree, bought, phrase[-1] + 1):
            continue
        if man == tree.child(bought, "nsubj", "nsubjpass"):
            main = next((k for k in tree.children(bought, "advcl", "ccomp", "conj", "dep") if k > bought and _without_subject(tree, k)), -1)
            if main < 0 and (main := tree.child(bought, "ccomp")) > bought and tree.tag[buyer] == "NNP" and tree.lemma[says] in _NO_NAME_BEHIND:
                thing = tree.child(main, "nsubj", "nsubjpass")  # "who said Norvia cheated Dalmont has sued Lund"
                if thing < 0 or tree.subtree(thing)[0] != bought + 1:
                    continue
                tree.move(thing, bought, "dobj")
            if main < 0:
                continue
            above, dep = tree.head[bought], tree.dep[bought]
            for k in [k for k in tree.kids[bought] if k <= man or k > main]:
                tree.move(k, main, "nsubj" if k == man else tree.dep[k])
            tree.kids[bought].remove(main)
            tree.head[main], tree.dep[main] = main, dep
            if above != bought:
                tree.head[main] = above
                tree.kids[above] = sorted([*(k for k in tree.kids[above] if k != bought), main])
            if tree.tag[main] == "VBN" and tree.child(main, "aux", "auxpass") < 0:
                tree.tag[main] = "VBD"
            tree.head[bought], tree.dep[bought] = says, "ccomp"
            tree.kids[says] = sorted([*tree.kids[says], bought])
        elif tree.dep[bought] == "acl" and tree.head[bought] in (man, buyer) and tree.head[man] != man:
            tree.move(bought, says, "ccomp")
        else:
            continue
        if tree.tag[bought] == "VBN" and tree.child(bought, "aux", "auxpass") < 0:
            tree.tag[bought] = "VBD"
        tree.move(buyer, bought, "nsubjpass" if tree.child(bought, "auxpass") >= 0 else "nsubj")


def _finite(tree: Tree, verb: int, first: int) -> bool:
    """Begins a finite verb at ``first``, its auxiliaries before it: "has bought"?"""
    return (
        tree.pos[verb] in ("VERB", "AUX")
        and tree.tag[first] in ("VBD", "VBZ", "VBP", "MD", "VBN")
        and all(tree.head[k] == verb for k in range(first, verb))
        and (verb == first or tree.tag[first] != "VBN")
    )


def _without_subject(tree: Tree, verb: int) -> bool:
    """Is it a finite verb that has lost its subject: ", left" of "Mora, who denied it, left"?"""
    first = min([verb, *tree.children(verb, "aux", "auxpass")])
    lone = tree.child(verb, "nsubj", "nsubjpass", "csubj", "expl", "mark", "agent") < 0 and tree.tag[first] in ("VBD", "VBZ", "VBP", "MD", "VBN")
    return lone and tree.pos[verb] in ("VERB", "AUX") and tree.dep[first - 1] != "cc" and not any(tree.tag[k] in ("WRB", "TO", "IN") for k in tree.kids[verb] if k < verb)


def gerunds_that_are_subjects(tree: Tree) -> None:
    """Read "said buying Dalmont would hurt Norvia" with Dalmont as bought: right behind the gerund it is no second subject."""
    for verb in range(2, len(tree)):
        gerund, thing = tree.child(verb, "csubj"), tree.child(verb, "nsubj", "nsubjpass")
        if gerund < 0 or tree.tag[gerund] != "VBG" or tree.child(gerund, "dobj") >= 0:
            continue
        if gerund < thing < verb and tree.subtree(thing)[0] == gerund + 1:
            tree.move(thing, gerund, "dobj")


_PARTICIPLES = frozenset({"forecast", "set", "cut", "built", "held", "made", "sent", "found", "hit", "led", "put", "meant", "brought", "caught", "bought",
                          "sold", "shot", "lost", "paid", "kept", "known", "seen", "taken", "given", "driven", "thrown", "born", "chosen", "drawn"})  # fmt: skip


def participles_read_as_main_verbs(tree: Tree) -> None:
    """Read "feared that a mine planned to open in Peru would hurt Norvia" with the mine as what would hurt.

    A finite verb without a subject right behind a clause is that clause's main verb, and what looked like one
    only says which mine.
    """
    for planned in range(1, len(tree)):
        mine = tree.child(planned, "nsubj", "nsubjpass")
        if tree.tag[planned] not in ("VBN", "VBD", "VBP") or not 0 <= mine < planned or tree.child(planned, "aux", "auxpass", "dobj") >= 0:
            continue
        if not (tree.lower[planned].endswith("ed") or tree.lower[planned] in _PARTICIPLES) or tree.lemma[planned] in _CLAIMING or tree.tag[mine] in ("PRP", "WP", "WDT", "DT"):
            continue
        if tree.subtree(mine)[-1] != planned - 1:
            continue
        if tree.dep[planned] == "csubj":
            would = tree.head[planned]
        else:
            after = [k for above in (planned, *tree.up(planned)) for k in tree.kids[above] if k > planned]
            would = next((k for k in after if tree.dep[k] in ("ccomp", "advcl", "conj", "dep") and _without_subject(tree, k)), -1)
        if would < planned or tree.child(would, "nsubj", "nsubjpass", "mark") >= 0 or (tree.dep[planned] != "csubj" and would in tree.up(planned)):
            continue
        first = min([would, *tree.children(would, "aux", "auxpass")])
        beyond = set(tree.subtree(would)) if tree.dep[planned] != "csubj" else set()
        inside = [k for k in tree.subtree(planned) if k not in beyond]
        if tree.tag[first] not in ("VBZ", "VBP", "VBD", "MD") or inside[-1] != first - 1 or first == planned + 1 or tree.text[first - 1] == ",":
            continue
        if any(tree.lower[k] in ("and", "or", "but", "so") or tree.tag[k] in ("VBZ", "VBP", "VBD", "MD") for k in range(planned + 1, first)):
            continue  # "returned to the homes and the river receded", "lied when he left so has no choice"
        if tree.dep[planned] != "csubj":
            above, dep = tree.head[planned], tree.dep[planned]
            for k in [k for k in tree.kids[planned] if k < mine or k > would]:
                tree.move(k, would, tree.dep[k])
            tree.kids[tree.head[would]].remove(would)
            if above == planned:
                tree.head[would], tree.dep[would] = would, dep
            else:
                tree.kids[above] = sorted([*(k for k in tree.kids[above] if k != planned), would])
                tree.head[would], tree.dep[would] = above, dep
            tree.head[planned] = would
            tree.kids[would] = sorted([*tree.kids[would], planned])
        tree.move(mine, would, "nsubjpass" if tree.child(would, "auxpass") >= 0 else "nsubj")
        tree.move(planned, mine, "acl")
        tree.pos[planned], tree.tag[planned] = "VERB", "VBN"

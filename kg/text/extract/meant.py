"""Whom a clause is really about, and when what it says is of nobody that can be named."""

from __future__ import annotations

from kg.text.extract.found import Found, Scene
from kg.text.lexicon import noun_class


def of_nobody(scene: Scene, f: Found) -> bool:
    """Is the subject or owner in ``f`` nobody in particular, or not whom the words mean?"""
    return _not_all(scene, f) or _which_is_a_person(scene, f) or _whose(scene, f) or _those_who(scene, f) or _all_of_that(scene, f) or _effort(scene, f) or _first_to(scene, f)


def in_part(scene: Scene, f: Found) -> bool:
    """Is it denied of all or always only: "did not sell all its shares", "does not always pay"? Then some of it may be so."""
    t = scene.tree
    if f.predicate < 0:
        return False
    verbs = [f.predicate, *(k for k in t.up(f.predicate) if t.pos[k] in ("VERB", "AUX"))]
    denied = [k for v in verbs for k in t.kids[v] if t.dep[k] == "neg" or t.lower[k] == "never"]
    if not denied:
        return False
    times = [j for k in t.children(f.predicate, "npadvmod", "advmod") for j in (k, *t.kids[k])]
    many = any(t.lower[k] in _ALL for k in (*t.kids[f.object], *times, f.object) if k > denied[0])
    return many or any(t.lower[k] in _ALWAYS for k in t.children(f.predicate, "advmod") if k > denied[0])


_ALL = frozenset({"all", "every", "both", "each", "everything", "everyone", "everybody"})
_ALWAYS = frozenset({"always", "necessarily", "fully", "entirely", "completely", "wholly", "solely", "merely"})


def _not_all(scene: Scene, f: Found) -> bool:
    """ "not all banks sued", "not many firms left", "few women were named, hurting Norvia": of some it is so, of which is not told."""
    t, c = scene.tree, f.clause
    if c is None or f.subject not in c.subjects:
        return False
    first = t.subtree(f.subject)[0]
    first -= first > 0 and t.lower[first - 1] == "not"
    if t.lower[first] == "not" and t.lower[first + 1] in ("all", "every", "many", "much", "everyone", "everybody", "always"):
        return True
    aside = t.dep[c.verb] == "advcl" and t.tag[c.verb] == "VBG" and c.how != "own"
    return aside and any(t.lower[k] in ("few", "no") for k in t.kids[f.subject] if k == first or t.lower[k - 1] in ("very", "so", "too"))


def _effort(scene: Scene, f: Found) -> bool:
    """Is the subject of an infinitive an effort or a plan: "efforts made by Peru to threaten the world" threaten nobody?"""
    t, c = scene.tree, f.clause
    if c is None or f.subject not in c.subjects or scene.is_name[f.subject] or t.lemma[f.subject] not in scene.lex.nouns_plan:
        return False
    return any(t.tag[k] == "TO" for k in t.kids[c.verb])


def _first_to(scene: Scene, f: Found) -> bool:
    """ "they are the first people to be tried": who they are is told elsewhere, no fact about first people."""
    t, c = scene.tree, f.clause
    if c is None or f.subject not in c.subjects or scene.thing[f.subject] >= 0 or t.head[c.verb] != f.subject or named_by_clause(scene, f.subject, f) != f.subject:
        return False
    ranked = any(t.lower[k] in ("first", "last", "latest", "only", "next") for k in t.kids[f.subject])
    return ranked and any(t.tag[k] == "TO" for k in t.kids[c.verb])


def named_by_clause(scene: Scene, i: int, f: Found) -> int:
    """Return the name that the noun at ``i`` describes, else ``i``: "Holm, a lawyer working in Quito", "Lux is a phone sold in Peru".

    What a relative clause or participle says of the noun it says of the name.
    """
    t, c = scene.tree, f.clause
    if c is None or c.how not in ("relative", "participle") or t.head[c.verb] != i or f.kind == "kind":
        return i
    if c.how == "relative" and i == f.subject and t.lemma[c.verb] in _HARMS and (event := _event_around(scene, i)) >= 0:
        return event
    if t.tag[i] != "NN" or scene.thing[i] >= 0:
        return i
    above = t.head[i]
    if t.dep[i] == "appos" and scene.is_name[above] and scene.thing[above] >= 0:
        return above
    if t.dep[i] == "attr" and t.lemma[above] == "be":
        names = [k for k in t.children(above, "nsubj") if scene.thing[k] >= 0]
        plain = not any(t.dep[k] in ("neg", "mark") or t.tag[k] in ("MD", "TO") for k in t.kids[above])
        if len(names) == 1 and plain and len(t.children(above, "nsubj")) == 1 and "," not in t.text[i : c.verb]:
            return names[0]
    return i


_HARMS = frozenset({"kill", "claim", "injure", "wound", "destroy", "damage", "leave", "devastate"})


def _event_around(scene: Scene, i: int) -> int:
    """Return the accident or attack that a relative clause means, whose noun the parser missed; -1: none or no need.

    "a report on a crash which killed two", "a crash near Quito, in Peru's north, which killed two": no report and
    no place kills.
    """
    t = scene.tree

    def class_of(k: int) -> str:
        return scene.class_of[k] or noun_class(scene.lex, t.lower[k - 1], t.lemma[k])

    if class_of(i) not in ("", "Concept", "CreativeWork", "Place", "Region", "City", "Country", "Facility"):
        return -1
    near = [o for k in t.children(i, "prep") for o in t.children(k, "pobj")]
    for up in t.up(i):
        near.append(up)
        if t.pos[up] in ("VERB", "AUX"):
            near.extend(k for k in t.children(up, "dobj", "nsubj", "nsubjpass") if k < i)
            break
    return next((k for k in near if class_of(k) in ("Accident", "Conflict")), -1)


def _which_is_a_person(scene: Scene, f: Found) -> bool:
    """ "a state carried by the president, which lost jobs": the parser hung "which" on somebody."""
    t, c = scene.tree, f.clause
    if c is None or not any(t.lower[k] == "which" and t.tag[k] == "WDT" for k in t.kids[c.verb]):
        return False
    noun = t.head[c.verb]
    class_ = scene.class_of[noun] or scene.lex.classes.get(t.lemma[noun], "")
    people = scene.lex.classes.get(t.lemma[noun]) == "Person" and not scene.is_name[noun]
    return noun in (f.subject, f.object) and (
        people or ((class_ == "Person" or t.lemma[noun] in scene.lex.roles) and t.tag[noun] != "NNS")
    )


def _those_who(scene: Scene, f: Found) -> bool:
    """ "boats of people seeking asylum", "men who drink": which ones are meant, no fact about people or men."""
    t, c = scene.tree, f.clause
    if c is None or c.how not in ("relative", "participle") or t.tag[f.subject] != "NNS" or t.head[c.verb] != f.subject:
        return False
    if t.lemma[f.subject] not in ("people", "man", "woman", "other", "individual", "person", "child"):
        return False
    bare = scene.thing[f.subject] < 0 and not any(t.dep[k] in ("det", "poss", "nummod", "amod", "compound", "nmod", "prep") for k in t.kids[f.subject])
    return bare and "," not in t.text[f.subject : c.verb]


_OF_EVENTS = frozenset({"follow", "come", "mark", "mean", "precede", "cause", "prompt", "trigger", "spark", "wreak", "coincide", "stem", "result", "happen", "occur"})
_ACTORS = frozenset({"Person", "Organization", "Company", "GovernmentBody", "PoliticalParty", "MediaOrganization", "University", "Team", "Alliance", "Country", "City",
                     "Region", "Place", "Group"})  # fmt: skip


def _all_of_that(scene: Scene, f: Found) -> bool:
    """ "It follows his death": what has just been told does, not the body that was named last."""
    t = scene.tree
    return t.lower[f.subject] == "it" and f.predicate >= 0 and t.lemma[f.predicate] in _OF_EVENTS and scene.class_of[f.subject] in _ACTORS


def _whose(scene: Scene, f: Found) -> bool:
    """ "friction reduces their strength": an owner that is nobody known, and by its number not the subject."""
    t = scene.tree
    if scene.thing[f.subject] < 0 and any(t.lower[k] == "whose" for k in range(max(f.subject - 3, 0), f.subject)):
        return True  # "nations whose acceptance rate is over 90%"
    if f.predicate < 0 or f.object < 0 or scene.thing[f.object] >= 0:
        return False
    owner = [t.lower[k] for k in t.kids[f.object] if t.tag[k] == "PRP$" and scene.thing[k] < 0]
    many = t.tag[f.subject] in ("NNS", "NNPS") or len(t.conjuncts(f.subject)) > 1 or (f.clause is not None and len(f.clause.subjects) > 1)
    group = t.tag[f.subject] in ("NN", "NNP") and (scene.class_of[f.subject] or scene.lex.classes.get(t.lemma[f.subject], "Concept")) not in ("Concept", "Person", "Accident")
    return bool(owner) and owner[0] == "their" and not many and not group

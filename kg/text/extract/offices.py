"""Offices that clauses give and take: "was named chief executive of Norvia", "resigned as head of the bank"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.text.extract.clauses import Clause
from kg.text.extract.found import Found, Scene
from kg.text.extract.roles import current_role, role_phrase

_GIVES = frozenset(
    {"appoint", "name", "elect", "re-elect", "reelect", "nominate", "swear", "install", "hire", "promote", "confirm", "choose", "pick", "select", "crown"}
)
_HOLDS = frozenset(
    {"serve", "work", "act", "begin", "start", "return", "join", "continue", "become", "remain", "take", "replace", "succeed", "rejoin", "step"}
)
_TAKES = frozenset({"fire", "sack", "remove", "oust", "dismiss", "replace", "suspend"})
_BODIES = frozenset({"board", "council", "directors", "shareholder", "owner"})
_ENDS = frozenset({"resign", "quit", "retire", "step", "stand", "depart"})


def office(scene: Scene) -> Iterator[Found]:
    """Who gets, has or loses which office of what.

    Finds: "Holm was appointed finance minister of Peru", "took over as chief executive of Norvia",
    "will succeed Mora as chairman of Norvia" (the subject), "the board fired Holm as head of Norvia"
    and "resigned as head of Norvia" (leaves). Not: offices of nothing that has a name.
    """
    for c in scene.clauses:
        lemma = scene.tree.lemma[c.verb]
        down = lemma in ("step", "stand") and _has(scene, c, "down", "aside")
        loses = (lemma in _ENDS and (down or lemma not in ("step", "stand"))) or (lemma in _TAKES and _as_role(scene, c))
        for noun in _roles(scene, c, lemma):
            role = current_role(scene, noun)
            owners = [o for o in _owners(scene, noun) if scene.is_name[o] and scene.thing[o] >= 0]
            if not role or not owners:
                continue
            if lemma in _ENDS and loses:
                holders, ended = c.subjects, True
            elif c.passive:
                holders, ended = c.subjects, lemma in _TAKES
            elif lemma in _GIVES or (lemma in _TAKES and lemma != "replace"):
                holders, ended = c.objects, lemma in _TAKES
            elif lemma in _HOLDS:
                holders, ended = c.subjects, False
            else:
                continue
            for holder in holders:
                if scene.class_of[holder] != "Person":
                    continue
                for o in owners:
                    phrase = (*sorted(c.auxiliaries), c.verb, *c.particles, noun)
                    if ended:
                        if scene.place_of[o] or scene.class_of[o] in ("Country", "City", "Region", "Place"):
                            continue  # who resigns as minister of Peru does not leave Peru
                        yield Found("verb.office", "verb", holder, "leave", o, phrase, c.verb, False, c)
                    else:
                        yield Found("verb.office", "role", holder, role, o, phrase, c.verb, False, c)


def named_to(scene: Scene) -> Iterator[Found]:
    """ "Norvia named Lena Holm chief executive": words side by side, for the parser hangs them anywhere.

    Gives the office, and that the subject appoints the person where the parser lost it. Only a verb
    of giving with a person right behind it and a role right behind the person.
    """
    tree = scene.tree
    for verb in range(1, len(tree) - 2):
        if tree.lemma[verb] not in _GIVES or tree.tag[verb] not in ("VBD", "VBN", "VBZ", "VB"):
            continue
        last = verb + 1
        if not (scene.is_name[last] and any(scene.class_of[k] == "Person" for k in range(last, min(last + 4, len(tree))))):
            continue
        while last + 1 < len(tree) and scene.is_name[last + 1]:
            last += 1
        holder = next((k for k in range(verb + 1, last + 1) if scene.thing[k] >= 0 and scene.class_of[k] == "Person"), -1)
        start = last + 1
        while start < len(tree) and tree.lower[start] in ("as", "its", "their", "the", "to", "be", "new", "his", "her"):
            start += 1
        head = next((k for k in range(start, min(start + 4, len(tree))) if role_phrase(scene, k, start)), -1)
        if holder < 0 or head < 0 or any(tree.pos[k] not in ("NOUN", "PROPN", "ADJ") for k in range(start, head)):
            continue
        while (last_word := _further(scene, head, start)) >= 0:
            head = last_word
        before = verb - 1
        while before > 0 and tree.pos[before] in ("AUX", "ADV", "PART"):
            before -= 1
        who = before if scene.thing[before] >= 0 and scene.is_name[before] else -1
        if tree.lemma[before] in _BODIES:  # "Norvia's board named"
            who = next((k for k in tree.children(before, "poss") if scene.thing[k] >= 0 and scene.is_name[k]), who)
        of = [o for o in _owners(scene, head) if scene.is_name[o] and scene.thing[o] >= 0 and not verb < o <= last]
        owner = of[0] if of else who
        if owner >= 0 and owner != holder and scene.class_of[owner] != "Person":
            yield Found("verb.office", "role", holder, role_phrase(scene, head, start), owner, (verb, head), verb)
        lost = not any(c.verb == verb and holder in c.objects and c.subjects for c in scene.clauses)
        if who >= 0 and lost and before == verb - 1 and who == before:
            gives = "appoint" if tree.lemma[verb] == "name" else tree.lemma[verb]
            yield Found("verb.object", "verb", who, gives, holder, (verb,), verb)


def _further(scene: Scene, head: int, start: int) -> int:
    """Return where the role goes on behind ``head``, or -1: "chief" is not all of "chief financial officer"."""
    tree = scene.tree
    for k in range(head + 1, min(head + 3, len(tree))):
        if tree.pos[k] not in ("NOUN", "PROPN", "ADJ"):
            break
        if tree.pos[k] != "ADJ" and role_phrase(scene, k, start):
            return k
    return -1


def _has(scene: Scene, c: Clause, *words: str) -> bool:
    tree = scene.tree
    return any(tree.lower[k] in words for k in tree.kids[c.verb])


def _as_role(scene: Scene, c: Clause) -> bool:
    return any(scene.tree.lower[a.prep[-1]] == "as" for a in c.adverbials)


def _roles(scene: Scene, c: Clause, lemma: str) -> list[int]:
    """Return the role nouns of a clause: "as N" of any of these verbs, and the complement of a verb that gives."""
    tree = scene.tree
    out = [o for a in c.adverbials if tree.lower[a.prep[-1]] == "as" for o in a.objects]
    if lemma in _GIVES:
        out += [k for k in c.complements if tree.dep[k] in ("oprd", "attr", "dobj")]
        out += tree.children(c.verb, "oprd")
    return [k for k in dict.fromkeys(out) if tree.pos[k] in ("NOUN", "PROPN") and not scene.is_name[k]]


def _owners(scene: Scene, noun: int) -> list[int]:
    tree = scene.tree
    of = [o for p in tree.children(noun, "prep") if tree.lower[p] in ("of", "at", "for") for o in tree.children(p, "pobj")]
    poss = [k for k in tree.children(noun, "poss", "compound", "nmod") if scene.thing[k] >= 0]
    return of or poss

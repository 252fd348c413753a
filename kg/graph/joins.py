"""Why two names are one thing of the graph, or are not: by which rule, or which rule's guard kept them apart."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from kg.graph.find import entities_named
from kg.graph.names import name_key
from kg.model import Entity, Join, KnowledgeGraph
from kg.ontology import Ontology

LONG_WORD = 6
"""Letters from which on a letter more or less may be a misspelling; "North" and "South" are none."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two names are one thing, and why, in lines for a person."""

    joined: bool
    why: tuple[str, ...]


def explain_join(
    graph: KnowledgeGraph, a: str, b: str, ontology: Ontology, apart: Iterable[tuple[str, str]] = ()
) -> Verdict:
    """Return why two names of the graph are one thing or are not. ``apart`` are the pairs that a person keeps apart."""
    first, second = entities_named(graph, a), entities_named(graph, b)
    shared = [e for e in first if e in second]
    if shared:
        return Verdict(True, tuple(line for e in shared for line in _joined(e, a, b, ontology)))
    names = [{name_key(f) for e in side for f in (*_forms(e), e.id, f"ent:{e.id}")} for side in (first, second)]
    why = [
        f'a decision keeps "{x}" and "{y}" apart'
        for x, y in apart
        if any(name_key(p) in names[0] and name_key(q) in names[1] for p, q in ((x, y), (y, x)))
    ]
    for one in first:
        for other in second:
            why += [line for line in _apart(one, other, a, b, ontology) if line not in why]
    return Verdict(False, tuple(why))


def joins_of(entity: Entity) -> tuple[str, ...]:
    """Return the joins of an entity as lines: which names, by which rule."""
    return tuple(_say(j) for j in entity.joins)


def _say(join: Join) -> str:
    return f'"{join.name}" = "{join.other}" by rule: {join.rule}'


def _forms(entity: Entity) -> tuple[str, ...]:
    return (entity.label, *entity.aliases)


# --------------------------------------------------------------------------- one thing


def _joined(entity: Entity, a: str, b: str, ontology: Ontology) -> Iterator[str]:
    yield f"both are names of {entity.label} ({entity.class_})"
    start, end = (_written(entity, name) for name in (a, b))
    if name_key(start) == name_key(end):
        yield "they are one form: equal but for case, accents, hyphens, full stops and an article"
        return
    path = _path(entity.joins, name_key(start), name_key(end))
    if path:
        yield from map(_say, path)
        return
    keys = {name_key(f) for f in (start, end)}
    for place in ontology.places.values():
        names = {name_key(f) for f in (place.label, *place.names, *place.adjectives, *place.demonyms)}
        if place.label == entity.label and keys <= names:
            yield f"the shipped places have both as names of {place.label}"
            return
    if any(keys <= {name_key(r[0]), name_key(r[1])} for r in ontology.tables.get("aliases", ())):
        yield "the lexicon has one as an alias of the other"
        return
    yield from (_say(j) for j in entity.joins if {name_key(j.name), name_key(j.other)} & keys)
    yield "documents that have the one and documents that have the other share a full name of the thing"


def _written(entity: Entity, name: str) -> str:
    """Return the form of the entity that was asked for; its label for an id."""
    return next((f for f in _forms(entity) if name_key(f) == name_key(name)), entity.label)


def _path(joins: Iterable[Join], start: str, end: str) -> list[Join]:
    """Return the fewest joins that lead from one form to the other."""
    at: dict[str, list[tuple[str, Join]]] = defaultdict(list)
    for j in joins:
        a, b = name_key(j.name), name_key(j.other)
        at[a].append((b, j))
        at[b].append((a, j))
    came: dict[str, list[Join]] = {start: []}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there, join in at[here]:
            if there not in came:
                came[there] = [*came[here], join]
                waiting.append(there)
    return came.get(end, [])


# --------------------------------------------------------------------------- two things


def _apart(one: Entity, other: Entity, a: str, b: str, ontology: Ontology) -> Iterator[str]:
    yield f"{one.label} ({one.class_}, ent:{one.id}) and {other.label} ({other.class_}, ent:{other.id}) are two things"
    found = False
    pairs = ((_written(one, a), _written(other, b)), *((x, y) for x in _forms(one) for y in _forms(other)))
    seen: set[str] = set()
    for x, y in pairs:
        for line in _near(x, y, one, other):
            rule = line.partition(":")[0]
            if rule not in seen:
                seen.add(rule)
                found = True
                yield line
    for city, country in ((one, other), (other, one)):
        if _is_capital(city, country, ontology):
            yield f"capital: where {city.label} acts as a government does, the mention stands for {country.label}; else it is the city"
            found = True
    if not found:
        yield "no rule speaks for it: no form in common, no acronym, surname, legal form or misspelling of one another"
    roots = [_root(e.class_, ontology) for e in (one, other)]
    if roots[0] != roots[1] and "Thing" not in roots:
        yield f"their classes do not meet: {one.class_} and {other.class_}"
    if len(set(one.same_as) | set(other.same_as)) > max(len(one.same_as), len(other.same_as)):
        yield "both are known elsewhere, as two: " + ", ".join(sorted({*one.same_as, *other.same_as}))


def _is_capital(city: Entity, country: Entity, ontology: Ontology) -> bool:
    return any(
        p.label == country.label and p.capital in ontology.places and ontology.places[p.capital].label == city.label
        for p in ontology.places.values()
        if p.capital
    )


def _near(x: str, y: str, one: Entity, other: Entity) -> Iterator[str]:
    """Yield the rules that would join two forms, with what each one asks for besides."""
    short, long = sorted((name_key(x), name_key(y)), key=lambda k: (len(k.split()), len(k), k))
    words = long.split()
    quoted = f'"{x}" and "{y}"'
    if short == long:
        reason = "a person's and another thing's" if "Person" in (one.class_, other.class_) else "homonyms"
        yield f"same form: {quoted} are spelt alike, but are {reason}, by their class or by the shipped places"
        return
    person = "Person" in (one.class_, other.class_)
    if len(words) > 1 and (long.endswith(f" {short}") or long.startswith(f"{short} ")):
        if person and " " not in short:
            which = "surname" if words[-1] == short else "first name"
            yield f"{which}: {quoted} join only inside one document that has one such person alone; never across documents"
        else:
            yield (
                f"longer name: {quoted} join by a legal form, a class noun, a title or a place in front only, "
                "and where one document has both"
            )
    initials = "".join(w[0] for w in long.split())
    capitals = "".join(w[0] for w in (x if name_key(x) == long else y).split() if w[0].isupper()).lower()
    if " " not in short and len(short) > 1 and short in (initials, capitals):
        yield f"acronym: {quoted} join where one document has both, and no other name with these initials"
    if len(short.split()) == len(words):
        changed = [(v, w) for v, w in zip(short.split(), words, strict=True) if v != w]
        if len(changed) == 1 and _a_letter_off(*changed[0]):
            least = min(map(len, changed[0]))
            guard = f"the word is shorter than {LONG_WORD} letters" if least < LONG_WORD else "only inside one document"
            yield f"spelling: {quoted} are a letter apart; such names join {guard if least >= LONG_WORD else 'never, ' + guard}"


def _a_letter_off(v: str, w: str) -> bool:
    if abs(len(v) - len(w)) > 1 or min(len(v), len(w)) < 3:
        return False
    same = sum(block.size for block in SequenceMatcher(None, v, w, autojunk=False).get_matching_blocks())
    return max(len(v), len(w)) - same <= 1


def _root(class_: str, ontology: Ontology) -> str:
    while class_ in ontology.classes and ontology.classes[class_].parent not in (None, class_):
        class_ = str(ontology.classes[class_].parent)
    return class_

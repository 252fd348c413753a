"""Apply a person's decisions: last, in one order whatever the order of the rows, each with what it did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.graph.decisions import ID, Decision, Decisions, Effect
from kg.graph.names import name_key
from kg.model import Claim, Entity, Join, Literal, Thing
from kg.ontology import Ontology
from kg.shelf import Shelf

RULE = "decision"
"""The rule of a join that a person made."""

Member = tuple[str, int, Thing]
"""A thing of a document: the document's id, the thing's index, the thing."""

Group = list[Member]


# --------------------------------------------------------------------------- same and different, over all documents


class _Groups:
    """The things of all documents by the entity that they are, found by their names."""

    def __init__(self, groups: Iterable[Group], ids: Callable[[], Mapping[str, Member]], decided: Decisions) -> None:
        self.at = dict(enumerate(groups))
        self.decided = decided
        self._ids = ids
        self.home = {m[:2]: i for i, group in self.at.items() for m in group}
        self.by_key: dict[str, set[int]] = defaultdict(set)
        for i in self.at:
            self._index(i)

    def _index(self, i: int) -> None:
        for _, _, thing in self.at[i]:
            for form, _ in thing.names:
                self.by_key[name_key(form)].add(i)

    def find(self, name: str) -> set[int]:
        found: set[int] = set()
        if not name.startswith(ID):
            found = {i for key in self.decided.keys(name) for i in self.by_key.get(key, ())}
        if not found:
            member = self._ids().get(name.removeprefix(ID))
            found = {self.home[member[:2]]} if member else set()
        return found

    def holds(self, member: Member, name: str) -> bool:
        return any(name_key(form) in self.decided.keys(name) for form, _ in member[2].names)

    def take(self, i: int) -> Group:
        """Take a group out."""
        group = self.at.pop(i)
        for _, _, thing in group:
            for form, _ in thing.names:
                self.by_key[name_key(form)].discard(i)
        return group

    def put(self, i: int, members: Group) -> None:
        for m in members:
            self.home[m[:2]] = i
        self.at[i] = members
        self._index(i)

    def join(self, found: set[int]) -> int:
        kept = min(found)
        self.put(kept, [m for i in sorted(found) for m in self.take(i)])
        return kept


def decide_groups(
    groups: Iterable[Group], ids: Callable[[], Mapping[str, Member]], decided: Decisions, ontology: Ontology
) -> tuple[list[Group], list[tuple[Join, ...]], list[Effect]]:
    """Split and join groups of things as was decided; ``different`` is stronger than ``same``.

    Args:
        ids: a member of each entity by the id that it has without the decisions.

    Returns: the groups, the joins that were decided in each, and what each decision did.
    """
    at = _Groups(groups, ids, decided)
    effects: list[Effect] = []
    apart: list[tuple[str, str]] = []
    for d in decided.of("different"):
        a, b = d.args
        apart.append((a, b))
        effects.append(_keep_apart(at, d, a, b))
    joins: dict[int, set[Join]] = defaultdict(set)
    for d in decided.of("same"):
        a, b = d.args
        found = {name: at.find(name) for name in d.args}
        if missing := [name for name in d.args if not found[name]]:
            effects.append(_nothing(d, missing))
            continue
        both = _alike(at, found[a], found[b], ontology)
        if len(both) == 1:
            effects.append(Effect(d, "they were one already"))
            continue
        torn = [(x, y) for x, y in apart if at.find(x) & both and at.find(y) & both]
        if torn:
            x, y = torn[0]
            effects.append(Effect(d, f'not applied: "{x}" and "{y}" are different by decision', False))
            continue
        kept = at.join(both)
        for i in both - {kept}:
            joins[kept] |= joins.pop(i, set())
        joins[kept].add(Join(a, b, RULE))
        effects.append(Effect(d, f"joined {len(both)} things"))
    order = sorted(at.at)
    members = [sorted(at.at[i], key=lambda m: m[:2]) for i in order]
    return members, [tuple(sorted(joins[i], key=_join_order)) for i in order], effects


def _join_order(join: Join) -> tuple[str, str, str]:
    return join.name, join.other, join.rule


def _keep_apart(at: _Groups, d: Decision, a: str, b: str) -> Effect:
    if missing := [name for name in (a, b) if not at.find(name)]:
        return _nothing(d, missing)
    short, long = sorted((a, b), key=lambda n: (len(n.split()), len(n), n))
    split = 0
    for i in sorted(at.find(short) & at.find(long)):
        has = [(m, at.holds(m, short), at.holds(m, long)) for m in at.at[i]]
        rest = [m for m, _, in_long in has if in_long]
        own = [m for m, in_short, in_long in has if in_short and not in_long]
        if not rest or not own:
            continue
        forms = {name_key(form) for m in own for form, _ in m[2].names}
        kept = {name_key(form) for m in rest for form, _ in m[2].names}
        for m in [m for m, in_short, in_long in has if not in_short and not in_long]:
            mine = {name_key(form) for form, _ in m[2].names}  # it goes with what it shares a name with
            (own if mine & forms and not mine & kept else rest).append(m)
        at.take(i)
        at.put(i, rest)
        at.put(max(at.at) + 1, own)
        split += 1
    return Effect(d, "taken apart" if split else "they are two")


def _alike(at: _Groups, a: set[int], b: set[int], ontology: Ontology) -> set[int]:
    """Return what is to be one: of homonyms, those whose broadest class the other name has too."""

    def root(i: int) -> str:
        votes: dict[str, float] = defaultdict(float)
        for _, _, thing in at.at[i]:
            if thing.classes:
                votes[thing.classes[0][0]] += thing.classes[0][1]
        class_ = min(votes, key=lambda c: (-votes[c], c)) if votes else "Thing"
        while class_ in ontology.classes and ontology.classes[class_].parent:
            class_ = str(ontology.classes[class_].parent)
        return class_

    if len(a) > 1 or len(b) > 1:
        shared = {root(i) for i in a} & {root(i) for i in b}
        near_a, near_b = ({i for i in side if root(i) in shared} for side in (a, b))
        if near_a and near_b:
            return near_a | near_b
    return a | b


def _nothing(d: Decision, names: Iterable[str]) -> Effect:
    return Effect(d, "fits nothing: " + ", ".join(f'there is no "{n}"' for n in names), False)


# --------------------------------------------------------------------------- rename, retype, reject


class Finder:
    """Entities by name or id."""

    def __init__(self, entities: Iterable[Entity], decided: Decisions) -> None:
        self.decided = decided
        self.ids: set[str] = set()
        self.labels: dict[str, set[str]] = defaultdict(set)
        self.aliases: dict[str, set[str]] = defaultdict(set)
        for e in entities:
            self.ids.add(e.id)
            self.labels[name_key(e.label)].add(e.id)
            for alias in e.aliases:
                self.aliases[name_key(alias)].add(e.id)

    def find(self, name: str) -> set[str]:
        """Return the ids of the entities of this label, else of this alias, else of this id."""
        if not name.startswith(ID):
            for table in (self.labels, self.aliases):
                if found := {i for key in self.decided.keys(name) for i in table.get(key, ())}:
                    return found
        name = name.removeprefix(ID)
        return {name} & self.ids


def decide_entities(entities: Sequence[Entity], decided: Decisions) -> tuple[tuple[Entity, ...], list[Effect]]:
    """Rename and retype; ids stay. Of two that contradict one another none is applied."""
    finder = Finder(entities, decided)
    by_id = {e.id: e for e in entities}
    wanted: dict[tuple[str, str], set[Decision]] = defaultdict(set)
    effects: list[Effect] = []
    for d in (*decided.of("rename"), *decided.of("retype")):
        found = finder.find(d.args[0])
        if not found:
            effects.append(_nothing(d, d.args[:1]))
        elif len(found) > 1:
            ids = ", ".join(ID + i for i in sorted(found))
            effects.append(Effect(d, f"not applied: it may be any of {ids}; name one of them", False))
        else:
            wanted[d.verb, min(found)].add(d)
    for (verb, id), rows in sorted(wanted.items()):
        new = {d.args[1] for d in rows}
        for d in sorted(rows):
            if len(new) > 1:
                others = ", ".join(str(o) for o in sorted(rows - {d}))
                effects.append(Effect(d, f"not applied: it contradicts {others}", False))
                continue
            old = by_id[id]
            was = old.label if verb == "rename" else old.class_
            to = d.args[1]
            if verb == "rename":
                aliases = tuple(sorted({*old.aliases, old.label} - {to}))
                by_id[id] = replace(old, label=to, aliases=aliases) if was != to else old
            else:
                by_id[id] = replace(old, class_=to)
            effects.append(Effect(d, f"{ID}{id}: {was} -> {to}" if was != to else f"{ID}{id} is {to} already"))
    return tuple(by_id[e.id] for e in entities), effects


def decide_claims(
    claims: Sequence[Claim], entities: Iterable[Entity], decided: Decisions, ontology: Ontology
) -> tuple[Sequence[Claim], list[Effect]]:
    """Take out the claims that were rejected."""
    rows = decided.of("reject")
    if not rows:
        return claims, []
    rejected = rejections(claims, entities, decided, ontology)
    hits: dict[Decision, int] = defaultdict(int)
    for found in rejected.values():
        for d in found:
            hits[d] += 1
    effects = [
        Effect(d, f"took out {hits[d]} claim{'' if hits[d] == 1 else 's'}") if d in hits else _no_claim(d) for d in rows
    ]
    if isinstance(claims, Shelf):  # its plain parts begin with the key
        return claims.where(lambda parts: parts[:5] not in rejected), effects
    return tuple(c for c in claims if c.key not in rejected), effects


def rejections(
    claims: Iterable[Claim], entities: Iterable[Entity], decided: Decisions, ontology: Ontology
) -> dict[tuple[str, str, str, str, str], tuple[Decision, ...]]:
    """Return the keys of the claims that are rejected, with the decisions that do it."""
    finder = Finder(entities, decided)
    tests = [(d, _test(d, finder, ontology)) for d in decided.of("reject")]
    found = ((c.key, tuple(d for d, test in tests if test(c))) for c in claims)
    return {key: hits for key, hits in found if hits}


def _no_claim(d: Decision) -> Effect:
    return Effect(d, "fits nothing: there is no such claim", False)


def _test(d: Decision, finder: Finder, ontology: Ontology) -> Callable[[Claim], bool]:
    subject, name, object = d.args[:3]
    status = d.args[3] if len(d.args) > 3 else None
    subjects, objects = finder.find(subject), finder.find(object)
    relation = ontology.relations.get(name)
    both = relation is not None and relation.symmetric

    def test(claim: Claim) -> bool:
        if name not in ("*", claim.relation) or status not in (None, claim.status.value):
            return False
        if isinstance(claim.object, Literal):
            return claim.subject in subjects and claim.object.value.casefold() == object.casefold()
        ends = (claim.subject, claim.object)
        return (ends[0] in subjects and ends[1] in objects) or (both and ends[1] in subjects and ends[0] in objects)

    return test

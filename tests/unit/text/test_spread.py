"""What is said of a group is said of its members, and the group itself is gone."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Argument, Mention, Proposition, Thing
from kg.text.spread import spread

THINGS = (
    Thing((("Lena Holm", 1),), True),
    Thing((("Luis Mora", 1),), True),
    Thing((("Lena Holm and Luis Mora", 1),), True),
    Thing((("treaty", 1),), False),
)
GROUPS = {2: (0, 1)}


def says(subject: int, object_: int, speaker: int = -1) -> Proposition:
    return Proposition(
        Argument(0, 4, "They", subject), "sign", "verb", Argument(10, 16, "treaty", object_), (5, 9), (0, 17), "verb.object",
        speaker="they" if speaker >= 0 else None, speaker_thing=speaker,
    )  # fmt: skip


def test_each_member_takes_the_place_of_the_group() -> None:
    made, _, things = spread([says(2, 3)], [], THINGS, GROUPS)
    assert [(things[p.subject.thing].names[0][0], things[p.object.thing].names[0][0]) for p in made] == [
        ("Lena Holm", "treaty"), ("Luis Mora", "treaty"),
    ]  # fmt: skip
    assert all(p.subject.text == "They" for p in made)


def test_a_mention_of_the_group_is_one_of_each_member() -> None:
    _, mentions, things = spread([], [Mention(0, 4, "They", "pronoun", 2, "they: listed subject")], THINGS, GROUPS)
    assert [m.thing for m in mentions] == [0, 1]
    assert len(things) == 3
    assert all(" and " not in t.names[0][0] for t in things)


def test_nobody_does_it_to_himself() -> None:
    made, _, _ = spread([says(2, 0), says(0, 2)], [], THINGS, GROUPS)
    assert [(p.subject.thing, p.object.thing) for p in made] == [(1, 0), (0, 1)]


def test_a_group_that_speaks_is_named_in_full() -> None:
    (made,), _, _ = spread([says(0, 3, speaker=2)], [], THINGS, GROUPS)
    assert (made.speaker, made.speaker_thing) == ("Lena Holm and Luis Mora", -1)


def test_without_a_group_all_stays() -> None:
    made, mentions, things = spread([says(0, 1)], [Mention(0, 4, "Holm", "name", 0)], THINGS, {})
    assert (made, mentions, things) == ([says(0, 1)], [Mention(0, 4, "Holm", "name", 0)], list(THINGS))


def test_two_who_meet_somewhere_meet_each_other_there() -> None:
    things = (*THINGS[:3], Thing((("Lima", 1),), True))
    met = replace(says(2, 3), relation="meet in", rule="verb.prep")
    made, _, things = spread([met], [], things, GROUPS)
    assert [(things[p.subject.thing].names[0][0], p.relation, things[p.object.thing].names[0][0], p.place) for p in made] == [
        ("Lena Holm", "meet with", "Luis Mora", "Lima")
    ]


def test_two_who_meet_with_a_third_do_not_meet_each_other() -> None:
    met = replace(says(2, 3), relation="meet with", rule="verb.prep")
    made, _, _ = spread([met], [], (*THINGS[:3], Thing((("Ana Rask", 1),), True)), GROUPS)
    assert [p.relation for p in made] == ["meet with", "meet with"]
    assert all(p.object.thing == 2 for p in made)

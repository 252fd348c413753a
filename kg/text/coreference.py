"""What one document's names, nominals and pronouns mean: mentions and things, each link with its reason."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from kg.model import Mention, Thing
from kg.ontology import Ontology
from kg.text.columns import columns
from kg.text.entities.acting import ACTS, act_for_countries
from kg.text.entities.classes import pronoun_votes
from kg.text.entities.clusters import cluster
from kg.text.entities.gazetteer import gazetteer
from kg.text.entities.groups import Groups
from kg.text.entities.names import find_names
from kg.text.entities.nominals import Nominals
from kg.text.entities.persons import gender_of, told_gender
from kg.text.entities.pool import Cluster
from kg.text.entities.pronouns import Pronouns
from kg.text.entities.spans import Name
from kg.text.lexicon import Lexicon, lexicon
from kg.text.parse import Parsed

_VERSION_STOP = re.compile(r"(?<=\d [A-Z])\.$")  # "Lux 20 X.": the stop ends the sentence, not the name


@dataclass(frozen=True)
class Entities:
    """The mentions and things of a document; ``acts`` maps a mention's span to the country it acts for.

    ``groups`` maps a thing that stands for several ("the two leaders") to them; see ``kg.text.spread``.
    """

    mentions: tuple[Mention, ...]
    things: tuple[Thing, ...]
    acts: dict[tuple[int, int], int]
    groups: dict[int, tuple[int, ...]] = field(default_factory=dict)


def read_entities(parsed: Parsed, ontology: Ontology, *, split_governments: bool = False) -> Entities:
    """Find who and what the document speaks of, and every mention of them that is sure enough."""
    gaz, lex = gazetteer(ontology), lexicon(ontology)
    names, roles, _lines = find_names(parsed, gaz, lex)
    clusters = cluster(parsed, names, gaz, lex)
    if not split_governments:
        clusters = act_for_countries(parsed, clusters, gaz, lex)
    genders = {i: g for i, c in enumerate(clusters) if (g := gender_of(c, gaz))}
    sure = frozenset(genders)
    pronoun_votes(parsed, clusters, genders, gaz)
    classes = [c.class_ for c in clusters]
    heads: dict[tuple[int, int], int] = {}
    taken: set[tuple[int, int]] = set()
    national: dict[tuple[int, int], int] = {}
    acting: dict[tuple[int, int], int] = {}
    mentions: list[Mention] = []
    for i, c in enumerate(clusters):
        for n in c.names:
            mentions.append(_mention(parsed, n.block, n.first, n.last, "name", i, "demonym" if n.place else n.why))
            if n.why == ACTS:
                acting[mentions[-1].start, mentions[-1].end] = i
            taken.update((n.block, k) for k in range(n.first, n.last + 1))
            if n.place:
                national.update({(n.block, k): i for k in range(n.first, n.last + 1)})
            elif n.why not in ("nested", "inner"):
                heads[n.block, n.head] = i
    nominals = Nominals(parsed, lex, clusters, heads, taken, national, roles, frozenset(gaz.capitals))
    nominals.run()
    genders |= {i: g for i, said in enumerate(nominals.nouns) if i not in sure and classes[i] == "Person" and (g := told_gender(said))}
    pronouns = Pronouns(parsed, lex, {**nominals.at, **heads}, classes, genders, nominals.counts)
    pronouns.run()
    for b, token, i, _ in pronouns.found:
        nominals.predicate(b, parsed.blocks[b][1][token], i)
    groups = Groups(
        parsed, lex, classes, {**nominals.at, **heads, **{(b, t): i for b, t, i, _ in pronouns.found}}, national, taken
    )
    groups.run()
    mentions += [_mention(parsed, b, first, last, "nominal", i, why) for b, first, last, i, why in nominals.found]
    mentions += [_mention(parsed, b, t, t, "pronoun", i, why) for b, t, i, why in pronouns.found]
    things = [_thing(c, nominals.nouns[i] | nominals.held[i], genders.get(i, ""), lex) for i, c in enumerate(clusters)]
    mentions += [
        _mention(parsed, b, first, last, _kind(parsed, b, last), i, why) for b, first, last, i, why in groups.single
    ]
    several: dict[tuple[int, ...], int] = {}
    for group in groups.found:
        if group.members not in several:
            several[group.members] = len(things)
            things.append(_all_of([things[i] for i in group.members]))
        mentions.append(
            _mention(
                parsed,
                group.block,
                group.first,
                group.last,
                _kind(parsed, group.block, group.last),
                several[group.members],
                group.why,
            )
        )
    mentions.sort(key=lambda m: (m.start, -m.end, m.kind))
    return Entities(tuple(mentions), tuple(things), acting, {i: members for members, i in several.items()})


def _kind(parsed: Parsed, block: int, token: int) -> str:
    return "pronoun" if parsed.blocks[block][1][token].pos_ == "PRON" else "nominal"


def _all_of(members: list[Thing]) -> Thing:
    """Return the thing that stands for several of one kind while the document is read."""
    label = " and ".join(m.names[0][0] for m in members)
    return Thing(((label, 1),), True, members[0].classes[:1])


def _mention(parsed: Parsed, block: int, first: int, last: int, kind: str, thing: int, why: str) -> Mention:
    offset, doc = parsed.blocks[block]
    c = columns(doc)
    start, end = offset + c.start[first], offset + c.start[last] + len(c.text[last])
    return Mention(start, end, parsed.document.text[start:end], kind, thing, why)


def _thing(c: Cluster, nouns: set[str], gender: str, lex: Lexicon) -> Thing:
    forms = Counter(_label(n) for n in c.names if not n.place and n.why != ACTS)
    if c.known:
        forms[lex.places[c.known][0]] += 1
    elif c.body:
        forms[c.body] += 1
    return Thing(
        names=tuple(sorted(forms.items(), key=lambda kv: (-kv[1], kv[0]))),
        named=True,
        classes=tuple((name, round(float(n), 2)) for name, n in c.ranked[:3]),
        nouns=tuple(sorted(nouns)),
        gender=gender if gender in ("m", "f") else "",
        known=c.known or None,
        joins=tuple(sorted(set(c.joins))),
    )


def _label(n: Name) -> str:
    text = _VERSION_STOP.sub("", " ".join(n.text.split()))
    return text.title() if text.isupper() and len(text) > 6 and " " in text else text

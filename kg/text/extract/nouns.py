"""Facts that noun phrases state: roles, kinds, nationality, possession, event nouns with arguments.

Titles, type nouns, appositions and nationality are facts whatever the clause around them says
("according to the paper, mobile operator Zephtel …"), so they take no status from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.text.extract.clauses import members
from kg.text.extract.found import Found, Scene
from kg.text.extract.namings import naming_nouns
from kg.text.extract.roles import LESSER, MAKERS, described, of_state, role_phrase, was_once
from kg.text.portfolios import holder_before


def type_noun(scene: Scene, upto: int | None = None) -> Iterator[Found]:
    """Type noun or title before a name: "mobile operator Zephtel", "Danish President Anna Lund".

    Gives the kind (instance_of), the role with its country or organisation, and the nationality
    (based_in) of an organisation. The words must stand side by side: arcs are not trusted here.
    """
    tree = scene.tree
    for i in range(len(tree) if upto is None else upto):
        if not _name_start(scene, i):
            continue
        head = _name_head(scene, i)
        if head < 0:
            continue
        if i > 2 and tree.text[i - 1] == "," and scene.class_of[head] == "Person":
            yield from _role_comma(scene, head, i - 2)
            continue
        gap = i  # between the type noun and the name there may be a quotation mark: the website "Fenwick"
        while (
            gap > 1
            and tree.text[gap - 1] in ('"', ",")
            and i - gap < 2
            and '"' in (tree.text[gap - 1], tree.text[gap - 2])
        ):
            gap -= 1
        while (
            gap > 1
            and tree.lower[gap - 1].rstrip(".") in scene.lex.titles
            and tree.lower[gap - 1] not in scene.lex.roles
        ):
            gap -= 1  # "board director General Lena Holm"
        if gap > 2 and tree.lower[gap - 1] in _MILITARY_RANKS and tree.lower[gap - 2] in _SERVICES:
            gap -= 2  # "ministry spokesman Army Captain Lena Holm": she leads no army
            if tree.lemma[gap - 1] not in scene.lex.roles:
                continue
        if (minister := holder_before(tree.lower, gap - 1)) >= 0:
            yield from _minister(scene, head, minister)
            continue
        start = gap
        while start > 0:
            if start > 1 and tree.lower[start].startswith(f"{tree.lower[start - 2]}-"):
                start -= 2  # "vice-president" is one noun of three tokens
            elif tree.pos[start - 1] in ("NOUN", "ADJ", "PROPN") and tree.lower[start - 1] != "-" and _in_phrase(scene, start - 1, head):
                start -= 1
            else:
                break
        nouns = [k for k in range(start, gap) if _role_or_class(scene, k) and tree.lower[k] != "counterpart"]
        if not nouns or nouns[-1] != gap - 1:
            continue
        last = nouns[-1]
        if tree.lower[last] == "board" and last > 0 and tree.lower[last - 1] == "on":
            continue  # "on board Endurance"
        yield from described(scene, head, last, start, "noun.type")


def _minister(scene: Scene, name: int, noun: int) -> Iterator[Found]:
    """ "US Secretary of State Lena Holm", "Peru's Minister for Health Luis Mora": of the country before the office."""
    tree = scene.tree
    before = noun - 1
    while before >= 0 and tree.lower[before] in ("new", "'s", "'", "’s", "’"):
        before -= 1
    if before < 0 or scene.class_of[name] not in ("Person", "Thing", "") or was_once(scene, noun) or tree.lower[before] in (*LESSER, "under"):
        return
    country = scene.thing[before] >= 0 and scene.class_of[before] in ("Country", "Region", "GovernmentBody")
    if country or scene.place_of[before]:
        yield Found("noun.type.role", "role", name, of_state(tree, noun, tree.lower[noun]), before, (noun,), -1)


_SERVICES = frozenset({"army", "navy", "force", "marine", "marines", "corps", "guard"})
_MILITARY_RANKS = frozenset({"captain", "commander", "major", "general", "colonel", "lieutenant", "sergeant", "admiral", "commodore", "brigadier", "corporal"})


def _role_comma(scene: Scene, name: int, noun: int) -> Iterator[Found]:
    """ "Peru's Prime Minister, Luis Mora said": title, comma, name, whatever the parser made of it."""
    tree = scene.tree
    if (
        not _role_or_class(scene, noun)
        or tree.dep[name] == "appos"
        or (name + 1 < len(tree) and tree.lower[name + 1] == "and")
    ):
        return
    start = noun
    while (
        start > 0
        and noun - start < 4
        and tree.pos[start - 1] in ("NOUN", "PROPN", "ADJ")
        and not scene.is_name[start - 1]
    ):
        start -= 1
    role = role_phrase(scene, noun, start)
    before = start - 1
    if tree.text[before] in ("'s", "'"):
        before -= 1
    if role and before >= 0 and scene.thing[before] >= 0 and scene.class_of[before] != "Person":
        yield Found("noun.comma.role", "role", name, role, before, (noun,), -1)


def counterpart(scene: Scene) -> Iterator[Found]:
    """ "President Anna Lund and her Peruvian counterpart Luis Mora": the same role in the other country."""
    tree = scene.tree
    for i in range(len(tree)):
        if tree.lower[i] != "counterpart":
            continue
        national = [k for k in range(max(0, i - 3), i) if scene.place_of[k]]
        name = next(
            (k for k in range(i + 1, min(i + 5, len(tree))) if scene.class_of[k] == "Person" and scene.is_name[k]), -1
        )
        if not national or name < 0:
            continue
        for f in type_noun(scene, upto=i):
            if f.kind == "role" and f.subject < i:
                yield Found("noun.counterpart", "role", name, f.relation, national[-1], (i,), -1)
                break


def name_noun(scene: Scene) -> Iterator[Found]:
    """Name + type noun: "the Lynx 9 browser", "the annual Harbour festival": the noun is the kind of what is named."""
    tree = scene.tree
    for i in range(1, len(tree)):
        last = _end_of_name(scene, i)
        if last < 0:
            continue
        class_ = scene.lex.classes.get(tree.lemma[i], "")
        name = last
        while name > 0 and scene.thing[name] < 0 and scene.is_name[name - 1]:
            name -= 1
        if tree.text[name][0].isdigit():
            continue  # "5G networks" use 5G
        if (
            scene.thing[name] >= 0
            and class_
            and (class_ == scene.class_of[name] or (last < i - 1 and {class_, scene.class_of[name]} == {"Product", "Technology"}))
            and class_ not in ("Person", "Country", "City", "Group", "Company")
            and tree.lemma[i] not in _IN_A_CONTEST
            and not (tree.lemma[i] in _WITHIN and tree.lower[last] in scene.lex.classes)  # "a Coral Sea island" is in that sea
        ):
            yield Found("noun.name.kind", "kind", name, "be", i, (i,), -1)


def _end_of_name(scene: Scene, noun: int) -> int:
    """Return the last token of the name before a common noun, over its short form or a quotation mark; -1 for none."""
    tree = scene.tree
    last = noun - 1 if tree.tag[noun] == "NN" and not scene.is_name[noun] else -1
    if last > 2 and tree.text[last] == ")" and tree.text[last - 2] == "(":
        last -= 3  # "the Lynx Reader 7 (LR7) browser"
    elif last > 1 and tree.text[last] == '"':
        first = last = last - 1
        while first > 0 and scene.is_name[first]:
            first -= 1
        if tree.text[first] != '"':
            return -1  # 'its "Harbour Watch" site', not 'its "the Harbour Watch" site': who knows what of it is the name
    return last if last >= 0 and scene.is_name[last] else -1


_WITHIN = frozenset({"campus", "island", "coast", "beach", "shore", "resort", "port", "branch", "division", "chapter", "faculty", "basin", "delta"})
_IN_A_CONTEST = frozenset({"campaign", "bid", "title", "match", "final", "semi-final", "semifinal", "game", "heat", "qualifier", "draw", "round", "win", "victory", "defence",
                           "defense", "run", "tie", "fixture", "opener", "decider", "network"})  # fmt: skip


def apposition(scene: Scene) -> Iterator[Found]:
    """A name explained by a noun phrase or the other way round: "Tass, a news agency", "its head, Lena Holm"."""
    tree = scene.tree
    for i in range(len(tree)):
        if tree.dep[i] != "appos" or i in naming_nouns(scene, tree.head[i]) or _begins_clause(scene, i) or _is_quoted_next(scene, i):
            continue
        head = _name_before(scene, i)
        for m in members(tree, i) if scene.thing[i] < 0 or not scene.is_name[i] else [i]:
            noun = tree.pos[m] == "NOUN" or tree.lower[m] in scene.lex.roles
            if scene.is_name[head] and not scene.is_name[m] and noun and tree.tag[m] not in ("NNS", "NNPS"):
                yield from described(scene, head, m, m, "noun.apposition", pre=False)
            elif scene.is_name[m] and not scene.is_name[head] and not _of_the_nearer(scene, head, m) and not _somebody_for(scene, head) and (
                tree.pos[head] == "NOUN" or tree.lower[head] in scene.lex.roles  # "the Foreign Minister, Lena Holm"
            ):
                yield from described(scene, m, head, head, "noun.apposition", pre=False)


def _is_quoted_next(scene: Scene, i: int) -> bool:
    """ "the record of Lena Holm: "The minister and I …"": what is said begins there, and explains nobody."""
    between = scene.tree.text[min(i, scene.tree.head[i]) : max(i, scene.tree.head[i])]
    return any(a == ":" and b == '"' for a, b in pairwise(between))


def _somebody_for(scene: Scene, head: int) -> bool:
    """ "a spokeswoman for the mayor, Lena Holm": who of the two is she?"""
    tree = scene.tree
    above = tree.head[tree.head[head]]
    return tree.dep[head] == "pobj" and tree.lemma[above] in _SPEAKS_FOR and above < head


_SPEAKS_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson", "lawyer", "attorney", "aide", "adviser", "advisor", "assistant", "secretary", "representative"})


def _of_the_nearer(scene: Scene, head: int, name: int) -> bool:
    """ "the head of the travel chain, Zephtel, says", "pupils of a school, Marlow Juniors": may be the chain, so neither."""
    tree = scene.tree
    first = name
    while first > 0 and scene.is_name[first - 1]:
        first -= 1
    noun = first - 2
    return (
        noun > head
        and tree.text[first - 1] == ","
        and tree.tag[noun] == "NN"
        and scene.thing[noun] < 0
        and tree.ent[name] != "PERSON"
        and scene.lex.classes.get(tree.lemma[noun]) in ("Company", "Organization", "University", "MediaOrganization", "Team")
    )


def _begins_clause(scene: Scene, i: int) -> bool:
    """ "At a hearing of Holm, the club's team sought leave": no comma closes it, so it is the subject of what follows."""
    tree = scene.tree
    last = max(tree.subtree(i))
    return (
        tree.pos[i] == "NOUN"
        and last + 1 < len(tree)
        and tree.tag[last + 1] in ("VBD", "VBZ", "VBP", "MD")
        and tree.head[last + 1] != i
        and "," in tree.text[tree.head[i] : i]
    )


def _name_before(scene: Scene, noun: int) -> int:
    """Return the name that stands right before the comma of an apposition, else what the parser hung it on.

    "before the opening of the Fair, the annual market": the parser takes "opening", the words say "Fair".
    """
    tree = scene.tree
    left = noun
    while (
        left > 0
        and tree.head[left - 1] == noun
        and tree.dep[left - 1] in ("det", "amod", "compound", "nummod", "poss", "nmod")
    ):
        left -= 1
    name = left - 2
    if left < 2 or tree.text[left - 1] != "," or not scene.is_name[name] or tree.pos[noun] != "NOUN":
        return tree.head[noun]
    while name > 0 and scene.thing[name] < 0 and scene.is_name[name - 1]:
        name -= 1  # "Holm & Lund", which the parser reads as Holm with Lund
    return name if scene.thing[name] >= 0 else tree.head[noun]


def possessive(scene: Scene) -> Iterator[Found]:
    """ "Norvia's chairman Lund", "Norvia's Lux 9", "its main rival, Zephtel", "Peru's Coast Guard"."""
    tree = scene.tree
    for i in range(len(tree)):
        if tree.dep[i] != "poss" or tree.pos[i] not in ("PROPN", "NOUN", "PRON"):
            continue
        owned = tree.head[i]
        if "(" in tree.text[i:owned]:
            continue  # "the Farm Union's (FU)": the same in short
        end, noun = _end_of_name(scene, owned), owned
        if 0 <= end < owned - 1 and i < end:  # 'Norvia's "Harbour Watch" site' is that site
            owned = next((k for k in range(end, i, -1) if scene.thing[k] >= 0 and scene.is_name[k]), owned)
        made = (
            scene.lex.classes.get(tree.lemma[owned]) in ("Product", "Technology")
            and scene.thing[i] >= 0
            and scene.class_of[i] in MAKERS
            and not any(
                tree.lower[k] in ("own", "next") for k in tree.kids[owned]
            )  # "works on its own network": not yet
            and tree.tag[owned] != "NNS"  # "its phones" tells nothing of any
        )
        if (scene.is_name[owned] and scene.thing[owned] >= 0) or made:
            between = [k for k in range(i + 1, owned) if not scene.is_name[k] and _relational(scene, k)]
            for owner in members(tree, i):
                if between and scene.lex.classes.get(tree.lemma[between[-1]]) not in ("Product", "Technology"):
                    # "Norvia's rival Zephtel" is what the noun says, not Norvia's own
                    yield Found(
                        "noun.possessive.of", "appos", owned, f"{tree.lemma[between[-1]]} of", owner, (between[-1],), -1
                    )
                else:
                    yield Found("noun.possessive", "possessive", owner, tree.lemma[noun], owned, (i,), -1)


def _relational(scene: Scene, k: int) -> bool:
    """Does the word say how the owner and what is owned hang together ("rival", "unit", "brother"), whatever its tag?"""
    tree = scene.tree
    return ("appos", f"{tree.lemma[k]} of") in scene.lex.phrases or (
        tree.pos[k] == "NOUN" and tree.dep[k] in ("compound", "nmod", "amod")
    )


def nationality(scene: Scene) -> Iterator[Found]:
    """Nationality adjective on a thing: "the Danish company", "Russian network Zephtel" (based_in)."""
    tree = scene.tree
    for i in range(len(tree)):
        if not scene.place_of[i] or scene.lex.places[scene.place_of[i]][1] != "Country":
            continue  # "European" is no nationality
        head = tree.head[i]
        if tree.dep[i] in ("amod", "compound", "nmod") and head > i:
            target = head
            # "Chinese President Xi": the adjective belongs to the role, the role rule has it
            if scene.is_name[i] and i + 1 < target and scene.is_name[i + 1] and not scene.is_name[target - 1]:
                continue  # "the Danish Government spokesman": part of a name
            if scene.is_name[i] and scene.is_name[i + 1] and scene.class_of[i] not in ("", "Country"):
                continue  # "Danish Government spokesman Mora": the name of a body
            if scene.is_name[i] and scene.class_of[target] in ("Region", "Place", "City", "Group") and all(scene.is_name[i:target]):
                continue  # the Norwegian Sea is not in Norway, Peruvian Germans are not from Peru
            if scene.thing[target] >= 0 and tree.lower[target] not in (*scene.lex.offices, "government", "administration"):
                yield Found("noun.nationality", "demonym", target, "demonym", i, (i,), -1)


def _name_start(scene: Scene, i: int) -> bool:
    return scene.is_name[i] and (i == 0 or not scene.is_name[i - 1]) and scene.tree.pos[i] != "ADJ"


def _name_head(scene: Scene, i: int) -> int:
    """Return the head token of the name that starts at ``i``, or -1."""
    k = i
    best = -1
    while k < len(scene.tree) and scene.is_name[k]:
        if best >= 0 and scene.tree.lower[k] in ("of", "for"):
            break  # "the Corps of Peru" is no "Peru"
        if scene.thing[k] >= 0:
            best = k
        k += 1
    return best


def _in_phrase(scene: Scene, k: int, head: int) -> bool:
    tree = scene.tree
    if tree.text[k + 1] in (
        '"',
        ",",
    ):  # "another paper, "The Fenwick"": the name is in apposition or the parser is lost
        return tree.pos[k] == "NOUN" and tree.dep[k] not in ("nsubj", "nsubjpass") and not scene.is_name[k]
    if tree.dep[k] in ("compound", "amod", "nmod", "nummod", "appos", "poss", "npadvmod") or tree.head[k] == head:
        return tree.dep[k] not in ("nsubj", "nsubjpass", "dobj", "pobj", "ROOT", "attr") or (
            tree.pos[k] == "NOUN" and k == head - 1
        )
    return (
        tree.dep[k] in ("nsubj", "pobj", "dobj")
        and tree.pos[k] == "NOUN"
        and tree.dep[head] in ("appos", "nsubj", "pobj", "dobj", "dep")
    )


def _role_or_class(scene: Scene, k: int) -> bool:
    lex, tree = scene.lex, scene.tree
    return tree.lemma[k] in lex.roles or tree.lower[k] in lex.roles or tree.lemma[k] in lex.classes

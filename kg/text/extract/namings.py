"""What somebody calls somebody: "Kim called Norland his country's enemy" is Kim's word, no fact of the text."""

from __future__ import annotations

from collections.abc import Iterator

from kg.text.extract.found import Found, Scene

NAMING = frozenset({"call", "dub", "label", "brand", "term", "name"})
DESCRIBING = frozenset({"describe", "regard", "hail", "praise", "denounce", "characterise", "characterize", "portray", "view"})
_OWN = frozenset({"his", "her", "its", "their"})


def called(scene: Scene) -> Iterator[Found]:
    """Subject calls object "X's N", "the N of X": object - N of - X, on the word of the subject.

    Finds: "Lund called Mora her friend", "Peru described Kenya as a close ally of Norland". Not:
    nouns without an owner, passives, owners that the subject's own pronoun does not settle.
    """
    tree = scene.tree
    for c in scene.clauses:
        lemma = tree.lemma[c.verb]
        if c.passive or not c.subjects or lemma not in NAMING | DESCRIBING:
            continue
        if lemma in NAMING:
            # the parser takes the second noun for a complement or hangs it on the first one
            named = [k for k in (*c.objects, *c.complements) if scene.is_name[k] and scene.thing[k] >= 0][:1]
            nouns = [k for k in (*c.complements, *(k for o in named for k in naming_nouns(scene, o))) if k not in named]
        else:
            named = [k for k in c.objects if scene.is_name[k] and scene.thing[k] >= 0]
            nouns = [o for a in c.adverbials if tree.lower[a.prep[-1]] == "as" for o in a.objects]
        for noun in nouns:
            if not named or tree.pos[noun] != "NOUN" or scene.is_name[noun]:
                continue
            for owner in _owners(scene, noun, c.subjects[0]):
                relation = f"{tree.lemma[noun]} of"
                yield Found(
                    "noun.called", "appos", named[0], relation, owner, (noun,), c.verb, clause=c, speaker=c.subjects[0]
                )


def naming_nouns(scene: Scene, name: int) -> list[int]:
    """Return the nouns that the parser put in apposition to ``name`` though a verb of naming gives them to it."""
    tree = scene.tree
    verb = tree.head[name]
    if tree.lemma[verb] not in NAMING or tree.dep[name] not in ("dobj", "oprd", "dative"):
        return []
    return [k for k in tree.children(name, "appos") if k > name and "," not in tree.text[name + 1 : k]]


def _owners(scene: Scene, noun: int, subject: int) -> Iterator[int]:
    tree = scene.tree
    for k in tree.children(noun, "poss"):
        if tree.lower[k] in _OWN:
            yield subject  # binding: "Lund called Mora her friend"
        elif scene.thing[k] >= 0 and tree.pos[k] != "PRON":
            yield k
    for p in tree.children(noun, "prep"):
        if tree.lower[p] in ("of", "to"):
            yield from (k for k in tree.children(p, "pobj") if scene.thing[k] >= 0)

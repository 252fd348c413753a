"""Turn token positions into arguments: a known thing, a new unnamed thing ("700 hikers"), or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Argument, Literal, Mention, Thing
from kg.text.extract.found import Scene
from kg.text.extract.phrases import (
    DEFINITE,
    PARTITIVE,
    PRONOUNS,
    VAGUE_CLASSES,
    name_run,
    noun_phrase,
    of_many,
    surface,
)
from kg.text.extract.tree import Tree
from kg.text.lexicon import noun_class

_SOME = frozenset({"many", "most", "some", "several", "few"})
_PLACE_CLASSES = frozenset({"Place", "Country", "City", "Region"})
_NO_KIND = frozenset({"people", "person", "member", "friend", "relative", "one", "individual", "national", "native", "resident", "mind", "part", "favourite",
                      "favorite", "thing", "example", "case", "reason", "result", "choice", "name", "way", "man", "woman", "fan", "colleague", "grandson", "granddaughter", "son", "daughter", "wife",
                      "husband", "brother", "sister", "father", "mother", "widow", "cousin", "nephew", "niece", "uncle", "aunt", "grandfather",
                      "grandmother", "child", "parent", "co-author", "classmate", "neighbour", "neighbor", "successor", "predecessor"})  # fmt: skip
_PLACES_OF = frozenset({"city", "town", "village", "state", "province", "region", "island", "republic", "kingdom", "county", "district", "port", "nation",
                        "country", "emirate", "territory", "municipality", "suburb", "borough"})  # fmt: skip
_RANKS = frozenset({"only", "last", "latest", "next", "previous", "sole", "same", "other", "such", "another", "key", "main", "new", "former", "fellow", "own"})
_LIES = frozenset({"nearby", "neighbouring", "neighboring", "northern", "southern", "eastern", "western", "central", "northeastern", "northwestern",
                   "southeastern", "southwestern"})  # fmt: skip
"""Where it lies: "Western" with a capital tells of what kind."""
_HAPPENS_TO_PEOPLE = frozenset({"kill", "injure", "wound", "hurt", "die", "rescue", "save", "arrest", "detain", "evacuate", "employ", "displace", "hospitalize",
                                "infect", "trap", "strand", "drown", "murder", "shoot", "stab", "bury", "crush", "release", "charge", "hire"})  # fmt: skip
_PARTIES = frozenset({"labour", "labor", "conservative", "liberal", "green"})
_COMMON = frozenset({"NN", "NNS", "JJ", "JJR", "JJS", "VBN", "VBG", "CD", "RB", "RBR"})  # tags of words that are no names
_ONE_OF_A_KIND = frozenset(
    {"parliament", "police", "army", "navy", "senate", "congress", "court", "cabinet", "military", "opposition"}
)
_GOVERNMENTS = frozenset({"government", "administration", "regime", "authority"})


@dataclass
class Arguments:
    """Mints the arguments of one document; ``things`` and ``mentions`` grow as unnamed things are found."""

    things: list[Thing]
    mentions: list[Mention] = field(default_factory=list)
    split_governments: bool = False
    _unnamed: dict[tuple[str, str], int] = field(default_factory=dict)
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def at(
        self, scene: Scene, offset: int, head: int, spans: dict[int, tuple[int, int]], *, kind: bool = False
    ) -> Argument | None:
        """Return the argument headed by token ``head`` of the block at ``offset``; None if it names nothing.

        ``kind``: the noun says what something is; its label is kept free of names and nationality.
        """
        tree = scene.tree
        if scene.thing[head] >= 0 and tree.text[head][0].isdigit() and self._owned(scene, head):
            words = self._owned(scene, head)
            owner = [k for k in name_run(scene, words[0]) if k <= words[0]]
            label = f"{surface(tree, owner)} {tree.text[head]}"  # "Norvia's 6G" is Norvia 6G
            return self._mint(scene, offset, head, words, label=label)
        if scene.place_of[head] and tree.dep[head] not in ("amod", "compound", "nmod", "poss"):
            if tree.tag[head] in ("NN", "NNP") and tree.lower[head].endswith(("er", "an")) and any(tree.lower[k] == "the" for k in tree.kids[head]):
                return None  # "the New Zealander won": somebody who was named before
            words = noun_phrase(scene, head, complement=False)
            if any(tree.tag[k] == "PRP" for k in words):
                return None  # "14 of them Peruvians": counted before
            return self._mint(scene, offset, head, words, class_="Group")
        if scene.thing[head] >= 0 and not (kind and not scene.is_name[head] and (tree.pos[head] == "NOUN" or _office(scene, head))):
            start, end = spans[head]
            return Argument(start, end, "", scene.thing[head])
        if scene.place_of[head]:
            a, b = offset + tree.start[head], offset + tree.end(head)
            return Argument(a, b, "", self._place(scene, scene.place_of[head], tree.text[head], a, b))
        if scene.is_name[head] and tree.pos[head] == "PROPN" and tree.dep[head] == "compound":
            return None
        if scene.is_name[head] and (around := _name_around(scene, offset, head, spans)) is not None:
            return around
        if tree.tag[head] in PRONOUNS or tree.pos[head] in (
            "VERB",
            "AUX",
            "ADP",
            "PUNCT",
            "ADV",
            "SCONJ",
            "DET",
            "SYM",
            "PART",
            "INTJ",
            "CCONJ",
            "PRON",
        ):
            return None
        if tree.ent[head] in ("DATE", "TIME") or tree.tag[head] == "VBG" or tree.lower[head] in ("no", "no."):
            return None
        if tree.ent[head] == "MONEY":
            words = [k for k in tree.subtree(head) if tree.ent[k] == "MONEY" or (tree.tag[k] == "$" and k < head)]
            a, b = offset + tree.start[words[0]], offset + tree.end(words[-1])
            return Argument(a, b, "", value=Literal(" ".join(surface(tree, words).split()), "xsd:string"))
        if not kind and tree.lemma[head] in _GOVERNMENTS and not self.split_governments:
            country = self._government(scene, offset, head)
            if country is not None:
                return country
        if not kind and tree.lemma[head] in scene.lex.roles:  # "named Lena Holm finance minister": the person
            for k in tree.children(head, "compound", "nmod"):
                if scene.class_of[k] == "Person" and scene.is_name[k] and k + 1 < len(tree) and not scene.is_name[k + 1]:
                    return Argument(*spans[k], "", scene.thing[k])
        if not kind and tree.tag[head] == "NN" and tree.lemma[head] in _PLACES_OF and (named := self._named_place(scene, offset, head, spans)):
            return named
        words = noun_phrase(scene, head, national=not kind, complement=not kind)
        if kind:
            names = [k for k in words if scene.is_name[k]]
            words = [k for k in words if k > names[-1]] if names and names[-1] < head else words
            while words[0] != head and tree.text[words[0]] in ("-", "/", "'s", "'", "’s", "’"):
                words = words[1:]
            if words[0] > 0 and tree.text[words[0] - 1] == "-" and tree.tag[words[0]] in ("VBN", "VBD") and words[0] != head:
                words = words[1:]  # "a Lima-based bank"
            if words[0] > 0 and tree.text[words[0] - 1] == "-":
                return None  # "a Lynx Cup-holder": half a word is no kind
            words = _plain_kind(tree, words)
        label = self._label(scene, words, kind=kind)
        if kind and tree.tag[head] == "NNS" and words[-1] == head:
            label = label[: len(label) - len(tree.text[head])] + tree.lemma[head]  # one node for the kind
        if not self._useful(scene, head, words, label, kind=kind):
            return None
        return self._mint(scene, offset, head, words, label=label)

    def _named_place(
        self, scene: Scene, offset: int, head: int, spans: dict[int, tuple[int, int]]
    ) -> Argument | None:
        """ "the oil state of Peru", "the city of Lima": the place itself."""
        tree = scene.tree
        for k in tree.children(head, "prep"):
            if tree.lower[k] == "of" and k == head + 1:
                for o in tree.children(k, "pobj")[:1]:
                    if scene.is_name[o] and scene.thing[o] >= 0 and scene.class_of[o] in _PLACE_CLASSES:
                        if not any(j != k and j > head and tree.dep[j] in ("prep", "relcl", "acl") for j in tree.kids[head]):
                            return Argument(*spans[o], "", scene.thing[o])
        return None

    def _mint(
        self, scene: Scene, offset: int, head: int, words: list[int], *, label: str = "", class_: str = ""
    ) -> Argument:
        """Return the unnamed thing of these words, new or known from before in the document."""
        tree = scene.tree
        label = label or self._label(scene, words)
        a, b = offset + tree.start[words[0]], offset + tree.end(words[-1])
        key = (label.lower(), tree.lemma[head])
        thing = self._unnamed.get(key)
        if thing is None:
            thing = self._unnamed[key] = len(self.things)
            self.things.append(_unnamed(scene, head, _core(tree, head, words), label, class_))
        else:
            old = self.things[thing]
            self.things[thing] = Thing(((old.names[0][0], old.names[0][1] + 1),), False, old.classes, old.nouns)
        if (a, b) not in self._seen:
            self._seen.add((a, b))
            self.mentions.append(Mention(a, b, "", "nominal", thing, "noun phrase"))
        return Argument(a, b, "", thing)

    def _label(self, scene: Scene, words: list[int], *, kind: bool = False) -> str:
        """The text of the words, pronouns and "the company" inside it spelled out: "its plant" -> "Norvia's plant".

        The first word of a sentence, and the words of an office ("Foreign Minister"), are written as anywhere else.
        """
        tree = scene.tree
        office = kind and _office(scene, words[-1])
        small = office and all(_of_office(scene, k) for k in range(words[0], words[-1] + 1))
        out = ""
        for k in range(words[0], words[-1] + 1):
            gap = " " if out and tree.start[k] > tree.end(k - 1) else ""
            thing = scene.thing[k]
            named = thing >= 0 and self.things[thing].named and not scene.is_name[k] and k != words[-1]
            if named and not kind and tree.tag[k] == "PRP$":
                name = self.things[thing].names[0][0]
                out += gap + name + ("'" if name.endswith("s") else "'s")
            else:
                common = small or (k == words[0] and not office and tree.tag[k] in _COMMON)
                out += gap + (self._uncapital(scene, k) if common else tree.text[k])
        return " ".join(out.replace('"', " ").split())

    def _uncapital(self, scene: Scene, k: int) -> str:
        """Return the word without its capital, if it is no name and has one only where it stands."""
        word, low = scene.tree.text[k], scene.tree.lower[k]
        if not all(part[:1].isalpha() and part[1:].islower() for part in word.split("-")) or scene.is_name[k] or scene.place_of[k]:
            return word
        if low in scene.lex.capitals or scene.tree.lemma[k].lower() in scene.lex.capitals:
            return word
        if low in _PARTIES and scene.tree.lower[k + 1 : k + 2] not in (["minister"], ["secretary"]):
            return word  # "Labour MP", "Liberal Democrat", but "labour minister"
        # "Brown allies" in a text that knows a Brown
        return word if any(t.named and t.names[0][0].endswith(word) for t in self.things) else word.lower()

    def _owned(self, scene: Scene, head: int) -> list[int]:
        """Return the tokens of "Norvia's 6G", "Norvia 6G": a firm's product that is called by the technology; else []."""
        tree = scene.tree
        for k in tree.kids[head]:
            if (
                tree.dep[k] in ("poss", "compound", "nmod")
                and scene.is_name[k]
                and scene.thing[k] >= 0
                and head - k <= 2
            ):
                if scene.class_of[k] in ("Company", "Organization"):
                    return list(range(k, head + 1))
        return []

    def _government(self, scene: Scene, offset: int, head: int) -> Argument | None:
        """ "the US administration", "the Peruvian government": the country, for its government acts for it."""
        tree = scene.tree
        for k in tree.kids[head]:
            if k > head or tree.dep[k] not in ("compound", "amod", "poss", "nmod"):
                continue
            thing = -1
            if scene.place_of[k]:
                thing = self._place(
                    scene, scene.place_of[k], tree.text[k], offset + tree.start[k], offset + tree.end(k)
                )
            elif scene.thing[k] >= 0 and scene.class_of[k] == "Country":
                thing = scene.thing[k]
            if thing >= 0:
                a, b = offset + tree.start[k], offset + tree.end(head)
                if (a, b) not in self._seen:
                    self._seen.add((a, b))
                    self.mentions.append(Mention(a, b, "", "nominal", thing, "its government"))
                return Argument(a, b, "", thing)
        return None

    def _place(self, scene: Scene, place: str, form: str, start: int, end: int) -> int:
        """Return the country that a nationality adjective stands for, as a thing of the document."""
        known = next((i for i, t in enumerate(self.things) if t.known == place), -1)
        if known < 0:
            label, class_ = scene.lex.places[place]
            known = len(self.things)
            self.things.append(Thing(((label, 1),), True, ((class_, 5.0),), known=place))
        if (start, end) not in self._seen:
            self._seen.add((start, end))
            self.mentions.append(Mention(start, end, form, "name", known, "demonym"))
        return known

    def _useful(self, scene: Scene, head: int, words: list[int], label: str, *, kind: bool) -> bool:
        tree, lex = scene.tree, scene.lex
        if not any(ch.isalnum() for ch in label) or len(label) > 100 or any(tree.tag[k] == "PRP" for k in words):
            return False
        if tree.pos[head] == "NUM" and any(tree.lower[k] in ("those", "these") or (tree.tag[k] == "PRP$" and scene.thing[k] < 0) for k in words):
            return False  # "four of those counts", "one of its vans": which, whose?
        if tree.tag[head] == "NNS" and any(tree.lower[k] in ("a", "an") for k in tree.kids[head]) and any(tree.tag[k] in ("VBN", "VBD") for k in words):
            return False  # "rallied against a fuel tax blocked roads": a verb got lost in it
        if tree.lower[head] in ("likes", "lot", "rest", "others", "thing", "things"):
            return False
        modifiers = [k for k in words if k != head and tree.dep[k] not in ("det", "punct")]
        lemma = tree.lemma[head]
        vague = lex.generic.get(lemma) or lex.generic.get(tree.lower[head])
        role = kind and vague == "role"
        if kind and (lemma in _NO_KIND or lemma.endswith("-in-law") or lemma in PARTITIVE or (lemma in lex.generic and not modifiers and not role)):
            return False
        if vague and not modifiers and not role:
            plural = tree.tag[head] in ("NNS", "NNPS")
            if not (
                (vague == "singular" and plural)
                or (vague == "object" and tree.dep[head] in ("dobj", "pobj", "attr", "conj"))
            ):
                return False
        if tree.pos[head] == "ADJ" and not modifiers and tree.child(head, "det") < 0:
            return False
        determined = any(tree.lower[k] in DEFINITE for k in tree.kids[head]) or any(
            tree.tag[k] == "PRP$" for k in tree.kids[head]
        )
        if (
            determined
            and not kind  # "the singer Anna Lund" says what she is
            and not [k for k in modifiers if not scene.place_of[k]]  # "the Chinese company" is any
            and (lex.classes.get(lemma) in VAGUE_CLASSES or self._which_one(scene, head, words))
            and tree.tag[head] in ("NN", "NNP")
            and tree.child(head, "relcl", "acl") < 0
            and lemma not in _ONE_OF_A_KIND
        ):
            return False  # "the company" that was not resolved
        return not (tree.pos[head] == "NUM" and not modifiers and not _counts_people(tree, head))


    def _which_one(self, scene: Scene, head: int, words: list[int]) -> bool:
        """ "the deal", "this offer": an abstract noun that points back to something not told here."""
        tree = scene.tree
        abstract = scene.lex.classes.get(tree.lemma[head], "Concept") in ("Concept", "Agreement")
        the = any(tree.lower[k] in ("the", "this", "that", "such") for k in tree.kids[head])
        return abstract and the and len(words) == 1 and tree.text[head].islower()


_ACTS = frozenset({"named", "led", "appointed", "made", "met", "dropped", "signed", "hired", "fired"})


def _plain_kind(tree: Tree, words: list[int]) -> list[int]:
    """Leave out what ranks or counts: "first album", "most valuable company", "two parks" are album, company, park."""
    while len(words) > 1:
        k = words[0]
        ranks = tree.tag[k] in ("JJS", "JJR", "RBS", "RBR", "CD") or tree.ent[k] in ("ORDINAL", "CARDINAL") or tree.lower[k] in _RANKS or tree.text[k] in _LIES
        below = len(words) > 2 and tree.tag[k] in ("JJ", "VBN", "VBG", "RB") and tree.tag[k - 1] in ("RBS", "RBR") and tree.head[k - 1] == k
        if not (ranks or below or tree.lower[k] in _ACTS or tree.text[k] in ("-", "/", "#")):
            break
        if len(words) > 3 and tree.text[words[1]] == "-" and tree.end(k) == tree.start[words[1]]:
            words = words[2:]  # "two-time winner": the whole word goes
        words = words[1:]
    return words


def _name_around(scene: Scene, offset: int, token: int, spans: dict[int, tuple[int, int]]) -> Argument | None:
    """Return the named thing in whose name the token stands: the parser may take a name apart at its hyphens."""
    a, b = offset + scene.tree.start[token], offset + scene.tree.end(token)
    for k in range(max(token - 6, 0), min(token + 6, len(scene.tree))):
        if k != token and scene.thing[k] >= 0 and scene.is_name[k] and k in spans and spans[k][0] <= a and b <= spans[k][1]:
            return Argument(*spans[k], "", scene.thing[k])
    return None


def _office(scene: Scene, head: int) -> bool:
    low = scene.tree.lower[head]
    return low in scene.lex.titles or low in scene.lex.roles


def _of_office(scene: Scene, k: int) -> bool:
    """Is the word one of those that offices are called by, or the name of what they are in?"""
    tree, lex = scene.tree, scene.lex
    if scene.is_name[k] or scene.place_of[k] or tree.text[k] in ("-", "&") or tree.tag[k] in ("JJ", "CC"):
        return True
    return all(w in lex.of_offices or w.removesuffix("s") in lex.of_offices for w in tree.lower[k].split("-"))


def _counts_people(tree: Tree, head: int) -> bool:
    """A bare number is an argument where it stands for people or things counted: "killing 107", "200 more"."""
    verb = tree.head[head]
    while tree.dep[verb] == "conj":
        verb = tree.head[verb]
    if tree.ent[head] == "CARDINAL" and head + 1 < len(tree) and tree.lower[head + 1] in ("dead", "injured", "wounded"):
        return True  # "left 3 dead"
    return (
        tree.ent[head] in ("CARDINAL", "PERCENT", "QUANTITY")
        and tree.dep[head] in ("dobj", "nsubjpass", "nsubj", "conj")
        and tree.tag[head] != "CC"
        and (tree.lemma[verb] in _HAPPENS_TO_PEOPLE or tree.lemma[tree.head[head]] in _HAPPENS_TO_PEOPLE)
    )


def _core(tree: Tree, head: int, words: list[int]) -> int:
    """Return the word that tells what the phrase is: "people" of "hundreds of people", "parts" of "one of the parts".

    Members of a parliament are people, and a list of towns is no town.
    """
    several = tree.lemma[head] in PARTITIVE or tree.pos[head] == "NUM" or tree.lower[head] in _SOME or of_many(tree, head)
    if not several or tree.lemma[head] in ("member", "list"):
        return head
    return next((o for k in tree.children(head, "prep") if tree.lower[k] == "of" for o in tree.children(k, "pobj") if o in words), head)


def _unnamed(scene: Scene, head: int, core: int, label: str, class_: str) -> Thing:
    """The thing that a noun phrase names; ``core`` is the word that tells its class, "people" in "hundreds of people"."""
    tree, lex = scene.tree, scene.lex
    lemma = tree.lemma[head]
    core = head if lemma == "member" else core if tree.pos[core] in ("NOUN", "PROPN") else head
    if core != head and scene.is_name[core] and scene.class_of[core] in ("Product", "Technology", "CreativeWork"):
        class_ = class_ or scene.class_of[core]  # "versions of Lynx"
    if tree.text[head][0].isdigit() and scene.class_of[head] == "Technology":
        class_ = "Technology"
    if lemma == "member" and core == head:
        class_ = class_ or "Person"  # "members of the opposition" are people
    if lemma in ("state", "network") and label.lower().partition(f"{tree.lower[head]} of ")[2]:
        class_ = class_ or "Concept"  # "the state of the roads", "a network of caves"
    if core and _code(tree.text[core - 1]) and tree.lemma[core] in ("bomber", "fighter", "trainer", "tanker"):
        class_ = class_ or "Product"  # "an X-12 bomber"
    before = tree.lower[core - 1] if core else ""
    plural = tree.lower[core] if tree.tag[core] == "NNS" else ""  # "forces", "funds": the plural means something else
    class_ = class_ or lex.classes.get(f"{before} {tree.lemma[core]}") or lex.classes.get(plural) or noun_class(lex, before, tree.lemma[core])
    if not class_ and tree.lemma[core] in lex.roles:
        class_ = "Person"
    if lemma == "office" and any(tree.lemma[k] in lex.roles for k in tree.children(head, "poss")):
        class_ = "GovernmentBody"  # "the sheriff's office"
    if class_ == "Product" and core == head and _people_of(scene, head):
        class_ = "Group"  # "boats of migrants"
    if not class_ and lemma == "group":
        class_ = "Group"
    one = core == head and tree.tag[head] == "NNS" and label.endswith(lemma) and not label.endswith(tree.text[head])
    if class_ == "Person" and tree.tag[core] in ("NNS", "NNPS") and not one:
        class_ = "Group"  # but "critics like Lena Holm" make her a critic
    if not class_ and scene.place_of[core] and tree.tag[core] == "NNPS":
        class_ = "Group"  # "dozens of Peruvians"
    if not class_ and core == head and tree.pos[head] == "NUM" and tree.text[head - 1 if head else 0] != "-":
        class_ = "Group"
    return Thing(((label, 1),), False, ((class_, 1.0),) if class_ else (("Concept", 0.5),), (lemma,))


def _people_of(scene: Scene, head: int) -> bool:
    tree, classes = scene.tree, scene.lex.classes
    of = [o for k in tree.children(head, "prep") if tree.lower[k] == "of" for o in tree.children(k, "pobj")]
    return any(tree.tag[o] == "NNS" and (classes.get(tree.lemma[o]) == "Person" or tree.lemma[o] in scene.lex.roles) for o in of)


def _code(word: str) -> bool:
    """Is it a type's code, letters with digits: "X-12", "T90"?"""
    return word[:1].isalpha() and word[-1].isdigit()



"""Turn token positions into arguments: a known thing, a new unnamed thing ("700 hikers"), or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Argument, Literal, Mention, Thing
from kg.text.extract.found import Scene
from kg.text.extract.tree import Tree
from kg.text.lexicon import noun_class

PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WDT", "WP$", "EX", "WRB"})
_DEFINITE = frozenset(
    {
        "the",
        "this",
        "that",
        "these",
        "those",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "such",
        "both",
        "another",
        "other",
    }
)
_VAGUE_CLASSES = frozenset(
    {
        "Company",
        "Organization",
        "Person",
        "City",
        "Country",
        "Place",
        "Region",
        "Group",
        "GovernmentBody",
        "Team",
        "University",
    }
)
_PARTITIVE = frozenset({"hundred", "thousand", "million", "dozen", "group", "wave", "number", "series", "lot", "couple", "majority", "crowd", "pair",
                        "tens", "handful", "mass", "flow", "range", "set", "variety", "part", "piece", "type", "kind", "user", "half", "third",
                        "percent", "member", "version", "line"})  # fmt: skip

_SOME = frozenset({"many", "most", "some", "several", "few"})
_BOUNDS = frozenset({"more", "less", "fewer", "least", "most", "over", "under", "about", "around", "nearly", "almost", "some", "than", "roughly"})
_HEAPS = frozenset({"host", "string", "spate", "slew", "raft", "array", "flurry", "bunch", "barrage", "litany", "wealth", "stream", "flood", "list"})
_PLACE_CLASSES = frozenset({"Place", "Country", "City", "Region"})
_NO_KIND = frozenset({"people", "person", "member", "friend", "relative", "one", "individual", "national", "native", "resident", "mind", "part", "favourite",
                      "favorite", "thing", "example", "case", "reason", "result", "choice", "name", "way", "man", "woman", "fan", "colleague", "grandson", "granddaughter", "son", "daughter", "wife",
                      "husband", "brother", "sister", "father", "mother", "widow", "cousin", "nephew", "niece", "uncle", "aunt", "grandfather",
                      "grandmother", "child", "parent", "co-author", "classmate", "neighbour", "neighbor", "successor", "predecessor"})  # fmt: skip
_PLACES_OF = frozenset({"city", "town", "village", "state", "province", "region", "island", "republic", "kingdom", "county", "district", "port", "nation",
                        "country", "emirate", "territory", "municipality", "suburb", "borough"})  # fmt: skip
_COMPLEMENTS = frozenset({"of", "for", "about", "on", "with", "against", "between", "to", "into", "over", "in", "from", "at", "among", "towards",
                          "toward", "behind", "near", "around", "under", "across", "without"})  # fmt: skip
_RANKS = frozenset({"only", "last", "latest", "next", "previous", "sole", "same", "other", "such", "another", "key", "main", "new", "former", "fellow", "own"})
_HAPPENS_TO_PEOPLE = frozenset({"kill", "injure", "wound", "hurt", "die", "rescue", "save", "arrest", "detain", "evacuate", "employ", "displace", "hospitalize",
                                "infect", "trap", "strand", "drown", "murder", "shoot", "stab", "bury", "crush", "release", "charge", "hire"})  # fmt: skip
_EVENTS = frozenset({"Event", "Meeting", "Election", "Accident", "Conflict", "Competition"})
_LONGEST = 12
"""Tokens of the longest label of an unnamed thing."""
_ONE_OF_A_KIND = frozenset(
    {"parliament", "police", "army", "navy", "senate", "congress", "court", "cabinet", "military", "opposition"}
)
_GOVERNMENTS = frozenset({"government", "administration", "regime", "authority"})
_RATES = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "year", "person", "head", "share", "barrel", "ton", "tonne", "litre",
                    "liter", "gallon", "ounce", "mile", "kilometre", "kilometer", "unit", "game", "match", "household"})  # fmt: skip
_QUANTIFIERS = frozenset(
    {"such", "many", "several", "same", "own", "certain", "various", "few", "much", "most", "some"}
)


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
            owner = [k for k in _name_run(scene, words[0]) if k <= words[0]]
            label = f"{surface(tree, owner)} {tree.text[head]}"  # "Norvia's 6G" is Norvia 6G
            return self._mint(scene, offset, head, words, label=label)
        if scene.place_of[head] and tree.dep[head] not in ("amod", "compound", "nmod", "poss"):
            if tree.tag[head] in ("NN", "NNP") and tree.lower[head].endswith(("er", "an")) and any(tree.lower[k] == "the" for k in tree.kids[head]):
                return None  # "the New Zealander won": somebody who was named before
            words = noun_phrase(scene, head, complement=False)
            if any(tree.tag[k] == "PRP" for k in words):
                return None  # "14 of them Peruvians": counted before
            return self._mint(scene, offset, head, words, class_="Group")
        if scene.thing[head] >= 0 and not (kind and not scene.is_name[head] and tree.pos[head] == "NOUN"):
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
            if words[0] > 0 and tree.text[words[0] - 1] == "-":
                return None  # "a Lynx Cup-holder": half a word is no kind
            words = _plain_kind(tree, words)
        label = surface(tree, words) if kind else self._label(scene, words)
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

    def _label(self, scene: Scene, words: list[int]) -> str:
        """The text of the words, pronouns and "the company" inside it spelled out: "its plant" -> "Norvia's plant"."""
        tree = scene.tree
        out, k = "", words[0]
        while k <= words[-1]:
            gap = " " if out and tree.start[k] > tree.end(k - 1) else ""
            thing = scene.thing[k]
            named = thing >= 0 and self.things[thing].named and not scene.is_name[k] and k != words[-1]
            if named and tree.tag[k] == "PRP$":
                name = self.things[thing].names[0][0]
                out += gap + name + ("'" if name.endswith("s") else "'s")
            else:
                out += gap + tree.text[k]
            k += 1
        return " ".join(out.replace('"', " ").split())

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
        if kind and (lemma in _NO_KIND or lemma in _PARTITIVE or (lemma in lex.generic and not modifiers)):
            return False
        vague = lex.generic.get(lemma) or lex.generic.get(tree.lower[head])
        if vague and not modifiers:
            plural = tree.tag[head] in ("NNS", "NNPS")
            if not (
                (vague == "singular" and plural)
                or (vague == "object" and tree.dep[head] in ("dobj", "pobj", "attr", "conj"))
            ):
                return False
        if tree.pos[head] == "ADJ" and not modifiers and tree.child(head, "det") < 0:
            return False
        determined = any(tree.lower[k] in _DEFINITE for k in tree.kids[head]) or any(
            tree.tag[k] == "PRP$" for k in tree.kids[head]
        )
        if (
            determined
            and not kind  # "the singer Anna Lund" says what she is
            and not [k for k in modifiers if not scene.place_of[k]]  # "the Chinese company" is any
            and (lex.classes.get(lemma) in _VAGUE_CLASSES or self._which_one(scene, head, words))
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
        ranks = tree.tag[k] in ("JJS", "JJR", "RBS", "RBR", "CD") or tree.ent[k] in ("ORDINAL", "CARDINAL") or tree.lower[k] in _RANKS
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


def _counts_people(tree: Tree, head: int) -> bool:
    """A bare number is an argument where it stands for people or things counted: "killing 107", "200 more"."""
    verb = tree.head[head]
    while tree.dep[verb] == "conj":
        verb = tree.head[verb]
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
    several = tree.lemma[head] in _PARTITIVE or tree.pos[head] == "NUM" or tree.lower[head] in _SOME or _of_many(tree, head)
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


def noun_phrase(scene: Scene, head: int, *, national: bool = True, complement: bool = True) -> list[int]:
    """Return the tokens of the minimal noun phrase: the head with what identifies it, in one run.

    Determiners, relative clauses and status adjectives ("alleged") stay out; compounds, adjectives and
    numbers ("over 700") stay in, with a known owner and the complement right behind where ``complement``.
    A partitive head keeps its complement anyway: "hundreds of people".
    """
    tree, lex = scene.tree, scene.lex
    keep = {head}
    for k in tree.kids[head]:
        if k > head:
            continue
        if tree.dep[k] == "poss" and scene.is_name[k] and scene.thing[k] >= 0 and _needs_owner(scene, head):
            keep.update(range(k, head))  # "Norvia's chairman" names somebody, "chairman" nobody
            while k > 0 and scene.is_name[k - 1]:
                k -= 1
                keep.add(k)
        if tree.dep[k] in ("amod", "compound", "nmod", "nummod"):
            if tree.lower[k] in lex.adjectives or tree.tag[k] == "PDT" or (not national and scene.place_of[k]):
                continue
            if tree.lower[k] in _QUANTIFIERS or (tree.tag[k] in ("VBN", "VBD") and _has_maker(scene, k)):
                continue
            sub = [
                j
                for j in tree.subtree(k)
                if tree.dep[j] not in ("det", "quantmod", "advmod", "cc", "poss", "prep", "case", "mark")
                or tree.tag[j] == "RBS"  # "the most valuable firm"
                or tree.text[j] in ("$", "£", "€")
            ]
            if tree.dep[k] == "nummod":
                sub = [j for j in tree.subtree(k) if tree.dep[j] != "det"]  # "over 700", "at least 40", "$ 2"
            if not national:
                sub = [j for j in sub if not scene.place_of[j]]  # "Chinese tech giant" in three
            if len(sub) <= 6:
                keep.update(j for j in sub if tree.dep[j] != "punct" or tree.text[j] in ("-", "/"))
    if tree.pos[head] == "NUM":  # "more than 120 were hurt"
        keep.update(j for k in tree.kids[head] if k < head and tree.lower[k] in _BOUNDS for j in tree.subtree(k))
    # hyphens inside the run ("Peru-built trams")
    low = min(keep)
    run = [head]
    for k in range(head - 1, low - 1, -1):
        loose = tree.text[k] in ("-", "/", "–") and tree.end(k) < tree.start[k + 1]
        if (k in keep or tree.text[k] in ("-", "/")) and not loose:
            run.insert(0, k)
        else:
            break
    while run and run[0] != head and tree.text[run[0]] in ("-", "/", ",", '"'):
        run.pop(0)
    while (
        run[0] > 1
        and tree.text[run[0] - 1] == "-"
        and tree.end(run[0] - 1) == tree.start[run[0]]
        and tree.end(run[0] - 2) == tree.start[run[0] - 1]
    ):
        run = [run[0] - 2, run[0] - 1, *run]  # "high-ranking defectors"
    while (
        run[-1] + 2 < len(tree)
        and tree.text[run[-1] + 1] == "-"
        and tree.end(run[-1]) == tree.start[run[-1] + 1]
        and tree.end(run[-1] + 1) == tree.start[run[-1] + 2]
        and tree.text[run[-1] + 2].isalpha()
    ):
        run = [*run, run[-1] + 1, run[-1] + 2]  # "cross-examination", whichever half the parser made the head
    if (tree.lemma[head] in _PARTITIVE or _of_many(tree, head)) and run[-1] == head:
        for k in tree.children(head, "prep"):
            if tree.lower[k] == "of" and k == head + 1:
                for o in tree.children(k, "pobj")[:1]:
                    inner = noun_phrase(scene, o)
                    if tree.tag[o] == "NNP" and len(rest := [c for c in tree.children(o, "conj") if tree.tag[c] == "NNS"]) == 1:
                        inner = list(range(inner[0], rest[0] + 1))  # "dozens of Norvia and Dalmont shops"
                    inner = inner if len(inner) <= 8 else noun_phrase(scene, o, complement=False)
                    gap = range(k + 1, inner[0])
                    if (
                        all(tree.dep[g] in ("det", "poss", "amod", "punct", "case", "advmod", "npadvmod") for g in gap)
                        and len(inner) <= 8
                    ):
                        return list(range(run[0], inner[-1] + 1))
    if complement:
        run = _with_complement(scene, _with_owner(scene, run))
        run = _with_what_on(scene, head, run)
    return _with_rate(tree, run)


def _with_what_on(scene: Scene, head: int, run: list[int]) -> list[int]:
    """Add on what something has its effects: "effects of heat on crops"."""
    tree = scene.tree
    on = run[-1] + 1
    if tree.lemma[head] not in ("effect", "impact", "influence") or run[-1] == head or on + 1 >= len(tree) or tree.lower[on] != "on":
        return run
    what = [k for o in tree.children(on, "pobj")[:1] for k in noun_phrase(scene, o, complement=False)]
    gap = range(on + 1, what[0] if what else on)
    return list(range(run[0], what[-1] + 1)) if what and what[0] > on and all(tree.dep[g] == "det" for g in gap) else run


def _of_many(tree: Tree, head: int) -> bool:
    """ "a host of awards", "a string of attacks": many of them; "the host of the show" is one."""
    return tree.lemma[head] in _HEAPS and any(
        tree.tag[o] == "NNS" and tree.child(o, "det", "poss") < 0 for k in tree.children(head, "prep") if tree.lower[k] == "of" for o in tree.children(k, "pobj")
    )


def _with_rate(tree: Tree, run: list[int]) -> list[int]:
    """Add the rest of a rate: "winds of 190 kilometres per hour", "$ 40 a barrel"."""
    end = run[-1]
    if (
        end + 2 < len(tree)
        and tree.lower[end + 1] in ("per", "an", "a", "each")
        and tree.pos[end + 2] == "NOUN"
        and any(tree.text[k][0].isdigit() for k in run)
        and tree.lemma[end + 2] in _RATES
    ):
        return list(range(run[0], end + 3))
    return run


def _with_owner(scene: Scene, run: list[int]) -> list[int]:
    """Add the owner where it is known: "Norvia's attempts", "its new plant" (label: Norvia's new plant)."""
    tree = scene.tree
    for k in tree.children(run[-1], "poss"):
        if k >= run[0] or not tree.text[run[-1]].islower():
            continue
        if scene.thing[k] < 0:
            if (owned := _common_owner(scene, k, run)) is not None:
                return owned
            continue
        before = [j for j in tree.kids[k] if j < k and tree.dep[j] in ("amod", "compound", "nmod")]
        first = min([k, *[j for j in before if not tree.text[j].endswith(".") or tree.pos[j] != "PROPN"]])  # "Lux 20 X. Norvia's …"
        while scene.is_name[k] and first > 0 and scene.is_name[first - 1] and scene.thing[first - 1] < 0:
            if tree.pos[first - 1] in ("PUNCT", "DET") or tree.text[first - 1].endswith("."):
                break
            first -= 1
        between = range(k + 1, run[0])
        if all(scene.is_name[g] or tree.dep[g] in ("case", "amod", "compound", "nummod", "advmod") for g in between):
            return list(range(first, run[-1] + 1))
    return run


def _common_owner(scene: Scene, owner: int, run: list[int]) -> list[int] | None:
    """ "the Marlow sheriff's office": a common noun that tells which; not "the company's plant", as that may be any."""
    tree = scene.tree
    titled = tree.tag[owner] == "NNP" and tree.lemma[owner] in scene.lex.roles  # "the Lima Sheriff's office"
    if not (tree.tag[owner] in ("NN", "NNS") or titled) or tree.ent[owner] in ("DATE", "TIME") or scene.lex.classes.get(tree.lemma[owner], "") in _VAGUE_CLASSES - {"Person", "Group"}:
        return None
    inner = noun_phrase(scene, owner, complement=False)
    between = range(owner + 1, run[0])
    if tree.child(owner, "poss") >= 0 or inner[-1] != owner or len(inner) + len(run) > _LONGEST:
        return None
    return list(range(inner[0], run[-1] + 1)) if all(tree.dep[g] == "case" for g in between) else None


def _with_complement(scene: Scene, run: list[int]) -> list[int]:
    """Add the complement that stands right behind the noun, if short and whole: "deal with Norvia on steel".

    Never a pronoun, a date or a clause; at most ``_LONGEST`` tokens.
    """
    tree = scene.tree
    head = run[-1]
    class_ = scene.lex.classes.get(tree.lemma[head], "")
    located = class_ in _EVENTS or class_ in ("Person", "Group", "Agreement")
    if scene.is_name[head]:
        return run
    for k in tree.children(head, "prep"):
        if k == head + 1 and tree.lower[k] in _COMPLEMENTS:
            if located and tree.lower[k] in ("in", "at", "near", "on"):
                continue  # where it took place, where they were, is a fact of its own
            for o in tree.children(k, "pobj")[:1]:
                if tree.tag[o] in PRONOUNS or tree.lower[o] in ("others", "other") or tree.ent[o] in ("DATE", "TIME") or tree.pos[o] not in ("NOUN", "PROPN", "NUM"):
                    continue
                definite = any(tree.lower[j] in _DEFINITE for j in tree.kids[o])
                vague = scene.lex.classes.get(tree.lemma[o]) in _VAGUE_CLASSES and tree.tag[o] == "NN" and definite
                if not scene.is_name[o] and scene.thing[o] < 0 and vague:
                    continue  # "a contract with the company" names no contract
                inner = _name_run(scene, o) if scene.is_name[o] else _with_title(scene, noun_phrase(scene, o))
                if len(run) + len(inner) >= _LONGEST:
                    inner = noun_phrase(scene, o, complement=False)
                if inner[0] <= k:
                    continue  # the parser hung on it what stands before
                between = range(k + 1, inner[0])
                if (tree.lower[k] in ("between", "among") or _pair(tree, o)) and (ends := _last_conjunct(scene, o)) >= 0:
                    whole = list(range(inner[0], max(ends, inner[-1]) + 1))
                    inner = whole if tree.lower[k] in ("between", "among") or len(run) + len(whole) < _LONGEST else inner
                if len(run) + len(inner) < _LONGEST and all(
                    tree.dep[g] in ("det", "amod", "compound", "nmod", "poss", "case", "nummod", "advmod", "quantmod", "predet")
                    for g in between
                ):
                    return list(range(run[0], inner[-1] + 1))
    return run


def _pair(tree: Tree, o: int) -> bool:
    """Are just two coordinated: "the effects of warming and smog"? A longer list tells enough by its first member."""
    others = [c for c in tree.conjuncts(o) if c != o]
    return len(others) == 1 and others[0] > o and tree.pos[o] == tree.pos[others[0]] == "NOUN" and "," not in tree.text[o : others[0]]


def _with_title(scene: Scene, run: list[int]) -> list[int]:
    """Add the name that says which one: "a copy of the book Northern Light"."""
    tree, name = scene.tree, run[-1] + 1
    if name < len(tree) and scene.is_name[name] and tree.pos[run[-1]] == "NOUN":
        whole = _name_run(scene, name)
        if any(tree.head[k] == run[-1] for k in whole):
            return [*run, *whole]
    return run


def _last_conjunct(scene: Scene, o: int) -> int:
    """Return the last token of "Peru and the firms of Kenya", -1 where nothing is coordinated."""
    tree = scene.tree
    others = [c for c in tree.conjuncts(o) if c > o and tree.pos[c] in ("NOUN", "PROPN")]
    return max((_name_run(scene, c) if scene.is_name[c] else noun_phrase(scene, c, complement=False))[-1] for c in others) if others else -1


def _name_run(scene: Scene, o: int) -> list[int]:
    first = last = o
    while first > 0 and scene.is_name[first - 1]:
        first -= 1
    while last + 1 < len(scene.tree) and scene.is_name[last + 1] and scene.tree.pos[last + 1] != "PUNCT":
        last += 1
    return list(range(first, last + 1))


def _needs_owner(scene: Scene, head: int) -> bool:
    """Does the noun name somebody only with its owner: "Norvia's chairman", "Peru's parliament"?"""
    lemma = scene.tree.lemma[head]
    return lemma in scene.lex.roles or scene.lex.classes.get(lemma) in ("GovernmentBody", "Company")


def _has_maker(scene: Scene, participle: int) -> bool:
    """ "the Norvia operated Lynx system": the participle and its maker are another fact, no part of the label."""
    return participle > 0 and scene.is_name[participle - 1]


def surface(tree: Tree, words: list[int]) -> str:
    """Return the text of a run of tokens with the spacing of the source, quotation marks taken out."""
    out = []
    for k in range(words[0], words[-1] + 1):
        gap = k > words[0] and tree.start[k] > tree.end(k - 1)
        out.append((" " if gap else "") + tree.text[k])
    return " ".join("".join(out).replace('"', " ").split())

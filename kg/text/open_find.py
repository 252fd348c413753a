"""Find the surface triples of a parse: walk down from each verb, one step of grammar at a time.

A step goes from a verb to its object, complement, adverbial, infinitive or gerund, from a noun to its
prepositional phrases. What has been passed becomes part of the relation: "signed", "signed a deal
with", "signed a deal with the owners of". Nothing is judged here; that is the business of the ranking.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.text.extract.clauses import Adverbial, Clause, adverbials, clauses, members
from kg.text.extract.tree import NOMINAL, Tree
from kg.text.open_spans import below, clause_text, noun_phrase, split_modifiers, tidy, verb_group

Tokens = tuple[int, ...]

DEPTH = 2
"""Nouns and clauses passed on the way to an object; a third gives the same figures and more to rank."""

MOST = 400
"""Candidates of one block: the longest sentence of news has some sixty, a mangled one could have thousands."""

_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose", "what"})
_NO_RELATIVE = frozenset({"relcl"})
_FIXED = frozenset({
    "in order", "for example", "for instance", "of course", "in fact", "in particular", "in general", "at least",
    "at all", "in principle", "in turn", "as such", "by far", "in addition", "as result", "in short", "at first",
    "at last", "for good", "on average", "in respect", "in relation", "in favor", "in favour", "on behalf", "in terms",
    "in spite", "in case",
})  # fmt: skip
"""Phrases that are adverbs or links themselves: their noun is no object."""


@dataclass(slots=True)
class Candidate:
    """A triple as token sequences, the steps that led to it, and the verb and object noun it hangs on.

    ``path`` names the steps, ``>`` between them; after ``|`` stands how the object is cut (``of``:
    with its of-phrases only, ``clause``: with its participle, ``rel``:
    with its relative clause, ``split``: one of two joined modifiers); ``+`` marks a later member of a list.
    """

    path: str
    how: str
    subject: Tokens
    relation: Tokens
    object: Tokens
    verb: int
    head: int  # of the object, or its verb
    actor: int  # head of the subject
    extra: tuple[Tokens, ...] = ()  # further arguments, each a phrase


@dataclass(slots=True)
class _Walk:
    """The way down from one subject and its verb."""

    tree: Tree
    by_verb: dict[int, Clause]
    out: list[Candidate]
    clause: Clause
    subject: Tokens
    actor: int

    def add(self, path: str, relation: Tokens, obj: Tokens, head: int, extra: tuple[Tokens, ...] = ()) -> None:
        if obj and relation and self.subject and obj != self.subject and len(self.out) < MOST:
            self.out.append(
                Candidate(path, self.clause.how, self.subject, relation, obj, self.clause.verb, head, self.actor, extra)
            )

    def follow(self, k: int, relation: Tokens, path: str, depth: int, fronted: tuple[Adverbial, ...] = ()) -> None:
        """Go on with the clause of verb ``k``, where there is one and the way is not too long."""
        if k in self.by_verb and depth <= DEPTH and len(self.out) < MOST:
            _verb(self, self.by_verb[k], relation + verb_group(self.tree, k), path, depth, fronted)


def candidates(tree: Tree) -> list[Candidate]:
    """Return the triples that the grammar of ``tree`` allows, in text order of their verbs."""
    found = clauses(tree)
    by_verb = {c.verb: c for c in found}
    out: list[Candidate] = []
    for c in found:
        base = verb_group(tree, c.verb)
        if c.how in ("participle", "purpose", "control", "noun"):
            base = tuple(k for k in base if tree.tag[k] != "TO")
        else:
            base = shared_auxiliaries(tree, c) + base
        for s in c.subjects:
            if _is_subject(tree, by_verb, c, s):
                for subject in split_modifiers(tree, s) or [noun_phrase(tree, s)]:
                    _verb(_Walk(tree, by_verb, out, c, subject, s), c, base, "", 0)
        for e in tree.children(c.verb, "expl"):
            _verb(_Walk(tree, by_verb, out, c, (e,), e), c, base, "", 0)
    return out


def _is_subject(tree: Tree, by_verb: dict[int, Clause], c: Clause, s: int) -> bool:
    if tree.lower[s] in _PRONOUNS or (tree.dep[s] == "poss" and tree.pos[s] == "PRON"):
        return False
    if c.how == "control":  # who "hopes to win" is found from "hopes"; who "is asked to leave" only here
        above = by_verb.get(tree.head[c.verb])
        return above is not None and (s in above.objects or s in above.datives)
    return True


def shared_auxiliaries(tree: Tree, c: Clause) -> Tokens:
    """Return "was" for "charged" in "was arrested and charged": what a later verb takes over from the first."""
    v = c.verb
    if c.how != "conjunct" or tree.child(v, "aux", "auxpass") >= 0:
        return ()
    first = tree.head[v]
    while tree.dep[first] == "conj":
        first = tree.head[first]
    tag, above = tree.tag[v], tree.tag[first]
    if tag != above and not (tag in ("VB", "VBP") and above == "VB"):
        return ()
    return tuple(k for k in tree.children(first, "aux", "auxpass") if k < v)


def _verb(w: _Walk, c: Clause, base: Tokens, path: str, depth: int, fronted: tuple[Adverbial, ...] = ()) -> None:
    """Emit what hangs on the verb of ``c``; ``base`` is the relation so far, the verb included.

    ``fronted`` are phrases before the verbs above ("In May it hoped to …"), which belong to the last verb.
    """
    tree, v = w.tree, c.verb
    stems, tag = _arguments(w, c, base, path, depth)
    if not path or path.endswith(("xcomp>", "xcompo>")):
        _long(w, c, base, path)
    chained = any(tree.dep[k] == "xcomp" and k in w.by_verb and not _has_subject(tree, k) for k in tree.kids[v])
    early = tuple(a for a in c.adverbials if a.prep[0] < v)
    _phrases(
        w,
        [*(c.adverbials if not chained else [a for a in c.adverbials if a.prep[0] > v]), *fronted],
        c,
        base,
        stems,
        tag,
        path,
        depth,
    )
    stem = stems[0]
    for k in tree.kids[v]:
        dep = tree.dep[k]
        if dep == "agent":
            for o in c.agents:
                _noun(w, (*stem, k), o, f"{path}agent", depth)
        elif dep == "npadvmod":
            w.add(f"{path}{tag}npadvmod", stem, tidy(tree, below(tree, k, frozenset({"relcl", "appos"}))), k)
        elif dep == "advmod":
            if k > v and not c.objects and not c.datives:
                w.add(f"{path}{tag}advmod", stem, tidy(tree, below(tree, k)), k)
            elif k < v and k not in base and any(tree.dep[j] == "npadvmod" for j in tree.kids[k]):
                w.add(f"{path}{tag}time", stem, tidy(tree, below(tree, k)), k)
        elif dep in ("xcomp", "ccomp", "oprd"):
            _complement(w, c, base, stem, k, path, tag, depth, (*fronted, *early))
        elif dep == "advcl":
            _adverbial_clause(w, stem, k, path, depth)
        elif dep == "prep":
            for g in tree.children(k, "pcomp"):
                w.follow(g, (*stem, k), f"{path}{tag}pcomp>", depth + 1)
                if g in w.by_verb:
                    w.add(f"{path}{tag}pcomp", (*stem, k), clause_text(tree, g), g)
        elif dep == "conj" and path and k in w.by_verb and w.by_verb[k].how == "conjunct":
            w.follow(k, base[: base.index(v)] if v in base else (), f"{path}conj>", depth + 1)


def _arguments(w: _Walk, c: Clause, base: Tokens, path: str, depth: int) -> tuple[list[Tokens], str]:
    """Emit objects and complements; return the relations that adverbials go on from, and what is in them.

    There is one for each object ("bought X in", "bought Y in"), at least one; o: object, c: complement.
    """
    tree = w.tree
    if c.object_how == "relative":
        for o in c.objects:
            w.add(f"{path}gap", base, noun_phrase(tree, o, mode="of"), o)
    else:
        for n, o in enumerate(c.objects):
            _noun(w, base, o, f"{path}dobj", depth, later=n > 0)
    for o in c.datives:
        w.add(f"{path}dative", base, noun_phrase(tree, o), o)
    middle: Tokens = ()
    for comp in c.complements:
        if tree.pos[comp] in NOMINAL or tree.dep[comp] == "attr":
            for n, m in enumerate(members(tree, comp)):
                _noun(w, base, m, f"{path}attr", depth, later=n > 0)
        else:
            _adjective(w, base, comp, path, depth)
        middle = noun_phrase(tree, comp, mode="of") if tree.pos[comp] in NOMINAL else _adjective_group(tree, comp)
    dative = noun_phrase(tree, c.datives[0], mode="bare") if c.datives else ()
    objects = [noun_phrase(tree, o, mode="of") for o in c.objects]
    stems = [base + dative + o + middle for o in objects if not set(o) & set(w.subject)] or [base + dative + middle]
    return stems, "o" if objects else "c" if middle else ""


def _phrases(
    w: _Walk, phrases: list[Adverbial], c: Clause, base: Tokens, stems: list[Tokens], tag: str, path: str, depth: int
) -> None:
    """Emit the objects of prepositions: "bought X in 1999", "headed for X"."""
    tree = w.tree
    nearest, near = _nearest(tree, c)
    late = _late_adverbs(tree, c.verb)
    for a in phrases:
        for o in a.objects:
            if f"{tree.lower[a.prep[-1]]} {tree.lower[o]}" in _FIXED and tree.child(o, "amod", "poss") < 0:
                _beyond(w, stems[0] + a.prep, o, f"{path}{tag}prep", depth)
                continue
            if near and not tag and a.prep[0] not in near and (a.prep[0] > near[-1] or nearest != "agent"):
                w.add(f"{path}{nearest}.prep", base + near + a.prep, noun_phrase(tree, o), o)
            for n, stem in enumerate(stems):
                adverb = late if late and not tag and late[-1] < a.prep[0] else ()
                _noun(w, stem + adverb + a.prep, o, f"{path}{tag}prep", depth, later=n > 0)


def _complement(
    w: _Walk,
    c: Clause,
    base: Tokens,
    stem: Tokens,
    k: int,
    path: str,
    tag: str,
    depth: int,
    fronted: tuple[Adverbial, ...],
) -> None:
    """Emit a clause as object ("said that …") and what lies behind an infinitive ("hopes to buy X")."""
    tree, dep = w.tree, w.tree.dep[k]
    if k not in w.by_verb:
        if dep != "oprd":
            w.add(f"{path}{dep}.verbless", base, tidy(tree, below(tree, k)), k)
        return
    if k < c.verb and any(tree.text[j] == ";" for j in range(k, c.verb)):
        return  # two sentences in one, which the parser took for speech and its verb
    own = next((j for j in tree.kids[k] if tree.dep[j] in _SUBJECTS), -1)
    infinitive = any(tree.tag[j] == "TO" for j in tree.kids[k])
    if own < 0:
        w.follow(k, stem, f"{path}{dep}{tag}>", depth + (tag == "o"), fronted)
        w.add(f"{path}{dep}{tag}.whole", stem if tag == "c" else base, clause_text(tree, k), k)
    elif dep == "ccomp" and not infinitive:
        whole, part = clause_text(tree, k), clause_text(tree, k, skip=frozenset({"conj", "cc"}))
        w.add(f"{path}ccomp", base, whole, k)
        if part != whole:
            w.add(f"{path}ccomp|part", base, part, k)
        for j in tree.conjuncts(k):
            if j != k and j in w.by_verb and _has_subject(tree, j):
                w.add(f"{path}ccomp+", base, clause_text(tree, j, skip=frozenset({"conj", "cc"})), j)
    else:  # "wants them to leave", "let him go": their subject stands between the verbs
        kind = "ecm" if infinitive else "small"
        w.follow(k, base + noun_phrase(tree, own, mode="of"), f"{path}{kind}>", depth + 1)
        w.add(f"{path}{kind}", base, clause_text(tree, k), k)


def _long(w: _Walk, c: Clause, base: Tokens, path: str) -> None:
    """Emit one triple with every argument of the verb: the first object or the nearest phrase, the others as extra."""
    tree, v = w.tree, c.verb
    phrases = [
        (tidy(tree, below(tree, k, _NO_RELATIVE)), k)
        for k in tree.kids[v]
        if tree.dep[k] in ("prep", "agent", "npadvmod")
        or (tree.dep[k] == "dative" and tree.pos[k] == "ADP")
        or (tree.dep[k] == "advmod" and k > v and k not in base)
    ]
    after = [p for p, k in phrases if k > v]
    before = [p for p, k in phrases if k < v and len(p) > 1]
    if c.objects:
        datives = [noun_phrase(tree, d, mode="clause") for d in c.datives]
        heads, extra, kind = (c.objects if c.object_how != "relative" else []), (*datives, *after, *before), "o"
    elif c.complements:
        comp = c.complements[0]
        heads, extra, kind = (members(tree, comp) if tree.pos[comp] in NOMINAL else [comp]), (*after, *before), "c"
    else:
        first = next((a for a in c.adverbials if a.objects and a.prep[0] > v), None)
        if first is None:
            return
        late = _late_adverbs(tree, v)
        if late and late[-1] + 1 == first.prep[0] and not set(late) & set(base):  # "gone live in"
            base += late
            after = [p for p in after if not set(p) & set(late)]
        base += first.prep
        heads, extra, kind = first.objects, (*(p for p in after if first.prep[0] not in p), *before), "p"
    for n, o in enumerate(heads):
        phrase = (
            noun_phrase(tree, o, mode="clause") if tree.pos[o] in NOMINAL else tidy(tree, below(tree, o, _NO_RELATIVE))
        )
        if extra:
            w.add(f"{path}long.{kind}{'+' if n else ''}", base, phrase, o, extra)


def _nearest(tree: Tree, c: Clause) -> tuple[str, Tokens]:
    """Return the phrase right after a verb without object: ("prep", "for Peru") in "headed for Peru in May"."""
    first = min((k for k in tree.kids[c.verb] if k > c.verb and tree.dep[k] in ("prep", "agent")), default=-1)
    if first < 0 or c.objects or c.complements:
        return "", ()
    return tree.dep[first], tidy(tree, below(tree, first, frozenset({"relcl", "acl", "conj", "cc", "appos"})))


def _late_adverbs(tree: Tree, v: int) -> Tokens:
    out = [j for k in tree.kids[v] if tree.dep[k] == "advmod" and k > v for j in below(tree, k)]
    return tuple(out) if out and out == list(range(out[0], out[-1] + 1)) else ()


def _has_subject(tree: Tree, k: int) -> bool:
    return tree.child(k, *_SUBJECTS) >= 0


def _adjective_group(tree: Tree, comp: int) -> Tokens:
    before = [k for k in tree.kids[comp] if k < comp and tree.dep[k] in ("advmod", "neg", "npadvmod")]
    return tuple(sorted({comp, *(j for k in before for j in below(tree, k))}))


def _adjective(w: _Walk, base: Tokens, comp: int, path: str, depth: int) -> None:
    """Emit an adjective as complement and what its phrases lead to: "is fond of X", "is able to buy X"."""
    tree = w.tree
    for n, m in enumerate(tree.conjuncts(comp)):
        if tree.pos[m] in NOMINAL and m != comp:
            continue
        group = _adjective_group(tree, m)
        w.add(f"{path}acomp{'+' if n else ''}", base, group, m)
        for k in tree.kids[m]:
            if tree.dep[k] == "prep":
                for a in adverbials(tree, k):
                    for o in a.objects:
                        _noun(w, base + group + a.prep, o, f"{path}acomp.prep", depth)
                for g in tree.children(k, "pcomp"):
                    w.follow(g, (*base, *group, k), f"{path}acomp.pcomp>", depth + 1)
            elif tree.dep[k] in ("xcomp", "ccomp", "advcl") and not _has_subject(tree, k):
                w.follow(k, base + group, f"{path}acomp.xcomp>", depth + 1)
        if m == comp and tree.child(m, "prep", "xcomp", "ccomp", "advcl") >= 0:
            w.add(f"{path}acomp.long", base, tidy(tree, below(tree, m, _NO_RELATIVE)), m)


def _noun(w: _Walk, base: Tokens, noun: int, path: str, depth: int, *, later: bool = False) -> None:
    """Emit the noun as object, cut in several ways, then what its phrases lead to."""
    tree = w.tree
    path += "+" if later else ""
    full, of = noun_phrase(tree, noun), noun_phrase(tree, noun, mode="of")
    w.add(path, base, full, noun)
    for part in split_modifiers(tree, noun):
        w.add(f"{path}|split", base, part, noun)
    if of != full:
        w.add(f"{path}|of", base, of, noun)
    if any(tree.dep[k] == "acl" and k > noun for k in tree.kids[noun]):
        w.add(f"{path}|clause", base, noun_phrase(tree, noun, mode="clause"), noun)
    if tree.child(noun, "relcl") >= 0:
        w.add(f"{path}|rel", base, tidy(tree, below(tree, noun, frozenset({"conj", "cc"}))), noun)
    _beyond(w, base, noun, path, depth)


def _beyond(w: _Walk, base: Tokens, noun: int, path: str, depth: int) -> None:
    """Emit what the prepositional phrases and participles of a noun lead to."""
    if depth >= DEPTH:
        return
    tree = w.tree
    of = noun_phrase(tree, noun, mode="of")
    before = noun_phrase(tree, noun, mode="bare")
    for k in tree.kids[noun]:
        if k < noun:
            continue
        if tree.dep[k] == "prep":
            step = "of" if tree.lower[k] == "of" else "np"
            for a in adverbials(tree, k):
                for o in a.objects:
                    _noun(w, base + before + a.prep, o, f"{path}>{step}", depth + 1)
            for g in tree.children(k, "pcomp"):
                w.follow(g, (*base, *before, k), f"{path}>pcomp>", depth + 1)
            before = of if step == "of" else before
        elif tree.dep[k] == "acl":
            w.follow(k, base + of, f"{path}>acl>", depth + 1)


def _adverbial_clause(w: _Walk, stem: Tokens, k: int, path: str, depth: int) -> None:
    """Emit a clause of time, reason, purpose: whole where it has a subject, else what it leads to."""
    tree = w.tree
    marks = tuple(tree.children(k, "mark"))
    if _has_subject(tree, k):
        if marks:
            w.add(f"{path}advcl.mark", stem + marks, tidy(tree, [j for j in clause_text(tree, k) if j not in marks]), k)
        return
    infinitive = any(tree.tag[j] == "TO" for j in tree.kids[k])
    if infinitive or marks:  # "left, selling X" is two facts: right as one in 1 of 19
        w.follow(k, stem + marks, f"{path}advcl.{'to' if infinitive else 'mark'}>", depth + 1)

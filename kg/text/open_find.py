"""Find the surface triples of a parse: walk down from each verb, one step of grammar at a time.

A step goes from a verb to its object, complement, adverbial, infinitive or gerund, from a noun to its
prepositional phrases. What has been passed becomes part of the relation: "signed", "signed a deal
with", "signed a deal with the owners of".
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.text.extract.clauses import Clause, clauses, members
from kg.text.extract.tree import NOMINAL, Tree
from kg.text.open_spans import below, clause_text, noun_phrase, tidy, verb_group

Tokens = tuple[int, ...]
DEPTH = 3
"""Nouns passed on the way to an object; deeper chains were never right more often than wrong."""


@dataclass(slots=True)
class Candidate:
    """A triple as token sequences, the path of steps that found it, and the verb it hangs on."""

    path: str
    how: str
    subject: Tokens
    relation: Tokens
    object: Tokens
    verb: int
    head: int = -1
    fixed: str = ""  # a word that the sentence does not have: the "is" of an apposition


@dataclass(slots=True)
class _Walk:
    tree: Tree
    by_verb: dict[int, Clause]
    out: list[Candidate]
    clause: Clause
    subject: Tokens
    subject_head: int

    def add(self, path: str, relation: Tokens, obj: Tokens, head: int) -> None:
        if obj and relation and obj != self.subject:
            self.out.append(Candidate(path, self.clause.how, self.subject, relation, obj, self.clause.verb, head))


def candidates(tree: Tree) -> list[Candidate]:
    """Return the triples that the grammar of ``tree`` allows, in text order of their verbs."""
    found = clauses(tree)
    by_verb = {c.verb: c for c in found}
    out: list[Candidate] = []
    for c in found:
        for s in c.subjects:
            if tree.lower[s] in ("who", "which", "that", "whom", "whose", "what"):
                continue
            walk = _Walk(tree, by_verb, out, c, noun_phrase(tree, s), s)
            base = shared_auxiliaries(tree, c) + verb_group(tree, c.verb)
            if c.how == "participle" or c.how in ("purpose", "control", "noun"):
                base = verb_group(tree, c.verb)
            _verb(walk, c, base, "", 0)
        for e in tree.children(c.verb, "expl"):
            walk = _Walk(tree, by_verb, out, c, (e,), e)
            _verb(walk, c, verb_group(tree, c.verb), "", 0)
    for i in range(len(tree)):
        if tree.dep[i] == "appos" and tree.pos[i] in NOMINAL:
            h = tree.head[i]
            out.append(
                Candidate("appos", "noun", noun_phrase(tree, h, mode="of"), (), noun_phrase(tree, i), -1, i, "is")
            )
    return out


def shared_auxiliaries(tree: Tree, c: Clause) -> Tokens:
    """ "was arrested and charged": the auxiliaries that a coordinated verb takes over from the first."""
    v = c.verb
    if c.how != "conjunct" or tree.child(v, "aux", "auxpass") >= 0:
        return ()
    first = tree.head[v]
    while tree.dep[first] == "conj":
        first = tree.head[first]
    aux = [k for k in tree.children(first, "aux", "auxpass") if k < v]
    if not aux:
        return ()
    tag, above = tree.tag[v], tree.tag[first]
    if tag == above or (tag in ("VBN", "VBD") and above in ("VBN",)) or (tag in ("VB", "VBP") and above == "VB"):
        if tag == "VBD" and above == "VBN" and tree.child(first, "auxpass") >= 0 and c.objects:
            return ()
        return tuple(aux)
    return ()


def _verb(w: _Walk, c: Clause, base: Tokens, path: str, depth: int) -> None:
    """Emit what hangs on the verb of ``c``; ``base`` is the relation so far, the verb included."""
    tree, v = w.tree, c.verb
    own_objects = c.objects if c.object_how != "relative" else []
    objects = [*c.datives, *c.objects]
    first_object: Tokens = ()
    for n, o in enumerate(c.objects):
        _noun(w, base, o, f"{path}dobj", depth, extra="+" if n else "")
    for o in c.datives:
        w.add(f"{path}dative", base, noun_phrase(tree, o), o)
    if own_objects:
        first_object = noun_phrase(tree, own_objects[0], mode="of")
    elif c.objects:
        first_object = noun_phrase(tree, c.objects[0], mode="of")
    dative = noun_phrase(tree, c.datives[0], mode="bare") if c.datives else ()
    for comp in c.complements:
        if tree.pos[comp] in NOMINAL or tree.dep[comp] == "attr":
            for n, m in enumerate(members(tree, comp)):
                _noun(w, base, m, f"{path}attr", depth, extra="+" if n else "")
        else:
            _adjective(w, base, comp, path, depth)
    middle: Tokens = ()
    for comp in c.complements:
        middle = noun_phrase(tree, comp, mode="of") if tree.pos[comp] in NOMINAL else _adjective_group(tree, comp)
    stem = base + dative + first_object + middle
    stems = [stem]
    if len(own_objects) > 1 and not dative and not middle:
        stems = [base + noun_phrase(tree, o, mode="of") for o in own_objects]
    late = _late_adverbs(tree, v)
    tag = "o" if first_object else "c" if middle else ""
    for a in c.adverbials:
        for o in a.objects:
            for n, st in enumerate(stems):
                _noun(
                    w,
                    st + (late if late and late[-1] < a.prep[0] and not tag else ()) + a.prep,
                    o,
                    f"{path}{tag}prep",
                    depth,
                    extra="+" if n else "",
                )
    for k in tree.kids[v]:
        dep = tree.dep[k]
        if dep == "agent":
            for o in c.agents:
                _noun(w, base + first_object + middle + (k,), o, f"{path}agent", depth)
        elif dep == "npadvmod":
            w.add(f"{path}{tag}npadvmod", stem, tidy(tree, below(tree, k, frozenset({"relcl", "appos"}))), k)
        elif dep == "advmod" and k > v and not objects:
            w.add(f"{path}{tag}advmod", base + middle, tidy(tree, below(tree, k)), k)
        elif dep in ("xcomp", "ccomp", "oprd") and k in w.by_verb:
            inner = w.by_verb[k]
            if any(tree.dep[j] in ("nsubj", "nsubjpass") for j in tree.kids[k]):
                if dep == "ccomp":
                    if tree.child(k, "aux") >= 0 and tree.tag[tree.child(k, "aux")] == "TO":
                        sub = [j for j in tree.kids[k] if tree.dep[j] in ("nsubj", "nsubjpass")][0]
                        _verb(
                            w,
                            inner,
                            base + noun_phrase(tree, sub, mode="of") + verb_group(tree, k),
                            f"{path}ecm>",
                            depth + 1,
                        )
                        w.add(f"{path}ecm", base, tidy(tree, below(tree, k)), k)
                    else:
                        w.add(f"{path}ccomp", base, clause_text(tree, k), k)
                else:
                    sub = [j for j in tree.kids[k] if tree.dep[j] in ("nsubj", "nsubjpass")][0]
                    _verb(
                        w,
                        inner,
                        base + noun_phrase(tree, sub, mode="of") + verb_group(tree, k),
                        f"{path}small>",
                        depth + 1,
                    )
                    w.add(f"{path}small", base, clause_text(tree, k), k)
            elif depth < DEPTH:
                _verb(
                    w,
                    inner,
                    base + dative + first_object + verb_group(tree, k),
                    f"{path}{dep}{tag}>",
                    depth + (1 if first_object else 0),
                )
                w.add(f"{path}{dep}{tag}.whole", base, clause_text(tree, k), k)
        elif dep == "ccomp" or dep == "xcomp":
            w.add(f"{path}{dep}.verbless", base, tidy(tree, below(tree, k)), k)
        elif dep == "advcl" and k in w.by_verb and depth < DEPTH:
            _adverbial_clause(w, stem, k, path, depth)
        elif dep == "prep":
            for g in tree.children(k, "pcomp"):
                if g in w.by_verb and depth < DEPTH:
                    _verb(w, w.by_verb[g], stem + (k,) + verb_group(tree, g), f"{path}{tag}pcomp>", depth + 1)
                    w.add(f"{path}{tag}pcomp", stem + (k,), clause_text(tree, g), g)
        elif dep == "conj" and path and k in w.by_verb and depth < DEPTH:
            inner = w.by_verb[k]
            if inner.how in ("conjunct",) and tree.child(k, "nsubj", "nsubjpass") < 0:
                prefix = base[: base.index(v)] if v in base else ()
                _verb(w, inner, prefix + verb_group(tree, k), f"{path}conj>", depth + 1)


def _late_adverbs(tree: Tree, v: int) -> Tokens:
    out: list[int] = []
    for k in tree.kids[v]:
        if tree.dep[k] == "advmod" and k > v:
            out.extend(below(tree, k))
    return tuple(out) if out and out == list(range(out[0], out[-1] + 1)) else ()


def _adjective_group(tree: Tree, comp: int) -> Tokens:
    return tuple(
        sorted(
            {
                comp,
                *(
                    j
                    for k in tree.kids[comp]
                    if k < comp and tree.dep[k] in ("advmod", "neg", "npadvmod")
                    for j in below(tree, k)
                ),
            }
        )
    )


def _adjective(w: _Walk, base: Tokens, comp: int, path: str, depth: int) -> None:
    tree = w.tree
    for n, m in enumerate(tree.conjuncts(comp)):
        if tree.pos[m] in NOMINAL and m != comp:
            continue
        group = _adjective_group(tree, m)
        w.add(f"{path}acomp{'+' if n else ''}", base, group, m)
        for k in tree.kids[m]:
            if tree.dep[k] == "prep":
                for a in _adverbials(tree, k):
                    for o in a[1]:
                        _noun(w, base + group + a[0], o, f"{path}acomp.prep", depth)
                for g in tree.children(k, "pcomp"):
                    if g in w.by_verb:
                        _verb(
                            w, w.by_verb[g], base + group + (k,) + verb_group(tree, g), f"{path}acomp.pcomp>", depth + 1
                        )
            elif (
                tree.dep[k] in ("xcomp", "ccomp", "advcl")
                and k in w.by_verb
                and tree.child(k, "nsubj", "nsubjpass") < 0
                and depth < DEPTH
            ):
                _verb(w, w.by_verb[k], base + group + verb_group(tree, k), f"{path}acomp.xcomp>", depth + 1)
        if m == comp and tree.children(m, "prep", "xcomp", "ccomp", "advcl"):
            w.add(f"{path}acomp.long", base, tidy(tree, below(tree, m, frozenset({"relcl"}))), m)


def _adverbials(tree: Tree, k: int) -> list[tuple[Tokens, list[int]]]:
    from kg.text.extract.clauses import adverbials

    return [(a.prep, a.objects) for a in adverbials(tree, k)]


def _noun(w: _Walk, base: Tokens, noun: int, path: str, depth: int, extra: str = "") -> None:
    """Emit the noun as object, then what its prepositional phrases and participles lead to."""
    tree = w.tree
    full = noun_phrase(tree, noun)
    w.add(path + extra, base, full, noun)
    of = noun_phrase(tree, noun, mode="of")
    bare = noun_phrase(tree, noun, mode="bare")
    if of != full:
        w.add(f"{path}{extra}|of", base, of, noun)
    if bare != of:
        w.add(f"{path}{extra}|bare", base, bare, noun)
    if depth >= DEPTH:
        return
    before: Tokens = bare
    for k in tree.kids[noun]:
        if tree.dep[k] == "prep" and k > noun:
            for prep, objects in _adverbials(tree, k):
                for o in objects:
                    of_ = "of" if tree.lower[k] == "of" else "np"
                    _noun(w, base + before + prep, o, f"{path}{extra}>{of_}", depth + 1)
            for g in tree.children(k, "pcomp"):
                if g in w.by_verb:
                    _verb(w, w.by_verb[g], base + bare + (k,) + verb_group(tree, g), f"{path}{extra}>pcomp>", depth + 1)
            if tree.lower[k] == "of":
                before = of
        elif tree.dep[k] in ("acl",) and k in w.by_verb and k > noun:
            _verb(w, w.by_verb[k], base + of + verb_group(tree, k), f"{path}{extra}>acl>", depth + 1)
            w.add(f"{path}{extra}|clause", base, noun_phrase(tree, noun, mode="clause"), noun)
        elif tree.dep[k] == "relcl":
            w.add(f"{path}{extra}|rel", base, tidy(tree, below(tree, noun, frozenset({"conj", "cc"}))), noun)


def _adverbial_clause(w: _Walk, stem: Tokens, k: int, path: str, depth: int) -> None:
    tree = w.tree
    inner = w.by_verb[k]
    marks = tree.children(k, "mark")
    own = tree.child(k, "nsubj", "nsubjpass") >= 0
    if own:
        if marks:
            rest = [j for j in clause_text(tree, k) if j not in marks]
            w.add(f"{path}advcl.mark", stem + tuple(marks), tidy(tree, rest), k)
        return
    to = any(tree.tag[j] == "TO" for j in tree.kids[k])
    if to or marks:
        _verb(w, inner, stem + tuple(marks) + verb_group(tree, k), f"{path}advcl.{'to' if to else 'mark'}>", depth + 1)
    else:
        _verb(w, inner, stem + verb_group(tree, k), f"{path}advcl.ing>", depth + 1)

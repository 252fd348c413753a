"""Say how sure a surface triple is, and keep those that are worth telling.

Two linear models over the same features of how a triple was found, fitted by
``scripts/fit_open_confidence.py`` on public development data and shipped as numbers:

- ``fact``: the chance that the triple is one fact, cut exactly as people cut it (logistic).
- ``gain``: how much of what people list as the facts of the sentence it adds to the surer triples.
  It is asked again after each choice, with how much the triple shares with those chosen.

A triple is kept if either says so. The confidence is the gain, calibrated: of the triples at 0.8 eight
in ten tell something that annotators list and no surer triple of the sentence has told.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kg.text.extract.tree import Tree
from kg.text.open_find import Candidate

SEQUENCE = ("bias", "share", "share2", "object", "verb", "head", "actor", "first", "third", "sixth", "holds")
"""What the gain model asks of a triple beside those chosen before it; see ``Chosen.states``."""

_PREPOSITIONS = frozenset({
    "of", "in", "to", "for", "with", "on", "at", "by", "from", "as", "into", "after", "before", "during", "until",
    "since", "between", "about", "against", "under", "over", "through", "than", "like", "including",
})  # fmt: skip
_LABELS = frozenset({"DATE", "TIME", "GPE", "PERSON", "ORG", "MONEY", "CARDINAL", "PERCENT"})
_PRONOUNS = frozenset({"it", "there", "this", "that", "they", "he", "she", "we", "i", "you"})
_VERBS = frozenset({"say", "be", "have", "become", "include"})


@dataclass(frozen=True)
class Model:
    """The fitted numbers: weights by feature, the line from gain to confidence, what is kept."""

    fact: dict[str, float]
    gain: dict[str, float]
    sequence: tuple[float, ...]
    calibration: tuple[float, float]
    least_fact: float
    least_gain: float


@lru_cache(maxsize=1)
def model() -> Model:
    """Return the model shipped with the package."""
    data = json.loads(files("kg.text").joinpath("open_weights.json").read_text(encoding="utf8"))
    return Model(
        data["fact"],
        data["gain"],
        tuple(data["sequence"][name] for name in SEQUENCE),
        (data["calibration"][0], data["calibration"][1]),
        data["least_fact"],
        data["least_gain"],
    )


def rank(tree: Tree, found: Sequence[Candidate], numbers: Model | None = None) -> list[tuple[Candidate, float]]:
    """Return the candidates worth keeping with their confidence, sentence by sentence, surest first."""
    m = numbers or model()
    if len(tree.sentences) > 1:  # a sentence is told for itself, whatever stands beside it
        told: list[tuple[Candidate, float]] = []
        for n in range(len(tree.sentences)):
            told += _rank(tree, [c for c in found if tree.sent_of[c.verb] == n], m)
        return told
    return _rank(tree, found, m)


def _rank(tree: Tree, found: Sequence[Candidate], m: Model) -> list[tuple[Candidate, float]]:
    names = [features(tree, c) for c in found]
    fact = [sigmoid(weigh(n, m.fact)) for n in names]
    gain = order(found, [weigh(n, m.gain) for n in names], m.sequence)
    a, b = m.calibration
    kept = [(c, g) for c, f, g in zip(found, fact, gain, strict=True) if f >= m.least_fact or g >= m.least_gain]
    return sorted(((c, round(sigmoid(a * g + b), 3)) for c, g in kept), key=lambda pair: -pair[1])


def weigh(names: Sequence[str], weights: dict[str, float]) -> float:
    """Return the sum of the weights of the features, the bias included."""
    total = weights.get("bias", 0.0)
    for name in names:
        total += weights.get(name, 0.0)
    return total


def sigmoid(x: float) -> float:
    """Return the logistic function of ``x``."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


class Chosen:
    """The triples of one sentence as sets of token positions (bit masks), and how they stand to those chosen."""

    def __init__(self, found: Sequence[Candidate]) -> None:
        self.hooks = [(c.verb, c.head, c.actor) for c in found]
        self.objects = [_mask((c.object, *c.extra)) for c in found]
        self.masks = [o | _mask((c.subject, c.relation)) for c, o in zip(found, self.objects, strict=True)]
        self.sizes = [(m.bit_count() or 1, o.bit_count() or 1) for m, o in zip(self.masks, self.objects, strict=True)]
        self.count = 0
        self.states = [[1.0] + [0.0] * (len(SEQUENCE) - 1) for _ in found]
        """The values of ``SEQUENCE`` for each triple. share: the greatest part of it that one chosen triple has
        (and its square); object: the same for the object; verb, head, actor: a chosen one hangs on the same
        verb, with the same object, the same subject; first, third, sixth: so many are chosen; holds: the
        greatest part of a chosen one that it has."""

    def choose(self, j: int, rest: Sequence[int]) -> None:
        """Put triple ``j`` beside those chosen: from now on the rest are compared with it too."""
        self.count += 1
        mask, obj, size, (verb, head, actor) = self.masks[j], self.objects[j], self.sizes[j][0], self.hooks[j]
        for i in rest:
            state = self.states[i]
            whole, part = self.sizes[i]
            common = (self.masks[i] & mask).bit_count()
            share = common / whole
            if share > state[1]:
                state[1], state[2] = share, share * share
            if common / size > state[10]:
                state[10] = common / size
            same = (self.objects[i] & obj).bit_count() / part
            if same > state[3]:
                state[3] = same
            other = self.hooks[i]
            if other[0] == verb:
                state[4] = 1.0
                if other[1] == head:
                    state[5] = 1.0
                if other[2] == actor:
                    state[6] = 1.0
        at = {1: 7, 3: 8, 6: 9}.get(self.count)
        if at is not None:
            for i in rest:
                self.states[i][at] = 1.0


def order(
    found: Sequence[Candidate],
    worth: Sequence[float],
    sequence: Sequence[float],
    watch: Callable[[Chosen, list[int], list[int]], None] | None = None,
) -> list[float]:
    """Choose the triple of greatest gain, then the next beside it, and so on; return the gain of each.

    ``watch`` is called before each choice with the state, the chosen and the rest (to fit the weights).
    """
    chosen = Chosen(found)
    rest = list(range(len(found)))
    taken: list[int] = []
    gain = [0.0] * len(found)
    last = math.inf
    states = chosen.states
    while rest:
        if watch is not None:
            watch(chosen, taken, rest)
        best, most = 0, -math.inf
        for n, j in enumerate(rest):
            value = worth[j] + sumprod(states[j], sequence)
            if value > most:
                best, most = n, value
        last = min(last, most)
        j = rest.pop(best)
        gain[j] = last
        taken.append(j)
        chosen.choose(j, rest)
    return gain


def sumprod(a: Sequence[float], b: Sequence[float]) -> float:
    """Return the sum of the products, pair by pair."""
    total = 0.0
    for x, y in zip(a, b, strict=True):
        total += x * y
    return total


def _mask(phrases: Sequence[Sequence[int]]) -> int:
    out = 0
    for phrase in phrases:
        for t in phrase:
            out |= 1 << t
    return out


def _length(tree: Tree, token: int) -> int:
    """Return the number of tokens of the sentence that holds the token."""
    start, end = tree.sentences[tree.sent_of[token]]
    return end - start


def _bucket(n: int, *edges: int) -> int:
    """Return how many of the edges ``n`` reaches."""
    return sum(n >= e for e in edges)


def features(tree: Tree, c: Candidate) -> list[str]:
    """Return the names of the features that hold for the candidate, the steps that found it first."""
    core, _, variant = c.path.partition("|")
    steps = [s for s in core.replace("+", "").split(">") if s] or [core]
    last = steps[-1]
    out = [
        "path=" + (">".join(steps) if len(steps) < 3 else "long"),
        f"last={last}",
        f"first={steps[0]}",
        f"steps={min(len(steps), 4)}",
        f"how={c.how}",
        f"s.len={_bucket(len(c.subject), 2, 3, 5, 8, 12)}",
        f"r.len={_bucket(len(c.relation), 2, 3, 4, 6, 9, 13)}",
        f"o.len={_bucket(len(c.object), 2, 3, 4, 6, 9, 13, 20)}",
        f"n={_bucket(_length(tree, c.verb), 12, 20, 30, 40)}",
        f"extra={min(len(c.extra), 4)}",
    ]
    if len(steps) > 1:
        out.append(f"last2={steps[-2]}>{last}")
    if variant:
        out += [f"variant={variant}", f"variant={variant}.{last}"]
    if "+" in c.path:
        out.append("later")
    _of_object(tree, c, out, last if len(steps) > 1 else "", variant)
    out.append(f"s.pos={tree.pos[c.actor]}")
    if tree.lower[c.actor] in _PRONOUNS:
        out.append(f"s={tree.lower[c.actor]}")
    _of_relation(tree, c, out)
    return out


def _of_object(tree: Tree, c: Candidate, out: list[str], link: str, variant: str) -> None:
    head = c.head
    out.append(f"o.pos={tree.pos[head]}")
    if tree.ent[head] in _LABELS:
        out.append(f"o.ent={tree.ent[head]}")
    if link in ("of", "np") or variant == "of":
        above = tree.head[head]
        if tree.pos[above] == "ADP":
            above = tree.head[above]
        det = "det" if tree.child(head, "det", "poss") >= 0 else ""
        if link in ("of", "np"):
            out.append(f"link={link}.{tree.pos[above]}.{tree.pos[head]}.{det}")
        if variant == "of":
            out.append(f"cut={tree.pos[head]}.{det}")
    o = c.object
    if o[-1] - o[0] + 1 != len(o):
        out.append("o.gap")
    deps = {tree.dep[k] for k in o}
    texts = {tree.text[k] for k in o}
    if "VERB" in {tree.pos[k] for k in o}:
        out.append("o.verb")
    if "conj" in deps:
        out.append("o.conj")
    if "prep" in deps:
        out.append("o.prep")
    if "," in texts:
        out.append("o.comma")
    if texts & {'"', "(", ":"}:
        out.append("o.mark")


def _of_relation(tree: Tree, c: Candidate, out: list[str]) -> None:
    end, v = c.relation[-1], c.verb
    if tree.lower[end] in _PREPOSITIONS:
        out.append(f"r.end={tree.lower[end]}")
    if end != max(c.relation):
        out.append("fronted")
    if any(tree.tag[k] == "MD" for k in c.relation):
        out.append("modal")
    if any(tree.dep[k] == "neg" for k in c.relation):
        out.append("neg")
    out += [f"v.dep={tree.dep[v]}", f"v.tag={tree.tag[v]}"]
    if tree.lemma[v] in _VERBS:
        out.append(f"v={tree.lemma[v]}")
    out.append(f"gap={_bucket(v - c.subject[-1], -3, 0, 2, 4, 8)}")

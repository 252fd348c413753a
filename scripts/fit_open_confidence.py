"""Fit the numbers of open mode's ranking on public development data and write ``kg/text/open_weights.json``.

    python scripts/fit_open_confidence.py SCORERS [--write] [--rules]

SCORERS is the folder of the open benchmarks' scorers (``benchlib`` and its development data; not part of
this project). Two sets are used: one that asks for each fact cut exactly (BenchIE), one that rewards
telling much with few triples (CaRB). Figures are printed for numbers fitted on all sentences and for
five folds by sentence, where each sentence is judged by numbers fitted without it: the second is the
one to believe. Needs numpy. The same input gives the same numbers.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg.text import open_rank  # noqa: E402
from kg.text.extract.repairs import repair  # noqa: E402
from kg.text.extract.tree import Tree, tree  # noqa: E402
from kg.text.open import span_text  # noqa: E402
from kg.text.open_find import Candidate, candidates  # noqa: E402
from kg.text.open_rank import SEQUENCE, Chosen, Model, features, order, sigmoid, weigh  # noqa: E402
from kg.text.open_read import docs  # noqa: E402
from kg.text.parse import load_parser  # noqa: E402

FOLDS = 5
LEAST = 12  # a feature seen less often tells about these sentences, not about English
FACT_RIDGE, GAIN_RIDGE = 2.0, 120.0  # best of 1, 2, 4, 8 and of 5, 20, 60, 120, 200 in the folds
ROUNDS = 3  # of choosing with the weights so far and fitting anew; more changes nothing
PRECISION, RECALL = 1.0, 1.0
"""What a point of precision and of recall credit is worth. At the best point of the curve (precision .65,
recall .49, 1,900 triples, 2,548 facts) the gradient of F1 asks for 0.7 to 1; 1 to 1 gives the same F1 and
.007 more area under the curve."""
LEAST_FACT, LEAST_GAIN = 0.4, 0.6
"""What is kept. In the folds each step of .05 and .1 trades some .008 of precision against .005 of recall."""


@dataclass
class Sentence:
    """A sentence with its candidates and what the annotators say about each."""

    row: dict[str, Any]
    tree: Tree
    found: list[Candidate]
    texts: list[tuple[str, str, str]]
    names: list[list[str]]
    fold: int
    facts: list[int] = field(default_factory=list)  # BenchIE: the fact that the candidate equals, or -1
    match: list[list[tuple[float, float]]] = field(default_factory=list)  # CaRB: (precision, recall) by gold triple


def main() -> int:
    """Fit, print the figures, write the numbers if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorers", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--rules", action="store_true", help="print a table of rules: candidates, right, kept")
    args = parser.parse_args()
    sys.path.insert(0, str(args.scorers.resolve()))
    from benchlib import benchie, carb, data  # type: ignore[import-not-found]

    nlp = load_parser(args.model)
    exact = read(data.load("benchie-dev"), nlp, carb.key)
    wide = [s for s in read(data.load("carb-dev"), nlp, carb.key) if s.row["gold"]]
    for s in exact:
        gold = [benchie.compile_fact(fact) for fact in s.row["gold"]]
        for text in s.texts:
            slots = tuple(benchie.norm(t) for t in text)
            s.facts.append(next((k for k, fact in enumerate(gold) if any(benchie.hit(slots, g) for g in fact)), -1))
    for s in wide:
        gold = [(g[0], g[1:]) for g in s.row["gold"]]
        s.match = [[carb.match(g, (r, [a, b])) for g in gold] for a, r, b in s.texts]
    report(exact, wide, carb, args)
    return 0


def read(rows: list[dict[str, Any]], nlp: Any, key: Any) -> list[Sentence]:
    """Parse the sentences of a set and find the candidates of each, one for each text."""
    out = []
    for row, (line, doc) in zip(rows, docs([r["sentence"] for r in rows], nlp), strict=True):
        t = repair(tree(doc))
        seen: dict[tuple[str, str, str], Candidate] = {}
        for c in candidates(t):
            obj = " ".join(span_text(line, p) for p in (c.object, *c.extra))
            seen.setdefault((span_text(line, c.subject), span_text(line, c.relation), obj), c)
        fold = int(hashlib.sha256(key(row["sentence"]).encode()).hexdigest(), 16) % FOLDS
        found = list(seen.values())
        out.append(Sentence(row, t, found, list(seen), [features(t, c) for c in found], fold))
    return out


def fit(exact: Sequence[Sentence], wide: Sequence[Sentence]) -> Model:
    """Fit both models on the sentences given."""
    fact = fit_fact(exact)
    gain, sequence = fit_gain(wide)
    return Model(fact, gain, sequence, (1.0, 0.0), LEAST_FACT, LEAST_GAIN)


def common(lists: Iterable[Sequence[str]]) -> list[str]:
    """Return the features that hold for enough candidates, sorted."""
    counts = Counter(name for names in lists for name in names)
    return sorted(name for name, n in counts.items() if n >= LEAST)


def matrix(lists: Sequence[Sequence[str]], names: Sequence[str]) -> np.ndarray:
    """Return one row a candidate, one column a feature."""
    column = {name: i for i, name in enumerate(names)}
    out = np.zeros((len(lists), len(names)))
    for i, held in enumerate(lists):
        for name in held:
            if name in column:
                out[i, column[name]] = 1.0
    return out


def fit_fact(exact: Sequence[Sentence]) -> dict[str, float]:
    """Fit the chance that a candidate equals a fact: logistic regression by Newton's method."""
    lists = [n for s in exact for n in s.names]
    right = np.array([float(f >= 0) for s in exact for f in s.facts])
    names = common(lists)
    x = np.hstack([np.ones((len(lists), 1)), matrix(lists, names)])
    ridge = np.eye(x.shape[1]) * FACT_RIDGE
    ridge[0, 0] = 1e-6
    w = np.zeros(x.shape[1])
    for _ in range(15):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (right - p) - ridge @ w)
        w += step
    return weights(["bias", *names], w)


def fit_gain(wide: Sequence[Sentence]) -> tuple[dict[str, float], tuple[float, ...]]:
    """Fit what a candidate adds to those chosen: ridge regression on the choices that the weights so far make."""
    names = common(n for s in wide for n in s.names)
    plain = [matrix(s.names, names) for s in wide]
    w = np.zeros(len(names))
    sequence = np.zeros(len(SEQUENCE))
    sequence[SEQUENCE.index("share")] = -0.5
    for _ in range(ROUNDS):
        rows, states, gains = [], [], []
        for s, x in zip(wide, plain, strict=True):
            for j, state, gain in choices(s, list(x @ w), tuple(sequence)):
                rows.append(x[j])
                states.append(state)
                gains.append(gain)
        x = np.hstack([np.array(states), np.array(rows)])
        ridge = np.eye(x.shape[1]) * GAIN_RIDGE
        ridge[0, 0] = 1e-6
        both = np.linalg.solve(x.T @ x + ridge, x.T @ np.array(gains))
        sequence, w = both[: len(SEQUENCE)], both[len(SEQUENCE) :]
    return weights(names, w), tuple(round(float(v), 4) for v in sequence)


def weights(names: Sequence[str], values: Any) -> dict[str, float]:
    """Return the weights by name, rounded, without those that are nothing."""
    return {n: round(float(v), 4) for n, v in zip(names, values, strict=True) if abs(v) >= 5e-5}


def choices(s: Sentence, worth: list[float], sequence: tuple[float, ...]) -> list[tuple[int, tuple[float, ...], float]]:
    """Return (candidate, state, true gain) for the first choices that the weights make in a sentence."""
    out: list[tuple[int, tuple[float, ...], float]] = []
    golds = len(s.row["gold"])

    def watch(chosen: Chosen, taken: list[int], rest: list[int]) -> None:
        if len(taken) >= 14:
            return
        before = precision_credit(s, taken, golds)
        recall = [max((s.match[j][g][1] for j in taken), default=0.0) for g in range(golds)]
        for j in rest:
            more = precision_credit(s, [*taken, j], golds) - before
            told = sum(max(0.0, s.match[j][g][1] - recall[g]) for g in range(golds))
            out.append((j, tuple(chosen.states[j]), PRECISION * more + RECALL * told))

    order(s.found, worth, sequence, watch)
    return out


def precision_credit(s: Sentence, taken: Sequence[int], golds: int) -> float:
    """Return the precision that the scorer credits: each gold triple to one candidate, greedily."""
    pairs = sorted(((-s.match[j][g][0], g, n, j) for n, j in enumerate(taken) for g in range(golds)))
    used_gold, used, total = set(), set(), 0.0
    for p, g, _, j in pairs:
        if g not in used_gold and j not in used:
            used_gold.add(g)
            used.add(j)
            total -= p
    return total


def judge(s: Sentence, m: Model) -> list[tuple[int, float, float]]:
    """Return (candidate, fact, gain) for all of a sentence."""
    facts = [sigmoid(weigh(n, m.fact)) for n in s.names]
    gains = order(s.found, [weigh(n, m.gain) for n in s.names], m.sequence)
    return [(j, f, g) for j, (f, g) in enumerate(zip(facts, gains, strict=True))]


def exact_figures(exact: Sequence[Sentence], models: Sequence[Model]) -> str:
    """Return precision, recall and F1 as BenchIE counts them."""
    found = wrong = facts = kept = 0
    for s in exact:
        told = [s.facts[j] for j, f, g in judge(s, models[s.fold]) if f >= LEAST_FACT or g >= LEAST_GAIN]
        kept += len(told)
        found += len({k for k in told if k >= 0})
        wrong += sum(k < 0 for k in told)
        facts += len(s.row["gold"])
    p, r = found / (found + wrong), found / facts
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / (p + r):.3f}  triples {kept}"


def wide_figures(wide: Sequence[Sentence], models: Sequence[Model], carb: Any) -> tuple[str, list[tuple[float, bool]]]:
    """Return CaRB's figures, and (gain, tells something new) of each kept triple for the calibration."""
    predictions, points = [], []
    for s in wide:
        kept = [(j, g) for j, f, g in judge(s, models[s.fold]) if f >= LEAST_FACT or g >= LEAST_GAIN]
        triples = [
            {"subject": s.texts[j][0], "relation": s.texts[j][1], "object": s.texts[j][2], "extra": [], "confidence": g}
            for j, g in ((j, round(g, 3)) for j, g in kept)
        ]
        predictions.append((" ".join(s.row["sentence"].split()), triples))
        used: set[int] = set()
        for j, g in sorted(kept, key=lambda pair: -pair[1]):
            best = max(((carb.f1(*m), k) for k, m in enumerate(s.match[j]) if k not in used), default=(0.0, -1))
            if best[0] >= 0.5:
                used.add(best[1])
            points.append((g, best[0] >= 0.5))
    r = carb.score([s.row for s in wide], predictions)
    return "P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  AUC {auc:.3f}  triples {extractions}".format(**r), points


def calibrate(points: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Fit the line from gain to the log-odds of telling something new."""
    x = np.array([[g, 1.0] for g, _ in points])
    y = np.array([float(right) for _, right in points])
    w = np.zeros(2)
    for _ in range(20):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.eye(2) * 1e-6, x.T @ (y - p))
    return round(float(w[0]), 4), round(float(w[1]), 4)


def report(exact: list[Sentence], wide: list[Sentence], carb: Any, args: argparse.Namespace) -> None:
    """Print the figures and the reliability table; write the numbers if asked to."""
    whole = [fit(exact, wide)] * FOLDS
    folds = [fit([s for s in exact if s.fold != k], [s for s in wide if s.fold != k]) for k in range(FOLDS)]
    for name, models in (("fitted on all", whole), (f"{FOLDS} folds", folds)):
        figures, points = wide_figures(wide, models, carb)
        print(f"{name:14} BenchIE-dev  {exact_figures(exact, models)}\n{'':14} CaRB-dev     {figures}")
    a, b = calibrate(points)  # of the folds: each sentence judged by numbers that have not seen it
    print("reliability in the folds: confidence, share that tells something new, triples")
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for g, right in points:
        bins[min(9, int(10 * sigmoid(a * g + b)))].append((sigmoid(a * g + b), right))
    for _, held in sorted(bins.items()):
        mean = sum(p for p, _ in held) / len(held)
        print(f"    {mean:.2f}  {sum(right for _, right in held) / len(held):.2f}  {len(held)}")
    if args.rules:
        rules(exact, folds)
    if args.write:
        m = whole[0]
        path = Path(open_rank.__file__).with_name("open_weights.json")
        numbers = {
            "fact": m.fact,
            "gain": m.gain,
            "sequence": dict(zip(SEQUENCE, m.sequence, strict=True)),
            "calibration": [a, b],
            "least_fact": LEAST_FACT,
            "least_gain": LEAST_GAIN,
        }
        path.write_text(json.dumps(numbers, indent=0, sort_keys=True) + "\n", encoding="utf8")
        print(f"wrote {path}")


def rules(exact: Sequence[Sentence], models: Sequence[Model]) -> None:
    """Print for each rule how many candidates it gives, how many are right, and the same of those kept."""
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for s in exact:
        for j, f, g in judge(s, models[s.fold]):
            row = table[s.found[j].path.replace("+", "")]
            right, kept = s.facts[j] >= 0, f >= LEAST_FACT or g >= LEAST_GAIN
            for i, held in enumerate((True, right, kept, right and kept)):
                row[i] += held
    print(f"{'rule':32} found right  kept right")
    for name, (n, r, k, kr) in sorted(table.items(), key=lambda item: (-item[1][1], -item[1][0], item[0])):
        print(f"{name:32} {n:5} {r:5} {k:5} {kr:5}")


if __name__ == "__main__":
    sys.exit(main())

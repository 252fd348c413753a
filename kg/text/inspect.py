"""A lamp into one text: its tokens, its clauses with their status, and its surface triples, those left out too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.ontology import Ontology
from kg.text.extract.clauses import Clause, clauses
from kg.text.extract.repairs import repair
from kg.text.extract.tree import Tree, tree
from kg.text.lexicon import lexicon
from kg.text.open import span_text
from kg.text.open_find import candidates
from kg.text.open_rank import rank
from kg.text.open_read import docs
from kg.text.status import quote_marks, stance

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was seen in a text, as lines to print, each part in text order."""

    tokens: tuple[str, ...]
    clauses: tuple[str, ...]
    triples: tuple[str, ...]


def inspect(text: str, nlp: Language, ontology: Ontology) -> Inspection:
    """Parse ``text`` as one block and say how it is read."""
    [(line, doc)] = docs([text], nlp)
    parsed = repair(tree(doc))
    lex, quoted = lexicon(ontology), quote_marks(parsed)
    seen = []
    for c in clauses(parsed):
        said = stance(parsed, lex, c.verb, quoted)
        speaker = f" by {parsed.text[said.speaker]}" if said.speaker >= 0 else ""
        why = f" ({said.why})" if said.why else ""
        seen.append(f"{_clause(parsed, c)}   {said.status.value}{speaker}{why}")
    found = candidates(parsed)
    kept = {id(one): confidence for one, confidence in rank(parsed, found)}
    triples = []
    for one in found:
        words = " | ".join(span_text(line, p) for p in (one.subject, one.relation, one.object, *one.extra))
        fate = f"{kept[id(one)]:.2f}" if id(one) in kept else "left out"
        triples.append(f"{words}   [{one.path} {fate}]")
    return Inspection(tuple(_token(parsed, i) for i in range(len(parsed))), tuple(seen), tuple(triples))


def _token(t: Tree, i: int) -> str:
    entity = f" {t.ent[i]}" if t.ent[i] else ""
    above = "" if t.head[i] == i else f" of {t.text[t.head[i]]}"
    return f"{t.text[i]} {t.lemma[i]} {t.tag[i]} {t.dep[i]}{above}{entity}"


def _clause(t: Tree, c: Clause) -> str:
    """Return the verb and its slots, those that are filled: "bought: subject Norvia, object Dalmont"."""
    slots = {
        "subject": c.subjects, "agent": c.agents, "object": c.objects, "dative": c.datives, "complement": c.complements,
    }  # fmt: skip
    parts = [f"{name} {', '.join(t.text[k] for k in held)}" for name, held in slots.items() if held]
    for a in c.adverbials:
        parts.append(" ".join(t.text[k] for k in a.prep) + " " + ", ".join(t.text[k] for k in a.objects))
    verb = " ".join(t.text[k] for k in sorted((*c.auxiliaries, c.verb, *c.particles)))
    how = "" if c.how == "own" else f" (subject from {c.how})"
    return f"{verb}: {'; '.join(p.strip() for p in parts) or 'nothing'}{how}"

"""Name who says so: the person for whom "one of the directors", "the chairman" stands, and who speaks in a quotation."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Span
from kg.text.extract.found import Scene
from kg.text.parse import Parsed
from kg.text.speakers import SHOWING, Quotation

Laid = tuple[Scene, dict[int, Span], dict[int, int], int]
"""What ``scene_of`` gives for a block, and the offset of the block."""
Voice = tuple[str | None, int]
"""Who says so, as written and as a thing."""
NOBODY: Voice = (None, -1)


def voice(laid: Laid, speaker: int, parsed: Parsed) -> Voice:
    """Return who the speaker at a token is; (None, -1) for a pronoun that means nobody known."""
    scene, spans, _, offset = laid
    if speaker < 0:
        return NOBODY
    speaker = named_person(scene, speaker)
    if scene.thing[speaker] < 0 and scene.tree.pos[speaker] == "PRON":
        return NOBODY
    people = _people(scene, speaker)
    return surface(scene, speaker, offset, {} if people else spans, parsed), -1 if people else scene.thing[speaker]


def voices_in(said: Sequence[Quotation], laid: Sequence[Laid], parsed: Parsed) -> dict[int, Voice]:
    """Return who speaks at each token of the quotations of a block, as far as that is known."""
    out: dict[int, Voice] = {}
    for q in said:
        block, token = q.speaker
        who = voice(laid[block], token, parsed)
        if who[0] is None and q.before is not None and laid[block][0].tree.lower[token] in ("he", "she"):
            who = voice(laid[q.before[0]], q.before[1], parsed)  # 'The minister said it was late. "…," she said.'
        if who[0] is not None:
            out.update(dict.fromkeys(range(q.first, q.end), who))
    return out


def says_nothing(scene: Scene, speaker: int) -> bool:
    """Is it no speaker: "I", "they" that means nobody known, "softer incomes suggest"? In a quotation somebody else speaks."""
    t = scene.tree
    if scene.thing[speaker] >= 0 or scene.is_name[speaker]:
        return False
    return t.pos[speaker] == "PRON" or (t.pos[speaker] == "NOUN" and t.lemma[t.head[speaker]] in SHOWING)


def named_person(scene: Scene, speaker: int) -> int:
    """Return the person whose name stands between the speaker and "says", or before the speaker; else the speaker.

    "One of the directors, Luis Mora, says", "Luis Mora, trade adviser to the bank, says": the parser hangs such a
    name anywhere.
    """
    t = scene.tree
    noun = t.lemma[speaker]
    person = noun in scene.lex.roles or scene.lex.classes.get(noun) == "Person"
    if scene.thing[speaker] >= 0 or not (t.lower[speaker] == "one" or (person and t.tag[speaker] in ("NN", "NNP"))) or noun in scene.lex.kin:
        return speaker
    verb = t.head[speaker]
    if t.dep[speaker] != "nsubj" or verb < speaker:
        return speaker
    last = min([verb, *(k for k in t.kids[verb] if t.dep[k] in ("aux", "advmod", "neg") and speaker < k)]) - 1
    last -= t.text[last] == ","
    first, name = _name_until(scene, last)
    if name > speaker and t.text[first - 1] == ",":
        above = t.head[name]
        other = above != speaker and t.tag[above] in ("NN", "NNP") and scene.class_of[above] == "Person" and above not in t.conjuncts(speaker)
        return speaker if other and not scene.is_name[above] else name  # "a lawyer for the banker, Luis Mora, says"
    start = min([speaker, *(k for k in t.kids[speaker] if k < speaker and t.dep[k] in ("compound", "amod", "det", "nmod", "poss"))])
    if start > 1 and t.text[start - 1] == ",":
        first, name = _name_until(scene, start - 2)
        if name >= 0 and first == t.sentences[t.sent_of[speaker]][0]:
            return name
    return speaker


def _name_until(scene: Scene, last: int) -> tuple[int, int]:
    """Return the first token and the head of the person's name that ends at ``last``, or (-1, -1)."""
    first, name = last + 1, -1
    while first > 0 and scene.is_name[first - 1]:
        first -= 1
        if scene.thing[first] >= 0 and scene.class_of[first] == "Person":
            name = first
    return (first, name) if name >= 0 else (-1, -1)


def _people(scene: Scene, speaker: int) -> bool:
    """ "many Kenyans believe", "Kenyans say": people of the nation, not the state; "the Kenyans said" may be either."""
    tree = scene.tree
    return tree.lower[speaker] in scene.lex.peoples and not any(tree.lower[k] == "the" for k in tree.kids[speaker])


def surface(scene: Scene, head: int, offset: int, spans: dict[int, Span], parsed: Parsed) -> str:
    """Return the phrase of a head as written: its name, or the words before it."""
    t = scene.tree
    if head in spans:
        a, b = spans[head]
        return parsed.document.text[a:b]
    before = [k for k in t.kids[head] if k < head and t.dep[k] in ("compound", "amod", "det", "nmod", "poss", "nummod")]
    low, high = min([head, *before]), head
    of = t.child(head, "prep") if t.lower[head] in _PARTS else -1
    if of == head + 1 and t.lower[of] == "of":
        high = max(t.child(of, "pobj"), high)  # "one of the directors", "a lot of people"
    return parsed.document.text[offset + t.start[low] : offset + t.end(high)]


_PARTS = frozenset({"one", "two", "three", "some", "many", "most", "several", "few", "both", "all", "lot", "number", "majority", "half", "group", "dozens", "hundreds", "thousands"})


def calls_himself(scene: Scene, end: int, speaker: int) -> bool:
    """Would the speaker call himself by his name, or "he"? Then somebody else speaks."""
    t = scene.tree
    me = speaker >= 0 and scene.thing[end] == speaker and scene.class_of[end] == "Person"
    return me and t.lower[end] not in _FIRST


_FIRST = frozenset({"i", "me", "my", "we", "us", "our", "myself", "ourselves", "mine", "ours"})

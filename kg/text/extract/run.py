"""Propositions of a document: run every extractor over every block, decide status, time, place, speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from kg.model import Argument, Literal, Mention, Proposition, Span, Status, Thing
from kg.ontology import Ontology
from kg.text.columns import columns
from kg.text.extract.arguments import Arguments
from kg.text.extract.casualties import left_dead, struck_when
from kg.text.extract.confidence import confidence
from kg.text.extract.eventnouns import based, deverbal, made, named_place, noun_of
from kg.text.extract.events import dead_in, event_date, event_place, examples, reciprocal, struck_where, the_same
from kg.text.extract.found import Extractor, Found, Scene
from kg.text.extract.meant import in_part, named_by_clause, of_nobody
from kg.text.extract.namings import called
from kg.text.extract.nouns import apposition, counterpart, name_noun, nationality, possessive, type_noun
from kg.text.extract.offices import named_to, office
from kg.text.extract.phrases import noun_phrase, surface
from kg.text.extract.repairs import repair
from kg.text.extract.scene import scene_of
from kg.text.extract.speeches import told, verdict
from kg.text.extract.styled import on_his_word, styled
from kg.text.extract.tree import Tree, tree
from kg.text.extract.verbs import copula, light_verb, verb_object, verb_preposition
from kg.text.extract.voices import NOBODY, Voice, calls_himself, says_nothing, voice, voices_in
from kg.text.lexicon import Lexicon, lexicon, noun_class
from kg.text.parse import Parsed
from kg.text.speakers import speakers
from kg.text.status import quote_marks, stance
from kg.text.status_events import ARRANGED, event_stance
from kg.text.status_members import member_stance
from kg.text.status_nouns import noun_stance
from kg.text.status_words import Stance

EXTRACTORS: dict[str, Extractor] = {
    "verb.object": verb_object,
    "verb.preposition": verb_preposition,
    "verb.light": light_verb,
    "copula": copula,
    "noun.type": type_noun,
    "noun.counterpart": counterpart,
    "noun.apposition": apposition,
    "noun.name": name_noun,
    "noun.called": called,
    "noun.possessive": possessive,
    "noun.nationality": nationality,
    "noun.deverbal": deverbal,
    "noun.made": made,
    "noun.based": based,
    "noun.place": noun_of,
    "noun.named_place": named_place,
    "noun.example": examples,
    "noun.dead": dead_in,
    "verb.struck": struck_where,
    "verb.struck.when": struck_when,
    "verb.left": left_dead,
    "event.place": event_place,
    "event.date": event_date,
    "verb.told": told,
    "verb.verdict": verdict,
    "verb.office": office,
    "verb.office.side": named_to,
    "verb.reciprocal": reciprocal,
    "verb.same": the_same,
}
"""The extractors in the order in which they run; each is tested alone."""

# Who says "I" speaks for himself: an interview, a letter, a quotation whose marks are lost.
_FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our", "myself", "ourselves", "mine", "ours"})
_LOCATIVE = frozenset({"in", "at", "near", "inside", "outside", "on", "across"})
_PLACES = ("Place", "Country", "City", "Region", "Facility")

Resolver = Callable[[str, "str | None", str], "str | None"]


def extract(
    parsed: Parsed,
    mentions: Sequence[Mention],
    things: Sequence[Thing],
    ontology: Ontology,
    *,
    acts: dict[tuple[int, int], int] | None = None,
    resolve_time: Resolver | None = None,
    split_governments: bool = False,
) -> tuple[list[Proposition], list[Mention], list[Thing]]:
    """Return the propositions of a document, with the mentions and things grown by unnamed ones.

    ``acts`` maps a mention's span to the thing it stands for when it acts ("Washington" -> the
    country); ``resolve_time`` turns a time expression and the date of publication into ISO 8601.
    """
    lex = lexicon(ontology)
    pool = Arguments(list(things), list(mentions), split_governments)
    out: list[Proposition] = []
    kinds = [b.kind for b in parsed.document.blocks] or ["paragraph"]
    before = ""
    own_styles: set[tuple[int, str]] = set()
    own = _by_block(mentions, [offset for offset, _ in parsed.blocks])
    laid = [(*scene_of(repair(tree(doc)), offset, inside, things, lex, acts or {}), offset) for (offset, doc), inside in zip(parsed.blocks, own, strict=True)]
    trees = [(scene.tree, [a for a, _ in scene.tree.sentences]) for scene, *_ in laid]
    said = speakers(trees, lex, headlines=[kind == "headline" for kind in kinds])
    for b, ((scene, spans, acting, offset), kind) in enumerate(zip(laid, kinds, strict=False)):
        text = columns(parsed.blocks[b][1]).source
        cited, before = _cited(text, before, lex), text
        if not len(scene.tree):
            continue
        scene.headline = kind == "headline"
        if text.isupper():
            continue  # a headline in capitals: the parser takes its verbs for names
        own_styles.update(styled(scene))
        voices = voices_in(said[b], laid, parsed)
        out.extend(_propositions(scene, offset, spans, acting, pool, parsed, resolve_time, voices, cited=cited))
    return on_his_word(out, own_styles), pool.mentions, pool.things


def _by_block(mentions: Sequence[Mention], offsets: Sequence[int]) -> list[list[Mention]]:
    """Return the mentions that begin in each block, or in the gap after it."""
    out: list[list[Mention]] = [[] for _ in offsets]
    for m in mentions:
        if offsets and m.start >= offsets[0]:
            out[bisect_right(offsets, m.start) - 1].append(m)
    return out


def _cited(text: str, before: str, lex: Lexicon) -> bool:
    """Is the paragraph the words of another text: "In the letter he wrote:", and then the letter; or "… that it was so"?"""
    if text.lstrip().startswith(("...", "\u2026")):
        return True
    if not before.rstrip().endswith(":"):
        return False
    words = re.findall(r"[a-z]+", re.split(r"[.!?] ", before.rstrip())[-1].lower())
    forms = {form for w in words for form in (w, w.removesuffix("s"), w.removesuffix("d"), w.removesuffix("ed"))}
    return bool(forms & (lex.say | _TEXTS)) or "wrote" in words or "said" in words


_TEXTS = frozenset({"decree", "letter", "statement", "order", "proclamation", "message", "edict", "speech", "poem", "note", "diary", "email", "tweet", "post", "memo"})


_FOR_HOW_LONG = frozenset({"be sentence to", "be jail for", "be imprison for", "be ban for", "be suspend for"})


def _how_long(scene: Scene, i: int, offset: int) -> Argument | None:
    """Return the length of a sentence: "ten years in prison"; None where token ``i`` heads no such span of time."""
    t = scene.tree
    if t.ent[i] not in ("DATE", "TIME") or t.lemma[i] not in ("year", "month", "week", "day", "life", "game", "match") or t.child(i, "nummod", "det", "quantmod") < 0:
        return None
    words = noun_phrase(scene, i, complement=False)
    last = words[-1]
    if t.lower[last + 1 : last + 3] in (["in", "prison"], ["in", "jail"]):
        last += 2
    words = list(range(words[0], last + 1))
    a, b = offset + t.start[words[0]], offset + t.end(last)
    return Argument(a, b, "", value=Literal(surface(t, words), "xsd:string"))


def find(scene: Scene) -> Iterator[Found]:
    """Run every extractor over one block."""
    for extractor in EXTRACTORS.values():
        yield from extractor(scene)


def _propositions(
    scene: Scene,
    offset: int,
    spans: dict[int, Span],
    acting: dict[int, int],
    pool: Arguments,
    parsed: Parsed,
    resolve_time: Resolver | None,
    voices: dict[int, Voice],
    *,
    cited: bool = False,
) -> Iterator[Proposition]:
    t = scene.tree
    quoted = quote_marks(t)
    spoken = {
        t.sent_of[i]
        for i in range(len(t))
        if t.lower[i] in _FIRST_PERSON and t.pos[i] == "PRON" and '"' not in t.text[slice(*t.sentences[t.sent_of[i]])]
    }
    stances: dict[tuple[int, bool, bool], Stance] = {}
    owner = _owners(scene)
    seen: set[tuple[int, str, str, int]] = set()
    told: set[tuple[int, str, str, int, int, int]] = set()
    for f in find(scene):
        key = (f.subject, f.kind, f.relation, f.object)
        if key in seen or f.subject == f.object or of_nobody(scene, f):
            continue
        seen.add(key)
        subject = pool.at(scene, offset, named_by_clause(scene, f.subject, f), spans)
        if subject is None:
            continue
        if f.kind == "date":
            obj = _date(scene, f, offset, parsed.document.published, resolve_time)
        else:
            obj = pool.at(scene, offset, named_by_clause(scene, f.object, f), spans, kind=f.kind == "kind")
            if obj is None and f.relation in _FOR_HOW_LONG:
                obj = _how_long(scene, f.object, offset)
        if obj is None or (subject.thing >= 0 and subject.thing == obj.thing):
            continue
        if f.predicate >= 0 and f.subject in acting:
            subject = Argument(subject.start, subject.end, "", acting[f.subject])
        if f.predicate >= 0 and f.object in acting and f.relation.rpartition(" ")[2] not in ("in", "to", "at", "from"):
            obj = Argument(obj.start, obj.end, "", acting[f.object])
        if subject.thing < 0 or (f.kind == "role" and _same_tail(pool.things, subject.thing, obj.thing)):
            continue
        sentence = t.sent_of[f.subject]
        once = (subject.thing, f.kind, f.relation, obj.thing, f.predicate, sentence)
        if obj.thing >= 0 and once in told:
            continue  # two rules came to the same fact by different words of a name
        told.add(once)
        s = Stance(Status.ASSERTED)
        if f.predicate >= 0:
            k = (f.predicate, f.noun_event, f.rule in _BY_EVENT)
            if k not in stances:
                of = event_stance if f.rule in _BY_EVENT and _arranged(scene, f.predicate) else noun_stance if f.noun_event else stance
                stances[k] = of(t, scene.lex, f.predicate, quoted)
            s = stances[k]
            if s.status is Status.ASSERTED and sentence in spoken:
                s = Stance(Status.ATTRIBUTED)
        elif f.kind == "kind" and f.rule != "noun.type.kind" and quoted[f.object] and quoted[f.subject]:
            s = Stance(Status.ATTRIBUTED)  # what somebody is called in a quotation
        elif f.rule == "noun.prep" and _arranged(scene, f.subject):
            s = event_stance(t, scene.lex, f.subject, quoted)  # "the Pacific Games in Fiji": where they took place, if they did
        s = member_stance(t, scene.lex, -1 if f.noun_event else f.predicate, s, (f.subject, f.object), quoted)
        if s.status is Status.NEGATED and in_part(scene, f):
            continue
        if cited and f.predicate >= 0 and s.status is Status.ASSERTED:
            s = Stance(Status.ATTRIBUTED)
        if f.speaker >= 0:
            if s.status not in (Status.ASSERTED, Status.ATTRIBUTED):
                continue  # "did not call Mora her friend" says nothing about Mora
            s = Stance(Status.ATTRIBUTED, f.speaker)
        a, b = t.sentences[sentence] if t.sentences else (0, len(t))
        time = place = None
        place_thing = -1
        if f.predicate >= 0:
            time = _time(scene, owner, f, parsed.document.published, resolve_time)
            place, place_thing = _place(scene, owner, f, pool)
        who = voice((scene, spans, acting, offset), s.speaker, parsed)
        if s.status is not Status.ASSERTED and (s.speaker < 0 or says_nothing(scene, s.speaker)):
            who = voices.get(f.predicate if f.predicate >= 0 else f.object, who if s.speaker < 0 or t.pos[s.speaker] != "PRON" else NOBODY)
            if any(calls_himself(scene, end, who[1]) for end in (f.subject, f.object)):
                who = NOBODY
        yield Proposition(
            subject=_with_text(subject, parsed),
            relation=f.relation,
            kind=f.kind,
            object=_with_text(obj, parsed),
            relation_span=_phrase_span(t, f, offset),
            sentence=_trim(parsed.document.text, offset + t.start[a], offset + t.end(b - 1)),
            rule=f.rule,
            status=s.status,
            speaker=who[0],
            speaker_thing=who[1],
            time=time,
            place=place,
            place_thing=place_thing,
            confidence=confidence(scene, f, s.status),
        )


_BY_EVENT = frozenset({"event.place", "noun.between"})
"""Rules whose fact is as sure as the event itself: "a meeting is planned between Mora and Lund"."""


def _arranged(scene: Scene, event: int) -> bool:
    return (scene.class_of[event] or noun_class(scene.lex, "", scene.tree.lemma[event])) in ARRANGED


def _same_tail(things: Sequence[Thing], who: int, of: int) -> bool:
    """ "head of the council Lena Holm": the recogniser may take "Lena Holm" and "Holm" for two things."""
    return of >= 0 and things[of].names[0][0].endswith(" " + things[who].names[0][0])


def _with_text(a: Argument, parsed: Parsed) -> Argument:
    return Argument(a.start, a.end, parsed.document.text[a.start : a.end], a.thing, a.value)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _phrase_span(t: Tree, f: Found, offset: int) -> Span:
    """The relation as written, in one piece: the longest run of its tokens around the predicate."""
    words = sorted(f.phrase or (f.predicate,))
    low, high = words[0], words[-1]
    if high - low > 8 or low <= f.subject <= high or low <= f.object <= high:
        anchor = f.predicate if f.predicate >= 0 else words[0]
        low = high = anchor
        while low - 1 in words:
            low -= 1
        while high + 1 in words:
            high += 1
    return offset + t.start[low], offset + t.end(high)


def _owners(scene: Scene) -> list[int]:
    """Return for each token the nearest clause verb at or above it (-1: none)."""
    t = scene.tree
    verbs = {c.verb for c in scene.clauses}
    out = [-2] * len(t)
    for i in range(len(t)):
        chain, k = [], i
        while out[k] == -2 and k not in verbs:
            chain.append(k)
            if t.head[k] == k:
                break
            k = t.head[k]
        value = k if k in verbs else max(out[k], -1)
        for j in chain:
            out[j] = value
        if i in verbs:
            out[i] = i
    return out


def _time(scene: Scene, owner: list[int], f: Found, published: str | None, resolve: Resolver | None) -> str | None:
    """Return when it happened: the first date of the clause (or of the event noun) that resolves."""
    if resolve is None:
        return None
    t = scene.tree
    verb = f.predicate if not f.noun_event else owner[f.predicate]
    a, b = t.sentences[t.sent_of[f.predicate]]
    k = a
    while k < b:
        if t.ent[k] != "DATE":
            k += 1
            continue
        end = k
        while end + 1 < b and t.ent[end + 1] == "DATE":
            end += 1
        if owner[k] == verb and not any(
            (t.dep[j] in ("nsubj", "compound", "amod", "poss") or _of_another(t, f, j)) and not k <= t.head[j] <= end for j in range(k, end + 1)
        ):
            if _in_parentheses(t, a, k):
                k = end + 1
                continue  # "(Quito, c. 1818 – 8 January 1880)": the years of somebody's life
            if k > a and t.lower[k - 1] in ("since", "until", "before", "after", "till"):
                k = end + 1
                continue  # a bound, not when it happened
            if k > a and ((t.lower[k - 1] == "over" and t.text[k][0].isdigit()) or _unsure(t, k)):
                k = end + 1
                continue  # "over 1990-2000" says what was looked at; "possibly in May"
            first = k - 1 if k > a and t.lower[k - 1] in ("by",) else k
            text = " ".join(t.text[first : end + 1])
            value = resolve(text, published, "future" if verb >= 0 and _to_come(t, verb) else "past")
            if value is not None:
                return value
        k = end + 1
    return None


def _of_another(t: Tree, f: Found, year: int) -> bool:
    """ "was jailed for a 1996 siege", "talked about the 2019 fair": the year of what it was for, not of the deed."""
    noun = t.head[year]
    return t.dep[year] == "nummod" and noun not in (f.subject, f.object) and t.dep[noun] in ("pobj", "compound") and any(
        t.lower[k] in ("for", "over", "about") for k in t.up(noun) if t.pos[k] == "ADP"
    )


def _unsure(t: Tree, k: int) -> bool:
    """Does "possibly", "probably" stand before the date at ``k`` or its preposition?"""
    return any(t.lower[j] in ("possibly", "probably", "perhaps", "maybe") for j in range(max(k - 2, 0), k))


def _to_come(t: Tree, verb: int) -> bool:
    """Is the verb told as ahead of the day of writing: "will meet", "plans to meet", "is to meet", a headline's "to meet"?

    "Planned to meet" may be over by now, and "would meet" too.
    """
    for _ in range(len(t)):
        aux = [k for k in t.kids[verb] if t.dep[k] in ("aux", "auxpass")]
        if any(t.lower[k] in ("will", "shall", "'ll", "’ll", "wo") for k in aux):
            return True
        above = t.head[verb]
        if any(t.tag[k] == "TO" for k in aux):
            present = [above, *(k for k in t.kids[above] if t.dep[k] in ("aux", "auxpass"))]
            if above == verb:
                return True
            if t.dep[verb] in ("xcomp", "advcl", "acl") and any(t.tag[k] in ("VBZ", "VBP") for k in present):
                return True
            if t.dep[verb] == "xcomp" and above != verb:
                verb = above  # "will try to meet"
                continue
            return False
        if (
            t.dep[verb] == "conj"
            and above != verb
            and not any(t.tag[k] in ("VBD", "VBZ", "VBP", "MD") for k in (verb, *aux))
        ):
            verb = above
            continue
        return False
    return False


def _in_parentheses(t: Tree, start: int, k: int) -> bool:
    """Is there an open bracket between ``start`` and ``k`` that nothing has closed?"""
    depth = 0
    for j in range(start, k):
        depth += {"(": 1, ")": -1}.get(t.text[j], 0)
    return depth > 0


def _date(scene: Scene, f: Found, offset: int, published: str | None, resolve: Resolver | None) -> Argument | None:
    """Return the date that stands at the object's token, as an ISO 8601 value."""
    t = scene.tree
    low = high = f.object
    while low > 0 and t.ent[low - 1] == "DATE":
        low -= 1
    while high + 1 < len(t) and t.ent[high + 1] == "DATE":
        high += 1
    value = resolve(" ".join(t.text[low : high + 1]), published, "past") if resolve is not None else None
    if value is None:
        return None
    return Argument(offset + t.start[low], offset + t.end(high), "", value=Literal(value, date_type(value)))


def date_type(value: str) -> str:
    """Return the XSD type of an ISO 8601 value; xsd:string for weeks and intervals, which XSD lacks."""
    parts = value.split("-")
    if not all(p.isdigit() for p in parts):
        return "xsd:string"
    return {1: "xsd:gYear", 2: "xsd:gYearMonth", 3: "xsd:date"}.get(len(parts), "xsd:string")


def _place(scene: Scene, owner: list[int], f: Found, pool: Arguments) -> tuple[str | None, int]:
    """Return where it happened: the first place of the clause or event noun that is no argument itself."""
    t = scene.tree
    verb = f.predicate if not f.noun_event else owner[f.predicate]
    a, b = t.sentences[t.sent_of[f.predicate]]
    for k in range(a, b):
        if (
            t.dep[k] == "pobj"
            and scene.thing[k] >= 0
            and k not in (f.subject, f.object)
            and t.lower[t.head[k]] in _LOCATIVE
        ):
            above = t.head[t.head[k]]
            if t.lower[k] in scene.lex.adjective_place or t.head[k] in f.phrase:
                continue  # "only in English"; "called on India and Pakistan": no place
            if scene.class_of[k] in _PLACES and (
                above == verb
                or (f.noun_event and above == f.predicate)
                or (above == f.object and not scene.is_name[above])
            ):
                thing = pool.things[scene.thing[k]]
                return thing.names[0][0], scene.thing[k]
    return None, -1

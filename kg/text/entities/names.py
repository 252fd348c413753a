"""Find where names stand: runs of proper nouns, nested names, and every known name again in all text.

The recogniser only votes on the class: it misses one news name in eight. A word of a headline in
title case is a name only if the article has it elsewhere, or the recogniser is sure of a person or place.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.entities.gazetteer import Gazetteer, key
from kg.text.lexicon import Lexicon
from kg.text.parse import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAME_TYPES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "NORP"})
_VALUE_TYPES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
_GENERATION = re.compile(r"^\d{1,2}G$")
_NUMBER = re.compile(r"^(?:\d{1,3}|[IVX]{1,4}|\d+\.\d+)$")
_PLAIN = frozenset(
    "i we you he she it they the a an this that monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july august september october november december mr mrs ms dr am pm and or but if not yes no".split()
)
_CREDIT = frozenset({"image", "photo", "picture", "photograph", "source", "credit", "file"})


@dataclass(slots=True)
class Name:
    """A stretch of tokens that is a name. ``place`` is set for a nationality adjective or demonym."""

    block: int
    first: int
    last: int
    text: str
    ner: str = ""
    place: str = ""
    why: str = "name"
    titled: str = ""  # the title or role word before it, lower case


def find_names(parsed: Parsed, gaz: Gazetteer, lex: Lexicon) -> list[Name]:
    """Return the names of the document in text order; inner names stand beside the outer ones."""
    blocks = parsed.document.blocks
    found: list[Name] = []
    doubtful: list[Name] = []  # of headlines
    for b, (_, doc) in enumerate(parsed.blocks):
        headline = _title_case(doc)
        for name in _runs(doc, b, gaz, lex, headline):
            is_headline = headline and (not blocks or blocks[b].kind == "headline" or headline)
            (doubtful if is_headline and not name.place and not _GENERATION.match(name.text) else found).append(name)
    found = [n for n in found if not _common(n, parsed, gaz, lex)]
    known = Counter(key(n.text) for n in found if not n.place)
    for name in doubtful:
        kept = _known_part(name, known, gaz)
        if kept is not None:
            found.append(kept)
    found.extend(_again(parsed, found, gaz))
    return sorted(found, key=lambda n: (n.block, n.first, -n.last))


def _common(name: Name, parsed: Parsed, gaz: Gazetteer, lex: Lexicon) -> bool:
    """Is it a common noun with an odd capital: "Trade spat", "5th Generation", a phrase that the text has in lower case?"""
    form = key(name.text)
    if (
        name.place
        or form in gaz.places
        or form in gaz.bodies
        or name.text.isupper()
        or any(ch.isdigit() for ch in name.text)
    ):
        return False
    before = parsed.blocks[name.block][1][name.first - 1] if name.first else None
    if before is not None and before.ent_type_ == "ORDINAL" and form in lex.classes and form not in lex.roles:
        return True
    lower = name.text.lower()
    opens = before is None or before.is_punct or parsed.blocks[name.block][1][name.first].is_sent_start
    if " " not in lower and opens and (lower in lex.classes or lower in lex.roles) and name.ner != "ORG":
        return True  # "(Daughter of …": the capital of a beginning
    if lower == name.text or (
        " " not in lower and lower not in lex.classes and lower not in lex.generic and name.ner in ("PERSON", "GPE")
    ):
        return False
    text = parsed.document.text
    return len(re.findall(rf"(?<![\w-]){re.escape(lower)}(?![\w-])", text)) >= max(1, text.count(name.text))


def _title_case(doc: Doc) -> bool:
    words = [t for t in doc if t.is_alpha and len(t) > 3]
    return len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.7 * len(words)


def _known_part(name: Name, known: Counter[str], gaz: Gazetteer) -> Name | None:
    """Return the part of a headline's run that the article knows as a name, or None."""
    words = name.text.split()
    for n in range(len(words), 0, -1):
        form = key(" ".join(words[:n]))
        if form in known or form in gaz.places or form in gaz.bodies:
            return Name(name.block, name.first, name.first + n - 1, " ".join(words[:n]), name.ner, why="headline")
    return name if name.ner in ("PERSON", "GPE") and 2 <= len(words) <= 3 else None


def _runs(doc: Doc, b: int, gaz: Gazetteer, lex: Lexicon, headline: bool) -> list[Name]:
    out: list[Name] = []
    i, n = 0, len(doc)
    while i < n:
        t = doc[i]
        low = t.lower_
        if (
            low in gaz.adjectives
            and t.text[0].isupper()
            and key(t.text) not in gaz.places
            and not _opens_name(doc, i, gaz, lex)
        ):
            out.append(Name(b, i, i, t.text, "NORP", gaz.adjectives[low].id, "demonym"))
            i += 1
            continue
        if _GENERATION.match(t.text):
            out.append(Name(b, i, i, t.text, "TECH"))
            i += 1
            continue
        if not _starts(t, gaz, headline):
            i += 1
            continue
        j = _end_of_run(doc, i, gaz)
        before = doc[i - 1] if i else None
        if (
            before is not None
            and not headline
            and before.text[0].isupper()
            and before.pos_ in ("NOUN", "ADJ")
            and before.dep_ in ("compound", "amod", "nmod")
            and i <= before.head.i <= j
            and not before.is_sent_start
            and not before.text.isupper()
            and before.lower_ not in lex.roles
            and before.lower_ not in gaz.adjectives
            and before.lower_.rstrip(".") not in gaz.titles
        ):
            i -= 1  # "Internet Explorer": the tagger took the first word for a common noun
        _add(out, doc, b, i, j, gaz, lex)
        i = j + 1
    return out


def _opens_name(doc: Doc, i: int, gaz: Gazetteer, lex: Lexicon) -> bool:
    """ "Danish Transport Ministry", "Russian Academy of Sciences": the adjective is part of an organisation's name."""
    j = i + 1
    while j < len(doc) and doc[j].text[0].isupper() and doc[j].pos_ in ("PROPN", "NOUN", "ADJ"):
        if doc[j].lower_ in gaz.suffixes and doc[j].lower_ not in lex.roles:
            return doc[i].pos_ == "PROPN" or doc[i].ent_type_ == "ORG"
        j += 1
    return False


def _starts(t: Token, gaz: Gazetteer, headline: bool) -> bool:
    text = t.text
    brand = (
        t.pos_ == "PROPN" and len(text) > 2 and (any(c.isupper() for c in text) or text[0].isdigit())
    )  # "iPhone", "4sale"
    if not (text[0].isupper() or brand) or not any(c.isalpha() for c in text):
        return False
    if t.lower_ in _PLAIN:
        return text.isupper() and key(text) in gaz.places and len(text) > 1 and t.lower_ not in ("it", "i")
    if key(text) in gaz.places:
        return True
    if t.ent_type_ in _VALUE_TYPES:
        return False
    if t.pos_ == "PROPN":
        return True
    return (
        not headline
        and t.ent_iob_ == "B"
        and t.ent_type_ in NAME_TYPES
        and t.ent_type_ != "NORP"
        and t.pos_ in ("NOUN", "ADJ", "X", "VERB")
    )


def _end_of_run(doc: Doc, i: int, gaz: Gazetteer) -> int:
    j, n = i, len(doc)
    while j + 1 < n:
        u = doc[j + 1]
        if u.lower_ in gaz.adjectives and u.pos_ == "ADJ":
            break
        if _NUMBER.match(doc[j].text) and len(u.text) == 2 and u.text[1] == "." and u.text[0].isupper():
            return j + 1  # "Lux 20 X. Brikko's": a version, then the next sentence
        if u.ent_iob_ == "B" and u.ent_type_ == "PERSON" and doc[j].ent_type_ in ("ORG", "GPE", "FAC"):
            break
        if u.lower_ in gaz.first_names and j - i >= 2 and any(t.lower_ in ("of", "for") for t in doc[i : j + 1]):
            break  # "the Academy of Sciences Lena Holm"
        upper = u.text[0].isupper()
        inside = u.ent_iob_ == "I" and u.ent_type_ in NAME_TYPES
        if (upper and (u.pos_ == "PROPN" or (inside and u.pos_ in ("NOUN", "ADJ", "VERB", "X")))) or (
            _NUMBER.match(u.text)
            and doc[j].pos_ == "PROPN"
            and u.ent_type_ not in ("DATE", "MONEY")
            and doc[j].ent_type_ != "GPE"
        ):
            j += 1
        elif j + 2 < n and doc[j + 2].text[0].isupper() and doc[j + 2].pos_ in ("PROPN", "NOUN"):
            v = doc[j + 2]
            organised = doc[j].lower_ in gaz.suffixes or (inside and v.ent_iob_ == "I" and doc[j].ent_type_ != "PERSON")
            if (
                (u.lower_ in ("of", "for") and organised)
                or (u.text in ("&", "-", "–") and _glued(doc, j))
                or (u.lower_ == "and" and inside and v.ent_iob_ == "I" and doc[j].ent_type_ == "ORG")
            ):
                j += 2
            else:
                break
        elif (
            j + 3 < n
            and u.lower_ == "of"
            and doc[j + 2].lower_ == "the"
            and doc[j + 3].pos_ == "PROPN"
            and inside
            and doc[j + 3].ent_iob_ == "I"
        ):
            j += 3
        elif (
            u.lower_ in ("al", "bin", "ibn", "von", "van", "de", "der", "la", "el", "da", "di")
            and j + 2 < n
            and doc[j + 2].text[0].isupper()
        ) or (
            u.text == "-"
            and _glued(doc, j)
            and j + 2 < n
            and doc[j + 2].pos_ == "PROPN"
            and doc[j].ent_type_ == "PERSON"
        ):
            j += 2
        else:
            break
    return j


def _glued(doc: Doc, j: int) -> bool:
    """Is the mark after token ``j`` written without spaces ("Al-Noor") or an ampersand?"""
    return doc[j + 1].text == "&" or (not doc[j].whitespace_ and not doc[j + 1].whitespace_)


def _add(out: list[Name], doc: Doc, b: int, i: int, j: int, gaz: Gazetteer, lex: Lexicon) -> None:
    """Cut titles, roles and possessives off the run ``i``..``j`` and add what is left, with its inner names."""
    title = ""
    while i < j and (cut := _title_at(doc, i, j, gaz, lex)):
        title = doc[i + cut - 1].lower_
        i += cut
    while j > i and (doc[j].text in ("'s", "'", ".", "-", "&") or doc[j].tag_ == "POS"):
        j -= 1
    low = doc[i].lower_
    if (
        i > 1
        and doc[i - 1].lower_ == "of"
        and f"{doc[i - 2].lower_} of {' '.join(t.lower_ for t in doc[i : j + 1])}" in lex.roles
    ):
        return  # "the Secretary of State"
    if i == j and (low in lex.roles or low.rstrip(".") in gaz.titles) and key(low) not in gaz.places:
        return
    if low in _CREDIT and i < j:
        i += 1
    elif low in _CREDIT:
        return
    if j > i and doc[j].text.endswith(".") and len(doc[j].text) == 2 and _NUMBER.match(doc[j - 1].text):
        text = doc.text[doc[i].idx : doc[j].idx + 1]
        out.append(Name(b, i, j, text, "PRODUCT"))
        return
    place = key(doc.text[doc[i].idx : doc[j - 1].idx + len(doc[j - 1])]) if j > i else ""
    plural = doc[j].lower_.endswith("s") and doc[j].lower_[:-1] in lex.classes and doc[j].lower_ not in gaz.suffixes
    if place in gaz.places and plural:
        j -= 1  # "US Chips" in a headline or an odd capital: the country and a common noun
    # a country or body before a role: "US President" is no name, its country is
    for k in range(i, j):
        if (doc[k + 1].lower_ in lex.roles or doc[k + 1].lower_.rstrip(".") in gaz.titles) and (
            k + 1 < j or _is_role_run(doc, i, j, lex)
        ):
            if k + 1 < j or doc[j].lower_ in lex.roles:
                phrase = f"{doc[k].lower_} {doc[k + 1].lower_}"
                if (
                    phrase in lex.roles and key(doc[k].text) not in gaz.places and doc[k].lower_ not in gaz.suffixes
                ):  # "Defence Secretary": one role
                    if k > i:
                        _add(out, doc, b, i, k - 1, gaz, lex)
                    if k + 1 < j:
                        _add(out, doc, b, k + 1, j, gaz, lex)
                    return
                _add(out, doc, b, i, k, gaz, lex)
                _add(out, doc, b, k + 1, j, gaz, lex)
                return
    text = doc.text[doc[i].idx : doc[j].idx + len(doc[j])]
    ner = next((t.ent_type_ for t in reversed(doc[i : j + 1]) if t.ent_type_ in NAME_TYPES), "")
    out.append(Name(b, i, j, text, ner, titled=title))


def _is_role_run(doc: Doc, i: int, j: int, lex: Lexicon) -> bool:
    return doc[j].lower_ in lex.roles and i < j


def _title_at(doc: Doc, i: int, j: int, gaz: Gazetteer, lex: Lexicon) -> int:
    """Return how many tokens at ``i`` are a title or role before a longer run ending at ``j``."""
    for n in (3, 2, 1):
        if i + n <= j:
            words = " ".join(t.lower_ for t in doc[i : i + n]).rstrip(".")
            if words in ("st", "saint") and doc[i + 1].ent_type_ != "PERSON":
                continue  # "St Petersburg"
            if words in ("the", "president-elect") or (
                (words in gaz.titles or words in lex.roles) and key(words) not in gaz.places
            ):
                return n
    return 0


def _again(parsed: Parsed, found: list[Name], gaz: Gazetteer) -> list[Name]:
    """Look every known name up again in all text, also inside longer names.

    An inner name never covers the last word before "of" of an organisation, nor part of a person's name.
    """
    forms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    seen: set[tuple[str, ...]] = set()
    for name in found:
        words = tuple(name.text.split())
        if (
            name.place
            or words in seen
            or len(words[0]) < 2
            or (len(words) == 1 and (len(words[0]) < 3 and not words[0].isupper()))
        ):
            continue
        seen.add(words)
        forms.setdefault(words[0].lower(), []).append((words, name.ner))
    taken = {(n.block, k): n for n in found for k in range(n.first, n.last + 1)}
    out: list[Name] = []
    for b, (_, doc) in enumerate(parsed.blocks):
        for t in doc:
            low = t.lower_
            outer = taken.get((b, t.i))
            place = (
                gaz.places.get(key(t.text)) if t.text[0].isupper() and outer is not None and low not in _PLAIN else None
            )
            candidates = forms.get(low, [])
            if place is not None and not any(w == (t.text,) for w, _ in candidates):
                candidates = [*candidates, ((t.text,), "GPE")]
            for words, ner in sorted(candidates, key=lambda c: -len(c[0])):
                end = t.i + len(words) - 1
                if end >= len(doc) or not _matches(doc, t.i, words):
                    continue
                if outer is not None and ((outer.first, outer.last) == (t.i, end) or not _inner(doc, outer, t.i, end)):
                    continue
                if outer is None and any((b, k) in taken for k in range(t.i, end + 1)):
                    continue
                text = doc.text[t.idx : doc[end].idx + len(doc[end])]
                name = Name(b, t.i, end, text, ner, why="nested" if outer is not None else "known name")
                out.append(name)
                for k in range(t.i, end + 1):
                    taken.setdefault((b, k), name)
                break
    return out


def _matches(doc: Doc, i: int, words: tuple[str, ...]) -> bool:
    for k, word in enumerate(words):
        text = doc[i + k].text
        if text != word and not (text.isupper() and text == word.upper() and len(word) > 2):
            return False
    return True


def _inner(doc: Doc, outer: Name, first: int, last: int) -> bool:
    if not (outer.first <= first and last <= outer.last) or outer.place:
        return False
    if outer.ner == "PERSON" or outer.titled:
        return False
    tail = outer.last
    while tail > outer.first and _NUMBER.match(doc[tail].text):
        tail -= 1  # the head of "Lux Explorer 6" is "Explorer"
    head = next((k - 1 for k in range(outer.first + 1, outer.last + 1) if doc[k].lower_ in ("of", "for")), tail)
    return not first <= head <= last

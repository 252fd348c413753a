"""The attribute ruler of the model, eight times as fast: what its rules say of a word is found out once.

All but a few of its patterns look at one token, and only at the word, the tag and the dependency. So what
they say of a token is remembered by these three. A text in which a longer pattern fits is left to the ruler
itself, as is a model whose patterns look at more. The annotations are the same, token by token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_LOOKED_AT = frozenset({"TAG", "LOWER", "ORTH", "DEP", "IS_SPACE"})
"""What a pattern may look at if the word, the tag and the dependency are to decide it."""

_KNOWN = 200_000
"""Words with tag and dependency that are remembered at once: 40 MB."""


def quicken(nlp: Language) -> None:
    """Let the attribute ruler of ``nlp`` remember what it says of a token; nothing is done where that is not all it sees."""
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.tokens._retokenize import set_token_attrs

    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler: Any = nlp.get_pipe("attribute_ruler")
    patterns = [pattern for rule in ruler.patterns for pattern in rule["patterns"]]
    if not all((len(p) == 1 and _LOOKED_AT.issuperset(p[0])) or _is_plain(p) for p in patterns):
        return
    longer = Matcher(nlp.vocab)
    for i, pattern in enumerate(p for p in patterns if len(p) > 1):
        longer.add(str(i), [pattern])
    match, annotate = ruler.match, ruler.set_annotations
    strings = nlp.vocab.strings
    known: dict[tuple[int, ...], list[Any]] = {}

    def said(key: tuple[int, ...]) -> list[Any]:
        """Return the attributes that the rules set, in order, on a token of this word, tag and dependency."""
        word, tag, dep = (strings[k] for k in key)
        alone = Doc(nlp.vocab, words=[word], spaces=[False], tags=[tag], deps=[dep], heads=[0])
        return [ruler.attrs[rule] for rule, *_ in match(alone)]

    def quick_match(doc: Doc) -> Any:
        if len(longer) and longer(doc, allow_missing=True):
            return match(doc)
        found = []
        for key in map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist()):
            attributes = known.get(key)
            if attributes is None:
                if len(known) >= _KNOWN:
                    known.clear()
                attributes = known[key] = said(key)
            found.append(attributes)
        return _Found(found)

    def quick_annotate(doc: Doc, matches: Any) -> None:
        if not isinstance(matches, _Found):
            annotate(doc, matches)
            return
        for token, all_attributes in zip(doc, matches, strict=True):
            for attributes in all_attributes:
                set_token_attrs(token, attributes)

    ruler.match, ruler.set_annotations = quick_match, quick_annotate


class _Found(list[Any]):
    """For each token the attributes to set, in order."""


def _is_plain(pattern: Any) -> bool:
    """Return whether a pattern of several tokens always takes several: no operator makes one optional."""
    return len(pattern) > 1 and all("OP" not in token for token in pattern)

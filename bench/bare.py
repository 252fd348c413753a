"""The bare parse that costs are compared with: spaCy's own pipeline as it is loaded, in batches, on one thread."""

from __future__ import annotations

import time
import warnings
from collections.abc import Sequence
from typing import Any


def pipeline() -> Any:
    """Return spaCy's pipeline of the model that kg uses."""
    import spacy

    from kg.text.parse import find_model

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a model made for another spaCy
        return spacy.load(find_model(), exclude=["senter"])


def seconds(texts: Sequence[str]) -> float:
    """Return the CPU seconds of parsing the texts, without loading."""
    nlp = pipeline()
    list(nlp.pipe(texts[:20]))
    begun = time.process_time()
    for _ in nlp.pipe(texts, batch_size=64):
        pass
    return time.process_time() - begun

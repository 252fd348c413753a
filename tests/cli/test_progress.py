"""The line that says how far a build is."""

from __future__ import annotations

from kg.cli.work import line
from kg.engine.desk import Counts


def test_the_line_tells_documents_rate_and_time_left() -> None:
    counts = Counts(documents=60, from_cache=10, read=40, share=0.5)
    assert line(counts, 10.0) == "50 documents, 5.0 a second, 14 s left"


def test_the_time_left_is_told_in_fitting_units() -> None:
    assert line(Counts(documents=10, read=10, share=0.01), 10.0).endswith(", 16 min left")
    assert line(Counts(documents=10, read=10, share=0.0001), 10.0).endswith(", 27.8 h left")


def test_nothing_is_foretold_before_anything_is_known() -> None:
    assert line(Counts(), 0.0) == "0 documents"
    assert line(Counts(documents=3, read=2), 1.0) == "2 documents, 2.0 a second"

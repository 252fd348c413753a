"""Every row of the plug-in tables loads; an unknown name says what there is."""

from __future__ import annotations

import pytest

from kg import plugins
from kg.errors import KgError

ROWS = [(point, name) for point, table in plugins.BUILT_IN.items() for name in table]


@pytest.mark.parametrize(("point", "name"), ROWS)
def test_a_built_in_plug_in_loads(point: str, name: str) -> None:
    assert callable(plugins.load(point, name))


@pytest.mark.parametrize("point", sorted(plugins.BUILT_IN))
def test_an_unknown_plug_in_is_an_error_that_names_what_there_is(point: str) -> None:
    with pytest.raises(KgError, match=r"no-such-thing.*KG601"):
        plugins.load(point, "no-such-thing")


@pytest.mark.parametrize("point", sorted(plugins.BUILT_IN))
def test_the_names_of_a_plug_point_are_sorted(point: str) -> None:
    assert list(plugins.names(point)) == sorted(plugins.names(point))

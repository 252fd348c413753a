"""The small graph of tests/small_graph.py as fixtures."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))  # under importlib mode the root is not on the path

from tests.small_graph import graph, ontology, sources  # noqa: F401

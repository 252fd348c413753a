"""What tests of reading share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.text.sources import Put


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Return a function that writes a file."""

    def write(name: str, data: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode("utf8") if isinstance(data, str) else data)
        return path

    return write

"""What the tests of playback share: an empty store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from musicdb.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "music.db")
    yield opened
    opened.close()

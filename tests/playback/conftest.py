"""What the tests of playback share: an empty store, and Randy with chances and a clock that can be foreseen."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicdb.playback.randy import Randy
from musicdb.store.store import Store
from tests.playback.choosing import Clock


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "music.db")
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def randy(store: Store, clock: Clock) -> Randy:
    return Randy(store, random.Random(7), clock)

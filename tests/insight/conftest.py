"""What the tests of the analysis share."""

from pathlib import Path

import pytest

from musicdb.media.ffmpeg import find_ffmpeg


@pytest.fixture(scope="session")
def ffmpeg() -> Path:
    return find_ffmpeg()

"""What tests of all rooms share: sounds made on the spot, the corpus of real music where it is, and a house."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

import tests.threads  # noqa: F401 -- before NumPy
from musicdb.config.schema import Config, Directories
from tests.household import House
from tests.sounds import CORPUS, make_song

MakeSong = Callable[..., Path]
OpenHouse = Callable[[Config], House]


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The directory of real music."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real music is not here")
    return CORPUS


@pytest.fixture
def song(tmp_path: Path) -> MakeSong:
    """Makes a song of a second: `song("01 One.mp3", title="One")`."""

    def make(name: str = "01 One.mp3", **tags: str) -> Path:
        return make_song(tmp_path / "sounds" / name, **tags)

    return make


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A configuration with all directories in a temporary place."""
    return Config(directories=Directories(music=tmp_path / "music", data=tmp_path / "data"))


@pytest.fixture
def open_house() -> Iterator[OpenHouse]:
    """Opens services, as often as a test likes. All of them are closed at the end."""
    with ExitStack() as opened:
        yield lambda config: opened.enter_context(House(config))


@pytest.fixture
def house(config: Config, open_house: OpenHouse) -> House:
    """The opened services, with everything that is told on the bus."""
    return open_house(config)

"""A daemon with an album, and an app that is connected to it."""

from collections.abc import Iterator

import pytest
from PIL import Image

from tests.phones.apps import App, make_noise
from tests.running import Daemon
from tests.sounds import make_song

ALBUM = "Artist/2004 - Album"
LENGTH = 60
"""How long the song is that is long, in seconds."""


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """Two songs, of which one is long, and a video with a picture. Two songs may be made smaller at once."""
    directory = tmp_path_factory.mktemp("phones")
    music, data = directory / "music", directory / "data"
    make_noise(music / ALBUM / "01 Long.flac", LENGTH)
    make_song(music / ALBUM / "02 Short.mp3", seconds=3)
    (music / ALBUM / "02 Short.lrc").write_text("[00:00.50]One line\n[00:01.50]Another line\n")
    Image.new("RGB", (600, 600), "#3060c0").save(music / ALBUM / "cover.png")
    data.mkdir()
    (data / "musicdb.ini").write_text("[analysis]\nautomatic = no\n[phones]\ntranscodes = 2\n")
    with Daemon(music, data) as running:
        with running.client() as client:
            client.request("InitiateMusicImport", contenttype="album", contentpath=ALBUM)
            client.until(lambda packet: (packet["arguments"] or {}).get("state") == "importcomplete")
        yield running


@pytest.fixture(scope="module")
def app(daemon: Daemon) -> App:
    """An app."""
    return App(daemon)

"""All clients hear when the song queue changes."""

import pytest_twisted

from musicdb.model.events import SongChanged, SongQueueChanged
from tests.net.conftest import Net


@pytest_twisted.ensureDeferred
async def test_news_about_the_song_queue(net: Net) -> None:
    sockets = [await net.member(), await net.member()]
    for event, name in ((SongQueueChanged(), "onSongQueueChanged"), (SongChanged(), "onSongChanged")):
        net.publish(event)
        for socket in sockets:
            assert await socket.next() == {
                "method": "notification",
                "fncname": "MusicDB:SongQueue",
                "fncsig": name,
                "arguments": None,
                "pass": None,
            }

"""Playlists and videos: what all clients are told, to the letter."""

from typing import Any

import pytest
import pytest_twisted

from musicdb.ids import ArtistId, PlaylistId, SongId, TrackId, VideoId
from musicdb.model.annotations import AnnotationsChanged
from musicdb.model.events import (
    PlaylistChanged,
    VideoChanged,
    VideoQueueChanged,
    VideoStreamChanged,
    VideoStreamNext,
)
from musicdb.model.records import Video
from musicdb.model.videoqueue import VideoEntry
from tests.net.conftest import Net

STATUS = VideoStreamChanged(isstreaming=True, isplaying=False, currententry="12")
TOLD = {"isstreaming": True, "isplaying": False, "currententry": "12"}
NOTED = {"trackid": "t", "songids": [1]}
VIDEO = Video(
    *(VideoId(7), None, None, ArtistId(1), "Name", "A/2001 - Name.mp4", 0, 9, "CD", 2001, 7, "h264", 4, 3),
    *("", "default.jpg", "", 0, 0, 0, 0, 0, "", 0, 0, "#101010", "#F0F0F0", "#909090", 0, 9),
)


@pytest.mark.parametrize(
    ("event", "name", "signature", "arguments"),
    [
        (PlaylistChanged(PlaylistId(3)), "MusicDB:Playlists", "onPlaylistChanged", {"playlistid": 3}),
        (VideoQueueChanged(), "MusicDB:VideoQueue", "onVideoQueueChanged", None),
        (VideoChanged(), "MusicDB:VideoQueue", "onVideoChanged", None),
        (STATUS, "MusicDB:VideoStream", "onStatusChanged", TOLD),
        (AnnotationsChanged(TrackId("t"), [SongId(1)]), "MusicDB:Annotations", "onAnnotationsChanged", NOTED),
    ],
)
@pytest_twisted.ensureDeferred
async def test_news(net: Net, event: object, name: str, signature: str, arguments: Any) -> None:
    socket = await net.member()
    net.publish(event)
    packet = await socket.next()
    assert (packet["method"], packet["fncname"], packet["fncsig"]) == ("notification", name, signature)
    assert (packet["arguments"], packet["pass"]) == (arguments, None)


@pytest_twisted.ensureDeferred
async def test_the_next_video(net: Net) -> None:
    socket = await net.member()
    net.publish(VideoStreamNext(VIDEO, VideoEntry("12", VideoId(7), israndom=False), STATUS))
    packet = await socket.next()
    assert (packet["fncname"], packet["fncsig"]) == ("MusicDB:VideoStream", "onStreamNextVideo")
    arguments = packet["arguments"]
    assert arguments["queue"] == {"entryid": "12", "videoid": 7, "israndom": False}
    assert (arguments["video"]["path"], arguments["streamstate"]) == ("A/2001 - Name.mp4", TOLD)

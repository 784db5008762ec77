"""Endpoints about videos, and the ones for what this server does not have: their lists are empty, which is no error."""

from typing import Final

import msgspec

from musicdb.errors import NotFoundError
from musicdb.net.subsonic import shaping
from musicdb.net.subsonic.declare import Call, Group
from musicdb.net.subsonic.ids import video_of
from musicdb.net.subsonic.records import Child

watching: Final = Group("watching")


class Videos(msgspec.Struct, frozen=True):
    """Videos."""

    video: list[Child]


class VideoInfo(msgspec.Struct, frozen=True):
    """What else there is about a video."""

    id: str
    captions: list[str] = []
    audioTrack: list[str] = []
    conversion: list[str] = []


class Podcasts(msgspec.Struct, frozen=True):
    """No podcasts."""

    channel: list[str] = []


class Episodes(msgspec.Struct, frozen=True):
    """No podcasts."""

    episode: list[str] = []


class Shares(msgspec.Struct, frozen=True):
    """Nothing is shared."""

    share: list[str] = []


@watching.endpoint("getVideos", answer="videos")
def get_videos(call: Call) -> Videos:
    """All videos, by artist and release."""
    store = call.services.store
    store.foldednames.complete()
    with store.read():
        return Videos([shaping.video_child(one) for one in store.shelves.some_videos(store.shelves.videos())])


@watching.endpoint("getVideoInfo", answer="videoInfo")
def get_video_info(call: Call, *, id: str) -> VideoInfo:
    """What else there is about a video: nothing so far."""
    if call.services.store.videos.get(video_of(id)).disabled:
        raise NotFoundError("There is no such video.")
    return VideoInfo(id)


@watching.endpoint("getPodcasts", answer="podcasts")
def get_podcasts(_call: Call) -> Podcasts:
    """There are none."""
    return Podcasts()


@watching.endpoint("getNewestPodcasts", answer="newestPodcasts")
def get_newest_podcasts(_call: Call) -> Episodes:
    """There are none."""
    return Episodes()


@watching.endpoint("getShares", answer="shares")
def get_shares(_call: Call) -> Shares:
    """There are none."""
    return Shares()

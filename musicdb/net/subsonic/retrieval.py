"""Endpoints that answer with bytes: songs, as they are or made smaller, and videos. None of them counts as a play."""

from typing import Final
from urllib.parse import quote

import msgspec

from musicdb.errors import BusyError
from musicdb.ids import SongId, VideoId
from musicdb.net.exchange import Answer, problem
from musicdb.net.subsonic.declare import Delivery, Group
from musicdb.net.subsonic.ids import Kind, split
from musicdb.net.subsonic.values import KiloBits, Seconds
from musicdb.playback.transcoding import Source, Transcode, Wish, decide

retrieval: Final = Group("retrieval")

_KEPT: Final = "private, no-cache"
_RETRY: Final = "5"


class _Found(msgspec.Struct, frozen=True):
    """A file of the collection, and what is made of it; None: it is sent as it is."""

    source: Source
    transcode: Transcode | None = None


@retrieval.raw("stream")
async def stream(
    delivery: Delivery,
    *,
    id: str,
    maxBitRate: KiloBits = 0,
    format: str = "",
    timeOffset: Seconds = 0.0,
    estimateContentLength: bool = False,
) -> Answer | None:
    """A song within `maxBitRate` kbit/s, made anew if it must be, from `timeOffset` seconds on; or a video as it is."""
    wish = Wish(format, maxBitRate, timeOffset)
    found = await _find(delivery, id, wish if delivery.transcodes.are_allowed else Wish("raw"))
    transcode = found.transcode
    if transcode is None:
        return await _send_file(delivery, found, {})
    headers = {
        **delivery.headers,
        "Content-Type": transcode.target.contenttype,
        "Cache-Control": "no-store",
        "Accept-Ranges": "none",
        "X-Content-Duration": f"{max(0.0, found.source.playtime - transcode.start):.1f}",
    }
    try:
        await delivery.transcodes.send(
            delivery.exchange, transcode, headers, transcode.size if estimateContentLength else None
        )
    except BusyError as error:
        answer = problem(error, Retry_After=_RETRY)
        return msgspec.structs.replace(answer, headers={**answer.headers, **delivery.headers})
    return None


@retrieval.raw("download")
async def download(delivery: Delivery, *, id: str) -> Answer | None:
    """The file of a song or video as it is."""
    found = await _find(delivery, id, Wish("raw"))
    name = quote(found.source.path.name)
    return await _send_file(delivery, found, {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})


@retrieval.raw("hls")
async def hls(delivery: Delivery, *, id: str) -> Answer | None:
    """The file of a video as it is, with ranges: there are no segments."""
    return await _send_file(delivery, await _find(delivery, id, Wish("raw")), {})


async def _find(delivery: Delivery, key: str, wish: Wish) -> _Found:
    found: _Found = await delivery.in_thread(lambda: _found(delivery, key, wish))
    return found


def _found(delivery: Delivery, key: str, wish: Wish) -> _Found:
    services = delivery.call.services
    kind, number = split(key)
    if kind is Kind.VIDEO:
        video = services.store.videos.get(VideoId(number))
        return _Found(Source(services.music.existing(video.path), 0, video.playtime))
    song = services.store.songs.get(SongId(number if kind is Kind.SONG else 0))
    source = Source(services.music.existing(song.path), song.bitrate // 1000, song.playtime)
    return _Found(source, decide(source, wish))


async def _send_file(delivery: Delivery, found: _Found, more: dict[str, str]) -> Answer | None:
    path = found.source.path
    headers = {**delivery.headers, **more}
    return await delivery.files.send(delivery.exchange, lambda: path, _KEPT, headers)

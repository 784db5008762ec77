"""Functions about what a person says about songs, albums and videos: likes, flags, lyrics, colors, what is hidden."""

from typing import Annotated

from msgspec import Meta

from musicdb.api.albums import albums
from musicdb.api.declare import Subject
from musicdb.api.songs import get_song, songs
from musicdb.api.videos import get_video, videos
from musicdb.errors import BadArgumentError
from musicdb.ids import AlbumId, SongId, VideoId
from musicdb.library.lyrics import keep_lyrics
from musicdb.model.events import CachesChanged
from musicdb.model.media import ColorName
from musicdb.model.statistics import Modifier, Statistic
from musicdb.services import Services

Color = Annotated[str, Meta(pattern=r"^#[0-9A-Fa-f]{6}$")]
UnixSeconds = Annotated[int, Meta(ge=0)]
LyricsState = Annotated[int, Meta(ge=0, le=4)]

statistics = Subject("statistics", "What a person says about songs, albums and videos.", songs, albums, videos)

_COUNTERS = frozenset({Statistic.LIKES, Statistic.DISLIKES})


@statistics.function("UpdateSongStatistic", announces=get_song)
def update_song_statistic(
    services: Services, *, songid: SongId, statistic: Statistic, modifier: Modifier | UnixSeconds
) -> None:
    """Changes what is known about a song.

    `likes` and `dislikes`: inc, dec (not below 0), reset. `favorite`: love, hate, none. `disable`, `liverecording`,
    `badaudio`: yes, no. `lastplayed`: unix seconds.
    """
    if statistic is Statistic.LYRICSVIDEO:
        raise BadArgumentError("Only a video can be a lyrics video.")
    if statistic in _COUNTERS and (step := _step(modifier)):
        services.store.statistics.add_to_song(songid, statistic, step)
    else:
        services.store.statistics.set_of_song(songid, statistic, _value(statistic, modifier))


@statistics.function("UpdateVideoStatistic", announces=get_video)
def update_video_statistic(
    services: Services, *, videoid: VideoId, statistic: Statistic, modifier: Modifier | UnixSeconds
) -> None:
    """Changes what is known about a video; as for songs, and besides `lyricsvideo`: yes, no."""
    if statistic in _COUNTERS and (step := _step(modifier)):
        services.store.statistics.add_to_video(videoid, statistic, step)
    else:
        services.store.statistics.set_of_video(videoid, statistic, _value(statistic, modifier))


@statistics.function("SetSongLyrics", announces=get_song)
def set_song_lyrics(services: Services, *, songid: SongId, lyrics: str, lyricsstate: LyricsState) -> None:
    """Keeps the lyrics of a song. State: 0 none yet, 1 from the file, 2 from the net, 3 reviewed, 4 instrumental.

    Lines may have times, as in LRC files. Times that are known stay as long as the text stays.
    """
    keep_lyrics(services.store, songid, lyrics, lyricsstate)


@statistics.function("HideAlbum")
def hide_album(services: Services, *, albumid: AlbumId, hide: bool) -> None:
    """Hides an album from lists and from Randy, or shows it again."""
    with services.store.write():
        services.store.albums.get(albumid)
        services.store.albums.set_hidden(albumid, hidden=hide)
    services.bus.publish(CachesChanged())


@statistics.function("SetAlbumOrigin")
def set_album_origin(services: Services, *, albumid: AlbumId, origin: str) -> None:
    """Tells where an album comes from: for example CD, iTunes or bandcamp."""
    if not origin.strip():
        raise BadArgumentError("The origin must not be empty.")
    with services.store.write():
        services.store.albums.get(albumid)
        services.store.albums.set_origin(albumid, origin.strip())


@statistics.function("SetAlbumImportTime")
def set_album_import_time(services: Services, *, albumid: AlbumId, importtime: UnixSeconds) -> None:
    """Tells when an album came into the collection, in unix seconds."""
    with services.store.write():
        services.store.albums.get(albumid)
        services.store.albums.set_added(albumid, importtime)


@statistics.function("SetAlbumColor")
def set_album_color(services: Services, *, albumid: AlbumId, colorname: ColorName, color: Color) -> bool:
    """Gives an album one of its colors: the background, the text, or what stands out."""
    with services.store.write():
        services.store.albums.get(albumid)
        services.store.albums.set_color(albumid, colorname, color)
    services.bus.publish(CachesChanged())
    return True


@statistics.function("SetVideoColor")
def set_video_color(services: Services, *, videoid: VideoId, colorname: ColorName, color: Color) -> bool:
    """Gives a video one of its colors: the background, the text, or what stands out."""
    with services.store.write():
        services.store.videos.get(videoid)
        services.store.videos.set_color(videoid, colorname, color)
    return True


@statistics.function("SetVideoTimeFrame")
def set_video_time_frame(
    services: Services, *, videoid: VideoId, begin: float | None = None, end: float | None = None
) -> bool:
    """Plays only a part of a video, in seconds. Without a begin it starts at 0, without an end it plays to its end."""
    with services.store.write():
        video = services.store.videos.get(videoid)
        first, last = int(begin or 0), video.playtime if end is None else int(end)
        if not 0 <= first <= last <= video.playtime:
            raise BadArgumentError(f"A part of this video begins before it ends, within 0 to {video.playtime} s.")
        services.store.videos.set_time_frame(videoid, first, last)
    return True


def _step(modifier: Modifier | int) -> int:
    return modifier.meaning if isinstance(modifier, Modifier) else 0


def _value(statistic: Statistic, modifier: Modifier | int) -> int:
    """The value a statistic gets, or BadArgumentError."""
    if isinstance(modifier, Modifier) is (statistic is Statistic.LASTPLAYED):
        kind = "unix seconds" if statistic is Statistic.LASTPLAYED else "a word such as inc, love or yes"
        raise BadArgumentError(f"{statistic} needs {kind}, not {modifier!r}.")
    if not isinstance(modifier, Modifier):
        return modifier
    if modifier.meaning < 0 and statistic is not Statistic.FAVORITE:
        raise BadArgumentError(f"{statistic} cannot be {modifier}; it is yes or no.")
    return modifier.meaning

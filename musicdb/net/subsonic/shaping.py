"""Makes what apps see out of what the catalogue knows."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final

import msgspec
from msgspec import UNSET

from musicdb.ids import AlbumId, SongId
from musicdb.model.findings import FoundVideo
from musicdb.model.listings import ListedAlbum, ListedArtist, ListedSong
from musicdb.model.phones import Mark
from musicdb.net.mediatypes import media_headers
from musicdb.net.subsonic import records
from musicdb.net.subsonic.ids import Kind, key_of, picture_of
from musicdb.net.subsonic.records import (
    AlbumFolder,
    ArtistRef,
    Child,
    DiscTitle,
    ItemDate,
    ItemGenre,
    Moment,
    RecordLabel,
    ReplayGain,
)
from musicdb.playback.loudness import FALLBACK, Loudness, heard, loudness, preferred
from musicdb.store.store import Store

_LOVED: Final = 1
_LATEST: Final = 253_402_300_799


@lru_cache(maxsize=1000)
def moment(seconds: int) -> str:
    """A point in time, given in unix seconds. What a broken clock has left behind is brought into four-digit years."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LATEST), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def children(store: Store, songids: Sequence[SongId]) -> list[Child]:
    """Songs in the order of their ids; disabled ones and those of hidden albums are left out."""
    listed = store.listed.songs(songids)
    return [child_of(one) for one in listed if not (one.song.disabled or one.album.hidden)]


def albums(store: Store, albumids: Sequence[AlbumId]) -> list[records.Album]:
    """Albums in the order of their ids; hidden ones are left out."""
    return [album_record(one) for one in store.listed.albums(albumids) if not one.album.hidden]


def child_of(listed: ListedSong) -> Child:
    """A song."""
    song, album, artist = listed.song, listed.album, listed.artist
    child = Child(
        id=key_of(Kind.SONG, song.id),
        parent=key_of(Kind.ALBUM, album.id),
        title=song.name,
        album=album.name,
        artist=artist.name,
        track=song.number or UNSET,
        year=album.release or UNSET,
        coverArt=picture_of(Kind.ALBUM, album.id, album.artworkpath),
        size=listed.filesize or UNSET,
        contentType=content_type(song.path),
        suffix=_suffix(song.path),
        duration=song.playtime,
        bitRate=song.bitrate // 1000,
        path=song.path,
        playCount=listed.plays,
        discNumber=song.cd or UNSET,
        created=moment(album.added or listed.mtime),
        starred=_since(listed.mark, song.lastplayed or album.added, loved=song.favorite == _LOVED),
        userRating=listed.mark.rating or UNSET,
        played=moment(listed.lastplayed) if listed.lastplayed else UNSET,
        albumId=key_of(Kind.ALBUM, album.id),
        artistId=key_of(Kind.ARTIST, artist.id),
        type="music",
        mediaType="song",
    )
    return _described(child, listed)


def _described(child: Child, listed: ListedSong) -> Child:
    """A song with what its tags and the analysis tell about it."""
    tags, artist = listed.metadata, listed.artist
    artists = [ArtistRef(key_of(Kind.ARTIST, artist.id), artist.name)]
    return msgspec.structs.replace(
        child,
        bpm=_tempo(listed),
        comment=_first(listed, "comment"),
        sortName=_first(listed, "titlesort"),
        musicBrainzId=_first(listed, "musicbrainz_trackid"),
        isrc=list(tags.get("isrc", ())),
        genre=listed.genres[0] if listed.genres else UNSET,
        genres=[ItemGenre(name) for name in listed.genres],
        artists=artists,
        displayArtist=artist.name,
        albumArtists=artists,
        displayAlbumArtist=artist.name,
        displayComposer=", ".join(tags.get("composer", ())),
        moods=list(listed.moods or tags.get("mood", ())),
        channelCount=listed.channels or UNSET,
        samplingRate=listed.samplerate or UNSET,
        replayGain=_gain(listed),
    )


def album_folder(listed: ListedAlbum) -> AlbumFolder:
    """An album as a folder, called as its directory is."""
    album = listed.album
    return AlbumFolder(
        id=key_of(Kind.ALBUM, album.id),
        parent=key_of(Kind.ARTIST, album.artistid),
        isDir=True,
        title=PurePosixPath(album.path).name,
        album=album.name,
        name=album.name,
        songCount=listed.songs,
        artist=listed.artist.name,
        year=album.release or UNSET,
        genre=listed.genres[0] if listed.genres else UNSET,
        coverArt=picture_of(Kind.ALBUM, album.id, album.artworkpath),
        duration=listed.playtime,
        path=album.path,
        playCount=listed.plays,
        created=moment(album.added),
        played=moment(listed.lastplayed) if listed.lastplayed else UNSET,
        starred=_since(listed.mark),
        userRating=listed.mark.rating or UNSET,
        albumId=key_of(Kind.ALBUM, album.id),
        artistId=key_of(Kind.ARTIST, album.artistid),
        mediaType="album",
        genres=[ItemGenre(name) for name in listed.genres],
        displayArtist=listed.artist.name,
    )


def video_child(found: FoundVideo) -> Child:
    """A video."""
    video, artist = found.video, found.artist
    return Child(
        id=key_of(Kind.VIDEO, video.id),
        parent=key_of(Kind.ARTIST, artist.id),
        title=video.name,
        artist=artist.name,
        year=video.release or UNSET,
        coverArt=picture_of(Kind.VIDEO, video.id, video.thumbnailfile.rpartition("/")[2]),
        contentType=content_type(video.path),
        suffix=_suffix(video.path),
        duration=video.playtime,
        path=video.path,
        isVideo=True,
        created=moment(video.added),
        starred=moment(video.lastplayed or video.added) if video.favorite == _LOVED else UNSET,
        played=moment(video.lastplayed) if video.lastplayed else UNSET,
        artistId=key_of(Kind.ARTIST, artist.id),
        type="video",
        mediaType="video",
        originalWidth=video.xresolution or UNSET,
        originalHeight=video.yresolution or UNSET,
        artists=[ArtistRef(key_of(Kind.ARTIST, artist.id), artist.name)],
        displayArtist=artist.name,
    )


def album_record(listed: ListedAlbum, songs: Sequence[Child] | None = None) -> records.Album:
    """An album, with all its songs on demand."""
    album, artist, more = listed.album, listed.artist, listed.metadata
    discs = range(1, album.numofcds + 1) if album.numofcds > 1 else ()
    return records.Album(
        id=key_of(Kind.ALBUM, album.id),
        name=album.name,
        artist=artist.name,
        artistId=key_of(Kind.ARTIST, artist.id),
        coverArt=picture_of(Kind.ALBUM, album.id, album.artworkpath),
        songCount=listed.songs,
        duration=listed.playtime,
        playCount=listed.plays,
        created=moment(album.added),
        played=moment(listed.lastplayed) if listed.lastplayed else UNSET,
        starred=_since(listed.mark),
        userRating=listed.mark.rating or UNSET,
        year=album.release or UNSET,
        genre=listed.genres[0] if listed.genres else UNSET,
        genres=[ItemGenre(name) for name in listed.genres],
        recordLabels=[RecordLabel(more["label"])] if "label" in more else [],
        musicBrainzId=more.get("musicbrainz_albumid", ""),
        artists=[ArtistRef(key_of(Kind.ARTIST, artist.id), artist.name)],
        displayArtist=artist.name,
        releaseTypes=[more["releasetype"]] if "releasetype" in more else [],
        moods=list(listed.moods),
        sortName=more.get("albumsort", ""),
        releaseDate=ItemDate(album.release),
        originalReleaseDate=ItemDate(album.release),
        discTitles=[DiscTitle(disc, "") for disc in discs],
        song=UNSET if songs is None else list(songs),
    )


def artist_record(listed: ListedArtist, albums_: Sequence[records.Album] | None = None) -> records.Artist:
    """An artist, with all albums on demand."""
    artist = listed.artist
    return records.Artist(
        id=key_of(Kind.ARTIST, artist.id),
        name=artist.name,
        coverArt=key_of(Kind.ARTIST, artist.id),
        albumCount=listed.albums,
        starred=_since(listed.mark),
        userRating=listed.mark.rating or UNSET,
        album=UNSET if albums_ is None else list(albums_),
    )


def content_type(path: str) -> str:
    """The media type of a file."""
    return _type_of(_suffix(path))


@lru_cache(maxsize=100)
def _type_of(suffix: str) -> str:
    return media_headers(f"_.{suffix}")["Content-Type"]


def _since(mark: Mark, other: int = 0, *, loved: bool = True) -> Moment:
    """Since when something is starred. What is loved elsewhere has another time."""
    return moment(mark.starred or other) if loved and (mark.starred or other) else UNSET


def _suffix(path: str) -> str:
    # Of 500 songs, making paths of their names was a tenth of the time.
    return path.rpartition("/")[2].rpartition(".")[2].lower()


def _first(listed: ListedSong, name: str) -> str:
    return next(iter(listed.metadata.get(name, ())), "")


def _tempo(listed: ListedSong) -> int:
    """What the tags say, else what was heard; 0 when nobody knows."""
    said = _first(listed, "bpm").replace(",", ".")
    try:
        return round(float(said)) if said else round(listed.values.bpm or 0)
    except (ValueError, OverflowError):
        return round(listed.values.bpm or 0)


def _gain(listed: ListedSong) -> ReplayGain:
    of_album = Loudness(albumgain=listed.albumgain, albumpeak=listed.albumpeak)
    measured = preferred(preferred(loudness(listed.metadata), heard(listed.values)), of_album)
    unknown = measured.trackgain is None and measured.albumgain is None
    return ReplayGain(
        _rounded(measured.trackgain, 2),
        _rounded(measured.albumgain, 2),
        _rounded(measured.trackpeak, 6),
        _rounded(measured.albumpeak, 6),
        FALLBACK if unknown else None,
    )


def _rounded(number: float | None, digits: int) -> float | None:
    return None if number is None else round(number, digits)

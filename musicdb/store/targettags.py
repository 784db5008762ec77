"""Reads the tags that hang on songs, albums and videos: one query each, however many there are."""

import json
from collections.abc import Iterable

import msgspec

from musicdb.ids import AlbumId, SongId, VideoId
from musicdb.model.records import Tag, Tags, TargetTag
from musicdb.store.database import Database, Row

_OF_SONG = """
SELECT tags.tagid, name, class, parentid, icontype, icon, color, posx, posy, entryid, confidence, approval, songid
FROM songtags JOIN tags ON tags.tagid = songtags.tagid"""

_OF_ALBUM = """
SELECT tags.tagid, name, class, parentid, icontype, icon, color, posx, posy, entryid, confidence, approval, albumid
FROM albumtags JOIN tags ON tags.tagid = albumtags.tagid"""

_OF_VIDEO = """
SELECT tags.tagid, name, class, parentid, icontype, icon, color, posx, posy, entryid, confidence, approval, videoid
FROM videotags JOIN tags ON tags.tagid = videotags.tagid"""

_ORDER = " ORDER BY class, posx, name"


def of_song(database: Database, songid: SongId) -> Tags:
    """The tags of a song."""
    rows = database.rows(_OF_SONG + " WHERE songid = ?" + _ORDER, (songid,))
    return msgspec.structs.replace(by_class(map(_song_tag, rows)), songid=songid)


def of_songs(database: Database, albumid: AlbumId) -> dict[SongId, Tags]:
    """The tags of each song of an album."""
    songs = "SELECT songid FROM songs WHERE albumid = ?"
    found: dict[SongId, list[Tag]] = {SongId(songid): [] for (songid,) in database.rows(songs, (albumid,))}
    for row in database.rows(_OF_SONG + " WHERE songid IN (" + songs + ")" + _ORDER, (albumid,)):
        found[row[12]].append(_song_tag(row))
    return {songid: msgspec.structs.replace(by_class(tags), songid=songid) for songid, tags in found.items()}


def of_some_songs(database: Database, songids: Iterable[SongId]) -> dict[SongId, Tags]:
    """The tags of each of some songs."""
    found: dict[SongId, list[Tag]] = {songid: [] for songid in songids}
    wanted = " WHERE songid IN (SELECT value FROM json_each(?))"
    for row in database.rows(_OF_SONG + wanted + _ORDER, (json.dumps(list(found)),)):
        found[row[12]].append(_song_tag(row))
    return {songid: msgspec.structs.replace(by_class(tags), songid=songid) for songid, tags in found.items()}


def of_some_albums(database: Database, albumids: Iterable[AlbumId]) -> dict[AlbumId, Tags]:
    """The tags of each of some albums."""
    found: dict[AlbumId, list[Tag]] = {albumid: [] for albumid in albumids}
    wanted = " WHERE albumid IN (SELECT value FROM json_each(?))"
    for row in database.rows(_OF_ALBUM + wanted + _ORDER, (json.dumps(list(found)),)):
        found[row[12]].append(_album_tag(row))
    return {albumid: msgspec.structs.replace(by_class(tags), albumid=albumid) for albumid, tags in found.items()}


def of_album(database: Database, albumid: AlbumId) -> Tags:
    """The tags of an album."""
    rows = database.rows(_OF_ALBUM + " WHERE albumid = ?" + _ORDER, (albumid,))
    return msgspec.structs.replace(by_class(map(_album_tag, rows)), albumid=albumid)


def of_albums(database: Database) -> dict[AlbumId, Tags]:
    """The tags of every album."""
    with database.read():
        albums = database.rows("SELECT albumid FROM albums")
        rows = database.rows(_OF_ALBUM + _ORDER)
    found: dict[AlbumId, list[Tag]] = {AlbumId(albumid): [] for (albumid,) in albums}
    for row in rows:
        found[row[12]].append(_album_tag(row))
    return {albumid: msgspec.structs.replace(by_class(tags), albumid=albumid) for albumid, tags in found.items()}


def of_video(database: Database, videoid: VideoId) -> Tags:
    """The tags of a video."""
    rows = database.rows(_OF_VIDEO + " WHERE videoid = ?" + _ORDER, (videoid,))
    return msgspec.structs.replace(by_class(map(_video_tag, rows)), videoid=videoid)


def of_videos(database: Database) -> dict[VideoId, Tags]:
    """The tags of every video."""
    with database.read():
        videos = database.rows("SELECT videoid FROM videos")
        rows = database.rows(_OF_VIDEO + _ORDER)
    found: dict[VideoId, list[Tag]] = {VideoId(videoid): [] for (videoid,) in videos}
    for row in rows:
        found[row[12]].append(_video_tag(row))
    return {videoid: msgspec.structs.replace(by_class(tags), videoid=videoid) for videoid, tags in found.items()}


def by_class(tags: Iterable[Tag]) -> Tags:
    """Sorts tags into genres, subgenres and moods, in the order they come in."""
    classes: tuple[list[Tag], list[Tag], list[Tag]] = ([], [], [])
    for tag in tags:
        classes[tag.class_ - 1].append(tag)
    genres, subgenres, moods = classes
    return Tags(genres=tuple(genres), subgenres=tuple(subgenres), moods=tuple(moods))


def _song_tag(row: Row) -> TargetTag:
    return TargetTag(*row[:9], entryid=row[9], confidence=row[10], approval=row[11], songid=row[12], tagid=row[0])


def _album_tag(row: Row) -> TargetTag:
    return TargetTag(*row[:9], entryid=row[9], confidence=row[10], approval=row[11], albumid=row[12], tagid=row[0])


def _video_tag(row: Row) -> TargetTag:
    return TargetTag(*row[:9], entryid=row[9], confidence=row[10], approval=row[11], videoid=row[12], tagid=row[0])

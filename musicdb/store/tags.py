"""The table of tags, and the tags of songs, albums and videos."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap

from musicdb.ids import AlbumId, SongId, TagId, VideoId
from musicdb.model.records import Tag
from musicdb.model.records import Tags as TagsRecord
from musicdb.model.views import TagStatistics
from musicdb.store import targettags
from musicdb.store.database import Database
from musicdb.store.folding import folded

_SELECT = "SELECT tagid, name, class, parentid, icontype, icon, color, posx, posy FROM tags"

_STATISTICS = """
SELECT tagid, name, class, parentid, icontype, icon, color, posx, posy,
    (SELECT count(*) FROM songtags WHERE songtags.tagid = tags.tagid),
    (SELECT count(*) FROM albumtags WHERE albumtags.tagid = tags.tagid),
    (SELECT count(*) FROM videotags WHERE videotags.tagid = tags.tagid),
    (SELECT count(*) FROM tags AS children WHERE children.parentid = tags.tagid)
FROM tags ORDER BY tagid
"""

_ADD_GENRE = """
INSERT INTO tags (name, class, posx) SELECT ?, 1, ifnull(max(posx), -1) + 1 FROM tags WHERE class = 1 RETURNING tagid
"""

# What songs say about their album: the mean confidence of a tag over all its songs, where a person's word counts fully.
_DERIVE_FOR_ALBUM = """
INSERT INTO albumtags (albumid, tagid, confidence, approval)
SELECT songs.albumid, songtags.tagid,
    sum(iif(songtags.approval = 0, songtags.confidence, 1.0))
        / (SELECT count(*) FROM songs AS siblings WHERE siblings.albumid = songs.albumid), 0
FROM songs
JOIN songtags ON songtags.songid = songs.songid
JOIN tags ON tags.tagid = songtags.tagid
WHERE songs.albumid = ? AND tags.class IN (1, 2)
GROUP BY songs.albumid, songtags.tagid
ON CONFLICT (albumid, tagid) DO UPDATE SET confidence = excluded.confidence WHERE approval = 0
"""

_FORGET_DERIVED = """
DELETE FROM albumtags WHERE albumid = ?1 AND approval = 0 AND tagid NOT IN (
    SELECT songtags.tagid FROM songs JOIN songtags ON songtags.songid = songs.songid WHERE songs.albumid = ?1
)
"""


class Tags:
    """Genres, subgenres and moods, and what they hang on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> TagsRecord:
        """All tags: genres in their order, subgenres by genre, moods by their place in the grid."""
        rows = self._database.rows(_SELECT + " ORDER BY class, ifnull(posy, 0), parentid, ifnull(posx, 0), name")
        return targettags.by_class(starmap(Tag, rows))

    def statistics(self) -> dict[TagId, TagStatistics]:
        """How often each tag is in use."""
        rows = self._database.rows(_STATISTICS)
        return {TagId(row[0]): TagStatistics(Tag(*row[:9]), *row[9:]) for row in rows}

    def of_song(self, songid: SongId) -> TagsRecord:
        """The tags of a song."""
        return targettags.of_song(self._database, songid)

    def of_songs(self, albumid: AlbumId) -> dict[SongId, TagsRecord]:
        """The tags of each song of an album, with one query for all."""
        return targettags.of_songs(self._database, albumid)

    def of_some_songs(self, songids: Iterable[SongId]) -> dict[SongId, TagsRecord]:
        """The tags of each of some songs, with one query for all."""
        return targettags.of_some_songs(self._database, songids)

    def of_album(self, albumid: AlbumId) -> TagsRecord:
        """The tags of an album."""
        return targettags.of_album(self._database, albumid)

    def of_some_albums(self, albumids: Iterable[AlbumId]) -> dict[AlbumId, TagsRecord]:
        """The tags of each of some albums, with one query for all."""
        return targettags.of_some_albums(self._database, albumids)

    def of_albums(self) -> dict[AlbumId, TagsRecord]:
        """The tags of every album, with one query for all."""
        return targettags.of_albums(self._database)

    def of_video(self, videoid: VideoId) -> TagsRecord:
        """The tags of a video."""
        return targettags.of_video(self._database, videoid)

    def of_videos(self) -> dict[VideoId, TagsRecord]:
        """The tags of every video, with one query for all."""
        return targettags.of_videos(self._database)

    def suggest_genres(self, genres: Mapping[SongId, Sequence[str]]) -> None:
        """Hangs genres that a machine found on songs; unknown names become genres. A person's word stays as it is."""
        with self._database.write():
            tagids = self._genre_ids(name for names in genres.values() for name in names)
            self._database.execute_many(
                "INSERT INTO songtags (songid, tagid, confidence, approval) VALUES (?, ?, 1.0, 0)"
                " ON CONFLICT (songid, tagid) DO NOTHING",
                ((songid, tagids[folded(name)]) for songid, names in genres.items() for name in names),
            )

    def withdraw_genres(self, genres: Mapping[SongId, Sequence[str]]) -> None:
        """Takes back suggestions that no longer hold. Tags a person has set or confirmed stay."""
        with self._database.write():
            known = self._known_genres()
            self._database.execute_many(
                "DELETE FROM songtags WHERE songid = ? AND tagid = ? AND approval = 0",
                (
                    (songid, known[folded(name)])
                    for songid, names in genres.items()
                    for name in names
                    if folded(name) in known
                ),
            )

    def derive_for_album(self, albumid: AlbumId) -> None:
        """Derives the genres and subgenres of an album from its songs. Tags a person has set stay as they are."""
        with self._database.write():
            self._database.execute(_FORGET_DERIVED, (albumid,))
            self._database.execute(_DERIVE_FOR_ALBUM, (albumid,))

    def _known_genres(self) -> dict[str, TagId]:
        rows = self._database.rows("SELECT name, tagid FROM tags WHERE class = 1 ORDER BY tagid DESC")
        return {folded(name): TagId(tagid) for name, tagid in rows}

    def _genre_ids(self, names: Iterable[str]) -> dict[str, TagId]:
        """The id for each folded name. Names that differ in case or accents only are the same genre."""
        known = self._known_genres()
        for name in names:
            if folded(name) not in known:
                known[folded(name)] = TagId(self._database.execute_for_id(_ADD_GENRE, (name,)))
        return known

"""Lists as apps page through them: ids in an order, a part at a time. Hidden albums and disabled songs are left out."""

import json
from collections.abc import Iterable, Sequence

from musicdb.ids import AlbumId, ArtistId, SongId
from musicdb.model.listings import AlbumListing, ListedArtist, ListedGenre, SongRange
from musicdb.model.phones import Mark
from musicdb.model.records import Artist
from musicdb.store.database import Database
from musicdb.store.marks import Marks

_HIDDEN = "SELECT albumid FROM albums WHERE hidden = 1"

# A rating of the album itself weighs more than all its songs.
_LIKED = """
SELECT albumid, sum(likes - dislikes + 3 * (favorite = 1)) + 1000 * ifnull(
    (SELECT rating FROM marks WHERE marks.albumid = songs.albumid), 0) AS rank
FROM songs GROUP BY 1
"""
_HEARD = "SELECT albumid, count(*) AS rank FROM songs JOIN playedsongs USING (songid) GROUP BY 1"
_HEARD_LAST = "SELECT albumid, max(lastplayed) AS rank FROM songs GROUP BY 1"
_BY_ARTIST = "artist.folded, release, album.folded, albums.albumid"

# What is joined to the albums, and how they are sorted.
_RANKED = "JOIN ({}) AS ranked ON ranked.albumid = albums.albumid AND rank > 0"
_STARRED = "JOIN marks ON marks.albumid = albums.albumid AND marks.starred > 0"
_ALBUMS = {
    AlbumListing.RANDOM: ("", "random()"),
    AlbumListing.NEWEST: ("", "added DESC, albums.albumid DESC"),
    AlbumListing.HIGHEST: (_RANKED.format(_LIKED), "rank DESC, albums.albumid"),
    AlbumListing.FREQUENT: (_RANKED.format(_HEARD), "rank DESC, albums.albumid"),
    AlbumListing.RECENT: (_RANKED.format(_HEARD_LAST), "rank DESC, albums.albumid"),
    AlbumListing.NAME: ("", f"album.folded, {_BY_ARTIST}"),
    AlbumListing.ARTIST: ("", _BY_ARTIST),
    AlbumListing.STARRED: (_STARRED, "marks.starred DESC, albums.albumid"),
    AlbumListing.YEAR: ("", f"release, {_BY_ARTIST}"),
    AlbumListing.GENRE: ("", f"album.folded, {_BY_ARTIST}"),
}
_FOLDED = """
JOIN foldednames AS artist ON artist.class = 'artist' AND artist.id = artistid
JOIN foldednames AS album ON album.class = 'album' AND album.id = albums.albumid
"""
_OF_GENRE = "albums.albumid IN (SELECT albumid FROM albumtags JOIN tags USING (tagid) WHERE name = ? AND class < 3)"

# A song without genres has those of its album.
_SONGS_OF_GENRE = """songs.songid IN (
    SELECT songtags.songid FROM songtags JOIN tags USING (tagid) WHERE tags.name = ?1 AND tags.class < 3
    UNION ALL
    SELECT other.songid FROM albumtags JOIN tags USING (tagid) JOIN songs AS other USING (albumid)
    WHERE tags.name = ?1 AND tags.class < 3 AND NOT EXISTS (
        SELECT 1 FROM songtags AS own JOIN tags AS owned ON owned.tagid = own.tagid
        WHERE own.songid = other.songid AND owned.class = tags.class))"""

_GENRES = """
WITH shown (albumid, number) AS (
    SELECT albumid, count(songid) FROM albums LEFT JOIN songs USING (albumid)
    WHERE hidden = 0 AND ifnull(disabled, 0) = 0 GROUP BY albumid
), own (songid, albumid, tagid, class) AS (
    SELECT songid, albumid, tagid, class FROM songtags JOIN tags USING (tagid) JOIN songs USING (songid)
    WHERE class < 3 AND disabled = 0 AND albumid IN (SELECT albumid FROM shown)
), labelled (albumid, class, number) AS (
    SELECT albumid, class, count(DISTINCT songid) FROM own GROUP BY albumid, class
), counted (tagid, songs, albums) AS (
    SELECT tagid, count(*), 0 FROM own GROUP BY tagid
    UNION ALL
    SELECT tagid, total(shown.number - ifnull(labelled.number, 0)), count(*)
    FROM albumtags JOIN tags USING (tagid) JOIN shown USING (albumid)
    LEFT JOIN labelled ON labelled.albumid = shown.albumid AND labelled.class = tags.class
    WHERE tags.class < 3 GROUP BY tagid
)
SELECT name, CAST(sum(songs) AS INTEGER), sum(albums) FROM counted JOIN tags USING (tagid)
GROUP BY name HAVING sum(songs) > 0 OR sum(albums) > 0 ORDER BY name COLLATE NOCASE
"""

_ARTISTS = """
SELECT artists.artistid, artists.name, artists.path, count(albumid) FROM artists
JOIN foldednames ON class = 'artist' AND id = artists.artistid
JOIN albums ON albums.artistid = artists.artistid AND hidden = 0
{} GROUP BY artists.artistid ORDER BY {}
"""
_TOP = """
SELECT songid FROM songs LEFT JOIN (
    SELECT songid, count(*) AS plays FROM playedsongs
    WHERE songid IN (SELECT songid FROM songs WHERE artistid = ?1) GROUP BY songid
) AS heard USING (songid)
WHERE artistid = ?1 AND disabled = 0 AND favorite > -1 AND albumid NOT IN ({})
ORDER BY ifnull(plays, 0) + 3 * (favorite = 1) + likes - dislikes DESC, songid LIMIT ?2
"""


class Listings:
    """Names must be folded already (FoldedNames.complete)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def albums(
        self,
        listing: AlbumListing,
        limit: int,
        offset: int,
        *,
        first: int | None = None,
        last: int | None = None,
        genre: str | None = None,
    ) -> list[AlbumId]:
        """A part of a list of albums: all, those of years, or those of a genre. `first` > `last`: the newest first."""
        more, order = _ALBUMS[listing]
        conditions, parameters = ["hidden = 0"], list[object]()
        if first is not None and last is not None:
            conditions.append("release BETWEEN ? AND ?")
            parameters += sorted((first, last))
            order = order.replace("release", "release DESC", 1) if first > last else order
        if genre is not None:
            conditions.append(_OF_GENRE)
            parameters.append(genre)
        names = _FOLDED if "folded" in order else ""
        statement = (
            f"SELECT albums.albumid FROM albums {names} {more} "  # noqa: S608 -- made of the texts above
            f"WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT ? OFFSET ?"
        )
        return [AlbumId(key) for (key,) in self._database.rows(statement, (*parameters, limit, offset))]

    def songs(self, limit: int, offset: int) -> list[SongId]:
        """A part of all songs, by album and number."""
        # All of it, the order too, is in the index songs_for_rules: 100,000 songs are walked in 10 ms.
        statement = (
            f"SELECT songid FROM songs INDEXED BY songs_for_rules WHERE disabled = 0 AND albumid NOT IN ({_HIDDEN})"  # noqa: S608
            " ORDER BY albumid, artistid, cd, number LIMIT ? OFFSET ?"
        )
        return [SongId(key) for (key,) in self._database.rows(statement, (limit, offset))]

    def all_albums(self, limit: int, offset: int) -> list[AlbumId]:
        """A part of all albums, by their ids."""
        statement = "SELECT albumid FROM albums WHERE hidden = 0 ORDER BY albumid LIMIT ? OFFSET ?"
        return [AlbumId(key) for (key,) in self._database.rows(statement, (limit, offset))]

    def random_songs(self, limit: int, songs: SongRange) -> list[SongId]:
        """Songs by chance, none that anybody hates."""
        return self._songs(songs, "favorite > -1", "random()", limit, 0)

    def songs_of(self, songs: SongRange, limit: int, offset: int) -> list[SongId]:
        """A part of some songs, by album and number."""
        return self._songs(songs, "1", "albumid, cd, number, songid", limit, offset)

    def loved_songs(self) -> list[SongId]:
        """The songs people love, by album and number."""
        return self._songs(SongRange(), "favorite = 1", "albumid, cd, number, songid", -1, 0)

    def top_songs(self, artistid: ArtistId, limit: int) -> list[SongId]:
        """The songs of an artist, the most heard and liked first."""
        return [SongId(key) for (key,) in self._database.rows(_TOP.format(_HIDDEN), (artistid, limit))]

    def shown(self, songids: Iterable[SongId]) -> set[SongId]:
        """Those of the songs that may be shown."""
        condition = f"songid IN (SELECT value FROM json_each(?)) AND disabled = 0 AND albumid NOT IN ({_HIDDEN})"  # noqa: S608
        statement = f"SELECT songid FROM songs WHERE {condition}"  # noqa: S608
        return {SongId(key) for (key,) in self._database.rows(statement, (json.dumps(list(songids)),))}

    def artists(self, artistids: Sequence[ArtistId] | None = None) -> list[ListedArtist]:
        """All artists that have albums by name, or some in the order of their ids."""
        if artistids is None:
            return self._artists("", "folded, artists.path")
        condition = "WHERE artists.artistid IN (SELECT value FROM json_each(?))"
        found = {one.artist.id: one for one in self._artists(condition, "1", json.dumps(list(artistids)))}
        return [found[key] for key in artistids if key in found]

    def all_artists(self, limit: int, offset: int) -> list[ListedArtist]:
        """A part of all artists, by their ids."""
        return self._artists("", "1 LIMIT ? OFFSET ?", limit, offset)

    def genres(self) -> list[ListedGenre]:
        """All genres and subgenres that are in use, by name."""
        return [ListedGenre(*row) for row in self._database.rows(_GENRES)]

    def _artists(self, condition: str, order: str, *parameters: object) -> list[ListedArtist]:
        rows = self._database.rows(_ARTISTS.format(condition, order), parameters)
        marks = Marks(self._database).of("artist", (row[0] for row in rows))
        return [ListedArtist(Artist(*row[:3]), row[3], marks.get(row[0], Mark())) for row in rows]

    def _songs(self, songs: SongRange, condition: str, order: str, limit: int, offset: int) -> list[SongId]:
        conditions = ["disabled = 0", f"albumid NOT IN ({_HIDDEN})", condition]
        if songs.genre is not None:
            conditions.append(_SONGS_OF_GENRE)
        if songs.first is not None or songs.last is not None:
            conditions.append("albumid IN (SELECT albumid FROM albums WHERE release BETWEEN ?2 AND ?3)")
        statement = f"SELECT songid FROM songs WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT ?4 OFFSET ?5"  # noqa: S608
        first, last = songs.first or 0, 9999 if songs.last is None else songs.last
        rows = self._database.rows(statement, (songs.genre, min(first, last), max(first, last), limit, offset))
        return [SongId(key) for (key,) in rows]

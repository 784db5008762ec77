"""The songs Randy may choose among. Reads one index that holds all he asks about, not the songs themselves."""

import json
from collections.abc import Iterable
from itertools import starmap

import msgspec

from musicdb.ids import AlbumId, ArtistId, SongId
from musicdb.model.settings import RandyConstraints
from musicdb.store.database import Database

_SONGS = """
SELECT songid, albumid, artistid, playtime, favorite, likes, dislikes, lastplayed FROM songs
WHERE albumid IN (SELECT value FROM json_each(?))"""


class Candidate(msgspec.Struct, frozen=True):
    """A song Randy thinks about. `playtime` in seconds, `lastplayed` in unix seconds."""

    songid: SongId
    albumid: AlbumId
    artistid: ArtistId
    playtime: int
    favorite: int
    likes: int
    dislikes: int
    lastplayed: int


class Candidates:
    """Albums and songs, reduced to what matters for a choice."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def albums(self, passing: frozenset[AlbumId] | None) -> list[AlbumId]:
        """The albums that pass, or all albums, without the hidden ones, in an order that is always the same."""
        if passing is None:
            return [AlbumId(row[0]) for row in self._database.rows("SELECT albumid FROM albums WHERE hidden = 0")]
        hidden = {row[0] for row in self._database.rows("SELECT albumid FROM albums WHERE hidden = 1")}
        return sorted(passing - hidden)

    def of_albums(
        self, albumids: Iterable[AlbumId], constraints: RandyConstraints, *, any_length: bool
    ) -> list[Candidate]:
        """The songs of some albums that meet the constraints; with `any_length` all but those on the length."""
        conditions = _conditions(constraints)
        values: tuple[object, ...] = (json.dumps(list(albumids)),)
        if not any_length:
            conditions += " AND playtime BETWEEN ? AND ?"
            values += (constraints.min_song_length, constraints.max_song_length)
        return list(starmap(Candidate, self._database.rows(_SONGS + conditions, values)))


def _conditions(constraints: RandyConstraints) -> str:
    switches = (
        (constraints.no_disabled, " AND disabled = 0"),
        (constraints.no_hated, " AND favorite >= 0"),
        (constraints.no_bad_file, " AND badaudio = 0"),
        (constraints.no_live_music, " AND liverecording = 0"),
    )
    return "".join(condition for switched_on, condition in switches if switched_on)

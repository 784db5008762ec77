"""Songs, albums and artists with everything an app shows about them in its lists."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec

from musicdb.model.analysis import SoundValues
from musicdb.model.phones import Mark
from musicdb.model.records import Album, Artist, Song


class AlbumListing(StrEnum):
    """Which albums are listed, and in which order. `highest`: those people rate or like, the best first.

    `frequent`: those that were heard, the most heard first; `recent`: the same, the last heard first. `byYear` is an
    order by release.
    """

    RANDOM = "random"
    NEWEST = "newest"
    HIGHEST = "highest"
    FREQUENT = "frequent"
    RECENT = "recent"
    NAME = "alphabeticalByName"
    ARTIST = "alphabeticalByArtist"
    STARRED = "starred"
    YEAR = "byYear"
    GENRE = "byGenre"


class SongRange(msgspec.Struct, frozen=True):
    """Songs of a genre, and of years from the first to the last. None: of any."""

    genre: str | None = None
    first: int | None = None
    last: int | None = None


class ListedSong(msgspec.Struct, frozen=True):
    """A song. `filesize` in bytes, `mtime` and `lastplayed` in unix seconds, 0: unknown or never.

    Without genres or moods of its own it has those of its album. `values` are what was measured, `metadata` some tags
    of its file. Gain (dB) and peak are those of its album; None when nobody has heard it.
    """

    song: Song
    album: Album
    artist: Artist
    samplerate: int
    channels: int
    filesize: int
    mtime: int
    plays: int
    lastplayed: int
    genres: Sequence[str]
    moods: Sequence[str]
    values: SoundValues
    metadata: Mapping[str, Sequence[str]]
    albumgain: float | None
    albumpeak: float | None
    mark: Mark


class ListedAlbum(msgspec.Struct, frozen=True):
    """An album. `songs` and `playtime` (seconds) are those of its songs that are not disabled."""

    album: Album
    artist: Artist
    songs: int
    playtime: int
    plays: int
    lastplayed: int
    genres: Sequence[str]
    moods: Sequence[str]
    metadata: Mapping[str, str]
    mark: Mark


class ListedArtist(msgspec.Struct, frozen=True):
    """An artist with the number of albums that are not hidden."""

    artist: Artist
    albums: int
    mark: Mark


class ListedGenre(msgspec.Struct, frozen=True):
    """A genre or subgenre, and how much there is of it."""

    name: str
    songs: int
    albums: int

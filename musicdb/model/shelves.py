"""Long lists as clients show them: all ids in their order, and the records of the first of them."""

from enum import StrEnum

import msgspec

from musicdb.ids import AlbumId, ArtistId, SongId, VideoId
from musicdb.model.findings import FoundAlbum, FoundArtist, FoundSong, FoundVideo

MOST_RECORDS = 1000
"""How many records are answered at once."""


class AlbumOrder(StrEnum):
    """How albums are sorted. `artist`: by artist and release. `lastplayed`: those nobody has heard come last.

    `rediscover`: what was once loved, liked or heard, but not in the last 60 days, the most first; others are left out.
    """

    ARTIST = "artist"
    NAME = "name"
    RELEASE = "release"
    ADDED = "added"
    LASTPLAYED = "lastplayed"
    REDISCOVER = "rediscover"
    RANDOM = "random"


class Letter(msgspec.Struct, frozen=True):
    """Where in a list the names with an initial begin. All digits and signs are `#`."""

    letter: str
    index: int


class ArtistShelf(msgspec.Struct, frozen=True):
    """All artists that have albums, by name, with the records of the first of them."""

    artistids: list[ArtistId]
    first: list[FoundArtist]
    letters: list[Letter]


class AlbumShelf(msgspec.Struct, frozen=True):
    """Albums in an order, with the records of the first of them. Letters only where the order is one of names."""

    albumids: list[AlbumId]
    first: list[FoundAlbum]
    letters: list[Letter]


class SongShelf(msgspec.Struct, frozen=True):
    """Songs in an order, with the records of the first of them. Letters only where the order is one of names."""

    songids: list[SongId]
    first: list[FoundSong]
    letters: list[Letter]


class VideoShelf(msgspec.Struct, frozen=True):
    """All videos by artist and release, with the records of the first of them."""

    videoids: list[VideoId]
    first: list[FoundVideo]

"""What was heard: when, how often, and together with what."""

import msgspec

from musicdb.ids import SongId
from musicdb.model.records import Album, Artist, Song, Tag, Tags


class Play(msgspec.Struct, frozen=True):
    """A song that was heard to its end. `timestamp` in unix seconds; `israndom` tells that Randy had chosen it."""

    playid: int
    timestamp: int
    israndom: bool
    song: Song
    album: Album
    artist: Artist


class DayOfListening(msgspec.Struct, frozen=True):
    """How much was heard on a day, written YYYY-MM-DD in the time zone of the server."""

    day: str
    plays: int
    seconds: int


class HourOfListening(msgspec.Struct, frozen=True):
    """How much was heard in an hour of the week: 0 is Sunday, 0 is midnight, in the time zone of the server."""

    weekday: int
    hour: int
    plays: int
    seconds: int


class ArtistListening(msgspec.Struct, frozen=True):
    """How much of an artist was heard."""

    artist: Artist
    plays: int
    seconds: int


class GenreListening(msgspec.Struct, frozen=True):
    """How much of a genre was heard. A song of several genres counts for each of them."""

    tag: Tag
    plays: int
    seconds: int


class SongListening(msgspec.Struct, frozen=True):
    """How often a song was heard."""

    song: Song
    album: Album
    artist: Artist
    plays: int


class ListeningStatistics(msgspec.Struct, frozen=True, kw_only=True):
    """What was heard in the last days. Days without music are left out; the most heard come first."""

    plays: int
    seconds: int
    days: list[DayOfListening]
    hours: list[HourOfListening]
    artists: list[ArtistListening]
    genres: list[GenreListening]
    songs: list[SongListening]


class RelatedSong(msgspec.Struct, frozen=True):
    """A song that was heard together with another one. The weight is the number of times, decayed over time."""

    song: Song
    tags: Tags
    weight: float
    album: Album
    artist: Artist


class SongRelationship(msgspec.Struct, frozen=True):
    """The songs that were heard together with a song."""

    songid: SongId
    song: Song
    album: Album
    artist: Artist
    songs: list[RelatedSong]

"""The song queue, and why Randy chose what he chose."""

import msgspec

from musicdb.ids import AlbumId, SongId, TagId
from musicdb.model.records import Album, Artist, Song

# "next": directly behind the current song. "last": at the end. Everything else: behind the entry with this id.
Position = str


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A song Randy chose, and why.

    `weight` is the product of `factors`; 1 is what a song gets nobody has ever played or judged. The song was drawn out
    of `candidates` songs from as many albums, each of which had the same chance, among `albums` that were eligible.
    `constraints` are the ones it met, `relaxed` those that had to be given up because no song met all.
    """

    songid: SongId
    weight: float
    factors: dict[str, float]
    constraints: tuple[str, ...]
    relaxed: tuple[str, ...]
    candidates: int
    albums: int


class RadioStation(msgspec.Struct, frozen=True):
    """What the radio plays around: a song, an album, or everything with a tag. Nothing of that: it is off."""

    songid: SongId | None = None
    albumid: AlbumId | None = None
    tagid: TagId | None = None

    @property
    def is_on(self) -> bool:
        """Whether there is something to play around."""
        return self != RadioStation()


class QueueEntry(msgspec.Struct, frozen=True):
    """A place in the queue. The id is a 128-bit number in decimal digits, because JavaScript has no such numbers."""

    entryid: str
    songid: SongId
    israndom: bool


class QueuedSong(msgspec.Struct, frozen=True):
    """An entry of the queue with its song."""

    entryid: str
    israndom: bool
    song: Song
    album: Album
    artist: Artist


class ChoiceExplanation(msgspec.Struct, frozen=True):
    """Why a song is in the queue. Without a choice a person put it there."""

    entryid: str
    song: Song
    album: Album
    artist: Artist
    choice: Choice | None

"""What apps on phones leave here."""

from collections.abc import Sequence

from msgspec import Struct

from musicdb.ids import AlbumId, ArtistId, SongId
from musicdb.model.records import Album, Artist, Song


class Mark(Struct, frozen=True):
    """What a person says about something in an app. `starred` in unix seconds, 0: not; `rating` 1 to 5, 0: none."""

    starred: int = 0
    rating: int = 0


class KeptQueue(Struct, frozen=True):
    """What a user was hearing on a phone: `current` is an index, `position` in milliseconds, `changed` in unix ms."""

    songids: Sequence[SongId]
    current: int
    position: int
    changed: int
    changedby: str


class Bookmark(Struct, frozen=True):
    """A place in a song. `position` in milliseconds, times in unix seconds."""

    songid: SongId
    position: int
    comment: str
    created: int
    changed: int


class MarksChanged(Struct, frozen=True):
    """An app has starred or rated these, or taken that back."""

    songids: list[SongId]
    albumids: list[AlbumId]
    artistids: list[ArtistId]


class PhonePlay(Struct, frozen=True):
    """What a phone plays. `started` in unix seconds: when it would have begun, had it never paused."""

    device: str
    client: str
    username: str
    songid: SongId
    started: int
    isplaying: bool


class PhonePlayView(Struct, frozen=True):
    """What a phone plays, or holds. `position` in seconds."""

    device: str
    client: str
    isplaying: bool
    position: int
    song: Song
    album: Album
    artist: Artist


class PhonePlaysChanged(Struct, frozen=True):
    """A phone began or ended to play something."""

"""Songs that are one recording, and files that are there twice: what is known, which is better, what people decide."""

from enum import StrEnum

import msgspec

from musicdb.ids import AlbumId, RecordingId, SongId
from musicdb.model.records import Tag
from musicdb.model.soundmatches import SoundMatch, Verdict


class Decision(StrEnum):
    """What a person says about two songs that sound alike: both stay, they are one recording, or they are two."""

    KEEP = "keep"
    JOIN = "join"
    SPLIT = "split"


class DuplicateChoice(StrEnum):
    """What shall be done about two songs that sound alike. All of it can be undone.

    - keepboth: both stay as they are, and are not told again.
    - join, split: they are one recording, or two.
    - keepfirst, keepsecond: the file of the other goes to the removed files. Its plays, likes, tags, lyrics and places
      in playlists come to the song that is kept, unless both are only related.
    - replacefirst: the first song gets the file of the second, and keeps its id, plays, tags and playlists. Its old
      file goes to the removed files. replacesecond: the other way round.
    """

    KEEPBOTH = "keepboth"
    JOIN = "join"
    SPLIT = "split"
    KEEPFIRST = "keepfirst"
    KEEPSECOND = "keepsecond"
    REPLACEFIRST = "replacefirst"
    REPLACESECOND = "replacesecond"


class FileQuality(msgspec.Struct, frozen=True, omit_defaults=True):
    """How good the file of a song is. What was not measured is missing.

    `bitrate` in bit/s, `samplerate` and `cutoff` in Hz (above it there is no sound), `truepeak` in dBTP, `duration` in
    seconds. `fake`: it is of a lossless format, but was made of a lossy one. `tags` counts what its tags say.
    """

    codec: str
    lossless: bool
    bitrate: int
    samplerate: int
    channels: int
    filesize: int
    tags: int
    duration: float | None = None
    cutoff: float | None = None
    fake: bool | None = None
    clipping: float | None = None
    truepeak: float | None = None
    decodeerrors: int | None = None
    truncated: bool | None = None


class DuplicateSong(msgspec.Struct, frozen=True):
    """One of two songs that sound alike."""

    songid: SongId
    albumid: AlbumId
    name: str
    album: str
    artist: str
    path: str
    quality: FileQuality


class Duplicate(msgspec.Struct, frozen=True):
    """Two songs that sound alike, and what tells so. `identical`: the sound is the same bit by bit.

    `better` is the id of the song with the better file, None when neither is. `reasons` say why, for people; the one
    that counts most comes first. The first song is the query of the `match`.
    """

    first: DuplicateSong
    second: DuplicateSong
    verdict: Verdict
    score: float
    identical: bool
    onerecording: bool
    better: SongId | None
    reasons: tuple[str, ...]
    match: SoundMatch | None = None


class DuplicateList(msgspec.Struct, frozen=True):
    """A part of all duplicates nobody has decided about, and how many there are."""

    total: int
    duplicates: list[Duplicate]


class RecordingTotals(msgspec.Struct, frozen=True):
    """What hangs on all songs of a recording, added up. `lastplayed` in unix seconds."""

    plays: int
    likes: int
    dislikes: int
    favorite: int
    lastplayed: int


class RecordingView(msgspec.Struct, frozen=True):
    """A recording: its songs on whatever albums, and what is said about all of them together.

    `preferred` is the song a person has chosen, or else the one with the best file. `moods` and `genres` are those of
    any of the songs. Everything stays with the song it was said about; a split loses nothing.
    """

    recordingid: RecordingId | None
    songs: list[DuplicateSong]
    preferred: SongId
    bychoice: bool
    totals: RecordingTotals
    genres: tuple[Tag, ...]
    moods: tuple[Tag, ...]


class DuplicatesChanged(msgspec.Struct, frozen=True):
    """There are other duplicates or recordings than before; clients ask for them again."""

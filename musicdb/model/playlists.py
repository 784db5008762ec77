"""Playlists: those a person puts together, and those that follow rules."""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

from musicdb.ids import PlaylistId, TagId
from musicdb.model.keys import KeyName
from musicdb.model.records import Album, Artist, Song

MOST_SONGS = 10_000
"""How many songs a playlist that follows rules may have, and how many are answered at once."""

MOST_RULES = 200
DEEPEST_RULE = 10

_Text = Annotated[str, Meta(min_length=1, max_length=200)]


class NumberField(StrEnum):
    """What can be counted about a song. `playtime` in seconds, `bitrate` in bit/s, `release` is a year."""

    LIKES = "likes"
    DISLIKES = "dislikes"
    PLAYCOUNT = "playcount"
    RELEASE = "release"
    PLAYTIME = "playtime"
    BITRATE = "bitrate"
    CD = "cd"
    NUMBER = "number"


class SoundField(StrEnum):
    """What was measured of the sound of a song. `bpm` in beats per minute, `loudness` in LUFS, `range` in LU.

    `energy`, how lively it is, goes from 0 to 1.
    """

    BPM = "bpm"
    LOUDNESS = "loudness"
    RANGE = "range"
    ENERGY = "energy"


class Comparison(StrEnum):
    """How numbers are compared."""

    IS = "is"
    IS_NOT = "isnot"
    AT_LEAST = "atleast"
    AT_MOST = "atmost"


class TimeField(StrEnum):
    """When something happened to a song: when it was heard last, when its album came into the collection."""

    LASTPLAYED = "lastplayed"
    ADDED = "added"


class TimeOperator(StrEnum):
    """`within` and `notwithin` the last days, `before` and `after` unix seconds, `never`."""

    WITHIN = "within"
    NOT_WITHIN = "notwithin"
    BEFORE = "before"
    AFTER = "after"
    NEVER = "never"


class TextField(StrEnum):
    """What can be read about a song."""

    TITLE = "title"
    ALBUM = "album"
    ARTIST = "artist"


class TextOperator(StrEnum):
    """How texts are compared, without regard to case and accents."""

    CONTAINS = "contains"
    IS = "is"
    BEGINS = "begins"
    ENDS = "ends"


class Flag(StrEnum):
    """What is true of a song or not. `lyrics`: there are some."""

    LOVED = "loved"
    HATED = "hated"
    DISABLED = "disabled"
    LIVERECORDING = "liverecording"
    BADAUDIO = "badaudio"
    LYRICS = "lyrics"


class PlaylistOrder(StrEnum):
    """How songs are sorted. `library`: by artist, release, album, CD and number. What nobody has measured comes last.

    `key`: along the circle of fifths, so that neighbors go together; a minor key stands by its relative major.
    """

    LIBRARY = "library"
    TITLE = "title"
    RELEASE = "release"
    ADDED = "added"
    LASTPLAYED = "lastplayed"
    PLAYCOUNT = "playcount"
    LIKES = "likes"
    PLAYTIME = "playtime"
    BPM = "bpm"
    KEY = "key"
    LOUDNESS = "loudness"
    RANGE = "range"
    ENERGY = "energy"
    RANDOM = "random"


class AllRules(Struct, frozen=True, tag_field="match", tag="all"):
    """All of the rules hold. Without any rule, that is every song."""

    rules: "tuple[Rule, ...]" = ()


class AnyRule(Struct, frozen=True, tag_field="match", tag="any"):
    """At least one of the rules holds."""

    rules: "tuple[Rule, ...]" = ()


class NoRule(Struct, frozen=True, tag_field="match", tag="not"):
    """None of the rules holds."""

    rules: "tuple[Rule, ...]" = ()


class TagRule(Struct, frozen=True, tag_field="match", tag="tag"):
    """The song has a genre, a subgenre or a mood; without any of the same class it has those a person gave its album.

    Only tags with this approval or a higher one count: 0 set by a machine, 1 by a person, 2 for training.
    """

    tagid: TagId
    approval: Annotated[int, Meta(ge=0, le=2)] = 0


class NumberRule(Struct, frozen=True, tag_field="match", tag="number"):
    """A number compared."""

    field: NumberField
    operator: Comparison
    value: Annotated[int, Meta(ge=0, le=2**53)]


class SoundRule(Struct, frozen=True, tag_field="match", tag="sound"):
    """A measured value compared; songs nobody has measured never fit. `is` and `isnot`: whole numbers, or percent."""

    field: SoundField
    operator: Comparison
    value: Annotated[float, Meta(ge=-200, le=1000)]


class KeyRule(Struct, frozen=True, tag_field="match", tag="key"):
    """The song is in a key; or, `related`, in that one or one that goes with it: its relative key, or a fifth away."""

    key: KeyName
    related: bool = False


class TimeRule(Struct, frozen=True, tag_field="match", tag="time"):
    """A time compared. `value` in days or in unix seconds, as the operator says."""

    field: TimeField
    operator: TimeOperator
    value: Annotated[int, Meta(ge=0, le=2**53)] = 0


class TextRule(Struct, frozen=True, tag_field="match", tag="text"):
    """A text compared."""

    field: TextField
    operator: TextOperator
    value: _Text


class FlagRule(Struct, frozen=True, tag_field="match", tag="flag"):
    """A flag is set, or not."""

    flag: Flag
    value: bool = True


class PlaylistRule(Struct, frozen=True, tag_field="match", tag="playlist"):
    """The song is in a playlist that a person has put together."""

    playlistid: PlaylistId


Rule = (
    AllRules
    | AnyRule
    | NoRule
    | TagRule
    | NumberRule
    | SoundRule
    | KeyRule
    | TimeRule
    | TextRule
    | FlagRule
    | PlaylistRule
)


class SmartRules(Struct, frozen=True):
    """Which songs a playlist has, how many at most, and how they are sorted.

    Songs of hidden albums never belong to it; disabled ones only if the rules speak of them.
    """

    rule: Rule
    order: PlaylistOrder = PlaylistOrder.LIBRARY
    descending: bool = False
    limit: Annotated[int, Meta(ge=1, le=MOST_SONGS)] = 1000


class Playlist(Struct, frozen=True):
    """A playlist. One with `rules` follows them, and how long it is turns out when its songs are asked for.

    Times in unix seconds; `removed` is when it was removed, or null. `playtime` in seconds.
    """

    id: PlaylistId
    name: str
    comment: str
    rules: SmartRules | None
    created: int
    updated: int
    removed: int | None
    songs: int | None
    playtime: int | None


class PlaylistEntry(Struct, frozen=True):
    """A song in a playlist. In one that follows rules there is no `entryid`."""

    entryid: int | None
    song: Song
    album: Album
    artist: Artist


class PlaylistView(Struct, frozen=True):
    """A playlist with its songs, or with a part of them; `total` is the number of all.

    `waiting` are the paths of songs that are not in the catalogue at the moment. They come back by themselves.
    """

    playlist: Playlist
    entries: list[PlaylistEntry]
    total: int
    waiting: list[str]


class SmartPreview(Struct, frozen=True):
    """What rules lead to: the number of songs they hold for, whatever the limit, and the first of them."""

    matches: int
    entries: list[PlaylistEntry]


class MissingLine(Struct, frozen=True):
    """A line of a playlist file whose song was not found."""

    line: int
    text: str


class PlaylistImport(Struct, frozen=True):
    """A playlist that was read from a file: how many of its songs were found, and which were not."""

    playlist: Playlist
    found: int
    missing: list[MissingLine]


class PlaylistExport(Struct, frozen=True):
    """A playlist as a file: M3U8, in UTF-8."""

    filename: str
    content: str


PathStyle = Literal["relative", "absolute"]

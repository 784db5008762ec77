"""The collection as numbers, and what is odd about its names."""

import msgspec


class Count(msgspec.Struct, frozen=True):
    """How often something occurs."""

    name: str
    number: int


class CollectionStatistics(msgspec.Struct, frozen=True, kw_only=True):
    """How much there is. `playtime` in seconds; bit rates are rounded to steps of 32 kbit/s."""

    artists: int
    albums: int
    hiddenalbums: int
    songs: int
    videos: int
    genres: int
    subgenres: int
    moods: int
    playtime: int
    likes: int
    favorites: int
    disabled: int
    lyrics: int
    plays: int
    origins: list[Count]
    decades: list[Count]
    bitrates: list[Count]
    codecs: list[Count]


class Entry(msgspec.Struct, frozen=True):
    """Something in the catalogue that has a path. `kind` is artist, album, song or video."""

    kind: str
    id: int
    path: str


class Finding(msgspec.Struct, frozen=True):
    """What is odd about a path."""

    path: str
    finding: str

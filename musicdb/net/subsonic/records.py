"""What apps get to see: songs, albums, artists and folders, with the names of OpenSubsonic.

What this server can tell is always there, with an empty value where it knows nothing, so that an app can tell that from
"cannot". Only points in time are left out then, because an empty one is none.
"""

import msgspec
from msgspec import UNSET, UnsetType

Moment = str | UnsetType
"""ISO 8601, in UTC."""


class ItemGenre(msgspec.Struct, frozen=True):
    """A genre of something."""

    name: str


class ArtistRef(msgspec.Struct, frozen=True):
    """An artist of something."""

    id: str
    name: str


class ReplayGain(msgspec.Struct, frozen=True, omit_defaults=True):
    """How loud something is: gains in dB to -18 LUFS, peaks with full scale as 1. `fallbackGain`: when unknown."""

    trackGain: float | None = None
    albumGain: float | None = None
    trackPeak: float | None = None
    albumPeak: float | None = None
    fallbackGain: float | None = None


class Child(msgspec.Struct, frozen=True, kw_only=True):
    """A song, a video, or a folder with more. `duration` in seconds, `bitRate` in kbit/s, `samplingRate` in Hz."""

    id: str
    parent: str = ""
    isDir: bool = False
    title: str
    album: str = ""
    artist: str = ""
    track: int | UnsetType = UNSET
    year: int | UnsetType = UNSET
    genre: str | UnsetType = UNSET
    coverArt: str = ""
    size: int | UnsetType = UNSET
    contentType: str | UnsetType = UNSET
    suffix: str | UnsetType = UNSET
    duration: int | UnsetType = UNSET
    bitRate: int | UnsetType = UNSET
    path: str = ""
    isVideo: bool = False
    userRating: int | UnsetType = UNSET
    playCount: int = 0
    discNumber: int | UnsetType = UNSET
    created: Moment = UNSET
    starred: Moment = UNSET
    played: Moment = UNSET
    albumId: str | UnsetType = UNSET
    artistId: str | UnsetType = UNSET
    type: str | UnsetType = UNSET
    mediaType: str
    originalWidth: int | UnsetType = UNSET
    originalHeight: int | UnsetType = UNSET
    bpm: int = 0
    comment: str = ""
    sortName: str = ""
    musicBrainzId: str = ""
    isrc: list[str] = []
    genres: list[ItemGenre] = []
    artists: list[ArtistRef] = []
    displayArtist: str = ""
    albumArtists: list[ArtistRef] = []
    displayAlbumArtist: str = ""
    displayComposer: str = ""
    moods: list[str] = []
    explicitStatus: str = ""
    channelCount: int | UnsetType = UNSET
    samplingRate: int | UnsetType = UNSET
    replayGain: ReplayGain = ReplayGain()


class AlbumFolder(Child, frozen=True, kw_only=True):
    """An album as a folder. Some clients take it for an album and look for a name and a count."""

    name: str
    songCount: int


class ItemDate(msgspec.Struct, frozen=True, omit_defaults=True):
    """A date of which only the year may be known."""

    year: int = 0


class RecordLabel(msgspec.Struct, frozen=True):
    """Who published an album."""

    name: str


class DiscTitle(msgspec.Struct, frozen=True):
    """A disc of an album that has several."""

    disc: int
    title: str


class Album(msgspec.Struct, frozen=True, kw_only=True):
    """An album. `duration` in seconds. With `song`, all its songs."""

    id: str
    name: str
    version: str = ""
    artist: str
    artistId: str
    coverArt: str
    songCount: int
    duration: int
    playCount: int
    created: str
    starred: Moment = UNSET
    played: Moment = UNSET
    userRating: int | UnsetType = UNSET
    year: int | UnsetType = UNSET
    genre: str | UnsetType = UNSET
    genres: list[ItemGenre]
    recordLabels: list[RecordLabel] = []
    musicBrainzId: str = ""
    artists: list[ArtistRef]
    displayArtist: str
    releaseTypes: list[str] = []
    moods: list[str] = []
    sortName: str = ""
    originalReleaseDate: ItemDate = ItemDate()
    releaseDate: ItemDate = ItemDate()
    isCompilation: bool = False
    explicitStatus: str = ""
    discTitles: list[DiscTitle] = []
    song: list[Child] | UnsetType = UNSET


class Artist(msgspec.Struct, frozen=True, kw_only=True):
    """An artist. With `album`, all albums."""

    id: str
    name: str
    coverArt: str
    albumCount: int
    starred: Moment = UNSET
    userRating: int | UnsetType = UNSET
    musicBrainzId: str = ""
    sortName: str = ""
    roles: tuple[str, ...] = ("artist", "albumartist")
    album: list[Album] | UnsetType = UNSET

"""What getters answer: records put together the way clients show them."""

import msgspec

from musicdb.ids import SongId
from musicdb.model.records import Album, Artist, Song, Tag, Tags, Video
from musicdb.model.tasks import Task


class TaggedAlbum(msgspec.Struct, frozen=True):
    """An album in a list."""

    album: Album
    tags: Tags


class ArtistWithAlbums(msgspec.Struct, frozen=True):
    """An artist with all albums, by release."""

    artist: Artist
    albums: list[TaggedAlbum]


class TaggedSong(msgspec.Struct, frozen=True):
    """A song in a list."""

    song: Song
    tags: Tags


class AlbumView(msgspec.Struct, frozen=True):
    """An album with its songs: one list for each disc, by track number."""

    artist: Artist
    album: Album
    tags: Tags
    cds: list[list[TaggedSong]]


class SongView(msgspec.Struct, frozen=True):
    """A song with where it belongs."""

    song: Song
    album: Album
    artist: Artist
    tags: Tags


class TaggedVideo(msgspec.Struct, frozen=True):
    """A video in a list."""

    video: Video
    tags: Tags


class ArtistWithVideos(msgspec.Struct, frozen=True):
    """An artist with all videos, by release."""

    artist: Artist
    videos: list[TaggedVideo]


class VideoView(msgspec.Struct, frozen=True):
    """A video with where it belongs."""

    artist: Artist
    album: Album | None
    song: Song | None
    video: Video
    tags: Tags


class LyricsView(msgspec.Struct, frozen=True):
    """The lyrics of a song. State: 0 none yet, 1 from the file, 2 from the net, 3 reviewed, 4 instrumental."""

    songid: SongId
    song: Song
    album: Album
    artist: Artist
    lyrics: str
    lyricsstate: int


class TagStatistics(msgspec.Struct, frozen=True):
    """How often a tag is used, and how many subgenres a genre has."""

    tag: Tag
    songs: int
    albums: int
    videos: int
    children: int


class Tables(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whole tables, for clients that keep their own copy. Only the ones asked for are there."""

    songs: list[Song] | None = None
    albums: list[Album] | None = None
    artists: list[Artist] | None = None
    tags: list[Tag] | None = None


class TaskList(msgspec.Struct, frozen=True):
    """All current tasks by content type."""

    videos: list[Task]
    albumfiles: list[Task]
    albums: list[Task]
    artworks: list[Task]
    any: list[Task]


class UploadRules(msgspec.Struct, frozen=True):
    """What may be uploaded. Sizes in bytes; extensions with their dot."""

    allow: tuple[str, ...]
    maxsize: int
    chunksize: int
    window: int
    extensions: tuple[str, ...]


class ServerInfo(msgspec.Struct, frozen=True):
    """What a client should know about the server before it begins."""

    version: str
    uploads: UploadRules

"""What Find answers: hits by class, each with where it belongs."""

import msgspec

from musicdb.model.records import Album, Artist, Song, Video


class FoundArtist(msgspec.Struct, frozen=True):
    """An artist with all albums, by release."""

    artist: Artist
    albums: list[Album]


class FoundAlbum(msgspec.Struct, frozen=True):
    """An album with its artist."""

    artist: Artist
    album: Album


class FoundSong(msgspec.Struct, frozen=True):
    """A song with its album and its artist."""

    artist: Artist
    album: Album
    song: Song


class FoundVideo(msgspec.Struct, frozen=True):
    """A video with its artist."""

    artist: Artist
    video: Video


class Findings(msgspec.Struct, frozen=True):
    """All that was found, the best of each class first. `lyrics` are the songs whose lyrics have such a title."""

    artists: list[FoundArtist]
    albums: list[FoundAlbum]
    songs: list[FoundSong]
    videos: list[FoundVideo]
    lyrics: list[FoundSong]

"""Endpoints that lead from one thing to others: what sounds alike, what is heard most, and what goes with what."""

from collections.abc import Sequence
from itertools import islice
from typing import Final

import msgspec

from musicdb.errors import NotAnalyzedError, NotFoundError
from musicdb.ids import AlbumId, ArtistId, SongId
from musicdb.model.similarity import SimilarSong
from musicdb.net.subsonic import shaping
from musicdb.net.subsonic.browsing import shown_album, shown_artist, shown_song
from musicdb.net.subsonic.declare import Call, Group
from musicdb.net.subsonic.ids import Kind, artist_of, song_of, split
from musicdb.net.subsonic.lists import MOST, Size, Songs
from musicdb.net.subsonic.records import Artist, Child
from musicdb.store.folding import folded

discovering: Final = Group("discovering")

_SIMILAR: Final = 50
_SEEDS: Final = 16


class ArtistInfo(msgspec.Struct, frozen=True):
    """What is known about an artist beyond the collection: nothing, because nobody outside is asked."""

    biography: str = ""
    musicBrainzId: str = ""
    lastFmUrl: str = ""
    smallImageUrl: str = ""
    mediumImageUrl: str = ""
    largeImageUrl: str = ""
    similarArtist: list[Artist] = []


class AlbumInfo(msgspec.Struct, frozen=True):
    """What is known about an album beyond the collection."""

    notes: str = ""
    musicBrainzId: str = ""
    lastFmUrl: str = ""
    smallImageUrl: str = ""
    mediumImageUrl: str = ""
    largeImageUrl: str = ""


class SonicMatch(msgspec.Struct, frozen=True):
    """A song that sounds like another one. `similarity` from 0 to 1."""

    entry: Child
    similarity: float


@discovering.endpoint("getTopSongs", answer="topSongs")
def get_top_songs(call: Call, *, artist: str = "", id: str = "", count: Size = 50) -> Songs:
    """The songs of an artist, the most heard and liked first."""
    store = call.services.store
    if not (artist or id):
        raise NotFoundError("Name the artist.")
    with store.read():
        artistid = shown_artist(store, artist_of(id)).artist.id if id else _named(call, artist)
        if artistid is None:
            return Songs([])
        return Songs(shaping.children(store, store.listings.top_songs(artistid, min(count, MOST))))


@discovering.endpoint("getSimilarSongs", answer="similarSongs")
def get_similar_songs(call: Call, *, id: str, count: Size = _SIMILAR) -> Songs:
    """Songs that sound like a song, an album or an artist. Nothing, when nobody has listened to it yet."""
    return _similar(call, id, count)


@discovering.endpoint("getSimilarSongs2", answer="similarSongs2")
def get_similar_songs_2(call: Call, *, id: str, count: Size = _SIMILAR) -> Songs:
    """The same."""
    return _similar(call, id, count)


@discovering.endpoint("getSonicSimilarTracks", answer="sonicMatch")
def get_sonic_similar_tracks(call: Call, *, id: str, count: Size = 10) -> list[SonicMatch]:
    """The songs that sound most like one, the nearest first."""
    songid = song_of(id)
    shown_song(call.services.store, songid)
    return _matches(call, call.services.similar.similar(songid, min(count, MOST))) if count else []


@discovering.endpoint("findSonicPath", answer="sonicMatch")
def find_sonic_path(call: Call, *, startSongId: str, endSongId: str, count: Size = 25) -> list[SonicMatch]:
    """A way from one song to another in even steps, both included."""
    start, end = song_of(startSongId), song_of(endSongId)
    for songid in (start, end):
        shown_song(call.services.store, songid)
    return _matches(call, call.services.similar.path(start, end, max(2, min(count, 200))))


@discovering.endpoint("getArtistInfo", answer="artistInfo")
def get_artist_info(call: Call, *, id: str, count: Size = 20) -> ArtistInfo:
    """Artists that sound like one. The id may be that of a song or an album, too."""
    return _info(call, id, count)


@discovering.endpoint("getArtistInfo2", answer="artistInfo2")
def get_artist_info_2(call: Call, *, id: str, count: Size = 20) -> ArtistInfo:
    """The same."""
    return _info(call, id, count)


@discovering.endpoint("getAlbumInfo", answer="albumInfo")
def get_album_info(call: Call, *, id: str) -> AlbumInfo:
    """What the files of an album say about it. The id may be that of a song, too."""
    return _album_info(call, id)


@discovering.endpoint("getAlbumInfo2", answer="albumInfo")
def get_album_info_2(call: Call, *, id: str) -> AlbumInfo:
    """The same."""
    return _album_info(call, id)


def _similar(call: Call, key: str, count: int) -> Songs:
    store = call.services.store
    seeds = _seeds(call, key)
    try:
        songids = call.services.similar.radio(seeds, max(1, min(count, MOST)), seeds)
    except NotAnalyzedError:
        return Songs([])
    with store.read():
        return Songs(shaping.children(store, songids))


def _seeds(call: Call, key: str) -> list[SongId]:
    """Some songs of what an id is of."""
    kind, number = split(key)
    store = call.services.store
    with store.read():
        match kind:
            case Kind.SONG:
                shown_song(store, SongId(number))
                return [SongId(number)]
            case Kind.ALBUM:
                return store.embeddings.of_album(shown_album(store, AlbumId(number)).album.id)
            case Kind.ARTIST:
                return store.listings.top_songs(shown_artist(store, ArtistId(number)).artist.id, _SEEDS)
    raise NotFoundError("There is no song, album or artist with this id.")


def _matches(call: Call, similar: Sequence[SimilarSong]) -> list[SonicMatch]:
    store = call.services.store
    with store.read():
        songs = {song.id: song for song in shaping.children(store, [one.song.id for one in similar])}
    pairs = [(songs.get(f"{Kind.SONG}-{one.song.id}"), one.similarity) for one in similar]
    return [SonicMatch(song, min(1.0, max(0.0, likeness))) for song, likeness in pairs if song]


def _named(call: Call, name: str) -> ArtistId | None:
    listed = call.services.store.listings.artists()
    return next((one.artist.id for one in listed if folded(one.artist.name) == folded(name)), None)


def _info(call: Call, key: str, count: int) -> ArtistInfo:
    store = call.services.store
    kind, number = split(key)
    if kind is Kind.SONG:
        shown_song(store, SongId(number))
    artistid = store.songs.get(SongId(number)).artistid if kind is Kind.SONG else None
    seeds = _seeds(call, key)
    if kind is Kind.ALBUM:
        artistid = store.albums.get(AlbumId(number)).artistid
    elif kind is Kind.ARTIST:
        artistid = ArtistId(number)
    try:
        songids = call.services.similar.radio(seeds, 4 * max(1, min(count, 50)), seeds)
    except NotAnalyzedError:
        return ArtistInfo()
    with store.read():
        placed = store.placedsongs.get(songids)
        others = dict.fromkeys(placed[songid].artist.id for songid in songids if songid in placed)
        near = islice((one for one in others if one != artistid), min(count, MOST))
        return ArtistInfo(similarArtist=[shaping.artist_record(one) for one in store.listings.artists(list(near))])


def _album_info(call: Call, key: str) -> AlbumInfo:
    store = call.services.store
    kind, number = split(key)
    with store.read():
        if kind is Kind.SONG:
            number = store.songs.get(SongId(number)).albumid
        elif kind is not Kind.ALBUM:
            raise NotFoundError("There is no album with this id.")
        return AlbumInfo(musicBrainzId=shown_album(store, AlbumId(number)).metadata.get("musicbrainz_albumid", ""))

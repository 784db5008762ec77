"""Functions about albums."""

from musicdb.api.declare import Subject
from musicdb.ids import AlbumId, ArtistId
from musicdb.model.records import Album
from musicdb.model.views import AlbumView, TaggedAlbum, TaggedSong
from musicdb.services import Services

albums = Subject("albums", "Albums and their songs.")


@albums.function("GetAlbums")
def get_albums(services: Services, *, artistid: ArtistId, applyfilter: bool = False) -> list[TaggedAlbum]:
    """The albums of an artist by release, without hidden ones; on demand only those that pass the genre filter."""
    with services.store.read():
        services.store.artists.get(artistid)
        passing = services.store.genrefilter.albums() if applyfilter else None
        found = services.store.albums.of_artist(artistid)
        return _tagged(services, [album for album in found if passing is None or album.id in passing])


@albums.function("GetHiddenAlbums")
def get_hidden_albums(services: Services) -> list[TaggedAlbum]:
    """All hidden albums by path."""
    with services.store.read():
        return _tagged(services, services.store.albums.hidden_ones())


@albums.function("GetAlbum")
def get_album(services: Services, *, albumid: AlbumId) -> AlbumView:
    """An album with its artist, its tags and its songs by disc and track number."""
    with services.store.read():
        album = services.store.albums.get(albumid)
        artist = services.store.artists.get(album.artistid)
        return AlbumView(artist, album, services.store.tags.of_album(albumid), _sorted_cds(services, album))


@albums.function("GetSortedAlbumCDs")
def get_sorted_album_cds(services: Services, *, albumid: AlbumId) -> list[list[TaggedSong]]:
    """The songs of an album: one list for each disc from the first to the last, by track number."""
    with services.store.read():
        return _sorted_cds(services, services.store.albums.get(albumid))


def _tagged(services: Services, found: list[Album]) -> list[TaggedAlbum]:
    tags = services.store.tags.of_some_albums(album.id for album in found)
    return [TaggedAlbum(album, tags[album.id]) for album in found]


def _sorted_cds(services: Services, album: Album) -> list[list[TaggedSong]]:
    songs = services.store.songs.of_album(album.id)
    tags = services.store.tags.of_songs(album.id)
    cds: list[list[TaggedSong]] = [[] for _ in range(max((song.cd for song in songs), default=0))]
    for song in sorted(songs, key=lambda song: (song.number, song.name)):
        cds[max(song.cd, 1) - 1].append(TaggedSong(song, tags[song.id]))
    return cds

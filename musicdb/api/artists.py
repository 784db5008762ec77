"""Functions about artists."""

from collections.abc import Collection

from musicdb.api.declare import Subject
from musicdb.errors import BadArgumentError
from musicdb.ids import AlbumId
from musicdb.model.records import Artist
from musicdb.model.views import ArtistWithAlbums, TaggedAlbum
from musicdb.services import Services

artists = Subject("artists", "Artists and what they made.")


@artists.function("GetArtists")
def get_artists(services: Services) -> list[Artist]:
    """All artists by name."""
    return services.store.artists.all()


@artists.function("GetArtistsWithAlbums")
def get_artists_with_albums(services: Services) -> list[ArtistWithAlbums]:
    """All artists by name, each with all albums that are not hidden, by release; artists without albums, too."""
    with services.store.read():
        return _with_albums(services, None)


@artists.function("GetFilteredArtistsWithAlbums")
def get_filtered_artists_with_albums(services: Services) -> list[ArtistWithAlbums]:
    """All artists by name, each with the albums that pass the genre filter, by release; none without such albums."""
    with services.store.read():
        found = _with_albums(services, services.store.genrefilter.albums())
        return [artist for artist in found if artist.albums]


@artists.function("CreateArtistEntry")
def create_artist_entry(services: Services, *, name: str) -> Artist:
    """Makes the directory and the entry of an artist, unless they are there already."""
    if not name.strip():
        raise BadArgumentError("An artist needs a name.")
    return services.importer.create_artist(name)


def _with_albums(services: Services, passing: Collection[AlbumId] | None) -> list[ArtistWithAlbums]:
    """All artists with their albums, with one query for each table; None lets all albums pass."""
    tags = services.store.tags.of_albums() if passing is None else services.store.tags.of_some_albums(passing)
    albums: dict[int, list[TaggedAlbum]] = {}
    for album in services.store.albums.all():
        if passing is None or album.id in passing:
            albums.setdefault(album.artistid, []).append(TaggedAlbum(album, tags[album.id]))
    return [ArtistWithAlbums(artist, albums.get(artist.id, [])) for artist in services.store.artists.all()]

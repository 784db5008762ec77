"""The search."""

from collections.abc import Callable
from contextlib import suppress
from typing import Annotated, TypeVar

from msgspec import Meta

from musicdb.api.declare import Subject
from musicdb.errors import NotFoundError
from musicdb.ids import AlbumId, ArtistId, SongId, VideoId
from musicdb.model.findings import Findings, FoundAlbum, FoundArtist, FoundSong, FoundVideo
from musicdb.model.search import SearchKind
from musicdb.services import Services

Found = TypeVar("Found")

search = Subject("search", "Finding music by its names.")


@search.function("Find")
def find(services: Services, *, searchstring: str, limit: Annotated[int, Meta(ge=0, le=1000)]) -> Findings:
    """Artists, albums, songs and videos with names like the text, at most `limit` of each, the best first.

    Lyrics are the songs whose lyrics have such a title or, without one, such a first line. Typos are forgiven, any
    script may be typed in Latin letters, and words of artist and album may stand beside those of a song. A text
    without any letter finds nothing.
    """
    hits = services.searcher.search(searchstring, limit)
    ids = {kind: [hit.id for hit in hits if hit.kind is kind] for kind in SearchKind}
    with services.store.read():
        return Findings(
            artists=_present(_artist, services, ids[SearchKind.ARTIST]),
            albums=_present(_album, services, ids[SearchKind.ALBUM]),
            songs=_present(_song, services, ids[SearchKind.SONG]),
            videos=_present(_video, services, ids[SearchKind.VIDEO]),
            lyrics=_present(_song, services, ids[SearchKind.LYRICS]),
        )


def _present(build: Callable[[Services, int], Found], services: Services, ids: list[int]) -> list[Found]:
    found = []
    for number in ids:
        # What was removed since it was indexed is no hit.
        with suppress(NotFoundError):
            found.append(build(services, number))
    return found


def _artist(services: Services, number: int) -> FoundArtist:
    artist = services.store.artists.get(ArtistId(number))
    return FoundArtist(artist, services.store.albums.of_artist(artist.id))


def _album(services: Services, number: int) -> FoundAlbum:
    album = services.store.albums.get(AlbumId(number))
    return FoundAlbum(services.store.artists.get(album.artistid), album)


def _song(services: Services, number: int) -> FoundSong:
    song = services.store.songs.get(SongId(number))
    return FoundSong(services.store.artists.get(song.artistid), services.store.albums.get(song.albumid), song)


def _video(services: Services, number: int) -> FoundVideo:
    video = services.store.videos.get(VideoId(number))
    return FoundVideo(services.store.artists.get(video.artistid), video)

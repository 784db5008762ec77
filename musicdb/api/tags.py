"""Functions about tags, and whole tables."""

from typing import Literal

from musicdb.api.declare import Subject
from musicdb.ids import AlbumId, SongId
from musicdb.model.records import Tags
from musicdb.model.views import Tables, TagStatistics
from musicdb.services import Services

tags = Subject("tags", "Genres, subgenres and moods.")


@tags.function("GetTags")
def get_tags(services: Services) -> Tags:
    """All tags there are."""
    return services.store.tags.all()


@tags.function("GetTagsStatistics")
def get_tags_statistics(services: Services) -> dict[str, TagStatistics]:
    """How often each tag is used, by the id of the tag."""
    return {str(tagid): statistics for tagid, statistics in services.store.tags.statistics().items()}


@tags.function("GetSongTags")
def get_song_tags(services: Services, *, songid: SongId) -> Tags:
    """The tags of a song."""
    with services.store.read():
        services.store.songs.get(songid)
        return services.store.tags.of_song(songid)


@tags.function("GetAlbumTags")
def get_album_tags(services: Services, *, albumid: AlbumId) -> Tags:
    """The tags of an album."""
    with services.store.read():
        services.store.albums.get(albumid)
        return services.store.tags.of_album(albumid)


@tags.function("GetTables", slow=True)
def get_tables(services: Services, *, tables: tuple[Literal["songs", "albums", "artists", "tags"], ...]) -> Tables:
    """Whole tables, for clients that keep their own copy. Hidden albums are left out."""
    store = services.store
    with store.read():
        every = store.tags.all()
        return Tables(
            songs=store.songs.all() if "songs" in tables else None,
            albums=store.albums.all() if "albums" in tables else None,
            artists=store.artists.all() if "artists" in tables else None,
            tags=[*every.genres, *every.subgenres, *every.moods] if "tags" in tables else None,
        )

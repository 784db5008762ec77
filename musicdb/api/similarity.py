"""Functions about songs that sound alike."""

from typing import Annotated

from msgspec import Meta

from musicdb.api.declare import Subject
from musicdb.ids import AlbumId, SongId, TagId
from musicdb.model.queue import RadioStation
from musicdb.model.similarity import SimilarSong
from musicdb.services import Services

similarity = Subject("similarity", "Songs that sound alike. The error `notanalyzed` tells that one was not heard yet.")

Limit = Annotated[int, Meta(ge=1, le=500)]
Length = Annotated[int, Meta(ge=2, le=200)]


@similarity.function("GetSimilarSongs")
def get_similar_songs(services: Services, *, songid: SongId, limit: Limit = 10) -> list[SimilarSong]:
    """The songs most like one, the nearest first, with how alike they are (0 to 1), and in what.

    Copies of the song and of each other are left out, as are disabled and hated songs. There are at most two songs of
    an artist, unless there are too few others.
    """
    return services.similar.similar(songid, limit)


@similarity.function("GetSongPath")
def get_song_path(
    services: Services, *, startsongid: SongId, endsongid: SongId, length: Length = 25
) -> list[SimilarSong]:
    """A way from one song to another in even steps, both included; each with how much it is like the one before.

    It is shorter where there are too few songs in between. No artist comes twice in a row where that can be avoided.
    """
    return services.similar.path(startsongid, endsongid, length)


@similarity.function("GetRadio")
def get_radio(
    services: Services,
    *,
    songid: SongId | None = None,
    albumid: AlbumId | None = None,
    tagid: TagId | None = None,
    limit: Limit = 50,
) -> list[SongId]:
    """Songs to be queued that go with a song, an album, or everything that has a genre or a mood. The seeds are out."""
    seeds = services.similar.seeds_of(songid, albumid, tagid)
    return services.similar.radio(seeds, limit, seeds)


@similarity.function("GetRadioStation")
def get_radio_station(services: Services) -> RadioStation:
    """What the radio plays around. Nothing: it is off."""
    return services.store.settings.load(RadioStation)


@similarity.function("StartRadio", announces=get_radio_station)
def start_radio(
    services: Services, *, songid: SongId | None = None, albumid: AlbumId | None = None, tagid: TagId | None = None
) -> None:
    """From now on, what Randy adds to the queue goes with a song, an album, or everything that has a tag.

    It stays so, also after a restart, until somebody stops it. What persons have queued stays.
    """
    station = RadioStation(songid, albumid, tagid)
    services.similar.tune(station, 1, ())
    services.store.settings.save(station)
    services.queue.choose_anew()


@similarity.function("StopRadio", announces=get_radio_station)
def stop_radio(services: Services) -> None:
    """Randy chooses from everything again."""
    services.store.settings.save(RadioStation())
    services.queue.choose_anew()

"""Functions about the song queue."""

from typing import Annotated

from msgspec import Meta

from musicdb.api.declare import Subject
from musicdb.errors import NotFoundError
from musicdb.ids import AlbumId, SongId
from musicdb.model.queue import ChoiceExplanation, QueuedSong
from musicdb.services import Services

queue = Subject("queue", "The song queue. Every change is told by notifications of MusicDB:SongQueue.")


@queue.function("GetSongQueue")
def get_song_queue(services: Services) -> list[QueuedSong]:
    """All entries of the queue with their songs; the first one is the current one."""
    with services.store.read():
        entries = services.queue.entries()
        songs = services.store.placedsongs.get({entry.songid for entry in entries})
        return [
            QueuedSong(entry.entryid, entry.israndom, placed.song, placed.album, placed.artist)
            for entry in entries
            if (placed := songs.get(entry.songid))
        ]


@queue.function("AddSongToQueue")
def add_song_to_queue(services: Services, *, songid: SongId, position: str | int) -> None:
    """Adds a song: `next` behind the current one, `last` at the end, or behind the entry with an id."""
    services.queue.add(songid, str(position))


@queue.function("AddSongsToQueue")
def add_songs_to_queue(
    services: Services, *, songids: Annotated[list[SongId], Meta(max_length=10_000)], position: str | int
) -> None:
    """Adds several songs in their order, without disabled and hated ones; `position` as for a single song."""
    services.queue.add_songs(songids, str(position))


@queue.function("AddAlbumToQueue")
def add_album_to_queue(services: Services, *, albumid: AlbumId, position: str | int, cd: int | None = None) -> None:
    """Adds the songs of an album, or of one CD only (0 is the first), in order, without disabled and hated ones."""
    services.queue.add_album(albumid, str(position), cd)


@queue.function("AddRandomSongToQueue")
def add_random_song_to_queue(services: Services, *, position: str | int, albumid: AlbumId | None = None) -> None:
    """Adds a song Randy chooses, from the whole collection or from one album."""
    if services.queue.add_random(str(position), albumid) is None:
        raise NotFoundError("Randy finds no song. Look at the genre filter and at the settings of Randy.")


@queue.function("MoveSongInQueue")
def move_song_in_queue(services: Services, *, entryid: str | int, afterid: str | int) -> None:
    """Puts an entry behind another one. The current entry stays where it is."""
    services.queue.move(str(entryid), str(afterid))


@queue.function("RemoveSongFromQueue")
def remove_song_from_queue(services: Services, *, entryid: str | int) -> None:
    """Takes an entry out. Without the current one, the next one is played."""
    services.queue.remove(str(entryid))


@queue.function("ClearQueue")
def clear_queue(services: Services) -> None:
    """Takes out everything behind the current song."""
    services.queue.clear()


@queue.function("GetChoiceExplanation")
def get_choice_explanation(services: Services, *, entryid: str | int) -> ChoiceExplanation:
    """Why a song is in the queue: what Randy thought when he chose it."""
    with services.store.read():
        songid, choice = services.queue.explain(str(entryid))
        placed = services.store.placedsongs.get([songid]).get(songid)
        if placed is None:
            raise NotFoundError("The song of this entry is not in the catalogue any more.")
        return ChoiceExplanation(str(entryid), placed.song, placed.album, placed.artist, choice)

"""Sets Randy up, lets him choose many times, and counts."""

from collections import Counter
from typing import Any

import msgspec

from musicdb.ids import AlbumId, SongId
from musicdb.model.queue import Choice
from musicdb.model.settings import RandyConfiguration
from musicdb.playback.randy import Randy
from musicdb.store.store import Store

NOW = 1_700_000_000
DAY = 86_400


class Clock:
    now = float(NOW)

    def __call__(self) -> float:
        return self.now


def configure(store: Store, **options: int) -> None:
    """Sets options by their names in the records."""
    parts: dict[str, Any] = {}
    for field in msgspec.structs.fields(RandyConfiguration):
        record = getattr(RandyConfiguration(), field.name)
        own = {name: value for name, value in options.items() if name in record.__struct_fields__}
        parts[field.name] = msgspec.structs.replace(record, **own)
    store.settings.save(RandyConfiguration(**parts))


def without_lists(store: Store, **options: int) -> None:
    lengths = {"song_list_length": 0, "album_list_length": 0, "artist_list_length": 0}
    configure(store, **{**lengths, **options})


def songs_of(store: Store, album: Any) -> list[SongId]:
    return [song.id for song in store.songs.of_album(album.id)]


def change(store: Store, songid: int, column: str, value: int | str) -> None:
    store.execute(f"UPDATE songs SET {column} = ? WHERE songid = ?", (value, songid))  # noqa: S608


def chosen(randy: Randy, times: int, albumid: AlbumId | None = None) -> Counter[int]:
    choices = [randy.choose(albumid) for _ in range(times)]
    return Counter(choice.songid for choice in choices if choice)


def choose(randy: Randy, albumid: AlbumId | None = None) -> Choice:
    choice = randy.choose(albumid)
    assert choice is not None
    return choice


def add_tag(store: Store, name: str, class_: int, parent: int | None = None) -> Any:
    return store.execute_for_id(
        "INSERT INTO tags (name, class, parentid) VALUES (?, ?, ?) RETURNING tagid", (name, class_, parent)
    )


def hang(store: Store, target: str, key: int, tagid: int, approval: int = 1) -> None:
    store.execute(
        f"INSERT INTO {target}tags ({target}id, tagid, approval) VALUES (?, ?, ?)",  # noqa: S608
        (key, tagid, approval),
    )

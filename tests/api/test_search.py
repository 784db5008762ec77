"""Finding music by its names, through the API."""

from typing import Any

import msgspec

from musicdb.api.search import find
from musicdb.model.events import CachesChanged
from musicdb.store.songs import SongDetails
from tests.household import House


def add(house: House, artistname: str, albumname: str, *songnames: str) -> None:
    store = house.services.store
    path = f"{artistname}/2001 - {albumname}"
    with store.write():
        artist = store.artists.add(artistname, artistname)
        album = store.albums.add_or_update(
            artistid=artist.id, name=albumname, path=path, release=2001, origin="CD", added=0
        )
        songs = [
            SongDetails(
                path=f"{path}/{number:02} {name}.mp3", name=name, number=number, cd=1, playtime=200, bitrate=320_000,
                checksum="", codec="mp3", samplerate=44_100, channels=2, filesize=1, mtime=0, metadata={},
            )
            for number, name in enumerate(songnames, 1)
        ]  # fmt: skip
        store.songs.add_or_update(album, songs)
    house.services.bus.publish(CachesChanged())


def names(house: House, text: str) -> dict[str, list[str]]:
    found: dict[str, Any] = msgspec.to_builtins(find(house.services, searchstring=text, limit=5))
    return {kind: [hit[kind.removesuffix("s")]["name"] for hit in hits] for kind, hits in found.items()}


def test_an_empty_library_and_an_empty_text_find_nothing(house: House) -> None:
    assert names(house, "anything") == {"artists": [], "albums": [], "songs": [], "videos": []}
    add(house, "Motörhead", "Ace of Spades", "Live to Win")
    assert names(house, " ?! ") == {"artists": [], "albums": [], "songs": [], "videos": []}


def test_names_are_found_with_typos_in_any_script_and_together(house: House) -> None:
    add(house, "Motörhead", "Ace of Spades", "Live to Win", "Fast and Loose")
    add(house, "Кино", "Группа крови", "Звезда")
    assert names(house, "motorhaed")["artists"] == ["Motörhead"]
    assert names(house, "kino")["artists"] == ["Кино"]
    assert names(house, "motorhead fast")["songs"] == ["Fast and Loose"]
    assert names(house, "ace of")["albums"] == ["Ace of Spades"]


def test_what_changes_in_the_catalogue_changes_in_the_search(house: House) -> None:
    add(house, "Ada", "First", "Morning")
    assert names(house, "morning")["songs"] == ["Morning"]
    add(house, "Ada", "Second", "Evening")
    assert names(house, "evening")["songs"] == ["Evening"]
    store = house.services.store
    with store.write():
        store.songs.remove(store.songs.all()[0].id)
    assert names(house, "morning")["songs"] == []
    house.services.bus.publish(CachesChanged())
    assert names(house, "morning")["songs"] == []

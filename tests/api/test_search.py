"""Finding music by its names, through the API."""

from typing import Any

import msgspec

from musicdb.api.search import find
from musicdb.model.statistics import Statistic
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


def names(house: House, text: str) -> dict[str, list[str]]:
    found: dict[str, Any] = msgspec.to_builtins(find(house.services, searchstring=text, limit=5))
    return {
        kind: [hit["song" if kind == "lyrics" else kind.removesuffix("s")]["name"] for hit in hits]
        for kind, hits in found.items()
    }


def test_an_empty_library_and_an_empty_text_find_nothing(house: House) -> None:
    assert names(house, "anything") == {"artists": [], "albums": [], "songs": [], "videos": [], "lyrics": []}
    add(house, "Motörhead", "Ace of Spades", "Live to Win")
    assert names(house, " ?! ") == {"artists": [], "albums": [], "songs": [], "videos": [], "lyrics": []}


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
    first = store.albums.all()[0]
    morning = store.songs.of_album(first.id)[0]
    store.execute("UPDATE songs SET name = 'Sunrise' WHERE songid = ?", (morning.id,))
    assert names(house, "morning")["songs"] == []
    assert names(house, "sunrise")["songs"] == ["Sunrise"]
    store.albums.set_hidden(first.id, hidden=True)
    assert names(house, "first")["albums"] == []
    store.statistics.set_of_song(morning.id, Statistic.FAVORITE, -1)
    assert names(house, "sunrise")["songs"] == []
    store.statistics.set_of_song(morning.id, Statistic.FAVORITE, 1)
    assert names(house, "sunrise")["songs"] == ["Sunrise"]
    store.songs.remove(morning.id)
    assert names(house, "sunrise")["songs"] == []


def test_what_is_liked_comes_first(house: House) -> None:
    add(house, "Ada", "First", "Morning", "Morning", "Morning")
    store = house.services.store
    songs = store.songs.all()
    assert [hit.song.id for hit in find(house.services, searchstring="morning", limit=5).songs] != []
    store.statistics.add_to_song(songs[2].id, Statistic.LIKES, 1)
    store.statistics.set_of_song(songs[1].id, Statistic.FAVORITE, 1)
    found = [hit.song.id for hit in find(house.services, searchstring="morning", limit=5).songs]
    assert found == [songs[1].id, songs[2].id, songs[0].id]


def test_songs_are_found_by_the_title_or_the_first_line_of_their_lyrics(house: House) -> None:
    add(house, "Ada", "First", "Track 1", "Track 2")
    store = house.services.store
    titled, untitled = store.songs.all()
    store.lyrics.set(titled.id, "La la\nla", 3, "[ti: Hymn of the Sea ]\n[00:01.00]La la\n[00:02.00]la")
    store.lyrics.set(untitled.id, "\nRoses are red\nviolets are blue", 3)
    assert names(house, "hymn sea")["lyrics"] == ["Track 1"]
    assert names(house, "roses are")["lyrics"] == ["Track 2"]
    assert names(house, "violets")["lyrics"] == []
    store.lyrics.set(untitled.id, "", 0)
    assert names(house, "roses are")["lyrics"] == []


def test_many_changes_between_two_searches_are_all_taken_over(house: House) -> None:
    add(house, "Ada", "First", "Morning")
    assert names(house, "morning")["songs"] == ["Morning"]
    for number in range(30):
        add(house, f"Band {number}", "Debut", *(f"Tune {number} {place}" for place in range(40)))
    assert names(house, "tune 29 39")["songs"][0] == "Tune 29 39"
    assert names(house, "morning")["songs"] == ["Morning"]

"""Lyrics with times, as a client sees them."""

from tests.api.asking import announced, ask, refused
from tests.household import House
from tests.playback.shelf import add_album


def test_lines_with_times(house: House) -> None:
    add_album(house.services.store, "Artist", "Album", songs=1)
    assert ask(house, "GetSynchronizedLyrics", songid=1) == {"songid": 1, "lyricsstate": 0, "lines": []}
    name, song = announced(house, "SetSongLyrics", songid=1, lyrics="[00:01.50]One\n[00:02.00]Two", lyricsstate=3)
    assert (name, song["song"]["lyricsstate"]) == ("GetSong", 3)
    assert ask(house, "GetSongLyrics", songid=1)["lyrics"] == "One\nTwo"
    assert ask(house, "GetSynchronizedLyrics", songid=1)["lines"] == [
        {"time": 1.5, "text": "One", "words": []},
        {"time": 2.0, "text": "Two", "words": []},
    ]
    announced(house, "SetSongLyrics", songid=1, lyrics="", lyricsstate=4)
    assert ask(house, "GetSynchronizedLyrics", songid=1) == {"songid": 1, "lyricsstate": 4, "lines": []}
    assert refused(house, "GetSynchronizedLyrics", songid=404) == "notfound"

"""Playlist files of other programs are understood, and their songs are found again."""

import unicodedata

import pytest

from musicdb.ids import SongId
from musicdb.library.playlistfiles import Line, SongFinder, parse
from musicdb.media.texts import decoded

SONGS = {
    "Motörhead/1980 - Ace of Spades/01 Ace of Spades.mp3": SongId(1),
    "Motörhead/1980 - Ace of Spades/02 Love Me.mp3": SongId(2),
    "Other/1999 - Live/02 Love Me.mp3": SongId(3),
    "Other/1999 - 50% Off/01 Intro.mp3": SongId(4),
}
TITLES = [("motorhead", "ace of spades", SongId(1)), ("motorhead", "love me", SongId(2)), ("other", "twice", SongId(3))]
FINDER = SongFinder(SONGS, [*TITLES, ("other", "twice", SongId(4))], "/srv/Music")


def test_labels_and_names_are_read() -> None:
    file = parse("#EXTM3U\r\n#PLAYLIST: Mine \r\n#EXTINF:123,A - B\r\none.mp3\r\n\r\n# nothing\r\ntwo.mp3\r\n")
    assert file.name == "Mine"
    assert file.lines == (Line(4, "one.mp3", "A - B"), Line(7, "two.mp3"))
    assert parse("").lines == ()


@pytest.mark.parametrize(
    ("path", "directory", "songid"),
    [
        ("Motörhead/1980 - Ace of Spades/01 Ace of Spades.mp3", "", 1),
        (unicodedata.normalize("NFD", "Motörhead/1980 - Ace of Spades/01 Ace of Spades.mp3"), "", 1),
        ("motörhead\\1980 - ACE OF SPADES\\02 Love Me.MP3", "", 2),
        ("/srv/Music/Other/1999 - Live/02 Love Me.mp3", "", 3),
        ("../Other/1999 - Live/02 Love Me.mp3", "Playlists", 3),
        ("02 Love Me.mp3", "Other/1999 - Live", 3),
        ("file:///srv/Music/Other/1999%20-%2050%25%20Off/01%20Intro.mp3", "", 4),
        ("Other/1999 - 50% Off/01 Intro.mp3", "", 4),
        ("D:\\Musik\\Other\\1999 - Live\\02 Love Me.mp3", "", 3),
        ("file:///C:/Music/1999%20-%20Live/02%20Love%20Me.mp3", "", 3),
        ("/home/me/1980 - Ace of Spades/02 Love Me.mp3", "", 2),
        ("02 Love Me.mp3", "", None),
        ("http://radio.example.org/02 Love Me.mp3", "", None),
        ("../../etc/passwd", "", None),
        ("", "", None),
    ],
)
def test_paths(path: str, directory: str, songid: int | None) -> None:
    found = FINDER.find_all([Line(7, path)], directory)
    assert found.songids == ([] if songid is None else [songid])
    assert [line.line for line in found.missing] == ([7] if songid is None else [])


def test_a_label_is_enough_when_it_means_one_song() -> None:
    found = FINDER.find_all([Line(1, "a.mp3", "MOTORHEAD - Love me"), Line(2, "b.mp3", "Other - Twice")])
    assert found.songids == [2]
    assert [(line.line, line.text) for line in found.missing] == [(2, "Other - Twice")]


@pytest.mark.parametrize(
    "data",
    ["Söng".encode(), b"\xef\xbb\xbf" + "Söng".encode(), "Söng".encode("utf-16"), "Söng".encode("cp1252")],
)
def test_encodings_are_guessed(data: bytes) -> None:
    assert decoded(data) == "Söng"


def test_every_byte_can_be_read() -> None:
    assert decoded(bytes(range(256))).startswith("\0")

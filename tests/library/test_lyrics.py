"""Lyrics come from files beside songs and from tags, with times where there are any."""

from pathlib import Path

import pytest

from musicdb.library.lyrics import keep_lyrics, read_lines, split
from musicdb.model.lyrics import Lyrics, SungLine, SungWord
from tests.library.conftest import AddSong, Household, embed_lyrics

LRC = "[ar:Somebody]\n[00:12.50]First\n[00:20.00]Second\n"


def imported(household: Household) -> tuple[str, str, int]:
    album = household.importer.import_album("Artist/2004 - Album").album
    (song,) = household.store.songs.of_album(album.id)
    lyrics = household.store.lyrics
    return lyrics.get(song.id), lyrics.synchronized(song.id), song.lyricsstate


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (LRC, ((12.5, "First"), (20.0, "Second"))),
        ("[01:02]One\n[00:30][02:00.5]Twice", ((30.0, "Twice"), (62.0, "One"), (120.5, "Twice"))),
        ("[offset:+500]\n[00:01.000]Early\n[00:00.1]Now", ((0.0, "Now"), (0.5, "Early"))),
        ("[offset:-1000]\r\n[0:01:20]Late", ((2.2, "Late"),)),
        ("[1:00:00.00]An hour", ((3600.0, "An hour"),)),
        ("[00:05.00]\n[00:06.00] spaced ", ((5.0, ""), (6.0, "spaced"))),
        ("Only\nwords [00:01.00]", ()),
        ("One\nTwo\nThree\n[00:01.00]not enough", ()),
        ("[99999:99]\n[x]\n[:]\n", ()),
        ("", ()),
    ],
)
def test_lines_get_their_times(text: str, lines: tuple[tuple[float, str], ...]) -> None:
    assert read_lines(text) == tuple(SungLine(*line) for line in lines)


def test_words_may_have_times() -> None:
    (line,) = read_lines("[00:01.00]<00:01.00>Love <00:01.50> me<00:02.00>")
    assert line == SungLine(1.0, "Love me", (SungWord(1.0, "Love"), SungWord(1.5, "me")))


def test_a_text_without_times_stays_as_it_is() -> None:
    assert split("la\n\nla") == Lyrics("la\n\nla")
    assert split(LRC) == Lyrics("First\nSecond", LRC)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_beside_the_song_counts_more_than_its_tags(
    household: Household, add_song: AddSong, encoding: str
) -> None:
    song = add_song("Artist/2004 - Album/01 Öne.mp3")
    embed_lyrics(song, "from the tags")
    assert imported(household) == ("from the tags", "", 1)
    song.with_suffix(".TXT").write_bytes("Grün\r\nist\r\n".encode(encoding))
    assert imported(household) == ("Grün\nist", "", 1)
    song.with_suffix(".lrc").write_bytes("[00:01.00]Grün\n[00:02.00]ist".encode(encoding))
    assert imported(household) == ("Grün\nist", "[00:01.00]Grün\n[00:02.00]ist", 1)
    for file in song.parent.glob("*.*"):
        if file != song:
            file.unlink()
    assert imported(household) == ("from the tags", "", 1)


def test_files_that_are_no_lyrics_are_left_alone(household: Household, add_song: AddSong, tmp_path: Path) -> None:
    song = add_song("Artist/2004 - Album/01 One.mp3")
    song.with_suffix(".lrc").write_bytes(b"x" * 300_000)
    secret = tmp_path / "secret"
    secret.write_text("secret")
    song.with_suffix(".txt").symlink_to(secret)
    song.with_name("02 Other.txt").write_text("other")
    assert imported(household) == ("", "", 0)


def test_what_a_person_says_stays(household: Household, add_song: AddSong) -> None:
    song = add_song("Artist/2004 - Album/01 One.mp3")
    song.with_suffix(".lrc").write_text(LRC)
    imported(household)
    (known,) = household.store.songs.all()
    keep_lyrics(household.store, known.id, "First\nSecond", 3)
    assert imported(household) == ("First\nSecond", LRC.strip(), 3)
    keep_lyrics(household.store, known.id, "Other", 3)
    assert imported(household) == ("Other", "", 3)
    keep_lyrics(household.store, known.id, "[00:01.00]Mine", 2)
    assert imported(household) == ("Mine", "[00:01.00]Mine", 2)

"""The naming scheme: what is read from names, and what names are made."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicdb.errors import BadNameError
from musicdb.library import naming
from musicdb.library.naming import AlbumName, PathParts, SongName, VideoName
from musicdb.library.paths import check_component
from musicdb.library.shortening import shorten


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2005 - Rosenrot", AlbumName(2005, "Rosenrot")),
        ("1999 - 13 - Live", AlbumName(1999, "13 - Live")),
        ("0000 - Unknown", AlbumName(0, "Unknown")),
        ("2005 - 中", AlbumName(2005, "中")),
        ("2005 -Rosenrot", None),
        ("2005 - ", None),
        ("205 - Rosenrot", None),
        ("٢٠٠٥ - Rosenrot", None),
        ("Rosenrot", None),
    ],
)
def test_albums_are_read(name: str, expected: AlbumName | None) -> None:
    assert naming.parse_album(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("01 Benzin.flac", SongName("Benzin", 1, 1, "flac")),
        ("2-07 C.m4a", SongName("C", 7, 2, "m4a")),
        ("102 Dr. No.live.MP3", SongName("Dr. No.live", 102, 1, "mp3")),
        ("07 4-10 Man.opus", SongName("4-10 Man", 7, 1, "opus")),
        ("05 - Title.mp3", SongName("- Title", 5, 1, "mp3")),
        ("01 Clip.mp4", SongName("Clip", 1, 1, "mp4")),
        ("01 cover.jpg", None),
        ("Benzin.flac", None),
        ("01Benzin.flac", None),
        ("01 .flac", None),
        ("01 Benzin", None),
    ],
)
def test_songs_are_read(name: str, expected: SongName | None) -> None:
    assert naming.parse_song(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2001 - Sonne.m4v", VideoName(2001, "Sonne", "m4v")),
        ("2001 - Sonne - Live - Berlin.webm", VideoName(2001, "Sonne - Live - Berlin", "webm")),
        ("2001 - Sonne.MKV", VideoName(2001, "Sonne", "mkv")),
        ("2001 - Sonne.avi", None),
        ("Sonne.mp4", None),
    ],
)
def test_videos_are_read(name: str, expected: VideoName | None) -> None:
    assert naming.parse_video(name) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("A", PathParts(artist="A")),
        ("A/2001 - B", PathParts(artist="A", album="B", release=2001)),
        ("A/2001 - B.mp4", PathParts(artist="A", video="B", release=2001, extension="mp4")),
        (
            "A/2001 - B/2-07 C.m4a",
            PathParts(artist="A", album="B", release=2001, song="C", songnumber=7, cdnumber=2, extension="m4a"),
        ),
        ("A/B", None),
        ("A/2001 - B/C.mp3", None),
        ("A/B/01 C.mp3", None),
        ("A/2001 - B/CD1/01 C.mp3", None),
        ("../2001 - B", None),
        ("", None),
    ],
)
def test_paths_are_analysed(path: str, expected: PathParts | None) -> None:
    assert naming.analyse_path(path) == expected


def test_names_are_made() -> None:
    assert naming.artist_directory(" Rammstein ") == "Rammstein"
    assert naming.artist_directory("AC/DC") == "AC\u2215DC"
    assert naming.artist_directory("...And You") == "\u2024..And You"
    assert naming.artist_directory("~") == "\u223c"
    assert naming.album_directory(2005, "...Rosenrot") == "2005 - ...Rosenrot"
    assert naming.album_directory(0, "X") == "0000 - X"
    assert naming.song_filename("Benzin", 1, 1, "FLAC", 1) == "01 Benzin.flac"
    assert naming.song_filename("Benzin", 1, 2, ".flac", 2) == "2-01 Benzin.flac"
    assert naming.song_filename("Benzin", 101, 1, "flac", 1) == "101 Benzin.flac"
    assert naming.video_filename(2001, "Sonne", "mp4") == "2001 - Sonne.mp4"
    assert naming.plain_filename("cover", "JPG") == "cover.jpg"
    assert naming.plain_filename("README", "") == "README"
    assert naming.plain_filename(".directory", "") == "\u2024directory"


def test_decomposed_names_are_composed() -> None:
    composed = unicodedata.normalize("NFC", "Ünïcödé 한국어")
    assert naming.safe_name(unicodedata.normalize("NFD", composed)) == composed


@pytest.mark.parametrize(
    "name", ["", " ", "\u3000\u00a0", "\u200b\ufeff", ".", "..", " .. ", "a\0b", "a\nb", "a\udc80", "x\\.."]
)
def test_impossible_names_are_refused(name: str) -> None:
    for make in (
        naming.safe_name,
        naming.artist_directory,
        lambda text: naming.album_directory(2000, text),
        lambda text: naming.song_filename(text, 1, 1, "mp3", 1),
    ):
        with pytest.raises(BadNameError) as caught:
            make(name)
        assert caught.value.message.encode()


def test_impossible_numbers_are_refused() -> None:
    with pytest.raises(BadNameError):
        naming.album_directory(20000, "A")
    with pytest.raises(BadNameError):
        naming.song_filename("A", -1, 1, "mp3", 1)
    with pytest.raises(BadNameError):
        naming.song_filename("A", 1, 1, "x" * 255, 1)


@pytest.mark.parametrize(
    "grapheme",
    ["é", "e\u0301\u0323", "👩\u200d👩\u200d👧", "👍🏽", "🇩🇪", "क्षि", "각", "\u1100\u1161\u11a8", "❤\ufe0f", "が"],
)
def test_long_names_are_cut_between_graphemes(grapheme: str) -> None:
    size = len(grapheme.encode())
    for room in range(size, 6 * size):
        assert shorten(grapheme * 50, room) == grapheme * (room // size)


def test_long_songs_keep_number_and_extension() -> None:
    name = naming.song_filename("語" * 200, 7, 2, "flac", 2)
    assert name.startswith("2-07 語")
    assert name.endswith("語.flac")
    assert 252 < len(name.encode()) <= 255


@given(st.text(max_size=400), st.integers(0, 9999), st.integers(0, 999), st.sampled_from(("mp3", "opus", "flac")))
def test_what_is_made_is_read_back(name: str, number: int, cd: int, extension: str) -> None:
    try:
        names = (
            naming.artist_directory(name),
            naming.album_directory(number, name),
            naming.song_filename(name, number, cd, extension, 2),
            naming.video_filename(number, name, "mp4"),
        )
    except BadNameError:
        return
    for made in names:
        check_component(made)
    path = naming.analyse_path("/".join((names[0], names[1], names[2])))
    assert path is not None
    assert (path.release, path.songnumber, path.cdnumber, path.extension) == (number, number, cd, extension)
    assert naming.safe_name(name).startswith(path.song or "?")
    video = naming.parse_video(names[3])
    assert video is not None
    assert video.release == number


def test_spellings_of_one_name_fold_alike() -> None:
    assert naming.fold("AC/DC") == naming.fold("ac\u2215dc")
    assert naming.fold("Guns N’ Roses") == naming.fold("guns n'  roses")
    assert naming.fold(unicodedata.normalize("NFD", "Björk")) == naming.fold("BJÖRK")
    assert naming.fold("\u2024..And You") == naming.fold("...and you")
    assert naming.fold("Björk") != naming.fold("Bjork")

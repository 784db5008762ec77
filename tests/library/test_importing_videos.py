"""Artists are made with their directory; videos are imported and stay themselves."""

import unicodedata

import pytest

from musicdb.errors import BadNameError, CollisionError, InvalidContentError, NotFoundError
from tests.library.conftest import AddSong, Household, make_video


def test_an_artist_is_created_with_directory_and_row(household: Household) -> None:
    artist = household.importer.create_artist("AC/DC")
    assert artist.name == artist.path == "AC∕DC"
    assert (household.root / "AC∕DC").is_dir()
    assert household.importer.create_artist("AC/DC") == artist


def test_an_artist_that_is_on_disk_in_the_other_normal_form_is_not_doubled(household: Household) -> None:
    decomposed = unicodedata.normalize("NFD", "Motörhead")
    (household.root / decomposed).mkdir()
    assert household.importer.create_artist(unicodedata.normalize("NFC", "Motörhead")).path == decomposed
    assert len(list(household.root.iterdir())) == 1


def test_an_artist_cannot_take_the_place_of_a_file(household: Household) -> None:
    (household.root / "Artist").write_bytes(b"")
    with pytest.raises(CollisionError, match="Artist"):
        household.importer.create_artist("Artist")


def test_a_video_is_imported_and_stays_itself(household: Household) -> None:
    path = "Artist/2001 - Sun - and Moon.mp4"
    make_video(household.root / path)
    video = household.importer.import_video(path)
    assert (video.name, video.release, video.path) == ("Sun - and Moon", 2001, path)
    assert (video.codec, video.xresolution, video.yresolution, video.playtime) == ("h264", 160, 120, 1)
    assert (video.vbegin, video.vend, len(video.checksum)) == (0, 1, 64)
    assert household.store.artists.get(video.artistid).path == "Artist"
    assert household.importer.import_video(path) == video


def test_what_is_no_video_is_refused(household: Household, add_song: AddSong) -> None:
    add_song("Artist/2004 - Album/01 One.mp3")
    (household.root / "Artist" / "2001 - Text.mp4").write_bytes(b"text")
    with pytest.raises(BadNameError):
        household.importer.import_video("Artist/2004 - Album/01 One.mp3")
    with pytest.raises(NotFoundError):
        household.importer.import_video("Artist/2002 - Nothing.mp4")
    with pytest.raises(InvalidContentError):
        household.importer.import_video("Artist/2001 - Text.mp4")

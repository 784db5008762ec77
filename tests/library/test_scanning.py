"""The music directory is compared with the catalogue, and a missing disk is never a lost collection."""

import hashlib
import os
import shutil

import msgspec
import pytest

from musicdb.errors import PathError
from musicdb.library.scanning import NewAlbum, NewVideo
from tests.library.conftest import AddSong, Household, embed_lyrics

ALBUM = "Artist/2004 - Album"


def test_new_content_is_what_can_be_imported(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    add_song("Artist/No year/01 One.mp3")
    add_song("Other/1999 - Known/01 One.mp3")
    household.importer.import_album("Other/1999 - Known")
    (household.root / "Artist" / "2005 - No music").mkdir()
    (household.root / "lost+found").mkdir()
    (household.root / "Artist" / "2001 - Sun.mp4").write_bytes(b"video")
    (household.root / "Artist" / "Moon.WEBM").write_bytes(b"video")
    content = household.scanner.find_new_content()
    assert content.albums == [
        NewAlbum(ALBUM, "Artist", "Album", 2004),
        NewAlbum("Artist/No year", "Artist", "No year", None),
    ]
    assert content.videos == [
        NewVideo("Artist/2001 - Sun.mp4", "Artist", "Sun", 2001, "mp4"),
        NewVideo("Artist/Moon.WEBM", "Artist", "Moon", None, "webm"),
    ]


def test_hidden_albums_are_no_new_content(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    album = household.importer.import_album(ALBUM).album
    household.store.albums.set_hidden(album.id, hidden=True)
    assert household.scanner.find_new_content().albums == []


def test_song_files_of_an_album_tell_what_tags_and_names_say(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 Known.mp3")
    household.importer.import_album(ALBUM)
    embed_lyrics(add_song(f"{ALBUM}/2-03 New.mp3", artist="Tag artist", date="1999", tracknumber="7/9"), "la la")
    add_song(f"{ALBUM}/Strange.flac")
    new, strange = household.scanner.find_album_song_files(ALBUM)
    assert msgspec.to_builtins(new) == {
        "path": f"{ALBUM}/2-03 New.mp3",
        "frommeta": {
            "songname": "2-03 New",
            "albumname": "",
            "artistname": "Tag artist",
            "releaseyear": 1999,
            "origin": "internet",
            "cdnumber": 0,
            "songnumber": 7,
            "haslyrics": True,
            "hasartwork": False,
        },
        "fromfile": {
            "songname": "New",
            "albumname": "Album",
            "artistname": "Artist",
            "releaseyear": 2004,
            "cdnumber": 2,
            "songnumber": 3,
        },
    }
    assert strange.fromfile is None


def test_an_unreadable_song_file_is_listed_all_the_same(household: Household) -> None:
    (household.root / ALBUM).mkdir(parents=True)
    (household.root / ALBUM / "01 Broken.mp3").write_bytes(b"broken")
    (file,) = household.scanner.find_album_song_files(ALBUM)
    assert file.frommeta.songname == ""
    assert file.fromfile is not None
    assert file.fromfile.songname == "Broken"


def test_what_is_no_directory_has_no_song_files(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    assert household.scanner.find_album_song_files("Artist/2001 - Nothing") == []
    assert household.scanner.find_album_song_files(f"{ALBUM}/01 One.mp3") == []
    with pytest.raises(PathError):
        household.scanner.find_album_song_files("../..")


def test_a_scan_tells_what_is_new_with_checksums(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    household.importer.import_album(ALBUM)
    two = add_song(f"{ALBUM}/02 Two.mp3", artist="2")
    add_song("New artist/2001 - New/01 One.mp3")
    (household.root / "Artist" / "2001 - Sun.mp4").write_bytes(b"video")
    scan = household.scanner.scan_filesystem()
    assert (scan.lostpaths.songs, scan.problems) == ([], [])
    assert [new.path for new in scan.newpaths.artists] == ["New artist"]
    assert [new.path for new in scan.newpaths.albums] == ["New artist/2001 - New"]
    assert [new.path for new in scan.newpaths.songs] == [f"{ALBUM}/02 Two.mp3", "New artist/2001 - New/01 One.mp3"]
    (filtered,) = scan.newpaths.filteredsongs
    assert filtered.checksum == hashlib.sha256(two.read_bytes()).hexdigest()
    assert [new.path for new in scan.newpaths.videos] == ["Artist/2001 - Sun.mp4"]


def test_a_scan_tells_what_is_lost(household: Household, add_song: AddSong) -> None:
    for path in (ALBUM, "Gone/1999 - Gone", "Artist/2005 - Gone"):
        add_song(f"{path}/01 One.mp3")
        add_song(f"{path}/02 Two.mp3")
        household.importer.import_album(path)
    shutil.rmtree(household.root / "Gone")
    shutil.rmtree(household.root / "Artist" / "2005 - Gone")
    (household.root / ALBUM / "02 Two.mp3").unlink()
    lost = household.scanner.scan_filesystem().lostpaths
    assert [artist.path for artist in lost.artists] == ["Gone"]
    assert sorted(album.path for album in lost.albums) == ["Artist/2005 - Gone", "Gone/1999 - Gone"]
    assert len(lost.songs) == 5
    assert all(song.id for song in lost.songs)


def test_a_moved_song_can_be_recognized_by_its_checksum(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.mp3", artist="1")
    place = add_song(f"{ALBUM}/02 Two.mp3", artist="2")
    household.importer.import_album(ALBUM)
    place.rename(place.with_name("03 Two.mp3"))
    scan = household.scanner.scan_filesystem()
    assert [song.checksum for song in scan.lostpaths.songs] == [new.checksum for new in scan.newpaths.filteredsongs]


def test_the_result_of_a_scan_can_be_sent(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    result = msgspec.to_builtins(household.scanner.scan_filesystem())
    assert set(result) == {"lostpaths", "newpaths", "problems", "moved", "changed"}
    assert set(result["lostpaths"]) == {"artists", "albums", "songs", "videos"}
    assert set(result["newpaths"]) == {"artists", "albums", "songs", "filteredsongs", "videos"}


@pytest.mark.parametrize("replacement", ["nothing", "an empty directory"])
def test_a_disk_that_is_not_mounted_is_an_error(household: Household, add_song: AddSong, replacement: str) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    household.importer.import_album(ALBUM)
    shutil.rmtree(household.root)
    if replacement == "an empty directory":
        household.root.mkdir()
    with pytest.raises(PathError, match="mounted"):
        household.scanner.scan_filesystem()


def test_an_empty_household_has_nothing_new_and_nothing_lost(household: Household) -> None:
    scan = household.scanner.scan_filesystem()
    assert (scan.lostpaths.artists, scan.newpaths.artists) == ([], [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_locked_directory_is_a_problem_and_not_a_loss(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    add_song("Other/2001 - B/01 One.mp3")
    household.importer.import_album(ALBUM)
    (household.root / "Artist").chmod(0)
    scan = household.scanner.scan_filesystem()
    (household.root / "Artist").chmod(0o755)
    assert scan.lostpaths.songs == scan.lostpaths.albums == []
    assert "Artist" in scan.problems[0]

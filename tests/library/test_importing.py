"""What lies in the music directory gets into the catalogue, again and again, and stays itself."""

import os
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest

from musicdb.errors import BadNameError, InvalidContentError, NotFoundError, PathError
from musicdb.model.records import Song
from tests.library.conftest import AddSong, Household, embed_lyrics, write_tags

ALBUM = "Artist/2004 - Album"
needs_rights = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


def songs_of(household: Household, albumid: int) -> list[Song]:
    return household.store.songs.of_album(albumid)


def genres_of(household: Household, songid: int) -> list[str]:
    return [tag.name for tag in household.store.tags.of_song(songid).genres]


def test_an_album_is_imported_with_its_artist_by_the_names_on_disk(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/02 Two.mp3", album="Wrong", artist="Wrong", tracknumber="9")
    add_song(f"{ALBUM}/01 One.flac", date="1999")
    result = household.importer.import_album(ALBUM)
    album = household.store.albums.get(result.album.id)
    assert result.unreadable == ()
    assert (album.name, album.release, album.path) == ("Album", 2004, ALBUM)
    assert (album.numofsongs, album.numofcds, album.artworkpath, album.hidden) == (2, 1, "default.jpg", 0)
    assert album.added == int((household.root / ALBUM).stat().st_mtime)
    assert household.store.artists.get(album.artistid).path == "Artist"
    assert [(song.name, song.number, song.cd) for song in songs_of(household, album.id)] == [
        ("One", 1, 1),
        ("Two", 2, 1),
    ]


def test_the_facts_of_a_song_come_from_its_file(household: Household, add_song: AddSong, corpus: Path) -> None:
    place = household.root / ALBUM / "01 Frantic.flac"
    place.parent.mkdir(parents=True)
    shutil.copy(corpus / "Aleksi Aubry-Carlson" / "2004 - Early Themes" / "01 Frantic.flac", place)
    (song,) = songs_of(household, household.importer.import_album(ALBUM).album.id)
    assert song.playtime > 10
    assert song.bitrate > 100_000
    assert len(song.checksum) == 64
    row = household.store.row("SELECT codec, samplerate, channels, filesize FROM songfiles")
    assert row is not None
    assert row[0] == "flac"
    assert row[1] >= 8000
    assert row[3] == place.stat().st_size


def test_the_corpus_is_imported_whole(household: Household, corpus: Path) -> None:
    shutil.copytree(corpus / "Aleksi Aubry-Carlson", household.root / "Aleksi Aubry-Carlson")
    result = household.importer.import_album("Aleksi Aubry-Carlson/2004 - Early Themes")
    assert result.unreadable == ()
    assert [song.name for song in songs_of(household, result.album.id)] == ["Frantic", "Elf Land", "Transience"]


def test_further_tags_are_kept_with_all_values(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.flac", artist=["A", "B"], composer=["C", "D"], isrc="DEAR41234567")
    (song,) = songs_of(household, household.importer.import_album(ALBUM).album.id)
    metadata = household.store.songs.metadata(song.id)
    assert metadata["artists"] == ("A", "B")
    assert metadata["composer"] == ("C", "D")
    assert metadata["isrc"] == ("DEAR41234567",)


def test_cd_prefixes_count_and_upper_case_extensions_are_songs(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/1-01 One.mp3")
    add_song(f"{ALBUM}/2-01 Two.mp3").rename(household.root / ALBUM / "2-01 Two.MP3")
    album = household.importer.import_album(ALBUM).album
    assert (album.numofsongs, album.numofcds) == (2, 2)
    assert [(song.cd, song.path) for song in songs_of(household, album.id)] == [
        (1, f"{ALBUM}/1-01 One.mp3"),
        (2, f"{ALBUM}/2-01 Two.MP3"),
    ]


def test_a_song_that_is_not_named_by_the_scheme_is_imported_with_the_numbers_of_its_tags(
    household: Household, add_song: AddSong
) -> None:
    add_song(f"{ALBUM}/Bonus.flac", tracknumber="7", discnumber="2")
    (song,) = songs_of(household, household.importer.import_album(ALBUM).album.id)
    assert (song.name, song.number, song.cd) == ("Bonus", 7, 2)


def test_unreadable_songs_are_reported_and_do_not_hide_the_album(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    (household.root / ALBUM / "02 Broken.flac").write_bytes(b"not music at all")
    (household.root / ALBUM / "03 Empty.mp3").write_bytes(b"")
    (household.root / ALBUM / "booklet.pdf").write_bytes(b"%PDF")
    (household.root / ALBUM / "Scans").mkdir()
    result = household.importer.import_album(ALBUM)
    assert result.album.numofsongs == 1
    assert len(result.unreadable) == 2
    assert "02 Broken.flac" in result.unreadable[0]
    assert "03 Empty.mp3" in result.unreadable[1]


@needs_rights
def test_a_locked_song_is_reported(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    add_song(f"{ALBUM}/02 Two.mp3").chmod(0)
    assert "02 Two.mp3" in household.importer.import_album(ALBUM).unreadable[0]


@pytest.mark.parametrize("name", ["Thumbs.db", "README", "._01 One.mp3", ".hidden.mp3", "cover.jpg"])
def test_what_is_no_music_is_passed_by(household: Household, add_song: AddSong, name: str) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    (household.root / ALBUM / name).write_bytes(b"something")
    result = household.importer.import_album(ALBUM)
    assert (result.album.numofsongs, result.unreadable) == (1, ())


@pytest.mark.parametrize("content", [None, b"not music"])
def test_an_album_without_a_readable_song_is_refused_and_leaves_nothing(
    household: Household, content: bytes | None
) -> None:
    (household.root / ALBUM).mkdir(parents=True)
    if content is not None:
        (household.root / ALBUM / "01 One.mp3").write_bytes(content)
    with pytest.raises(InvalidContentError):
        household.importer.import_album(ALBUM)
    assert household.store.artists.all() == []


def test_paths_that_are_no_albums_are_refused(household: Household, add_song: AddSong) -> None:
    add_song("Artist/Album without year/01 One.mp3")
    add_song("2004 - Album/01 One.mp3")
    add_song("Artist/2004 - Album/2005 - Deeper/01 One.mp3")
    for path in ("Artist/Album without year", "2004 - Album", "Artist", "Artist/2004 - Album/2005 - Deeper"):
        with pytest.raises(BadNameError):
            household.importer.import_album(path)
    with pytest.raises(NotFoundError):
        household.importer.import_album("Artist/2001 - Nothing")
    for path in ("../2004 - Album", "/etc", "Artist/../../x", ""):
        with pytest.raises(PathError):
            household.importer.import_album(path)


def test_a_song_behind_a_link_out_of_the_music_directory_is_left_out(
    household: Household, add_song: AddSong, tmp_path: Path
) -> None:
    place = add_song(f"{ALBUM}/01 One.mp3")
    place.rename(tmp_path / "secret.mp3")
    (household.root / ALBUM / "02 Two.mp3").symlink_to(tmp_path / "secret.mp3")
    with pytest.raises(InvalidContentError):
        household.importer.import_album(ALBUM)


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has no file names that are not UTF-8")
def test_a_name_that_is_not_utf8_does_not_hide_the_album(household: Household, add_song: AddSong) -> None:
    place = add_song(f"{ALBUM}/01 One.mp3")
    shutil.copy(os.fsencode(place), os.fsencode(place.parent) + b"/02 T\xffwo.mp3")
    assert household.importer.import_album(ALBUM).album.numofsongs == 1


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_paths_are_stored_as_they_are_on_disk(household: Household, add_song: AddSong, form: str) -> None:
    path = unicodedata.normalize(form, "Motörhead/1980 - Åce 🎸/01 Señor.mp3")
    add_song(path)
    asked = unicodedata.normalize("NFC", path).rpartition("/")[0]
    album = household.importer.import_album(asked).album
    assert album.path == path.rpartition("/")[0]
    assert [song.path for song in songs_of(household, album.id)] == [path]
    assert household.importer.import_album(asked).album.id == album.id
    assert len(household.store.artists.all()) == 1


def test_importing_again_keeps_ids_and_what_a_person_has_set(household: Household, add_song: AddSong) -> None:
    place = add_song(f"{ALBUM}/01 One.mp3")
    first = household.importer.import_album(ALBUM).album
    (song,) = songs_of(household, first.id)
    household.store.execute("UPDATE songs SET likes = 5 WHERE songid = ?", (song.id,))
    household.store.execute("UPDATE albums SET origin = 'CD', added = 42, hidden = 1 WHERE albumid = ?", (first.id,))
    write_tags(place, artist="Somebody")
    again = household.importer.import_album(ALBUM).album
    (same,) = songs_of(household, again.id)
    assert (again.id, again.origin, again.added, again.hidden) == (first.id, "CD", 42, 1)
    assert (same.id, same.likes) == (song.id, 5)
    assert same.checksum != song.checksum
    assert household.store.songs.metadata(song.id)["artists"] == ("Somebody",)


def test_renamed_files_stay_the_songs_they_were(household: Household, add_song: AddSong) -> None:
    one = add_song(f"{ALBUM}/01 One.mp3", artist="1")
    two = add_song(f"{ALBUM}/02 Two.mp3", artist="2")
    album = household.importer.import_album(ALBUM).album
    before = {song.name: song.id for song in songs_of(household, album.id)}
    one.rename(one.with_name("02 One.mp3"))
    two.rename(two.with_name("01 Two!.mp3"))
    household.importer.import_album(ALBUM)
    after = {song.name: (song.id, song.number) for song in songs_of(household, album.id)}
    assert after == {"One": (before["One"], 2), "Two!": (before["Two"], 1)}


def test_a_song_whose_file_is_gone_stays_as_it_is(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    add_song(f"{ALBUM}/02 Two.mp3", artist="2").unlink()
    add_song(f"{ALBUM}/02 Two.mp3", artist="2")
    album = household.importer.import_album(ALBUM).album
    before = songs_of(household, album.id)
    (household.root / ALBUM / "02 Two.mp3").unlink()
    add_song(f"{ALBUM}/03 Three.mp3", artist="3")
    again = household.importer.import_album(ALBUM).album
    assert again.numofsongs == 3
    assert songs_of(household, album.id)[:2] == before


def test_copies_of_one_file_are_different_songs(household: Household, add_song: AddSong) -> None:
    place = add_song(f"{ALBUM}/01 One.mp3")
    shutil.copy(place, place.with_name("02 Copy.mp3"))
    album = household.importer.import_album(ALBUM).album
    first, second = songs_of(household, album.id)
    assert first.checksum == second.checksum
    place.unlink()
    household.importer.import_album(ALBUM)
    assert [song.id for song in songs_of(household, album.id)] == [first.id, second.id]


def test_lyrics_of_the_file_are_taken_and_follow_it(household: Household, add_song: AddSong) -> None:
    place = add_song(f"{ALBUM}/01 One.mp3")
    embed_lyrics(place, "la la")
    (song,) = songs_of(household, household.importer.import_album(ALBUM).album.id)
    assert (song.lyricsstate, household.store.lyrics.get(song.id)) == (1, "la la")
    embed_lyrics(place, "")
    household.importer.import_album(ALBUM)
    assert household.store.songs.get(song.id).lyricsstate == 0


def test_genres_of_the_files_are_suggested_for_songs_and_album(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.flac", genre=["Rock", "Pop"])
    add_song(f"{ALBUM}/02 Two.flac", genre="rock")
    album = household.importer.import_album(ALBUM).album
    one, two = songs_of(household, album.id)
    assert sorted(genres_of(household, one.id)) == ["Pop", "Rock"]
    assert genres_of(household, two.id) == ["Rock"]
    shares = {tag.name: tag.confidence for tag in household.store.tags.of_album(album.id).genres}
    assert shares == {"Rock": 1.0, "Pop": 0.5}


def test_a_genre_follows_the_file_but_one_a_person_took_off_stays_off(household: Household, add_song: AddSong) -> None:
    place = add_song(f"{ALBUM}/01 One.flac", genre=["Rock", "Pop"])
    album = household.importer.import_album(ALBUM).album
    (song,) = songs_of(household, album.id)
    rock = next(tag.id for tag in household.store.tags.all().genres if tag.name == "Rock")
    household.store.execute("DELETE FROM songtags WHERE songid = ? AND tagid = ?", (song.id, rock))
    household.importer.import_album(ALBUM)
    assert genres_of(household, song.id) == ["Pop"]
    write_tags(place, genre=["Rock", "Jazz"])
    household.importer.import_album(ALBUM)
    assert genres_of(household, song.id) == ["Jazz"]


def test_rights_are_fixed(household: Household, add_song: AddSong) -> None:
    place = add_song(f"{ALBUM}/01 One.mp3")
    place.chmod(0o600)
    place.parent.chmod(0o700)
    household.importer.import_album(ALBUM)
    assert place.stat().st_mode & 0o777 == 0o664
    assert place.parent.stat().st_mode & 0o777 == place.parent.parent.stat().st_mode & 0o777 == 0o775

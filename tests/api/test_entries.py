"""Renaming through the API: files and catalogue go together, nothing that was said about the music gets lost."""

import pytest

from musicdb.model.events import CachesChanged
from tests.api.asking import ask, refused
from tests.api.shelves import agree, is_loved, love, put, put_in_catalogue, remove, song_at
from tests.household import House
from tests.library.conftest import make_video

FIRST, SECOND = "Ada/2001 - First", "Ada/2002 - Second"


@pytest.fixture
def stocked(house: House) -> House:
    for path in (f"{FIRST}/01 One.flac", f"{FIRST}/02 Two.flac", f"{SECOND}/01 Three.flac"):
        put(house, path)
    put_in_catalogue(house, FIRST, SECOND)
    return house


def exists(house: House, path: str) -> bool:
    return (house.config.directories.music / path).exists()


def last_change(house: House) -> dict[str, object]:
    change: dict[str, object] = ask(house, "GetChanges", limit=1)[0]
    return change


def test_a_song_gets_another_name_and_its_old_one_back(stocked: House) -> None:
    old, new = f"{FIRST}/01 One.flac", f"{FIRST}/2-07 Uno.flac"
    songid = love(stocked, old)
    assert ask(stocked, "RenameMusicFile", oldpath=old, newpath=new) is True
    song = song_at(stocked, new)
    assert (song.id, song.name, song.number, song.cd) == (songid, "Uno", 7, 2)
    assert is_loved(stocked, songid)
    assert agree(stocked)
    assert any(isinstance(event, CachesChanged) for event in stocked.events)
    change = last_change(stocked)
    assert (change["state"], change["undoable"]) == ("done", True)
    ask(stocked, "UndoChange", changeid=change["id"])
    assert (song_at(stocked, old).name, song_at(stocked, new)) == ("One", None)
    assert last_change(stocked)["undoable"] is False
    assert agree(stocked)


def test_names_the_catalogue_cannot_read_are_refused(stocked: House) -> None:
    old = f"{FIRST}/01 One.flac"
    assert refused(stocked, "RenameMusicFile", oldpath=old, newpath=f"{FIRST}/One.flac") == "badname"
    assert refused(stocked, "RenameMusicFile", oldpath=old, newpath=f"{FIRST}/01 One.mp3") == "badname"
    assert refused(stocked, "RenameAlbumDirectory", oldpath=FIRST, newpath="Ada/First") == "badname"
    assert refused(stocked, "RenameMusicFile", oldpath=old, newpath=f"{FIRST}/02 Two.flac") == "collision"
    assert refused(stocked, "RenameMusicFile", oldpath=old, newpath=f"{SECOND}/01 One.flac") == "badpath"
    assert refused(stocked, "RenameAlbumDirectory", oldpath=FIRST, newpath=SECOND) == "collision"
    assert refused(stocked, "RenameAlbumDirectory", oldpath=FIRST, newpath="Bob/2001 - First") == "badpath"
    assert refused(stocked, "RenameArtistDirectory", oldpath=FIRST, newpath="Ada/2001 - F") == "badpath"
    assert ask(stocked, "GetChanges") == []


@pytest.mark.parametrize("bad", ["../out", "/etc/passwd", "~/x", "Ada/../../x", "", "Ada\\..\\x", "Ada/./x"])
def test_no_path_leads_out(stocked: House, bad: str) -> None:
    for function, arguments in {
        "RenameMusicFile": {"oldpath": bad, "newpath": bad + "2"},
        "RenameAlbumDirectory": {"oldpath": bad, "newpath": bad + "2"},
        "RenameArtistDirectory": {"oldpath": "Ada", "newpath": bad},
        "ChangeArtistDirectory": {"oldalbumpath": FIRST, "newartistdirectory": bad},
        "UpdateArtistEntry": {"artistid": 1, "newpath": bad},
        "UpdateAlbumEntry": {"albumid": 1, "newpath": bad},
        "UpdateSongEntry": {"songid": 1, "newpath": bad},
        "CreateSongEntry": {"newpath": bad},
    }.items():
        assert refused(stocked, function, **arguments) in {"badpath", "badname"}, function
    assert agree(stocked)


def test_files_and_directories_out_of_the_catalogue_are_renamed_freely(house: House) -> None:
    put(house, "New/Album/a.flac")
    assert ask(house, "RenameMusicFile", oldpath="New/Album/a.flac", newpath="New/Album/01 A.flac")
    assert ask(house, "RenameAlbumDirectory", oldpath="New/Album", newpath="New/2001 - Album")
    assert ask(house, "RenameArtistDirectory", oldpath="New", newpath="Newer")
    assert exists(house, "Newer/2001 - Album/01 A.flac")
    put_in_catalogue(house, "Newer/2001 - Album")
    assert agree(house)


def test_an_artist_is_renamed_with_everything(stocked: House) -> None:
    make_video(stocked.config.directories.music / "Ada/2003 - Clip.mp4")
    video = stocked.services.importer.import_video("Ada/2003 - Clip.mp4")
    songid = love(stocked, f"{SECOND}/01 Three.flac")
    ask(stocked, "RenameArtistDirectory", oldpath="Ada", newpath="Ädä")
    assert stocked.services.store.videos.get(video.id).path == "Ädä/2003 - Clip.mp4"
    assert song_at(stocked, "Ädä/2002 - Second/01 Three.flac").id == songid
    assert [artist.name for artist in stocked.services.store.artists.all()] == ["Ädä"]
    assert agree(stocked)
    ask(stocked, "RenameMusicFile", oldpath="Ädä/2003 - Clip.mp4", newpath="Ädä/2004 - A - B.mp4")
    named = stocked.services.store.videos.get(video.id)
    assert (named.name, named.release) == ("A - B", 2004)
    for change in ask(stocked, "GetChanges"):
        ask(stocked, "UndoChange", changeid=change["id"])
    assert song_at(stocked, f"{SECOND}/01 Three.flac").id == songid
    assert agree(stocked)


def test_an_album_moves_to_an_artist_who_is_made(stocked: House) -> None:
    songid = love(stocked, f"{FIRST}/01 One.flac")
    assert ask(stocked, "ChangeArtistDirectory", oldalbumpath=FIRST, newartistdirectory="Bob")
    assert song_at(stocked, "Bob/2001 - First/01 One.flac").id == songid
    assert [artist.name for artist in stocked.services.store.artists.all()] == ["Ada", "Bob"]
    assert agree(stocked)
    ask(stocked, "UndoChange", changeid=last_change(stocked)["id"])
    assert [artist.name for artist in stocked.services.store.artists.all()] == ["Ada"]
    assert not exists(stocked, "Bob")
    assert is_loved(stocked, songid)
    assert agree(stocked)


def test_the_catalogue_follows_what_a_person_moved_by_hand(stocked: House) -> None:
    root = stocked.config.directories.music
    songid = love(stocked, f"{FIRST}/01 One.flac")
    (root / "Bob").mkdir()
    (root / FIRST).rename(root / "Bob/2001 - First")
    assert ask(stocked, "ChangeArtistDirectory", oldalbumpath=FIRST, newartistdirectory="Bob")
    assert agree(stocked)
    album = stocked.services.store.albums.find("Bob/2001 - First")
    (root / "Bob/2001 - First").rename(root / "Bob/1999 - Zero")
    ask(stocked, "UpdateAlbumEntry", albumid=album.id, newpath="Bob/1999 - Zero")
    assert stocked.services.store.albums.get(album.id).release == 1999
    (root / "Bob").rename(root / "Rob")
    ask(stocked, "UpdateArtistEntry", artistid=album.artistid, newpath="Rob")
    (root / "Rob/1999 - Zero/01 One.flac").rename(root / "Rob/1999 - Zero/03 Tri.flac")
    ask(stocked, "UpdateSongEntry", songid=songid, newpath="Rob/1999 - Zero/03 Tri.flac")
    assert stocked.services.store.songs.get(songid).number == 3
    assert is_loved(stocked, songid)
    assert agree(stocked)
    assert refused(stocked, "UpdateSongEntry", songid=songid, newpath="Rob/1999 - Zero/02 Two.flac") == "collision"


def test_removed_entries_come_back_as_they_were(stocked: House) -> None:
    songid = love(stocked, f"{FIRST}/01 One.flac")
    store = stocked.services.store
    artist = store.artists.find("Ada")
    before = (store.songs.all(), store.albums.all(), store.artists.all())
    ask(stocked, "RemoveArtistEntry", artistid=artist.id)
    assert store.songs.all() == []
    assert exists(stocked, f"{FIRST}/01 One.flac")
    ask(stocked, "UndoChange", changeid=last_change(stocked)["id"])
    assert (store.songs.all(), store.albums.all(), store.artists.all()) == before
    assert is_loved(stocked, songid)


def test_a_removed_song_comes_back_with_its_content(stocked: House) -> None:
    songid = love(stocked, f"{FIRST}/01 One.flac")
    ask(stocked, "RemoveSongEntry", songid=songid)
    assert stocked.services.store.albums.find(FIRST).numofsongs == 1
    root = stocked.config.directories.music
    (root / FIRST / "01 One.flac").rename(root / SECOND / "09 Nine.flac")
    assert ask(stocked, "CreateSongEntry", newpath=f"{SECOND}/09 Nine.flac")["id"] == songid
    assert is_loved(stocked, songid)
    assert agree(stocked)
    assert refused(stocked, "CreateSongEntry", newpath="Bob/2001 - X/01 A.flac") == "notfound"


def test_an_upload_that_is_undone_and_done_again_is_what_it_was(house: House) -> None:
    source = put(house, "elsewhere.flac").rename(house.config.directories.data / "upload.flac")
    path = f"{FIRST}/01 One.flac"
    changeid = house.services.planner.place("Add", source, path, "one")
    put_in_catalogue(house, FIRST)
    songid, albumid = love(house, path), house.services.store.albums.find(FIRST).id
    ask(house, "UndoChange", changeid=changeid)
    assert not exists(house, "Ada")
    assert (house.config.directories.removed / str(changeid) / path).is_file()
    assert house.services.store.artists.all() == []
    house.services.planner.place("Add", source, "Bob/2001 - Other/05 Five.flac", "two")
    put_in_catalogue(house, "Bob/2001 - Other")
    assert song_at(house, "Bob/2001 - Other/05 Five.flac").id == songid
    assert is_loved(house, songid)
    house.services.planner.place("Add", source, path, "three")
    put_in_catalogue(house, FIRST)
    assert house.services.store.albums.find(FIRST).id == albumid


def test_an_album_moved_by_hand_is_recognized_at_its_import(stocked: House) -> None:
    root = stocked.config.directories.music
    songid, albumid = love(stocked, f"{FIRST}/01 One.flac"), stocked.services.store.albums.find(FIRST).id
    (root / "Bob").mkdir()
    (root / FIRST).rename(root / "Bob/2005 - Moved")
    (root / "Bob/2005 - Moved/01 One.flac").rename(root / "Bob/2005 - Moved/08 Eight.flac")
    put_in_catalogue(stocked, "Bob/2005 - Moved")
    assert song_at(stocked, "Bob/2005 - Moved/08 Eight.flac").id == songid
    assert stocked.services.store.albums.find("Bob/2005 - Moved").id == albumid
    assert agree(stocked)
    assert len(stocked.services.store.songs.all()) == 3


def test_changes_come_in_pages(stocked: House) -> None:
    for number in range(3, 6):
        old = stocked.services.store.songs.of_album(stocked.services.store.albums.find(FIRST).id)[0].path
        ask(stocked, "RenameMusicFile", oldpath=old, newpath=f"{FIRST}/0{number} X.flac")
    newest, middle = ask(stocked, "GetChanges", limit=2)
    assert newest["id"] > middle["id"]
    (oldest,) = ask(stocked, "GetChanges", limit=2, before=middle["id"])
    assert oldest["id"] < middle["id"]
    assert refused(stocked, "GetChanges", limit=0) == "badargument"
    assert refused(stocked, "UndoChange", changeid=99) == "notfound"
    remove(stocked, f"{FIRST}/05 X.flac")
    assert ask(stocked, "GetChanges", limit=1)[0]["undoable"] is False
    assert refused(stocked, "UndoChange", changeid=newest["id"]) == "cannotundo"

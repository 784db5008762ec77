"""A scan tells what was done by hand, and the catalogue follows on demand; a missing disk is never a loss."""

import os
import shutil
from typing import Any

import msgspec
import pytest

from musicdb.model.tasks import State
from tests.api.asking import ask, refused
from tests.api.shelves import agree, is_loved, love, put, put_in_catalogue, remove, song_at
from tests.household import House
from tests.library.conftest import make_video

FIRST, SECOND = "Ada/2001 - First", "Ada/2002 - Second"
OTHER = "Bob/2003 - Other"
SONGS = (f"{FIRST}/01 One.flac", f"{FIRST}/02 Two.flac", f"{SECOND}/01 Three.flac", f"{OTHER}/01 Four.flac")


@pytest.fixture
def stocked(house: House) -> House:
    for path in SONGS:
        put(house, path)
    put_in_catalogue(house, FIRST, SECOND, OTHER)
    return house


def scan(house: House) -> Any:
    """What a scan tells all clients."""
    since = len(house.events)
    taskid = ask(house, "InitiateFilesystemScan")
    ended = (State.FSSCANCOMPLETE, State.FSSCANFAILED)
    event = house.until(lambda event: getattr(event, "taskid", None) == taskid and event.state in ended, since)
    assert event.state is State.FSSCANCOMPLETE, event.message
    return msgspec.to_builtins(event.task.annotations)


def rename(house: House, old: str, new: str) -> None:
    root = house.config.directories.music
    (root / new).parent.mkdir(parents=True, exist_ok=True)
    (root / old).rename(root / new)


def pairs(moves: Any) -> list[tuple[str, str]]:
    return [(move["old"], move["new"]) for move in moves]


def test_nothing_to_tell(stocked: House) -> None:
    told = scan(stocked)
    assert not any(told["lostpaths"].values())
    assert not any(told["newpaths"].values())
    assert not any(told["moved"].values())
    assert not any(told["changed"].values())
    assert refused(stocked, "ApplyScan", moved=told["moved"]) == "notfound"


def test_a_renamed_artist_is_followed_with_everything_and_back(stocked: House) -> None:
    make_video(stocked.config.directories.music / "Ada/2004 - Clip.mp4")
    video = stocked.services.importer.import_video("Ada/2004 - Clip.mp4")
    songid = love(stocked, SONGS[0])
    rename(stocked, "Ada", "Eve")
    told = scan(stocked)
    assert pairs(told["moved"]["artists"]) == [("Ada", "Eve")]
    assert pairs(told["moved"]["albums"]) == [(FIRST, "Eve/2001 - First"), (SECOND, "Eve/2002 - Second")]
    assert len(told["moved"]["songs"]) == 3
    assert len(told["lostpaths"]["songs"]) == len(told["newpaths"]["songs"]) == 3
    changeid = ask(stocked, "ApplyScan", moved=told["moved"])
    assert song_at(stocked, "Eve/2001 - First/01 One.flac").id == songid
    assert stocked.services.store.videos.get(video.id).path == "Eve/2004 - Clip.mp4"
    assert is_loved(stocked, songid)
    assert agree(stocked)
    assert not any(scan(stocked)["moved"].values())
    ask(stocked, "UndoChange", changeid=changeid)
    assert song_at(stocked, SONGS[0]).id == songid


def test_albums_and_songs_are_found_wherever_they_went(stocked: House) -> None:
    store = stocked.services.store
    albumid, songids = store.albums.find(FIRST).id, [love(stocked, path) for path in SONGS]
    rename(stocked, FIRST, "Cid/1999 - Premier")
    rename(stocked, "Cid/1999 - Premier/01 One.flac", "Cid/1999 - Premier/02 Uno.flac")
    rename(stocked, SONGS[2], f"{OTHER}/05 Five.flac")
    remove(stocked, SECOND)
    remove(stocked, "Ada")
    rename(stocked, SONGS[3], "Dan/2010 - Split/01 Four.flac")
    told = scan(stocked)
    before = (store.songs.all(), store.albums.all(), store.artists.all())
    changeid = ask(stocked, "ApplyScan", moved=told["moved"])
    assert agree(stocked)
    assert store.albums.find("Cid/1999 - Premier").id == albumid
    assert [store.songs.get(songid).path for songid in songids] == [
        "Cid/1999 - Premier/02 Uno.flac",
        "Cid/1999 - Premier/02 Two.flac",
        f"{OTHER}/05 Five.flac",
        "Dan/2010 - Split/01 Four.flac",
    ]
    assert all(is_loved(stocked, songid) for songid in songids)
    assert [artist.name for artist in store.artists.all()] == ["Bob", "Cid", "Dan"]
    ask(stocked, "UndoChange", changeid=changeid)
    assert (store.songs.all(), store.albums.all(), store.artists.all()) == before


def test_songs_that_take_each_others_places(stocked: House) -> None:
    one, two = (song_at(stocked, path).id for path in SONGS[:2])
    rename(stocked, FIRST, "Ada/2001 - New")
    rename(stocked, "Ada/2001 - New/01 One.flac", "Ada/2001 - New/x")
    rename(stocked, "Ada/2001 - New/02 Two.flac", "Ada/2001 - New/01 One.flac")
    rename(stocked, "Ada/2001 - New/x", "Ada/2001 - New/02 Two.flac")
    ask(stocked, "ApplyScan", moved=scan(stocked)["moved"])
    assert song_at(stocked, "Ada/2001 - New/02 Two.flac").id == one
    assert song_at(stocked, "Ada/2001 - New/01 One.flac").id == two
    assert agree(stocked)


def test_changed_files_are_told_and_touched_ones_are_not(stocked: House) -> None:
    root = stocked.config.directories.music
    make_video(root / "Ada/2004 - Clip.mp4")
    stocked.services.importer.import_video("Ada/2004 - Clip.mp4")
    os.utime(root / SONGS[1], (1, 1))
    for path in (SONGS[0], "Ada/2004 - Clip.mp4"):
        with (root / path).open("ab") as file:
            file.write(b"more")
    told = scan(stocked)["changed"]
    assert [found["path"] for found in told["songs"]] == [SONGS[0]]
    assert [found["path"] for found in told["videos"]] == ["Ada/2004 - Clip.mp4"]


def test_invented_moves_are_refused(stocked: House) -> None:
    songid = song_at(stocked, SONGS[0]).id
    remove(stocked, SONGS[0])
    put(stocked, f"{FIRST}/09 Other.flac")

    def moved(old: str, new: str) -> dict[str, Any]:
        return {"artists": [], "albums": [], "videos": [], "songs": [{"id": songid, "old": old, "new": new}]}

    assert refused(stocked, "ApplyScan", moved=moved(SONGS[0], f"{FIRST}/09 Other.flac")) == "notfound"
    assert refused(stocked, "ApplyScan", moved=moved(SONGS[0], SONGS[1])) == "notfound"
    assert refused(stocked, "ApplyScan", moved=moved(SONGS[1], f"{FIRST}/09 Other.flac")) == "notfound"
    assert refused(stocked, "ApplyScan", moved=moved(SONGS[0], "../../etc/passwd")) == "badpath"


@pytest.mark.parametrize("left", [[], ["lost+found"], ["Other disk/2001 - X"]])
def test_a_missing_disk_is_no_loss(stocked: House, left: list[str]) -> None:
    root = stocked.config.directories.music
    shutil.rmtree(root)
    for name in left:
        (root / name).mkdir(parents=True)
    with pytest.raises(AssertionError, match="mounted"):
        scan(stocked)
    assert len(stocked.services.store.songs.all()) == 4

"""Changes by hand are told when it is quiet again, as albums and videos; nothing is imported, nothing is lost."""

import queue
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from musicdb.config.schema import Music
from musicdb.errors import PathError
from musicdb.library.contentwatch import ContentWatch, Pace
from musicdb.library.freshness import Freshness
from musicdb.library.mounts import mount_of
from tests.library.conftest import AddSong, Household, make_video

PATIENCE = 10
QUICK = Pace(quiet=0.1, longest=1.0)
ALBUM = "Ada/2001 - First"

Told = "queue.Queue[ContentChanged]"
StartWatch = Callable[..., Told]


@pytest.fixture
def start_watch(household: Household) -> Iterator[StartWatch]:
    watches: list[ContentWatch] = []

    def start(config: Music | None = None, pace: Pace = QUICK) -> Told:
        told: Told = queue.Queue()
        watch = ContentWatch(household.store, household.music, config or Music(), told.put, pace)
        watches.append(watch)
        watch.start()
        assert watch.is_watching.wait(PATIENCE)
        return told

    yield start
    for watch in watches:
        watch.stop()
        watch.stop()


def until(told: Told, albums: set[str], videos: set[str] | None = None) -> None:
    """Waits until all of these, and nothing else, were told."""
    missing_albums, missing_videos = set(albums), set(videos or ())
    while missing_albums or missing_videos:
        changed = told.get(timeout=PATIENCE)
        assert set(changed.albums) <= albums
        assert set(changed.videos) <= (videos or set())
        missing_albums -= set(changed.albums)
        missing_videos -= set(changed.videos)


def test_new_albums_and_videos_are_told_once_it_is_quiet(
    household: Household, add_song: AddSong, start_watch: StartWatch, tmp_path: Path
) -> None:
    make_video(tmp_path / "clip.mp4")
    told = start_watch()
    for number in range(5):
        add_song(f"{ALBUM}/0{number} Song.mp3")
    shutil.copy(tmp_path / "clip.mp4", household.root / "Ada/2002 - Clip.mp4")
    (household.root / ALBUM / ".hidden.mp3").write_bytes(b"x")
    until(told, {ALBUM}, {"Ada/2002 - Clip.mp4"})
    assert household.store.albums.all() == []


def test_a_whole_artist_moved_in_or_away_is_told_by_albums(
    household: Household, add_song: AddSong, start_watch: StartWatch, tmp_path: Path
) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    add_song("Ada/2002 - Second/01 One.mp3")
    household.importer.import_album(ALBUM)
    told = start_watch()
    (household.root / "Ada").rename(tmp_path / "Ada")
    (household.root / "other").mkdir()
    until(told, {ALBUM})
    (tmp_path / "Ada").rename(household.root / "Bob")
    until(told, {"Bob/2001 - First", "Bob/2002 - Second"})
    (household.root / "Bob" / "2001 - First" / "01 One.mp3").write_bytes(b"other")
    until(told, {"Bob/2001 - First"})


def test_what_the_catalogue_knows_is_not_told(household: Household, add_song: AddSong, start_watch: StartWatch) -> None:
    place = add_song(f"{ALBUM}/01 One.mp3")
    household.importer.import_album(ALBUM)
    told = start_watch()
    place.rename(place.with_name("x"))
    place.with_name("x").rename(place)
    (place.parent / "cover.jpg").write_bytes(b"x")
    add_song("Bob/2001 - Other/01 One.mp3")
    until(told, {"Bob/2001 - Other"})


def test_an_empty_music_directory_tells_nothing(
    household: Household, add_song: AddSong, start_watch: StartWatch, tmp_path: Path
) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    household.importer.import_album(ALBUM)
    with_music = start_watch()
    (household.root / "Ada").rename(tmp_path / "Ada")
    (household.root / "Bob").mkdir()
    until(with_music, {ALBUM})
    (household.root / "Bob").rmdir()
    with pytest.raises(PathError, match="mounted"):
        Freshness(household.store, household.music, Music()).look(["Ada"])


def test_what_cannot_be_watched_is_looked_at_now_and_then(
    household: Household, add_song: AddSong, start_watch: StartWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("musicdb.library.contentwatch.watch_tree", fail)
    told = start_watch(pace=Pace(quiet=0.1, longest=1.0, rescan=0.05))
    add_song(f"{ALBUM}/01 One.mp3")
    until(told, {ALBUM})
    assert household.store.albums.all() == []


def test_watching_can_be_switched_off(household: Household) -> None:
    watch = ContentWatch(household.store, household.music, Music(watch=False), print)
    watch.start()
    assert not watch.is_watching.is_set()
    watch.stop()


@pytest.mark.parametrize(
    ("kind", "remote"), [("ext4", False), ("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("fuseblk", False)]
)
def test_network_mounts_are_recognized(tmp_path: Path, kind: str, *, remote: bool) -> None:
    mounts = tmp_path / "mountinfo"
    place = str(tmp_path / "my music").replace(" ", r"\040")
    mounts.write_text(
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
        f"30 22 0:40 / {place} rw,relatime shared:7 master:2 - {kind} server:/music rw\n"
    )
    mount = mount_of(tmp_path / "my music" / "Ada", mounts)
    assert mount is not None
    assert (mount.number, mount.is_remote) == (30, remote)
    outside = mount_of(tmp_path / "my music 2", mounts)
    assert outside is not None
    assert outside.number == 22
    assert mount_of(tmp_path, tmp_path / "missing") is None

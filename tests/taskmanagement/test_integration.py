"""From uploads to the catalogue: archives, collisions, artwork, videos, and what happens when nothing happens."""

import os
import subprocess
import threading
import time
import zipfile
from pathlib import Path

import imageio_ffmpeg
import msgspec
import pytest
from PIL import Image

from musicdb.config.schema import Config
from musicdb.errors import CollisionError, NotFoundError, PathError, UndoError
from musicdb.ids import TaskId
from musicdb.model.proposals import AlbumChoice
from musicdb.model.tasks import ContentType, Notification, State
from tests.conftest import MakeSong, OpenHouse
from tests.household import House

TAGS = {"artist": "Ada", "album": "First", "date": "2001"}


def integrate(house: House, groupid: str = "g") -> None:
    """Confirms what is proposed, and waits until all of it is done."""
    proposal = house.services.integrations.propose_integration(groupid)
    house.services.integrations.integrate_uploads(groupid, proposal.albums, proposal.videos)
    house.until_idle()


def add_album(house: House, song: MakeSong) -> Path:
    """Brings an album of one song into the catalogue."""
    path = song("01 One.mp3", title="One", track="1", **TAGS)
    house.upload(path, "first", groupid="g")
    integrate(house)
    return path


def music_files(house: House) -> list[str]:
    music = house.config.directories.music
    return sorted(str(path.relative_to(music)) for path in music.rglob("*") if path.is_file())


def test_an_archive_becomes_one_task_for_each_file(house: House, song: MakeSong, tmp_path: Path) -> None:
    archive = tmp_path / "Ada - First.zip"
    with zipfile.ZipFile(archive, "w") as writing:
        for number in (1, 2):
            path = song(f"0{number} X.mp3", title=f"Song {number}", track=str(number), **TAGS)
            writing.write(path, path.name)
        writing.writestr("booklet.pdf", b"%PDF-1.4\n" + bytes(100))
        writing.writestr("setup.exe", b"MZ")
    house.begin(archive, "zip", groupid="g")
    house.send(archive, "zip")
    house.until_state("zip", State.REMOVE)
    while any(task.state is not State.READYFORINTEGRATION for task in house.services.uploads.get_tasks()):
        house.until(lambda event: event.state is State.READYFORINTEGRATION, since=len(house.events) - 1)
    integrate(house)
    assert music_files(house) == [
        "Ada/2001 - First/01 Song 1.mp3", "Ada/2001 - First/02 Song 2.mp3", "Ada/2001 - First/booklet.pdf",
    ]  # fmt: skip


def test_an_archive_inside_of_an_archive_is_not_unpacked(house: House, song: MakeSong, tmp_path: Path) -> None:
    inner, outer = tmp_path / "inner.zip", tmp_path / "outer.zip"
    with zipfile.ZipFile(inner, "w") as writing:
        writing.write(song("01 One.mp3"), "01 One.mp3")
    with zipfile.ZipFile(outer, "w") as writing:
        writing.write(song("02 Two.mp3"), "02 Two.mp3")
        writing.write(inner, "inner.zip")
    house.begin(outer, "zip", groupid="g")
    house.send(outer, "zip")
    refused = house.until(lambda event: getattr(event, "state", None) is State.INVALIDCONTENT)
    assert refused.task.sourcefilename == "inner.zip"
    house.until(lambda event: getattr(event, "state", None) is State.READYFORINTEGRATION)


@pytest.mark.parametrize("name", ["../../evil.mp3", "/etc/evil.mp3"])
def test_a_climbing_archive_is_refused(house: House, song: MakeSong, tmp_path: Path, name: str) -> None:
    archive = tmp_path / "evil.zip"
    with zipfile.ZipFile(archive, "w") as writing:
        writing.writestr(zipfile.ZipInfo(name), song("01 One.mp3").read_bytes())
    house.begin(archive, "zip", groupid="g")
    house.send(archive, "zip")
    told = house.until_state("zip", State.INVALIDCONTENT)
    assert told.message
    assert [task.id for task in house.services.uploads.get_tasks()] == ["zip"]


def test_nothing_is_overwritten_and_both_files_are_described(house: House, song: MakeSong) -> None:
    first = add_album(house, song)
    second = song("01 One.mp3", title="One", track="1", comment="another", **TAGS)
    house.upload(second, "second", groupid="h")
    proposal = house.services.integrations.propose_integration("h")
    collision = proposal.albums[0].files[0].collision
    assert collision is not None
    assert not collision.identical
    assert collision.existing.path == "Ada/2001 - First/01 One.mp3"
    with pytest.raises(CollisionError, match="another name"):
        house.services.integrations.integrate_uploads("h", proposal.albums, ())
    with pytest.raises(CollisionError):
        house.services.integrations.initiate_content_integration(TaskId("second"), "Ada/2001 - First/01 One.mp3")
    assert (house.config.directories.music / "Ada/2001 - First/01 One.mp3").read_bytes() != b""
    renamed = AlbumChoice(
        artistname="Ada", albumname="First", release=2001,
        files=tuple(msgspec.structs.replace(file, name="One (again)", number=2) for file in proposal.albums[0].files),
    )  # fmt: skip
    house.services.integrations.integrate_uploads("h", (renamed,), ())
    house.until_idle()
    assert music_files(house) == ["Ada/2001 - First/01 One.mp3", "Ada/2001 - First/02 One (again).mp3"]
    assert first.exists()
    (album,) = house.services.store.albums.all()
    assert album.numofsongs == 2


def test_an_album_is_imported_although_its_last_file_is_lost(house: House, song: MakeSong, tmp_path: Path) -> None:
    house.upload(
        song("01 One.mp3", title="One", track="1", **TAGS), "song", groupid="g", relativepath="First/01 One.mp3"
    )
    booklet = tmp_path / "booklet.pdf"
    booklet.write_bytes(b"%PDF-1.4\n" + bytes(100))
    house.upload(booklet, "booklet", groupid="g", relativepath="First/booklet.pdf")
    uploaded = house.services.uploads.get_task_by_id(TaskId("booklet")).uploadpath
    (house.config.directories.uploads / str(uploaded)).unlink()
    proposal = house.services.integrations.propose_integration("g")
    house.services.integrations.integrate_uploads("g", proposal.albums, proposal.videos)
    assert house.until_state("booklet", State.INTEGRATIONFAILED).message
    house.until_imported()
    assert music_files(house) == ["Ada/2001 - First/01 One.mp3"]


def test_the_same_file_again_stays_what_it_is(house: House, song: MakeSong) -> None:
    path = add_album(house, song)
    (before,) = house.services.store.songs.all()
    house.upload(path, "again", groupid="h")
    integrate(house, "h")
    (after,) = house.services.store.songs.all()
    assert after == before


def test_an_uploaded_picture_becomes_the_artwork(house: House, song: MakeSong, tmp_path: Path) -> None:
    add_album(house, song)
    picture = tmp_path / "front.png"
    Image.new("RGB", (700, 700), "#c03020").save(picture)
    house.upload(picture, "art", "artwork")
    house.services.integrations.initiate_content_integration(TaskId("art"), "Ada/2001 - First")
    house.until_idle()
    (album,) = house.services.store.albums.all()
    assert album.artworkpath != "default.jpg"
    for width in (150, 200, 500):
        for extension in (".jpg", ".webp"):
            place = house.config.directories.artwork / f"{width}x{width}" / album.artworkpath
            with Image.open(place.with_suffix(extension)) as scaled:
                assert scaled.size == (width, width)


def test_a_chosen_cover_comes_by_itself_and_goes_back_when_undone(house: House, song: MakeSong, tmp_path: Path) -> None:
    add_album(house, song)
    (before,) = house.services.store.albums.all()
    pictures = []
    for name, color in (("a", "#c03020"), ("b", "#2030c0")):
        Image.new("RGB", (300, 300), color).save(tmp_path / f"{name}.png")
        house.upload(tmp_path / f"{name}.png", name, "artwork", artworkof="Ada/2001 - First")
        house.until_idle()
        pictures.append(house.services.store.albums.get(before.id).artworkpath)
    assert len({before.artworkpath, *pictures}) == 3
    second, first = (change.id for change in house.services.store.changes.newest(2))
    with pytest.raises(UndoError, match="later change"):
        house.services.planner.undo(first)
    house.services.planner.undo(second)
    house.services.planner.undo(first)
    assert house.services.store.albums.get(before.id) == before


def test_a_broken_picture_leaves_the_old_cover(house: House, song: MakeSong, tmp_path: Path) -> None:
    add_album(house, song)
    (before,) = house.services.store.albums.all()
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture at all")
    house.upload(tmp_path / "broken.jpg", "art", "artwork", artworkof="Ada/2001 - First")
    house.until_state("art", State.IMPORTFAILED)
    assert house.services.store.albums.get(before.id) == before


def test_a_video_goes_to_its_artist(house: House, tmp_path: Path) -> None:
    path = tmp_path / "Ada - 2007 - Moving.mp4"
    picture = "testsrc=duration=2:size=320x180"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", picture, str(path)]
    subprocess.run(command, check=True)
    house.upload(path, "v", "video", groupid="g")
    integrate(house)
    (video,) = house.services.store.videos.all()
    assert (video.path, video.name, video.release) == ("Ada/2007 - Moving.mp4", "Moving", 2007)
    assert (video.xresolution, video.yresolution, video.playtime) == (320, 180, 2)


def test_one_slow_import_holds_up_nobody(house: House, song: MakeSong, monkeypatch: pytest.MonkeyPatch) -> None:
    add_album(house, song)
    going_on = threading.Event()
    import_album = house.services.importer.import_album

    def slow(albumpath: str) -> object:
        assert going_on.wait(20)
        return import_album(albumpath)

    monkeypatch.setattr(house.services.importer, "import_album", slow)
    task = house.services.imports.initiate_music_import(ContentType.ALBUM, "Ada/2001 - First")
    house.until_state(task.id, State.IMPORTINGMUSIC)
    house.upload(song("02 Two.mp3", title="Two", track="2", **TAGS), "t2")
    going_on.set()
    house.until_state(task.id, State.IMPORTCOMPLETE)


def test_what_nobody_cares_for_expires_but_not_in_silence(
    config: Config, song: MakeSong, open_house: OpenHouse
) -> None:
    house = open_house(config)
    house.begin(song("01 One.mp3"), "t1")
    house.close()
    long_ago = time.time() - 25 * 3600
    os.utime(config.directories.tasks / "t1.json", (long_ago, long_ago))
    house = open_house(config)
    told = house.until(lambda event: event.notification is Notification.INTERNALERROR)
    assert told.state is State.REMOVE
    assert "24 hours" in told.message
    house.until_idle()
    assert not list(config.directories.uploads.iterdir())


def test_a_failed_import_tells_why_and_stays(house: House) -> None:
    (house.config.directories.music / "Ada/2001 - Empty").mkdir(parents=True)
    task = house.services.imports.initiate_music_import(ContentType.ALBUM, "Ada/2001 - Empty")
    told = house.until_state(task.id, State.IMPORTFAILED)
    assert told.notification is Notification.INTERNALERROR
    assert told.message
    house.services.uploads.request_remove_upload(task.id)
    house.until_idle()


def test_paths_stay_inside_the_music_directory(house: House, song: MakeSong) -> None:
    house.upload(song("01 One.mp3"), "t1")
    for path in ("../evil.mp3", "/etc/evil.mp3", "a/../../evil.mp3", "a/b\0.mp3"):
        with pytest.raises(PathError):
            house.services.integrations.initiate_content_integration(TaskId("t1"), path)
        with pytest.raises((PathError, NotFoundError)):
            house.services.artwork_tasks.initiate_artwork_import(path, path)


def test_a_scan_tells_what_is_new_and_what_is_gone(house: House, song: MakeSong) -> None:
    add_album(house, song)
    music = house.config.directories.music
    (music / "Ada/2001 - First/01 One.mp3").rename(music / "Ada/2001 - First/01 Uno.mp3")
    task = house.services.scans.initiate_filesystem_scan()
    told = house.until_state(task.id, State.FSSCANCOMPLETE)
    assert told.task is not None
    assert [row["path"] for row in told.task.annotations["lostpaths"]["songs"]] == ["Ada/2001 - First/01 One.mp3"]
    assert [row["path"] for row in told.task.annotations["newpaths"]["filteredsongs"]] == [
        "Ada/2001 - First/01 Uno.mp3"
    ]
    house.until_idle()

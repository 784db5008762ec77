"""Uploads through the manager: what is asked for, what is refused, what survives."""

import json
from pathlib import Path

import msgspec
import pytest

from musicdb.config.schema import Config, Uploads
from musicdb.errors import (
    BadArgumentError,
    ChecksumFormatError,
    ChunkError,
    ContentTypeError,
    FileNameError,
    FileTypeError,
    InvalidContentError,
    MusicDBError,
    NoSpaceError,
    TaskStateError,
    TooLargeError,
    UnknownTaskError,
    UploadsDisabledError,
)
from musicdb.ids import TaskId
from musicdb.model.tasks import Notification, State
from musicdb.taskmanagement.admission import Offer
from musicdb.wire.chunks import Chunk
from tests.conftest import MakeSong, OpenHouse
from tests.household import House

GOOD = Offer(mimetype="audio/mpeg", contenttype="albumfile", filesize=1000, checksum="a" * 40, filename="01 One.mp3")


def requests(house: House, taskid: str) -> list[tuple[int | None, int | None]]:
    told = house.tasks_told(taskid)
    return [(event.offset, event.chunksize) for event in told if event.notification is Notification.CHUNKREQUEST]


def test_an_upload_goes_through_its_states_and_is_named_by_its_checksum(house: House, song: MakeSong) -> None:
    path = song("01 One.mp3", title="One", artist="Ada", album="First", date="2001", track="1")
    house.upload(path, "t1", groupid="g")
    task = house.services.uploads.get_task_by_id(TaskId("t1"))
    assert house.states_of("t1") == [
        State.WAITFORCHUNK, State.UPLOADCOMPLETE, State.PREPROCESSING, State.READYFORINTEGRATION,
    ]  # fmt: skip
    assert task.uploadpath == f"albumfile-{task.sourcechecksum}.mp3"
    assert (house.config.directories.uploads / task.uploadpath).read_bytes() == path.read_bytes()
    assert task.annotations["song"] == "One"
    assert task.annotations["groupid"] == "g"
    stored = json.loads((house.config.directories.tasks / "t1.json").read_bytes())
    assert stored == json.loads(msgspec.json.encode(task))


def test_a_hex_client_is_asked_chunk_by_chunk(house: House, song: MakeSong) -> None:
    path = song("01 One.wav", seconds=10)
    content = path.read_bytes()
    house.services.uploads.initiate_upload("t1", house.offer(path))
    for number in range(0, len(content), 409_600):
        house.until(
            lambda event, offset=number: event.notification is Notification.CHUNKREQUEST and event.offset == offset
        )
        house.services.uploads.new_chunk(TaskId("t1"), content[number : number + 409_600])
    house.until_state("t1", State.READYFORINTEGRATION)
    assert requests(house, "t1") == [(offset, 409_600) for offset in range(0, len(content), 409_600)]


def test_an_empty_chunk_asks_again_and_a_repeated_answer_is_harmless(house: House, song: MakeSong) -> None:
    path = song("01 One.wav", seconds=10)
    content = path.read_bytes()
    uploads = house.services.uploads
    uploads.initiate_upload("t1", house.offer(path))
    uploads.new_chunk(TaskId("t1"), b"")
    assert requests(house, "t1") == [(0, 409_600), (0, 409_600)]
    uploads.new_chunk(TaskId("t1"), content[:409_600])
    house.until(lambda event: event.offset == 409_600 and event.notification is Notification.CHUNKREQUEST)
    uploads.new_chunk(TaskId("t1"), content[409_600:])
    with pytest.raises((ChunkError, TaskStateError)):
        uploads.new_chunk(TaskId("t1"), content[409_600:])
    house.until_state("t1", State.READYFORINTEGRATION)


def test_a_binary_client_is_asked_ahead(house: House, song: MakeSong) -> None:
    path = song("01 One.wav", seconds=80)
    house.begin(path, "t1")
    size = path.stat().st_size
    assert requests(house, "t1") == [(offset, 1 << 20) for offset in range(0, min(4 << 20, size), 1 << 20)]
    house.send(path, "t1", 1 << 20, 2 << 20)
    assert len(requests(house, "t1")) == 4
    house.send(path, "t1", 0, 1 << 20)
    house.until(lambda event: event.offset == 5 << 20)
    house.send(path, "t1", 0, 1 << 20)
    for offset in range(2 << 20, size, 1 << 20):
        house.send(path, "t1", offset, offset + (1 << 20))
    house.until_state("t1", State.READYFORINTEGRATION)


def test_another_client_goes_on_where_the_first_one_left(house: House, song: MakeSong) -> None:
    path = song("01 One.wav", seconds=80)
    house.begin(path, "t1", groupid="g")
    house.send(path, "t1", 0, 1 << 20)
    house.until_stored("t1", 1 << 20)
    before = len(house.events)
    house.begin(path, "t1", groupid="other")
    assert (house.events[before].notification, house.events[before].offset) == (Notification.CHUNKREQUEST, 1 << 20)
    assert house.services.uploads.get_task_by_id(TaskId("t1")).annotations["groupid"] == "g"


def test_a_restart_asks_for_what_is_missing(config: Config, song: MakeSong, open_house: OpenHouse) -> None:
    path = song("01 One.wav", seconds=80)
    house = open_house(config)
    house.begin(path, "t1")
    house.send(path, "t1", 0, 1 << 20)
    house.until_stored("t1", 1 << 20)
    house.close()
    house = open_house(config)
    house.until(lambda event: event.notification is Notification.CHUNKREQUEST and event.offset == 1 << 20)
    for offset in range(1 << 20, path.stat().st_size, 1 << 20):
        house.send(path, "t1", offset, offset + (1 << 20))
    house.until_state("t1", State.READYFORINTEGRATION)
    house.close()


def test_a_restart_goes_on_with_a_file_that_was_complete(config: Config, song: MakeSong, open_house: OpenHouse) -> None:
    path = song("01 One.mp3")
    house = open_house(config)
    task = house.begin(path, "t1")
    house.close()
    # As a crash leaves it between storing the last chunk and going on to the next state.
    (config.directories.uploads / str(task.uploadpath)).write_bytes(path.read_bytes())
    complete = msgspec.structs.replace(task, offset=task.filesize)
    (config.directories.tasks / "t1.json").write_bytes(msgspec.json.encode(complete))
    open_house(config).until_state("t1", State.READYFORINTEGRATION)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"contenttype": "film"}, ContentTypeError),
        ({"contenttype": "album"}, ContentTypeError),
        ({"filename": "../01 One.mp3"}, FileNameError),
        ({"filename": "a\\b.mp3"}, FileNameError),
        ({"filename": "one\0.mp3"}, FileNameError),
        ({"filename": ".."}, FileNameError),
        ({"filename": ""}, FileNameError),
        ({"filename": "\ud800.mp3"}, FileNameError),
        ({"filename": "virus.exe"}, FileTypeError),
        ({"mimetype": "image/png"}, FileTypeError),
        ({"contenttype": "artwork"}, FileTypeError),
        ({"contenttype": "video"}, FileTypeError),
        ({"checksum": "a" * 39}, ChecksumFormatError),
        ({"checksum": "../" + "a" * 37}, ChecksumFormatError),
        ({"filesize": 0}, InvalidContentError),
        ({"filesize": -1}, InvalidContentError),
        ({"filesize": 21 << 30}, TooLargeError),
    ],
)
def test_what_cannot_be_taken_is_refused_before_a_byte_is_sent(
    house: House, changes: dict[str, object], error: type[MusicDBError]
) -> None:
    with pytest.raises(error):
        house.services.uploads.initiate_upload("t1", msgspec.structs.replace(GOOD, **changes))
    assert not house.services.uploads.get_tasks()
    assert not list(house.config.directories.uploads.iterdir())


@pytest.mark.parametrize("taskid", ["", "../t", "a/b", ".hidden", "x" * 129, "t\0", "t\n"])
def test_an_id_that_is_no_file_name_is_refused(house: House, taskid: str) -> None:
    with pytest.raises(BadArgumentError):
        house.services.uploads.initiate_upload(taskid, GOOD)


def test_uploads_can_be_switched_off_and_disks_can_be_full(config: Config, open_house: OpenHouse) -> None:
    house = open_house(msgspec.structs.replace(config, uploads=Uploads(allow=("video",))))
    with pytest.raises(UploadsDisabledError):
        house.services.uploads.initiate_upload("t1", GOOD)
    house.close()
    house = open_house(msgspec.structs.replace(config, uploads=Uploads(reserve=1 << 60)))
    with pytest.raises(NoSpaceError):
        house.services.uploads.initiate_upload("t1", GOOD)
    house.close()


def test_chunks_nobody_asked_for_are_refused(house: House, song: MakeSong) -> None:
    path = song("01 One.mp3")
    house.begin(path, "t1")
    size = path.stat().st_size
    receive = house.services.uploads.receive_chunk
    with pytest.raises(ChunkError):
        receive(Chunk(TaskId("t1"), 0, bytes(size + 1)), lambda: None)
    with pytest.raises(ChunkError):
        receive(Chunk(TaskId("t1"), size, b"x"), lambda: None)
    with pytest.raises(UnknownTaskError):
        receive(Chunk(TaskId("t2"), 0, b"x"), lambda: None)
    assert house.events[-1].state is State.NOTEXISTING
    house.send(path, "t1")
    house.until_state("t1", State.READYFORINTEGRATION)
    with pytest.raises(TaskStateError):
        receive(Chunk(TaskId("t1"), 0, b"x"), lambda: None)


def test_a_wrong_checksum_is_told_and_kept_until_the_upload_begins_anew(house: House, song: MakeSong) -> None:
    path = song("01 One.mp3")
    offer = msgspec.structs.replace(house.offer(path), checksum="0" * 40)
    house.services.uploads.initiate_upload("t1", offer, "binary")
    house.send(path, "t1")
    told = house.until_state("t1", State.UPLOADFAILED)
    assert told.notification is Notification.INTERNALERROR
    assert house.services.uploads.get_task_by_id(TaskId("t1")).annotations["failure"]["code"] == "checksummismatch"
    house.upload(path, "t1")


def test_the_same_content_under_two_names_is_two_uploads(house: House, song: MakeSong) -> None:
    path = song("01 One.mp3")
    house.upload(path, "t1")
    house.upload(path, "t2")
    first, second = (house.services.uploads.get_task_by_id(TaskId(taskid)) for taskid in ("t1", "t2"))
    assert first.uploadpath != second.uploadpath
    house.services.uploads.request_remove_upload(TaskId("t1"))
    house.until_state("t1", State.REMOVE)
    assert (house.config.directories.uploads / str(second.uploadpath)).exists()


def test_what_was_taken_back_can_be_sent_again(house: House, song: MakeSong) -> None:
    path = song("01 One.mp3")
    house.begin(path, "t1", groupid="g")
    house.services.integrations.remove_group("g")
    house.until_idle()
    house.upload(path, "t1", groupid="g")


def test_a_task_id_belongs_to_one_file(house: House, song: MakeSong) -> None:
    house.begin(song("01 One.mp3"), "t1")
    with pytest.raises(BadArgumentError):
        house.begin(song("02 Two.mp3"), "t1")


def test_deleting_the_json_file_removes_the_task(house: House, song: MakeSong) -> None:
    path = song("01 One.mp3")
    house.upload(path, "t1")
    (house.config.directories.tasks / "t1.json").unlink()
    house.until_state("t1", State.REMOVE)


def test_orphans_and_broken_files_at_the_start(config: Config, open_house: OpenHouse) -> None:
    house = open_house(config)
    house.close()
    uploads, tasks = config.directories.uploads, config.directories.tasks
    (uploads / "albumfile-orphan.mp3").write_bytes(b"x")
    (uploads / "unpacked-x").mkdir()
    (tasks / "t.json.tmp").write_bytes(b"{")
    house = open_house(config)
    assert not list(uploads.iterdir())
    assert not list(tasks.iterdir())
    house.close()
    (tasks / "broken.json").write_bytes(b"{")
    (uploads / "albumfile-maybe.mp3").write_bytes(b"x")
    house = open_house(config)
    assert [path.name for path in tasks.iterdir()] == ["broken.broken"]
    assert list(uploads.iterdir())
    house.close()


def test_a_renamed_picture_is_no_song(house: House, tmp_path: Path) -> None:
    path = tmp_path / "01 One.mp3"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1000))
    house.begin(path, "t1")
    house.send(path, "t1")
    told = house.until_state("t1", State.INVALIDCONTENT)
    assert told.notification is Notification.INTERNALERROR
    assert told.message

"""While an upload arrives, everybody sees whether the library has it already, and may stop it."""

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from musicdb.config.schema import Config
from musicdb.fingerprint.chromaprint import RATE
from musicdb.model.tasks import Notification, State
from tests.conftest import OpenHouse
from tests.fingerprint.instruments import play
from tests.household import House
from tests.insight.sounding import add_songs, noisy, write_sound

ALBUM = "Ada/2001 - First"


def verdict_of(event: Any) -> dict[str, Any]:
    task = getattr(event, "task", None)
    return dict(task.annotations.get("duplicate", {})) if task else {}


def test_an_upload_is_known_before_it_is_complete_and_stopped(house: House, tmp_path: Path) -> None:
    add_songs(house, ALBUM, {"01 One.mp3": play(60, 1), "02 Two.mp3": play(40, 2)})
    house.services.finder.catch_up()
    upload = write_sound(tmp_path / "again.mp3", noisy(play(60, 1)), "-b:a", "128k", "-ar", "44100")
    size = upload.stat().st_size
    house.begin(upload, "again")
    for begin in range(0, size * 3 // 4, size // 8):
        house.send(upload, "again", begin, begin + size // 8)
    told = verdict_of(house.until(lambda event: verdict_of(event).get("state") == "owned"))
    assert (told["song"]["path"], told["song"]["album"], told["final"]) == (f"{ALBUM}/01 One.mp3", "First", False)
    assert 30 <= told["heard"] < 50
    assert told["quality"] in {"better", "worse", "equal"}
    assert house.services.uploads.get_task_by_id("again").state is State.WAITFORCHUNK
    house.services.uploads.request_remove_upload("again")
    house.until_idle()


def test_of_a_file_whose_index_is_at_its_end_that_is_asked_for_first(
    config: Config, open_house: OpenHouse, tmp_path: Path
) -> None:
    house = open_house(replace(config, uploads=replace(config.uploads, chunksize=64 << 10)))
    add_songs(house, ALBUM, {"01 One.mp3": play(60, 1)})
    house.services.finder.catch_up()
    upload = write_sound(tmp_path / "again.m4a", noisy(play(60, 1)), "-b:a", "192k", "-ar", "44100")
    size, index = upload.stat().st_size, upload.read_bytes().rindex(b"moov") - 4
    house.begin(upload, "again")
    house.send(upload, "again", 0, size // 3)
    asked = house.until(lambda event: getattr(event, "offset", None) == index)
    assert asked.notification is Notification.CHUNKREQUEST
    house.send(upload, "again", index)
    house.send(upload, "again", size // 3, size * 2 // 3)
    told = verdict_of(house.until(lambda event: verdict_of(event).get("state") == "owned"))
    assert (told["song"]["path"], told["final"], told["heard"]) == (f"{ALBUM}/01 One.mp3", False, 30)
    assert house.services.uploads.get_task_by_id("again").offset == size * 2 // 3
    house.send(upload, "again", size * 2 // 3, index)
    house.until_state("again", State.READYFORINTEGRATION)


def test_what_is_new_and_what_shares_sound(house: House, tmp_path: Path) -> None:
    add_songs(house, ALBUM, {"01 One.mp3": play(60, 1)})
    house.services.finder.catch_up()
    new = write_sound(tmp_path / "new.mp3", play(12, 7))
    part = write_sound(tmp_path / "part.flac", play(60, 1)[20 * RATE : 35 * RATE])
    for name, path in (("new", new), ("part", part)):
        house.upload(path, name)
    for name, state in (("new", "new"), ("part", "related")):
        event = house.until(lambda event, name=name: event.taskid == name and verdict_of(event).get("final", False))
        assert verdict_of(event)["state"] == state
    assert verdict_of(event)["verdict"] == "excerpt"

"""A better file takes the place of one that is owned, as soon as it has come; the song stays what it is."""

from pathlib import Path

import pytest

from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.ids import SongId
from musicdb.model.tasks import State
from tests.conftest import MakeSong
from tests.household import House
from tests.taskmanagement.test_integration import add_album, music_files

OLD, NEW = "Ada/2001 - First/01 One.mp3", "Ada/2001 - First/01 One.flac"


@pytest.mark.parametrize("extension", ["flac", "mp3"])
def test_an_upload_replaces_a_song_and_goes_back(house: House, song: MakeSong, extension: str) -> None:
    old = add_album(house, song)
    (before,) = house.services.store.songs.all()
    better = song(f"better.{extension}", seconds=2)
    house.begin(better, "better", groupid="h")
    house.send(better, "better", 0, 1000)
    house.services.replacements.request_replacement("better", before.id)
    house.send(better, "better", 1000)
    house.until_state("better", State.IMPORTCOMPLETE)
    house.until_idle()
    path = NEW if extension == "flac" else OLD
    assert music_files(house) == [path]
    place = house.config.directories.music / path
    assert place.read_bytes() == better.read_bytes()
    after = house.services.store.songs.get(before.id)
    assert (after.path, after.name, after.albumid) == (path, before.name, before.albumid)
    (change,) = house.services.store.changes.newest(1)
    house.services.planner.undo(change.id)
    assert music_files(house) == [OLD]
    assert (house.config.directories.music / OLD).read_bytes() == old.read_bytes()
    assert house.services.store.songs.get(before.id).path == OLD


def test_what_has_come_already_replaces_at_once(house: House, song: MakeSong) -> None:
    add_album(house, song)
    (before,) = house.services.store.songs.all()
    house.upload(song("better.flac"), "better", groupid="h")
    house.services.replacements.request_replacement("better", before.id)
    house.until_idle()
    assert music_files(house) == [NEW]


def test_what_is_no_song_replaces_none_and_what_is_in_the_way_stays(
    house: House, song: MakeSong, tmp_path: Path
) -> None:
    add_album(house, song)
    (before,) = house.services.store.songs.all()
    notes = tmp_path / "booklet.pdf"
    notes.write_bytes(b"%PDF-1.4\n" + bytes(100))
    house.upload(notes, "notes", groupid="h")
    with pytest.raises(BadArgumentError, match="no song"):
        house.services.replacements.request_replacement("notes", before.id)
    house.upload(song("better.flac"), "better", groupid="h")
    with pytest.raises(NotFoundError):
        house.services.replacements.request_replacement("better", SongId(99))
    (house.config.directories.music / NEW).write_bytes(b"something else")
    house.services.replacements.request_replacement("better", before.id)
    event = house.until_state("better", State.INTEGRATIONFAILED)
    assert "another file" in str(event.message)
    assert house.services.store.songs.get(before.id) == before

"""Tags are written into files only when a person says so; the sound is proven to be the same; undo brings all back."""

from pathlib import Path
from typing import Any

import mutagen
import pytest

from musicdb.media.soundhash import sound_hash
from musicdb.media.tags import read_tags
from tests.api.asking import ask, refused
from tests.api.shelves import agree, is_loved, love, put_in_catalogue, song_at
from tests.household import House
from tests.library.conftest import FFMPEG
from tests.sounds import make_song

ALBUM = "Ada/2001 - First"


def put(house: House, name: str) -> Path:
    place = make_song(
        house.config.directories.music / ALBUM / name, seconds=0.3, title="Old", artist="Ada", track="3/12"
    )
    put_in_catalogue(house, ALBUM)
    return place


def plan(house: House, path: str, **changes: list[str]) -> Any:
    return ask(house, "PlanTags", songid=song_at(house, path).id, changes=changes)


@pytest.mark.parametrize("extension", ["mp3", "flac", "m4a", "ogg", "opus"])
def test_tags_are_written_and_taken_back(house: House, extension: str) -> None:
    path = f"{ALBUM}/03 Old.{extension}"
    place = put(house, f"03 Old.{extension}")
    songid, sound, content = love(house, path), sound_hash(place, FFMPEG), place.read_bytes()
    wish = {"title": ["Néw"], "tracknumber": ["4"], "genre": ["Jazz"], "artist": ["Ada"], "date": ["1999"]}
    planned = plan(house, path, **wish)
    assert place.read_bytes() == content
    assert {change["name"] for change in planned["changes"]} == set(wish) - {"artist"}
    changeid = ask(house, "EditTags", plan=planned)
    tags = read_tags(place)
    assert (tags.title, tags.track, tags.release, tags.genres) == ("Néw", 4, 1999, ("Jazz",))
    if extension in {"mp3", "m4a"}:
        assert tags.tracks == 12
    assert sound_hash(place, FFMPEG) == sound
    store = house.services.store
    assert store.songs.metadata(store.songs.get(song_at(house, path).id).id)["title"] == ("Néw",)
    assert is_loved(house, songid)
    assert agree(house)
    assert [entry.name for entry in place.parent.iterdir()] == [place.name]
    ask(house, "UndoChange", changeid=changeid)
    assert place.read_bytes() == content
    assert store.songs.metadata(song_at(house, path).id)["title"] == ("Old",)
    assert is_loved(house, songid)
    assert not any(ask(house, "GetChanges")[0][key] for key in ("undoable",))


def test_what_changed_meanwhile_is_not_touched(house: House) -> None:
    path = f"{ALBUM}/01 One.mp3"
    place = put(house, "01 One.mp3")
    planned = plan(house, path, title=["New"])
    invented = {**planned, "changes": [{"name": "title", "old": ["x"], "new": ["y"]}]}
    assert refused(house, "EditTags", plan=invented) == "planoutdated"
    file = mutagen.File(place, easy=True)
    file["title"] = "Somebody else"
    file.save()
    assert refused(house, "EditTags", plan=planned) == "planoutdated"
    changeid = ask(house, "EditTags", plan=plan(house, path, title=["New"], artist=[]))
    assert read_tags(place).artists == ()
    place.write_bytes(place.read_bytes() + b"x")
    assert refused(house, "UndoChange", changeid=changeid) == "cannotundo"


def test_an_old_id3_tag_stays_one(house: House) -> None:
    place = put(house, "01 One.mp3")
    file = mutagen.File(place)
    file.tags.update_to_v23()
    file.save(v2_version=3)
    ask(house, "EditTags", plan=plan(house, f"{ALBUM}/01 One.mp3", title=["New"]))
    assert mutagen.File(place).tags.version == (2, 3, 0)
    assert read_tags(place).title == "New"


def test_what_cannot_be_written_is_told(house: House) -> None:
    put(house, "01 One.wav")
    path = f"{ALBUM}/01 One.wav"
    songid = song_at(house, path).id
    assert refused(house, "PlanTags", songid=songid, changes={"title": ["New"]}) == "invalidcontent"
    put(house, "02 Two.mp3")
    songid = song_at(house, f"{ALBUM}/02 Two.mp3").id
    assert refused(house, "PlanTags", songid=songid, changes={"titel": ["New"]}) == "badargument"
    assert refused(house, "PlanTags", songid=songid, changes={"title": [" "]}) == "badargument"
    assert refused(house, "PlanTags", songid=99, changes={"title": ["New"]}) == "notfound"
    assert refused(house, "EditTags", plan=plan(house, f"{ALBUM}/02 Two.mp3", title=["Old"])) == "badargument"

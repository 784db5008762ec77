"""What one installation knows about sounds comes to another one: ids are kept, nothing is overwritten."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from musicdb.analysis.results import Results, key_of
from musicdb.config.schema import Config, Directories
from musicdb.errors import ChunkError, DumpError, NotFoundError
from musicdb.insight.annotations import Note, TrackHead
from musicdb.insight.definitions import Header
from musicdb.model.analysis import HeardBy, SoundValues
from musicdb.model.experiments import (
    AlbumMember,
    ArtistMember,
    ExperienceContent,
    PlaylistMember,
    PresetContent,
    SelectionMember,
    SongMember,
)
from musicdb.model.transfers import Tally
from tests.analysis.hearing import listen, sine
from tests.household import House
from tests.sounds import make_song

ALBUM = "Artist/2000 - Album"
HASHES = {"One": "1" * 64, "Two": "2" * 64}


@pytest.fixture
def houses(tmp_path: Path) -> Iterator[tuple[House, House]]:
    """Two installations with the same songs. Only the first one has heard them."""
    opened = []
    for name in ("here", "there"):
        config = Config(directories=Directories(music=tmp_path / name / "music", data=tmp_path / name / "data"))
        for song in ("02 Two.flac", "01 One.flac")[:: 1 if name == "here" else -1]:
            make_song(config.directories.music / ALBUM / song, title=song[3:-5])
        house = House(config)
        house.services.importer.import_album(ALBUM)
        for song in house.services.store.songs.all():
            house.services.store.analyses.set_soundhash(song.checksum, HASHES[song.name])
        opened.append(house)
    told = list(listen(sine(300, 1.0), "level").values())
    store = opened[0].services.store
    for soundhash in HASHES.values():
        heard_by_hash(opened[0], soundhash, told)
        store.analyses.keep(
            soundhash, "preset", [HeardBy("fingerprint", "2", "{}")], SoundValues(), fingerprint=b"1234"
        )
    yield opened[0], opened[1]
    for house in opened:
        house.close()


def heard_by_hash(house: House, soundhash: str, told: list, bpm: float = 120.0) -> None:  # type: ignore[type-arg]
    kept = [msgspec.structs.replace(one, audio=msgspec.structs.replace(one.audio, hash=soundhash)) for one in told]
    Results(house.config.directories.analysis).put(kept)
    key = key_of(kept[0])
    by = HeardBy(key.processor, key.version, key.parameters)
    house.services.store.analyses.keep(soundhash, "preset", [by], SoundValues(bpm=bpm), embedding=b"12345678")


def test_everything_comes_with_its_ids_and_only_once(houses: tuple[House, House], tmp_path: Path) -> None:
    here, there = houses[0].services, houses[1].services
    one, two = here.store.songs.all()
    preset = here.experiments.save_preset(None, Header("Mine"), PresetContent("level", {"full_scale": 0.5}))
    experience = here.experiments.save_experience(None, Header("Some"), ExperienceContent([preset.id]))
    outer = here.experiments.save_experience(None, Header("More"), ExperienceContent([], [experience.id]))
    playlist = here.playlists.create("Two", songids=[two.id])
    inner = here.selections.save(None, Header("Inner"), [SongMember(one.id), PlaylistMember(playlist.id)])
    names = [AlbumMember(one.albumid), ArtistMember(one.artistid), SelectionMember(inner.id)]
    selection = here.selections.save(None, Header("Outer"), names)
    (result, *_) = here.observations.of_song(one.id)
    track = here.annotations.add_track(one.id, TrackHead("Form", "", "#112233", overlapping=True))
    note = here.annotations.add(track.id, Note(0.1, 0.5, "Verse", "", [result.id]))
    told = here.transfers.dump(tmp_path / "dump.zip")
    assert (told.sounds, told.definitions, told.tracks) == (2, 5, 1)

    report = there.transfers.load(tmp_path / "dump.zip")
    assert (report.sounds, report.matched, report.left) == (2, 2, [])
    assert report.results == Tally(4, 0)
    assert report.definitions == Tally(5, 0)
    assert (report.tracks, report.annotations) == (Tally(1, 0), Tally(1, 0))
    assert there.experiments.experience(outer.id) == outer
    assert there.experiments.preset(preset.id) == preset
    songs = {song.name: song.id for song in there.store.songs.all()}
    assert there.selections.songs(inner.id) == [songs[one.name], songs[two.name]]
    assert set(there.selections.songs(selection.id)) == set(songs.values())
    assert there.store.annotations.get(note.id) == note
    same = there.observations.of(result.id)
    assert there.observations.parts(same) == here.observations.parts(result)
    assert there.store.analyses.values(songs["One"]).bpm == 120.0
    assert there.store.analyses.fingerprint(songs["One"]) == b"1234"

    there.experiments.save_preset(preset.id, Header("Changed"), PresetContent("level"))
    again = there.transfers.load(tmp_path / "dump.zip")
    assert (again.results, again.definitions, again.tracks) == (Tally(0, 4), Tally(0, 5), Tally(0, 1))
    assert there.experiments.preset(preset.id).name == "Changed"


def test_what_is_known_stays_and_what_has_no_place_is_told(houses: tuple[House, House], tmp_path: Path) -> None:
    here, there = houses[0].services, houses[1].services
    one, two = here.store.songs.all()
    here.selections.save(None, Header("Both"), [SongMember(one.id), SongMember(two.id), ArtistMember(one.artistid)])
    here.selections.save(None, Header("First"), [SongMember(one.id)])
    heard_by_hash(houses[1], HASHES["One"], list(listen(sine(500, 1.0), "level").values()), bpm=90.0)
    (before,) = there.observations.of_song(next(song.id for song in there.store.songs.all() if song.name == "One"))
    told = there.observations.vector(before, "level.rms", 0.0, None)
    there.store.songs.remove(next(song.id for song in there.store.songs.all() if song.name == "Two"))
    chosen = here.selections.all()[0].id
    here.transfers.dump(tmp_path / "some.zip", here.selections.all()[1].id)
    with zipfile.ZipFile(tmp_path / "some.zip") as archive:
        assert sum(name.startswith("results/") for name in archive.namelist()) == 1
    here.transfers.dump(tmp_path / "dump.zip", chosen)
    report = there.transfers.load(tmp_path / "dump.zip")
    assert (report.sounds, report.matched, report.results) == (2, 1, Tally(3, 1))
    (left,) = report.left
    assert "“Both”" in left
    assert there.observations.vector(before, "level.rms", 0.0, None) == told
    assert there.store.heardsounds.of_sound(HASHES["Two"])
    assert there.store.analyses.values(there.store.songs.all()[0].id).bpm == 90.0


def test_damaged_dumps_change_nothing(houses: tuple[House, House], tmp_path: Path) -> None:
    here, there = houses[0].services, houses[1].services
    here.experiments.save_preset(None, Header("Mine"), PresetContent("level"))
    here.transfers.dump(tmp_path / "dump.zip")
    with zipfile.ZipFile(tmp_path / "dump.zip") as whole, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in whole.namelist():
            content = whole.read(name)
            bad.writestr(name, content.replace(b"Mine", b"Yours"))
    with pytest.raises(DumpError, match="has another checksum"):
        there.transfers.load(tmp_path / "bad.zip")
    (tmp_path / "cut.zip").write_bytes((tmp_path / "dump.zip").read_bytes()[:-100])
    (tmp_path / "text.zip").write_text("Nothing of that kind.")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as empty:
        empty.writestr("readme.txt", "Nothing")
    for name in ("cut", "text", "empty"):
        with pytest.raises(DumpError):
            there.transfers.load(tmp_path / f"{name}.zip")
    assert not there.store.heardsounds.all_sounds()
    assert len([one for one in there.experiments.presets() if not one.builtin]) == 0


def test_dumps_arrive_in_pieces(houses: tuple[House, House], tmp_path: Path) -> None:
    houses[0].services.transfers.dump(tmp_path / "dump.zip")
    content, transfers = (tmp_path / "dump.zip").read_bytes(), houses[1].services.transfers
    arrival = transfers.announce(len(content))
    assert transfers.receive(arrival.id, 0, content[:100]).report is None
    with pytest.raises(ChunkError):
        transfers.receive(arrival.id, 0, content[:100])
    with pytest.raises(ChunkError):
        transfers.receive(arrival.id, 100, content)
    assert transfers.arrival(arrival.id).received == 100
    report = transfers.receive(arrival.id, 100, content[100:]).report
    assert report is not None
    assert report.results.taken == 4
    with pytest.raises(NotFoundError):
        transfers.arrival(arrival.id)
    other = transfers.announce(10)
    transfers.give_up(other.id)
    with pytest.raises(NotFoundError):
        transfers.give_up(other.id)

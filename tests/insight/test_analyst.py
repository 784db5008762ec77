"""Songs of the catalogue are heard by themselves, once for each sound, and what is known stays known."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from musicdb.config.schema import Config
from musicdb.errors import BadArgumentError, NotAnalyzedError, NotFoundError
from musicdb.ids import AlbumId, SongId
from musicdb.model.analysis import AnalysisFailed, AnalysisProgress, AnalysisState, SongsAnalyzed, VideosAnalyzed
from musicdb.model.events import CachesChanged
from tests.conftest import OpenHouse
from tests.household import House
from tests.sounds import make_song

ALBUM = "Artist/2001 - Album"
VIDEO = "Artist/2003 - Video.mp4"


@pytest.fixture
def config(tmp_path: Path, config: Config) -> Config:
    analysis = msgspec.structs.replace(config.analysis, workers=1, maxload=0.0, onbattery=True)
    return msgspec.structs.replace(config, analysis=analysis)


def listen(house: House) -> None:
    """Lets the analysis begin, and keeps what is told about it."""
    for event in (SongsAnalyzed, AnalysisFailed, AnalysisProgress):
        house.services.bus.subscribe(event, house._keep)
    house.services.analyst.start()


def until_quiet(house: House, since: int = 0) -> None:
    """Waits until there is nothing more to hear."""
    house.until(lambda event: isinstance(event, AnalysisProgress) and not event.waiting and not event.running, since)


def told(house: House, kind: Callable[..., Any]) -> list[Any]:
    return [event for event in house.events if isinstance(event, kind)]  # type: ignore[arg-type]


def retagged(source: Path, target: Path, ffmpeg: Path) -> None:
    """The same sound in another file."""
    options = ("-c", "copy", "-metadata", "title=Other")
    subprocess.run((str(ffmpeg), "-v", "error", "-i", str(source), *options, str(target)), check=True)


def test_songs_are_heard_once_for_each_sound(house: House, ffmpeg: Path) -> None:
    album = house.config.directories.music / ALBUM
    make_song(album / "01 One.flac", seconds=3.0)
    retagged(album / "01 One.flac", album / "02 Two.flac", ffmpeg)
    services = house.services
    one, two = [song.id for song in services.store.songs.of_album(services.importer.import_album(ALBUM).album.id)]
    with pytest.raises(NotAnalyzedError):
        services.analyst.waveforms.draw(one, 0.0, None, 10)
    listen(house)
    until_quiet(house)
    assert sorted(songid for event in told(house, SongsAnalyzed) for songid in event.songids) == [one, two]
    analyses = services.store.analyses
    assert analyses.soundhash_of_song(one) == analyses.soundhash_of_song(two) is not None
    assert len(list((house.config.directories.data / "analysis").glob("*/*.h5"))) == 1
    assert services.analyst.song(two).state is AnalysisState.DONE
    assert services.analyst.song(two).values.duration == 3.0
    assert len(analyses.fingerprint(one) or b"") % 4 == 0
    waveform = services.analyst.waveforms.draw(two, 1.0, 2.0, 50)
    assert (waveform.start, waveform.stop, waveform.duration) == (1.0, 2.0, 3.0)
    assert all(
        -18 <= low <= -14 and 14 <= high <= 18 for low, high in zip(waveform.minimum, waveform.maximum, strict=True)
    )
    with pytest.raises(BadArgumentError):
        services.analyst.waveforms.draw(two, 5.0, None, 50)


def test_what_is_known_survives_a_restart_and_what_comes_later_is_heard(open_house: OpenHouse, config: Config) -> None:
    album = config.directories.music / ALBUM
    make_song(album / "01 One.flac")
    (album / "02 Damaged.flac").write_bytes(b"fLaC" + (album / "01 One.flac").read_bytes()[4:90])
    with open_house(config) as house:
        house.services.importer.import_album(ALBUM)
        listen(house)
        until_quiet(house)
    make_song(album / "03 Three.flac")
    with open_house(config) as house:
        listen(house)
        house.services.importer.import_album(ALBUM)
        house.services.bus.publish(CachesChanged())
        house.until(lambda event: isinstance(event, SongsAnalyzed))
        until_quiet(house)
        songs = {song.path: song.id for song in house.services.store.songs.all()}
        assert [event.songids for event in told(house, SongsAnalyzed)] == [[songs[f"{ALBUM}/03 Three.flac"]]]


def test_failures_are_kept_with_their_reason_and_can_be_tried_again(house: House) -> None:
    album = house.config.directories.music / ALBUM
    make_song(album / "01 One.flac")
    services = house.services
    (songid,) = [song.id for song in services.store.songs.of_album(services.importer.import_album(ALBUM).album.id)]
    content = (album / "01 One.flac").read_bytes()
    (album / "01 One.flac").write_bytes(b"")
    listen(house)
    house.until(lambda event: isinstance(event, AnalysisFailed))
    (failure,) = services.analyst.failures()
    assert (failure.songid, failure.path, failure.attempts) == (songid, f"{ALBUM}/01 One.flac", 1)
    assert services.analyst.song(songid).reason == failure.reason
    (album / "01 One.flac").write_bytes(content)
    services.analyst.retry(None)
    house.until(lambda event: isinstance(event, SongsAnalyzed))
    assert services.analyst.failures() == []


def test_paused_nothing_is_heard_until_it_goes_on(house: House) -> None:
    make_song(house.config.directories.music / ALBUM / "01 One.flac")
    services = house.services
    songs = services.store.songs.of_album(services.importer.import_album(ALBUM).album.id)
    services.analyst.pause(paused=True)
    listen(house)
    house.until(lambda event: isinstance(event, AnalysisProgress) and event.waiting == 1)
    services.analyst.add([songs[0].id], None, "level")
    assert services.analyst.progress().paused
    assert services.analyst.song(songs[0].id).state is AnalysisState.WAITING
    services.analyst.cancel([songs[0].id])
    assert services.analyst.song(songs[0].id).state is AnalysisState.UNKNOWN
    services.analyst.add(None, songs[0].albumid)
    services.analyst.pause(paused=False)
    house.until(lambda event: isinstance(event, SongsAnalyzed))


def test_the_backlog_is_known_before_anything_is_heard(house: House) -> None:
    make_song(house.config.directories.music / ALBUM / "01 One.flac")
    make_song(house.config.directories.music / ALBUM / "02 Two.flac")
    house.services.importer.import_album(ALBUM)
    house.services.analyst.pause(paused=True)
    listen(house)
    house.until(lambda event: isinstance(event, AnalysisProgress) and event.waiting == 2)
    assert house.services.analyst.progress().paused


def test_a_song_that_was_taken_over_gets_its_checksum(house: House) -> None:
    make_song(house.config.directories.music / ALBUM / "01 One.flac")
    services = house.services
    (song,) = services.store.songs.of_album(services.importer.import_album(ALBUM).album.id)
    services.store.relocations.set_checksum(song.path, "")
    listen(house)
    house.until(lambda event: isinstance(event, SongsAnalyzed))
    assert services.store.songs.get(song.id).checksum == song.checksum
    assert services.analyst.song(song.id).values.loudness is not None


def test_a_replaced_file_is_heard_again_and_videos_are_heard_last(house: House, ffmpeg: Path) -> None:
    services, music = house.services, house.config.directories.music
    file = make_song(music / ALBUM / "01 One.flac", seconds=1.0)
    (song,) = services.store.songs.of_album(services.importer.import_album(ALBUM).album.id)
    picture = ("-f", "lavfi", "-i", "testsrc=duration=1:size=160x120:rate=10", "-i", str(file))
    subprocess.run((str(ffmpeg), "-v", "error", *picture, str(music / VIDEO)), check=True)
    video = services.importer.import_video(VIDEO)
    house.services.bus.subscribe(VideosAnalyzed, house._keep)
    listen(house)
    house.until(lambda event: isinstance(event, VideosAnalyzed))
    assert [event.songids for event in told(house, SongsAnalyzed)] == [[song.id]]
    assert [event.videoids for event in told(house, VideosAnalyzed)] == [[video.id]]
    heard = services.store.analyses.heard_by(services.store.analyses.soundhash(video.checksum) or "")
    assert {one.processor for one in heard} >= {"level", "fingerprint"}
    make_song(file, seconds=2.0)
    services.importer.import_album(ALBUM)
    since = len(house.events)
    services.bus.publish(CachesChanged())
    house.until(lambda event: isinstance(event, SongsAnalyzed), since)
    assert services.analyst.song(song.id).values.duration == 2.0


def test_what_cannot_be_asked_for(house: House) -> None:
    analyst = house.services.analyst
    with pytest.raises(BadArgumentError):
        analyst.add(None, None)
    with pytest.raises(BadArgumentError):
        analyst.add([SongId(1)], None, "No Preset!")
    with pytest.raises(NotFoundError):
        analyst.add([SongId(1)], None)
    with pytest.raises(NotFoundError):
        analyst.add(None, AlbumId(1))
    assert analyst.progress().waiting == 0

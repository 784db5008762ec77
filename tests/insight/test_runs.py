"""Runs are heard by real workers, one after the other, and what is known already is not heard again."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from musicdb.config.schema import Config
from musicdb.insight.definitions import Header
from musicdb.model.analysis import AnalysisProgress
from musicdb.model.experiments import ExperienceContent, PresetContent, RunChanged, RunState, SongState
from tests.household import House
from tests.sounds import make_song

ALBUM = "Artist/2001 - Album"


@pytest.fixture
def config(config: Config) -> Config:
    analysis = msgspec.structs.replace(config.analysis, workers=1, maxload=0.0, onbattery=True, automatic=False)
    return msgspec.structs.replace(config, analysis=analysis)


def until(house: House, kind: type, holds: Callable[[Any], bool]) -> Any:
    return house.until(lambda event: isinstance(event, kind) and holds(event))


def test_a_run_hears_what_is_asked_for_and_tells_how_far_it_is(house: House) -> None:
    album = house.config.directories.music / ALBUM
    make_song(album / "01 One.flac", seconds=2.0)
    make_song(album / "02 Two.flac", seconds=2.0)
    services = house.services
    songs = services.store.songs.of_album(services.importer.import_album(ALBUM).album.id)
    (album / "02 Two.flac").write_bytes(b"fLaC" + bytes(5000))
    for kind in (RunChanged, AnalysisProgress):
        services.bus.subscribe(kind, house._keep)
    services.analyst.start()
    experiments = services.experiments
    preset = experiments.save_preset(None, Header("Floor"), PresetContent("level", {"full_scale": 0.5}))
    inner = experiments.save_experience(None, Header("Inner"), ExperienceContent([preset.id]))
    level = next(one for one in experiments.presets() if one.name == "level")
    outer = experiments.save_experience(None, Header("Outer"), ExperienceContent([level.id], [inner.id]))
    run = services.runs.start(outer.id, new=True)
    assert (run.total, run.state) == (len(songs), RunState.PENDING)
    ended = until(house, RunChanged, lambda event: not event.run.waiting).run
    assert (ended.done, ended.failed, ended.state) == (len(songs) - 1, 1, RunState.DONE)
    (failed,) = services.store.runs.songs(run.id, SongState.FAILED, 0, 10)
    assert failed.reason
    soundhash = services.store.analyses.soundhash_of_song(songs[0].id)
    assert soundhash is not None
    heard = [one for one in services.store.analyses.heard_by(soundhash) if one.processor == "level"]
    assert len(heard) == 2
    assert services.runs.start(outer.id, new=True).total == 1

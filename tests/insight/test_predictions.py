"""Models learn what persons have tagged, say how good they are, and predict for songs nobody has tagged, in batches."""

from pathlib import Path
from typing import Any

import msgspec
import numpy
import pytest

from musicdb.analysis.results import Results
from musicdb.config.schema import Config
from musicdb.errors import NotFoundError
from musicdb.ids import SongId, TagId
from musicdb.insight.drifting import distance, drifts
from musicdb.insight.learning import learn, scales_of, standardized
from musicdb.insight.lessonplans import Lesson
from musicdb.model.analysis import AnalysisProgress, HeardBy, SoundValues
from musicdb.model.predictions import BatchState, PredictionsChanged
from musicdb.store.tagging import MOOD, Target
from tests.analysis.hearing import RATE, joined, listen, silent, sine
from tests.household import House
from tests.insight.styles import STYLES, add_heard, embedding, fill

COUNT = 24


@pytest.fixture
def config(config: Config) -> Config:
    analysis = msgspec.structs.replace(config.analysis, maxload=0.0, onbattery=True)
    return msgspec.structs.replace(config, analysis=analysis)


def vary(songs: dict[str, list[SongId]], house: House) -> None:
    """Makes more songs of each style, a little different, each by an artist of its own."""
    random = numpy.random.default_rng(3)
    for style in STYLES:
        for number in range(8, COUNT):
            vector = numpy.frombuffer(embedding(style, number % 8), "<f4")
            other = (vector + random.normal(0, 0.05, 98)).astype("<f4").tobytes()
            songs[style] += add_heard(house.services.store, f"{style} {number}", "Album", {f"{number}": other}).values()


def moods(house: House, songs: dict[str, list[SongId]], part: slice) -> dict[str, TagId]:
    """Gives each style a mood, and the mood to some of its songs."""
    tagging = house.services.store.tagging
    tags = {style: tagging.add(f"like a {style}", MOOD, icon="~", posx=x, posy=9) for x, style in enumerate(STYLES)}
    for style, tagid in tags.items():
        for songid in songs[style][part]:
            tagging.hang(Target.SONG, songid, tagid, approval=1, confidence=1.0)
    return tags


def test_half_the_library_is_tagged_and_the_rest_is_suggested(house: House) -> None:
    services = house.services
    songs = fill(services.store)
    vary(songs, house)
    tags = moods(house, songs, slice(None, None, 2))
    told: list[Any] = []
    services.bus.subscribe(PredictionsChanged, told.append)
    services.predictor.catch_up()
    (info,) = services.suggestions.models()
    assert (info.name, info.learned, len(info.tags)) == ("moods", True, len(STYLES))
    assert all(one.precision is not None and one.precision >= 0.8 and one.recall for one in info.tags)
    untagged = [(style, songid) for style in STYLES for songid in songs[style][1::2]]
    right = sum([one.tag.id for one in services.suggestions.of_song(song)] == [tags[style]] for style, song in untagged)
    assert right >= 0.9 * len(untagged)
    assert services.suggestions.of_song(songs["pad"][0]) == []
    assert [event.batch.id for event in told] == [info.currentbatchid]
    # Nothing has changed, so nothing is done.
    services.predictor.catch_up()
    assert len(told) == 1

    # A person decides.
    style, approved = untagged[0]
    services.suggestions.approve(approved, tags[style])
    assert [one.approval for one in services.store.tags.of_song(approved).moods] == [1]  # type: ignore[attr-defined]
    rejected = songs[style][3]
    services.suggestions.reject(rejected, tags[style])
    with pytest.raises(NotFoundError):
        services.suggestions.reject(rejected, tags[style])
    services.predictor.catch_up(learn_anew=True)
    assert services.suggestions.models()[0].version != info.version
    assert tags[style] not in {one.tag.id for one in services.suggestions.of_song(rejected)}
    assert tags[style] not in {one.tag.id for one in services.suggestions.of_song(approved)}


def test_new_songs_make_a_new_batch_and_a_strange_one_is_quarantined(house: House) -> None:
    services = house.services
    songs = fill(services.store)
    vary(songs, house)
    moods(house, songs, slice(None))
    services.predictor.catch_up()
    (first,) = services.suggestions.batches(None)
    assert (first.state, first.sounds, first.fresh, first.drifted) == (BatchState.CURRENT, 96, 96, 0)
    (late,) = add_heard(services.store, "Late", "Album", {"Late": embedding("beat", 3)}).values()
    services.predictor.catch_up()
    second = services.suggestions.batches("moods")[0]
    assert (second.state, second.sounds, second.fresh, second.checked) == (BatchState.CURRENT, 97, 1, 0)
    assert services.suggestions.of_song(late)

    random = numpy.random.default_rng(4)
    strange = {f"Strange {one}": random.normal(4, 0.2, 98).astype("<f4").tobytes() for one in range(40)}
    ids = list(add_heard(services.store, "Strange", "Album", strange).values())
    services.predictor.catch_up()
    third = services.suggestions.batches(None)[0]
    assert (third.state, third.fresh, third.checked) == (BatchState.QUARANTINED, 40, 98)
    assert third.drifted > 80
    report = services.suggestions.drift(third.id)
    assert (report[0].statistic, report[0].samples, report[0].drifted) == (1.0, 40, True)
    assert services.suggestions.models()[0].currentbatchid == second.id
    assert services.suggestions.predictions(ids[0], None, None, 0.0) == []
    assert services.suggestions.predictions(ids[0], "moods", third.id, 0.0) != []
    assert services.suggestions.accept(third.id).state is BatchState.CURRENT
    with pytest.raises(NotFoundError):
        services.suggestions.accept(third.id)
    assert services.suggestions.predictions(ids[0], None, None, 0.0) != []
    # The last three are kept.
    services.store.execute("DELETE FROM songs WHERE songid = ?", (late,))
    services.predictor.catch_up()
    kept = services.suggestions.batches(None)
    assert (len(kept), kept[0].fresh, kept[0].sounds) == (3, 0, 136)
    assert first.id not in {one.id for one in kept}


def test_the_thread_predicts_when_somebody_has_said_enough(house: House) -> None:
    services = house.services
    songs = fill(services.store)
    services.bus.subscribe(PredictionsChanged, house._keep)
    services.predictor.start()
    moods(house, songs, slice(None))
    services.predictor.look()
    house.until(lambda event: isinstance(event, PredictionsChanged))


def test_new_sounds_gather_until_the_analysis_has_nothing_more_to_do(house: House) -> None:
    services = house.services
    songs = fill(services.store)
    vary(songs, house)
    moods(house, songs, slice(None))
    services.bus.subscribe(PredictionsChanged, house._keep)
    services.predictor.start()
    house.until(lambda event: isinstance(event, PredictionsChanged))
    busy = AnalysisProgress(paused=False, held=False, reason=None, waiting=40, done=0, failed=0, running=[])
    services.bus.publish(busy)
    random = numpy.random.default_rng(4)
    for one in range(40):
        strange = {f"Strange {one}": random.normal(4, 0.2, 98).astype("<f4").tobytes()}
        add_heard(services.store, "Strange", f"Album {one}", strange)
        services.predictor.catch_up()
    assert len(services.suggestions.batches("moods")) == 1
    services.bus.publish(msgspec.structs.replace(busy, waiting=0))
    house.until(lambda event: isinstance(event, PredictionsChanged) and event.batch.fresh == 40)
    assert services.suggestions.batches("moods")[0].state is BatchState.QUARANTINED


def test_chance_teaches_nothing_and_the_quality_is_of_unknown_artists() -> None:
    random = numpy.random.default_rng(5)
    vectors = random.standard_normal((120, 98))
    scaled = standardized(vectors, scales_of(vectors))
    artists = numpy.arange(120) // 6
    by_chance = random.permutation(120).tolist()
    learned = learn(scaled, artists, Lesson(1, by_chance[:40], by_chance[40:]), 0.8)
    assert learned is not None
    assert learned.threshold is None
    # Each artist sounds like nobody else, and the tag follows the artist: nothing can be said about other artists.
    voices = random.standard_normal((20, 98))[artists] * 3 + vectors * 0.1
    tagged = [row for row in range(120) if artists[row] % 2]
    learned = learn(
        standardized(voices, scales_of(voices)), artists, Lesson(1, tagged, sorted({*range(120)} - {*tagged})), 0.8
    )
    assert learned is not None
    assert learned.threshold is None
    assert learn(scaled, artists, Lesson(1, [1, 2], by_chance[:40]), 0.8) is None


def test_the_statistic_of_kolmogorov_and_smirnov() -> None:
    # Known answers of scipy.stats.ks_2samp: statistic exactly, p-value asymptotically.
    assert distance(numpy.arange(50.0), numpy.arange(50.0))[0] == 0.0
    assert distance(numpy.arange(50.0), numpy.arange(50.0))[1] == 1.0
    statistic, pvalue = distance(numpy.arange(100.0), numpy.arange(100.0) + 25)
    assert statistic == pytest.approx(0.25)
    assert 0.002 < pvalue < 0.005
    random = numpy.random.default_rng(6)
    same = [distance(*random.standard_normal((2, 60)))[1] < 0.05 for _ in range(400)]
    assert 0.02 < numpy.mean(same) < 0.08
    assert drifts(numpy.zeros((10, 98)), numpy.zeros((100, 98))) == []


def test_models_of_packages_predict_besides(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    (package / "loud-1.0.dist-info").mkdir(parents=True)
    (package / "loud-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: loud\nVersion: 1.0\n")
    (package / "loud-1.0.dist-info" / "entry_points.txt").write_text("[musicdb.models]\nloud = loud:model\n")
    (package / "loud.py").write_text(
        "from musicdb.analysis.models import Model\n"
        "model = Model(name='loud', version='1', title='Loud', needs=(), predict=lambda _: {'loud': 0.7})\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(package))
    songs = fill(house.services.store, 2)
    house.services.predictor.catch_up()
    (info,) = house.services.suggestions.models()
    assert (info.name, info.version, info.learned) == ("loud", "1", False)
    (said,) = house.services.suggestions.predictions(songs["pad"][0], "loud", None, 0.5)
    assert (said.label, said.confidence, said.tagid) == ("loud", 0.7, None)


def test_how_much_is_speech_is_said_when_the_processor_has_heard_it(house: House) -> None:
    services = house.services
    songs = fill(services.store, 2)
    services.predictor.catch_up()
    assert services.suggestions.models() == []
    song = songs["pad"][0]
    soundhash = services.store.analyses.soundhash_of_song(song)
    assert soundhash is not None
    voice = sine(440, 8.0) * (numpy.sin(2 * numpy.pi * 4 * numpy.arange(8 * RATE) / RATE) > 0)
    hiss = numpy.random.default_rng(7).normal(0, 0.1, 8 * RATE).astype(numpy.float32)
    (told,) = listen(joined([voice.astype(numpy.float32), silent(2.0), hiss]), "speech").values()
    told = msgspec.structs.replace(told, audio=msgspec.structs.replace(told.audio, hash=soundhash))
    Results(services.config.directories.analysis).put([told])
    services.store.analyses.keep(soundhash, "speech", [HeardBy("speech", told.version, "{}")], SoundValues())
    services.predictor.catch_up()
    (info,) = services.suggestions.models()
    assert (info.name, info.learned) == ("sounds", False)
    shares = {one.label: one.confidence for one in services.suggestions.predictions(song, "sounds", None, 0.0)}
    assert "silence" not in shares
    assert sum(shares.values()) == pytest.approx(1.0, abs=0.01)
    assert shares["noise"] == pytest.approx(0.5, abs=0.15)
    assert services.suggestions.predictions(songs["pad"][1], "sounds", None, 0.0) == []

"""Functions about the analysis, as clients call them. Nothing is heard here: the analysis was not started."""

from musicdb.model.analysis import SoundValues
from tests.api.asking import announced, ask, refused
from tests.api.shelves import put, put_in_catalogue
from tests.household import House

ALBUM = "Artist/2001 - Album"


def test_songs_are_queued_held_and_taken_out_again(house: House) -> None:
    for name in ("01 One.flac", "02 Two.flac"):
        put(house, f"{ALBUM}/{name}")
    put_in_catalogue(house, ALBUM)
    one, two = [song.id for song in house.services.store.songs.all()]
    name, state = announced(house, "AnalyseSongs", songids=[one])
    assert name == "GetAnalysisState"
    assert state == {
        "paused": False, "held": False, "reason": None, "waiting": 1, "done": 0, "failed": 0, "running": [],
    }  # fmt: skip
    assert announced(house, "AnalyseSongs", all=True, preset="complete")[1]["waiting"] == 2
    assert announced(house, "PauseAnalysis")[1]["paused"]
    assert not announced(house, "ResumeAnalysis")[1]["paused"]
    assert announced(house, "CancelAnalysis", songids=[two])[1]["waiting"] == 1
    assert announced(house, "CancelAnalysis")[1]["waiting"] == 0
    house.services.store.analysisjobs.add_all(2, "default")  # type: ignore[arg-type]
    house.services.store.analysisjobs.fail(one, "It is damaged.")
    (failure,) = ask(house, "GetAnalysisFailures")
    assert (failure["songid"], failure["path"], failure["reason"]) == (one, f"{ALBUM}/01 One.flac", "It is damaged.")
    assert ask(house, "GetSongAnalysis", songid=one) == {
        "songid": one, "state": "failed", "values": {}, "soundhash": None, "progress": None, "reason": "It is damaged.",
    }  # fmt: skip
    assert announced(house, "RetryAnalysis", songids=[one])[1]["failed"] == 0
    assert ask(house, "GetAnalysisState")["waiting"] == 2
    assert refused(house, "GetWaveform", songid=one) == "notanalyzed"
    assert ask(house, "GetSoundMap") == {"songids": [], "bpm": [], "loudness": [], "energy": [], "key": []}
    store = house.services.store
    for song, bpm in zip(store.songs.all(), (120.0, None), strict=True):
        store.analyses.set_soundhash(song.checksum, f"sound {song.id}")
        store.analyses.keep(f"sound {song.id}", "default", [], SoundValues(bpm=bpm, loudness=-14.0, key="A minor"))
    drawn = ask(house, "GetSoundMap")
    assert dict(zip(drawn["songids"], drawn["bpm"], strict=True)) == {one: 120.0, two: None}
    assert (drawn["loudness"], drawn["key"]) == ([-14.0, -14.0], ["A minor", "A minor"])
    assert len(ask(house, "GetSoundMap", limit=1)["songids"]) == 1
    assert refused(house, "GetWaveform", songid=one, pixels=0) == "badargument"
    assert refused(house, "AnalyseSongs") == "badargument"
    assert refused(house, "AnalyseSongs", all=True, preset="level,nobody") == "notfound"
    assert refused(house, "AnalyseSongs", all=True, preset="No Preset") == "badargument"

"""What clients get to see of models, and what they say about suggestions."""

from typing import Any

from musicdb.store.predictions import KeptModel, Said
from musicdb.store.tagging import MOOD, Target
from tests.api.asking import announced, ask, refused
from tests.household import House
from tests.insight.styles import fill


def test_suggestions_are_approved_and_rejected(house: House) -> None:
    store = house.services.store
    one, two = fill(store, 2)["pad"]
    tags = [store.tagging.add(name, MOOD, icon="~", posx=place, posy=9) for place, name in enumerate(("Calm", "Dark"))]
    sounds = store.embeddings.sounds()
    store.predictions.keep_model("moods", "1", b"\x80")
    said = [Said(sounds[song], str(tag), 0.9, tag, suggested=True) for song in (one, two) for tag in tags]
    drift: list[Any] = [(0.5, 0.001, 100, 50, True)]
    model = KeptModel("moods", "1", 0, b"", None)
    batch = store.predictions.publish(
        model, said, list(sounds.values()), before=None, drifts=drift, quarantined=True, keep=3
    )
    assert ask(house, "GetSuggestions", songid=one) == []
    assert ask(house, "GetPredictions", songid=one) == []
    assert len(ask(house, "GetPredictions", songid=one, batchid=batch.id)) == 2
    (shown,) = ask(house, "GetPredictionBatches", model="moods")
    assert (shown["state"], shown["checked"], shown["drifted"]) == ("quarantined", 1, 1)
    assert ask(house, "GetDriftReport", batchid=batch.id)[0]["feature"] == "mean.1"
    assert ask(house, "AcceptPredictionBatch", batchid=batch.id)["state"] == "current"
    assert ask(house, "GetModelQuality")[0]["currentbatchid"] == batch.id

    assert [found["tag"]["name"] for found in ask(house, "GetSuggestions", songid=one)] == ["Calm", "Dark"]
    name, song = announced(house, "ApproveSuggestion", songid=one, tagid=tags[0])
    assert (name, song["tags"]["moods"][0]["approval"]) == ("GetSong", 1)
    # A machine may have set it before; then it goes.
    store.tagging.hang(Target.SONG, one, tags[1], approval=0, confidence=0.9)
    assert len(announced(house, "RejectSuggestion", songid=one, tagid=tags[1])[1]["tags"]["moods"]) == 1
    assert ask(house, "GetSuggestions", songid=one) == []
    assert {found["songid"] for found in ask(house, "GetOpenSuggestions")} == {two}
    assert len(ask(house, "GetOpenSuggestions", limit=1)) == 1
    assert len(ask(house, "GetSuggestions", songid=two)) == 2
    assert refused(house, "ApproveSuggestion", songid=one, tagid=tags[1]) == "notfound"
    assert [example.holds for example in store.predictions.examples([MOOD])] == [True, False]
    announced(house, "SetSongTag", songid=one, tagid=tags[1])
    assert [example.holds for example in store.predictions.examples([MOOD])] == [True, True]
    for function, arguments in (
        ("GetSuggestions", {"songid": 99}),
        ("GetPredictions", {"songid": one, "batchid": "none"}),
        ("GetDriftReport", {"batchid": "none"}),
        ("AcceptPredictionBatch", {"batchid": batch.id}),
    ):
        assert refused(house, function, **arguments) == "notfound"

"""Models are trained and shown on the command line."""

from musicdb.config.schema import Config, Directories
from musicdb.store.tagging import MOOD, Target
from tests.cli.conftest import Installation
from tests.household import House
from tests.insight.styles import fill


def test_models_learn_and_tell_how_good_they_are(musicdb: Installation) -> None:
    with House(Config(directories=Directories(music=musicdb.music, data=musicdb.data))) as house:
        store = house.services.store
        songs = fill(store)
        tagid = store.tagging.add("Calm", MOOD, icon="~", posx=0, posy=9)
        for songid in songs["pad"][1:]:
            store.tagging.hang(Target.SONG, songid, tagid, approval=1, confidence=1.0)
        other = store.tagging.add("Wild", MOOD, icon="!", posx=1, posy=9)
        for songid in songs["noise"]:
            store.tagging.hang(Target.SONG, songid, other, approval=1, confidence=1.0)
    assert musicdb.json("models", "quality") == []
    (trained,) = musicdb.json("models", "train")
    assert {tag["name"]: tag["examples"] for tag in trained["tags"]} == {"Calm": 7, "Wild": 8}
    (batch,) = musicdb.json("models", "list")
    assert (batch["model"], batch["state"], batch["sounds"], batch["checked"]) == ("moods", "current", 32, 0)
    assert "Calm" in musicdb("models", "quality").stdout
    assert musicdb.json("models", "drift", batch["id"]) == []
    assert "not quarantined" in musicdb("models", "accept", batch["id"], code=1).stderr
    said = musicdb.json("models", "predictions", str(songs["pad"][0]), "--model", "moods")
    assert said[0]["label"] == "Calm"
    musicdb("models", "predictions", "No/Such.flac", code=1)

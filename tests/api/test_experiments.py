"""Presets, experiences and selections, as clients make, nest and change them. Nothing is heard here."""

from typing import Any

from tests.api.asking import announced, ask, refused
from tests.api.shelves import put, put_in_catalogue
from tests.household import House

ALBUM = "Artist/2001 - Album"


def ids(definitions: list[dict[str, Any]]) -> dict[str, str]:
    return {one["name"]: one["id"] for one in definitions}


def test_every_processor_is_a_preset_and_every_set_of_them_an_experience(house: House) -> None:
    presets, known = ids(ask(house, "GetPresets")), ids(ask(house, "GetExperiences"))
    assert {"level", "waveform", "pitch"} <= presets.keys()
    assert {"default", "loudness", "complete"} == known.keys()
    experience = next(one for one in ask(house, "GetExperiences") if one["name"] == "complete")
    assert presets["pitch"] in experience["presets"]
    assert experience["builtin"]
    assert refused(house, "DeletePreset", presetid=presets["level"]) == "badargument"
    assert refused(house, "SavePreset", name="Mine", processor="level", presetid=presets["level"]) == "badargument"


def test_presets_and_experiences_have_versions_and_never_contain_themselves(house: House) -> None:
    assert refused(house, "SavePreset", name="Odd", processor="none") == "notfound"
    assert refused(house, "SavePreset", name="Odd", processor="level", parameters={"floor": "low"}) == "badargument"
    level = ask(house, "SavePreset", name="Level", processor="level")
    assert (level["version"], level["parameters"], level["builtin"]) == (1, {}, False)
    inner = ask(house, "SaveExperience", name="Inner", presets=[level["id"]])
    outer = ask(house, "SaveExperience", name="Outer", experiences=[inner["id"]])
    assert refused(house, "SaveExperience", name="Lost", presets=[outer["id"]]) == "notfound"
    loop = {"name": "Inner", "experienceid": inner["id"], "experiences": [outer["id"]]}
    assert refused(house, "SaveExperience", **loop) == "badargument"
    assert refused(house, "SaveExperience", **{**loop, "experiences": [inner["id"]]}) == "badargument"
    changed = ask(house, "SaveExperience", name="Inside", experienceid=inner["id"], presets=[level["id"]], version=1)
    assert (changed["version"], changed["name"]) == (2, "Inside")
    same = ask(house, "SaveExperience", name="Inside", experienceid=inner["id"], presets=[level["id"]], version=2)
    assert same["version"] == 2
    late = {"name": "Late", "experienceid": inner["id"], "version": 1}
    assert refused(house, "SaveExperience", **late) == "outdated"
    before = house.services.experiments.experience(inner["id"], 1)
    assert (before.name, before.version) == ("Inner", 1)
    assert refused(house, "DeletePreset", presetid=level["id"]) == "inuse"
    assert refused(house, "DeleteExperience", experienceid=inner["id"]) == "inuse"
    ask(house, "DeleteExperience", experienceid=outer["id"])
    ask(house, "DeleteExperience", experienceid=inner["id"])
    ask(house, "DeletePreset", presetid=level["id"])
    assert refused(house, "DeletePreset", presetid=level["id"]) == "notfound"


def test_selections_are_made_of_whatever_has_songs(house: House) -> None:
    for name in ("01 One.flac", "02 Two.flac", "03 Three.flac"):
        put(house, f"{ALBUM}/{name}")
    put_in_catalogue(house, ALBUM)
    songs = house.services.store.songs.all()
    one, two, three = [song.id for song in songs]
    playlist = house.services.playlists.create("Two", songids=[two])
    listed = ask(
        house, "SaveSelection", name="Some", members=[
            {"kind": "playlist", "playlistid": playlist.id},
            {"kind": "song", "songid": one},
            {"kind": "song", "songid": two},
        ],
    )  # fmt: skip
    assert ask(house, "GetSelectionSongs", selectionid=listed["id"]) == [two, one]
    rules = {"rule": {"match": "text", "field": "title", "operator": "is", "value": "three"}}
    outer = ask(
        house, "SaveSelection", name="More", members=[
            {"kind": "rules", "rules": rules},
            {"kind": "selection", "selectionid": listed["id"]},
            {"kind": "album", "albumid": songs[0].albumid},
            {"kind": "artist", "artistid": songs[0].artistid},
        ],
    )  # fmt: skip
    assert ask(house, "GetSelectionSongs", selectionid=outer["id"]) == [three, two, one]
    loop = {"name": "Some", "selectionid": listed["id"], "members": [{"kind": "selection", "selectionid": outer["id"]}]}
    assert refused(house, "SaveSelection", **loop) == "badargument"
    assert refused(house, "SaveSelection", name="No", members=[{"kind": "song", "songid": 999}]) == "notfound"
    assert refused(house, "SaveSelection", name="No", members=[{"kind": "album", "albumid": 999}]) == "notfound"
    assert refused(house, "DeleteSelection", selectionid=listed["id"]) == "inuse"
    assert {one["name"] for one in ask(house, "GetSelections")} == {"Some", "More"}

    level = ids(ask(house, "GetPresets"))["level"]
    assert refused(house, "StartRun", definitionid=level) == "badargument"
    assert refused(house, "StartRun", definitionid=outer["id"], new=True) == "notfound"
    run = ask(house, "StartRun", definitionid=level, selectionid=outer["id"])
    assert (run["state"], run["total"], run["waiting"], run["target"]) == ("pending", 3, 3, "selection")
    assert announced(house, "CancelRun", runid=run["id"])[1]["state"] == "cancelled"
    assert [song["state"] for song in ask(house, "GetRunSongs", runid=run["id"], state="cancelled")] == [
        "cancelled"
    ] * 3
    assert announced(house, "RetryRun", runid=run["id"])[1]["waiting"] == 3
    assert [one["id"] for one in ask(house, "GetRuns")] == [run["id"]]
    ask(house, "DeleteSelection", selectionid=outer["id"])
    ask(house, "DeleteRun", runid=run["id"])
    assert refused(house, "GetRun", runid=run["id"]) == "notfound"

"""Notes about sounds, as clients of the WebSocket make, change and remove them, and how the others hear of it."""

from musicdb.model.analysis import SoundValues
from musicdb.model.annotations import AnnotationsChanged
from tests.api.asking import ask, refused
from tests.api.shelves import put, put_in_catalogue
from tests.household import House

ALBUM = "Artist/2001 - Album"


def test_notes_about_a_sound(house: House) -> None:
    put(house, f"{ALBUM}/01 One.flac")
    put_in_catalogue(house, ALBUM)
    (song,) = house.services.store.songs.all()
    assert refused(house, "GetAnnotationTracks", songid=song.id) == "notanalyzed"
    analyses = house.services.store.analyses
    analyses.set_soundhash(song.checksum, "sound")
    analyses.keep("sound", "default", [], SoundValues(duration=9.0))
    told: list[AnnotationsChanged] = []
    house.services.bus.subscribe(AnnotationsChanged, told.append)

    track = ask(house, "AddAnnotationTrack", songid=song.id, name="Form", overlapping=False)
    assert (track["soundhash"], track["color"], track["annotations"]) == ("sound", "#4c9be8", 0)
    verse = ask(house, "AddAnnotation", trackid=track["id"], start=1, stop=2, title="Verse")
    clash = {"trackid": track["id"], "start": 1.5, "stop": 3, "title": "Chorus"}
    assert refused(house, "AddAnnotation", **clash) == "badargument"
    assert refused(house, "AddAnnotation", **{**clash, "start": 9}) == "badargument"
    assert refused(house, "AddAnnotation", **{**clash, "start": 2, "results": ["none"]}) == "notfound"
    moved = ask(house, "ChangeAnnotation", annotationid=verse["id"], start=0, stop=1, title="Intro")
    assert (moved["title"], moved["created"]) == ("Intro", verse["created"])
    ask(house, "AddAnnotation", **clash)
    assert [one["title"] for one in ask(house, "GetAnnotations", trackid=track["id"])] == ["Intro", "Chorus"]
    renamed = ask(house, "ChangeAnnotationTrack", trackid=track["id"], name="Parts", color="#112233")
    (shown,) = ask(house, "GetAnnotationTracks", songid=song.id)
    assert (shown, shown["annotations"], shown["overlapping"]) == ({**renamed, "annotations": 2}, 2, True)
    ask(house, "RemoveAnnotation", annotationid=verse["id"])
    ask(house, "RemoveAnnotationTrack", trackid=track["id"])
    assert refused(house, "GetAnnotations", trackid=track["id"]) == "notfound"
    assert told == [AnnotationsChanged(track["id"], [song.id])] * 7

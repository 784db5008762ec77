"""MP3 is replaced by FLAC with a file manager: the song stays what it was."""

from musicdb.fingerprint.chromaprint import fingerprint
from tests.api.asking import ask
from tests.api.shelves import is_loved, love
from tests.fingerprint.instruments import play
from tests.household import House
from tests.insight.sounding import add_songs, noisy

ALBUM = "Ada/2001 - First"


def test_a_song_keeps_its_history_when_its_file_is_replaced_by_hand(house: House) -> None:
    sound = play(40, 1)
    one, two = add_songs(house, ALBUM, {"01 One.mp3": sound, "02 Two.mp3": play(30, 2)})
    house.services.finder.catch_up()
    love(house, f"{ALBUM}/01 One.mp3")
    (house.config.directories.music / ALBUM / "01 One.mp3").unlink()
    _, new, _ = add_songs(
        house, ALBUM, {"02 Two.mp3": play(30, 2), "01 One.flac": noisy(sound), "03 Three.mp3": play(9, 3)}
    )
    assert new != one
    house.services.finder.catch_up()
    store = house.services.store
    assert (store.songs.get(one).path, store.songs.find(f"{ALBUM}/01 One.mp3")) == (f"{ALBUM}/01 One.flac", None)
    assert (is_loved(house, one), store.songs.file(one).codec) == (True, "flac")
    assert {song.id for song in store.songs.all()} >= {one, two}
    assert new not in {song.id for song in store.songs.all()}
    house.services.finder.catch_up()
    assert house.services.finder.identify(fingerprint(sound))[0].songids == (one,)
    (change,) = [one for one in ask(house, "GetChanges") if "01 One.flac" in one["title"]]
    ask(house, "UndoChange", changeid=change["id"])
    assert store.songs.get(new).path == f"{ALBUM}/01 One.flac"

"""What is known about sounds, and which songs wait to be heard."""

import zlib
from array import array

from musicdb.ids import SongId
from musicdb.model.analysis import BLOCK_FLOOR, BLOCK_STEP, BLOCK_STEPS, HeardBy, Priority, SoundValues
from musicdb.store.keptrecords import Table
from musicdb.store.store import Store
from tests.store.conftest import add_album

LEVEL = HeardBy("level", "1", "{}")
LEVEL_2 = HeardBy("level", "2", "{}")


def known(store: Store, songid: SongId, soundhash: str, **values: float) -> None:
    song = store.songs.get(songid)
    store.analyses.set_soundhash(song.checksum, soundhash)
    store.analyses.keep(soundhash, "digest", [LEVEL], SoundValues(**values))  # type: ignore[arg-type]


def waiting(store: Store) -> list[SongId]:
    """The songs that wait, in the order in which they get their turn."""
    found: list[SongId] = []
    while (job := store.analysisjobs.next(found)) is not None:
        found.append(job.songid)
    return found


def test_files_with_the_same_sound_share_what_is_known(store: Store) -> None:
    one, two, three = [song.id for song in store.songs.of_album(add_album(store, "Artist", "Album").id)]
    known(store, one, "sound", bpm=120.0, loudness=-9.0)
    store.analyses.set_soundhash(store.songs.get(two).checksum, "sound")
    assert store.analyses.values(two) == store.analyses.values(one)
    assert store.analyses.values(two).bpm == 120.0
    assert store.analyses.values(three) == SoundValues()
    assert set(store.analyses.values_of_songs()) == {one, two}


def test_the_gain_of_an_album_follows_from_its_songs(store: Store) -> None:
    one, two, _ = [song.id for song in store.songs.of_album(add_album(store, "Artist", "Album").id)]
    known(store, one, "loud", duration=60.0, loudness=-8.0, trackpeak=0.9)
    known(store, two, "quiet", duration=60.0, loudness=-80.0, trackpeak=0.1)
    values = store.analyses.values(two)
    assert values.albumgain is not None
    assert abs(values.albumgain - (-18.0 + 8.0 + 3.01)) < 0.01
    assert values.albumpeak == 0.9


def distribution(**seconds: float) -> bytes:
    """So many seconds of each loudness: `_14=60.0` are 60 seconds of -14 LUFS."""
    counts = [0] * BLOCK_STEPS
    for name, length in seconds.items():
        counts[int((-float(name[1:]) - BLOCK_FLOOR) / BLOCK_STEP)] = round(length * 10)
    return zlib.compress(array("I", counts).tobytes())


def test_the_gain_of_an_album_is_gated_over_all_its_blocks(store: Store) -> None:
    one, two, _ = [song.id for song in store.songs.of_album(add_album(store, "Artist", "Album").id)]
    known(store, one, "loud", duration=60.0, loudness=-8.0)
    known(store, two, "quiet", duration=60.0, loudness=-30.0)
    store.analyses.keep("loud", "digest", (), SoundValues(), blocks=distribution(_8=60.0))
    mean = store.analyses.values(one).albumgain
    store.analyses.keep("quiet", "digest", (), SoundValues(), blocks=distribution(_30=60.0))
    gated = store.analyses.values(one).albumgain
    assert mean is not None
    assert gated is not None
    # By energy, half of the album is silence; by BS.1770 it does not count, as it is more than 10 LU below the rest.
    assert abs(mean - (-18.0 + 8.0 + 2.98)) < 0.02
    assert abs(gated - (-18.0 + 8.0)) < BLOCK_STEP / 2 + 0.01
    store.analyses.keep("loud", "digest", (), SoundValues(decodeerrors=3))
    distrusted = store.analyses.values(one).albumgain
    assert distrusted is not None
    assert abs(distrusted - (-18.0 + 30.0)) < BLOCK_STEP / 2 + 0.01


def test_what_is_known_is_only_replaced_by_what_is_known_better(store: Store) -> None:
    one = store.songs.of_album(add_album(store, "Artist", "Album").id)[0].id
    known(store, one, "sound", bpm=120.0)
    store.analyses.keep("sound", "other", [LEVEL_2], SoundValues(loudness=-9.0), embedding=b"1234")
    values = store.analyses.values(one)
    assert (values.bpm, values.loudness) == (120.0, -9.0)
    assert store.analyses.heard_by("sound") == {LEVEL_2}
    assert store.embeddings.sounds() == {one: "sound"}
    assert store.embeddings.get(["sound", "other"]) == {"sound": b"1234"}
    assert store.analyses.fingerprint(one) is None


def test_the_backlog_is_what_was_not_heard_completely(store: Store) -> None:
    one, two, three = [song.id for song in store.songs.of_album(add_album(store, "Artist", "Album").id)]
    known(store, one, "sound")
    store.analysisjobs.add([three], Priority.ASKED, "default")
    store.analysisjobs.add_backlog(Priority.BACKLOG, "default", "digest")
    assert waiting(store) == [three, two]
    store.analysisjobs.add([two], Priority.NEW, "default")
    assert waiting(store) == [two, three]
    store.analysisjobs.add_backlog(Priority.BACKLOG, "default", "digest of a newer version")
    assert waiting(store) == [two, three, one]


def test_failures_are_kept_until_they_are_tried_again(store: Store) -> None:
    one, two, three = [song.id for song in store.songs.of_album(add_album(store, "Artist", "Album").id)]
    store.analysisjobs.add_all(Priority.BACKLOG, "default")
    store.analysisjobs.fail(one, "It is damaged.")
    assert store.analysisjobs.count_attempt(two) == 1
    store.analysisjobs.add_backlog(Priority.BACKLOG, "default", "digest")
    assert waiting(store) == [two, three]
    assert store.analysisjobs.state(one) == ("failed", "It is damaged.")
    assert [(one.reason, one.attempts) for one in store.analysisjobs.failures()] == [("It is damaged.", 1)]
    store.analysisjobs.cancel(None)
    assert store.analysisjobs.counts() == (0, 1)
    store.analysisjobs.retry(None, Priority.ASKED)
    assert store.analysisjobs.counts() == (1, 0)


def test_a_replaced_file_waits_again(store: Store) -> None:
    one, two, three = store.songs.of_album(add_album(store, "Artist", "Album").id)
    known(store, one.id, "sound")
    store.analysisjobs.add([one.id, two.id], Priority.ASKED, "default")
    store.analysisjobs.fail(one.id, "It is damaged.")
    store.relocations.set_checksum(one.path, "another")
    store.relocations.set_checksum(two.path, "yet another")
    store.analysisjobs.remove(two.id, two.checksum)
    store.analysisjobs.add_backlog(Priority.NEW, "default", "digest")
    assert waiting(store) == [one.id, three.id, two.id]
    store.analysisjobs.remove(two.id, "yet another")
    assert two.id not in waiting(store)


def test_a_song_that_comes_back_is_still_known(store: Store) -> None:
    one = store.songs.of_album(add_album(store, "Artist", "Album").id)[0]
    known(store, one.id, "sound", bpm=90.0)
    store.keptrecords.keep(Table.SONGS, one.id)
    assert store.analyses.values(one.id) == SoundValues()
    assert store.analyses.soundhash(one.checksum) == "sound"

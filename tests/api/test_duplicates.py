"""Songs that sound alike: told, explained, decided by a person, undone. And recordings on several albums."""

from musicdb.fingerprint.chromaprint import RATE
from musicdb.ids import SongId
from musicdb.model.analysis import SoundValues
from musicdb.model.recordings import DuplicatesChanged
from musicdb.playback.randy import Randy
from tests.api.asking import ask, refused
from tests.api.shelves import is_loved, love
from tests.fingerprint.instruments import play
from tests.household import House
from tests.insight.sounding import add_songs, noisy

FIRST, SECOND = "Ada/2001 - First", "Ada/2009 - Best Of"


def shelf(house: House) -> tuple[SongId, SongId, SongId, SongId]:
    """A song, its copy on another album, an excerpt of it, and another song."""
    song = play(40, 1)
    values = SoundValues(duration=40.0, decodeerrors=0, truncated=False)
    first = add_songs(house, FIRST, {"01 One.mp3": song, "02 Two.mp3": play(30, 2)}, values)
    copies = {"01 One.flac": noisy(song), "02 Intro.mp3": song[8 * RATE : 28 * RATE]}
    second = add_songs(house, SECOND, copies, values)
    house.services.finder.catch_up()
    return first[0], second[0], second[1], first[1]


def test_duplicates_are_told_and_explained(house: House) -> None:
    one, copy, excerpt, _ = shelf(house)
    found = ask(house, "GetDuplicates")
    assert found["total"] == 3
    same, part, noisy_part = found["duplicates"]
    assert ({same["first"]["songid"], same["second"]["songid"]}, same["verdict"]) == ({one, copy}, "same")
    assert same["onerecording"]
    assert same["better"] == copy
    assert "lossless" in " ".join(same["reasons"])
    assert (part["second"]["songid"], part["verdict"], part["onerecording"]) == (excerpt, "contains", False)
    assert "from 0:08 on" in part["reasons"][0]
    assert {noisy_part["first"]["songid"], noisy_part["second"]["songid"]} == {copy, excerpt}
    assert ask(house, "GetDuplicates", verdicts=["same"], limit=1)["total"] == 1
    assert ask(house, "GetDuplicates", limit=1, offset=1)["duplicates"] == [part]
    assert ask(house, "GetDuplicate", first=one, second=copy)["better"] == copy
    assert refused(house, "GetDuplicate", first=one, second=one) == "notfound"


def test_a_recording_has_what_hangs_on_all_its_songs_and_can_be_split_and_joined(house: House) -> None:
    one, copy, excerpt, _ = shelf(house)
    told: list[DuplicatesChanged] = []
    house.services.bus.subscribe(DuplicatesChanged, told.append)
    store = house.services.store
    for song, time in ((one, 100), (copy, 200), (copy, 300)):
        store.playedsongs.add(song, time, israndom=False)
    love(house, f"{SECOND}/01 One.flac")
    both = ask(house, "GetRecording", songid=one)
    assert both == ask(house, "GetRecording", songid=copy)
    assert ([song["songid"] for song in both["songs"]], both["preferred"], both["bychoice"]) == (
        [one, copy],
        copy,
        False,
    )
    assert (both["totals"]["plays"], both["totals"]["likes"], len(both["genres"])) == (3, 1, 1)
    ask(house, "PreferSong", songid=one)
    assert ask(house, "GetRecording", songid=copy)["preferred"] == one
    split = ask(house, "SplitSong", songid=copy)
    alone = ask(house, "GetRecording", songid=one)
    assert (len(alone["songs"]), alone["totals"]["plays"], alone["recordingid"]) == (1, 1, both["recordingid"])
    store.indexedsounds.set_missing()
    store.execute("UPDATE indexedsounds SET compared = 0")
    house.services.finder.catch_up()
    assert len(ask(house, "GetRecording", songid=one)["songs"]) == 1
    ask(house, "UndoChange", changeid=split)
    assert ask(house, "GetRecording", songid=one)["totals"]["plays"] == 3
    joined = ask(house, "JoinSongs", songids=[excerpt, one])
    assert {song["songid"] for song in ask(house, "GetRecording", songid=copy)["songs"]} == {one, copy, excerpt}
    ask(house, "UndoChange", changeid=joined)
    assert len(ask(house, "GetRecording", songid=excerpt)["songs"]) == 1
    assert len(told) == 3


def test_randy_does_not_repeat_a_recording(house: House) -> None:
    one, copy, _, _ = shelf(house)
    house.services.store.execute("UPDATE songs SET name = 'Another name' WHERE songid = ?", (copy,))
    randy = Randy(house.services.store)
    randy.remember([one])
    choices = [randy.choose() for _ in range(30)]
    assert copy not in {choice.songid for choice in choices if choice}


def test_what_a_person_decides_is_done_and_undone(house: House) -> None:
    one, _, excerpt, _ = shelf(house)
    keep = ask(house, "DecideDuplicate", first=one, second=excerpt, choice="keepboth")
    assert ask(house, "GetDuplicates")["total"] == 2
    ask(house, "UndoChange", changeid=keep)
    assert ask(house, "GetDuplicates")["total"] == 3
    love(house, f"{SECOND}/02 Intro.mp3")
    place = house.config.directories.music / SECOND / "02 Intro.mp3"
    content = place.read_bytes()
    removed = ask(house, "DecideDuplicate", first=one, second=excerpt, choice="keepfirst")
    assert not place.exists()
    assert (house.config.directories.removed / str(removed) / SECOND / "02 Intro.mp3").read_bytes() == content
    house.services.finder.catch_up()
    assert ask(house, "GetDuplicates")["total"] == 1
    ask(house, "UndoChange", changeid=removed)
    assert (place.read_bytes(), is_loved(house, excerpt)) == (content, True)
    assert refused(house, "DecideDuplicate", first=one, second=one, choice="join") == "badargument"


def test_what_hangs_on_a_removed_duplicate_comes_to_the_one_that_stays(house: House) -> None:
    one, copy, _, _ = shelf(house)
    store = house.services.store
    for song, time in ((one, 100), (copy, 200), (copy, 300)):
        store.playedsongs.add(song, time, israndom=False)
    love(house, f"{SECOND}/01 One.flac")
    store.execute("UPDATE songs SET favorite = 1, lastplayed = 300 WHERE songid = ?", (copy,))
    store.execute("UPDATE songs SET likes = 2, lastplayed = 100 WHERE songid = ?", (one,))
    playlistid = ask(house, "CreatePlaylist", name="Mine")["id"]
    store.playlists.insert(playlistid, [copy, one], 0)
    before = store.songs.get(one), store.songs.get(copy), store.playedsongs.history(9), store.tags.of_song(one)
    changeid = ask(house, "DecideDuplicate", first=one, second=copy, choice="keepfirst")
    kept = store.songs.get(one)
    assert (kept.likes, kept.favorite, kept.lastplayed, store.lyrics.get(one)) == (3, 1, 300, "La")
    assert len(store.tags.of_song(one).genres) == 1
    assert {(play.songid, play.timestamp) for play in store.playedsongs.history(9)} == {
        (one, 100),
        (one, 200),
        (one, 300),
    }
    assert [song for _, song in store.playlists.entries(playlistid)] == [one, one]
    store.playedsongs.add(one, 400, israndom=False)
    ask(house, "UndoChange", changeid=changeid)
    store.execute("DELETE FROM playedsongs WHERE timestamp = 400")
    assert before == (
        store.songs.get(one), store.songs.get(copy), store.playedsongs.history(9), store.tags.of_song(one)
    )  # fmt: skip
    assert is_loved(house, copy)
    assert store.lyrics.get(one) == ""
    assert [song for _, song in store.playlists.entries(playlistid)] == [copy, one]


def test_a_song_that_is_only_related_bequeaths_nothing(house: House) -> None:
    one, _, _, two = shelf(house)
    love(house, f"{FIRST}/02 Two.mp3")
    ask(house, "DecideDuplicate", first=one, second=two, choice="keepfirst")
    assert house.services.store.songs.get(one).likes == 0


def test_a_song_gets_a_better_file_and_stays_what_it_is(house: House) -> None:
    one, copy, _, _ = shelf(house)
    love(house, f"{FIRST}/01 One.mp3")
    music, store = house.config.directories.music, house.services.store
    old, new = music / FIRST / "01 One.mp3", music / FIRST / "01 One.flac"
    flac = (music / SECOND / "01 One.flac").read_bytes()
    changeid = ask(house, "DecideDuplicate", first=one, second=copy, choice="replacefirst")
    assert (old.exists(), new.read_bytes(), (music / SECOND / "01 One.flac").exists()) == (False, flac, False)
    song = store.songs.get(one)
    assert (song.path, store.songs.file(one).codec, is_loved(house, one)) == (f"{FIRST}/01 One.flac", "flac", True)
    assert store.songs.find(f"{SECOND}/01 One.flac") is None
    ask(house, "UndoChange", changeid=changeid)
    assert (old.exists(), new.exists(), (music / SECOND / "01 One.flac").read_bytes()) == (True, False, flac)
    assert (store.songs.get(one).path, store.songs.file(one).codec) == (f"{FIRST}/01 One.mp3", "mp3")
    assert (store.songs.get(copy).path, is_loved(house, one)) == (f"{SECOND}/01 One.flac", True)

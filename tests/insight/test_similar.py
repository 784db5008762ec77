"""Similar songs sound alike, are different songs, and say in what they are alike."""

from itertools import pairwise

import numpy
import pytest

from musicdb.errors import BadArgumentError, NotAnalyzedError, NotFoundError
from musicdb.ids import AlbumId, SongId, TagId
from musicdb.insight.soundspace import SoundSpace
from musicdb.model.analysis import SongsAnalyzed
from musicdb.model.events import CachesChanged
from musicdb.model.similarity import Aspect
from musicdb.store.tagging import MOOD, Target
from tests.household import House
from tests.insight.styles import STYLES, add_heard, embedding, fill
from tests.playback.shelf import add_album


def style_of(songid: SongId, songs: dict[str, list[SongId]]) -> str:
    return next(style for style, ids in songs.items() if songid in ids)


def test_what_is_near_is_of_the_same_kind_whatever_its_key_tempo_and_level(house: House) -> None:
    songs = fill(house.services.store)
    for style in STYLES:
        for songid in songs[style]:
            found = house.services.similar.similar(songid, 3)
            assert [style_of(one.song.id, songs) for one in found] == [style] * 3
            assert [one.similarity for one in found] == sorted((one.similarity for one in found), reverse=True)
            assert 0.5 < found[0].similarity < 1
            assert Aspect.TIMBRE in found[0].reasons


def test_there_are_few_songs_of_an_artist_unless_there_are_no_others(house: House) -> None:
    store = house.services.store
    fill(store, 4)
    seed, *others = add_heard(
        store, "Many", "Album", {f"Many {one}": embedding("pad", 10 + one) for one in range(6)}
    ).values()
    near = [one.song.id for one in house.services.similar.similar(seed, 4)]
    assert len(set(near) & set(others)) == 2
    assert len(set(near)) == 4
    everything = [one.song.id for one in house.services.similar.similar(seed, 100)]
    assert len(everything) == 4 * len(STYLES) + 5


def test_copies_are_left_out_and_what_nobody_wants_to_hear(house: House) -> None:
    store = house.services.store
    songs = fill(store, 4)
    seed, first = songs["pad"][0], songs["pad"][2]
    name = store.songs.get(seed).name.upper()
    again = add_heard(store, "Other", "Same", {name: embedding("pad", 0)})[name]
    store.execute("UPDATE songs SET favorite = -1 WHERE songid = ?", (first,))
    near = {one.song.id for one in house.services.similar.similar(seed, 100)}
    assert not near & {seed, again, first}
    assert len(near) == 4 * len(STYLES) - 2


def test_reasons_name_what_was_measured(house: House) -> None:
    store = house.services.store
    fill(store, 2)
    (seed,) = add_heard(store, "A", "A", {"One": embedding("pad", 20)}, bpm=60.0, key="A minor", loudness=-9.0).values()
    (other,) = add_heard(store, "B", "B", {"Two": embedding("pad", 21)}, bpm=121.0, key="C major").values()
    (found,) = [one for one in house.services.similar.similar(seed, 50) if one.song.id == other]
    assert {Aspect.TEMPO, Aspect.KEY} <= set(found.reasons)
    assert Aspect.LOUDNESS not in found.reasons


def test_the_space_follows_the_catalogue(house: House) -> None:
    services = house.services
    songs = fill(services.store, 4)
    seed = songs["beat"][0]
    services.similar.similar(seed, 5)
    (late,) = add_heard(services.store, "Late", "Album", {"Late": embedding("beat", 30)}).values()
    assert late not in {one.song.id for one in services.similar.similar(seed, 100)}
    services.bus.publish(SongsAnalyzed([late]))
    assert late in {one.song.id for one in services.similar.similar(seed, 100)}
    services.store.execute("DELETE FROM songs WHERE songid = ?", (late,))
    assert late not in {one.song.id for one in services.similar.similar(seed, 100)}
    services.bus.publish(CachesChanged())
    with pytest.raises(NotFoundError):
        services.similar.similar(late, 5)


def test_a_path_has_even_steps_from_one_song_to_the_other(house: House) -> None:
    songs = fill(house.services.store)
    start, end = songs["pad"][0], songs["noise"][0]
    path = house.services.similar.path(start, end, 8)
    ids = [one.song.id for one in path]
    assert (ids[0], ids[-1], len(set(ids))) == (start, end, len(ids))
    assert all(one.artist.id != other.artist.id for one, other in pairwise(path))
    # Every step on the way is smaller than the jump.
    (jump,) = house.services.similar.path(start, end, 2)[1:]
    assert min(one.similarity for one in path[1:]) >= jump.similarity
    with pytest.raises(BadArgumentError):
        house.services.similar.path(start, start, 5)


def test_a_radio_plays_what_goes_with_a_song_an_album_or_a_tag(house: House) -> None:
    services = house.services
    songs = fill(services.store)
    similar = services.similar
    tagid = services.store.tagging.add("Calm", MOOD, icon="~", posx=0, posy=9)
    for songid in (songs["pad"][0], songs["arpeggio"][0]):
        services.store.tagging.hang(Target.SONG, songid, tagid, approval=1, confidence=1.0)
    seeds = similar.seeds_of(None, None, tagid)
    played = similar.radio(seeds, 8, seeds)
    assert {style_of(one, songs) for one in played} == {"pad", "arpeggio"}
    assert not set(seeds) & set(played)
    artists = [services.store.songs.get(one).artistid for one in played]
    assert all(one != other for one, other in pairwise(artists))
    album = services.store.songs.get(seeds[0]).albumid
    assert len(similar.seeds_of(None, album, None)) == 2
    with pytest.raises(BadArgumentError):
        similar.seeds_of(seeds[0], album, None)
    with pytest.raises(NotFoundError):
        similar.seeds_of(None, AlbumId(99), None)
    with pytest.raises(NotFoundError):
        similar.seeds_of(None, None, TagId(9999))


def test_what_nobody_has_heard_has_no_place(house: House) -> None:
    store = house.services.store
    unheard = store.songs.of_album(add_album(store, "Artist", "Unheard").id)[0].id
    silent = add_heard(store, "Artist", "Silent", {"Silence": bytes(4 * 98), "Broken": b"abc"})
    for songid in (unheard, *silent.values()):
        with pytest.raises(NotAnalyzedError):
            house.services.similar.similar(songid, 5)


def test_songs_that_come_one_by_one_are_where_they_would_be_at_once() -> None:
    random = numpy.random.default_rng(1)
    vectors = {str(one): random.standard_normal(98).astype("<f4").tobytes() for one in range(300)}
    at_once, one_by_one = SoundSpace(), SoundSpace()
    at_once.put(vectors)
    for name, vector in vectors.items():
        one_by_one.put({name: vector})
    assert len(one_by_one) == len(at_once) == 300
    assert numpy.abs(one_by_one.points([5, 299]) - at_once.points([5, 299])).max() < 0.05

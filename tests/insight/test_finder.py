"""Songs are found by their sound, and the index follows the catalogue whatever happens to either."""

from musicdb.config.schema import Config
from musicdb.fingerprint.chromaprint import RATE, fingerprint
from musicdb.model.events import CachesChanged
from musicdb.model.soundmatches import SoundsCompared, Verdict
from musicdb.store.keptrecords import Table
from tests.conftest import OpenHouse
from tests.fingerprint.instruments import play
from tests.household import House
from tests.insight.sounding import add_songs, noisy

ALBUM = "Artist/2001 - Album"


def test_a_clip_is_found_with_its_position_and_a_song_that_is_gone_is_not(house: House) -> None:
    sounds = {"01 One.flac": play(40, 1), "02 Two.flac": play(40, 2)}
    one, two = add_songs(house, ALBUM, sounds)
    finder, store = house.services.finder, house.services.store
    assert finder.identify(fingerprint(sounds["02 Two.flac"])) == []
    finder.catch_up()
    clip = fingerprint(noisy(sounds["02 Two.flac"][12 * RATE : 27 * RATE]))
    (hit,) = finder.identify(clip)
    assert (hit.songids, hit.match.verdict) == ((two,), Verdict.EXCERPT)
    assert abs(hit.position - 12) < 0.3
    assert [one_hit.songids for one_hit in finder.identify(fingerprint(play(20, 3)))] == []
    store.keptrecords.keep(Table.SONGS, two)
    assert finder.identify(clip) == []
    finder.catch_up()
    assert store.indexedsounds.all() == [store.indexedsounds.number_of_song(one)]


def test_an_index_that_is_gone_or_damaged_is_made_anew(open_house: OpenHouse, config: Config) -> None:
    sound = play(30, 4)
    with open_house(config) as house:
        (song,) = add_songs(house, ALBUM, {"01 One.flac": sound})
        house.services.finder.catch_up()
        assert house.services.finder.identify(fingerprint(sound))[0].songids == (song,)
    directory = config.directories.fingerprints
    for path in directory.iterdir():
        path.write_bytes(b"damaged")
    with open_house(config) as house:
        assert house.services.finder.identify(fingerprint(sound))[0].songids == (song,)
    for path in directory.iterdir():
        path.unlink()
    with open_house(config) as house:
        house.services.finder.catch_up()
        assert house.services.finder.identify(fingerprint(sound))[0].match.verdict is Verdict.SAME


def test_the_thread_follows_the_catalogue(house: House) -> None:
    house.services.bus.subscribe(SoundsCompared, house._keep)
    house.services.finder.start()
    (song,) = add_songs(house, ALBUM, {"01 One.flac": play(20, 5)})
    house.services.bus.publish(CachesChanged())
    house.until(lambda event: isinstance(event, SoundsCompared))
    assert house.services.finder.identify(fingerprint(play(20, 5)))[0].songids == (song,)

"""Playlists as apps see and change them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.model.events import PlaylistChanged
from musicdb.model.playlists import AllRules, Flag, FlagRule, SmartRules
from musicdb.net.subsonic import annotating, playlists
from musicdb.net.subsonic.declare import Call
from musicdb.net.subsonic.faults import Code, Fault
from musicdb.net.subsonic.playlists import PlaylistRecord
from tests.api.asking import announced
from tests.api.shelves import put, put_in_catalogue, song_at
from tests.household import House

ALBUM = "Artist/2001 - Album"


@pytest.fixture
def call(house: House) -> Call:
    """An app asks a house with an album of four songs."""
    for name in ("01 One", "02 Two", "03 Three", "04 Four"):
        put(house, f"{ALBUM}/{name}.flac")
    put_in_catalogue(house, ALBUM)
    return Call(house.services, "ann", "test")


def keys(house: House, *names: str) -> list[str]:
    return [f"so-{song_at(house, f'{ALBUM}/{name}.flac').id}" for name in names]


def titles(playlist: PlaylistRecord) -> list[str]:
    assert isinstance(playlist.entry, list)
    return [entry.title for entry in playlist.entry]


def test_a_playlist_is_made_and_changed(house: House, call: Call) -> None:
    one, two, three, four = keys(house, "01 One", "02 Two", "03 Three", "04 Four")
    made = playlists.create_playlist(call, name="Mine", songId=[one, two, one])
    assert (made.name, made.owner, made.songCount, titles(made)) == ("Mine", "ann", 3, ["One", "Two", "One"])
    (listed,) = playlists.get_playlists(call).playlist
    assert (listed.id, listed.songCount, listed.readonly) == (made.id, 3, False)
    playlists.update_playlist(call, playlistId=made.id, songIndexToRemove=[0, 1, 17], songIdToAdd=[three, four])
    assert titles(playlists.get_playlist(call, id=made.id)) == ["One", "Three", "Four"]
    playlists.update_playlist(call, playlistId=made.id, name="Ours", comment="Hm")
    assert [(one.name, one.comment) for one in playlists.get_playlists(call).playlist] == [("Ours", "Hm")]
    again = playlists.create_playlist(call, playlistId=made.id, songId=[four, one])
    assert (again.id, again.name, titles(again)) == (made.id, "Ours", ["Four", "One"])
    playlists.delete_playlist(call, id=made.id)
    assert playlists.get_playlists(call).playlist == []
    with pytest.raises(NotFoundError):
        playlists.get_playlist(call, id=made.id)
    assert [one.name for one in house.services.playlists.all(removed=True)] == ["Ours"]


def test_news_of_a_change_come_when_all_of_it_is_kept(house: House, call: Call) -> None:
    one, two = keys(house, "01 One", "02 Two")
    made = playlists.create_playlist(call, name="Mine", songId=[one])
    seen: list[list[str]] = []
    # Another thread sees what is kept, and nothing else.
    with ThreadPoolExecutor(1) as other:
        house.services.bus.subscribe(
            PlaylistChanged,
            lambda _: seen.append(titles(other.submit(playlists.get_playlist, call, id=made.id).result())),
        )
        playlists.update_playlist(call, playlistId=made.id, songIndexToRemove=[0], songIdToAdd=[two])
        assert seen[-1] == ["Two"]
        playlists.create_playlist(call, playlistId=made.id, songId=[one, two])
        assert seen[-1] == ["One", "Two"]


def test_places_are_those_an_app_can_see(house: House, call: Call) -> None:
    one, two, three = keys(house, "01 One", "02 Two", "03 Three")
    made = playlists.create_playlist(call, name="Mine", songId=[one, two, three])
    announced(house, "UpdateSongStatistic", songid=int(one[3:]), statistic="disable", modifier="yes")
    assert titles(playlists.get_playlist(call, id=made.id)) == ["Two", "Three"]
    playlists.update_playlist(call, playlistId=made.id, songIndexToRemove=[0])
    assert titles(playlists.get_playlist(call, id=made.id)) == ["Three"]
    playlists.create_playlist(call, playlistId=made.id, songId=[two])
    announced(house, "UpdateSongStatistic", songid=int(one[3:]), statistic="disable", modifier="no")
    assert titles(playlists.get_playlist(call, id=made.id)) == ["Two", "One"]


def test_a_playlist_that_follows_rules_can_only_be_read(house: House, call: Call) -> None:
    smart = house.services.playlists.create("Smart", rules=SmartRules(AllRules([])))
    (listed,) = playlists.get_playlists(call).playlist
    assert (listed.songCount, listed.readonly) == (4, True)
    assert titles(playlists.get_playlist(call, id=f"pl-{smart.id}")) == ["One", "Two", "Three", "Four"]
    (one,) = keys(house, "01 One")
    with pytest.raises(BadArgumentError, match="rules"):
        playlists.update_playlist(call, playlistId=listed.id, songIdToAdd=[one])
    with pytest.raises(BadArgumentError, match="rules"):
        playlists.create_playlist(call, playlistId=listed.id, songId=[one])


def test_the_length_of_what_follows_rules_is_that_of_the_moment(house: House, call: Call) -> None:
    rules = AllRules([FlagRule(Flag.LOVED, value=True)])
    smart = house.services.playlists.create("Smart", rules=SmartRules(rules))

    def told() -> tuple[int, int]:
        (listed,) = playlists.get_playlists(call).playlist
        whole = playlists.get_playlist(call, id=f"pl-{smart.id}")
        assert (whole.songCount, whole.duration) == (listed.songCount, listed.duration)
        return listed.songCount, listed.duration

    assert told() == (0, 0)
    loved = keys(house, "01 One", "03 Three")
    annotating.star(call, id=loved, albumId=[], artistId=[])
    count, seconds = told()
    assert count == 2
    assert told() == (2, seconds)
    house.services.playlists.update(smart.id, None, None, SmartRules(rules, limit=1))
    assert told() == (1, seconds // 2)
    annotating.unstar(call, id=loved, albumId=[], artistId=[])
    assert told() == (0, 0)


def test_what_is_refused_changes_nothing(house: House, call: Call) -> None:
    (one,) = keys(house, "01 One")
    made = playlists.create_playlist(call, name="Mine", songId=[one])
    with pytest.raises(NotFoundError):
        playlists.create_playlist(call, name="Other", songId=["so-404"])
    with pytest.raises(NotFoundError):
        playlists.create_playlist(call, playlistId=made.id, songId=["so-404"])
    with pytest.raises(NotFoundError):
        playlists.update_playlist(call, playlistId=made.id, songIndexToRemove=[0], songIdToAdd=["so-404"])
    with pytest.raises(Fault) as caught:
        playlists.create_playlist(call)
    assert caught.value.code is Code.MISSING
    assert titles(playlists.get_playlist(call, id=made.id)) == ["One"]
    assert len(playlists.get_playlists(call).playlist) == 1

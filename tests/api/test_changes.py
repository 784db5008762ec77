"""Merging and splitting through the API: shown first, then done exactly like that, and taken back whole."""

from typing import Any

import pytest

from musicdb.ids import SongId
from tests.api.asking import ask, refused
from tests.api.shelves import agree, is_loved, love, put, put_in_catalogue, song_at
from tests.household import House

FIRST, SECOND, OTHER = "Ada/2001 - First", "Ada/2002 - Second", "Bob/2001 - First"
SONGS = (f"{FIRST}/01 One.flac", f"{FIRST}/02 Two.flac", f"{SECOND}/01 Three.flac", f"{OTHER}/01 Four.flac")


@pytest.fixture
def stocked(house: House) -> House:
    for path in SONGS:
        put(house, path)
    put_in_catalogue(house, FIRST, SECOND, OTHER)
    return house


def album(house: House, path: str) -> int:
    found = house.services.store.albums.find(path)
    assert found, path
    return found.id


def artist(house: House, path: str) -> int:
    found = house.services.store.artists.find(path)
    assert found, path
    return found.id


def moves(plan: Any) -> list[tuple[str, str]]:
    return [(step["old"], step["new"]) for step in plan["steps"] if step["act"] == "move"]


def apply(house: House, plan: Any) -> None:
    """Does what was planned, looks at it, takes it back, and does it again."""
    assert plan["collisions"] == []
    store = house.services.store
    before = (store.songs.all(), store.albums.all(), store.artists.all())
    changeid = ask(house, "ApplyChange", plan=plan)
    assert agree(house)
    ask(house, "UndoChange", changeid=changeid)
    assert (store.songs.all(), store.albums.all(), store.artists.all()) == before
    assert agree(house)
    ask(house, "ApplyChange", plan=plan)
    assert agree(house)


def test_planning_changes_nothing(stocked: House) -> None:
    wish = {"kind": "mergealbums", "source": album(stocked, FIRST), "target": album(stocked, SECOND)}
    plan = ask(stocked, "PlanChange", **wish)
    assert moves(plan) == [(SONGS[0], f"{SECOND}/01 One.flac"), (SONGS[1], f"{SECOND}/02 Two.flac")]
    assert plan["steps"][-1] == {"act": "forget", "old": FIRST, "new": ""}
    assert plan["collisions"] == []
    assert ask(stocked, "GetChanges") == []


def test_an_album_becomes_the_second_disc_of_another_one(stocked: House) -> None:
    root = stocked.config.directories.music
    for path in (f"{FIRST}/cover.jpg", f"{SECOND}/cover.jpg", f"{FIRST}/01 One.lrc"):
        (root / path).write_text(path)
    songid = love(stocked, SONGS[0])
    wish = {"kind": "mergealbums", "source": album(stocked, FIRST), "target": album(stocked, SECOND), "cd": 2}
    plan = ask(stocked, "PlanChange", **wish)
    apply(stocked, plan)
    song = song_at(stocked, f"{SECOND}/2-01 One.flac")
    assert (song.id, song.cd, song.albumid) == (songid, 2, album(stocked, SECOND))
    assert (root / SECOND / "2-01 One.lrc").is_file()
    assert (root / SECOND / "cover 2.jpg").read_text() == f"{FIRST}/cover.jpg"
    assert is_loved(stocked, songid)
    assert not (root / FIRST).exists()


def test_an_artist_becomes_part_of_another_one(stocked: House) -> None:
    songid = love(stocked, SONGS[2])
    wish = {"kind": "mergeartists", "source": artist(stocked, "Ada"), "target": artist(stocked, "Bob")}
    plan = ask(stocked, "PlanChange", **wish)
    apply(stocked, plan)
    assert song_at(stocked, "Bob/2002 - Second/01 Three.flac").id == songid
    assert is_loved(stocked, songid)
    assert len(stocked.services.store.songs.of_album(album(stocked, OTHER))) == 3
    assert [found.name for found in stocked.services.store.artists.all()] == ["Bob"]


def test_songs_that_want_the_same_path_stop_the_plan(stocked: House) -> None:
    root = stocked.config.directories.music
    (root / OTHER / "01 One.flac").write_bytes((root / SONGS[0]).read_bytes())
    put(stocked, f"{OTHER}/02 Two.flac").write_bytes(b"another")
    wish = {"kind": "mergeartists", "source": artist(stocked, "Ada"), "target": artist(stocked, "Bob")}
    plan = ask(stocked, "PlanChange", **wish)
    found = [(collision["old"], collision["new"], collision["identical"]) for collision in plan["collisions"]]
    assert found == [(SONGS[0], f"{OTHER}/01 One.flac", True), (SONGS[1], f"{OTHER}/02 Two.flac", False)]
    assert refused(stocked, "ApplyChange", plan=plan) == "collision"
    assert (root / SONGS[2]).is_file()


def test_songs_become_an_album_of_their_own(stocked: House) -> None:
    songid = love(stocked, SONGS[1])
    wish = {"kind": "splitalbum", "source": album(stocked, FIRST), "albumname": "New", "release": 2010}
    plan = ask(stocked, "PlanChange", songids=[songid], **wish)
    apply(stocked, plan)
    assert song_at(stocked, "Ada/2010 - New/02 Two.flac").id == songid
    assert is_loved(stocked, songid)
    assert refused(stocked, "PlanChange", songids=[song_at(stocked, SONGS[0]).id], **wish) == "badargument"
    assert refused(stocked, "PlanChange", songids=[], **wish) == "badargument"
    assert refused(stocked, "PlanChange", songids=[99], **wish) == "badargument"


@pytest.mark.parametrize(("name", "path"), [("Cid", "Cid/2001 - First"), ("Bob", OTHER)])
def test_an_album_goes_to_another_artist(stocked: House, name: str, path: str) -> None:
    plan = ask(stocked, "PlanChange", kind="movealbum", source=album(stocked, FIRST), artistname=name)
    songid = love(stocked, SONGS[1])
    apply(stocked, plan)
    assert song_at(stocked, f"{path}/02 Two.flac").id == songid
    assert is_loved(stocked, songid)


def test_an_artist_an_album_and_a_song_get_other_names(stocked: House) -> None:
    songid = love(stocked, SONGS[0])
    (stocked.config.directories.music / f"{FIRST}/01 One.lrc").write_text("[00:01.00]La")
    wish = {"kind": "renamesong", "source": songid, "name": "Uno / Eins?", "number": 7}
    plan = ask(stocked, "PlanChange", **wish)
    renamed = (SONGS[0], f"{FIRST}/07 Uno ∕ Eins?.flac"), (f"{FIRST}/01 One.lrc", f"{FIRST}/07 Uno ∕ Eins?.lrc")
    assert moves(plan) == [*renamed]
    apply(stocked, plan)
    for kind, source, names in (
        ("renamealbum", album(stocked, FIRST), {"albumname": "Prima", "release": 1999}),
        ("renameartist", artist(stocked, "Ada"), {"artistname": "Adele"}),
    ):
        plan = ask(stocked, "PlanChange", kind=kind, source=source, **names)
        assert len(plan["steps"]) == 1
        apply(stocked, plan)
    song = stocked.services.store.songs.get(SongId(songid))
    assert (song.path, song.name, song.number) == ("Adele/1999 - Prima/07 Uno ∕ Eins?.flac", "Uno ∕ Eins?", 7)
    assert is_loved(stocked, songid)


def test_a_name_that_is_taken_is_refused(stocked: House) -> None:
    ada, first, one = artist(stocked, "Ada"), album(stocked, FIRST), song_at(stocked, SONGS[0]).id
    for code, wish in (
        ("collision", {"kind": "renameartist", "source": ada, "artistname": "Bob"}),
        ("collision", {"kind": "renamealbum", "source": first, "albumname": "Second", "release": 2002}),
        ("collision", {"kind": "renamesong", "source": one, "name": "Two", "number": 2}),
        ("badargument", {"kind": "renamesong", "source": one, "name": "One", "number": 1}),
        ("badname", {"kind": "renamealbum", "source": first, "albumname": "", "release": 2002}),
        ("badname", {"kind": "renamealbum", "source": first, "albumname": "X", "release": 20020}),
        ("notfound", {"kind": "renamevideo", "source": 99, "name": "X", "release": 2002}),
    ):
        assert refused(stocked, "PlanChange", **wish) == code, wish
    assert ask(stocked, "GetChanges") == []


def test_songs_go_to_another_album(stocked: House) -> None:
    songid = song_at(stocked, SONGS[2]).id
    plan = ask(stocked, "PlanChange", kind="movesongs", target=album(stocked, OTHER), songids=[songid])
    apply(stocked, plan)
    assert song_at(stocked, f"{OTHER}/01 Three.flac").id == songid
    assert stocked.services.store.albums.find(SECOND) is None


def test_a_plan_is_done_only_while_it_holds(stocked: House) -> None:
    wish = {"kind": "mergealbums", "source": album(stocked, FIRST), "target": album(stocked, SECOND)}
    plan = ask(stocked, "PlanChange", **wish)
    root = stocked.config.directories.music
    with (root / SONGS[0]).open("ab") as song:
        song.write(b"more")
    assert refused(stocked, "ApplyChange", plan=plan) == "planoutdated"
    plan = ask(stocked, "PlanChange", **wish)
    invented = {**plan, "steps": [{"act": "move", "old": SONGS[0], "new": "../../out"}]}
    assert refused(stocked, "ApplyChange", plan=invented) == "planoutdated"
    put(stocked, f"{FIRST}/03 New.flac")
    assert refused(stocked, "ApplyChange", plan=plan) == "planoutdated"
    assert refused(stocked, "PlanChange", **{**wish, "target": wish["source"]}) == "badargument"
    assert refused(stocked, "PlanChange", **{**wish, "target": 99}) == "notfound"
    assert ask(stocked, "GetChanges") == []

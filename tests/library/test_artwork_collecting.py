"""Pictures nobody uses are collected: only ours, only old ones, and none that an undo would need."""

import os

from musicdb.library.artworkcollecting import collect_artwork, unused_artwork
from musicdb.media.pictures import render_artwork
from musicdb.store.keptrecords import Table
from tests.library.conftest import AddSong, Household
from tests.library.test_artwork import BLUE, GREEN, RED, picture

ALBUM = "Artist/2004 - Album"


def grow_old(household: Household) -> None:
    for path in household.artwork.rglob("*"):
        os.utime(path, (0, 0))


def test_what_was_replaced_goes_and_what_is_not_ours_stays(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    albumid = household.importer.import_album(ALBUM).album.id
    cover = household.root / ALBUM / "cover.png"
    cover.write_bytes(picture(RED))
    old = household.find_cover(albumid)
    cover.write_bytes(picture(GREEN))
    new = household.find_cover(albumid)
    frames = household.artwork / "videos" / "0123456789abcdef0123"
    frames.mkdir(parents=True)
    for name in ("default.jpg", "Artist - Album.jpg", "videos/notes.txt"):
        (household.artwork / name).write_bytes(b"of a person")
    assert unused_artwork(household.store, household.artwork) == []
    grow_old(household)
    unused = {path.name for path in unused_artwork(household.store, household.artwork)}
    assert unused == {old, old.replace(".jpg", ".webp"), frames.name}
    assert collect_artwork(household.store, household.artwork) > len(unused)
    assert not list(household.artwork.rglob(old))
    assert (household.artwork / new).exists()
    assert (household.artwork / "Artist - Album.jpg").exists()
    assert (household.artwork / "videos/notes.txt").exists()
    assert collect_artwork(household.store, household.artwork) == 0


def test_the_cover_an_undo_would_bring_back_stays(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    albumid = household.importer.import_album(ALBUM).album.id
    old = household.choose_cover(albumid, picture(RED))
    changeid = household.covers.import_for_album(albumid, picture(GREEN))
    assert changeid is not None
    grow_old(household)
    assert unused_artwork(household.store, household.artwork) == []
    household.planner.undo(changeid)
    assert household.store.albums.get(albumid).artworkpath == old
    assert unused_artwork(household.store, household.artwork) != []


def test_what_can_come_back_or_comes_back_stays(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    albumid = household.importer.import_album(ALBUM).album.id
    chosen = household.choose_cover(albumid, picture(RED))
    unused = render_artwork(picture(BLUE), household.artwork, (150,))
    with household.store.write():
        household.store.keptrecords.keep(Table.ALBUMS, albumid)
    assert household.store.albums.find(ALBUM) is None
    grow_old(household)
    # Rendered again just now, and not yet written down whose it is.
    render_artwork(picture(BLUE), household.artwork, (150,))
    collect_artwork(household.store, household.artwork)
    assert (household.artwork / chosen).exists()
    assert (household.artwork / unused).exists()

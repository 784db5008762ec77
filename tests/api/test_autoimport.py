"""What changes by hand is imported by itself only on demand, and keeps its identity."""

from musicdb.library.contentwatch import ContentWatch, Pace
from tests.api.shelves import agree, is_loved, love, put, put_in_catalogue, song_at
from tests.household import House

PATIENCE = 10


def test_a_moved_album_is_imported_as_what_it_was(house: House) -> None:
    services, root = house.services, house.config.directories.music
    put(house, "Ada/2001 - First/01 One.flac")
    put_in_catalogue(house, "Ada/2001 - First")
    songid = love(house, "Ada/2001 - First/01 One.flac")
    watch = ContentWatch(services.store, services.music, house.config.music, services.imports.import_changed, QUICK)
    watch.start()
    try:
        assert watch.is_watching.wait(PATIENCE)
        (root / "Bob").mkdir()
        (root / "Ada/2001 - First").rename(root / "Bob/2001 - First")
        house.until_imported()
    finally:
        watch.stop()
    assert song_at(house, "Bob/2001 - First/01 One.flac").id == songid
    assert is_loved(house, songid)
    assert agree(house)


QUICK = Pace(quiet=0.1, longest=1.0)

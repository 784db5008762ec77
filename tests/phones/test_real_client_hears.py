"""A client others have written, py-opensonic, hears songs and tells what it heard: it understands every answer."""

from urllib.parse import urlsplit

from libopensonic import Connection

from tests.running import Daemon

LONG, SHORT = "so-1", "so-2"


def test_a_client_others_have_written(daemon: Daemon) -> None:
    with daemon.client() as client:
        password = client.request("AddAppPassword", name="py-opensonic")["password"]
    address = urlsplit(daemon.url)
    app = Connection(f"http://{address.hostname}", "bob", password, port=address.port)
    try:
        assert app.star(sids=[SHORT], album_ids=["al-1"], artist_ids=["ar-1"])
        found = app.get_starred2()
        assert ([one.id for one in found.song], found.album[0].id, found.artist[0].id) == ([SHORT], "al-1", "ar-1")
        assert app.unstar(sids=[SHORT], album_ids=["al-1"], artist_ids=["ar-1"])
        assert app.set_rating(SHORT, 3)
        assert app.get_song(SHORT).user_rating == 3
        assert app.scrobble(LONG, submission=False)
        (playing,) = [one for one in app.get_now_playing() if one.username == "bob"]
        assert (playing.id, playing.minutes_ago) == (LONG, 0)
        (words,) = app.get_lyrics_by_song_id(SHORT)
        assert next((line.start, line.value) for line in words.line) == (500, "One line")
        assert app.save_play_queue_by_index([LONG, SHORT], 1, 1000)
        kept = app.get_play_queue()
        assert (kept.current, kept.position, kept.changed_by) == (SHORT, 1000, "py-opensonic")
        assert app.create_bookmark(SHORT, 1000, "Here")
        assert [(one.position, one.comment, one.entry.id) for one in app.get_bookmarks()] == [(1000, "Here", SHORT)]
        assert app.delete_bookmark(SHORT)
        assert app.get_scan_status().count == 2
        assert app.jukebox_control("status").current_index == 0
        assert app.get_internet_radio_stations()[0].stream_url.startswith(daemon.url)
    finally:
        app.cleanup()

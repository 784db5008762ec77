"""Tags in files: shown before anything is written, written when a person agrees, and taken back."""

from playwright.sync_api import expect

from musicdb.media.tags import read_tags
from tests.journeys.screens import Screen
from tests.running import Daemon
from tests.sounds import make_song

ALBUM = "Ada/2001 - First"


def test_tags_of_an_album_are_previewed_written_and_taken_back(daemon: Daemon, screen: Screen) -> None:
    names = ("01 One.mp3", "02 Two.flac")
    for name in names:
        make_song(daemon.music / ALBUM / name, seconds=0.3, title="Old", artist="Somebody")
    with daemon.client() as client:
        client.send("call", "InitiateMusicImport", contenttype="album", contentpath=ALBUM)
        client.until_idle()
    before = [(daemon.music / ALBUM / name).read_bytes() for name in names]
    page = screen.page
    page.goto(f"{screen.url}/album/1")
    page.get_by_test_id("album-page").get_by_role("button", name="First").last.click()
    page.get_by_role("menuitem", name="Tags in the files").click()
    dialog = page.get_by_role("dialog", name="First")
    dialog.get_by_label("Genres").fill("Jazz; Folk")
    dialog.get_by_test_id("show-tags").click()
    plan = dialog.get_by_test_id("tag-plan")
    expect(plan.get_by_role("listitem")).to_have_count(2)
    expect(plan).to_contain_text("Title: Old → One")
    expect(plan).to_contain_text("Genres:  → Jazz; Folk")
    assert [(daemon.music / ALBUM / name).read_bytes() for name in names] == before
    dialog.get_by_role("button", name="Write into 2 files").click()
    expect(page.get_by_text("The tags of 2 files were written.")).to_be_visible()
    tags = [read_tags(daemon.music / ALBUM / name) for name in names]
    assert [(each.title, each.track, each.genres) for each in tags] == [
        ("One", 1, ("Jazz", "Folk")),
        ("Two", 2, ("Jazz", "Folk")),
    ]
    # Nobody has said who plays: that stays as it was.
    assert {each.artists for each in tags} == {("Somebody",)}
    with daemon.client() as client:
        page.get_by_role("button", name="Take back").click()
        for _ in names:
            client.until(lambda packet: packet["fncname"] == "sys:refresh")
    page.goto(f"{screen.url}/changes")
    expect(page.get_by_text("taken back")).to_have_count(2)
    assert [(daemon.music / ALBUM / name).read_bytes() for name in names] == before

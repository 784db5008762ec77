"""Another cover: dropped on the page of the album or chosen by keyboard, seen on all screens, and taken back."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.journeys.screens import OpenScreen, Screen
from tests.running import Daemon
from tests.sounds import make_song

ALBUM = "Ada/2001 - First"


@pytest.fixture
def household(daemon: Daemon) -> Daemon:
    """A daemon with an album that has no cover."""
    make_song(daemon.music / ALBUM / "01 One.mp3", seconds=1)
    with daemon.client() as client:
        client.send("call", "InitiateMusicImport", contenttype="album", contentpath=ALBUM)
        client.until_idle()
    return daemon


def cover_of(screen: Screen) -> Locator:
    screen.page.goto(f"{screen.url}/album/1")
    return screen.page.get_by_test_id("album-page").locator(".hero-cover")


def expect_nothing_left(household: Daemon) -> None:
    with household.client() as client:
        client.until_idle()
    assert not [path for path in (household.data / "uploads").rglob("*") if path.is_file()]


def test_a_cover_is_dropped_chosen_refused_and_taken_back(
    household: Daemon, open_screen: OpenScreen, tmp_path: Path
) -> None:
    for name, color in (("blue.png", "#2030c0"), ("red.webp", "#c03020")):
        Image.new("RGB", (600, 500), color).save(tmp_path / name)
    (tmp_path / "notes.txt").write_text("no picture")
    screen, other = open_screen(household), open_screen(household)
    cover, theirs = cover_of(screen), cover_of(other)
    page = screen.page
    screen.drop(tmp_path / "blue.png", on=cover)
    screen.wait_for_picture(cover.locator("img"))
    other.wait_for_picture(theirs.locator("img"))
    blue = theirs.locator("img").get_attribute("src")
    # By keyboard: the button is reached by Tab and opens the dialog for files.
    expect(cover).to_have_attribute("aria-busy", "false")
    page.bring_to_front()
    button = page.get_by_role("button", name="Another cover")
    button.focus()
    expect(button).to_be_focused()
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Enter")
    choosing.value.set_files(tmp_path / "red.webp")
    expect(theirs.locator("img")).not_to_have_attribute("src", blue or "")
    screen.drop(tmp_path / "notes.txt", on=cover)
    expect(page.get_by_text("“notes.txt” is no picture")).to_be_visible()
    expect(page.get_by_role("button", name="Choose a picture")).to_be_visible()
    page.get_by_role("button", name="Take back").last.click()
    expect(theirs.locator("img")).to_have_attribute("src", blue or "")
    other.wait_for_picture(theirs.locator("img"))
    assert screen.problems == other.problems == []
    expect_nothing_left(household)


def test_a_picture_that_is_none_inside_keeps_the_old_cover(
    household: Daemon, open_screen: OpenScreen, tmp_path: Path
) -> None:
    screen = open_screen(household)
    cover = cover_of(screen)
    (tmp_path / "cover.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture at all")
    screen.drop(tmp_path / "cover.jpg", on=cover)
    expect(screen.page.get_by_role("button", name="Choose a picture")).to_be_visible()
    expect(cover.locator("img")).to_have_count(0)
    expect_nothing_left(household)

"""What is long: a form of many songs without a mouse, and a long song whose places are found by pointer and by key."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.keyboard import press, wait_for_focus
from tests.journeys.screens import OpenScreen
from tests.journeys.shelves import Press
from tests.running import Daemon
from tests.sounds import make_song

SONGS = 24
SECONDS = 900


def test_a_long_form_is_filled_and_sent_by_keys_alone(daemon: Daemon, open_screen: OpenScreen, tmp_path: Path) -> None:
    press_ = Press(tmp_path)
    folder = tmp_path / "dropped"
    for number in range(1, SONGS + 1):
        press_.song(folder / f"{number:02}.mp3", "Ada", "Long", f"Song {number}", number)
    screen = open_screen(daemon)
    page = screen.page
    screen.drop(folder)
    numbers = page.get_by_label("No. of")
    expect(page.get_by_test_id("add-to-library")).to_be_enabled()
    expect(numbers).to_have_count(SONGS)
    numbers.first.focus()
    press(page, "PageDown", "ArrowDown")
    wait_for_focus(page, "No. of 12.mp3")
    page.keyboard.type("50")
    press(page, "Control+d", "Control+End")
    wait_for_focus(page, "No. of 24.mp3")
    expect(numbers.last).to_have_value("62")
    press(page, "Control+Home")
    wait_for_focus(page, "No. of 01.mp3")
    press(page, "Tab", "Tab", "ArrowDown")
    wait_for_focus(page, "Leave out: 02.mp3")
    press(page, "Enter")
    wait_for_focus(page, "Keep it after all: 02.mp3")
    # The preview has to say first that all is well.
    expect(page.get_by_test_id("add-to-library")).to_be_enabled()
    press(page, "Control+Enter")
    page.get_by_test_id("open-finished").click()
    expect(page.get_by_test_id("song")).to_have_count(SONGS - 1)
    assert screen.problems == []


def seconds_of(text: str) -> int:
    """The seconds of a time like 12:34."""
    minutes, seconds = text.split(":")
    return int(minutes) * 60 + int(seconds)


def place(page: Page) -> int:
    """Where a long song is, in seconds, as the slider has it."""
    return int(page.get_by_role("slider", name="Position in the song").first.input_value())


def test_a_song_goes_on_where_the_pointer_says(daemon: Daemon, open_screen: OpenScreen) -> None:
    album = "Ada/2001 - Long"
    make_song(daemon.music / album / "01 Night.mp3", seconds=SECONDS)
    with daemon.client() as client:
        client.request("InitiateMusicImport", contenttype="album", contentpath=album)
        client.until_idle()
        (night,) = client.request("Find", searchstring="Night", limit=1)["songs"]
        client.request("AddSongToQueue", songid=night["song"]["id"], position="last")
    screen = open_screen(daemon)
    page = screen.page
    slider = page.get_by_role("slider", name="Position in the song")
    expect(slider).to_have_attribute("aria-valuetext", "0:00 of 15:00")
    box = slider.bounding_box()
    assert box
    for share in (0.1, 0.5, 0.95):
        page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
        told = seconds_of(page.locator(".wave-time").inner_text())
        page.mouse.down()
        page.mouse.up()
        page.wait_for_function("place => Math.abs(heard.currentTime - place) <= 1", arg=told)
    at = place(page)
    press(page, "ArrowRight", "PageDown")
    expect(slider).to_have_value(str(at + 1 - SECONDS // 10))
    # A slider has the focus now, but whoever has sought a place wants the keys of the player.
    press(page, " ")
    page.wait_for_function("() => !heard.paused")
    press(page, "k", "h")
    expect(page.get_by_test_id("hero")).to_be_focused()
    press(page, "Escape")
    expect(slider).to_be_focused()
    assert screen.problems == []

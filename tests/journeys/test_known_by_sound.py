"""Known by its sound, on a screen: duplicates are decided, a clip is named, an upload says that it is there already."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, WebSocketRoute, expect

from musicdb.config.schema import Config, Directories
from musicdb.fingerprint.chromaprint import RATE
from tests.browsers import open_browser
from tests.conftest import OpenHouse
from tests.fingerprint.instruments import play
from tests.insight.sounding import add_songs, noisy, write_sound
from tests.journeys.screens import OpenScreen, Screen
from tests.running import Daemon


@pytest.fixture
def household(tmp_path: Path, open_house: OpenHouse) -> Iterator[Daemon]:
    """A daemon with two albums that have a song in common."""
    music, data = tmp_path / "music", tmp_path / "data"
    with open_house(Config(directories=Directories(music=music, data=data))) as house:
        add_songs(house, "Ada/2001 - First", {"01 One.mp3": play(40, 1), "02 Two.mp3": play(40, 2)})
        add_songs(house, "Ada/2002 - Best", {"01 One again.flac": play(40, 1)})
        house.services.finder.catch_up()
    with Daemon(music, data) as daemon:
        yield daemon


def change_wrongly(route: WebSocketRoute) -> None:
    """Lets every decision arrive as one that the server refuses."""
    server = route.connect_to_server()

    def pass_on(message: str | bytes) -> None:
        server.send(message.replace('"keepboth"', '"sell"') if isinstance(message, str) else message)

    route.on_message(pass_on)


def test_duplicates_are_told_decided_and_taken_back(household: Daemon, open_screen: OpenScreen) -> None:
    screen = open_screen(household)
    page = screen.page
    page.goto(f"{screen.url}/duplicates")
    pair = page.get_by_test_id("duplicate")
    expect(pair).to_contain_text("One again")
    expect(pair).to_contain_text("the better file")
    pair.get_by_role("button", name="Keep both").click()
    expect(pair).to_have_count(0)
    page.get_by_role("button", name="Take back").click()
    expect(pair).to_have_count(1)
    assert screen.problems == []


def test_what_the_server_refuses_comes_back(household: Daemon, open_screen: OpenScreen) -> None:
    screen = open_screen(household)
    page = screen.page
    page.route_web_socket("**/ws*", change_wrongly)
    page.goto(f"{screen.url}/duplicates")
    pair = page.get_by_test_id("duplicate")
    pair.get_by_role("button", name="Keep both").click()
    expect(page.get_by_text("sell")).to_be_visible()
    expect(pair).to_have_count(1)


def test_what_the_microphone_hears_is_named_with_its_place(household: Daemon, browser: Browser, tmp_path: Path) -> None:
    heard = write_sound(tmp_path / "heard.wav", noisy(play(40, 2)[10 * RATE :]), "-ar", "48000")
    options = (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={heard}",
    )
    with open_browser(browser.browser_type, *options) as hearing:
        screen = Screen(hearing, household.url)
        screen.page.get_by_role("button", name="What is this?").click()
        expect(screen.page.get_by_test_id("identified").first).to_contain_text("Two")
        expect(screen.page.get_by_test_id("identified").first).to_contain_text("at 0:1")
        assert screen.problems == []
        screen.context.close()


def test_a_clip_is_named_and_an_upload_is_known(household: Daemon, open_screen: OpenScreen, tmp_path: Path) -> None:
    screen = open_screen(household)
    page = screen.page
    page.get_by_role("button", name="What is this?").click()
    clip = write_sound(tmp_path / "clip.ogg", noisy(play(40, 2)[10 * RATE : 25 * RATE]))
    page.get_by_test_id("identify-file").set_input_files(clip)
    expect(page.get_by_test_id("identified").filter(has_text="Two")).to_contain_text("0:10")
    page.keyboard.press("Escape")
    folder = tmp_path / "New"
    folder.mkdir()
    write_sound(folder / "03 Other name.mp3", play(40, 2))
    screen.drop(folder)
    verdict = page.get_by_test_id("card-verdict")
    expect(verdict).to_contain_text("You own this: First")
    verdict.get_by_role("button", name="Stop this one").click()
    expect(page.get_by_test_id("inbox-card")).to_have_count(0)
    assert screen.problems == []

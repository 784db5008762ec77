"""An upload is known by its sound while it is on its way: two people see it, one decides, the other sees that, too."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy
import pytest
from playwright.sync_api import Locator, WebSocketRoute, expect

from musicdb.config.schema import Config, Directories
from tests.conftest import OpenHouse
from tests.fingerprint.instruments import noise, play
from tests.insight.sounding import add_songs, noisy, write_sound
from tests.journeys.screens import OpenScreen, Screen
from tests.running import Daemon

ALBUM = "Ada/2001 - First"
_PASSED = 6 << 20
_SHORT = 64 << 10


@pytest.fixture
def household(tmp_path: Path, open_house: OpenHouse) -> Iterator[Daemon]:
    """A daemon with an album of one song, that asks for little at a time."""
    music, data = tmp_path / "music", tmp_path / "data"
    with open_house(Config(directories=Directories(music=music, data=data))) as house:
        add_songs(house, ALBUM, {"01 One.mp3": play(40, 1)})
        house.services.finder.catch_up()
    with Daemon(music, data) as daemon:
        yield daemon


def verdict_on(screen: Screen) -> Locator:
    verdict = screen.page.get_by_test_id("card-verdict")
    expect(verdict).to_contain_text("You own this: First")
    return verdict


def be_slow(route: WebSocketRoute, *, index: bool) -> None:
    """Lets half a minute of sound leave the browser, and holds back what follows, as a slow line would.

    With an `index` at the end of the file, what was asked for after it waits for it: a browser that is faster than the
    line has read it by then.
    """
    server = route.connect_to_server()
    held: list[str | bytes] = []
    sent = 0

    def pass_on(message: str | bytes) -> None:
        nonlocal sent, index
        if isinstance(message, str) or len(message) < _SHORT:
            server.send(message)
            index = index and isinstance(message, str)
        else:
            held.append(message)
        while held and sent < _PASSED and not (index and sent):
            sent += len(held[0])
            server.send(held.pop(0))

    route.on_message(pass_on)


def files_left(daemon: Daemon) -> list[str]:
    with daemon.client() as client:
        client.until_idle()
    places = (daemon.data / "uploads", daemon.data / "tasks")
    return [path.name for place in places for path in place.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("03 Other name.wav", ("-ar", "48000")),
        # What makes its sound a song is at the end of this one.
        ("03 Other name.m4a", ("-ar", "64000", "-c:a", "alac", "-sample_fmt", "s32p")),
    ],
)
def test_one_stops_on_another_screen_what_is_on_its_way(
    household: Daemon, open_screen: OpenScreen, tmp_path: Path, name: str, options: tuple[str, ...]
) -> None:
    screen, other = open_screen(household), open_screen(household)
    screen.page.route_web_socket("**/ws*", partial(be_slow, index=name.endswith("m4a")))
    screen.page.reload()
    folder = tmp_path / "New"
    folder.mkdir()
    write_sound(folder / name, numpy.concatenate((noisy(play(40, 1)), noise(40))), *options)
    screen.drop(folder)
    verdict_on(screen)
    other.page.get_by_role("link", name="Inbox").click()
    verdict = verdict_on(other)
    with household.client() as client:
        (task,) = [task for tasks in client.request("GetCurrentTasks").values() for task in tasks]
    assert task["state"] == "waitforchunk"
    assert task["offset"] < task["filesize"]
    verdict.get_by_role("button", name="Stop this one").click()
    for each in (screen, other):
        expect(each.page.get_by_test_id("inbox-card")).to_have_count(0)
        assert each.problems == []
    assert files_left(household) == []


def test_a_better_file_takes_the_place_of_the_owned_one(
    household: Daemon, open_screen: OpenScreen, tmp_path: Path
) -> None:
    screen, other = open_screen(household), open_screen(household)
    folder = tmp_path / "New"
    folder.mkdir()
    write_sound(folder / "03 Other name.flac", play(40, 1))
    screen.drop(folder)
    verdict = verdict_on(screen)
    expect(verdict).to_contain_text("What comes is better.")
    other.page.get_by_role("link", name="Inbox").click()
    verdict_on(other).get_by_role("button", name="Replace the old file").click()
    expect(screen.page.get_by_text("has its new file")).to_be_visible()
    expect(screen.page.get_by_test_id("inbox-card")).to_have_count(0)
    assert [path.name for path in (household.music / ALBUM).iterdir()] == ["01 One.flac"]
    other.page.get_by_role("button", name="Take back").click()
    screen.page.goto(f"{screen.url}/changes")
    expect(screen.page.get_by_text("taken back")).to_be_visible()
    assert [path.name for path in (household.music / ALBUM).iterdir()] == ["01 One.mp3"]
    assert files_left(household) == []
    assert screen.problems == other.problems == []

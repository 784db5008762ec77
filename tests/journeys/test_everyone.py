"""For everyone: axe finds nothing serious, keys do all there is, and from right to left nothing sticks out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.screens import OpenScreen
from tests.journeys.shelves import Press, begin_uploads, fill
from tests.running import ROOT, Daemon

AXE = ROOT / "webui" / "node_modules" / "axe-core" / "axe.min.js"
VIEWS = (
    "/", "/artists", "/albums", "/songs", "/videos", "/moods", "/playlists", "/statistics", "/inbox", "/changes",
    "/repair", "/duplicates", "/settings", "/search/First", "/artist/1", "/album/1", "/album/2", "/song/1", "/nowhere",
)  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """A daemon whose shelf and inbox hold everything that is hard to show."""
    directory = tmp_path_factory.mktemp("shelf")
    press = Press(directory)
    with Daemon(directory / "music", directory / "data") as daemon:
        fill(daemon, press)
        with daemon.client() as client:
            begin_uploads(client, press, directory / "dropped")
        yield daemon


def go(page: Page, view: str) -> None:
    """Goes to a view as a link does, without loading the page anew."""
    page.evaluate(
        "path => { const link = Object.assign(document.createElement('a'), {href: path});"
        " document.querySelector('main').append(link); link.click(); link.remove(); }",
        view,
    )
    expect(page.locator("main [aria-busy=true]")).to_have_count(0)
    expect(page.locator("main h1").first).to_be_attached()


def violations(page: Page) -> list[str]:
    """What axe calls serious or critical."""
    found: list[dict[str, Any]] = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations'], preload: false})).violations"
    )
    return [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]


def test_axe_finds_nothing_serious_on_any_view(shelf: Daemon, open_screen: OpenScreen) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm --prefix webui ci")
    screen = open_screen(shelf)
    page = screen.page
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(AXE.read_text("utf-8"))
    for view in VIEWS:
        go(page, view)
        assert violations(page) == [], view
    page.keyboard.press("/")
    page.keyboard.type("First")
    expect(page.get_by_test_id("hit").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    screen.open_album("First")
    page.get_by_test_id("song").first.focus()
    page.keyboard.press("Shift+F10")
    expect(page.get_by_role("menu")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    screen.song("One").click()
    page.keyboard.press("h")
    expect(page.get_by_test_id("hero")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_test_id("shortcuts")).to_be_visible()
    assert violations(page) == []
    assert screen.problems == []


def test_keys_play_seek_and_go_everywhere(shelf: Daemon, open_screen: OpenScreen) -> None:
    screen = open_screen(shelf)
    page = screen.page
    screen.open_album("First")
    screen.song("One").click()
    screen.wait_until_heard(0.1)
    page.locator("main").focus()
    page.keyboard.press(" ")
    page.wait_for_function("() => heard.paused")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("k")
    page.keyboard.press("n")
    expect(page.get_by_test_id("player-song")).to_have_text("Two")
    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(page).to_have_url(f"{screen.url}/albums")
    page.keyboard.press("?")
    expect(page.get_by_test_id("shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("shortcuts")).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.type("n ?")
    expect(page.get_by_role("combobox", name="Search")).to_have_value("n ?")
    assert screen.problems == []


def test_from_right_to_left_nothing_sticks_out(shelf: Daemon, open_screen: OpenScreen) -> None:
    screen = open_screen(shelf, prepared="localStorage['musicdb.language'] = 'ar-XB';")
    page = screen.page
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    for view in VIEWS:
        go(page, view)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            # Grids follow their width in the next frame.
            page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")
    assert screen.problems == []


def test_what_moved_on_the_disk_is_accepted_and_taken_back(
    daemon: Daemon, open_screen: OpenScreen, tmp_path: Path
) -> None:
    press = Press(tmp_path)
    press.song(daemon.music / "Ada/2001 - First/01 One.mp3", "Ada", "First", "One", 1)
    with daemon.client() as client:
        client.request("InitiateMusicImport", contenttype="album", contentpath="Ada/2001 - First")
        client.until_idle()
    (daemon.music / "Ada/2001 - First").rename(daemon.music / "Ada/2001 - Premier")
    screen = open_screen(daemon)
    page = screen.page
    go(page, "/repair")
    row = page.get_by_test_id("repair-row").filter(has_text="Premier")
    row.get_by_role("button").click()
    expect(page.get_by_test_id("repair-row")).to_have_count(0)
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_test_id("repair-row")).not_to_have_count(0)
    assert screen.problems == []


def test_what_one_screen_does_the_other_shows(shelf: Daemon, open_screen: OpenScreen) -> None:
    with shelf.client() as client:
        client.request("ClearQueue")
    first, second = open_screen(shelf), open_screen(shelf)
    first.open_album("First")
    first.song("Three").click()
    expect(second.page.get_by_test_id("player-song")).to_have_text("Three")
    first.page.get_by_role("button", name="Favorite").first.click()
    expect(second.page.get_by_role("button", name="Favorite").first).to_have_attribute("aria-pressed", "true")
    assert first.problems == second.problems == []

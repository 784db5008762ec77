"""Every view at the width of a phone, a laptop and a wall: nothing sticks out, nothing is nameless, nothing is run."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.keyboard import arrow_to, focused, tab_to
from tests.journeys.screens import OpenScreen, Screen
from tests.journeys.shelves import IMAGE, SCRIPT, Press, begin_uploads, fill
from tests.running import Daemon

WIDTHS = (390, 1280, 2560)
VIEWS = (
    "/", "/albums", "/artists", "/songs", "/song/1", "/moods", "/tag/1", "/search/o", "/videos", "/playlists",
    "/playlist/0/rules", "/statistics", "/settings", "/changes", "/inbox", "/nowhere",
)  # fmt: skip
# What a person can act on, as the accessibility tree calls it.
ACTIVE = {
    "button", "link", "textbox", "checkbox", "switch", "slider", "combobox", "searchbox", "menuitem", "tab", "option",
    "spinbutton", "radio",
}  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """A daemon whose shelf and inbox hold everything that is hard to show. Tests only look."""
    directory = tmp_path_factory.mktemp("shelf")
    press = Press(directory)
    with Daemon(directory / "music", directory / "data") as daemon:
        fill(daemon, press)
        with daemon.client() as client:
            begin_uploads(client, press, directory / "dropped")
        yield daemon


def all_views(daemon: Daemon) -> list[str]:
    with daemon.client() as client:
        artists = client.request("GetArtistsWithAlbums")
    albums = [f"/album/{entry['album']['id']}" for artist in artists for entry in artist["albums"]]
    return [*VIEWS, *albums, *(f"/artist/{artist['artist']['id']}" for artist in artists)]


def show(screen: Screen, view: str) -> Page:
    """Goes to a view, and waits until it is there."""
    page = screen.page
    page.goto(screen.url + view)
    expect(page.locator("main [aria-busy=true]")).to_have_count(0)
    expect(page.locator("main h1").first).to_be_attached()
    return page


def nameless(page: Page) -> list[str]:
    """What can be acted on but says nothing to somebody who does not see it; and pictures without a word about them."""
    pilot = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = pilot.send("Accessibility.getFullAXTree")["nodes"]
    pilot.detach()
    active = [node for node in nodes if not node["ignored"] and node["role"]["value"] in ACTIVE]
    assert active
    found = [node["role"]["value"] for node in active if not node.get("name", {}).get("value", "").strip()]
    return found + page.locator("img:not([alt])").evaluate_all("images => images.map((image) => image.outerHTML)")


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out_and_everything_has_a_name(shelf: Daemon, open_screen: OpenScreen, width: int) -> None:
    screen = open_screen(shelf, width=width)
    for view in all_views(shelf):
        page = show(screen, view)
        sticking_out = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert sticking_out <= 0, f"{view} is {sticking_out} px too wide"
        assert nameless(page) == [], view
        assert page.locator("h1").count() == 1, view
        twice = page.evaluate(
            "[...document.querySelectorAll('[id]')].map((e) => e.id).filter((id, at, all) => all.indexOf(id) < at)"
        )
        assert twice == [], view
    assert screen.problems == []


def test_markup_in_names_stays_text(shelf: Daemon, open_screen: OpenScreen) -> None:
    screen = open_screen(shelf)
    alerts: list[str] = []
    screen.page.on("dialog", lambda dialog: alerts.append(dialog.message))
    page = show(screen, "/")
    expect(screen.tile(SCRIPT)).to_be_visible()
    screen.open_album(SCRIPT)
    expect(page.get_by_role("heading", name=SCRIPT)).to_be_visible()
    screen.song(IMAGE).click()
    screen.wait_until_heard(0.1)
    expect(page.get_by_test_id("player-song")).to_have_text(IMAGE)
    page.get_by_role("link", name=IMAGE).first.click()
    expect(page.get_by_role("heading", name=IMAGE)).to_be_visible()
    page.get_by_role("link", name="Inbox").click()
    expect(page.get_by_label(f"Song of 01 {IMAGE}.mp3")).to_have_value(IMAGE)
    expect(page.get_by_test_id("failed-file")).to_contain_text(IMAGE)
    assert page.locator("img[src=x], main script, [onmouseover], [onerror]").count() == 0
    assert alerts == []
    assert screen.problems == []


def test_an_album_is_found_and_played_without_a_mouse(shelf: Daemon, open_screen: OpenScreen) -> None:
    screen = open_screen(shelf)
    page = show(screen, "/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the music"
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_test_id("album-tile").first.get_by_role("link").inner_text())
    arrow_to(page, "First", "ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("album-page")).to_be_visible()
    expect(page.get_by_role("heading", name="First")).to_be_visible()
    tab_to(page, "One")
    page.keyboard.press("ArrowDown")
    assert "Two" in focused(page)
    page.keyboard.press("Enter")
    screen.wait_until_heard(0.1)
    expect(page.get_by_test_id("player-song")).to_have_text("Two")
    tab_to(page, "Position in the song")
    page.keyboard.press("End")
    expect(page.get_by_test_id("player-song")).to_have_text("Three")
    tab_to(page, "Pause")
    page.keyboard.press("Enter")
    page.wait_for_function("() => heard.paused")
    assert screen.problems == []


def test_a_lost_connection_is_told_calmly_and_comes_back(daemon: Daemon, open_screen: OpenScreen) -> None:
    screen = open_screen(daemon)
    expect(screen.page.get_by_test_id("welcome")).to_be_visible()
    daemon.kill()
    expect(screen.page.get_by_role("status").filter(has_text="comes back by itself")).to_be_visible()
    daemon.start_again()
    expect(screen.page.get_by_test_id("connection-lost")).to_have_count(0)

"""The views that present music: what a person does there, and what others see of it at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.screens import OpenScreen, Screen
from tests.journeys.shelves import Press, fill
from tests.running import Daemon


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """A daemon with albums and two moods. Each test speaks of songs of its own."""
    directory = tmp_path_factory.mktemp("presenting")
    with Daemon(directory / "music", directory / "data") as daemon:
        fill(daemon, Press(directory))
        with daemon.client() as client:
            for place, name in enumerate(("Calm", "Wild")):
                client.send("call", "AddMoodFlag", name=name, icon="☾", color=None, posx=place, posy=0)
            client.request("Bounce")
        yield daemon


def songid_of(daemon: Daemon, title: str) -> int:
    with daemon.client() as client:
        found = client.request("GetSongShelf", first=100)["first"]
    return next(int(each["song"]["id"]) for each in found if each["song"]["name"] == title)


def go(screen: Screen, view: str) -> None:
    screen.page.goto(screen.url + view)
    expect(screen.page.locator("main [aria-busy=true]")).to_have_count(0)


def test_what_one_says_about_a_song_others_see(shelf: Daemon, open_screen: OpenScreen) -> None:
    songid = songid_of(shelf, "One")
    with shelf.client() as client:
        wild = next(mood["id"] for mood in client.request("GetTags")["moods"] if mood["name"] == "Wild")
        client.send("call", "SetSongTag", songid=songid, tagid=wild, approval=0, confidence=0.7)
        client.request("Bounce")
    mine, other = open_screen(shelf), open_screen(shelf)
    go(mine, f"/song/{songid}")
    go(other, f"/song/{songid}")
    mine.page.get_by_role("button", name="Calm", exact=True).click()
    expect(other.page.get_by_role("button", name="Calm", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(other.page.get_by_test_id("guess").filter(has_text="Wild")).to_contain_text("70%")
    other.page.get_by_role("button", name="Yes, Wild is right").click()
    expect(mine.page.get_by_role("button", name="Wild", exact=True)).to_have_attribute("aria-pressed", "true")
    mine.page.get_by_role("button", name="Edit the lyrics").click()
    mine.page.get_by_role("textbox", name="Lyrics").fill("[00:01.00]New words")
    mine.page.get_by_role("button", name="Save").click()
    expect(mine.page.get_by_role("button", name="New words")).to_be_visible()
    assert mine.problems == other.problems == []


def test_a_song_begins_where_one_clicks_into_its_waveform(shelf: Daemon, open_screen: OpenScreen) -> None:
    screen = open_screen(shelf)
    go(screen, f"/song/{songid_of(shelf, 'Night')}")
    screen.page.get_by_role("slider", name="Position in this song").fill("2")
    screen.wait_until_heard(2.0)
    expect(screen.page.get_by_test_id("player-song")).to_have_text("Night")
    assert screen.problems == []


def test_rules_show_at_once_what_they_lead_to(shelf: Daemon, open_screen: OpenScreen) -> None:
    screen = open_screen(shelf)
    page = screen.page
    go(screen, "/playlist/0/rules")
    expect(page.get_by_test_id("preview")).to_contain_text("0 songs")
    page.get_by_label("What it is about").select_option("artist")
    page.get_by_role("textbox", name="Artist").fill("久石")
    preview = page.get_by_test_id("preview")
    expect(preview).to_contain_text("2 songs")
    expect(preview.get_by_test_id("line")).to_have_count(2)
    page.get_by_role("textbox", name="Name").fill("Joe")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_test_id("playlist-page")).to_contain_text("あの夏へ")
    page.get_by_role("link", name="Edit the rules").click()
    expect(page.get_by_role("textbox", name="Artist")).to_have_value("久石")
    assert screen.problems == []


def test_a_typo_finds_all_the_same(shelf: Daemon, open_screen: OpenScreen) -> None:
    screen = open_screen(shelf)
    page = screen.page
    go(screen, "/songs")
    page.keyboard.press("/")
    page.keyboard.type("Stadtmusiknaten")
    expect(page.get_by_test_id("results")).to_contain_text("Die Bremer Stadtmusikanten")
    page.keyboard.press("Shift+Enter")
    expect(
        page.get_by_test_id("search-page").get_by_role("link", name="Die Bremer Stadtmusikanten").first
    ).to_be_visible()
    assert screen.problems == []


def test_songs_are_sorted_walked_through_and_dragged_into_the_queue(shelf: Daemon, open_screen: OpenScreen) -> None:
    screen = open_screen(shelf)
    page = screen.page
    go(screen, "/songs")
    rows = page.get_by_test_id("song-row")
    page.get_by_label("Order").select_option("title")
    expect(rows.first).not_to_contain_text("Kurz")
    page.get_by_role("button", name="The other way round").click()
    expect(rows.first).to_contain_text("とおり道")
    rows.first.get_by_role("button").first.focus()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1).get_by_role("button").first).to_be_focused()
    rows.filter(has_text="Kurz").drag_to(page.get_by_test_id("queue"))
    expect(page.get_by_test_id("queue")).to_contain_text("Kurz")
    assert screen.problems == []


def test_an_album_gets_its_genre_and_its_color_on_all_screens(shelf: Daemon, open_screen: OpenScreen) -> None:
    with shelf.client() as client:
        client.send("call", "AddGenre", name="Krautrock")
        client.request("Bounce")
        albums = client.request("GetAlbumShelf")["first"]
    albumid = next(each["album"]["id"] for each in albums if each["album"]["name"] == "White")
    mine, other = open_screen(shelf), open_screen(shelf)
    go(mine, f"/album/{albumid}")
    go(other, f"/album/{albumid}")
    mine.page.get_by_role("button", name="Genres and colors").click()
    editor = mine.page.get_by_test_id("album-editor")
    editor.get_by_label("Add a genre").select_option("Krautrock")
    expect(other.page.get_by_test_id("album-page").get_by_role("link", name="Krautrock")).to_be_visible()
    editor.get_by_label("Background").fill("#204060")
    mine.wait_for_background("#204060")
    editor.get_by_role("button", name="Save").click()
    other.wait_for_background("#204060")
    assert mine.problems == other.problems == []

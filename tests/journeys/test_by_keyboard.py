"""A whole evening without a mouse: found, played, queued, sorted, taken out and back, kept, judged and tagged."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.keyboard import arrow_to, focused, press, tab_to, wait_for_focus
from tests.journeys.screens import OpenScreen, Screen
from tests.journeys.shelves import Press, fill
from tests.running import Daemon


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """A daemon with music, a mood, a genre and a playlist."""
    directory = tmp_path_factory.mktemp("keys")
    with Daemon(directory / "music", directory / "data") as daemon:
        fill(daemon, Press(directory))
        with daemon.client() as client:
            client.send("call", "AddMoodFlag", name="Calm", icon="C", color="#80c0ff", posx=0, posy=0)
            client.send("call", "AddGenre", name="Ambient")
            client.request("CreatePlaylist", name="Evening")
        yield daemon


@pytest.fixture
def screen(shelf: Daemon, open_screen: OpenScreen) -> Iterator[Screen]:
    """A screen on which another album plays."""
    with shelf.client() as client:
        before = client.request("GetSongQueue")
        (other,) = client.request("Find", searchstring="Light", limit=1)["songs"]
        client.request("AddSongToQueue", songid=other["song"]["id"], position="last")
        for entry in before:
            client.request("RemoveSongFromQueue", entryid=entry["entryid"])
    opened = open_screen(shelf)
    expect(opened.page.locator("main h1").first).to_be_attached()
    yield opened
    assert opened.problems == []


def find(page: Page, text: str) -> None:
    """Looks for something, and opens or plays the best that is found."""
    press(page, "/")
    page.keyboard.type(text)
    expect(page.get_by_test_id("hit").first).to_contain_text(text)
    press(page, "Enter")


def to_songs(page: Page) -> None:
    """Goes to the first song of the album that is shown. The list is entered at the one that plays."""
    expect(page.get_by_role("heading", name="First")).to_be_visible()
    # The name is there before its songs.
    expect(page.get_by_test_id("song").first).to_be_visible()
    tab_to(page, "0:04")
    press(page, "Home")
    wait_for_focus(page, "One")


def play_first(page: Page) -> None:
    """Plays the album of three songs, and pauses: they are short."""
    find(page, "First")
    to_songs(page)
    press(page, "Enter")
    expect(page.get_by_test_id("player-song")).to_have_text("One")
    page.wait_for_function("() => !heard.paused")
    press(page, "k")
    expect(page.get_by_test_id("queue-row").nth(1)).to_be_visible()
    expect(page.get_by_test_id("queue-row").nth(1).get_by_role("button").first).to_be_enabled()


def test_what_is_found_is_played_sorted_and_taken_out(screen: Screen) -> None:
    page = screen.page
    rows = page.get_by_test_id("queue-row")
    play_first(page)
    tab_to(page, "Hide the queue")
    tab_to(page, "Two")
    press(page, "Alt+ArrowDown")
    expect(rows.nth(1)).to_contain_text("Two")
    wait_for_focus(page, "Two")
    expect(page.get_by_test_id("announcer")).to_contain_text("Two: now number 2")
    press(page, "Alt+ArrowUp")
    expect(rows.nth(0)).to_contain_text("Two")
    press(page, "ArrowRight")
    wait_for_focus(page, "Take Two out of the queue")
    press(page, "Enter")
    expect(rows.nth(0)).to_contain_text("Three")
    wait_for_focus(page, "Take Three out of the queue")
    press(page, "z")
    expect(rows.nth(0)).to_contain_text("Two")
    expect(rows.nth(1)).to_contain_text("Three")
    # Until the server has it, nothing can be done with it.
    expect(rows.nth(0).get_by_role("button").first).to_be_enabled()
    press(page, "Home", "Delete")
    expect(rows.nth(0)).to_contain_text("Three")
    wait_for_focus(page, "Three")
    press(page, "Delete")
    expect(rows.filter(has_text="Three")).to_have_count(0)
    page.wait_for_function("document.activeElement.closest('aside') !== null")


def test_a_song_is_judged_tagged_and_kept(shelf: Daemon, screen: Screen) -> None:
    page = screen.page
    play_first(page)
    favorite = page.get_by_role("button", name="Favorite").first
    expect(favorite).to_have_attribute("aria-pressed", "false")
    press(page, "f")
    expect(favorite).to_have_attribute("aria-pressed", "true")
    tab_to(page, "Like")
    arrow_to(page, "Moods", "ArrowRight")
    press(page, "Enter")
    mood = page.get_by_role("dialog").get_by_role("button", name="Calm")
    expect(mood).to_be_visible()
    tab_to(page, "Calm")
    press(page, "Enter")
    expect(mood).to_have_attribute("aria-pressed", "true")
    press(page, "Escape")
    wait_for_focus(page, "Moods")
    tab_to(page, "One", "Shift+Tab")
    press(page, "Shift+F10")
    expect(page.get_by_role("menu")).to_be_visible()
    arrow_to(page, "Evening", "ArrowDown")
    press(page, "Enter")
    expect(page.get_by_test_id("toast")).to_contain_text("Evening")
    with shelf.client() as client:
        playlist = next(each for each in client.request("GetPlaylists") if each["name"] == "Evening")
        assert playlist["songs"] == 1


def test_words_and_genres_of_a_song_are_written(screen: Screen) -> None:
    page = screen.page
    find(page, "First")
    to_songs(page)
    press(page, "Shift+F10")
    arrow_to(page, "About this song", "ArrowDown")
    press(page, "Enter")
    expect(page.get_by_test_id("song-page")).to_be_visible()
    tab_to(page, "Add a genre")
    page.keyboard.type("Ambient")
    expect(page.get_by_role("link", name="Ambient")).to_be_visible()
    tab_to(page, "Ambient", "Shift+Tab")
    press(page, "ArrowRight", "Enter")
    expect(page.get_by_role("link", name="Ambient")).to_have_count(0)
    page.wait_for_function("document.activeElement !== document.body")
    tab_to(page, "Edit the lyrics")
    press(page, "Enter")
    expect(page.get_by_role("textbox", name="Lyrics")).to_be_focused()
    tab_to(page, "Save")
    press(page, "Enter")
    expect(page.get_by_role("button", name="Edit the lyrics")).to_be_focused()


def test_search_hero_and_sheet_give_the_focus_back(screen: Screen) -> None:
    page = screen.page
    play_first(page)
    press(page, "ArrowDown", "/")
    page.keyboard.type("Two")
    press(page, "Escape")
    wait_for_focus(page, "Two")
    press(page, "?")
    expect(page.get_by_test_id("shortcuts")).to_be_visible()
    press(page, "Escape")
    wait_for_focus(page, "Two")
    press(page, "h")
    expect(page.get_by_test_id("hero")).to_be_focused()
    tab_to(page, "Position in the song")
    press(page, "Escape")
    wait_for_focus(page, "Two")


def test_what_has_the_focus_is_not_behind_the_player(screen: Screen) -> None:
    page = screen.page
    play_first(page)
    page.set_viewport_size({"width": 1280, "height": 500})
    for _ in range(12):
        press(page, "Tab")
        hidden = page.evaluate(
            "() => { const [focus, bar] = [document.activeElement, document.querySelector('.player')];"
            " return !bar.contains(focus) && focus.closest('main') !== null"
            " && focus.getBoundingClientRect().bottom > bar.getBoundingClientRect().top; }"
        )
        assert not hidden, focused(page)

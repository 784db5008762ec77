"""From a folder on somebody's disk to music in the room, in real browsers side by side."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.conftest import MakeSong
from tests.journeys.screens import OpenScreen, Screen
from tests.running import Daemon

WESNOTH = "The Battle for Wesnoth OST"
WESNOTH_FOLDER = "The Battle for Wesnoth OST (Disc 1 + 2)"


@pytest.fixture
def album(song: MakeSong, tmp_path: Path) -> Path:
    """The folder of a small album whose tags leave nothing open."""
    for number, name in enumerate(("One", "Two"), 1):
        tags = {"title": name, "artist": "Ada", "album": "First", "date": "2001", "track": str(number)}
        song(f"First/0{number} {name}.flac", seconds=3, **tags)
    Image.new("RGB", (600, 600), "#3060c0").save(tmp_path / "sounds" / "First" / "cover.png")
    return tmp_path / "sounds" / "First"


def test_an_album_of_two_discs_goes_in_and_is_heard(
    daemon: Daemon, screen: Screen, open_screen: OpenScreen, corpus: Path
) -> None:
    other = open_screen(daemon)
    expect(other.page.get_by_test_id("welcome")).to_be_visible()
    screen.drop(corpus / WESNOTH_FOLDER)
    card = screen.card(WESNOTH)
    expect(card.get_by_test_id("naming-song").filter(visible=True)).to_have_count(9)
    card.get_by_label("Song of 05 - Elf Land.mp3").fill("Elfenland")
    row = card.get_by_role("group", name="05 - Elf Land.mp3")
    expect(row).to_contain_text("1-05 Elfenland.mp3")
    screen.field(card, "Year").fill("2005")
    screen.name_and_add(card)

    # Nobody touches the other screen: the album appears there, with its cover.
    other.wait_for_picture(other.tile(WESNOTH).locator("img"))
    expect(card).to_have_attribute("data-phase", "done")
    card.get_by_test_id("open-finished").click()
    page = screen.page
    expect(page.get_by_test_id("song")).to_have_count(9)
    expect(page.get_by_role("heading", name="Disc 2")).to_be_visible()
    expect(page.get_by_role("region", name="Disc 1").get_by_test_id("song").nth(1)).to_contain_text("Elfenland")
    screen.wait_for_picture(page.get_by_alt_text(f"Cover of {WESNOTH}"))
    assert other.problems == []
    target = daemon.music / "Wesnoth Project" / f"2005 - {WESNOTH}"
    source = corpus / WESNOTH_FOLDER
    assert (target / "1-05 Elfenland.mp3").read_bytes() == (source / "CD1" / "05 - Elf Land.mp3").read_bytes()
    assert (target / "2-01 Main Theme.mp3").read_bytes() == (source / "CD2" / "01 - Main Theme.mp3").read_bytes()
    assert (target / "cover.jpg").exists()


def test_an_album_plays_in_its_colors_and_stays_after_a_reload(daemon: Daemon, screen: Screen, album: Path) -> None:
    neutral = screen.background()
    screen.drop(album)
    screen.name_and_add(screen.card("First"))
    screen.open_album("First")
    with daemon.client() as client:
        record = client.request("GetArtistsWithAlbums")[0]["albums"][0]["album"]
    screen.wait_for_background(record["bgcolor"])
    page = screen.page
    screen.song("One").click()
    screen.wait_until_heard(0.2)
    expect(page.get_by_test_id("player-song")).to_have_text("One")
    expect(page.get_by_test_id("player-duration")).to_have_text("0:03")
    page.get_by_role("slider", name="Position in the song").fill("2")
    screen.wait_until_heard(2)
    # The next song follows by itself.
    expect(page.get_by_test_id("player-song")).to_have_text("Two")
    screen.wait_until_heard(0)
    page.get_by_test_id("player").get_by_role("button", name="Pause").click()
    page.wait_for_function("() => heard.paused")
    page.reload()
    expect(page.get_by_role("heading", name="First")).to_be_visible()
    expect(page.get_by_test_id("song")).to_have_count(2)
    screen.wait_for_background(record["bgcolor"])
    page.get_by_role("link", name="Artists").click()
    screen.wait_for_background(neutral)
    page.get_by_test_id("artist-tile").click()
    expect(screen.tile("First")).to_be_visible()
    screen.wait_for_background(record["bgcolor"])


def test_a_folder_can_be_chosen_with_a_button(daemon: Daemon, screen: Screen, corpus: Path) -> None:
    folder = corpus / "Aleksi Aubry-Carlson" / "2004 - Early Themes"
    screen.page.get_by_test_id("folder-input").set_input_files(folder)
    card = screen.card("Early Themes")
    expect(screen.field(card, "Year")).to_have_value("2004")
    screen.name_and_add(card)
    screen.open_album("Early Themes")
    screen.wait_for_picture(screen.page.get_by_alt_text("Cover of Early Themes"))
    screen.song("Frantic").click()
    screen.wait_until_heard(0.1)
    names = sorted(path.name for path in (daemon.music / "Aleksi Aubry-Carlson" / "2004 - Early Themes").iterdir())
    assert names == ["01 Frantic.flac", "02 Elf Land.flac", "03 Transience.flac"]


def test_loose_files_and_a_picture_become_an_album_under_the_names_of_a_person(
    daemon: Daemon, screen: Screen, corpus: Path
) -> None:
    files = [*sorted((corpus / "loose").iterdir()), corpus / "loose-cover.png"]
    screen.page.get_by_test_id("file-input").set_input_files(files)
    card = screen.page.get_by_test_id("inbox-card")
    add = card.get_by_test_id("add-to-library")
    expect(add).to_be_disabled()
    card.get_by_role("button", name="Make it one album").click()
    expect(card.get_by_test_id("naming-song")).to_have_count(6)
    screen.field(card, "Artist").fill("Verschiedene")
    screen.field(card, "Album").fill("Lose Lieder")
    card.get_by_label("Song of silence.ogg").fill("静けさ / Stille?")
    add.click()
    screen.open_album("Lose Lieder")
    expect(screen.song("静けさ / Stille?")).to_be_visible()
    screen.wait_for_picture(screen.page.get_by_alt_text("Cover of Lose Lieder"))
    names = {path.name for path in daemon.music.glob("Verschiedene/* - Lose Lieder/*")}
    assert len(names) == len(files)
    assert any(name.endswith("静けさ ∕ Stille?.ogg") for name in names)


def test_a_video_is_dropped_and_watched(daemon: Daemon, screen: Screen, corpus: Path) -> None:
    screen.drop(corpus / "videos" / "Doug Kaufman - 2007 - Battle Epic.mp4")
    card = screen.page.get_by_test_id("inbox-card")
    expect(screen.field(card, "Artist")).to_have_value("Doug Kaufman")
    screen.name_and_add(card)
    card.get_by_test_id("open-finished").click()
    tile = screen.page.get_by_test_id("video-tile")
    screen.wait_for_picture(tile.locator("img"))
    tile.click()
    video = screen.page.get_by_test_id("video-stage").locator("video").element_handle()
    screen.page.wait_for_function("video => video.currentTime > 0.2 && video.videoWidth > 0", arg=video)
    assert (daemon.music / "Doug Kaufman" / "2007 - Battle Epic.mp4").exists()


def test_autopilot_needs_no_further_click(daemon: Daemon, screen: Screen, open_screen: OpenScreen, album: Path) -> None:
    other = open_screen(daemon)
    screen.page.get_by_role("switch", name="Add by itself when the tags leave nothing open").check()
    screen.drop(album)
    other.wait_for_picture(other.tile("First").locator("img"))
    expect(screen.card("First")).to_have_attribute("data-phase", "done")
    assert not list((daemon.data / "tasks").glob("*.json"))


def test_another_person_names_what_one_has_dropped(
    daemon: Daemon, screen: Screen, open_screen: OpenScreen, album: Path
) -> None:
    other = open_screen(daemon)
    screen.drop(album)
    other.page.get_by_role("link", name="Inbox").click()
    card = other.card("First")
    screen.field(card, "Album").fill("Erste")
    expect(card.get_by_text("This album is on the shelf already")).to_have_count(0)
    other.name_and_add(card)
    expect(screen.card("Erste")).to_have_attribute("data-phase", "done")
    expect(screen.page.get_by_test_id("inbox-card")).to_have_count(1)
    assert (daemon.music / "Ada" / "2001 - Erste" / "01 One.flac").exists()


def test_what_is_not_kept_leaves_nothing(daemon: Daemon, screen: Screen, album: Path) -> None:
    screen.drop(album)
    screen.card("First").get_by_role("button", name="Do not keep these files").click()
    expect(screen.page.get_by_test_id("inbox-card")).to_have_count(0)
    with daemon.client() as client:
        assert not any(client.request("GetCurrentTasks").values())
    assert not list((daemon.data / "uploads").iterdir())
    assert not list(daemon.music.iterdir())


def test_the_same_album_again_changes_nothing_and_another_file_of_its_name_is_not_taken(
    daemon: Daemon, screen: Screen, album: Path
) -> None:
    screen.drop(album)
    screen.name_and_add(screen.card("First"))
    expect(screen.card("First")).to_have_attribute("data-phase", "done")
    screen.card("First").get_by_role("button", name="Dismiss: First").click()
    other = (album / "02 Two.flac").read_bytes()
    (album / "02 Two.flac").write_bytes(other + b"\0" * 100)
    screen.drop(album)
    card = screen.card("First")
    expect(card.get_by_test_id("collision").filter(visible=True)).to_have_count(2)
    expect(card.get_by_test_id("add-to-library")).to_be_disabled()
    card.get_by_role("button", name="Leave out: 02 Two.flac").click()
    screen.name_and_add(card)
    expect(screen.card("First")).to_have_attribute("data-phase", "done")
    assert (daemon.music / "Ada" / "2001 - First" / "02 Two.flac").read_bytes() == other
    screen.open_album("First")
    expect(screen.page.get_by_test_id("song")).to_have_count(2)
    assert not list((daemon.data / "uploads").iterdir())

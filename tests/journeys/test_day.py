"""A day in the life: two screens, a radio and the command line share one house, and it is not always kind to it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Locator, expect

from musicdb.cli.main import main
from tests.journeys.listener import RATE, Listener, longest_silence
from tests.journeys.screens import OpenScreen, Screen
from tests.running import Daemon
from tests.sounds import make_song

ALBUM = "Aleksi Aubry-Carlson/2004 - Early Themes"
NAMED, RENAMED = "Frühe Themen", "Early Themes"
ON_THE_STREAM = "localStorage['musicdb.output'] = 'stream';"
OTHER = "Ada/2001 - First"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Daemon]:
    """A daemon that leaves its configuration to commands, too."""
    data, music = tmp_path / "data", tmp_path / "music"
    data.mkdir()
    (data / "musicdb.ini").write_text(f"[directories]\nmusic = {music}\ndata = {data}\n[analysis]\nautomatic = no\n")
    with Daemon(music, data) as daemon:
        yield daemon


def command(house: Daemon, *arguments: str) -> Any:
    """What a command prints as JSON."""
    result = CliRunner().invoke(main, ["--config", str(house.data / "musicdb.ini"), *arguments, "--json"])
    assert result.exit_code == 0, (result.output, result.exception)
    return json.loads(result.stdout)


def test_a_day_in_the_life(house: Daemon, open_screen: OpenScreen, corpus: Path) -> None:
    first, second = (open_screen(house, prepared=ON_THE_STREAM) for _ in range(2))
    an_album_comes(house, first, second, corpus)
    with Listener(house) as radio:
        it_is_heard_together(first, second, radio)
        it_is_found_and_kept(first, second)
        it_gets_another_name_and_its_old_one_back(house, first, second)
        randy_helps(house, second)
        button(first, "Play").click()
        radio.hear(2)
        heard = radio.sound()
        assert abs(len(heard) / RATE - radio.seconds) < 0.5
        assert longest_silence(heard) > 2
    assert first.problems == second.problems == []
    it_dies_and_comes_back(house, first, second)
    the_disk_goes_away_and_comes_back(house, second)


def an_album_comes(house: Daemon, first: Screen, second: Screen, corpus: Path) -> None:
    first.drop(corpus / ALBUM)
    card = first.card("Early Themes")
    first.field(card, "Album").fill(NAMED)
    first.name_and_add(card)
    second.wait_for_picture(second.tile(NAMED).locator("img"))
    make_song(house.music / OTHER / "01 One.flac", seconds=30)
    assert command(house, "import", "--new")["imported"] == [OTHER]
    expect(second.tile("First")).to_be_visible()
    assert command(house, "stats")["songs"] == 4


def button(screen: Screen, name: str) -> Locator:
    """A button of the player."""
    return screen.page.get_by_test_id("player").get_by_role("button", name=name, exact=True)


def it_is_heard_together(first: Screen, second: Screen, radio: Listener) -> None:
    first.open_album(NAMED)
    first.song("Frantic").click()
    expect(second.page.get_by_test_id("player-song")).to_have_text("Frantic")
    radio.hear(1)
    button(first, "Next song").click()
    expect(second.page.get_by_test_id("player-song")).to_have_text("Elf Land")
    button(first, "Like").click()
    expect(second.page.get_by_test_id("player").locator(".flag-count").first).to_have_text("1")
    # Silence is music, too: who listens stays connected.
    button(second, "Pause").click()
    expect(button(first, "Play")).to_be_visible()
    radio.hear(3)


def it_is_found_and_kept(first: Screen, second: Screen) -> None:
    second.page.get_by_role("combobox", name="Search").fill("tranzience")
    expect(second.page.get_by_test_id("hit").first).to_contain_text("Transience")
    second.page.keyboard.press("Escape")
    second.page.goto(f"{second.url}/playlists")
    second.page.get_by_role("textbox", name="Name").fill("Evening")
    second.page.get_by_role("textbox", name="Name").press("Enter")
    expect(second.page.get_by_role("link", name="Evening")).to_be_visible()
    first.page.get_by_role("button", name="More about Transience").click()
    first.page.get_by_role("menuitem", name="Add to “Evening”").click()
    expect(second.page.get_by_role("link", name="Evening")).to_contain_text("1 song")


def it_gets_another_name_and_its_old_one_back(house: Daemon, first: Screen, second: Screen) -> None:
    page = first.page
    page.get_by_role("button", name=f"More about {NAMED}").click()
    page.get_by_role("menuitem", name="Names and places").click()
    form = page.get_by_test_id("reshape")
    form.get_by_role("textbox", name="Album").fill(RENAMED)
    form.get_by_test_id("show-plan").click()
    expect(form.get_by_test_id("plan")).to_contain_text(ALBUM)
    assert (house.music / f"Aleksi Aubry-Carlson/2004 - {NAMED}").is_dir()
    form.get_by_test_id("apply-plan").click()
    expect(page.get_by_role("heading", name=RENAMED)).to_be_visible()
    assert (house.music / ALBUM).is_dir()
    second.page.goto(f"{second.url}/albums")
    expect(second.tile(RENAMED)).to_be_visible()
    page.get_by_role("button", name="Take back").click()
    expect(second.tile(NAMED)).to_be_visible()
    assert not (house.music / ALBUM).exists()


def randy_helps(house: Daemon, second: Screen) -> None:
    second.page.get_by_role("button", name="Add a random song").click()
    expect(second.page.get_by_test_id("queue-row")).to_have_count(2)
    last = second.page.get_by_test_id("queue-row").last
    expect(last).to_contain_text("One")
    last.get_by_role("button", name="Randy chose this song").click()
    expect(second.page.get_by_role("dialog", name="Why this song")).to_contain_text("Drawn from")
    second.page.keyboard.press("Escape")
    with house.client() as client:
        assert len(client.request("GetSongQueue")) == 3


def it_dies_and_comes_back(house: Daemon, first: Screen, second: Screen) -> None:
    with house.client() as client, Listener(house):
        client.request("SeekInSong", seconds=8)
        client.until(lambda packet: packet["fncsig"] == "onTimeChanged" and packet["arguments"] > 9)
        queue = [entry["entryid"] for entry in client.request("GetSongQueue")]
        house.kill()
    expect(first.page.get_by_test_id("connection-lost")).to_be_visible()
    house.start_again()
    expect(first.page.get_by_test_id("connection-lost")).to_have_count(0)
    with house.client() as client, Listener(house):
        state = client.request("GetAudioStreamState")
        assert (state["isplaying"], state["entryid"]) == (True, queue[0])
        assert 8 <= state["currenttime"] < 14
        assert [entry["entryid"] for entry in client.request("GetSongQueue")] == queue
    expect(second.page.get_by_test_id("player-song")).to_have_text("Elf Land")


def the_disk_goes_away_and_comes_back(house: Daemon, second: Screen) -> None:
    with house.client() as client:
        before = client.request("GetArtistsWithAlbums")
        away = house.music.rename(house.music.with_name("unplugged"))
        with Listener(house) as radio:
            client.until(lambda packet: packet["fncsig"] == "onInterrupted")
            task = client.request("InitiateFilesystemScan")
            assert "cannot be read" in client.until_state(task, "fsscanfailed")["message"]
            assert client.request("GetArtistsWithAlbums") == before
            away.rename(house.music)
            client.until(lambda packet: packet["fncsig"] == "onTimeChanged" and packet["arguments"] > 0.5)
            radio.hear(1)
        assert client.request("GetArtistsWithAlbums") == before
    expect(second.tile(NAMED)).to_be_visible()

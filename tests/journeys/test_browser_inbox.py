"""What people do with the inbox besides the straight way: taking back, many at once, archives, late edits."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.screens import OpenScreen, Screen
from tests.journeys.shelves import Press
from tests.running import Daemon


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path)


def album(press: Press, folder: Path, songs: int = 2) -> Path:
    """Makes the folder of an album of Ada, named as the folder."""
    for number in range(1, songs + 1):
        press.song(folder / f"{number:03} Song {number}.mp3", "Ada", folder.name, f"Song {number}", number)
    return folder


def test_what_was_taken_back_can_be_dropped_again(screen: Screen, press: Press, tmp_path: Path) -> None:
    folder = album(press, tmp_path / "drop" / "First")
    screen.drop(folder)
    screen.card("First").get_by_role("button", name="Do not keep these files").click()
    expect(screen.page.get_by_test_id("inbox-card")).to_have_count(0)
    screen.drop(folder)
    screen.name_and_add(screen.card("First"))
    screen.open_album("First")
    expect(screen.page.get_by_test_id("song")).to_have_count(2)


def test_a_folder_of_folders_becomes_an_album_each(screen: Screen, press: Press, tmp_path: Path) -> None:
    names = ("First", "Second", "Third")
    for name in names:
        album(press, tmp_path / "drop" / name)
    (tmp_path / "drop" / "notes.txt").write_text("about all of them")
    screen.drop(tmp_path / "drop")
    expect(screen.page.get_by_test_id("toast")).to_contain_text("1 file lies above several albums")
    for name in names:
        screen.name_and_add(screen.card(name))
        expect(screen.card(name)).to_have_attribute("data-phase", "done")
    screen.page.get_by_role("link", name="Albums").click()
    for name in names:
        expect(screen.tile(name)).to_be_visible()


def test_a_folder_of_many_files_comes_whole(daemon: Daemon, screen: Screen, press: Press, tmp_path: Path) -> None:
    screen.drop(album(press, tmp_path / "drop" / "Many", songs=230))
    card = screen.card("Many")
    expect(card.get_by_test_id("naming-song")).to_have_count(230)
    screen.name_and_add(card)
    screen.open_album("Many")
    expect(screen.page.get_by_test_id("song")).to_have_count(230)
    assert len(list((daemon.music / "Ada" / "2001 - Many").iterdir())) == 230


def test_an_archive_becomes_an_album(screen: Screen, press: Press, tmp_path: Path) -> None:
    folder = album(press, tmp_path / "drop" / "Packed")
    archive = tmp_path / "Packed.zip"
    with zipfile.ZipFile(archive, "w") as writing:
        for path in folder.iterdir():
            writing.write(path, path.relative_to(folder.parent))
    screen.drop(archive)
    card = screen.card("Packed")
    expect(card.get_by_test_id("naming-song")).to_have_count(2)
    screen.name_and_add(card)
    screen.open_album("Packed")
    expect(screen.page.get_by_test_id("song")).to_have_count(2)


def test_what_was_typed_survives_a_restart_of_the_daemon(
    daemon: Daemon, open_screen: OpenScreen, press: Press, tmp_path: Path
) -> None:
    screen = open_screen(daemon)
    screen.drop(album(press, tmp_path / "drop" / "First"))
    card = screen.page.get_by_test_id("inbox-card")
    screen.field(card, "Album").fill("Erste")
    daemon.kill()
    expect(screen.page.get_by_test_id("connection-lost")).to_be_visible()
    card.get_by_label("Song of 001 Song 1.mp3").fill("Eins")
    daemon.start_again()
    expect(screen.page.get_by_test_id("connection-lost")).to_have_count(0)
    expect(screen.field(card, "Album")).to_have_value("Erste")
    screen.name_and_add(card)
    screen.open_album("Erste")
    expect(screen.song("Eins")).to_be_visible()


def test_files_that_cannot_be_kept_are_told_and_the_others_go_on(
    daemon: Daemon, screen: Screen, press: Press, tmp_path: Path
) -> None:
    folder = album(press, tmp_path / "drop" / "First", songs=3)
    (folder / "002 Song 2.mp3").write_bytes(b"no song at all")
    (folder / "empty.mp3").write_bytes(b"")
    (folder / "virus.exe").write_bytes(b"MZ")
    screen.drop(folder)
    card = screen.card("First")
    expect(card.get_by_test_id("failed-file")).to_contain_text("002 Song 2.mp3")
    card.get_by_text("2 files were left out").click()
    expect(card).to_contain_text("virus.exe")
    card.get_by_test_id("failed-file").get_by_role("button", name="Remove").click()
    screen.name_and_add(card)
    screen.open_album("First")
    expect(screen.page.get_by_test_id("song")).to_have_count(2)
    assert not list((daemon.data / "uploads").iterdir())

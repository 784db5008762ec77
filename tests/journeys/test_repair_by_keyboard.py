"""What was moved, lost and added behind the back of the catalogue is put right without a mouse, and taken back."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.keyboard import focused, press, tab_to, wait_for_focus
from tests.journeys.screens import OpenScreen
from tests.journeys.shelves import Press
from tests.running import Daemon

ALBUM = "Ada/2001 - First"
OTHER = "Ada/2002 - Second"


def change_behind_its_back(daemon: Daemon, press_: Press) -> None:
    """Two songs are moved, two are lost, and an album is new."""
    for album in (ALBUM, OTHER):
        for number in (1, 2):
            press_.song(daemon.music / album / f"0{number} {number}.mp3", "Ada", album, f"{album} {number}", number)
    with daemon.client() as client:
        for album in (ALBUM, OTHER):
            client.request("InitiateMusicImport", contenttype="album", contentpath=album)
        client.until_idle()
    (daemon.music / ALBUM).rename(daemon.music / "Ada/2001 - Premier")
    for lost in (daemon.music / OTHER).iterdir():
        lost.unlink()
    press_.song(daemon.music / "Bob/2003 - New/01 New.mp3", "Bob", "New", "New", 1)


def findings(page: Page, *texts: str) -> None:
    """Waits until exactly these are left to be put right."""
    expect(page.get_by_test_id("repair-row")).to_contain_text(texts)


def test_findings_are_put_right_by_keys_alone(daemon: Daemon, open_screen: OpenScreen, tmp_path: Path) -> None:
    change_behind_its_back(daemon, Press(tmp_path))
    screen = open_screen(daemon)
    page = screen.page
    page.goto(f"{screen.url}/repair")
    first, second, moved, new = f"{OTHER}/01 1.mp3", f"{OTHER}/02 2.mp3", "Premier", "Bob/2003 - New"
    findings(page, moved, first, second, new)
    before, after = (page.get_by_text(name).bounding_box() or {} for name in ("First", "Premier"))
    assert before["y"] + before["height"] <= after["y"], "what it was and what it is stand below each other"
    tab_to(page, "Forget")
    press(page, "Enter")
    findings(page, moved, second, new)
    wait_for_focus(page, second)
    press(page, "z")
    findings(page, moved, first, second, new)
    assert second in focused(page)
    tab_to(page, "Accept", "Shift+Tab")
    press(page, "Enter")
    findings(page, first, second, new)
    # The part of the page is gone; the next one has come to its place.
    wait_for_focus(page, first)
    press(page, "z")
    findings(page, moved, first, second, new)
    tab_to(page, "Add: ")
    press(page, "Enter")
    findings(page, moved, first, second)
    wait_for_focus(page, "Forget")
    assert screen.problems == []

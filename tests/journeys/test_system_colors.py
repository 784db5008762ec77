"""For eyes that need the colors of the system nothing is gone that was drawn as a ground only; ears hear all once."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, expect

from tests.journeys.screens import OpenScreen
from tests.journeys.shelves import Press, fill
from tests.running import Daemon


def is_seen(locator: Locator) -> bool:
    """Whether something is drawn in more than the color of the ground."""
    locator.scroll_into_view_if_needed()
    return len(Image.open(io.BytesIO(locator.screenshot())).convert("RGB").getcolors(1 << 20) or ()) > 1


def test_nothing_vanishes_in_the_colors_of_the_system(daemon: Daemon, open_screen: OpenScreen, tmp_path: Path) -> None:
    fill(daemon, Press(tmp_path))
    screen = open_screen(daemon)
    page = screen.page
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto(f"{screen.url}/settings")
    assert is_seen(page.get_by_role("slider", name="Crossfade"))
    switch = page.get_by_role("switch", name="No live recordings")
    assert is_seen(switch)
    before = switch.screenshot()
    switch.click()
    page.mouse.move(0, 0)
    expect(switch).to_be_checked()
    assert switch.screenshot() != before
    # The switch has the focus; nobody types there.
    page.keyboard.press("/")
    page.keyboard.type("Fir")
    assert is_seen(page.locator("mark", has_text="Fir").first)
    assert screen.problems == []


def test_messages_are_told_one_by_one(daemon: Daemon, open_screen: OpenScreen) -> None:
    page = open_screen(daemon).page
    # A status is told as a whole otherwise, so the second message would bring the first one again.
    expect(page.get_by_role("status").filter(has=page.locator(":scope.message-list"))).to_have_attribute(
        "aria-atomic", "false"
    )

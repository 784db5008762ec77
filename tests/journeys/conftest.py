"""What journeys share: a daemon, and screens in a real Chromium where there is one."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from musicdb.errors import NotFoundError
from musicdb.resources import resource
from tests.browsers import find_chromium, open_browser
from tests.journeys.screens import OpenScreen, Screen
from tests.running import Daemon

expect.set_options(timeout=15_000)


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    """A daemon with an empty library."""
    with Daemon(tmp_path / "music", tmp_path / "data") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium. It is closed after each module, because its event loop would be in the way of other tests."""
    if find_chromium() is None:
        pytest.skip("there is no Chromium here")
    with suppress(NotFoundError):
        resource("webui/index.html")
        with sync_playwright() as playwright, open_browser(playwright) as opened:
            yield opened
        return
    pytest.skip("the WebUI is not built")


@pytest.fixture
def open_screen(browser: Browser) -> Iterator[OpenScreen]:
    """Opens screens. All of them are closed at the end."""
    screens: list[Screen] = []

    def open_one(daemon: Daemon, **options: int) -> Screen:
        screens.append(Screen(browser, daemon.url, **options))
        return screens[-1]

    yield open_one
    for screen in screens:
        screen.context.close()


@pytest.fixture
def screen(daemon: Daemon, open_screen: OpenScreen) -> Iterator[Screen]:
    """One screen of the daemon. Nothing may go wrong in it unnoticed."""
    opened = open_screen(daemon)
    yield opened
    assert opened.problems == []

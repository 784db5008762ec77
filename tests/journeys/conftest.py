"""What journeys share: a daemon, and screens in a real Chromium where there is one."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from musicdb.errors import NotFoundError
from musicdb.resources import resource
from tests.browsers import find_chromium, open_browser
from tests.journeys.screens import OpenScreen, Screen
from tests.journeys.senders import Sender
from tests.running import PATIENCE, Daemon

expect.set_options(timeout=1000 * PATIENCE)


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    """A daemon with an empty library."""
    with Daemon(tmp_path / "music", tmp_path / "data") as running:
        yield running


@pytest.fixture(scope="module")
def fortress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """A daemon for all tests of a module with bad input. Each has a group of its own and takes away what it brought."""
    directory = tmp_path_factory.mktemp("fortress") / "house"
    (directory / "data").mkdir(parents=True)
    (directory / "data" / "musicdb.ini").write_text("[uploads]\narchivesize = 20MiB\narchivefiles = 100\n")
    with Daemon(directory / "music", directory / "data") as running:
        yield running


@pytest.fixture
def sender(fortress: Daemon, request: pytest.FixtureRequest) -> Iterator[Sender]:
    """A sender of bad input. Afterwards the daemon must answer, and nothing but music may be left of what was sent."""
    groupid = hashlib.sha256(request.node.name.encode()).hexdigest()[:12]
    before = _files_around(fortress)
    with fortress.client() as client:
        yield Sender(client, groupid)
    # Whatever became of that connection, the next one is served.
    with fortress.client() as client:
        client.request("RemoveUploads", groupid=groupid)
        try:
            client.until_idle()
        finally:
            for task in (task for tasks in client.request("GetCurrentTasks").values() for task in tasks):
                client.send("call", "RemoveUpload", taskid=task["id"])
    assert list((fortress.data / "uploads").iterdir()) == []
    assert list((fortress.data / "tasks").iterdir()) == []
    assert _files_around(fortress) == before


def _files_around(daemon: Daemon) -> set[Path]:
    """All that lies beside the directories of a daemon."""
    inside = daemon.data.parent
    return {path for path in inside.parent.rglob("*") if not path.is_relative_to(inside)} | set(inside.iterdir())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium. It is closed after each module, because its event loop would be in the way of other tests."""
    if find_chromium() is None:
        pytest.skip("there is no Chromium here")
    with suppress(NotFoundError):
        resource("webui/index.html")
        with sync_playwright() as playwright, open_browser(playwright.chromium) as opened:
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

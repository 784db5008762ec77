"""The WebUI in a real Chromium: how fast a page sends a file."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browsers import open_browser
from tests.running import Daemon

MIB = 1 << 20
SIZE = 200 * MIB


def measure(directory: Path) -> Iterator[tuple[str, str, str]]:
    """A 200 MiB file chosen in the page, with its checksum computed there first."""
    path = directory / "01 One.wav"
    path.write_bytes(b"RIFF" + os.urandom(SIZE - 4))
    with (
        Daemon(directory / "music", directory / "data") as daemon,
        daemon.client() as client,
        sync_playwright() as playwright,
        open_browser(playwright.chromium) as browser,
    ):
        page = browser.new_page()
        page.goto(daemon.url)
        begin = time.perf_counter()
        page.set_input_files("[data-testid=file-input]", path)
        client.until(lambda packet: packet["fncsig"] == "ChunkRequest")
        first = time.perf_counter()
        client.until(
            lambda packet: packet["fncsig"] == "StateUpdate" and packet["arguments"]["state"] == "uploadcomplete"
        )
        end = time.perf_counter()
        yield f"sending {SIZE // MIB} MiB", f"{SIZE / MIB / (end - first):.0f} MiB/s", ">= 40 MiB/s"
        yield "checksum in the page before", f"{SIZE / MIB / (first - begin):.0f} MiB/s", ""

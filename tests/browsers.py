"""A real Chromium without a screen."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserType

_OPTIONS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
)


def find_chromium() -> str | None:
    """The Chromium of the system."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def open_browser(chromium: BrowserType, *further: str) -> Iterator[Browser]:
    """A browser; it closes at the end. Chromium has no sandbox for root."""
    options = [*_OPTIONS, *further, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    browser = chromium.launch(executable_path=find_chromium(), args=options)
    yield browser
    browser.close()

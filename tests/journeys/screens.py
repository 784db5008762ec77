"""A screen of the WebUI in a real Chromium: what a person drops, reads and hears on it, and what goes wrong behind."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response

from tests.running import PATIENCE

# What sounds is no element of the page; what it tells the system is what one can hold it to. And a violated policy
# shall be loud.
_PREPARED = """
window.heard = { currentTime: 0, get paused() { return navigator.mediaSession.playbackState !== "playing"; } };
const tell = MediaSession.prototype.setPositionState;
MediaSession.prototype.setPositionState = function (state) {
  heard.currentTime = state?.position ?? 0;
  tell.call(this, state);
};
addEventListener("securitypolicyviolation", (event) => console.error("forbidden", event.violatedDirective));
"""
_BACKGROUND = "getComputedStyle(document.documentElement).getPropertyValue('--bg')"

OpenScreen = Callable[..., "Screen"]


class Screen:
    """A browser of its own with one page. `problems` collects what a person never sees."""

    def __init__(self, browser: Browser, url: str, *, width: int = 1280, height: int = 800, prepared: str = "") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark")
        self.context.set_default_timeout(1000 * PATIENCE)
        self.context.add_init_script(_PREPARED + prepared)
        self.url = url.rstrip("/")
        self.problems: list[str] = []
        self.page = self.open_page()

    def open_page(self, path: str = "/") -> Page:
        """Opens a page, which becomes the one of this screen."""
        self.page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("response", self._look_at)
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.goto(self.url + path)
        return self.page

    def drop(self, *paths: Path, on: Locator | None = None) -> None:
        """Drags files and folders over the window, or onto a place, as from a file manager, and lets them go."""
        box = on.bounding_box() if on else None
        place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2} if box else {"x": 200, "y": 200}
        pilot = self.context.new_cdp_session(self.page)
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            pilot.send("Input.dispatchDragEvent", {"type": kind, **place, "data": data})
        pilot.detach()

    def card(self, title: str) -> Locator:
        """An album in the inbox."""
        return self.page.get_by_test_id("inbox-card").and_(self.page.get_by_role("article", name=title, exact=True))

    def field(self, card: Locator, label: str) -> Locator:
        """A field of a naming form. Hints follow its label."""
        return card.get_by_role("textbox", name=re.compile(f"^{label}( |$)")).first

    def name_and_add(self, card: Locator) -> None:
        """Waits for the naming form of a card, and agrees to it."""
        card.get_by_test_id("add-to-library").click()

    def song(self, name: str) -> Locator:
        """A song on the page of its album."""
        return self.page.get_by_test_id("song").filter(has_text=name)

    def tile(self, name: str) -> Locator:
        """An album on the shelf."""
        return self.page.get_by_test_id("album-tile").filter(has=self.page.get_by_title(name, exact=True))

    def open_album(self, name: str) -> None:
        """Goes to the shelf and to an album on it."""
        self.page.get_by_role("link", name="Albums").click()
        self.tile(name).get_by_role("link").click()
        self.page.get_by_test_id("album-page").wait_for()

    def wait_for_picture(self, image: Locator) -> None:
        """Waits until a picture is loaded and is one."""
        image.scroll_into_view_if_needed()
        self.page.wait_for_function("image => image.complete && image.naturalWidth > 1", arg=image.element_handle())

    def background(self) -> str:
        """The color the whole page wears, as CSS computes it."""
        return str(self.page.evaluate(_BACKGROUND))

    def wait_for_background(self, color: str) -> None:
        """Waits until the page wears a color: one `background` returned, or #rrggbb. Colors fade into each other."""
        if color.startswith("#"):
            color = "rgb({}, {}, {})".format(*bytes.fromhex(color[1:]))
        self.page.wait_for_function(f"color => {_BACKGROUND} === color", arg=color)

    def wait_until_heard(self, second: float) -> None:
        """Waits until the song plays beyond a position."""
        self.page.wait_for_function("second => !heard.paused && heard.currentTime > second", arg=second)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"{message.type}: {message.text}")

    def _look_at(self, response: Response) -> None:
        if not response.ok and response.status not in (206, 304):
            self.problems.append(f"{response.status}: {response.url}")

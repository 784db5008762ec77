"""Fills a library with the corpus of real music, through the page, and takes a picture of each view at three widths."""

import io
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browsers import open_browser
from tests.journeys.living import live
from tests.journeys.screens import Screen
from tests.running import ROOT, Daemon
from tests.sounds import CORPUS

WESNOTH = "The Battle for Wesnoth OST"
# Width and height in pixels: a phone, a laptop, a wall.
SIZES = {390: (390, 844), 1280: (1280, 800), 2560: (2560, 1440)}
LARGEST = 170_000
QUALITIES = (82, 70, 58, 46)


def main(target: Path) -> None:
    """Takes all pictures. `target` is made where it is missing; what lies there from another time goes."""
    target.mkdir(parents=True, exist_ok=True)
    for old in (*target.glob("*.png"), *target.glob("*.webp")):
        old.unlink()
    with (
        tempfile.TemporaryDirectory(prefix="musicdb-screenshots-") as directory,
        Daemon(Path(directory) / "music", prepare_data(Path(directory))) as daemon,
        sync_playwright() as playwright,
        open_browser(playwright.chromium) as browser,
    ):
        take(browser, daemon, target, {"welcome": show_welcome, "inbox": show_inbox})
        fill(browser, daemon)
        live(daemon)
        take(browser, daemon, target, VIEWS)


def prepare_data(directory: Path) -> Path:
    """A data directory whose daemon listens to songs also while others keep the machine busy."""
    data = directory / "data"
    data.mkdir()
    (data / "musicdb.ini").write_text("[analysis]\nautomatic = no\nmaxload = 0\n")
    return data


def take(browser: Browser, daemon: Daemon, target: Path, views: Mapping[str, Callable[[Screen], None]]) -> None:
    """Takes a picture of each view in each size."""
    for width, size in SIZES.items():
        screen = Screen(browser, daemon.url, width=size[0], height=size[1])
        screen.page.emulate_media(reduced_motion="reduce")
        for name, show in views.items():
            show(screen)
            picture = shrink(take_picture(screen))
            path = target / f"{name}-{width}.webp"
            path.write_bytes(picture)
            sys.stdout.write(f"{path} {len(picture) // 1000} kB\n")
        screen.context.close()


def fill(browser: Browser, daemon: Daemon) -> None:
    """Puts the corpus on the shelf."""
    screen = Screen(browser, daemon.url)
    # What the pictures of the inbox show is still there, so dropping it again goes on with it.
    for folder in (f"{WESNOTH} (Disc 1 + 2)", "Aleksi Aubry-Carlson/2004 - Early Themes", "itunes-export", "videos"):
        add(screen, CORPUS / folder)
    songs = [path for path in sorted((CORPUS / "loose").iterdir()) if path.name != "silence.ogg"]
    add(screen, *songs, CORPUS / "loose-cover.png", album="Loose Songs", year="2012")
    with daemon.client() as client:
        client.until_idle()
    screen.context.close()


def add(screen: Screen, *paths: Path, album: str = "", year: str = "") -> None:
    """Drops an album, and agrees to what it shall be called but for its name and year."""
    screen.drop(*paths)
    card = screen.page.get_by_test_id("inbox-card").filter(has=screen.page.get_by_test_id("naming-form"))
    if album:
        screen.field(card, "Album").fill(album)
        screen.field(card, "Year").fill(year)
    screen.name_and_add(card)
    expect(card).to_have_count(0)


def take_picture(screen: Screen) -> bytes:
    """Takes a picture once all covers on the screen are there and nothing moves."""
    page = screen.page
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(0, 0)
    expect(page.locator("main [aria-busy=true]")).to_have_count(0)
    page.wait_for_function(LOADED)
    page.evaluate("document.fonts.ready")
    return page.screenshot(animations="disabled", caret="hide")


def shrink(picture: bytes) -> bytes:
    """The same picture as WebP, as good as its size allows."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    packed = b""
    for quality in QUALITIES:
        file = io.BytesIO()
        image.save(file, "WEBP", quality=quality, method=5)
        packed = file.getvalue()
        if len(packed) <= LARGEST:
            break
    return packed


def show_welcome(screen: Screen) -> None:
    expect(screen.page.get_by_test_id("welcome")).to_be_visible()


def show_inbox(screen: Screen) -> None:
    screen.drop(CORPUS / f"{WESNOTH} (Disc 1 + 2)")
    expect(screen.page.get_by_test_id("add-to-library")).to_be_visible()
    screen.wait_for_picture(screen.page.get_by_test_id("inbox-card").locator("img"))


def page_at(path: str) -> Callable[[Screen], None]:
    """Shows the view at an address."""

    def show(screen: Screen) -> None:
        screen.page.goto(screen.url + path)
        expect(screen.page.locator("main h1").first).to_be_attached()

    return show


def show_album(screen: Screen) -> None:
    page_at("/albums")(screen)
    screen.tile(WESNOTH).get_by_role("link").click()
    screen.song("Love Theme").click()
    screen.wait_until_heard(0.3)


def show_song(screen: Screen) -> None:
    page_at("/songs")(screen)
    screen.page.get_by_role("button", name="More about Love Theme").click()
    screen.page.get_by_role("menuitem", name="About this song").click()
    expect(screen.page.get_by_test_id("song-page")).to_be_visible()


def show_hero(screen: Screen) -> None:
    screen.page.locator("main").focus()
    if screen.page.get_by_test_id("player").count() == 0 or screen.page.get_by_test_id("hero").count():
        return
    screen.page.keyboard.press("h")
    expect(screen.page.get_by_test_id("hero")).to_be_visible()


LOADED = """
() => [...document.images].every((image) => {
  const box = image.getBoundingClientRect();
  return box.bottom < 0 || box.top > innerHeight || image.complete;
})
"""
VIEWS = {
    "album": show_album,
    "hero": show_hero,
    "home": page_at("/"),
    "artists": page_at("/artists"),
    "artist": page_at("/artist/1"),
    "albums": page_at("/albums"),
    "songs": page_at("/songs"),
    "song": show_song,
    "videos": page_at("/videos"),
    "moods": page_at("/moods"),
    "search": page_at("/search/theme"),
    "playlists": page_at("/playlists"),
    "statistics": page_at("/statistics"),
    "changes": page_at("/changes"),
    "repair": page_at("/repair"),
    "settings": page_at("/settings"),
}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "share" / "doc" / "screenshots")

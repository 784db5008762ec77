"""Fills a library with the corpus of real music, through the page, and takes a picture of each view at three widths."""

import io
import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browsers import open_browser
from tests.journeys.screens import Screen
from tests.running import ROOT, Daemon

CORPUS = Path(os.environ.get("MUSICDB_CORPUS", ROOT.parent / "shared" / "corpus"))
WESNOTH = "The Battle for Wesnoth OST"
# Width and height in pixels: a phone, a laptop, a wall. The one for README.rst has no suffix.
SIZES = {"-390": (390, 844), "-1280": (1280, 800), "-2560": (2560, 1440), "": (1600, 1000)}
FOR_README = ("album",)
LARGEST = 300_000


def main(target: Path) -> None:
    """Takes all pictures. `target` is made where it is missing."""
    target.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="musicdb-screenshots-") as directory,
        Daemon(Path(directory) / "music", Path(directory) / "data") as daemon,
        sync_playwright() as playwright,
        open_browser(playwright) as browser,
    ):
        for name, show in VIEWS.items():
            for suffix, size in SIZES.items():
                if not suffix and name not in FOR_README:
                    continue
                screen = Screen(browser, daemon.url, width=size[0], height=size[1])
                show(screen)
                picture = shrink(take_picture(screen))
                screen.context.close()
                path = target / f"{name}{suffix}.png"
                path.write_bytes(picture)
                sys.stdout.write(f"{path} {len(picture) // 1000} kB\n")
            if name == "inbox":
                fill(browser, daemon)


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
    """Takes a picture once all covers are there and nothing moves."""
    page = screen.page
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(0, 0)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    return page.screenshot(animations="disabled", caret="hide")


def shrink(picture: bytes) -> bytes:
    """The same picture, small enough: in fewer colors, and on fewer pixels if that is not enough."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    packed = pack(image)
    while len(packed) > LARGEST:
        few = image.quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=2)
        packed = pack(image.quantize(palette=few, dither=Image.Dither.FLOYDSTEINBERG))
        image = image.resize((image.width * 3 // 4, image.height * 3 // 4), Image.Resampling.LANCZOS)
    return packed


def pack(image: Image.Image) -> bytes:
    """A PNG."""
    packed = io.BytesIO()
    image.save(packed, "PNG", optimize=True)
    return packed.getvalue()


def show_inbox(screen: Screen) -> None:
    screen.drop(CORPUS / f"{WESNOTH} (Disc 1 + 2)")
    expect(screen.page.get_by_test_id("add-to-library")).to_be_visible()
    screen.wait_for_picture(screen.page.get_by_test_id("inbox-card").locator("img"))


def show_albums(screen: Screen) -> None:
    screen.page.goto(f"{screen.url}/albums")
    for image in screen.page.get_by_test_id("album-tile").locator("img").all():
        screen.wait_for_picture(image)


def show_artists(screen: Screen) -> None:
    screen.page.goto(f"{screen.url}/artists")
    for image in screen.page.get_by_test_id("artist-tile").locator("img").all():
        screen.wait_for_picture(image)


def show_album(screen: Screen) -> None:
    screen.open_album(WESNOTH)
    screen.song("Love Theme").click()
    screen.wait_until_heard(0.3)
    position = screen.page.get_by_test_id("player").get_by_role("slider", name="Position in the song")
    if position.is_visible():
        position.fill("37")
        screen.wait_until_heard(37.3)
    screen.wait_for_picture(screen.page.get_by_alt_text(f"Cover of {WESNOTH}"))


VIEWS = {"inbox": show_inbox, "albums": show_albums, "artists": show_artists, "album": show_album}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "share" / "doc" / "screenshots")

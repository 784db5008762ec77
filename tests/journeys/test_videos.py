"""Videos are watched together, begin where somebody says, and have the picture somebody chose."""

import pytest
from playwright.sync_api import expect

from tests.journeys.screens import OpenScreen, Screen
from tests.library.conftest import make_video
from tests.running import Daemon


@pytest.fixture
def shown(daemon: Daemon) -> Daemon:
    """A daemon with two videos."""
    for name in ("2001 - Clip.mp4", "2002 - Film.mp4"):
        make_video(daemon.music / "Ada" / name, "testsrc=duration=12:size=160x120:rate=10")
    with daemon.client() as client:
        for name in ("2001 - Clip.mp4", "2002 - Film.mp4"):
            task = client.request("InitiateMusicImport", contenttype="video", contentpath=f"Ada/{name}")
            client.until_state(task, "importcomplete")
    return daemon


def is_paused(screen: Screen, *, paused: bool) -> None:
    screen.page.wait_for_function("paused => document.querySelector('dialog video')?.paused === paused", arg=paused)


def test_two_screens_watch_together(shown: Daemon, open_screen: OpenScreen) -> None:
    screens = [open_screen(shown) for _ in range(2)]
    with shown.client() as client:
        for videoid in (2, 1):
            client.request("AddVideoToQueue", videoid=videoid, position="last")
    for screen in screens:
        screen.page.goto(f"{screen.url}/videos")
        screen.page.get_by_role("button", name="Watch together").click()
        expect(screen.page.get_by_test_id("video-stage")).to_contain_text("Film")
        is_paused(screen, paused=False)
    first, second = screens
    first.page.evaluate("document.querySelector('dialog video').pause()")
    is_paused(second, paused=True)
    second.page.evaluate("document.querySelector('dialog video').play()")
    is_paused(first, paused=False)
    second.page.get_by_role("button", name="Next video").click()
    for screen in screens:
        expect(screen.page.get_by_test_id("video-stage")).to_contain_text("Clip")
        is_paused(screen, paused=False)
    # What ends on one screen ends on all; Randy goes on.
    with shown.client() as client:
        first.page.evaluate("document.querySelector('dialog video').currentTime = 11.5")
        client.until(lambda packet: packet["fncsig"] == "onVideoChanged")
    first.page.get_by_role("button", name="Close the video").click()
    expect(first.page.get_by_test_id("video-stage")).to_have_count(0)
    expect(second.page.get_by_test_id("video-stage")).to_have_count(1)
    assert first.problems == second.problems == []


def test_a_video_begins_and_ends_where_somebody_says(shown: Daemon, open_screen: OpenScreen) -> None:
    screen = open_screen(shown)
    page = screen.page
    page.goto(f"{screen.url}/videos")
    page.get_by_role("button", name="Play the video Clip").click()
    page.wait_for_function("() => document.querySelector('dialog video')?.readyState > 1")
    page.evaluate(
        "() => { const film = document.querySelector('dialog video'); film.pause(); film.currentTime = 3.5; }"
    )
    page.get_by_role("button", name="It begins here").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    page.evaluate("() => { document.querySelector('dialog video').currentTime = 6.5; }")
    page.get_by_role("button", name="It ends here").click()
    expect(page.get_by_text("Kept.")).to_have_count(2)
    page.get_by_role("button", name="This is its picture").click()
    expect(page.get_by_text("Kept.")).to_have_count(3)
    with shown.client() as client:
        video = client.request("GetVideo", videoid=1)["video"]
    assert (video["vbegin"], video["vend"]) == (3, 6)
    page.get_by_role("button", name="Close the video").click()
    page.reload()
    page.get_by_role("button", name="Play the video Clip").click()
    page.wait_for_function("() => document.querySelector('dialog video')?.currentTime >= 3")
    page.wait_for_function(
        "() => { const film = document.querySelector('dialog video'); return film.paused && film.currentTime < 8; }"
    )
    assert screen.problems == []

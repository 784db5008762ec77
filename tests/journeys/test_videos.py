"""Videos are watched together, begin where somebody says, and have the picture somebody chose."""

from pathlib import Path

import pytest
from PIL import Image
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


def test_a_picture_is_chosen_dropped_and_taken_back(shown: Daemon, open_screen: OpenScreen, tmp_path: Path) -> None:
    Image.new("RGB", (600, 500), "#2030c0").save(tmp_path / "blue.png")
    screens = [open_screen(shown) for _ in range(2)]
    stills = []
    for screen in screens:
        screen.page.goto(f"{screen.url}/videos")
        stills.append(
            screen.page.get_by_role("button", name="Play the video Clip").locator(".video-still > picture img")
        )
    screen, page = screens[0], screens[0].page
    before = stills[1].get_attribute("src") or ""
    stage = page.get_by_test_id("video-stage")

    def choose_frame() -> None:
        stage.get_by_role("button", name="This is its picture").click()

    def expect_another_until_taken_back() -> None:
        for still in stills:
            expect(still).not_to_have_attribute("src", before)
        screens[1].wait_for_picture(stills[1])
        page.get_by_role("button", name="Take back").click()
        for still in stills:
            expect(still).to_have_attribute("src", before)
        screens[1].wait_for_picture(stills[1])

    page.get_by_role("button", name="Play the video Clip").click()
    page.wait_for_function("() => document.querySelector('dialog video')?.readyState > 1")
    page.evaluate(
        "() => { const film = document.querySelector('dialog video'); film.pause(); film.currentTime = 9.5; }"
    )
    choose_frame()
    expect_another_until_taken_back()
    # In the dark room, and on the shelf.
    screen.drop(tmp_path / "blue.png", on=stage)
    expect_another_until_taken_back()
    stage.get_by_role("button", name="Close the video").click()
    page.bring_to_front()
    screen.drop(tmp_path / "blue.png", on=stills[0])
    expect_another_until_taken_back()
    assert screens[0].problems == screens[1].problems == []

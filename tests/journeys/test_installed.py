"""The installed page: it opens without its server, says so calmly, and goes on when the server is back."""

from playwright.sync_api import expect

from tests.journeys.screens import Screen
from tests.running import Daemon


def test_the_page_opens_without_its_server(daemon: Daemon, screen: Screen) -> None:
    page = screen.page
    expect(page.get_by_test_id("welcome")).to_be_visible()
    manifest = page.evaluate("async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json()")
    assert (manifest["display"], len(manifest["icons"])) == ("standalone", 3)
    for icon in manifest["icons"]:
        assert page.evaluate("async (src) => (await fetch(src)).ok", icon["src"])
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.reload()
    expect(page.get_by_test_id("welcome")).to_be_visible()
    kept = page.evaluate(
        "async () => (await (await caches.open('shell')).keys()).map((each) => new URL(each.url).pathname)"
    )
    assert "/" in kept
    assert all(path == "/" or path.startswith("/assets/") or "." in path for path in kept), kept
    problems = screen.problems[:]
    daemon.kill()
    page.reload()
    expect(page.get_by_role("navigation")).to_be_visible()
    expect(page.get_by_test_id("connection-lost")).to_be_visible()
    daemon.start_again()
    expect(page.get_by_test_id("connection-lost")).to_have_count(0)
    expect(page.get_by_test_id("welcome")).to_be_visible()
    assert problems == []
    # Without the server the browser itself complains about the socket.
    screen.problems.clear()

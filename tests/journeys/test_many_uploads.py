"""Many albums at once: held, taken back and named together; and an upload goes on after the page was closed."""

from pathlib import Path

from playwright.sync_api import expect

from tests.conftest import MakeSong
from tests.journeys.screens import OpenScreen, Screen
from tests.running import Daemon

MIB = 1 << 20

# A folder of the browser's own file system has the same handle as one from the dialog, which no test can click.
PICKER = """
window.showDirectoryPicker = async () => {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("2001 - Noise", { create: true });
  const writer = await (await folder.getFileHandle("01 Noise.wav", { create: true })).createWritable();
  const piece = crypto.getRandomValues(new Uint8Array(65536));
  for (let written = 0; written < 48 << 20; written += piece.length) await writer.write(piece);
  await writer.close();
  return folder;
};
"""


def test_an_upload_goes_on_by_itself_when_the_page_was_closed(daemon: Daemon, open_screen: OpenScreen) -> None:
    screen = open_screen(daemon, prepared=PICKER)
    with daemon.client() as client:
        screen.page.goto(f"{screen.url}/inbox")
        screen.page.get_by_text("Choose a folder").click()
        client.until(
            lambda packet: packet["fncsig"] == "ChunkRequest" and packet["arguments"]["task"]["offset"] > 4 * MIB
        )
        screen.page.close()
        client.request("Bounce")
        (task,) = [task for tasks in client.request("GetCurrentTasks").values() for task in tasks]
        assert 0 < task["offset"] < task["filesize"]
        client.received.clear()
        screen.open_page()
        client.until_state(task["id"], "invalidcontent")
        offsets = [packet["arguments"]["offset"] for packet in client.received if packet["fncsig"] == "ChunkRequest"]
        assert min(offsets) >= task["offset"]
    # All has been sent, so there is nothing left to go on with.
    screen.page.wait_for_function(
        "() => new Promise(done => { indexedDB.open('musicdb').onsuccess = ({target}) => {"
        " target.result.transaction('sources').objectStore('sources').count().onsuccess"
        " = (event) => done(event.target.result === 0); }; })"
    )


def test_albums_are_held_taken_back_and_named_together(
    daemon: Daemon, screen: Screen, song: MakeSong, tmp_path: Path
) -> None:
    for album in ("First", "Second"):
        for number in (1, 2):
            song(f"both/{album}/0{number} Song {number}.mp3", title=f"Song {number}", album=album, track=str(number))
    page = screen.page
    page.goto(f"{screen.url}/inbox")
    screen.drop(tmp_path / "sounds" / "both" / "First", tmp_path / "sounds" / "both" / "Second")
    together = page.get_by_test_id("together")
    expect(together).to_contain_text("2 albums")
    together.get_by_role("textbox", name="Artist").fill("Ada")
    together.get_by_role("textbox", name="Year").fill("2001")
    together.get_by_role("button", name="Apply").click()
    for album in ("First", "Second"):
        expect(screen.field(screen.card(album), "Artist")).to_have_value("Ada")
    together.get_by_role("button", name="All guesses are right").click()
    expect(together).to_have_attribute("aria-busy", "false")
    together.get_by_role("button", name="Add what is ready").click()
    page.get_by_role("link", name="Albums").click()
    expect(screen.tile("First")).to_be_visible()
    expect(screen.tile("Second")).to_be_visible()
    names = sorted(path.relative_to(daemon.music).as_posix() for path in daemon.music.rglob("*.mp3"))
    assert names == [
        f"Ada/2001 - {album}/0{number} Song {number}.mp3" for album in ("First", "Second") for number in (1, 2)
    ]


def test_all_uploads_are_paused_gone_on_with_and_canceled(daemon: Daemon, screen: Screen, tmp_path: Path) -> None:
    for album in ("First", "Second"):
        path = tmp_path / "large" / album / "01 Noise.wav"
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            file.truncate(256 * MIB)
    page = screen.page
    screen.drop(tmp_path / "large" / "First", tmp_path / "large" / "Second")
    everything = page.get_by_test_id("everything")
    everything.get_by_role("button", name="Pause all").click()
    expect(page.locator("[data-testid=inbox-card][data-phase=paused]")).to_have_count(2)
    everything.get_by_role("button", name="Go on with all").click()
    expect(page.locator("[data-testid=inbox-card][data-phase=paused]")).to_have_count(0)
    everything.get_by_role("button", name="Cancel all").click()
    expect(page.get_by_test_id("inbox-card")).to_have_count(0)
    page.get_by_role("button", name="Send it after all").click()
    expect(page.get_by_test_id("inbox-card")).to_have_count(2)
    everything.get_by_role("button", name="Cancel all").click()
    expect(page.get_by_test_id("inbox-card")).to_have_count(0)
    with daemon.client() as client:
        client.until_idle()
    assert not any((daemon.data / "uploads").iterdir())

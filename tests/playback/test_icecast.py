"""The stream reaches a real Icecast server, again and again if need be."""

import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from musicdb.bus import Bus
from musicdb.model.stream import StreamFormat
from musicdb.playback.framing import Cut
from musicdb.playback.icecast import IcecastSource
from musicdb.playback.listeners import Audience, Encoded
from tests.playback.icecasting import Icecast, find_icecast, free_port, old_server, settings
from tests.playback.sounding import PATIENCE
from tests.playback.studio import FORMATS, MP3
from tests.playback.test_framing import encode


class Sender:
    """An Icecast source with its audience. Pauses between attempts last until `go_on`."""

    def __init__(self, **options: object) -> None:
        self.bus = Bus()
        self.joined = threading.Event()
        self.left = threading.Event()
        self.pauses: list[float] = []
        self._paused = threading.Semaphore(0)
        self._go_on = threading.Semaphore(0)
        self.audience = Audience(self.bus, FORMATS, self._changed)
        self.source = IcecastSource(settings(**options), self.audience, 320_000, self._pause)  # type: ignore[arg-type]
        self.source.start()

    def _changed(self, counts: object) -> None:
        (self.joined if counts else self.left).set()

    def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self._paused.release()
        self._go_on.acquire(timeout=PATIENCE)

    def until_paused(self) -> None:
        assert self._paused.acquire(timeout=PATIENCE)

    def go_on(self) -> None:
        self._go_on.release()

    def until_joined(self) -> None:
        assert self.joined.wait(PATIENCE)

    def send(self, data: bytes, title: str) -> None:
        self.bus.publish(Encoded(MP3, Cut(b"", data, 48_000), title))

    def close(self) -> None:
        self.go_on()
        self.source.stop()


@pytest.fixture(scope="module")
def music() -> bytes:
    """Five seconds of MP3."""
    return encode(FORMATS[StreamFormat.MP3])


OpenIcecast = Callable[[int], Icecast]


@pytest.fixture
def open_icecast() -> Iterator[OpenIcecast]:
    """Starts servers at ports. All of them are stopped at the end."""
    if find_icecast() is None:
        pytest.skip("there is no Icecast server")
    with ExitStack() as opened:

        def open_one(port: int) -> Icecast:
            # As root it becomes nobody, who has no way into the directories of pytest.
            directory = opened.enter_context(tempfile.TemporaryDirectory(prefix="icecast-"))
            server = Icecast(Path(directory), port)
            opened.callback(server.stop)
            return server

        yield open_one


@pytest.fixture
def icecast(open_icecast: OpenIcecast) -> Icecast:
    return open_icecast(free_port())


def test_listeners_of_icecast_hear_the_stream(icecast: Icecast, music: bytes) -> None:
    sender = Sender(port=icecast.port)
    sender.until_joined()
    assert sender.source.address == f"http://127.0.0.1:{icecast.port}/stream"
    title = "Artist - Süße & 100% <1>"
    about = icecast.until_title(title, lambda: sender.send(music[: 960 * 40], title))
    assert (about["server_name"], about["bitrate"], about["server_type"]) == ("MusicDB Stream", 320, "audio/mpeg")
    assert icecast.listen(960 * 20) in music[: 960 * 40] * 3
    icecast.until_title("Other - Song", lambda: sender.send(music[: 960 * 40], "Other - Song"))
    sender.close()
    assert sender.left.is_set()


def test_it_comes_back_when_icecast_does(icecast: Icecast, open_icecast: OpenIcecast, music: bytes) -> None:
    sender = Sender(port=icecast.port)
    sender.until_joined()
    sender.joined.clear()
    icecast.stop()
    while not sender.left.is_set():
        sender.send(music, "One")
    for _ in range(3):
        sender.until_paused()
        sender.go_on()
    sender.until_paused()
    assert sender.pauses[-3:] == [sender.pauses[0] * 2, sender.pauses[0] * 4, sender.pauses[0] * 8]
    again = open_icecast(icecast.port)
    sender.go_on()
    sender.until_joined()
    again.until_title("Two", lambda: sender.send(music, "Two"))
    assert len(again.listen(10_000)) == 10_000
    sender.close()


def test_a_wrong_password_is_told(icecast: Icecast, caplog: pytest.LogCaptureFixture) -> None:
    sender = Sender(port=icecast.port, password="wrong")
    sender.until_paused()
    sender.close()
    assert "source-password" in caplog.text
    assert "wrong," not in caplog.text.replace("are wrong;", "")
    assert not sender.joined.is_set()


def test_a_mountpoint_that_is_taken(icecast: Icecast, caplog: pytest.LogCaptureFixture) -> None:
    first = Sender(port=icecast.port)
    first.until_joined()
    second = Sender(port=icecast.port)
    second.until_paused()
    assert "another source" in caplog.text
    second.close()
    first.close()


def test_a_server_that_is_not_there(caplog: pytest.LogCaptureFixture) -> None:
    sender = Sender(port=free_port())
    for _ in range(8):
        sender.until_paused()
        sender.go_on()
    sender.close()
    assert sender.pauses[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert not sender.joined.is_set()


def test_an_old_server_is_asked_the_old_way(music: bytes) -> None:
    with old_server() as server:
        sender = Sender(port=server.port)
        sender.until_joined()
        sender.send(music, "Title")
        with server.arrived:
            assert server.arrived.wait_for(lambda: len(server.received) == len(music), PATIENCE)
            assert server.arrived.wait_for(lambda: len(server.requests) == 3, PATIENCE)
        sender.close()
    assert bytes(server.received) == music
    assert [request.split("\r\n")[0] for request in server.requests] == [
        "PUT /stream HTTP/1.1",
        "SOURCE /stream HTTP/1.0",
        "GET /admin/metadata?mode=updinfo&mount=%2Fstream&charset=UTF-8&song=Title HTTP/1.0",
    ]
    assert "Expect: 100-continue" in server.requests[0]
    assert "Content-Type: audio/mpeg" in server.requests[1]


def test_a_server_that_does_not_keep_up_is_left(music: bytes) -> None:
    with old_server() as server:
        sender = Sender(port=server.port)
        sender.until_joined()
        with server.arrived:
            for _ in range(500):
                sender.send(music, "")
        assert sender.left.wait(PATIENCE)
        sender.close()

"""Songs for apps: as they are with ranges, made smaller, from the middle, canceled, and too many at once."""

import subprocess
import time
from collections.abc import Callable

import imageio_ffmpeg
import pytest

from tests.phones.apps import App, children_of
from tests.phones.conftest import ALBUM, LENGTH
from tests.running import PATIENCE, Daemon

LONG, SHORT = "so-1", "so-2"


def seconds_of(content: bytes) -> float:
    """How long some sound is."""
    output = ["-f", "s16le", "-ac", "1", "-ar", "8000", "pipe:1"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", "pipe:0", *output]
    done = subprocess.run(command, input=content, capture_output=True, check=False)
    return len(done.stdout) / 16_000


def until(condition: Callable[[], bool]) -> None:
    """Waits for something that comes from another process."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_files_as_they_are(daemon: Daemon, app: App) -> None:
    file = (daemon.music / ALBUM / "01 Long.flac").read_bytes()
    whole = app.get("stream", id=LONG)
    assert (whole.status, whole.headers["Content-Type"], whole.body == file) == (200, "audio/flac", True)
    part = app.get("stream", {"Range": "bytes=100-199"}, id=LONG, format="raw", maxBitRate=32)
    assert (part.status, part.body) == (206, file[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(file)}"
    assert app.get("stream", {"Range": f"bytes={len(file)}-"}, id=LONG).status == 416
    head = app.get("stream", method="HEAD", id=LONG)
    assert (head.headers["Content-Length"], head.body) == (str(len(file)), b"")
    assert app.get("stream", {"If-None-Match": whole.headers["ETag"]}, id=LONG).status == 304
    download = app.get("download.view", id=SHORT)
    assert download.body == (daemon.music / ALBUM / "02 Short.mp3").read_bytes()
    assert download.headers["Content-Disposition"] == "attachment; filename*=UTF-8''02%20Short.mp3"
    assert app.get("stream", id=SHORT, format="mp3", maxBitRate=320).body == download.body


@pytest.mark.parametrize(
    ("format_", "kind", "magic"),
    [("mp3", "audio/mpeg", b"\xff"), ("opus", "audio/ogg", b"OggS"), ("aac", "audio/aac", b"\xff"),
     ("flac", "audio/flac", b"fLaC"), ("", "audio/mpeg", b"\xff")],
)  # fmt: skip
def test_formats_and_offsets(app: App, format_: str, kind: str, magic: bytes) -> None:
    answer = app.get("stream", id=LONG, format=format_, maxBitRate=64, timeOffset=LENGTH - 10)
    assert (answer.status, answer.headers["Content-Type"], answer.headers["Accept-Ranges"]) == (200, kind, "none")
    assert answer.body.startswith(magic)
    assert seconds_of(answer.body) == pytest.approx(10, abs=0.15)
    assert float(answer.headers["X-Content-Duration"]) == pytest.approx(10, abs=1)
    if format_ == "mp3":
        assert len(answer.body) == pytest.approx(10 * 64_000 / 8, rel=0.05)


def test_whole_songs_with_a_length(app: App) -> None:
    answer = app.get("stream", id=LONG, maxBitRate=40, estimateContentLength="true")
    assert int(answer.headers["Content-Length"]) == len(answer.body) == (LENGTH + 2) * 40_000 // 8
    assert seconds_of(answer.body) == pytest.approx(LENGTH, abs=0.2)
    head = app.get("stream", method="HEAD", id=LONG, maxBitRate=40, estimateContentLength="true")
    assert (head.headers["Content-Length"], head.body) == (str(len(answer.body)), b"")


def test_too_many_and_gone(daemon: Daemon, app: App) -> None:
    # FLAC: more than fits into the buffers on the way, so the child has to wait.
    wish = {"id": LONG, "format": "flac", "timeOffset": 1}
    listeners = [app.listen("stream", **wish) for _ in range(2)]
    assert len(children_of(daemon)) == 2
    refused = app.get("stream", **wish)
    assert (refused.status, refused.headers["Retry-After"]) == (429, "5")
    assert app.get("stream", id=SHORT).status == 200, "files need no place"
    listeners.pop().close()
    until(lambda: len(children_of(daemon)) == 1)
    assert app.get("stream", id=SHORT, format="opus").status == 200
    listeners.pop().close()
    until(lambda: not children_of(daemon))


def test_what_cannot_be_sent(daemon: Daemon, app: App) -> None:
    assert app.refused("stream", id="so-99") == 70
    assert app.refused("stream", id="al-1") == 70
    assert app.refused("stream") == 10
    assert app.refused("download", id="nonsense") == 70
    song = daemon.music / ALBUM / "02 Short.mp3"
    content = song.read_bytes()
    song.write_bytes(b"no music")
    assert app.refused("stream", id=SHORT, format="opus") == 0
    song.unlink()
    assert app.refused("stream", id=SHORT) == 70
    song.write_bytes(content)
    until(lambda: not children_of(daemon))


def test_no_play_is_counted(daemon: Daemon, app: App) -> None:
    app.get("stream", id=SHORT)
    app.get("stream", id=SHORT, format="opus")
    with daemon.client() as client:
        assert client.request("GetPlayHistory") == []


def test_pictures(daemon: Daemon, app: App) -> None:
    with daemon.client() as client:
        artwork = client.request("GetArtistsWithAlbums")[0]["albums"][0]["album"]["artworkpath"]
    for size, place in ((100, "150x150"), (200, "200x200"), (201, "500x500"), (5000, "."), (0, ".")):
        expected = (daemon.data / "webdata" / "artwork" / place / artwork).read_bytes()
        for picture in ("al-1", SHORT, "ar-1"):
            answer = app.get("getCoverArt", id=picture, **({"size": size} if size else {}))
            assert (answer.body, answer.headers["Content-Type"]) == (expected, "image/jpeg")
    version = artwork.partition(".")[0][:12]
    assert "immutable" in app.get("getCoverArt", id=f"al-1_{version}").headers["Cache-Control"]
    old = app.get("getCoverArt", id="al-1_0123456789ab")
    assert "no-cache" in old.headers["Cache-Control"]
    assert app.get("getCoverArt", {"If-None-Match": old.headers["ETag"]}, id="al-1").status == 304
    assert app.refused("getCoverArt", id="al-9") == 70
    assert app.get("getAvatar", username="ann").headers["Content-Type"] == "image/jpeg"

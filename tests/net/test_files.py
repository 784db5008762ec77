"""Music and pictures over HTTP."""

import os
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
import pytest_twisted

from musicdb.net.files import PIECE
from tests.net.conftest import Net
from tests.net.wires import Response, connect, fetch, request_text

SONG = "Ada/2001 - First/01 One.flac"
CONTENT = bytes(range(256)) * 4096
DIGEST = "0123456789abcdef" * 4


def put(net: Net, name: str, content: bytes = CONTENT) -> Path:
    path = net.config.directories.music / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


async def get(net: Net, name: str, method: str = "GET", **headers: str) -> Response:
    return await fetch(f"{net.url}/music/{quote(name)}", method, X_API_Key=net.key, **headers)


@pytest_twisted.ensureDeferred
async def test_a_song(net: Net) -> None:
    put(net, SONG)
    song = await get(net, SONG)
    assert (song.status, song.headers["content-type"], song.headers["accept-ranges"]) == (200, "audio/flac", "bytes")
    assert song.body == CONTENT
    assert len(CONTENT) > PIECE
    assert (await get(net, SONG, If_None_Match=song.headers["etag"])).status == 304
    assert (await get(net, SONG, If_Modified_Since=song.headers["last-modified"])).status == 304


@pytest_twisted.ensureDeferred
async def test_a_part_of_a_song(net: Net) -> None:
    put(net, SONG)
    part = await get(net, SONG, Range="bytes=300000-900000")
    assert (part.status, part.body) == (206, CONTENT[300000:900001])
    assert part.headers["content-range"] == f"bytes 300000-900000/{len(CONTENT)}"
    beyond = await get(net, SONG, Range=f"bytes={len(CONTENT)}-")
    assert (beyond.status, beyond.headers["content-range"]) == (416, f"bytes */{len(CONTENT)}")


@pytest_twisted.ensureDeferred
async def test_a_song_that_changed_has_another_tag(net: Net) -> None:
    path = put(net, SONG)
    before = await get(net, SONG)
    os.utime(path, ns=(1, 1))
    after = await get(
        net, SONG, If_None_Match=before.headers["etag"], Range="bytes=0-9", If_Range=before.headers["etag"]
    )
    assert (after.status, len(after.body)) == (200, len(CONTENT))


@pytest_twisted.ensureDeferred
async def test_the_head_of_a_song_and_an_empty_one(net: Net) -> None:
    put(net, SONG)
    put(net, "Ada/empty.mp3", b"")
    head = await get(net, SONG, "HEAD")
    assert (head.status, head.headers["content-length"], head.body) == (200, str(len(CONTENT)), b"")
    empty = await get(net, "Ada/empty.mp3")
    assert (empty.status, empty.headers["content-length"], empty.body) == (200, "0", b"")
    assert (await get(net, "Ada/empty.mp3", Range="bytes=0-")).status == 416


@pytest_twisted.ensureDeferred
async def test_names_in_every_script_and_form(net: Net) -> None:
    for name in ("Björk/2001 - Ágætis/1 ☃%20#?.mp3", "東京/1 🎵.ogg"):
        decomposed = unicodedata.normalize("NFD", name)
        put(net, decomposed, name.encode())
        assert (await get(net, unicodedata.normalize("NFC", name))).body == name.encode()
        assert (await get(net, decomposed)).body == name.encode()


@pytest.mark.parametrize(
    "path",
    [
        "../secret.mp3",
        "Ada/../../secret.mp3",
        "%2e%2e/secret.mp3",
        "..%2Fsecret.mp3",
        "..%5Csecret.mp3",
        "/secret.mp3",
        "%2Fetc/passwd",
        "link.mp3",
        "directory/secret.mp3",
        "Ada",
        "",
        "%00",
        "%FF.mp3",
        "pipe.mp3",
        "missing.mp3",
        "x" * 300,
    ],
)
@pytest_twisted.ensureDeferred
async def test_nothing_leads_out_of_the_music_directory(net: Net, path: str) -> None:
    music = net.config.directories.music
    (music.parent / "secret.mp3").write_bytes(b"secret")
    (music / "Ada").mkdir()
    (music / "link.mp3").symlink_to(music.parent / "secret.mp3")
    (music / "directory").symlink_to(music.parent)
    os.mkfifo(music / "pipe.mp3")
    answer = await fetch(f"{net.url}/music/{path}", X_API_Key=net.key)
    assert answer.status == 404
    assert set(answer.json()) == {"code", "message"}


@pytest.mark.parametrize("name", ["index.html", "cover.svg", "notes.txt", "booklet.pdf", "script.js", "noextension"])
@pytest_twisted.ensureDeferred
async def test_a_page_in_the_music_directory_never_runs(net: Net, name: str) -> None:
    put(net, name, b"<script>alert(1)</script>")
    answer = await get(net, name)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment"
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest_twisted.ensureDeferred
async def test_music_and_pictures_are_for_the_household(net: Net) -> None:
    put(net, SONG)
    cookie = await _cookie(net)
    for path in (f"/music/{quote(SONG)}", "/artwork/default.jpg"):
        assert (await fetch(net.url + path)).status == 401
        assert (await fetch(net.url + path, X_API_Key="x" * 44)).status == 401
        assert (await fetch(net.url + path, Cookie="musicdb_session=forged")).status == 401
        assert (await fetch(net.url + path, Cookie=f"a={{1}}; {cookie}")).status in {200, 404}


@pytest_twisted.ensureDeferred
async def test_pictures(net: Net) -> None:
    artwork = net.config.directories.artwork
    (artwork / "150x150").mkdir(parents=True)
    (artwork / f"{DIGEST}.jpg").write_bytes(b"large")
    (artwork / "150x150" / f"{DIGEST}.webp").write_bytes(b"small")
    large = await fetch(f"{net.url}/artwork/{DIGEST}.jpg", X_API_Key=net.key)
    assert (large.body, large.headers["content-type"]) == (b"large", "image/jpeg")
    assert "immutable" in large.headers["cache-control"]
    small = await fetch(f"{net.url}/artwork/150x150/{DIGEST}.webp", X_API_Key=net.key)
    assert (small.body, small.headers["content-type"]) == (b"small", "image/webp")
    for missing in (
        f"500x500/{DIGEST}.jpg",
        f"150x200/{DIGEST}.jpg",
        "../music.db",
        f"150x150/../{DIGEST}.jpg",
        "x.jpg",
    ):
        assert (await fetch(f"{net.url}/artwork/{missing}", X_API_Key=net.key)).status == 404


@pytest_twisted.ensureDeferred
async def test_the_picture_of_albums_without_one(net: Net) -> None:
    (net.resources / "share").mkdir(parents=True)
    (net.resources / "share" / "default.jpg").write_bytes(b"built in")
    for path in ("default.jpg", "500x500/default.jpg", "150x150/default.webp"):
        answer = await fetch(f"{net.url}/artwork/{path}", X_API_Key=net.key)
        assert (answer.body, answer.headers["content-type"]) == (b"built in", "image/jpeg")
    net.config.directories.artwork.mkdir(parents=True)
    (net.config.directories.artwork / "default.jpg").write_bytes(b"own")
    assert (await fetch(f"{net.url}/artwork/default.jpg", X_API_Key=net.key)).body == b"own"


@pytest_twisted.ensureDeferred
async def test_a_browser_that_goes_away_costs_no_file(net: Net) -> None:
    put(net, "long.wav", bytes(64 * 1024 * 1024))
    wire = await connect(net.url)
    wire.write(request_text(f"{net.url}/music/long.wav", "GET", {"X-API-Key": net.key}))
    await wire.until(b"\r\n\r\n")
    wire.transport.abortConnection()
    await net.listening.stop()
    assert not [link for link in _open_files() if link.endswith("long.wav")]


@pytest_twisted.ensureDeferred
async def test_a_file_that_becomes_shorter_breaks_the_connection(net: Net) -> None:
    path = put(net, "long.wav", bytes(64 * 1024 * 1024))
    wire = await connect(net.url)
    wire.write(request_text(f"{net.url}/music/long.wav", "GET", {"X-API-Key": net.key}))
    await wire.until(b"\r\n\r\n")
    wire.transport.pauseProducing()
    os.truncate(path, 10)
    wire.transport.resumeProducing()
    assert len(await wire.closed) < 64 * 1024 * 1024
    assert not [link for link in _open_files() if link.endswith("long.wav")]


def _open_files() -> list[str]:
    descriptors = (Path("/proc/self/fd") / str(number) for number in range(1000))
    return [str(path.readlink()) for path in descriptors if path.is_symlink()]


async def _cookie(net: Net) -> str:
    (net.resources / "webui").mkdir(parents=True)
    (net.resources / "webui" / "index.html").write_text("<!doctype html>")
    return (await fetch(f"{net.url}/")).cookie


@pytest_twisted.ensureDeferred
async def test_pictures_of_videos(net: Net) -> None:
    name = f"videos/{DIGEST[:20]}/frame-01 (150×83).jpg"
    path = net.config.directories.artwork / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"picture")
    for folder in ("artwork", "videoframes"):
        picture = await fetch(f"{net.url}/{folder}/{quote(name)}", X_API_Key=net.key)
        assert (picture.status, picture.body, picture.headers["content-type"]) == (200, b"picture", "image/jpeg")
    for wrong in (f"videos/{DIGEST[:20]}/../secret.jpg", f"videos/{DIGEST[:20]}/other.jpg", "videos/x/frame-01.jpg"):
        assert (await fetch(f"{net.url}/artwork/{quote(wrong)}", X_API_Key=net.key)).status == 404

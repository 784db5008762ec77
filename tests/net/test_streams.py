"""Radios, browsers and programs hear the stream over real sockets."""

import socket
import subprocess
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import numpy
import pytest
import pytest_twisted
from twisted.internet import reactor, ssl
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import HostnameEndpoint, wrapClientTLS
from twisted.internet.protocol import Factory
from twisted.internet.threads import deferToThread

from musicdb.bus import Bus
from musicdb.config.schema import Config
from musicdb.model.events import AudioStreamChanged
from musicdb.model.stream import StreamFormat
from musicdb.net.site import listen
from musicdb.opening import close_services, open_services
from musicdb.playback.framing import Cut
from musicdb.playback.listeners import Encoded
from musicdb.playback.resampling import Sound
from tests.net.wires import PATIENCE, Wire, fetch, open_socket, parse_response, request_text
from tests.playback.sounding import FFMPEG, sine, write_sound


class Receiver(Wire):
    """A connection that can wait for an amount of music."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: tuple[int, Deferred[None]] | None = None

    @property
    def music(self) -> bytes:
        """What came behind the headers."""
        return bytes(self.data.partition(b"\r\n\r\n")[2])

    def dataReceived(self, data: bytes) -> None:
        super().dataReceived(data)
        if self._wanted and len(self.music) >= self._wanted[0]:
            (_, waiting), self._wanted = self._wanted, None
            waiting.callback(None)

    def until_heard(self, count: int) -> Deferred[None]:
        """Fires when so many bytes of music have come."""
        waiting: Deferred[None] = Deferred()
        self._wanted = (count, waiting)
        self.dataReceived(b"")
        return waiting.addTimeout(PATIENCE, reactor)


class Radio:
    """A server with two songs of half a minute in its queue, which plays."""

    def __init__(self, config: Config) -> None:
        directory = config.directories.music / "Artist" / "2004 - Album"
        for number, frequency in ((1, 440), (2, 880)):
            song = sine(30 * 48_000, frequency=frequency)
            write_sound(directory / f"0{number} Süße {number}.flac", song, 48_000)
        self.services = open_services(config, Bus(reactor.callFromThread))
        album = self.services.importer.import_album("Artist/2004 - Album").album
        self.services.queue.add_album(album.id, "last")
        self.services.stream.player.play(isplaying=True)
        self.listening = listen(self.services, reactor)
        self._runs = True
        self.url = self.listening.url.rstrip("/")
        self.stream_key = self.services.stream.key.read().decode()
        self.api_key = (config.directories.config / "wsapikey.txt").read_text().strip()

    async def listen(self, name: str, **headers: str) -> Receiver:
        """A listener with the API key."""
        address = urlsplit(self.url)
        endpoint: Any = HostnameEndpoint(reactor, "127.0.0.1", address.port or 0)
        if address.scheme == "https":
            endpoint = wrapClientTLS(ssl.CertificateOptions(verify=False), endpoint)
        receiver: Receiver = await endpoint.connect(Factory.forProtocol(Receiver))
        receiver.write(request_text(f"{self.url}/stream.{name}", "GET", {"X-API-Key": self.api_key, **headers}))
        return receiver

    def told(self, condition: Callable[[Any], bool], event: type = Encoded) -> Deferred[None]:
        """Fires when something is told on the bus."""
        heard: Deferred[None] = Deferred()

        def take(news: Any) -> None:
            if condition(news) and not heard.called:
                self.services.bus.unsubscribe(event, take)
                heard.callback(None)

        self.services.bus.subscribe(event, take)
        return heard.addTimeout(PATIENCE, reactor)

    async def stop(self) -> None:
        if self._runs:
            self._runs = False
            await self.listening.stop()
            await deferToThread(close_services, self.services)


OpenRadio = Callable[..., Radio]


@pytest_twisted.async_yield_fixture
async def open_radio(config: Config) -> AsyncIterator[OpenRadio]:
    """Opens servers with options of the section [websocket]. All of them are stopped at the end."""
    opened: list[Radio] = []

    def open_one(**options: Any) -> Radio:
        websocket = msgspec.structs.replace(config.websocket, port=0, **options)
        opened.append(Radio(msgspec.structs.replace(config, websocket=websocket)))
        return opened[-1]

    yield open_one
    for radio in opened:
        await radio.stop()


@pytest.fixture
def radio(open_radio: OpenRadio) -> Radio:
    return open_radio()


async def received(receiver: Receiver, count: int) -> bytes:
    """Waits for so many bytes of music, and ends the connection."""
    await receiver.until_heard(count)
    receiver.transport.abortConnection()
    return bytes(receiver.data)


def decode(data: bytes) -> Sound:
    command = [str(FFMPEG), "-v", "error", "-i", "pipe:0", "-f", "f32le", "-ac", "2", "-ar", "48000", "pipe:1"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return numpy.frombuffer(done.stdout, numpy.float32).reshape(-1, 2)


@pytest.mark.parametrize(
    ("name", "contenttype", "begin", "count"),
    [
        ("mp3", "audio/mpeg", b"\xff\xfb", 60_000),
        ("opus", "audio/ogg; codecs=opus", b"OggS", 20_000),
        ("flac", "audio/flac", b"fLaC", 20_000),
    ],
)
@pytest_twisted.ensureDeferred
async def test_a_listener_hears_music(radio: Radio, name: str, contenttype: str, begin: bytes, count: int) -> None:
    begun = reactor.seconds()
    raw = await received(await radio.listen(name), count)
    seconds = reactor.seconds() - begun
    response = parse_response(raw)
    assert raw.startswith(b"HTTP/1.0 200 OK\r\n")
    assert (response.status, response.headers["content-type"]) == (200, contenttype)
    assert (response.headers["cache-control"], response.headers["accept-ranges"]) == ("no-store", "none")
    assert not {"transfer-encoding", "content-length", "icy-metaint"} & response.headers.keys()
    assert response.body.startswith(begin)
    heard = decode(response.body)
    assert 0.3 < numpy.abs(heard[10_000:]).max() < 0.6
    assert seconds < 5.0


@pytest_twisted.ensureDeferred
async def test_over_tls(open_radio: OpenRadio, certificate: dict[str, Path]) -> None:
    radio = open_radio(**certificate)
    raw = await received(await radio.listen("mp3"), 60_000)
    assert parse_response(raw).body.startswith(b"\xff\xfb")


@pytest_twisted.ensureDeferred
async def test_two_listeners_share_an_encoder(radio: Radio) -> None:
    first, second = await radio.listen("mp3"), await radio.listen("mp3")
    await radio.told(lambda _: dict(radio.services.stream.player.listeners) == {StreamFormat.MP3: 2})
    left = radio.told(lambda _: not radio.services.stream.player.listeners, AudioStreamChanged)
    one, two = await received(first, 50_000), await received(second, 50_000)
    one, two = parse_response(one).body, parse_response(two).body
    assert one[:40_000] in two or two[:40_000] in one
    await left


@pytest_twisted.ensureDeferred
async def test_who_may_listen(radio: Radio) -> None:
    url = f"{radio.url}/stream.mp3"
    assert (await fetch(url)).status == 401
    assert (await fetch(f"{url}?key=wrong")).status == 401
    assert (await fetch(f"{url}?key=")).status == 401
    assert (await fetch(f"{url}?key=%FF%C3")).status == 401
    assert (await fetch(url, X_API_Key="wrong")).status == 401
    assert (await fetch(f"{url}?key={radio.stream_key}", "HEAD")).status == 200
    assert (await fetch(url, "HEAD", X_API_Key=radio.api_key)).status == 200
    page = await fetch(f"{radio.url}/login", "POST", b"", Origin=radio.url)
    assert page.status == 401
    # The key of the stream opens nothing else.
    assert (await fetch(f"{radio.url}/music/Artist?key={radio.stream_key}")).status == 401
    assert (await fetch(f"{radio.url}/stream.aac?key={radio.stream_key}")).status == 404
    assert (await fetch(f"{url}?key={radio.stream_key}", "POST")).status == 405
    assert not radio.services.stream.player.listeners


@pytest_twisted.ensureDeferred
async def test_head_tells_what_there_is_to_hear(radio: Radio) -> None:
    response = await fetch(f"{radio.url}/stream.mp3", "HEAD", X_API_Key=radio.api_key, Icy_MetaData="1")
    assert (response.status, response.body) == (200, b"")
    assert (response.headers["icy-br"], response.headers["icy-metaint"]) == ("320", "16000")
    assert not radio.services.stream.player.listeners


@pytest_twisted.ensureDeferred
async def test_radios_are_told_the_title(radio: Radio) -> None:
    wire = await radio.listen("mp3", **{"Icy-MetaData": "1"})
    raw = await received(wire, 70_000)
    response = parse_response(raw)
    interval = int(response.headers["icy-metaint"])
    music, titles, rest = b"", [], response.body
    while len(rest) > interval:
        length = rest[interval] * 16
        music += rest[:interval]
        titles.append(rest[interval + 1 : interval + 1 + length].rstrip(b"\0").decode())
        rest = rest[interval + 1 + length :]
    assert titles[0] == "StreamTitle='Artist - Süße 1';"
    assert set(titles[1:]) == {""}
    assert numpy.abs(decode(music)[10_000:]).max() < 0.6


@pytest_twisted.ensureDeferred
async def test_a_slow_listener_is_dropped_and_not_the_music(radio: Radio) -> None:
    slow = await radio.listen("flac")
    good = await radio.listen("mp3")
    await slow.until(b"fLaC")
    slow.transport.getHandle().setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.transport.pauseProducing()
    # Much more than music would ever be, so that the buffers of the kernel are full at once.
    flood = Encoded(StreamFormat.FLAC, Cut(body=bytes(1024 * 1024)), "")
    for _ in range(16):
        radio.services.bus.publish(flood)
    await radio.told(lambda _: dict(radio.services.stream.player.listeners) == {StreamFormat.MP3: 1})
    await received(good, len(good.music) + 10_000)


@pytest_twisted.ensureDeferred
async def test_clients_are_told_what_the_stream_does(radio: Radio) -> None:
    client = await open_socket(radio.url, X_API_Key=radio.api_key)
    client.send("request", "SetAudioStreamState", radio.api_key, arguments={"state": "pause"})
    told = [await client.next()]
    while told[-1]["method"] != "response":
        told.append(await client.next())
    notifications = {(packet["fncname"], packet["fncsig"]) for packet in told[:-1]}
    assert ("MusicDB:AudioStream", "onStatusChanged") in notifications
    client.send("call", "SeekInSong", radio.api_key, arguments={"seconds": 7})
    while (packet := await client.next())["arguments"] != 7.0:
        told.append(packet)
    assert (packet["fncname"], packet["fncsig"]) == ("MusicDB:AudioStream", "onTimeChanged")
    radio.services.music.existing("Artist/2004 - Album/01 Süße 1.flac").write_bytes(b"broken")
    client.send("call", "SetAudioStreamState", radio.api_key, arguments={"state": "play"})
    listener = await radio.listen("mp3")
    while (packet := await client.next())["fncsig"] != "onSongSkipped":
        pass
    assert packet["arguments"].keys() == {"entryid", "songid", "reason"}
    await received(listener, 40_000)
    client.transport.abortConnection()


@pytest_twisted.ensureDeferred
async def test_the_music_is_kept_when_the_server_stops(radio: Radio) -> None:
    wire = await radio.listen("mp3")
    await wire.until(b"\r\n\r\n")
    radio.services.stream.player.seek(5.0)
    await radio.told(lambda _: radio.services.stream.player.state().seconds > 5.0)
    entry = radio.services.queue.current()
    assert entry is not None
    await radio.stop()
    await wire.closed
    again = open_services(radio.services.config, Bus())
    assert again.queue.current() == entry
    assert 5.0 <= again.queue.position(entry.entryid) < 8.0
    assert again.stream.player.state().isplaying
    close_services(again)

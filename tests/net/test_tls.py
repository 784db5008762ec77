"""The same over TLS."""

from pathlib import Path

import pytest
import pytest_twisted
from autobahn.twisted.websocket import WebSocketClientFactory
from twisted.internet import reactor, ssl
from twisted.internet.endpoints import HostnameEndpoint, wrapClientTLS
from twisted.internet.protocol import Factory

from musicdb.errors import ConfigError
from tests.net.conftest import MakeNet, Net
from tests.net.test_pages import build_pages
from tests.net.wires import Response, Socket, Wire, parse_response, request_text


def endpoint(net: Net) -> HostnameEndpoint:
    port = int(net.url.rpartition(":")[2])
    return wrapClientTLS(ssl.CertificateOptions(verify=False), HostnameEndpoint(reactor, "127.0.0.1", port))


async def fetch(net: Net, path: str) -> Response:
    wire = await endpoint(net).connect(Factory.forProtocol(Wire))
    wire.write(request_text(net.url + path, "GET", {}))
    return parse_response(await wire.closed)


@pytest_twisted.ensureDeferred
async def test_pages_and_sockets_over_tls(make_net: MakeNet, certificate: dict[str, Path]) -> None:
    net = make_net(**certificate)
    build_pages(net)
    assert net.url.startswith("https://127.0.0.1:")
    page = await fetch(net, "/")
    assert page.headers["set-cookie"].endswith("; Secure")
    headers = {"Cookie": page.cookie, "User-Agent": "Mozilla/5.0"}
    factory = WebSocketClientFactory(f"wss://{net.url[8:]}/ws", origin=net.url, headers=headers, reactor=reactor)
    factory.protocol = Socket
    socket = await endpoint(net).connect(factory)
    await socket.is_open
    socket.send("request", "GetText", arguments={"length": 300_000})
    assert len((await socket.next())["arguments"]) == 300_000


@pytest_twisted.ensureDeferred
async def test_a_certificate_that_is_none(make_net: MakeNet, certificate: dict[str, Path]) -> None:
    certificate["cert"].write_text("no certificate")
    with pytest.raises(ConfigError):
        make_net(**certificate)

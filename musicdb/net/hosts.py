"""By which names this server goes, and which pages may talk to it.

A page of another server can make its own name point to this machine and so pass for a page of ours (DNS rebinding). It
cannot change the Host header, though: a name that is not ours is refused. That another page on this machine opens a
WebSocket is seen by its Origin.
"""

import ipaddress
import socket
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from musicdb.config.schema import Websocket

_DEFAULT_PORTS = {"http": 80, "https": 443}
# A browser, a proxy and a few programs say the same names again and again.
_NAMES = 256
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@lru_cache(_NAMES)
def parse_address(text: str) -> Address | None:
    """An IP address; None when the text is a name. IPv4 inside IPv6 is taken for IPv4."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


@lru_cache(_NAMES)
def is_loopback(name: str) -> bool:
    """Whether a name or address means this very machine, wherever it is used."""
    address = parse_address(name)
    if address:
        return address.is_loopback
    return name == "localhost" or name.endswith(".localhost")


@lru_cache(_NAMES)
def split_host(header: str) -> tuple[str, int | None]:
    """Name and port of a Host header. The name is empty when the header makes no sense."""
    try:
        parts = urlsplit(f"//{header}")
        if parts.path or parts.query or parts.fragment or parts.username is not None:
            return "", None
        return (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "", None


class Hosts:
    """The names of this server, from what it listens at, what the machine is called and what the configuration adds."""

    def __init__(self, settings: Websocket, hostname: str = "") -> None:
        machine = (hostname or socket.gethostname()).lower()
        short = machine.partition(".")[0]
        self._added = frozenset(name.lower().rstrip(".") for name in settings.allowedhosts)
        self._names = self._added | {machine, short, f"{short}.local", settings.bind.lower()}
        self._bound = parse_address(settings.bind)

    def knows(self, header: str) -> bool:
        """Whether the Host header of a request names this server."""
        name, _ = split_host(header)
        address = parse_address(name)
        if address and self._bound and (self._bound.is_unspecified or address == self._bound):
            return True
        return name != "" and (is_loopback(name) or name in self._names)

    def same_origin(self, origin: str, host: str, *, secure: bool) -> bool:
        """Whether the page that sends a request came from this server, under the name the request uses.

        A name that was added in the configuration may belong to a proxy that speaks TLS for us.
        """
        name, port = split_host(host)
        schemes = {"https"} if secure else {"http"}
        if name in self._added:
            schemes.add("https")
        return _normal(origin) in _normal_all(schemes, name, port)


def _normal(origin: str) -> tuple[str, str, int | None]:
    scheme, _, rest = origin.partition("://")
    name, port = split_host(rest)
    return scheme.lower(), name, port or _DEFAULT_PORTS.get(scheme.lower())


def _normal_all(schemes: Iterable[str], name: str, port: int | None) -> set[tuple[str, str, int | None]]:
    return {(scheme, name, port or _DEFAULT_PORTS[scheme]) for scheme in schemes if name}

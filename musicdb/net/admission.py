"""Who may do what: the API key, sessions, the password, names and origins, put together.

A packet or request is admitted by the API key or by a session. A browser gets its session with the page when it runs on
this machine and no password is set, else for the password. Headers a proxy adds are never believed; they only show that
somebody stands between us and the browser, who then is not "on this machine".
"""

import base64
import hmac
import secrets
from collections.abc import Callable

import msgspec

from musicdb.config.schema import Config, Websocket
from musicdb.config.secretfiles import Generation, SecretFile
from musicdb.errors import NotAllowedError, UnsafeBindingError, WrongHostError, WrongOriginError
from musicdb.net.attempts import Attempts
from musicdb.net.hosts import Hosts, is_loopback, split_host
from musicdb.net.passwords import check_password, has_password, password_file
from musicdb.net.sessions import COOKIE, LIFETIME, Sessions

PROXY_HEADERS = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def check_binding(config: Config) -> None:
    """Raises UnsafeBindingError when everybody in the network could come in without a password."""
    address = config.websocket.bind
    if not is_loopback(address) and not has_password(config.directories.config):
        raise UnsafeBindingError(
            f"At the address {address} MusicDB can be reached from other machines, and no password is set. "
            "Set one with `musicdb user password`, or bind to 127.0.0.1."
        )


class Visitor(msgspec.Struct, frozen=True):
    """What a request says about where it comes from. `peer` is the address at the other end of the connection."""

    peer: str
    host: str
    secure: bool
    origin: str | None = None
    cookies: str = ""
    key: str | None = None
    proxied: bool = False


class Admission:
    """Decides about packets and requests. Costs a few stats; only `log_in` blocks."""

    def __init__(self, config: Config, clock: Callable[[], float]) -> None:
        self._directory = config.directories.config
        self._hosts = Hosts(config.websocket)
        self._sessions = Sessions(self._directory)
        self._apikey = SecretFile(self._directory / "wsapikey.txt")
        self._apikey.ensure(_new_apikey)
        self._password = password_file(self._directory)
        self.attempts = Attempts(clock)

    def set_hosts(self, settings: Websocket) -> None:
        """Takes over by which names this server goes."""
        self._hosts = Hosts(settings)

    @property
    def generation(self) -> tuple[Generation, Generation]:
        """Changes when somebody who was admitted may not be any more."""
        return self._apikey.generation, self._sessions.generation

    @property
    def key_generation(self) -> Generation:
        """Changes when the API key does."""
        return self._apikey.generation

    def key_matches(self, key: str | None) -> bool:
        """Whether this is the API key. Takes the same time for all wrong keys."""
        expected = self._apikey.ensure(_new_apikey)
        return bool(key) and hmac.compare_digest(expected, str(key).encode("utf-8", "surrogatepass"))

    def session_of(self, cookies: str) -> str | None:
        """The token of a Cookie header; None without a session that is still good."""
        token = _cookie(cookies)
        return token if token and self._sessions.remaining(token) else None

    def session_holds(self, token: str) -> bool:
        """Whether a session that was good is so still."""
        return self._sessions.remaining(token) > 0

    def admits(self, visitor: Visitor) -> bool:
        """Whether a request proves that it belongs to the household."""
        return self.session_of(visitor.cookies) is not None or self.key_matches(visitor.key)

    def require(self, visitor: Visitor) -> None:
        """Raises NotAllowedError unless the request is admitted."""
        if not self.admits(visitor):
            raise NotAllowedError("Log in first, or send the API key in the header X-API-Key.")

    def has_password(self) -> bool:
        """Whether a password is set."""
        return self._password.read() is not None

    def check_host(self, visitor: Visitor) -> None:
        """Raises WrongHostError for names that are not ours."""
        if not self._hosts.knows(visitor.host):
            raise WrongHostError(
                f"This server does not go by the name {split_host(visitor.host)[0] or visitor.host!r}. "
                "If it should, add the name to `allowedhosts` in the section [websocket] of musicdb.ini."
            )

    def check_origin(self, visitor: Visitor) -> None:
        """Raises WrongOriginError for requests of foreign pages. Only browsers name an origin."""
        origin = visitor.origin
        if origin is not None and not self._hosts.same_origin(origin, visitor.host, secure=visitor.secure):
            raise WrongOriginError(f"A page from {origin} may not use this server.")

    def cookie_for_page(self, visitor: Visitor) -> str | None:
        """The cookie that comes with a page: for a browser on this machine, or to renew a session."""
        token = _cookie(visitor.cookies)
        remaining = self._sessions.remaining(token) if token else 0
        at_home = is_loopback(visitor.peer) and is_loopback(split_host(visitor.host)[0]) and not visitor.proxied
        if remaining > LIFETIME / 2 or not (remaining or (at_home and not self.has_password())):
            return None
        return self.new_cookie(visitor)

    def new_cookie(self, visitor: Visitor) -> str:
        """A cookie with a new session."""
        return _set_cookie(self._sessions.issue(), LIFETIME, secure=visitor.secure)

    def no_cookie(self, visitor: Visitor) -> str:
        """The cookie that makes a browser forget its session."""
        return _set_cookie("", 0, secure=visitor.secure)

    def log_in(self, password: str) -> bool:
        """Whether this is the password. Blocks for a tenth of a second."""
        return check_password(self._directory, password)


def _set_cookie(token: str, lifetime: int, *, secure: bool) -> str:
    cookie = f"{COOKIE}={token}; Path=/; Max-Age={lifetime}; HttpOnly; SameSite=Strict"
    return f"{cookie}; Secure" if secure else cookie


def _cookie(header: str) -> str | None:
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            return value
    return None


def _new_apikey() -> bytes:
    return base64.b64encode(secrets.token_bytes(32))

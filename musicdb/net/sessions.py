"""Sessions of browsers: a signed token in a cookie, nothing kept on the server.

Token: base64url of expiry (u64, unix seconds) | 8 random bytes | HMAC-SHA256 of both with `session.key`. A new key ends
all sessions.
"""

import base64
import binascii
import hmac
import secrets
import struct
import time
from collections.abc import Callable
from pathlib import Path

from musicdb.config.secretfiles import Generation, SecretFile

COOKIE = "musicdb_session"
LIFETIME = 30 * 24 * 3600
"""How long a session lasts, in seconds. A page that is loaded in the second half renews it."""

_EXPIRY = struct.Struct(">Q")
_NONCE = 8
_DIGEST = 32
_LENGTH = _EXPIRY.size + _NONCE + _DIGEST


class Sessions:
    """Issues tokens and recognizes them again."""

    def __init__(self, directory: Path, now: Callable[[], float] = time.time) -> None:
        self._key = SecretFile(directory / "session.key")
        self._key.ensure(_new_key)
        self._now = now

    @property
    def generation(self) -> Generation:
        """Changes when all sessions end."""
        return self._key.generation

    def issue(self) -> str:
        """A new token."""
        body = _EXPIRY.pack(int(self._now()) + LIFETIME) + secrets.token_bytes(_NONCE)
        return base64.urlsafe_b64encode(body + self._sign(body)).decode()

    def remaining(self, token: str) -> float:
        """For how many seconds a token is still good; 0 for one that is not."""
        try:
            raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
        except (binascii.Error, UnicodeEncodeError):
            return 0
        body, signature = raw[:-_DIGEST], raw[-_DIGEST:]
        if len(raw) != _LENGTH or not hmac.compare_digest(self._sign(body), signature):
            return 0
        expiry: int = _EXPIRY.unpack_from(body)[0]
        return max(0, expiry - self._now())

    def end_all(self) -> None:
        """Makes every token worthless."""
        self._key.write(_new_key())

    def _sign(self, body: bytes) -> bytes:
        return hmac.digest(self._key.ensure(_new_key), body, "sha256")


def _new_key() -> bytes:
    # As text: white space around a secret is taken for a slip of an editor.
    return secrets.token_hex(32).encode()

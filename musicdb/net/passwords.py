"""The password of the household, kept as what scrypt makes of it.

File: `scrypt$<log2 of N>$<r>$<p>$<salt>$<hash>`, the last two in base64. Checking takes 32 MiB and a tenth of a second,
so it never happens on the reactor.
"""

import base64
import hashlib
import hmac
import secrets
import unicodedata
from pathlib import Path

from musicdb.config.secretfiles import SecretFile
from musicdb.errors import BadArgumentError
from musicdb.net.sessions import Sessions

SHORTEST = 8
"""The least number of characters of a password."""
LONGEST = 1024
"""The greatest number of characters; hashing more would only cost time."""

_COST, _BLOCK, _PARALLEL = 15, 8, 1
_MEMORY = 64 * 1024 * 1024


def password_file(directory: Path) -> SecretFile:
    """Where the password is kept, given the directory of all secrets."""
    return SecretFile(directory / "password")


def has_password(directory: Path) -> bool:
    """Whether a password was set."""
    return password_file(directory).read() is not None


def set_password(directory: Path, password: str) -> None:
    """Sets the password and ends all sessions. Raises BadArgumentError for one that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadArgumentError(f"A password has {SHORTEST} to {LONGEST} characters; this one has {len(password)}.")
    salt = secrets.token_bytes(16)
    hashed = _hash(password, salt, _COST, _BLOCK, _PARALLEL)
    fields = (str(_COST), str(_BLOCK), str(_PARALLEL), *(base64.b64encode(part).decode() for part in (salt, hashed)))
    password_file(directory).write("$".join(("scrypt", *fields)).encode() + b"\n")
    Sessions(directory).end_all()


def check_password(directory: Path, password: str) -> bool:
    """Whether this is the password. Takes as long for a wrong one as for the right one; blocks."""
    kept = password_file(directory).read()
    if kept is None or len(password) > LONGEST:
        return False
    _, cost, block, parallel, salt, hashed = kept.decode().split("$")
    given = _hash(password, base64.b64decode(salt), int(cost), int(block), int(parallel))
    return hmac.compare_digest(given, base64.b64decode(hashed))


def _hash(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    # One keyboard writes "é" as one character, another as two; a person typed the same.
    text = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(text, salt=salt, n=1 << cost, r=block, p=parallel, maxmem=_MEMORY)

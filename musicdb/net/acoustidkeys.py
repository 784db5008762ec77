"""Who may use /v2/: programs on this machine, whoever has the household's key for it, and named applications.

AcoustID knows two keys: the one of an application, which everybody can read in its source, and the one of a person.
The household has one key that is good as both. Pages of other servers can reach us through the browser of somebody at
home, so a browser is never believed to be at home; it needs the household's key.
"""

import hmac
import secrets
import string
from pathlib import Path
from typing import Final

import msgspec

from musicdb.config.acoustid import AcoustID
from musicdb.config.secretfiles import SecretFile
from musicdb.net.acoustidquestions import AcoustIDError, Fields, first, needed
from musicdb.net.admission import Admission, Visitor
from musicdb.net.hosts import is_loopback, split_host

_LENGTH: Final = 20
_SIGNS: Final = string.ascii_letters + string.digits


class Caller(msgspec.Struct, frozen=True):
    """Who asks. `application` is told about submissions; the household's key never is."""

    application: str
    is_household: bool
    is_at_home: bool


def household_key(directory: Path) -> str:
    """The household's key, kept in the directory of secrets; made when there is none."""
    return _file(directory).ensure(_new_key).decode("ascii")


class AcoustIDKeys:
    """Decides who may ask and submit."""

    def __init__(self, config: AcoustID, directory: Path, admission: Admission) -> None:
        self._applications = frozenset(config.applications)
        self._admission = admission
        self._key = _file(directory)
        self._key.ensure(_new_key)

    def admit(self, visitor: Visitor, fields: Fields, *, by_page: bool, needs_client: bool) -> Caller:
        """Who a request is from. Raises AcoustIDError."""
        client = first(fields, "client")
        is_household = self._matches(client) or self._admission.key_matches(visitor.key)
        if needs_client and not client and not is_household:
            needed(fields, "client")
        is_at_home = not by_page and self._is_at_home(visitor)
        if not (is_household or is_at_home or (client in self._applications and not by_page)):
            raise AcoustIDError(4, "invalid API key")
        return Caller("household" if is_household else client[:100], is_household, is_at_home)

    def check_user(self, fields: Fields, caller: Caller) -> None:
        """Raises AcoustIDError unless a person of the household submits."""
        if not (self._matches(needed(fields, "user")) or caller.is_at_home):
            raise AcoustIDError(6, "invalid user API key")

    def _is_at_home(self, visitor: Visitor) -> bool:
        here = is_loopback(visitor.peer) and is_loopback(split_host(visitor.host)[0]) and not visitor.proxied
        return here and not self._admission.has_password()

    def _matches(self, key: str) -> bool:
        return hmac.compare_digest(self._key.ensure(_new_key), key.encode("utf-8", "surrogatepass"))


def _file(directory: Path) -> SecretFile:
    return SecretFile(directory / "acoustidkey.txt")


def _new_key() -> bytes:
    return "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)).encode()

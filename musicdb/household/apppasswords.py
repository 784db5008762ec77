"""App passwords: made here, kept encrypted, checked in whatever way an app proves that it has one.

Most apps send `md5(password + salt)` only, so the password itself must be known. It is random, opens nothing but
the interface for apps, and lies encrypted in the database: whoever gets hold of a copy of that alone cannot read it.
The key is in a file of its own. Secrets that another key has encrypted open nothing; they can only be removed.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from msgspec.structs import replace

from musicdb.bus import Bus
from musicdb.config.secretfiles import SecretFile
from musicdb.errors import BadArgumentError
from musicdb.model.apppasswords import USER_NAME, AppPassword, AppPasswordsChanged, NewAppPassword
from musicdb.store.store import Store

log = logging.getLogger(__name__)

MOST: Final = 50
"""How many there can be; each is tried for each request."""
_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letters that look like others."""
_GROUPS, _LENGTH = 7, 4
"""138 bits."""
_FRESH: Final = 300
"""For how many seconds further uses are neither written down nor announced, whichever apps they are of."""
_LONGEST_CLIENT: Final = 100


class AppPasswords:
    """All app passwords. `directory` is that of all secrets; `clock` gives unix seconds. For any thread."""

    def __init__(self, store: Store, bus: Bus, directory: Path, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._bus = bus
        self._key = SecretFile(directory / "apppasswords.key")
        self._clock = clock
        self._lock = threading.Lock()
        self._open: dict[int, tuple[AppPassword, str]] | None = None
        self._latest: dict[int, AppPassword] = {}

    def all(self) -> list[AppPassword]:
        """All of them as they were used last, the newest first, without their secrets."""
        return [self._latest.get(written.id, written) for written in self._store.apppasswords.all()]

    def add(self, name: str) -> NewAppPassword:
        """Makes one for a device, called by this name.

        :raises BadArgumentError: when the name is empty, or there are too many already.
        """
        name = " ".join(name.split())
        if not name:
            raise BadArgumentError("Name the device, so that its password can be told from others.")
        password = "-".join("".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)) for _ in range(_GROUPS))
        secret = self._cipher().encrypt(password.encode())
        with self._lock, self._store.write():
            if self._store.apppasswords.count() >= MOST:
                raise BadArgumentError(f"There are {MOST} app passwords already. Remove those nobody uses any more.")
            number = self._store.apppasswords.add(name, secret, int(self._clock()))
            self._open = None
        self._bus.publish(AppPasswordsChanged())
        return NewAppPassword(number, name, USER_NAME, password)

    def remove(self, passwordid: int) -> None:
        """Removes one; its app is locked out at once.

        :raises NotFoundError: when there is none with this id.
        """
        with self._lock, self._store.write():
            self._store.apppasswords.remove(passwordid)
            self._open = None
            self._latest.pop(passwordid, None)
        self._bus.publish(AppPasswordsChanged())

    def find(self, matches: Callable[[str], bool], client: str = "") -> AppPassword | None:
        """The first one whose secret matches; it counts as used now, by an app of this name. Blocks."""
        with self._lock:
            if self._open is None:
                self._open = self._decrypted()
            found = [known for known, secret in self._open.values() if matches(secret)]
            if not found:
                return None
            return self._use(found[0], " ".join(client.split())[:_LONGEST_CLIENT])

    def _use(self, written: AppPassword, client: str) -> AppPassword:
        now = int(self._clock())
        used = self._latest[written.id] = replace(written, lastused=now, client=client)
        # Two apps with one password take turns: whoever asks hears of the last one, but nobody has to write that down.
        if written.lastused is None or not 0 <= now - written.lastused < _FRESH:
            self._store.apppasswords.use(used.id, client, now)
            if self._open:
                self._open[used.id] = (used, self._open[used.id][1])
            self._bus.publish(AppPasswordsChanged())
        return used

    def _decrypted(self) -> dict[int, tuple[AppPassword, str]]:
        cipher = self._cipher()
        opened: dict[int, tuple[AppPassword, str]] = {}
        for known, secret in self._store.apppasswords.secrets():
            try:
                opened[known.id] = (known, cipher.decrypt(secret).decode())
            except InvalidToken:
                log.warning("The app password “%s” was made with another key. Remove it and make a new one", known.name)
        return opened

    def _cipher(self) -> Fernet:
        return Fernet(self._key.ensure(Fernet.generate_key))

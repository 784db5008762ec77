"""What phones play at the moment, as far as their apps tell. Nothing of it survives a restart."""

import threading
import time
from collections.abc import Callable
from typing import Final

import msgspec

from musicdb.bus import Bus
from musicdb.model.phones import PhonePlay, PhonePlaysChanged

SILENCE: Final = 1800
"""For how many seconds something counts that no app tells about any more."""
_MOST: Final = 200


class _Known(msgspec.Struct, frozen=True):
    play: PhonePlay
    position: int
    told: int
    until: int


class PhonePlays:
    """One play for each device and app. `clock` gives unix seconds. For any thread."""

    def __init__(self, bus: Bus, clock: Callable[[], float] = time.time) -> None:
        self._bus = bus
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], _Known] = {}

    def begin(self, play: PhonePlay, position: int, rest: int) -> None:
        """An app tells what it plays or holds, at which second, and how many are left."""
        now = int(self._clock())
        key = (play.device, play.client)
        with self._lock:
            before = self._known.pop(key, None)
            self._known[key] = _Known(play, position, now, now + (min(rest, SILENCE) if play.isplaying else SILENCE))
            while len(self._known) > _MOST:
                del self._known[next(iter(self._known))]
        if before is None or (before.play.songid, before.play.isplaying) != (play.songid, play.isplaying):
            self._bus.publish(PhonePlaysChanged())

    def end(self, device: str, client: str) -> PhonePlay | None:
        """An app plays nothing any more. Gives what it played."""
        with self._lock:
            before = self._known.pop((device, client), None)
        if before:
            self._bus.publish(PhonePlaysChanged())
        return before.play if before else None

    def all(self) -> list[tuple[PhonePlay, int, int]]:
        """What is played, the last begun first; with the second it is at, and for how many nothing was told."""
        now = int(self._clock())
        with self._lock:
            found = [known for known in self._known.values() if known.until >= now]
        return [
            (known.play, known.position + (now - known.told if known.play.isplaying else 0), now - known.told)
            for known in sorted(found, key=lambda known: -known.told)
        ]

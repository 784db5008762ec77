"""Slows down whoever guesses passwords.

Each peer has a few tries; after that every further one has to wait twice as long as the one before. What is kept is
bounded, and forgotten when the password was right.
"""

from collections import OrderedDict
from collections.abc import Callable

import msgspec

from musicdb.errors import TooManyAttemptsError
from musicdb.net.hosts import parse_address

FREE_TRIES = 5
LONGEST_WAIT = 300
"""In seconds."""
_PEERS = 4096


class _Record(msgspec.Struct, frozen=True):
    tries: int
    blocked_until: float


class Attempts:
    """Counts tries by peer. `clock` tells seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._records: OrderedDict[str, _Record] = OrderedDict()

    def check(self, peer: str) -> None:
        """Raises TooManyAttemptsError when a try would come too early. Counts nothing."""
        now = self._clock()
        record = self._records.get(network_of(peer))
        if record and now < record.blocked_until:
            wait = int(record.blocked_until - now) + 1
            raise TooManyAttemptsError(f"There were too many wrong passwords. Wait {wait} seconds and try again.")

    def begin(self, peer: str) -> None:
        """Counts a try before its outcome is known. Raises TooManyAttemptsError when it comes too early."""
        self.check(peer)
        now = self._clock()
        name = network_of(peer)
        tries = (self._records[name].tries if name in self._records else 0) + 1
        wait = min(2 ** min(tries - FREE_TRIES, 16), LONGEST_WAIT) if tries >= FREE_TRIES else 0
        self._records[name] = _Record(tries, now + wait)
        self._records.move_to_end(name)
        if len(self._records) > _PEERS:
            self._records.popitem(last=False)

    def succeeded(self, peer: str) -> None:
        """Forgets the wrong tries of a peer."""
        self._records.pop(network_of(peer), None)


def network_of(peer: str) -> str:
    """Whom an address belongs to: itself, or the network of an IPv6 address."""
    # Whoever has one IPv6 address has 2**64 of them.
    address = parse_address(peer)
    return ":".join(address.exploded.split(":")[:4]) if address and address.version == 6 else peer  # noqa: PLR2004

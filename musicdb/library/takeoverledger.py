"""Keeps account of a takeover: what was taken, what was known, what was left and why."""

from collections import Counter

from musicdb.model.takeover import Left, TakeoverReport


class Ledger:
    """Counts."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()
        self._known: Counter[str] = Counter()
        self._left: list[Left] = []

    def take(self, kind: str, number: int = 1) -> None:
        """Something was taken."""
        self._taken[kind] += number

    def know(self, kind: str, number: int = 1) -> None:
        """Something was here already."""
        self._known[kind] += number

    def count(self, kind: str, *, new: bool) -> None:
        """Something was taken, or was here already."""
        (self._taken if new else self._known)[kind] += 1

    def leave(self, kind: str, name: object, reason: str) -> None:
        """Something was not taken."""
        self._left.append(Left(kind, str(name), reason))

    def report(self) -> TakeoverReport:
        """The account so far."""
        return TakeoverReport(dict(self._taken), dict(self._known), list(self._left))

"""A life as a table: rows of three verbs. A state waits for an event, works by itself, or ends.

The table is checked when it is made: every target has a row, every row can be reached.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

S = TypeVar("S", bound=StrEnum)


class Waits(msgspec.Struct, Generic[S], frozen=True):
    """Stays until one of its events happens. `arriving` names a duty to do on arrival, which stays in the state."""

    state: S
    on: Mapping[str, S]
    arriving: str | None = None


class Works(msgspec.Struct, Generic[S], frozen=True):
    """Does its duty and leaves by the outcome. Without a duty it goes on to `done` at once."""

    state: S
    duty: str | None
    outcomes: Mapping[str, S]


class Ends(msgspec.Struct, Generic[S], frozen=True):
    """Does its last duty and is gone."""

    state: S
    duty: str


Row = Waits[S] | Works[S] | Ends[S]


def waits(state: S, *, arriving: str | None = None, **events: S) -> Waits[S]:
    """A state that waits for events."""
    return Waits(state, events, arriving)


def works(state: S, duty: str | None = None, **outcomes: S) -> Works[S]:
    """A state that works. Outcomes are `done`, `failed` and whatever other words its duty returns."""
    return Works(state, duty, outcomes)


def ends(state: S, duty: str) -> Ends[S]:
    """A state after which there is nothing."""
    return Ends(state, duty)


class Table(Generic[S]):
    """All rows of a life. `entries` are the states it may begin in, `always` the events that happen in every state."""

    def __init__(self, entries: Sequence[S], always: Mapping[str, S], rows: Sequence[Row[S]]) -> None:
        self.entries = entries
        self.always = always
        self._rows = {row.state: row for row in rows}
        if len(self._rows) != len(rows):
            raise TypeError("a state has two rows")
        targets = set(entries) | set(always.values())
        for row in rows:
            targets |= set(targets_of(row).values())
        if missing := targets - self._rows.keys():
            raise TypeError(f"no row for {sorted(missing)}")
        if unreached := self._rows.keys() - targets:
            raise TypeError(f"nothing leads to {sorted(unreached)}")

    def __getitem__(self, state: S) -> Row[S]:
        return self._rows[state]

    def __iter__(self) -> Iterator[Row[S]]:
        return iter(self._rows.values())

    def after(self, state: S, word: str) -> S | None:
        """The state an event or outcome leads to, or None when it means nothing in this state."""
        return targets_of(self._rows[state]).get(word) or self.always.get(word)


def targets_of(row: Row[S]) -> Mapping[str, S]:
    """Where a row leads to, by event or outcome."""
    match row:
        case Waits():
            return row.on
        case Works():
            return row.outcomes
        case Ends():
            return {}

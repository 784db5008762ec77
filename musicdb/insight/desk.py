"""Where songs to be heard come from, and where what was found goes to: the face, and the desk for files alone."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from musicdb.insight.messages import Command, Describe, Described, Hashed, Listen, Outcome
from musicdb.insight.presets import DEFAULT


class Assignment(msgspec.Struct, frozen=True):
    """Something to be heard. `key` tells it from all others, `name` is for people; `command` is the next step."""

    key: int
    name: str
    command: Command


class Desk(Protocol):
    """Gives work, and takes what came out. All calls come from one thread."""

    def next(self, in_hand: Collection[int]) -> Assignment | None:
        """What is to be done next, apart from what is in hand; None when there is nothing to do."""

    def described(self, assignment: Assignment, described: Described) -> None:
        """Takes what a preset consists of."""

    def hashed(self, assignment: Assignment, hashed: Hashed) -> Assignment | None:
        """Takes the hash of a sound. Returns what has to be done now; None when all is known already."""

    def heard(self, assignment: Assignment, outcome: Outcome) -> None:
        """Takes what was found out."""

    def failed(self, assignment: Assignment, reason: str) -> None:
        """It cannot be done."""

    def died(self, assignment: Assignment, reason: str) -> bool:
        """It has ended its worker. Whether it is given up."""


class FileDesk:
    """Files by themselves, without a catalogue. `outcomes` has a result or a reason for each, by its number.

    `told` is called with each file when there is one for it.
    """

    def __init__(
        self, files: Sequence[Path], preset: str = DEFAULT, told: Callable[[Path], None] = lambda _: None
    ) -> None:
        self._files = files
        self._preset = preset
        self._told = told
        self._described: Described | None = None
        self._deaths: dict[int, int] = {}
        self.outcomes: dict[int, Outcome | str] = {}

    def next(self, in_hand: Collection[int]) -> Assignment | None:
        """The next file; before the first one, what the preset consists of."""
        if self._described is None:
            return None if in_hand else Assignment(-1, "", Describe(self._preset))
        for number, file in enumerate(self._files):
            if number not in in_hand and number not in self.outcomes:
                command = Listen(path=str(file), requests=self._described.requests, fingerprint=False)
                return Assignment(number, file.name, command)
        return None

    def described(self, _assignment: Assignment, described: Described) -> None:
        """Takes what the preset consists of."""
        self._described = described

    def hashed(self, _assignment: Assignment, _hashed: Hashed) -> Assignment | None:
        """Nothing is asked for by its hash here."""
        return None

    def heard(self, assignment: Assignment, outcome: Outcome) -> None:
        """Keeps it."""
        self.outcomes[assignment.key] = outcome
        self._told(self._files[assignment.key])

    def failed(self, assignment: Assignment, reason: str) -> None:
        """Keeps the reason."""
        if assignment.key < 0:
            # Without the preset there is nothing to hear.
            self.outcomes |= dict.fromkeys(range(len(self._files)), reason)
            self._described = Described(self._preset, [], [])
            return
        self.outcomes[assignment.key] = reason
        self._told(self._files[assignment.key])

    def died(self, assignment: Assignment, reason: str) -> bool:
        """One more attempt is enough."""
        deaths = self._deaths[assignment.key] = self._deaths.get(assignment.key, 0) + 1
        if deaths > 1:
            self.failed(assignment, reason)
        return deaths > 1

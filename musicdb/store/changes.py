"""The journal of changes to files: what was planned, what was done, what can be undone."""

from enum import StrEnum
from itertools import starmap

import msgspec

from musicdb.errors import NotFoundError
from musicdb.ids import ChangeId
from musicdb.store.database import Database

_SELECT = "SELECT changeid, created, title, steps, state FROM changes"
_NEWEST = _SELECT + " WHERE changeid < ? ORDER BY changeid DESC LIMIT ?"
_LAST = 2**63 - 1
_ADD = "INSERT INTO changes (created, title, steps, state) VALUES (?, ?, ?, ?) RETURNING changeid"


class ChangeState(StrEnum):
    """How far a change has come."""

    PLANNED = "planned"
    DONE = "done"
    UNDONE = "undone"
    FAILED = "failed"


class Change(msgspec.Struct, frozen=True):
    """One change to files. `created` in unix seconds; `steps` is JSON whose meaning library/plan.py knows."""

    id: ChangeId
    created: int
    title: str
    steps: str
    state: ChangeState


class Changes:
    """Changes in the order they were planned."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, title: str, steps: str, created: int) -> ChangeId:
        """Writes down a change before it is done. Its state is `planned`."""
        return ChangeId(self._database.execute_for_id(_ADD, (created, title, steps, ChangeState.PLANNED)))

    def get(self, changeid: ChangeId) -> Change:
        """The change with this id.

        :raises NotFoundError: when there is none.
        """
        row = self._database.row(_SELECT + " WHERE changeid = ?", (changeid,))
        if row is None:
            message = f"There is no change with the id {changeid}."
            raise NotFoundError(message)
        return _change(*row)

    def all(self) -> list[Change]:
        """All changes, oldest first."""
        return list(starmap(_change, self._database.rows(_SELECT + " ORDER BY changeid")))

    def newest(self, limit: int, before: ChangeId | None = None) -> list[Change]:
        """The newest changes, newest first; those before a change, when one is given."""
        return list(starmap(_change, self._database.rows(_NEWEST, (_LAST if before is None else before, limit))))

    def in_state(self, state: ChangeState) -> list[Change]:
        """The changes in one state, oldest first."""
        return list(starmap(_change, self._database.rows(_SELECT + " WHERE state = ? ORDER BY changeid", (state,))))

    def find_key(self, key: str, state: ChangeState) -> Change | None:
        """The newest change in this state whose steps are an object with this `key`. Reads all of them: ask rarely."""
        condition = " WHERE state = ? AND steps ->> '$.key' = ? ORDER BY changeid DESC LIMIT 1"
        row = self._database.row(_SELECT + condition, (state, key))
        return None if row is None else _change(*row)

    def set_state(self, changeid: ChangeId, state: ChangeState) -> None:
        """Writes down how far a change has come. It is not being undone any more."""
        self._database.execute("UPDATE changes SET state = ?, undoing = 0 WHERE changeid = ?", (state, changeid))

    def being_undone(self) -> list[Change]:
        """The changes whose undoing has begun and not come to its end."""
        return list(starmap(_change, self._database.rows(_SELECT + " WHERE undoing = 1 ORDER BY changeid")))

    def begin_undoing(self, changeid: ChangeId) -> None:
        """Writes down that a change is about to be undone."""
        self._database.execute("UPDATE changes SET undoing = 1 WHERE changeid = ?", (changeid,))

    def set_steps(self, changeid: ChangeId, steps: str) -> None:
        """Replaces the steps of a change."""
        self._database.execute("UPDATE changes SET steps = ? WHERE changeid = ?", (steps, changeid))


def _change(changeid: int, created: int, title: str, steps: str, state: str) -> Change:
    return Change(ChangeId(changeid), created, title, steps, ChangeState(state))

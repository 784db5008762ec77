"""Changes to the music directory and the catalogue, as clients see them: what was done, and what is planned."""

import msgspec

from musicdb.ids import ChangeId


class ChangeView(msgspec.Struct, frozen=True):
    """A change of the past. `created` in unix seconds; state is planned, done, undone or failed."""

    id: ChangeId
    created: int
    title: str
    state: str
    undoable: bool

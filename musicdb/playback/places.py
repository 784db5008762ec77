"""Places in a queue, as those who change it name them: next, last, or behind an entry."""

from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.model.queue import Position
from musicdb.store.queueorder import QueueOrder


def place_behind(queue: QueueOrder, position: Position) -> int:
    """The number behind which a position lies.

    :raises BadArgumentError: when the position is none.
    """
    if position == "last":
        return queue.last_position()
    if position != "next":
        if not position.isdecimal():
            raise BadArgumentError(f"{position!r} is no position; use next, last, or the id of an entry.")
        # An entry that is gone has been played in the meantime: behind it means behind the current one.
        found = queue.position_of(position)
        if found is not None:
            return found
    head = queue.head()
    return 0 if head is None else queue.position_of(head) or 0


def require_entry(queue: QueueOrder, entryid: str, name: str) -> None:
    """Makes sure that an entry is in the queue, which has a name for people.

    :raises NotFoundError: when it is not.
    """
    if queue.position_of(entryid) is None:
        raise NotFoundError(f"There is no entry {entryid} in the {name} any more.")


def move_entry(queue: QueueOrder, entryid: str, afterid: str, name: str) -> None:
    """Puts an entry behind another one. When that one is gone by now, it comes directly behind the current one.

    :raises NotFoundError: when the entry is not in the queue.
    :raises BadArgumentError: when the entry is the current one, which stays where it is.
    """
    require_entry(queue, entryid, name)
    if entryid == queue.head():
        raise BadArgumentError(f"The current entry of the {name} cannot be moved; it is being played.")
    if entryid != afterid:
        queue.move(entryid, place_behind(queue, afterid))

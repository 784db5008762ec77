"""share/doc/tasks.rst: the life of a task, drawn from the table of states."""

from collections.abc import Iterator

from musicdb.machine import Ends, Row, Waits, Works, targets_of
from musicdb.model.tasks import State, Task
from musicdb.taskmanagement import states
from musicdb.taskmanagement.states import STATES
from printers.vocabulary import sentence

_HEAD = """\
The life of a task
==================

.. Printed by scripts/generate from musicdb/taskmanagement/states.py; do not edit.

A task follows one thing MusicDB takes through its states: an uploaded file, an import, the import of an artwork, a
scan of the file system. Each task is a JSON file, ``<data>/tasks/<id>.json``. Deleting that file removes the task.
"""

_VERBS = """\
A state does one of three things:

``waits``
    for one of its events. On arrival it may do a duty, which does not leave the state.
``works``
    and leaves by the outcome of its duty. ``failed`` is the outcome when the duty ends with an error; every other
    outcome is a word the duty answers. A state without a duty goes on at once. After a crash the duty is done again.
``ends``
    after its last duty. The task is gone.
"""


def print_tasks() -> str:
    """The whole page."""
    always = "\n".join(f"* ``{event}`` leads to ``{target}``" for event, target in STATES.always.items())
    entries = ", ".join(f"``{state}``" for state in STATES.entries)
    return "\n".join(
        [
            _HEAD,
            sentence(states).partition("\n")[2].strip().replace("`", "``") + "\n",
            _VERBS,
            f"A task begins in one of {entries}.\nIn every state\n\n{always}\n",
            "The states\n----------\n\n::\n",
            "".join(_drawing()),
            f"The keys of a task\n------------------\n\n{sentence(Task).replace('`', '``')}\n",
            "\n".join(f"* ``{name}``" for name in Task.__struct_encode_fields__) + "\n",
        ]
    )


def _drawing() -> Iterator[str]:
    width = max(len(state) for state in State)
    for row in STATES:
        begins = "●" if row.state in STATES.entries else " "
        verb, duty = _verb(row)
        yield f"  {begins} {row.state:<{width}}  {verb}{f': {duty}' if duty else ''}\n"
        for word, target in targets_of(row).items():
            yield f"    {'':<{width}}    {word} ─▶ {target}\n"
        yield "\n"


def _verb(row: Row[State]) -> tuple[str, str | None]:
    match row:
        case Waits(arriving=duty):
            return "waits", duty
        case Works(duty=duty):
            return "works", duty
        case Ends(duty=duty):
            return "ends", duty

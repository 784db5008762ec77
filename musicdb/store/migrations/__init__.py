"""The steps by which the schema came about. A step that has landed is never edited; a change is one more step."""

from collections.abc import Callable

from sqlite_utils import Database

from musicdb.store.migrations import m0001_music

Step = Callable[[Database], None]

STEPS: tuple[Step, ...] = (m0001_music.apply,)

"""Every change to the music directory: written into the journal first, then done, so that each can be undone.

The catalogue follows in the transaction that writes down how the change ended. After a crash at any moment, `recover`
and another call with the same key lead to the end there would have been without.
"""

import errno
import logging
import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from musicdb.errors import CollisionError, MusicDBError, NoSpaceError, NotFoundError, PathError, UndoError
from musicdb.ids import ChangeId
from musicdb.library.acts import Acts, collision
from musicdb.library.bookkeeping import Bookkeeping
from musicdb.library.filesystem import FileSystem, has_content
from musicdb.library.paths import MusicDirectory, readable
from musicdb.library.steps import MakeDirectory, Move, Place, Plan, Step, decode_plan, encode_plan, paths_around
from musicdb.media.checksums import checksum
from musicdb.store.changes import Change, ChangeState
from musicdb.store.store import Store

log = logging.getLogger(__name__)


class Planner:
    """The only one who changes the music directory. `removed` is where files go whose arrival is undone."""

    def __init__(
        self, store: Store, music: MusicDirectory, removed: Path, filesystem: FileSystem | None = None
    ) -> None:
        self._store = store
        self._changes = store.changes
        self._bookkeeping = Bookkeeping(store)
        self._music = music
        self._acts = Acts(music, removed, filesystem or FileSystem())
        self._changing = threading.Lock()

    def place(self, title: str, source: Path, target: str, key: str) -> ChangeId:
        """Brings a file to a path of the music directory, where nothing may be yet. The source stays where it is.

        Called again with the same `key` it goes on with what was interrupted, or recognizes what was done. Raises
        CollisionError, NoSpaceError, NotFoundError for a missing source, and PathError.
        """
        self._music.require()
        with _plain_words(target):
            step = self._wish(source, target)
            for change, plan in self._planned(key):
                if plan.steps and plan.steps[-1] == step:
                    return self._run(change.id, plan)
                self._roll_back(change.id, plan)
            existing = self._music.resolve(step.target)
            if not os.path.lexists(existing):
                return self._begin(title, Plan(key, (*self._missing_directories(step.target), step)))
            if not has_content(existing, step.checksum, step.filesize):
                raise collision(step, existing)
            return self._done_before(key, step) or self._begin(title, Plan(key, ()))

    def move(self, title: str, old: str, new: str) -> ChangeId:
        """Gives a file or directory of the music directory another path, where nothing may be yet.

        What the catalogue knows of it follows. Raises CollisionError, NotFoundError and PathError.
        """
        self._music.require()
        old = self._music.relative(self._music.existing(old))
        with _plain_words(new):
            new = self._on_disk(new)
            if new.startswith(f"{old}/"):
                raise PathError(f'"{old}" cannot be moved into itself.')
            if os.path.lexists(self._music.resolve(new)):
                raise CollisionError(f'There is already something at "{new}". Choose another name for "{old}".')
            return self.perform(title, (*self._missing_directories(new), Move(old, new)))

    def perform(self, title: str, steps: Iterable[Step]) -> ChangeId:
        """Does steps one after the other: all of them or, when one fails, none.

        Raises CollisionError, NotFoundError and PathError.
        """
        self._music.require()
        with self._changing, _plain_words(title):
            return self._begin(title, Plan("", tuple(steps)))

    def undo(self, changeid: ChangeId) -> None:
        """Takes back a change. A file that had been placed goes to the removed files; it is not deleted.

        Raises UndoError when the change was not done, or when its files were changed since.
        """
        change = self._changes.get(changeid)
        if change.state is not ChangeState.DONE:
            raise UndoError(f'"{change.title}" is {change.state.value}, not done. There is nothing to undo.')
        self._music.require()
        plan = decode_plan(change.steps)
        with self._changing, _plain_words(change.title):
            for step in plan.steps:
                self._acts.check_undo(changeid, step)
            self._changes.begin_undoing(changeid)
            try:
                self._undo(changeid, plan)
            except (OSError, MusicDBError):
                self._do_again(changeid, plan)
                raise

    def could_be_undone(self, change: Change) -> bool:
        """Whether it looks as if a change could be undone, without reading any file."""
        if change.state is not ChangeState.DONE:
            return False
        try:
            steps = decode_plan(change.steps).steps
            return bool(steps) and all(self._acts.could_be_undone(change.id, step) for step in steps)
        except (OSError, PathError, msgspec.DecodeError):
            return False

    def recover(self) -> None:
        """Finishes or takes back what a crash interrupted. To be called before anything else, once."""
        interrupted = [*self._changes.in_state(ChangeState.PLANNED), *self._changes.being_undone()]
        if not interrupted:
            return
        try:
            self._music.require()
        except PathError as error:
            log.warning("%d interrupted changes wait until the music is there: %s", len(interrupted), error)
            return
        for change in interrupted:
            try:
                self._recover(change)
            except (OSError, MusicDBError, msgspec.DecodeError) as error:
                log.warning("The interrupted change %d (%s) cannot be cleaned up: %s", change.id, change.title, error)

    def _recover(self, change: Change) -> None:
        plan = decode_plan(change.steps)
        if change.state is ChangeState.DONE:
            self._undo(change.id, plan)
        elif all(self._acts.is_performed(step) for step in plan.steps):
            self._run(change.id, plan)
        else:
            self._roll_back(change.id, plan)
        log.info("Cleaned up after the interrupted change %d: %s", change.id, change.title)

    def _wish(self, source: Path, target: str) -> Place:
        try:
            filesize = source.stat().st_size
            return Place(os.fspath(source.absolute()), self._on_disk(target), checksum(source), filesize)
        except FileNotFoundError as error:
            raise NotFoundError(f'"{readable(source)}" is not there any more. Upload it again.') from error

    def _begin(self, title: str, plan: Plan) -> ChangeId:
        return self._run(self._changes.add(title, encode_plan(plan), int(time.time())), plan)

    def _run(self, changeid: ChangeId, plan: Plan) -> ChangeId:
        try:
            for step in plan.steps:
                self._acts.perform(changeid, step)
            with self._store.write():
                self._bookkeeping.follow(plan.steps)
                self._changes.set_state(changeid, ChangeState.DONE)
        except (OSError, MusicDBError):
            self._roll_back(changeid, plan)
            raise
        return changeid

    def _undo(self, changeid: ChangeId, plan: Plan) -> None:
        for step in reversed(plan.steps):
            self._acts.undo(changeid, step)
        self._acts.remove_directories(self._directories_without_purpose(plan))
        with self._store.write():
            self._bookkeeping.unfollow(plan.steps)
            self._changes.set_state(changeid, ChangeState.UNDONE)

    def _do_again(self, changeid: ChangeId, plan: Plan) -> None:
        """Goes forward again where going back failed. What was placed can only go back, at the next start."""
        if any(isinstance(step, Place) for step in plan.steps):
            return
        try:
            for step in plan.steps:
                self._acts.perform(changeid, step)
            self._changes.set_state(changeid, ChangeState.DONE)
        except (OSError, MusicDBError) as error:
            log.warning("The change %d will be undone at the next start: %s", changeid, error)

    def _roll_back(self, changeid: ChangeId, plan: Plan) -> None:
        """Leaves nothing behind. What cannot be cleaned up now is left to `recover`."""
        try:
            for step in reversed(plan.steps):
                self._acts.roll_back(changeid, step)
            self._acts.remove_directories(self._directories_without_purpose(plan))
            self._changes.set_state(changeid, ChangeState.FAILED)
        except (OSError, MusicDBError) as error:
            log.warning("The failed change %d will be cleaned up at the next start: %s", changeid, error)

    def _planned(self, key: str) -> Iterator[tuple[Change, Plan]]:
        for change in self._changes.in_state(ChangeState.PLANNED):
            plan = decode_plan(change.steps)
            if plan.key == key:
                yield change, plan

    def _done_before(self, key: str, step: Place) -> ChangeId | None:
        change = self._changes.find_key(key, ChangeState.DONE)
        return change.id if change and step in decode_plan(change.steps).steps else None

    def _missing_directories(self, path: str) -> list[Step]:
        names = path.split("/")[:-1]
        paths = ["/".join(names[: count + 1]) for count in range(len(names))]
        return [MakeDirectory(path) for path in paths if not self._music.resolve(path).is_dir()]

    def _on_disk(self, path: str) -> str:
        """The path with the names of what is there already in the Unicode normal form they have on disk."""
        names = path.split("/")
        for count in range(len(names), 0, -1):
            try:
                found = self._music.relative(self._music.existing("/".join(names[:count])))
            except NotFoundError:
                continue
            return "/".join((found, *names[count:]))
        return path

    def _directories_without_purpose(self, plan: Plan) -> set[str]:
        """The directories around the files of a change that were made by it, or by others that were taken back.

        The journal is read only when one of them is empty, because otherwise all of them have to stay.
        """
        around = {path for step in plan.steps for path in paths_around(step)}
        if not any(self._is_empty(path) for path in around):
            return set()
        made = _made_by(plan)
        for state in (ChangeState.UNDONE, ChangeState.FAILED):
            for change in self._changes.in_state(state):
                made |= _made_by(decode_plan(change.steps))
        return around & made

    def _is_empty(self, path: str) -> bool:
        directory = self._music.resolve(path)
        return directory.is_dir() and not any(directory.iterdir())


def _made_by(plan: Plan) -> set[str]:
    return {step.path for step in plan.steps if isinstance(step, MakeDirectory)}


@contextmanager
def _plain_words(what: str) -> Iterator[None]:
    """Says what is wrong with the file system in a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoSpaceError(f'There is no space left for "{what}". Nothing was changed. Free some space.') from error
        raise PathError(
            f'"{what}" cannot be written ({error.strerror}). Nothing was changed. '
            "Check that MusicDB may write into the music directory.",
        ) from error

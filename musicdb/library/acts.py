"""How each step of a change is done and taken back, so that doing it again after a crash is harmless.

A file is either not in the music directory or there as a whole. Nothing is ever replaced, and nothing that was music is
deleted: what is taken back out of the music directory goes to the removed files.
"""

import errno
import os
from pathlib import Path

from musicdb.errors import ChecksumMismatchError, CollisionError, UndoError
from musicdb.ids import ChangeId
from musicdb.library.discarding import Discarding
from musicdb.library.filesystem import CANNOT_LINK, FileSystem, has_content
from musicdb.library.paths import MusicDirectory
from musicdb.library.replacing import Replacing
from musicdb.library.steps import Discard, MakeDirectory, Move, Place, RemoveDirectory, Replace, Step
from musicdb.media.checksums import checksum


class Acts:
    """Does steps. `removed` is where files go that are taken out of the music directory."""

    def __init__(self, music: MusicDirectory, removed: Path, filesystem: FileSystem) -> None:
        self._music = music
        self._removed = removed
        self._filesystem = filesystem
        self._replacing = Replacing(music, removed, filesystem)
        self._discarding = Discarding(music, removed, filesystem)

    def perform(self, changeid: ChangeId, step: Step) -> None:
        """Does a step, or the rest of it. Raises CollisionError and OSError."""
        match step:
            case MakeDirectory():
                self._filesystem.make_directory(self._music.resolve(step.path))
            case RemoveDirectory():
                self.remove_directories({step.path})
            case Place():
                self._place(changeid, step)
            case Replace():
                self._replacing.perform(changeid, step)
            case Discard() if not self.is_performed(step):
                self._discarding.perform(changeid, step)
            case Move() if not self.is_performed(step):
                self._move(step.old, step.new)

    def is_performed(self, step: Step) -> bool:
        """Whether nothing of a step needs to be done any more before the change can be finished."""
        match step:
            case MakeDirectory():
                return self._music.resolve(step.path).is_dir()
            case Place():
                return has_content(self._music.resolve(step.target), step.checksum, step.filesize)
            case Replace():
                return self._replacing.is_performed(step)
            case Discard():
                return not os.path.lexists(self._music.resolve(step.path))
            case Move():
                old, new = self._music.resolve(step.old), self._music.resolve(step.new)
                return os.path.lexists(new) and not os.path.lexists(old)
            case _:
                # The catalogue follows together with the state of the change. A directory may stay if it has to.
                return True

    def roll_back(self, changeid: ChangeId, step: Step) -> None:
        """Takes back what is there of an interrupted step. Directories are for `remove_directories`."""
        match step:
            case Place():
                target = self._music.resolve(step.target)
                if has_content(target, step.checksum, step.filesize):
                    self._keep(changeid, step)
                elif _is_empty(target) and self._part(changeid, step).exists():
                    self._filesystem.remove_file(target)
                self._filesystem.remove_file(self._part(changeid, step))
            case Replace():
                self._replacing.take_back(changeid, step)
            case Discard():
                self._discarding.take_back(changeid, step)
            case RemoveDirectory():
                self._make_directories(step.path)
            case Move() if self.is_performed(step):
                self._move(step.new, step.old)
            case Move():
                self._remove_stand_in(step)

    def check_undo(self, changeid: ChangeId, step: Step) -> None:
        """Raises UndoError when a step cannot be undone."""
        match step:
            case Place():
                target = self._music.resolve(step.target)
                if os.path.lexists(target):
                    if not has_content(target, step.checksum, step.filesize):
                        raise UndoError(f'"{step.target}" was changed since. Move it away by hand if it is not wanted.')
                elif not has_content(self._kept(changeid, step), step.checksum, step.filesize):
                    raise UndoError(f'"{step.target}" is not there any more. There is nothing to undo.')
            case Replace():
                self._replacing.check_undo(changeid, step)
            case Discard():
                self._discarding.check_undo(changeid, step)
            case Move():
                old, new = self._music.resolve(step.old), self._music.resolve(step.new)
                if os.path.lexists(old) and os.path.lexists(new):
                    raise UndoError(f'There is something else at "{step.old}" now. Rename that first.')
                if not os.path.lexists(old) and not os.path.lexists(new):
                    raise UndoError(f'"{step.new}" is not there any more. There is nothing to undo.')

    def undo(self, changeid: ChangeId, step: Step) -> None:
        """Takes back a step that was done. Directories are for `remove_directories`."""
        match step:
            case Place():
                if os.path.lexists(self._music.resolve(step.target)):
                    self._keep(changeid, step)
            case Replace():
                self._replacing.take_back(changeid, step)
            case Discard():
                self._make_directories(step.path.rpartition("/")[0])
                self._discarding.take_back(changeid, step)
            case RemoveDirectory():
                self._make_directories(step.path)
            case Move() if self.is_performed(step):
                self._make_directories(step.old.rpartition("/")[0])
                self._move(step.new, step.old)

    def could_be_undone(self, changeid: ChangeId, step: Step) -> bool:
        """Whether it looks as if a step could be undone, without reading any file."""
        match step:
            case Place():
                target, kept = self._music.resolve(step.target), self._kept(changeid, step)
                found = target if os.path.lexists(target) else kept
                return found.is_file() and found.stat().st_size == step.filesize
            case Replace():
                return self._replacing.could_be_undone(changeid, step)
            case Discard():
                return self._discarding.could_be_undone(changeid, step)
            case Move():
                return self.is_performed(step)
            case _:
                return True

    def remove_directories(self, paths: set[str]) -> None:
        """Removes those of the directories that are empty, the inner ones first."""
        for path in sorted(paths, key=lambda path: path.count("/"), reverse=True):
            try:
                self._filesystem.remove_directory(self._music.resolve(path))
            except OSError as error:
                if error.errno not in {errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR}:
                    raise

    def _place(self, changeid: ChangeId, step: Place) -> None:
        source, target, part = Path(step.source), self._music.resolve(step.target), self._part(changeid, step)
        if has_content(target, step.checksum, step.filesize):
            self._filesystem.remove_file(part)
            return
        if _is_empty(target) and part.exists():
            self._filesystem.remove_file(target)
        self._filesystem.remove_file(part)
        try:
            self._filesystem.link(source, target)
        except FileExistsError as error:
            raise collision(step, target) from error
        except OSError as error:
            if error.errno not in CANNOT_LINK:
                raise
            self._copy(step, source, part, target)

    def _copy(self, step: Place, source: Path, part: Path, target: Path) -> None:
        copied = self._filesystem.copy(source, part) or checksum(part)
        if copied != step.checksum:
            raise ChecksumMismatchError(f'"{source.name}" changed while it was copied. Try again.')
        try:
            self._filesystem.rename(part, target)
        except FileExistsError as error:
            raise collision(step, target) from error

    def _make_directories(self, path: str) -> None:
        names = path.split("/") if path else []
        for count in range(1, len(names) + 1):
            directory = self._music.resolve("/".join(names[:count]))
            if not directory.is_dir():
                self._filesystem.make_directory(directory)

    def _remove_stand_in(self, step: Move) -> None:
        """Removes the empty thing that a rename in two acts had put at the new path, if that was all it did."""
        new = self._music.resolve(step.new)
        if not os.path.lexists(self._music.resolve(step.old)):
            return
        if _is_empty(new):
            self._filesystem.remove_file(new)
        elif new.is_dir() and not new.is_symlink():
            self.remove_directories({step.new})

    def _move(self, old: str, new: str) -> None:
        try:
            self._filesystem.rename(self._music.resolve(old), self._music.resolve(new))
        except FileExistsError as error:
            raise CollisionError(f'There is already something at "{new}". Choose another name for "{old}".') from error

    def _keep(self, changeid: ChangeId, step: Place) -> None:
        """Moves a placed file to the removed files."""
        target, kept = self._music.resolve(step.target), self._kept(changeid, step)
        self._filesystem.make_parents(kept)
        if not has_content(kept, step.checksum, step.filesize):
            try:
                self._filesystem.rename(target, kept)
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise
                self._copy_away(changeid, step, target, kept)
        self._filesystem.remove_file(target)

    def _copy_away(self, changeid: ChangeId, step: Place, target: Path, kept: Path) -> None:
        part = kept.with_name(f".musicdb-{changeid}.part")
        self._filesystem.remove_file(part)
        self._copy(step, target, part, kept)

    def _kept(self, changeid: ChangeId, step: Place) -> Path:
        return self._removed / str(changeid) / step.target

    def _part(self, changeid: ChangeId, step: Place) -> Path:
        return self._music.resolve(step.target).with_name(f".musicdb-{changeid}.part")


def collision(step: Place, target: Path) -> CollisionError:
    """The error that tells about both files."""
    if not target.is_file():
        return CollisionError(f'"{step.target}" is there already and is not a file. Choose another name.')
    existing = f"{target.stat().st_size} bytes, SHA-256 {checksum(target)}"
    uploaded = f"{step.filesize} bytes, SHA-256 {step.checksum}"
    return CollisionError(
        f'There is already another file "{step.target}" ({existing}). It stays as it is. '
        f"Choose another name for the uploaded file ({uploaded}).",
    )


def _is_empty(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_size == 0

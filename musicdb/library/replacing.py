"""How a file of the music directory is replaced by an edited copy, and put back, so that a crash does no harm."""

import errno
from pathlib import Path

from musicdb.errors import ChecksumMismatchError, UndoError
from musicdb.ids import ChangeId
from musicdb.library.filesystem import CANNOT_LINK, FileSystem, has_content
from musicdb.library.paths import MusicDirectory
from musicdb.library.steps import Replace
from musicdb.media.checksums import checksum


class Replacing:
    """Does the steps `Replace`. The file as it was is kept among the removed files, for good."""

    def __init__(self, music: MusicDirectory, removed: Path, filesystem: FileSystem) -> None:
        self._music = music
        self._removed = removed
        self._filesystem = filesystem

    def perform(self, changeid: ChangeId, step: Replace) -> None:
        """Keeps the old file, then puts the new one in its place.

        :raises ChecksumMismatchError: when one of them is not what it was when this was planned.
        """
        target, kept = self._music.resolve(step.target), self._kept(changeid, step)
        if self.is_performed(step):
            return
        if not has_content(target, step.before, step.beforesize):
            raise ChecksumMismatchError(f"“{step.target}” has changed since this was planned. Look at it again.")
        if not has_content(kept, step.before, step.beforesize):
            self._keep(target, kept)
        self._put(changeid, Path(step.source), step, step.after)

    def is_performed(self, step: Replace) -> bool:
        """Whether the new file is in its place."""
        return has_content(self._music.resolve(step.target), step.after, step.aftersize)

    def take_back(self, changeid: ChangeId, step: Replace) -> None:
        """Puts the old file in its place again."""
        self._filesystem.remove_file(self._part(changeid, step))
        if self.is_performed(step):
            self._put(changeid, self._kept(changeid, step), step, step.before)

    def check_undo(self, changeid: ChangeId, step: Replace) -> None:
        """Raises UndoError when the old file cannot come back."""
        if has_content(self._music.resolve(step.target), step.before, step.beforesize):
            return
        if not self.is_performed(step):
            raise UndoError(f"“{step.target}” was changed since. There is nothing to undo.")
        if not has_content(self._kept(changeid, step), step.before, step.beforesize):
            raise UndoError(f"“{step.target}” as it was before is not kept any more.")

    def could_be_undone(self, changeid: ChangeId, step: Replace) -> bool:
        """Whether it looks as if it could be undone, without reading any file."""
        target, kept = self._music.resolve(step.target), self._kept(changeid, step)
        return kept.is_file() and target.is_file() and target.stat().st_size == step.aftersize

    def _keep(self, target: Path, kept: Path) -> None:
        self._filesystem.make_parents(kept)
        self._filesystem.remove_file(kept)
        try:
            self._filesystem.link(target, kept)
        except OSError as error:
            if error.errno not in CANNOT_LINK and error.errno != errno.EXDEV:
                raise
            self._filesystem.copy(target, kept)

    def _put(self, changeid: ChangeId, source: Path, step: Replace, digest: str) -> None:
        part = self._part(changeid, step)
        self._filesystem.remove_file(part)
        copied = self._filesystem.copy(source, part) or checksum(part)
        if copied != digest:
            raise ChecksumMismatchError(f"“{source.name}” changed while it was copied. Try again.")
        self._filesystem.replace(part, self._music.resolve(step.target))

    def _kept(self, changeid: ChangeId, step: Replace) -> Path:
        return self._removed / str(changeid) / step.target

    def _part(self, changeid: ChangeId, step: Replace) -> Path:
        return self._music.resolve(step.target).with_name(f".musicdb-{changeid}.part")

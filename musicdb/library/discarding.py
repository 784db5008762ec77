"""How a file is brought from the music directory to the removed files, and back, so that a crash does no harm."""

import errno
import os
from pathlib import Path

from musicdb.errors import ChecksumMismatchError, UndoError
from musicdb.ids import ChangeId
from musicdb.library.filesystem import FileSystem, has_content
from musicdb.library.paths import MusicDirectory
from musicdb.library.steps import Discard
from musicdb.media.checksums import checksum


class Discarding:
    """Does the steps `Discard`. Nothing is deleted: the file is kept below the number of its change."""

    def __init__(self, music: MusicDirectory, removed: Path, filesystem: FileSystem) -> None:
        self._music = music
        self._removed = removed
        self._filesystem = filesystem

    def perform(self, changeid: ChangeId, step: Discard) -> None:
        """Brings the file away.

        :raises ChecksumMismatchError: when it is not what it was when this was planned.
        """
        place, kept = self._music.resolve(step.path), self._kept(changeid, step)
        if not has_content(place, step.checksum, step.filesize):
            raise ChecksumMismatchError(f"“{step.path}” has changed since this was planned. Look at it again.")
        self._filesystem.make_parents(kept)
        self._bring(place, kept, step)

    def take_back(self, changeid: ChangeId, step: Discard) -> None:
        """Brings the file back to its place, if it is not there."""
        place, kept = self._music.resolve(step.path), self._kept(changeid, step)
        if os.path.lexists(place):
            if has_content(place, step.checksum, step.filesize) and kept != place:
                self._filesystem.remove_file(kept)
            return
        if kept.exists():
            self._bring(kept, place, step)

    def check_undo(self, changeid: ChangeId, step: Discard) -> None:
        """Raises UndoError when the file cannot come back."""
        place = self._music.resolve(step.path)
        if os.path.lexists(place):
            if not has_content(place, step.checksum, step.filesize):
                raise UndoError(f"There is something else at “{step.path}” now. Rename that first.")
        elif not has_content(self._kept(changeid, step), step.checksum, step.filesize):
            raise UndoError(f"“{step.path}” is not kept any more.")

    def could_be_undone(self, changeid: ChangeId, step: Discard) -> bool:
        """Whether it looks as if it could be undone, without reading any file."""
        kept = self._kept(changeid, step)
        return kept.is_file() and kept.stat().st_size == step.filesize

    def _bring(self, source: Path, target: Path, step: Discard) -> None:
        part = target.with_name(f".musicdb-{target.name[:100]}.part")
        self._filesystem.remove_file(part)
        if has_content(target, step.checksum, step.filesize):
            # A crash came between copying and removing.
            self._filesystem.remove_file(source)
            return
        try:
            self._filesystem.rename(source, target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            copied = self._filesystem.copy(source, part) or checksum(part)
            if copied != step.checksum:
                raise ChecksumMismatchError(f"“{source.name}” changed while it was copied. Try again.") from error
            self._filesystem.rename(part, target)
            self._filesystem.remove_file(source)

    def _kept(self, changeid: ChangeId, step: Discard) -> Path:
        return self._removed / str(changeid) / step.path

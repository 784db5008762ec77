"""Edits tags inside of files, only when a person says so: in a copy, whose sound is proven to be the same.

The copy takes the place of the file in one act; the file as it was is kept, and `UndoChange` brings it back.
"""

import shutil
import threading
from collections.abc import Mapping
from pathlib import Path

from musicdb.errors import BadArgumentError, InvalidContentError, PlanOutdatedError
from musicdb.ids import ChangeId, SongId
from musicdb.library.importing import Importer
from musicdb.library.paths import MusicDirectory
from musicdb.library.plan import Planner
from musicdb.library.steps import Replace, decode_plan
from musicdb.media.checksums import checksum
from musicdb.media.soundhash import sound_hash
from musicdb.media.tagwriting import write_tags, written_tags
from musicdb.model.changes import PlannedTags, TagChange, TagField
from musicdb.store.store import Store

_LONGEST = 1000


class Retagger:
    """Plans and does edits of tags. `workspace` is where the copies are made."""

    def __init__(
        self, store: Store, music: MusicDirectory, planner: Planner, importer: Importer, workspace: Path, ffmpeg: Path
    ) -> None:
        self._store = store
        self._music = music
        self._planner = planner
        self._importer = importer
        self._workspace = workspace
        self._ffmpeg = ffmpeg
        self._editing = threading.Lock()

    def plan(self, songid: SongId, changes: Mapping[TagField, tuple[str, ...]]) -> PlannedTags:
        """What would be written. Tags that stay as they are, are left out.

        :raises InvalidContentError: when tags cannot be written into files of this format.
        """
        song = self._store.songs.get(songid)
        place = self._music.existing(song.path)
        before = written_tags(place)
        for values in changes.values():
            if any(not value.strip() or len(value) > _LONGEST or "\0" in value for value in values):
                raise BadArgumentError(f"A tag must have visible characters, at most {_LONGEST} of them.")
        found = [TagChange(name, tuple(before[name]), tuple(values)) for name, values in changes.items()]
        return PlannedTags(songid, song.path, tuple(tag for tag in found if tag.old != tag.new), checksum(place))

    def apply(self, planned: PlannedTags) -> ChangeId:
        """Writes exactly what was planned.

        :raises PlanOutdatedError: when the file is not what it was.
        :raises InvalidContentError: when the sound would not be the same. Nothing is changed then.
        """
        fresh = self.plan(planned.songid, {tag.name: tag.new for tag in planned.changes})
        if fresh != planned:
            raise PlanOutdatedError(f"“{planned.path}” has changed since this was planned. Look at it again.")
        if not planned.changes:
            raise BadArgumentError("All tags are as they shall be already.")
        with self._editing:
            place = self._music.existing(planned.path)
            copy = self._edited_copy(place, planned)
            step = Replace(
                source=str(copy),
                target=planned.path,
                before=planned.checksum,
                beforesize=place.stat().st_size,
                after=checksum(copy),
                aftersize=copy.stat().st_size,
            )
            changeid = self._planner.perform(f"Edit the tags of “{planned.path}”", [step])
            shutil.rmtree(self._workspace)
        self._importer.import_song(planned.path)
        return changeid

    def read_again(self, changeid: ChangeId) -> None:
        """Brings the catalogue up to date with the files that a change had edited, after it was undone."""
        for step in decode_plan(self._store.changes.get(changeid).steps).steps:
            if isinstance(step, Replace) and self._store.songs.find(step.target):
                self._importer.import_song(step.target)

    def _edited_copy(self, place: Path, planned: PlannedTags) -> Path:
        # A crash may have left a copy here.
        shutil.rmtree(self._workspace, ignore_errors=True)
        self._workspace.mkdir(parents=True)
        copy = self._workspace / f"edited{place.suffix}"
        shutil.copyfile(place, copy)
        write_tags(copy, {tag.name: list(tag.new) for tag in planned.changes})
        if sound_hash(copy, self._ffmpeg) != sound_hash(place, self._ffmpeg):
            raise InvalidContentError(f"Writing tags would change the sound of “{planned.path}”. Nothing was changed.")
        return copy

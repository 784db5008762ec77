"""Does what a person decides about songs that sound alike. Each is a change of the journal, and can be undone."""

import uuid

from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.ids import ChangeId, RecordingId, SongId
from musicdb.library.importing import Importer
from musicdb.library.paths import MusicDirectory
from musicdb.library.plan import Planner
from musicdb.library.steps import Decide, Discard, Forget, Inherit, Move, Prefer, Regroup, Step, Succeed, decode_plan
from musicdb.media.checksums import checksum
from musicdb.media.kinds import split_extension
from musicdb.model.recordings import Decision, DuplicateChoice
from musicdb.model.records import Song
from musicdb.model.soundmatches import Verdict
from musicdb.store.keptrecords import Table
from musicdb.store.store import Store

_ONE_SOUND = (Verdict.SAME, Verdict.EXCERPT, Verdict.CONTAINS)


class Decider:
    """Keeps, joins, splits, removes and replaces songs."""

    def __init__(self, store: Store, music: MusicDirectory, planner: Planner, importer: Importer) -> None:
        self._store = store
        self._music = music
        self._planner = planner
        self._importer = importer

    def decide(self, first: SongId, second: SongId, choice: DuplicateChoice) -> ChangeId:
        """Does what a person has chosen. Raises NotFoundError when one of the songs or files is not there."""
        if first == second:
            raise BadArgumentError("A song is no duplicate of itself.")
        one, other = self._store.songs.get(first), self._store.songs.get(second)
        match choice:
            case DuplicateChoice.KEEPBOTH:
                step = self._decision(first, second, Decision.KEEP)
                return self._planner.perform(f"Keep both “{one.name}” and “{other.name}”", [step])
            case DuplicateChoice.JOIN:
                return self.join([first, second])
            case DuplicateChoice.SPLIT:
                return self.split(second, first)
            case DuplicateChoice.KEEPFIRST:
                return self._remove(other, one)
            case DuplicateChoice.KEEPSECOND:
                return self._remove(one, other)
            case DuplicateChoice.REPLACEFIRST:
                return self.replace(one, other)
            case DuplicateChoice.REPLACESECOND:
                return self.replace(other, one)

    def join(self, songids: list[SongId]) -> ChangeId:
        """Makes one recording of songs, with everything that is one recording with them already."""
        songs = [self._store.songs.get(songid) for songid in songids]
        recordings = self._store.recordings
        target = next((one for one in map(recordings.of_song, songids) if one), RecordingId(str(uuid.uuid4())))
        all_songs = dict.fromkeys(songids)
        for recordingid in map(recordings.of_song, songids):
            all_songs |= dict.fromkeys(recordings.songs(recordingid) if recordingid else ())
        steps: list[Step] = [self._decision(songids[0], songid, Decision.JOIN) for songid in songids[1:]]
        steps += [self._regroup(songid, target) for songid in all_songs]
        return self._planner.perform(f"Join “{songs[0].name}” with “{songs[-1].name}”", steps)

    def split(self, songid: SongId, *others: SongId) -> ChangeId:
        """Takes a song out of its recording; it is a recording of its own then, and not joined to the others again."""
        song, recordings = self._store.songs.get(songid), self._store.recordings
        present = recordings.of_song(songid)
        mates = set(recordings.songs(present) if present else ()) | set(others)
        steps: list[Step] = [self._decision(songid, other, Decision.SPLIT) for other in sorted(mates - {songid})]
        if present and len(recordings.songs(present)) > 1:
            steps.append(self._regroup(songid, RecordingId(str(uuid.uuid4()))))
            if recordings.preferred(present) == songid:
                steps.append(Prefer(present, songid, None))
        if not steps:
            raise BadArgumentError(f"“{song.name}” is a recording of its own already.")
        return self._planner.perform(f"Split “{song.name}” off", steps)

    def prefer(self, songid: SongId) -> ChangeId:
        """Chooses the song that stands for its recording."""
        song, recordings = self._store.songs.get(songid), self._store.recordings
        recordingid = recordings.of_song(songid)
        if recordingid is None:
            raise NotFoundError(f"Nobody has heard “{song.name}” yet. Analyze it first.")
        step: Step = Prefer(recordingid, recordings.preferred(recordingid), songid)
        return self._planner.perform(f"Prefer “{song.path}”", [step])

    def replace(self, song: Song, by: Song, *, stay: bool = False) -> ChangeId:
        """Gives a song the file of another one. It keeps id, plays, tags, playlists and its album.

        With `stay` the file stays where it is instead, and the song goes there. What hangs on the other one comes to
        the song, its entry is kept aside; the old file of the song, if it is there, goes to the removed ones.
        """
        steps: list[Step] = [] if self._music.is_gone(song.path) else [self._discarded(song)]
        steps += [*self._inherited(by, song), *self._forgotten(by)]
        path = by.path
        if not stay and _parent(song.path) != _parent(by.path):
            path = f"{split_extension(song.path)[0]}.{split_extension(by.path)[1]}"
            steps.append(Move(by.path, path))
        steps.append(Succeed(song.path, path, song.checksum, by.checksum))
        changeid = self._planner.perform(f"Replace “{song.path}” by “{by.path}”", steps)
        self._importer.import_song(path)
        return changeid

    def read_again(self, changeid: ChangeId) -> None:
        """Brings the catalogue up to date with the files of songs that got their old ones back."""
        for step in decode_plan(self._store.changes.get(changeid).steps).steps:
            if isinstance(step, Succeed):
                for path in (step.old, step.new):
                    if self._store.songs.find(path) and not self._music.is_gone(path):
                        self._importer.import_song(path)

    def _remove(self, song: Song, kept: Song) -> ChangeId:
        steps = [self._discarded(song), *self._inherited(song, kept), *self._forgotten(song)]
        return self._planner.perform(f"Remove “{song.path}”, which is there twice", steps)

    def _inherited(self, song: Song, heir: Song) -> list[Step]:
        """What hangs on a song stays with its recording. What is only related to it is another one."""
        present = self._store.recordings.of_song(song.id)
        pair = self._store.soundmatches.between(song.id, heir.id)
        together = present is not None and present == self._store.recordings.of_song(heir.id)
        if not together and (pair is None or pair.verdict not in _ONE_SOUND):
            return []
        what = self._store.inheritances.find(song.id, heir.id)
        return [Inherit(song.id, heir.id, heir.path, what)] if what else []

    def _forgotten(self, song: Song) -> list[Step]:
        """Takes a song out of the catalogue, and its album, too, when it was the last one."""
        steps: list[Step] = [Forget(Table.SONGS, song.id, song.path)]
        if len(self._store.songs.of_album(song.albumid)) == 1:
            steps.append(Forget(Table.ALBUMS, song.albumid, self._store.albums.get(song.albumid).path))
        return steps

    def _discarded(self, song: Song) -> Discard:
        place = self._music.existing(song.path)
        return Discard(song.path, checksum(place), place.stat().st_size)

    def _decision(self, one: SongId, other: SongId, decision: Decision) -> Decide:
        first, second = min(one, other), max(one, other)
        return Decide(first, second, self._store.recordings.decision(first, second), decision)

    def _regroup(self, songid: SongId, recordingid: RecordingId) -> Regroup:
        recordings = self._store.recordings
        return Regroup(songid, recordings.of_song(songid) or "", recordingid, recordings.is_by_person(songid))


def _parent(path: str) -> str:
    return path.rpartition("/")[0]

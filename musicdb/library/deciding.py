"""What people say about songs that sound alike, and what one inherits of another, as steps of the journal."""

from musicdb.ids import RecordingId, SongId
from musicdb.library.steps import Decide, Inherit, Prefer, Regroup, Step
from musicdb.store.store import Store


class SaidAboutSongs:
    """Brings the catalogue in line with such steps. To be used in the transaction of the journal."""

    def __init__(self, store: Store) -> None:
        self._recordings = store.recordings
        self._inheritances = store.inheritances

    def follow(self, step: Step) -> None:
        """A step was done."""
        match step:
            case Inherit():
                self._inheritances.hand_over(SongId(step.songid), SongId(step.heir), step.what)
            case Regroup():
                self._put(step.songid, step.new, byperson=True)
            case Prefer():
                self._prefer(step.recordingid, step.new)
            case Decide():
                self._recordings.decide(SongId(step.first), SongId(step.second), step.new)

    def unfollow(self, step: Step) -> None:
        """A step was undone."""
        match step:
            case Inherit():
                self._inheritances.take_back(SongId(step.songid), SongId(step.heir), step.what)
            case Regroup():
                self._put(step.songid, step.old, byperson=step.byperson)
            case Prefer():
                self._prefer(step.recordingid, step.old)
            case Decide():
                self._recordings.decide(SongId(step.first), SongId(step.second), step.old)

    def _put(self, songid: int, recordingid: str, *, byperson: bool) -> None:
        if not recordingid:
            self._recordings.take_out(SongId(songid))
            return
        self._recordings.ensure(RecordingId(recordingid))
        self._recordings.put(SongId(songid), RecordingId(recordingid), byperson=byperson)

    def _prefer(self, recordingid: str, songid: int | None) -> None:
        self._recordings.prefer(RecordingId(recordingid), None if songid is None else SongId(songid))

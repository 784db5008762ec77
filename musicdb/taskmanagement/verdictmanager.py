"""Tells whether an upload is in the library already, as soon as half a minute of it can be heard.

It listens to what has arrived of the growing file, never to more than that, and writes what it found into the
annotations of the task: all screens see it, and a person may stop the upload. The task goes its way meanwhile.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import msgspec

from musicdb.bus import Bus
from musicdb.errors import InvalidContentError, MusicDBError, UnknownTaskError
from musicdb.ids import TaskId
from musicdb.insight.duplicates import Duplicates
from musicdb.insight.finder import Finder
from musicdb.insight.quality import LOSSLESS, compare
from musicdb.media import kinds
from musicdb.media.arriving import arrived_sound
from musicdb.media.tags import read_tags
from musicdb.model.events import TaskChanged
from musicdb.model.identified import IdentifiedSound
from musicdb.model.media import Kind
from musicdb.model.recordings import FileQuality
from musicdb.model.soundmatches import Verdict
from musicdb.model.tasks import Notification, State, Task
from musicdb.model.uploadverdicts import ANNOTATION, UploadQuality, UploadState, UploadVerdict
from musicdb.taskmanagement.shelf import TaskShelf
from musicdb.taskmanagement.taskmanager import TaskManager

log = logging.getLogger(__name__)

_ENOUGH: Final = 30.0
"""So many seconds are heard before the first verdict."""
_FIRST_LOOK: Final = 256 << 10
_MORE: Final = 1.25
"""So many times as much has to arrive, at least, before the next look at a file of which too little was heard."""
_NEAR: Final = 3.0
"""The beginning of a song may be so many seconds beside the beginning of the file."""
_NEVER: Final = 1 << 62
_RATE: Final = 11_025
_QUALITIES: Final = (UploadQuality.EQUAL, UploadQuality.BETTER, UploadQuality.WORSE)


class VerdictManager(TaskManager):
    """Listens to uploads. One at a time; the others wait, and hear of it a little later."""

    def __init__(
        self,
        shelf: TaskShelf,
        bus: Bus,
        wake: Callable[[TaskId], None],
        uploads: Path,
        ffmpeg: Path,
        finder: Finder,
        duplicates: Duplicates,
    ) -> None:
        super().__init__(shelf, bus, wake)
        self._uploads = uploads
        self._ffmpeg = ffmpeg
        self._finder = finder
        self._duplicates = duplicates
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="tasks: verdict")
        self._lock = threading.Lock()
        self._next: dict[TaskId, int] = {}

    def start(self) -> None:
        """Begins to listen."""
        self.register_callback(self._task_changed)

    def stop(self) -> None:
        """Ends listening. What is in hand is heard to its end."""
        self.remove_callback(self._task_changed)
        self._pool.shutdown(cancel_futures=True)

    def _task_changed(self, event: TaskChanged) -> None:
        task = event.task
        if task is None or task.uploadpath is None:
            return
        if task.state not in {State.WAITFORCHUNK, State.READYFORINTEGRATION}:
            if task.state is State.REMOVE:
                with self._lock:
                    self._next.pop(task.id, None)
            return
        if kinds.kind_of(str(task.sourcefilename)) not in {Kind.SONG, Kind.VIDEO}:
            return
        is_complete = task.state is State.READYFORINTEGRATION
        with self._lock:
            due = self._next.setdefault(task.id, _FIRST_LOOK)
            if due == _NEVER or ((task.offset or 0) < due and not is_complete):
                return
            # Until this one is heard, nobody needs to look again; then the whole is heard once.
            self._next[task.id] = _NEVER
        self._pool.submit(self._listen, task, is_complete=is_complete)

    def _listen(self, task: Task, *, is_complete: bool) -> None:
        try:
            verdict = self._verdict(task, None if is_complete else _ENOUGH)
            known = task.annotations.get(ANNOTATION)
            if known != msgspec.to_builtins(verdict):
                changed = self._shelf.annotate(task.id, {ANNOTATION: msgspec.to_builtins(verdict)})
                self.notify_client(Notification.STATEUPDATE, changed)
        except (UnknownTaskError, FileNotFoundError):
            # It was removed meanwhile.
            return
        except MusicDBError as error:
            log.warning("The upload %s cannot be compared with the library: %s", task.id, error.message)
            return
        except Exception:
            log.exception("The upload %s cannot be compared with the library", task.id)
            return
        self._look_again(task, verdict, is_complete=is_complete)

    def _look_again(self, task: Task, verdict: UploadVerdict, *, is_complete: bool) -> None:
        """Says when there is more to hear. The whole is heard in any case."""
        if is_complete:
            return
        size, heard = task.offset or 0, verdict.heard
        following = task.filesize or _NEVER - 1
        if heard < _ENOUGH:
            following = min(following, int(size * max(_MORE, 1.1 * _ENOUGH / heard if heard else 0)))
        with self._lock:
            if task.id in self._next:
                self._next[task.id] = following
        present = self._shelf.find(task.id)
        if present is not None:
            self._task_changed(TaskChanged(notification=Notification.STATEUPDATE, state=present.state, task=present))

    def _verdict(self, task: Task, seconds: float | None) -> UploadVerdict:
        # NumPy is loaded when the first upload comes.
        from musicdb.insight.clips import clip_of, hear_clip  # noqa: PLC0415

        path, final = self._uploads / str(task.uploadpath), seconds is None
        arrived = None if final else arrived_sound(path, task.offset or 0, task.filesize or 0)
        if arrived is not None and arrived < _ENOUGH:
            return UploadVerdict(UploadState.UNKNOWN, round(arrived, 1), final)
        try:
            samples = hear_clip(path, self._ffmpeg, seconds)
            heard = round(len(samples) / _RATE, 1)
            if seconds is not None and heard < seconds:
                return UploadVerdict(UploadState.UNKNOWN, heard, final)
            hits = self._finder.identify_clip(clip_of(samples), 3)
        except InvalidContentError:
            return UploadVerdict(UploadState.UNKNOWN, 0.0, final)
        named = [hit for hit in self._duplicates.named(hits) if hit.songs]
        if not named:
            return UploadVerdict(UploadState.NEW, heard, final)
        return self._told(path, named[0], heard, final=final)

    def _told(self, path: Path, hit: IdentifiedSound, heard: float, *, final: bool) -> UploadVerdict:
        song = hit.songs[0]
        owned = hit.match.verdict is Verdict.SAME or (
            not final and hit.match.verdict is Verdict.EXCERPT and abs(hit.position) <= _NEAR
        )
        known = self._duplicates.qualities.of(song.songid)
        better, reasons = compare(_quality(path, known), known)
        return UploadVerdict(
            state=UploadState.OWNED if owned else UploadState.RELATED,
            heard=heard,
            final=final,
            song=song,
            verdict=hit.match.verdict,
            score=hit.match.score,
            quality=_QUALITIES[better],
            reasons=reasons,
        )


def _quality(path: Path, known: FileQuality) -> FileQuality:
    """What the head of a file says. What nobody has measured of it yet is as in the other one, and decides nothing."""
    tags = read_tags(path)
    return msgspec.structs.replace(
        known,
        codec=tags.codec,
        lossless=tags.codec in LOSSLESS,
        bitrate=tags.bitrate,
        samplerate=tags.samplerate,
        channels=tags.channels,
        fake=None,
    )

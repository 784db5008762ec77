"""Owns the directory of an index: changes it, and keeps it small with a thread that writes and merges segments.

The thread sleeps until there is something to do. Runs that became too large are written first, whatever else is under
way; segments are merged when there are many of a size, or when no change came for a while.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from musicdb.errors import IndexVersionError, MusicDBError
from musicdb.fingerprint.index.changes import Batch
from musicdb.fingerprint.index.log import Log, create_log
from musicdb.fingerprint.index.manifest import Manifest, write_manifest
from musicdb.fingerprint.index.mapping import Ledger
from musicdb.fingerprint.index.opening import Loaded, grown, log_name, segment_name
from musicdb.fingerprint.index.policy import Span, crowded, overdue
from musicdb.fingerprint.index.runs import make_run
from musicdb.fingerprint.index.segments import Segment
from musicdb.fingerprint.index.settings import Settings
from musicdb.fingerprint.index.state import Part, State, part_of
from musicdb.fingerprint.index.writing import write_parts

log = logging.getLogger(__name__)


class _ClosingError(Exception):
    """The index is being closed, and work that can wait is given up."""


class Keeper:
    """Changes an index. `state` is what readers take, whole, whenever they want."""

    def __init__(self, directory: Path, loaded: Loaded, settings: Settings, ledger: Ledger) -> None:
        self.state: State = loaded.state
        self._directory = directory
        self._manifest: Manifest = loaded.manifest
        self._settings = settings
        self._ledger = ledger
        self._number = loaded.log
        self._log: Log = Log(directory / log_name(loaded.log), loaded.size)
        # Number of the first log that is not in segments yet, once the sealed runs are written, and their version.
        self._sealed = (loaded.log, loaded.state.version)
        self._changed = threading.Condition()
        self._failure: MusicDBError | None = None
        self._closing = False
        self._busy = False
        self._last = time.monotonic() - settings.quiet
        self._thread = threading.Thread(target=self._run, name="fingerprint index", daemon=True)
        self._thread.start()

    def update(self, batch: Batch, expected: int | None, metadata: dict[str, str] | None) -> int:
        """Makes changes, all or none; they are on the disk when this returns their version.

        Waits when more comes in than can be written. Raises IndexVersionError and NoSpaceError.
        """
        with self._changed:
            self._make_room(batch.size)
            version = self.state.version + 1
            if expected is not None and expected != version - 1:
                raise IndexVersionError(f"The index is at version {version - 1}, not {expected}.")
            self._log.append(batch.record(version, metadata))
            run = make_run(batch.ids, batch.lengths, batch.items, version, batch.removed)
            self.state = grown(self.state.changed(run, version, metadata))
            self._last = time.monotonic()
            self._changed.notify_all()
            return version

    @property
    def file_version(self) -> int:
        """The version segments are at."""
        return self._manifest.version

    def settle(self) -> None:
        """Waits until nothing is left to write or merge. Raises what went wrong with it."""
        with self._changed:
            self._last, self._failure = time.monotonic() - self._settings.quiet, None
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._failure or self._closing or not (self._busy or self._job()))
            if self._failure:
                raise self._failure

    def close(self) -> None:
        """Ends the thread, and lets go of the files. What is in memory only is in the log."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()
        self._log.close()

    def _make_room(self, size: int) -> None:
        limit = self._settings.memory // 2
        tried = False
        while self.state.runs[self.state.sealed :] and self.state.open_size + size > limit:
            if not self.state.sealed:
                self._seal()
            elif self._failure and tried:
                raise self._failure
            else:
                # What failed before is tried once more: there may be space again.
                tried, self._failure = True, None
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._failure or not self.state.sealed)

    def _seal(self) -> None:
        following = create_log(self._directory / log_name(self._number + 1), self.state.version)
        self._log.close()
        self._log, self._number = following, self._number + 1
        self._sealed = (self._number, self.state.version)
        self.state = msgspec.structs.replace(self.state, sealed=len(self.state.runs))
        self._changed.notify_all()

    def _job(self) -> Callable[[], None] | None:
        """What is to be done now."""
        if self._failure:
            return None
        if self.state.sealed:
            return self._flush
        quiet = time.monotonic() - self._last >= self._settings.quiet
        span = overdue(self.state.segments) if quiet else crowded(self.state.segments)
        return None if span is None else lambda: self._merge(span)

    def _patience(self) -> float | None:
        """Seconds until there may be something to do without anybody saying so; None: not before."""
        if self._failure or overdue(self.state.segments) is None:
            return None
        return max(self._last + self._settings.quiet - time.monotonic(), 0.0)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._busy = False
                self._changed.notify_all()
                while not self._closing and not (job := self._job()):
                    self._changed.wait(self._patience())
                if self._closing:
                    return
                self._busy = True
            self._work(job)

    def _work(self, job: Callable[[], None] | None) -> None:
        try:
            if job:
                job()
        except _ClosingError:
            return
        except MusicDBError as error:
            log.warning("The index of fingerprints stays as it is: %s", error)
            with self._changed:
                self._failure = error
        except Exception:
            log.exception("The index of fingerprints stays as it is")
            with self._changed:
                self._failure = MusicDBError()

    def _flush(self) -> None:
        """Writes the sealed runs as a segment."""
        state = self.state
        first, version = self._sealed
        segment = self._write(state.runs[: state.sealed], lambda: None, oldest=not state.segments)
        with self._changed:
            state = self.state
            runs = state.runs[state.sealed :]
            changes = {"log": first, "version": version, "metadata": dict(state.metadata)}
            self._commit((*state.segments, part_of(segment, runs)), runs, changes)
        for number in range(first - 1, 0, -1):
            if not self._remove(log_name(number)):
                break

    def _merge(self, span: Span) -> None:
        """Makes one segment of several neighbors."""
        begin, end = span
        merging = self.state.segments[begin:end]
        segment = self._write(merging, self._breathe, oldest=begin == 0)
        with self._changed:
            segments = self.state.segments
            newer = segments[end:]
            merged = part_of(segment, newer + self.state.runs)
            runs = self.state.runs
            self._commit((*segments[:begin], merged, *newer), runs, {}, sealed=self.state.sealed)
        for part in merging:
            if isinstance(part.source, Segment):
                self._remove(part.source.info.name)

    def _breathe(self) -> None:
        if self._closing:
            raise _ClosingError
        if self.state.sealed and not self._failure:
            self._flush()

    def _write(self, parts: Sequence[Part], breathe: Callable[[], None], *, oldest: bool) -> Segment:
        # Numbers are given once, also when what they were given for did not succeed.
        with self._changed:
            number = self._manifest.next
            self._manifest = msgspec.structs.replace(self._manifest, next=number + 1)
        info = write_parts(self._directory / segment_name(number), parts, breathe, oldest=oldest)
        return Segment(self._directory, info, self._ledger)

    def _commit(
        self, segments: tuple[Part, ...], runs: tuple[Part, ...], changes: dict[str, object], sealed: int = 0
    ) -> None:
        infos = tuple(part.source.info for part in segments if isinstance(part.source, Segment))
        manifest = msgspec.structs.replace(self._manifest, segments=infos, **changes)
        write_manifest(self._directory, manifest)
        self._manifest = manifest
        self.state = msgspec.structs.replace(self.state, segments=segments, runs=runs, sealed=sealed)
        self._changed.notify_all()

    def _remove(self, name: str) -> bool:
        try:
            (self._directory / name).unlink()
        except OSError:
            return False
        return True

"""The analysis as everybody sees it: what is known about songs, what is under way, and how to steer it."""

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from musicdb.bus import Bus
from musicdb.config.analysis import Analysis
from musicdb.errors import BadArgumentError, MusicDBError, MusicUnavailableError
from musicdb.ids import AlbumId, SongId, VideoId
from musicdb.insight.circumstances import Circumstances
from musicdb.insight.crew import Crew
from musicdb.insight.presets import DEFAULT, is_preset
from musicdb.insight.songdesk import News, SongDesk
from musicdb.insight.waveforms import Waveforms
from musicdb.insight.workers import Limits, Worker
from musicdb.model.analysis import (
    AnalysisFailed,
    AnalysisFailure,
    AnalysisProgress,
    AnalysisState,
    AnalysisSwitch,
    Priority,
    RunningAnalysis,
    SongAnalysis,
    SongsAnalyzed,
    VideosAnalyzed,
)
from musicdb.model.events import AudioStreamStrained, CachesChanged
from musicdb.model.experiments import RunChanged
from musicdb.store.store import Store

_EASE: Final = 30.0
"""How long everything rests when the stream has suffered, in seconds."""


class AnalysisDirectories(msgspec.Struct, frozen=True):
    """Where music lies, and where complete results go."""

    music: Path
    results: Path


class Analyst:
    """Hears songs as soon as it is started. `locate` finds the file of a path in the catalogue. For any thread."""

    def __init__(
        self,
        store: Store,
        bus: Bus,
        config: Analysis,
        directories: AnalysisDirectories,
        ffmpeg: Path,
        locate: Callable[[str], Path],
    ) -> None:
        self._store = store
        self._bus = bus
        self._directories = directories
        self._locate = locate
        self.waveforms = Waveforms(store, directories.results)
        self._paused = store.settings.load(AnalysisSwitch).ispaused
        self._analyzed: list[SongId] = []
        self._watched: list[VideoId] = []
        self._changed_runs: set[int] = set()
        self._done = 0
        self._telling = threading.Lock()
        limits = Limits(memory=config.memory, pace=config.pace)
        count = config.workers or max(1, (os.cpu_count() or 1) // 2)
        self._desk = SongDesk(
            store,
            self._place,
            directories.results,
            News(self._song_analyzed, self._song_failed, self._run_changed, self._video_analyzed),
            automatic=config.automatic,
            attempts=config.attempts,
        )
        self._crew = Crew(
            self._desk, lambda: Worker(ffmpeg, limits), count, Circumstances(config).hindrance, self._tell
        )

    def start(self, *, despite_pause: bool = False) -> None:
        """Begins to hear songs; `despite_pause` also when somebody has paused the server, which stays paused."""
        self._paused = self._paused and not despite_pause
        self._crew.pause(paused=self._paused)
        self._crew.do(self._desk.catalogue_changed)
        self._crew.do(self._tell)
        self._crew.start()
        self._bus.subscribe(CachesChanged, self._catalogue_changed)
        self._bus.subscribe(AudioStreamStrained, self._ease)

    def stop(self) -> None:
        """Ends all work; it begins again at the next start."""
        self._crew.stop()

    def progress(self) -> AnalysisProgress:
        """What goes on."""
        state = self._crew.state
        waiting, failed = self._store.analysisjobs.counts()
        return AnalysisProgress(
            paused=self._paused,
            held=state.reason is not None and not self._paused,
            reason=state.reason,
            waiting=max(0, waiting + self._store.runs.waiting() + self._store.videojobs.waiting() - len(state.running)),
            done=self._done,
            failed=failed,
            running=[RunningAnalysis(SongId(key), name, part) for key, name, part in state.running],
        )

    def add(
        self,
        songids: Sequence[SongId] | None,
        albumid: AlbumId | None,
        preset: str = DEFAULT,
        *,
        everything: bool = False,
    ) -> None:
        """Queues songs a person asks for: these, those of an album, or all.

        :raises BadArgumentError: when it is not said which, or the preset cannot be one.
        :raises NotFoundError: when there is no such song or album.
        """
        if sum((songids is not None, albumid is not None, everything)) != 1:
            raise BadArgumentError("Name either songs, or an album, or all.")
        if not is_preset(preset):
            raise BadArgumentError(f"“{preset}” is no preset and no list of processors.")
        jobs = self._store.analysisjobs
        with self._store.write():
            for songid in songids or ():
                self._store.songs.get(songid)
            if songids is not None:
                jobs.add(songids, Priority.ASKED, preset)
            elif albumid is not None:
                self._store.albums.get(albumid)
                jobs.add_album(albumid, Priority.ASKED, preset)
            else:
                jobs.add_all(Priority.BACKLOG, preset)
        self._crew.do(self._desk.queue_changed)
        self._tell()

    def pause(self, *, paused: bool) -> None:
        """Holds everything, or lets it go on. Survives a restart."""
        self._paused = paused
        self._store.settings.save(AnalysisSwitch(paused))
        self._crew.pause(paused=paused)
        self._tell()

    def cancel(self, songids: Sequence[SongId] | None) -> None:
        """Songs are not analyzed any more, those in hand included; without ids, none is. What failed stays so."""
        self._store.analysisjobs.cancel(songids)
        if songids is None:
            self._store.runs.cancel(None)
            self._store.videojobs.cancel()
        keys = None if songids is None else {int(songid) for songid in songids}
        self._crew.do(lambda: self._crew.drop(keys))
        self._tell()

    def retry(self, songids: Sequence[SongId] | None) -> None:
        """Songs that failed are tried again; without ids, all of them."""
        self._store.analysisjobs.retry(songids, Priority.ASKED)
        if songids is None:
            self._store.videojobs.retry()
        self._crew.look()
        self._tell()

    def look(self) -> None:
        """Songs may wait that did not wait before."""
        self._crew.look()
        self._tell()

    def failures(self) -> list[AnalysisFailure]:
        """All songs that failed, the last one first."""
        return self._store.analysisjobs.failures()

    def song(self, songid: SongId) -> SongAnalysis:
        """How far a song is, and what is known about it.

        :raises NotFoundError: when there is no such song.
        """
        with self._store.read():
            self._store.songs.get(songid)
            values = self._store.analyses.values(songid)
            queued = self._store.analysisjobs.state(songid)
            soundhash = self._store.analyses.soundhash_of_song(songid)
        if queued is None:
            known = values.duration is not None
            return SongAnalysis(songid, AnalysisState.DONE if known else AnalysisState.UNKNOWN, values, soundhash)
        state, reason = AnalysisState(queued[0]), queued[1] or None
        parts = [part for key, _, part in self._crew.state.running if key == songid]
        if state is AnalysisState.WAITING and parts:
            return SongAnalysis(songid, AnalysisState.RUNNING, values, soundhash, progress=parts[0])
        return SongAnalysis(songid, state, values, soundhash, reason=reason)

    def _place(self, path: str) -> Path:
        try:
            return self._locate(path)
        except MusicDBError as error:
            # Where a disk is not mounted, there is an empty directory.
            try:
                mounted = any(self._directories.music.iterdir())
            except OSError:
                mounted = False
            if mounted:
                raise
            raise MusicUnavailableError("The music directory cannot be read, or is empty.") from error

    def _catalogue_changed(self, _event: CachesChanged) -> None:
        self._crew.do(self._desk.catalogue_changed)

    def _ease(self, _event: AudioStreamStrained) -> None:
        self._crew.ease(_EASE)

    def _song_analyzed(self, songid: SongId) -> None:
        with self._telling:
            self._analyzed.append(songid)
            self._done += 1
        self._crew.touch()

    def _video_analyzed(self, videoid: VideoId) -> None:
        with self._telling:
            self._watched.append(videoid)
        self._crew.touch()

    def _song_failed(self, songid: SongId, reason: str) -> None:
        self._bus.publish(AnalysisFailed(songid, reason))
        self._crew.touch()

    def _run_changed(self, number: int) -> None:
        with self._telling:
            self._changed_runs.add(number)

    def _tell(self) -> None:
        with self._telling:
            analyzed, self._analyzed = self._analyzed, []
            watched, self._watched = self._watched, []
            changed, self._changed_runs = self._changed_runs, set()
        for number in changed:
            if (run := self._store.runs.numbered(number)) is not None:
                self._bus.publish(RunChanged(run.id, run))
        if analyzed:
            self._bus.publish(SongsAnalyzed(analyzed))
        if watched:
            self._bus.publish(VideosAnalyzed(watched))
        progress = self.progress()
        if not progress.running and not progress.waiting:
            self._done = 0
        self._bus.publish(progress)

"""The desk of the catalogue: songs that wait in the store, and what is known about sounds already.

Nothing that is known is done again. What a sound was heard by is known by its hash, so two files that sound the same
are heard once, and a processor in a new version hears alone.
"""

import logging
from collections.abc import Callable, Collection
from pathlib import Path

import msgspec

from musicdb.errors import MusicDBError, MusicUnavailableError
from musicdb.ids import SongId, VideoId
from musicdb.insight.desk import Assignment
from musicdb.insight.messages import Describe, Described, Hash, Hashed, Listen, Outcome
from musicdb.insight.presets import DEFAULT, FINGERPRINT, digest
from musicdb.model.analysis import AnalysisVersion, Priority, SoundValues
from musicdb.model.experiments import SongState
from musicdb.store.analysisjobs import AnalysisJob
from musicdb.store.store import Store

log = logging.getLogger(__name__)

_DESCRIBING = -1


class _Preset(msgspec.Struct, frozen=True):
    """A preset of this installation, and the one name for all of it."""

    described: Described
    digest: str


class _InHand(msgspec.Struct, frozen=True):
    """A song in hand, with the hash of its sound as far as it is known."""

    job: AnalysisJob
    soundhash: str | None


class News(msgspec.Struct, frozen=True):
    """Who wants to know that a song is done, or failed, and why; that a run has changed; that a video is done."""

    analyzed: Callable[[SongId], None]
    failed: Callable[[SongId, str], None]
    ran: Callable[[int], None]
    watched: Callable[[VideoId], None]


class SongDesk:
    """Gives songs of the queue. `locate` finds files by their path in the catalogue, `results` is a directory.

    With `automatic`, everything nobody has heard yet joins the queue. After as many dead workers as `attempts` says, a
    song failed.
    """

    def __init__(
        self, store: Store, locate: Callable[[str], Path], results: Path, news: News, *, automatic: bool, attempts: int
    ) -> None:
        self._store = store
        self._locate = locate
        self._results = results
        self._news = news
        self._automatic = automatic
        self._attempts = attempts
        self._presets: dict[str, _Preset] = {}
        self._in_hand: dict[int, _InHand] = {}
        self._priority = Priority.BACKLOG
        self._digest = store.settings.load(AnalysisVersion).digest
        self._unsorted: set[str] = set()

    def catalogue_changed(self) -> None:
        """There may be songs nobody has heard yet: at first all of them, later what has come since then."""
        if self._automatic:
            self._store.analysisjobs.add_backlog(self._priority, DEFAULT, self._digest)
            self._store.videojobs.add_backlog()
            self._priority = Priority.NEW

    def queue_changed(self) -> None:
        """Somebody asked for songs. Those that are known are done at once, however many they are."""
        self._unsorted |= self._presets.keys()

    def next(self, in_hand: Collection[int]) -> Assignment | None:
        """The next song. Raises MusicUnavailableError when no song can be heard at the moment."""
        for key in self._in_hand.keys() - in_hand:
            del self._in_hand[key]
        if _DESCRIBING in in_hand:
            return None
        if self._automatic and DEFAULT not in self._presets:
            return Assignment(_DESCRIBING, "", Describe(DEFAULT))
        while self._unsorted:
            self._take_known(self._unsorted.pop())
        while (job := self._first(in_hand)) is not None:
            if job.preset not in self._presets:
                return Assignment(_DESCRIBING, "", Describe(job.preset))
            assignment = self._consider(job, self._store.analyses.soundhash(job.checksum))
            if assignment is not None:
                return assignment
            if job.key in self._in_hand:
                # Its sound is being heard for another song.
                in_hand = {*in_hand, job.key}
        return None

    def described(self, _assignment: Assignment, described: Described) -> None:
        """Keeps what a preset consists of, until the server ends: then packages may come or go."""
        self._presets[described.preset] = _Preset(described, digest([*described.heard, FINGERPRINT]))
        self._unsorted.add(described.preset)
        known = self._presets[described.preset].digest
        if described.preset == DEFAULT and known != self._digest:
            self._digest = known
            self._store.settings.save(AnalysisVersion(known))
            self._priority = Priority.BACKLOG
            self.catalogue_changed()

    def hashed(self, assignment: Assignment, hashed: Hashed) -> Assignment | None:
        """Keeps the hash, and listens if that sound is not known."""
        job = self._in_hand[assignment.key].job
        if not job.checksum:
            job = msgspec.structs.replace(job, checksum=hashed.checksum)
            if job.videoid is None:
                self._store.analysisjobs.set_checksum(job.songid, job.checksum)
            else:
                self._store.videojobs.set_checksum(job.videoid, job.checksum)
        self._store.analyses.set_soundhash(job.checksum, hashed.soundhash)
        return self._consider(job, hashed.soundhash)

    def heard(self, assignment: Assignment, outcome: Outcome) -> None:
        """Keeps what was found out."""
        in_hand, command = self._in_hand.pop(assignment.key), assignment.command
        preset = self._presets[in_hand.job.preset]
        if not isinstance(command, Listen) or in_hand.soundhash is None:
            return
        requests = preset.described.requests
        heard = [
            one for one, request in zip(preset.described.heard, requests, strict=True) if request in command.requests
        ]
        for processor, reason in outcome.failures.items():
            log.warning("The processor %s fails with %s: %s", processor, in_hand.job.path, reason)
        self._store.analyses.keep(
            in_hand.soundhash,
            preset.digest,
            [*heard, *([FINGERPRINT] if command.fingerprint else [])],
            outcome.values,
            embedding=outcome.features.embedding,
            fingerprint=outcome.features.fingerprint,
            blocks=outcome.features.blocks,
        )
        if in_hand.job.run is not None and outcome.failures:
            self._fail(in_hand.job, "; ".join(f"{name}: {reason}" for name, reason in outcome.failures.items()))
        else:
            self._done(in_hand.job)

    def failed(self, assignment: Assignment, reason: str) -> None:
        """A song failed. When a preset cannot be described, all songs that wait for it do."""
        if not isinstance(assignment.command, Describe):
            self._fail(self._in_hand.pop(assignment.key).job, reason)
            return
        if assignment.command.preset == DEFAULT:
            raise MusicDBError(f"Songs cannot be analyzed: {reason}")
        while (job := self._first(())) is not None and job.preset == assignment.command.preset:
            self._fail(job, reason)

    def died(self, assignment: Assignment, reason: str) -> bool:
        """A song has ended its worker."""
        if assignment.key == _DESCRIBING:
            raise MusicDBError(reason)
        job = self._in_hand.pop(assignment.key).job
        if job.videoid is not None:
            attempts = self._store.videojobs.count_attempt(job.videoid)
        elif job.run is None:
            attempts = self._store.analysisjobs.count_attempt(job.songid)
        else:
            attempts = self._store.runs.count_attempt(job.run, job.songid)
        if attempts >= self._attempts:
            self._fail(job, reason)
            return True
        return False

    def _consider(self, job: AnalysisJob, soundhash: str | None) -> Assignment | None:
        """What has to be done with a song; None when it is done, or is being heard as another song."""
        sharing = any(key != job.key and one.soundhash == soundhash for key, one in self._in_hand.items())
        self._in_hand[job.key] = _InHand(job, soundhash)
        if soundhash is not None and sharing:
            return None
        try:
            place = str(self._locate(job.path))
            if soundhash is None:
                return Assignment(job.key, job.path, Hash(place, checksum=not job.checksum))
            command = self._listen(job, soundhash, place)
            if command is not None:
                return Assignment(job.key, job.path, command)
            del self._in_hand[job.key]
            self._done(job)
        except MusicUnavailableError:
            del self._in_hand[job.key]
            raise
        except MusicDBError as error:
            del self._in_hand[job.key]
            self._fail(job, error.message)
        return None

    def _listen(self, job: AnalysisJob, soundhash: str, place: str) -> Listen | None:
        preset, analyses = self._presets[job.preset], self._store.analyses
        known = analyses.heard_by(soundhash)
        pairs = zip(preset.described.requests, preset.described.heard, strict=True)
        requests = [request for request, heard in pairs if heard not in known]
        if requests or FINGERPRINT not in known:
            return Listen(
                path=place,
                requests=requests,
                soundhash=soundhash,
                keepat=str(self._results),
                fingerprint=FINGERPRINT not in known,
            )
        analyses.keep(soundhash, preset.digest, (), SoundValues())
        return None

    def _first(self, keys: Collection[int]) -> AnalysisJob | None:
        """The first that waits: what came in or was asked for, then runs, then all other songs, then videos."""
        without = [SongId(key) for key in keys if key >= 0]
        job = self._store.analysisjobs.next(without)
        if job is not None and job.priority < Priority.BACKLOG:
            return job
        job = self._store.runs.next(without) or job
        return job or self._store.videojobs.next([VideoId(-1 - key) for key in keys if key < _DESCRIBING])

    def _done(self, job: AnalysisJob) -> None:
        if job.videoid is not None:
            self._store.videojobs.remove(job.videoid, job.checksum)
            self._news.watched(job.videoid)
            return
        if job.run is None:
            self._store.analysisjobs.remove(job.songid, job.checksum)
        else:
            self._store.runs.set_state(job.run, job.songid, SongState.DONE)
            self._news.ran(job.run)
        self._news.analyzed(job.songid)

    def _fail(self, job: AnalysisJob, reason: str) -> None:
        if job.videoid is not None:
            log.warning("%s cannot be heard: %s", job.path, reason)
            self._store.videojobs.fail(job.videoid, reason)
            return
        if job.run is None:
            self._store.analysisjobs.fail(job.songid, reason)
        else:
            self._store.runs.set_state(job.run, job.songid, SongState.FAILED, reason)
            self._news.ran(job.run)
        self._news.failed(job.songid, reason)

    def _take_known(self, preset: str) -> None:
        for songid in self._store.analysisjobs.take_known(preset, self._presets[preset].digest):
            self._news.analyzed(songid)

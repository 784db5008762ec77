"""The tables of runs: what is tried on which songs, and how far each of them is."""

from collections.abc import Collection, Sequence

from musicdb.errors import NotFoundError
from musicdb.ids import DefinitionId, RunId, SongId
from musicdb.model.experiments import Run, RunSong, RunState, RunTarget, SongState
from musicdb.store.analysisjobs import AnalysisJob
from musicdb.store.database import Database, Row

_RUNS = """
SELECT number, runid, definitionid, name, version, target, selectionid, created,
    sum(state = 'waiting'), sum(state = 'done'), sum(state = 'failed'), sum(state = 'cancelled')
FROM runs LEFT JOIN runsongs ON run = number WHERE {} GROUP BY number ORDER BY number DESC LIMIT ?
"""
# Without an order a song of a later run could come first; with one over both tables all songs would be sorted.
_NEXT = """
SELECT songid, preset, attempts, path, checksum, playtime, 1, run
FROM runsongs JOIN runs ON runs.number = run JOIN songs USING (songid)
WHERE state = 'waiting' AND songid NOT IN ({}) ORDER BY run, songid LIMIT 1
"""
_NEW = """
SELECT songid FROM songs LEFT JOIN soundhashes USING (checksum) WHERE NOT EXISTS (
    SELECT 1 FROM analyzedsounds WHERE analyzedsounds.soundhash = soundhashes.soundhash AND preset = ?)
ORDER BY songid
"""


class Runs:
    """Runs by id; inside of the house also by number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, run: Run, preset: str, songids: Sequence[SongId]) -> int:
        """Keeps a new run whose songs all wait. Gives its number."""
        with self._database.write():
            number = self._database.execute_for_id(
                "INSERT INTO runs (runid, definitionid, name, version, target, selectionid, preset, created)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING number",
                (run.id, run.definitionid, run.name, run.version, run.target, run.selectionid, preset, run.created),
            )
            self._database.execute_many(
                "INSERT INTO runsongs (run, songid) SELECT ?, songid FROM songs WHERE songid = ?",
                [(number, songid) for songid in songids],
            )
        return number

    def all(self, before: int = 2**62, limit: int = -1) -> list[tuple[int, Run]]:
        """Runs with their numbers, the last one first, from the one before a number on."""
        return [(row[0], _run(row)) for row in self._database.rows(_RUNS.format("number < ?"), (before, limit))]

    def get(self, runid: RunId) -> Run:
        """A run.

        :raises NotFoundError: when there is none.
        """
        row = self._database.row(_RUNS.format("runid = ?"), (runid, 1))
        if row is None:
            raise NotFoundError(f"There is no run {runid}.")
        return _run(row)

    def numbered(self, number: int) -> Run | None:
        """The run of this number; None when it was removed."""
        row = self._database.row(_RUNS.format("number = ?"), (number, 1))
        return None if row is None else _run(row)

    def songs(self, runid: RunId, state: SongState | None, after: int, limit: int) -> list[RunSong]:
        """Songs of a run behind the one with an id; all, or those in a state."""
        rows = self._database.rows(
            "SELECT songid, state, reason FROM runsongs JOIN runs ON number = run WHERE runid = ? AND songid > ?"
            " AND (? IS NULL OR state = ?) ORDER BY songid LIMIT ?",
            (runid, after, state, state, limit),
        )
        return [RunSong(SongId(songid), SongState(found), reason) for songid, found, reason in rows]

    def new_songs(self, digest: str) -> list[SongId]:
        """All songs whose sound was not heard by everything with this digest."""
        return [SongId(row[0]) for row in self._database.rows(_NEW, (digest,))]

    def next(self, without: Collection[SongId]) -> AnalysisJob | None:
        """The first song that waits, apart from those in hand; None when there is none."""
        row = self._database.row(_NEXT.format(", ".join("?" * len(without))), tuple(without))
        return None if row is None else AnalysisJob(*row)

    def waiting(self) -> int:
        """How many songs of all runs wait."""
        row = self._database.row("SELECT count(*) FROM runsongs WHERE state = 'waiting'")
        return 0 if row is None else int(row[0])

    def set_state(self, number: int, songid: SongId, state: SongState, reason: str = "") -> None:
        """A song of a run is done, or failed."""
        self._database.execute(
            "UPDATE runsongs SET state = ?, reason = ? WHERE run = ? AND songid = ? AND state = 'waiting'",
            (state, reason, number, songid),
        )

    def count_attempt(self, number: int, songid: SongId) -> int:
        """A song has cost a worker its life. Returns how many it were."""
        self._database.execute(
            "UPDATE runsongs SET attempts = attempts + 1 WHERE run = ? AND songid = ?", (number, songid)
        )
        row = self._database.row("SELECT attempts FROM runsongs WHERE run = ? AND songid = ?", (number, songid))
        return 0 if row is None else int(row[0])

    def cancel(self, runid: RunId | None) -> None:
        """Songs of a run, or of all, do not wait any more."""
        self._database.execute(
            "UPDATE runsongs SET state = 'cancelled' WHERE state = 'waiting'"
            " AND (? IS NULL OR run = (SELECT number FROM runs WHERE runid = ?))",
            (runid, runid),
        )

    def retry(self, runid: RunId) -> None:
        """Songs of a run that failed or were cancelled wait again."""
        self._database.execute(
            "UPDATE runsongs SET state = 'waiting', attempts = 0, reason = '' WHERE state IN ('failed', 'cancelled')"
            " AND run = (SELECT number FROM runs WHERE runid = ?)",
            (runid,),
        )

    def remove(self, runid: RunId) -> None:
        """Removes a run. What was heard stays known."""
        self._database.execute("DELETE FROM runs WHERE runid = ?", (runid,))


def _run(row: Row) -> Run:
    _, runid, definitionid, name, version, target, selectionid, created, *counts = row
    waiting, done, failed, cancelled = (int(count or 0) for count in counts)
    selected = None if selectionid is None else DefinitionId(selectionid)
    state = _state(waiting, done, failed, cancelled)
    return Run(
        RunId(runid), DefinitionId(definitionid), name, version, RunTarget(target), selected, created, state,
        waiting + done + failed + cancelled, waiting, done, failed, cancelled,
    )  # fmt: skip


def _state(waiting: int, done: int, failed: int, cancelled: int) -> RunState:
    if waiting:
        return RunState.RUNNING if done or failed else RunState.PENDING
    if cancelled:
        return RunState.CANCELLED
    return RunState.FAILED if failed and not done else RunState.DONE

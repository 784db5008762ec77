"""The tables of recordings: which songs are one, and what people have said about two songs.

Plays, likes and tags stay with each song, so that splitting a recording loses nothing; they are added up when asked.
"""

import json
import uuid
from collections.abc import Sequence

from musicdb.ids import RecordingId, SongId
from musicdb.model.recordings import Decision, RecordingTotals
from musicdb.store.database import Database

_TOTALS = """
SELECT (SELECT count(*) FROM playedsongs WHERE songid IN (SELECT value FROM json_each(?1))),
       ifnull(sum(likes), 0), ifnull(sum(dislikes), 0), ifnull(max(lastplayed), 0), ifnull(max(favorite), 0),
       ifnull(min(favorite), 0)
FROM songs WHERE songid IN (SELECT value FROM json_each(?1))
"""


class Recordings:
    """Recordings, each of one or more songs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def new(self) -> RecordingId:
        """A recording without songs."""
        recordingid = RecordingId(str(uuid.uuid4()))
        self.ensure(recordingid)
        return recordingid

    def ensure(self, recordingid: RecordingId) -> None:
        """Adds a recording by its id, when it is not there."""
        self._database.execute("INSERT INTO recordings (recordingid) VALUES (?) ON CONFLICT DO NOTHING", (recordingid,))

    def of_song(self, songid: SongId) -> RecordingId | None:
        """The recording of a song; None when it was not compared yet."""
        row = self._database.row("SELECT recordingid FROM recordingsongs WHERE songid = ?", (songid,))
        return None if row is None else RecordingId(row[0])

    def is_by_person(self, songid: SongId) -> bool:
        """Whether a person has put a song where it is."""
        row = self._database.row("SELECT byperson FROM recordingsongs WHERE songid = ?", (songid,))
        return row is not None and bool(row[0])

    def songs(self, recordingid: RecordingId) -> list[SongId]:
        """The songs of a recording."""
        rows = self._database.rows(
            "SELECT songid FROM recordingsongs WHERE recordingid = ? ORDER BY songid", (recordingid,)
        )
        return [SongId(songid) for (songid,) in rows]

    def shared(self) -> list[list[SongId]]:
        """The songs of all recordings that have more than one."""
        rows = self._database.rows(
            "SELECT json_group_array(songid) FROM recordingsongs GROUP BY recordingid HAVING count(*) > 1"
        )
        return [[SongId(songid) for songid in json.loads(row[0])] for row in rows]

    def put(self, songid: SongId, recordingid: RecordingId, *, byperson: bool = False) -> None:
        """Puts a song into a recording."""
        self._database.execute(
            "INSERT INTO recordingsongs (songid, recordingid, byperson) VALUES (?, ?, ?) ON CONFLICT (songid)"
            " DO UPDATE SET recordingid = excluded.recordingid, byperson = excluded.byperson",
            (songid, recordingid, int(byperson)),
        )

    def take_out(self, songid: SongId) -> None:
        """A song has no recording any more, until it is compared again."""
        self._database.execute("DELETE FROM recordingsongs WHERE songid = ?", (songid,))

    def preferred(self, recordingid: RecordingId) -> SongId | None:
        """The song a person has chosen; None when nobody has."""
        row = self._database.row("SELECT preferred FROM recordings WHERE recordingid = ?", (recordingid,))
        return None if row is None or row[0] is None else SongId(row[0])

    def prefer(self, recordingid: RecordingId, songid: SongId | None) -> None:
        """Chooses the song that stands for all of them."""
        self._database.execute("UPDATE recordings SET preferred = ? WHERE recordingid = ?", (songid, recordingid))

    def copies(self, songids: Sequence[SongId]) -> dict[SongId, list[SongId]]:
        """For each of some songs all songs of its recording, itself included, when these are more than one."""
        rows = self._database.rows(
            "SELECT one.songid, other.songid FROM recordingsongs AS one"
            " JOIN recordingsongs AS other USING (recordingid)"
            " WHERE one.songid IN (SELECT value FROM json_each(?)) ORDER BY other.songid",
            (json.dumps(list(songids)),),
        )
        found: dict[SongId, list[SongId]] = {}
        for one, other in rows:
            found.setdefault(SongId(one), []).append(SongId(other))
        return {songid: copies for songid, copies in found.items() if len(copies) > 1}

    def totals(self, songids: Sequence[SongId]) -> RecordingTotals:
        """Plays, likes and the rest of some songs, added up. A favorite of one copy is a favorite."""
        row = self._database.row(_TOTALS, (json.dumps(list(songids)),))
        plays, likes, dislikes, lastplayed, best, worst = row or (0,) * 6
        return RecordingTotals(plays, likes, dislikes, best or worst, lastplayed)

    def decision(self, one: SongId, other: SongId) -> Decision | None:
        """What a person has said about two songs."""
        row = self._database.row(
            "SELECT decision FROM songdecisions WHERE first = ? AND second = ?", (min(one, other), max(one, other))
        )
        return None if row is None else Decision(row[0])

    def decide(self, one: SongId, other: SongId, decision: Decision | None) -> None:
        """Keeps what a person says about two songs, or forgets it."""
        first, second = min(one, other), max(one, other)
        if decision is None:
            self._database.execute("DELETE FROM songdecisions WHERE first = ? AND second = ?", (first, second))
            return
        self._database.execute(
            "INSERT INTO songdecisions (first, second, decision) VALUES (?, ?, ?) ON CONFLICT (first, second)"
            " DO UPDATE SET decision = excluded.decision",
            (first, second, decision),
        )

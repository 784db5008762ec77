"""The tables of models, of what they predict, and of the examples they learn from."""

import json
import time
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import uuid4

import msgspec

from musicdb.errors import NotFoundError
from musicdb.ids import SongId, TagId
from musicdb.model.predictions import Batch, BatchState, Prediction, Suggestion
from musicdb.model.records import Tag
from musicdb.store.database import Database, Row

_BATCHES = """
SELECT batchid, predictionbatches.model, predictionbatches.version, created, quarantined, current IS number, sounds,
    fresh, count(feature), ifnull(sum(drifted), 0)
FROM predictionbatches LEFT JOIN predictionmodels ON predictionmodels.name = predictionbatches.model
    LEFT JOIN drifts ON batch = number
WHERE {} GROUP BY number ORDER BY number DESC"""
_PREDICTIONS = """
SELECT songid, model, version, batchid, label, confidence, tagid
FROM songs JOIN soundhashes USING (checksum) JOIN predictions USING (soundhash)
    JOIN predictionbatches ON predictionbatches.number = batch
WHERE songid = ?1 AND (?2 IS NULL OR model = ?2) AND confidence >= ?3
    AND batch IN (
        SELECT current FROM predictionmodels WHERE ?4 IS NULL
        UNION ALL SELECT number FROM predictionbatches WHERE batchid = ?4)
ORDER BY model, confidence DESC, label"""
_SUGGESTIONS = """
SELECT songid, tags.tagid, tags.name, class, parentid, icontype, icon, color, posx, posy, confidence, model, batchid
FROM {} JOIN predictionbatches ON predictionbatches.number = batch JOIN tags USING (tagid)
WHERE suggested = 1 AND batch IN (SELECT current FROM predictionmodels)
    AND NOT EXISTS (
        SELECT 1 FROM rejectedtags WHERE rejectedtags.songid = songs.songid AND rejectedtags.tagid = tags.tagid)
    AND NOT EXISTS (
        SELECT 1 FROM songtags WHERE songtags.songid = songs.songid AND songtags.tagid = tags.tagid AND approval > 0)
ORDER BY confidence DESC, songid LIMIT ?"""
# Of one song, or of all in the order of an index, of which only the first few rows are read.
_ITS = """
(SELECT * FROM songs WHERE songid = ?) AS songs JOIN soundhashes USING (checksum) JOIN predictions USING (soundhash)"""
_ALL = """
predictions INDEXED BY predictions_suggested
    CROSS JOIN soundhashes USING (soundhash) CROSS JOIN songs USING (checksum)"""
# What a person said about a song, or about its album; 0 is a tag somebody rejected.
_EXAMPLES = """
WITH said AS (
    SELECT songid, tagid, 1 AS holds FROM songtags WHERE approval > 0
    UNION SELECT songid, tagid, 1 FROM songs JOIN albumtags USING (albumid) WHERE approval > 0
    UNION SELECT songid, tagid, 0 FROM rejectedtags
        WHERE (songid, tagid) NOT IN (SELECT songid, tagid FROM songtags WHERE approval > 0))
SELECT soundhash, min(artistid), tagid, max(holds)
FROM said JOIN tags USING (tagid) JOIN songs USING (songid) JOIN soundhashes USING (checksum)
    JOIN soundfeatures USING (soundhash)
WHERE class IN (SELECT value FROM json_each(?)) AND embedding IS NOT NULL
GROUP BY soundhash, tagid ORDER BY soundhash, tagid"""
# A tag may have been removed while a worker was predicting it.
_SAY = """
INSERT INTO predictions (batch, soundhash, label, confidence, tagid, suggested)
SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?5 IS NULL OR ?5 IN (SELECT tagid FROM tags)"""
_DRIFT = """
INSERT INTO drifts (batch, feature, statistic, pvalue, reference, samples, drifted) VALUES (?, ?, ?, ?, ?, ?, ?)"""
_SOUNDS = """
SELECT DISTINCT soundhash FROM songs JOIN soundhashes USING (checksum) JOIN soundfeatures USING (soundhash)
WHERE embedding IS NOT NULL AND (?2 = 0 OR ?2 = (
    SELECT count(DISTINCT processor) FROM heardsounds
    WHERE heardsounds.soundhash = soundfeatures.soundhash AND processor IN (SELECT value FROM json_each(?1))))"""


class Example(msgspec.Struct, frozen=True):
    """What a person said about a sound: that it has a tag, or has not. `artistid` is one of its artists."""

    soundhash: str
    artistid: int
    tagid: TagId
    holds: bool


class KeptModel(msgspec.Struct, frozen=True):
    """A model with all it has learned, in its own form. `current` is the number of the batch everybody sees."""

    name: str
    version: str
    trained: int
    content: bytes
    current: int | None


class Said(msgspec.Struct, frozen=True):
    """What a model says about a sound. `suggested`: it is sure enough to be shown to a person."""

    soundhash: str
    label: str
    confidence: float
    tagid: int | None
    suggested: bool


class Predictions:
    """Models and their batches. Only the last few batches of a model are kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def models(self) -> list[KeptModel]:
        """All models, by name."""
        rows = self._database.rows(
            "SELECT name, version, trained, content, current FROM predictionmodels ORDER BY name"
        )
        return [KeptModel(*row) for row in rows]

    def keep_model(self, name: str, version: str, content: bytes) -> None:
        """Keeps what a model has learned. What it said before is seen until its next batch is complete."""
        self._database.execute(
            "INSERT INTO predictionmodels (name, version, trained, content) VALUES (?, ?, ?, ?) ON CONFLICT (name)"
            " DO UPDATE SET version = excluded.version, trained = excluded.trained, content = excluded.content",
            (name, version, int(time.time()), content),
        )

    def forget_models(self, without: Collection[str]) -> None:
        """Forgets all models but these, with what they said."""
        with self._database.write():
            for table, column in (("predictionmodels", "name"), ("predictionbatches", "model")):
                statement = f"DELETE FROM {table} WHERE {column} NOT IN (SELECT value FROM json_each(?))"  # noqa: S608
                self._database.execute(statement, (json.dumps(list(without)),))

    def examples(self, classes: Sequence[int]) -> list[Example]:
        """All that persons said about tags of some classes, as far as the sounds were heard."""
        rows = self._database.rows(_EXAMPLES, (json.dumps(list(classes)),))
        return [Example(soundhash, artistid, TagId(tagid), bool(holds)) for soundhash, artistid, tagid, holds in rows]

    def sounds(self, processors: Sequence[str] = ()) -> set[str]:
        """The sounds of the catalogue that were heard, by all of these processors."""
        rows = self._database.rows(_SOUNDS, (json.dumps(list(processors)), len(processors)))
        return {soundhash for (soundhash,) in rows}

    def sounds_of(self, number: int) -> set[str]:
        """The sounds a batch tells about."""
        rows = self._database.rows("SELECT soundhash FROM predictedsounds WHERE batch = ?", (number,))
        return {soundhash for (soundhash,) in rows}

    def last(self, model: str, version: str, *, quarantined: bool) -> int | None:
        """The number of the last batch of a version; quarantined ones count only if they shall."""
        row = self._database.row(
            "SELECT max(number) FROM predictionbatches WHERE model = ? AND version = ? AND quarantined <= ?",
            (model, version, quarantined),
        )
        return None if row is None else row[0]

    def publish(
        self,
        model: KeptModel,
        said: Iterable[Said],
        fresh: Collection[str],
        *,
        before: int | None,
        drifts: Sequence[tuple[float, float, int, int, bool]],
        quarantined: bool,
        keep: int,
    ) -> Batch:
        """Keeps a complete batch, and then lets everybody see it; all of that or nothing.

        Of `before`, a batch of the same version, it takes over what is still in the catalogue and not fresh.
        """
        batchid, wanted = str(uuid4()), self.sounds()
        with self._database.write():
            old = (self.sounds_of(before) & wanted) - set(fresh) if before is not None else set()
            number = self._database.execute_for_id(
                "INSERT INTO predictionbatches (batchid, model, version, created, sounds, fresh, quarantined)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number",
                (batchid, model.name, model.version, int(time.time()), len(old) + len(fresh), len(fresh), quarantined),
            )
            sounds = [(number, one) for one in (*old, *fresh)]
            self._database.execute_many("INSERT INTO predictedsounds (batch, soundhash) VALUES (?, ?)", sounds)
            self._database.execute(
                "INSERT INTO predictions SELECT ?1, soundhash, label, confidence, tagid, suggested FROM predictions"
                " WHERE batch = ?2 AND soundhash IN (SELECT value FROM json_each(?3))",
                (number, before, json.dumps(list(old))),
            )
            rows = ((number, one.soundhash, one.label, one.confidence, one.tagid, one.suggested) for one in said)
            self._database.execute_many(_SAY, rows)
            self._database.execute_many(_DRIFT, ((number, feature, *drift) for feature, drift in enumerate(drifts)))
            self._prune(model.name, keep)
            if not quarantined:
                self._promote(model.name, number)
        return self.batch(batchid)

    def batches(self, model: str | None = None) -> list[Batch]:
        """All batches that are kept, the last one first."""
        condition = "1" if model is None else "predictionbatches.model = ?"
        return [
            _batch(row) for row in self._database.rows(_BATCHES.format(condition), () if model is None else (model,))
        ]

    def batch(self, batchid: str) -> Batch:
        """A batch.

        :raises NotFoundError: when there is none.
        """
        row = self._database.row(_BATCHES.format("batchid = ?"), (batchid,))
        if row is None:
            raise NotFoundError(f"There is no batch {batchid} any more.")
        return _batch(row)

    def accept(self, batchid: str) -> None:
        """A quarantined batch is seen by everybody from now on."""
        with self._database.write():
            batch = self.batch(batchid)
            self._database.execute("UPDATE predictionbatches SET quarantined = 0 WHERE batchid = ?", (batchid,))
            row = self._database.row("SELECT number FROM predictionbatches WHERE batchid = ?", (batchid,))
            self._promote(batch.model, row[0] if row else 0)

    def drifts(self, batchid: str) -> list[tuple[int, float, float, int, int, bool]]:
        """How far each feature of a batch has drifted, the farthest first: number, statistic, p-value, sizes."""
        rows: list[Any] = self._database.rows(
            "SELECT feature, statistic, pvalue, reference, samples, drifted = 1 FROM drifts"
            " JOIN predictionbatches ON number = batch WHERE batchid = ? ORDER BY statistic DESC",
            (batchid,),
        )
        return rows

    def of_song(self, songid: SongId, model: str | None, batchid: str | None, confidence: float) -> list[Prediction]:
        """What models say about a song in what everybody sees, or in a certain batch."""
        rows = self._database.rows(_PREDICTIONS, (songid, model, confidence, batchid))
        return [Prediction(*row) for row in rows]

    def suggestions(self, songid: SongId | None = None, limit: int = -1) -> list[Suggestion]:
        """Tags a song, or any song, may deserve that nobody has set or rejected, the most likely first."""
        sources = _ALL if songid is None else _ITS
        parameters = (limit,) if songid is None else (songid, limit)
        rows = self._database.rows(_SUGGESTIONS.format(sources), parameters)
        return [Suggestion(SongId(row[0]), Tag(*row[1:10]), *row[10:]) for row in rows]

    def reject(self, songid: SongId, tagid: TagId) -> None:
        """A song does not deserve a tag; what a machine has set goes."""
        with self._database.write():
            self._database.execute(
                "INSERT INTO rejectedtags (songid, tagid) VALUES (?, ?) ON CONFLICT DO NOTHING", (songid, tagid)
            )
            self._database.execute(
                "DELETE FROM songtags WHERE songid = ? AND tagid = ? AND approval = 0", (songid, tagid)
            )

    def accept_tag(self, songid: SongId, tagid: TagId) -> None:
        """A song deserves a tag after all."""
        self._database.execute("DELETE FROM rejectedtags WHERE songid = ? AND tagid = ?", (songid, tagid))

    def _promote(self, model: str, number: int) -> None:
        self._database.execute("UPDATE predictionmodels SET current = ? WHERE name = ?", (number, model))

    def _prune(self, model: str, keep: int) -> None:
        """Forgets all but the last batches, and never the one that is seen."""
        self._database.execute(
            "DELETE FROM predictionbatches WHERE model = ?1 AND number NOT IN ("
            " SELECT number FROM predictionbatches WHERE model = ?1 ORDER BY number DESC LIMIT ?2)"
            " AND number NOT IN (SELECT current FROM predictionmodels WHERE current IS NOT NULL)",
            (model, keep),
        )


def _batch(row: Row) -> Batch:
    batchid, model, version, created, quarantined, is_current, sounds, fresh, checked, drifted = row
    state = BatchState.QUARANTINED if quarantined else BatchState.CURRENT if is_current else BatchState.OLD
    return Batch(batchid, model, version, created, state, sounds, fresh, checked, drifted)

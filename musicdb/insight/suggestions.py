"""What persons and programs get to see of models: suggestions, predictions, quality, batches, drift."""

from collections.abc import Callable

import msgspec

from musicdb.bus import Bus
from musicdb.errors import NotFoundError
from musicdb.ids import SongId, TagId
from musicdb.insight.lessonplans import Learned
from musicdb.insight.lessons import Knowledge
from musicdb.insight.predictor import LEARNING
from musicdb.model.predictions import (
    Batch,
    BatchState,
    Drift,
    ModelInfo,
    Prediction,
    PredictionsChanged,
    Suggestion,
    TagQuality,
)
from musicdb.store.store import Store
from musicdb.store.tagging import Target


class Suggestions:
    """Reads what is known, and takes what persons say about it. `look` is called when they did. For any thread."""

    def __init__(self, store: Store, bus: Bus, look: Callable[[], None]) -> None:
        self._store = store
        self._bus = bus
        self._look = look

    def of_song(self, songid: SongId) -> list[Suggestion]:
        """The tags a song may deserve, the most likely first.

        :raises NotFoundError: when there is no such song.
        """
        self._store.songs.get(songid)
        return self._store.predictions.suggestions(songid)

    def open(self, limit: int) -> list[Suggestion]:
        """What is suggested for any song and nobody has decided about yet, the most likely first."""
        return self._store.predictions.suggestions(limit=limit)

    def approve(self, songid: SongId, tagid: TagId) -> None:
        """A suggested tag is right: the song gets it, as if a person had set it.

        :raises NotFoundError: when it is not suggested.
        """
        with self._store.write():
            self._require(songid, tagid)
            self._store.tagging.hang(Target.SONG, songid, tagid, approval=1, confidence=1.0)
            self._store.tags.derive_for_album(self._store.songs.get(songid).albumid)
        self._look()

    def reject(self, songid: SongId, tagid: TagId) -> None:
        """A suggested tag is wrong: it is never suggested for that song again.

        :raises NotFoundError: when it is not suggested.
        """
        with self._store.write():
            self._require(songid, tagid)
            self._store.predictions.reject(songid, tagid)
            self._store.tags.derive_for_album(self._store.songs.get(songid).albumid)
        self._look()

    def models(self) -> list[ModelInfo]:
        """All models, with the quality of those that learn here."""
        with self._store.read():
            current = {
                one.model: one.id for one in self._store.predictions.batches() if one.state is BatchState.CURRENT
            }
            tags = self._store.tags.statistics()
            models = self._store.predictions.models()
        return [
            ModelInfo(
                one.name, one.version, one.trained, one.name in LEARNING, current.get(one.name),
                [
                    _quality(learned, tags[TagId(learned.tagid)].tag.name)
                    for learned in msgspec.msgpack.decode(one.content, type=Knowledge).tags
                    if learned.tagid in tags
                ],
            )
            for one in models
        ]  # fmt: skip

    def predictions(
        self, songid: SongId, model: str | None, batchid: str | None, confidence: float
    ) -> list[Prediction]:
        """What models say about a song in the batches everybody sees, or in a certain one.

        :raises NotFoundError: when there is no such song or batch.
        """
        self._store.songs.get(songid)
        if batchid is not None:
            self._store.predictions.batch(batchid)
        return self._store.predictions.of_song(songid, model, batchid, confidence)

    def batches(self, model: str | None) -> list[Batch]:
        """The batches that are kept, the last one first."""
        return self._store.predictions.batches(model)

    def drift(self, batchid: str) -> list[Drift]:
        """How far the features of a batch have drifted, the farthest first; nothing when it was not looked at.

        :raises NotFoundError: when there is no such batch.
        """
        from musicdb.insight.drifting import FEATURES  # noqa: PLC0415 -- loads NumPy

        self._store.predictions.batch(batchid)
        return [
            Drift(FEATURES[feature], statistic, pvalue, reference, samples, bool(drifted))
            for feature, statistic, pvalue, reference, samples, drifted in self._store.predictions.drifts(batchid)
        ]

    def accept(self, batchid: str) -> Batch:
        """A person has looked at a quarantined batch: everybody sees it from now on.

        :raises NotFoundError: when there is no such batch, or it is not quarantined.
        """
        with self._store.write():
            if self._store.predictions.batch(batchid).state is not BatchState.QUARANTINED:
                raise NotFoundError("This batch is not quarantined.")
            self._store.predictions.accept(batchid)
            batch = self._store.predictions.batch(batchid)
        self._bus.publish(PredictionsChanged(batch))
        return batch

    def _require(self, songid: SongId, tagid: TagId) -> None:
        if tagid not in {one.tag.id for one in self.of_song(songid)}:
            raise NotFoundError("This tag is not suggested for this song any more.")


def _quality(learned: Learned, name: str) -> TagQuality:
    return TagQuality(
        TagId(learned.tagid), name, learned.examples, learned.counterexamples,
        learned.threshold, learned.precision, learned.recall,
    )  # fmt: skip
